// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/changesummary.h"

#include <algorithm>
#include <array>

namespace {

using namespace Store;

/// The place of @p name in @p names; 0 where it is not among them.
template<size_t Count>
int placeIn(const std::array<QByteArrayView, Count> &names, const Json::Value &name)
{
    const auto found = std::find(names.begin(), names.end(), name.text());
    return found == names.end() ? 0 : int(found - names.begin());
}

Change documentOf(const Json::Value &document)
{
    const QByteArrayView kind = document.value("kind").text();
    Change change;
    change.id = document.value("_id").text().toByteArray();
    change.version = document.value("_version").toInteger();
    change.kind = kind == "insert"
        ? Change::Kind::Created
        : (kind == "update" ? Change::Kind::Changed : Change::Kind::Removed);
    return change;
}

} // namespace

CommitSummary changeSummary(const Json::Value &event)
{
    // In the order of DefinitionChange::Subject and Kind.
    static constexpr std::array<QByteArrayView, 4> subjects = {"collection", "script", "keys",
                                                               "settings"};
    static constexpr std::array<QByteArrayView, 4> kinds = {"create", "change", "rename", "remove"};
    CommitSummary summary;
    for (const Json::Value &each : event.value("definitions").items()) {
        summary.definitions.push_back(
            {DefinitionChange::Subject(placeIn(subjects, each.value("subject"))),
             DefinitionChange::Kind(placeIn(kinds, each.value("kind"))),
             each.value("name").text().toByteArray(), each.value("before").text().toByteArray()});
    }
    for (const Json::Value &each : event.value("collections").items()) {
        CommitSummary::OfCollection collection{{each.value("insert").toInteger(),
                                                each.value("update").toInteger(),
                                                each.value("remove").toInteger()},
                                               each.value("name").text().toByteArray()};
        for (const Json::Value &document : each.value("documents").items())
            collection.documents.push_back(documentOf(document));
        summary.collections.push_back(std::move(collection));
    }
    return summary;
}
