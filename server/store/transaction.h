// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/json.h"
#include "server/core/result.h"
#include "server/model/document.h"
#include "server/store/catalog.h"
#include "server/store/jobrun.h"
#include "server/store/key.h"
#include "server/store/scriptversion.h"
#include "server/store/writerules.h"

#include <QByteArray>
#include <QByteArrayList>

#include <optional>
#include <vector>

namespace Store {

/// The changes that one piece of work makes: all of them are stored, or none (see Database).
/// It sees its own changes. Thread: the one that writes; lives during the work.
class Transaction
{
public:
    virtual ~Transaction() = default;
    Transaction(const Transaction &) = delete;
    Transaction &operator=(const Transaction &) = delete;

    /// Whether the work is done again from its beginning when others were in its way: then it must
    /// leave what it was given as it was.
    virtual bool mayBeRepeated() const { return false; }

    // ---- documents

    /// Stores new documents; defaults, counters and computed fields are filled in.
    /// @errors Validation: a field breaks a rule or a unique value exists. Conflict: an id exists.
    /// NotFound: the collection is gone.
    virtual Result<Done> insert(const Collection &collection,
                                std::vector<Model::Document> &documents,
                                const WriteRules &rules = {}) = 0;
    /// Puts @p changes over the document @p id, as mergedText() does, and counts its version up.
    /// @errors NotFound, PreconditionFailed, Validation, BadInput; Unprepared, see
    /// WriteRules::mergesAll.
    virtual Result<Model::Document> update(const Collection &collection, QByteArrayView id,
                                           const Json::Value &changes, const WriteRules &rules) = 0;
    /// Removes those of @p ids that exist and gives the ids that it removed.
    /// @errors PreconditionFailed: nothing is removed.
    virtual Result<QByteArrayList> remove(const Collection &collection, const QByteArrayList &ids,
                                          const WriteRules &rules = {}) = 0;
    /// The document @p id with its meta fields; nothing when there is none.
    virtual Result<std::optional<Model::Document>> document(const Collection &collection,
                                                            QByteArrayView id) = 0;

    // ---- collections and settings

    /// The collection @p name as it is now, without its script. @errors NotFound.
    virtual Result<Collection> collection(const QByteArray &name) = 0;
    /// Creates or changes a collection. @errors BadInput: the name, or an index's field.
    virtual Result<Done> saveCollection(const QByteArray &name, const QByteArray &definition) = 0;
    /// Whether @p collection has no documents.
    virtual Result<bool> isEmpty(const Collection &collection) = 0;
    /// Drops a collection and all its documents. @errors NotFound; BadInput: the server keeps it.
    virtual Result<Done> dropCollection(const QByteArray &name) = 0;
    /// Gives a collection the name @p wanted, also where the fields of others name it and in the
    /// scripts' names. @errors NotFound; BadInput: the name, or the server keeps it; Conflict: the
    /// name is taken.
    virtual Result<Done> renameCollection(const QByteArray &name, const QByteArray &wanted) = 0;
    /// The JSON of the settings as they are now.
    virtual Result<QByteArray> settings() = 0;
    /// Replaces all of them; the caller has checked them.
    virtual Result<Done> saveSettings(const QByteArray &settings) = 0;

    // ---- scripts, named as Reader::script() says

    /// The script @p name as it was last saved. @errors NotFound.
    virtual Result<Script> script(const QByteArray &name) = 0;
    /// Saves @p script as the next version, enabled; the same source as the last makes no version.
    /// @errors NotFound: no such collection. BadInput: not a name for a module.
    virtual Result<Done> saveScript(const QByteArray &name, const Script &script,
                                    const ScriptNote &note) = 0;
    /// Turns a script on or off; turning on ends a suspension.
    virtual Result<Done> enableScript(const QByteArray &name, bool enabled) = 0;
    /// Keeps a script from running until somebody enables or saves it; @p reason tells them why.
    virtual Result<Done> suspendScript(const QByteArray &name, const QByteArray &reason) = 0;
    /// Replaces the compiled form of the present version.
    virtual Result<Done> saveCompiled(const QByteArray &name, const Script &script) = 0;
    /// Removes a script with all its versions.
    virtual Result<Done> removeScript(const QByteArray &name) = 0;

    // ---- keys

    /// Whether there are keys. Until the end of the transaction no other server adds one.
    virtual Result<bool> hasKeys() = 0;
    /// Adds a key. @errors Conflict: there is one with its id.
    virtual Result<Done> saveKey(const StoredKey &stored) = 0;
    /// @errors NotFound.
    virtual Result<Done> removeKey(const QByteArray &id) = 0;
    /// Paths of keys that begin with the collection @p before begin with @p after instead.
    virtual Result<Done> renameKeyPaths(const QByteArray &before, const QByteArray &after) = 0;

    // ---- webhooks

    /// Forgets an event that was sent, or is not to be sent. One that is not there is no error.
    virtual Result<Done> removeWebhookEvent(qint64 number) = 0;

    // ---- jobs

    // Where several servers share the database, each of these is done by one of them alone.

    /// Notes that a run of a job begins. False: one of the same job is under way on another server.
    virtual Result<bool> claimRun(const JobRun &run) = 0;
    /// Notes that the run @p id is over. False: another server has noted so, which has taken this
    /// one for dead.
    virtual Result<bool> endRun(const QByteArray &id) = 0;
    /// Asks the server that has it to stop the run of @p job. False: there is none.
    virtual Result<bool> stopRun(const QByteArray &job) = 0;
    /// Notes that the due times of @p job from @p first to @p last, in seconds since 1970 UTC, are
    /// handled here. False: another server handles one of them.
    virtual Result<bool> claimDue(const QByteArray &job, qint64 first, qint64 last) = 0;
    /// Forgets the due times of a job that is gone.
    virtual Result<Done> removeDue(const QByteArray &job) = 0;
    /// Puts @p members, which the server computes, over those of a document without a new version;
    /// null removes one.
    virtual Result<Done> setComputed(const Collection &collection, QByteArrayView id,
                                     const QByteArray &members) = 0;
    /// Removes documents of @p log that were created before @p created (ISO 8601; empty: none), and
    /// those that are older than the newest @p kept (0: none): at most 1,000 of each.
    virtual Result<Done> trimLog(const Collection &log, const QByteArray &created, qint64 kept) = 0;

protected:
    Transaction() = default;
};

} // namespace Store
