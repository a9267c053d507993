// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/scripts/readyscripts.h"

#include "server/hooks/hookpool.h"
#include "server/store/database.h"

#include <algorithm>

namespace Scripts {

namespace {

using Store::DefinitionChange;

/// Whether @p change is one of the script of @p collection, or of a module that it requires.
bool concerns(const DefinitionChange &change, const Store::Collection &collection)
{
    const bool isRenamed = change.subject == DefinitionChange::Subject::Collection
        && change.kind == DefinitionChange::Kind::Renamed;
    if (change.subject != DefinitionChange::Subject::Script && !isRenamed)
        return false;
    const auto &modules = collection.codehook.modules;
    return change.name == collection.name
        || std::any_of(modules.begin(), modules.end(),
                       [&](const auto &module) { return module.name == change.name; });
}

bool mayRun(const Store::Script &script)
{
    // A request has an outdated script compiled first.
    return script.version > 0 && script.enabled && script.suspended.isEmpty() && !script.isOutdated;
}

void makeReady(const Store::Commit &commit, Hooks::HookPool &hooks)
{
    for (const Store::Collection &collection : commit.catalog->collections) {
        const bool isChanged = std::any_of(
            commit.definitions.begin(), commit.definitions.end(),
            [&](const DefinitionChange &change) { return concerns(change, collection); });
        if (!isChanged || !mayRun(collection.codehook))
            continue;
        Hooks::HookRun run;
        run.collection = collection.name;
        run.script = collection.codehook.runnable();
        run.isFresh = collection.codehook.isFresh;
        run.heapMegabytes = commit.catalog->settings.hookMemory;
        hooks.warm(std::move(run));
    }
}

} // namespace

Store::Subscription keepReady(Store::Database &database, Hooks::HookPool &hooks)
{
    return database.subscribe(&hooks, {.catalog = true}, [&hooks](const Store::Commit &commit) {
        if (!commit.definitions.empty())
            makeReady(commit, hooks);
    });
}

} // namespace Scripts
