// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/pipeline.h"

#include "server/api/admin.h"
#include "server/api/respond.h"
#include "server/core/objectid.h"
#include "server/core/timestamp.h"
#include "server/hooks/hookpool.h"
#include "server/inspector/recorder.h"
#include "server/store/database.h"

#include <array>

namespace {

constexpr int MaximumDepth = 4; ///< Hooks that call hooks (PRODUCT.md section 3).

/// How a kind of error is told to a client.
struct Telling
{
    Error::Kind kind;
    const char *name;
    int status;
};

/// The only table that turns an error into a status code.
constexpr std::array Tellings = {
    Telling{Error::Kind::BadInput, "BadRequest", 400},
    Telling{Error::Kind::Validation, "ValidationError", 400},
    Telling{Error::Kind::Unauthorized, "Unauthorized", 401},
    Telling{Error::Kind::Forbidden, "Forbidden", 403},
    Telling{Error::Kind::NotFound, "NotFound", 404},
    Telling{Error::Kind::MethodNotAllowed, "MethodNotAllowed", 405},
    Telling{Error::Kind::Conflict, "Conflict", 409},
    Telling{Error::Kind::TooLarge, "TooLarge", 413},
    Telling{Error::Kind::UnsupportedMediaType, "UnsupportedMediaType", 415},
    Telling{Error::Kind::Unprocessable, "SyntaxError", 422},
    Telling{Error::Kind::Refused, "HookRefused", 400}, // the hook's own status comes first
    Telling{Error::Kind::HookFailed, "HookError", 500},
    Telling{Error::Kind::Unavailable, "Unavailable", 503},
    Telling{Error::Kind::Internal, "InternalError", 500},
};

constexpr const Telling &tellingOf(Error::Kind kind)
{
    for (const Telling &telling : Tellings) {
        if (telling.kind == kind)
            return telling;
    }
    return Tellings.back();
}

bool isWriteOfFields(const QByteArray &method)
{
    return method == "PUT" || method == "PATCH";
}

/// `{"_id":…}` and the changes: the body that hooks of an update see after it.
QByteArray withId(const QByteArray &id, const Json::Value &changes)
{
    return Store::storedText(id, changes);
}

} // namespace

Pipeline::Pipeline(Api::Context context)
    : m_context(context)
    , m_keys(context.reader.connection())
{
}

void Pipeline::answer(Http::Request request, Auth::Caller caller, Answer answer)
{
    Call call;
    call.request = std::move(request);
    call.caller = std::move(caller);
    call.catalog = m_context.services.database.catalog();
    call.record.time = Timestamp::now();
    call.record.id = ObjectId::create();
    ++m_underWay;
    start<Http::Response>(handle(std::move(call)),
                          [this, answer = std::move(answer)](Http::Response response) {
                              --m_underWay;
                              answer(std::move(response));
                          });
}

Task<Http::Response> Pipeline::handle(Call call)
{
    auto result = co_await route(call);
    Http::Response response = result ? std::move(*result) : errorResponse(result.error());
    if (!result) {
        call.record.error = result.error().message.toUtf8();
        if (call.isSaved)
            response.headers.append(std::pair<QByteArray, QByteArray>("X-Hookdesk-Saved", "true"));
    }
    record(call, response);
    co_return response;
}

Task<Pipeline::Response> Pipeline::route(Call &call)
{
    const QByteArray &path = call.request.path;
    if (path == "/healthz")
        co_return Http::Response{200, "ok", "text/plain; charset=utf-8", {}};
    if (auto known = identify(call); !known)
        co_return failure(known);
    if (path.startsWith("/rest/")) {
        auto answer = co_await documents(call);
        co_return answer;
    }
    if (path.startsWith("/admin/")) {
        if (!call.caller.hasFullRights())
            co_return failure(Error::Kind::Unauthorized,
                              QStringLiteral("/admin needs a full-access key."));
        auto answer = co_await Api::answerAdmin(m_context, call.request);
        co_return answer;
    }
    co_return Api::notFound(path);
}

// ---- the way of a request for documents

Task<Pipeline::Response> Pipeline::documents(Call &call)
{
    auto parsed = parse(call);
    call.endStage("parse");
    if (!parsed)
        co_return failure(parsed);

    auto before = co_await runBeforeHooks(call);
    if (!before)
        co_return failure(before);

    auto stored = co_await store(call);
    if (!stored)
        co_return failure(stored);

    auto after = co_await runAfterHooks(call);
    if (!after)
        co_return failure(after);

    auto response = respond(call);
    call.endStage("send");
    co_return response;
}

Result<Done> Pipeline::identify(Call &call)
{
    Auth::Caller &caller = call.caller;
    if (caller.kind == Auth::Caller::Kind::Nobody) {
        QByteArray key = call.request.header("x-apikey");
        if (key.isEmpty() && call.request.query.contains("apikey=")) {
            key = call.request.parameter("apikey").value_or(QByteArray());
            call.request.headers.append(std::pair<QByteArray, QByteArray>(
                "x-apikey", key)); // hooks find it there either way
        }
        auto found = m_keys.find(key, call.catalog->keysGeneration);
        if (!found)
            return failure(found);
        caller = std::move(*found);
        if (caller.kind == Auth::Caller::Kind::Nobody) {
            return failure(Error::Kind::Unauthorized,
                           key.isEmpty() ? QStringLiteral(
                               "An API key is needed: send it as the header x-apikey.")
                                         : QStringLiteral("The API key is not known."));
        }
    }
    call.endStage("auth");
    return Done();
}

Result<Done> Pipeline::authorize(const Call &call) const
{
    if (call.caller.hasFullRights())
        return Done();
    const QByteArray method = call.request.method == "HEAD" ? "GET" : call.request.method;
    if (call.caller.permits(method, Http::percentDecoded(call.request.path.mid(qstrlen("/rest")))))
        return Done();
    return failure(Error::Kind::Forbidden,
                   QStringLiteral("This key may not %1 %2.")
                       .arg(QString::fromLatin1(method), QString::fromUtf8(call.request.path)));
}

Result<Done> Pipeline::parse(Call &call)
{
    if (auto allowed = authorize(call); !allowed)
        return allowed;
    auto path = Api::DocumentPath::parse(call.request.path);
    if (!path)
        return failure(path);
    call.path = std::move(*path);
    call.collection = call.catalog->find(call.path.collection);
    if (!call.collection)
        return Api::noCollection(call.path.collection);
    call.record.collection = call.path.collection;
    if (call.request.method == "HEAD")
        call.request.method = "GET";
    if (call.request.method != "GET")
        return parseWrite(call);
    if (call.request.query.isEmpty()) {
        call.query.emplace();
        return Done();
    }
    call.parameters = Api::ListParameters::of(call.request);
    auto query = call.parameters.query(call.request);
    if (!query)
        return failure(query);
    call.query = std::move(*query);
    return Done();
}

Result<Done> Pipeline::parseWrite(Call &call)
{
    const QByteArray &method = call.request.method;
    const bool hasId = !call.path.id.isEmpty();
    const bool isKnown =
        (method == "POST" && !hasId) || (isWriteOfFields(method) && hasId) || method == "DELETE";
    if (!isKnown)
        return Api::methodNotAllowed(hasId ? "GET, PUT, PATCH, DELETE" : "GET, POST, DELETE");
    if (method == "DELETE") {
        auto documents =
            Api::documentsToDelete(m_context, *call.collection, call.path, call.request);
        if (!documents)
            return failure(documents);
        call.documents = std::move(*documents);
        return Done();
    }
    auto body = Api::parseBody(call.request);
    if (!body)
        return failure(body);
    call.body = std::move(*body);
    if (method == "POST") {
        auto documents = Api::newDocuments(call.body->root(), call.caller.name());
        if (!documents)
            return failure(documents);
        call.documents = std::move(*documents);
        return Done();
    }
    if (!call.body->root().isObject())
        return failure(Error::Kind::BadInput,
                       QStringLiteral("The body is an object with the fields to change."));
    call.changes = call.body->root().toJson();
    return Done();
}

// ---- hooks

Task<Result<Done>> Pipeline::runBeforeHooks(Call &call)
{
    const QByteArray hook = "before" + call.request.method;
    if (!call.collection->codehook.declares(hook))
        co_return Done();
    if (call.request.method == "GET") {
        auto read = co_await runBeforeRead(call);
        co_return read;
    }
    if (isWriteOfFields(call.request.method)) {
        auto verdict =
            co_await runHook(call, hook, "\"body\":" + withId(call.path.id, call.body->root()));
        if (!verdict)
            co_return failure(verdict);
        call.changes = verdict->data.value_or(call.changes);
        co_return Done();
    }
    if (call.request.method == "DELETE") {
        Json::ArrayWriter all;
        for (const Store::Document &document : call.documents)
            all.raw(document.jsonWithMeta());
        const bool isOne = !call.path.id.isEmpty() && !call.path.isAll;
        const QByteArray body = isOne ? call.documents.front().jsonWithMeta() : all.take();
        auto verdict = co_await runHook(call, hook, "\"body\":" + body);
        if (!verdict)
            co_return failure(verdict);
        co_return Done();
    }
    for (Store::Document &document : call.documents) {
        auto verdict = co_await runHook(call, hook, "\"body\":" + document.jsonWithMeta());
        if (!verdict)
            co_return failure(verdict);
        if (!verdict->data)
            continue;
        if (auto replaced = Api::replaceData(document, *verdict->data); !replaced)
            co_return replaced;
    }
    co_return Done();
}

Task<Result<Done>> Pipeline::runBeforeRead(Call &call)
{
    const bool isOne = !call.path.id.isEmpty();
    QByteArray q = call.parameters.q.isEmpty() ? QByteArray("{}") : call.parameters.q;
    if (isOne)
        q = Json::ObjectWriter().text("_id", QByteArrayView(call.path.id)).take();
    auto verdict = co_await runHook(call, "beforeGET", "\"query\":" + q);
    if (!verdict)
        co_return failure(verdict);
    if (!verdict->query && !verdict->hint)
        co_return Done();
    if (verdict->query) {
        // A query for one document is combined with its id: a row-level rule holds for both.
        call.parameters.q =
            isOne ? "{\"$and\":[" + q + "," + *verdict->query + "]}" : *verdict->query;
    } else if (isOne) {
        call.parameters.q = q;
    }
    if (verdict->hint)
        call.parameters.h = *verdict->hint;
    auto query = call.parameters.query(call.request);
    if (!query)
        co_return failure(query);
    call.query = std::move(*query);
    co_return Done();
}

Task<Result<Done>> Pipeline::runAfterHooks(Call &call)
{
    const QByteArray hook = "after" + call.request.method;
    call.replacements.resize(call.documents.size());
    if (!call.collection->codehook.declares(hook))
        co_return Done();
    if (call.request.method == "DELETE") {
        Json::ArrayWriter all;
        for (const Store::Document &document : call.documents)
            all.raw(document.jsonWithMeta());
        const bool isOne = !call.path.id.isEmpty() && !call.path.isAll;
        const QByteArray body = isOne ? call.documents.front().jsonWithMeta() : all.take();
        auto verdict = co_await runHook(
            call, hook, "\"body\":" + body + ",\"result\":" + Api::deletedJson(call.deletedIds));
        if (!verdict)
            co_return failure(verdict);
        co_return Done();
    }
    for (size_t i = 0; i < call.documents.size(); ++i) {
        const QByteArray result = call.documents[i].jsonWithMeta();
        const QByteArray body =
            isWriteOfFields(call.request.method) ? withId(call.path.id, call.body->root()) : result;
        auto verdict = co_await runHook(call, hook, "\"body\":" + body + ",\"result\":" + result);
        if (!verdict)
            co_return failure(verdict);
        call.replacements[i] = verdict->data;
    }
    co_return Done();
}

Task<Result<Hooks::HookVerdict>> Pipeline::runHook(Call &call, QByteArray hook, QByteArray extra)
{
    Hooks::HookRun run;
    run.depth = call.caller.depth;
    if (run.depth >= MaximumDepth) {
        co_return failure(
            Error::Kind::HookFailed,
            QStringLiteral("Hooks called each other more than %1 deep, at %2 of \"%3\".")
                .arg(MaximumDepth)
                .arg(QString::fromLatin1(hook), QString::fromUtf8(call.collection->name)));
    }
    run.collection = call.collection->name;
    run.hook = hook;
    run.request = hookRequest(call, extra);
    run.settings = call.catalog->settings;
    run.requestId = call.record.id;
    run.changesBuiltIns = Hooks::changesBuiltIns(call.collection->codehook.compiled);
    run.timeout = call.catalog->hookTimeout;
    run.heapMegabytes = call.catalog->hookMemory;
    auto outcome = co_await Async<Hooks::HookOutcome>(
        m_context.home, [this, &run](auto deliver) { m_context.services.hooks.run(run, deliver); });
    call.endStage(hook.startsWith("before") ? "before" : "after");
    call.record.hook.append(call.record.hook.isEmpty() ? "" : ",").append(hook);
    call.record.log.append(outcome.log);
    if (!outcome.result)
        co_return failure(outcome.result);
    auto verdict = Hooks::HookVerdict::read(*outcome.result);
    if (verdict && !verdict->warning.isEmpty())
        call.record.log.append({Timestamp::now(), "warn", verdict->warning, hook, 0});
    co_return verdict;
}

QByteArray Pipeline::hookRequest(const Call &call, const QByteArray &extra) const
{
    Json::ObjectWriter headers;
    if (call.caller.kind != Auth::Caller::Kind::Window) {
        QByteArrayList seen;
        for (const auto &[name, value] : call.request.headers) {
            if (!seen.contains(name))
                headers.text(name, QByteArrayView(value));
            seen.append(name);
        }
    }
    Json::ObjectWriter hint;
    if (const auto hints = Json::Document::parse(call.parameters.h)) {
        for (const Json::Member &member : hints->root().members())
            hint.raw(member.key, member.value.toJson());
    }
    hint.raw("#headers", headers.take()).raw("#usersession", "{}");
    QByteArray request = Json::ObjectWriter()
                             .text("method", QByteArrayView(call.request.method))
                             .text("path", QByteArrayView(call.request.path))
                             .text("collection", QByteArrayView(call.collection->name))
                             .text("id", QByteArrayView(call.path.id))
                             .text("requestId", QByteArrayView(call.record.id))
                             .raw("hint", hint.take())
                             .take();
    request.chop(1);
    return request.append(',').append(extra).append('}');
}

// ---- the store

Task<Result<Done>> Pipeline::store(Call &call)
{
    if (call.request.method == "GET")
        co_return Done();
    const Store::Collection &collection = *call.collection;
    auto &database = m_context.services.database;
    Result<Done> stored = Done();
    if (call.request.method == "POST") {
        stored =
            co_await database.write<Done>(m_context.home, [&](Store::Transaction &transaction) {
                return transaction.insert(collection, call.documents);
            });
    } else if (call.request.method == "DELETE") {
        QByteArrayList ids;
        for (const Store::Document &document : call.documents)
            ids.append(document.id);
        auto removed = co_await database.write<QByteArrayList>(
            m_context.home,
            [&](Store::Transaction &transaction) { return transaction.remove(collection, ids); });
        if (removed)
            call.deletedIds = *removed;
        else
            stored = failure(removed);
    } else {
        auto changes = Json::Document::parse(call.changes);
        if (!changes)
            co_return failure(changes);
        auto updated = co_await database.write<Store::Document>(
            m_context.home, [&](Store::Transaction &transaction) {
                return transaction.update(collection, call.path.id, changes->root(),
                                          call.caller.name());
            });
        if (updated)
            call.documents = {std::move(*updated)};
        else
            stored = failure(updated);
    }
    call.isSaved = stored.hasValue();
    call.endStage("store");
    co_return stored;
}

// ---- the answer

Pipeline::Response Pipeline::respond(Call &call)
{
    if (call.request.method == "GET")
        return respondToRead(call);
    if (call.request.method == "DELETE")
        return Api::json(200, Api::deletedJson(call.deletedIds));
    const int status = call.request.method == "POST" ? 201 : 200;
    Json::ArrayWriter list;
    for (size_t i = 0; i < call.documents.size(); ++i) {
        const QByteArray text = call.replacements[i].value_or(call.documents[i].jsonWithMeta());
        if (!call.isArrayPost()) {
            auto response = Api::json(status, text);
            response.headers.append(
                {"ETag", '"' + QByteArray::number(call.documents[i].version) + '"'});
            return response;
        }
        list.raw(text);
    }
    return Api::json(status, list.take());
}

Pipeline::Response Pipeline::respondToRead(Call &call)
{
    const bool isOne = !call.path.id.isEmpty();
    auto response = [&]() -> Response {
        if (!isOne)
            return Api::readDocuments(m_context, *call.collection, call.request, *call.query);
        if (call.parameters.q.isEmpty())
            return Api::readDocument(m_context, *call.collection, call.path.id, *call.query);
        auto list = Api::readDocuments(m_context, *call.collection, {}, *call.query);
        if (list && list->body == "[]")
            return failure(Error::Kind::NotFound,
                           QStringLiteral("There is no document with the id \"%1\".")
                               .arg(QString::fromUtf8(call.path.id)));
        if (list)
            list->body = list->body.mid(1, list->body.size() - 2);
        return list;
    }();
    call.endStage("store");
    return response;
}

Http::Response Pipeline::errorResponse(const Error &error)
{
    const Telling &telling = tellingOf(error.kind);
    const int status = error.kind == Error::Kind::Refused ? error.status : telling.status;
    Json::ObjectWriter body;
    body.text("name", QByteArrayView(telling.name));
    body.text("message", error.message);
    body.number("status", status);
    if (!error.list.isEmpty())
        body.raw("list", error.list);
    if (error.kind == Error::Kind::Unprocessable)
        body.number("line", error.line).number("column", error.column);
    Http::Response response = Api::json(status, body.take());
    if (!error.allow.isEmpty())
        response.headers.append({"Allow", error.allow});
    return response;
}

void Pipeline::record(Call &call, const Http::Response &response) const
{
    // Watching must not fill what is watched.
    const bool isWatching = call.caller.kind == Auth::Caller::Kind::Window
        && call.request.method == "GET" && call.request.path.startsWith("/admin/");
    if (isWatching || call.request.path.startsWith("/admin/v1/inspector"))
        return;
    Inspector::Record &record = call.record;
    record.method = call.request.method;
    record.path = call.request.path;
    record.query = call.request.query;
    record.status = response.status;
    record.microseconds = std::chrono::duration_cast<std::chrono::microseconds>(
                              std::chrono::steady_clock::now() - call.began)
                              .count();
    record.key = call.caller.keyPrefix;
    record.user =
        call.caller.kind == Auth::Caller::Kind::Hook ? QByteArray("hook") : call.caller.name();
    record.requestHeaders = call.request.headers;
    record.requestBody = call.request.body;
    record.responseBody = response.body;
    record.requestSize = call.request.body.size();
    record.responseSize = response.body.size();
    // POST /admin/v1/keys answers with the key itself.
    if (record.path.startsWith("/admin/v1/keys"))
        record.responseBody.clear();
    m_context.services.inspector.add(std::move(record));
}
