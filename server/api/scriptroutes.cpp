// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/preconditions.h"
#include "server/api/respond.h"
#include "server/api/routes.h"
#include "server/api/scripts.h"
#include "server/store/database.h"

#include <sstream>

#include <dtl/dtl.hpp>

namespace Api {

namespace {

using Response = Result<Http::Response>;

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

/// Puts @p source into the document of the job whose script is @p name.
/// The document shows the script, so both change in one transaction.
Result<Done> putIntoJob(Store::Transaction &transaction, const Store::Catalog &catalog,
                        const QByteArray &name, const QByteArray &source, const QByteArray &author)
{
    const auto changes =
        Json::Document::parse(Json::ObjectWriter().text("script", QByteArrayView(source)).take());
    const auto jobs = systemJobs(catalog);
    if (!changes || !jobs)
        return !changes ? failure(changes) : failure(jobs);
    Store::WriteRules rules;
    rules.changedBy = author;
    const QByteArray id = name.sliced(qsizetype(qstrlen(Store::JobPrefix)));
    return doneOf(transaction.update(**jobs, id, changes->root(), rules));
}

/// The error of a script that does not compile; of one that is JSON it says what to send instead.
Failure noScript(Error error, const QByteArray &source)
{
    const auto json = Json::Document::parse(source);
    if (json && (json->root().isObject() || json->root().isString()))
        error.message = QStringLiteral("The body of the request is JSON. Send the text of the "
                                       "script itself, as text/javascript.");
    return failure(error);
}

Task<Response> save(const Exchange &exchange, QByteArray name, QByteArray source,
                    Store::ScriptNote note)
{
    Context &context = exchange.context;
    auto made = co_await compiledScript(context, name, source);
    if (!made)
        co_return noScript(made.error(), source);
    const auto catalog = context.services.database.catalog();
    const std::function<Result<Done>(Store::Transaction &)> work =
        [&](Store::Transaction &transaction) {
            auto put = checkScript(transaction, exchange.request, name);
            if (put && isJobScript(name))
                put = putIntoJob(transaction, *catalog, name, source, note.author);
            return put ? transaction.saveScript(name, made->script, note) : std::move(put);
        };
    const auto done = co_await context.services.database.change<Done>(context.home, work);
    if (!done)
        co_return failure(done);
    const auto after = context.services.database.catalog();
    const auto saved = co_await context.read(
        exchange.asker, [&](Store::Reader &reader) { return findScript(reader, *after, name); });
    // It was saved in any case; another request may have removed it since.
    Http::Response response =
        json(200, saved ? scriptJson(*saved, made->warnings) : QByteArray("{}"));
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

/// What has a script.
enum class Owner { Collection, Module, Job };

/// The name in the store of the script that the first argument names.
/// @errors NotFound: no such collection.
template<Owner owner>
Result<QByteArray> scriptName(const Exchange &exchange)
{
    const QByteArray &name = exchange.arguments.first();
    if (owner == Owner::Module)
        return Store::ModulePrefix + name;
    if (owner == Owner::Job)
        return Store::JobPrefix + name;
    const auto collection = namedCollection(exchange);
    return collection ? Result<QByteArray>(name) : failure(collection);
}

template<Owner owner>
Response listVersions(const Exchange &exchange, Store::Reader &reader)
{
    const auto name = scriptName<owner>(exchange);
    if (!name)
        return failure(name);
    const auto versions = reader.scriptVersions(*name);
    if (!versions)
        return failure(versions);
    // A collection without a script has no versions; a module or a job without one is none.
    if (versions->empty() && owner != Owner::Collection) {
        if (const auto script = findScript(reader, exchange.catalog, *name); !script)
            return failure(script);
    }
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

/// The version that the second argument names.
template<Owner owner>
Result<Store::ScriptVersion> namedVersion(const Exchange &exchange, Store::Reader &reader)
{
    const auto name = scriptName<owner>(exchange);
    if (!name)
        return failure(name);
    // What is no number becomes 0, which no version has: 404.
    return reader.scriptVersion(*name, exchange.arguments[1].toInt());
}

template<Owner owner>
Response readVersion(const Exchange &exchange, Store::Reader &reader)
{
    const auto version = namedVersion<owner>(exchange, reader);
    return version ? Response(javaScript(version->source)) : failure(version);
}

template<Owner owner>
Response diffVersion(const Exchange &exchange, Store::Reader &reader)
{
    const auto version = namedVersion<owner>(exchange, reader);
    if (!version)
        return failure(version);
    const int with = exchange.request.parameter("with")
                         .value_or(QByteArray::number(version->version - 1))
                         .toInt();
    Store::ScriptVersion nothing;
    // Nothing comes before version 1, so its diff shows the whole script as new.
    const auto before = with == 0 ? Result<Store::ScriptVersion>(nothing)
                                  : reader.scriptVersion(*scriptName<owner>(exchange), with);
    if (!before)
        return failure(before);
    Http::Response response;
    response.body = unifiedDiff(*before, *version);
    response.contentType = "text/x-diff; charset=utf-8";
    return response;
}

template<Owner owner>
Task<Response> restoreVersion(const Exchange &exchange)
{
    const auto version = co_await exchange.context.read(exchange.asker, [&](Store::Reader &reader) {
        return namedVersion<owner>(exchange, reader);
    });
    if (!version)
        co_return failure(version);
    Store::ScriptNote note = noteOf(exchange.request, exchange.caller);
    if (note.message.isEmpty())
        note.message = "Version " + exchange.arguments[1] + " again";
    auto saved = co_await save(exchange, *scriptName<owner>(exchange), version->source, note);
    co_return saved;
}

// ---- scripts

template<Owner owner>
Response readScript(const Exchange &exchange, Store::Reader &reader)
{
    const auto name = scriptName<owner>(exchange);
    if (!name)
        return failure(name);
    const auto script = findScript(reader, exchange.catalog, *name);
    if (!script)
        return failure(script);
    Http::Response response = javaScript(script->source);
    response.headers.append({"ETag", tagOfVersion(script->version)});
    return response;
}

template<Owner owner>
Task<Response> saveScript(const Exchange &exchange)
{
    const auto name = scriptName<owner>(exchange);
    if (!name)
        co_return failure(name);
    auto saved = co_await save(exchange, *name, exchange.request.body,
                               noteOf(exchange.request, exchange.caller));
    co_return saved;
}

enum class Switch { On, Off };

template<Owner owner, Switch wanted>
Task<Response> switchScript(const Exchange &exchange)
{
    const auto name = scriptName<owner>(exchange);
    if (!name)
        co_return failure(name);
    const Context &context = exchange.context;
    const auto done = co_await context.services.database.change<Done>(
        context.home, [&](Store::Transaction &transaction) -> Result<Done> {
            const auto script = transaction.script(*name);
            if (!script && owner != Owner::Collection)
                return failure(script);
            return transaction.enableScript(*name, wanted == Switch::On);
        });
    co_return doneResponse(done);
}

Response listModules(const Exchange &exchange)
{
    const auto &modules = exchange.catalog.modules;
    Json::ArrayWriter list;
    for (auto module = modules.cbegin(); module != modules.cend(); ++module) {
        list.raw(Json::ObjectWriter()
                     .text("name", QByteArrayView(module.key()))
                     .number("version", module->version)
                     .text("changed", QByteArrayView(module->changed))
                     .take());
    }
    return json(200, list.take());
}

Task<Response> removeModule(const Exchange &exchange)
{
    const auto name = scriptName<Owner::Module>(exchange);
    // removeScript() ignores a script that is missing; this route answers 404.
    const auto script = co_await exchange.context.read(exchange.asker, [&](Store::Reader &reader) {
        return findScript(reader, exchange.catalog, *name);
    });
    if (!script)
        co_return failure(script);
    const Context &context = exchange.context;
    const auto done = co_await context.services.database.change<Done>(
        context.home,
        [&](Store::Transaction &transaction) { return transaction.removeScript(*name); });
    co_return doneResponse(done);
}

Rows codehookRows()
{
    return {
        {"GET", "/admin/v1/collections/{name}/codehook", Rights::Full, Recording::Whole,
         "The script of a collection, as text.", readScript<Owner::Collection>},
        {"PUT", "/admin/v1/collections/{name}/codehook", Rights::Full, Recording::Whole,
         "Saves the script of a collection: the body is its text, `?message=` a note. `If-Match` "
         "takes its "
         "`ETag`. 422 with `line` and `column` when it does not compile.",
         saveScript<Owner::Collection>},
        {"POST", "/admin/v1/collections/{name}/codehook/enable", Rights::Full, Recording::Whole,
         "Switches the script of a collection on.", switchScript<Owner::Collection, Switch::On>},
        {"POST", "/admin/v1/collections/{name}/codehook/disable", Rights::Full, Recording::Whole,
         "Switches the script of a collection off.", switchScript<Owner::Collection, Switch::Off>},
        {"GET", "/admin/v1/collections/{name}/codehook/versions", Rights::Full, Recording::Whole,
         "The versions of the script of a collection, the newest first.",
         listVersions<Owner::Collection>},
        {"GET", "/admin/v1/collections/{name}/codehook/versions/{version}", Rights::Full,
         Recording::Whole, "The script of a collection as it was in that version.",
         readVersion<Owner::Collection>},
        {"GET", "/admin/v1/collections/{name}/codehook/versions/{version}/diff", Rights::Full,
         Recording::Whole, "What changed in that version, or from `?with=`, another one, to it.",
         diffVersion<Owner::Collection>},
        {"POST", "/admin/v1/collections/{name}/codehook/versions/{version}/restore", Rights::Full,
         Recording::Whole, "Saves the script of that version again.",
         restoreVersion<Owner::Collection>},
    };
}

Rows moduleRows()
{
    return {
        {"GET", "/admin/v1/modules/{name}", Rights::Full, Recording::Whole,
         "The script of a module, as text.", readScript<Owner::Module>},
        {"PUT", "/admin/v1/modules/{name}", Rights::Full, Recording::Whole,
         "Saves the script of a module: the body is its text, `?message=` a note. `If-Match` takes "
         "its "
         "`ETag`. 422 with `line` and `column` when it does not compile.",
         saveScript<Owner::Module>},
        {"DELETE", "/admin/v1/modules/{name}", Rights::Full, Recording::Whole, "Removes a module.",
         removeModule},
        {"POST", "/admin/v1/modules/{name}/enable", Rights::Full, Recording::Whole,
         "Switches the script of a module on.", switchScript<Owner::Module, Switch::On>},
        {"POST", "/admin/v1/modules/{name}/disable", Rights::Full, Recording::Whole,
         "Switches the script of a module off.", switchScript<Owner::Module, Switch::Off>},
        {"GET", "/admin/v1/modules/{name}/versions", Rights::Full, Recording::Whole,
         "The versions of the script of a module, the newest first.", listVersions<Owner::Module>},
        {"GET", "/admin/v1/modules/{name}/versions/{version}", Rights::Full, Recording::Whole,
         "The script of a module as it was in that version.", readVersion<Owner::Module>},
        {"GET", "/admin/v1/modules/{name}/versions/{version}/diff", Rights::Full, Recording::Whole,
         "What changed in that version, or from `?with=`, another one, to it.",
         diffVersion<Owner::Module>},
        {"POST", "/admin/v1/modules/{name}/versions/{version}/restore", Rights::Full,
         Recording::Whole, "Saves the script of that version again.",
         restoreVersion<Owner::Module>},
    };
}

Rows jobScriptRows()
{
    return {
        {"GET", "/admin/v1/jobs/{id}/script", Rights::Full, Recording::Whole,
         "The script of a job, as text.", readScript<Owner::Job>},
        {"PUT", "/admin/v1/jobs/{id}/script", Rights::Full, Recording::Whole,
         "Saves the script of a job: the body is its text, `?message=` a note. `If-Match` takes "
         "its "
         "`ETag`. 422 with `line` and `column` when it does not compile.",
         saveScript<Owner::Job>},
        {"POST", "/admin/v1/jobs/{id}/script/enable", Rights::Full, Recording::Whole,
         "Switches the script of a job on.", switchScript<Owner::Job, Switch::On>},
        {"POST", "/admin/v1/jobs/{id}/script/disable", Rights::Full, Recording::Whole,
         "Switches the script of a job off.", switchScript<Owner::Job, Switch::Off>},
        {"GET", "/admin/v1/jobs/{id}/script/versions", Rights::Full, Recording::Whole,
         "The versions of the script of a job, the newest first.", listVersions<Owner::Job>},
        {"GET", "/admin/v1/jobs/{id}/script/versions/{version}", Rights::Full, Recording::Whole,
         "The script of a job as it was in that version.", readVersion<Owner::Job>},
        {"GET", "/admin/v1/jobs/{id}/script/versions/{version}/diff", Rights::Full,
         Recording::Whole, "What changed in that version, or from `?with=`, another one, to it.",
         diffVersion<Owner::Job>},
        {"POST", "/admin/v1/jobs/{id}/script/versions/{version}/restore", Rights::Full,
         Recording::Whole, "Saves the script of that version again.", restoreVersion<Owner::Job>},
    };
}

} // namespace

Rows scriptRoutes()
{
    Rows rows = {
        {"GET", "/admin/v1/modules", Rights::Full, Recording::Whole,
         "The modules, each with version and time.", listModules},
        {"POST", "/admin/v1/collections/{name}/codehook/test", Rights::Full, Recording::Whole,
         "Runs a draft against a request on live data and stores nothing; with "
         "`\"record\": true` the answer has each step of the run in `recording`.",
         PipelineRoute::TestRun},
        {"POST", "/admin/v1/collections/{name}/codehook/record", Rights::Full, Recording::Whole,
         "Waits `seconds`, 1 to 60, for the next request of a collection, of any `method` or that "
         "one, "
         "and answers with the recording of its hooks; 204 where none came.",
         PipelineRoute::RecordNext},
    };
    for (const Rows &more : {codehookRows(), moduleRows(), jobScriptRows()})
        rows.insert(rows.end(), more.begin(), more.end());
    return rows;
}

} // namespace Api
