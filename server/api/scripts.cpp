// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/scripts.h"

#include "server/hooks/hookpool.h"
#include "server/store/database.h"

namespace Api {

bool isModuleScript(const QByteArray &name)
{
    return name.startsWith(Store::ModulePrefix);
}

bool isJobScript(const QByteArray &name)
{
    return name.startsWith(Store::JobPrefix);
}

Result<Store::Script> findScript(Store::Reader &reader, const Store::Catalog &catalog,
                                 const QByteArray &name)
{
    if (isJobScript(name))
        return reader.script(name);
    if (const Store::Collection *collection = catalog.find(name))
        return collection->codehook;
    const auto module = isModuleScript(name)
        ? catalog.modules.constFind(name.sliced(qsizetype(qstrlen(Store::ModulePrefix))))
        : catalog.modules.cend();
    if (module != catalog.modules.cend())
        return *module;
    return failure(Error::Kind::NotFound,
                   QStringLiteral("There is no script \"%1\".").arg(QString::fromUtf8(name)));
}

Store::ScriptNote noteOf(const Http::Request &request, const Auth::Caller &caller)
{
    constexpr qsizetype MaximumMessage = 500;
    // All keys have the same name, so the prefix tells which one it was.
    const QByteArray author =
        caller.keyPrefix.isEmpty() ? caller.name() : "key " + caller.keyPrefix + "…";
    return {author, request.parameter("message").value_or(QByteArray()).left(MaximumMessage)};
}

Task<Result<Store::Script>> compiledScript(Context &context, QByteArray name, QByteArray source)
{
    Hooks::Compilation wanted;
    wanted.source = source;
    wanted.isModule = isModuleScript(name);
    auto compiled = co_await Async<Result<Hooks::CompiledScript>>(
        context.home, [&](auto deliver) { context.services.hooks.compile(wanted, deliver); });
    if (!compiled)
        co_return failure(compiled);
    if (isJobScript(name) && !compiled->hooks.contains("runJob")) {
        Error error{Error::Kind::Unprocessable,
                    QStringLiteral("The script of a job declares function runJob(req, res).")};
        error.line = 1;
        error.column = 1;
        co_return failure(error);
    }
    Store::Script script;
    script.source = source;
    script.compiled = compiled->compiled;
    script.hooks = compiled->hooks;
    co_return script;
}

QByteArray scriptJson(const Store::Script &script)
{
    Json::ArrayWriter hooks;
    for (const QByteArray &hook : script.hooks)
        hooks.raw(Json::quoted(QByteArrayView(hook)));
    return Json::ObjectWriter()
        .boolean("enabled", script.enabled)
        .text("suspended", QByteArrayView(script.suspended))
        .number("version", script.version)
        .text("changed", QByteArrayView(script.changed))
        .raw("hooks", hooks.take())
        .take();
}

} // namespace Api
