// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/result.h"
#include "server/store/catalog.h"

#include <QByteArrayList>

#include <optional>

/// The full-text index of a collection whose definition says `"fulltext": true`: which documents
/// have which three letters in a row among their words (SQLite's FTS5, tokenizer trigram), so that
/// `filter` need not read all documents.
///
/// Triggers keep it in the transaction of each write. It holds no texts, so what it once took in is
/// what it must be told when a document goes: a change of wordsOf() needs a migration that builds
/// all of them anew. Thread: the connection's.
namespace Store::Sqlite {

class Connection;

/// Makes the index over all documents, or drops it, where @p collection differs from @p before
/// (null: it is new).
Result<Done> saveFullText(Connection &connection, const Collection &collection,
                          const Collection *before);

/// Drops what belongs to the index; call before the collection's own table goes.
Result<Done> dropFullText(Connection &connection, const Collection &collection);

/// The ids of the documents that may have all @p words as parts of their own, a JSON array. Nothing
/// when the index cannot tell, or when it names so many that reading along is quicker.
Result<std::optional<QByteArray>>
documentsWith(Connection &connection, const Collection &collection, const QByteArrayList &words);

} // namespace Store::Sqlite
