// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/services.h"
#include "server/request/call.h"
#include "server/core/result.h"
#include "server/core/task.h"
#include "server/http/requesthead.h"
#include "server/request/gate.h"
#include "server/request/operations.h"
#include "server/request/slowlists.h"
#include "server/http/message.h"

#include <atomic>
#include <functional>

/// The way of a request: key, parse, before-hook, store, after-hook, answer (contract: codehooks
/// 2).
///
/// The network, `db.*` calls of hooks and edits in the window all go this way; they differ in their
/// Caller alone.
/// Thread: that of its context; the calls in it wait as coroutines.
class Pipeline final
{
public:
    using Answer = std::function<void(Http::Response)>;

    /// Carries out a test run, over a pipeline of its own.
    using TestRun = Task<Result<Http::Response>> (*)(const Api::Exchange &);

    /// @p testRun: null for the pipeline of a test run.
    Pipeline(Api::Context context, TestRun testRun);

    /// Answers @p request. @p caller is Nobody for the network: then the request's key decides.
    void answer(Http::Request request, Auth::Caller caller, Answer answer);

    /// Answers a `db.*` call of a hook: with full rights, and with hooks of its own.
    void answerHook(const Hooks::HookCall &call, Hooks::AnswerCall answer);

    /// Whether who sends a request with @p head is known by its key or its token, as far as the
    /// head alone tells. Keys that changed are read with @p reader.
    bool isKnown(Store::Reader &reader, const Http::RequestHead &head);

    /// Requests that are not answered yet. Any thread.
    int requestsUnderWay() const { return m_underWay; }

private:
    using Response = Result<Http::Response>;

    /// All of it, from the keys to the record. An error becomes an answer here.
    Task<Http::Response> handle(std::unique_ptr<Call> begun);
    Task<Response> begin(Call &call);
    /// begin() for a request that comes with a token and no key.
    Task<Response> beginForUser(Call &call);
    /// Checks the rights that the route asks for, and goes on with it. @p identified: whether it is
    /// known who asks.
    Task<Response> proceed(Call &call, const Result<Done> &identified);
    /// Goes on with the route of @p call, which its caller may take.
    Task<Response> answerRoute(Call &call);
    /// The same for a request whose body is compressed.
    Task<Response> answerCoded(Call &call);
    /// Calls the handler of the route.
    Task<Response> dispatch(Call &call);
    Task<Response> replay(const Api::Exchange &exchange);
    /// The document of the user who asks; `{}` for all others.
    Task<Response> userInfo(Call &call);
    /// The way of a request to `/rest/<collection>`.
    Task<Response> documents(Call &call);
    /// The part of it that changes documents.
    Task<Response> change(Call &call);

    Result<Done> overrideMethod(Call &call) const;
    /// Finds the collection that the path leads to. @errors NotFound; Forbidden: not for this
    /// caller.
    Result<Done> locate(Call &call);
    Result<Done> findChildren(Call &call);
    /// Fills the operation of @p call. @errors those of the functions in operations.h.
    Result<Done> parse(Call &call);
    template<typename Write>
    Task<Response> write(Call &call, Write &write);
    template<typename Write>
    Task<Result<Done>> store(Call &call, Write &write);

    Api::Context m_context;
    TestRun m_testRun; ///< Null: this is the pipeline of a test run.
    Gate m_gate;
    Operations::Stages m_stages;
    SlowLists m_slowLists;
    std::atomic<int> m_underWay = 0;
};
