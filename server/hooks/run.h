// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/hooks/hookrun.h"
#include "server/hookwire/hookframe.h"

#include <atomic>
#include <deque>
#include <functional>
#include <memory>
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
    int callsUnderWay = 0;
    std::deque<HookCall> callsWaiting; ///< Until fewer are under way.
    qsizetype bytesWaiting = 0; ///< Of their arguments.
    bool isAlone = false; ///< No other run of its client may be under way (KillCounter).
    bool isApart = false; ///< It shares its child with no other: runs of its script were killed.
    bool hasEffect = false; ///< It wrote, or reached somebody.
    std::shared_ptr<std::atomic<bool>> ranHooks; ///< Of its calls; null: none was made.
    bool isAgain = false; ///< It was begun before, in a child that was killed for another run.
    bool answered = false;
    bool hasFailed = false;
    bool isReading = false; ///< The child has not read its large request yet.
    QString stopReason; ///< Set by HookPool::stop().

    /// Whether its request is sent apart, and counts among the few large ones that may run at once.
    bool isLarge() const { return what.request.size() >= HookFrame::LargePayload; }
    /// Whether other runs of its script may be under way in its child at the same time.
    bool sharesItsChild() const
    {
        return !isApart && !what.isFresh && !what.isTest() && !what.answersAtEnd && !isLarge();
    }
    /// Whether nothing is done twice when it is run again.
    bool mayBeginAgain() const
    {
        return !answered && !hasEffect && !isAgain && !(ranHooks && *ranHooks);
    }
    /// Forgets what it did in a child that was killed for another run; it begins anew elsewhere.
    void beginAgain();
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
