// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/result.h"
#include "server/store/commit.h"
#include "server/store/sqlite/checkpointer.h"
#include "server/store/sqlite/fulltext.h"
#include "server/store/sqlite/tables.h"
#include "server/store/waitingjobs.h"

#include <QByteArray>

#include <atomic>
#include <functional>
#include <memory>
#include <thread>

namespace Store::Sqlite {

class Connection;
class Transaction;

/// The one thread that writes. It takes all jobs that wait, applies each in a savepoint of one
/// transaction, commits once, and only then answers them all: group commit. Between two groups it
/// goes on building full-text indexes.
/// submit() may be called from any thread.
class Writer final
{
public:
    using Publish = std::function<void(Commit)>;

    /// @p checkpoints is a second connection to the same file, for the Checkpointer.
    /// @p commits counts each commit and each checkpoint; after a commit @p publish gets what
    /// it has changed, with the catalog only if that was touched; then the jobs are answered.
    Writer(std::unique_ptr<Connection> connection, std::unique_ptr<Connection> checkpoints,
           std::atomic<quint64> *commits, Publish publish);
    /// Finishes the jobs that wait.
    ~Writer();
    /// Ends the thread after the group that it is writing. Jobs that wait fail, and so do those
    /// that are submitted later, in the thread that submits them if they have no home.
    void end();

    /// Applies @p job with the next group. It must live until it is answered.
    void submit(WriteJob &job) { m_waiting.submit(job); }

private:
    using Jobs = WaitingJobs::Jobs;

    /// The thread: takes what waits, commits it, answers, and waits again.
    void run();
    /// Moves the log into the file.
    void checkpoint();
    /// Keeps the log from growing under steady writing.
    void limitLog();
    /// Applies @p jobs in one transaction. When this fails, none of them is on disk.
    Result<Done> commit(const Jobs &jobs);
    /// Applies one job in its savepoint: one that fails undoes its own changes and no others.
    /// @errors The transaction is of no use any more.
    Result<Done> applyOne(WriteJob &job, Transaction &transaction);
    /// Runs one statement without parameters, prepared once.
    Result<Done> perform(const QByteArray &sql);

    std::unique_ptr<Connection> m_connection; ///< Used by the writer's thread alone, once it runs.
    Tables m_tables; ///< Used by the writer's thread alone.
    FullTextBuilder m_builder; ///< The same.
    std::atomic<quint64> *m_commits;
    Publish m_publish;
    WaitingJobs m_waiting;
    bool m_hasWritten = false; ///< Since it was idle last; used by the writer's thread alone.
    int m_logPages = 0; ///< In the log after the last commit; used by the writer's thread alone.
    /// In the log when the checkpointer began last; 0: it has not since the log began anew. The
    /// same.
    int m_begunAt = 0;
    Checkpointer m_checkpointer;
    std::thread m_thread;
};

} // namespace Store::Sqlite
