// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/jobs.h"

#include "server/api/respond.h"
#include "server/api/scripts.h"
#include "server/jobs/scheduler.h"
#include "server/store/catalog.h"

namespace Api {

Task<Result<Http::Response>> answerJobs(Context &context, const Http::Request &request,
                                        const Auth::Caller &caller, QByteArrayList parts)
{
    Jobs::Scheduler &scheduler = context.services.jobs;
    if (parts.isEmpty()) {
        if (request.method != "GET")
            co_return methodNotAllowed("GET");
        auto states = co_await Async<QByteArray>(context.home,
                                                 [&](auto deliver) { scheduler.states(deliver); });
        co_return json(200, states);
    }
    const QByteArray job = Http::percentDecoded(parts.takeFirst());
    const QByteArray what = parts.isEmpty() ? QByteArray() : parts.takeFirst();
    if (what == "script") {
        auto answer = co_await answerScript(context, request, caller, Store::JobPrefix + job,
                                            parts.join('/'));
        co_return answer;
    }
    if ((what != "run" && what != "stop") || !parts.isEmpty())
        co_return notFound(request.path);
    if (request.method != "POST")
        co_return methodNotAllowed("POST");
    if (what == "stop") {
        auto stopped = co_await Async<Result<Done>>(
            context.home, [&](auto deliver) { scheduler.stop(job, deliver); });
        if (!stopped)
            co_return failure(stopped);
        co_return json(200, "{\"result\":\"ok\"}");
    }
    auto run = co_await Async<Result<QByteArray>>(
        context.home, [&](auto deliver) { scheduler.run(job, deliver); });
    if (!run)
        co_return failure(run);
    co_return json(202, Json::ObjectWriter().text("run", QByteArrayView(*run)).take());
}

} // namespace Api
