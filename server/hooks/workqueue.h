// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/hooks/hookchildren.h"
#include "server/hooks/work.h"

#include <QByteArray>

#include <deque>
#include <map>
#include <memory>
#include <vector>

namespace Hooks {

/// The work that waits for a hook host, and the rules by which it begins.
///
/// Each collection has a line of its own, and so have compilations and jobs; the next one served is
/// the one that has used least of the processor. As many children compute at once as there are
/// cores; what waits for a call or a timer, or takes long, does not count, so that it keeps nobody
/// else from running. What a hook's own call needs goes before all else and has no limits of
/// its own: else a hook could wait for a place that it holds itself. A value. Thread: the hooks'.
class WorkQueue final
{
public:
    using Time = std::chrono::steady_clock;
    using List = std::vector<std::unique_ptr<Work>>;

    /// From then on work does not keep others waiting.
    static constexpr std::chrono::milliseconds LongRun{50};

    /// What may begin, and where.
    struct Place
    {
        Work *work = nullptr; ///< Null: nothing may begin.
        HookChild *child = nullptr; ///< Null: a new one.
    };

    /// @p running is how many children compute at once, at least 1.
    explicit WorkQueue(int running);

    bool isEmpty() const { return m_nested.empty() && m_lines.empty(); }
    void add(std::unique_ptr<Work> work);
    /// Adds work that was begun before, as the first of its line.
    void addAgain(std::unique_ptr<Work> work);
    /// The first that may begin beside what @p children do.
    Place next(const HookChildren::Map &children);
    /// @pre @p work waits here.
    std::unique_ptr<Work> take(const Work &work);
    /// The run of @p requestId; null when none waits.
    std::unique_ptr<Work> takeRun(const QByteArray &requestId);
    /// One that has waited twice as long as it may take; null when there is none.
    std::unique_ptr<Work> takeLate(Time::time_point now);
    /// Empties it.
    List takeAll();
    /// Notes that work like @p work has computed for @p used.
    void charge(const Work &work, Time::duration used);

private:
    using Waiting = std::deque<std::unique_ptr<Work>>;
    struct Line
    {
        Waiting waiting;
        Time::duration used{0}; ///< Beside other lines; one that begins starts where they are.
    };
    /// What children do now.
    struct Load
    {
        int computing = 0; ///< Children that compute, and not for long.
        int ofRequests = 0; ///< Children with work.
        int ofJobs = 0;
        int large = 0; ///< Runs with large requests.
    };

    /// Whether work may be sent to a child that computes for other runs.
    enum class Behind { Nobody, Others };

    /// What waits in the same line; a new line, where there is none.
    Waiting &waitingWith(const Work &work);
    static Load loadOf(const HookChildren::Map &children);
    Place firstOf(const Waiting &waiting, const HookChildren::Map &children, const Load &load,
                  Behind behind) const;
    /// Where @p work may begin; nothing: nowhere now.
    Place placeFor(Work &work, const HookChildren::Map &children, const Load &load,
                   Behind behind) const;
    bool mayHaveChild(const Work &work, const HookChildren::Map &children, const Load &load) const;

    int m_running; ///< So many children compute at once.
    Waiting m_nested; ///< Runs for calls of hooks, in the order in which they came.
    std::map<QByteArray, Line> m_lines; ///< None is empty.
    Time::duration m_used{0}; ///< By the line that was served last.
};

} // namespace Hooks
