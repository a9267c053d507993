// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/request/pipeline.h"

#include "server/api/respond.h"
#include "server/auth/access.h"
#include "server/core/objectid.h"
#include "server/core/timestamp.h"
#include "server/request/codedbodies.h"
#include "server/request/databasecall.h"
#include "server/request/errorresponse.h"
#include "server/request/replay.h"
#include "server/request/report.h"
#include "server/request/recordnext.h"

namespace {

/// With whom @p caller shares the time of slow reads: what comes with one key, or for one user.
QByteArray askerOf(const Auth::Caller &caller)
{
    if (caller.kind == Auth::Caller::Kind::Hook)
        return caller.client;
    return caller.email.isEmpty() ? caller.keyId : caller.email;
}

/// What the route of @p call asks for. Who mistypes an address of /docs on this machine is told so.
Api::Rights rightsOf(const Call &call)
{
    return call.route ? call.route->rights : Api::Rights::Local;
}

/// Whether the path of @p call leads somewhere: its parent is there for the caller, and what is to
/// be updated is a child of that. @errors NotFound. @pre the path names a parent
Result<Done> checkPlace(Store::Reader &reader, const Call &call)
{
    auto seen = Viewer::checkParent(reader, call);
    if (!seen || !call.isUpdate())
        return seen;
    const auto child = reader.document(*call.collection, call.path.id);
    if (!child)
        return failure(child);
    const bool isOfParent = *child && (*child)->parent.id == call.parent.id;
    return isOfParent ? Result<Done>(Done()) : Api::noDocument(call.path.id);
}

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
    , m_stages(context)
{
}

void Pipeline::answer(Http::Request request, Auth::Caller caller, Answer answer)
{
    auto call = std::make_unique<Call>();
    call->asker.gone = request.gone;
    call->request = std::move(request);
    call->caller = std::move(caller);
    // First: a catalog that was taken before this server might answer is too old.
    call->fence = m_context.services.database.nodes().fence();
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
    request->gone = call.gone;
    Auth::Caller caller;
    caller.kind = Auth::Caller::Kind::Hook;
    caller.depth = call.depth;
    caller.ranHooks = call.ranHooks;
    caller.client = call.client;
    // The network refuses such bodies before they come here; this one did not come over it.
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

bool Pipeline::isKnown(Store::Reader &reader, const Http::RequestHead &head)
{
    return m_gate.isKnown(reader, head, *m_context.catalog());
}

Task<Http::Response> Pipeline::handle(std::unique_ptr<Call> begun)
{
    Call &call = *begun;
    call.routePath = Api::findRoutePath(call.request.path);
    // What is open to all does not wait for the database, but that keys say which pages may read
    // it.
    const bool needsKeys =
        !call.routePath || !call.routePath->isOpen() || !call.request.header("origin").isEmpty();
    if (needsKeys && m_gate.mustReadKeys(call)) {
        // A copy, since other requests may take over newer keys while this one waits.
        const Auth::StoredKeys known = m_gate.keys();
        auto keys = co_await m_context.read(call.asker, [&known](Store::Reader &reader) {
            return Auth::StoredKeys::read(reader, known);
        });
        m_gate.takeKeys(std::move(keys));
    }
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
    if (m_context.services.recordNext.isWaiting())
        m_context.services.recordNext.finish(call.record.id, response.status);
    Report::send(m_context, call, response);
    if (const auto coding = CodedBodies::prepare(call.request, response);
        coding != Http::Coding::Identity)
        response = co_await CodedBodies::encode(m_context, call, std::move(response), coding);
    co_return response;
}

/// Finds the route and begins it. No coroutine itself: each is a frame more, which a plain GET does
/// without.
Task<Pipeline::Response> Pipeline::begin(Call &call)
{
    if (auto overridden = overrideMethod(call); !overridden)
        return early(failure(overridden));
    call.route = call.routePath ? &call.routePath->rows().front() : nullptr;
    if (auto options = Gate::options(call))
        return early(std::move(*options));
    if (call.request.method == "HEAD")
        call.request.method = "GET";
    if (call.routePath) {
        const Api::Route *route = call.routePath->find(call.request.method);
        call.route = route ? route : call.route;
    }
    if (call.fence && rightsOf(call) != Api::Rights::Open)
        return early(failure(*call.fence));
    if (rightsOf(call) != Api::Rights::Open && Gate::isByToken(call))
        return beginForUser(call);
    return proceed(call, rightsOf(call) == Api::Rights::Open ? Done() : m_gate.identify(call));
}

Task<Pipeline::Response> Pipeline::beginForUser(Call &call)
{
    auto user = co_await m_context.read(
        call.asker, [&call](Store::Reader &reader) { return Gate::findUser(reader, call); });
    Result<Done> identified = Done();
    if (user)
        call.caller = std::move(*user);
    else
        identified = failure(user);
    // Without a user, too: some routes are open to this machine, which admit() decides.
    auto response = co_await proceed(call, identified);
    co_return response;
}

/// Answers, if the caller, of whom @p identified says what is known, has the rights to the route.
Task<Pipeline::Response> Pipeline::proceed(Call &call, const Result<Done> &identified)
{
    auto admitted = m_gate.admit(call, rightsOf(call), identified);
    call.asker.id = askerOf(call.caller);
    call.endStage("auth");
    if (!admitted)
        return early(failure(admitted));
    const auto skipsHooks = Gate::skipsHooks(call);
    if (!skipsHooks)
        return early(failure(skipsHooks));
    call.skipsHooks = *skipsHooks;
    if (!call.routePath)
        return early(Api::notFound(call.request.path));
    if (!call.routePath->find(call.request.method))
        return early(Api::methodNotAllowed(call.routePath->allow()));
    return CodedBodies::isCoded(call.request) ? answerCoded(call) : answerRoute(call);
}

Task<Pipeline::Response> Pipeline::answerRoute(Call &call)
{
    const auto *own = std::get_if<Api::PipelineRoute>(&call.route->handler);
    return own && *own == Api::PipelineRoute::Documents ? documents(call) : dispatch(call);
}

Task<Pipeline::Response> Pipeline::answerCoded(Call &call)
{
    if (auto decoded = co_await CodedBodies::decode(m_context, call); !decoded)
        co_return failure(decoded);
    auto response = co_await answerRoute(call);
    co_return response;
}

Task<Pipeline::Response> Pipeline::dispatch(Call &call)
{
    const Api::Exchange exchange{m_context,    *call.catalog,
                                 call.request, call.caller,
                                 call.asker,   call.routePath->arguments(call.request.path)};
    const auto &handler = call.route->handler;
    if (const auto *answer = std::get_if<Api::Route::Answer>(&handler))
        co_return (*answer)(exchange);
    if (const auto *read = std::get_if<Api::Route::ReadAnswer>(&handler)) {
        auto answer = co_await m_context.read(
            call.asker, [&](Store::Reader &reader) { return (*read)(exchange, reader); });
        co_return answer;
    }
    if (const auto *awaited = std::get_if<Api::Route::AwaitedAnswer>(&handler)) {
        auto answer = co_await (*awaited)(exchange);
        co_return answer;
    }
    switch (std::get<Api::PipelineRoute>(handler)) {
    case Api::PipelineRoute::TestRun: {
        // A test run starts no other.
        if (!m_testRun)
            co_return Api::notFound(call.request.path);
        auto answer = co_await m_testRun(exchange);
        co_return answer;
    }
    case Api::PipelineRoute::RecordNext: {
        auto answer = co_await RecordNext::answer(exchange);
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
        auto shown = co_await m_stages.viewer.session(call);
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
    if (call.collection->codehook.isOutdated && !call.skipsHooks) {
        if (auto renewed = co_await m_stages.hooks.renewScript(call); !renewed)
            co_return failure(renewed);
    }
    if (const auto questions = m_stages.viewer.begin(call); !questions.isEmpty())
        co_await m_stages.viewer.ask(call, questions);
    if (!call.parent.id.isEmpty()) {
        auto found = co_await m_context.read(
            call.asker, [&call](Store::Reader &reader) { return checkPlace(reader, call); });
        if (!found)
            co_return failure(found);
    }
    Result<Done> parsed = Done();
    if (call.pace() == Store::Pace::Quick)
        parsed = parse(call);
    else
        parsed = co_await m_context.read(
            call.asker, [this, &call](Store::Reader &) { return parse(call); }, call.pace());
    if (!parsed)
        co_return failure(parsed);
    if (auto allowed = HookStage::checkSuspension(call); !allowed)
        co_return failure(allowed);
    // Each co_await is a frame of its own, which a plain GET does without.
    if (auto *read = std::get_if<Read>(&call.operation)) {
        if (HookStage::hasBefore(call)) {
            auto before = co_await m_stages.hooks.runBefore(call, *read);
            if (!before)
                co_return failure(before);
        }
        const auto began = SlowLists::Time::now();
        auto reading = m_context.read(
            call.asker,
            [&](Store::Reader &reader) {
                return Operations::answer(m_context, reader, call, *read);
            },
            m_slowLists.paceOf(call, began));
        auto response = co_await reading;
        if (reading.wasQueued())
            m_slowLists.note(call, began, SlowLists::Time::now());
        call.endStage("store");
        call.endStage("send");
        co_return response;
    }
    auto written = co_await change(call);
    co_return written;
}

Task<Pipeline::Response> Pipeline::change(Call &call)
{
    if (auto *insert = std::get_if<Insert>(&call.operation)) {
        if (Viewer::namesParents(call, *insert)) {
            if (auto found = co_await m_stages.viewer.findParents(call, *insert); !found)
                co_return failure(found);
        }
        auto inserted = co_await write(call, *insert);
        co_return inserted;
    }
    if (auto *update = std::get_if<Update>(&call.operation)) {
        auto updated = co_await write(call, *update);
        co_return updated;
    }
    auto removed = co_await write(call, std::get<Remove>(call.operation));
    co_return removed;
}

Result<Done> Pipeline::locate(Call &call)
{
    auto path = Api::DocumentPath::parse(call.request.path);
    if (!path)
        return failure(path);
    call.path = std::move(*path);
    if (call.path.isAll && call.request.method == "GET") // the list, by its longer name
        call.path.id.clear();
    if (auto allowed = m_gate.checkPath(call); !allowed)
        return allowed;
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
    if (auto allowed = m_gate.checkChildren(call, *children); !allowed)
        return allowed;
    call.parent = {call.path.parentId, parents.name, field->name};
    call.collection = children;
    return Done();
}

Result<Done> Pipeline::parse(Call &call)
{
    const auto keep = [&call](auto parsed) -> Result<Done> {
        call.endStage("parse");
        if (!parsed)
            return failure(parsed);
        call.operation.emplace<typename decltype(parsed)::Value>(std::move(*parsed));
        return Done();
    };
    const QByteArray &method = call.request.method;
    if (method == "GET")
        return keep(Operations::parseRead(call));
    if (method == "POST")
        return keep(Operations::parseInsert(call));
    if (method == "DELETE")
        return keep(Operations::parseRemove(call));
    return keep(Operations::parseUpdate(call));
}

/// Stores, with the hooks before and after.
template<typename Write>
Task<Pipeline::Response> Pipeline::write(Call &call, Write &write)
{
    auto stored = co_await store(call, write);
    if (!stored)
        co_return failure(stored);
    if (HookStage::hasAfter(call)) {
        auto after = co_await Operations::after(m_stages, call, write);
        if (!after)
            co_return failure(after);
    }
    auto response = co_await m_context.read(
        call.asker, [&](Store::Reader &reader) { return Operations::answer(reader, call, write); },
        call.pace());
    call.endStage("send");
    co_return response;
}

/// Asks the before-hook, if there is one, and stores. When somebody else changed the document while
/// the hook ran, it is read again and the hook is asked again.
template<typename Write>
Task<Result<Done>> Pipeline::store(Call &call, Write &write)
{
    constexpr int MaximumAttempts = 5;
    const bool hasBefore = HookStage::hasBefore(call);
    const bool isTold =
        !m_context.rehearsing && call.collection->webhook.wants(call.request.method);
    if (isTold)
        write.rules.webhook = {call.record.id, call.request.method};
    for (int attempt = 1; attempt <= MaximumAttempts; ++attempt) {
        write.rules.decidedOn.clear();
        if constexpr (std::is_same_v<Write, Remove>) {
            auto selected = co_await m_context.read(call.asker, [&](Store::Reader &reader) {
                return Operations::select(reader, call, write.rules);
            });
            if (!selected)
                co_return failure(selected);
            write.documents = std::move(*selected);
        }
        if (hasBefore) {
            auto before = co_await Operations::before(m_stages, call, write);
            if (!before)
                co_return before;
        }
        auto stored = co_await Operations::store(m_stages, call, write);
        call.isSaved = stored.hasValue();
        call.isTold = call.isSaved && isTold;
        call.endStage("store");
        const bool isOvertaken = !stored && !write.rules.decidedOn.isEmpty()
            && stored.error().kind == Error::Kind::PreconditionFailed;
        if (!isOvertaken)
            co_return stored;
    }
    co_return failure(Error::Kind::Conflict,
                      QStringLiteral("The document changed %1 times while its before-hook ran. "
                                     "Nothing is changed; try again.")
                          .arg(MaximumAttempts));
}
