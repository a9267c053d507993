// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/request/pipeline.h"

#include "server/api/respond.h"
#include "server/auth/access.h"
#include "server/core/objectid.h"
#include "server/core/timestamp.h"
#include "server/request/databasecall.h"
#include "server/request/errorresponse.h"
#include "server/request/replay.h"
#include "server/request/report.h"
#include "server/store/database.h"

namespace {

/// The answer of a request that is over before it has begun.
Task<Result<Http::Response>> early(Result<Http::Response> response)
{
    co_return response;
}

} // namespace

Pipeline::Pipeline(Api::Context context, TestRun testRun)
    : m_context(context)
    , m_testRun(testRun)
    , m_gate(context)
    , m_hooks(context)
    , m_jobs(context)
    , m_viewer(context, m_hooks)
{
}

void Pipeline::answer(Http::Request request, Auth::Caller caller, Answer answer)
{
    auto call = std::make_unique<Call>();
    call->request = std::move(request);
    call->caller = std::move(caller);
    call->catalog = m_context.catalog();
    call->record.time = Timestamp::now();
    call->record.id = ObjectId::create();
    if (m_context.rehearsing)
        call->record.kind = "test";
    call->record.stages.reserve(7);
    if (call->request.received) {
        call->began = call->stageBegan = *call->request.received;
        call->endStage("wait");
    } else {
        call->began = call->stageBegan = std::chrono::steady_clock::now();
    }
    ++m_underWay;
    start<Http::Response>(handle(std::move(call)),
                          [this, answer = std::move(answer)](Http::Response response) {
                              --m_underWay;
                              answer(std::move(response));
                          });
}

void Pipeline::answerHook(const Hooks::HookCall &call, Hooks::AnswerCall answer)
{
    auto request = DatabaseCall::requestOf(call);
    if (!request) {
        answer(failure(request));
        return;
    }
    Auth::Caller caller;
    caller.kind = Auth::Caller::Kind::Hook;
    caller.depth = call.depth;
    caller.client = call.client;
    if (request->body.size() > m_context.catalog()->settings.bodyLimit) {
        const Error error{Error::Kind::TooLarge,
                          QStringLiteral("The body is larger than the setting limits.body "
                                         "allows.")};
        answer(DatabaseCall::resultOf(errorResponse(error, caller)));
        return;
    }
    this->answer(std::move(*request), caller,
                 [answer = std::move(answer)](const Http::Response &response) {
                     answer(DatabaseCall::resultOf(response));
                 });
}

Task<Http::Response> Pipeline::handle(std::unique_ptr<Call> begun)
{
    Call &call = *begun;
    auto result = co_await begin(call);
    Http::Response response =
        result ? std::move(*result) : errorResponse(result.error(), call.caller);
    if (!result) {
        call.record.error = result.error().message.toUtf8();
        if (call.isSaved)
            response.headers.append(std::pair<QByteArray, QByteArray>("X-Hookdesk-Saved", "true"));
    }
    m_gate.addOrigin(call, response);
    // The address of a page may hold a key, which no link on it should give away.
    if (response.contentType.startsWith("text/html"))
        response.headers.append(Http::Header("Referrer-Policy", "no-referrer"));
    Report::send(m_context, call, response);
    co_return response;
}

/// Finds the route and begins it. No coroutine itself: each is a frame more, which a plain GET does
/// without.
Task<Pipeline::Response> Pipeline::begin(Call &call)
{
    if (auto overridden = overrideMethod(call); !overridden)
        return early(failure(overridden));
    call.routePath = Api::findRoutePath(call.request.path);
    call.route = call.routePath ? &call.routePath->rows().front() : nullptr;
    if (auto options = Gate::options(call))
        return early(std::move(*options));
    if (auto admitted = admit(call); !admitted)
        return early(failure(admitted));
    const auto *own = std::get_if<Api::PipelineRoute>(&call.route->handler);
    return own && *own == Api::PipelineRoute::Documents ? documents(call) : dispatch(call);
}

/// Whether the path takes the method, and the caller has the rights to it.
Result<Done> Pipeline::admit(Call &call)
{
    if (call.request.method == "HEAD")
        call.request.method = "GET";
    const Api::Route *route = call.routePath ? call.routePath->find(call.request.method) : nullptr;
    if (route)
        call.route = route;
    // Who mistypes an address of /docs on this machine is told so.
    const auto rights = call.route ? call.route->rights : Api::Rights::Local;
    auto admitted = m_gate.admit(call, rights);
    call.endStage("auth");
    if (!admitted)
        return admitted;
    if (!call.routePath)
        return Api::notFound(call.request.path);
    if (!route)
        return Api::methodNotAllowed(call.routePath->allow());
    return Done();
}

Task<Pipeline::Response> Pipeline::dispatch(Call &call)
{
    const Api::Exchange exchange{m_context, *call.catalog, call.request, call.caller,
                                 call.routePath->arguments(call.request.path)};
    const auto &handler = call.route->handler;
    if (const auto *answer = std::get_if<Api::Route::Answer>(&handler))
        co_return (*answer)(exchange);
    if (const auto *awaited = std::get_if<Api::Route::AwaitedAnswer>(&handler)) {
        auto answer = co_await (*awaited)(exchange);
        co_return answer;
    }
    switch (std::get<Api::PipelineRoute>(handler)) {
    case Api::PipelineRoute::TestRun: {
        if (!m_testRun)
            co_return Api::notFound(call.request.path);
        auto answer = co_await m_testRun(exchange);
        co_return answer;
    }
    case Api::PipelineRoute::Replay: {
        auto answer = co_await replay(exchange);
        co_return answer;
    }
    case Api::PipelineRoute::UserInfo: {
        auto answer = co_await userInfo(call);
        co_return answer;
    }
    case Api::PipelineRoute::Documents:
        break;
    }
    auto answer = co_await documents(call);
    co_return answer;
}

Task<Pipeline::Response> Pipeline::replay(const Api::Exchange &exchange)
{
    const auto send = [this](Http::Request request, Auth::Caller caller,
                             std::function<void(Http::Response)> deliver) {
        answer(std::move(request), std::move(caller), std::move(deliver));
    };
    auto answer = co_await Replay::run(exchange, send);
    co_return answer;
}

Task<Pipeline::Response> Pipeline::userInfo(Call &call)
{
    if (call.caller.kind == Auth::Caller::Kind::User) {
        auto shown = co_await m_viewer.session(call);
        if (!shown)
            co_return failure(shown);
        call.caller.session = std::move(*shown);
    }
    co_return Api::json(200, call.caller.session);
}

/// For clients behind proxies that pass GET and POST alone (contract: documents 1).
Result<Done> Pipeline::overrideMethod(Call &call) const
{
    const QByteArray method = call.request.header("x-http-method-override").toUpper();
    if (method.isEmpty() || call.request.method != "POST")
        return Done();
    if (method != "PUT" && method != "PATCH" && method != "DELETE")
        return failure(Error::Kind::BadInput,
                       QStringLiteral("X-HTTP-Method-Override takes PUT, PATCH or DELETE."));
    call.request.method = method;
    return Done();
}

// ---- the way of a request for documents

Task<Pipeline::Response> Pipeline::documents(Call &call)
{
    if (auto located = locate(call); !located)
        co_return failure(located);
    if (call.collection->codehook.isOutdated) {
        if (auto renewed = co_await m_hooks.renewScript(call); !renewed)
            co_return failure(renewed);
    }
    if (const auto questions = m_viewer.begin(call); !questions.isEmpty())
        co_await m_viewer.ask(call, questions);
    if (auto seen = m_viewer.checkParent(call); !seen)
        co_return failure(seen);
    auto parsed = call.request.method == "GET" ? parseRead(call) : parseWrite(call);
    call.endStage("parse");
    if (!parsed)
        co_return failure(parsed);

    if (auto allowed = HookStage::checkSuspension(call); !allowed)
        co_return failure(allowed);
    // Each co_await is a frame of its own, which a plain GET does without.
    if (call.request.method != "GET") {
        auto written = co_await write(call);
        if (!written)
            co_return failure(written);
    } else if (HookStage::hasBefore(call)) {
        auto before = co_await m_hooks.runBefore(call);
        if (!before)
            co_return failure(before);
    }
    if (HookStage::hasAfter(call)) {
        auto after = co_await m_hooks.runAfter(call);
        if (!after)
            co_return failure(after);
    }

    auto response = respond(call);
    call.endStage("send");
    co_return response;
}

Result<Done> Pipeline::locate(Call &call)
{
    if (auto allowed = m_gate.checkPath(call); !allowed)
        return allowed;
    auto path = Api::DocumentPath::parse(call.request.path);
    if (!path)
        return failure(path);
    call.path = std::move(*path);
    call.collection = call.catalog->find(call.path.collection);
    if (!call.collection)
        return Api::noCollection(call.path.collection);
    if (!call.path.childField.isEmpty()) {
        if (auto found = findChildren(call); !found)
            return found;
    }
    call.record.collection = call.collection->name;
    return m_gate.checkRoles(call, *call.collection);
}

/// Goes on from a parent's path to the collection of its children.
Result<Done> Pipeline::findChildren(Call &call)
{
    const Store::Collection &parents = *call.collection;
    const Model::Field *field = parents.field(call.path.childField);
    const Store::Collection *children = field && field->type == Model::Field::Type::Child
        ? call.catalog->find(field->collection)
        : nullptr;
    if (!children)
        return failure(
            Error::Kind::NotFound,
            QStringLiteral("\"%1\" has no child field \"%2\".")
                .arg(QString::fromUtf8(parents.name), QString::fromUtf8(call.path.childField)));
    // A child is seen by those who see its parent.
    const bool isUser = call.caller.kind == Auth::Caller::Kind::User;
    if (isUser && !call.caller.permits("GET", parents.access))
        return failure(Error::Kind::Forbidden,
                       QStringLiteral("The roles of this user do not allow to see \"%1\".")
                           .arg(QString::fromUtf8(parents.name)));
    if (call.caller.hasFullRights()) { // others are asked about by Viewer::checkParent()
        const auto parent = m_context.reader.get(parents, call.path.parentId);
        if (!parent)
            return failure(parent);
        if (!*parent)
            return Api::noDocument(call.path.parentId);
    }
    if (auto allowed = m_gate.checkChildren(call, *children); !allowed)
        return allowed;
    call.parent = {call.path.parentId, parents.name, field->name};
    call.collection = children;
    return Done();
}

Result<Done> Pipeline::parseRead(Call &call)
{
    call.isRestricted =
        !call.parent.id.isEmpty() || !call.caller.ownerIn(call.collection->access).isEmpty();
    if (call.request.query.isEmpty() && !call.isRestricted) {
        call.query.emplace();
        return Done();
    }
    call.parameters = Api::ListParameters::of(call.request);
    if (auto allowed = m_viewer.checkQuery(call); !allowed)
        return allowed;
    auto query = call.readingQuery();
    if (!query)
        return failure(query);
    call.query = std::move(*query);
    return Done();
}

Result<Done> Pipeline::parseWrite(Call &call)
{
    const QByteArray &method = call.request.method;
    auto versions = Api::versionsOf(call.request);
    if (!versions)
        return failure(versions);
    call.rules = {call.caller.name(),
                  true,
                  std::move(*versions),
                  {},
                  call.caller.ownerIn(call.collection->access),
                  call.views.get()};
    if (method == "DELETE") {
        const bool isByQuery = !call.path.isOne() && call.request.body.isEmpty();
        if (isByQuery && !call.caller.hasFullRights())
            return failure(Error::Kind::Forbidden,
                           QStringLiteral("Deleting by a query needs a full-access key."));
        return Done();
    }
    auto body = Api::parseBody(call.request, call.collection);
    if (!body)
        return failure(body);
    call.body = std::move(*body);
    const auto allowed = call.views
        ? Auth::checkWritten(call.caller, *call.collection, *call.views, method, call.body->root())
        : Result<Done>(Done());
    if (!allowed)
        return allowed;
    if (method == "POST") {
        const bool isArray = call.body->root().isArray();
        call.rules.validate = !isArray || call.request.parameter("validate") != "false";
        auto documents = Api::newDocuments(call.body->root(), call.caller.name(), call.parent);
        if (!documents)
            return failure(documents);
        call.documents = std::move(*documents);
        return Done();
    }
    if (!call.body->root().isObject())
        return failure(Error::Kind::BadInput,
                       QStringLiteral("The body is an object with the fields to change."));
    if (!call.parent.id.isEmpty()) {
        const auto child = m_context.reader.document(*call.collection, call.path.id);
        if (!child)
            return failure(child);
        if (!*child || (*child)->parent.id != call.parent.id)
            return Api::noDocument(call.path.id);
    }
    call.changes = call.body->root().toJson();
    return Done();
}

// ---- the store

/// Asks the before-hook, if there is one, and stores. When somebody else changed the document while
/// the hook ran, it is read again and the hook is asked again.
Task<Result<Done>> Pipeline::write(Call &call)
{
    if (Viewer::namesParents(call)) {
        if (auto found = co_await m_viewer.findParents(call); !found)
            co_return found;
    }
    constexpr int MaximumAttempts = 5;
    const bool hasBefore = HookStage::hasBefore(call);
    for (int attempt = 1; attempt <= MaximumAttempts; ++attempt) {
        call.rules.decidedOn.clear();
        if (call.request.method == "DELETE") {
            auto documents = Api::documentsToDelete(
                m_context, {*call.collection, call.path, call.request, call.rules, call.parent});
            if (!documents)
                co_return failure(documents);
            call.documents = std::move(*documents);
        }
        if (hasBefore) {
            auto before = co_await m_hooks.runBefore(call);
            if (!before)
                co_return failure(before);
        }
        auto stored = co_await store(call);
        const bool isOvertaken = !stored && !call.rules.decidedOn.isEmpty()
            && stored.error().kind == Error::Kind::PreconditionFailed;
        if (!isOvertaken)
            co_return stored;
    }
    co_return failure(Error::Kind::Conflict,
                      QStringLiteral("The document changed %1 times while its before-hook ran. "
                                     "Nothing is changed; try again.")
                          .arg(MaximumAttempts));
}

Task<Result<Done>> Pipeline::store(Call &call)
{
    Result<Done> stored = Done();
    if (JobStage::concerns(call)) {
        stored = co_await m_jobs.store(call);
    } else if (call.request.method == "POST") {
        // Commands have names because GCC 12 destroys a temporary that is made of braces in the
        // operand of co_await twice.
        Store::Insert insert{call.catalog, call.collection, std::move(call.documents), call.rules};
        auto inserted = co_await m_context.write(std::move(insert));
        if (inserted)
            call.documents = std::move(*inserted);
        else
            stored = failure(inserted);
    } else if (call.request.method == "DELETE") {
        QByteArrayList ids;
        for (const Model::Document &document : call.documents)
            ids.append(document.id);
        Store::Remove remove{call.catalog, call.collection, std::move(ids), call.rules};
        auto removed = co_await m_context.write(std::move(remove));
        if (removed)
            stored = call.keepDeleted(std::move(*removed));
        else
            stored = failure(removed);
    } else {
        auto changes = Json::Document::parse(call.changes);
        if (!changes)
            co_return failure(changes);
        Store::Update update{call.catalog, call.collection, call.path.id, std::move(*changes),
                             call.rules};
        auto updated = co_await m_context.write(std::move(update));
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
    return respondToWrite(call);
}

Pipeline::Response Pipeline::respondToWrite(Call &call)
{
    const int status = call.request.method == "POST" ? 201 : 200;
    Json::ArrayWriter list;
    for (size_t i = 0; i < call.documents.size(); ++i) {
        const Model::Document &document = call.documents[i];
        const bool isReplaced = i < call.replacements.size() && call.replacements[i];
        const auto text = m_viewer.written(
            call, document, isReplaced ? *call.replacements[i] : document.jsonWithMeta());
        if (!text)
            return failure(text);
        if (!call.isArrayPost()) {
            auto response = Api::json(status, *text);
            response.headers.append({"ETag", '"' + QByteArray::number(document.version) + '"'});
            return response;
        }
        list.raw(*text);
    }
    return Api::json(status, list.take());
}

Pipeline::Response Pipeline::respondToRead(Call &call)
{
    const Api::Reading reading{*call.catalog, *call.collection,  call.request,    *call.query,
                               call.path,     call.isRestricted, call.views.get()};
    auto response = Api::answerReading(m_context, reading);
    call.endStage("store");
    return response;
}
