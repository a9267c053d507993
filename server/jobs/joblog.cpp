// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/jobs/joblog.h"

#include "server/core/timestamp.h"
#include "server/store/reader.h"
#include "server/store/transaction.h"

#include <array>

namespace Jobs {

namespace {

constexpr char Author[] = "jobs";
constexpr qint64 MillisecondsOfDay = 24 * 3600 * 1000;

QByteArray timeJson(std::optional<qint64> seconds)
{
    return seconds ? Json::quoted(QByteArrayView(Timestamp::format(*seconds * 1000)))
                   : QByteArray("null");
}

Trigger triggerOf(QByteArrayView name)
{
    for (const Trigger trigger : {Trigger::Manual, Trigger::CatchUp}) {
        if (name == nameOf(trigger))
            return trigger;
    }
    return Trigger::Cron;
}

/// Sets members of a job that the server computes; null removes one.
Result<Done> setComputed(Store::Transaction &transaction, const Store::Catalog &catalog,
                         QByteArrayView job, const QByteArray &members)
{
    const Store::Collection *jobs = catalog.find(Store::Collection::SystemJobs);
    if (!jobs)
        return failure(Error::Kind::Internal, QStringLiteral("There is no system_jobs."));
    return transaction.setComputed(*jobs, job, members);
}

/// Takes @p run out of what is under way. False: another server has done so.
Result<bool> isToRecord(Store::Transaction &transaction, const Run &run)
{
    return run.isClaimed ? transaction.endRun(run.id) : Result<bool>(true);
}

Result<Done> setStatus(Store::Transaction &transaction, const Store::Catalog &catalog,
                       const Run &run)
{
    return setComputed(
        transaction, catalog, run.job,
        Json::ObjectWriter().text("laststatus", QByteArrayView(nameOf(run.status))).take());
}

} // namespace

Result<JobLog::Begun> JobLog::begin(Store::Transaction &transaction, const Store::Catalog &catalog,
                                    const Run &run, std::optional<qint64> next)
{
    if (run.due) {
        const auto isOurs = transaction.claimDue(run.job, run.firstDue, *run.due);
        if (!isOurs || !*isOurs)
            return isOurs ? Result<Begun>(Begun::Elsewhere) : failure(isOurs);
    }
    const QByteArray started = Timestamp::format(run.started);
    const auto isFirst = transaction.claimRun(
        {run.id, run.job, run.description, started, nameOf(run.trigger), run.node});
    if (!isFirst || !*isFirst)
        return isFirst ? Result<Begun>(Begun::NotNow) : failure(isFirst);
    const auto shown = setComputed(transaction, catalog, run.job,
                                   Json::ObjectWriter()
                                       .text("lastrun", QByteArrayView(started))
                                       .raw("nextrun", timeJson(next))
                                       .take());
    return shown ? Result<Begun>(Begun::Here) : failure(shown);
}

Result<Done> JobLog::setNext(Store::Transaction &transaction, const Store::Catalog &catalog,
                             QByteArrayView job, std::optional<qint64> next)
{
    return setComputed(transaction, catalog, job,
                       Json::ObjectWriter().raw("nextrun", timeJson(next)).take());
}

Result<Done> JobLog::accept(Store::Transaction &transaction, const Store::Catalog &catalog,
                            const QByteArray &document)
{
    const auto body = Json::Document::parseKnown(document);
    if (!body)
        return failure(body);
    const auto job = Job::read(body->root(), catalog.settings.jobZone);
    if (!job)
        return failure(job);
    const auto next =
        job->isActive ? job->crontab.next(Timestamp::now() / 1000, job->zone) : std::nullopt;
    return setNext(transaction, catalog, job->id, next);
}

Result<Done> JobLog::end(Store::Transaction &transaction, const Store::Catalog &catalog,
                         const Run &run)
{
    const auto isOurs = isToRecord(transaction, run);
    if (!isOurs || !*isOurs)
        return doneOf(isOurs);
    const auto body = Json::Document::parseKnown(documentOf(run));
    const Store::Collection *log = catalog.find(Store::Collection::SystemLog);
    if (!body || !log)
        return failure(Error::Kind::Internal, QStringLiteral("There is no system_log."));
    const QByteArray now = Timestamp::format(run.started + run.duration);
    std::vector<Model::Document> documents = {
        {run.id, Model::storedText(run.id, body->root()), now, now, Author, Author, 0, {}}};
    // A hook of system_log may have stored it, and failed afterwards.
    if (auto inserted = transaction.insert(*log, documents);
        !inserted && inserted.error().kind != Error::Kind::Conflict)
        return inserted;
    return setStatus(transaction, catalog, run);
}

Result<Done> JobLog::forget(Store::Transaction &transaction, const Store::Catalog &catalog,
                            const Run &run)
{
    const auto isOurs = isToRecord(transaction, run);
    if (!isOurs || !*isOurs)
        return doneOf(isOurs);
    return setStatus(transaction, catalog, run);
}

QByteArray JobLog::documentOf(const Run &run)
{
    return Json::ObjectWriter()
        .text("_id", QByteArrayView(run.id))
        .text("status", QByteArrayView(nameOf(run.status)))
        .text("logstring", QByteArrayView(run.logstring))
        .text("job", QByteArrayView(run.job))
        .text("description", QByteArrayView(run.description))
        .text("started", QByteArrayView(Timestamp::format(run.started)))
        .number("duration", run.duration)
        .text("trigger", QByteArrayView(nameOf(run.trigger)))
        .take();
}

Result<Done> JobLog::removeJob(Store::Transaction &transaction, const QByteArray &job)
{
    if (auto removed = transaction.removeDue(job); !removed)
        return removed;
    return transaction.removeScript(Job::scriptName(job));
}

Result<Done> JobLog::trim(Store::Transaction &transaction, const Store::Catalog &catalog,
                          qint64 now)
{
    const Store::Collection *log = catalog.find(Store::Collection::SystemLog);
    const Model::Settings &settings = catalog.settings;
    if (!log)
        return Done();
    const QByteArray oldest = settings.jobDaysKept > 0
        ? Timestamp::format(now - settings.jobDaysKept * MillisecondsOfDay)
        : QByteArray();
    return transaction.trimLog(*log, oldest, settings.jobRunsKept);
}

Run JobLog::runOf(const Store::JobRun &each)
{
    Run run;
    run.id = each.id;
    run.job = each.job;
    run.description = each.description;
    run.started = Timestamp::parse(each.started).value_or(0);
    run.trigger = triggerOf(each.trigger);
    run.node = each.node;
    run.isClaimed = true;
    return run;
}

} // namespace Jobs
