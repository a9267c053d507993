// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/hooks/hookchildren.h"
#include "server/hooks/work.h"

#include <QByteArray>

#include <deque>
#include <memory>
#include <vector>

namespace Hooks {

/// The work that waits for a hook host, in the order in which it came, and the rules by which it
/// begins. As much computes at once as there are cores; what waits for a call, or takes long, does
/// not count, so that it keeps nobody else from running. What may not begin yet, because its
/// collection or its client has enough, lets others pass. A value. Thread: the hooks'.
class WorkQueue final
{
public:
    using Time = std::chrono::steady_clock;
    using List = std::vector<std::unique_ptr<Work>>;

    /// From then on work does not keep others waiting.
    static constexpr std::chrono::milliseconds LongRun{50};

    /// @p running is how much computes at once, at least 1.
    explicit WorkQueue(int running);

    bool isEmpty() const { return m_waiting.empty(); }
    void add(std::unique_ptr<Work> work) { m_waiting.push_back(std::move(work)); }
    /// The first that may begin beside what @p children do; null: none may.
    const Work *next(const HookChildren::Map &children) const;
    /// @pre @p work waits here.
    std::unique_ptr<Work> take(const Work &work);
    /// The run of @p requestId; null when none waits.
    std::unique_ptr<Work> takeRun(const QByteArray &requestId);
    /// The first, if it has waited twice as long as it may take; else null.
    std::unique_ptr<Work> takeLate(Time::time_point now);
    /// Empties it.
    List takeAll();

private:
    /// Whether the rules let @p work begin. What a hook's own call needs goes before all but the
    /// number of processors: else a hook could wait for a place that it holds itself.
    bool mayBegin(const Work &work, const HookChildren::Map &children) const;

    int m_running; ///< So much computes at once.
    std::deque<std::unique_ptr<Work>> m_waiting;
};

} // namespace Hooks
