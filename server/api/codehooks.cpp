// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/codehooks.h"

#include "server/api/respond.h"
#include "server/hooks/hookpool.h"
#include "server/store/database.h"

namespace Api {

namespace {

Async<Result<Hooks::CompiledScript>> compile(Context &context, QByteArray source)
{
    return {context.home,
            [&context, source](auto deliver) { context.services.hooks.compile(source, deliver); }};
}

Async<Result<Done>> reload(Context &context)
{
    return {context.home, [&context](auto deliver) {
                context.services.hooks.load(scriptsJson(*context.services.database.catalog()),
                                            deliver);
            }};
}

/// A script ready to be saved. @errors Unprocessable with line and column.
Task<Result<Store::Codehook>> compiledCodehook(Context &context, QByteArray source)
{
    auto compiled = co_await compile(context, source);
    if (!compiled)
        co_return failure(compiled);
    Store::Codehook codehook;
    codehook.source = source;
    codehook.compiled = compiled->compiled;
    codehook.hooks = compiled->hooks;
    co_return codehook;
}

struct NamedCodehook
{
    QByteArray collection;
    Store::Codehook codehook;
};

Result<Done> saveAll(Store::Transaction &transaction, const std::vector<NamedCodehook> &codehooks)
{
    for (const NamedCodehook &each : codehooks) {
        auto saved = transaction.saveCodehook(each.collection, each.codehook);
        if (!saved && saved.error().kind == Error::Kind::NotFound) {
            saved = transaction.saveCollection(each.collection, "{}");
            if (saved)
                saved = transaction.saveCodehook(each.collection, each.codehook);
        }
        if (!saved)
            return saved;
    }
    return Done();
}

QByteArray faultJson(QByteArrayView collection, const Error &error)
{
    return Json::ObjectWriter()
        .text("collection", collection)
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
    return sources.take();
}

Task<Result<Done>> enableCodehook(Context &context, QByteArray collection, bool enabled)
{
    auto saved = co_await context.services.database.write<Done>(
        context.home, [&](Store::Transaction &transaction) {
            return transaction.enableCodehook(collection, enabled);
        });
    co_return saved;
}

Result<Http::Response> doneResponse(const Result<Done> &done)
{
    if (!done)
        return failure(done);
    return json(200, "{\"result\":\"ok\"}");
}

} // namespace

QByteArray scriptsJson(const Store::Catalog &catalog)
{
    Json::ArrayWriter scripts;
    for (const Store::Collection &collection : catalog.collections) {
        if (!collection.codehook.compiled.isEmpty()) {
            scripts.raw(Json::ObjectWriter()
                            .text("collection", QByteArrayView(collection.name))
                            .text("compiled", QByteArrayView(collection.codehook.compiled))
                            .take());
        }
    }
    return scripts.take();
}

Task<Result<Done>> saveCodehook(Context &context, QByteArray collection, QByteArray source)
{
    auto codehook = co_await compiledCodehook(context, source);
    if (!codehook)
        co_return failure(codehook);
    auto saved = co_await context.services.database.write<Done>(
        context.home, [&](Store::Transaction &transaction) {
            return transaction.saveCodehook(collection, *codehook);
        });
    if (!saved)
        co_return saved;
    auto loaded = co_await reload(context);
    co_return loaded;
}

Task<Result<Http::Response>> answerCodehooks(Context &context, const Http::Request &request)
{
    if (request.method == "GET")
        co_return json(200, sourcesJson(*context.services.database.catalog()));
    if (request.method != "PUT")
        co_return methodNotAllowed("GET, PUT");
    const auto body = Json::Document::parse(request.body);
    if (!body)
        co_return failure(body);
    std::vector<NamedCodehook> codehooks;
    Json::ArrayWriter faults;
    int faultCount = 0;
    for (const Json::Member &member : body->root().members()) {
        auto codehook = co_await compiledCodehook(context, member.value.text().toByteArray());
        if (codehook)
            codehooks.push_back({member.key.toByteArray(), *codehook});
        else if (codehook.error().kind != Error::Kind::Unprocessable)
            co_return failure(codehook);
        else if (++faultCount)
            faults.raw(faultJson(member.key, codehook.error()));
    }
    if (faultCount > 0) {
        Error error{Error::Kind::Unprocessable,
                    QStringLiteral("%1 of the scripts do not compile.").arg(faultCount)};
        error.list = faults.take();
        co_return failure(error);
    }
    auto saved = co_await context.services.database.write<Done>(
        context.home,
        [&](Store::Transaction &transaction) { return saveAll(transaction, codehooks); });
    if (!saved)
        co_return failure(saved);
    const auto loaded = co_await reload(context);
    co_return doneResponse(loaded);
}

QByteArray codehookJson(const Store::Codehook &codehook)
{
    Json::ArrayWriter hooks;
    for (const QByteArray &hook : codehook.hooks)
        hooks.raw(Json::quoted(QByteArrayView(hook)));
    return Json::ObjectWriter()
        .boolean("enabled", codehook.enabled)
        .number("version", codehook.version)
        .text("changed", QByteArrayView(codehook.changed))
        .raw("hooks", hooks.take())
        .take();
}

Task<Result<Http::Response>> answerCodehook(Context &context, const Http::Request &request,
                                            const Store::Collection &collection, QByteArray rest)
{
    if (rest == "enable" || rest == "disable") {
        if (request.method != "POST")
            co_return methodNotAllowed("POST");
        const auto done = co_await enableCodehook(context, collection.name, rest == "enable");
        co_return doneResponse(done);
    }
    if (!rest.isEmpty())
        co_return notFound(request.path);
    if (request.method == "GET") {
        Http::Response response;
        response.body = collection.codehook.source;
        response.contentType = "text/javascript; charset=utf-8";
        co_return response;
    }
    if (request.method != "PUT")
        co_return methodNotAllowed("GET, PUT");
    const auto done = co_await saveCodehook(context, collection.name, request.body);
    co_return doneResponse(done);
}

} // namespace Api
