// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSocketNotifier>

#include <functional>
#include <memory>

/// Calls a function in the event loop when the process is asked to end (SIGTERM or SIGINT).
/// One at a time. Thread: the main one.
class SignalWatch final
{
public:
    explicit SignalWatch(std::function<void()> function);
    ~SignalWatch();
    SignalWatch(const SignalWatch &) = delete;
    SignalWatch &operator=(const SignalWatch &) = delete;

private:
    std::unique_ptr<QSocketNotifier> m_notifier;
};
