// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/prettyjson.h"

#include "server/core/json.h"

namespace PrettyJson {

namespace {

void append(QByteArray &text, const Json::Value &value, int depth)
{
    const QByteArray indent((depth + 1) * 2, ' ');
    const QByteArray outer(depth * 2, ' ');
    const char *separator = "\n";
    if (value.isObject() && !value.members().empty()) {
        text.append('{');
        for (const Json::Member &member : value.members()) {
            text.append(separator).append(indent).append(Json::quoted(member.key)).append(": ");
            append(text, member.value, depth + 1);
            separator = ",\n";
        }
        text.append('\n').append(outer).append('}');
    } else if (value.isArray() && !value.items().empty()) {
        text.append('[');
        for (const Json::Value &item : value.items()) {
            text.append(separator).append(indent);
            append(text, item, depth + 1);
            separator = ",\n";
        }
        text.append('\n').append(outer).append(']');
    } else {
        text.append(value.toJson());
    }
}

constexpr qsizetype PreviewBytes = 64 * 1024;
constexpr qsizetype PreviewText = 1000; ///< Characters of one text.
constexpr size_t PreviewItems = 100; ///< Of one array or object.

void appendPreview(QByteArray &text, const Json::Value &value, int depth)
{
    const QByteArray indent((depth + 1) * 2, ' ');
    if (value.isString()) {
        const QString whole = value.toString();
        text.append(Json::quoted(whole.left(PreviewText)));
        if (whole.size() > PreviewText)
            text.append(QStringLiteral(" … (%L1)").arg(whole.size()).toUtf8());
        return;
    }
    if (!value.isObject() && !value.isArray()) {
        text.append(value.toJson());
        return;
    }
    text.append(value.isObject() ? '{' : '[');
    size_t shown = 0;
    const auto begin = [&] {
        text.append(shown++ == 0 ? "\n" : ",\n").append(indent);
        return shown <= PreviewItems && text.size() < PreviewBytes;
    };
    bool isWhole = true;
    if (value.isObject()) {
        for (const Json::Member &member : value.members()) {
            if (isWhole = begin(); !isWhole)
                break;
            text.append(Json::quoted(member.key)).append(": ");
            appendPreview(text, member.value, depth + 1);
        }
    } else {
        for (const Json::Value &item : value.items()) {
            if (isWhole = begin(); !isWhole)
                break;
            appendPreview(text, item, depth + 1);
        }
    }
    text.append(isWhole ? "" : "…").append('\n').append(QByteArray(depth * 2, ' '));
    text.append(value.isObject() ? '}' : ']');
}

} // namespace

QString preview(const QByteArray &json)
{
    const auto document = Json::Document::parse(json);
    if (!document)
        return QString::fromUtf8(json.left(PreviewBytes));
    QByteArray text;
    appendPreview(text, document->root(), 0);
    return QString::fromUtf8(text);
}

QString format(const QByteArray &json)
{
    const auto document = Json::Document::parse(json);
    if (!document)
        return QString::fromUtf8(json);
    QByteArray text;
    append(text, document->root(), 0);
    // Editors of texts take these two for ends of lines.
    return QString::fromUtf8(text)
        .replace(QChar::LineSeparator, QLatin1String("\\u2028"))
        .replace(QChar::ParagraphSeparator, QLatin1String("\\u2029"));
}

} // namespace PrettyJson
