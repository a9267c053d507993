// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/sqlite/fulltext.h"

#include "server/core/json.h"
#include "server/store/sqlite/connection.h"
#include "server/store/sqlite/sqliteerror.h"
#include "server/store/sqlite/tables.h"

namespace Store::Sqlite {

namespace {

constexpr int MaximumDocuments = 10'000; ///< More are common words, which a page soon finds.
constexpr int MaximumTrigrams = 64; ///< Of a query; they narrow enough.
constexpr qsizetype TrigramLength = 3; ///< Characters, as FTS5 counts them: code points.

/// A statement with the index's names in it: `{docs}`, `{numbers}` and `{text}`.
QByteArray named(const Collection &collection, QByteArray sql)
{
    const QByteArray table = tableOf(collection);
    return sql.replace("{docs}", table)
        .replace("{numbers}", table + "_numbers")
        .replace("{text}", table + "_text");
}

constexpr char Drop[] = R"sql(
DROP TRIGGER IF EXISTS {text}_insert;
DROP TRIGGER IF EXISTS {text}_update;
DROP TRIGGER IF EXISTS {text}_delete;
DROP TABLE IF EXISTS {text};
DROP TABLE IF EXISTS {numbers};
)sql";

// FTS5 wants a number for each document, and VACUUM gives the rows of {docs} new ones.
constexpr char Create[] = R"sql(
CREATE TABLE {numbers} (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE) STRICT;
CREATE VIRTUAL TABLE {text} USING fts5(tags, content='', columnsize=0, detail=none, tokenize='trigram');
INSERT INTO {numbers} (id) SELECT _id FROM {docs};
INSERT INTO {text} (rowid, tags)
  SELECT number, hookdesk_tags(doc) FROM {numbers} JOIN {docs} ON _id = id;
CREATE TRIGGER {text}_insert AFTER INSERT ON {docs} BEGIN
  INSERT INTO {numbers} (id) VALUES (new._id);
  INSERT INTO {text} (rowid, tags)
    SELECT number, hookdesk_tags(new.doc) FROM {numbers} WHERE id = new._id;
END;
CREATE TRIGGER {text}_update AFTER UPDATE OF doc ON {docs} BEGIN
  INSERT INTO {text} ({text}, rowid, tags)
    SELECT 'delete', number, hookdesk_tags(old.doc) FROM {numbers} WHERE id = old._id;
  INSERT INTO {text} (rowid, tags)
    SELECT number, hookdesk_tags(new.doc) FROM {numbers} WHERE id = new._id;
END;
CREATE TRIGGER {text}_delete AFTER DELETE ON {docs} BEGIN
  INSERT INTO {text} ({text}, rowid, tags)
    SELECT 'delete', number, hookdesk_tags(old.doc) FROM {numbers} WHERE id = old._id;
  DELETE FROM {numbers} WHERE id = old._id;
END;
)sql";

/// What the index is asked: all runs of three characters of all @p words. Empty when they have
/// none.
QByteArray trigramQuery(const QByteArrayList &words)
{
    QByteArrayList trigrams;
    // One by one, because FTS5 takes no phrases from an index without positions (detail=none).
    // Whether they stand in one word is checked by SqlBuilder.
    for (const QByteArray &word : words) {
        const QList<uint> characters = QString::fromUtf8(word).toUcs4();
        for (qsizetype i = 0; i + TrigramLength <= characters.size(); ++i) {
            if (trigrams.size() == MaximumTrigrams)
                break;
            const auto *first = reinterpret_cast<const char32_t *>(characters.constData()) + i;
            trigrams.append('"' + QString::fromUcs4(first, TrigramLength).toUtf8() + '"');
        }
    }
    return trigrams.join(" AND ");
}

} // namespace

Result<Done> saveFullText(Connection &connection, const Collection &collection,
                          const Collection *before)
{
    const bool had = before && before->hasFullText;
    if (had == collection.hasFullText)
        return Done();
    if (had)
        return dropFullText(connection, collection);
    return connection.execute(named(collection, Create));
}

Result<Done> dropFullText(Connection &connection, const Collection &collection)
{
    // A statement that is kept would keep the table from going.
    connection.forgetStatements();
    return connection.execute(named(collection, Drop));
}

Result<std::optional<QByteArray>>
documentsWith(Connection &connection, const Collection &collection, const QByteArrayList &words)
{
    const QByteArray wanted = trigramQuery(words);
    if (!collection.hasFullText || wanted.isEmpty())
        return std::optional<QByteArray>();
    auto statement = connection.prepare(
        named(collection,
              "SELECT id FROM {text} JOIN {numbers} ON number = {text}.rowid WHERE {text} MATCH ?"
              " LIMIT "
                  + QByteArray::number(MaximumDocuments + 1)));
    Json::ArrayWriter ids;
    int count = 0;
    const auto collect = [&]() -> Result<Done> {
        if (!statement)
            return failure(statement);
        statement->bind(QByteArrayView(wanted));
        return statement->forEachRow([&] {
            ++count;
            ids.raw(Json::quoted(statement->text(0)));
        });
    };
    const auto read = collect();
    // The index was given up meanwhile: documents are found without it.
    if (!read && isGone(read.error()))
        return std::optional<QByteArray>();
    if (!read)
        return failure(read);
    return count > MaximumDocuments ? std::optional<QByteArray>() : std::optional(ids.take());
}

} // namespace Store::Sqlite
