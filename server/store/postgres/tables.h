// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/result.h"
#include "server/store/catalog.h"
#include "server/store/postgres/layout.h"
#include "server/store/reader.h"

/// The tables of collections, their columns and indexes, within the transaction of a write that
/// keeps the collection locked. Thread: the connection's.
namespace Store::Postgres {

class Connection;
class Rows;

/// Makes the table of a new collection.
Result<Done> createTable(Connection &connection, const Collection &collection);
/// What the rows of documents are filled with. A value.
struct Filling
{
    QList<KeyColumn> columns;
    bool hasWords = false;
};
/// Puts into the rows of @p documents (id, JSON) what @p filling has, where they meet @p condition:
/// what a row has already stays.
Result<Done> fillKeys(Connection &connection, const Layout &layout, const Filling &filling,
                      const Rows &documents, const QByteArray &condition);
/// The statements that make the indexes of @p collection without holding up its writes. None may
/// be in a transaction.
Result<QByteArrayList> indexStatements(Connection &connection, const Collection &collection,
                                       const Layout &layout);

/// An index of the collection of @p layout as it is now.
Result<IndexState> indexState(Connection &connection, const Index &index, const Layout &layout);
/// The same of the words that `filter` goes by. They take no bytes where PostgreSQL has no pg_trgm.
Result<IndexState> wordsState(Connection &connection, const Layout &layout);

/// Leaves to an IndexBuilder what of @p after is new, as far as it would hold up writes for long:
/// the collection has many documents. What unique indexes need is made at once, since a definition
/// is answered with the documents that break it.
Result<Done> deferBuilding(Connection &connection, const Collection &before,
                           const Layout &layoutBefore, const Collection &after,
                           Layout &layoutAfter);

/// Brings the columns and indexes of a table from those of @p before to those of @p after: keys of
/// all documents are worked out for new columns that are ready.
/// @errors BadInput: a field that no index can be on. Validation: documents share the values of a
/// unique index.
Result<Done> changeTable(Connection &connection, const Collection &before,
                         const Layout &layoutBefore, const Collection &after,
                         const Layout &layoutAfter);
/// Adds the columns of @p after that @p before has not, empty.
Result<Done> addColumns(Connection &connection, const Layout &before, const Layout &after);
/// Makes the indexes that are missing of @p collection, whose columns are filled; while something
/// is being built, only those that are on columns which are ready, and of declared ones those that
/// are unique.
/// @errors Validation: documents share the values of a unique index.
Result<Done> createIndexes(Connection &connection, const Collection &collection,
                           const Layout &layout);

} // namespace Store::Postgres
