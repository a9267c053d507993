// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/documentwriter.h"

#include "server/core/timestamp.h"
#include "server/model/update.h"
#include "server/store/relationcopies.h"

namespace Store {

Result<Done> DocumentWriter::insert(std::vector<Model::Document> &documents)
{
    for (Model::Document &document : documents) {
        if (auto checked = m_documentRules.checkParent(document.parent); !checked)
            return checked;
        if (auto prepared = m_documentRules.prepare(document, DocumentRules::Occasion::Insert);
            !prepared)
            return prepared;
        if (auto added = m_rows.add(document); !added)
            return added;
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
    auto document = m_rows.read(id);
    // What belongs to others is not there for this user.
    if (document && *document && !m_rules.sees(**document))
        return std::optional<Model::Document>();
    return document;
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
    if (const auto updated = m_rows.change(document); !updated)
        return failure(updated);
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
    RelationCopies copies(m_rows, m_commit.changes, m_collection, document.id, m_rules.changedBy);
    auto refreshed = copies.refresh(copyForRelation(stored->root(), relationsOf(m_collection)));
    if (!refreshed || !copies.changedItself())
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
        const auto isGone = m_rows.remove(id);
        if (!isGone)
            return failure(isGone);
        // The answer lists what this request has removed, and not what was gone already.
        if (!*isGone)
            continue;
        removed.append(id);
        noteChange(id, 0, Change::Kind::Removed);
        if (const auto linked = saveLinks(id, {}, true); !linked)
            return failure(linked);
        if (m_collection.isReferenced) {
            RelationCopies copies(m_rows, m_commit.changes, m_collection, id, m_rules.changedBy);
            if (const auto taken = copies.refresh({}); !taken)
                return failure(taken);
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
    if (const auto stored = m_rows.addWebhookEvent(event, payload); !stored)
        return stored;
    m_commit.webhookEvents.push_back(std::move(event));
    return Done();
}

Result<Done> DocumentWriter::saveLinks(QByteArrayView id, const QList<DocumentRules::Link> &links,
                                       bool mayHaveOld)
{
    if (relationsOf(m_collection).isEmpty())
        return Done();
    if (mayHaveOld) {
        if (auto removed = m_rows.removeLinks(id); !removed)
            return removed;
    }
    for (const DocumentRules::Link &link : links) {
        if (auto saved = m_rows.addLink(id, link); !saved)
            return saved;
    }
    return Done();
}

} // namespace Store
