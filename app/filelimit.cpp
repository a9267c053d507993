// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/filelimit.h"

#include <algorithm>

#include <sys/resource.h>

void raiseFileLimit()
{
    constexpr rlim_t Most = 65536;
    rlimit limit = {};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= Most)
        return;
    limit.rlim_cur = std::min(limit.rlim_max, Most);
    // Without it the server works as before, with fewer connections.
    (void)setrlimit(RLIMIT_NOFILE, &limit);
}
