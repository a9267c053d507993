// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/request/replay.h"

#include "server/api/documents.h"
#include "server/api/respond.h"
#include "server/auth/keys.h"
#include "server/http/headernames.h"
#include "server/request/gate.h"

#include <algorithm>
#include <chrono>

namespace Replay {

namespace {

/// Whether a request to @p path would come here again.
bool isReplay(QByteArrayView path)
{
    const Api::RoutePath *found = Api::findRoutePath(path);
    const auto isOne = [](const Api::Route &route) {
        const auto *handler = std::get_if<Api::PipelineRoute>(&route.handler);
        return handler && *handler == Api::PipelineRoute::Replay;
    };
    return found && std::any_of(found->rows().begin(), found->rows().end(), isOne);
}

Result<Auth::Caller> callerOf(Store::Reader &reader, const QByteArray &id)
{
    const auto keys = reader.keys();
    if (!keys)
        return failure(keys);
    const auto found = std::find_if(keys->begin(), keys->end(),
                                    [&](const Auth::Key &key) { return key.id == id; });
    if (found == keys->end())
        return failure(Error::Kind::NotFound, QStringLiteral("There is no key with this id."));
    return Auth::callerOf(*found);
}

Result<Auth::Caller> userOf(Store::Reader &reader, const Store::Catalog &catalog,
                            const QByteArray &email)
{
    auto user = Gate::findUser(reader, catalog, email);
    // Who asks is known; it is the user who is not.
    return user ? std::move(user) : failure(Error::Kind::NotFound, user.error().message);
}

/// The text @p member of @p wanted; empty: it is not there. What is no text would be sent with the
/// rights of the caller. @errors BadInput.
Result<QByteArray> senderIn(const Json::Value &wanted, const char *member)
{
    const Json::Value value = wanted.value(member);
    const QByteArray text = value.text().toByteArray();
    if (text.isEmpty() && !value.isNull())
        return badInput(
            QStringLiteral("\"%1\" is a text that is not empty.").arg(QLatin1String(member)));
    return text;
}

Result<Http::Request> requestOf(const Json::Value &wanted)
{
    static const QByteArrayList methods = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"};
    Http::Request request;
    request.method = wanted.value("method").text().toByteArray();
    request.path = wanted.value("path").text().toByteArray();
    if (!methods.contains(request.method) || !request.path.startsWith('/'))
        return badInput(QStringLiteral("A request has \"method\" and \"path\", such as GET and "
                                       "/rest/customers."));
    if (isReplay(request.path))
        return badInput(QStringLiteral("A request that sends requests is not sent."));
    request.query = wanted.value("query").text().toByteArray();
    for (const Json::Member &header : wanted.value("headers").members())
        request.headers.append(
            Http::Header(header.key.toByteArray().toLower(), header.value.text().toByteArray()));
    if (request.header("content-type").isEmpty())
        request.headers.append(Http::Header("content-type", "application/json"));
    const Json::Value body = wanted.value("body");
    if (body.isString())
        request.body = body.text().toByteArray();
    else if (!body.isNull())
        request.body = body.toJson();
    return request;
}

QByteArray reportOf(const Http::Response &response, qint64 microseconds)
{
    Json::ObjectWriter headers;
    headers.text("content-type", QByteArrayView(response.contentType));
    QByteArrayList names = {"content-type"};
    for (const Http::Header &header : response.headers) {
        if (names.contains(header.first.toLower()))
            continue;
        names.append(header.first.toLower());
        headers.text(names.last(), QByteArrayView(header.second));
    }
    Json::ObjectWriter report;
    report.number("status", response.status).raw("headers", headers.take());
    if (const auto json = Json::Document::parse(response.body))
        report.value("body", json->root());
    else
        report.text("body", QString::fromUtf8(response.body));
    return report.number("microseconds", microseconds).take();
}

} // namespace

Task<Result<Http::Response>> run(const Api::Exchange &exchange, Send send)
{
    Api::Context &context = exchange.context;
    const auto body = Api::parseBody(exchange.request);
    if (!body)
        co_return failure(body);
    auto wanted = requestOf(body->root());
    if (!wanted)
        co_return failure(wanted);
    Result<Auth::Caller> sender = exchange.caller;
    const auto key = senderIn(body->root(), "key");
    const auto user = senderIn(body->root(), "user");
    if (!key || !user)
        co_return failure(key ? user : key);
    if (!key->isEmpty() && !user->isEmpty())
        co_return badInput(QStringLiteral("A request is sent as a key or as a user, not as both."));
    if (!key->isEmpty()) {
        sender = co_await context.read(
            exchange.asker, [&key](Store::Reader &reader) { return callerOf(reader, *key); });
    } else if (!user->isEmpty()) {
        sender = co_await context.read(exchange.asker, [&](Store::Reader &reader) {
            return userOf(reader, exchange.catalog, *user);
        });
    }
    if (!sender)
        co_return failure(sender);
    if (sender->kind == Auth::Caller::Kind::Window)
        sender->kind = Auth::Caller::Kind::FullKey; // it is about what clients get
    sender->isOfWindow = wanted->header(Http::ClientHeader) == Http::WindowClient;
    wanted->headers.removeIf(
        [](const Http::Header &each) { return each.first == Http::ClientHeader; });
    const auto began = std::chrono::steady_clock::now();
    const auto response = co_await Async<Http::Response>(
        context.home, [&](auto deliver) { send(*wanted, *sender, deliver); });
    const auto took = std::chrono::duration_cast<std::chrono::microseconds>(
        std::chrono::steady_clock::now() - began);
    co_return Api::json(200, reportOf(response, took.count()));
}

} // namespace Replay
