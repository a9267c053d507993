// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/jobs/schedule.h"

namespace Jobs {

namespace {

/// Clocks that go back further are taken for mended, not for daylight saving. Source: cron(8).
constexpr qint64 LongestStep = 3 * 3600;

} // namespace

void Schedule::plan(const QByteArray &job, Entry &entry, std::optional<qint64> next)
{
    if (entry.next)
        m_order.erase({*entry.next, job});
    entry.next = next;
    if (next)
        m_order.emplace(*next, job);
}

/// The next time that is still to come at @p now, when nothing is to be made up for.
std::optional<qint64> Schedule::nextFrom(const Timing &timing, qint64 now)
{
    const bool isRepeated =
        timing.since > now && timing.since - now <= LongestStep && !timing.crontab.isWildcard();
    return timing.crontab.next(isRepeated ? timing.since : now, timing.zone);
}

void Schedule::set(const QByteArray &job, const Timing &timing, qint64 now)
{
    auto found = m_entries.find(job);
    if (found == m_entries.end())
        found = m_entries.insert(job, {timing, std::nullopt});
    found->timing = timing;
    std::optional<qint64> next;
    if (timing.isActive && timing.catchesUp && timing.since < now)
        next = timing.crontab.next(timing.since, timing.zone); // it may have been missed
    else if (timing.isActive)
        next = nextFrom(timing, now);
    plan(job, *found, next);
    found->isMissed = next && *next <= now;
}

void Schedule::remove(const QByteArray &job)
{
    const auto found = m_entries.find(job);
    if (found == m_entries.end())
        return;
    plan(job, *found, std::nullopt);
    m_entries.erase(found);
}

std::optional<qint64> Schedule::next() const
{
    return m_order.empty() ? std::nullopt : std::optional(m_order.begin()->first);
}

std::optional<qint64> Schedule::next(const QByteArray &job) const
{
    const auto found = m_entries.constFind(job);
    return found == m_entries.cend() ? std::nullopt : found->next;
}

std::vector<Schedule::Due> Schedule::take(qint64 now)
{
    std::vector<Due> all;
    while (!m_order.empty() && m_order.begin()->first <= now) {
        const auto [time, job] = *m_order.begin();
        Entry &entry = m_entries.find(job).value();
        const bool isMissed = entry.isMissed || now - time >= Grace;
        entry.isMissed = false;
        if (isMissed && !entry.timing.catchesUp) {
            // What was due in the last minute is not lost.
            const qint64 after = std::max(time, now - Grace);
            plan(job, entry, entry.timing.crontab.next(after, entry.timing.zone));
            continue;
        }
        // One run makes up for all that were missed until now.
        entry.timing.since = isMissed ? now : time;
        all.push_back({job, time, entry.timing.since, isMissed ? Trigger::CatchUp : Trigger::Cron,
                       isRunning(job)});
        plan(job, entry, entry.timing.crontab.next(entry.timing.since, entry.timing.zone));
    }
    return all;
}

void Schedule::clockStepped(qint64 now)
{
    for (auto entry = m_entries.begin(); entry != m_entries.end(); ++entry) {
        if (entry->next && *entry->next > now)
            plan(entry.key(), *entry, nextFrom(entry->timing, now));
    }
}

} // namespace Jobs
