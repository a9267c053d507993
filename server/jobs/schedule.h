// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/jobs/job.h"

#include <QByteArray>
#include <QHash>

#include <optional>
#include <set>
#include <utility>
#include <vector>

namespace Jobs {

/// Which job is due when. It reads no clock and starts nothing: it is told what time it is.
/// All times are seconds since 1970 UTC. Thread: one at a time.
class Schedule final
{
public:
    /// When a job runs.
    struct Timing
    {
        Crontab crontab;
        QTimeZone zone;
        bool isActive = true;
        bool catchesUp = false;
        qint64 since = 0; ///< Due times up to this moment have been handled.
    };
    /// A due time that has come.
    struct Due
    {
        QByteArray job;
        qint64 first = 0; ///< The first due time that it handles.
        qint64 time = 0; ///< All due times of the job up to this one are handled by it.
        Trigger trigger = Trigger::Cron;
        bool isSkipped = false; ///< An earlier run goes on.
    };

    /// A due time that is seen later than this was missed, in seconds: until then the machine was
    /// busy, from then on it slept, was stopped, or its clock was put forward.
    static constexpr qint64 Grace = 60;

    /// Adds a job or changes it.
    void set(const QByteArray &job, const Timing &timing, qint64 now);
    void remove(const QByteArray &job);

    /// The next due time of all jobs, or of one; nothing when there is none.
    std::optional<qint64> next() const;
    std::optional<qint64> next(const QByteArray &job) const;
    /// What has become due until @p now, in the order of time. Of what was missed, jobs that catch
    /// up get one run; see Grace.
    std::vector<Due> take(qint64 now);
    /// To be called when the clock was put forward or back. Where it was put back by 3 hours at
    /// most, jobs with fixed times do not run again at the times that come again, as cron(8) does.
    void clockStepped(qint64 now);

    /// While a job runs, its due times are skipped.
    void begin(const QByteArray &job) { m_running.insert(job); }
    void end(const QByteArray &job) { m_running.erase(job); }
    bool isRunning(const QByteArray &job) const { return m_running.contains(job); }

private:
    struct Entry
    {
        Timing timing;
        std::optional<qint64> next; ///< Nothing when it never runs again, or is not active.
        bool isMissed = false; ///< The next time passed before the job was set.
    };

    /// Puts the job's next time into the order, in the place of the one before.
    void plan(const QByteArray &job, Entry &entry, std::optional<qint64> next);
    /// The first due time later than @p now. Where the clock was put back a little, a job with
    /// fixed times goes on from the time that was handled last; see clockStepped().
    static std::optional<qint64> nextFrom(const Timing &timing, qint64 now);

    QHash<QByteArray, Entry> m_entries; ///< By the id of the job.
    std::set<std::pair<qint64, QByteArray>> m_order; ///< Those with a next time.
    std::set<QByteArray> m_running; ///< See begin().
};

} // namespace Jobs
