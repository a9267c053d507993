// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/reader.h"

#include "server/store/connection.h"

#include <algorithm>

namespace Store {

namespace {

constexpr char AllColumns[] = "doc, _id, _created, _changed, _createdby, _changedby, _version, "
                              "_parent_id, _parent_def, _parent_field";

Document documentOf(const Statement &row)
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

Result<std::unique_ptr<Reader>> Reader::open(const QString &path)
{
    auto connection = Connection::open(path, Connection::Access::ReadOnly);
    if (!connection)
        return failure(connection);
    std::unique_ptr<Reader> reader(new Reader);
    reader->m_connection = std::move(*connection);
    return reader;
}

Result<std::optional<Document>> Reader::json(const Collection &collection, QByteArrayView id)
{
    auto statement = m_connection->prepare(collection.readById);
    if (!statement)
        return failure(statement);
    const auto row = statement->bind(id).step();
    if (!row)
        return failure(row);
    if (!*row)
        return std::optional<Document>();
    Document document;
    document.json = statement->text(0).toByteArray();
    document.version = statement->number(1);
    return std::optional(std::move(document));
}

Result<std::optional<Document>> Reader::document(const Collection &collection, QByteArrayView id)
{
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
Result<UsableIndexes> Reader::usableIndexes(const Collection &collection, const Query &query)
{
    UsableIndexes usable;
    for (const QByteArray &field : collection.indexedFields) {
        if (!query.mentions(field))
            continue;
        const QByteArray array = arrayCondition(field);
        auto statement =
            m_connection->prepare("SELECT " + array + " FROM " + collection.table() + " WHERE "
                                  + oddCondition(field) + " ORDER BY " + array + " DESC LIMIT 1");
        if (!statement)
            return failure(statement);
        const auto odd = statement->step();
        if (!odd)
            return failure(odd);
        if (!*odd)
            usable.forOrder.insert(field);
        if (!*odd || statement->number(0) == 0)
            usable.forMatch.insert(field);
    }
    return usable;
}

Result<Done> Reader::findInTransaction(const Collection &collection, const Query &query, Meta meta,
                                       const std::function<void(Document)> &use)
{
    auto indexes = usableIndexes(collection, query);
    if (!indexes)
        return failure(indexes);
    const SqlBuilder builder(collection, query, std::move(*indexes));
    auto statement = m_connection->prepare(builder.select(meta == Meta::With ? AllColumns : "doc"));
    if (!statement)
        return failure(statement);
    builder.bindWithLimits(*statement);
    while (true) {
        const auto row = statement->step();
        if (!row)
            return failure(row);
        if (!*row)
            return Done();
        if (meta == Meta::With) {
            use(documentOf(*statement));
        } else {
            Document document;
            document.json = statement->text(0).toByteArray();
            use(std::move(document));
        }
    }
}

Result<Done> Reader::find(const Collection &collection, const Query &query, Meta meta,
                          const std::function<void(Document)> &use)
{
    const bool mayUseIndex =
        std::any_of(collection.indexedFields.begin(), collection.indexedFields.end(),
                    [&](const QByteArray &field) { return query.mentions(field); });
    if (!mayUseIndex)
        return findInTransaction(collection, query, meta, use);
    // The look at the arrays and the query itself must see the same moment.
    if (auto begun = m_connection->prepare("BEGIN"); !begun || !begun->run())
        return failure(Error::Kind::Internal, QStringLiteral("Cannot begin to read."));
    auto found = findInTransaction(collection, query, meta, use);
    if (auto ended = m_connection->prepare("COMMIT"); !ended || !ended->run())
        (void)m_connection->execute("ROLLBACK");
    return found;
}

Result<QHash<qint64, QByteArrayList>> Reader::linksTo(const Collection &collection,
                                                      QByteArrayView id)
{
    auto statement = m_connection->prepare("SELECT DISTINCT source_collection, source FROM links "
                                           "WHERE target_collection = ? AND target = ?");
    if (!statement)
        return failure(statement);
    statement->bind(collection.number).bind(id);
    QHash<qint64, QByteArrayList> links;
    while (true) {
        const auto row = statement->step();
        if (!row)
            return failure(row);
        if (!*row)
            return links;
        links[statement->number(0)].append(statement->text(1).toByteArray());
    }
}

Result<qint64> Reader::count(const Collection &collection, const Query &query)
{
    // Counting reads one moment, whether an index helps or not.
    auto begun = m_connection->prepare("BEGIN");
    if (!begun || !begun->run())
        return failure(Error::Kind::Internal, QStringLiteral("Cannot begin to read."));
    auto counted = countInTransaction(collection, query);
    if (auto ended = m_connection->prepare("COMMIT"); !ended || !ended->run())
        (void)m_connection->execute("ROLLBACK");
    return counted;
}

Result<qint64> Reader::countInTransaction(const Collection &collection, const Query &query)
{
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

Result<QByteArray> Reader::explain(const Collection &collection, const Query &query)
{
    auto indexes = usableIndexes(collection, query);
    if (!indexes)
        return failure(indexes);
    const SqlBuilder builder(collection, query, std::move(*indexes));
    auto statement = m_connection->prepare("EXPLAIN QUERY PLAN " + builder.select("doc"));
    if (!statement)
        return failure(statement);
    builder.bindWithLimits(*statement);
    QByteArray plan;
    while (true) {
        const auto row = statement->step();
        if (!row)
            return failure(row);
        if (!*row)
            return plan;
        plan.append(statement->text(3)).append('\n');
    }
}

} // namespace Store
