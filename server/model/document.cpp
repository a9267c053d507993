// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/model/document.h"

#include <algorithm>
#include <array>

namespace Model {

namespace {

constexpr std::array<QByteArrayView, 12> MetaFields = {
    "_id",       "_created", "_changed", "_createdby", "_changedby",  "_version",
    "_keywords", "_tags",    "_mock",    "_parent_id", "_parent_def", "_parent_field"};

} // namespace

bool isMetaField(QByteArrayView name)
{
    return !name.isEmpty() && name.front() == '_'
        && std::find(MetaFields.begin(), MetaFields.end(), name) != MetaFields.end();
}

QByteArray Document::jsonWithMeta() const
{
    QByteArray result = json;
    result.chop(1);
    result.append(",\"_created\":\"").append(created);
    result.append("\",\"_changed\":\"").append(changed);
    result.append("\",\"_createdby\":").append(Json::quoted(QByteArrayView(createdBy)));
    result.append(",\"_changedby\":").append(Json::quoted(QByteArrayView(changedBy)));
    result.append(",\"_version\":").append(QByteArray::number(version));
    if (!parent.id.isEmpty()) {
        result.append(",\"_parent_id\":").append(Json::quoted(QByteArrayView(parent.id)));
        result.append(",\"_parent_def\":").append(Json::quoted(QByteArrayView(parent.collection)));
        result.append(",\"_parent_field\":").append(Json::quoted(QByteArrayView(parent.field)));
    }
    return result.append('}');
}

QByteArray storedText(QByteArrayView id, const Json::Value &body)
{
    Json::ObjectWriter writer;
    writer.text("_id", id);
    for (const Json::Member &member : body.members()) {
        if (!isMetaField(member.key))
            writer.value(member.key, member.value);
    }
    return writer.take();
}

} // namespace Model
