// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/respond.h"
#include "server/api/routes.h"
#include "server/api/scripts.h"
#include "server/store/database.h"

namespace Api {

namespace {

using Response = Result<Http::Response>;

struct NamedScript
{
    QByteArray name;
    Store::Script script;
};

/// A collection that is missing is made: so hooks can be pushed to a new database.
/// @return the names of those that were made
Result<QList<QByteArray>> saveAll(Store::Transaction &transaction,
                                  const std::vector<NamedScript> &scripts,
                                  const Store::ScriptNote &note)
{
    QList<QByteArray> made;
    for (const NamedScript &each : scripts) {
        auto saved = transaction.saveScript(each.name, each.script, note);
        if (!saved && saved.error().kind == Error::Kind::NotFound) {
            saved = transaction.saveCollection(each.name, "{}");
            made.append(each.name);
            if (saved)
                saved = transaction.saveScript(each.name, each.script, note);
        }
        if (!saved)
            return failure(saved);
    }
    return made;
}

/// Adds the @p warnings of a script, each with the collection that it is of.
void addWarnings(Json::ArrayWriter &to, QByteArrayView name, const QByteArray &warnings)
{
    const auto list = Json::Document::parse(warnings);
    for (const Json::Value &each : list ? list->root().items() : std::vector<Json::Value>())
        to.raw(Json::ObjectWriter()
                   .text("collection", name)
                   .number("line", each.value("line").toInteger())
                   .number("column", each.value("column").toInteger())
                   .raw("message", each.value("message").toJson())
                   .take());
}

/// Lists that are empty are left out.
QByteArray savedJson(const QList<QByteArray> &made, const QByteArray &warnings)
{
    Json::ObjectWriter answer;
    answer.text("result", "ok");
    Json::ArrayWriter names;
    for (const QByteArray &each : made)
        names.raw(Json::quoted(QByteArrayView(each)));
    if (!made.isEmpty())
        answer.raw("created", names.take());
    if (warnings != "[]")
        answer.raw("warnings", warnings);
    return answer.take();
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
    // Scripts of jobs are left out: they are part of the documents in system_jobs.
    for (const Store::Collection &collection : catalog.collections) {
        if (collection.codehook.version > 0)
            sources.text(collection.name, QByteArrayView(collection.codehook.source));
    }
    for (auto module = catalog.modules.cbegin(); module != catalog.modules.cend(); ++module)
        sources.text(Store::ModulePrefix + module.key(), QByteArrayView(module->source));
    return sources.take();
}

Response listScripts(const Exchange &exchange)
{
    return json(200, sourcesJson(exchange.catalog));
}

/// Makes collections that are missing, and saves all or, when one does not compile, none.
/// @errors Unprocessable: `list` has collection, line, column and message of each fault.
Task<Response> saveScripts(const Exchange &exchange)
{
    Context &context = exchange.context;
    const auto body = Json::Document::parse(exchange.request.body);
    if (!body)
        co_return failure(body);
    std::vector<NamedScript> scripts;
    Json::ArrayWriter warnings;
    Json::ArrayWriter faults;
    int faultCount = 0;
    // All are compiled before the answer, so that it lists the faults of all.
    for (const Json::Member &member : body->root().members()) {
        const QByteArray name = member.key.toByteArray();
        if (name.startsWith(Store::JobPrefix))
            co_return badInput(QStringLiteral("The script of a job is part of its document in "
                                              "system_jobs."));
        auto script = co_await compiledScript(context, name, member.value.text().toByteArray());
        if (script) {
            addWarnings(warnings, name, script->warnings);
            scripts.push_back({name, std::move(script->script)});
        } else if (script.error().kind == Error::Kind::Unprocessable) {
            ++faultCount;
            faults.raw(faultJson(member.key, script.error()));
        } else {
            co_return failure(script);
        }
    }
    if (faultCount > 0) {
        Error error{Error::Kind::Unprocessable,
                    QStringLiteral("Scripts that do not compile: %1.").arg(faultCount)};
        error.list = faults.take();
        co_return failure(error);
    }
    const Store::ScriptNote note = noteOf(exchange.request, exchange.caller);
    const auto made = co_await context.services.database.change<QList<QByteArray>>(
        context.home,
        [&](Store::Transaction &transaction) { return saveAll(transaction, scripts, note); });
    if (!made)
        co_return failure(made);
    co_return json(200, savedJson(*made, warnings.take()));
}

} // namespace

Rows codehookRoutes()
{
    return {
        {"GET", "/admin/v1/codehooks", Rights::Full, Recording::Whole,
         "The scripts of all collections and modules, as `{name: source}`.", listScripts},
        {"PUT", "/admin/v1/codehooks", Rights::Full, Recording::Whole,
         "Saves scripts of many collections and modules, all or none. Missing collections are "
         "made.",
         saveScripts},
    };
}

} // namespace Api
