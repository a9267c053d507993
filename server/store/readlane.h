// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/store/read.h"

#include <atomic>
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
/// the first such read comes. Jobs are performed in the order in which they come.
/// submit() may be called from any thread.
class ReadLane final : public ReadQueue
{
public:
    using OpenReader = std::function<Result<std::unique_ptr<Reader>>()>;
    /// How long one job may take; asked as it begins.
    using TimeAllowed = std::function<std::chrono::milliseconds()>;

    /// @p open is called in each thread.
    ReadLane(int threads, OpenReader open, TimeAllowed allowed);
    /// Finishes the jobs that wait.
    ~ReadLane() override;

    void submit(ReadJob &job) override;

private:
    void run();
    void perform(ReadJob &job, Reader &reader) const;

    const int m_most;
    const OpenReader m_open;
    const TimeAllowed m_allowed;
    std::mutex m_mutex; ///< Guards all below.
    std::condition_variable m_wake;
    std::deque<ReadJob *> m_waiting;
    int m_idle = 0; ///< Threads that wait for a job.
    bool m_ending = false;
    std::vector<std::thread> m_threads;
};

} // namespace Store
