// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/postgres/plan.h"

#include "server/model/document.h"
#include "server/model/moment.h"
#include "server/model/ordering.h"
#include "server/store/selection.h"

#include <algorithm>

namespace Store::Postgres {

namespace {

using Operator = Model::Matcher::Operator;
using Operand = Model::Matcher::Operand;

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

bool isUpward(Operator op)
{
    return op == Operator::Greater || op == Operator::GreaterOrEqual;
}

bool isDownward(Operator op)
{
    return op == Operator::Less || op == Operator::LessOrEqual;
}

/// Objects and arrays equal odd values alone.
bool isOdd(const Operand &operand)
{
    return !operand.moment && (operand.value.isObject() || operand.value.isArray());
}

/// What every key of the type of @p key is greater or equal to.
QByteArray startOfType(const QByteArray &key)
{
    return literal(key.first(1));
}

/// What every key of the type of @p key is less than.
QByteArray endOfType(const QByteArray &key)
{
    return literal(QByteArray(1, char(key.front() + 1)));
}

/// Unique indexes have no documents without a value, which this says as their condition does.
QByteArray isThere(const QByteArray &key)
{
    return key + " <> " + literal(QByteArray(1, NothingKey)) + " AND ";
}

constexpr char Never[] = "FALSE";

} // namespace

Plan::Plan(const Layout &layout, const Model::Query &query, const QSet<qint64> &odd)
    : m_layout(layout)
    , m_query(query)
    , m_odd(odd)
{
    const Part part = condition(query.condition);
    m_where = part.sql;
    m_isExact = part.isExact;
    addWords();
    setOrder();
}

QByteArray Plan::parameter(Parameter value)
{
    m_parameters.push_back(std::move(value));
    return "$" + QByteArray::number(qsizetype(m_parameters.size()));
}

Plan::Part Plan::condition(const Model::Condition &condition)
{
    switch (condition.kind) {
    case Model::Condition::Kind::Match:
        return match(*condition.matcher);
    case Model::Condition::Kind::Any:
        return any(condition);
    case Model::Condition::Kind::None:
        return none(condition);
    default:
        return all(condition);
    }
}

Plan::Part Plan::all(const Model::Condition &condition)
{
    Part whole{{}, true};
    for (const Model::Condition &each : condition.parts) {
        const Part part = this->condition(each);
        whole.isExact = whole.isExact && part.isExact;
        if (!part.sql.isEmpty())
            whole.sql.append(whole.sql.isEmpty() ? "" : " AND ").append(part.sql);
    }
    if (!whole.sql.isEmpty())
        whole.sql = '(' + whole.sql + ')';
    return whole;
}

Plan::Part Plan::any(const Model::Condition &condition)
{
    Part whole{{}, true};
    const size_t parameters = m_parameters.size();
    bool isTrue = false;
    for (const Model::Condition &each : condition.parts) {
        const Part part = this->condition(each);
        whole.isExact = whole.isExact && part.isExact;
        isTrue = isTrue || part.sql.isEmpty();
        whole.sql.append(whole.sql.isEmpty() ? "" : " OR ").append(part.sql);
    }
    if (condition.parts.empty())
        return {Never, true};
    if (!isTrue)
        return {'(' + whole.sql + ')', whole.isExact};
    m_parameters.resize(parameters);
    return {{}, whole.isExact};
}

/// What may find too much must not be negated: that would leave out documents.
Plan::Part Plan::none(const Model::Condition &condition)
{
    Part whole{{}, true};
    for (const Model::Condition &each : condition.parts) {
        const size_t parameters = m_parameters.size();
        const Part part = this->condition(each);
        whole.isExact = whole.isExact && part.isExact;
        if (!part.isExact) {
            m_parameters.resize(parameters);
            continue;
        }
        const QByteArray sql = part.sql.isEmpty() ? QByteArray(Never) : "NOT " + part.sql;
        whole.sql.append(whole.sql.isEmpty() ? "" : " AND ").append(sql);
    }
    if (!whole.sql.isEmpty())
        whole.sql = '(' + whole.sql + ')';
    return whole;
}

Plan::Part Plan::match(const Model::Matcher &matcher)
{
    const QByteArray &field = matcher.field();
    if (Model::isMetaField(field))
        return metaMatch(matcher);
    const KeyColumn *column = m_layout.findReady(field);
    return column ? keyMatch(matcher, *column) : Part();
}

Plan::Part Plan::metaMatch(const Model::Matcher &matcher)
{
    const QByteArray &column = matcher.field();
    const auto &operands = matcher.operands();
    const bool isNumber = column == "_version";
    const auto fits = [&](const Operand &operand) {
        return !operand.moment
            && (isNumber ? operand.value.isNumber()
                         : operand.value.isString() && isStorable(operand.value.text()));
    };
    if (!Selection::isColumn(column) || operands.empty()
        || !std::all_of(operands.begin(), operands.end(), fits))
        return {};
    // No comparison is NULL, so that it can be negated.
    const QByteArray there =
        column.startsWith("_parent_") ? column + " IS NOT NULL AND " : QByteArray();
    m_usesIndex = m_usesIndex || column == "_id" || column == "_parent_id";
    if (matcher.comparison() == Operator::In && !isNumber) {
        QByteArrayList values;
        for (const Operand &operand : operands)
            values.append(operand.value.text().toByteArray());
        return {'(' + there + column + " = ANY(" + parameter(texts(values)) + "))", true};
    }
    const char *op = sqlOperator(matcher.comparison());
    if (!op)
        return {};
    const Json::Value &value = operands.front().value;
    const bool isInteger = value.type() == Json::Value::Type::Integer;
    const QByteArray given = !isNumber
        ? parameter(text(value.text()))
        : (isInteger ? parameter(number(value.toInteger())) : parameter(real(value.toDouble())));
    return {'(' + there + column + op + given + ')', true};
}

Plan::Part Plan::keyMatch(const Model::Matcher &matcher, const KeyColumn &column)
{
    const QByteArray key = column.name();
    const auto &operands = matcher.operands();
    const bool isIn = matcher.comparison() == Operator::In;
    if (isIn && operands.empty())
        return {Never, true};
    if (operands.empty() || (!isIn && !sqlOperator(matcher.comparison())))
        return {};
    Part part =
        isIn ? keyIn(key, matcher) : keyComparison(key, matcher.comparison(), operands.front());
    if (part.sql.isEmpty())
        return {};
    m_usesIndex = true;
    if (m_odd.contains(column.number))
        return {'(' + part.sql + " OR " + key + " < " + literal(QByteArray(1, '\x01')) + ')',
                false};
    m_columns.insert(column.number);
    return part;
}

Plan::Part Plan::keyComparison(const QByteArray &key, Operator op, const Operand &operand)
{
    if (operand.moment)
        return momentRange(key, op, *operand.moment);
    if (isOdd(operand))
        return {Never, true};
    if (operand.value.isNull()) {
        const bool isStrict = op == Operator::Greater || op == Operator::Less;
        return isStrict ? Part{Never, true}
                        : Part{'(' + key + " = " + literal(QByteArray(1, NothingKey)) + ')', true};
    }
    const QByteArray there = isThere(key);
    if (operand.value.isNumber() && isBeyondExact(operand.value)) {
        // A double and the integers around it may be equal to each other.
        const QByteArray least = Model::sortKey(operand.value);
        const QByteArray most = least + QByteArray(9, '\xff');
        const QByteArray from = isDownward(op) ? startOfType(least) : parameter(bytes(least));
        const QByteArray to = isUpward(op) ? endOfType(least) : parameter(bytes(most));
        return {'(' + there + key + " >= " + from + " AND " + key + " <= " + to + ')', false};
    }
    const QByteArray wanted = keyOf(operand.value);
    QByteArray sql = '(' + there + key + sqlOperator(op) + parameter(bytes(wanted));
    if (isUpward(op))
        sql.append(" AND " + key + " < " + endOfType(wanted));
    if (isDownward(op))
        sql.append(" AND " + key + " >= " + startOfType(wanted));
    return {sql + ')', true};
}

Plan::Part Plan::keyIn(const QByteArray &key, const Model::Matcher &matcher)
{
    QByteArrayList keys;
    for (const Operand &operand : matcher.operands()) {
        if (operand.moment || (operand.value.isNumber() && isBeyondExact(operand.value)))
            return {};
        if (!isOdd(operand))
            keys.append(keyOf(operand.value));
    }
    const QByteArray there = keys.contains(QByteArray(1, NothingKey)) ? QByteArray() : isThere(key);
    return {'(' + there + key + " = ANY(" + parameter(listOfBytes(keys)) + "))", true};
}

/// The texts among which those that say the moment must be.
Plan::Part Plan::momentRange(const QByteArray &key, Operator op, qint64 moment)
{
    const auto texts = Model::textsAround(moment);
    if (!texts)
        return {};
    const QByteArray type(1, '\x04'); // of texts
    const QByteArray from =
        isDownward(op) ? startOfType(type) : parameter(bytes(type + texts->from));
    const QByteArray to = isUpward(op) ? endOfType(type) : parameter(bytes(type + texts->to));
    return {'(' + isThere(key) + key + " >= " + from + " AND " + key + " < " + to + ')', false};
}

/// The words of a document are a column where the collection has a full-text index.
void Plan::addWords()
{
    if (m_query.filterWords.isEmpty())
        return;
    m_isExact = m_isExact && m_layout.canFindWords() && m_query.unsearched.isEmpty();
    for (const QByteArray &word :
         m_layout.canFindWords() ? m_query.filterWords : QByteArrayList()) {
        // Letters and digits alone: no word has a character that LIKE takes for another thing.
        m_where.append(m_where.isEmpty() ? "" : " AND ")
            .append("words LIKE " + parameter(text('%' + word + '%')));
    }
}

void Plan::setOrder()
{
    bool byId = false;
    for (const Model::Query::Order &order : m_query.orders) {
        QByteArray expression = order.field;
        if (!Selection::isColumn(order.field)) {
            const KeyColumn *column =
                Model::isMetaField(order.field) ? nullptr : m_layout.findReady(order.field);
            if (!column || m_odd.contains(column->number)) {
                m_isOrdered = false;
                m_order.clear();
                return;
            }
            m_columns.insert(column->number);
            m_usesIndex = true;
            expression = column->name();
        }
        m_order.append(m_order.isEmpty() ? "" : ", ")
            .append(expression)
            .append(order.descending ? " DESC" : "");
        if (expression.startsWith("_parent_"))
            m_order.append(order.descending ? " NULLS LAST" : " NULLS FIRST");
        byId = byId || order.field == "_id";
    }
    // Pages need one fixed order among equals.
    if (!byId)
        m_order.append(m_order.isEmpty() ? "_id" : ", _id");
}

QByteArray Plan::select(const QByteArray &columns) const
{
    QByteArray sql = "SELECT " + columns + " FROM " + tableOf(m_layout.collection);
    if (!m_where.isEmpty())
        sql.append(" WHERE " + m_where);
    if (m_isOrdered)
        sql.append(" ORDER BY " + m_order);
    if (m_isExact && m_isOrdered) {
        const qsizetype count = qsizetype(m_parameters.size());
        sql.append(" LIMIT $" + QByteArray::number(count + 1) + " OFFSET $"
                   + QByteArray::number(count + 2));
    }
    return sql;
}

Connection::Parameters Plan::parametersOfSelect() const
{
    Connection::Parameters all = m_parameters;
    if (m_isExact && m_isOrdered) {
        const qint64 maximum = m_query.maximum();
        all.push_back(maximum >= 0 ? number(maximum)
                                   : Parameter{Parameter::Type::Number, std::nullopt});
        all.push_back(number(m_query.skip));
    }
    return all;
}

QByteArray Plan::count() const
{
    const QByteArray sql = "SELECT count(*) FROM " + tableOf(m_layout.collection);
    return m_where.isEmpty() ? sql : sql + " WHERE " + m_where;
}

QByteArray Plan::oddCheck(qint64 column) const
{
    const QByteArray key = KeyColumn{{}, column, 0}.name();
    // In order, so that PostgreSQL looks into the index of odd keys: without statistics it takes a
    // third of all documents for such, and would read the table until it meets one.
    return "SELECT 1 FROM " + tableOf(m_layout.collection) + " WHERE " + key + " < "
        + literal(QByteArray(1, '\x01')) + " ORDER BY " + key + " LIMIT 1";
}

} // namespace Store::Postgres
