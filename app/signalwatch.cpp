// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/signalwatch.h"

#include <array>
#include <cerrno>
#include <csignal>

#include <fcntl.h>
#include <unistd.h>

namespace {

constexpr unsigned SecondsToEnd = 9; ///< What manages services kills after 10 at the earliest.

// A signal handler can reach nothing but globals.
std::array<int, 2> wakePipe = {-1, -1};
std::atomic<bool> isWatched = false;
std::atomic<bool> isAskedToEnd = false;
std::atomic<int> timesAsked = 0;
static_assert(std::atomic<bool>::is_always_lock_free && std::atomic<int>::is_always_lock_free);

void onSignal(int)
{
    if (!isWatched)
        _exit(0);
    if (!isAskedToEnd.exchange(true))
        alarm(SecondsToEnd);
    ++timesAsked;
    const char byte = 1;
    const int error = errno;
    (void)!write(wakePipe[1], &byte, 1);
    errno = error;
}

void onAlarm(int)
{
    static constexpr char Message[] =
        "hookdesk: it did not end in time after a signal, so it ends at once. What was answered is "
        "on disk.\n";
    (void)!write(STDERR_FILENO, Message, sizeof Message - 1);
    _exit(0);
}

void handle(int signal, void (*handler)(int))
{
    struct sigaction action = {};
    action.sa_handler = handler;
    action.sa_flags = SA_RESTART;
    sigaction(signal, &action, nullptr);
}

/// Before main(), so that no moment is left in which a signal means a failure.
__attribute__((constructor)) void handleSignals()
{
    handle(SIGTERM, onSignal);
    handle(SIGINT, onSignal);
    handle(SIGALRM, onAlarm);
    // A client or a reader of standard output that goes away is an error of that write alone.
    handle(SIGPIPE, SIG_IGN);
    // Whoever started this process may have blocked them.
    sigset_t set;
    sigemptyset(&set);
    for (const int signal : {SIGTERM, SIGINT, SIGALRM})
        sigaddset(&set, signal);
    sigprocmask(SIG_UNBLOCK, &set, nullptr);
}

} // namespace

SignalWatch::SignalWatch()
{
    if (pipe2(wakePipe.data(), O_CLOEXEC | O_NONBLOCK) == 0) {
        m_notifier = std::make_unique<QSocketNotifier>(wakePipe[0], QSocketNotifier::Read);
        connect(m_notifier.get(), &QSocketNotifier::activated, this, [this] {
            std::array<char, 64> bytes;
            (void)!read(wakePipe[0], bytes.data(), bytes.size());
            emit asked(timesAsked);
        });
    }
    isWatched = true;
}

SignalWatch::~SignalWatch()
{
    isWatched = false;
    m_notifier.reset();
    close(wakePipe[0]);
    close(wakePipe[1]);
}

std::shared_ptr<const std::atomic<bool>> SignalWatch::stopFlag()
{
    // A global has no owner.
    return {std::shared_ptr<void>(), &isAskedToEnd};
}
