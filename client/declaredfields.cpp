// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/declaredfields.h"

namespace {

/// The JSON text of @p text if it is JSON of a kind that @p isWanted takes, or else a string.
template<typename IsWanted>
QByteArray jsonOr(const QByteArray &text, IsWanted isWanted)
{
    const auto parsed = Json::Document::parse(text);
    return parsed && isWanted(parsed->root()) ? text : Json::quoted(QByteArrayView(text));
}

QByteArray boolOf(const QByteArray &text)
{
    const QByteArray lower = text.toLower(); // spreadsheets write TRUE
    if (lower == "true" || lower == "1")
        return "true";
    return lower == "false" || lower == "0" ? QByteArray("false")
                                            : Json::quoted(QByteArrayView(text));
}

} // namespace

bool isExactNumber(const QByteArray &text)
{
    constexpr qsizetype SurelyExact = 15; // significant digits
    const auto parsed = Json::Document::parse(text);
    if (!parsed || !parsed->root().isNumber())
        return false;
    if (parsed->root().type() == Json::Value::Type::Integer) {
        constexpr qint64 Largest = qint64(1) << 53;
        const qint64 number = parsed->root().toInteger();
        return number >= -Largest && number <= Largest;
    }
    QByteArray digits = text.toLower().split('e').first();
    digits.replace('-', "").replace('.', "");
    while (digits.startsWith('0') || digits.endsWith('0'))
        digits = digits.startsWith('0') ? digits.sliced(1) : digits.chopped(1);
    return digits.size() <= SurelyExact;
}

DeclaredFields::DeclaredFields(const Json::Value &definition)
{
    for (const Json::Value &field : definition.value("fields").items()) {
        Field known{field.value("type").text().toByteArray(), {}};
        for (const Json::Value &option : field.value("options").items())
            known.options.append(option.toJson());
        m_names.append(field.value("name").text().toByteArray());
        m_fields.insert(m_names.last(), std::move(known));
    }
}

QByteArray DeclaredFields::valueOf(const QByteArray &field, const QByteArray &text) const
{
    const Field known = m_fields.value(field);
    const QByteArray quoted = Json::quoted(QByteArrayView(text));
    const auto isList = [](const Json::Value &value) { return value.isArray(); };
    const auto isComposed = [](const Json::Value &value) {
        return value.isArray() || value.isObject();
    };
    if (known.type == "number" || known.type == "float_number" || known.type == "money")
        return isExactNumber(text) ? text : quoted;
    if (known.type == "bool")
        return boolOf(text);
    if (known.type == "json")
        return jsonOr(text, [](const Json::Value &) { return true; });
    if (known.type == "option" && !known.options.contains(quoted))
        return known.options.contains(text) ? text : jsonOr(text, isList);
    if (known.type == "relation" || known.type == "relations")
        return jsonOr(text, isComposed);
    if (known.type == "image" || known.type == "images" || known.type == "file"
        || known.type == "files")
        return jsonOr(text, isList);
    return quoted;
}
