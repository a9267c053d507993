// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <sched.h>

/// How threads share the processors (sched(7)). Thread: each function is about the one that calls.
namespace Scheduling {

/// The thread, and those that it starts from now on, does not interrupt others when it wakes: it
/// waits for its turn, at the same share of the processors. For work that comes in many small
/// pieces: when the thread has its turn, several of them are there, and it wakes less often.
/// Without effect where the system does not know this.
inline void workInBatches()
{
    const sched_param parameters = {};
    (void)::sched_setscheduler(0, SCHED_BATCH, &parameters);
}

} // namespace Scheduling
