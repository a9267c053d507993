// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/result.h"
#include "server/store/address.h"

namespace Store::Postgres {

class Connection;

/// The version of the tables that are there; 0: there are none.
Result<qint64> schemaVersion(Connection &connection);
/// Whether this program reads and writes tables of @p version.
/// @errors Unavailable: a newer or an older program made them.
Result<Done> checkVersion(const Address &address, qint64 version);
/// Waits until no other program makes or changes the schema, until the transaction ends.
Result<Done> lockMaking(Connection &connection, const Address &address);
/// Makes the schema of @p address where it is missing, and tables without a collection in it.
/// @pre there are none, and a transaction with lockMaking() is open.
Result<Done> makeTables(Connection &connection, const Address &address);

/// Makes the schema of @p address and its tables where they are missing, in one transaction.
/// @errors Unavailable: a newer program made it, or it cannot be made.
Result<Done> ensureSchema(Connection &connection, const Address &address);

} // namespace Store::Postgres
