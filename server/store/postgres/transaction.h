// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/store/commit.h"
#include "server/store/postgres/catalogtables.h"
#include "server/store/postgres/layout.h"
#include "server/store/transaction.h"

#include <QSet>

namespace Store::Postgres {

class Connection;

/// The changes of the jobs of one group, over the connection of the Lane or of a Rehearsal.
/// Thread: the connection's.
class Transaction final : public Store::Transaction
{
public:
    /// Both outlive this. Who made it begins, commits or rolls back the transaction of PostgreSQL.
    Transaction(Connection &connection, const State &state)
        : m_connection(connection)
        , m_state(state)
        , m_layouts(state.layouts)
    {
    }

    bool mayBeRepeated() const override { return true; }
    Result<Done> insert(const Collection &collection, std::vector<Model::Document> &documents,
                        const WriteRules &rules) override;
    Result<Model::Document> update(const Collection &collection, QByteArrayView id,
                                   const Json::Value &changes, const WriteRules &rules) override;
    Result<QByteArrayList> remove(const Collection &collection, const QByteArrayList &ids,
                                  const WriteRules &rules) override;
    Result<std::optional<Model::Document>> document(const Collection &collection,
                                                    QByteArrayView id) override;
    Result<Collection> collection(const QByteArray &name) override;
    Result<Done> saveCollection(const QByteArray &name, const QByteArray &definition) override;
    Result<bool> isEmpty(const Collection &collection) override;
    Result<Done> dropCollection(const QByteArray &name) override;
    Result<Done> renameCollection(const QByteArray &name, const QByteArray &wanted) override;
    Result<QByteArray> settings() override;
    Result<Done> saveSettings(const QByteArray &settings) override;
    Result<Script> script(const QByteArray &name) override;
    Result<Done> saveScript(const QByteArray &name, const Script &script,
                            const ScriptNote &note) override;
    Result<Done> enableScript(const QByteArray &name, bool enabled) override;
    Result<Done> suspendScript(const QByteArray &name, const QByteArray &reason) override;
    Result<Done> saveCompiled(const QByteArray &name, const Script &script) override;
    Result<Done> removeScript(const QByteArray &name) override;
    Result<bool> hasKeys() override;
    Result<Done> saveKey(const StoredKey &stored) override;
    Result<Done> removeKey(const QByteArray &id) override;
    Result<Done> renameKeyPaths(const QByteArray &before, const QByteArray &after) override;
    Result<Done> removeWebhookEvent(qint64 number) override;
    Result<bool> claimRun(const JobRun &run) override;
    Result<bool> endRun(const QByteArray &id) override;
    Result<bool> stopRun(const QByteArray &job) override;
    Result<bool> claimDue(const QByteArray &job, qint64 first, qint64 last) override;
    Result<Done> removeDue(const QByteArray &job) override;
    Result<Done> setComputed(const Collection &collection, QByteArrayView id,
                             const QByteArray &members) override;
    Result<Done> trimLog(const Collection &log, const QByteArray &created, qint64 kept) override;

    /// Begins the next job. @p hasSavepoint: what it does can be rolled back to the savepoint
    /// `job`; else it is the only one of its transaction.
    void beginJob(bool hasSavepoint)
    {
        m_hasSavepoint = hasSavepoint;
        m_parts = 0;
    }
    /// Creates what is missing of the collections that the server itself keeps.
    Result<Done> makeSystemCollections();
    /// What its writes have changed so far.
    struct Mark
    {
        size_t changes;
        size_t definitions;
        size_t webhookEvents;
        Layouts layouts;
        int catalogChanges;
    };
    /// Where the lists of changes end now.
    Mark mark() const;
    /// How often the catalog was changed so far.
    int catalogChanges() const { return m_catalogChanges; }
    /// Forgets what was changed after @p mark, which was undone.
    void forgetAfter(const Mark &mark);
    /// What its writes have changed, without a catalog: changesCatalog says that there is another
    /// to be read. Gives it away.
    Commit takeCommit() { return std::move(m_commit); }
    /// Fails, by a division by zero, if another node has changed the definition of a collection
    /// since the State was loaded whose documents were written here: queued as the last statement
    /// before the commit. The writes keep definitions from being changed between it and the commit:
    /// who changes one locks its table first.
    void queueGuard();

private:
    using Subject = DefinitionChange::Subject;
    using Kind = DefinitionChange::Kind;
    /// Does @p work, a part of a job. When a statement of it fails, the part is undone, and the job
    /// may go on: without that PostgreSQL would take no further statement.
    template<typename T, typename Work>
    Result<T> part(Work work);
    /// The definition that a write to @p given has to keep: that of the state, which may be newer
    /// than the one of the request.
    const Collection &present(const Collection &given);
    /// Keeps writes of other nodes from the tables of @p numbers until the commit, and makes those
    /// fail that know their definitions from before: see queueGuard().
    Result<Done> lockDefinitions(const QList<qint64> &numbers);
    /// The same for the collections to which @p after has relations that @p before has not: their
    /// documents have copies from now on.
    Result<Done> lockTargets(const Collection &before, const Collection &after);
    /// Notes that @p name is another in the next catalog.
    void noteDefinition(Subject subject, Kind kind, const QByteArray &name = {});
    /// Notes that there is another catalog to be loaded after the commit.
    void noteCatalog()
    {
        m_commit.changesCatalog = true;
        ++m_catalogChanges;
    }
    /// saveCollection() for any name, those of the server's own collections too.
    Result<Done> putCollection(const QByteArray &name, const QByteArray &definition);
    /// Adds the row and the table of a collection that there is none of. Nothing when another node
    /// has just done so.
    Result<std::optional<Defined>> addCollection(const QByteArray &name,
                                                 const QByteArray &definition);
    /// Gives a collection another definition, and its table what that needs.
    Result<Done> redefine(const Defined &before, const QByteArray &definition);
    /// Puts the new name where fields of other collections, and the children in their tables, have
    /// the old one.
    Result<Done> renameInDefinitions(const QByteArray &name, const QByteArray &wanted);
    /// Counts a change of the keys if @p changed says that there was one.
    Result<Done> keysChanged(const Result<Done> &changed);

    Connection &m_connection;
    const State &m_state;
    Layouts m_layouts; ///< With those that this transaction has made.
    bool m_hasSavepoint = false; ///< See beginJob().
    int m_parts = 0; ///< Of this job so far.
    QSet<qint64> m_touched; ///< Collections whose keys were written.
    int m_catalogChanges = 0;
    Commit m_commit; ///< What is done so far; a job that fails takes its part back.
};

} // namespace Store::Postgres
