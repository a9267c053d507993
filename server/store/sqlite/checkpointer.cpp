// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/sqlite/checkpointer.h"

#include "server/store/sqlite/connection.h"

#include <pthread.h>

namespace Store::Sqlite {

Checkpointer::Checkpointer(std::unique_ptr<Connection> connection)
    : m_connection(std::move(connection))
{
    m_thread = std::thread([this] { run(); });
}

Checkpointer::~Checkpointer()
{
    {
        const std::lock_guard lock(m_mutex);
        m_isEnding = true;
    }
    m_wake.notify_one();
    m_thread.join();
}

void Checkpointer::begin()
{
    {
        const std::lock_guard lock(m_mutex);
        m_isAtWork = true;
    }
    m_wake.notify_one();
}

bool Checkpointer::isAtWork() const
{
    const std::lock_guard lock(m_mutex);
    return m_isAtWork;
}

void Checkpointer::wait()
{
    std::unique_lock lock(m_mutex);
    m_done.wait(lock, [this] { return !m_isAtWork; });
}

void Checkpointer::run()
{
    ::pthread_setname_np(::pthread_self(), "checkpoint"); // as top and gdb show it
    std::unique_lock lock(m_mutex);
    while (true) {
        m_wake.wait(lock, [this] { return m_isAtWork || m_isEnding; });
        if (m_isEnding)
            return;
        lock.unlock();
        // PASSIVE waits for nobody, and nobody for it. What fails is done at the next time.
        (void)m_connection->execute("PRAGMA wal_checkpoint(PASSIVE)");
        lock.lock();
        m_isAtWork = false;
        m_done.notify_one();
    }
}

} // namespace Store::Sqlite
