// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/deploymentbody.h"

#include <algorithm>
#include <map>

namespace {

QByteArray part(const QString &kind, const QString &name, const StoredPart *present,
                const QByteArray &value)
{
    return Json::ObjectWriter()
        .text("kind", kind)
        .text("name", name)
        .raw("tag", present ? Json::quoted(QByteArrayView(present->tag)) : QByteArray("null"))
        .raw("value", value.isEmpty() ? QByteArray("null") : value)
        .take();
}

/// The array @p present with what @p chosen, of @p kind, makes of its elements.
QByteArray changedArray(const Json::Value &present, const QList<Difference> &chosen,
                        Difference::Kind kind)
{
    QList<Difference> left;
    std::copy_if(chosen.begin(), chosen.end(), std::back_inserter(left),
                 [kind](const Difference &each) { return each.kind == kind; });
    Json::ArrayWriter array;
    for (const Json::Value &element : present.items()) {
        const auto found = std::find_if(left.begin(), left.end(), [&](const Difference &each) {
            return each.member
                == (kind == Difference::Kind::Field ? fieldName(element) : indexName(element));
        });
        if (found == left.end()) {
            array.raw(element.toJson());
            continue;
        }
        if (!found->source.isEmpty())
            array.raw(found->source);
        left.erase(found);
    }
    for (const Difference &each : std::as_const(left)) {
        if (!each.source.isEmpty())
            array.raw(each.source);
    }
    return array.take();
}

bool concerns(const QList<Difference> &chosen, Difference::Kind kind)
{
    return std::any_of(chosen.begin(), chosen.end(),
                       [kind](const Difference &each) { return each.kind == kind; });
}

/// The definition that @p present becomes; empty: the collection is removed.
QByteArray definition(const StoredPart *present, const QList<Difference> &chosen)
{
    for (const Difference &each : chosen) {
        if (each.kind == Difference::Kind::Collection)
            return each.source;
    }
    const Json::Value before = present ? present->value : Json::Value();
    std::map<QByteArray, QByteArray> members;
    QByteArrayList order;
    const auto set = [&](const QByteArray &key, const QByteArray &json) {
        if (!members.count(key))
            order.append(key);
        members[key] = json;
    };
    for (const Json::Member &member : before.members())
        set(member.key.toByteArray(), member.value.toJson());
    if (concerns(chosen, Difference::Kind::Field))
        set("fields", changedArray(before.value("fields"), chosen, Difference::Kind::Field));
    if (concerns(chosen, Difference::Kind::Index))
        set("indexes", changedArray(before.value("indexes"), chosen, Difference::Kind::Index));
    for (const Difference &each : chosen) {
        if (each.kind == Difference::Kind::Member)
            set(each.member.toUtf8(), each.source);
    }
    Json::ObjectWriter writer;
    for (const QByteArray &key : std::as_const(order)) {
        if (!members[key].isEmpty())
            writer.raw(key, members[key]);
    }
    return writer.take();
}

/// Settings beneath each other, as a patch: null removes.
struct Patch
{
    std::map<QString, Patch> members;
    QByteArray json; ///< Where there are no members.

    void set(const QStringList &path, const QByteArray &value)
    {
        Patch *place = this;
        for (const QString &name : path)
            place = &place->members[name];
        place->json = value.isEmpty() ? QByteArray("null") : value;
    }
    QByteArray toJson() const
    {
        // A value takes the place of what is beneath it.
        if (members.empty() || (!json.isEmpty() && json != "null"))
            return json;
        Json::ObjectWriter writer;
        for (const auto &[name, member] : members)
            writer.raw(name.toUtf8(), member.toJson());
        return writer.take();
    }
};

} // namespace

QByteArray deploymentBody(const StoredParts &target, const QList<Difference> &chosen)
{
    using Comparison::partKind;
    Json::ArrayWriter parts;
    std::map<QString, QList<Difference>> collections;
    Patch settings;
    for (const Difference &each : chosen) {
        switch (each.kind) {
        case Difference::Kind::Collection:
        case Difference::Kind::Field:
        case Difference::Kind::Index:
        case Difference::Kind::Member:
            collections[each.part].append(each);
            break;
        case Difference::Kind::Codehook:
        case Difference::Kind::Module:
        case Difference::Kind::Job:
            parts.raw(part(partKind(each.kind), each.part,
                           target.find(partKind(each.kind), each.part), each.source));
            break;
        case Difference::Kind::Setting:
            settings.set(each.path, each.source);
            break;
        case Difference::Kind::Secret:
            break;
        }
    }
    const QString collection = partKind(Difference::Kind::Collection);
    for (const auto &[name, changes] : collections) {
        const StoredPart *present = target.find(collection, name);
        parts.raw(part(collection, name, present, definition(present, changes)));
    }
    if (!settings.members.empty()) {
        const StoredPart *present = target.find(partKind(Difference::Kind::Setting), {});
        parts.raw(part(partKind(Difference::Kind::Setting), {}, present, settings.toJson()));
    }
    return Json::ObjectWriter().raw("parts", parts.take()).take();
}
