// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/services.h"
#include "server/auth/keys.h"
#include "server/call.h"
#include "server/core/result.h"
#include "server/core/task.h"
#include "server/hooks/hookverdict.h"
#include "server/http/message.h"

#include <functional>

/// The way of a request: key, parse, before-hook, store, after-hook, answer (DESIGN.md section 2).
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

    /// Requests that are not answered yet.
    int requestsUnderWay() const { return m_underWay; }

    /// The answer that tells @p error.
    static Http::Response errorResponse(const Error &error);

private:
    using Response = Result<Http::Response>;

    Task<Http::Response> handle(Call call);
    Task<Response> route(Call &call);
    Task<Response> documents(Call &call);

    Result<Done> identify(Call &call);
    Result<Done> authorize(const Call &call) const;
    Result<Done> parse(Call &call);
    Result<Done> parseWrite(Call &call);
    Task<Result<Done>> runBeforeHooks(Call &call);
    Task<Result<Done>> runBeforeRead(Call &call);
    Task<Result<Done>> store(Call &call);
    Task<Result<Done>> runAfterHooks(Call &call);
    Response respond(Call &call);
    Response respondToRead(Call &call);

    Task<Result<Hooks::HookVerdict>> runHook(Call &call, QByteArray hook, QByteArray extra);
    QByteArray hookRequest(const Call &call, const QByteArray &extra) const;
    void record(Call &call, const Http::Response &response) const;

    Api::Context m_context;
    Auth::KeyRing m_keys;
    int m_underWay = 0;
};
