// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/hookwire/hookframe.h"
#include "server/hooks/hookrun.h"

#include <chrono>
#include <functional>
#include <optional>

namespace Hooks {

/// A run, or a compilation, on its way through the pool. Thread: the hooks'.
struct Run
{
    using Time = std::chrono::steady_clock;

    quint32 number = 0;
    HookRun what;
    Compilation compilation; ///< When `compileAnswer` is set.
    std::function<void(HookOutcome)> answer;
    std::function<void(Result<CompiledScript>)> compileAnswer;
    HookOutcome outcome;
    Time::time_point queued = Time::now();
    Time::time_point started;
    int callCount = 0;
    int outboundCount = 0;
    int waiting = 0; ///< Calls without an answer yet.
    bool isAlone = false; ///< No other run of its client may be under way (KillCounter).
    bool answered = false;
    bool hasFailed = false;
    bool timedOut = false;
    bool isReading = false; ///< The child has not read its large request yet.
    QString stopReason; ///< Set by HookPool::stop().

    bool isLarge() const { return what.request.size() >= HookFrame::LargePayload; }
    /// Since it was asked for.
    qint64 microseconds() const
    {
        return std::chrono::duration_cast<std::chrono::microseconds>(Time::now() - queued).count();
    }
    /// Answers who asked for the run; only the first time counts.
    void give(Result<QByteArray> result);
    /// Takes what the hook ended with: gives it at once, or holds it until the run is over.
    void end(Result<QByteArray> result);
    /// Gives what end() held, if anything.
    void giveHeld();
    /// The line that a child logs; nothing once it has logged too much.
    std::optional<LogLine> readLog(const QByteArray &payload);
    /// The failure that a child tells.
    Result<QByteArray> readFailure(const QByteArray &payload);
    /// Why the run ended with its child, whose status is @p status as waitpid() gives it; -1: none
    /// could be started.
    Error endReason(int status) const;

private:
    void giveCompiled(const Result<QByteArray> &result);

    std::optional<Result<QByteArray>> m_held;
    qsizetype m_logBytes = 0;
    int m_logLines = 0;
};

} // namespace Hooks
