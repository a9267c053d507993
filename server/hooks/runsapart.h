// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHash>

#include <chrono>

namespace Hooks {

/// The collections whose runs share no child with each other for now: one of them had to be killed
/// in company, and the next would disturb others again. A value; times are given, so that a test
/// needs no clock.
class RunsApart
{
public:
    using Time = std::chrono::steady_clock::time_point;

    static constexpr std::chrono::minutes Duration{10};

    void add(const QByteArray &collection, Time now) { m_ends.insert(collection, now + Duration); }
    bool contains(const QByteArray &collection, Time now)
    {
        const auto found = m_ends.constFind(collection);
        if (found == m_ends.cend())
            return false;
        if (now < *found)
            return true;
        m_ends.erase(found);
        return false;
    }
    /// Its script is another now.
    void forget(const QByteArray &collection) { m_ends.remove(collection); }

private:
    QHash<QByteArray, Time> m_ends;
};

} // namespace Hooks
