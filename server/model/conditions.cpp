// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/model/conditions.h"

#include <QHash>

#include <algorithm>
#include <optional>

namespace Model {

namespace {

using Kind = Condition::Kind;
using Operator = Matcher::Operator;

Condition combine(Kind kind, std::vector<Condition> parts)
{
    return {kind, std::move(parts), nullptr};
}

Condition leaf(Matcher matcher)
{
    return {Kind::Match, {}, std::make_shared<const Matcher>(std::move(matcher))};
}

Result<Condition> comparison(QByteArrayView field, Operator op, const Json::Value &operand)
{
    auto matcher = Matcher::make(field, op, operand);
    if (!matcher)
        return failure(matcher);
    return leaf(std::move(*matcher));
}

Result<Condition> parseList(Kind kind, QByteArrayView name, const Json::Value &value)
{
    if (!value.isArray() || value.items().empty()) {
        return badInput(QStringLiteral("%1 takes an array of conditions with at least one element.")
                            .arg(QString::fromUtf8(name)));
    }
    std::vector<Condition> parts;
    for (const Json::Value &item : value.items()) {
        auto part = parseCondition(item);
        if (!part)
            return part;
        parts.push_back(std::move(*part));
    }
    return combine(kind, std::move(parts));
}

Result<Condition> negated(Result<Condition> condition)
{
    if (!condition)
        return condition;
    std::vector<Condition> parts;
    parts.push_back(std::move(*condition));
    return combine(Kind::None, std::move(parts));
}

Result<Condition> parseField(QByteArrayView field, const Json::Value &value);

/// Both ends are within.
Result<Condition> parseBetween(QByteArrayView field, const Json::Value &value)
{
    const auto ends = value.items();
    if (ends.size() != 2)
        return badInput(QStringLiteral("$bt takes [from, to]."));
    auto from = comparison(field, Operator::GreaterOrEqual, ends[0]);
    auto to = comparison(field, Operator::LessOrEqual, ends[1]);
    if (!from || !to)
        return !from ? from : to;
    std::vector<Condition> parts{std::move(*from), std::move(*to)};
    return combine(Kind::All, std::move(parts));
}

Result<Condition> parseElementMatch(QByteArrayView field, const Json::Value &value)
{
    if (!value.isObject())
        return badInput(QStringLiteral("$elemMatch takes an object with conditions."));
    const auto members = value.members();
    // `{"$gt": 3}` is about elements that are values, `{"a": 3}` about those that are objects.
    const bool isOfValues = !members.empty() && members.front().key.startsWith('$')
        && members.front().key != "$and" && members.front().key != "$or"
        && members.front().key != "$nor";
    auto condition = isOfValues ? parseField({}, value) : parseCondition(value);
    if (!condition)
        return condition;
    return leaf(Matcher::makeElementMatch(field, std::move(*condition)));
}

/// What stands for a regular expression in a list of values.
bool isRegex(const Json::Value &value)
{
    return value.find("$regex").has_value();
}

Result<Condition> parseAll(QByteArrayView field, const Json::Value &value)
{
    if (!value.isArray())
        return badInput(QStringLiteral("$all takes an array."));
    std::vector<Condition> parts;
    for (const Json::Value &item : value.items()) {
        auto part = item.find("$elemMatch") || isRegex(item)
            ? parseField(field, item)
            : comparison(field, Operator::Equal, item);
        if (!part)
            return part;
        parts.push_back(std::move(*part));
    }
    // All of nothing matches nothing (MongoDB manual, "$all").
    const Kind kind = parts.empty() ? Kind::Any : Kind::All;
    return combine(kind, std::move(parts));
}

/// Values and regular expressions: a list with any of these is that of its elements, each for
/// itself.
Result<Condition> parseIn(QByteArrayView field, const Json::Value &value)
{
    const auto items = value.items();
    const auto isOperator = [](const Json::Value &item) {
        const auto members = item.members();
        return !members.empty() && members.front().key.startsWith('$') && !item.find("$date");
    };
    if (std::none_of(items.begin(), items.end(), isOperator))
        return comparison(field, Operator::In, value);
    std::vector<Condition> parts;
    for (const Json::Value &item : items) {
        if (isOperator(item) && !isRegex(item)) {
            return badInput(QStringLiteral("$in and $nin take values and $regex, not \"%1\".")
                                .arg(QString::fromUtf8(item.members().front().key)));
        }
        auto part =
            isRegex(item) ? parseField(field, item) : comparison(field, Operator::Equal, item);
        if (!part)
            return part;
        parts.push_back(std::move(*part));
    }
    return combine(Kind::Any, std::move(parts));
}

/// The operators that compare with their value as it is.
std::optional<Operator> plainOperator(QByteArrayView name)
{
    static const QHash<QByteArray, Operator> operators = {
        {"$eq", Operator::Equal},           {"$gt", Operator::Greater},
        {"$gte", Operator::GreaterOrEqual}, {"$lt", Operator::Less},
        {"$lte", Operator::LessOrEqual},    {"$size", Operator::Size},
        {"$type", Operator::Type},          {"$mod", Operator::Modulo}};
    const auto found = operators.constFind(name.toByteArray());
    return found == operators.cend() ? std::nullopt : std::optional(*found);
}

/// @p siblings are the operators beside it: $options belongs to $regex.
Result<Condition> parseOperator(QByteArrayView field, const Json::Member &member,
                                const Json::Value &siblings)
{
    const QByteArrayView name = member.key;
    const Json::Value &value = member.value;
    if (const auto plain = plainOperator(name))
        return comparison(field, *plain, value);
    if (name == "$ne")
        return negated(comparison(field, Operator::Equal, value));
    if (name == "$in")
        return parseIn(field, value);
    if (name == "$nin")
        return negated(parseIn(field, value));
    if (name == "$not")
        return negated(parseField(field, value));
    if (name == "$bt")
        return parseBetween(field, value);
    if (name == "$all")
        return parseAll(field, value);
    if (name == "$elemMatch")
        return parseElementMatch(field, value);
    if (name == "$exists") {
        auto exists = comparison(field, Operator::Exists, value);
        return isTruthy(value) ? std::move(exists) : negated(std::move(exists));
    }
    if (name == "$regex") {
        auto matcher = Matcher::makeRegex(field, value, siblings.value("$options"));
        if (!matcher)
            return failure(matcher);
        return leaf(std::move(*matcher));
    }
    if (name == "$options" && siblings.find("$regex"))
        return combine(Kind::All, {});
    if (name == "$options")
        return badInput(QStringLiteral("$options belongs beside a $regex."));
    return badInput(
        QStringLiteral("The operator \"%1\" is not known.").arg(QString::fromUtf8(name)));
}

/// `{"$gt": 3, "$lt": 5}` is a list of operators; `{"city": "x"}` is a value to be equal to.
Result<Condition> parseField(QByteArrayView field, const Json::Value &value)
{
    const auto members = value.members();
    if (members.empty() || !members.front().key.startsWith('$') || value.find("$date"))
        return comparison(field, Operator::Equal, value);
    std::vector<Condition> parts;
    for (const Json::Member &member : members) {
        auto part = parseOperator(field, member, value);
        if (!part)
            return part;
        parts.push_back(std::move(*part));
    }
    return combine(Kind::All, std::move(parts));
}

Result<Condition> parseMember(const Json::Member &member)
{
    if (member.key == "$and")
        return parseList(Kind::All, member.key, member.value);
    if (member.key == "$or")
        return parseList(Kind::Any, member.key, member.value);
    if (member.key == "$nor")
        return parseList(Kind::None, member.key, member.value);
    // Query::parse() reads it.
    if (member.key == "$distinct")
        return combine(Kind::All, {});
    if (member.key.startsWith('$')) {
        return badInput(
            QStringLiteral("The operator \"%1\" is not known.").arg(QString::fromUtf8(member.key)));
    }
    return parseField(member.key, member.value);
}

} // namespace

bool isTruthy(const Json::Value &value)
{
    return value.isNumber() ? value.toDouble() != 0 : value.toBool();
}

Result<Condition> parseCondition(const Json::Value &query)
{
    if (!query.isObject())
        return badInput(
            QStringLiteral("A condition in q is a JSON object, such as {\"name\": \"Joe\"}."));
    std::vector<Condition> parts;
    for (const Json::Member &member : query.members()) {
        auto part = parseMember(member);
        if (!part)
            return part;
        parts.push_back(std::move(*part));
    }
    return combine(Kind::All, std::move(parts));
}

} // namespace Model
