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
/// Of the payloads; a body has each document twice. A larger event is sent alone.
constexpr qint64 MostBytesUnderWay = 16 * 1024 * 1024;
/// What waits in the database file: a receiver that does not answer must not fill the disk.
constexpr qint64 MostBytes = 64 * 1024 * 1024;
constexpr qsizetype MostEvents = 10'000;
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

Webhooks::~Webhooks() = default;

Result<Done> Webhooks::begin()
{
    auto reader = m_database.openReader();
    if (!reader)
        return failure(reader);
    m_reader = std::move(*reader);
    const auto events = m_reader->webhookEvents(m_database.nodes().name());
    m_reader->endSnapshot();
    if (!events)
        return failure(events);
    for (const Event &event : *events)
        enqueue(event);
    startWaiting();
    return Done();
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

/// Those that wait already are sent; the newest is not.
void Webhooks::enqueue(const Event &event)
{
    if (m_kept < MostEvents && m_bytes + event.size <= MostBytes) {
        m_waiting.push_back(event);
        ++m_kept;
        m_bytes += event.size;
        return;
    }
    note(event, "error",
         QStringLiteral("Not sent to the webhook: %1 events of %2 bytes wait already.")
             .arg(m_kept)
             .arg(m_bytes));
    forget(event);
}

void Webhooks::startWaiting()
{
    const auto hasRoom = [this] {
        return m_underWay == 0
            || (m_underWay < MostUnderWay
                && m_bytesUnderWay + m_waiting.front().size <= MostBytesUnderWay);
    };
    while (!m_waiting.empty() && hasRoom()) {
        const Event event = std::move(m_waiting.front());
        m_waiting.pop_front();
        start(event);
    }
}

/// If this fails, the event is sent again after the next start.
void Webhooks::forget(const Event &event)
{
    m_database.change<Done>(
        [number = event.number](Store::Transaction &transaction) {
            return transaction.removeWebhookEvent(number);
        },
        [](const Result<Done> &) {});
}

Result<QByteArray> Webhooks::payloadOf(const Event &event)
{
    auto payload = m_reader->webhookPayload(event.number);
    m_reader->endSnapshot();
    return payload;
}

/// `{"0": document, …, "event": {"db", "collection", "method", "payload": [document, …]}}`
Result<QByteArray> Webhooks::bodyOf(const Event &event)
{
    const auto payload = payloadOf(event);
    const auto documents =
        payload ? Json::Document::parseKnown(*payload) : Result<Json::Document>(failure(payload));
    if (!documents)
        return failure(documents);
    Json::ObjectWriter body;
    int index = 0;
    for (const Json::Value &document : documents->root().items())
        body.raw(QByteArray::number(index++), document.toJson());
    body.raw("event",
             Json::ObjectWriter()
                 .text("db", QByteArrayView(m_name))
                 .text("collection", QByteArrayView(event.collection))
                 .text("method", QByteArrayView(event.method))
                 .raw("payload", *payload)
                 .take());
    return body.take();
}

void Webhooks::start(const Event &event)
{
    ++m_underWay;
    m_bytesUnderWay += event.size;
    auto body = bodyOf(event);
    if (!body) {
        finish(event, 0, failure(body));
        return;
    }
    const auto catalog = m_database.catalog();
    Outbound::HttpCall call;
    call.method = "POST";
    call.url = QUrl(QString::fromUtf8(event.url));
    call.headers = {{"Content-Type", "application/json"}};
    call.body = std::move(*body);
    call.timeout = catalog->settings.requestTimeout;
    call.redirects = 3;
    QElapsedTimer timer;
    timer.start();
    m_http.send(call, catalog->settings.requestRules, catalog->settings.bodyLimit,
                [this, event, timer](const Result<Outbound::HttpAnswer> &answer) {
                    finish(event, timer.nsecsElapsed() / 1000, answer);
                    startWaiting();
                });
}

void Webhooks::finish(const Event &event, qint64 microseconds,
                      const Result<Outbound::HttpAnswer> &answer)
{
    --m_underWay;
    m_bytesUnderWay -= event.size;
    --m_kept;
    m_bytes -= event.size;
    forget(event);
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
