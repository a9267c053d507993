// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/postgres/reader.h"

#include "server/store/definitions.h"
#include "server/store/postgres/admintables.h"
#include "server/store/postgres/jobtable.h"
#include "server/store/postgres/nodetable.h"
#include "server/store/postgres/search.h"
#include "server/store/postgres/scripttable.h"
#include "server/store/postgres/tables.h"
#include "server/store/view.h"

#include <utility>

namespace Store::Postgres {

namespace {

constexpr qsizetype MaximumKnown = 10000; ///< Collections that are made and dropped in a loop.

} // namespace

Reader::~Reader() = default;

Result<std::unique_ptr<Reader>> Reader::open(const Address &address, Look look,
                                             const StopFlag &stop, ReadQueue *queue)
{
    std::unique_ptr<Reader> reader(new Reader(address, std::move(look), stop, queue));
    if (const auto connected = reader->connect(); !connected)
        return failure(connected);
    return reader;
}

Result<std::unique_ptr<Reader>> Reader::overChanges(const Address &address, Look look,
                                                    const StopFlag &stop,
                                                    std::function<Result<Done>()> change)
{
    auto reader = open(address, std::move(look), stop, nullptr);
    if (reader)
        (*reader)->m_change = std::move(change);
    return reader;
}

Result<Done> Reader::connect()
{
    if (m_connection && m_connection->isOpen())
        return Done();
    auto connection = Connection::open(m_address, Connection::Purpose::Read, m_stop);
    if (!connection)
        return failure(connection);
    m_connection = std::move(*connection);
    m_connection->setEnd(m_end, m_gone);
    m_hasChanged = false;
    return Done();
}

template<typename T, typename Read>
Result<T> Reader::reading(Read read)
{
    if (m_isQuick)
        return read(m_quick->connection());
    for (int attempt = 1;; ++attempt) {
        if (m_depth == 0) {
            if (const auto connected = connect(); !connected)
                return failure(connected);
        }
        if (m_change && !std::exchange(m_hasChanged, true)) {
            if (const auto changed = m_change(); !changed)
                return failure(changed);
        }
        Result<T> result = read(*m_connection);
        const bool isOver =
            result || m_connection->isOpen() || m_connection->mustEnd() || m_depth > 0 || m_change;
        if (isOver || attempt == 2)
            return result;
    }
}

std::optional<Layout> Reader::layoutOf(const Collection &collection)
{
    const SharedState state = m_look();
    const auto layout = state->layouts.constFind(collection.number);
    return layout == state->layouts.cend() ? std::nullopt : std::optional(*layout);
}

template<typename T, typename Search>
Result<T> Reader::searching(const Collection &collection, Search search)
{
    bool isGiven = false; // to the caller: then it cannot be done again
    for (int attempt = 1;; ++attempt) {
        const auto layout = layoutOf(collection);
        if (!layout)
            return collectionIsGone();
        // Each flush of quick reads is a transaction already.
        const bool isOutermost = m_depth == 0 && !m_change && !m_isQuick;
        Result<T> result = reading<T>([&](Connection &connection) {
            if (isOutermost)
                connection.queue("BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY");
            if (m_odd.size() > MaximumKnown)
                m_odd.clear();
            ++m_depth;
            auto found = search(connection, *layout,
                                m_odd[{layout->collection, layout->generation}], m_depth, isGiven);
            --m_depth;
            if (isOutermost) {
                connection.queueOnce(found ? "COMMIT" : "ROLLBACK");
                connection.post();
            }
            return found;
        });
        // Another node may have changed the table a moment ago, which its event tells soon.
        const bool isStale = !result && m_connection && m_connection->trouble().state == "42703";
        if (!isStale || isGiven || !isOutermost || attempt == 2)
            return result;
    }
}

Result<std::optional<Model::Document>> Reader::get(const Collection &collection, QByteArrayView id)
{
    using Found = std::optional<Model::Document>;
    if (!layoutOf(collection))
        return collectionIsGone();
    if (!isStorable(id))
        return Found();
    return reading<Found>([&](Connection &connection) -> Result<Found> {
        const auto rows = connection.run("SELECT doc, _version FROM " + tableOf(collection.number)
                                             + " WHERE _id = $1",
                                         {text(id)});
        if (!rows)
            return failure(rows);
        if (rows->isEmpty())
            return Found();
        Model::Document document;
        document.json = rows->text(0, 0);
        document.version = rows->number(0, 1);
        return Found(std::move(document));
    });
}

Result<std::optional<Model::Document>> Reader::document(const Collection &collection,
                                                        QByteArrayView id)
{
    using Found = std::optional<Model::Document>;
    if (!layoutOf(collection))
        return collectionIsGone();
    return reading<Found>(
        [&](Connection &connection) { return findDocument(connection, collection.number, id); });
}

Result<Done> Reader::find(const Collection &collection, const Model::Query &query,
                          const std::function<void(Model::Document)> &use)
{
    return searching<Done>(collection,
                           [&](Connection &connection, const Layout &layout, QSet<qint64> &odd,
                               int depth, bool &isGiven) {
                               return Search(connection, layout, query, odd, depth)
                                   .documents([&](Model::Document document) {
                                       isGiven = true;
                                       use(std::move(document));
                                   });
                           });
}

Result<Done> Reader::findTexts(const Collection &collection, const Model::Query &query,
                               const std::function<void(QByteArrayView)> &use)
{
    return searching<Done>(
        collection,
        [&](Connection &connection, const Layout &layout, QSet<qint64> &odd, int depth,
            bool &isGiven) {
            return Search(connection, layout, query, odd, depth).texts([&](QByteArrayView text) {
                isGiven = true;
                use(text);
            });
        });
}

Result<qint64> Reader::count(const Collection &collection, const Model::Query &query)
{
    return searching<qint64>(
        collection,
        [&](Connection &connection, const Layout &layout, QSet<qint64> &odd, int depth, bool &) {
            return Search(connection, layout, query, odd, depth).count();
        });
}

Result<QueryPlan> Reader::explain(const Collection &collection, const Model::Query &query)
{
    return searching<QueryPlan>(collection,
                                [&](Connection &connection, const Layout &layout, QSet<qint64> &odd,
                                    int depth, bool &) -> Result<QueryPlan> {
                                    return Search(connection, layout, query, odd, depth).explain();
                                });
}

Result<bool> Reader::finds(const Lookup &lookup)
{
    if (!layoutOf(*lookup.collection))
        return false;
    return reading<bool>([&](Connection &connection) {
        return findsDocument(connection, lookup.collection->number, lookup.query);
    });
}

Result<QHash<qint64, QList<Link>>> Reader::linksTo(const Collection &collection, QByteArrayView id)
{
    using Links = QHash<qint64, QList<Link>>;
    if (!isStorable(id))
        return Links();
    return reading<Links>([&](Connection &connection) -> Result<Links> {
        const auto rows = connection.run("SELECT source_collection, source, field FROM links"
                                         " WHERE target_collection = $1 AND target = $2",
                                         {number(collection.number), text(id)});
        if (!rows)
            return failure(rows);
        Links links;
        for (int row = 0; row < rows->count(); ++row)
            links[rows->number(row, 0)].append({rows->text(row, 1), rows->text(row, 2)});
        return links;
    });
}

Result<QList<IndexState>> Reader::indexStates(const Collection &collection)
{
    const Layout layout = layoutOf(collection).value_or(Layout());
    return reading<QList<IndexState>>([&](Connection &connection) -> Result<QList<IndexState>> {
        QList<IndexState> states;
        for (const Index &index : collection.indexes) {
            const auto state = indexState(connection, index, layout);
            if (!state)
                return failure(state);
            states.append(*state);
        }
        return states;
    });
}

Result<IndexState> Reader::fullTextState(const Collection &collection)
{
    const Layout layout = layoutOf(collection).value_or(Layout());
    return reading<IndexState>(
        [&](Connection &connection) { return wordsState(connection, layout); });
}

Result<QList<Key>> Reader::keys()
{
    return reading<QList<Key>>(AdminTables::keys);
}

Result<QList<StoredKey>> Reader::storedKeys()
{
    return reading<QList<StoredKey>>(AdminTables::storedKeys);
}

Result<qint64> Reader::keysGeneration()
{
    return reading<qint64>(AdminTables::keysGeneration);
}

Result<Script> Reader::script(const QByteArray &name)
{
    return reading<Script>(
        [&](Connection &connection) { return ScriptTable::find(connection, name); });
}

Result<QList<ScriptVersion>> Reader::scriptVersions(const QByteArray &name)
{
    return reading<QList<ScriptVersion>>(
        [&](Connection &connection) { return ScriptTable::versions(connection, name); });
}

Result<ScriptVersion> Reader::scriptVersion(const QByteArray &name, int version)
{
    return reading<ScriptVersion>(
        [&](Connection &connection) { return ScriptTable::version(connection, name, version); });
}

Result<QList<ScriptSource>> Reader::scriptsWith(const QByteArray &text)
{
    return reading<QList<ScriptSource>>(
        [&](Connection &connection) { return ScriptTable::with(connection, text); });
}

Result<QList<WebhookEvent>> Reader::webhookEvents(const QByteArray &node)
{
    return reading<QList<WebhookEvent>>(
        [&](Connection &connection) { return AdminTables::webhookEvents(connection, node); });
}

Result<QByteArray> Reader::webhookPayload(qint64 number)
{
    return reading<QByteArray>(
        [&](Connection &connection) { return AdminTables::webhookPayload(connection, number); });
}

Result<QList<Node>> Reader::nodes()
{
    return reading<QList<Node>>(NodeTable::all);
}

Result<QList<JobRun>> Reader::runs()
{
    return reading<QList<JobRun>>(JobTable::runs);
}

Result<QHash<QByteArray, qint64>> Reader::dues()
{
    return reading<QHash<QByteArray, qint64>>(JobTable::dues);
}

void Reader::setEnd(std::optional<std::chrono::steady_clock::time_point> end, StopFlag gone)
{
    m_end = end;
    m_gone = gone;
    if (m_quick)
        m_quick->connection().setEnd(end, gone);
    if (m_connection)
        m_connection->setEnd(end, std::move(gone));
}

bool Reader::isPastEnd() const
{
    return (m_connection && m_connection->isPastEnd())
        || (m_quick && m_quick->connection().isPastEnd());
}

void Reader::readQuickly(QuickAsk *ask)
{
    m_isQuick = ask && m_queue;
    if (m_isQuick && !m_quick)
        m_quick = std::make_unique<QuickReads>(m_address, *m_queue, m_stop);
    if (m_quick)
        m_quick->serve(ask);
}

void Reader::endSnapshot()
{
    if (!std::exchange(m_hasChanged, false) || !m_connection)
        return;
    m_connection->queueOnce("ROLLBACK");
    m_connection->post();
}

} // namespace Store::Postgres
