// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/admin.h"

#include "server/api/scripts.h"
#include "server/api/collections.h"
#include "server/api/documents.h"
#include "server/api/drafts.h"
#include "server/api/jobs.h"
#include "server/api/inspector.h"
#include "server/api/preconditions.h"
#include "server/api/respond.h"
#include "server/auth/keys.h"
#include "server/inspector/recorder.h"
#include "server/store/backup.h"
#include "server/store/database.h"

#include <QFileInfo>
#include <QThreadPool>

namespace Api {

namespace {

using Response = Result<Http::Response>;

// ---- keys

Result<Auth::Key> keyOf(const Json::Value &body)
{
    const auto text = [&](const char *name) { return body.value(name).text().toByteArray(); };
    Auth::Key key;
    if (const QByteArray kind = text("kind"); kind == "web")
        key.kind = Auth::Key::Kind::Web;
    else if (!kind.isEmpty() && kind != "full")
        return badInput(QStringLiteral("The kind of a key is \"full\" or \"web\"."));
    key.path = text("path");
    key.origin = text("origin");
    key.originRequired =
        body.value("originRequired").isNull() || body.value("originRequired").toBool();
    key.description = text("description");
    for (const Json::Value &method : body.value("methods").items())
        key.methods.append(method.text().toByteArray().toUpper());
    if (key.kind == Auth::Key::Kind::Full
        && (!key.path.isEmpty() || !key.methods.isEmpty() || !key.origin.isEmpty()))
        return badInput(QStringLiteral(
            "A full-access key has no limits; methods, path and origin are for kind \"web\"."));
    return key;
}

Task<Response> createKey(Context &context, const Http::Request &request)
{
    const auto body = parseBody(request);
    if (!body)
        co_return failure(body);
    const auto key = keyOf(body->root());
    if (!key)
        co_return failure(key);
    auto created = co_await context.services.database.change<Auth::NewKey>(
        context.home,
        [&](Store::Transaction &transaction) { return Auth::createKey(transaction, *key); });
    if (!created)
        co_return failure(created);
    co_return json(201,
                   Json::ObjectWriter()
                       .text("id", QByteArrayView(created->id))
                       .text("key", QByteArrayView(created->key))
                       .take());
}

Task<Response> answerKeys(Context &context, const Http::Request &request, QByteArrayList parts)
{
    if (parts.size() == 1 && request.method == "DELETE") {
        auto revoked = co_await context.services.database.change<Done>(
            context.home,
            [&](Store::Transaction &transaction) { return transaction.removeKey(parts.first()); });
        if (!revoked)
            co_return failure(revoked);
        co_return json(200, "{\"result\":\"ok\"}");
    }
    if (!parts.isEmpty())
        co_return methodNotAllowed("DELETE");
    if (request.method == "POST") {
        auto created = co_await createKey(context, request);
        co_return created;
    }
    if (request.method != "GET")
        co_return methodNotAllowed("GET, POST");
    const auto keys = context.reader.keys();
    if (!keys)
        co_return failure(keys);
    Json::ArrayWriter list;
    for (const Auth::Key &key : *keys)
        list.raw(Auth::toJson(key));
    co_return json(200, list.take());
}

// ---- settings

Response settingsResponse(const QByteArray &settings)
{
    Http::Response response = json(200, settings);
    response.headers.append({"ETag", tagOfText(settings)});
    return response;
}

Task<Response> answerSettings(Context &context, const Http::Request &request)
{
    if (request.method == "GET")
        co_return settingsResponse(context.services.database.catalog()->settings.json);
    if (request.method != "PUT" && request.method != "PATCH")
        co_return methodNotAllowed("GET, PUT, PATCH");
    const auto body = parseBody(request);
    if (!body)
        co_return failure(body);
    if (!body->root().isObject())
        co_return badInput(QStringLiteral("The settings are one JSON object."));
    const bool merges = request.method == "PATCH";
    auto saved = co_await context.services.database.change<QByteArray>(
        context.home, [&](Store::Transaction &transaction) -> Result<QByteArray> {
            auto before = transaction.settings();
            if (!before)
                return before;
            if (const auto matched =
                    checkMatch(request, tagOfText(*before), QStringLiteral("A setting"));
                !matched)
                return failure(matched);
            const auto parsed = Json::Document::parseKnown(*before);
            if (!parsed)
                return failure(parsed);
            const QByteArray settings =
                merges ? Model::patched(parsed->root(), body->root()) : body->root().toJson();
            if (const auto checked = Model::Settings::parse(settings); !checked)
                return failure(checked);
            const auto done = transaction.saveSettings(settings);
            return done ? Result<QByteArray>(settings) : failure(done);
        });
    if (!saved)
        co_return failure(saved);
    context.services.inspector.setLimits(context.services.database.catalog()->settings);
    co_return settingsResponse(*saved);
}

// ---- backups

/// A copy of the database is made beside it, and sent from there without a name.
Task<Response> answerBackup(Context &context, const Http::Request &request)
{
    if (request.method != "GET")
        co_return methodNotAllowed("GET");
    const QString path = context.services.database.address();
    using Copy = Result<std::shared_ptr<PartFile>>;
    auto made = co_await Async<Copy>(context.home, [&](auto deliver) {
        QThreadPool::globalInstance()->start(
            [path, deliver, stop = context.services.database.stopFlag()] {
                auto copy = Store::copyOf(path, path, stop);
                deliver(copy ? Copy(std::shared_ptr<PartFile>(std::move(*copy))) : failure(copy));
            });
    });
    if (!made)
        co_return failure(made);
    Http::Response response = json(200, {});
    response.contentType = "application/vnd.sqlite3";
    response.file = std::make_shared<QFile>((*made)->path());
    const bool isOpen = response.file->open(QIODevice::ReadOnly);
    made = failure(Error::Kind::Internal, {}); // the name goes; what is open can be read to its end
    if (!isOpen)
        co_return failure(Error::Kind::Unavailable,
                          QStringLiteral("The copy of the database cannot be read."));
    const QByteArray base = QFileInfo(path).completeBaseName().toUtf8();
    response.headers.append({"Content-Disposition",
                             "attachment; filename=\"" + base.toPercentEncoding() + ".hookdesk\""});
    co_return response;
}

} // namespace

Task<Response> answerAdmin(Context &context, const Http::Request &request,
                           const Auth::Caller &caller)
{
    QByteArrayList parts = request.path.split('/'); // "", "admin", "v1", resource, …
    parts.removeAll(QByteArray());
    if (parts.size() < 3 || parts[1] != "v1")
        co_return notFound(request.path);
    const QByteArray resource = parts[2];
    parts = parts.mid(3);
    if (resource == "collections") {
        auto answer = co_await answerCollections(context, request, caller, parts);
        co_return answer;
    }
    if (resource == "codehooks" && parts.isEmpty()) {
        auto answer = co_await answerCodehooks(context, request, caller);
        co_return answer;
    }
    if (resource == "modules") {
        auto answer = co_await answerModules(context, request, caller, parts);
        co_return answer;
    }
    if (resource == "drafts") {
        auto answer = co_await answerDrafts(context, request, parts);
        co_return answer;
    }
    if (resource == "jobs") {
        auto answer = co_await answerJobs(context, request, caller, parts);
        co_return answer;
    }
    if (resource == "keys") {
        auto answer = co_await answerKeys(context, request, parts);
        co_return answer;
    }
    if (resource == "backup" && parts.isEmpty()) {
        auto answer = co_await answerBackup(context, request);
        co_return answer;
    }
    if (resource == "settings" && parts.isEmpty()) {
        auto answer = co_await answerSettings(context, request);
        co_return answer;
    }
    if (resource == "inspector") {
        auto answer = co_await answerInspector(context, request, parts);
        co_return answer;
    }
    co_return notFound(request.path);
}

} // namespace Api
