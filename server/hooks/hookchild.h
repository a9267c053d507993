// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/hookwire/turnpage.h"
#include "server/hooks/childmemory.h"
#include "server/hooks/childsocket.h"
#include "server/hooks/processortime.h"
#include "server/hooks/work.h"

#include <map>
#include <memory>

namespace Hooks {

/// A hook host as the server sees it. It takes one script and never gets another, and serves up to
/// MostRuns runs of it side by side: a run that waits takes memory and nothing else.
/// Thread: the hooks'.
struct HookChild
{
    using Time = std::chrono::steady_clock;

    static constexpr size_t MostRuns = 64; ///< Under way at once.
    /// Sent to a child that computes already: they spare it a sleep, and the server a wake-up.
    static constexpr int MostInPipe = 8;

    quint32 serial = 0;
    pid_t process = 0; ///< 0: the zygote has not said it yet.
    std::unique_ptr<ChildSocket> socket; ///< Null once it is let go.
    std::unique_ptr<TurnPage> page;
    QByteArray collection; ///< Whose script it has.
    RunnableScript script;
    bool hasScript = false;
    QByteArray settings; ///< Those that it knows; empty: none yet.
    bool isOpen = false; ///< Its built-ins are not frozen: it serves one run.
    int heapMegabytes = 0;
    ChildMemory memory;
    std::map<quint32, std::unique_ptr<Work>> works; ///< Under way, by their numbers.
    int computing = 0; ///< So many of them compute, or may.
    Time::time_point heard = Time::now(); ///< When it last got work while idle, or said something.
    int runs = 0; ///< So many it has begun.
    bool isRetired = false; ///< It gets no more work.
    bool isLowered = false; ///< It computed long, and shall not take the processor from others.
    TurnPage::Turn seenTurn; ///< The one that was seen last, and what it had used then.
    std::chrono::microseconds usedBefore{0};
    Time::time_point idleSince = Time::now();

    bool isIdle() const { return works.empty() && socket && !isRetired; }
    bool isFor(const HookRun &run) const
    {
        return hasScript && collection == run.collection && heapMegabytes == run.childMegabytes()
            && isOpen == run.isFresh && script == run.script;
    }
    /// Whether it may begin @p run beside what it does.
    bool takes(const Run &run);
    /// The work of that number; null when it is over.
    Work *find(quint32 number) const;
    /// Begins @p work.
    Work &add(std::unique_ptr<Work> work);
    /// Forgets the work of that number, which is over.
    std::unique_ptr<Work> take(quint32 number);
    /// Notes that @p work computes, or that it waits.
    void setComputing(Work &work, bool computes);
    /// The work whose turn it is, as the child says; null when it says none that is under way.
    Work *turn() const;
    /// What it has used of the processor in the turn that goes on; nothing at its first sight.
    std::chrono::microseconds usedInTurn();
};

} // namespace Hooks
