// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/result.h"
#include "server/outbound/outboundcalls.h"
#include "server/outbound/httpcall.h"
#include "server/store/feed.h"

#include <QHash>
#include <QObject>

#include <deque>
#include <memory>

namespace Inspector {
class Recorder;
}
namespace Store {
class Database;
class Reader;
} // namespace Store

/// Tells the URL of a collection's webhook what happened there (contract: fields 5): in the
/// background, after the request is answered. What happened it learns from the feed of commits.
/// Events wait in the database and are removed when they were sent, so a restart loses none; one
/// that was on its way then is sent again. 10,000 events of 64 MiB in all may wait; a newer one is
/// not sent.
/// The outcome becomes a log line under that request. A webhook that fails several times one after
/// the other is switched off.
/// Thread: that of the outbound calls; release() may be called from any.
class Webhooks final : public QObject
{
    Q_OBJECT

public:
    /// @p ask changes the definition of a collection. @p name is what receivers see as the name of
    /// the database. @pre the database and @p http live longer, @p http in the same thread.
    Webhooks(Store::Database &database, OutboundCalls::Ask ask, Outbound::HttpClient &http,
             Inspector::Recorder &inspector, QByteArray name);
    ~Webhooks() override;

    /// Sends what an earlier start has left. Call once, before there are requests, in the thread of
    /// the calls. @errors Unavailable.
    Result<Done> begin();

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
    void forget(const Event &event);
    Result<QByteArray> payloadOf(const Event &event);
    Result<QByteArray> bodyOf(const Event &event);

    Store::Database &m_database;
    const OutboundCalls::Ask m_ask;
    Outbound::HttpClient &m_http;
    Inspector::Recorder &m_inspector;
    const QByteArray m_name;
    QHash<QByteArray, QList<Event>> m_held; ///< By request: of those that are not answered yet.
    std::unique_ptr<Store::Reader> m_reader; ///< Set by begin().
    std::deque<Event> m_waiting;
    qsizetype m_kept = 0; ///< Waiting and under way.
    qint64 m_bytes = 0; ///< Of those.
    int m_underWay = 0;
    qint64 m_bytesUnderWay = 0;
    QHash<QByteArray, int> m_failures; ///< By collection: one after the other.
    Store::Subscription m_subscription;
};
