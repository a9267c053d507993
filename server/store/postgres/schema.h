// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/result.h"
#include "server/store/address.h"

namespace Store::Postgres {

class Connection;

/// Makes the schema of @p address and its tables where they are missing, in one transaction.
/// @errors Unavailable: a newer program made it, or it cannot be made.
Result<Done> ensureSchema(Connection &connection, const Address &address);

} // namespace Store::Postgres
