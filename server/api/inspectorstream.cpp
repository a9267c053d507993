// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/inspectorstream.h"

#include "server/inspector/recorder.h"

#include <QPointer>

namespace Api {

namespace {

using namespace std::chrono_literals;

/// Proxies close what is silent; a client that has gone is noticed.
constexpr auto Heartbeat = 15s;
constexpr int MostMissed = 10'000;
constexpr qsizetype MostWaiting = 10'000;

} // namespace

InspectorStream::InspectorStream(Context &context, const Inspector::Filter &filter,
                                 const QByteArray &lastId, Http::BodySink sink)
    : m_filter(filter)
    , m_sink(std::move(sink))
{
    connect(&context.services.inspector, &Inspector::Recorder::recorded, this,
            &InspectorStream::take);
    m_heartbeat.callOnTimeout(this, [this] { (void)m_sink(": \n\n"); });
    m_heartbeat.start(Heartbeat);
    (void)m_sink("retry: 2000\n\n");
    if (!lastId.isEmpty())
        resume(context, filter, lastId);
}

void InspectorStream::resume(Context &context, const Inspector::Filter &filter,
                             const QByteArray &lastId)
{
    m_isResuming = true;
    Inspector::Search missed;
    missed.filter = filter;
    missed.maximum = MostMissed;
    // The answer comes in the recorder's thread; the home outlives this, which may be gone by then.
    context.services.inspector.find(
        missed,
        [home = context.home, self = QPointer<InspectorStream>(this), lastId](const auto &page) {
            QMetaObject::invokeMethod(
                home,
                [self, page, lastId] {
                    if (self)
                        self->takeMissed(page, lastId);
                },
                Qt::QueuedConnection);
        });
}

void InspectorStream::takeMissed(const Result<Inspector::Page> &page, const QByteArray &lastId)
{
    const auto records = Json::Document::parseKnown(page ? page->json : QByteArray("[]"));
    std::vector<Json::Value> missed;
    const auto items = records ? records->root().items() : std::vector<Json::Value>();
    for (const Json::Value &record : items) { // the newest come first
        if (record.value("id").text() == lastId)
            break;
        missed.push_back(record);
    }
    for (auto record = missed.rbegin(); record != missed.rend(); ++record) {
        const QByteArray id = record->value("id").text().toByteArray();
        m_resumed.insert(id);
        send(id, record->toJson());
    }
    m_isResuming = false;
    take(std::exchange(m_waiting, {}), 0);
}

void InspectorStream::take(const QList<Inspector::Record> &records, int dropped)
{
    m_dropped += dropped;
    if (m_isResuming) {
        m_waiting.append(records.mid(0, std::max<qsizetype>(0, MostWaiting - m_waiting.size())));
        return;
    }
    for (const Inspector::Record &record : records) {
        if (!m_resumed.remove(record.id) && m_filter.takes(record))
            send(record.id, record.toJson());
    }
}

void InspectorStream::send(const QByteArray &id, const QByteArray &json)
{
    QByteArray event;
    if (m_dropped > 0)
        event = "event: dropped\ndata: {\"count\":" + QByteArray::number(m_dropped) + "}\n\n";
    event.append("id: ").append(id).append("\ndata: ").append(json).append("\n\n");
    if (m_sink(event))
        m_dropped = 0;
    else
        ++m_dropped;
}

} // namespace Api
