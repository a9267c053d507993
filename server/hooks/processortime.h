// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>

#include <sys/types.h>

namespace Hooks {

/// The processor time that @p process, another one of this user, has used since it began; 0 when it
/// is 0 or has ended. Any thread. Source: clock_getcpuclockid(3).
std::chrono::microseconds processorTime(pid_t process);

} // namespace Hooks
