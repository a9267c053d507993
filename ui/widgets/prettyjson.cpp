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

} // namespace

QString format(const QByteArray &json)
{
    const auto document = Json::Document::parse(json);
    if (!document)
        return QString::fromUtf8(json);
    QByteArray text;
    append(text, document->root(), 0);
    return QString::fromUtf8(text);
}

} // namespace PrettyJson
