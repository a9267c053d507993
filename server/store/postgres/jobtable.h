// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/result.h"
#include "server/store/jobrun.h"

#include <QByteArray>
#include <QHash>
#include <QList>

namespace Store::Postgres {

class Connection;

/// The tables `job_runs`, with a row for each run that is under way on any server, and `job_dues`,
/// as Store::Reader and Store::Transaction describe them. Thread: the connection's.
namespace JobTable {

Result<QList<JobRun>> runs(Connection &connection);
Result<QHash<QByteArray, qint64>> dues(Connection &connection);
Result<bool> claimRun(Connection &connection, const JobRun &run);
Result<bool> removeRun(Connection &connection, const QByteArray &id);
Result<bool> stopRun(Connection &connection, const QByteArray &job);
Result<bool> claimDue(Connection &connection, const QByteArray &job, qint64 first, qint64 last);
Result<Done> removeDue(Connection &connection, const QByteArray &job);

} // namespace JobTable

} // namespace Store::Postgres
