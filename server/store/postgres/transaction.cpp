// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/postgres/transaction.h"

#include "server/core/timestamp.h"
#include "server/model/settings.h"
#include "server/store/definitions.h"
#include "server/store/documentwriter.h"
#include "server/store/postgres/admintables.h"
#include "server/store/postgres/connection.h"
#include "server/store/postgres/jobtable.h"
#include "server/store/postgres/scripttable.h"
#include "server/store/postgres/search.h"
#include "server/store/postgres/tables.h"
#include "server/store/postgres/writtenrows.h"

namespace Store::Postgres {

namespace {

/// The ids in the rows of @p found, added to @p ids.
Result<Done> addIds(const Result<Rows> &found, QByteArrayList &ids)
{
    if (!found)
        return failure(found);
    for (int row = 0; row < found->count(); ++row)
        ids.append(found->text(row, 0));
    return Done();
}

} // namespace

Transaction::Mark Transaction::mark() const
{
    return {m_commit.changes.size(), m_commit.definitions.size(), m_commit.webhookEvents.size(),
            m_layouts, m_catalogChanges};
}

void Transaction::forgetAfter(const Mark &mark)
{
    // changesCatalog stays as it is: to load the same catalog once more does no harm.
    m_commit.changes.resize(mark.changes);
    m_commit.definitions.resize(mark.definitions);
    m_commit.webhookEvents.resize(mark.webhookEvents);
    m_layouts = mark.layouts;
}

void Transaction::noteDefinition(Subject subject, Kind kind, const QByteArray &name)
{
    m_commit.definitions.push_back({subject, kind, name});
    noteCatalog();
}

/// The first part of a job needs no savepoint of its own: there is nothing before it to be kept.
template<typename T, typename Work>
Result<T> Transaction::part(Work work)
{
    const bool isFirst = m_parts++ == 0;
    const Mark before = mark();
    const size_t journal = m_connection.journalSize();
    if (!isFirst)
        m_connection.queue("SAVEPOINT part");
    Result<T> result = work();
    const Trouble &trouble = m_connection.trouble();
    const bool isForLane = !m_connection.isOpen() || isWorthRepeating(trouble);
    if (!result && !trouble.state.isEmpty() && !isForLane) {
        forgetAfter(before);
        m_connection.cutJournal(journal);
        if (!isFirst) {
            m_connection.queue("ROLLBACK TO SAVEPOINT part");
        } else if (m_hasSavepoint) {
            m_connection.queue("ROLLBACK TO SAVEPOINT job");
        } else {
            m_connection.queue("ROLLBACK");
            m_connection.queue("BEGIN");
        }
        m_parts = isFirst ? 0 : m_parts;
    }
    if (!isFirst && !isForLane)
        m_connection.queue("RELEASE SAVEPOINT part");
    return result;
}

// ---- documents

Result<Done> Transaction::insert(const Collection &collection,
                                 std::vector<Model::Document> &documents, const WriteRules &rules)
{
    const Collection &now = present(collection);
    return part<Done>([&] {
        WrittenRows rows(m_connection, m_layouts, now, m_touched);
        return DocumentWriter(rows, m_commit, now, rules).insert(documents);
    });
}

Result<Model::Document> Transaction::update(const Collection &collection, QByteArrayView id,
                                            const Json::Value &changes, const WriteRules &rules)
{
    const Collection &now = present(collection);
    return part<Model::Document>([&] {
        WrittenRows rows(m_connection, m_layouts, now, m_touched);
        return DocumentWriter(rows, m_commit, now, rules).update(id, changes);
    });
}

Result<QByteArrayList> Transaction::remove(const Collection &collection, const QByteArrayList &ids,
                                           const WriteRules &rules)
{
    const Collection &now = present(collection);
    return part<QByteArrayList>([&] {
        WrittenRows rows(m_connection, m_layouts, now, m_touched);
        return DocumentWriter(rows, m_commit, now, rules).remove(ids);
    });
}

Result<std::optional<Model::Document>> Transaction::document(const Collection &collection,
                                                             QByteArrayView id)
{
    return m_layouts.contains(collection.number)
        ? findDocument(m_connection, collection.number, id)
        : Result<std::optional<Model::Document>>(collectionIsGone());
}

Result<Done> Transaction::setComputed(const Collection &collection, QByteArrayView id,
                                      const QByteArray &members)
{
    WrittenRows rows(m_connection, m_layouts, collection, m_touched);
    const auto found = rows.read(id);
    if (!found || !*found)
        return doneOf(found);
    const auto document = Json::Document::parseKnown((*found)->json);
    const auto patch = Json::Document::parse(members);
    if (!document || !patch)
        return failure(document ? patch : document);
    const auto version =
        rows.setText(collection.number, id, Model::patched(document->root(), patch->root()), {});
    if (!version)
        return failure(version);
    m_commit.changes.push_back(
        {collection.number, id.toByteArray(), *version, Change::Kind::Computed});
    return Done();
}

Result<Done> Transaction::trimLog(const Collection &log, const QByteArray &created, qint64 kept)
{
    constexpr qint64 AtOnce = 1000;
    const QByteArray from = "SELECT _id FROM " + tableOf(log.number);
    QByteArrayList ids;
    auto found = created.isEmpty() ? Result<Done>(Done())
                                   : addIds(m_connection.run(from + " WHERE _created < $1 LIMIT $2",
                                                             {text(created), number(AtOnce)}),
                                            ids);
    // Ids ascend with time. An id may be found twice; remove() passes over one that is gone.
    if (found && kept > 0)
        found = addIds(m_connection.run(from + " ORDER BY _id DESC LIMIT $1 OFFSET $2",
                                        {number(AtOnce), number(kept)}),
                       ids);
    if (!found || ids.isEmpty())
        return found;
    // As for a client's DELETE, so that subscribers of the log hear of it.
    return doneOf(remove(log, ids, {}));
}

// ---- collections and settings

Result<Collection> Transaction::collection(const QByteArray &name)
{
    // Not of the published catalog: this transaction may have changed the collection already.
    const auto found = findDefined(m_connection, name);
    if (!found)
        return failure(found);
    return *found ? Result<Collection>((*found)->collection) : noCollection(name);
}

Result<Done> Transaction::saveCollection(const QByteArray &name, const QByteArray &definition)
{
    auto checked = checkCollectionName(name);
    return checked ? part<Done>([&] { return putCollection(name, definition); })
                   : std::move(checked);
}

Result<Done> Transaction::makeSystemCollections()
{
    for (const SystemCollection &each : systemCollections()) {
        if (auto made = putCollection(each.name, each.definition); !made)
            return made;
    }
    return Done();
}

Result<Done> Transaction::putCollection(const QByteArray &name, const QByteArray &definition)
{
    auto before = findDefined(m_connection, name);
    if (!before)
        return failure(before);
    noteDefinition(Subject::Collection, *before ? Kind::Changed : Kind::Created, name);
    if (!*before) {
        before = addCollection(name, definition);
        if (before && !*before)
            before = findDefined(m_connection, name);
        if (!before)
            return failure(before);
        if (!*before)
            return collectionIsGone();
    }
    return redefine(**before, definition);
}

Result<std::optional<Defined>> Transaction::addCollection(const QByteArray &name,
                                                          const QByteArray &definition)
{
    const auto added = m_connection.write(
        "INSERT INTO collections (name, definition, created, generation, layout)"
        " VALUES ($1,$2,$3,0,'{}') ON CONFLICT (name) DO NOTHING RETURNING number",
        {text(name), text(definition), text(Timestamp::format(Timestamp::now()))});
    if (!added)
        return failure(added);
    if (added->isEmpty())
        return std::optional<Defined>();
    const qint64 number = added->number(0, 0);
    Defined defined{Collection::read(number, name, "{}"), Layout{number, 0, 0, false, {}}};
    if (const auto made = createTable(m_connection, defined.collection); !made)
        return failure(made);
    return std::optional(std::move(defined));
}

Result<Done> Transaction::redefine(const Defined &before, const QByteArray &definition)
{
    const Collection after =
        Collection::read(before.collection.number, before.collection.name, definition);
    Layout layout = before.layout.next(after);
    const bool isSameTable = before.layout.generation > 0 && layout.columns == before.layout.columns
        && layout.hasWords == before.layout.hasWords && after.indexes == before.collection.indexes;
    // It waits for writes that are under way, and later ones wait and then meet the guard.
    if (auto locked = lockDefinitions({after.number}); !locked)
        return locked;
    if (!isSameTable) {
        if (auto deferred =
                deferBuilding(m_connection, before.collection, before.layout, after, layout);
            !deferred)
            return deferred;
        if (auto changed =
                changeTable(m_connection, before.collection, before.layout, after, layout);
            !changed)
            return changed;
    }
    m_layouts.insert(after.number, layout);
    if (auto locked = lockTargets(before.collection, after); !locked)
        return locked;
    return doneOf(m_connection.write(
        "UPDATE collections SET definition = $1, generation = $2, layout = $3 WHERE number = $4",
        {text(definition), number(layout.generation), text(layout.toJson()),
         number(after.number)}));
}

Result<bool> Transaction::isEmpty(const Collection &collection)
{
    if (!m_layouts.contains(collection.number))
        return collectionIsGone();
    const auto rows = m_connection.run("SELECT 1 FROM " + tableOf(collection.number) + " LIMIT 1");
    return rows ? Result<bool>(rows->isEmpty()) : failure(rows);
}

Result<Done> Transaction::dropCollection(const QByteArray &name)
{
    const auto found = collection(name);
    if (!found)
        return failure(found);
    if (found->isSystem())
        return isKeptByServer(name);
    noteDefinition(Subject::Collection, Kind::Removed, name);
    // Others that make links to its documents at this moment are waited for.
    if (auto locked = m_connection.define("LOCK TABLE " + tableOf(found->number)
                                          + " IN ACCESS EXCLUSIVE MODE");
        !locked)
        return locked;
    // Its counters go with the row, by their foreign key.
    for (const char *sql : {"DELETE FROM collections WHERE number = $1",
                            "DELETE FROM links WHERE target_collection = $1"
                            " OR source_collection = $1"}) {
        if (const auto removed = m_connection.write(sql, {number(found->number)}); !removed)
            return failure(removed);
    }
    if (auto dropped = m_connection.define("DROP TABLE " + tableOf(found->number)); !dropped)
        return dropped;
    m_layouts.remove(found->number);
    return ScriptTable::remove(m_connection, name);
}

Result<Done> Transaction::renameCollection(const QByteArray &name, const QByteArray &wanted)
{
    const auto found = collection(name);
    if (!found)
        return failure(found);
    if (found->isSystem())
        return isNamedByServer(name);
    if (auto checked = checkCollectionName(wanted); !checked)
        return checked;
    if (collection(wanted))
        return collectionExists(wanted);
    noteDefinition(Subject::Collection, Kind::Renamed, wanted);
    m_commit.definitions.back().before = name;
    if (const auto renamed = m_connection.write("UPDATE collections SET name = $1 WHERE name = $2",
                                                {text(wanted), text(name)});
        !renamed)
        return failure(renamed);
    if (auto renamed = ScriptTable::rename(m_connection, name, wanted); !renamed)
        return renamed;
    return renameInDefinitions(name, wanted);
}

/// Relations and children name their collection; children keep that of their parent as well.
Result<Done> Transaction::renameInDefinitions(const QByteArray &name, const QByteArray &wanted)
{
    const auto all = m_connection.run(
        "SELECT number, name, definition FROM collections ORDER BY number FOR UPDATE");
    if (!all)
        return failure(all);
    for (int row = 0; row < all->count(); ++row) {
        const auto definition = withRenamedCollection(all->text(row, 2), name, wanted);
        if (!definition)
            return failure(definition);
        if (*definition) {
            const auto saved =
                m_connection.write("UPDATE collections SET definition = $1 WHERE number = $2",
                                   {text(**definition), number(all->number(row, 0))});
            if (!saved)
                return failure(saved);
            if (auto locked = lockDefinitions({all->number(row, 0)}); !locked)
                return locked;
            noteDefinition(Subject::Collection, Kind::Changed, all->text(row, 1));
        }
        // The index of children has only rows with a parent.
        const auto children =
            m_connection.write("UPDATE " + tableOf(all->number(row, 0))
                                   + " SET _parent_def = $1 WHERE _parent_def = $2 AND _parent_id"
                                     " IS NOT NULL",
                               {text(wanted), text(name)});
        if (!children)
            return failure(children);
    }
    return Done();
}

Result<QByteArray> Transaction::settings()
{
    const auto rows = m_connection.run("SELECT settings FROM facts FOR UPDATE");
    return rows ? Result<QByteArray>(rows->text(0, 0)) : failure(rows);
}

Result<Done> Transaction::saveSettings(const QByteArray &settings)
{
    noteDefinition(Subject::Settings, Kind::Changed);
    return doneOf(m_connection.write("UPDATE facts SET settings = $1", {text(settings)}));
}

// ---- scripts

Result<Script> Transaction::script(const QByteArray &name)
{
    return ScriptTable::find(m_connection, name);
}

Result<Done> Transaction::saveScript(const QByteArray &name, const Script &script,
                                     const ScriptNote &note)
{
    noteDefinition(Subject::Script, Kind::Changed, name);
    return ScriptTable::save(m_connection, name, script, note);
}

Result<Done> Transaction::enableScript(const QByteArray &name, bool enabled)
{
    noteDefinition(Subject::Script, Kind::Changed, name);
    return ScriptTable::enable(m_connection, name, enabled);
}

Result<Done> Transaction::suspendScript(const QByteArray &name, const QByteArray &reason)
{
    noteDefinition(Subject::Script, Kind::Changed, name);
    return ScriptTable::suspend(m_connection, name, reason);
}

Result<Done> Transaction::saveCompiled(const QByteArray &name, const Script &script)
{
    // The source stays, so there is nothing for subscribers to read again.
    noteCatalog();
    return ScriptTable::saveCompiled(m_connection, name, script);
}

Result<Done> Transaction::removeScript(const QByteArray &name)
{
    noteDefinition(Subject::Script, Kind::Removed, name);
    return ScriptTable::remove(m_connection, name);
}

// ---- keys, webhooks, jobs

Result<Done> Transaction::keysChanged(const Result<Done> &changed)
{
    if (!changed)
        return changed;
    noteDefinition(Subject::Keys, Kind::Changed);
    return AdminTables::countKeyChange(m_connection);
}

Result<bool> Transaction::hasKeys()
{
    return AdminTables::hasKeys(m_connection);
}

Result<Done> Transaction::saveKey(const StoredKey &stored)
{
    return keysChanged(AdminTables::saveKey(m_connection, stored));
}

Result<Done> Transaction::removeKey(const QByteArray &id)
{
    return keysChanged(AdminTables::removeKey(m_connection, id));
}

Result<Done> Transaction::renameKeyPaths(const QByteArray &before, const QByteArray &after)
{
    return keysChanged(AdminTables::renameKeyPaths(m_connection, before, after));
}

Result<Done> Transaction::removeWebhookEvent(qint64 number)
{
    return AdminTables::removeWebhookEvent(m_connection, number);
}

Result<bool> Transaction::claimRun(const JobRun &run)
{
    return JobTable::claimRun(m_connection, run);
}

Result<bool> Transaction::endRun(const QByteArray &id)
{
    return JobTable::removeRun(m_connection, id);
}

Result<bool> Transaction::stopRun(const QByteArray &job)
{
    return JobTable::stopRun(m_connection, job);
}

Result<bool> Transaction::claimDue(const QByteArray &job, qint64 first, qint64 last)
{
    return JobTable::claimDue(m_connection, job, first, last);
}

Result<Done> Transaction::removeDue(const QByteArray &job)
{
    return JobTable::removeDue(m_connection, job);
}

} // namespace Store::Postgres
