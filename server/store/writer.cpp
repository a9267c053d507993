// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/writer.h"

#include "server/store/connection.h"

namespace Store {

namespace {

using namespace std::chrono_literals;

constexpr auto IdleTime = 300ms;

} // namespace

Writer::Writer(std::unique_ptr<Connection> connection, std::atomic<quint64> *commits,
               Publish publish)
    : m_connection(std::move(connection))
    , m_commits(commits)
    , m_publish(std::move(publish))
{
    m_thread = std::thread([this] { run(); });
}

Writer::~Writer()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    m_wake.notify_one();
    m_thread.join();
}

void Writer::enqueue(std::unique_ptr<Job> job)
{
    {
        const std::lock_guard lock(m_mutex);
        m_waiting.push_back(std::move(job));
    }
    m_wake.notify_one();
}

void Writer::run()
{
    while (true) {
        Jobs jobs;
        {
            std::unique_lock lock(m_mutex);
            const auto hasWork = [this] { return m_stopping || !m_waiting.empty(); };
            if (m_hasWritten && !m_wake.wait_for(lock, IdleTime, hasWork)) {
                lock.unlock();
                checkpoint();
                continue;
            }
            m_wake.wait(lock, hasWork);
            if (m_waiting.empty())
                return;
            jobs.swap(m_waiting);
        }
        m_hasWritten = true;
        const auto committed = commit(jobs);
        for (const auto &job : jobs)
            job->answer(committed);
    }
}

/// Brings the log into the database while nobody waits: reading from the file itself is quicker
/// than from the log, and the next commits need not do it.
void Writer::checkpoint()
{
    m_hasWritten = false;
    (void)m_connection->execute("PRAGMA wal_checkpoint(PASSIVE)");
    // The file has grown: readers that go by this count map it anew.
    m_commits->fetch_add(1, std::memory_order_release);
}

Result<Done> Writer::applyOne(Job &job, Transaction &transaction)
{
    if (auto savepoint = m_connection->prepare("SAVEPOINT job"); !savepoint || !savepoint->run())
        return failure(Error::Kind::Unavailable, QStringLiteral("The database cannot be written."));
    if (!job.apply(transaction)) {
        if (auto undone = m_connection->prepare("ROLLBACK TO job"); !undone || !undone->run())
            return failure(Error::Kind::Unavailable,
                           QStringLiteral("A write could not be undone."));
    }
    auto released = m_connection->prepare("RELEASE job");
    if (!released || !released->run())
        return failure(Error::Kind::Unavailable, QStringLiteral("The database cannot be written."));
    return Done();
}

Result<Done> Writer::commit(const Jobs &jobs)
{
    Transaction transaction(*m_connection);
    if (auto begun = m_connection->execute("BEGIN IMMEDIATE"); !begun)
        return begun;
    for (const auto &job : jobs) {
        if (auto applied = applyOne(*job, transaction); !applied) {
            (void)m_connection->execute("ROLLBACK");
            return applied;
        }
    }
    std::shared_ptr<const Catalog> catalog;
    if (transaction.isCatalogTouched()) {
        auto loaded = loadCatalog(*m_connection);
        if (loaded)
            catalog = std::move(*loaded);
    }
    if (auto committed = m_connection->execute("COMMIT"); !committed) {
        (void)m_connection->execute("ROLLBACK");
        return committed;
    }
    m_commits->fetch_add(1, std::memory_order_release);
    if (catalog)
        m_publish(std::move(catalog));
    return Done();
}

} // namespace Store
