// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/hooks/hookchild.h"
#include "server/hooks/zygotekeeper.h"

#include <QObject>

#include <map>
#include <memory>

namespace Hooks {

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
    /// Makes a child for @p work. @return null when none can be made now. @pre There is a zygote.
    HookChild *makeFor(const Work &work);
    /// Makes a child ready for the next run like @p run, unless there is one, or enough wait.
    void makeSpare(const HookRun &run);
    /// Gives the child the script of @p run, unless it has it.
    void loadScript(HookChild &child, const HookRun &run);
    /// Gives the child the settings of @p run, unless it has them.
    void takeSettings(HookChild &child, const HookRun &run);
    /// Ends children that have another script of the run's collection, once they are idle.
    void retireOlder(const HookRun &run);
    /// Lets a child go when it has no work, or as soon as it has none.
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
    void letGo(HookChild &child);

    ZygoteKeeper m_zygotes;
    Map m_children; ///< Also those that were killed and have not ended yet.
    quint32 m_lastSerial = 0;
};

} // namespace Hooks
