// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/hooks/killcounter.h"

#include <QSet>

#include <algorithm>

namespace Hooks {

namespace {

using namespace std::chrono_literals;

constexpr auto Window = 10min;
constexpr qsizetype MostKept = 1000; ///< Of a collection: many clients are no reason to grow.

} // namespace

QList<KillCounter::Kill> *KillCounter::recentKills(const QByteArray &collection, Time now)
{
    const auto kills = m_kills.find(collection);
    if (kills == m_kills.end())
        return nullptr;
    kills->removeIf([now](const Kill &kill) { return now - kill.time > Window; });
    if (!kills->isEmpty())
        return &*kills;
    m_kills.erase(kills);
    return nullptr;
}

void KillCounter::add(const QByteArray &collection, const QByteArray &client, Time now)
{
    QList<Kill> &kills = m_kills[collection];
    if (kills.size() >= MostKept)
        kills.removeFirst();
    kills.append({client, now});
}

bool KillCounter::takeSuspension(const QByteArray &collection, Time now)
{
    const QList<Kill> *kills = recentKills(collection, now);
    if (!kills)
        return false;
    QSet<QByteArray> clients;
    int count = 0;
    for (const Kill &kill : *kills) {
        if (kill.client.isEmpty() || !clients.contains(kill.client))
            ++count;
        clients.insert(kill.client);
    }
    if (count < MaximumKills)
        return false;
    forget(collection);
    return true;
}

bool KillCounter::isRestrained(const QByteArray &collection, const QByteArray &client, Time now)
{
    if (client.isEmpty())
        return false;
    const QList<Kill> *kills = recentKills(collection, now);
    return kills
        && std::count_if(kills->cbegin(), kills->cend(),
                         [&](const Kill &kill) { return kill.client == client; })
        >= MaximumKills;
}

} // namespace Hooks
