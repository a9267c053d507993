// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/mask.h"

#include "server/model/projection.h"

#include <algorithm>

namespace Api {

Mask::Mask(Store::Reader &reader, const Store::Views *views, const Store::Collection &collection)
    : m_reader(reader)
    , m_views(views)
    , m_collection(collection)
{
    if (!views)
        return;
    m_hidden = views->hiddenIn(collection);
    m_guarded = views->guardedIn(collection);
}

bool Mask::hides(QByteArrayView field) const
{
    return std::any_of(m_hidden.begin(), m_hidden.end(),
                       [&](const QByteArray &hidden) { return Store::isWithin(field, hidden); });
}

Result<QByteArray> Mask::shown(QByteArray json)
{
    if (!m_hidden.isEmpty())
        json = Model::without(json, m_hidden);
    // Where no relation is guarded, the document is not parsed: the failure means "as it is".
    const auto document = m_guarded.isEmpty() ? failure(Error()) : Json::Document::parseKnown(json);
    if (!document)
        return json;
    Json::ObjectWriter writer;
    for (const Json::Member &member : document->root().members()) {
        if (!m_guarded.contains(member.key.toByteArray())) {
            writer.raw(member.key, member.value.toJson());
            continue;
        }
        const Store::View *view = m_views->find(m_collection.field(member.key)->target);
        Json::ArrayWriter copies;
        for (const Json::Value &copy : member.value.items()) {
            const auto shown = shownCopy(view, copy);
            if (!shown)
                return shown;
            copies.raw(*shown);
        }
        writer.raw(member.key, copies.take());
    }
    return writer.take();
}

Result<QByteArray> Mask::shownCopy(const Store::View *view, const Json::Value &copy)
{
    const QByteArray id = Store::idOf(copy);
    // Many documents of a list may refer to the same one, which is looked up once.
    auto seen = m_seen.find(id);
    if (view && seen == m_seen.end()) {
        const auto sees = m_reader.sees(*m_views, view->collection->number, id);
        if (!sees)
            return failure(sees);
        seen = m_seen.insert(id, *sees);
    }
    const bool isSeen = view && *seen;
    QByteArray text = isSeen && view->only ? Model::projected(*view->only, copy.toJson())
                                           : (isSeen ? copy.toJson() : QByteArray("{}"));
    const auto left = Json::Document::parseKnown(text);
    // The projection of a beforeGET may drop the id, without which a relation is useless.
    if (left && left->root().isObject() && !left->root().find("_id")) {
        Json::ObjectWriter named;
        named.text("_id", QByteArrayView(id));
        for (const Json::Member &member : left->root().members())
            named.raw(member.key, member.value.toJson());
        text = named.take();
    }
    return text;
}

} // namespace Api
