// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/model/matcher.h"

#include "server/core/jsontext.h"
#include "server/core/timestamp.h"
#include "server/model/moment.h"
#include "server/model/ordering.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace Model {

namespace {

using Operator = Matcher::Operator;

bool orderFits(Operator comparison, int order)
{
    switch (comparison) {
    case Operator::Greater:
        return order > 0;
    case Operator::GreaterOrEqual:
        return order >= 0;
    case Operator::Less:
        return order < 0;
    case Operator::LessOrEqual:
        return order <= 0;
    default:
        return order == 0;
    }
}

/// How @p value compares with @p operand; nothing when the two do not.
std::optional<int> orderOf(const Json::Value &value, const Matcher::Operand &operand)
{
    if (!operand.moment)
        return orderWithinType(value, operand.value);
    const auto moment = value.isString() ? Timestamp::parse(value.text()) : std::nullopt;
    if (!moment)
        return std::nullopt;
    return *moment < *operand.moment ? -1 : int(*operand.moment < *moment);
}

struct TypeName
{
    const char *name;
    int number; ///< BSON's.
};

/// The types of BSON that JSON has. Source: MongoDB manual, "$type".
constexpr std::array Types = {
    TypeName{"double", 1}, TypeName{"string", 2}, TypeName{"object", 3}, TypeName{"array", 4},
    TypeName{"bool", 8},   TypeName{"null", 10},  TypeName{"int", 16},   TypeName{"long", 18},
};

bool isInt32(qint64 number)
{
    return number >= std::numeric_limits<qint32>::min()
        && number <= std::numeric_limits<qint32>::max();
}

/// BSON has words of its own for booleans and numbers.
QByteArray bsonType(const Json::Value &value)
{
    switch (value.type()) {
    case Json::Value::Type::Bool:
        return "bool";
    case Json::Value::Type::Integer:
        return isInt32(value.toInteger()) ? "int" : "long";
    case Json::Value::Type::Double:
        return "double";
    default:
        return Json::typeName(value.type());
    }
}

Result<QByteArray> readType(const Json::Value &value)
{
    for (const TypeName &type : Types) {
        if (value.text() == type.name || (value.isNumber() && value.toDouble() == type.number))
            return QByteArray(type.name);
    }
    if (value.text() == "number")
        return QByteArray("number");
    return badInput(
        QStringLiteral("$type does not know %1; JSON has double, string, object, array, "
                       "bool, null, int, long and number.")
            .arg(QString::fromUtf8(value.toJson())));
}

} // namespace

/// The first part that decides ends it: All at one that does not hold, Any and None at one that
/// does.
Result<bool> Condition::holds(const Json::Value &document, RegexBudget &budget) const
{
    if (kind == Kind::Match)
        return matcher->matches(document, budget);
    for (const Condition &part : parts) {
        const auto held = part.holds(document, budget);
        if (!held)
            return held;
        if (*held != (kind == Kind::All))
            return kind == Kind::Any;
    }
    return kind != Kind::Any;
}

Matcher::Matcher(QByteArrayView field, Operator comparison)
    : m_field(field.toByteArray())
    , m_operator(comparison)
{
    if (!m_field.isEmpty())
        m_path = m_field.split('.');
}

Result<Matcher> Matcher::make(QByteArrayView field, Operator comparison, const Json::Value &operand)
{
    Matcher matcher(field, comparison);
    if (const auto read = matcher.readOperand(operand); !read)
        return failure(read);
    return matcher;
}

Result<Done> Matcher::readOperand(const Json::Value &operand)
{
    switch (m_operator) {
    case Operator::Size:
        if (!operand.isNumber() || operand.toInteger() < 0
            || operand.toDouble() != std::floor(operand.toDouble()))
            return badInput(QStringLiteral("$size takes a whole number from 0."));
        m_divisor = operand.toInteger();
        return Done();
    case Operator::Modulo: {
        const auto numbers = operand.items();
        const bool arePairs = numbers.size() == 2 && numbers[0].isNumber() && numbers[1].isNumber();
        if (!arePairs || numbers[0].toInteger() == 0)
            return badInput(
                QStringLiteral("$mod takes [divisor, remainder], the divisor other than 0."));
        m_divisor = numbers[0].toInteger();
        m_remainder = numbers[1].toInteger();
        return Done();
    }
    case Operator::Type: {
        const auto types = operand.isArray() ? operand.items() : std::vector{operand};
        for (const Json::Value &type : types) {
            auto name = readType(type);
            if (!name)
                return failure(name);
            m_types.append(*name);
        }
        return Done();
    }
    case Operator::In:
        if (!operand.isArray())
            return badInput(QStringLiteral("$in and $nin take an array."));
        break;
    default:
        break;
    }
    const auto values =
        m_operator == Operator::In ? operand.items() : std::vector<Json::Value>{operand};
    for (const Json::Value &value : values) {
        auto moment = readMoment(value);
        if (!moment)
            return failure(moment);
        m_operands.push_back({value, *moment});
    }
    return Done();
}

Result<Matcher> Matcher::makeRegex(QByteArrayView field, const Json::Value &pattern,
                                   const Json::Value &options)
{
    if (!pattern.isString())
        return badInput(QStringLiteral("$regex takes a text."));
    if (!options.isNull() && !options.isString())
        return badInput(QStringLiteral("$options takes a text of the letters i, m, s and x."));
    QRegularExpression::PatternOptions flags;
    for (const char c : options.text()) {
        switch (c) {
        case 'i':
            flags |= QRegularExpression::CaseInsensitiveOption;
            break;
        case 'm':
            flags |= QRegularExpression::MultilineOption;
            break;
        case 's':
            flags |= QRegularExpression::DotMatchesEverythingOption;
            break;
        case 'x':
            flags |= QRegularExpression::ExtendedPatternSyntaxOption;
            break;
        case 'u': // all texts are Unicode here
            break;
        default:
            return badInput(
                QStringLiteral("$options knows i, m, s and x, not \"%1\".").arg(QLatin1Char(c)));
        }
    }
    Matcher matcher(field, Operator::Regex);
    matcher.m_regex = QueryRegex(pattern.toString(), flags);
    if (const QString error = matcher.m_regex.error(); !error.isEmpty())
        return badInput(QStringLiteral("$regex does not compile: %1.").arg(error));
    return matcher;
}

Matcher Matcher::makeElementMatch(QByteArrayView field, Condition condition)
{
    Matcher matcher(field, Operator::ElementMatch);
    matcher.m_elementCondition = std::make_shared<const Condition>(std::move(condition));
    return matcher;
}

Result<bool> Matcher::matchesRegex(const Json::Value &value, RegexBudget &budget) const
{
    if (!value.isString())
        return false;
    const auto matched = m_regex.matches(value.toString(), budget);
    // A pattern that goes back without end would hold up all requests of this thread.
    if (!matched) {
        return badInput(
            QStringLiteral("$regex on \"%1\" takes too many steps; write a simpler pattern.")
                .arg(QString::fromUtf8(m_field)));
    }
    return *matched;
}

Result<bool> Matcher::matchesValue(const Json::Value &value, RegexBudget &budget) const
{
    switch (m_operator) {
    // Only values that are there come here; matchesMissing() answers for all others.
    case Operator::Exists:
        return true;
    case Operator::In:
        return std::any_of(m_operands.begin(), m_operands.end(),
                           [&](const Operand &operand) { return orderOf(value, operand) == 0; });
    case Operator::Regex:
        return matchesRegex(value, budget);
    case Operator::Size:
        return value.isArray() && qint64(value.items().size()) == m_divisor;
    case Operator::Type:
        return m_types.contains(bsonType(value))
            || (value.isNumber() && m_types.contains("number"));
    case Operator::Modulo:
        // Beyond 64 bits there is no remainder, and the least integer by -1 would stop the program.
        return value.isNumber() && std::abs(value.toDouble()) < 9.2e18
            && (m_divisor == -1 ? 0 : value.toInteger() % m_divisor) == m_remainder;
    case Operator::ElementMatch: {
        const auto items = value.items();
        for (const Json::Value &item : items) {
            const auto held = m_elementCondition->holds(item, budget);
            if (!held || *held)
                return held;
        }
        return false;
    }
    default:
        break;
    }
    const auto order = orderOf(value, m_operands.front());
    return order && orderFits(m_operator, *order);
}

/// A missing field equals null.
bool Matcher::matchesMissing() const
{
    switch (m_operator) {
    case Operator::Equal:
    case Operator::GreaterOrEqual:
    case Operator::LessOrEqual:
    case Operator::In:
        return std::any_of(m_operands.begin(), m_operands.end(),
                           [](const Operand &operand) { return operand.value.isNull(); });
    default:
        return false;
    }
}

/// A path goes on in the objects of an array, and in the element that it names by its number.
Result<bool> Matcher::matchesArrayOnPath(const Json::Value &array, qsizetype depth,
                                         RegexBudget &budget) const
{
    const auto items = array.items();
    for (const Json::Value &item : items) {
        if (!item.isObject())
            continue;
        const auto matched = matchesPath(item, depth, budget);
        if (!matched || *matched)
            return matched;
    }
    bool isIndex = false;
    const auto index = m_path[depth].toUInt(&isIndex);
    return isIndex && index < items.size() ? matchesPath(items[index], depth + 1, budget)
                                           : Result<bool>(false);
}

Result<bool> Matcher::matchesPath(const Json::Value &value, qsizetype depth,
                                  RegexBudget &budget) const
{
    if (depth < m_path.size()) {
        if (value.isArray())
            return matchesArrayOnPath(value, depth, budget);
        const auto member = value.find(m_path[depth]);
        return member ? matchesPath(*member, depth + 1, budget) : Result<bool>(matchesMissing());
    }
    // MongoDB compares an array as a whole and also each of its elements. Source: MongoDB manual,
    // "Query an Array".
    const auto self = matchesValue(value, budget);
    const bool isOfWholeArray =
        m_operator == Operator::Size || m_operator == Operator::ElementMatch;
    if (!self || *self || isOfWholeArray || !value.isArray())
        return self;
    const auto items = value.items();
    for (const Json::Value &item : items) {
        const auto matched = matchesValue(item, budget);
        if (!matched || *matched)
            return matched;
    }
    return false;
}

Result<bool> Matcher::matches(const Json::Value &document, RegexBudget &budget) const
{
    return matchesPath(document, 0, budget);
}

/// To compare with an object or an array is to compare with all that lies within.
bool Matcher::looksWithin() const
{
    return std::any_of(m_operands.begin(), m_operands.end(), [](const Operand &operand) {
        return !operand.moment && (operand.value.isObject() || !operand.value.items().empty());
    });
}

} // namespace Model
