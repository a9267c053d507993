// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/hooks/hookrun.h"
#include "server/hookwire/hookframe.h"

#include <functional>
#include <optional>

namespace Hooks {

/// The run of a hook on its way through the pool. Thread: the hooks'.
struct Run
{
    HookRun what;
    std::function<void(HookOutcome)> answer; ///< Called exactly once.
    HookOutcome outcome; ///< What is known so far of how it went.
    int callCount = 0; ///< Calls of all kinds; it is killed after 10,000.
    int outboundCount = 0; ///< Of them those that leave the machine; 100 are answered.
    int waiting = 0; ///< Calls without an answer yet.
    bool isAlone = false; ///< No other run of its client may be under way (KillCounter).
    bool answered = false;
    bool hasFailed = false;
    bool isReading = false; ///< The child has not read its large request yet.
    QString stopReason; ///< Set by HookPool::stop().

    /// Whether its request is sent apart, and counts among the few large ones that may run at once.
    bool isLarge() const { return what.request.size() >= HookFrame::LargePayload; }
    /// The payload of the frame that begins it.
    QByteArray payload() const;
    /// Answers who asked for the run; only the first time counts.
    void give(Result<QByteArray> result);
    /// Takes what the hook ended with: gives it at once, or holds it until the run is over.
    void end(Result<QByteArray> result);
    /// Gives what end() held, if anything.
    void giveHeld();
    /// The line that a child logs; nothing once it has logged too much.
    std::optional<LogLine> readLog(const QByteArray &payload);
    /// The failure that a child tells; its stack goes into the outcome. @errors HookFailed, always.
    Result<QByteArray> readFailure(const QByteArray &payload);

private:
    std::optional<Result<QByteArray>> m_held;
    qsizetype m_logBytes = 0; ///< Logged so far.
    int m_logLines = 0;
};

} // namespace Hooks
