// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/readlane.h"

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
        m_waiting.push_back(&job);
        if (m_idle < int(m_waiting.size()) && int(m_threads.size()) < m_most)
            m_threads.emplace_back([this] { run(); });
    }
    m_wake.notify_one();
}

void ReadLane::run()
{
    auto reader = m_open();
    std::unique_lock lock(m_mutex);
    for (;;) {
        ++m_idle;
        m_wake.wait(lock, [this] { return m_ending || !m_waiting.empty(); });
        --m_idle;
        if (m_waiting.empty())
            return;
        ReadJob &job = *m_waiting.front();
        m_waiting.pop_front();
        lock.unlock();
        if (reader)
            perform(job, **reader);
        else
            job.fail(failure(reader));
        job.answer();
        if (!reader)
            reader = m_open();
        lock.lock();
    }
}

void ReadLane::perform(ReadJob &job, Reader &reader) const
{
    const auto allowed = m_allowed();
    const TimeLimit limit(reader, allowed);
    job.perform(reader);
    if (limit.isExceeded())
        job.fail(tookTooLong(allowed));
    reader.endSnapshot();
}

} // namespace Store
