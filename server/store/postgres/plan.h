// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/model/query.h"
#include "server/store/postgres/connection.h"
#include "server/store/postgres/layout.h"

#include <QByteArray>
#include <QSet>

#include <optional>
#include <vector>

namespace Store::Postgres {

/// How a query is carried out: what SQL narrows the documents down to, and what is left to do.
///
/// SQL never leaves out a document that the query finds. Where it is exact it leaves out all
/// others; else Selection decides about each. A value; the query must outlive it.
class Plan final
{
public:
    /// @p odd: the columns that have odd keys, whose order and meaning are not known.
    Plan(const Layout &layout, const Model::Query &query, const QSet<qint64> &odd);

    /// Whether SQL finds exactly what the query finds.
    bool isExact() const { return m_isExact; }
    /// Whether SQL gives the documents in their order.
    bool isOrdered() const { return m_isOrdered; }
    /// Whether an index can narrow the documents down.
    bool usesIndex() const { return m_usesIndex; }
    /// The columns of keys on which it relies: they must have no odd keys.
    const QSet<qint64> &columns() const { return m_columns; }

    /// `SELECT <columns> FROM … WHERE … ORDER BY …`, with limits where it is exact and ordered.
    QByteArray select(const QByteArray &columns) const;
    /// The parameters of select().
    Connection::Parameters parametersOfSelect() const;
    /// `SELECT count(*) …`; only where it is exact.
    QByteArray count() const;
    /// The parameters of count().
    const Connection::Parameters &parameters() const { return m_parameters; }
    /// Finds a row if the column has an odd key.
    QByteArray oddCheck(qint64 column) const;

private:
    /// A condition in SQL. It is true wherever the condition holds; where it is exact, only there.
    struct Part
    {
        QByteArray sql; ///< Empty: true.
        bool isExact = false;
    };

    Part condition(const Model::Condition &condition);
    Part all(const Model::Condition &condition);
    Part any(const Model::Condition &condition);
    Part none(const Model::Condition &condition);
    Part match(const Model::Matcher &matcher);
    /// For what is kept in columns and not in the document, such as `_created`.
    Part metaMatch(const Model::Matcher &matcher);
    /// For a field with a column of keys.
    Part keyMatch(const Model::Matcher &matcher, const KeyColumn &column);
    Part keyComparison(const QByteArray &key, Model::Matcher::Operator op,
                       const Model::Matcher::Operand &operand);
    Part keyIn(const QByteArray &key, const Model::Matcher &matcher);
    Part momentRange(const QByteArray &key, Model::Matcher::Operator op, qint64 moment);
    void addWords();
    void setOrder();
    /// `$n`, for a parameter that is added.
    QByteArray parameter(Parameter value);

    const Layout &m_layout;
    const Model::Query &m_query;
    const QSet<qint64> &m_odd;
    QSet<qint64> m_columns;
    Connection::Parameters m_parameters;
    QByteArray m_where; ///< Empty: all documents.
    QByteArray m_order;
    bool m_isExact = true;
    bool m_isOrdered = true;
    bool m_usesIndex = false;
};

} // namespace Store::Postgres
