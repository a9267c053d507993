// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/hooks/processortime.h"

#include <ctime>

namespace Hooks {

std::chrono::microseconds processorTime(pid_t process)
{
    using namespace std::chrono;
    clockid_t clock = 0;
    timespec used = {};
    // For 0 the function gives the clock of this process.
    if (process <= 0 || clock_getcpuclockid(process, &clock) != 0
        || clock_gettime(clock, &used) != 0)
        return microseconds(0);
    return seconds(used.tv_sec) + duration_cast<microseconds>(nanoseconds(used.tv_nsec));
}

} // namespace Hooks
