// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/hooks/compiling.h"
#include "server/hooks/run.h"

#include <chrono>
#include <variant>

namespace Hooks {

/// What a hook host is there for, from the queue to its answer: the run of a hook, or a
/// compilation. Thread: the hooks'.
struct Work
{
    using Time = std::chrono::steady_clock;
    using Content = std::variant<Run, Compiling>;

    Content content;
    quint32 number = 0; ///< Stands in all of its frames: a child may have late ones of older work.
    Time::time_point queued = Time::now();
    Time::time_point started; ///< When it got its child.
    bool timedOut = false; ///< It was ended for that.
    bool isToBlame = false; ///< Its child is killed for what it did.
    /// Its child may compute for it: it does not wait for a call or a timer.
    bool computes = false;
    Time::time_point abandoned; ///< When its child was told to drop it; zero: it was not.

    /// Null when it is a compilation.
    Run *run() { return std::get_if<Run>(&content); }
    const Run *run() const { return std::get_if<Run>(&content); }
    /// How long a child may take.
    std::chrono::milliseconds timeout() const;
    /// Whether it has taken too long, @p used of processor time in its last turn.
    bool isOverdue(Time::time_point now, std::chrono::microseconds used) const;
    /// Whether nobody waits for it any more, and it goes on.
    bool isUnwanted() const;
    bool isAbandoned() const { return abandoned != Time::time_point(); }
    /// Since it was asked for.
    qint64 microseconds() const
    {
        return std::chrono::duration_cast<std::chrono::microseconds>(Time::now() - queued).count();
    }
    /// Answers who asked for it; only the first time counts.
    void give(Result<QByteArray> result);
    /// Why it ended with its child, whose status is @p status as waitpid() gives it; -1: none could
    /// be started.
    Error endReason(int status) const;

private:
    Error compilerEndReason(int status) const;
};

/// Whether a child that ended with @p status, as waitpid() gives it, had no memory left, or crashed
/// in the engine, which is what it mostly does then.
bool isWantOfMemory(int status);

} // namespace Hooks
