// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/sqlite/writer.h"

#include "server/store/sqlite/catalogtables.h"
#include "server/store/sqlite/connection.h"
#include "server/store/sqlite/transaction.h"

#include <sqlite3.h>

#include <limits>
#include <optional>

namespace Store::Sqlite {

namespace {

using namespace std::chrono_literals;

/// Without a job for so long, the writer has time for a checkpoint.
constexpr auto IdleTime = 300ms;
/// From so many pages on, 64 MB, the log is brought into the file under steady writing.
constexpr int LongLog = 16000;
/// From so many on the writer waits for the Checkpointer, which is too slow then, and brings the
/// rest over by itself.
constexpr int LongestLog = 2 * LongLog;
/// So many the writer brings over by itself: 2 to 4 ms.
constexpr int ShortRest = 1000;

} // namespace

Writer::Writer(std::unique_ptr<Connection> connection, std::unique_ptr<Connection> checkpoints,
               std::atomic<quint64> *commits, Publish publish)
    : m_connection(std::move(connection))
    , m_builder(*m_connection)
    , m_commits(commits)
    , m_publish(std::move(publish))
    , m_checkpointer(std::move(checkpoints))
{
    sqlite3_wal_hook(
        m_connection->handle(),
        [](void *pages, sqlite3 *, const char *, int count) {
            *static_cast<int *>(pages) = count;
            return SQLITE_OK;
        },
        &m_logPages);
    m_thread = std::thread([this] { run(); });
}

Writer::~Writer()
{
    m_waiting.stop();
    if (m_thread.joinable())
        m_thread.join();
}

void Writer::end()
{
    m_waiting.refuse();
    if (m_thread.joinable())
        m_thread.join();
}

void Writer::run()
{
    constexpr size_t All = std::numeric_limits<size_t>::max();
    m_builder.look();
    const auto patience = [this]() -> std::optional<std::chrono::milliseconds> {
        if (m_builder.hasWork())
            return 0ms;
        return m_hasWritten ? std::optional(IdleTime) : std::nullopt;
    };
    while (const auto jobs = m_waiting.take(All, patience())) {
        if (!jobs->empty())
            answerAll(*jobs, commit(*jobs));
        const bool hasBuilt = m_builder.hasWork();
        if (hasBuilt) {
            m_builder.takeInSome();
            m_commits->fetch_add(!m_builder.hasWork(), std::memory_order_release);
        }
        if (jobs->empty() && !hasBuilt) {
            m_hasWritten = false;
            checkpoint();
            continue;
        }
        m_hasWritten = true;
        limitLog();
    }
}

/// Reading from the file itself is quicker than from the log, so this is also done when nobody
/// waits.
void Writer::checkpoint()
{
    m_begunAt = 0;
    // PASSIVE waits for no reader; what one still needs is left for the next time.
    (void)m_connection->execute("PRAGMA wal_checkpoint(PASSIVE)");
    // The file has grown: readers that go by this count map it anew.
    m_commits->fetch_add(1, std::memory_order_release);
}

void Writer::limitLog()
{
    // SQLite begins the log anew by itself where all of it was brought over.
    if (m_logPages < m_begunAt)
        m_begunAt = 0;
    const bool isTooLong = m_logPages >= LongestLog;
    if (m_logPages < LongLog || (m_checkpointer.isAtWork() && !isTooLong))
        return;
    if (isTooLong)
        m_checkpointer.wait(); // SQLite refuses a second checkpoint beside it
    // What was written while the checkpointer was at work is left.
    if (isTooLong || (m_begunAt > 0 && m_logPages - m_begunAt <= ShortRest)) {
        checkpoint(); // the log begins anew after it
        return;
    }
    m_begunAt = m_logPages;
    m_checkpointer.begin();
}

Result<Done> Writer::perform(const QByteArray &sql)
{
    auto statement = m_connection->prepare(sql);
    if (!statement)
        return failure(statement);
    return doneOf(statement->run());
}

Result<Done> Writer::applyOne(WriteJob &job, Transaction &transaction)
{
    static const QByteArray begin = "SAVEPOINT job";
    static const QByteArray undo = "ROLLBACK TO job";
    static const QByteArray end = "RELEASE job";
    if (!perform(begin))
        return failure(Error::Kind::Unavailable, QStringLiteral("The database cannot be written."));
    const Transaction::Mark before = transaction.mark();
    if (!job.apply(transaction)) {
        if (!perform(undo))
            return failure(Error::Kind::Unavailable,
                           QStringLiteral("A write could not be undone."));
        transaction.forgetAfter(before);
    }
    // In both cases: ROLLBACK TO undoes the writes, but leaves the savepoint in place.
    if (!perform(end))
        return failure(Error::Kind::Unavailable, QStringLiteral("The database cannot be written."));
    return Done();
}

Result<Done> Writer::commit(const Jobs &jobs)
{
    // IMMEDIATE: a transaction that begins by reading cannot write after another program has
    // committed.
    static const QByteArray begin = "BEGIN IMMEDIATE";
    static const QByteArray end = "COMMIT";
    Transaction transaction(*m_connection, m_tables);
    if (auto begun = perform(begin); !begun)
        return begun;
    for (WriteJob *job : jobs) {
        if (auto applied = applyOne(*job, transaction); !applied) {
            m_connection->rollBack();
            return applied;
        }
    }
    Commit published = transaction.takeCommit();
    if (published.changesCatalog) {
        // If this fails, the writes are still good: the earlier catalog stays until the next one.
        if (auto loaded = loadCatalog(*m_connection))
            published.catalog = std::move(*loaded);
    }
    if (auto committed = perform(end); !committed) {
        m_connection->rollBack();
        return committed;
    }
    // Before anybody is told of the commit, so that whoever is told reads a new snapshot.
    m_commits->fetch_add(1, std::memory_order_release);
    if (published.changesCatalog)
        m_builder.look();
    published.changesCatalog = published.catalog != nullptr;
    m_publish(std::move(published));
    return Done();
}

} // namespace Store::Sqlite
