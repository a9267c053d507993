// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/store/commit.h"
#include "server/store/transaction.h"

#include <vector>

namespace Store::Sqlite {

class Connection;
class Tables;

/// The changes of one job, over the connection of the Writer or of a Rehearsal.
/// Thread: the connection's.
class Transaction final : public Store::Transaction
{
public:
    /// Both outlive this. Who made it begins, commits or rolls back the transaction of SQLite.
    Transaction(Connection &connection, Tables &tables)
        : m_connection(connection)
        , m_tables(tables)
    {
    }

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

    /// Creates what is missing of the collections that the server itself keeps.
    Result<Done> makeSystemCollections();
    /// How much its writes have changed so far.
    struct Mark
    {
        size_t changes;
        size_t definitions;
        size_t webhookEvents;
    };
    /// Where the lists of changes end now.
    Mark mark() const;
    /// Forgets what was changed after @p mark, which was undone.
    void forgetAfter(const Mark &mark);
    /// What its writes have changed, without a catalog: changesCatalog says that there is another
    /// to be read. Gives it away.
    Commit takeCommit() { return std::move(m_commit); }

private:
    using Subject = DefinitionChange::Subject;
    using Kind = DefinitionChange::Kind;
    /// Notes that @p name is another in the next catalog.
    void noteDefinition(Subject subject, Kind kind, const QByteArray &name = {});
    /// saveCollection() for any name, those of the server's own collections too.
    Result<Done> putCollection(const QByteArray &name, const QByteArray &definition);
    /// Runs one statement with @p values as its parameters, in their order.
    Result<Done> execute(const QByteArray &sql, const QByteArrayList &values);
    /// Puts the new name where fields of other collections, and the children in their tables, have
    /// the old one.
    Result<Done> renameInDefinitions(const QByteArray &name, const QByteArray &wanted);
    /// Counts a change of the keys if @p changed says that there was one.
    Result<Done> keysChanged(const Result<Done> &changed);

    Connection &m_connection;
    Tables &m_tables;
    Commit m_commit; ///< What is done so far; a job that fails takes its part back.
};

} // namespace Store::Sqlite
