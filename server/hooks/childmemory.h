// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <chrono>

#include <sys/types.h>

namespace Hooks {

/// How much of its memory a hook host has used, so that it gets no more runs before those that it
/// has use it up. Thread: the hooks'.
class ChildMemory final
{
public:
    using Time = std::chrono::steady_clock;

    /// @p process was just made: what it has is what all have.
    void begin(pid_t process);
    /// Whether it uses more than half of @p heapMegabytes. Looks at most every 2 ms, since many
    /// runs may begin in that time. False where the system does not tell.
    bool isHalfUsed(int heapMegabytes);

private:
    pid_t m_process = 0;
    qint64 m_atFirst = 0; ///< Bytes of addresses, which are what its limit counts.
    qint64 m_now = 0;
    Time::time_point m_looked;
};

} // namespace Hooks
