// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/hookwire/hookframe.h"
#include "server/hooks/childsocket.h"
#include "server/hooks/processortime.h"
#include "server/hooks/run.h"
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
    std::unique_ptr<Run> run; ///< The run under way.
    std::chrono::microseconds usedBefore{0}; ///< Processor time, before the run under way.
    int runs = 0;
    bool isLowered = false; ///< A run computed long, and shall not take the processor from others.
    Time::time_point idleSince = Time::now();

    /// The processor time of the run under way. What a new child does first is the run's as well.
    std::chrono::microseconds usedByRun() const { return processorTime(process) - usedBefore; }
    bool isIdle() const { return !run && socket; }
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
    /// Null when it has gone.
    HookChild *find(quint32 serial) const;
    /// A child that may do @p run: one with its script that is idle, or a new one.
    /// @return null when none can be made now. @pre There is a zygote.
    HookChild *childFor(const Run &run);
    /// Makes a child ready for the next run like @p run, unless there is one, or enough wait.
    void makeSpare(const HookRun &run);
    /// Gives the child the script of @p run, unless it has it.
    void loadScript(HookChild &child, const HookRun &run);
    /// Gives the child the settings of @p run, unless it has them.
    void takeSettings(HookChild &child, const HookRun &run);
    /// Ends idle children that have another script of the run's collection.
    void retireOlder(const HookRun &run);
    /// Lets a child go that has no run.
    void retire(HookChild &child);
    void kill(quint32 serial);
    /// Gives the child less of the processor than others get, for the rest of its life.
    void lower(HookChild &child);
    /// Ends children that have been idle for long, or are too many.
    void trim();
    /// Forgets a child that has ended, and gives what was known of it; null: nothing.
    std::unique_ptr<HookChild> take(quint32 serial);
    /// Forgets all children, and gives what was known of them.
    Map takeAll();

signals:
    void received(Hooks::HookChild *child, const HookFrame::Frame &frame);

private:
    HookChild *fork(const HookRun &run, bool isOpen);

    ZygoteKeeper m_zygotes;
    Map m_children;
    quint32 m_lastSerial = 0;
};

} // namespace Hooks
