// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/transaction.h"

#include "server/core/timestamp.h"
#include "server/store/connection.h"

#include <QSet>

namespace Store {

namespace {

Failure conflict(const Error &error)
{
    if (error.kind != Error::Kind::Conflict)
        return failure(error);
    const bool isId = error.message.contains(QLatin1String("._id"));
    return failure(
        Error::Kind::Conflict,
        isId ? QStringLiteral("A document with this _id exists already.")
             : QStringLiteral("A document with this value in a unique field exists already."));
}

Failure noDocument(QByteArrayView id)
{
    return failure(
        Error::Kind::NotFound,
        QStringLiteral("There is no document with the id \"%1\".").arg(QString::fromUtf8(id)));
}

QByteArray indexName(const Collection &collection, const QByteArray &field)
{
    return collection.table() + "_" + field.toHex();
}

} // namespace

Result<Done> Transaction::insert(const Collection &collection,
                                 const std::vector<Document> &documents)
{
    const QByteArray sql = "INSERT INTO " + collection.table()
        + " (_id, doc, _created, _changed, _createdby, _changedby, _version) VALUES "
          "(?,?,?,?,?,?,?)";
    for (const Document &document : documents) {
        auto statement = m_connection.prepare(sql);
        if (!statement) {
            return failure(Error::Kind::NotFound,
                           QStringLiteral("The collection \"%1\" is gone.")
                               .arg(QString::fromUtf8(collection.name)));
        }
        const auto inserted = statement->bind(document.id)
                                  .bind(document.json)
                                  .bind(document.created)
                                  .bind(document.changed)
                                  .bind(document.createdBy)
                                  .bind(document.changedBy)
                                  .bind(document.version)
                                  .run();
        if (!inserted)
            return conflict(inserted.error());
    }
    return Done();
}

Result<Document> Transaction::update(const Collection &collection, QByteArrayView id,
                                     const Json::Value &changes, const QByteArray &changedBy)
{
    Document document;
    {
        auto statement = m_connection.prepare("SELECT doc, _created, _createdby, _version FROM "
                                              + collection.table() + " WHERE _id = ?");
        if (!statement)
            return noDocument(id);
        const auto row = statement->bind(id).step();
        if (!row)
            return failure(row);
        if (!*row)
            return noDocument(id);
        document = {id.toByteArray(),
                    statement->text(0).toByteArray(),
                    statement->text(1).toByteArray(),
                    Timestamp::format(Timestamp::now()),
                    statement->text(2).toByteArray(),
                    changedBy,
                    statement->number(3) + 1};
    }
    const auto current = Json::Document::parse(document.json);
    if (!current)
        return failure(Error::Kind::Internal, QStringLiteral("A stored document is damaged."));
    auto merged = mergedText(current->root(), changes);
    if (!merged)
        return failure(merged);
    document.json = std::move(*merged);
    auto statement = m_connection.prepare(
        "UPDATE " + collection.table()
        + " SET doc = ?, _changed = ?, _changedby = ?, _version = ? WHERE _id = ?");
    if (!statement)
        return failure(statement);
    const auto updated = statement->bind(document.json)
                             .bind(document.changed)
                             .bind(document.changedBy)
                             .bind(document.version)
                             .bind(id)
                             .run();
    if (!updated)
        return conflict(updated.error());
    return document;
}

Result<QByteArrayList> Transaction::remove(const Collection &collection, const QByteArrayList &ids)
{
    QByteArrayList removed;
    for (const QByteArray &id : ids) {
        auto statement =
            m_connection.prepare("DELETE FROM " + collection.table() + " WHERE _id = ?");
        if (!statement)
            return noDocument(id);
        const auto count = statement->bind(id).run();
        if (!count)
            return failure(count);
        if (*count > 0)
            removed.append(id);
    }
    return removed;
}

Result<Collection> Transaction::collection(const QByteArray &name)
{
    const auto catalog = loadCatalog(m_connection);
    if (!catalog)
        return failure(catalog);
    if (const Collection *found = (*catalog)->find(name))
        return *found;
    return failure(Error::Kind::NotFound,
                   QStringLiteral("There is no collection \"%1\".").arg(QString::fromUtf8(name)));
}

Result<Done> Transaction::saveIndexes(const Collection &collection, const QList<Index> &before)
{
    QSet<QByteArray> wanted;
    for (const Index &index : collection.indexes) {
        const QByteArray &field = index.field;
        if (field.isEmpty() || field.contains('"') || field.contains('\0')) {
            return failure(Error::Kind::BadInput,
                           QStringLiteral("An index cannot be on the field \"%1\".")
                               .arg(QString::fromUtf8(field)));
        }
        wanted.insert(field);
        const QByteArray name = indexName(collection, field);
        const QByteArray sql = "DROP INDEX IF EXISTS " + name + "; DROP INDEX IF EXISTS " + name
            + "_arrays; CREATE " + (index.unique ? "UNIQUE " : "") + "INDEX " + name + " ON "
            + collection.table() + "(" + indexExpression(field) + (index.unique ? "" : ",_id")
            + "); CREATE INDEX " + name + "_arrays ON " + collection.table() + "(1) WHERE "
            + arrayCondition(field);
        const bool same = std::any_of(before.begin(), before.end(), [&](const Index &old) {
            return old.field == field && old.unique == index.unique;
        });
        if (same)
            continue;
        if (auto created = m_connection.execute(sql); !created)
            return conflict(created.error());
    }
    for (const Index &old : before) {
        const QByteArray name = indexName(collection, old.field);
        if (wanted.contains(old.field))
            continue;
        if (auto dropped = m_connection.execute("DROP INDEX IF EXISTS " + name
                                                + "; DROP INDEX IF EXISTS " + name + "_arrays");
            !dropped)
            return dropped;
    }
    return Done();
}

Result<Done> Transaction::saveCollection(const QByteArray &name, const QByteArray &definition)
{
    if (!isCollectionName(name)) {
        return failure(
            Error::Kind::BadInput,
            QStringLiteral("\"%1\" is no name for a collection: take a letter and up to 63 "
                           "letters, digits, - or _; not beginning with \"system_\".")
                .arg(QString::fromUtf8(name)));
    }
    const auto before = collection(name);
    auto statement =
        m_connection.prepare("INSERT INTO collections (name, definition, created) VALUES (?,?,?)"
                             " ON CONFLICT (name) DO UPDATE SET definition = excluded.definition");
    if (!statement)
        return failure(statement);
    const QByteArray now = Timestamp::format(Timestamp::now());
    if (const auto saved = statement->bind(name).bind(definition).bind(now).run(); !saved)
        return failure(saved);
    touchCatalog();
    const auto after = collection(name);
    if (!after)
        return failure(after);
    const auto created = m_connection.execute(
        "CREATE TABLE IF NOT EXISTS " + after->table()
        + " (_id TEXT PRIMARY KEY, doc TEXT NOT NULL, _created TEXT NOT NULL, _changed TEXT NOT "
          "NULL,"
          " _createdby TEXT NOT NULL, _changedby TEXT NOT NULL, _version INTEGER NOT NULL,"
          " _parent_id TEXT, _parent_def TEXT, _parent_field TEXT) STRICT");
    if (!created)
        return created;
    return saveIndexes(*after, before ? before->indexes : QList<Index>());
}

Result<Done> Transaction::dropCollection(const QByteArray &name)
{
    const auto found = collection(name);
    if (!found)
        return failure(found);
    m_connection.forgetStatements();
    touchCatalog();
    auto statement = m_connection.prepare("DELETE FROM collections WHERE name = ?");
    if (!statement)
        return failure(statement);
    if (const auto removed = statement->bind(name).run(); !removed)
        return failure(removed);
    if (auto dropped = m_connection.execute("DROP TABLE " + found->table()); !dropped)
        return dropped;
    return touchCodehooks();
}

Result<Done> Transaction::touchCodehooks()
{
    touchCatalog();
    return m_connection.execute("UPDATE facts SET codehooks_generation = codehooks_generation + 1");
}

Result<Done> Transaction::saveCodehook(const QByteArray &name, const Codehook &codehook)
{
    const auto found = collection(name);
    if (!found)
        return failure(found);
    auto statement = m_connection.prepare(
        "INSERT INTO codehooks (collection, source, compiled, hooks, enabled, version, changed)"
        " VALUES (?,?,?,?,1,1,?) ON CONFLICT (collection) DO UPDATE SET source = excluded.source,"
        " compiled = excluded.compiled, hooks = excluded.hooks, enabled = 1,"
        " version = version + 1, changed = excluded.changed");
    if (!statement)
        return failure(statement);
    const QByteArray hooks = codehook.hooks.join(' ');
    const QByteArray now = Timestamp::format(Timestamp::now());
    const auto saved = statement->bind(found->number)
                           .bind(codehook.source)
                           .bind(codehook.compiled)
                           .bind(hooks)
                           .bind(now)
                           .run();
    if (!saved)
        return failure(saved);
    return touchCodehooks();
}

Result<Done> Transaction::enableCodehook(const QByteArray &name, bool enabled)
{
    const auto found = collection(name);
    if (!found)
        return failure(found);
    auto statement = m_connection.prepare("UPDATE codehooks SET enabled = ? WHERE collection = ?");
    if (!statement)
        return failure(statement);
    if (const auto saved = statement->bind(qint64(enabled)).bind(found->number).run(); !saved)
        return failure(saved);
    return touchCodehooks();
}

Result<Done> Transaction::saveSettings(const QByteArray &settings)
{
    touchCatalog();
    auto statement = m_connection.prepare("UPDATE facts SET settings = ?");
    if (!statement)
        return failure(statement);
    if (const auto saved = statement->bind(settings).run(); !saved)
        return failure(saved);
    return Done();
}

} // namespace Store
