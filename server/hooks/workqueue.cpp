// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/hooks/workqueue.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace Hooks {

namespace {

constexpr int MaximumChildren = 64; ///< That work at once; each may take the memory of a hook.
constexpr int MaximumOfOneCollection = 16; ///< So one collection leaves room for the others.
constexpr int MaximumLarge = 2; ///< Runs with large requests at once: they take much memory.

/// Whose share of the children it takes: empty for compilations, which have one for all.
QByteArray collectionOf(const Work &work)
{
    return work.run() ? work.run()->what.collection : QByteArray();
}

} // namespace

WorkQueue::WorkQueue(int running)
    : m_running(std::max(1, running))
{
}

bool WorkQueue::mayBegin(const Work &work, const HookChildren::Map &children) const
{
    const auto now = Time::now();
    const Run *wanted = work.run();
    const QByteArray collection = collectionOf(work);
    int computing = 0;
    int busy = 0;
    int ofCollection = 0;
    int ofClient = 0;
    int large = 0;
    for (const auto &[serial, child] : children) {
        if (!child->work)
            continue;
        ++busy;
        const Run *run = child->work->run();
        if ((!run || run->waiting == 0) && now - child->work->started < LongRun)
            ++computing;
        const bool isOfCollection = collectionOf(*child->work) == collection;
        ofCollection += isOfCollection ? 1 : 0;
        if (!run || !wanted)
            continue;
        ofClient += isOfCollection && run->what.client == wanted->what.client ? 1 : 0;
        large += run->isLarge() ? 1 : 0;
    }
    if (computing >= m_running || busy >= MaximumChildren)
        return false;
    // What a hook waits for must not wait for the hook's own place.
    if (wanted && wanted->what.depth > 0)
        return true;
    return ofCollection < MaximumOfOneCollection && (!wanted || ofClient == 0 || !wanted->isAlone)
        && (!wanted || large < MaximumLarge || !wanted->isLarge());
}

const Work *WorkQueue::next(const HookChildren::Map &children) const
{
    // Of many that wait only the first are looked at: dispatching must not take longer the longer
    // the queue is.
    const size_t looked = std::min(m_waiting.size(), size_t(MaximumChildren));
    for (size_t i = 0; i < looked; ++i) {
        if (mayBegin(*m_waiting[i], children))
            return m_waiting[i].get();
    }
    return nullptr;
}

std::unique_ptr<Work> WorkQueue::take(const Work &work)
{
    const auto found = std::find_if(m_waiting.begin(), m_waiting.end(),
                                    [&](const auto &each) { return each.get() == &work; });
    Q_ASSERT(found != m_waiting.end());
    auto taken = std::move(*found);
    m_waiting.erase(found);
    return taken;
}

std::unique_ptr<Work> WorkQueue::takeRun(const QByteArray &requestId)
{
    for (const auto &each : m_waiting) {
        if (each->run() && each->run()->what.requestId == requestId)
            return take(*each);
    }
    return nullptr;
}

std::unique_ptr<Work> WorkQueue::takeLate(Time::time_point now)
{
    if (m_waiting.empty() || now - m_waiting.front()->queued <= m_waiting.front()->timeout() * 2)
        return nullptr;
    return take(*m_waiting.front());
}

WorkQueue::List WorkQueue::takeAll()
{
    List all(std::make_move_iterator(m_waiting.begin()), std::make_move_iterator(m_waiting.end()));
    m_waiting.clear();
    return all;
}

} // namespace Hooks
