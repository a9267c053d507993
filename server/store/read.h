// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/result.h"
#include "server/core/stopflag.h"
#include "server/store/quickask.h"
#include "server/store/reader.h"

#include <QMetaObject>
#include <QObject>

#include <atomic>
#include <chrono>
#include <coroutine>
#include <optional>
#include <type_traits>
#include <utility>

namespace Store {

/// How long a thread that serves clients may read at once: what takes longer is for a reader lane,
/// so that no query holds up the other clients of its thread.
inline constexpr std::chrono::milliseconds QuickRead{2};

/// Who waits for what is read. A value.
struct Asker
{
    QByteArray id = {}; ///< Those with one id share the time of one; empty: the program itself.
    StopFlag gone = {}; ///< True once nobody waits any more, which ends the read; null: somebody.
};

/// Whether work is tried in the thread that asks before a lane does it, or known to take long.
enum class Pace { Quick, Long };

/// One piece of reading work for a ReadLane, which does not own it.
class ReadJob
{
public:
    /// @pre asker lives until the job is answered.
    explicit ReadJob(const Asker &asker)
        : m_asker(asker)
    {
    }
    virtual ~ReadJob() = default;
    ReadJob(const ReadJob &) = delete;
    ReadJob &operator=(const ReadJob &) = delete;

    /// Who waits for it: the lane lets askers take turns.
    const Asker &asker() const { return m_asker; }
    /// Does the work, in a thread of the lane.
    virtual void perform(Reader &reader) = 0;
    /// Takes an error for the result of the work.
    virtual void fail(Failure failed) = 0;
    /// Called exactly once, as the last call on a job, in a thread of the lane.
    virtual void answer() = 0;

private:
    const Asker &m_asker;
};

/// Does reading work in threads of its own. Any thread.
class ReadQueue
{
public:
    virtual ~ReadQueue() = default;
    /// Performs @p job, which must live until it is answered.
    virtual void submit(ReadJob &job) = 0;
};

/// Work that reads, for a coroutine to await: @p Work is a function of a Reader that gives a
/// Result<T>. What is quick is done at once, without a suspension. Where the rows come from another
/// machine it is begun at once, and done again from its beginning when they are there. What is not
/// quick ends at QuickRead and is done again by a thread of the queue; then the coroutine goes on
/// in the thread of its home. So quick work must not change anything outside of its result. Long
/// work is done once, by a thread of the queue.
///
/// It lies in the coroutine's frame.
template<typename T, typename Work>
class Read final : public ReadJob, private QuickAsk
{
public:
    /// @p own: the reader of the calling thread. @p queue: null where all work is done at once.
    /// @pre home and asker live until the coroutine goes on.
    Read(Reader &own, ReadQueue *queue, QObject *home, const Asker &asker, Work work, Pace pace)
        : ReadJob(asker)
        , m_own(own)
        , m_queue(queue)
        , m_home(home)
        , m_work(std::move(work))
        , m_pace(pace)
    {
    }

    /// Does quick work in this thread. True: it is done, with a result or an error.
    bool await_ready()
    {
        if (!m_queue) {
            m_result.emplace(m_work(m_own));
            return true;
        }
        return m_pace == Pace::Quick && isDoneQuickly();
    }
    /// The work waits for rows, or took longer than QuickRead, or is known to. What it gave, an
    /// error, is dropped.
    void await_suspend(std::coroutine_handle<> waiter)
    {
        m_waiter = waiter;
        if (state != State::Asked)
            doInQueue();
    }
    Result<T> await_resume()
    {
        // Sees all that the lane wrote. Qt's event queue orders the two threads as well, but is not
        // built with the thread sanitizer.
        (void)m_isAnswered.load(std::memory_order_acquire);
        return std::move(*m_result);
    }

    /// Whether the queue did it.
    bool wasQueued() const { return m_wasQueued; }

    void perform(Reader &reader) override { m_result.emplace(m_work(reader)); }
    void fail(Failure failed) override { m_result.emplace(std::move(failed)); }
    /// Posts, because the coroutine and its frame belong to the thread of the home.
    void answer() override
    {
        m_isAnswered.store(true, std::memory_order_release);
        QMetaObject::invokeMethod(
            m_home, [waiter = m_waiter] { waiter.resume(); }, Qt::QueuedConnection);
    }

private:
    /// Tries the work in this thread.
    bool isDoneQuickly()
    {
        const TimeLimit limit(m_own, QuickRead, {});
        m_own.readQuickly(this);
        m_result.emplace(m_work(m_own));
        m_own.readQuickly(nullptr);
        return !limit.isExceeded() && (state == State::Untouched || state == State::Arrived);
    }
    void arrived() override
    {
        if (state == State::Failed)
            m_result.emplace(failure(error));
        if (state == State::Failed || (state == State::Arrived && isDoneQuickly()))
            m_waiter.resume();
        else
            doInQueue();
    }
    void doInQueue()
    {
        m_result.reset();
        m_wasQueued = true;
        m_queue->submit(*this);
    }

    Reader &m_own;
    ReadQueue *m_queue;
    QObject *m_home; ///< The coroutine goes on in its thread.
    Work m_work;
    Pace m_pace;
    std::optional<Result<T>> m_result; ///< Nothing until the work was done once.
    bool m_wasQueued = false;
    std::atomic<bool> m_isAnswered = false; ///< By a thread of the queue.
    std::coroutine_handle<> m_waiter; ///< Null while nothing is awaited.
};

/// The Read of @p work. Its type follows from what @p work gives: a Result<T>.
template<typename Work>
auto readOver(Reader &own, ReadQueue *queue, QObject *home, const Asker &asker, Work work,
              Pace pace = Pace::Quick)
{
    using Output = typename std::invoke_result_t<Work &, Reader &>::Value;
    return Read<Output, Work>(own, queue, home, asker, std::move(work), pace);
}

} // namespace Store
