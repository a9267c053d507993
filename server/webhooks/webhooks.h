// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/result.h"
#include "server/outbound/outboundcalls.h"
#include "server/outbound/httpcall.h"

#include <QHash>
#include <QObject>

#include <deque>

namespace Inspector {
class Recorder;
}

/// Tells the URL of a collection's webhook what happened there (contract: fields 5): in the
/// background, after the request is answered. The outcome becomes a log line under that
/// request. A webhook that fails several times one after the other is switched off.
/// Thread: that of the outbound calls; send() may be called from any.
class Webhooks final : public QObject
{
    Q_OBJECT

public:
    /// A write that was stored.
    struct Event
    {
        QByteArray requestId;
        QByteArray collection;
        QByteArray url;
        QByteArray method; ///< POST, PUT, PATCH or DELETE.
        QByteArrayList payload; ///< JSON: the documents as stored; their ids after a DELETE.
    };

    /// @p ask changes the definition of a collection. @p database is the name that receivers see.
    Webhooks(OutboundCalls::CatalogNow catalog, OutboundCalls::Ask ask,
             Inspector::Recorder &inspector, QByteArray database);

    void send(Event event);

private:
    void startWaiting();
    void start(const Event &event);
    void finish(const Event &event, qint64 microseconds,
                const Result<Outbound::HttpAnswer> &answer);
    void note(const Event &event, const char *level, const QString &message);
    void switchOff(const Event &event, const QString &fault);
    QByteArray bodyOf(const Event &event) const;

    const OutboundCalls::CatalogNow m_catalog;
    const OutboundCalls::Ask m_ask;
    Inspector::Recorder &m_inspector;
    const QByteArray m_database;
    QNetworkAccessManager *m_manager = nullptr; ///< Made when it is first needed.
    std::deque<Event> m_waiting;
    int m_underWay = 0;
    QHash<QByteArray, int> m_failures; ///< By collection: one after the other.
};
