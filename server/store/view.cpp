// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/view.h"

#include <algorithm>

namespace Store {

namespace {

using Name = Model::Query::Name;

/// The names of @p path without the numbers of elements. The first is a member of the document.
QByteArrayList namesOf(QByteArrayView path)
{
    QByteArrayList names = path.toByteArray().split('.');
    const QByteArray first = names.takeFirst();
    names.removeIf([](const QByteArray &name) {
        return std::all_of(name.begin(), name.end(), [](char c) { return c >= '0' && c <= '9'; });
    });
    names.prepend(first);
    return names;
}

Failure mayNotName(const QByteArray &path)
{
    return failure(Error::Kind::Forbidden,
                   QStringLiteral("You may not read \"%1\", so a query of yours cannot name it.")
                       .arg(QString::fromUtf8(path)));
}

/// Whether @p name tells something of the field @p hidden.
bool tellsOf(const Name &name, const QByteArray &hidden)
{
    return isWithin(name.path, hidden) || (name.looksWithin && isWithin(hidden, name.path));
}

/// Whether the database, which looks at documents as they are stored, would tell something of the
/// copies in @p relation. Of these only the ids are everybody's.
bool tellsOfCopies(const Name &name, const QByteArray &relation)
{
    const bool isInSql = name.use == Name::Use::Compared || name.use == Name::Use::Ordered;
    if (!isInSql || !isWithin(name.path, relation))
        return false;
    const bool isItself = isWithin(relation, name.path);
    return isItself ? name.looksWithin : namesOf(name.path) != namesOf(relation + "._id");
}

} // namespace

bool isWithin(QByteArrayView path, QByteArrayView other)
{
    const QByteArrayList names = namesOf(path);
    const QByteArrayList start = namesOf(other);
    return names.size() >= start.size() && std::equal(start.begin(), start.end(), names.begin());
}

bool touchesOneOf(QByteArrayView path, const QByteArrayList &fields)
{
    return std::any_of(fields.begin(), fields.end(), [&](const QByteArray &field) {
        return isWithin(path, field) || isWithin(field, path);
    });
}

QByteArrayList withComputed(QByteArrayList hidden, const Collection &collection)
{
    // Until nothing is added: a computed field may be made of another one.
    for (qsizetype before = -1; before != hidden.size() && !hidden.isEmpty();) {
        before = hidden.size();
        for (const Model::Field &field : collection.fields) {
            const QByteArrayList sources =
                field.formula ? field.formula->fields() : QByteArrayList();
            const bool isTold =
                std::any_of(sources.begin(), sources.end(),
                            [&](const QByteArray &source) { return touchesOneOf(source, hidden); });
            const bool hasRule = collection.access.fields.value(field.name).readers.has_value();
            if (isTold && !hasRule && !hidden.contains(field.name))
                hidden.append(field.name);
        }
    }
    return hidden;
}

QByteArray idOf(const Json::Value &item)
{
    return (item.isString() ? item : item.value("_id")).text().toByteArray();
}

QSet<QByteArray> linkedIds(const Collection &collection, const Json::Value &document)
{
    QSet<QByteArray> ids;
    for (const Model::Field &field : collection.fields) {
        const auto value = field.isRelation() ? document.find(field.name) : std::nullopt;
        if (!value)
            continue;
        for (const Json::Value &item : value->isArray() ? value->items() : std::vector{*value})
            ids.insert(idOf(item));
    }
    return ids;
}

const View *Views::find(qint64 collection) const
{
    static const View all;
    const auto found = m_views.constFind(collection);
    if (found == m_views.cend())
        return m_rights == Rights::Full ? &all : nullptr;
    return found->isClosed ? nullptr : &*found;
}

std::variant<bool, Lookup> Views::sees(qint64 collection, const QByteArray &id) const
{
    const View *view = find(collection);
    if (!view || (view->permits && !view->permits(id)))
        return false;
    // The view of full rights is of no collection.
    if (!view->collection)
        return true;
    Lookup lookup{view->collection, view->only ? *view->only : Model::Query()};
    // Whether the document is found counts, not on which page of a list.
    lookup.query.orders.clear();
    lookup.query.skip = 0;
    lookup.query.require("_id", id);
    lookup.query.wantedMaximum = 1;
    return lookup;
}

/// A computed field may hold the text of copies that are not shown.
QByteArrayList Views::hiddenOf(const Collection &collection) const
{
    const auto view = m_views.constFind(collection.number);
    QByteArrayList hidden = view == m_views.cend() ? QByteArrayList() : view->hidden;
    QByteArrayList copies = guardedIn(collection);
    for (const Model::Field &field : collection.fields) {
        const auto target = field.isRelation() ? m_views.constFind(field.target) : m_views.cend();
        if (target != m_views.cend() && !target->hidden.isEmpty())
            copies.append(field.name);
    }
    for (const QByteArray &name : withComputed(hidden + copies, collection)) {
        if (!copies.contains(name) && !hidden.contains(name))
            hidden.append(name);
    }
    return hidden;
}

QByteArrayList Views::hiddenIn(const Collection &collection) const
{
    QByteArrayList hidden = hiddenOf(collection);
    for (const Model::Field &field : collection.fields) {
        const auto target = field.isRelation() ? m_views.constFind(field.target) : m_views.cend();
        if (target == m_views.cend() || !target->collection)
            continue;
        for (const QByteArray &name : hiddenOf(*target->collection))
            hidden.append(field.name + '.' + name);
    }
    return hidden;
}

QByteArrayList Views::guardedIn(const Collection &collection) const
{
    QByteArrayList guarded;
    if (m_rights == Rights::Full)
        return guarded;
    for (const Model::Field &field : collection.fields) {
        const View *target = field.isRelation() ? find(field.target) : nullptr;
        if (field.isRelation() && (!target || !target->showsAll()))
            guarded.append(field.name);
    }
    return guarded;
}

Result<Done> Views::checkNames(const Model::Query &query, const Collection &collection) const
{
    const QByteArrayList hidden = hiddenIn(collection);
    const QByteArrayList guarded = guardedIn(collection);
    if (hidden.isEmpty() && guarded.isEmpty())
        return Done();
    for (const Name &name : query.names()) {
        const bool isInSql = name.use == Name::Use::Compared || name.use == Name::Use::Ordered;
        // The words of all fields.
        const bool isOfWords = isWithin(name.path, "_keywords") || isWithin(name.path, "_tags");
        const auto tells = [&](const QByteArray &field) { return tellsOf(name, field); };
        const auto copies = [&](const QByteArray &field) { return tellsOfCopies(name, field); };
        if ((isInSql && isOfWords) || std::any_of(hidden.begin(), hidden.end(), tells)
            || std::any_of(guarded.begin(), guarded.end(), copies))
            return mayNotName(name.path);
    }
    return Done();
}

void Views::trust(const Collection &collection, QByteArrayView before, QByteArrayView after)
{
    const auto old = Json::Document::parse(before);
    const auto made = Json::Document::parse(after);
    // To trust nothing is the safe side where one of them does not parse.
    if (!old || !made)
        return;
    m_trusted.unite(linkedIds(collection, made->root()) - linkedIds(collection, old->root()));
}

std::variant<bool, Lookup> Views::mayLink(qint64 collection, const QByteArray &id) const
{
    return m_trusted.contains(id) ? true : sees(collection, id);
}

} // namespace Store
