// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/result.h"
#include "server/store/migration.h"

#include <QString>

namespace Store::Sqlite {

class Connection;

/// `PRAGMA application_id` of our files: "HKDS".
inline constexpr qint64 ApplicationId = 0x484b4453;

/// What tells whose file a database is.
struct FileFacts
{
    qint64 application = 0; ///< `PRAGMA application_id`.
    qint64 version = 0; ///< `PRAGMA user_version`.
    bool isEmpty = true; ///< It has no tables.
};

/// Reads them from an open database. @errors Unavailable: it cannot be read.
Result<FileFacts> factsOf(Connection &connection);
/// @errors Unavailable: a database of another program, or of a newer Hookdesk.
Result<Done> checkFacts(const FileFacts &facts);
/// Whether it is of the version that this program writes.
bool isCurrent(const FileFacts &facts);

/// As Store::migrate(), for a file.
Result<MigrationReport> migrateFile(const QString &path);

/// Brings the file behind @p connection to the schema of this program, in one transaction.
/// A file of another program or of a newer Hookdesk is refused and left untouched.
/// @errors Unavailable.
Result<Done> migrate(Connection &connection);

} // namespace Store::Sqlite
