// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/request/slowlists.h"

namespace {

using namespace std::chrono_literals;

/// Long enough that who asks for one list after the other spends little of the thread's time on
/// tries, and short enough that a list is quick again soon after the slow ones end.
constexpr auto Remembered = 250ms;
constexpr qsizetype Most = 1000;
constexpr qsizetype LongestQuery = 2000; ///< With a longer one a list is tried each time.

/// Whether to look for, or to remember, how long @p call took last.
bool isMeant(const Call &call)
{
    return call.pace() == Store::Pace::Quick && call.path.id.isEmpty()
        && call.request.query.size() <= LongestQuery;
}

QByteArray keyOf(const Call &call)
{
    return call.asker.id + '\n' + call.request.path + '?' + call.request.query;
}

} // namespace

Store::Pace SlowLists::paceOf(const Call &call, Time::time_point now)
{
    if (m_until.isEmpty() || !isMeant(call))
        return call.pace();
    const auto found = m_until.find(keyOf(call));
    if (found == m_until.end())
        return Store::Pace::Quick;
    if (now < *found)
        return Store::Pace::Long;
    m_until.erase(found);
    return Store::Pace::Quick;
}

void SlowLists::note(const Call &call, Time::time_point began, Time::time_point now)
{
    if (now - began < Store::QuickRead || !isMeant(call))
        return;
    if (m_until.size() >= Most)
        m_until.clear();
    m_until.insert(keyOf(call), now + Remembered);
}
