// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/result.h"

#include <coroutine>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

class QObject;

namespace Store {

class Transaction;

/// One piece of work for a WriteQueue, which does not own it.
class WriteJob
{
public:
    /// It is answered in the thread of @p home; without one, in the thread that writes.
    explicit WriteJob(QObject *home)
        : m_home(home)
    {
    }
    virtual ~WriteJob() = default;
    WriteJob(const WriteJob &) = delete;
    WriteJob &operator=(const WriteJob &) = delete;

    /// Null: the job is answered in the thread that writes.
    QObject *home() const { return m_home; }
    /// Makes the changes, in the thread that writes. False: undo them.
    virtual bool apply(Transaction &transaction) = 0;
    /// Called exactly once, as the last call on a job: @p committed says whether the changes are on
    /// disk.
    virtual void answer(const Result<Done> &committed) = 0;

private:
    QObject *m_home;
};

/// Takes work that writes, applies each piece as a whole or not at all, and answers it when it is
/// on disk. Any thread.
class WriteQueue
{
public:
    virtual ~WriteQueue() = default;
    /// Applies @p job, which must live until it is answered.
    virtual void submit(WriteJob &job) = 0;
};

/// Answers @p jobs in the threads of their homes, or in this one.
void answerAll(const std::vector<WriteJob *> &jobs, const Result<Done> &committed);
/// The error of a job that comes after the end of writing.
Failure endsWriting();

/// What a job's work gives, kept until it is on disk.
template<typename T>
class WriteResult
{
public:
    /// Keeps what @p work gives; false where that is an error.
    template<typename Work>
    bool make(Work &work, Transaction &transaction)
    {
        m_result.emplace(work(transaction));
        return m_result->hasValue();
    }
    /// Keeps a result for which nothing has to be written.
    void set(Result<T> result) { m_result.emplace(std::move(result)); }
    /// The result, or the error that kept it from the disk.
    void settle(const Result<Done> &committed)
    {
        if (!m_result || (m_result->hasValue() && !committed))
            m_result.emplace(failure(committed));
    }
    /// @pre settle() or set() was called; once.
    Result<T> take() { return std::move(*m_result); }

private:
    std::optional<Result<T>> m_result;
};

/// A job that calls a function with its result. It owns itself from begin() to its answer, for
/// those who start a write and do not wait.
template<typename T>
class CallbackWrite final : public WriteJob
{
public:
    using Work = std::function<Result<T>(Transaction &)>;

    /// Runs @p work; @p answer gets its result, in the thread that writes.
    static void begin(WriteQueue &queue, Work work, std::function<void(Result<T>)> answer)
    {
        queue.submit(*new CallbackWrite(std::move(work), std::move(answer)));
    }
    bool apply(Transaction &transaction) override { return m_result.make(m_work, transaction); }
    /// Frees the job, after the function was called.
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

    Work m_work; ///< Called once, by apply().
    std::function<void(Result<T>)> m_answer; ///< Called once, by answer().
    WriteResult<T> m_result;
};

/// A job that a coroutine awaits: @p Work is a function of a Transaction that gives a Result<T>.
/// The job lies in the coroutine's frame, so that neither thread frees what the other allocated.
/// The coroutine goes on in the thread of its home.
template<typename T, typename Work = std::function<Result<T>(Transaction &)>>
class AwaitedWrite final : public WriteJob
{
public:
    /// @pre home lives until the job is answered.
    AwaitedWrite(WriteQueue &queue, QObject *home, Work work)
        : WriteJob(home)
        , m_queue(&queue)
        , m_work(std::move(work))
    {
    }
    /// One that is done already, with @p result.
    explicit AwaitedWrite(Result<T> result)
        : WriteJob(nullptr)
    {
        m_result.set(std::move(result));
    }

    /// True only for a job that is done already.
    bool await_ready() const noexcept { return m_queue == nullptr; }
    /// The job may be answered, and its frame be gone, before submit() comes back: nothing of it is
    /// touched afterwards.
    void await_suspend(std::coroutine_handle<> waiter)
    {
        m_waiter = waiter;
        m_queue->submit(*this);
    }
    /// What the work gave, or the error that kept it from the disk.
    Result<T> await_resume() { return m_result.take(); }

    bool apply(Transaction &transaction) override { return m_result.make(*m_work, transaction); }
    void answer(const Result<Done> &committed) override
    {
        m_result.settle(committed);
        m_waiter.resume();
    }

private:
    WriteQueue *m_queue = nullptr; ///< Null when the result is there.
    std::optional<Work> m_work; ///< Nothing when the result is there.
    WriteResult<T> m_result;
    std::coroutine_handle<> m_waiter; ///< Goes on when the job is answered.
};

} // namespace Store
