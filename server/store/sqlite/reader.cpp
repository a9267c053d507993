// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/sqlite/reader.h"

#include "server/store/sqlite/connection.h"
#include "server/store/sqlite/documentrows.h"
#include "server/store/sqlite/fulltext.h"
#include "server/store/sqlite/indexes.h"
#include "server/store/sqlite/jobtables.h"
#include "server/store/sqlite/keytable.h"
#include "server/store/sqlite/scripttable.h"
#include "server/store/sqlite/webhooktable.h"

#include <utility>

namespace Store::Sqlite {

namespace {

using namespace std::chrono_literals;

/// Every commit unmaps the file. To map it again costs all threads more than the copies of a few
/// pages, so it is done once nothing has been committed for this time.
constexpr auto MapAgainAfter = 500ms;

} // namespace

Reader::Reader() = default;
Reader::~Reader() = default;

Result<std::unique_ptr<Reader>>
Reader::open(const QString &path, const std::atomic<quint64> *commits, const StopFlag &stop)
{
    auto connection = Connection::open(path, Connection::Access::ReadOnly);
    if (!connection)
        return failure(connection);
    (*connection)->stopBy(stop);
    std::unique_ptr<Reader> reader(new Reader);
    reader->m_connection = std::move(*connection);
    reader->m_commits = commits;
    return reader;
}

std::unique_ptr<Reader> Reader::overChanges(std::unique_ptr<Connection> connection,
                                            std::function<Result<Done>(Connection &)> change)
{
    std::unique_ptr<Reader> reader(new Reader);
    reader->m_connection = std::move(connection);
    reader->m_change = std::move(change);
    return reader;
}

Result<Done> Reader::beginSnapshot()
{
    // What is read while rows are given to a function belongs to the snapshot of these rows.
    if (m_inSnapshot && (m_change || m_readings > 0))
        return Done();
    const quint64 commits = m_commits ? m_commits->load(std::memory_order_acquire) : 0;
    if (m_inSnapshot && m_commits && commits == m_seenCommits)
        return Done();
    endSnapshot();
    const auto now = std::chrono::steady_clock::now();
    if (commits != m_seenCommits)
        m_changed = now;
    if (const bool isQuiet = now - m_changed > MapAgainAfter; m_isMapped != isQuiet) {
        if (auto mapped = m_connection->setMapped(isQuiet); !mapped)
            return mapped;
        m_isMapped = isQuiet;
    }
    // The changes are writes. A read transaction could not become a writing one after somebody else
    // has committed.
    auto begun = m_connection->prepare(m_change ? "BEGIN IMMEDIATE" : "BEGIN");
    if (!begun)
        return failure(begun);
    if (const auto run = begun->run(); !run)
        return failure(run);
    m_inSnapshot = true;
    m_seenCommits = commits;
    return m_change ? m_change(*m_connection) : Result<Done>(Done());
}

void Reader::setEnd(std::optional<std::chrono::steady_clock::time_point> end, StopFlag gone)
{
    m_connection->setEnd(end, std::move(gone));
}

bool Reader::isPastEnd() const
{
    return m_connection->isPastEnd();
}

void Reader::endSnapshot()
{
    if (!std::exchange(m_inSnapshot, false))
        return;
    auto ended = m_connection->prepare(m_change ? "ROLLBACK" : "COMMIT");
    // A connection that stays in a transaction could begin no other.
    if (!ended || !ended->run())
        m_connection->rollBack();
}

Result<std::optional<Model::Document>> Reader::get(const Collection &collection, QByteArrayView id)
{
    if (const auto begun = beginSnapshot(); !begun)
        return failure(begun);
    auto statement = m_connection->prepare(m_tables.textsOf(collection).readById);
    if (!statement)
        return failure(statement);
    const auto row = statement->bind(id).step();
    if (!row)
        return failure(row);
    if (!*row)
        return std::optional<Model::Document>();
    Model::Document document;
    document.json = statement->text(0).toByteArray();
    document.version = statement->number(1);
    return std::optional(std::move(document));
}

Result<std::optional<Model::Document>> Reader::document(const Collection &collection,
                                                        QByteArrayView id)
{
    return inSnapshot(findDocument, collection, id);
}

/// An index knows a field's values only while no document keeps an array on the way to it, and
/// their order only while none keeps a value that SQLite orders otherwise.
Result<UsableIndexes> Reader::usableIndexes(const Collection &collection, const Model::Query &query)
{
    UsableIndexes usable;
    if (!query.filterWords.isEmpty()) {
        auto found = documentsWith(*m_connection, collection, query.filterWords);
        if (!found)
            return failure(found);
        usable.candidates = std::move(*found);
    }
    for (const IndexedField &field : m_tables.indexedFieldsOf(collection)) {
        if (!query.mentions(field.name))
            continue;
        const auto odd = oddValues(field);
        if (!odd)
            return failure(odd);
        if (*odd == OddValues::None)
            usable.forOrder.append(field);
        if (*odd != OddValues::Blind)
            usable.forMatch.append(field);
    }
    return usable;
}

Result<Reader::OddValues> Reader::oddValues(const IndexedField &field)
{
    if (m_oddCommits != m_seenCommits)
        m_oddValues.clear();
    m_oddCommits = m_seenCommits;
    if (const auto known = m_oddValues.constFind(field.oddQuery); known != m_oddValues.cend())
        return *known;
    auto statement = m_connection->prepare(field.oddQuery);
    if (!statement)
        return failure(statement);
    const auto odd = statement->step();
    if (!odd)
        return failure(odd);
    const bool isBlind = *odd && statement->number(0) != 0;
    const OddValues values =
        *odd ? (isBlind ? OddValues::Blind : OddValues::Other) : OddValues::None;
    // Without a commit counter we cannot tell when to invalidate the cache.
    if (m_commits)
        m_oddValues.insert(field.oddQuery, values);
    return values;
}

Result<Done> Reader::forEachRow(const Collection &collection, const Model::Query &query,
                                const char *columns,
                                const std::function<void(const Statement &)> &use)
{
    // The look at the odd values and the query itself must see the same snapshot.
    if (const auto begun = beginSnapshot(); !begun)
        return failure(begun);
    auto indexes = usableIndexes(collection, query);
    if (!indexes)
        return failure(indexes);
    const SqlBuilder builder(collection, query, std::move(*indexes));
    auto statement = m_connection->prepare(builder.select(columns));
    if (!statement)
        return failure(statement);
    builder.bindWithLimits(*statement);
    ++m_readings;
    auto read = statement->forEachRow([&] { use(*statement); });
    --m_readings;
    return read;
}

Result<Done> Reader::find(const Collection &collection, const Model::Query &query,
                          const std::function<void(Model::Document)> &use)
{
    return forEachRow(collection, query, AllColumns,
                      [&](const Statement &row) { use(documentOf(row)); });
}

Result<Done> Reader::findTexts(const Collection &collection, const Model::Query &query,
                               const std::function<void(QByteArrayView)> &use)
{
    return forEachRow(collection, query, "doc", [&](const Statement &row) { use(row.text(0)); });
}

Result<QHash<qint64, QList<Link>>> Reader::linksTo(const Collection &collection, QByteArrayView id)
{
    if (const auto begun = beginSnapshot(); !begun)
        return failure(begun);
    auto statement = m_connection->prepare("SELECT source_collection, source, field FROM links "
                                           "WHERE target_collection = ? AND target = ?");
    if (!statement)
        return failure(statement);
    statement->bind(collection.number).bind(id);
    QHash<qint64, QList<Link>> links;
    const auto read = statement->forEachRow([&] {
        links[statement->number(0)].append(
            {statement->text(1).toByteArray(), statement->text(2).toByteArray()});
    });
    if (!read)
        return failure(read);
    return links;
}

Result<qint64> Reader::count(const Collection &collection, const Model::Query &query)
{
    if (const auto begun = beginSnapshot(); !begun)
        return failure(begun);
    auto indexes = usableIndexes(collection, query);
    if (!indexes)
        return failure(indexes);
    const SqlBuilder builder(collection, query, std::move(*indexes));
    auto statement = m_connection->prepare(builder.count());
    if (!statement)
        return failure(statement);
    builder.bind(*statement);
    const auto row = statement->step();
    if (!row)
        return failure(row);
    return statement->number(0);
}

Result<QueryPlan> Reader::explain(const Collection &collection, const Model::Query &query)
{
    if (const auto begun = beginSnapshot(); !begun)
        return failure(begun);
    auto indexes = usableIndexes(collection, query);
    if (!indexes)
        return failure(indexes);
    const SqlBuilder builder(collection, query, std::move(*indexes));
    auto statement = m_connection->prepare("EXPLAIN QUERY PLAN " + builder.select("doc"));
    if (!statement)
        return failure(statement);
    builder.bindWithLimits(*statement);
    QueryPlan plan;
    const auto read = statement->forEachRow([&] {
        // SEARCH looks rows up in an index. SCAN reads all rows, perhaps along one of our indexes,
        // whose names begin with c_. Source: SQLite, "EXPLAIN QUERY PLAN".
        const QByteArray step = statement->text(3).toByteArray();
        plan.usesIndex =
            plan.usesIndex || step.contains("SEARCH") || step.contains("USING INDEX c_");
        plan.sorts = plan.sorts || step.contains("TEMP B-TREE");
        plan.steps.append(step);
    });
    if (!read)
        return failure(read);
    return plan;
}

Result<bool> Reader::finds(const Lookup &lookup)
{
    return inSnapshot(findsDocument, *lookup.collection, lookup.query);
}

Result<QList<IndexState>> Reader::indexStates(const Collection &collection)
{
    QList<IndexState> states;
    for (const Index &index : collection.indexes) {
        const auto size = inSnapshot(sizeOf, collection, index);
        if (!size)
            return failure(size);
        states.append(IndexState{*size});
    }
    return states;
}

Result<IndexState> Reader::fullTextState(const Collection &collection)
{
    return inSnapshot(Sqlite::fullTextState, collection);
}

Result<QList<Key>> Reader::keys()
{
    return inSnapshot(KeyTable::all);
}

Result<QList<StoredKey>> Reader::storedKeys()
{
    return inSnapshot(KeyTable::stored);
}

Result<qint64> Reader::keysGeneration()
{
    return inSnapshot(KeyTable::generation);
}

Result<Script> Reader::script(const QByteArray &name)
{
    return inSnapshot(ScriptTable::find, name);
}

Result<QList<ScriptVersion>> Reader::scriptVersions(const QByteArray &name)
{
    return inSnapshot(ScriptTable::versions, name);
}

Result<ScriptVersion> Reader::scriptVersion(const QByteArray &name, int version)
{
    return inSnapshot(ScriptTable::version, name, version);
}

Result<QList<ScriptSource>> Reader::scriptsWith(const QByteArray &text)
{
    return inSnapshot(ScriptTable::with, text);
}

Result<QList<WebhookEvent>> Reader::webhookEvents(const QByteArray &)
{
    return inSnapshot(WebhookTable::all);
}

Result<QByteArray> Reader::webhookPayload(qint64 number)
{
    return inSnapshot(WebhookTable::payload, number);
}

Result<QList<JobRun>> Reader::runs()
{
    return inSnapshot(JobTables::runs);
}

Result<QHash<QByteArray, qint64>> Reader::dues()
{
    return inSnapshot(JobTables::dues);
}

} // namespace Store::Sqlite
