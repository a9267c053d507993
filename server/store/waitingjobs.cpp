// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/waitingjobs.h"

#include <algorithm>
#include <utility>

namespace Store {

void WaitingJobs::submit(WriteJob &job)
{
    {
        std::unique_lock lock(m_mutex);
        if (m_refusing) {
            // Nobody is called under the lock: who is answered may submit the next job.
            lock.unlock();
            answerAll({&job}, endsWriting());
            return;
        }
        m_waiting.push_back(&job);
    }
    m_wake.notify_one();
}

void WaitingJobs::stop()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    m_wake.notify_one();
}

void WaitingJobs::refuse()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = m_refusing = true;
    }
    m_wake.notify_one();
}

std::optional<WaitingJobs::Jobs> WaitingJobs::take(size_t most,
                                                   std::optional<std::chrono::milliseconds> idle)
{
    const auto hasWork = [this] { return m_stopping || !m_waiting.empty(); };
    while (true) {
        std::unique_lock lock(m_mutex);
        if (idle && !m_wake.wait_for(lock, *idle, hasWork))
            return Jobs();
        m_wake.wait(lock, hasWork);
        if (m_waiting.empty())
            return std::nullopt;
        if (m_refusing) {
            const Jobs refused = std::exchange(m_waiting, {});
            lock.unlock();
            answerAll(refused, endsWriting());
            continue;
        }
        if (m_waiting.size() <= most)
            return std::exchange(m_waiting, {});
        const auto end = m_waiting.begin() + std::ptrdiff_t(most);
        Jobs jobs(m_waiting.begin(), end);
        m_waiting.erase(m_waiting.begin(), end);
        return jobs;
    }
}

} // namespace Store
