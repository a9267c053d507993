// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <chrono>

/// What keeps a hook host from everything but its socket. Linux only.
namespace HookHost::Cage {

/// Refuses executable memory to this process and its children. To be called before the engine is
/// made: it asks once, and then interprets scripts and regular expressions alike.
/// @return false when it could not be set.
bool forbidExecutableMemory();

/// The system-call filter as a BPF program. Made once in the zygote, because making it takes longer
/// than a fork. Empty when libseccomp fails; then no child may be forked.
QByteArray makeFilter();

/// Locks the calling process in: limits of memory, CPU time and descriptors, no new privileges, no
/// core dumps, death with its parent, and @p filter. To be called before any user code runs.
/// @return false when any part could not be set; the caller must end then.
bool lock(const QByteArray &filter, int heapMegabytes);

} // namespace HookHost::Cage
