// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/sqlite/documentrows.h"

#include "server/store/sqlite/connection.h"
#include "server/store/sqlite/sqlbuilder.h"
#include "server/store/sqlite/sqliteerror.h"
#include "server/store/sqlite/tables.h"

namespace Store::Sqlite {

const char AllColumns[] = "doc, _id, _created, _changed, _createdby, _changedby, _version, "
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

Result<std::optional<Model::Document>> findDocument(Connection &connection,
                                                    const Collection &collection, QByteArrayView id)
{
    auto statement = connection.prepare(QByteArray("SELECT ") + AllColumns + " FROM "
                                        + tableOf(collection) + " WHERE _id = ?");
    if (!statement)
        return failure(statement);
    const auto row = statement->bind(id).step();
    if (!row)
        return failure(row);
    return *row ? std::optional(documentOf(*statement)) : std::nullopt;
}

Result<bool> findsDocument(Connection &connection, const Collection &collection,
                           const Model::Query &query)
{
    // No index but that of the id, which the query of a Lookup names.
    const SqlBuilder builder(collection, query, {});
    auto statement = connection.prepare(builder.select("1"));
    if (!statement)
        return isGone(statement.error()) ? Result<bool>(false) : failure(statement);
    builder.bindWithLimits(*statement);
    const auto row = statement->step();
    return !row && isGone(row.error()) ? Result<bool>(false) : row;
}

} // namespace Store::Sqlite
