// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/reader.h"

#include "server/store/connection.h"
#include "server/store/sqlbuilder.h"

namespace Store {

namespace {

constexpr char AllColumns[] = "doc, _id, _created, _changed, _createdby, _changedby, _version";

Document documentOf(const Statement &row)
{
    return {row.text(1).toByteArray(),
            row.text(0).toByteArray(),
            row.text(2).toByteArray(),
            row.text(3).toByteArray(),
            row.text(4).toByteArray(),
            row.text(5).toByteArray(),
            row.number(6)};
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

Result<std::optional<QByteArray>> Reader::json(const Collection &collection, QByteArrayView id)
{
    auto statement = m_connection->prepare(collection.readById);
    if (!statement)
        return failure(statement);
    const auto row = statement->bind(id).step();
    if (!row)
        return failure(row);
    return *row ? std::optional(statement->text(0).toByteArray()) : std::nullopt;
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

/// An index knows a field's values only while no document keeps an array on the way to it.
Result<QSet<QByteArray>> Reader::usableIndexes(const Collection &collection)
{
    QSet<QByteArray> usable;
    for (const Index &index : collection.indexes) {
        const auto arrays = m_connection->number("SELECT 1 FROM " + collection.table() + " WHERE "
                                                 + arrayCondition(index.field) + " LIMIT 1");
        if (!arrays)
            return failure(arrays);
        if (*arrays == 0)
            usable.insert(index.field);
    }
    return usable;
}

Result<Done> Reader::findInTransaction(const Collection &collection, const Query &query, Meta meta,
                                       const std::function<void(Document)> &use)
{
    auto indexes = usableIndexes(collection);
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
    if (collection.indexes.isEmpty())
        return findInTransaction(collection, query, meta, use);
    // The look at the arrays and the query itself must see the same moment.
    if (auto begun = m_connection->prepare("BEGIN"); !begun || !begun->run())
        return failure(Error::Kind::Internal, QStringLiteral("Cannot begin to read."));
    auto found = findInTransaction(collection, query, meta, use);
    if (auto ended = m_connection->prepare("COMMIT"); !ended || !ended->run())
        (void)m_connection->execute("ROLLBACK");
    return found;
}

Result<qint64> Reader::count(const Collection &collection, const Query &query)
{
    const SqlBuilder builder(collection, query, {});
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
    auto indexes = usableIndexes(collection);
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
