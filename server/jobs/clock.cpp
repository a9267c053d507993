// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/jobs/clock.h"

#include "server/core/timestamp.h"

#include <QLoggingCategory>

#include <cerrno>
#include <ctime>

#include <sys/timerfd.h>
#include <unistd.h>

namespace Jobs {

namespace {

Q_LOGGING_CATEGORY(lcClock, "server.jobs")

} // namespace

WallClock::WallClock()
    : m_descriptor(::timerfd_create(CLOCK_REALTIME, TFD_NONBLOCK | TFD_CLOEXEC))
{
    if (m_descriptor < 0) {
        qCWarning(lcClock, "There is no timer for jobs, which will not run: %s",
                  qPrintable(qt_error_string(errno)));
        return;
    }
    m_notifier = std::make_unique<QSocketNotifier>(m_descriptor, QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, &WallClock::read);
}

WallClock::~WallClock()
{
    m_notifier.reset();
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

qint64 WallClock::now() const
{
    return Timestamp::now();
}

void WallClock::wakeAt(qint64 time)
{
    m_time = time;
    itimerspec wanted = {};
    wanted.it_value.tv_sec = time / 1000;
    wanted.it_value.tv_nsec = long(time % 1000) * 1'000'000;
    ::timerfd_settime(m_descriptor, TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET, &wanted, nullptr);
}

void WallClock::read()
{
    quint64 expirations = 0;
    if (::read(m_descriptor, &expirations, sizeof expirations) == sizeof expirations) {
        emit reached();
    } else if (errno == ECANCELED) {
        wakeAt(m_time);
        emit stepped();
    }
}

} // namespace Jobs
