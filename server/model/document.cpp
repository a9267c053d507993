// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/model/document.h"

#include "server/core/jsontext.h"

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
    // In one piece: each write is answered with it, and its hooks and the inspector get it.
    QByteArray members;
    members.reserve(256);
    const auto addText = [&members](const char *name, QByteArrayView text) {
        members.append(name);
        Json::appendQuoted(members, text);
    };
    addText("\"_created\":", created);
    addText(",\"_changed\":", changed);
    addText(",\"_createdby\":", createdBy);
    addText(",\"_changedby\":", changedBy);
    members.append(",\"_version\":").append(QByteArray::number(version));
    if (!parent.id.isEmpty()) {
        addText(",\"_parent_id\":", parent.id);
        addText(",\"_parent_def\":", parent.collection);
        addText(",\"_parent_field\":", parent.field);
    }
    QByteArray result;
    result.reserve(json.size() + members.size() + 2);
    result.append(json);
    Json::appendMembers(result, members);
    return result;
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
