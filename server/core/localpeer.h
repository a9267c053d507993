// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <optional>

#include <sys/types.h>

/// The user whose program holds the other end of the local socket @p descriptor, as the kernel
/// knows it; nothing where that is not known. A socket's path says less: in a folder that several
/// users write to, such as `/tmp`, another one may have made it. Any thread.
/// Source: unix(7), SO_PEERCRED.
std::optional<uid_t> userOfPeer(qintptr descriptor);
