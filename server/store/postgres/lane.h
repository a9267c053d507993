// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/result.h"
#include "server/core/stopflag.h"
#include "server/store/commit.h"
#include "server/store/postgres/connection.h"
#include "server/store/postgres/layout.h"
#include "server/store/waitingjobs.h"

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <thread>

namespace Store::Postgres {

class DocumentEvents;
class Transaction;

/// The one thread of this node that writes. It takes the jobs that wait, does each in a savepoint
/// of one transaction, commits once, and only then answers them all: group commit.
///
/// A group that others were in the way of (a deadlock, a lock, a table that another node has
/// changed) is undone and its jobs are done again, each alone. When the connection breaks while a
/// commit is under way, the database is asked afterwards what became of the transaction.
/// submit() may be called from any thread.
class Lane final
{
public:
    /// What the lane needs of its database.
    struct House
    {
        std::function<SharedState()> state; ///< The present one.
        /// Takes what a commit has changed, with a State if that is another one now.
        std::function<void(Commit, SharedState)> publish;
        /// Loads the State that other nodes have made.
        std::function<Result<Done>(Connection &)> refresh;
        std::function<QByteArray()> node; ///< The name of this server.
        /// Answers jobs that have changed the catalog once the other nodes have the new one.
        std::function<void(std::vector<WriteJob *>)> answerWhenKnown;
        DocumentEvents &events; ///< Tells other servers which documents were changed.
    };

    /// @p connection is open; its thread does not use it any more.
    Lane(Address address, std::unique_ptr<Connection> connection, House house, StopFlag stop);
    /// Finishes the jobs that wait.
    ~Lane();
    /// Ends the thread after the group that it is writing. Jobs that wait fail, and so do those
    /// that are submitted later.
    void end();
    /// Does @p job with the next group. It must live until it is answered.
    void submit(WriteJob &job) { m_waiting.submit(job); }

private:
    using Jobs = WaitingJobs::Jobs;
    /// What became of a group. Again: nothing of it is stored, and it may be stored now.
    enum class Ending { Stored, Failed, Again };

    /// How a group is done. Together: without waiting for what each write gives, so that all of
    /// them go out in one flush where they read nothing; Again also where one of them fails, since
    /// nobody knows which. Apart: each behind a savepoint of its own.
    enum class Way { Together, Apart };

    /// The thread: takes what waits, commits it, answers, and waits again.
    void run();
    /// Commits @p jobs and answers them, whatever comes.
    void carryOut(const Jobs &jobs);
    /// Answers @p jobs, which are stored.
    void answerStored(const Jobs &jobs);
    /// One try to commit them in this way. @p fault gets the error of what Failed, or why it is
    /// Again.
    Ending attempt(const Jobs &jobs, Way way, Error &fault);
    /// Does each job; false: the transaction is to be undone, and may succeed another time.
    bool applyTogether(const Jobs &jobs, Transaction &transaction, int &applied);
    bool applyApart(const Jobs &jobs, Transaction &transaction, int &applied);
    /// Ends an attempt in which @p applied jobs made changes.
    Ending conclude(Transaction &transaction, int applied, Error &fault);
    /// Commits what was done.
    Ending commit(Transaction &transaction, Error &fault);
    /// What became of the commit during which the connection broke, asked over a new one.
    Ending endingOfLast(Error &fault);
    /// Makes the row of this connection in the table `writers`. Each commit counts its number up,
    /// so that another connection can tell whether the last one was stored; and where the row is
    /// taken away, a commit that comes late from a broken connection fails.
    Result<Done> signIn();
    /// Undoes the transaction in which something failed; @p fault gets what it was. Loads the State
    /// anew where another node has changed a table.
    void undo(Error &fault);
    /// Undoes the transaction that is open.
    void rollBack();
    /// Opens the connection where it is not open, and signs in.
    Result<Done> begin();
    /// Makes sure that the connection is open and signed in, as far as is known without asking.
    /// Waits up to 10 s for the database.
    Result<Done> connect();

    const Address m_address;
    std::unique_ptr<Connection> m_connection; ///< Used by the lane's thread alone, once it runs.
    const House m_house;
    QByteArray m_writer; ///< The id of this connection's row in `writers`.
    qint64 m_commits = 0; ///< Commits that were sent over this connection.
    Jobs m_changers; ///< Those of the present group that have changed the catalog.
    const StopFlag m_stop;
    std::chrono::steady_clock::time_point m_hopeAgain; ///< No Way::Together before.
    WaitingJobs m_waiting;
    std::thread m_thread;
};

} // namespace Store::Postgres
