// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/hookhost/jsonvalues.h"

#include <algorithm>

namespace HookHost {

namespace {

constexpr qsizetype LargestText = 64 * 1024; ///< In bytes; larger ones are seldom alike.
constexpr size_t MostMembers = 64;
constexpr qsizetype LongestName = 64;
constexpr qsizetype MostShapes = 200;
constexpr int MetBefore = 2; ///< Then its function is made.

/// Whether @p name can stand in source text without a question how it is read. `__proto__` would
/// set the prototype.
bool isPlainName(QByteArrayView name)
{
    const auto isLetter = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    };
    const auto isPlain = [&isLetter](char c) { return isLetter(c) || (c >= '0' && c <= '9'); };
    return !name.isEmpty() && name.size() <= LongestName && isLetter(name.front())
        && std::all_of(name.begin(), name.end(), isPlain) && name != "__proto__";
}

/// Whether @p json may have the number -0, which Json::Value tells not from 0.
bool mayHaveNegativeZero(QByteArrayView json)
{
    for (qsizetype at = json.indexOf('-'); at >= 0; at = json.indexOf('-', at + 1)) {
        const QByteArrayView behind =
            json.sliced(at + 1, std::min<qsizetype>(2, json.size() - at - 1));
        if (behind.startsWith('0')
            && (behind.size() == 1 || QByteArrayView(",}] ").contains(behind[1])))
            return true;
    }
    return false;
}

/// `({"a":a0,"b":a1})` as the body of a function of the arguments a0, a1.
QString literalOf(const std::vector<Json::Member> &members)
{
    QByteArray arguments;
    QByteArray object;
    for (size_t i = 0; i < members.size(); ++i) {
        const QByteArray argument = 'a' + QByteArray::number(qsizetype(i));
        arguments.append(i == 0 ? "" : ",").append(argument);
        object.append(i == 0 ? "\"" : ",\"").append(members[i].key).append("\":").append(argument);
    }
    return QString::fromLatin1("(function(" + arguments + "){return {" + object + "}})");
}

} // namespace

JsonValues::JsonValues(QJSEngine &engine)
    : m_engine(engine)
    , m_parse(
          engine.globalObject().property(QStringLiteral("JSON")).property(QStringLiteral("parse")))
{
}

QJSValue JsonValues::read(QByteArrayView json)
{
    if (json.size() <= LargestText && !mayHaveNegativeZero(json)) {
        const auto document = Json::Document::parseKnown(json);
        if (document) {
            if (auto value = valueOf(document->root()))
                return std::move(*value);
        }
    }
    return m_parse.call({QString::fromUtf8(json)});
}

std::optional<QJSValue> JsonValues::valueOf(const Json::Value &value)
{
    switch (value.type()) {
    case Json::Value::Type::Null:
        return QJSValue(QJSValue::NullValue);
    case Json::Value::Type::Bool:
        return QJSValue(value.toBool());
    case Json::Value::Type::Integer:
        if (const qint64 whole = value.toInteger(); whole == int(whole))
            return QJSValue(int(whole)); // V4 computes faster with these
        [[fallthrough]];
    case Json::Value::Type::Double:
        return QJSValue(value.toDouble());
    case Json::Value::Type::String:
        return QJSValue(value.toString());
    case Json::Value::Type::Array:
        return arrayOf(value);
    case Json::Value::Type::Object:
        return objectOf(value);
    }
    return std::nullopt;
}

std::optional<QJSValue> JsonValues::objectOf(const Json::Value &object)
{
    const auto members = object.members();
    if (members.empty())
        return m_engine.newObject();
    const QJSValue *literal = literalFor(members);
    if (!literal)
        return std::nullopt;
    // A copy, since the shapes of what is inside may move it.
    const QJSValue function = *literal;
    QJSValueList values;
    values.reserve(qsizetype(members.size()));
    for (const Json::Member &member : members) {
        auto value = valueOf(member.value);
        if (!value)
            return std::nullopt;
        values.append(std::move(*value));
    }
    return function.call(values);
}

std::optional<QJSValue> JsonValues::arrayOf(const Json::Value &array)
{
    const auto items = array.items();
    QJSValue made = m_engine.newArray(uint(items.size()));
    for (size_t i = 0; i < items.size(); ++i) {
        const auto value = valueOf(items[i]);
        if (!value)
            return std::nullopt;
        made.setProperty(quint32(i), *value);
    }
    return made;
}

const QJSValue *JsonValues::literalFor(const std::vector<Json::Member> &members)
{
    if (members.size() > MostMembers)
        return nullptr;
    QByteArray names;
    names.reserve(256); // so that it moves seldom while it grows
    for (const Json::Member &member : members)
        names.append(member.key).append(',');
    auto shape = m_shapes.find(names);
    if (shape == m_shapes.end()) {
        const bool isPlain =
            std::all_of(members.begin(), members.end(),
                        [](const Json::Member &member) { return isPlainName(member.key); });
        if (!isPlain || m_shapes.size() >= MostShapes)
            return nullptr;
        shape = m_shapes.insert(names, {});
    }
    if (++shape->met <= MetBefore)
        return nullptr;
    if (shape->literal.isUndefined())
        shape->literal = m_engine.evaluate(literalOf(members));
    return &shape->literal;
}

} // namespace HookHost
