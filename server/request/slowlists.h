// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/store/read.h"

#include <QByteArray>
#include <QHash>

#include <chrono>

/// Which lists took long lately: the thread that serves clients does not try those again, since
/// each try takes all of Store::QuickRead from its other clients. Thread: one.
class SlowLists final
{
public:
    using Time = std::chrono::steady_clock;

    /// How to read a list of @p collection for @p asker.
    Store::Pace paceOf(const QByteArray &asker, const QByteArray &collection, Time::time_point now);
    /// That such a list took so long. Only one of Quick pace tells anything of the next.
    void note(const QByteArray &asker, const QByteArray &collection, std::chrono::microseconds took,
              Time::time_point now);

private:
    QHash<QByteArray, Time::time_point> m_until; ///< By asker and collection.
};
