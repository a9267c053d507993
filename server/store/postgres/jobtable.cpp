// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/postgres/jobtable.h"

#include "server/store/postgres/connection.h"
#include "server/store/postgres/nodetable.h"

namespace Store::Postgres {

namespace {

/// Whether a statement has written, or given, a row.
Result<bool> hasRow(const Result<Rows> &rows)
{
    return rows ? Result<bool>(rows->changed() > 0) : failure(rows);
}

} // namespace

Result<QList<JobRun>> JobTable::runs(Connection &connection)
{
    const auto rows = connection.run(
        "SELECT r.id, r.job, r.description, r.started, r.trigger, r.node, r.stop,"
        " (NOT EXISTS (SELECT 1 FROM nodes n WHERE n.name = r.node AND n.seen > now() - "
        + QByteArray::number(NodeTable::DeadAfter)
        + " * interval '1 s'))::int::bigint FROM job_runs r");
    if (!rows)
        return failure(rows);
    QList<JobRun> runs;
    for (int row = 0; row < rows->count(); ++row)
        runs.append({rows->text(row, 0), rows->text(row, 1), rows->text(row, 2), rows->text(row, 3),
                     rows->text(row, 4), rows->text(row, 5), rows->number(row, 6) != 0,
                     rows->number(row, 7) != 0});
    return runs;
}

Result<QHash<QByteArray, qint64>> JobTable::dues(Connection &connection)
{
    const auto rows = connection.run("SELECT job, due FROM job_dues");
    if (!rows)
        return failure(rows);
    QHash<QByteArray, qint64> all;
    for (int row = 0; row < rows->count(); ++row)
        all.insert(rows->text(row, 0), rows->number(row, 1));
    return all;
}

Result<bool> JobTable::claimRun(Connection &connection, const JobRun &run)
{
    return hasRow(
        connection.write("INSERT INTO job_runs (id, job, description, started, trigger, node, stop)"
                         " VALUES ($1,$2,$3,$4,$5,$6,0) ON CONFLICT (job) DO NOTHING",
                         {text(run.id), text(run.job), text(run.description), text(run.started),
                          text(run.trigger), text(run.node)}));
}

Result<bool> JobTable::removeRun(Connection &connection, const QByteArray &id)
{
    return hasRow(connection.write("DELETE FROM job_runs WHERE id = $1", {text(id)}));
}

Result<bool> JobTable::stopRun(Connection &connection, const QByteArray &job)
{
    return hasRow(connection.write("UPDATE job_runs SET stop = 1 WHERE job = $1", {text(job)}));
}

/// A due time in the future was noted by a server whose clock was wrong: it stops nobody.
Result<bool> JobTable::claimDue(Connection &connection, const QByteArray &job, qint64 first,
                                qint64 last)
{
    return hasRow(connection.write("INSERT INTO job_dues AS d (job, due) VALUES ($1,$3)"
                                   " ON CONFLICT (job) DO UPDATE SET due = excluded.due"
                                   " WHERE d.due < $2 OR d.due > extract(epoch FROM now()) + 600",
                                   {text(job), number(first), number(last)}));
}

Result<Done> JobTable::removeDue(Connection &connection, const QByteArray &job)
{
    return doneOf(connection.write("DELETE FROM job_dues WHERE job = $1", {text(job)}));
}

} // namespace Store::Postgres
