// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/jobs/clock.h"

/// A clock that the test turns.
class TurnedClock final : public Jobs::Clock
{
public:
    explicit TurnedClock(qint64 now)
        : m_now(now)
    {
    }
    qint64 now() const override { return m_now; }
    void wakeAt(qint64 time) override { m_wake = time; }
    qint64 wakeTime() const { return m_wake; }

    /// Goes on, waking as often as it was asked for.
    void advance(qint64 milliseconds)
    {
        const qint64 end = m_now + milliseconds;
        while (m_wake <= end && m_wake > m_now) {
            m_now = m_wake;
            emit reached();
        }
        m_now = end;
    }
    void step(qint64 milliseconds)
    {
        m_now += milliseconds;
        emit stepped();
    }

private:
    qint64 m_now;
    qint64 m_wake = 0;
};
