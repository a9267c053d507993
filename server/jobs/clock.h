// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QSocketNotifier>

#include <memory>

namespace Jobs {

/// What time it is, and a call when it is later. Tests have one of their own.
/// Thread: the one it lives in.
class Clock : public QObject
{
    Q_OBJECT

public:
    /// Milliseconds since 1970 UTC.
    virtual qint64 now() const = 0;
    /// Asks for reached() at @p time, as now() counts; takes the place of what was asked for
    /// before.
    virtual void wakeAt(qint64 time) = 0;

signals:
    /// The time that wakeAt() was asked for has come.
    void reached();
    /// The clock was put forward or back.
    void stepped();
};

/// The machine's clock. Its one timer goes by the time of day, not by how long it has waited: so it
/// is right after the machine slept, and tells when somebody sets the clock. Linux only.
/// Source: timerfd_create(2), TFD_TIMER_CANCEL_ON_SET.
class WallClock final : public Clock
{
    Q_OBJECT

public:
    WallClock();
    ~WallClock() override;

    qint64 now() const override;
    void wakeAt(qint64 time) override;

private:
    /// The timer has run out, or the clock was set.
    void read();

    int m_descriptor = -1; ///< Of the timer; -1: the system gives none, and no job runs.
    qint64 m_time = 0; ///< What wakeAt() was asked for.
    std::unique_ptr<QSocketNotifier> m_notifier;
};

} // namespace Jobs
