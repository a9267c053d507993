// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/selection.h"

#include "server/model/ordering.h"
#include "server/model/projection.h"
#include "server/model/words.h"

#include <algorithm>

namespace Store {

namespace {

using Kind = Model::Condition::Kind;

/// A document of the one meta field @p field, as it is kept beside the text of @p document; empty
/// where it is missing.
QByteArray columnJson(const Model::Document &document, const QByteArray &field)
{
    Json::ObjectWriter json;
    if (field == "_version")
        return json.number(field, document.version).take();
    const auto text = [&](const QByteArray &value) {
        return json.text(field, QByteArrayView(value)).take();
    };
    if (field == "_id")
        return text(document.id);
    if (field == "_created")
        return text(document.created);
    if (field == "_changed")
        return text(document.changed);
    if (field == "_createdby")
        return text(document.createdBy);
    if (field == "_changedby")
        return text(document.changedBy);
    const Model::Parent &parent = document.parent;
    if (parent.id.isEmpty())
        return json.take();
    if (field == "_parent_id")
        return text(parent.id);
    return text(field == "_parent_def" ? parent.collection : parent.field);
}

QByteArray wordsJson(const Json::Value &root)
{
    const QByteArrayList words = Model::wordsOf(root);
    Json::ArrayWriter keywords;
    for (const QByteArray &word : words)
        keywords.raw(Json::quoted(QByteArrayView(word)));
    return Json::ObjectWriter()
        .raw("_keywords", keywords.take())
        .text("_tags", QByteArrayView(words.join(' ')))
        .take();
}

/// What @p field, a meta field, is looked for in.
QByteArray metaJson(const Model::Document &document, const Json::Value &root,
                    const QByteArray &field)
{
    return Selection::isColumn(field) ? columnJson(document, field) : wordsJson(root);
}

} // namespace

bool Selection::isColumn(const QByteArray &field)
{
    return Model::isMetaField(field) && field != "_keywords" && field != "_tags"
        && field != "_mock";
}

Result<bool> Selection::finds(const Model::Document &document)
{
    const auto parsed = Json::Document::parseKnown(document.json);
    if (!parsed)
        return false;
    const auto held = holds(m_query.condition, document, parsed->root());
    return held && *held ? Result<bool>(hasWords(document, parsed->root())) : held;
}

/// As Condition::holds(), with each comparison on the part of the document that has its field.
Result<bool> Selection::holds(const Model::Condition &condition, const Model::Document &document,
                              const Json::Value &root)
{
    if (condition.kind == Kind::Match) {
        const QByteArray &field = condition.matcher->field();
        if (!Model::isMetaField(field))
            return condition.holds(root, m_budget);
        const auto meta = Json::Document::parseKnown(metaJson(document, root, field));
        return meta ? condition.holds(meta->root(), m_budget) : Result<bool>(false);
    }
    for (const Model::Condition &part : condition.parts) {
        const auto held = holds(part, document, root);
        if (!held)
            return held;
        if (*held != (condition.kind == Kind::All))
            return condition.kind == Kind::Any;
    }
    return condition.kind != Kind::Any;
}

bool Selection::hasWords(const Model::Document &document, const Json::Value &root) const
{
    if (m_query.filterWords.isEmpty())
        return true;
    return m_query.unsearched.isEmpty()
        ? m_words.finds(root)
        : m_words.finds(Model::without(document.json, m_query.unsearched));
}

QByteArray Selection::placeOf(const Model::Document &document) const
{
    QByteArray place;
    bool byId = false;
    const auto parsed = Json::Document::parseKnown(document.json);
    for (const Model::Query::Order &order : m_query.orders) {
        const QByteArray &field = order.field;
        const auto meta = Model::isMetaField(field) && parsed
            ? Json::Document::parseKnown(metaJson(document, parsed->root(), field))
            : Result<Json::Document>(Json::Document());
        const bool isMeta = Model::isMetaField(field);
        const Json::Value root = isMeta ? (meta ? meta->root() : Json::Value())
                                        : (parsed ? parsed->root() : Json::Value());
        QByteArray key = Model::sortKeyOf(root, field, order.descending);
        // No key is the beginning of another one, so turned bytes are in the other order.
        if (order.descending)
            std::transform(key.begin(), key.end(), key.begin(), [](char c) { return char(~c); });
        place.append(key);
        byId = byId || field == "_id";
    }
    return byId ? place : place.append(document.id);
}

} // namespace Store
