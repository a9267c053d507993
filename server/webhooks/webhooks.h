// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/result.h"
#include "server/outbound/outboundcalls.h"
#include "server/outbound/httpcall.h"
#include "server/store/feed.h"

#include <QHash>
#include <QObject>

#include <deque>

namespace Inspector {
class Recorder;
}
namespace Store {
class Database;
}

/// Tells the URL of a collection's webhook what happened there (contract: fields 5): in the
/// background, after the request is answered. What happened it learns from the feed of commits.
/// The outcome becomes a log line under that request. A webhook that fails several times one after
/// the other is switched off.
/// Thread: that of the outbound calls; release() may be called from any.
class Webhooks final : public QObject
{
    Q_OBJECT

public:
    /// @p ask changes the definition of a collection. @p name is what receivers see as the name of
    /// the database. @pre the database and @p http live
    /// longer, @p http in the same thread.
    Webhooks(Store::Database &database, OutboundCalls::Ask ask, Outbound::HttpClient &http,
             Inspector::Recorder &inspector, QByteArray name);

    /// The request @p requestId is answered: sends what its writes have to tell. Call it once for
    /// each request with such writes, after they are stored.
    void release(const QByteArray &requestId);

private:
    using Event = Store::WebhookEvent;

    void hold(const Store::Commit &commit);
    void enqueue(const Event &event);
    void startWaiting();
    void start(const Event &event);
    void finish(const Event &event, qint64 microseconds,
                const Result<Outbound::HttpAnswer> &answer);
    void note(const Event &event, const char *level, const QString &message);
    void switchOff(const Event &event, const QString &fault);
    QByteArray bodyOf(const Event &event) const;

    Store::Database &m_database;
    const OutboundCalls::Ask m_ask;
    Outbound::HttpClient &m_http;
    Inspector::Recorder &m_inspector;
    const QByteArray m_name;
    QHash<QByteArray, QList<Event>> m_held; ///< By request: of those that are not answered yet.
    std::deque<Event> m_waiting;
    int m_underWay = 0;
    QHash<QByteArray, int> m_failures; ///< By collection: one after the other.
    Store::Subscription m_subscription;
};
