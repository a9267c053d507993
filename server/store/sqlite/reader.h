// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/store/reader.h"
#include "server/store/sqlite/sqlbuilder.h"
#include "server/store/sqlite/tables.h"
#include "server/core/stopflag.h"
#include "server/store/view.h"

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <type_traits>

namespace Store::Sqlite {

class Connection;

/// Reads over a connection of its own. A snapshot is a read transaction: requests that share one
/// are spared SQLite's locks. Thread: the one that opened it.
class Reader final : public Store::Reader
{
public:
    /// @p commits counts the commits of this process; null where nobody counts.
    /// @p stop stops its statements.
    /// @errors Unavailable: the file cannot be opened.
    static Result<std::unique_ptr<Reader>>
    open(const QString &path, const std::atomic<quint64> *commits, const StopFlag &stop);
    /// A reader that sees what @p change does to the database at the beginning of each snapshot,
    /// and undoes it at its end: see Rehearsal.
    static std::unique_ptr<Reader> overChanges(std::unique_ptr<Connection> connection,
                                               std::function<Result<Done>(Connection &)> change);
    ~Reader() override;

    Result<std::optional<Model::Document>> get(const Collection &collection,
                                               QByteArrayView id) override;
    Result<std::optional<Model::Document>> document(const Collection &collection,
                                                    QByteArrayView id) override;
    Result<Done> find(const Collection &collection, const Model::Query &query,
                      const std::function<void(Model::Document)> &use) override;
    Result<Done> findTexts(const Collection &collection, const Model::Query &query,
                           const std::function<void(QByteArrayView)> &use) override;
    Result<qint64> count(const Collection &collection, const Model::Query &query) override;
    Result<QueryPlan> explain(const Collection &collection, const Model::Query &query) override;
    Result<bool> finds(const Lookup &lookup) override;
    Result<QHash<qint64, QList<Link>>> linksTo(const Collection &collection,
                                               QByteArrayView id) override;
    Result<QList<IndexState>> indexStates(const Collection &collection) override;
    Result<IndexState> fullTextState(const Collection &collection) override;
    Result<QList<Key>> keys() override;
    Result<QList<StoredKey>> storedKeys() override;
    Result<qint64> keysGeneration() override;
    Result<Script> script(const QByteArray &name) override;
    Result<QList<ScriptVersion>> scriptVersions(const QByteArray &name) override;
    Result<ScriptVersion> scriptVersion(const QByteArray &name, int version) override;
    Result<QList<ScriptSource>> scriptsWith(const QByteArray &text) override;
    Result<QList<WebhookEvent>> webhookEvents(const QByteArray &node) override;
    Result<QByteArray> webhookPayload(qint64 number) override;
    Result<QList<Node>> nodes() override { return QList<Node>(); }
    Result<QList<JobRun>> runs() override;
    Result<QHash<QByteArray, qint64>> dues() override;
    void setEnd(std::optional<std::chrono::steady_clock::time_point> end, StopFlag gone) override;
    bool isPastEnd() const override;
    void endSnapshot() override;

    /// Outside of any snapshot.
    /// The connection itself, for a Rehearsal, which writes over it.
    Connection &connection() { return *m_connection; }

private:
    Reader();
    /// Begins a snapshot unless the present one is still good: no commit came since, or rows of it
    /// are being read.
    Result<Done> beginSnapshot();
    /// What @p read gives of @p arguments in the present snapshot.
    template<typename Read, typename... Arguments>
    std::invoke_result_t<Read, Connection &, const Arguments &...>
    inSnapshot(Read read, const Arguments &...arguments)
    {
        if (const auto begun = beginSnapshot(); !begun)
            return failure(begun);
        return read(*m_connection, arguments...);
    }
    /// What an index's field keeps beside texts and numbers, which SQLite and MongoDB order alike.
    /// None: an index orders the documents as the field does. Other: there are objects or booleans,
    /// which it finds but orders otherwise. Blind: there are arrays or texts with NUL, which it
    /// does not find.
    enum class OddValues { None, Other, Blind };
    Result<OddValues> oddValues(const IndexedField &field);
    Result<UsableIndexes> usableIndexes(const Collection &collection, const Model::Query &query);
    /// Calls @p use for each row of @p query, in order; the row is valid during the call.
    Result<Done> forEachRow(const Collection &collection, const Model::Query &query,
                            const char *columns, const std::function<void(const Statement &)> &use);

    std::unique_ptr<Connection> m_connection;
    std::function<Result<Done>(Connection &)> m_change; ///< See overChanges(); else empty.
    const std::atomic<quint64> *m_commits = nullptr;
    quint64 m_seenCommits = 0; ///< When the snapshot began.
    bool m_inSnapshot = false;
    int m_readings = 0; ///< Statements that are giving their rows to a function, which may read.
    Tables m_tables; ///< The texts of statements.
    QHash<QByteArray, OddValues> m_oddValues; ///< By the query that tells; of this commit alone.
    quint64 m_oddCommits = 0; ///< The commit.
    bool m_isMapped = true; ///< See Connection::setMapped().
    std::chrono::steady_clock::time_point m_changed; ///< When a commit was last met.
};

} // namespace Store::Sqlite
