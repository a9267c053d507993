// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>

/// Reads server-sent events from a body that goes on. A value, of any thread.
/// Source: WHATWG HTML, section 9.2.6.
class EventReader
{
public:
    struct Event
    {
        QByteArray name; ///< Empty: `message`.
        QByteArray data;
    };

    /// The events that are whole with @p piece. Of an event that is larger than 64 MiB nothing is
    /// kept.
    QList<Event> take(const QByteArray &piece);
    /// What `Last-Event-ID` goes on from; empty before there was one.
    const QByteArray &lastId() const { return m_lastId; }
    /// Begins anew with another body, where the last one ended.
    void restart();

private:
    void takeLine(const QByteArray &line, QList<Event> &events);

    QByteArray m_rest; ///< Of a line whose end is still to come.
    Event m_event;
    QByteArray m_id; ///< Of the event that is being read.
    QByteArray m_lastId;
    bool m_hasData = false;
};
