// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/pending.h"
#include "server/store/standing.h"

#include <QString>

/// Looks in another thread whether the database of PostgreSQL at @p address could be served here.
/// Thread: that of the event loop.
Pending<Store::Standing> tryDatabase(const QString &address);
