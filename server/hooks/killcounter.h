// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHash>
#include <QList>

#include <chrono>

namespace Hooks {

/// How often the hooks of a collection may be killed in 10 minutes.
inline constexpr int MaximumKills = 5;

/// Counts the runs that had to be killed, and decides who is refused for it.
///
/// What one client sends must not stop the hooks of a collection for all others. So the kills of
/// one client count once for the collection; a client whose requests led to MaximumKills kills gets
/// one run at a time from then on. Kills of runs that somebody with full rights started count each.
/// A value; times are given, so that a test needs no clock.
class KillCounter
{
public:
    using Time = std::chrono::steady_clock::time_point;

    /// @p client is empty for full rights.
    void add(const QByteArray &collection, const QByteArray &client, Time now);
    /// Whether the collection is to be suspended now. Its counts begin anew then.
    bool takeSuspension(const QByteArray &collection, Time now);
    /// Whether @p client may have only one run at a time.
    bool isRestrained(const QByteArray &collection, const QByteArray &client, Time now);
    /// Its script is another now.
    void forget(const QByteArray &collection) { m_kills.remove(collection); }

private:
    struct Kill
    {
        QByteArray client;
        Time time;
    };

    QList<Kill> *recentKills(const QByteArray &collection, Time now);

    QHash<QByteArray, QList<Kill>> m_kills;
};

} // namespace Hooks
