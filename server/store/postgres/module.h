// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/result.h"

namespace Store::Postgres {

struct Driver;

/// What the module hookdesk-postgres.so offers; it is loaded at the first call. Any thread.
/// @errors Unavailable: it is not installed, or belongs to another version.
Result<const Driver *> loadedDriver();

} // namespace Store::Postgres
