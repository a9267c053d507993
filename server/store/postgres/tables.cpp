// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/postgres/tables.h"

#include "server/model/words.h"
#include "server/store/definitions.h"
#include "server/store/postgres/connection.h"

namespace Store::Postgres {

namespace {

constexpr int FilledAtOnce = 1000; ///< Documents.

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

Result<Done> createIndex(Connection &connection, const Collection &collection, const Index &index,
                         const Layout &layout)
{
    const QByteArrayList columns = columnsOf(index, layout);
    const QByteArray on = indexName(collection.number, index) + " ON " + tableOf(collection.number)
        + " (" + columns.join(", ");
    // Every order ends with the id: with it in the index nothing is sorted.
    if (!index.unique)
        return connection.define("CREATE INDEX IF NOT EXISTS " + on + ", _id)");
    if (auto checked = checkUnique(connection, collection, index, columns); !checked)
        return checked;
    return connection.define("CREATE UNIQUE INDEX IF NOT EXISTS " + on + ") WHERE "
                             + uniqueCondition(columns));
}

/// An index of the odd keys of a column alone, which most documents do not touch.
Result<Done> createOddIndex(Connection &connection, const Layout &layout, const QByteArray &name)
{
    const QByteArray table = tableOf(layout.collection);
    return connection.define("CREATE INDEX IF NOT EXISTS " + table + "_o_" + name + " ON " + table
                             + " (" + name + ") WHERE " + name + " < "
                             + literal(QByteArray(1, '\x01')));
}

/// The columns of one part of the documents, filled in one statement.
Result<Done> fillPart(Connection &connection, const Layout &layout, const QList<KeyColumn> &columns,
                      bool hasWords, const Rows &documents)
{
    QByteArrayList ids;
    QList<QByteArrayList> keys(columns.size());
    QByteArrayList words;
    for (int row = 0; row < documents.count(); ++row) {
        const auto document = Json::Document::parseKnown(documents.view(row, 1));
        const Json::Value root = document ? document->root() : Json::Value();
        ids.append(documents.text(row, 0));
        for (qsizetype i = 0; i < columns.size(); ++i)
            keys[i].append(keyOf(root, ids.last(), columns[i]));
        if (hasWords)
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
        sets.append(column + " = " + names.last());
    };
    for (qsizetype i = 0; i < columns.size(); ++i)
        add(columns[i].name(), listOfBytes(keys[i]));
    if (hasWords)
        add("words", texts(words));
    const auto filled = connection.write("UPDATE " + tableOf(layout.collection) + " SET "
                                             + sets.join(", ") + " FROM unnest(" + lists.join(", ")
                                             + ") AS v(" + names.join(", ") + ") WHERE _id = id",
                                         std::move(parameters));
    return filled ? Result<Done>(Done()) : failure(filled);
}

/// Works out @p columns, and `words`, of all documents.
Result<Done> fill(Connection &connection, const Layout &layout, const QList<KeyColumn> &columns,
                  bool hasWords)
{
    QByteArray last;
    while (!columns.isEmpty() || hasWords) {
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
        if (auto filled = fillPart(connection, layout, columns, hasWords, *documents); !filled)
            return filled;
    }
    return Done();
}

/// The index for `filter`. Without pg_trgm there is none, and `filter` reads along.
Result<Done> createWordsIndex(Connection &connection, const QByteArray &table)
{
    const auto rows = connection.run("SELECT n.nspname FROM pg_extension e"
                                     " JOIN pg_namespace n ON n.oid = e.extnamespace"
                                     " WHERE e.extname = 'pg_trgm'");
    if (!rows)
        return failure(rows);
    if (rows->isEmpty())
        return Done();
    return connection.define("CREATE INDEX IF NOT EXISTS " + table + "_words ON " + table
                             + " USING gin (words \"" + rows->text(0, 0) + "\".gin_trgm_ops)");
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
        if (layoutAfter.columns.contains(column))
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
    const auto added = addColumns(connection, layoutBefore, layoutAfter);
    if (!added)
        return failure(added);
    const bool needsWords = layoutAfter.hasWords && !layoutBefore.hasWords;
    if (auto filled = fill(connection, layoutAfter, *added, needsWords); !filled)
        return filled;
    return createIndexes(connection, after, layoutAfter);
}

Result<QList<KeyColumn>> addColumns(Connection &connection, const Layout &before,
                                    const Layout &after)
{
    const QByteArray table = tableOf(after.collection);
    QList<KeyColumn> added;
    for (const KeyColumn &column : after.columns) {
        if (before.columns.contains(column))
            continue;
        added.append(column);
        if (const auto made = connection.define("ALTER TABLE " + table + " ADD COLUMN "
                                                + column.name() + " bytea");
            !made)
            return failure(made);
    }
    if (after.hasWords && !before.hasWords) {
        if (const auto made =
                connection.define("ALTER TABLE " + table + " ADD COLUMN words text COLLATE \"C\"");
            !made)
            return failure(made);
    }
    return added;
}

Result<Done> createIndexes(Connection &connection, const Collection &collection,
                           const Layout &layout)
{
    for (const KeyColumn &column : layout.columns) {
        if (auto created = createOddIndex(connection, layout, column.name()); !created)
            return created;
    }
    if (layout.hasWords) {
        if (auto created = createWordsIndex(connection, tableOf(layout.collection)); !created)
            return created;
    }
    for (const Index &index : collection.indexes) {
        if (auto created = createIndex(connection, collection, index, layout); !created)
            return created;
    }
    return Done();
}

} // namespace Store::Postgres
