// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/sqlite/jobtables.h"

#include "server/store/catalog.h"
#include "server/store/sqlite/connection.h"
#include "server/store/sqlite/tables.h"

namespace Store::Sqlite {

Result<QList<JobRun>> JobTables::runs(Connection &connection)
{
    auto rows = connection.prepare("SELECT id, job, description, started, trigger FROM job_runs");
    if (!rows)
        return failure(rows);
    QList<JobRun> runs;
    const auto read = rows->forEachRow([&] {
        runs.append({rows->text(0).toByteArray(), rows->text(1).toByteArray(),
                     rows->text(2).toByteArray(), rows->text(3).toByteArray(),
                     rows->text(4).toByteArray()});
    });
    if (!read)
        return failure(read);
    return runs;
}

Result<QHash<QByteArray, qint64>> JobTables::dues(Connection &connection)
{
    auto rows = connection.prepare("SELECT job, due FROM job_dues");
    if (!rows)
        return failure(rows);
    QHash<QByteArray, qint64> all;
    const auto read =
        rows->forEachRow([&] { all.insert(rows->text(0).toByteArray(), rows->number(1)); });
    if (!read)
        return failure(read);
    return all;
}

Result<Done> JobTables::addRun(Connection &connection, const JobRun &run)
{
    auto statement = connection.prepare(
        "INSERT INTO job_runs (id, job, description, started, trigger) VALUES (?,?,?,?,?)");
    if (!statement)
        return failure(statement);
    return doneOf(statement->bind(run.id)
                      .bind(run.job)
                      .bind(run.description)
                      .bind(run.started)
                      .bind(run.trigger)
                      .run());
}

Result<bool> JobTables::removeRun(Connection &connection, const QByteArray &id)
{
    auto statement = connection.prepare("DELETE FROM job_runs WHERE id = ?");
    if (!statement)
        return failure(statement);
    const auto removed = statement->bind(id).run();
    return removed ? Result<bool>(*removed > 0) : failure(removed);
}

Result<Done> JobTables::setDue(Connection &connection, const QByteArray &job, qint64 due)
{
    auto statement = connection.prepare("INSERT INTO job_dues (job, due) VALUES (?,?)"
                                        " ON CONFLICT (job) DO UPDATE SET due = excluded.due");
    return statement ? doneOf(statement->bind(job).bind(due).run()) : failure(statement);
}

Result<Done> JobTables::removeDue(Connection &connection, const QByteArray &job)
{
    auto statement = connection.prepare("DELETE FROM job_dues WHERE job = ?");
    return statement ? doneOf(statement->bind(job).run()) : failure(statement);
}

Result<std::optional<qint64>> JobTables::setComputed(Connection &connection,
                                                     const Collection &collection,
                                                     QByteArrayView id, const QByteArray &members)
{
    // json_patch() follows RFC 7396: a null removes the member.
    auto statement =
        connection.prepare("UPDATE " + tableOf(collection)
                           + " SET doc = json_patch(doc, ?) WHERE _id = ? RETURNING _version");
    if (!statement)
        return failure(statement);
    const auto row = statement->bind(members).bind(id).step();
    if (!row)
        return failure(row);
    return *row ? std::optional(statement->number(0)) : std::nullopt;
}

Result<QByteArrayList> JobTables::oldest(Connection &connection, const Collection &collection,
                                         const QByteArray &created, qint64 kept)
{
    constexpr qint64 AtOnce = 1000;
    QByteArrayList ids;
    const auto collect = [&](const QByteArray &condition, const auto &bind) -> Result<Done> {
        auto rows = connection.prepare("SELECT _id FROM " + tableOf(collection) + ' ' + condition);
        if (!rows)
            return failure(rows);
        bind(*rows);
        return rows->forEachRow([&] { ids.append(rows->text(0).toByteArray()); });
    };
    auto collected = created.isEmpty()
        ? Result<Done>(Done())
        : collect("WHERE _created < ? LIMIT ?",
                  [&](Statement &rows) { rows.bind(created).bind(AtOnce); });
    // Ids ascend with time. An id may be in both lists; remove() passes over one that is gone.
    if (collected && kept > 0)
        collected = collect("ORDER BY _id DESC LIMIT ? OFFSET ?",
                            [&](Statement &rows) { rows.bind(AtOnce).bind(kept); });
    if (!collected)
        return failure(collected);
    return ids;
}

} // namespace Store::Sqlite
