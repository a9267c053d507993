// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/request/call.h"

#include <chrono>

/// Which lists took long lately: the thread that serves clients does not try those again, since
/// each try takes all of Store::QuickRead from its other clients. Only the same request of the same
/// asker is meant: others of a key must not wait behind the slow lists of one. Thread: one.
class SlowLists final
{
public:
    using Time = std::chrono::steady_clock;

    /// How to read the list that @p call asks for.
    Store::Pace paceOf(const Call &call, Time::time_point now);
    /// That it took so long.
    void note(const Call &call, std::chrono::microseconds took, Time::time_point now);

private:
    QHash<QByteArray, Time::time_point> m_until; ///< By asker, path and query.
};
