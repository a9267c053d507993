// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/store/catalog.h"
#include "server/store/query.h"
#include "server/store/statement.h"

#include <QByteArray>
#include <QSet>

#include <variant>
#include <vector>

namespace Store {

/// Turns a Query on a Collection into SQL with bound parameters.
///
/// Every comparison means what `hookdesk_match` says. Where the field has an index that knows all
/// its values (no arrays among them), an SQL comparison that SQLite can look up stands before it,
/// or in its place when the two are the same.
/// A value; the thread of the connection. The query must outlive it.
class SqlBuilder final
{
public:
    /// @p indexed names the fields whose indexes may be used.
    SqlBuilder(const Collection &collection, const Query &query, QSet<QByteArray> indexed);

    /// `SELECT <columns> FROM … WHERE … ORDER BY … LIMIT …`
    QByteArray select(const QByteArray &columns) const;
    /// `SELECT count(*) …` without limits.
    QByteArray count() const;
    /// Binds what the text of select() or count() needs.
    void bind(Statement &statement) const;
    void bindWithLimits(Statement &statement) const;

private:
    using Parameter = std::variant<QByteArray, qint64, double, const Matcher *>;

    QByteArray condition(const Condition &condition);
    QByteArray joined(const Condition &condition, const char *word, const char *empty);
    QByteArray match(const Matcher &matcher);
    QByteArray metaMatch(const Matcher &matcher);
    QByteArray indexedMatch(const Matcher &matcher);
    QByteArray exactMatch(const Matcher &matcher);
    QByteArray parameter(const Json::Value &value);
    QByteArray orderBy() const;

    const Collection &m_collection;
    const Query &m_query;
    QSet<QByteArray> m_indexed;
    int m_negations = 0; ///< Around the condition that is being built.
    std::vector<Parameter> m_parameters;
    QByteArray m_where;
};

} // namespace Store
