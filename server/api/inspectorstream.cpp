// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/inspectorstream.h"

#include "server/inspector/recorder.h"

#include <QPointer>

namespace Api {

namespace {

constexpr int MostMissed = 10'000;
constexpr qsizetype MostWaiting = 10'000;

} // namespace

InspectorStream::InspectorStream(Context &context, const Inspector::Filter &filter,
                                 const QByteArray &lastId, Http::BodySink sink)
    : EventStream(std::move(sink))
    , m_filter(filter)
{
    // Before the missed records are searched: what comes during the search must not be lost.
    connect(&context.services.inspector, &Inspector::Recorder::recorded, this,
            &InspectorStream::take);
    connect(&context.services.inspector, &Inspector::Recorder::logAdded, this,
            &InspectorStream::takeLog);
    connect(&context.services.inspector, &Inspector::Recorder::cleared, this, [this] {
        (void)send(Event{{}, "cleared", "{}"}.text());
    });
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
        tell(id, record->toJson());
    }
    // Only now: what came meanwhile had to wait, so that records arrive in their order.
    m_isResuming = false;
    take(std::exchange(m_waiting, {}), 0);
}

void InspectorStream::take(const QList<Inspector::Record> &records, int dropped)
{
    m_dropped += dropped;
    if (m_isResuming) {
        const qsizetype room = std::max<qsizetype>(0, MostWaiting - m_waiting.size());
        m_waiting.append(records.mid(0, room));
        m_dropped += std::max<qsizetype>(0, records.size() - room);
        return;
    }
    for (const Inspector::Record &record : records) {
        if (!m_resumed.remove(record.id) && m_filter.takes(record))
            tell(record.id, record.toJson());
    }
}

/// Lines are told whether the filter takes their record or not: the client knows which it has.
void InspectorStream::takeLog(qint64 number, const QList<Inspector::LogLine> &lines)
{
    const Event event{
        {},
        "log",
        Json::ObjectWriter().number("number", number).raw("log", Inspector::logJson(lines)).take()};
    if (!send(event.text()))
        ++m_dropped;
}

void InspectorStream::tell(const QByteArray &id, const QByteArray &json)
{
    QByteArray events;
    if (m_dropped > 0)
        events = Event{{}, "dropped", "{\"count\":" + QByteArray::number(m_dropped) + '}'}.text();
    events.append(Event{id, {}, json}.text());
    if (send(events))
        m_dropped = 0;
    else
        ++m_dropped;
}

} // namespace Api
