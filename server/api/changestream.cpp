// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/changestream.h"

#include "server/core/json.h"
#include "server/store/database.h"

#include <array>

namespace Api {

namespace {

const char *nameOf(Store::Change::Kind kind)
{
    switch (kind) {
    case Store::Change::Kind::Created:
        return "insert";
    case Store::Change::Kind::Changed:
    case Store::Change::Kind::Computed:
        return "update";
    case Store::Change::Kind::Removed:
        break;
    }
    return "remove";
}

QByteArray documentsJson(const std::vector<Store::Change> &changes)
{
    Json::ArrayWriter list;
    for (const Store::Change &each : changes) {
        Json::ObjectWriter document;
        document.text("_id", QByteArrayView(each.id));
        if (each.kind != Store::Change::Kind::Removed)
            document.number("_version", each.version);
        list.raw(document.text("kind", QByteArrayView(nameOf(each.kind))).take());
    }
    return list.take();
}

QByteArray collectionsJson(const std::vector<Store::CommitSummary::OfCollection> &collections)
{
    Json::ArrayWriter list;
    for (const auto &each : collections) {
        Json::ObjectWriter collection;
        collection.text("name", QByteArrayView(each.name))
            .number("insert", each.created)
            .number("update", each.changed)
            .number("remove", each.removed);
        if (!each.documents.empty())
            collection.raw("documents", documentsJson(each.documents));
        list.raw(collection.take());
    }
    return list.take();
}

QByteArray definitionsJson(const std::vector<Store::DefinitionChange> &definitions)
{
    // In the order of DefinitionChange::Subject and Kind, whose values are the places.
    static constexpr std::array subjects = {"collection", "script", "keys", "settings"};
    static constexpr std::array kinds = {"create", "change", "rename", "remove"};
    Json::ArrayWriter list;
    for (const Store::DefinitionChange &each : definitions) {
        Json::ObjectWriter definition;
        definition.text("subject", QByteArrayView(subjects[size_t(each.subject)]))
            .text("kind", QByteArrayView(kinds[size_t(each.kind)]));
        if (!each.name.isEmpty())
            definition.text("name", QByteArrayView(each.name));
        if (!each.before.isEmpty())
            definition.text("before", QByteArrayView(each.before));
        list.raw(definition.take());
    }
    return list.take();
}

/// What the ids of a server have behind the number.
QByteArray endingOf(const Store::Nodes &nodes)
{
    const QByteArray session = nodes.session();
    return session.isEmpty() ? QByteArray() : '-' + session;
}

} // namespace

QByteArray changesJson(const Store::CommitSummary &summary)
{
    Json::ObjectWriter changes;
    if (!summary.collections.empty())
        changes.raw("collections", collectionsJson(summary.collections));
    if (!summary.definitions.empty())
        changes.raw("definitions", definitionsJson(summary.definitions));
    return changes.take();
}

ChangeStream::ChangeStream(Store::Database &database, const QByteArray &lastId, Http::BodySink sink)
    : EventStream(std::move(sink))
    , m_recent(database.recentCommits())
    , m_ending(endingOf(database.nodes()))
    , m_subscription(database.subscribe(this, {.catalog = true, .allDocuments = true},
                                        [this](const Store::Commit &commit) { take(commit); }))
{
    // The subscription comes first: a commit in between is told twice, and known by its number.
    resume(lastId);
}

void ChangeStream::resume(const QByteArray &lastId)
{
    if (lastId.isEmpty()) {
        // Without data this is no event, but the client keeps the number.
        m_last = m_recent.last();
        (void)send("id: " + id(m_last) + "\n\n");
        return;
    }
    bool isNumber = lastId.endsWith(m_ending);
    m_last = isNumber ? lastId.chopped(m_ending.size()).toULongLong(&isNumber) : 0;
    const auto missed = isNumber ? m_recent.since(m_last) : std::nullopt;
    if (!missed)
        return reset();
    for (const auto &summary : *missed)
        tell(*summary);
}

void ChangeStream::take(const Store::Commit &commit)
{
    if (commit.number <= m_last)
        return;
    if (commit.areSomeMissing)
        reset();
    else if (commit.summary) // else it has changed nothing that clients see
        tell(*commit.summary);
}

void ChangeStream::tell(const Store::CommitSummary &summary)
{
    const Event event{id(summary.number), {}, changesJson(summary)};
    if (m_isBehind || !send(event.text()))
        reset();
    m_last = std::max(m_last, summary.number);
}

/// Passes over what the client has not been told so far.
void ChangeStream::reset()
{
    m_last = m_recent.last();
    m_isBehind = !send(Event{id(m_last), "reset", "{}"}.text());
}

void ChangeStream::idle()
{
    if (m_isBehind)
        reset();
}

} // namespace Api
