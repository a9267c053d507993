// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/result.h"

struct sqlite3;

namespace Store::Sqlite {

/// What the last call on @p database refused, as a client may read it. SQLite's own words name our
/// tables and statements: they go to the log, except those of a Conflict, which
/// fieldsOfConflict() reads.
///
/// NotFound: the table of a collection is missing. Whoever asked knew the collection from a
/// catalog, so it was dropped since.
/// Thread: the connection's.
Error errorOf(sqlite3 *database);

/// Whether @p error of a statement says that its collection was dropped.
inline bool isGone(const Error &error)
{
    return error.kind == Error::Kind::NotFound;
}

} // namespace Store::Sqlite
