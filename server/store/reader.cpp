// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/reader.h"

#include "server/store/connection.h"
#include "server/store/documentrows.h"
#include "server/store/fulltext.h"
#include "server/store/indexes.h"
#include "server/store/jobtables.h"
#include "server/store/keytable.h"
#include "server/store/scripttable.h"
#include "server/store/view.h"

#include <utility>

namespace Store {

namespace {

using namespace std::chrono_literals;

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

Result<Done> Reader::beginMoment()
{
    // What is read while rows are given to a function belongs to the moment of these rows.
    if (m_inMoment && (m_change || m_readings > 0))
        return Done();
    const quint64 commits = m_commits ? m_commits->load(std::memory_order_acquire) : 0;
    if (m_inMoment && m_commits && commits == m_seenCommits)
        return Done();
    endMoment();
    const auto now = std::chrono::steady_clock::now();
    if (commits != m_mappedCommits && now - m_mapped > MapAgainAfter) {
        m_mappedCommits = commits;
        m_mapped = now;
        if (auto mapped = m_connection->mapAnew(); !mapped)
            return mapped;
    }
    auto begun = m_connection->prepare(m_change ? "BEGIN IMMEDIATE" : "BEGIN");
    if (!begun)
        return failure(begun);
    if (const auto run = begun->run(); !run)
        return failure(run);
    m_inMoment = true;
    m_seenCommits = commits;
    return m_change ? m_change(*m_connection) : Result<Done>(Done());
}

void Reader::endMoment()
{
    if (!std::exchange(m_inMoment, false))
        return;
    auto ended = m_connection->prepare(m_change ? "ROLLBACK" : "COMMIT");
    if (!ended || !ended->run())
        (void)m_connection->execute("ROLLBACK");
}

Result<std::optional<Model::Document>> Reader::json(const Collection &collection, QByteArrayView id)
{
    if (const auto begun = beginMoment(); !begun)
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
    return atMoment(findDocument, collection, id);
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
    // The look at the odd values and the query itself must see the same moment.
    if (const auto begun = beginMoment(); !begun)
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

Result<QHash<qint64, QList<Reader::Link>>> Reader::linksTo(const Collection &collection,
                                                           QByteArrayView id)
{
    if (const auto begun = beginMoment(); !begun)
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
    if (const auto begun = beginMoment(); !begun)
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

Result<QByteArray> Reader::explain(const Collection &collection, const Model::Query &query)
{
    if (const auto begun = beginMoment(); !begun)
        return failure(begun);
    auto indexes = usableIndexes(collection, query);
    if (!indexes)
        return failure(indexes);
    const SqlBuilder builder(collection, query, std::move(*indexes));
    auto statement = m_connection->prepare("EXPLAIN QUERY PLAN " + builder.select("doc"));
    if (!statement)
        return failure(statement);
    builder.bindWithLimits(*statement);
    QByteArray plan;
    const auto read = statement->forEachRow([&] { plan.append(statement->text(3)).append('\n'); });
    if (!read)
        return failure(read);
    return plan;
}

Result<bool> Reader::sees(const Views &views, qint64 collection, const QByteArray &id)
{
    const auto answer = views.sees(collection, id);
    const auto *lookup = std::get_if<Lookup>(&answer);
    if (!lookup)
        return std::get<bool>(answer);
    return atMoment(finds, *lookup->collection, lookup->query);
}

Result<QList<qint64>> Reader::indexSizes(const Collection &collection)
{
    QList<qint64> sizes;
    for (const Index &index : collection.indexes) {
        const auto size = atMoment(sizeOf, collection, index);
        if (!size)
            return failure(size);
        sizes.append(*size);
    }
    return sizes;
}

Result<QList<Key>> Reader::keys()
{
    return atMoment(KeyTable::all);
}

Result<QList<StoredKey>> Reader::keysByPrefix(const QByteArray &prefix)
{
    return atMoment(KeyTable::withPrefix, prefix);
}

Result<qint64> Reader::keysGeneration()
{
    return atMoment(KeyTable::generation);
}

Result<Script> Reader::script(const QByteArray &name)
{
    return atMoment(ScriptTable::find, name);
}

Result<QList<ScriptVersion>> Reader::scriptVersions(const QByteArray &name)
{
    return atMoment(ScriptTable::versions, name);
}

Result<ScriptVersion> Reader::scriptVersion(const QByteArray &name, int version)
{
    return atMoment(ScriptTable::version, name, version);
}

Result<QList<ScriptSource>> Reader::scriptsWith(const QByteArray &text)
{
    return atMoment(ScriptTable::with, text);
}

Result<QList<JobRun>> Reader::runs()
{
    return atMoment(JobTables::runs);
}

Result<QHash<QByteArray, qint64>> Reader::dues()
{
    return atMoment(JobTables::dues);
}

} // namespace Store
