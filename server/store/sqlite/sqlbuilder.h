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
    QList<IndexedField> forMatch; ///< They know all values that a comparison can find.
    QList<IndexedField> forOrder; ///< They also order as values are ordered.
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
    /// The same for select(), whose limits come last.
    void bindWithLimits(Statement &statement) const;

private:
    using Parameter = std::variant<QByteArray, qint64, double, const Model::Condition *>;

    /// The SQL of a condition; makes parameters in the order in which they stand in it.
    QByteArray condition(const Model::Condition &condition);
    /// The parts of a condition with @p word between them; @p empty where it has none.
    QByteArray joined(const Model::Condition &condition, const char *word, const char *empty);
    QByteArray match(const Model::Condition &condition);
    /// For what is kept in columns and not in the document, such as `_created`.
    QByteArray metaMatch(const Model::Condition &condition);
    /// For a field with an index that may be used.
    QByteArray indexedMatch(const Model::Condition &condition);
    /// `hookdesk_match(doc, ?)`: Condition::holds(), called by SQLite for each row.
    QByteArray exactMatch(const Model::Condition &condition, const QByteArray &document = "doc");
    /// The same for a number that may equal others which SQLite tells apart.
    QByteArray largeNumberMatch(const QByteArray &expression, const Model::Condition &condition);
    QByteArray momentRange(const QByteArray &expression, const Model::Matcher &matcher);
    bool isOfDocumentAlone(const Model::Condition &condition) const;
    QByteArray list(const QByteArray &array);
    /// `?`, for which bind() will bind the value.
    QByteArray parameter(const Json::Value &value);
    QByteArray parameter(double number);
    QByteArray parameter(const QByteArray &text);
    QByteArray orderBy() const;

    const Collection &m_collection;
    const Model::Query &m_query;
    UsableIndexes m_indexes;
    int m_negations = 0; ///< Around the condition that is being built.
    std::vector<Parameter> m_parameters; ///< In the order of their `?`.
    QByteArray m_where; ///< Behind WHERE; never empty.
};

} // namespace Store::Sqlite
