// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/hookhost/jsonvalues.h"

#include <QStringDecoder>

#include <algorithm>

namespace HookHost {

namespace {

constexpr qsizetype LargestText = 64 * 1024; ///< In bytes; larger ones are seldom alike.
/// In bytes; of larger ones the engine's reader takes some that are no JSON, such as `1.`.
constexpr qsizetype LargestChecked = 1024 * 1024;
constexpr size_t MostMembers = 64;
constexpr qsizetype LongestName = 64;
constexpr qsizetype MostShapes = 200;
constexpr int MetBefore = 2; ///< Then its function is made.

/// Whether @p name can stand between quotes in source text without a question how it is read.
/// `__proto__` would set the prototype, and what begins with a digit may be an element.
bool isPlainName(QByteArrayView name)
{
    const auto isPlain = [](char c) { return c >= ' ' && c <= '~' && c != '"' && c != '\\'; };
    const auto isDigit = [](char c) { return c >= '0' && c <= '9'; };
    return !name.isEmpty() && !isDigit(name.front())
        && std::all_of(name.begin(), name.end(), isPlain) && name != "__proto__";
}

/// Whether an object literal can have the names of @p members: plain ones, each once.
bool arePlain(const std::vector<Json::Member> &members)
{
    for (auto member = members.begin(); member != members.end(); ++member) {
        const bool isKnown = std::any_of(members.begin(), member, [&](const Json::Member &other) {
            return other.key == member->key;
        });
        if (isKnown || !isPlainName(member->key))
            return false;
    }
    return true;
}

/// Whether @p json, a valid text, has the number -0, which Json::Value tells not from 0.
bool hasNegativeZero(QByteArrayView json)
{
    // Few texts have even this.
    qsizetype minus = json.indexOf('-');
    while (minus >= 0 && !json.sliced(minus + 1).startsWith('0'))
        minus = json.indexOf('-', minus + 1);
    if (minus < 0)
        return false;
    bool isInText = false;
    for (qsizetype at = 0; at < json.size(); ++at) {
        if (json[at] == '"')
            isInText = !isInText;
        else if (isInText && json[at] == '\\')
            ++at;
        else if (!isInText && json.sliced(at).startsWith("-0")
                 && (at + 2 == json.size() || !QByteArrayView(".eE").contains(json[at + 2])))
            return true;
    }
    return false;
}

/// QString::fromUtf8() leaves out a byte order mark at the beginning.
QString textOf(const Json::Value &value)
{
    if (!value.text().startsWith("\xEF\xBB\xBF"))
        return value.toString();
    return QStringDecoder(QStringDecoder::Utf8,
                          QStringDecoder::Flag::Stateless
                              | QStringDecoder::Flag::ConvertInitialBom)(value.text());
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
{
    useParse();
    m_ownParse = m_parse;
}

void JsonValues::useParse()
{
    m_parse =
        m_engine.globalObject().property(QStringLiteral("JSON")).property(QStringLiteral("parse"));
}

QJSValue JsonValues::read(QByteArrayView json)
{
    if (auto value = tryRead(json))
        return std::move(*value);
    return m_parse.call({QString::fromUtf8(json)});
}

std::optional<QJSValue> JsonValues::tryRead(QByteArrayView json)
{
    // Beside the limit of a child's memory a large text and its document are too much.
    if (json.size() <= LargestChecked) {
        const auto document = Json::Document::parseKnown(json);
        if (!document || hasNegativeZero(json))
            return std::nullopt;
        if (m_isQuick && json.size() <= LargestText) {
            if (auto value = valueOf(document->root()))
                return value;
        }
    } else if (hasNegativeZero(json)) {
        return std::nullopt;
    }
    QJSValue value = m_ownParse.call({QString::fromUtf8(json)});
    return value.isError() ? std::nullopt : std::optional(std::move(value));
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
        return QJSValue(textOf(value));
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
    for (const Json::Member &member : members) {
        if (member.key.size() > LongestName)
            return nullptr;
        // Any character may be in a name, so no separator would do.
        names.append(char(member.key.size())).append(member.key);
    }
    auto shape = m_shapes.find(names);
    if (shape == m_shapes.end()) {
        if (!arePlain(members) || m_shapes.size() >= MostShapes)
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
