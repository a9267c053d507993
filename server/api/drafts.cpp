// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/respond.h"
#include "server/api/routes.h"
#include "server/api/scripts.h"
#include "server/core/json.h"
#include "server/hooks/hookpool.h"

namespace Api {

namespace {

using Response = Result<Http::Response>;

QByteArray checkJson(const Result<Hooks::CompiledScript> &script)
{
    if (script)
        return Json::ObjectWriter()
            .raw("errors", "[]")
            .raw("warnings", script->warnings)
            .raw("symbols", script->symbols)
            .take();
    const QByteArray error = Json::ObjectWriter()
                                 .text("message", script.error().message)
                                 .number("line", script.error().line)
                                 .number("column", script.error().column)
                                 .take();
    return Json::ObjectWriter().raw("errors", '[' + error + ']').raw("warnings", "[]").take();
}

/// What the parameter `kind` says of the script in the body.
Result<Hooks::Compilation> draftOf(const Http::Request &request)
{
    const QByteArray kind = request.parameter("kind").value_or("codehook");
    if (kind != "codehook" && kind != "module" && kind != "job")
        return badInput(QStringLiteral("The parameter kind is codehook, module or job."));
    Hooks::Compilation draft;
    draft.source = request.body;
    draft.isModule = kind == "module";
    return draft;
}

Async<Result<Hooks::CompiledScript>> compile(Context &context, const Hooks::Compilation &draft)
{
    // References, because both live in the frame of the coroutine that awaits this.
    return {context.home,
            [&context, &draft](auto deliver) { context.services.hooks.compile(draft, deliver); }};
}

/// `{"errors":[…],"warnings":[…],"symbols":[…]}`, the first two each `{"message","line","column"}`
/// from 1, warnings with `endColumn` (0: they go on in another line). An error is what keeps a
/// script from being saved, a warning what is likely to be wrong: hookruntime/check.js. A symbol is
/// what the script declares: hookruntime/symbols.js; there are none of a script with an error.
Task<Response> checkDraft(const Exchange &exchange)
{
    auto draft = draftOf(exchange.request);
    if (!draft)
        co_return failure(draft);
    draft->members = offeredMembers();
    const auto script = co_await compile(exchange.context, *draft);
    // Only a fault of the script is an answer; that nothing could be compiled is an error.
    if (!script && script.error().kind != Error::Kind::Unprocessable)
        co_return failure(script);
    co_return json(200, checkJson(script));
}

/// @errors Unprocessable with line and column: it cannot be laid out.
Task<Response> formatDraft(const Exchange &exchange)
{
    auto draft = draftOf(exchange.request);
    if (!draft)
        co_return failure(draft);
    draft->isFormatted = true;
    const auto script = co_await compile(exchange.context, *draft);
    if (!script)
        co_return failure(script);
    Http::Response response = json(200, script->formatted);
    response.contentType = "text/javascript; charset=utf-8";
    co_return response;
}

} // namespace

Rows draftRoutes()
{
    return {
        {"POST", "/admin/v1/drafts/check", Rights::Full, Recording::NotOfWindow,
         "What is wrong with the script in the body: `errors` and `warnings`, each with line and "
         "column; and, unless there are errors, its `symbols`: the hooks, functions, classes, "
         "methods and variables that it declares. `?kind=` is codehook, module or job.",
         checkDraft},
        {"POST", "/admin/v1/drafts/format", Rights::Full, Recording::NotOfWindow,
         "The script in the body, laid out anew. `?kind=` is codehook, module or job.",
         formatDraft},
    };
}

} // namespace Api
