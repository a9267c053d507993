// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/result.h"

#include <QString>

namespace Store::Sqlite {

/// Whether @p path may be opened as a database of ours: it is one, or it is missing or empty, or a
/// SQLite file without tables. Look before opening for writing: SQLite changes the journal mode of
/// whatever it opens. The file is read alone, and no other process notices.
/// @errors Unavailable: another program's database, no database, no file, or a newer Hookdesk's.
/// Any thread, unless this process has a connection to @p path that is not FileLock's: closing the
/// file would drop the locks of SQLite.
Result<Done> checkHeader(const QString &path);

/// Why there is no file at @p path to be read: it does not exist, or this user may not look into
/// its folder. Any thread.
Failure noDatabaseAt(const QString &path);

/// Whether the header of @p path names us, however damaged the rest is. As above.
bool hasOurHeader(const QString &path);

} // namespace Store::Sqlite
