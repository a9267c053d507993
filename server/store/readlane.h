// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/store/read.h"

#include <QByteArray>
#include <QByteArrayList>
#include <QHash>

#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace Store {

/// The threads for reads that are not quick, each with a reader of its own. They are started when
/// there is work for them, and go behind all that serves clients.
///
/// Askers take turns, whatever number of jobs each has, and no asker has all threads at once: so
/// many long queries of one hold up the queries of nobody else. submit() may be called from any
/// thread.
class ReadLane final : public ReadQueue
{
public:
    using OpenReader = std::function<Result<std::unique_ptr<Reader>>()>;
    /// How long one job may take; asked as it begins.
    using TimeAllowed = std::function<std::chrono::milliseconds()>;

    /// @p threads: at least 2. @p open is called in each thread.
    ReadLane(int threads, OpenReader open, TimeAllowed allowed);
    /// Finishes the jobs that wait.
    ~ReadLane() override;

    void submit(ReadJob &job) override;

private:
    struct Turn
    {
        std::deque<ReadJob *> waiting;
        int running = 0;
    };

    void run();
    bool mayStart(const Turn &turn) const;
    ReadJob *take();
    void perform(ReadJob &job, Reader &reader) const;

    const int m_most;
    const OpenReader m_open;
    const TimeAllowed m_allowed;
    std::mutex m_mutex; ///< Guards all below.
    std::condition_variable m_wake;
    QHash<QByteArray, Turn> m_turns; ///< By the id of the asker; those who wait or run.
    QByteArrayList m_order; ///< The ids, the next one first.
    int m_waiting = 0; ///< Jobs.
    int m_idle = 0; ///< Threads that wait for a job.
    bool m_ending = false;
    std::vector<std::thread> m_threads;
};

} // namespace Store
