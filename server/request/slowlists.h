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

    /// How to read what @p call asks for, a list or a document.
    Store::Pace paceOf(const Call &call, Time::time_point now);
    /// That this, which was not read at once, took from @p began until @p now.
    void note(const Call &call, Time::time_point began, Time::time_point now);

private:
    QHash<QByteArray, Time::time_point> m_until; ///< By asker, path and query.
};
