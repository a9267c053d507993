// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/sqlite/fulltext.h"

#include "server/core/json.h"
#include "server/store/sqlite/connection.h"
#include "server/store/sqlite/sqliteerror.h"
#include "server/store/sqlite/tables.h"

#include <QLoggingCategory>

#include <algorithm>
#include <chrono>

namespace Store::Sqlite {

namespace {

Q_LOGGING_CATEGORY(lcFullText, "server.store")

constexpr int MaximumDocuments = 10'000; ///< More are common words, which a page soon finds.
constexpr int MaximumTrigrams = 64; ///< Of a query; they narrow enough.
constexpr qsizetype TrigramLength = 3; ///< Characters, as FTS5 counts them: code points.
constexpr int FewDocuments = 200; ///< They are taken in at once.
constexpr int MostAtOnce = 5'000; ///< Documents that a FullTextBuilder takes in.
constexpr std::chrono::milliseconds TimeAtOnce{3};

/// A statement with the index's names in it: `{docs}`, `{numbers}`, `{text}` and `{building}`,
/// which says up to which id documents were taken in; there is none once all are.
QByteArray named(const QByteArray &table, QByteArray sql)
{
    return sql.replace("{docs}", table)
        .replace("{numbers}", table + "_numbers")
        .replace("{text}", table + "_text")
        .replace("{building}", table + "_building");
}

constexpr char Drop[] = R"sql(
DROP TRIGGER IF EXISTS {text}_insert;
DROP TRIGGER IF EXISTS {text}_update;
DROP TRIGGER IF EXISTS {text}_delete;
DROP TABLE IF EXISTS {text};
DROP TABLE IF EXISTS {numbers};
DROP TABLE IF EXISTS {building};
)sql";

// FTS5 wants a number for each document, and VACUUM gives the rows of {docs} new ones.
constexpr char Create[] = R"sql(
CREATE TABLE {numbers} (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE) STRICT;
CREATE VIRTUAL TABLE {text} USING fts5(tags, content='', columnsize=0, detail=none, tokenize='trigram');
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

// The triggers let alone what has no number yet.
constexpr char TakeAllIn[] = R"sql(
INSERT INTO {numbers} (id) SELECT _id FROM {docs};
INSERT INTO {text} (rowid, tags)
  SELECT number, hookdesk_tags(doc) FROM {numbers} JOIN {docs} ON _id = id;
)sql";

constexpr char TakeInLater[] = R"sql(
CREATE TABLE {building} (last TEXT NOT NULL) STRICT;
INSERT INTO {building} VALUES ('');
)sql";

/// Whether the index does not have all documents yet.
Result<bool> isBeingBuilt(Connection &connection, const QByteArray &table)
{
    const auto found = connection.number(
        named(table, "SELECT count(*) FROM sqlite_schema WHERE name = '{building}'"));
    return found ? Result<bool>(*found > 0) : failure(found);
}

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
                          const Collection *before, TakeIn when)
{
    const bool had = before && before->hasFullText;
    if (had == collection.hasFullText)
        return Done();
    if (had)
        return dropFullText(connection, collection);
    const QByteArray table = tableOf(collection);
    if (auto created = connection.execute(named(table, Create)); !created)
        return created;
    const auto many = connection.number(named(table,
                                              "SELECT count(*) FROM (SELECT 1 FROM {docs} LIMIT "
                                                  + QByteArray::number(FewDocuments + 1) + ")"));
    if (!many)
        return failure(many);
    const bool isLater = when == TakeIn::Later && *many > FewDocuments;
    return connection.execute(named(table, isLater ? TakeInLater : TakeAllIn));
}

Result<Done> dropFullText(Connection &connection, const Collection &collection)
{
    // A statement that is kept would keep the table from going.
    connection.forgetStatements();
    return connection.execute(named(tableOf(collection), Drop));
}

Result<IndexState> fullTextState(Connection &connection, const Collection &collection)
{
    const QByteArray table = tableOf(collection);
    // SQLite manual, "The DBSTAT virtual table"; FTS5 keeps its index in tables of this beginning.
    const auto bytes = connection.number(
        named(table,
              "SELECT coalesce(sum(pgsize), 0) FROM dbstat WHERE aggregate = TRUE AND (name GLOB"
              " '{text}_*' OR name IN ('{numbers}', 'sqlite_autoindex_{numbers}_1'))"));
    if (!bytes)
        return failure(bytes);
    IndexState state{*bytes};
    const auto isPartial = isBeingBuilt(connection, table);
    if (!isPartial)
        return failure(isPartial);
    if (!*isPartial)
        return state;
    const auto taken = connection.number(named(table, "SELECT count(*) FROM {numbers}"));
    if (!taken)
        return failure(taken);
    const auto all = connection.number(named(table, "SELECT count(*) FROM {docs}"));
    if (!all)
        return failure(all);
    state.isReady = false;
    state.built = double(*taken) / double(std::max<qint64>(*all, 1));
    return state;
}

Result<std::optional<QByteArray>>
documentsWith(Connection &connection, const Collection &collection, const QByteArrayList &words)
{
    const QByteArray wanted = trigramQuery(words);
    if (!collection.hasFullText || wanted.isEmpty())
        return std::optional<QByteArray>();
    const QByteArray table = tableOf(collection);
    const auto isPartial = isBeingBuilt(connection, table);
    if (!isPartial)
        return failure(isPartial);
    if (*isPartial)
        return std::optional<QByteArray>();
    auto statement = connection.prepare(
        named(table,
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

void FullTextBuilder::look()
{
    m_table.clear();
    auto statement = m_connection.prepare(
        "SELECT name FROM sqlite_schema WHERE name GLOB 'c_[0-9]*_building' LIMIT 1");
    const auto row = statement ? statement->step() : Result<bool>(false);
    if (row && *row)
        m_table = statement->text(0).chopped(qsizetype(qstrlen("_building"))).toByteArray();
}

void FullTextBuilder::takeInSome()
{
    const auto began = std::chrono::steady_clock::now();
    auto done = m_connection.execute("BEGIN IMMEDIATE");
    if (done)
        done = takeIn();
    if (done)
        done = m_connection.execute("COMMIT");
    if (!done) {
        qCWarning(lcFullText, "A full-text index is built later: %s",
                  qUtf8Printable(done.error().message));
        m_connection.rollBack();
        m_table.clear();
        return;
    }
    const auto taken = std::chrono::steady_clock::now() - began;
    if (taken > TimeAtOnce)
        m_count = std::max(1, m_count / 2);
    else if (2 * taken < TimeAtOnce)
        m_count = std::min(MostAtOnce, 2 * m_count);
}

Result<Done> FullTextBuilder::takeIn()
{
    QByteArray last;
    {
        auto statement = m_connection.prepare(named(m_table, "SELECT last FROM {building}"));
        if (!statement)
            return failure(statement);
        if (const auto row = statement->step(); !row || !*row)
            return row ? failure(Error::Kind::Internal, QStringLiteral("A row is missing."))
                       : failure(row);
        last = statement->text(0).toByteArray();
    }
    const auto end = endOfNext(last);
    if (!end)
        return failure(end);
    if (end->isEmpty()) {
        m_connection.forgetStatements(); // they would keep the table from going
        auto dropped = m_connection.execute(named(m_table, "DROP TABLE {building}"));
        if (dropped)
            look();
        return dropped;
    }
    const auto before =
        m_connection.number(named(m_table, "SELECT coalesce(max(number), 0) FROM {numbers}"));
    if (!before)
        return failure(before);
    const auto run = [this](const char *sql, const auto &...values) -> Result<Done> {
        auto statement = m_connection.prepare(named(m_table, sql));
        if (!statement)
            return failure(statement);
        (statement->bind(values), ...);
        return doneOf(statement->run());
    };
    // Those that were written since the index is there have a number already.
    if (auto numbered = run("INSERT INTO {numbers} (id) SELECT _id FROM {docs} WHERE _id > ?"
                            " AND _id <= ? AND NOT EXISTS (SELECT 1 FROM {numbers} WHERE id = _id)",
                            last, *end);
        !numbered)
        return numbered;
    if (auto taken = run("INSERT INTO {text} (rowid, tags) SELECT number, hookdesk_tags(doc) FROM"
                         " {numbers} JOIN {docs} ON _id = id WHERE number > ?",
                         *before);
        !taken)
        return taken;
    return run("UPDATE {building} SET last = ?", *end);
}

Result<QByteArray> FullTextBuilder::endOfNext(const QByteArray &last)
{
    auto statement = m_connection.prepare(
        named(m_table,
              "SELECT coalesce(max(_id), '') FROM (SELECT _id FROM {docs} WHERE _id > ?"
              " ORDER BY _id LIMIT ?)"));
    if (!statement)
        return failure(statement);
    const auto row = statement->bind(last).bind(qint64(m_count)).step();
    return row ? Result<QByteArray>(statement->text(0).toByteArray()) : failure(row);
}

} // namespace Store::Sqlite
