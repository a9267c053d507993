// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/json.h"
#include "server/core/result.h"
#include "server/store/catalog.h"
#include "server/model/document.h"
#include "server/store/documentwriter.h"
#include "server/store/jobrun.h"
#include "server/store/key.h"
#include "server/store/scriptversion.h"

#include <QByteArray>
#include <QByteArrayList>

#include <optional>
#include <vector>

namespace Store {

class Connection;
class Tables;

/// The changes that a write job may make. Lives while the Writer runs a group of jobs.
/// Thread: the writer's.
class Transaction final
{
public:
    Transaction(Connection &connection, Tables &tables)
        : m_connection(connection)
        , m_tables(tables)
    {
    }

    /// Stores new documents; defaults, counters and computed fields are filled in.
    /// @errors Validation: a field breaks a rule or a unique value exists. Conflict: an id exists.
    /// NotFound: the collection is gone.
    Result<Done> insert(const Collection &collection, std::vector<Model::Document> &documents,
                        const WriteRules &rules = {});
    /// Puts @p changes over the document @p id, as mergedText() does, and counts its version up.
    /// @errors NotFound, PreconditionFailed, Validation, BadInput.
    Result<Model::Document> update(const Collection &collection, QByteArrayView id,
                                   const Json::Value &changes, const WriteRules &rules);
    /// Removes what is there of @p ids and gives the ids that it removed.
    /// @errors PreconditionFailed: nothing is removed.
    Result<QByteArrayList> remove(const Collection &collection, const QByteArrayList &ids,
                                  const WriteRules &rules = {});

    /// The document @p id with its meta fields; nothing when there is none.
    Result<std::optional<Model::Document>> document(const Collection &collection,
                                                    QByteArrayView id);

    /// The collection @p name as it is now. @errors NotFound.
    Result<Collection> collection(const QByteArray &name);
    /// Creates or changes a collection. @errors BadInput: the name, or an index's field.
    Result<Done> saveCollection(const QByteArray &name, const QByteArray &definition);
    /// Creates what is missing of the collections that the server itself keeps.
    Result<Done> makeSystemCollections();
    /// Drops a collection and all its documents. @errors NotFound; BadInput: the server keeps it.
    Result<Done> dropCollection(const QByteArray &name);
    /// Gives a collection the name @p wanted, also where the fields of others name it and in the
    /// scripts' names. @errors NotFound; BadInput: the name, or the server keeps it; Conflict: the
    /// name is taken.
    Result<Done> renameCollection(const QByteArray &name, const QByteArray &wanted);
    /// The JSON of the settings as they are now.
    Result<QByteArray> settings();
    Result<Done> saveSettings(const QByteArray &settings);

    /// The script @p name as it was last saved. @errors NotFound.
    Result<Script> script(const QByteArray &name);
    /// Saves @p script as the next version, enabled; the same source as the last makes no version.
    /// @errors NotFound: no such collection. BadInput: not a name for a module.
    Result<Done> saveScript(const QByteArray &name, const Script &script, const ScriptNote &note);
    /// Turns a script on or off; turning on ends a suspension.
    Result<Done> enableScript(const QByteArray &name, bool enabled);
    /// Keeps a script from running until somebody enables or saves it; @p reason tells them why.
    Result<Done> suspendScript(const QByteArray &name, const QByteArray &reason);
    /// Replaces the compiled form of the present version.
    Result<Done> saveCompiled(const QByteArray &name, const Script &script);
    /// Removes a script with all its versions.
    Result<Done> removeScript(const QByteArray &name);

    Result<Done> saveKey(const StoredKey &stored);
    /// @errors NotFound.
    Result<Done> removeKey(const QByteArray &id);
    /// Paths of keys that begin with the collection @p before begin with @p after instead.
    Result<Done> renameKeyPaths(const QByteArray &before, const QByteArray &after);

    /// Notes that a run of a job begins.
    Result<Done> claimRun(const JobRun &run);
    /// Notes that the run @p id is over.
    Result<Done> endRun(const QByteArray &id);
    /// Notes that the due times of @p job up to @p due, in seconds since 1970 UTC, were handled.
    Result<Done> setDue(const QByteArray &job, qint64 due);
    /// Forgets the due times of a job that is gone.
    Result<Done> removeDue(const QByteArray &job);
    /// Puts @p members, which the server computes, over those of a document without a new version;
    /// null removes one.
    Result<Done> setComputed(const Collection &collection, QByteArrayView id,
                             const QByteArray &members);
    /// Removes documents of @p log that were created before @p created (ISO 8601; empty: none), and
    /// those that are older than the newest @p kept (0: none): at most 1,000 of each.
    Result<Done> trimLog(const Collection &log, const QByteArray &created, qint64 kept);

    /// Whether a new catalog must be published.
    bool isCatalogTouched() const { return m_catalogTouched; }

private:
    void touchCatalog() { m_catalogTouched = true; }
    /// Counts a change of the keys if @p changed says that there was one.
    Result<Done> keysChanged(const Result<Done> &changed);
    Result<Done> putCollection(const QByteArray &name, const QByteArray &definition);
    Result<Done> execute(const QByteArray &sql, const QByteArrayList &values);
    Result<Done> renameInDefinitions(const QByteArray &name, const QByteArray &wanted);

    Connection &m_connection;
    Tables &m_tables;
    bool m_catalogTouched = false;
};

} // namespace Store
