// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/store/writejob.h"

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <vector>

namespace Store {

/// The jobs on their way to the thread that writes. Any thread; one thread takes.
class WaitingJobs final
{
public:
    using Jobs = std::vector<WriteJob *>;

    /// @p job must live until it is answered: in this thread, if it has no home and refuse() was
    /// called.
    void submit(WriteJob &job);
    /// take() ends once nothing waits.
    void stop();
    /// The same, and jobs that wait or come later fail.
    void refuse();
    /// Waits for jobs and gives the first @p most of them. Nothing: there are to be no more; none:
    /// no job came for @p idle.
    std::optional<Jobs> take(size_t most,
                             std::optional<std::chrono::milliseconds> idle = std::nullopt);

private:
    std::mutex m_mutex; ///< Guards all that follows.
    std::condition_variable m_wake; ///< There are jobs, or the thread shall end.
    Jobs m_waiting;
    bool m_stopping = false;
    bool m_refusing = false;
};

} // namespace Store
