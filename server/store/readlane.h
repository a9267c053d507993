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
    /// The jobs of one asker.
    struct Turn
    {
        std::deque<ReadJob *> waiting; ///< In the order in which they were submitted.
        int running = 0; ///< Jobs that threads are busy with.
    };

    /// The body of each thread: takes jobs until the lane ends and none waits.
    void run();
    /// Whether one more job of an asker may start: not where it would take the last thread from the
    /// others. At the end nobody else comes, and all may start.
    bool mayStart(const Turn &turn) const;
    /// The next job, whose asker then goes to the end of the order; null: none may start now. The
    /// caller holds the lock.
    ReadJob *take();
    /// Does the work within the time that is allowed, and for as long as somebody waits for it.
    void perform(ReadJob &job, Reader &reader) const;

    const int m_most; ///< Threads.
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
