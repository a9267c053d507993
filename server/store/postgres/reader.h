// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/stopflag.h"
#include "server/store/postgres/connection.h"
#include "server/store/postgres/layout.h"
#include "server/store/postgres/quickreads.h"
#include "server/store/reader.h"

#include <QHash>
#include <QSet>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>

namespace Store::Postgres {

/// Reads over a connection of its own. Each outermost read sees one snapshot, and reads within it
/// see the same one; no transaction is open between reads, because it would hold up changes of
/// definitions. A connection that breaks is opened anew. Thread: one at a time.
class Reader final : public Store::Reader
{
public:
    /// Gives the present State.
    using Look = std::function<SharedState()>;

    /// @p stop stops its statements. @p queue opens the connection for quick reads.
    /// @errors Unavailable: the database is not reached.
    static Result<std::unique_ptr<Reader>> open(const Address &address, Look look,
                                                const StopFlag &stop, ReadQueue *queue);
    /// A reader that sees what @p change does to the database, which is begun before the first read
    /// and undone by endSnapshot(): see Rehearsal.
    static Result<std::unique_ptr<Reader>> overChanges(const Address &address, Look look,
                                                       const StopFlag &stop,
                                                       std::function<Result<Done>()> change);
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
    Result<QList<Node>> nodes() override;
    Result<QList<JobRun>> runs() override;
    Result<QHash<QByteArray, qint64>> dues() override;
    void setEnd(std::optional<std::chrono::steady_clock::time_point> end, StopFlag gone) override;
    bool isPastEnd() const override;
    void readQuickly(QuickAsk *ask) override;
    void endSnapshot() override;

    /// The connection itself, for a Rehearsal, which writes over it.
    Connection &connection() { return *m_connection; }

private:
    Reader(Address address, Look look, StopFlag stop, ReadQueue *queue)
        : m_address(std::move(address))
        , m_look(std::move(look))
        , m_stop(std::move(stop))
        , m_queue(queue)
    {
    }
    /// Opens the connection where there is none or it is broken.
    Result<Done> connect();
    /// What @p read, a function of the connection, gives; done once more where the connection broke
    /// and nothing was given away.
    template<typename T, typename Read>
    Result<T> reading(Read read);
    /// What @p search, a function of the layout, gives in a transaction that keeps one snapshot.
    template<typename T, typename Search>
    Result<T> searching(const Collection &collection, Search search);
    /// Where a collection's table is; nothing when the collection is gone.
    std::optional<Layout> layoutOf(const Collection &collection);

    const Address m_address;
    const Look m_look;
    const StopFlag m_stop;
    ReadQueue *const m_queue; ///< Null for a reader that is asked for no quick reads.
    std::unique_ptr<Connection> m_connection;
    std::unique_ptr<QuickReads> m_quick; ///< Null until the first quick read.
    bool m_isQuick = false; ///< Between two calls of readQuickly().
    std::function<Result<Done>()> m_change; ///< See overChanges(); else empty.
    bool m_hasChanged = false; ///< The changes are put in.
    int m_depth = 0; ///< Searches that are giving their documents to a function, which may read.
    /// The numbers of columns that had odd keys, by the number and generation of the collection.
    QHash<std::pair<qint64, qint64>, QSet<qint64>> m_odd;
    std::optional<std::chrono::steady_clock::time_point> m_end;
    StopFlag m_gone;
};

} // namespace Store::Postgres
