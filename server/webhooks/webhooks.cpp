// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/webhooks/webhooks.h"

#include "server/api/preconditions.h"
#include "server/core/json.h"
#include "server/core/timestamp.h"
#include "server/inspector/recorder.h"
#include "server/outbound/httpclient.h"
#include "server/store/database.h"

#include <QElapsedTimer>

namespace {

constexpr int MostUnderWay = 16;
constexpr size_t MostWaiting = 1000;
constexpr int FailuresUntilOff = 5;

} // namespace

Webhooks::Webhooks(Store::Database &database, OutboundCalls::Ask ask, Outbound::HttpClient &http,
                   Inspector::Recorder &inspector, QByteArray name)
    : m_database(database)
    , m_ask(std::move(ask))
    , m_http(http)
    , m_inspector(inspector)
    , m_name(std::move(name))
    , m_subscription(database.subscribe(this, {.webhooks = true},
                                        [this](const Store::Commit &commit) { hold(commit); }))
{
}

/// The after-hook of a request, which is to be done before others are told, may still run.
void Webhooks::hold(const Store::Commit &commit)
{
    for (const Event &event : commit.webhookEvents)
        m_held[event.requestId].append(event);
}

void Webhooks::release(const QByteArray &requestId)
{
    QMetaObject::invokeMethod(
        this,
        [this, requestId] {
            // The commit was told before its request went on, so its events are here.
            const QList<Event> events = m_held.take(requestId);
            for (const Event &event : events)
                enqueue(event);
            startWaiting();
        },
        Qt::QueuedConnection);
}

void Webhooks::enqueue(const Event &event)
{
    if (m_waiting.size() < MostWaiting) {
        m_waiting.push_back(event);
        return;
    }
    note(event, "error",
         QStringLiteral("Not sent to the webhook: %1 events wait already.").arg(MostWaiting));
}

void Webhooks::startWaiting()
{
    while (m_underWay < MostUnderWay && !m_waiting.empty()) {
        const Event event = std::move(m_waiting.front());
        m_waiting.pop_front();
        start(event);
    }
}

/// `{"0": document, …, "event": {"db", "collection", "method", "payload": [document, …]}}`
QByteArray Webhooks::bodyOf(const Event &event) const
{
    Json::ObjectWriter body;
    Json::ArrayWriter payload;
    for (qsizetype i = 0; i < event.payload.size(); ++i) {
        body.raw(QByteArray::number(i), event.payload[i]);
        payload.raw(event.payload[i]);
    }
    body.raw("event",
             Json::ObjectWriter()
                 .text("db", QByteArrayView(m_name))
                 .text("collection", QByteArrayView(event.collection))
                 .text("method", QByteArrayView(event.method))
                 .raw("payload", payload.take())
                 .take());
    return body.take();
}

void Webhooks::start(const Event &event)
{
    const auto catalog = m_database.catalog();
    Outbound::HttpCall call;
    call.method = "POST";
    call.url = QUrl(QString::fromUtf8(event.url));
    call.headers = {{"Content-Type", "application/json"}};
    call.body = bodyOf(event);
    call.timeout = catalog->settings.requestTimeout;
    call.redirects = 3;
    ++m_underWay;
    QElapsedTimer timer;
    timer.start();
    m_http.send(call, catalog->settings.requestRules, catalog->settings.bodyLimit,
                [this, event, timer](const Result<Outbound::HttpAnswer> &answer) {
                    --m_underWay;
                    finish(event, timer.nsecsElapsed() / 1000, answer);
                    startWaiting();
                });
}

void Webhooks::finish(const Event &event, qint64 microseconds,
                      const Result<Outbound::HttpAnswer> &answer)
{
    if (answer && answer->status < 400) {
        m_failures.remove(event.collection);
        note(event, "info",
             QStringLiteral("Sent to the webhook: it answers %1 after %2 ms.")
                 .arg(answer->status)
                 .arg(microseconds / 1000));
        return;
    }
    const QString fault = answer ? QStringLiteral("the webhook answers %1 %2")
                                       .arg(answer->status)
                                       .arg(QString::fromUtf8(answer->reason))
                                 : answer.error().message;
    note(event, "error", QStringLiteral("Not delivered to the webhook: %1").arg(fault));
    if (++m_failures[event.collection] >= FailuresUntilOff)
        switchOff(event, fault);
}

void Webhooks::note(const Event &event, const char *level, const QString &message)
{
    Inspector::LogLine line;
    line.time = Timestamp::now();
    line.level = level;
    line.message = message.toUtf8();
    line.hook = "webhook";
    m_inspector.addLog(event.requestId, {line});
}

/// The fault stays with the definition, where the webhook's page shows it.
void Webhooks::switchOff(const Event &event, const QString &fault)
{
    m_failures.remove(event.collection);
    const auto catalog = m_database.catalog();
    const Store::Collection *collection = catalog->find(event.collection);
    if (!collection || !collection->webhook.isActive || collection->webhook.url != event.url)
        return;
    const QString reason =
        QStringLiteral("Switched off: %1 events in turn were not delivered. The last: %2")
            .arg(FailuresUntilOff)
            .arg(fault);
    note(event, "error", reason);
    Json::ArrayWriter events;
    for (const QByteArray &each : collection->webhook.events)
        events.raw(Json::quoted(QByteArrayView(each)));
    Http::Request change;
    change.method = "PUT";
    change.path = "/admin/v1/collections/" + event.collection;
    // A definition that somebody changes at this moment stays; the next event looks again.
    change.headers.append({"if-match", Api::tagOfText(collection->definition)});
    change.body = Json::ObjectWriter()
                      .raw("webhook",
                           Json::ObjectWriter()
                               .text("url", QByteArrayView(event.url))
                               .raw("events", events.take())
                               .boolean("active", false)
                               .text("fault", reason)
                               .take())
                      .take();
    m_ask(change, [](const Http::Response &) {});
}
