// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/eventstream.h"
#include "server/api/services.h"
#include "server/inspector/recordfile.h"
#include "server/inspector/filter.h"

#include <QSet>

namespace Api {

/// New records for one client: each with its id, which `Last-Event-ID` resumes from. An event
/// `dropped` tells how many the client or the recorder could not keep up with.
/// Thread: the connection's.
class InspectorStream final : public EventStream
{
    Q_OBJECT

public:
    /// @p lastId is that of the last record that the client has; empty: it wants new ones alone.
    InspectorStream(Context &context, const Inspector::Filter &filter, const QByteArray &lastId,
                    Http::BodySink sink);

private:
    void resume(Context &context, const Inspector::Filter &filter, const QByteArray &lastId);
    void takeMissed(const Result<Inspector::Page> &page, const QByteArray &lastId);
    void take(const QList<Inspector::Record> &records, int dropped);
    void tell(const QByteArray &id, const QByteArray &json);

    const Inspector::Filter m_filter;
    QSet<QByteArray> m_resumed; ///< Sent already, and perhaps still to come live.
    QList<Inspector::Record> m_waiting; ///< What comes live before what was missed is sent.
    bool m_isResuming = false;
    qint64 m_dropped = 0; ///< That the client was not told of yet.
};

} // namespace Api
