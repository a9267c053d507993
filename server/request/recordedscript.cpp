// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/request/recordedscript.h"

#include "server/hooks/hookpool.h"
#include "server/scripts/storedscripts.h"

Task<Result<RecordedScript>> RecordedScript::compile(const Api::Exchange &exchange, QByteArray name,
                                                     QByteArray source, Detail detail)
{
    Api::Context &context = exchange.context;
    RecordedScript made;
    Hooks::Compilation wanted;
    wanted.isRecorded = detail == Detail::Steps;
    wanted.isTraced = detail == Detail::Lines;
    wanted.source = source;
    auto compiled = co_await Async<Result<Hooks::CompiledScript>>(
        context.home, [&](auto deliver) { context.services.hooks.compile(wanted, deliver); });
    if (!compiled)
        co_return failure(compiled);
    const auto prepared = co_await Async<Result<Done>>(context.home, [&](auto deliver) {
        context.services.scripts.prepareModules(compiled->compiled, deliver);
    });
    if (!prepared)
        co_return failure(prepared);
    made.script.compiled = compiled->compiled;
    made.hooks = compiled->hooks;
    const auto modules = context.services.database.catalog()->modulesOf(compiled->compiled);
    if (detail == Detail::Lines) {
        made.script.modules = modules;
        co_return made;
    }
    made.files.append({name + ".js", source});
    for (const RunnableScript::Module &module : modules) {
        const auto saved = co_await context.read(
            exchange.asker, [&](Store::Reader &reader) { return reader.script(module.name); });
        if (!saved)
            co_return failure(saved);
        wanted.isModule = true;
        wanted.source = saved->source;
        compiled = co_await Async<Result<Hooks::CompiledScript>>(
            context.home, [&](auto deliver) { context.services.hooks.compile(wanted, deliver); });
        if (!compiled)
            co_return failure(compiled);
        made.script.modules.append({module.name, compiled->compiled});
        made.files.append({module.name + ".js", saved->source});
    }
    co_return made;
}
