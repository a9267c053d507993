// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/scripts.h"

#include "server/core/json.h"
#include "server/hooks/hookpool.h"
#include "server/store/database.h"

#include <QFile>
#include <QMap>

namespace Api {

bool isModuleScript(const QByteArray &name)
{
    return name.startsWith(Store::ModulePrefix);
}

bool isJobScript(const QByteArray &name)
{
    return name.startsWith(Store::JobPrefix);
}

Result<const Store::Collection *> systemJobs(const Store::Catalog &catalog)
{
    const Store::Collection *jobs = catalog.find(Store::Collection::SystemJobs);
    if (!jobs)
        return failure(Error::Kind::Internal, QStringLiteral("There is no system_jobs."));
    return jobs;
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

const QByteArray &offeredMembers()
{
    static const QByteArray members = [] {
        QFile file(QStringLiteral(":/hookapi.json"));
        const bool isOpen = file.open(QIODevice::ReadOnly);
        Q_ASSERT(isOpen);
        const auto document = Json::Document::parse(file.readAll());
        QMap<QByteArray, QByteArrayList> objects;
        for (const Json::Value &function : document->root().value("functions").items()) {
            const QByteArrayList parts = function.value("name").text().toByteArray().split('.');
            // Of these only a part is described.
            if (parts.size() == 2 && parts[0] != "async" && parts[0] != "console"
                && parts[0] != "res")
                objects[parts[0]].append(parts[1]);
        }
        Json::ObjectWriter writer;
        for (auto object = objects.cbegin(); object != objects.cend(); ++object) {
            Json::ArrayWriter names;
            for (const QByteArray &name : *object)
                names.raw(Json::quoted(QByteArrayView(name)));
            writer.raw(object.key(), names.take());
        }
        return writer.take();
    }();
    return members;
}

Task<Result<MadeScript>> compiledScript(Context &context, QByteArray name, QByteArray source)
{
    Hooks::Compilation wanted;
    wanted.source = source;
    wanted.isModule = isModuleScript(name);
    wanted.members = offeredMembers();
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
    MadeScript made{{}, compiled->warnings};
    made.script.source = source;
    made.script.compiled = compiled->compiled;
    made.script.hooks = compiled->hooks;
    co_return made;
}

QByteArray scriptJson(const Store::Script &script, const QByteArray &warnings)
{
    Json::ArrayWriter hooks;
    for (const QByteArray &hook : script.hooks)
        hooks.raw(Json::quoted(QByteArrayView(hook)));
    Json::ObjectWriter writer;
    writer.boolean("enabled", script.enabled)
        .text("suspended", QByteArrayView(script.suspended))
        .number("version", script.version)
        .text("changed", QByteArrayView(script.changed))
        .raw("hooks", hooks.take());
    if (!warnings.isEmpty())
        writer.raw("warnings", warnings);
    return writer.take();
}

} // namespace Api
