// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/document.h"

#include <algorithm>
#include <array>

namespace Store {

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
    result.append(",\"_version\":").append(QByteArray::number(version)).append('}');
    return result;
}

QByteArray storedText(QByteArrayView id, const Json::Value &body)
{
    Json::ObjectWriter writer;
    writer.text("_id", id);
    for (const Json::Member &member : body.members()) {
        if (!isMetaField(member.key))
            writer.raw(member.key, member.value.toJson());
    }
    return writer.take();
}

Result<QByteArray> mergedText(const Json::Value &current, const Json::Value &changes)
{
    const Json::Value unset = changes.value("$unset");
    Json::ObjectWriter writer;
    for (const Json::Member &member : current.members()) {
        const bool isMeta = isMetaField(member.key);
        if (!isMeta && unset.find(member.key))
            continue;
        const auto changed = isMeta ? std::nullopt : changes.find(member.key);
        writer.raw(member.key, changed.value_or(member.value).toJson());
    }
    for (const Json::Member &member : changes.members()) {
        if (member.key == "$unset" && member.value.isObject())
            continue;
        if (member.key.startsWith('$')) {
            return failure(
                Error::Kind::BadInput,
                QStringLiteral("The update operator \"%1\" is not known, or its value is wrong.")
                    .arg(QString::fromUtf8(member.key)));
        }
        if (!isMetaField(member.key) && !current.find(member.key))
            writer.raw(member.key, member.value.toJson());
    }
    return writer.take();
}

} // namespace Store
