// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/sqlite/indexes.h"

#include "server/store/definitions.h"
#include "server/store/sqlite/connection.h"
#include "server/store/sqlite/tables.h"

namespace Store::Sqlite {

namespace {

/// Hexadecimal, because names of fields may hold what names of SQL may not; fieldsOfConflict()
/// reads them back.
QByteArray indexName(const Collection &collection, const Index &index)
{
    return tableOf(collection) + "_" + index.fields.join(',').toHex();
}

QByteArray oddName(const Collection &collection, const QByteArray &field)
{
    return tableOf(collection) + "_" + field.toHex() + "_odd";
}

QByteArray expressions(const Index &index)
{
    QByteArray list;
    for (const QByteArray &field : index.fields)
        list.append(list.isEmpty() ? "" : ",").append(indexExpression(field));
    // SQLite takes 1 and true for the same value, MongoDB does not.
    for (const QByteArray &field : index.unique ? index.fields : QByteArrayList())
        list.append(',').append(typeExpression(field));
    return list;
}

/// The error that names the documents which share a value of @p index.
Failure duplicates(Connection &connection, const Collection &collection, const Index &index)
{
    QByteArray condition;
    for (const QByteArray &field : index.fields)
        condition.append(condition.isEmpty() ? "" : " AND ")
            .append(indexExpression(field) + " IS NOT NULL");
    auto rows = connection.prepare("SELECT group_concat(_id, ', ') FROM " + tableOf(collection)
                                   + " WHERE " + condition + " GROUP BY " + expressions(index)
                                   + " HAVING count(*) > 1 LIMIT 20");
    Model::Violations violations;
    while (rows) {
        const auto row = rows->step();
        if (!row || !*row)
            break;
        violations.add(index.fields.join(", "),
                       QStringLiteral("These documents have the same value: %1.")
                           .arg(QString::fromUtf8(rows->text(0).first(
                               std::min<qsizetype>(rows->text(0).size(), 500)))),
                       "UNIQUE");
    }
    return sharedValues(index.fields.join(", "), violations.toJson());
}

Result<Done> create(Connection &connection, const Collection &collection, const Index &index)
{
    for (const QByteArray &field : index.fields) {
        // JSON paths of SQLite 3.40 have no escape for a quotation mark in a name.
        if (field.isEmpty() || field.contains('"') || field.contains('\0'))
            return noFieldForIndex(field);
        const QByteArray odd = "CREATE INDEX IF NOT EXISTS " + oddName(collection, field) + " ON "
            + tableOf(collection) + "(" + blindCondition(field) + ") WHERE " + oddCondition(field);
        if (auto created = connection.execute(odd); !created)
            return created;
    }
    // Every order ends with the id (see SqlBuilder): with it in the index SQLite need not sort.
    auto created = connection.execute("CREATE " + QByteArray(index.unique ? "UNIQUE " : "")
                                      + "INDEX IF NOT EXISTS " + indexName(collection, index)
                                      + " ON " + tableOf(collection) + "(" + expressions(index)
                                      + (index.unique ? "" : ",_id") + ")");
    if (!created && created.error().kind == Error::Kind::Conflict)
        return duplicates(connection, collection, index);
    return created;
}

} // namespace

Result<Done> saveIndexes(Connection &connection, const Collection &collection,
                         const Collection *before)
{
    for (const Index &old : before ? before->indexes : QList<Index>()) {
        if (collection.indexes.contains(old))
            continue;
        if (auto dropped = connection.execute("DROP INDEX IF EXISTS " + indexName(collection, old));
            !dropped)
            return dropped;
    }
    for (const QByteArray &field : before ? before->indexedFields : QByteArrayList()) {
        if (collection.indexedFields.contains(field))
            continue;
        if (auto dropped = connection.execute("DROP INDEX IF EXISTS " + oddName(collection, field));
            !dropped)
            return dropped;
    }
    for (const Index &index : collection.indexes) {
        if (auto created = create(connection, collection, index); !created)
            return created;
    }
    // Children are found by their parent; other documents cost nothing here.
    return connection.execute("CREATE INDEX IF NOT EXISTS " + tableOf(collection) + "_parent ON "
                              + tableOf(collection)
                              + "(_parent_id, _parent_field) WHERE _parent_id IS NOT NULL");
}

Result<qint64> sizeOf(Connection &connection, const Collection &collection, const Index &index)
{
    // SQLite manual, "The DBSTAT virtual table": one row a b-tree when aggregated.
    auto row = connection.prepare("SELECT pgsize FROM dbstat WHERE aggregate = TRUE AND name = ?");
    if (!row)
        return failure(row);
    const QByteArray name = indexName(collection, index);
    const auto read = row->bind(QByteArrayView(name)).step();
    if (!read)
        return failure(read);
    return *read ? row->number(0) : 0;
}

Result<Done> rebuildIndexes(Connection &connection, const Collection &collection)
{
    QByteArrayList names;
    {
        // Read to the end first, because SQLite drops no index while a statement reads. Those
        // without SQL belong to the primary key and cannot be dropped.
        auto rows = connection.prepare("SELECT name FROM sqlite_schema WHERE type = 'index' AND "
                                       "sql IS NOT NULL AND tbl_name = ?");
        if (!rows)
            return failure(rows);
        const QByteArray table = tableOf(collection);
        rows->bind(QByteArrayView(table));
        const auto read = rows->forEachRow([&] { names.append(rows->text(0).toByteArray()); });
        if (!read)
            return read;
    }
    connection.forgetStatements();
    for (const QByteArray &name : std::as_const(names)) {
        if (auto dropped = connection.execute("DROP INDEX " + name); !dropped)
            return dropped;
    }
    return saveIndexes(connection, collection, nullptr);
}

QByteArrayList fieldsOfConflict(const QString &message)
{
    // SQLite names an index of expressions, as those here are; of any other it names the columns.
    const qsizetype start = message.indexOf(QLatin1String("index 'c_"));
    if (start < 0)
        return {};
    const QString name = message.mid(start + 7).section(QLatin1Char('\''), 0, 0);
    return QByteArray::fromHex(name.section(QLatin1Char('_'), 2, 2).toLatin1()).split(',');
}

} // namespace Store::Sqlite
