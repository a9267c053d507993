// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/query.h"

#include <algorithm>
#include <optional>

namespace Store {

namespace {

using Kind = Condition::Kind;
using Operator = Matcher::Operator;

Failure bad(const QString &message)
{
    return failure(Error::Kind::BadInput, message);
}

Condition combine(Kind kind, std::vector<Condition> parts)
{
    return {kind, std::move(parts), nullptr};
}

Result<Condition> comparison(QByteArrayView field, Operator op, const Json::Value &operand)
{
    auto matcher = Matcher::make(field, op, operand);
    if (!matcher)
        return failure(matcher);
    return Condition{Kind::Match, {}, std::make_shared<const Matcher>(std::move(*matcher))};
}

Result<Condition> parseCondition(const Json::Value &query);

Result<Condition> parseList(Kind kind, QByteArrayView name, const Json::Value &value)
{
    if (!value.isArray() || value.items().empty()) {
        return bad(QStringLiteral("%1 takes an array of conditions with at least one element.")
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

Result<Condition> parseOperator(QByteArrayView field, QByteArrayView name, const Json::Value &value)
{
    if (name == "$eq")
        return comparison(field, Operator::Equal, value);
    if (name == "$ne")
        return negated(comparison(field, Operator::Equal, value));
    if (name == "$gt")
        return comparison(field, Operator::Greater, value);
    if (name == "$gte")
        return comparison(field, Operator::GreaterOrEqual, value);
    if (name == "$lt")
        return comparison(field, Operator::Less, value);
    if (name == "$lte")
        return comparison(field, Operator::LessOrEqual, value);
    if (name == "$in")
        return comparison(field, Operator::In, value);
    if (name == "$nin")
        return negated(comparison(field, Operator::In, value));
    if (name == "$regex")
        return comparison(field, Operator::Regex, value);
    if (name == "$not")
        return negated(parseField(field, value));
    if (name == "$exists") {
        auto exists = comparison(field, Operator::Exists, value);
        const bool wanted = value.isBool() ? value.toBool() : value.toInteger() != 0;
        return wanted ? std::move(exists) : negated(std::move(exists));
    }
    return bad(QStringLiteral("The operator \"%1\" is not known.").arg(QString::fromUtf8(name)));
}

/// `{"$gt": 3, "$lt": 5}` is a list of operators; `{"city": "x"}` is a value to be equal to.
Result<Condition> parseField(QByteArrayView field, const Json::Value &value)
{
    const auto members = value.members();
    if (members.empty() || !members.front().key.startsWith('$'))
        return comparison(field, Operator::Equal, value);
    std::vector<Condition> parts;
    for (const Json::Member &member : members) {
        auto part = parseOperator(field, member.key, member.value);
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
    if (member.key.startsWith('$')) {
        return bad(
            QStringLiteral("The operator \"%1\" is not known.").arg(QString::fromUtf8(member.key)));
    }
    return parseField(member.key, member.value);
}

Result<Condition> parseCondition(const Json::Value &query)
{
    if (!query.isObject())
        return bad(
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

Result<Json::Document> parseParameter(const char *name, QByteArrayView text)
{
    auto document = Json::Document::parse(text.trimmed().isEmpty() ? QByteArrayView("{}") : text);
    if (!document)
        return bad(
            QStringLiteral("Parameter %1: %2").arg(QLatin1String(name), document.error().message));
    if (!document->root().isObject())
        return bad(QStringLiteral("Parameter %1 is not a JSON object.").arg(QLatin1String(name)));
    return document;
}

} // namespace

Result<Query> Query::parse(QByteArrayView q, QByteArrayView h)
{
    auto document = parseParameter("q", q);
    if (!document)
        return failure(document);
    const auto hints = parseParameter("h", h);
    if (!hints)
        return failure(hints);
    Query query;
    query.m_document = std::make_shared<const Json::Document>(std::move(*document));
    auto condition = parseCondition(query.m_document->root());
    if (!condition)
        return failure(condition);
    query.condition = std::move(*condition);
    if (const auto read = query.readHints(hints->root()); !read)
        return failure(read);
    return query;
}

Result<Done> Query::readHints(const Json::Value &hints)
{
    for (const Json::Member &hint : hints.members()) {
        if (auto read = readHint(hint.key, hint.value); !read)
            return read;
    }
    return Done();
}

Result<Done> Query::readHint(QByteArrayView name, const Json::Value &value)
{
    if (name == "$max" || name == "$skip") {
        if (!value.isNumber() || value.toInteger() < 0)
            return bad(QStringLiteral("%1 takes a number from 0.").arg(QString::fromUtf8(name)));
        (name == "$max" ? maximum : skip) = value.toInteger();
        return Done();
    }
    if (name == "$orderby")
        return readOrders(value);
    if (name == "$fields")
        return readFields(value);
    // What the server itself puts into req.hint may come back from a hook.
    if (name.startsWith('#'))
        return Done();
    return bad(QStringLiteral("The hint \"%1\" is not known.").arg(QString::fromUtf8(name)));
}

Result<Done> Query::readOrders(const Json::Value &value)
{
    if (!value.isObject())
        return bad(QStringLiteral("$orderby takes an object, such as {\"name\": 1}."));
    orders.clear();
    for (const Json::Member &member : value.members()) {
        const qint64 direction = member.value.toInteger();
        if (!member.value.isNumber() || (direction != 1 && direction != -1))
            return bad(QStringLiteral("$orderby takes 1 or -1 for each field."));
        orders.append({member.key.toByteArray(), direction < 0});
    }
    return Done();
}

Result<Done> Query::readFields(const Json::Value &value)
{
    if (!value.isObject())
        return bad(QStringLiteral("$fields takes an object, such as {\"name\": 1}."));
    std::optional<bool> shown;
    for (const Json::Member &member : value.members()) {
        const bool show = member.value.toBool() || member.value.toInteger() != 0;
        if (shown.value_or(show) != show && member.key != "_id")
            return bad(QStringLiteral("$fields cannot mix 0 and 1."));
        if (member.key != "_id" || !shown)
            shown = show;
        fields.append(member.key.toByteArray());
    }
    if (shown)
        projection = *shown ? Projection::Only : Projection::Without;
    return Done();
}

QByteArray projected(const Query &query, QByteArrayView json)
{
    const auto document = Json::Document::parse(json);
    if (!document || query.projection == Query::Projection::All)
        return json.toByteArray();
    const bool only = query.projection == Query::Projection::Only;
    Json::ObjectWriter writer;
    for (const Json::Member &member : document->root().members()) {
        const QByteArray key = member.key.toByteArray();
        if (query.fields.contains(key) == only || (only && key == "_id"))
            writer.raw(member.key, member.value.toJson());
    }
    return writer.take();
}

} // namespace Store
