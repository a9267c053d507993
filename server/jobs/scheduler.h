// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/result.h"
#include "server/core/task.h"
#include "server/hooks/hookrun.h"
#include "server/jobs/clock.h"
#include "server/jobs/job.h"
#include "server/jobs/joblog.h"
#include "server/jobs/schedule.h"
#include "server/model/document.h"
#include "server/store/database.h"

#include <QHash>
#include <QObject>
#include <QSet>

#include <atomic>
#include <functional>
#include <memory>
#include <vector>

namespace Hooks {
class HookPool;
}
namespace Inspector {
class Recorder;
}
namespace Scripts {
class StoredScripts;
}
namespace Jobs {

/// Runs the jobs of system_jobs when they are due or asked for, and records what became of each
/// run in system_log and in the inspector.
///
/// A run begins once it is on disk that it does; so none is lost when the program dies. Changes of
/// jobs and of their time zone reach it by the database's feed of commits. Others see there, in
/// system_jobs and system_log, that a run has begun or ended; states() says so before the feed
/// does.
///
/// Where several servers share the database, each keeps the schedule, and of a due time the first
/// one that claims it in the database begins the run. So no due time is handled twice, and none is
/// missed because a server died. Runs that a dead server has left are recorded by the others.
/// Thread: the jobs'. run(), stop(), states(), runsUnderWay() and isBusy() may be called from any;
/// answers are given in the jobs' thread.
class Scheduler final : public QObject
{
    Q_OBJECT

public:
    /// Stores a document of system_log as a client would, with its hooks; @p done is told whether
    /// it is stored.
    using PostLog = std::function<void(QByteArray document, std::function<void(bool)> done)>;
    /// What it works with; all of it outlives the scheduler.
    struct Parts
    {
        Store::Database &database;
        Hooks::HookPool &hooks;
        Scripts::StoredScripts &scripts;
        Inspector::Recorder &inspector;
        PostLog postLog;
    };

    explicit Scheduler(Parts parts);
    ~Scheduler() override;

    /// Records what an earlier program left under way, and begins to run what is due. @p clock
    /// is that of a test. Thread: the jobs'. @errors Unavailable: the database cannot be read.
    Result<Done> begin(std::unique_ptr<Clock> clock = nullptr);
    /// Begins no more runs and stops those under way. Thread: the jobs'.
    void end();

    /// Runs a job now, also one that is not active; gives the id of the run.
    /// @errors NotFound; Conflict: it runs already.
    void run(QByteArray job, std::function<void(Result<QByteArray>)> answer);
    /// Stops the run of a job. @errors NotFound; Conflict: it does not run.
    void stop(QByteArray job, std::function<void(Result<Done>)> answer);
    /// The state of all jobs, a JSON array of `{"id", "description", "next", "running": {"run",
    /// "started", "trigger"}}`; `next` and `running` may be null.
    void states(std::function<void(QByteArray)> answer);
    int runsUnderWay() const { return m_count; }
    /// Whether it waits for anything: for runs, or for what it reads.
    bool isBusy() const { return m_count + m_reads > 0; }

private:
    /// A job as it was last read.
    struct Known
    {
        Job job;
        qint64 version = 0;
        QByteArray defaultZone; ///< `jobs.timezone` when it was read.
    };

    /// Tells who runs a job by hand whether the run begins.
    using Told = std::function<void(Result<QByteArray>)>;

    /// Calls @p function in the jobs' thread, whatever thread this is.
    void invoke(std::function<void()> function);
    /// Since 1970 UTC, by the clock that a test may turn.
    qint64 seconds() const { return m_clock->now() / 1000; }
    /// What is in system_jobs.
    using Documents = std::vector<Model::Document>;
    static Result<Documents> readJobs(Store::Reader &reader, const Store::Catalog &catalog);
    /// Takes the jobs of @p documents that are new or changed into the schedule, and forgets those
    /// that are gone.
    void take(const Documents &documents, const Store::Catalog &catalog);
    void follow(const Store::Commit &commit);
    /// Reads the jobs again and takes them. Another call meanwhile has them read once more.
    void reload();
    Task<Done> readAgain();
    /// Calls @p function now, or once the jobs that somebody has changed are read.
    void whenRead(std::function<void()> function);
    /// Reads without holding up this thread, where the database is on another machine: see
    /// Store::Read.
    template<typename Work>
    auto read(Work work)
    {
        const bool isElsewhere = m_parts.database.nodes().areMany();
        return Store::readOver(*m_reader, &m_parts.database.reads(), this, m_asker, std::move(work),
                               isElsewhere ? Store::Pace::Long : Store::Pace::Quick);
    }
    /// Begins @p task, which only reads.
    void startReading(Task<Done> task);
    /// Starts what is due, and asks the clock for the next time.
    void seeToDue();
    Run newRun(const Known &known, Trigger trigger) const;
    void start(const Run &run, Told told = {});
    /// The same for one that is due: the server with the fewest runs comes first.
    void startDue(const Run &run);
    /// Forgets a run that goes on no more.
    void leave(const Run &run);
    /// The name of this server; empty where it is the only one.
    QByteArray nodeName() const;
    /// Looks at the runs of all servers: stops those here that are to stop, and records those that
    /// dead servers have left.
    Task<Done> lookAtRuns();
    void recordLeft(const Store::JobRun &left);
    /// Those under way on all servers, by their job; none where they cannot be read, or where there
    /// are no other servers.
    Task<QHash<QByteArray, Store::JobRun>> runsOfAll();
    Task<Done> tellStates(std::function<void(QByteArray)> answer);
    void stopRun(const Run &run, const QString &reason);
    /// Stops a run that is none of this server.
    void stopElsewhere(const QByteArray &job, std::function<void(Result<Done>)> answer);
    static Failure noJob(const QByteArray &id);
    /// Records a run that does not take place, or that an earlier program left.
    void skip(const Run &run);
    Task<Done> carryOut(Run run, Told told);
    Task<Hooks::HookOutcome> runScript(const Run &run);
    Task<Result<QByteArray>> compiledScript(QByteArray job);
    /// Puts @p run, which is over, into system_log. A hook there cannot keep it out.
    Task<Result<Done>> writeEnd(const Run &run);
    void saveNextTimes(const QHash<QByteArray, QByteArray> &shown);

    const Parts m_parts;
    std::unique_ptr<Clock> m_clock;
    std::unique_ptr<Store::Reader> m_reader;
    Schedule m_schedule;
    QHash<QByteArray, Known> m_jobs;
    QHash<QByteArray, qint64> m_dues; ///< The last due time of each job that was handled.
    QHash<QByteArray, Run> m_runs; ///< Those under way, by their job.
    QSet<QByteArray> m_recording; ///< The ids of runs that are being written into system_log.
    QHash<QByteArray, QString> m_stopReasons; ///< Of runs that are to stop, by their id.
    std::atomic<int> m_count = 0; ///< Runs, and records of them, that are not finished.
    std::atomic<int> m_reads = 0; ///< Begun by startReading(), and not finished.
    bool m_isReloading = false;
    bool m_mustReload = false; ///< Once more.
    std::vector<std::function<void()>> m_afterReload; ///< See whenRead().
    bool m_isLooking = false; ///< At runs.
    /// How many looks in a row the server of a run, by its id, was dead.
    QHash<QByteArray, int> m_dead;
    const Store::Asker m_asker; ///< This program.
    int m_untrimmed = 0; ///< Runs recorded since system_log was trimmed.
    bool m_isEnding = false;
    qint64 m_jobsNumber = 0; ///< Of the collection system_jobs.
    QByteArray m_zone; ///< `jobs.timezone` as it was last read.
    Store::Subscription m_subscription;
};

} // namespace Jobs
