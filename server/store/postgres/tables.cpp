// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/postgres/tables.h"

#include "server/model/words.h"
#include "server/store/definitions.h"
#include "server/store/postgres/connection.h"

#include <algorithm>

namespace Store::Postgres {

namespace {

constexpr int FilledAtOnce = 1000; ///< Documents.
constexpr int FilledWithinWrite = 10'000; ///< Documents: more are filled by the IndexBuilder.

QByteArray isThere(const QByteArray &column)
{
    return column + " <> " + literal(QByteArray(1, NothingKey));
}

QByteArrayList columnsOf(const Index &index, const Layout &layout)
{
    QByteArrayList names;
    for (const QByteArray &field : index.fields) {
        if (const KeyColumn *column = layout.find(field))
            names.append(column->name());
    }
    return names;
}

/// A document without a value in one of the fields is in conflict with none.
QByteArray uniqueCondition(const QByteArrayList &columns)
{
    QByteArrayList conditions;
    for (const QByteArray &column : columns)
        conditions.append(isThere(column));
    return conditions.join(" AND ");
}

/// Fails with the documents that share a value of @p index.
Result<Done> checkUnique(Connection &connection, const Collection &collection, const Index &index,
                         const QByteArrayList &columns)
{
    const auto rows =
        connection.run("SELECT string_agg(_id, ', ' ORDER BY _id) FROM "
                       + tableOf(collection.number) + " WHERE " + uniqueCondition(columns)
                       + " GROUP BY " + columns.join(", ") + " HAVING count(*) > 1 LIMIT 20");
    if (!rows)
        return failure(rows);
    if (rows->isEmpty())
        return Done();
    Model::Violations violations;
    for (int row = 0; row < rows->count(); ++row)
        violations.add(index.fields.join(", "),
                       QStringLiteral("These documents have the same value: %1.")
                           .arg(QString::fromUtf8(rows->text(row, 0).left(500))),
                       "UNIQUE");
    return sharedValues(index.fields.join(", "), violations.toJson());
}

/// `c_7_i_… ON c_7 (k_1, _id)`: what stands behind CREATE INDEX.
QByteArray partsOf(const Collection &collection, const Index &index, const Layout &layout)
{
    const QByteArrayList columns = columnsOf(index, layout);
    const QByteArray on = indexName(collection.number, index) + " ON " + tableOf(collection.number)
        + " (" + columns.join(", ");
    // Every order ends with the id: with it in the index nothing is sorted.
    return index.unique ? on + ") WHERE " + uniqueCondition(columns) : on + ", _id)";
}

Result<Done> createIndex(Connection &connection, const Collection &collection, const Index &index,
                         const Layout &layout)
{
    const QByteArray parts = partsOf(collection, index, layout);
    if (!index.unique)
        return connection.define("CREATE INDEX IF NOT EXISTS " + parts);
    if (auto checked = checkUnique(connection, collection, index, columnsOf(index, layout));
        !checked)
        return checked;
    return connection.define("CREATE UNIQUE INDEX IF NOT EXISTS " + parts);
}

/// An index of the odd keys of a column alone, which most documents do not touch.
QByteArray partsOfOdd(const Layout &layout, const QByteArray &column)
{
    const QByteArray table = tableOf(layout.collection);
    return table + "_o_" + column + " ON " + table + " (" + column + ") WHERE " + column + " < "
        + literal(QByteArray(1, '\x01'));
}

QByteArray wordsIndexName(qint64 collection)
{
    return tableOf(collection) + "_words";
}

/// The index for `filter`; empty: without pg_trgm there is none, and `filter` reads along.
Result<QByteArray> partsOfWords(Connection &connection, qint64 collection)
{
    const auto rows = connection.run("SELECT n.nspname FROM pg_extension e"
                                     " JOIN pg_namespace n ON n.oid = e.extnamespace"
                                     " WHERE e.extname = 'pg_trgm'");
    if (!rows)
        return failure(rows);
    return rows->isEmpty() ? QByteArray()
                           : wordsIndexName(collection) + " ON " + tableOf(collection)
            + " USING gin (words \"" + rows->text(0, 0) + "\".gin_trgm_ops)";
}

/// Works out @p filling of all documents.
Result<Done> fill(Connection &connection, const Layout &layout, const Filling &filling)
{
    QByteArray last;
    while (!filling.columns.isEmpty() || filling.hasWords) {
        const auto documents = connection.run("SELECT _id, doc FROM " + tableOf(layout.collection)
                                                  + " WHERE _id > $1 ORDER BY _id"
                                                    " LIMIT "
                                                  + QByteArray::number(FilledAtOnce),
                                              {text(last)});
        if (!documents)
            return failure(documents);
        if (documents->isEmpty())
            return Done();
        last = documents->text(documents->count() - 1, 0);
        if (auto filled = fillKeys(connection, layout, filling, *documents, "true"); !filled)
            return filled;
    }
    return Done();
}

bool hasColumn(const Layout &layout, const KeyColumn &column)
{
    const KeyColumn *found = layout.find(column.field);
    return found && found->number == column.number;
}

/// Drops the indexes that are no longer wanted, and the columns that are not.
Result<Done> dropOld(Connection &connection, const Collection &before, const Layout &layoutBefore,
                     const Collection &after, const Layout &layoutAfter)
{
    for (const Index &index : before.indexes) {
        if (after.indexes.contains(index))
            continue;
        if (auto dropped =
                connection.define("DROP INDEX IF EXISTS " + indexName(after.number, index));
            !dropped)
            return dropped;
    }
    for (const KeyColumn &column : layoutBefore.columns) {
        if (hasColumn(layoutAfter, column))
            continue;
        // Indexes on it go along.
        if (auto dropped = connection.define("ALTER TABLE " + tableOf(after.number)
                                             + " DROP COLUMN " + column.name());
            !dropped)
            return dropped;
    }
    return layoutBefore.hasWords && !layoutAfter.hasWords
        ? connection.define("ALTER TABLE " + tableOf(after.number) + " DROP COLUMN words")
        : Result<Done>(Done());
}

} // namespace

Result<Done> fillKeys(Connection &connection, const Layout &layout, const Filling &filling,
                      const Rows &documents, const QByteArray &condition)
{
    const QList<KeyColumn> &columns = filling.columns;
    QByteArrayList ids;
    QList<QByteArrayList> keys(columns.size());
    QByteArrayList words;
    for (int row = 0; row < documents.count(); ++row) {
        const auto document = Json::Document::parseKnown(documents.view(row, 1));
        const Json::Value root = document ? document->root() : Json::Value();
        ids.append(documents.text(row, 0));
        for (qsizetype i = 0; i < columns.size(); ++i)
            keys[i].append(keyOf(root, ids.last(), columns[i]));
        if (filling.hasWords)
            words.append(Model::wordsOf(root).join(' '));
    }
    Connection::Parameters parameters{texts(ids)};
    QByteArrayList sets;
    QByteArrayList lists{"$1"};
    QByteArrayList names{"id"};
    const auto add = [&](const QByteArray &column, Parameter values) {
        parameters.push_back(std::move(values));
        lists.append("$" + QByteArray::number(qsizetype(parameters.size())));
        names.append("v" + QByteArray::number(qsizetype(parameters.size())));
        sets.append(column + " = coalesce(" + column + ", " + names.last() + ')');
    };
    for (qsizetype i = 0; i < columns.size(); ++i)
        add(columns[i].name(), listOfBytes(keys[i]));
    if (filling.hasWords)
        add("words", texts(words));
    return doneOf(connection.write("UPDATE " + tableOf(layout.collection) + " SET "
                                       + sets.join(", ") + " FROM unnest(" + lists.join(", ")
                                       + ") AS v(" + names.join(", ") + ") WHERE _id = id AND ("
                                       + condition + ')',
                                   std::move(parameters)));
}

Result<QByteArrayList> indexStatements(Connection &connection, const Collection &collection,
                                       const Layout &layout)
{
    const QByteArray begin = "CREATE INDEX CONCURRENTLY IF NOT EXISTS ";
    QByteArrayList statements;
    for (const KeyColumn &column : layout.columns)
        statements.append(begin + partsOfOdd(layout, column.name()));
    for (const Index &index : collection.indexes) {
        if (!index.unique)
            statements.append(begin + partsOf(collection, index, layout));
    }
    const auto words = layout.hasWords ? partsOfWords(connection, layout.collection)
                                       : Result<QByteArray>(QByteArray());
    if (!words)
        return failure(words);
    if (!words->isEmpty())
        statements.append(begin + *words);
    return statements;
}

namespace {

/// The size of the index @p name, and how far it is while the columns named in @p missing are
/// filled. @p isBuilding: somebody fills or makes it.
Result<IndexState> stateOf(Connection &connection, const Layout &layout, const QByteArray &name,
                           const QByteArrayList &missing, bool isBuilding)
{
    // Nothing, where there is no such index.
    const auto sizes = connection.run("SELECT pg_relation_size(to_regclass($1)),"
                                      " coalesce((SELECT indisvalid FROM pg_index"
                                      " WHERE indexrelid = to_regclass($1)), false)::int::bigint",
                                      {text(name)});
    if (!sizes)
        return failure(sizes);
    IndexState state{sizes->number(0, 0)};
    if (!isBuilding)
        return state;
    state.isReady = missing.isEmpty() && sizes->number(0, 1) != 0;
    if (state.isReady)
        return state;
    const auto counts = connection.run("SELECT count(*) FILTER (WHERE "
                                       + (missing + QByteArrayList{"false"}).join(" OR ")
                                       + "), count(*) FROM " + tableOf(layout.collection));
    if (!counts)
        return failure(counts);
    const double all = double(std::max<qint64>(counts->number(0, 1), 1));
    // The rest of the time goes into the index, and nobody counts that.
    constexpr double PartOfKeys = 0.8;
    state.built = PartOfKeys * (1 - double(counts->number(0, 0)) / all);
    return state;
}

} // namespace

Result<IndexState> indexState(Connection &connection, const Index &index, const Layout &layout)
{
    QByteArrayList missing;
    for (const KeyColumn &column : layout.columns) {
        if (index.fields.contains(column.field) && !column.isReady)
            missing.append(column.name() + " IS NULL");
    }
    return stateOf(connection, layout, indexName(layout.collection, index), missing,
                   layout.isBuilding && !index.unique);
}

Result<IndexState> wordsState(Connection &connection, const Layout &layout)
{
    return stateOf(connection, layout, wordsIndexName(layout.collection), {"words IS NULL"},
                   layout.isBuilding && !layout.areWordsReady);
}

Result<Done> deferBuilding(Connection &connection, const Collection &before,
                           const Layout &layoutBefore, const Collection &after, Layout &layoutAfter)
{
    const auto large = connection.run("SELECT 1 FROM " + tableOf(after.number) + " OFFSET "
                                      + QByteArray::number(FilledWithinWrite) + " LIMIT 1");
    if (!large)
        return failure(large);
    QByteArrayList atOnce;
    bool hasNew = layoutAfter.hasWords && !layoutBefore.hasWords;
    for (const Index &index : after.indexes) {
        if (index.unique)
            atOnce.append(index.fields);
        else
            hasNew = hasNew || !before.indexes.contains(index);
    }
    const bool isDeferred = hasNew && !large->isEmpty();
    for (KeyColumn &column : layoutAfter.columns) {
        if (atOnce.contains(column.field))
            column.isReady = true;
        else if (!hasColumn(layoutBefore, column))
            column.isReady = !isDeferred;
    }
    if (isDeferred && !layoutBefore.hasWords)
        layoutAfter.areWordsReady = !layoutAfter.hasWords;
    layoutAfter.isBuilding = layoutAfter.isBuilding || isDeferred;
    return Done();
}

Result<Done> createTable(Connection &connection, const Collection &collection)
{
    const QByteArray table = tableOf(collection.number);
    if (auto made = connection.define(
            "CREATE TABLE " + table
            + " (_id text COLLATE \"C\" PRIMARY KEY, doc text NOT NULL,"
              " _created text COLLATE \"C\" NOT NULL, _changed text COLLATE \"C\" NOT NULL,"
              " _createdby text COLLATE \"C\" NOT NULL, _changedby text COLLATE \"C\" NOT NULL,"
              " _version bigint NOT NULL, _parent_id text COLLATE \"C\","
              " _parent_def text COLLATE \"C\", _parent_field text COLLATE \"C\")");
        !made)
        return made;
    // Children are found by their parent; other documents cost nothing here.
    return connection.define("CREATE INDEX " + table + "_parent ON " + table
                             + " (_parent_id, _parent_field) WHERE _parent_id IS NOT NULL");
}

Result<Done> changeTable(Connection &connection, const Collection &before,
                         const Layout &layoutBefore, const Collection &after,
                         const Layout &layoutAfter)
{
    for (const QByteArray &field : after.indexedFields) {
        // As SQLite's store, so that each definition holds in both.
        if (field.isEmpty() || field.contains('"') || field.contains('\0'))
            return noFieldForIndex(field);
    }
    if (auto dropped = dropOld(connection, before, layoutBefore, after, layoutAfter); !dropped)
        return dropped;
    if (const auto added = addColumns(connection, layoutBefore, layoutAfter); !added)
        return added;
    Filling filling{{}, layoutAfter.canFindWords() && !layoutBefore.canFindWords()};
    for (const KeyColumn &column : layoutAfter.columns) {
        if (column.isReady && !layoutBefore.columns.contains(column))
            filling.columns.append(column);
    }
    if (auto filled = fill(connection, layoutAfter, filling); !filled)
        return filled;
    return createIndexes(connection, after, layoutAfter);
}

Result<Done> addColumns(Connection &connection, const Layout &before, const Layout &after)
{
    const QByteArray table = tableOf(after.collection);
    for (const KeyColumn &column : after.columns) {
        if (hasColumn(before, column))
            continue;
        if (auto made = connection.define("ALTER TABLE " + table + " ADD COLUMN " + column.name()
                                          + " bytea");
            !made)
            return made;
    }
    return after.hasWords && !before.hasWords
        ? connection.define("ALTER TABLE " + table + " ADD COLUMN words text COLLATE \"C\"")
        : Result<Done>(Done());
}

Result<Done> createIndexes(Connection &connection, const Collection &collection,
                           const Layout &layout)
{
    for (const KeyColumn &column : layout.columns) {
        if (!column.isReady)
            continue;
        if (auto created = connection.define("CREATE INDEX IF NOT EXISTS "
                                             + partsOfOdd(layout, column.name()));
            !created)
            return created;
    }
    const auto words = layout.canFindWords() ? partsOfWords(connection, layout.collection)
                                             : Result<QByteArray>(QByteArray());
    if (!words)
        return failure(words);
    if (!words->isEmpty()) {
        if (auto created = connection.define("CREATE INDEX IF NOT EXISTS " + *words); !created)
            return created;
    }
    for (const Index &index : collection.indexes) {
        if (layout.isBuilding && !index.unique)
            continue;
        if (auto created = createIndex(connection, collection, index, layout); !created)
            return created;
    }
    return Done();
}

} // namespace Store::Postgres
