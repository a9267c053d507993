// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/shape.h"

#include "server/core/jsontext.h"
#include "server/model/projection.h"
#include "server/model/words.h"

namespace Api {

namespace {

QByteArray withAllMeta(const Model::Document &document, const Model::Query &query)
{
    QByteArray text = document.jsonWithMeta();
    // The words of a large document are as large again, so they are only made when wanted.
    if (query.projection == Model::Query::Projection::Without && query.fields.contains("_keywords")
        && query.fields.contains("_tags"))
        return text;
    const auto parsed = Json::Document::parseKnown(document.json);
    const QByteArrayList words = parsed ? Model::wordsOf(parsed->root()) : QByteArrayList();
    Json::ArrayWriter keywords;
    for (const QByteArray &word : words)
        keywords.raw(Json::quoted(QByteArrayView(word)));
    Json::appendMember(text, "_keywords", keywords.take());
    Json::appendMember(text, "_tags", Json::quoted(QByteArrayView(words.join(' '))));
    return text;
}

QByteArray idOf(const QByteArray &text)
{
    const auto document = Json::Document::parseKnown(text);
    return document ? Store::idOf(document->root()) : QByteArray();
}

void flattenInto(Json::ObjectWriter &writer, const QByteArray &prefix, const Json::Value &value)
{
    for (const Json::Member &member : value.members()) {
        const QByteArray name = prefix + member.key.toByteArray();
        // An empty object has no members that could be lifted, and would be lost.
        if (member.value.isObject() && !member.value.members().empty())
            flattenInto(writer, name + '.', member.value);
        else
            writer.raw(name, member.value.toJson());
    }
}

/// Deep properties lifted to the root, under their dotted names.
QByteArray flattened(const QByteArray &text)
{
    const auto document = Json::Document::parseKnown(text);
    if (!document)
        return text;
    Json::ObjectWriter writer;
    flattenInto(writer, {}, document->root());
    return writer.take();
}

} // namespace

Shape::Shape(Store::Reader &reader, const Reading &reading)
    : m_reader(reader)
    , m_reading(reading)
    , m_mask(reader, reading.views, reading.collection)
    , m_children(reading.request.isOn("fetchchildren"))
    , m_referencedBy(reading.request.isOn("referencedby"))
    , m_links(reading.request.isOn("idtolink"))
    , m_flatten(reading.request.isOn("flatten"))
{
}

bool Shape::isAsStored() const
{
    return m_reading.query.isPlain() && m_mask.isEmpty() && !m_children && !m_referencedBy
        && !m_links && !m_flatten;
}

Result<QByteArray> Shape::shown(Model::Document document)
{
    const Model::Query &query = m_reading.query;
    auto masked = m_mask.shown(std::move(document.json));
    if (!masked)
        return masked;
    document.json = std::move(*masked);
    QByteArray text = document.json;
    if (query.metaFields) {
        // Again, because rules may hide meta fields too.
        auto whole = m_mask.shown(withAllMeta(document, query));
        if (!whole)
            return whole;
        text = std::move(*whole);
    }
    if (m_children) {
        if (auto added = addChildren(document.id, text); !added)
            return failure(added);
    }
    if (m_referencedBy) {
        if (auto added = addReferences(document.id, text); !added)
            return failure(added);
    }
    if (query.projection != Model::Query::Projection::All)
        text = Model::projected(query, text);
    if (m_links)
        text = linked(text);
    return m_flatten ? flattened(text) : text;
}

/// What the caller may see of @p collection; null: nothing.
const Store::View *Shape::viewOf(const Store::Collection &collection) const
{
    static const Store::View all;
    return m_reading.views ? m_reading.views->find(collection.number) : &all;
}

/// The children of the document @p id in @p field.
Result<QByteArray> Shape::children(const Store::Collection &collection, const Store::View &view,
                                   const QByteArray &field, const QByteArray &id) const
{
    Model::Query query = view.only.value_or(Model::Query());
    query.require("_parent_field", field);
    query.require("_parent_id", id);
    Mask mask(m_reader, m_reading.views, collection);
    Json::ArrayWriter list;
    Result<Done> shown = Done();
    const auto found = m_reader.findTexts(collection, query, [&](QByteArrayView document) {
        auto text = mask.shown(document.toByteArray());
        if (!text)
            shown = failure(text);
        else if (!view.permits || view.permits(idOf(*text)))
            list.raw(Model::projected(query, *text));
    });
    if (!found || !shown)
        return found ? failure(shown) : failure(found);
    return list.take();
}

Result<Done> Shape::addChildren(const QByteArray &id, QByteArray &text) const
{
    for (const Model::Field &field : m_reading.collection.fields) {
        const Store::Collection *collection = field.type == Model::Field::Type::Child
            ? m_reading.catalog.find(field.collection)
            : nullptr;
        const Store::View *view = collection ? viewOf(*collection) : nullptr;
        if (!view || m_mask.hides(field.name))
            continue;
        const auto json = children(*collection, *view, field.name, id);
        if (!json && json.error().kind == Error::Kind::NotFound)
            continue; // dropped since the catalog was read
        if (!json)
            return failure(json);
        Json::appendMember(text, field.name, *json);
    }
    return Done();
}

/// The documents of @p source among @p links that the caller may see, an array; empty: none.
Result<QByteArray> Shape::sources(const Store::Collection &source, const Store::View &view,
                                  const QList<Store::Link> &links) const
{
    Mask mask(m_reader, m_reading.views, source);
    Json::ArrayWriter list;
    QByteArrayList seen;
    for (const Store::Link &link : links) {
        // A link through a hidden field would show what the field holds (contract: access 3).
        if (seen.contains(link.source) || mask.hides(link.field))
            continue;
        const auto sees = m_reading.views
            ? m_reader.sees(*m_reading.views, source.number, link.source)
            : Result<bool>(true);
        if (!sees)
            return failure(sees);
        const auto document = m_reader.get(source, link.source);
        if (!document)
            return failure(document);
        if (!*sees || !*document)
            continue;
        auto text = mask.shown((*document)->json);
        if (!text)
            return text;
        seen.append(link.source);
        list.raw(view.only ? Model::projected(*view.only, *text) : *text);
    }
    return seen.isEmpty() ? QByteArray() : list.take();
}

Result<Done> Shape::addReferences(const QByteArray &id, QByteArray &text) const
{
    const auto links = m_reader.linksTo(m_reading.collection, id);
    if (!links)
        return failure(links);
    Json::ObjectWriter references;
    for (const Store::Collection &source : m_reading.catalog.collections) {
        const Store::View *view = viewOf(source);
        if (!view || !links->contains(source.number))
            continue;
        const auto list = sources(source, *view, links->value(source.number));
        if (!list)
            return failure(list);
        if (!list->isEmpty())
            references.raw(source.name, *list);
    }
    Json::appendMember(text, "_referencedby", references.take());
    return Done();
}

QByteArray Shape::linkOf(const QByteArray &place, const Json::Value &id) const
{
    const QByteArray host = m_reading.request.header("host");
    const QByteArray scheme = m_reading.request.isEncrypted ? "https://" : "http://";
    const QByteArray root = host.isEmpty() ? QByteArray() : scheme + host;
    return Json::quoted(QByteArrayView(root + place + id.text().toByteArray()));
}

/// The ids of media and relations as addresses.
QByteArray Shape::linked(const QByteArray &text) const
{
    const auto document = Json::Document::parseKnown(text);
    if (!document)
        return text;
    Json::ObjectWriter writer;
    for (const Json::Member &member : document->root().members()) {
        const Model::Field *field = m_reading.collection.field(member.key);
        const bool isMedia = field && field->type == Model::Field::Type::Media;
        if (!isMedia && (!field || !field->isRelation())) {
            writer.raw(member.key, member.value.toJson());
            continue;
        }
        const QByteArray place =
            isMedia ? QByteArray("/media/") : "/rest/" + field->collection + '/';
        Json::ArrayWriter links;
        for (const Json::Value &item : member.value.items())
            links.raw(linkOf(place, item.isString() ? item : item.value("_id")));
        writer.raw(member.key, links.take());
    }
    return writer.take();
}

} // namespace Api
