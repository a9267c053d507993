// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/hookwire/hookframe.h"
#include "server/hooks/childsocket.h"
#include "server/hooks/processortime.h"
#include "server/hooks/work.h"
#include "server/hooks/zygotekeeper.h"

#include <QObject>

#include <map>
#include <memory>

namespace Hooks {

/// A hook host as the server sees it. It takes one script and never gets another.
struct HookChild
{
    using Time = std::chrono::steady_clock;

    quint32 serial = 0;
    pid_t process = 0; ///< 0: the zygote has not said it yet.
    std::unique_ptr<ChildSocket> socket; ///< Null once it is retired.
    QByteArray collection; ///< Whose script it has.
    RunnableScript script;
    bool hasScript = false;
    QByteArray settings; ///< Those that it knows; empty: none yet.
    bool isOpen = false; ///< Its built-ins are not frozen: it serves one run.
    int heapMegabytes = 0;
    std::unique_ptr<Work> work; ///< Under way.
    std::chrono::microseconds usedBefore{0}; ///< Processor time, before the work under way.
    int runs = 0; ///< So many it has begun.
    bool isLowered = false; ///< It computed long, and shall not take the processor from others.
    Time::time_point idleSince = Time::now();

    /// The run under way; null: none, or a compilation.
    Run *run() const { return work ? work->run() : nullptr; }
    /// The processor time of the work under way. What a new child does first is a part of it.
    std::chrono::microseconds usedByWork() const { return processorTime(process) - usedBefore; }
    bool isIdle() const { return !work && socket; }
    bool isFor(const HookRun &run) const
    {
        return hasScript && collection == run.collection && heapMegabytes == run.childMegabytes()
            && isOpen == run.isFresh && script == run.script;
    }
};

/// The hook hosts: makes them, gives them their scripts, and lets them go.
/// Thread: the hooks'.
class HookChildren final : public QObject
{
    Q_OBJECT

public:
    using Map = std::map<quint32, std::unique_ptr<HookChild>>;

    HookChildren();

    ZygoteKeeper &zygotes() { return m_zygotes; }
    const Map &all() const { return m_children; }
    /// The child @p serial; null when it has gone. Keep the number and not the pointer across
    /// events.
    HookChild *find(quint32 serial) const;
    /// A child that may do @p work: one that is idle and has its script, or a new one.
    /// @return null when none can be made now. @pre There is a zygote.
    HookChild *childFor(const Work &work);
    /// Makes a child ready for the next run like @p run, unless there is one, or enough wait.
    void makeSpare(const HookRun &run);
    /// Gives the child the script of @p run, unless it has it.
    void loadScript(HookChild &child, const HookRun &run);
    /// Gives the child the settings of @p run, unless it has them.
    void takeSettings(HookChild &child, const HookRun &run);
    /// Ends idle children that have another script of the run's collection.
    void retireOlder(const HookRun &run);
    /// Lets a child go that has no work.
    void retire(HookChild &child);
    /// Has the zygote kill it; it is gone when the zygote says so. Only the zygote may: the process
    /// number could be somebody else's once the child has ended.
    void kill(quint32 serial);
    /// Gives the child less of the processor than others get, for the rest of its life.
    void lower(HookChild &child);
    /// Ends children that have been idle for 30 s, and the longest idle of more than 8.
    void trim();
    /// Forgets a child that has ended, and gives what was known of it; null: nothing.
    std::unique_ptr<HookChild> take(quint32 serial);
    /// Forgets all children, and gives what was known of them.
    Map takeAll();

signals:
    void received(Hooks::HookChild *child, const HookFrame::Frame &frame);

private:
    /// A child for the script of @p run. What libraries the script uses, the zygote loads first and
    /// once, and later children have them from it.
    HookChild *forkFor(const HookRun &run);
    /// A child without a script, of at most @p heapMegabytes. @return null when there is none to be
    /// had, for example because the system has no more processes.
    HookChild *fork(int heapMegabytes, bool isOpen);

    ZygoteKeeper m_zygotes;
    Map m_children; ///< Also those that were killed and have not ended yet.
    quint32 m_lastSerial = 0;
};

} // namespace Hooks
