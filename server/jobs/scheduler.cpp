// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/jobs/scheduler.h"

#include "server/hookwire/compiledscript.h"
#include "server/core/objectid.h"
#include "server/core/timestamp.h"
#include "server/hooks/hookpool.h"
#include "server/scripts/storedscripts.h"
#include "server/inspector/recorder.h"
#include "server/jobs/runoutcome.h"
#include "server/store/database.h"

#include <QLoggingCategory>
#include <QTimer>

namespace Jobs {

namespace {

Q_LOGGING_CATEGORY(lcJobs, "server.jobs")

using namespace std::chrono_literals;

constexpr qint64 Year = 366LL * 24 * 3600 * 1000; ///< Nothing is due: the clock is watched alone.
constexpr int RunsBetweenTrims = 50;
constexpr auto BetweenLooks = 1s; ///< At the runs of other servers.

Failure runsAlready()
{
    return failure(Error::Kind::Conflict,
                   QStringLiteral("This job runs already; wait for its end or stop it."));
}

/// The member `running` of states().
QByteArray runningJson(QByteArrayView run, QByteArrayView started, QByteArrayView trigger,
                       QByteArrayView node)
{
    Json::ObjectWriter running;
    running.text("run", run).text("started", started).text("trigger", trigger);
    if (!node.isEmpty())
        running.text("node", node);
    return running.take();
}

} // namespace

Failure Scheduler::noJob(const QByteArray &id)
{
    return failure(Error::Kind::NotFound,
                   QStringLiteral("There is no job \"%1\".").arg(QString::fromUtf8(id)));
}

Scheduler::Scheduler(Parts parts)
    : m_parts(std::move(parts))
{
}

Scheduler::~Scheduler() = default;

void Scheduler::startReading(Task<Done> task)
{
    ++m_reads;
    ::start<Done>(std::move(task), [this](Done) { --m_reads; });
}

void Scheduler::invoke(std::function<void()> function)
{
    QMetaObject::invokeMethod(this, std::move(function), Qt::QueuedConnection);
}

// ---- what there is

Result<Done> Scheduler::begin(std::unique_ptr<Clock> clock)
{
    m_clock = clock ? std::move(clock) : std::make_unique<WallClock>();
    connect(m_clock.get(), &Clock::reached, this, &Scheduler::seeToDue);
    connect(m_clock.get(), &Clock::stepped, this, [this] {
        m_schedule.clockStepped(seconds());
        seeToDue();
    });
    auto reader = m_parts.database.openReader();
    if (!reader)
        return failure(reader);
    m_reader = std::move(*reader);
    if (const auto *jobs = m_parts.database.catalog()->find(Store::Collection::SystemJobs))
        m_jobsNumber = jobs->number;
    m_subscription =
        m_parts.database.subscribe(this, {.catalog = true, .collections = {m_jobsNumber}},
                                   [this](const Store::Commit &commit) { follow(commit); });
    const auto left = m_reader->runs();
    auto dues = m_reader->dues();
    m_reader->endSnapshot();
    if (!left || !dues)
        return left ? failure(dues) : failure(left);
    m_dues = std::move(*dues);
    for (const Store::JobRun &each : *left) {
        if (each.node == nodeName())
            recordLeft(each);
    }
    if (m_parts.database.nodes().areMany()) {
        auto *looks = new QTimer(this);
        looks->callOnTimeout(this, [this] {
            // A database that hangs is asked once.
            if (!m_isEnding && !std::exchange(m_isLooking, true))
                startReading(lookAtRuns());
        });
        looks->start(BetweenLooks);
    }
    // The first run that ends trims the log: the settings may be others than before.
    m_untrimmed = RunsBetweenTrims;
    const auto catalog = m_parts.database.catalog();
    const auto documents = readJobs(*m_reader, *catalog);
    m_reader->endSnapshot();
    if (!documents)
        return failure(documents);
    take(*documents, *catalog);
    seeToDue();
    return Done();
}

void Scheduler::end()
{
    m_isEnding = true;
    m_subscription = {};
    m_clock.reset();
    for (const Run &run : std::as_const(m_runs))
        stopRun(run, QStringLiteral("The server was stopped while this job ran."));
}

// ---- what is due

void Scheduler::seeToDue()
{
    if (m_isEnding)
        return;
    const bool beginsDue = m_parts.database.nodes().self().runsJobs;
    for (const Schedule::Due &due : m_schedule.take(seconds())) {
        m_dues.insert(due.job, due.time);
        const auto known = m_jobs.constFind(due.job);
        if (known == m_jobs.cend() || !beginsDue)
            continue;
        Run run = newRun(*known, due.trigger);
        run.firstDue = due.first;
        run.due = due.time;
        if (!due.isSkipped) {
            startDue(run);
            continue;
        }
        run.status = Status::Skipped;
        run.logstring = "The run before, of " + Timestamp::format(m_runs.value(due.job).started)
            + ", was still going.";
        skip(run);
    }
    const auto next = m_schedule.next();
    m_clock->wakeAt(next ? *next * 1000 : m_clock->now() + Year);
}

Run Scheduler::newRun(const Known &known, Trigger trigger) const
{
    Run run;
    run.id = ObjectId::create();
    run.job = known.job.id;
    run.description = known.job.description;
    run.started = m_clock->now();
    run.trigger = trigger;
    run.node = nodeName();
    return run;
}

void Scheduler::start(const Run &run, Told told)
{
    m_schedule.begin(run.job);
    m_runs.insert(run.job, run);
    ++m_count;
    ::start<Done>(carryOut(run, std::move(told)), [this](Done) { --m_count; });
}

void Scheduler::leave(const Run &run)
{
    m_runs.remove(run.job);
    m_stopReasons.remove(run.id);
    m_schedule.end(run.job);
}

/// A run that has not come to its script yet stops there.
void Scheduler::stopRun(const Run &run, const QString &reason)
{
    m_stopReasons.insert(run.id, reason);
    m_parts.hooks.stop(run.id, reason);
}

/// Records a run that does not take place, or did so before this program began.
void Scheduler::skip(const Run &run)
{
    ++m_count;
    auto record = [](Scheduler &scheduler, Run skipped) -> Task<Done> {
        if (skipped.due) {
            const auto isOurs = co_await scheduler.m_parts.database.change<bool>(
                &scheduler, [&](Store::Transaction &transaction) {
                    return transaction.claimDue(skipped.job, skipped.firstDue, *skipped.due);
                });
            if (!isOurs)
                qCWarning(lcJobs, "%s", qPrintable(isOurs.error().message));
            else if (!*isOurs)
                co_return Done(); // another server records it
        }
        (void)co_await scheduler.writeEnd(skipped);
        co_return Done();
    };
    ::start<Done>(record(*this, run), [this](Done) { --m_count; });
}

// ---- a run

Task<Done> Scheduler::carryOut(Run run, Told told)
{
    using Begun = JobLog::Begun;
    const auto catalog = m_parts.database.catalog();
    const auto next = m_schedule.next(run.job);
    const auto begun =
        co_await m_parts.database.change<Begun>(this, [&](Store::Transaction &transaction) {
            return JobLog::begin(transaction, *catalog, run, next);
        });
    if (told)
        told(begun && *begun != Begun::Here ? Result<QByteArray>(runsAlready())
                 : begun                    ? Result<QByteArray>(run.id)
                                            : failure(begun));
    if (begun && *begun != Begun::Here) {
        leave(run);
        run.status = Status::Skipped;
        run.logstring = "The run before was still going.";
        if (run.due && *begun == Begun::NotNow)
            (void)co_await writeEnd(run);
        co_return Done();
    }
    run.isClaimed = begun.hasValue();
    m_runs[run.job].isClaimed = run.isClaimed;
    const auto began = std::chrono::steady_clock::now();
    Hooks::HookOutcome outcome;
    if (begun)
        outcome = co_await runScript(run);
    else
        outcome.result = failure(begun);
    readOutcome(run, outcome);
    run.duration = std::chrono::duration_cast<std::chrono::milliseconds>(
                       std::chrono::steady_clock::now() - began)
                       .count();
    m_parts.inspector.add(recordOf(run, outcome));
    leave(run);
    (void)co_await writeEnd(run);
    co_return Done();
}

Task<Hooks::HookOutcome> Scheduler::runScript(const Run &run)
{
    const auto compiled = co_await compiledScript(run.job);
    if (!compiled) {
        Hooks::HookOutcome outcome;
        outcome.result = failure(compiled);
        co_return outcome;
    }
    const auto catalog = m_parts.database.catalog();
    const auto known = m_jobs.constFind(run.job);
    const bool hasLimit = known != m_jobs.cend() && known->job.timeout.count() > 0;
    Hooks::HookRun what;
    what.collection = Job::scriptName(run.job);
    what.hook = "runJob";
    what.settings = catalog->settings.json;
    what.requestId = run.id;
    // A run may take hours, and shares its process with no request.
    what.isFresh = true;
    what.isJob = true;
    // The outcome covers all that it does, also after res.end().
    what.answersAtEnd = true;
    what.script = {*compiled, catalog->modulesOf(*compiled)};
    what.timeout = hasLimit ? known->job.timeout : catalog->settings.jobTimeout;
    what.heapMegabytes = catalog->settings.hookMemory;
    // Somebody may have stopped it while its script was compiled.
    if (m_stopReasons.contains(run.id)) {
        Hooks::HookOutcome outcome;
        outcome.result = failure(Error::Kind::HookFailed, m_stopReasons.value(run.id));
        outcome.isStopped = true;
        co_return outcome;
    }
    auto outcome = co_await Async<Hooks::HookOutcome>(
        this, [&](auto deliver) { m_parts.hooks.run(what, deliver); });
    co_return outcome;
}

/// What the hook hosts run of a job; compiled anew when an older program compiled it.
Task<Result<QByteArray>> Scheduler::compiledScript(QByteArray job)
{
    const QByteArray name = Job::scriptName(job);
    const auto script =
        co_await read([&name](Store::Reader &reader) { return reader.script(name); });
    m_reader->endSnapshot();
    if (!script)
        co_return failure(script);
    Result<QByteArray> compiled = script->compiled;
    if (!CompiledHead::of(*compiled).isCurrent())
        compiled = co_await Async<Result<QByteArray>>(
            this, [&](auto deliver) { m_parts.scripts.compile(name, *script, deliver); });
    if (!compiled)
        co_return compiled;
    const auto prepared = co_await Async<Result<Done>>(
        this, [&](auto deliver) { m_parts.scripts.prepareModules(*compiled, deliver); });
    if (!prepared)
        co_return failure(prepared);
    co_return compiled;
}

/// Puts @p run into system_log: at once with all that is kept of it or, when the collection has
/// hooks for that, as a client would; a hook that refuses it does not keep it from being stored.
Task<Result<Done>> Scheduler::writeEnd(const Run &run)
{
    const auto catalog = m_parts.database.catalog();
    const Store::Collection *log = catalog->find(Store::Collection::SystemLog);
    m_recording.insert(run.id);
    bool isStored = false;
    if (log && (log->codehook.declares("beforePOST") || log->codehook.declares("afterPOST")))
        isStored = co_await Async<bool>(
            this, [&](auto deliver) { m_parts.postLog(JobLog::documentOf(run), deliver); });
    const bool isTrimming = ++m_untrimmed > RunsBetweenTrims;
    const qint64 now = Timestamp::now();
    auto written = co_await m_parts.database.change<Done>(
        this, [&](Store::Transaction &transaction) -> Result<Done> {
            auto ended = isStored ? JobLog::forget(transaction, *catalog, run)
                                  : JobLog::end(transaction, *catalog, run);
            return ended && isTrimming ? JobLog::trim(transaction, *catalog, now)
                                       : std::move(ended);
        });
    m_recording.remove(run.id);
    if (isTrimming)
        m_untrimmed = 0;
    if (!written)
        qCWarning(lcJobs, "The run %s of the job %s cannot be recorded: %s", run.id.constData(),
                  run.job.constData(), qPrintable(written.error().message));
    co_return written;
}

// ---- what others ask for

void Scheduler::run(QByteArray job, std::function<void(Result<QByteArray>)> answer)
{
    const auto begin = [this, job = std::move(job), answer = std::move(answer)] {
        const auto known = m_jobs.constFind(job);
        if (known == m_jobs.cend() || m_isEnding) {
            answer(noJob(job));
            return;
        }
        if (m_schedule.isRunning(job))
            answer(runsAlready());
        else
            start(newRun(*known, Trigger::Manual), answer);
    };
    invoke([this, begin] { whenRead(begin); });
}

void Scheduler::stop(QByteArray job, std::function<void(Result<Done>)> answer)
{
    invoke([this, job = std::move(job), answer = std::move(answer)] {
        if (const auto run = m_runs.constFind(job); run != m_runs.cend()) {
            stopRun(*run, QStringLiteral("Somebody stopped this run."));
            answer(Done());
            return;
        }
        whenRead([this, job, answer] { stopElsewhere(job, answer); });
    });
}

void Scheduler::states(std::function<void(QByteArray)> answer)
{
    invoke([this, answer = std::move(answer)] {
        whenRead([this, answer] { startReading(tellStates(answer)); });
    });
}

Task<Done> Scheduler::tellStates(std::function<void(QByteArray)> answer)
{
    const auto elsewhere = co_await runsOfAll();
    Json::ArrayWriter list;
    for (const Known &known : std::as_const(m_jobs)) {
        const auto next = m_schedule.next(known.job.id);
        Json::ObjectWriter state;
        state.text("id", QByteArrayView(known.job.id));
        state.text("description", QByteArrayView(known.job.description));
        state.raw("next",
                  next ? Json::quoted(QByteArrayView(Timestamp::format(*next * 1000)))
                       : QByteArray("null"));
        const auto run = m_runs.constFind(known.job.id);
        const auto other = elsewhere.constFind(known.job.id);
        if (run != m_runs.cend())
            state.raw("running",
                      runningJson(run->id, Timestamp::format(run->started), nameOf(run->trigger),
                                  run->node));
        else if (other != elsewhere.cend())
            state.raw("running",
                      runningJson(other->id, other->started, other->trigger, other->node));
        else
            state.raw("running", "null");
        list.raw(state.take());
    }
    answer(list.take());
    co_return Done();
}

} // namespace Jobs
