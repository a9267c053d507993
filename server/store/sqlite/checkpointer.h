// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>

namespace Store::Sqlite {

class Connection;

/// Brings the log into the database beside a writer that goes on writing, in a thread of its own.
/// What is written meanwhile stays in the log, so the log never ends this way: the writer brings
/// the short rest over by itself (SQLite manual, "Write-Ahead Logging", section 3.2).
/// begin(), isAtWork() and wait() may be called from any thread, one at a time.
class Checkpointer final
{
public:
    explicit Checkpointer(std::unique_ptr<Connection> connection);
    /// Waits for a checkpoint that is under way.
    ~Checkpointer();

    /// Begins a checkpoint. @pre none is under way
    void begin();
    bool isAtWork() const;
    /// Waits until none is under way.
    void wait();

private:
    void run();

    std::unique_ptr<Connection> m_connection; ///< Used by the thread alone, once it runs.
    mutable std::mutex m_mutex; ///< Guards what follows.
    std::condition_variable m_wake;
    std::condition_variable m_done;
    bool m_isAtWork = false;
    bool m_isEnding = false;
    std::thread m_thread;
};

} // namespace Store::Sqlite
