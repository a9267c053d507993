// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/services.h"
#include "server/request/call.h"
#include "server/core/result.h"
#include "server/core/task.h"
#include "server/request/gate.h"
#include "server/request/hookstage.h"
#include "server/http/message.h"
#include "server/request/jobstage.h"
#include "server/request/viewer.h"
#include "server/webhooks/webhooks.h"

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

    explicit Pipeline(Api::Context context);

    /// Answers @p request. @p caller is Nobody for the network: then the request's key decides.
    void answer(Http::Request request, Auth::Caller caller, Answer answer);

    /// Answers a `db.*` call of a hook: with full rights, and with hooks of its own.
    void answerHook(const Hooks::HookCall &call, Hooks::AnswerCall answer);

    /// Requests that are not answered yet. Any thread.
    int requestsUnderWay() const { return m_underWay; }

private:
    using Response = Result<Http::Response>;

    Task<Http::Response> handle(std::unique_ptr<Call> begun);
    Task<Response> route(Call &call);
    Task<Response> documents(Call &call);

    Result<Done> overrideMethod(Call &call) const;
    Result<Done> locate(Call &call);
    Result<Done> findChildren(Call &call);
    Result<Done> parseRead(Call &call);
    Result<Done> parseWrite(Call &call);
    Task<Result<Done>> write(Call &call);
    Task<Result<Done>> store(Call &call);
    Response respond(Call &call);
    Response respondToWrite(Call &call);
    Response respondToRead(Call &call);

    bool wantsWebhook(const Call &call) const;
    Webhooks::Event webhookEvent(Call &call) const;
    void record(Call &call, const Http::Response &response) const;

    Api::Context m_context;
    Gate m_gate;
    HookStage m_hooks;
    JobStage m_jobs;
    Viewer m_viewer;
    std::atomic<int> m_underWay = 0;
};
