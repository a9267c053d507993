// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/respond.h"
#include "server/api/routes.h"
#include "server/jobs/scheduler.h"

namespace Api {

namespace {

using Response = Result<Http::Response>;

Task<Response> listJobs(const Exchange &exchange)
{
    const Context &context = exchange.context;
    auto states = co_await Async<QByteArray>(
        context.home, [&](auto deliver) { context.services.jobs.states(deliver); });
    co_return json(200, states);
}

Task<Response> runJob(const Exchange &exchange)
{
    const Context &context = exchange.context;
    auto run = co_await Async<Result<QByteArray>>(context.home, [&](auto deliver) {
        context.services.jobs.run(exchange.arguments.first(), deliver);
    });
    if (!run)
        co_return failure(run);
    // 202, because the run goes on after the answer. Source: RFC 9110, section 15.3.3.
    co_return json(202, Json::ObjectWriter().text("run", QByteArrayView(*run)).take());
}

Task<Response> stopJob(const Exchange &exchange)
{
    const Context &context = exchange.context;
    const auto stopped = co_await Async<Result<Done>>(context.home, [&](auto deliver) {
        context.services.jobs.stop(exchange.arguments.first(), deliver);
    });
    co_return doneResponse(stopped);
}

} // namespace

Rows jobRoutes()
{
    return {
        {"GET", "/admin/v1/jobs", Rights::Full, Recording::Whole,
         "The jobs as the schedule has them: the next runs, and which run now.", listJobs},
        {"POST", "/admin/v1/jobs/{id}/run", Rights::Full, Recording::Whole,
         "Runs a job now: 202 with the id of the run, which `system_log` shows.", runJob},
        {"POST", "/admin/v1/jobs/{id}/stop", Rights::Full, Recording::Whole,
         "Stops the run of a job that is under way.", stopJob},
    };
}

} // namespace Api
