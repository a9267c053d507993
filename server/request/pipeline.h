// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/services.h"
#include "server/request/call.h"
#include "server/core/result.h"
#include "server/core/task.h"
#include "server/request/gate.h"
#include "server/request/operations.h"
#include "server/http/message.h"

#include <atomic>
#include <functional>

/// The way of a request: key, parse, before-hook, store, after-hook, answer (contract: codehooks
/// 2).
///
/// The network, `db.*` calls of hooks and edits in the window all go this way; they differ in their
/// Caller alone. It is also the only place that turns an Error into a status code.
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

    /// Requests that are not answered yet. Any thread.
    int requestsUnderWay() const { return m_underWay; }

private:
    using Response = Result<Http::Response>;

    Task<Http::Response> handle(std::unique_ptr<Call> begun);
    Task<Response> begin(Call &call);
    Task<Response> beginForUser(Call &call);
    Task<Response> proceed(Call &call, const Result<Done> &identified);
    Task<Response> dispatch(Call &call);
    Task<Response> replay(const Api::Exchange &exchange);
    Task<Response> userInfo(Call &call);
    Task<Response> documents(Call &call);

    Result<Done> overrideMethod(Call &call) const;
    Result<Done> locate(Call &call);
    Result<Done> findChildren(Call &call);
    Result<Done> parse(Call &call);
    template<typename Write>
    Task<Response> write(Call &call, Write &write);
    template<typename Write>
    Task<Result<Done>> store(Call &call, Write &write);

    Api::Context m_context;
    TestRun m_testRun;
    Gate m_gate;
    Operations::Stages m_stages;
    std::atomic<int> m_underWay = 0;
};
