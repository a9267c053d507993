// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/documentrules.h"

#include "server/core/jsontext.h"
#include "server/store/view.h"

namespace Store {

QByteArray copyForRelation(const Json::Value &document, const QByteArrayList &relations)
{
    Json::ObjectWriter copy;
    for (const Json::Member &member : document.members()) {
        if (!relations.contains(member.key.toByteArray())) {
            copy.raw(member.key, member.value.toJson());
            continue;
        }
        Json::ArrayWriter ids;
        for (const Json::Value &item : member.value.items())
            ids.raw(Json::quoted(QByteArrayView(idOf(item))));
        copy.raw(member.key, ids.take());
    }
    return copy.take();
}

QByteArrayList relationsOf(const Collection &collection)
{
    QByteArrayList names;
    for (const Model::Field &field : collection.fields) {
        if (field.isRelation())
            names.append(field.name);
    }
    return names;
}

void DocumentRules::setPresent(const Json::Value &document)
{
    if (m_rules.views)
        m_linkedBefore = linkedIds(m_collection, document);
}

/// A parent that the caller may not see is answered like one that is not there.
Result<Done> DocumentRules::checkParent(const Model::Parent &parent)
{
    const auto number = m_rules.parents.constFind(parent.collection);
    if (parent.id.isEmpty() || number == m_rules.parents.cend())
        return Done();
    const auto present = m_source.find(*number, parent.id);
    if (!present)
        return failure(present);
    const auto isSeen = *present && m_rules.views ? found(m_rules.views->sees(*number, parent.id))
                                                  : Result<bool>(present->has_value());
    if (!isSeen)
        return failure(isSeen);
    return *isSeen ? Result<Done>(Done()) : noParent(parent);
}

Result<Done> DocumentRules::prepare(Model::Document &document, Occasion occasion)
{
    m_links.clear();
    if (m_collection.fields.isEmpty())
        return Done();
    Model::Violations violations;
    const auto given = Json::Document::parseKnown(document.json);
    if (!given)
        return failure(given);
    auto text = preparedMembers(given->root(), occasion, violations);
    if (!text)
        return failure(text);
    // One after the other, in the order of the fields: a formula may use those before it.
    for (const Model::Field &field : m_collection.fields) {
        if (!field.formula)
            continue;
        const auto now = Json::Document::parseKnown(*text);
        if (!now)
            return failure(now);
        const QByteArray value = field.formula->evaluate(now->root());
        const auto result = Json::Document::parseKnown(value);
        if (!result)
            return failure(result);
        Json::appendMember(*text, field.name,
                           Model::checkedValue(field, result->root(), violations));
    }
    document.json = std::move(*text);
    const auto whole = Json::Document::parseKnown(document.json);
    if (!whole)
        return failure(whole);
    // At the end, because a computed field may be required as well.
    for (const Model::Field &field : m_collection.fields)
        Model::checkRequired(field, whole->root().find(field.name), violations);
    // Without validation only the refusal is left out: values still take the form in which they are
    // stored, and relations still get their copies.
    if (m_rules.validate && !violations.isEmpty())
        return violations.toFailure();
    return Done();
}

/// The document with its values checked and brought to their form; computed fields are left out.
Result<QByteArray> DocumentRules::preparedMembers(const Json::Value &document, Occasion occasion,
                                                  Model::Violations &violations)
{
    Json::ObjectWriter writer;
    for (const Json::Member &member : document.members()) {
        const Model::Field *field = m_collection.field(member.key);
        // A document may hold fields that are not declared (contract: fields 1).
        if (!field) {
            writer.raw(member.key, member.value.toJson());
            continue;
        }
        // Children that a client sends back are not part of their parent.
        if (field->formula || field->type == Model::Field::Type::Child)
            continue;
        if (field->isRelation()) {
            const auto copies = embedded(*field, member.value, violations);
            if (!copies)
                return copies;
            writer.raw(member.key, *copies);
            continue;
        }
        if (field->autoincrement && occasion == Occasion::Insert) {
            const auto number = counted(*field, member.value, violations);
            if (!number)
                return number;
            writer.raw(member.key, *number);
            continue;
        }
        writer.raw(member.key, Model::checkedValue(*field, member.value, violations));
    }
    for (const Model::Field &field : m_collection.fields) {
        if (document.find(field.name) || occasion == Occasion::Update)
            continue;
        const auto value = missingMember(field);
        if (!value)
            return value;
        if (!value->isEmpty())
            writer.raw(field.name, *value);
    }
    return writer.take();
}

/// The next number for null. Any other @p value is kept; later numbers are higher if it is one that
/// a counter could give.
Result<QByteArray> DocumentRules::counted(const Model::Field &field, const Json::Value &value,
                                          Model::Violations &violations)
{
    if (value.isNull())
        return missingMember(field);
    Model::Violations own;
    QByteArray json = Model::checkedValue(field, value, own);
    if (!own.isEmpty() || !value.isNumber()) {
        violations.add(own);
        return json;
    }
    const auto number = m_source.countUp(field, value.toInteger());
    if (!number)
        return failure(number);
    return QByteArray::number(*number);
}

/// What a new document gets where it brings nothing; empty for nothing.
Result<QByteArray> DocumentRules::missingMember(const Model::Field &field)
{
    if (!field.autoincrement)
        return field.formula ? QByteArray() : field.defaultValue;
    const auto number = m_source.countUp(field, std::nullopt);
    if (!number)
        return failure(number);
    return QByteArray::number(*number);
}

Result<QByteArray> DocumentRules::embedded(const Model::Field &field, const Json::Value &value,
                                           Model::Violations &violations)
{
    if (value.isNull() || Model::isMissing(field, value))
        return QByteArray("[]");
    const auto items = value.isArray() ? value.items() : std::vector{value};
    if (field.type == Model::Field::Type::Relation && items.size() > 1)
        violations.add(field.name, QStringLiteral("Only one document can be chosen."), "MAX");
    Json::ArrayWriter copies;
    QByteArrayList seen;
    for (const Json::Value &item : items) {
        const QByteArray id = idOf(item);
        if (seen.contains(id))
            continue;
        seen.append(id);
        // A document that the caller may not see is treated like one that does not exist.
        const auto maySee = sees(field, id);
        if (!maySee)
            return failure(maySee);
        // The number 0: the definition names a collection that does not exist.
        const auto target = field.target == 0 || !*maySee
            ? Result<std::optional<Json::Document>>(std::optional<Json::Document>())
            : m_source.find(field.target, id);
        if (!target)
            return failure(target);
        if (!*target) {
            violations.add(field.name,
                           QStringLiteral("There is no document \"%1\" in the collection \"%2\".")
                               .arg(QString::fromUtf8(id), QString::fromUtf8(field.collection)),
                           "REFERENCE");
            continue;
        }
        copies.raw(copyForRelation((*target)->root(), field.targetRelations));
        m_links.append({field.name, field.target, id});
    }
    return copies.take();
}

Result<bool> DocumentRules::sees(const Model::Field &field, const QByteArray &id)
{
    if (!m_rules.views || m_linkedBefore.contains(id))
        return true;
    return found(m_rules.views->mayLink(field.target, id));
}

/// What the views answer, looked up where they do not know it.
Result<bool> DocumentRules::found(const std::variant<bool, Lookup> &answer)
{
    const auto *lookup = std::get_if<Lookup>(&answer);
    return lookup ? m_source.finds(*lookup) : Result<bool>(std::get<bool>(answer));
}

} // namespace Store
