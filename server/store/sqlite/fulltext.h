// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/result.h"
#include "server/store/catalog.h"
#include "server/store/reader.h"

#include <QByteArrayList>

#include <optional>

/// The full-text index of a collection whose definition says `"fulltext": true`: which documents
/// have which three letters in a row among their words (SQLite's FTS5, tokenizer trigram), so that
/// `filter` need not read all documents.
///
/// Triggers keep it in the transaction of each write. It holds no texts, so what it once took in is
/// what it must be told when a document goes: a change of wordsOf() needs a migration that builds
/// all of them anew.
///
/// The documents that a large collection has already are taken in by FullTextBuilder. As long as
/// some are not, a table of the index says so, and `filter` reads all documents.
/// Thread: the connection's.
namespace Store::Sqlite {

class Connection;

/// When an index takes in the documents that are there. Later: when they are many, by a
/// FullTextBuilder.
enum class TakeIn { Now, Later };

/// Makes the index, or drops it, where @p collection differs from @p before (null: it is new).
Result<Done> saveFullText(Connection &connection, const Collection &collection,
                          const Collection *before, TakeIn when);

/// Drops what belongs to the index; call before the collection's own table goes.
Result<Done> dropFullText(Connection &connection, const Collection &collection);

/// How large the index is in the file, and how many documents it has taken in. @pre there is one
Result<IndexState> fullTextState(Connection &connection, const Collection &collection);

/// The ids of the documents that may have all @p words as parts of their own, a JSON array. Nothing
/// when the index cannot tell, or when it names so many that reading along is quicker.
Result<std::optional<QByteArray>>
documentsWith(Connection &connection, const Collection &collection, const QByteArrayList &words);

/// Takes documents into indexes that were made later than they, a few at a time, so that nobody who
/// writes waits for long. How far it is stands in the file: it goes on after a restart.
class FullTextBuilder final
{
public:
    explicit FullTextBuilder(Connection &connection)
        : m_connection(connection)
    {
    }

    /// Looks for an index that is to be built, since a definition has changed.
    void look();
    bool hasWork() const { return !m_table.isEmpty(); }
    /// Takes in the next documents, in a transaction of its own: for about 3 ms. Where this fails
    /// there is no work until look() is called. @pre hasWork(), and no transaction is open
    void takeInSome();

private:
    Result<Done> takeIn();
    /// The last of the next documents behind @p last; empty: there are none.
    Result<QByteArray> endOfNext(const QByteArray &last);

    Connection &m_connection;
    QByteArray m_table; ///< Of the documents; empty: nothing is to be built.
    int m_count = 100; ///< Documents to be taken in next.
};

} // namespace Store::Sqlite
