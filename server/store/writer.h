// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/result.h"
#include "server/store/transaction.h"

#include <atomic>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace Store {

class Connection;

/// The one thread that writes. It takes all jobs that wait, applies each in a savepoint of one
/// transaction, commits once, and only then answers them all: group commit (DESIGN.md section 2).
/// submit() may be called from any thread; answers are given in the writer's thread.
class Writer final
{
public:
    using Publish = std::function<void(std::shared_ptr<const Catalog>)>;

    /// @p commits counts each commit and each checkpoint; after a commit @p publish gets a new
    /// catalog if it was touched, then the jobs are answered.
    Writer(std::unique_ptr<Connection> connection, std::atomic<quint64> *commits, Publish publish);
    /// Finishes the jobs that wait.
    ~Writer();

    /// Runs @p work in the next group. When its result is an error, its changes are undone.
    /// @p answer gets the result once it is on disk, or the error that kept it from there.
    template<typename T>
    void submit(std::function<Result<T>(Transaction &)> work, std::function<void(Result<T>)> answer)
    {
        enqueue(std::make_unique<JobOf<T>>(std::move(work), std::move(answer)));
    }

private:
    struct Job
    {
        virtual ~Job() = default;
        virtual bool apply(Transaction &transaction) = 0; ///< False: undo.
        virtual void answer(const Result<Done> &committed) = 0;
    };

    template<typename T>
    struct JobOf final : Job
    {
        JobOf(std::function<Result<T>(Transaction &)> toDo, std::function<void(Result<T>)> toAnswer)
            : work(std::move(toDo))
            , give(std::move(toAnswer))
        {
        }
        bool apply(Transaction &transaction) override
        {
            result.emplace(work(transaction));
            return result->hasValue();
        }
        void answer(const Result<Done> &committed) override
        {
            const bool lost = !result || (result->hasValue() && !committed);
            give(lost ? Result<T>(failure(committed)) : std::move(*result));
        }
        std::function<Result<T>(Transaction &)> work;
        std::function<void(Result<T>)> give;
        std::optional<Result<T>> result;
    };

    using Jobs = std::vector<std::unique_ptr<Job>>;

    void enqueue(std::unique_ptr<Job> job);
    void run();
    void checkpoint();
    Result<Done> commit(const Jobs &jobs);
    Result<Done> applyOne(Job &job, Transaction &transaction);

    std::unique_ptr<Connection> m_connection; ///< Used by the writer's thread alone, once it runs.
    std::atomic<quint64> *m_commits;
    Publish m_publish;
    std::mutex m_mutex; ///< Guards m_waiting and m_stopping.
    std::condition_variable m_wake;
    Jobs m_waiting;
    bool m_stopping = false;
    bool m_hasWritten = false; ///< Since the last checkpoint; used by the writer's thread alone.
    std::thread m_thread;
};

} // namespace Store
