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
    Json::ObjectWriter error;
    error.text("message", script.error().message)
        .number("line", script.error().line)
        .number("column", script.error().column);
    if (script.error().openLine > 0)
        error.raw("open",
                  Json::ObjectWriter()
                      .number("line", script.error().openLine)
                      .number("column", script.error().openColumn)
                      .take());
    return Json::ObjectWriter()
        .raw("errors", '[' + error.take() + ']')
        .raw("warnings", "[]")
        .take();
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
/// from 1, warnings with `endColumn` (0: they go on in another line), an error with `open`, the
/// place of the bracket which is not closed, where that is what is wrong. An error is what keeps a
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

/// What is asked of the names in a script: `at` an offset, or what it exports as `member`.
Result<QByteArray> wantedNames(const Http::Request &request)
{
    if (const auto member = request.parameter("member"))
        return Json::ObjectWriter().text("member", QByteArrayView(*member)).take();
    bool isNumber = false;
    const int at = request.parameter("at").value_or(QByteArray()).toInt(&isNumber);
    if (!isNumber || at < 0)
        return badInput(QStringLiteral("The parameter at is an offset in the script, from 0."));
    return Json::ObjectWriter().number("at", at).take();
}

/// What the name at a place of the script means: hookruntime/names.js.
/// @errors Unprocessable with line and column: it does not parse.
Task<Response> nameOfDraft(const Exchange &exchange)
{
    auto draft = draftOf(exchange.request);
    if (!draft)
        co_return failure(draft);
    const auto wanted = wantedNames(exchange.request);
    if (!wanted)
        co_return failure(wanted);
    draft->names = *wanted;
    const auto script = co_await compile(exchange.context, *draft);
    if (!script)
        co_return failure(script);
    co_return json(200, script->names);
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
        {"POST", "/admin/v1/drafts/names", Rights::Full, Recording::NotOfWindow,
         "What the name at `?at=` of the script in the body means, an offset in UTF-16 units, or "
         "what it exports as `?member=`: its `definition`, all its `places`, the `module` and "
         "`member` that it comes from, its `path` among what scripts are offered, its "
         "`documentation`, and the names that are `taken`. `{}`: there is no name.",
         nameOfDraft},
        {"POST", "/admin/v1/drafts/format", Rights::Full, Recording::NotOfWindow,
         "The script in the body, laid out anew. `?kind=` is codehook, module or job.",
         formatDraft},
    };
}

} // namespace Api
