// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QSocketNotifier>

#include <atomic>
#include <memory>

/// What SIGTERM and SIGINT do to this process, from before main() on; SIGPIPE does nothing.
///
/// While there is no watch they end the process at once with status 0: there is nothing to clean
/// up. While there is one, the program cleans up and ends by itself; if it has not after 9 seconds,
/// whatever it is doing, the process ends with status 0 and a line on standard error.
/// One at a time. Thread: the main one; isAsked() from any.
class SignalWatch final : public QObject
{
    Q_OBJECT

public:
    SignalWatch();
    ~SignalWatch() override;

    /// Whether the process was asked to end.
    static bool isAsked() { return *stopFlag(); }
    /// Becomes true in the moment of the first signal.
    static std::shared_ptr<const std::atomic<bool>> stopFlag();

signals:
    /// Emitted in the event loop for each signal; @p times is how many there were so far.
    void asked(int times);

private:
    std::unique_ptr<QSocketNotifier> m_notifier;
};
