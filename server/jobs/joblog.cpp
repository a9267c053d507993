// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/jobs/joblog.h"

#include "server/core/timestamp.h"
#include "server/store/connection.h"
#include "server/store/scripts.h"
#include "server/store/transaction.h"

#include <array>

namespace Jobs {

namespace {

constexpr char Author[] = "jobs";
constexpr qint64 TrimmedAtOnce = 1000;
constexpr qint64 MillisecondsOfDay = 24 * 3600 * 1000;

Result<Done> done(const Result<int> &changed)
{
    return changed ? Result<Done>(Done()) : failure(changed);
}

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

} // namespace

Result<Done> JobLog::begin(Store::Transaction &transaction, const Store::Catalog &catalog,
                           const Run &run, std::optional<qint64> next)
{
    auto statement = transaction.connection().prepare(
        "INSERT INTO job_runs (id, job, description, started, trigger) VALUES (?,?,?,?,?)");
    if (!statement)
        return failure(statement);
    const QByteArray started = Timestamp::format(run.started);
    statement->bind(run.id)
        .bind(run.job)
        .bind(run.description)
        .bind(started)
        .bind(QByteArrayView(nameOf(run.trigger)));
    if (const auto inserted = statement->run(); !inserted)
        return failure(inserted);
    if (run.due) {
        if (auto kept = setDue(transaction, run.job, *run.due); !kept)
            return kept;
    }
    return setComputed(transaction, catalog, run.job,
                       Json::ObjectWriter()
                           .text("lastrun", QByteArrayView(started))
                           .raw("nextrun", timeJson(next))
                           .take());
}

Result<Done> JobLog::setNext(Store::Transaction &transaction, const Store::Catalog &catalog,
                             QByteArrayView job, std::optional<qint64> next)
{
    return setComputed(transaction, catalog, job,
                       Json::ObjectWriter().raw("nextrun", timeJson(next)).take());
}

Result<Done> JobLog::end(Store::Transaction &transaction, const Store::Catalog &catalog,
                         const Run &run)
{
    const auto body = Json::Document::parseKnown(documentOf(run));
    const Store::Collection *log = catalog.find(Store::Collection::SystemLog);
    if (!body || !log)
        return failure(Error::Kind::Internal, QStringLiteral("There is no system_log."));
    const QByteArray now = Timestamp::format(run.started + run.duration);
    std::vector<Model::Document> documents = {
        {run.id, Model::storedText(run.id, body->root()), now, now, Author, Author, 0, {}}};
    // The program may have died between this and what follows.
    if (auto inserted = transaction.insert(*log, documents);
        !inserted && inserted.error().kind != Error::Kind::Conflict)
        return inserted;
    return forget(transaction, catalog, run);
}

Result<Done> JobLog::forget(Store::Transaction &transaction, const Store::Catalog &catalog,
                            const Run &run)
{
    auto statement = transaction.connection().prepare("DELETE FROM job_runs WHERE id = ?");
    if (!statement)
        return failure(statement);
    if (const auto removed = statement->bind(run.id).run(); !removed)
        return failure(removed);
    return setComputed(
        transaction, catalog, run.job,
        Json::ObjectWriter().text("laststatus", QByteArrayView(nameOf(run.status))).take());
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

Result<Done> JobLog::setComputed(Store::Transaction &transaction, const Store::Catalog &catalog,
                                 QByteArrayView job, const QByteArray &members)
{
    const Store::Collection *jobs = catalog.find(Store::Collection::SystemJobs);
    if (!jobs)
        return failure(Error::Kind::Internal, QStringLiteral("There is no system_jobs."));
    auto statement = transaction.connection().prepare(
        "UPDATE " + jobs->table() + " SET doc = json_patch(doc, ?) WHERE _id = ?");
    if (!statement)
        return failure(statement);
    return done(statement->bind(members).bind(job).run());
}

Result<Done> JobLog::setDue(Store::Transaction &transaction, const QByteArray &job, qint64 due)
{
    auto statement = transaction.connection().prepare(
        "INSERT INTO job_dues (job, due) VALUES (?,?) ON CONFLICT (job) DO UPDATE SET due ="
        " excluded.due");
    if (!statement)
        return failure(statement);
    return done(statement->bind(job).bind(due).run());
}

Result<Done> JobLog::removeJob(Store::Transaction &transaction, const QByteArray &job)
{
    auto statement = transaction.connection().prepare("DELETE FROM job_dues WHERE job = ?");
    if (!statement)
        return failure(statement);
    if (const auto removed = statement->bind(job).run(); !removed)
        return failure(removed);
    return Store::removeScript(transaction, Job::scriptName(job));
}

Result<Done> JobLog::trim(Store::Transaction &transaction, const Store::Catalog &catalog,
                          qint64 now)
{
    const Store::Collection *log = catalog.find(Store::Collection::SystemLog);
    const Model::Settings &settings = catalog.settings;
    if (!log)
        return Done();
    QByteArrayList ids;
    const auto collect = [&](const QByteArray &condition, const auto &bind) -> Result<Done> {
        auto statement =
            transaction.connection().prepare("SELECT _id FROM " + log->table() + ' ' + condition);
        if (!statement)
            return failure(statement);
        bind(*statement);
        return statement->forEachRow([&] { ids.append(statement->text(0).toByteArray()); });
    };
    const QByteArray oldest = Timestamp::format(now - settings.jobDaysKept * MillisecondsOfDay);
    if (settings.jobDaysKept > 0) {
        const auto collected =
            collect("WHERE _created < ? LIMIT ?", [&](Store::Statement &statement) {
                statement.bind(oldest).bind(TrimmedAtOnce);
            });
        if (!collected)
            return collected;
    }
    if (settings.jobRunsKept > 0) {
        // Ids ascend with time.
        const auto collected =
            collect("ORDER BY _id DESC LIMIT ? OFFSET ?", [&](Store::Statement &statement) {
                statement.bind(TrimmedAtOnce).bind(settings.jobRunsKept);
            });
        if (!collected)
            return collected;
    }
    if (ids.isEmpty())
        return Done();
    const auto removed = transaction.remove(*log, ids);
    return removed ? Result<Done>(Done()) : failure(removed);
}

Result<QList<Run>> JobLog::underWay(Store::Connection &connection)
{
    auto statement =
        connection.prepare("SELECT id, job, description, started, trigger FROM job_runs");
    if (!statement)
        return failure(statement);
    QList<Run> runs;
    const auto read = statement->forEachRow([&] {
        Run run;
        run.id = statement->text(0).toByteArray();
        run.job = statement->text(1).toByteArray();
        run.description = statement->text(2).toByteArray();
        run.started = Timestamp::parse(statement->text(3)).value_or(0);
        run.trigger = triggerOf(statement->text(4));
        runs.append(run);
    });
    if (!read)
        return failure(read);
    return runs;
}

Result<QHash<QByteArray, qint64>> JobLog::dues(Store::Connection &connection)
{
    auto statement = connection.prepare("SELECT job, due FROM job_dues");
    if (!statement)
        return failure(statement);
    QHash<QByteArray, qint64> all;
    const auto read = statement->forEachRow(
        [&] { all.insert(statement->text(0).toByteArray(), statement->number(1)); });
    if (!read)
        return failure(read);
    return all;
}

} // namespace Jobs
