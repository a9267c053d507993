// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/result.h"
#include "server/model/document.h"
#include "server/model/query.h"
#include "server/store/catalog.h"
#include "server/store/sqlite/statement.h"

#include <QByteArrayView>

#include <optional>

/// What reads rows of the collections' tables, inside a transaction or not. Thread: the
/// connection's.
namespace Store::Sqlite {

class Connection;

/// The columns of a document, for documentOf().
/// Only documentOf() relies on their order.
extern const char AllColumns[];
/// The document in the row at which @p row stands. @pre it was selected as AllColumns.
Model::Document documentOf(const Statement &row);

/// The document @p id with its meta fields; nothing when there is none.
Result<std::optional<Model::Document>>
findDocument(Connection &connection, const Collection &collection, QByteArrayView id);
/// Whether @p query finds a document. False when the collection has been dropped.
Result<bool> findsDocument(Connection &connection, const Collection &collection,
                           const Model::Query &query);

} // namespace Store::Sqlite
