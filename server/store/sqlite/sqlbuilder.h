// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/store/catalog.h"
#include "server/model/query.h"
#include "server/store/sqlite/statement.h"
#include "server/store/sqlite/tables.h"

#include <QByteArray>
#include <QList>

#include <optional>
#include <variant>
#include <vector>

namespace Store::Sqlite {

/// What indexes may be used at the moment.
struct UsableIndexes
{
    QList<IndexedField> forMatch;
    QList<IndexedField> forOrder;
    std::optional<QByteArray> candidates; ///< A JSON array: the ids that `filter` may find.
};

/// Turns a Query on a Collection into SQL with bound parameters.
///
/// Every comparison means what Condition::holds() says. Where an index knows the field, an SQL
/// comparison that SQLite can look up stands before it, or in its place when the two are the same.
/// A value; the thread of the connection. The query must outlive it.
class SqlBuilder final
{
public:
    SqlBuilder(const Collection &collection, const Model::Query &query, UsableIndexes indexes);

    /// `SELECT <columns> FROM … WHERE … ORDER BY … LIMIT …`
    QByteArray select(const QByteArray &columns) const;
    /// `SELECT count(*) …` without limits.
    QByteArray count() const;
    /// Binds what the text of select() or count() needs.
    void bind(Statement &statement) const;
    void bindWithLimits(Statement &statement) const;

private:
    using Parameter = std::variant<QByteArray, qint64, double, const Model::Condition *>;

    QByteArray condition(const Model::Condition &condition);
    QByteArray joined(const Model::Condition &condition, const char *word, const char *empty);
    QByteArray match(const Model::Condition &condition);
    QByteArray metaMatch(const Model::Condition &condition);
    QByteArray indexedMatch(const Model::Condition &condition);
    QByteArray exactMatch(const Model::Condition &condition, const QByteArray &document = "doc");
    QByteArray momentRange(const QByteArray &expression, const Model::Matcher &matcher);
    bool isOfDocumentAlone(const Model::Condition &condition) const;
    QByteArray list(const QByteArray &array);
    QByteArray parameter(const Json::Value &value);
    QByteArray parameter(const QByteArray &text);
    QByteArray orderBy() const;

    const Collection &m_collection;
    const Model::Query &m_query;
    UsableIndexes m_indexes;
    int m_negations = 0; ///< Around the condition that is being built.
    std::vector<Parameter> m_parameters;
    QByteArray m_where;
};

} // namespace Store::Sqlite
