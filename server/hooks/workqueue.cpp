// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/hooks/workqueue.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace Hooks {

namespace {

constexpr int MaximumChildren = 64; ///< That work at once; each may take the memory of a hook.
constexpr int MaximumNested = 256; ///< The same with those for calls of hooks.
constexpr int MaximumOfOneCollection = 16; ///< So one collection leaves room for the others.
/// What was not heard of for longer computes more than a short run, and nobody is to wait behind
/// it.
constexpr std::chrono::milliseconds ShortRun{2};
constexpr int MaximumLarge = 2; ///< Runs with large requests at once: they take much memory.
/// Of many that wait only the first are looked at: dispatching must not take longer the longer the
/// queue is.
constexpr size_t MostLookedAt = 64;

/// Whose line it waits in: empty for compilations, which have one for all.
QByteArray lineNameOf(const Work &work)
{
    if (!work.run())
        return {};
    return work.run()->what.isJob ? QByteArrayLiteral("/jobs") : work.run()->what.collection;
}

bool isNested(const Work &work)
{
    return work.run() && work.run()->what.depth > 0;
}

/// A run of the same client and collection.
bool hasRunLike(const HookChildren::Map &children, const Run &wanted)
{
    return std::any_of(children.begin(), children.end(), [&](const auto &child) {
        return std::any_of(child.second->works.begin(), child.second->works.end(),
                           [&](const auto &work) {
                               const Run *run = work.second->run();
                               return run && run->what.collection == wanted.what.collection
                                   && run->what.client == wanted.what.client;
                           });
    });
}

} // namespace

WorkQueue::WorkQueue(int running)
    : m_running(std::max(1, running))
{
}

WorkQueue::Waiting &WorkQueue::waitingWith(const Work &work)
{
    if (isNested(work))
        return m_nested;
    const auto [line, isNew] = m_lines.try_emplace(lineNameOf(work));
    // With nothing used, a line that was empty for long would go before all others until it has
    // caught up.
    if (isNew)
        line->second.used = m_used;
    return line->second.waiting;
}

void WorkQueue::add(std::unique_ptr<Work> work)
{
    waitingWith(*work).push_back(std::move(work));
}

void WorkQueue::addAgain(std::unique_ptr<Work> work)
{
    waitingWith(*work).push_front(std::move(work));
}

void WorkQueue::charge(const Work &work, Time::duration used)
{
    const auto line = m_lines.find(lineNameOf(work));
    if (line != m_lines.end())
        line->second.used += used;
}

WorkQueue::Load WorkQueue::loadOf(const HookChildren::Map &children)
{
    Load load;
    const auto now = Time::now();
    for (const auto &[serial, child] : children) {
        if (child->works.empty())
            continue;
        const Run *run = child->works.begin()->second->run();
        ++(run && run->what.isJob ? load.ofJobs : load.ofRequests);
        load.large += run && run->isLarge() ? 1 : 0;
        load.computing += child->computing > 0 && now - child->heard < LongRun ? 1 : 0;
    }
    return load;
}

bool WorkQueue::mayHaveChild(const Work &work, const HookChildren::Map &children,
                             const Load &load) const
{
    if (isNested(work))
        return load.ofRequests < MaximumNested;
    const Run *run = work.run();
    if (run && run->what.isJob)
        return load.ofJobs < MaximumChildren;
    if (load.ofRequests >= MaximumChildren || (run && run->isLarge() && load.large >= MaximumLarge))
        return false;
    const QByteArray name = lineNameOf(work);
    return std::count_if(children.begin(), children.end(),
                         [&](const auto &child) {
                             return !child.second->works.empty()
                                 && lineNameOf(*child.second->works.begin()->second) == name;
                         })
        < MaximumOfOneCollection;
}

WorkQueue::Place WorkQueue::placeFor(Work &work, const HookChildren::Map &children,
                                     const Load &load, Behind behind) const
{
    const Run *run = work.run();
    const bool isBounded = run && !isNested(work);
    if (isBounded && run->isAlone && hasRunLike(children, *run))
        return {};
    const auto now = Time::now();
    HookChild *free = nullptr; // does not compute
    HookChild *busy = nullptr; // the one that computes least
    for (const auto &[serial, child] : children) {
        if (!run || !child->takes(*run))
            continue;
        if (child->computing == 0)
            free = child.get();
        else if (now - child->heard < ShortRun && (!busy || child->computing < busy->computing))
            busy = child.get();
    }
    if (load.computing < m_running) {
        if (free && (!isBounded || !run->isLarge() || load.large < MaximumLarge))
            return {&work, free};
        if (!free && mayHaveChild(work, children, load))
            return {&work, nullptr};
    }
    if (busy && behind == Behind::Others)
        return {&work, busy};
    return {};
}

WorkQueue::Place WorkQueue::firstOf(const Waiting &waiting, const HookChildren::Map &children,
                                    const Load &load, Behind behind) const
{
    for (size_t i = 0; i < std::min(waiting.size(), MostLookedAt); ++i) {
        if (const Place place = placeFor(*waiting[i], children, load, behind); place.work)
            return place;
    }
    return {};
}

WorkQueue::Place WorkQueue::next(const HookChildren::Map &children)
{
    const Load load = loadOf(children);
    Load calm = load;
    calm.computing = 0;
    std::vector<Line *> lines;
    lines.reserve(m_lines.size());
    for (auto &[name, line] : m_lines)
        lines.push_back(&line);
    std::sort(lines.begin(), lines.end(),
              [](const Line *a, const Line *b) { return a->used < b->used; });
    // Behind a run that computes only while nobody waits for a processor that should have one
    // before: else a collection that is always asked would never give its own up.
    Behind behind = Behind::Others;
    const auto look = [&](const Waiting &waiting) {
        const Place place = firstOf(waiting, children, load, behind);
        if (!place.work && firstOf(waiting, children, calm, Behind::Nobody).work)
            behind = Behind::Nobody;
        return place;
    };
    // First, because the runs that made these calls keep their children until they are answered.
    if (const Place place = look(m_nested); place.work)
        return place;
    for (const Line *line : lines) {
        if (const Place place = look(line->waiting); place.work) {
            m_used = std::max(m_used, line->used);
            return place;
        }
    }
    return {};
}

std::unique_ptr<Work> WorkQueue::take(const Work &work)
{
    const auto takeFrom = [&](Waiting &waiting) {
        const auto found = std::find_if(waiting.begin(), waiting.end(),
                                        [&](const auto &each) { return each.get() == &work; });
        Q_ASSERT(found != waiting.end());
        auto taken = std::move(*found);
        waiting.erase(found);
        return taken;
    };
    if (isNested(work))
        return takeFrom(m_nested);
    const auto line = m_lines.find(lineNameOf(work));
    Q_ASSERT(line != m_lines.end());
    auto taken = takeFrom(line->second.waiting);
    if (line->second.waiting.empty())
        m_lines.erase(line);
    return taken;
}

std::unique_ptr<Work> WorkQueue::takeRun(const QByteArray &requestId)
{
    const auto find = [&](const Waiting &waiting) -> const Work * {
        for (const auto &each : waiting) {
            if (each->run() && each->run()->what.requestId == requestId)
                return each.get();
        }
        return nullptr;
    };
    const Work *found = find(m_nested);
    for (auto line = m_lines.begin(); !found && line != m_lines.end(); ++line)
        found = find(line->second.waiting);
    return found ? take(*found) : nullptr;
}

std::unique_ptr<Work> WorkQueue::takeLate(Time::time_point now)
{
    // It is enough to look at the first of each line, which has waited longest.
    const auto isLate = [&](const Waiting &waiting) {
        return !waiting.empty() && now - waiting.front()->queued > waiting.front()->timeout() * 2;
    };
    if (isLate(m_nested))
        return take(*m_nested.front());
    for (const auto &[name, line] : m_lines) {
        if (isLate(line.waiting))
            return take(*line.waiting.front());
    }
    return nullptr;
}

WorkQueue::List WorkQueue::takeAll()
{
    List all(std::make_move_iterator(m_nested.begin()), std::make_move_iterator(m_nested.end()));
    for (auto &[name, line] : m_lines) {
        std::move(line.waiting.begin(), line.waiting.end(), std::back_inserter(all));
    }
    m_nested.clear();
    m_lines.clear();
    return all;
}

} // namespace Hooks
