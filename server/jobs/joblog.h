// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/result.h"
#include "server/jobs/job.h"

#include <QByteArray>
#include <QList>

#include <optional>

namespace Store {
struct Catalog;
struct JobRun;
class Transaction;
} // namespace Store

namespace Jobs {

/// One run of a job. A value.
struct Run
{
    QByteArray id; ///< Also that of its document in system_log, and of its record in the inspector.
    QByteArray job;
    QByteArray description;
    qint64 started = 0; ///< Milliseconds since 1970 UTC.
    Trigger trigger = Trigger::Cron;
    std::optional<qint64> due; ///< The last due time that it handles, in seconds since 1970 UTC.
    qint64 firstDue = 0; ///< The first one, where there is one.
    QByteArray node; ///< The server that carries it out; empty: the database has one alone.
    bool isClaimed = false; ///< The database knows that it is under way.
    Status status = Status::Ok; ///< Once it has ended.
    QByteArray logstring; ///< What it gave to res.end(), or why it failed.
    qint64 duration = 0; ///< Milliseconds.
};

/// What the database keeps of jobs beside their documents: the runs under way, which become KILLED
/// if the program ends before they do, and the due times that were handled. Each function is one
/// part of a write. Thread: the writer's, or that of the reader.
namespace JobLog {

/// What became of a run that is to begin.
enum class Begun {
    Here,
    Elsewhere, ///< Another server handles the due time.
    NotNow, ///< A run of the same job is under way on another server.
};

/// Notes that @p run begins, unless another server has a better right; @p next is the job's next
/// due time.
Result<Begun> begin(Store::Transaction &transaction, const Store::Catalog &catalog, const Run &run,
                    std::optional<qint64> next);
/// Puts @p run, which is over, into system_log and its status into its job. A run that another
/// server has taken for dead is recorded by that one.
Result<Done> end(Store::Transaction &transaction, const Store::Catalog &catalog, const Run &run);
/// The same for a run whose document is in system_log already.
Result<Done> forget(Store::Transaction &transaction, const Store::Catalog &catalog, const Run &run);
/// The document of @p run in system_log.
QByteArray documentOf(const Run &run);
/// Shows @p next, in seconds since 1970 UTC, as the next due time of @p job; none: null.
Result<Done> setNext(Store::Transaction &transaction, const Store::Catalog &catalog,
                     QByteArrayView job, std::optional<qint64> next);
/// Checks the job that @p document, without its meta fields, has become, and shows its next due
/// time. @errors Validation: `list` says which member is wrong.
Result<Done> accept(Store::Transaction &transaction, const Store::Catalog &catalog,
                    const QByteArray &document);
/// Removes what is kept of a job that is gone.
Result<Done> removeJob(Store::Transaction &transaction, const QByteArray &job);
/// Removes what system_log may not keep any longer (settings `jobs.keep` and `jobs.days`);
/// @p now is in milliseconds.
Result<Done> trim(Store::Transaction &transaction, const Store::Catalog &catalog, qint64 now);

/// A run that is under way, as the database has it.
Run runOf(const Store::JobRun &run);

} // namespace JobLog

} // namespace Jobs
