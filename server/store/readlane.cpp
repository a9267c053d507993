// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/readlane.h"

#include <sys/resource.h>
#include <unistd.h>

namespace Store {

namespace {

Failure tookTooLong(std::chrono::milliseconds allowed)
{
    return failure(Error::Kind::QueryTimeout,
                   QStringLiteral("The query took longer than the %1 ms that the setting "
                                  "limits.queryTime allows. An index on the fields that it "
                                  "compares would help; explain=true shows which it uses.")
                       .arg(allowed.count()));
}

} // namespace

ReadLane::ReadLane(int threads, OpenReader open, TimeAllowed allowed)
    : m_most(threads)
    , m_open(std::move(open))
    , m_allowed(std::move(allowed))
{
}

ReadLane::~ReadLane()
{
    {
        const std::lock_guard lock(m_mutex);
        m_ending = true;
    }
    m_wake.notify_all();
    for (std::thread &thread : m_threads)
        thread.join();
}

void ReadLane::submit(ReadJob &job)
{
    {
        const std::lock_guard lock(m_mutex);
        const QByteArray &id = job.asker().id;
        if (!m_turns.contains(id))
            m_order.append(id);
        m_turns[id].waiting.push_back(&job);
        ++m_waiting;
        // Threads that wait for work come first; each thread costs a connection.
        if (m_idle < m_waiting && int(m_threads.size()) < m_most)
            m_threads.emplace_back([this] { run(); });
    }
    m_wake.notify_one();
}

void ReadLane::run()
{
    // Linux gives each thread a priority of its own.
    constexpr int Behind = 5;
    (void)::setpriority(PRIO_PROCESS, id_t(::gettid()), Behind);
    ::pthread_setname_np(::pthread_self(), "reader"); // as top and gdb show it
    // In this thread, because a connection must stay in the thread that opened it. Source: Qt,
    // "Threads and the SQL Module".
    auto reader = m_open();
    std::unique_lock lock(m_mutex);
    for (;;) {
        ReadJob *job = nullptr;
        ++m_idle;
        m_wake.wait(lock, [&] { return (job = take()) || (m_ending && m_waiting == 0); });
        --m_idle;
        if (!job)
            return;
        const QByteArray id = job->asker().id;
        lock.unlock();
        // The database may be readable again since the last job.
        if (!reader)
            reader = m_open();
        if (reader)
            perform(*job, **reader);
        else
            job->fail(failure(reader));
        job->answer();
        lock.lock();
        Turn &turn = m_turns[id];
        if (--turn.running == 0 && turn.waiting.empty()) {
            m_turns.remove(id);
            m_order.removeOne(id);
        }
        m_wake.notify_all(); // of this asker another may start
    }
}

bool ReadLane::mayStart(const Turn &turn) const
{
    return !turn.waiting.empty() && (turn.running < m_most - 1 || m_ending);
}

/// The next job whose turn it is; null: none may start now.
ReadJob *ReadLane::take()
{
    for (qsizetype i = 0; i < m_order.size(); ++i) {
        const QByteArray id = m_order[i];
        Turn &turn = m_turns[id];
        if (!mayStart(turn))
            continue;
        ReadJob *job = turn.waiting.front();
        turn.waiting.pop_front();
        ++turn.running;
        --m_waiting;
        m_order.move(i, m_order.size() - 1);
        return job;
    }
    return nullptr;
}

void ReadLane::perform(ReadJob &job, Reader &reader) const
{
    const auto allowed = m_allowed();
    const TimeLimit limit(reader, allowed, job.asker().gone);
    job.perform(reader);
    if (limit.isExceeded())
        job.fail(tookTooLong(allowed));
    // A snapshot that stays open would keep the log from being brought into the file.
    reader.endSnapshot();
}

} // namespace Store
