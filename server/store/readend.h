// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/stopflag.h"

#include <chrono>
#include <optional>
#include <utility>

namespace Store {

/// When what a connection does has to end: the server stops, the one who asked is gone, or the time
/// is over. The thread of the connection; the flags are set by any.
class ReadEnd final
{
public:
    using Moment = std::chrono::steady_clock::time_point;

    /// Set when the server stops.
    void stopBy(StopFlag stop) { m_stop = std::move(stop); }
    /// For what is done from now on. Nothing: it may take as long as it likes.
    void set(std::optional<Moment> end, StopFlag gone)
    {
        m_end = end;
        m_gone = std::move(gone);
        m_isPast = false;
    }
    std::optional<Moment> end() const { return m_end; }
    /// Whether it has to end now.
    bool isReached()
    {
        if (isSet(m_stop) || isSet(m_gone))
            return true;
        if (m_end && std::chrono::steady_clock::now() >= *m_end)
            m_isPast = true;
        return m_isPast;
    }
    /// Whether isReached() has found the time over since set().
    bool isPast() const { return m_isPast; }

private:
    static bool isSet(const StopFlag &flag)
    {
        // Relaxed, because the flags guard no other data.
        return flag && flag->load(std::memory_order_relaxed);
    }

    StopFlag m_stop;
    StopFlag m_gone;
    std::optional<Moment> m_end;
    bool m_isPast = false;
};

} // namespace Store
