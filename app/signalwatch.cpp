// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/signalwatch.h"

#include <csignal>

#include <fcntl.h>
#include <unistd.h>

namespace {

// A signal handler can reach nothing but globals.
int wakePipe[2] = {-1, -1};

void onSignal(int)
{
    const char byte = 1;
    (void)!write(wakePipe[1], &byte, 1);
}

} // namespace

SignalWatch::SignalWatch(std::function<void()> function)
{
    if (pipe2(wakePipe, O_CLOEXEC | O_NONBLOCK) != 0)
        return;
    m_notifier = std::make_unique<QSocketNotifier>(wakePipe[0], QSocketNotifier::Read);
    QObject::connect(m_notifier.get(), &QSocketNotifier::activated, m_notifier.get(),
                     [this, function = std::move(function)] {
                         m_notifier->setEnabled(false);
                         function();
                     });
    std::signal(SIGTERM, onSignal);
    std::signal(SIGINT, onSignal);
}

SignalWatch::~SignalWatch()
{
    std::signal(SIGTERM, SIG_DFL);
    std::signal(SIGINT, SIG_DFL);
    m_notifier.reset();
    close(wakePipe[0]);
    close(wakePipe[1]);
}
