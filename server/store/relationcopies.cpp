// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/relationcopies.h"

#include "server/core/timestamp.h"
#include "server/store/view.h"

namespace Store {

RelationCopies::RelationCopies(DocumentRows &rows, std::vector<Change> &changes,
                               const Collection &collection, QByteArrayView id,
                               QByteArray changedBy)
    : m_rows(rows)
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
    return copy.isEmpty() ? m_rows.removeHolders(m_id) : Result<Done>(Done());
}

Result<QList<RelationCopies::Source>> RelationCopies::sources()
{
    const auto holders = m_rows.holders(m_id);
    if (!holders)
        return failure(holders);
    QList<Source> found;
    for (const DocumentRows::Holder &each : *holders) {
        // Those of one document are side by side, so it is written once.
        if (found.isEmpty() || found.last().collection != each.collection
            || found.last().id != each.id)
            found.append({each.collection, each.id, {}});
        found.last().fields.append(each.field);
    }
    return found;
}

Result<Done> RelationCopies::refresh(const Source &source, const QByteArray &copy)
{
    const auto text = m_rows.text(source.collection, source.id);
    if (!text)
        return failure(text);
    if (!*text)
        return Done();
    const auto document = Json::Document::parseKnown(**text);
    if (!document)
        return failure(document);
    const QByteArray json = refreshed(document->root(), source.fields, copy);
    if (json == **text)
        return Done();
    const bool isItself = source.collection == m_collection.number && source.id == m_id;
    m_changedItself = m_changedItself || isItself;
    std::optional<DocumentRows::Author> author;
    if (!isItself)
        author = {m_now, m_changedBy};
    const auto version = m_rows.setText(source.collection, source.id, json, author);
    if (!version)
        return failure(version);
    if (!isItself)
        m_changes.push_back({source.collection, source.id, *version, Change::Kind::Changed});
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

} // namespace Store
