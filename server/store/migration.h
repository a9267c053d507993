// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/result.h"

#include <QString>

namespace Store {

/// The version of a database before and after a migration; 0: there was none. A value.
struct MigrationReport
{
    qint64 before = 0;
    qint64 now = 0;
};

/// Brings the database at @p address (see Database::open()) to the version that this program
/// writes, and makes it where there is none. Servers of the version before may have a schema of
/// PostgreSQL open meanwhile; a file nobody. Any thread.
/// @errors Unavailable: a newer program made it, it is served, or it is not reached.
Result<MigrationReport> migrate(const QString &address);

} // namespace Store
