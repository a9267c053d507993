// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/result.h"
#include "server/store/tables.h"
#include "server/store/transaction.h"

#include <QByteArray>

#include <atomic>
#include <condition_variable>
#include <coroutine>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

class QObject;

namespace Store {

class Connection;

/// One piece of work for the Writer, which does not own it.
class WriteJob
{
public:
    /// It is answered in the thread of @p home; without one, in the writer's.
    explicit WriteJob(QObject *home)
        : m_home(home)
    {
    }
    virtual ~WriteJob() = default;
    WriteJob(const WriteJob &) = delete;
    WriteJob &operator=(const WriteJob &) = delete;

    QObject *home() const { return m_home; }
    /// Makes the changes, in the writer's thread. False: undo them.
    virtual bool apply(Transaction &transaction) = 0;
    /// The last that is called of a job, once: @p committed says whether its group is on disk.
    virtual void answer(const Result<Done> &committed) = 0;

private:
    QObject *m_home;
};

/// The one thread that writes. It takes all jobs that wait, applies each in a savepoint of one
/// transaction, commits once, and only then answers them all: group commit (DESIGN.md section 2).
/// submit() may be called from any thread.
class Writer final
{
public:
    using Publish = std::function<void(std::shared_ptr<const Catalog>)>;

    /// @p commits counts each commit and each checkpoint; after a commit @p publish gets a new
    /// catalog if it was touched, then the jobs are answered.
    Writer(std::unique_ptr<Connection> connection, std::atomic<quint64> *commits, Publish publish);
    /// Finishes the jobs that wait.
    ~Writer();
    /// Ends the thread after the group that it is writing. Jobs that wait fail, and so do those
    /// that are submitted later, in the thread that submits them if they have no home.
    void end();

    /// Applies @p job with the next group. It must live until it is answered.
    void submit(WriteJob &job);

private:
    using Jobs = std::vector<WriteJob *>;

    void run();
    void checkpoint();
    Result<Done> commit(const Jobs &jobs);
    Result<Done> applyOne(WriteJob &job, Transaction &transaction);
    static void answer(const Jobs &jobs, const Result<Done> &committed);
    Result<Done> perform(const QByteArray &sql);

    std::unique_ptr<Connection> m_connection; ///< Used by the writer's thread alone, once it runs.
    Tables m_tables; ///< Used by the writer's thread alone.
    std::atomic<quint64> *m_commits;
    Publish m_publish;
    std::mutex m_mutex; ///< Guards m_waiting, m_stopping and m_refusing.
    std::condition_variable m_wake;
    Jobs m_waiting;
    bool m_stopping = false;
    bool m_refusing = false; ///< Jobs fail instead of being applied.
    bool m_hasWritten = false; ///< Since the last checkpoint; used by the writer's thread alone.
    std::thread m_thread;
};

/// What a job's work gives, kept until the group is on disk.
template<typename T>
class WriteResult
{
public:
    using Work = std::function<Result<T>(Transaction &)>;

    bool make(const Work &work, Transaction &transaction)
    {
        m_result.emplace(work(transaction));
        return m_result->hasValue();
    }
    void set(Result<T> result) { m_result.emplace(std::move(result)); }
    /// The result, or the error that kept it from the disk.
    void settle(const Result<Done> &committed)
    {
        if (!m_result || (m_result->hasValue() && !committed))
            m_result.emplace(failure(committed));
    }
    Result<T> take() { return std::move(*m_result); }

private:
    std::optional<Result<T>> m_result;
};

/// A job whose answer is a function's business.
template<typename T>
class CallbackWrite final : public WriteJob
{
public:
    using Work = typename WriteResult<T>::Work;

    /// Runs @p work; @p answer gets its result, in the writer's thread.
    static void begin(Writer &writer, Work work, std::function<void(Result<T>)> answer)
    {
        writer.submit(*new CallbackWrite(std::move(work), std::move(answer)));
    }
    bool apply(Transaction &transaction) override { return m_result.make(m_work, transaction); }
    void answer(const Result<Done> &committed) override
    {
        const std::unique_ptr<CallbackWrite> self(this);
        m_result.settle(committed);
        m_answer(m_result.take());
    }

private:
    CallbackWrite(Work work, std::function<void(Result<T>)> answer)
        : WriteJob(nullptr)
        , m_work(std::move(work))
        , m_answer(std::move(answer))
    {
    }

    Work m_work;
    std::function<void(Result<T>)> m_answer;
    WriteResult<T> m_result;
};

/// A job that a coroutine awaits. It lies in the coroutine's frame, so that nothing which one
/// thread allocated is freed by the other. The coroutine goes on in the thread of its home.
template<typename T>
class AwaitedWrite final : public WriteJob
{
public:
    using Work = typename WriteResult<T>::Work;

    /// @pre home lives until the job is answered.
    AwaitedWrite(Writer &writer, QObject *home, Work work)
        : WriteJob(home)
        , m_writer(&writer)
        , m_work(std::move(work))
    {
    }
    /// One that is done already, with @p result.
    explicit AwaitedWrite(Result<T> result)
        : WriteJob(nullptr)
    {
        m_result.set(std::move(result));
    }

    bool await_ready() const noexcept { return m_writer == nullptr; }
    void await_suspend(std::coroutine_handle<> waiter)
    {
        m_waiter = waiter;
        m_writer->submit(*this);
    }
    Result<T> await_resume() { return m_result.take(); }

    bool apply(Transaction &transaction) override { return m_result.make(m_work, transaction); }
    void answer(const Result<Done> &committed) override
    {
        m_result.settle(committed);
        m_waiter.resume();
    }

private:
    Writer *m_writer = nullptr; ///< Null when the result is there.
    Work m_work;
    WriteResult<T> m_result;
    std::coroutine_handle<> m_waiter;
};

} // namespace Store
