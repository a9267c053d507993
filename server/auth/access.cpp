// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/auth/access.h"

#include <algorithm>

namespace Auth {

namespace {

/// Whether @p caller is among @p roles: no list lets everybody in.
bool isAmong(const Caller &caller, const std::optional<QByteArrayList> &roles)
{
    constexpr char Keys[] = "keys";
    if (!roles || caller.hasFullRights())
        return true;
    if (caller.kind == Caller::Kind::WebKey)
        return roles->contains(Keys);
    const auto isNamed = [&](const QByteArray &role) {
        return role != Keys && roles->contains(role);
    };
    return caller.kind == Caller::Kind::User
        && (roles->contains("*") || std::any_of(caller.roles.begin(), caller.roles.end(), isNamed));
}

/// The fields whose rules leave @p caller out.
QByteArrayList closedFields(const Caller &caller, const Store::Collection &collection,
                            std::optional<QByteArrayList> Store::FieldAccess::*roles)
{
    QByteArrayList closed;
    const auto &rules = collection.access.fields;
    for (auto rule = rules.begin(); rule != rules.end(); ++rule) {
        if (!isAmong(caller, rule.value().*roles))
            closed.append(rule.key());
    }
    return closed;
}

QByteArrayList hiddenFields(const Caller &caller, const Store::Collection &collection)
{
    return Store::withComputed(closedFields(caller, collection, &Store::FieldAccess::readers),
                               collection);
}

Failure mayNotWrite(const QByteArray &path)
{
    return failure(
        Error::Kind::Forbidden,
        QStringLiteral("You may not write the field \"%1\".").arg(QString::fromUtf8(path)));
}

/// The first of @p fields that @p value, the new value of @p path, has a part of; empty: none.
QByteArray partIn(const QByteArray &path, const Json::Value &value, const QByteArrayList &fields)
{
    for (const QByteArray &field : fields) {
        if (Store::isWithin(path, field))
            return field;
    }
    for (const Json::Value &item : value.items()) {
        if (const QByteArray found = partIn(path, item, fields); !found.isEmpty())
            return found;
    }
    for (const Json::Member &member : value.members()) {
        const QByteArray found =
            partIn(path + '.' + member.key.toByteArray(), member.value, fields);
        if (!found.isEmpty())
            return found;
    }
    return {};
}

Result<Done> checkOperator(const Json::Member &given, const QByteArrayList &unwritable,
                           const QByteArrayList &unreadable)
{
    for (const Json::Member &member : given.value.members()) {
        const QByteArray path = member.key.toByteArray();
        if (Store::touchesOneOf(path, unwritable))
            return mayNotWrite(path);
        if (given.key != "$rename")
            continue;
        // What moves to another name can be read there.
        const QByteArray target = member.value.text().toByteArray();
        if (Store::touchesOneOf(target, unwritable))
            return mayNotWrite(target);
        if (Store::touchesOneOf(path, unreadable))
            return failure(Error::Kind::Forbidden,
                           QStringLiteral("You may not read \"%1\", so you cannot rename it.")
                               .arg(QString::fromUtf8(path)));
    }
    return Done();
}

} // namespace

Store::View viewOf(const Caller &caller, const Store::Collection &collection)
{
    Store::View view;
    view.collection = &collection;
    if (caller.hasFullRights())
        return view;
    view.hidden = hiddenFields(caller, collection);
    view.isClosed = collection.needsFullRights();
    if (caller.kind == Caller::Kind::WebKey) {
        const QByteArray name = collection.name;
        if (caller.permits("GET", QByteArrayList{name}))
            return view;
        // A path of two names may still be that of single documents.
        QByteArrayList names = caller.path.split('/');
        names.removeAll(QByteArray());
        view.isClosed =
            view.isClosed || names.size() != 2 || !caller.permits("GET", {name, names[1]});
        view.permits = [caller, name](const QByteArray &id) {
            return caller.permits("GET", QByteArrayList{name, id});
        };
        return view;
    }
    view.isClosed = view.isClosed || !caller.permits("GET", collection.access);
    if (const QByteArray owner = caller.ownerIn(collection.access); !owner.isEmpty()) {
        view.only.emplace();
        view.only->require("_createdby", owner);
    }
    return view;
}

Result<Done> checkWritten(const Caller &caller, const Store::Collection &collection,
                          const Store::Views &views, const QByteArray &method,
                          const Json::Value &body)
{
    const QByteArrayList unwritable =
        closedFields(caller, collection, &Store::FieldAccess::writers);
    const QByteArrayList unreadable = views.hiddenIn(collection) + views.guardedIn(collection);
    for (const Json::Value &document : body.isArray() ? body.items() : std::vector{body}) {
        for (const Json::Member &member : document.members()) {
            const QByteArray path = member.key.toByteArray();
            if (path.startsWith('$') && method != "POST") {
                if (auto checked = checkOperator(member, unwritable, unreadable); !checked)
                    return checked;
                continue;
            }
            // What a PUT gives takes the place of all that was beneath it.
            if (method != "POST" && Store::touchesOneOf(path, unwritable))
                return mayNotWrite(path);
            if (const QByteArray found = partIn(path, member.value, unwritable); !found.isEmpty())
                return mayNotWrite(found);
        }
    }
    return Done();
}

QByteArrayList collectionMethods(const Caller &caller, const Store::Collection &collection)
{
    QByteArrayList methods = {"GET", "POST"};
    if (caller.hasFullRights())
        return methods;
    if (collection.needsFullRights())
        return {};
    methods.removeIf([&](const QByteArray &method) {
        return caller.kind == Caller::Kind::WebKey
            ? !caller.permits(method, QByteArrayList{collection.name})
            : !caller.permits(method, collection.access);
    });
    return methods;
}

QByteArrayList documentMethods(const Caller &caller, const Store::Collection &collection)
{
    QByteArrayList methods = {"GET", "PUT", "PATCH", "DELETE"};
    if (caller.hasFullRights())
        return methods;
    if (collection.needsFullRights())
        return {};
    // A path may name one document by its id.
    QByteArrayList names = caller.path.split('/');
    names.removeAll(QByteArray());
    const QByteArrayList path = {collection.name, names.size() == 2 ? names[1] : QByteArray("id")};
    methods.removeIf([&](const QByteArray &method) {
        return caller.kind == Caller::Kind::WebKey ? !caller.permits(method, path)
                                                   : !caller.permits(method, collection.access);
    });
    return methods;
}

} // namespace Auth
