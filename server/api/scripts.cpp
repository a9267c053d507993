// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/scripts.h"

#include "server/api/preconditions.h"
#include "server/api/respond.h"
#include "server/hooks/hookpool.h"
#include "server/store/database.h"

#include <sstream>

#include <dtl/dtl.hpp>

namespace Api {

namespace {

using Response = Result<Http::Response>;

bool isModule(const QByteArray &name)
{
    return name.startsWith(Store::ModulePrefix);
}

bool isJob(const QByteArray &name)
{
    return name.startsWith(Store::JobPrefix);
}

/// The script @p name as it is now. @errors NotFound.
Result<Store::Script> findScript(Context &context, const QByteArray &name)
{
    if (isJob(name))
        return context.reader.script(name);
    const auto catalog = context.services.database.catalog();
    if (const Store::Collection *collection = catalog->find(name))
        return collection->codehook;
    const auto module = isModule(name)
        ? catalog->modules.constFind(name.sliced(qsizetype(qstrlen(Store::ModulePrefix))))
        : catalog->modules.cend();
    if (module != catalog->modules.cend())
        return *module;
    return failure(Error::Kind::NotFound,
                   QStringLiteral("There is no script \"%1\".").arg(QString::fromUtf8(name)));
}

Store::ScriptNote noteOf(const Http::Request &request, const Auth::Caller &caller)
{
    constexpr qsizetype MaximumMessage = 500;
    const QByteArray author =
        caller.keyPrefix.isEmpty() ? caller.name() : "key " + caller.keyPrefix + "…";
    return {author, request.parameter("message").value_or(QByteArray()).left(MaximumMessage)};
}

struct NamedScript
{
    QByteArray name;
    Store::Script script;
};

/// A collection that is missing is made: so hooks can be pushed to a new database.
Result<Done> saveAll(Store::Transaction &transaction, const std::vector<NamedScript> &scripts,
                     const Store::ScriptNote &note)
{
    for (const NamedScript &each : scripts) {
        auto saved = transaction.saveScript(each.name, each.script, note);
        if (!saved && saved.error().kind == Error::Kind::NotFound) {
            saved = transaction.saveCollection(each.name, "{}");
            if (saved)
                saved = transaction.saveScript(each.name, each.script, note);
        }
        if (!saved)
            return saved;
    }
    return Done();
}

/// Changes the script @p name by @p work, and makes the hook hosts ready for it.
Task<Result<Done>> change(Context &context, QByteArray name,
                          std::function<Result<Done>(Store::Transaction &)> work)
{
    auto saved = co_await context.services.database.change<Done>(context.home, work);
    if (saved)
        warmHooks(context, name);
    co_return saved;
}

QByteArray faultJson(QByteArrayView name, const Error &error)
{
    return Json::ObjectWriter()
        .text("collection", name)
        .number("line", error.line)
        .number("column", error.column)
        .text("message", error.message)
        .take();
}

QByteArray sourcesJson(const Store::Catalog &catalog)
{
    Json::ObjectWriter sources;
    for (const Store::Collection &collection : catalog.collections) {
        if (collection.codehook.version > 0)
            sources.text(collection.name, QByteArrayView(collection.codehook.source));
    }
    for (auto module = catalog.modules.cbegin(); module != catalog.modules.cend(); ++module)
        sources.text(Store::ModulePrefix + module.key(), QByteArrayView(module->source));
    return sources.take();
}

/// The version of @p name, 0 where there is no script, is one that the client knows.
Result<Done> checkScript(Store::Transaction &transaction, const Http::Request &request,
                         const QByteArray &name)
{
    const auto present = transaction.script(name);
    if (!present && present.error().kind != Error::Kind::NotFound)
        return failure(present);
    return checkMatch(request, tagOfVersion(present ? present->version : 0),
                      QStringLiteral("The script %1").arg(QString::fromUtf8(name)));
}

Http::Response javaScript(const QByteArray &source)
{
    Http::Response response;
    response.body = source;
    response.contentType = "text/javascript; charset=utf-8";
    return response;
}

Response doneResponse(const Result<Done> &done)
{
    if (!done)
        return failure(done);
    return json(200, "{\"result\":\"ok\"}");
}

/// Puts @p source into the document of the job whose script is @p name.
Result<Done> putIntoJob(Store::Transaction &transaction, const Store::Catalog &catalog,
                        const QByteArray &name, const QByteArray &source, const QByteArray &author)
{
    const auto changes =
        Json::Document::parse(Json::ObjectWriter().text("script", QByteArrayView(source)).take());
    const Store::Collection *jobs = catalog.find(Store::Collection::SystemJobs);
    if (!changes || !jobs)
        return !changes
            ? failure(changes)
            : failure(Error::Kind::Internal, QStringLiteral("There is no system_jobs."));
    Store::WriteRules rules;
    rules.changedBy = author;
    const QByteArray id = name.sliced(qsizetype(qstrlen(Store::JobPrefix)));
    const auto updated = transaction.update(*jobs, id, changes->root(), rules);
    return updated ? Result<Done>(Done()) : failure(updated);
}

Task<Response> save(Context &context, const Http::Request &request, QByteArray name,
                    QByteArray source, Store::ScriptNote note)
{
    auto script = co_await compiledScript(context, name, source);
    if (!script)
        co_return failure(script);
    const auto catalog = context.services.database.catalog();
    const std::function<Result<Done>(Store::Transaction &)> work =
        [&](Store::Transaction &transaction) {
            auto put = checkScript(transaction, request, name);
            if (put && isJob(name))
                put = putIntoJob(transaction, *catalog, name, source, note.author);
            return put ? transaction.saveScript(name, *script, note) : std::move(put);
        };
    const auto done = co_await change(context, name, work);
    if (!done)
        co_return failure(done);
    const auto saved = findScript(context, name);
    Http::Response response = json(200, saved ? scriptJson(*saved) : QByteArray("{}"));
    if (saved)
        response.headers.append({"ETag", tagOfVersion(saved->version)});
    co_return response;
}

// ---- versions

std::vector<std::string> linesOf(const QByteArray &text)
{
    std::vector<std::string> lines;
    for (const QByteArray &line : text.split('\n'))
        lines.push_back(line.toStdString());
    return lines;
}

/// What leads from @p before to @p after, as `diff -u` writes it; empty: nothing.
QByteArray unifiedDiff(const Store::ScriptVersion &before, const Store::ScriptVersion &after)
{
    dtl::Diff<std::string> diff(linesOf(before.source), linesOf(after.source));
    diff.onHuge();
    diff.compose();
    diff.composeUnifiedHunks();
    std::ostringstream hunks;
    diff.printUnifiedFormat(hunks);
    const QByteArray text = QByteArray::fromStdString(hunks.str());
    if (text.isEmpty())
        return text;
    return "--- version " + QByteArray::number(before.version) + "\n+++ version "
        + QByteArray::number(after.version) + '\n' + text;
}

Response listVersions(Context &context, const QByteArray &name)
{
    const auto versions = context.reader.scriptVersions(name);
    if (!versions)
        return failure(versions);
    Json::ArrayWriter list;
    for (const Store::ScriptVersion &each : *versions) {
        list.raw(Json::ObjectWriter()
                     .number("version", each.version)
                     .text("time", QByteArrayView(each.time))
                     .text("by", QByteArrayView(each.note.author))
                     .text("message", QByteArrayView(each.note.message))
                     .take());
    }
    return json(200, list.take());
}

/// `?with=<m>`: from version m; without it from the version before.
Response diffVersion(Context &context, const Http::Request &request, const QByteArray &name,
                     const Store::ScriptVersion &version)
{
    const int with =
        request.parameter("with").value_or(QByteArray::number(version.version - 1)).toInt();
    Store::ScriptVersion nothing;
    const auto before = with == 0 ? Result<Store::ScriptVersion>(nothing)
                                  : context.reader.scriptVersion(name, with);
    if (!before)
        return failure(before);
    Http::Response response;
    response.body = unifiedDiff(*before, version);
    response.contentType = "text/x-diff; charset=utf-8";
    return response;
}

Task<Response> answerVersions(Context &context, const Http::Request &request,
                              const Auth::Caller &caller, QByteArray name, QByteArrayList parts)
{
    const bool isRestoring = parts.size() == 2 && parts[1] == "restore";
    if (request.method != (isRestoring ? "POST" : "GET"))
        co_return methodNotAllowed(isRestoring ? "POST" : "GET");
    if (parts.isEmpty())
        co_return listVersions(context, name);
    const auto version = context.reader.scriptVersion(name, parts.first().toInt());
    if (!version)
        co_return failure(version);
    if (parts.size() == 1)
        co_return javaScript(version->source);
    if (parts.size() == 2 && parts[1] == "diff")
        co_return diffVersion(context, request, name, *version);
    if (!isRestoring)
        co_return notFound(request.path);
    Store::ScriptNote note = noteOf(request, caller);
    if (note.message.isEmpty())
        note.message = "Version " + parts.first() + " again";
    auto saved = co_await save(context, request, name, version->source, note);
    co_return saved;
}

} // namespace

Task<Result<Store::Script>> compiledScript(Context &context, QByteArray name, QByteArray source)
{
    Hooks::Compilation wanted;
    wanted.source = source;
    wanted.isModule = isModule(name);
    auto compiled = co_await Async<Result<Hooks::CompiledScript>>(
        context.home, [&](auto deliver) { context.services.hooks.compile(wanted, deliver); });
    if (!compiled)
        co_return failure(compiled);
    if (isJob(name) && !compiled->hooks.contains("runJob")) {
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

void warmHooks(Context &context, const QByteArray &name)
{
    const auto catalog = context.services.database.catalog();
    const Store::Collection *collection = catalog->find(name);
    if (!collection || collection->codehook.isOutdated)
        return; // a module or a job, or a request has it compiled first
    Hooks::HookRun run;
    run.collection = collection->name;
    run.script = collection->codehook.runnable();
    run.isFresh = collection->codehook.isFresh;
    run.heapMegabytes = catalog->settings.hookMemory;
    context.services.hooks.warm(std::move(run));
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

Task<Response> answerCodehooks(Context &context, const Http::Request &request,
                               const Auth::Caller &caller)
{
    if (request.method == "GET")
        co_return json(200, sourcesJson(*context.services.database.catalog()));
    if (request.method != "PUT")
        co_return methodNotAllowed("GET, PUT");
    const auto body = Json::Document::parse(request.body);
    if (!body)
        co_return failure(body);
    std::vector<NamedScript> scripts;
    Json::ArrayWriter faults;
    int faultCount = 0;
    for (const Json::Member &member : body->root().members()) {
        const QByteArray name = member.key.toByteArray();
        auto script = co_await compiledScript(context, name, member.value.text().toByteArray());
        if (script)
            scripts.push_back({name, *script});
        else if (script.error().kind != Error::Kind::Unprocessable)
            co_return failure(script);
        else if (++faultCount)
            faults.raw(faultJson(member.key, script.error()));
    }
    if (faultCount > 0) {
        Error error{Error::Kind::Unprocessable,
                    QStringLiteral("%1 of the scripts do not compile.").arg(faultCount)};
        error.list = faults.take();
        co_return failure(error);
    }
    const Store::ScriptNote note = noteOf(request, caller);
    const auto done = co_await context.services.database.change<Done>(
        context.home,
        [&](Store::Transaction &transaction) { return saveAll(transaction, scripts, note); });
    if (done) {
        for (const NamedScript &each : scripts)
            warmHooks(context, each.name);
    }
    co_return doneResponse(done);
}

Task<Response> answerScript(Context &context, const Http::Request &request,
                            const Auth::Caller &caller, QByteArray name, QByteArray rest)
{
    if (rest == "enable" || rest == "disable") {
        if (request.method != "POST")
            co_return methodNotAllowed("POST");
        const bool enabled = rest == "enable";
        const auto done = co_await change(context, name, [&](Store::Transaction &transaction) {
            return transaction.enableScript(name, enabled);
        });
        co_return doneResponse(done);
    }
    if (rest == "versions" || rest.startsWith("versions/")) {
        auto answer =
            co_await answerVersions(context, request, caller, name, rest.split('/').mid(1));
        co_return answer;
    }
    if (!rest.isEmpty())
        co_return notFound(request.path);
    if (request.method == "PUT") {
        auto saved = co_await save(context, request, name, request.body, noteOf(request, caller));
        co_return saved;
    }
    const auto script = findScript(context, name);
    if (!script)
        co_return failure(script);
    if (request.method == "DELETE" && isModule(name)) {
        const auto done = co_await change(context, name, [&](Store::Transaction &transaction) {
            return transaction.removeScript(name);
        });
        co_return doneResponse(done);
    }
    if (request.method != "GET")
        co_return methodNotAllowed(isModule(name) ? "GET, PUT, DELETE" : "GET, PUT");
    Http::Response response = javaScript(script->source);
    response.headers.append({"ETag", tagOfVersion(script->version)});
    co_return response;
}

Task<Response> answerModules(Context &context, const Http::Request &request,
                             const Auth::Caller &caller, QByteArrayList parts)
{
    if (!parts.isEmpty()) {
        const QByteArray name = Store::ModulePrefix + Http::percentDecoded(parts.takeFirst());
        auto answer = co_await answerScript(context, request, caller, name, parts.join('/'));
        co_return answer;
    }
    if (request.method != "GET")
        co_return methodNotAllowed("GET");
    const auto catalog = context.services.database.catalog();
    Json::ArrayWriter list;
    for (auto module = catalog->modules.cbegin(); module != catalog->modules.cend(); ++module) {
        list.raw(Json::ObjectWriter()
                     .text("name", QByteArrayView(module.key()))
                     .number("version", module->version)
                     .text("changed", QByteArrayView(module->changed))
                     .take());
    }
    co_return json(200, list.take());
}

} // namespace Api
