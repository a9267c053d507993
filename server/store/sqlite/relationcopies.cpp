// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/sqlite/relationcopies.h"

#include "server/core/timestamp.h"
#include "server/store/sqlite/connection.h"
#include "server/store/sqlite/tables.h"
#include "server/store/view.h"

namespace Store::Sqlite {

RelationCopies::RelationCopies(Connection &connection, std::vector<Change> &changes,
                               const Collection &collection, QByteArrayView id,
                               QByteArray changedBy)
    : m_connection(connection)
    , m_changes(changes)
    , m_collection(collection)
    , m_id(id)
    , m_changedBy(std::move(changedBy))
    , m_now(Timestamp::format(Timestamp::now()))
{
}

Result<Done> RelationCopies::refresh(const QByteArray &copy)
{
    const auto found = sources();
    if (!found)
        return failure(found);
    for (const Source &source : *found) {
        if (auto done = refresh(source, copy); !done)
            return done;
    }
    if (!copy.isEmpty())
        return Done();
    auto statement =
        m_connection.prepare("DELETE FROM links WHERE target_collection = ? AND target = ?");
    if (!statement)
        return failure(statement);
    if (const auto removed = statement->bind(m_collection.number).bind(m_id).run(); !removed)
        return failure(removed);
    return Done();
}

Result<QList<RelationCopies::Source>> RelationCopies::sources()
{
    // The order keeps the fields of one document together, so that it is written once.
    auto rows = m_connection.prepare(
        "SELECT source_collection, source, field FROM links WHERE target_collection = ? AND target "
        "= ? ORDER BY source_collection, source");
    if (!rows)
        return failure(rows);
    rows->bind(m_collection.number).bind(m_id);
    QList<Source> found;
    const auto read = rows->forEachRow([&] {
        const qint64 collection = rows->number(0);
        const QByteArrayView id = rows->text(1);
        if (found.isEmpty() || found.last().collection != collection || found.last().id != id)
            found.append({collection, id.toByteArray(), {}});
        found.last().fields.append(rows->text(2).toByteArray());
    });
    if (!read)
        return failure(read);
    return found;
}

Result<Done> RelationCopies::refresh(const Source &source, const QByteArray &copy)
{
    const QByteArray table = tableOf(source.collection);
    QByteArray json;
    {
        auto statement = m_connection.prepare("SELECT doc FROM " + table + " WHERE _id = ?");
        if (!statement)
            return failure(statement);
        const auto row = statement->bind(source.id).step();
        if (!row)
            return failure(row);
        if (!*row)
            return Done();
        const QByteArrayView text = statement->text(0);
        const auto document = Json::Document::parseKnown(text);
        if (!document)
            return failure(document);
        json = refreshed(document->root(), source.fields, copy);
        if (json == text)
            return Done();
    }
    const bool isItself = source.collection == m_collection.number && source.id == m_id;
    m_changedItself = m_changedItself || isItself;
    auto statement = m_connection.prepare(
        "UPDATE " + table
        + (isItself ? " SET doc = ? WHERE _id = ? RETURNING _version"
                    : " SET doc = ?, _changed = ?, _changedby = ?, _version = _version + 1"
                      " WHERE _id = ? RETURNING _version"));
    if (!statement)
        return failure(statement);
    statement->bind(json);
    if (!isItself)
        statement->bind(m_now).bind(m_changedBy);
    const auto row = statement->bind(source.id).step();
    if (!row)
        return failure(row);
    if (*row && !isItself)
        m_changes.push_back(
            {source.collection, source.id, statement->number(0), Change::Kind::Changed});
    return Done();
}

QByteArray RelationCopies::refreshed(const Json::Value &document, const QByteArrayList &fields,
                                     const QByteArray &copy) const
{
    Json::ObjectWriter changed;
    for (const Json::Member &member : document.members()) {
        if (!fields.contains(member.key.toByteArray())) {
            changed.raw(member.key, member.value.toJson());
            continue;
        }
        Json::ArrayWriter copies;
        for (const Json::Value &item : member.value.items()) {
            if (idOf(item) != m_id)
                copies.raw(item.toJson());
            else if (!copy.isEmpty())
                copies.raw(copy);
        }
        changed.raw(member.key, copies.take());
    }
    return changed.take();
}

} // namespace Store::Sqlite
