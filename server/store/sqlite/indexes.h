// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/result.h"
#include "server/store/catalog.h"

namespace Store::Sqlite {

class Connection;

/// Brings the indexes in the file from those of @p before (null: none) to those of @p collection.
/// Beside each indexed field lies an index of the few documents that the first does not know right
/// (oddCondition()). Thread: the connection's.
/// @errors BadInput: a field's name; Validation: several documents share a unique value.
Result<Done> saveIndexes(Connection &connection, const Collection &collection,
                         const Collection *before);

/// Drops all indexes of @p collection and makes them anew.
Result<Done> rebuildIndexes(Connection &connection, const Collection &collection);

/// How large @p index is in the file, in bytes. @errors Unavailable.
Result<qint64> sizeOf(Connection &connection, const Collection &collection, const Index &index);

/// The fields of the unique index that SQLite names in @p message; empty when it names none.
QByteArrayList fieldsOfConflict(const QString &message);

} // namespace Store::Sqlite
