// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/reader.h"

#include "server/store/connection.h"
#include "server/store/fulltext.h"

#include <utility>

namespace Store {

namespace {

using namespace std::chrono_literals;

constexpr auto MapAgainAfter = 500ms;

constexpr char AllColumns[] = "doc, _id, _created, _changed, _createdby, _changedby, _version, "
                              "_parent_id, _parent_def, _parent_field";

Model::Document documentOf(const Statement &row)
{
    return {row.text(1).toByteArray(),
            row.text(0).toByteArray(),
            row.text(2).toByteArray(),
            row.text(3).toByteArray(),
            row.text(4).toByteArray(),
            row.text(5).toByteArray(),
            row.number(6),
            {row.text(7).toByteArray(), row.text(8).toByteArray(), row.text(9).toByteArray()}};
}

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
    if (m_change && m_inMoment)
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

Connection &Reader::connection()
{
    // A connection that cannot begin says so in the next statement as well.
    (void)beginMoment();
    return *m_connection;
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
    auto statement = m_connection->prepare(collection.readById);
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
    if (const auto begun = beginMoment(); !begun)
        return failure(begun);
    auto statement = m_connection->prepare(QByteArray("SELECT ") + AllColumns + " FROM "
                                           + collection.table() + " WHERE _id = ?");
    if (!statement)
        return failure(statement);
    const auto row = statement->bind(id).step();
    if (!row)
        return failure(row);
    return *row ? std::optional(documentOf(*statement)) : std::nullopt;
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
    for (const IndexedField &field : collection.indexedFields) {
        if (!query.mentions(field.name))
            continue;
        const auto odd = oddValues(field);
        if (!odd)
            return failure(odd);
        if (*odd == OddValues::None)
            usable.forOrder.append(&field);
        if (*odd != OddValues::Blind)
            usable.forMatch.append(&field);
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
    // Where nobody counts commits, nothing tells when this ends to be true.
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
    return statement->forEachRow([&] { use(*statement); });
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

} // namespace Store
