// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/eventreader.h"

#include <utility>

namespace {

constexpr qsizetype LargestEvent = 64 * 1024 * 1024;

} // namespace

QList<EventReader::Event> EventReader::take(const QByteArray &piece)
{
    QList<Event> events;
    const qsizetype known = m_rest.size(); // without an end of a line
    m_rest.append(piece);
    qsizetype from = 0;
    for (qsizetype end = m_rest.indexOf('\n', known); end >= 0; end = m_rest.indexOf('\n', from)) {
        qsizetype length = end - from;
        if (length > 0 && m_rest[end - 1] == '\r')
            --length;
        takeLine(m_rest.mid(from, length), events);
        from = end + 1;
    }
    m_rest.remove(0, from);
    if (m_rest.size() > LargestEvent)
        m_rest.clear();
    return events;
}

void EventReader::takeLine(const QByteArray &line, QList<Event> &events)
{
    if (line.isEmpty()) {
        m_lastId = m_id;
        const Event event = std::exchange(m_event, {});
        if (std::exchange(m_hasData, false))
            events.append(event);
        return;
    }
    const qsizetype colon = line.indexOf(':');
    const QByteArray field = colon < 0 ? line : line.first(colon);
    QByteArray value = colon < 0 ? QByteArray() : line.sliced(colon + 1);
    if (value.startsWith(' '))
        value.remove(0, 1);
    if (field == "event") {
        m_event.name = value;
    } else if (field == "id") {
        m_id = value;
    } else if (field == "data" && m_event.data.size() + value.size() <= LargestEvent) {
        if (std::exchange(m_hasData, true))
            m_event.data.append('\n');
        m_event.data.append(value);
    }
}

void EventReader::restart()
{
    m_rest.clear();
    m_event = {};
    m_id = m_lastId;
    m_hasData = false;
}
