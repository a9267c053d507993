// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/result.h"
#include "server/store/catalog.h"
#include "server/store/jobrun.h"

#include <QByteArray>
#include <QByteArrayList>
#include <QHash>
#include <QList>

#include <optional>

namespace Store::Sqlite {

class Connection;

/// The tables `job_runs` (runs under way) and `job_dues` (due times that were handled), and what
/// the server itself writes into the documents of jobs. Thread: the connection's.
namespace JobTables {

/// The runs that began and have not ended; after a crash those that the crash has ended.
Result<QList<JobRun>> runs(Connection &connection);
/// The last due time of each job that was handled, in seconds since 1970 UTC.
Result<QHash<QByteArray, qint64>> dues(Connection &connection);

/// Writes that a run begins, before it does: what is still there at the next start, a crash has
/// ended.
Result<Done> addRun(Connection &connection, const JobRun &run);
/// The run @p id is over. One that is not there is no error.
Result<bool> removeRun(Connection &connection, const QByteArray &id);
/// Sets the last due time of @p job that was handled, in seconds since 1970 UTC.
Result<Done> setDue(Connection &connection, const QByteArray &job, qint64 due);
/// For a job that is gone.
Result<Done> removeDue(Connection &connection, const QByteArray &job);
/// Puts @p members over those of the document @p id. Gives its version, which stays as it is;
/// nothing when there is no such document.
Result<std::optional<qint64>> setComputed(Connection &connection, const Collection &collection,
                                          QByteArrayView id, const QByteArray &members);
/// The ids of the documents of @p collection that were created before @p created (empty: none),
/// and of those that are older than the newest @p kept (0: none). At most 1,000 of each.
Result<QByteArrayList> oldest(Connection &connection, const Collection &collection,
                              const QByteArray &created, qint64 kept);

} // namespace JobTables

} // namespace Store::Sqlite
