// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/sqlite/documentwriter.h"

#include "server/core/timestamp.h"
#include "server/store/sqlite/connection.h"
#include "server/store/sqlite/documentrows.h"
#include "server/store/sqlite/indexes.h"
#include "server/store/sqlite/relationcopies.h"
#include "server/store/sqlite/sqliteerror.h"
#include "server/store/sqlite/tables.h"
#include "server/store/sqlite/webhooktable.h"
#include "server/model/update.h"
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
    if (fields.isEmpty())
        return idExists();
    Model::Violations violations;
    for (const QByteArray &field : fields)
        violations.add(field, QStringLiteral("Already exists"), "UNIQUE");
    return violations.toFailure();
}

Failure noDocument(QByteArrayView id)
{
    return failure(
        Error::Kind::NotFound,
        QStringLiteral("There is no document with the id \"%1\".").arg(QString::fromUtf8(id)));
}

Failure usedUp(const Model::Field &field)
{
    Model::Violations violations;
    violations.add(field.name,
                   QStringLiteral("The counter has reached its end, %1: no greater number is exact "
                                  "for every client.")
                       .arg(Model::Field::LastCount),
                   "AUTOINCREMENT");
    return violations.toFailure();
}

} // namespace

Result<Done> DocumentWriter::insert(std::vector<Model::Document> &documents)
{
    for (Model::Document &document : documents) {
        if (auto checked = m_documentRules.checkParent(document.parent); !checked)
            return checked;
        if (auto prepared = m_documentRules.prepare(document, DocumentRules::Occasion::Insert);
            !prepared)
            return prepared;
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
        if (const auto inserted = statement->run(); !inserted)
            return refusal(inserted.error());
        if (auto linked = saveLinks(document.id, m_documentRules.links(), false); !linked)
            return linked;
        noteChange(document.id, document.version, Change::Kind::Created);
    }
    if (!m_rules.webhook.requestId.isEmpty()) {
        QByteArrayList stored;
        for (const Model::Document &document : documents)
            stored.append(document.jsonWithMeta());
        return tellWebhook(stored);
    }
    return Done();
}

Result<std::optional<Model::Document>> DocumentWriter::read(QByteArrayView id)
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
    // What belongs to others is not there for this user.
    if (!m_rules.sees(document))
        return std::optional<Model::Document>();
    return std::optional(std::move(document));
}

/// The text of @p document with @p changes over it. What takes long is not done here.
Result<QByteArray> DocumentWriter::merge(const Model::Document &document,
                                         const Json::Value &changes)
{
    constexpr qsizetype Large = 64 * 1024; // 0.3 to 0.5 ms
    const auto &prepared = m_rules.merged;
    const bool isPrepared = prepared && prepared->from == document.json;
    if (isPrepared && !m_rules.views)
        return prepared->json;
    if (!isPrepared && !m_rules.mergesAll && document.json.size() > Large)
        return failure(Error::Kind::Unprepared, QStringLiteral("The document is large."));
    const auto current = Json::Document::parseKnown(document.json);
    if (!current)
        return failure(Error::Kind::Internal, QStringLiteral("A stored document is damaged."));
    m_documentRules.setPresent(current->root());
    return isPrepared ? Result<QByteArray>(prepared->json)
                      : Model::mergedText(current->root(), changes);
}

Result<Model::Document> DocumentWriter::update(QByteArrayView id, const Json::Value &changes)
{
    auto found = read(id);
    if (!found)
        return failure(found);
    if (!*found)
        return noDocument(id);
    Model::Document document = std::move(**found);
    if (const auto checked = m_rules.checkVersion(document); !checked)
        return failure(checked);
    auto merged = merge(document, changes);
    if (!merged)
        return failure(merged);
    document.json = std::move(*merged);
    document.changed = Timestamp::format(Timestamp::now());
    document.changedBy = m_rules.changedBy;
    ++document.version;
    if (const auto prepared = m_documentRules.prepare(document, DocumentRules::Occasion::Update);
        !prepared)
        return failure(prepared);
    {
        auto statement = m_connection.prepare(
            "UPDATE " + tableOf(m_collection)
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
            return refusal(updated.error());
    }
    if (const auto linked = saveLinks(id, m_documentRules.links(), true); !linked)
        return failure(linked);
    noteChange(document.id, document.version, Change::Kind::Changed);
    if (m_collection.isReferenced) {
        if (const auto refreshed = refreshCopies(document); !refreshed)
            return failure(refreshed);
    }
    if (!m_rules.webhook.requestId.isEmpty()) {
        if (const auto told = tellWebhook({document.jsonWithMeta()}); !told)
            return failure(told);
    }
    return document;
}

Result<Done> DocumentWriter::refreshCopies(Model::Document &document)
{
    const auto stored = Json::Document::parseKnown(document.json);
    if (!stored)
        return failure(stored);
    RelationCopies copies(m_connection, m_commit.changes, m_collection, document.id,
                          m_rules.changedBy);
    auto refreshed = copies.refresh(copyForRelation(stored->root(), relationsOf(m_collection)));
    if (!refreshed)
        return refusal(refreshed.error());
    if (!copies.changedItself())
        return refreshed;
    // It refers to itself, and its stored text has the new copy, which the answer has to show.
    const auto again = read(document.id);
    if (!again)
        return failure(again);
    if (*again)
        document.json = (*again)->json;
    return Done();
}

Result<QByteArrayList> DocumentWriter::remove(const QByteArrayList &ids)
{
    QByteArrayList removed;
    // Reading a document first costs a look-up; most writes have no rule that needs it.
    const bool mustLook =
        m_rules.versions || !m_rules.decidedOn.isEmpty() || !m_rules.owner.isEmpty();
    for (const QByteArray &id : ids) {
        if (mustLook) {
            const auto found = read(id);
            if (!found)
                return failure(found);
            if (!*found)
                continue;
            if (const auto checked = m_rules.checkVersion(**found); !checked)
                return failure(checked);
        }
        auto statement =
            m_connection.prepare("DELETE FROM " + tableOf(m_collection) + " WHERE _id = ?");
        if (!statement)
            return failure(statement);
        const auto count = statement->bind(id).run();
        if (!count)
            return failure(count);
        // The answer lists what this request has removed, and not what was gone already.
        if (*count == 0)
            continue;
        removed.append(id);
        noteChange(id, 0, Change::Kind::Removed);
        if (const auto linked = saveLinks(id, {}, true); !linked)
            return failure(linked);
        if (m_collection.isReferenced) {
            RelationCopies copies(m_connection, m_commit.changes, m_collection, id,
                                  m_rules.changedBy);
            if (const auto taken = copies.refresh({}); !taken)
                return refusal(taken.error());
        }
    }
    if (!m_rules.webhook.requestId.isEmpty() && !removed.isEmpty()) {
        QByteArrayList ids;
        for (const QByteArray &id : std::as_const(removed))
            ids.append(Json::quoted(QByteArrayView(id)));
        if (const auto told = tellWebhook(ids); !told)
            return failure(told);
    }
    return removed;
}

void DocumentWriter::noteChange(const QByteArray &id, qint64 version, Change::Kind kind)
{
    m_commit.changes.push_back({m_collection.number, id, version, kind});
}

Result<Done> DocumentWriter::tellWebhook(const QByteArrayList &payload)
{
    WebhookEvent event;
    event.requestId = m_rules.webhook.requestId;
    event.collection = m_collection.name;
    event.url = m_collection.webhook.url;
    event.method = m_rules.webhook.method;
    // In the transaction of the write, so that a crash loses both or neither (contract: fields 5).
    if (const auto stored = WebhookTable::add(m_connection, event, payload); !stored)
        return stored;
    m_commit.webhookEvents.push_back(std::move(event));
    return Done();
}

// ---- what the rules ask for

/// The next number; a number that the client brought, as an import does, moves the counter on.
Result<qint64> DocumentWriter::countUp(const Model::Field &field, std::optional<qint64> given)
{
    std::optional<qint64> last;
    {
        auto counter =
            m_connection.prepare("SELECT value FROM counters WHERE collection = ? AND field = ?");
        if (!counter)
            return failure(counter);
        const auto row = counter->bind(m_collection.number).bind(field.name).step();
        if (!row)
            return failure(row);
        if (*row)
            last = counter->number(0);
    }
    if (!last) {
        // The field is new in this collection: go on after what is there. Texts count for nothing,
        // though SQLite takes them for greater than any number.
        const QByteArray value = indexExpression(field.name);
        const auto highest =
            m_connection.number("SELECT max(" + value + ") FROM " + tableOf(m_collection)
                                + " WHERE typeof(" + value + ") IN ('integer', 'real')");
        if (!highest)
            return failure(highest);
        last = *highest;
    }
    if (!given && *last >= Model::Field::LastCount)
        return usedUp(field);
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

Result<std::optional<Json::Document>> DocumentWriter::find(qint64 collection, QByteArrayView id)
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

Result<bool> DocumentWriter::finds(const Lookup &lookup)
{
    return findsDocument(m_connection, *lookup.collection, lookup.query);
}

// ---- links

Result<Done> DocumentWriter::saveLinks(QByteArrayView id, const QList<DocumentRules::Link> &links,
                                       bool mayHaveOld)
{
    if (relationsOf(m_collection).isEmpty())
        return Done();
    if (mayHaveOld) {
        auto statement =
            m_connection.prepare("DELETE FROM links WHERE source_collection = ? AND source = ?");
        if (!statement)
            return failure(statement);
        if (const auto removed = statement->bind(m_collection.number).bind(id).run(); !removed)
            return failure(removed);
    }
    for (const DocumentRules::Link &link : links) {
        auto statement = m_connection.prepare(
            "INSERT OR IGNORE INTO links (target_collection, target, source_collection, source,"
            " field) VALUES (?,?,?,?,?)");
        if (!statement)
            return failure(statement);
        const auto saved = statement->bind(link.targetCollection)
                               .bind(link.target)
                               .bind(m_collection.number)
                               .bind(id)
                               .bind(link.field)
                               .run();
        if (!saved)
            return failure(saved);
    }
    return Done();
}

} // namespace Store::Sqlite
