// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/result.h"
#include "server/store/catalog.h"
#include "server/store/postgres/layout.h"

/// The tables of collections, their columns and indexes, within the transaction of a write that
/// keeps the collection locked. Thread: the connection's.
namespace Store::Postgres {

class Connection;

/// Makes the table of a new collection.
Result<Done> createTable(Connection &connection, const Collection &collection);
/// Brings the columns and indexes of a table from those of @p before to those of @p after: keys of
/// all documents are worked out for new columns.
/// @errors BadInput: a field that no index can be on. Validation: documents share the values of a
/// unique index.
Result<Done> changeTable(Connection &connection, const Collection &before,
                         const Layout &layoutBefore, const Collection &after,
                         const Layout &layoutAfter);
/// Adds the columns of @p after that @p before has not, empty. Gives those of keys.
Result<QList<KeyColumn>> addColumns(Connection &connection, const Layout &before,
                                    const Layout &after);
/// Makes the indexes that are missing of @p collection, whose columns are filled.
/// @errors Validation: documents share the values of a unique index.
Result<Done> createIndexes(Connection &connection, const Collection &collection,
                           const Layout &layout);

} // namespace Store::Postgres
