// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/jobs/scheduler.h"
#include "server/store/database.h"

#include <QTimer>

/// The part of the scheduler that has to do with other servers of the same database.
namespace Jobs {

namespace {

using namespace std::chrono_literals;

constexpr auto ForEachRun = 5ms; ///< A busy server lets others begin a run first.
/// So many looks in a row a server is dead before its runs are recorded: where the clock of the
/// database is set forward, all seem to be dead until they have said again that they live.
constexpr int LooksAtDead = 3;

Failure doesNotRun()
{
    return failure(Error::Kind::Conflict, QStringLiteral("This job does not run now."));
}

} // namespace

QByteArray Scheduler::nodeName() const
{
    const Store::Nodes &nodes = m_parts.database.nodes();
    return nodes.areMany() ? nodes.name() : QByteArray();
}

void Scheduler::startDue(const Run &run)
{
    if (m_parts.database.nodes().alive() < 2 || m_runs.isEmpty()) {
        start(run);
        return;
    }
    QTimer::singleShot(m_runs.size() * ForEachRun, this, [this, run] {
        if (!m_isEnding && !m_schedule.isRunning(run.job))
            start(run);
    });
}

void Scheduler::recordLeft(const Store::JobRun &left)
{
    Run run = JobLog::runOf(left);
    run.status = Status::Killed;
    run.logstring = "The server ended before this run did.";
    skip(run);
}

Task<Done> Scheduler::lookAtRuns()
{
    // One that begins during the read is not in what it finds.
    QByteArrayList claimed;
    for (const Run &run : std::as_const(m_runs)) {
        if (run.isClaimed)
            claimed.append(run.id);
    }
    const auto all = co_await read([](Store::Reader &reader) { return reader.runs(); });
    m_isLooking = false;
    if (!all || m_isEnding)
        co_return Done(); // the next look is soon
    const bool canTellDead = m_parts.database.nodes().canTellDead();
    QSet<QByteArray> present;
    QHash<QByteArray, int> dead;
    for (const Store::JobRun &each : *all) {
        present.insert(each.id);
        const auto known = m_runs.constFind(each.job);
        if (known != m_runs.cend() && known->id == each.id) {
            if (each.isToStop && !m_stopReasons.contains(each.id))
                stopRun(*known, QStringLiteral("Somebody stopped this run."));
            continue;
        }
        if (each.isLeft && canTellDead)
            dead.insert(each.id, m_dead.value(each.id) + 1);
        // One of this server itself was begun by a write whose answer was lost.
        const bool isLeft = each.node == nodeName() || dead.value(each.id) >= LooksAtDead;
        if (isLeft && !m_recording.contains(each.id))
            recordLeft(each);
    }
    m_dead = std::move(dead);
    for (const Run &run : std::as_const(m_runs)) {
        if (claimed.contains(run.id) && !present.contains(run.id)
            && !m_stopReasons.contains(run.id))
            stopRun(run, QStringLiteral("Another server took this one for dead."));
    }
    co_return Done();
}

Task<QHash<QByteArray, Store::JobRun>> Scheduler::runsOfAll()
{
    QHash<QByteArray, Store::JobRun> runs;
    if (!m_parts.database.nodes().areMany())
        co_return runs;
    const auto all = co_await read([](Store::Reader &reader) { return reader.runs(); });
    if (!all)
        co_return runs;
    for (const Store::JobRun &each : *all)
        runs.insert(each.job, each);
    co_return runs;
}

void Scheduler::stopElsewhere(const QByteArray &job, std::function<void(Result<Done>)> answer)
{
    if (!m_jobs.contains(job)) {
        answer(noJob(job));
        return;
    }
    if (!m_parts.database.nodes().areMany()) {
        answer(doesNotRun());
        return;
    }
    m_parts.database.change<bool>(
        [job](Store::Transaction &transaction) { return transaction.stopRun(job); },
        [this, answer](const Result<bool> &asked) {
            invoke([answer, asked] {
                answer(!asked ? failure(asked) : *asked ? Result<Done>(Done()) : doesNotRun());
            });
        });
}

} // namespace Jobs
