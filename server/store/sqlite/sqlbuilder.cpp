// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/sqlite/sqlbuilder.h"

#include "server/model/document.h"
#include "server/model/moment.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace Store::Sqlite {

namespace {

using Operator = Model::Matcher::Operator;

/// The meta fields that are columns, and those of them that are never missing.
bool isColumn(const QByteArray &field)
{
    return Model::isMetaField(field) && field != "_keywords" && field != "_tags"
        && field != "_mock";
}

bool isAlwaysThere(const QByteArray &column)
{
    return !column.startsWith("_parent_");
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

/// Whether several different numbers may equal @p operand, a number: a double equals all integers
/// that are the same double.
bool isBeyondExact(const Model::Matcher::Operand &operand)
{
    constexpr double ExactIntegers = 9007199254740992.0; // 2^53
    return std::abs(operand.value.toDouble()) >= ExactIntegers;
}

/// Whether `json_extract(...) = value` holds exactly for the documents whose field equals it: not
/// for 0 and 1, which true and false also give, nor for what looks like the text of an object, nor
/// for texts with NUL, which lists of SQLite end at it.
bool isExactInSql(const Model::Matcher::Operand &operand)
{
    const Json::Value &value = operand.value;
    if (operand.moment)
        return false;
    if (value.isString())
        return !value.text().startsWith('{') && !value.text().startsWith('[')
            && !value.text().contains('\0');
    return value.isNumber() && value.toDouble() != 0 && value.toDouble() != 1
        && !isBeyondExact(operand);
}

/// Null when @p fields has none of this name.
const IndexedField *find(const QList<IndexedField> &fields, const QByteArray &name)
{
    const auto found = std::find_if(fields.begin(), fields.end(),
                                    [&](const IndexedField &field) { return field.name == name; });
    return found == fields.end() ? nullptr : &*found;
}

QByteArray valuesOf(const std::vector<Model::Matcher::Operand> &operands)
{
    Json::ArrayWriter values;
    for (const Model::Matcher::Operand &operand : operands)
        values.raw(operand.value.toJson());
    return values.take();
}

/// A name within a text literal of SQL.
QByteArray literal(QByteArray text)
{
    return '\'' + text.replace('\'', "''") + '\'';
}

} // namespace

SqlBuilder::SqlBuilder(const Collection &collection, const Model::Query &query,
                       UsableIndexes indexes)
    : m_collection(collection)
    , m_query(query)
    , m_indexes(std::move(indexes))
{
    m_where = condition(query.condition);
    if (m_indexes.candidates)
        m_where.append(" AND _id IN " + list(*m_indexes.candidates));
    if (query.filterWords.isEmpty())
        return;
    // Candidates are checked too: the index knows runs of three characters, and no words.
    m_where.append(" AND hookdesk_finds(doc, ").append(parameter(query.filterWords.join(' ')));
    if (!query.unsearched.isEmpty()) {
        Json::ArrayWriter unsearched;
        for (const QByteArray &field : query.unsearched)
            unsearched.raw(Json::quoted(QByteArrayView(field)));
        m_where.append(", ").append(parameter(unsearched.take()));
    }
    m_where.append(")");
}

/// Then one call of `hookdesk_match` says it all, and the document is parsed once.
bool SqlBuilder::isOfDocumentAlone(const Model::Condition &condition) const
{
    if (condition.kind != Model::Condition::Kind::Match) {
        return std::all_of(
            condition.parts.begin(), condition.parts.end(),
            [this](const Model::Condition &part) { return isOfDocumentAlone(part); });
    }
    const QByteArray &field = condition.matcher->field();
    return !Model::isMetaField(field) && (m_negations > 0 || !find(m_indexes.forMatch, field));
}

QByteArray SqlBuilder::condition(const Model::Condition &condition)
{
    if (condition.kind == Model::Condition::Kind::Match)
        return match(condition);
    if (!condition.parts.empty() && isOfDocumentAlone(condition))
        return exactMatch(condition);
    switch (condition.kind) {
    case Model::Condition::Kind::Any:
        return joined(condition, " OR ", "0");
    case Model::Condition::Kind::None: {
        // An SQL comparison with a missing field is neither true nor false, and its negation
        // neither: beneath a NOT only hookdesk_match, which knows true and false alone, means what
        // it should.
        ++m_negations;
        const QByteArray sql = "NOT " + joined(condition, " OR ", "0");
        --m_negations;
        return sql;
    }
    default:
        return joined(condition, " AND ", "1");
    }
}

QByteArray SqlBuilder::joined(const Model::Condition &condition, const char *word,
                              const char *empty)
{
    if (condition.parts.empty())
        return empty;
    QByteArray sql = "(";
    for (const Model::Condition &part : condition.parts) {
        if (sql.size() > 1)
            sql.append(word);
        sql.append(this->condition(part));
    }
    return sql.append(')');
}

QByteArray SqlBuilder::match(const Model::Condition &condition)
{
    const QByteArray &field = condition.matcher->field();
    if (Model::isMetaField(field))
        return metaMatch(condition);
    if (m_negations == 0 && find(m_indexes.forMatch, field)) {
        const QByteArray sql = indexedMatch(condition);
        if (!sql.isEmpty())
            return sql;
    }
    return exactMatch(condition);
}

QByteArray SqlBuilder::exactMatch(const Model::Condition &condition, const QByteArray &document)
{
    m_parameters.emplace_back(&condition);
    return "hookdesk_match(" + document + ", ?)";
}

/// A column that is never missing is compared as it is with a value of its own type; for all else
/// a document is made of it.
QByteArray SqlBuilder::metaMatch(const Model::Condition &condition)
{
    const Model::Matcher &matcher = *condition.matcher;
    const QByteArray &column = matcher.field();
    if (!isColumn(column))
        return exactMatch(condition, "hookdesk_words(doc)");
    const auto fits = [&](const Model::Matcher::Operand &operand) {
        return column == "_version"
            ? operand.value.isNumber()
            : operand.value.isString() && !operand.value.text().contains('\0');
    };
    const auto &operands = matcher.operands();
    const bool allFit = !operands.empty() && std::all_of(operands.begin(), operands.end(), fits)
        && (m_negations == 0 || isAlwaysThere(column));
    if (allFit && matcher.comparison() == Operator::In) {
        return "(" + column + " IN " + list(valuesOf(operands)) + ")";
    }
    const char *op = sqlOperator(matcher.comparison());
    if (allFit && op)
        return "(" + column + op + parameter(operands.front().value) + ")";
    const QByteArray document = isAlwaysThere(column)
        ? "json_object('" + column + "'," + column + ")"
        : "iif(" + column + " IS NULL,'{}',json_object('" + column + "'," + column + "))";
    const bool isMoment = m_negations == 0 && op && operands.front().moment;
    const QByteArray range = isMoment ? momentRange(column, matcher) + " AND " : QByteArray();
    return "(" + range + exactMatch(condition, document) + ")";
}

/// The texts among which those that say the moments must be.
QByteArray SqlBuilder::momentRange(const QByteArray &expression, const Model::Matcher &matcher)
{
    const auto texts = Model::textsAround(*matcher.operands().front().moment);
    if (!texts)
        return "1";
    const Operator op = matcher.comparison();
    const bool isOpenBelow = op == Operator::Less || op == Operator::LessOrEqual;
    const bool isOpenAbove = op == Operator::Greater || op == Operator::GreaterOrEqual;
    const QByteArray from = isOpenBelow ? QByteArray("''") : parameter(texts->from);
    // Every text is less than a blob. Source: SQLite, "Datatypes", section 4.1.
    const QByteArray to = isOpenAbove ? QByteArray("x''") : parameter(texts->to);
    return expression + " >= " + from + " AND " + expression + " < " + to;
}

/// Empty when the index cannot answer. @pre There is one that may be used.
QByteArray SqlBuilder::indexedMatch(const Model::Condition &condition)
{
    const Model::Matcher &matcher = *condition.matcher;
    const QByteArray &expression = find(m_indexes.forMatch, matcher.field())->expression;
    const auto &operands = matcher.operands();
    if (matcher.comparison() == Operator::In) {
        if (operands.empty() || !std::all_of(operands.begin(), operands.end(), isExactInSql))
            return {};
        return "(" + expression + " IN " + list(valuesOf(operands)) + ")";
    }
    const char *op = sqlOperator(matcher.comparison());
    if (!op)
        return {};
    const Model::Matcher::Operand &operand = operands.front();
    if (operand.moment) {
        // Parameters are bound in the order in which they are made, which one expression would
        // leave to the compiler.
        const QByteArray range = momentRange(expression, matcher);
        return "(" + range + " AND " + exactMatch(condition) + ")";
    }
    if (!operand.value.isString() && !operand.value.isNumber())
        return {};
    if (operand.value.isNumber() && isBeyondExact(operand))
        return largeNumberMatch(expression, condition);
    const Operator comparison = matcher.comparison();
    const QByteArray sql = expression + op + parameter(operand.value);
    if (comparison == Operator::Equal && isExactInSql(operand))
        return "(" + sql + ")";
    if (!find(m_indexes.forOrder, matcher.field()))
        return "(" + sql + " AND " + exactMatch(condition) + ")";
    // Only numbers and texts are there; SQLite puts texts after numbers, and blobs after texts. One
    // more bound keeps to the operand's own type, and tells SQLite that the range is narrow.
    const bool isUp = comparison == Operator::Greater || comparison == Operator::GreaterOrEqual;
    const bool isDown = comparison == Operator::Less || comparison == Operator::LessOrEqual;
    if (isUp)
        return "(" + sql + " AND " + expression + " < "
            + (operand.value.isNumber() ? "'')" : "x'')");
    if (isDown && operand.value.isString())
        return "(" + sql + " AND " + expression + " >= '')";
    return "(" + sql + ")";
}

/// SQLite compares an integer with a double exactly; queries compare the two as doubles. So the
/// index looks between the doubles around the number.
QByteArray SqlBuilder::largeNumberMatch(const QByteArray &expression,
                                        const Model::Condition &condition)
{
    const double number = condition.matcher->operands().front().value.toDouble();
    const Operator op = condition.matcher->comparison();
    constexpr double Infinity = std::numeric_limits<double>::infinity();
    QByteArray sql = "(";
    if (op != Operator::Less && op != Operator::LessOrEqual)
        sql.append(expression + " >= " + parameter(std::nextafter(number, -Infinity)) + " AND ");
    if (op != Operator::Greater && op != Operator::GreaterOrEqual)
        sql.append(expression + " <= " + parameter(std::nextafter(number, Infinity)) + " AND ");
    return sql + exactMatch(condition) + ")";
}

/// The texts and numbers of an array for an IN: one parameter, however many there are.
QByteArray SqlBuilder::list(const QByteArray &array)
{
    return "(SELECT value FROM json_each(" + parameter(array) + "))";
}

QByteArray SqlBuilder::parameter(const Json::Value &value)
{
    if (value.type() == Json::Value::Type::Integer)
        m_parameters.emplace_back(value.toInteger());
    else if (value.isNumber())
        m_parameters.emplace_back(value.toDouble());
    else
        m_parameters.emplace_back(value.text().toByteArray());
    return "?";
}

QByteArray SqlBuilder::parameter(double number)
{
    m_parameters.emplace_back(number);
    return "?";
}

QByteArray SqlBuilder::parameter(const QByteArray &text)
{
    m_parameters.emplace_back(text);
    return "?";
}

QByteArray SqlBuilder::orderBy() const
{
    QByteArray sql;
    bool byId = false;
    for (const Model::Query::Order &order : m_query.orders) {
        const QByteArray &field = order.field;
        QByteArray expression = field;
        if (const IndexedField *indexed = find(m_indexes.forOrder, field))
            expression = indexed->expression;
        else if (!isColumn(field))
            expression = "hookdesk_sortkey("
                + (Model::isMetaField(field) ? QByteArray("hookdesk_words(doc)")
                                             : QByteArray("doc"))
                + ',' + literal(field) + ',' + (order.descending ? '1' : '0') + ')';
        sql.append(sql.isEmpty() ? "" : ", ").append(expression);
        sql.append(order.descending ? " DESC" : "");
        byId = byId || field == "_id";
    }
    // Pages need one fixed order among equals.
    return byId ? sql : sql.append(sql.isEmpty() ? "_id" : ", _id");
}

QByteArray SqlBuilder::select(const QByteArray &columns) const
{
    return "SELECT " + columns + " FROM " + tableOf(m_collection) + " WHERE " + m_where
        + " ORDER BY " + orderBy() + " LIMIT ? OFFSET ?";
}

QByteArray SqlBuilder::count() const
{
    return "SELECT count(*) FROM " + tableOf(m_collection) + " WHERE " + m_where;
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
            statement.bindCondition(std::get<const Model::Condition *>(parameter));
    }
}

void SqlBuilder::bindWithLimits(Statement &statement) const
{
    bind(statement);
    statement.bind(m_query.maximum()).bind(m_query.skip);
}

} // namespace Store::Sqlite
