// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/model/plainchanges.h"

#include "server/model/document.h"
#include "server/model/memberfinder.h"
#include "server/model/path.h"
#include "server/model/update.h"

#include <QSet>

#include <algorithm>

namespace Model {

namespace {

/// The top-level fields that @p changes name, plainly or by operators, each once.
QByteArrayList namedFields(const Json::Value &changes)
{
    QByteArrayList names;
    QSet<QByteArray> known;
    const auto add = [&](QByteArrayView field) {
        const QByteArray name = field.toByteArray();
        if (isMetaField(name) || known.contains(name))
            return;
        known.insert(name);
        names.append(name);
    };
    const auto members = changes.members();
    for (const Json::Member &member : members) {
        if (!member.key.startsWith('$'))
            add(member.key);
    }
    for (const Json::Member &member : members) {
        if (!member.key.startsWith('$'))
            continue;
        for (const Json::Member &target : member.value.members()) {
            add(PathStep(target.key).name);
            if (member.key == "$rename")
                add(PathStep(target.value.text()).name);
        }
    }
    return names;
}

bool hasOperators(const Json::Value &changes)
{
    const auto members = changes.members();
    return std::any_of(members.begin(), members.end(),
                       [](const Json::Member &member) { return member.key.startsWith('$'); });
}

} // namespace

Result<PlainChanges> plainChanges(const Json::Value &current, const Json::Value &changes)
{
    PlainChanges plain;
    Json::ObjectWriter fields;
    if (!hasOperators(changes)) {
        for (const Json::Member &member : changes.members()) {
            if (!isMetaField(member.key))
                fields.value(member.key, member.value);
        }
        plain.fields = fields.take();
        return plain;
    }
    const auto text = mergedText(current, changes);
    if (!text)
        return failure(text);
    const auto merged = Json::Document::parseKnown(*text);
    if (!merged)
        return failure(merged);
    const auto members = merged->root().members();
    MemberFinder results(members);
    for (const QByteArray &name : namedFields(changes)) {
        if (const auto found = results.find(name))
            fields.value(name, members[*found].value);
        else
            plain.removed.append(name);
    }
    plain.fields = fields.take();
    return plain;
}

Result<QByteArray> changesText(const PlainChanges &plain)
{
    if (plain.removed.isEmpty())
        return plain.fields;
    const auto parsed = Json::Document::parse(plain.fields);
    if (!parsed)
        return failure(parsed);
    const QSet<QByteArray> removed(plain.removed.begin(), plain.removed.end());
    Json::ObjectWriter changes;
    Json::ObjectWriter removals;
    // A hook may have written `$unset` itself; both become one, because a name occurs once.
    for (const Json::Member &member : parsed->root().members()) {
        if (member.key != "$unset")
            changes.value(member.key, member.value);
        for (const Json::Member &each : member.value.members()) {
            if (member.key == "$unset" && !removed.contains(each.key.toByteArray()))
                removals.value(each.key, each.value);
        }
    }
    for (const QByteArray &name : plain.removed)
        removals.boolean(name, true);
    return changes.raw("$unset", removals.take()).take();
}

} // namespace Model
