// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/remoteclient.h"
#include "server/core/pending.h"

#include <QString>

#include <optional>

/// Asks the program that serves the database file @p path on this machine how it is reached; see
/// server/door.h. Nothing: it lets nobody in, or its network is closed. Thread: that of an event
/// loop.
Pending<std::optional<RemoteClient::Address>> joinServerOf(const QString &path);
