// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/hooks/hookchild.h"

#include <utility>

namespace Hooks {

namespace {

/// A few runs have room in any case; that spares most children the look.
constexpr size_t FewRuns = 4;

} // namespace

bool HookChild::takes(const Run &run)
{
    if (!socket || isRetired)
        return false;
    const auto shares = [](const Work &work) { return work.run() && work.run()->sharesItsChild(); };
    // One that shares with none may not find what others left of its memory either.
    const bool hasRoom = works.empty()
        ? runs == 0 || run.sharesItsChild()
        : (works.size() < MostRuns && computing < MostInPipe && run.sharesItsChild()
           && shares(*works.begin()->second));
    // Last comes what takes longest: the texts of scripts are compared, and the system is asked.
    return hasRoom && isFor(run.what)
        && (works.size() < FewRuns || !memory.isHalfUsed(heapMegabytes));
}

Work *HookChild::find(quint32 number) const
{
    const auto found = works.find(number);
    return found == works.end() ? nullptr : found->second.get();
}

Work &HookChild::add(std::unique_ptr<Work> work)
{
    // It was idle until now, which must not be charged as computing.
    if (works.empty())
        heard = Time::now();
    Work &added = *work;
    works.emplace(added.number, std::move(work));
    setComputing(added, true);
    return added;
}

std::unique_ptr<Work> HookChild::take(quint32 number)
{
    const auto found = works.find(number);
    if (found == works.end())
        return nullptr;
    setComputing(*found->second, false);
    auto taken = std::move(found->second);
    works.erase(found);
    if (works.empty())
        idleSince = Time::now();
    return taken;
}

void HookChild::setComputing(Work &work, bool computes)
{
    if (std::exchange(work.computes, computes) != computes)
        computing += computes ? 1 : -1;
}

Work *HookChild::turn() const
{
    return page ? find(page->turn().run) : nullptr;
}

std::chrono::microseconds HookChild::usedInTurn()
{
    const auto turn = page->turn();
    if (turn.run != seenTurn.run || turn.since != seenTurn.since) {
        seenTurn = turn;
        usedBefore = processorTime(process);
    }
    return turn.run == 0 ? std::chrono::microseconds(0) : processorTime(process) - usedBefore;
}

} // namespace Hooks
