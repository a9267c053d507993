// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/sqlite/transaction.h"

#include "server/core/timestamp.h"
#include "server/store/sqlite/catalogtables.h"
#include "server/store/sqlite/connection.h"
#include "server/store/sqlite/documentrows.h"
#include "server/store/sqlite/fulltext.h"
#include "server/store/sqlite/indexes.h"
#include "server/store/sqlite/jobtables.h"
#include "server/store/sqlite/keytable.h"
#include "server/store/sqlite/scripttable.h"
#include "server/store/sqlite/tables.h"
#include "server/store/sqlite/webhooktable.h"
#include "server/store/sqlite/writtenrows.h"
#include "server/store/definitions.h"
#include "server/store/documentwriter.h"

namespace Store::Sqlite {

Transaction::Mark Transaction::mark() const
{
    return {m_commit.changes.size(), m_commit.definitions.size(), m_commit.webhookEvents.size()};
}

void Transaction::forgetAfter(const Mark &mark)
{
    // changesCatalog stays as it is: to load the same catalog once more does no harm.
    m_commit.changes.resize(mark.changes);
    m_commit.definitions.resize(mark.definitions);
    m_commit.webhookEvents.resize(mark.webhookEvents);
}

void Transaction::noteDefinition(Subject subject, Kind kind, const QByteArray &name)
{
    m_commit.definitions.push_back({subject, kind, name});
    m_commit.changesCatalog = true;
}

Result<Done> Transaction::insert(const Collection &collection,
                                 std::vector<Model::Document> &documents, const WriteRules &rules)
{
    WrittenRows rows(m_connection, m_tables, collection);
    return DocumentWriter(rows, m_commit, collection, rules).insert(documents);
}

Result<Model::Document> Transaction::update(const Collection &collection, QByteArrayView id,
                                            const Json::Value &changes, const WriteRules &rules)
{
    WrittenRows rows(m_connection, m_tables, collection);
    return DocumentWriter(rows, m_commit, collection, rules).update(id, changes);
}

Result<QByteArrayList> Transaction::remove(const Collection &collection, const QByteArrayList &ids,
                                           const WriteRules &rules)
{
    WrittenRows rows(m_connection, m_tables, collection);
    return DocumentWriter(rows, m_commit, collection, rules).remove(ids);
}

Result<std::optional<Model::Document>> Transaction::document(const Collection &collection,
                                                             QByteArrayView id)
{
    return findDocument(m_connection, collection, id);
}

Result<Collection> Transaction::collection(const QByteArray &name)
{
    // Not of the published catalog: this transaction may have changed the collection already.
    return loadCollection(m_connection, name);
}

Result<Done> Transaction::saveCollection(const QByteArray &name, const QByteArray &definition)
{
    if (auto checked = checkCollectionName(name); !checked)
        return checked;
    return putCollection(name, definition);
}

Result<Done> Transaction::makeSystemCollections()
{
    for (const SystemCollection &each : systemCollections()) {
        // Not saveCollection(), which refuses names that begin with system_.
        if (auto made = putCollection(each.name, each.definition); !made)
            return made;
    }
    return Done();
}

Result<Done> Transaction::putCollection(const QByteArray &name, const QByteArray &definition)
{
    const auto before = collection(name);
    auto statement =
        m_connection.prepare("INSERT INTO collections (name, definition, created) VALUES (?,?,?)"
                             " ON CONFLICT (name) DO UPDATE SET definition = excluded.definition");
    if (!statement)
        return failure(statement);
    const QByteArray now = Timestamp::format(Timestamp::now());
    if (const auto saved = statement->bind(name).bind(definition).bind(now).run(); !saved)
        return failure(saved);
    noteDefinition(Subject::Collection, before ? Kind::Changed : Kind::Created, name);
    const auto after = collection(name);
    if (!after)
        return failure(after);
    if (auto created = m_connection.execute(creationOf(*after)); !created)
        return created;
    const Collection *old = before ? &*before : nullptr;
    if (auto saved = saveFullText(m_connection, *after, old, TakeIn::Later); !saved)
        return saved;
    return saveIndexes(m_connection, *after, old);
}

Result<bool> Transaction::isEmpty(const Collection &collection)
{
    auto statement = m_connection.prepare("SELECT 1 FROM " + tableOf(collection) + " LIMIT 1");
    if (!statement)
        return failure(statement);
    const auto row = statement->step();
    return row ? Result<bool>(!*row) : failure(row);
}

Result<Done> Transaction::dropCollection(const QByteArray &name)
{
    const auto found = collection(name);
    if (!found)
        return failure(found);
    if (found->isSystem())
        return isKeptByServer(name);
    if (auto dropped = dropFullText(m_connection, *found); !dropped)
        return dropped;
    noteDefinition(Subject::Collection, Kind::Removed, name);
    // Its counters go with the row, by their foreign key.
    auto statement = m_connection.prepare("DELETE FROM collections WHERE name = ?");
    if (!statement)
        return failure(statement);
    if (const auto removed = statement->bind(name).run(); !removed)
        return failure(removed);
    const QByteArray number = QByteArray::number(found->number);
    if (auto dropped = m_connection.execute("DELETE FROM links WHERE target_collection = " + number
                                            + " OR source_collection = " + number + "; DROP TABLE "
                                            + tableOf(*found));
        !dropped)
        return dropped;
    return ScriptTable::remove(m_connection, name);
}

Result<Done> Transaction::execute(const QByteArray &sql, const QByteArrayList &values)
{
    auto statement = m_connection.prepare(sql);
    if (!statement)
        return failure(statement);
    for (const QByteArray &value : values)
        statement->bind(value);
    return doneOf(statement->run());
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
    for (const char *sql : {"UPDATE collections SET name = ? WHERE name = ?",
                            "UPDATE scripts SET name = ? WHERE name = ?",
                            "UPDATE script_versions SET name = ? WHERE name = ?"}) {
        if (auto done = execute(sql, {wanted, name}); !done)
            return done;
    }
    return renameInDefinitions(name, wanted);
}

/// Relations and children name their collection; children keep that of their parent as well.
Result<Done> Transaction::renameInDefinitions(const QByteArray &name, const QByteArray &wanted)
{
    const auto catalog = loadCatalog(m_connection);
    if (!catalog)
        return failure(catalog);
    for (const Collection &each : (*catalog)->collections) {
        const auto renamed = withRenamedCollection(each.definition, name, wanted);
        if (!renamed)
            return failure(renamed);
        if (*renamed) {
            if (auto done = execute("UPDATE collections SET definition = ? WHERE name = ?",
                                    {**renamed, each.name});
                !done)
                return done;
            noteDefinition(Subject::Collection, Kind::Changed, each.name);
        }
        // IS NOT NULL lets SQLite use the index of children, which has only these rows
        // (saveIndexes()).
        if (auto done = execute("UPDATE " + tableOf(each)
                                    + " SET _parent_def = ? WHERE _parent_def = ? AND _parent_id "
                                      "IS NOT NULL",
                                {wanted, name});
            !done)
            return done;
    }
    return Done();
}

Result<QByteArray> Transaction::settings()
{
    auto statement = m_connection.prepare("SELECT settings FROM facts");
    if (!statement)
        return failure(statement);
    if (const auto row = statement->step(); !row)
        return failure(row);
    return statement->text(0).toByteArray();
}

Result<Done> Transaction::saveSettings(const QByteArray &settings)
{
    noteDefinition(Subject::Settings, Kind::Changed);
    auto statement = m_connection.prepare("UPDATE facts SET settings = ?");
    if (!statement)
        return failure(statement);
    if (const auto saved = statement->bind(settings).run(); !saved)
        return failure(saved);
    return Done();
}

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
    m_commit.changesCatalog = true;
    return ScriptTable::saveCompiled(m_connection, name, script);
}

Result<Done> Transaction::removeScript(const QByteArray &name)
{
    noteDefinition(Subject::Script, Kind::Removed, name);
    return ScriptTable::remove(m_connection, name);
}

Result<Done> Transaction::keysChanged(const Result<Done> &changed)
{
    if (!changed)
        return changed;
    noteDefinition(Subject::Keys, Kind::Changed);
    return KeyTable::countChange(m_connection);
}

Result<bool> Transaction::hasKeys()
{
    const auto count = m_connection.number("SELECT count(*) FROM keys");
    return count ? Result<bool>(*count > 0) : failure(count);
}

Result<Done> Transaction::saveKey(const StoredKey &stored)
{
    return keysChanged(KeyTable::save(m_connection, stored));
}

Result<Done> Transaction::removeKey(const QByteArray &id)
{
    return keysChanged(KeyTable::remove(m_connection, id));
}

Result<Done> Transaction::renameKeyPaths(const QByteArray &before, const QByteArray &after)
{
    return keysChanged(KeyTable::renamePaths(m_connection, before, after));
}

Result<bool> Transaction::claimRun(const JobRun &run)
{
    const auto added = JobTables::addRun(m_connection, run);
    return added ? Result<bool>(true) : failure(added);
}

Result<bool> Transaction::endRun(const QByteArray &id)
{
    return JobTables::removeRun(m_connection, id);
}

/// A file has one server, whose runs its scheduler knows.
Result<bool> Transaction::stopRun(const QByteArray &)
{
    return false;
}

Result<bool> Transaction::claimDue(const QByteArray &job, qint64, qint64 last)
{
    const auto set = JobTables::setDue(m_connection, job, last);
    return set ? Result<bool>(true) : failure(set);
}

Result<Done> Transaction::removeWebhookEvent(qint64 number)
{
    return WebhookTable::remove(m_connection, number);
}

Result<Done> Transaction::removeDue(const QByteArray &job)
{
    return JobTables::removeDue(m_connection, job);
}

Result<Done> Transaction::setComputed(const Collection &collection, QByteArrayView id,
                                      const QByteArray &members)
{
    const auto version = JobTables::setComputed(m_connection, collection, id, members);
    if (!version)
        return failure(version);
    if (*version)
        m_commit.changes.push_back(
            {collection.number, id.toByteArray(), **version, Change::Kind::Computed});
    return Done();
}

Result<Done> Transaction::trimLog(const Collection &log, const QByteArray &created, qint64 kept)
{
    const auto ids = JobTables::oldest(m_connection, log, created, kept);
    if (!ids || ids->isEmpty())
        return doneOf(ids);
    // As for a client's DELETE, so that subscribers of the log hear of it.
    return doneOf(remove(log, *ids, {}));
}

} // namespace Store::Sqlite
