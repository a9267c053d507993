// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/model/projection.h"

namespace Model {

namespace {

/// The names in @p fields that lead on beneath @p key: of `a.b` and `a`, `b`.
QByteArrayList beneath(const QByteArrayList &fields, QByteArrayView key)
{
    QByteArrayList names;
    for (const QByteArray &field : fields) {
        if (field.size() > key.size() && field.startsWith(key) && field[key.size()] == '.')
            names.append(field.mid(key.size() + 1));
    }
    return names;
}

QByteArray projectedValue(const Json::Value &value, const QByteArrayList &fields, bool only,
                          bool showsId)
{
    if (value.isArray()) {
        Json::ArrayWriter list;
        for (const Json::Value &item : value.items()) {
            // An element without fields has none of the wanted ones. Source: MongoDB manual,
            // "Project Fields to Return from Query".
            if (item.isObject() || item.isArray() || !only)
                list.raw(projectedValue(item, fields, only, false));
        }
        return list.take();
    }
    if (!value.isObject())
        return value.toJson();
    Json::ObjectWriter writer;
    for (const Json::Member &member : value.members()) {
        const bool named = fields.contains(member.key.toByteArray());
        const QByteArrayList deeper = beneath(fields, member.key);
        const bool isId = showsId && member.key == "_id";
        if (named ? only : (!only || (isId && deeper.isEmpty())) && deeper.isEmpty())
            writer.raw(member.key, member.value.toJson());
        else if (!named && !deeper.isEmpty()
                 && (!only || member.value.isObject() || member.value.isArray()))
            writer.raw(member.key, projectedValue(member.value, deeper, only, false));
    }
    return writer.take();
}

} // namespace

QByteArray projected(const Query &query, QByteArrayView json)
{
    if (query.projection == Query::Projection::All)
        return json.toByteArray();
    const auto document = Json::Document::parseKnown(json);
    if (!document)
        return json.toByteArray();
    return projectedValue(document->root(), query.fields,
                          query.projection == Query::Projection::Only, query.showsId);
}

QByteArray without(QByteArrayView json, const QByteArrayList &fields)
{
    const auto document = Json::Document::parseKnown(json);
    return document ? projectedValue(document->root(), fields, false, true) : json.toByteArray();
}

} // namespace Model
