// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/sqlbuilder.h"

#include "server/store/document.h"

#include <algorithm>

namespace Store {

namespace {

using Operator = Matcher::Operator;

/// The meta fields that are columns.
bool isColumn(const QByteArray &field)
{
    static const QSet<QByteArray> columns = {"_id",        "_created",   "_changed",
                                             "_createdby", "_changedby", "_version"};
    return columns.contains(field);
}

const char *sqlOperator(Operator op)
{
    switch (op) {
    case Operator::Equal:
        return " = ";
    case Operator::Greater:
        return " > ";
    case Operator::GreaterOrEqual:
        return " >= ";
    case Operator::Less:
        return " < ";
    case Operator::LessOrEqual:
        return " <= ";
    default:
        return nullptr;
    }
}

/// Whether `json_extract(...) = value` holds exactly for the documents whose field equals it: not
/// for 0 and 1, which true and false also give, nor for what looks like the text of an object.
bool isExactInSql(const Json::Value &value)
{
    if (value.isString())
        return !value.text().startsWith('{') && !value.text().startsWith('[');
    return value.isNumber() && value.toDouble() != 0 && value.toDouble() != 1;
}

/// A name in a text literal of SQL, or a JSON path in one.
QByteArray orderExpression(const QByteArray &field)
{
    return isColumn(field) ? field : indexExpression(field);
}

} // namespace

SqlBuilder::SqlBuilder(const Collection &collection, const Query &query, QSet<QByteArray> indexed)
    : m_collection(collection)
    , m_query(query)
    , m_indexed(std::move(indexed))
{
    m_where = condition(query.condition);
}

QByteArray SqlBuilder::condition(const Condition &condition)
{
    switch (condition.kind) {
    case Condition::Kind::All:
        return joined(condition, " AND ", "1");
    case Condition::Kind::Any:
        return joined(condition, " OR ", "0");
    case Condition::Kind::None: {
        // An SQL comparison with a missing field is neither true nor false, and its negation
        // neither: beneath a NOT only hookdesk_match, which knows true and false alone, means what
        // it should.
        ++m_negations;
        const QByteArray sql = "NOT " + joined(condition, " OR ", "0");
        --m_negations;
        return sql;
    }
    case Condition::Kind::Match:
        break;
    }
    return match(*condition.matcher);
}

QByteArray SqlBuilder::joined(const Condition &condition, const char *word, const char *empty)
{
    if (condition.parts.empty())
        return empty;
    QByteArray sql = "(";
    for (const Condition &part : condition.parts) {
        if (sql.size() > 1)
            sql.append(word);
        sql.append(this->condition(part));
    }
    return sql.append(')');
}

QByteArray SqlBuilder::match(const Matcher &matcher)
{
    if (isColumn(matcher.field()))
        return metaMatch(matcher);
    if (m_negations == 0 && m_indexed.contains(matcher.field())) {
        const QByteArray sql = indexedMatch(matcher);
        if (!sql.isEmpty())
            return sql;
    }
    return exactMatch(matcher);
}

QByteArray SqlBuilder::exactMatch(const Matcher &matcher)
{
    m_parameters.push_back(&matcher);
    return "hookdesk_match(doc, ?)";
}

/// Columns are texts or numbers that are never missing: SQL says it all, but for patterns.
QByteArray SqlBuilder::metaMatch(const Matcher &matcher)
{
    const QByteArray &column = matcher.field();
    if (matcher.comparison() == Operator::In) {
        QByteArray list;
        for (const Json::Value &item : matcher.operand().items())
            list.append(list.isEmpty() ? "" : ",").append(parameter(item));
        return "(" + column + " IN (" + list + "))";
    }
    if (matcher.comparison() == Operator::Exists)
        return "1";
    if (matcher.comparison() == Operator::Regex)
        return "hookdesk_match(json_object('" + column + "'," + column + "), "
            + (m_parameters.push_back(&matcher), QByteArray("?)"));
    return "(" + column + sqlOperator(matcher.comparison()) + parameter(matcher.operand()) + ")";
}

/// Empty when the index cannot answer.
QByteArray SqlBuilder::indexedMatch(const Matcher &matcher)
{
    const QByteArray expression = indexExpression(matcher.field());
    if (matcher.comparison() == Operator::In) {
        const auto items = matcher.operand().items();
        if (items.empty() || !std::all_of(items.begin(), items.end(), isExactInSql))
            return {};
        QByteArray list;
        for (const Json::Value &item : items)
            list.append(list.isEmpty() ? "" : ",").append(parameter(item));
        return "(" + expression + " IN (" + list + "))";
    }
    const char *op = sqlOperator(matcher.comparison());
    if (!op || (!matcher.operand().isString() && !matcher.operand().isNumber()))
        return {};
    const QByteArray sql = expression + op + parameter(matcher.operand());
    if (matcher.comparison() == Operator::Equal && isExactInSql(matcher.operand()))
        return "(" + sql + ")";
    return "(" + sql + " AND " + exactMatch(matcher) + ")";
}

QByteArray SqlBuilder::parameter(const Json::Value &value)
{
    switch (value.type()) {
    case Json::Value::Type::Integer:
        m_parameters.emplace_back(value.toInteger());
        break;
    case Json::Value::Type::Double:
        m_parameters.emplace_back(value.toDouble());
        break;
    case Json::Value::Type::String:
        m_parameters.emplace_back(value.text().toByteArray());
        break;
    default:
        return "''"; // no column is ever equal to it
    }
    return "?";
}

QByteArray SqlBuilder::orderBy() const
{
    QByteArray sql;
    bool byId = false;
    for (const Query::Order &order : m_query.orders) {
        sql.append(sql.isEmpty() ? "" : ", ").append(orderExpression(order.field));
        sql.append(order.descending ? " DESC" : "");
        byId = byId || order.field == "_id";
    }
    // Pages need one fixed order among equals.
    return byId ? sql : sql.append(sql.isEmpty() ? "_id" : ", _id");
}

QByteArray SqlBuilder::select(const QByteArray &columns) const
{
    return "SELECT " + columns + " FROM " + m_collection.table() + " WHERE " + m_where
        + " ORDER BY " + orderBy() + " LIMIT ? OFFSET ?";
}

QByteArray SqlBuilder::count() const
{
    return "SELECT count(*) FROM " + m_collection.table() + " WHERE " + m_where;
}

void SqlBuilder::bind(Statement &statement) const
{
    for (const Parameter &parameter : m_parameters) {
        if (const auto *text = std::get_if<QByteArray>(&parameter))
            statement.bind(QByteArrayView(*text));
        else if (const auto *number = std::get_if<qint64>(&parameter))
            statement.bind(*number);
        else if (const auto *real = std::get_if<double>(&parameter))
            statement.bind(*real);
        else
            statement.bindMatcher(std::get<const Matcher *>(parameter));
    }
}

void SqlBuilder::bindWithLimits(Statement &statement) const
{
    bind(statement);
    statement.bind(m_query.maximum).bind(m_query.skip);
}

} // namespace Store
