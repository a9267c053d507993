// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/result.h"
#include "server/store/key.h"

#include <QByteArray>
#include <QList>

namespace Store::Sqlite {

class Connection;

/// The table `keys`. Whoever changes it inside a transaction also calls countChange(), so that
/// other threads and processes forget the keys that they remember. Thread: the connection's.
namespace KeyTable {

/// All keys, by id.
Result<QList<Key>> all(Connection &connection);
/// All keys with what their secrets are checked against.
Result<QList<StoredKey>> stored(Connection &connection);
/// A number that grows with each change of a key.
Result<qint64> generation(Connection &connection);

/// Adds a key with the salt and the hash of its secret. @errors Conflict: its id exists.
Result<Done> save(Connection &connection, const StoredKey &stored);
/// @errors NotFound.
Result<Done> remove(Connection &connection, const QByteArray &id);
/// Paths that begin with the collection @p before begin with @p after instead.
Result<Done> renamePaths(Connection &connection, const QByteArray &before, const QByteArray &after);
Result<Done> countChange(Connection &connection);

} // namespace KeyTable

} // namespace Store::Sqlite
