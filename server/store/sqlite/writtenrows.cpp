// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/sqlite/writtenrows.h"

#include "server/store/sqlite/connection.h"
#include "server/store/sqlite/documentrows.h"
#include "server/store/sqlite/indexes.h"
#include "server/store/sqlite/sqliteerror.h"
#include "server/store/sqlite/tables.h"
#include "server/store/sqlite/webhooktable.h"
#include "server/store/view.h"

#include <algorithm>

namespace Store::Sqlite {

namespace {

/// The error of a write that SQLite refused.
Failure refusal(const Error &error)
{
    if (error.kind != Error::Kind::Conflict)
        return failure(error);
    const QByteArrayList fields = fieldsOfConflict(error.message);
    // A unique index of ours has fields, so this is the primary key: the _id.
    return fields.isEmpty() ? idExists() : notUnique(fields);
}

} // namespace

// ---- documents

Result<Done> WrittenRows::add(const Model::Document &document)
{
    auto statement = m_connection.prepare(m_tables.textsOf(m_collection).insertOne);
    if (!statement)
        return failure(statement);
    statement->bind(document.id)
        .bind(document.json)
        .bind(document.created)
        .bind(document.changed)
        .bind(document.createdBy)
        .bind(document.changedBy)
        .bind(document.version);
    const Model::Parent &parent = document.parent;
    if (!parent.id.isEmpty())
        statement->bind(parent.id).bind(parent.collection).bind(parent.field);
    else
        statement->bindNull().bindNull().bindNull();
    const auto inserted = statement->run();
    return inserted ? Result<Done>(Done()) : refusal(inserted.error());
}

Result<std::optional<Model::Document>> WrittenRows::read(QByteArrayView id)
{
    auto statement = m_connection.prepare(
        "SELECT doc, _created, _createdby, _version, _parent_id, _parent_def, _parent_field FROM "
        + tableOf(m_collection) + " WHERE _id = ?");
    if (!statement)
        return failure(statement);
    const auto row = statement->bind(id).step();
    if (!row)
        return failure(row);
    if (!*row)
        return std::optional<Model::Document>();
    Model::Document document;
    document.id = id.toByteArray();
    document.json = statement->text(0).toByteArray();
    document.created = statement->text(1).toByteArray();
    document.createdBy = statement->text(2).toByteArray();
    document.version = statement->number(3);
    document.parent = {statement->text(4).toByteArray(), statement->text(5).toByteArray(),
                       statement->text(6).toByteArray()};
    return std::optional(std::move(document));
}

Result<Done> WrittenRows::change(const Model::Document &document)
{
    auto statement =
        m_connection.prepare("UPDATE " + tableOf(m_collection)
                             + " SET doc = ?, _changed = ?, _changedby = ?, _version = ? WHERE _id "
                               "= ?");
    if (!statement)
        return failure(statement);
    const auto updated = statement->bind(document.json)
                             .bind(document.changed)
                             .bind(document.changedBy)
                             .bind(document.version)
                             .bind(document.id)
                             .run();
    return updated ? Result<Done>(Done()) : refusal(updated.error());
}

Result<bool> WrittenRows::remove(QByteArrayView id)
{
    auto statement =
        m_connection.prepare("DELETE FROM " + tableOf(m_collection) + " WHERE _id = ?");
    if (!statement)
        return failure(statement);
    const auto count = statement->bind(id).run();
    return count ? Result<bool>(*count > 0) : failure(count);
}

Result<Done> WrittenRows::addWebhookEvent(WebhookEvent &event, const QByteArrayList &payload)
{
    return WebhookTable::add(m_connection, event, payload);
}

// ---- what the rules ask for

/// The next number; a number that the client brought, as an import does, moves the counter on.
Result<qint64> WrittenRows::countUp(const Model::Field &field, std::optional<qint64> given)
{
    const auto last = lastCount(field);
    if (!last)
        return last;
    if (!given && *last >= Model::Field::LastCount)
        return counterUsedUp(field);
    const qint64 value = given ? std::max(*last, *given) : *last + 1;
    auto counter = m_connection.prepare(
        "INSERT OR REPLACE INTO counters (collection, field, value) VALUES (?,?,?)");
    if (!counter)
        return failure(counter);
    const auto saved = counter->bind(m_collection.number).bind(field.name).bind(value).run();
    if (!saved)
        return failure(saved);
    return given.value_or(value);
}

Result<qint64> WrittenRows::lastCount(const Model::Field &field)
{
    {
        auto counter =
            m_connection.prepare("SELECT value FROM counters WHERE collection = ? AND field = ?");
        if (!counter)
            return failure(counter);
        const auto row = counter->bind(m_collection.number).bind(field.name).step();
        if (!row)
            return failure(row);
        if (*row)
            return counter->number(0);
    }
    // The field is new in this collection: go on after what is there. Texts count for nothing,
    // though SQLite takes them for greater than any number.
    const QByteArray value = indexExpression(field.name);
    return m_connection.number("SELECT max(" + value + ") FROM " + tableOf(m_collection)
                               + " WHERE typeof(" + value + ") IN ('integer', 'real')");
}

Result<std::optional<Json::Document>> WrittenRows::find(qint64 collection, QByteArrayView id)
{
    using Found = Result<std::optional<Json::Document>>;
    const Found missing = std::optional<Json::Document>();
    auto statement =
        m_connection.prepare("SELECT doc FROM " + tableOf(collection) + " WHERE _id = ?");
    // A relation may name a collection that was dropped after the request took its catalog.
    if (!statement)
        return isGone(statement.error()) ? missing : failure(statement);
    const auto row = statement->bind(id).step();
    if (!row)
        return isGone(row.error()) ? missing : failure(row);
    auto document = *row ? Json::Document::parseKnown(statement->text(0))
                         : Result<Json::Document>(noDocument(id));
    return document ? std::optional(std::move(*document)) : std::nullopt;
}

Result<bool> WrittenRows::finds(const Lookup &lookup)
{
    return findsDocument(m_connection, *lookup.collection, lookup.query);
}

// ---- links

Result<Done> WrittenRows::addLink(QByteArrayView id, const DocumentRules::Link &link)
{
    auto statement = m_connection.prepare(
        "INSERT OR IGNORE INTO links (target_collection, target, source_collection, source,"
        " field) VALUES (?,?,?,?,?)");
    if (!statement)
        return failure(statement);
    return doneOf(statement->bind(link.targetCollection)
                      .bind(link.target)
                      .bind(m_collection.number)
                      .bind(id)
                      .bind(link.field)
                      .run());
}

Result<Done> WrittenRows::removeLinks(QByteArrayView id)
{
    auto statement =
        m_connection.prepare("DELETE FROM links WHERE source_collection = ? AND source = ?");
    return statement ? doneOf(statement->bind(m_collection.number).bind(id).run())
                     : failure(statement);
}

Result<QList<WrittenRows::Holder>> WrittenRows::holders(QByteArrayView id)
{
    // The order keeps the fields of one document together.
    auto rows = m_connection.prepare(
        "SELECT source_collection, source, field FROM links WHERE target_collection = ? AND target "
        "= ? ORDER BY source_collection, source");
    if (!rows)
        return failure(rows);
    rows->bind(m_collection.number).bind(id);
    QList<Holder> found;
    const auto read = rows->forEachRow([&] {
        found.append({rows->number(0), rows->text(1).toByteArray(), rows->text(2).toByteArray()});
    });
    if (!read)
        return failure(read);
    return found;
}

Result<Done> WrittenRows::removeHolders(QByteArrayView id)
{
    auto statement =
        m_connection.prepare("DELETE FROM links WHERE target_collection = ? AND target = ?");
    return statement ? doneOf(statement->bind(m_collection.number).bind(id).run())
                     : failure(statement);
}

Result<std::optional<QByteArray>> WrittenRows::text(qint64 collection, QByteArrayView id)
{
    auto statement =
        m_connection.prepare("SELECT doc FROM " + tableOf(collection) + " WHERE _id = ?");
    if (!statement)
        return failure(statement);
    const auto row = statement->bind(id).step();
    if (!row)
        return failure(row);
    return *row ? std::optional(statement->text(0).toByteArray()) : std::nullopt;
}

Result<qint64> WrittenRows::setText(qint64 collection, QByteArrayView id, const QByteArray &text,
                                    const std::optional<Author> &author)
{
    auto statement = m_connection.prepare(
        "UPDATE " + tableOf(collection)
        + (author ? " SET doc = ?, _changed = ?, _changedby = ?, _version = _version + 1"
                    " WHERE _id = ? RETURNING _version"
                  : " SET doc = ? WHERE _id = ? RETURNING _version"));
    if (!statement)
        return failure(statement);
    statement->bind(text);
    if (author)
        statement->bind(author->time).bind(author->name);
    const auto row = statement->bind(id).step();
    if (!row)
        return refusal(row.error());
    return *row ? statement->number(0) : 0;
}

} // namespace Store::Sqlite
