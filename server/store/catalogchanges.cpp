// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/catalogchanges.h"

namespace Store {

namespace {

using Subject = DefinitionChange::Subject;
using Kind = DefinitionChange::Kind;

bool isSameScript(const Script &left, const Script &right)
{
    return left.version == right.version && left.enabled == right.enabled
        && left.suspended == right.suspended && left.source == right.source;
}

/// Adds what became of the script @p name.
void compareScripts(const QByteArray &name, const Script &before, const Script &after,
                    std::vector<DefinitionChange> &changes)
{
    if (!isSameScript(before, after))
        changes.push_back(
            {Subject::Script, after.version > 0 ? Kind::Changed : Kind::Removed, name});
}

void compareCollections(const Catalog &before, const Catalog &after,
                        std::vector<DefinitionChange> &changes)
{
    for (const Collection &collection : after.collections) {
        const Collection *old = before.find(collection.number);
        if (!old)
            changes.push_back({Subject::Collection, Kind::Created, collection.name});
        else if (old->name != collection.name)
            changes.push_back({Subject::Collection, Kind::Renamed, collection.name, old->name});
        else if (old->definition != collection.definition)
            changes.push_back({Subject::Collection, Kind::Changed, collection.name});
        compareScripts(collection.name, old ? old->codehook : Script(), collection.codehook,
                       changes);
    }
    for (const Collection &collection : before.collections) {
        if (!after.find(collection.number))
            changes.push_back({Subject::Collection, Kind::Removed, collection.name});
    }
}

} // namespace

std::vector<DefinitionChange> changesBetween(const Catalog &before, const Catalog &after)
{
    std::vector<DefinitionChange> changes;
    compareCollections(before, after, changes);
    for (auto module = after.modules.cbegin(); module != after.modules.cend(); ++module)
        compareScripts(ModulePrefix + module.key(), before.modules.value(module.key()), *module,
                       changes);
    for (auto module = before.modules.cbegin(); module != before.modules.cend(); ++module) {
        if (!after.modules.contains(module.key()))
            changes.push_back({Subject::Script, Kind::Removed, ModulePrefix + module.key()});
    }
    if (before.keysGeneration != after.keysGeneration)
        changes.push_back({Subject::Keys, Kind::Changed});
    if (before.settings.json != after.settings.json)
        changes.push_back({Subject::Settings, Kind::Changed});
    return changes;
}

} // namespace Store
