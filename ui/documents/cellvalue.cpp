// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/documents/cellvalue.h"

#include <QCoreApplication>

#include <algorithm>

namespace CellValue {

namespace {

constexpr qsizetype LongestCell = 200;

QString tr(const char *text)
{
    return QCoreApplication::translate("CellValue", text);
}

bool isNumberType(const QByteArray &type)
{
    return type == "number" || type == "float_number" || type == "money";
}

bool isTextType(const QByteArray &type)
{
    return type == "text" || type == "rich_text" || type == "email" || type == "date"
        || type == "datetime" || type == "time";
}

} // namespace

QString shown(const Json::Value &value)
{
    switch (value.type()) {
    case Json::Value::Type::String:
        // A character has four bytes at most: no more of a large text is decoded.
        return QString::fromUtf8(value.text().first(std::min(value.text().size(), 4 * LongestCell)))
            .left(LongestCell)
            .replace(QLatin1Char('\n'), QLatin1Char(' '));
    case Json::Value::Type::Array:
        return QStringLiteral("[ %1 ]").arg(value.items().size());
    case Json::Value::Type::Object:
        return QStringLiteral("{ %1 }").arg(value.members().size());
    default:
        return QString::fromUtf8(value.toJson());
    }
}

QString editable(const Json::Value &value)
{
    return value.isString() ? value.toString() : QString::fromUtf8(value.toJson());
}

char typeOf(const Json::Value &value)
{
    if (value.isString())
        return 's';
    if (value.isNumber())
        return 'n';
    if (value.isBool())
        return 'b';
    return value.isNull() ? '0' : 'c';
}

std::optional<QByteArray> parse(const QString &typed, const QByteArray &type, char before,
                                QString &fault)
{
    if (isTextType(type) || (type.isEmpty() && before == 's'))
        return Json::quoted(typed);
    const auto json = Json::Document::parse(typed.trimmed().toUtf8());
    const bool isNull = json && json->root().isNull();
    if (isNumberType(type) || (type.isEmpty() && before == 'n')) {
        if (isNull || (json && json->root().isNumber()))
            return typed.trimmed().toUtf8();
        fault = tr("must be a number, such as 12.5");
        return std::nullopt;
    }
    if (type == "bool" || (type.isEmpty() && before == 'b')) {
        if (isNull || (json && json->root().isBool()))
            return typed.trimmed().toUtf8();
        fault = tr("must be true or false");
        return std::nullopt;
    }
    const QString text = typed.trimmed();
    const bool isComposed = text.startsWith(u'{') || text.startsWith(u'[');
    // An id that begins with a digit must not be taken for a number.
    if ((type == "relation" || type == "relations") && !isComposed && !isNull
        && !text.startsWith(u'"'))
        return Json::quoted(text);
    if (!json && (before == 'c' || (type == "json" && (isComposed || text.startsWith(u'"'))))) {
        // The sentence has a beginning and an end of its own.
        const QString message = json.error().message;
        fault = tr("is not valid JSON: %1")
                    .arg(message.sliced(message.indexOf(QLatin1String(": ")) + 2).chopped(1));
        return std::nullopt;
    }
    // Nothing is known of it: JSON where it is JSON, else a text.
    return json ? typed.trimmed().toUtf8() : Json::quoted(typed);
}

QByteArray relatedId(const Json::Value &value)
{
    const auto items = value.items();
    const Json::Value first = items.empty() ? value : items.front();
    return (first.isString() ? first : first.value("_id")).text().toByteArray();
}

QString table(const QStringList &fields, const QByteArrayList &documents)
{
    const auto quoted = [](QString text) {
        const bool isPlain = !text.contains(QLatin1Char('\t')) && !text.contains(QLatin1Char('\n'))
            && !text.contains(QLatin1Char('"'));
        return isPlain ? text
                       : QLatin1Char('"') + text.replace(QLatin1Char('"'), QLatin1String("\"\""))
                + QLatin1Char('"');
    };
    const auto line = [&](const auto &valueOf) {
        QStringList values;
        for (const QString &field : fields)
            values.append(quoted(valueOf(field)));
        return values.join(QLatin1Char('\t'));
    };
    QStringList lines{line([](const QString &field) { return field; })};
    for (const QByteArray &document : documents) {
        if (const auto parsed = Json::Document::parse(document))
            lines.append(line([&](const QString &field) {
                const Json::Value value = parsed->root().value(field.toUtf8());
                return value.isNull() ? QString() : editable(value);
            }));
    }
    return lines.join(QLatin1Char('\n'));
}

} // namespace CellValue
