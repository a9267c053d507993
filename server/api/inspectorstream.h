// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/eventstream.h"
#include "server/api/services.h"
#include "server/inspector/recordfile.h"
#include "server/inspector/filter.h"

#include <QSet>

namespace Api {

/// New records for one client: each with its id, which `Last-Event-ID` resumes from. An event
/// `dropped` tells how many the client or the recorder could not keep up with, `log` the lines that
/// came for a record later, and `cleared` that all are gone.
/// Thread: the connection's.
class InspectorStream final : public EventStream
{
    Q_OBJECT

public:
    /// @p lastId is that of the last record that the client has; empty: it wants new ones alone.
    InspectorStream(Context &context, const Inspector::Filter &filter, const QByteArray &lastId,
                    Http::BodySink sink);

private:
    /// Searches for the records after @p lastId, at most 10,000. New ones wait until these are
    /// sent.
    void resume(Context &context, const Inspector::Filter &filter, const QByteArray &lastId);
    /// Sends what was found, the oldest first, and then what came meanwhile. Where the search
    /// failed, only the latter.
    void takeMissed(const Result<Inspector::Page> &page, const QByteArray &lastId);
    /// Sends the new @p records that the filter takes; @p dropped were lost before them.
    void take(const QList<Inspector::Record> &records, int dropped);
    /// Sends @p lines that came for the record @p number after it was sent.
    void takeLog(qint64 number, const QList<Inspector::LogLine> &lines);
    /// Sends one record, and before it how many are missing. A record that the client does not take
    /// counts as missing.
    void tell(const QByteArray &id, const QByteArray &json);

    const Inspector::Filter m_filter;
    QSet<QByteArray> m_resumed; ///< Sent already, and perhaps still to come live.
    QList<Inspector::Record> m_waiting; ///< What comes live before what was missed is sent.
    bool m_isResuming = false; ///< From resume() to takeMissed().
    qint64 m_dropped = 0; ///< That the client was not told of yet.
};

} // namespace Api
