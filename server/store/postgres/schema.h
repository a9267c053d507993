// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/result.h"
#include "server/store/address.h"
#include "server/store/migration.h"

namespace Store::Postgres {

class Connection;

/// The version of the tables that are there; 0: there are none.
Result<qint64> schemaVersion(Connection &connection);
/// The version that this program reads and writes.
qint64 writtenVersion();
/// Whether this program reads and writes tables of @p version.
/// @errors Unavailable: a newer or an older program made them.
Result<Done> checkVersion(const Address &address, qint64 version);
/// Waits until no other program makes or changes the schema, until the transaction ends.
Result<Done> lockMaking(Connection &connection, const Address &address);
/// Makes the schema of @p address where it is missing, and tables without a collection in it.
/// @pre there are none, and a transaction with lockMaking() is open.
Result<Done> makeTables(Connection &connection, const Address &address);

/// What is done with tables that an older program made.
enum class Older { Refuse, Migrate };
/// Makes the schema of @p address and its tables where they are missing, in one transaction; with
/// Older::Migrate it also brings older ones up to date. Gives the version that there was before; 0:
/// there was none.
/// @errors Unavailable: a newer or an older program made it, or it cannot be made.
Result<qint64> ensureSchema(Connection &connection, const Address &address, Older older);

/// The same at @p address, over a connection of its own. Gives the version after it, too.
Result<MigrationReport> migrateSchema(const Address &address);

} // namespace Store::Postgres
