// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/drafts.h"

#include "server/api/respond.h"
#include "server/core/json.h"
#include "server/hooks/hookpool.h"

#include <QFile>
#include <QMap>

namespace Api {

namespace {

using Response = Result<Http::Response>;

/// What the objects that hooks are offered have, by resources/hookapi.json: `{"log":["debug",…]}`.
const QByteArray &offeredMembers()
{
    static const QByteArray members = [] {
        QFile file(QStringLiteral(":/hookapi.json"));
        const bool isOpen = file.open(QIODevice::ReadOnly);
        Q_ASSERT(isOpen);
        const auto document = Json::Document::parse(file.readAll());
        QMap<QByteArray, QByteArrayList> objects;
        for (const Json::Value &function : document->root().value("functions").items()) {
            const QByteArrayList parts = function.value("name").text().toByteArray().split('.');
            // Of these only a part is described.
            if (parts.size() == 2 && parts[0] != "async" && parts[0] != "console"
                && parts[0] != "res")
                objects[parts[0]].append(parts[1]);
        }
        Json::ObjectWriter writer;
        for (auto object = objects.cbegin(); object != objects.cend(); ++object) {
            Json::ArrayWriter names;
            for (const QByteArray &name : *object)
                names.raw(Json::quoted(QByteArrayView(name)));
            writer.raw(object.key(), names.take());
        }
        return writer.take();
    }();
    return members;
}

QByteArray checkJson(const Result<Hooks::CompiledScript> &script)
{
    Json::ArrayWriter errors;
    if (!script) {
        errors.raw(Json::ObjectWriter()
                       .text("message", script.error().message)
                       .number("line", script.error().line)
                       .number("column", script.error().column)
                       .take());
    }
    return Json::ObjectWriter()
        .raw("errors", errors.take())
        .raw("warnings", script && !script->warnings.isEmpty() ? script->warnings : "[]")
        .take();
}

} // namespace

Task<Response> answerDrafts(Context &context, const Http::Request &request, QByteArrayList parts)
{
    const bool isCheck = parts == QByteArrayList{"check"};
    if (!isCheck && parts != QByteArrayList{"format"})
        co_return notFound(request.path);
    if (request.method != "POST")
        co_return methodNotAllowed("POST");
    const QByteArray kind = request.parameter("kind").value_or("codehook");
    if (kind != "codehook" && kind != "module" && kind != "job")
        co_return badInput(QStringLiteral("The parameter kind is codehook, module or job."));
    Hooks::Compilation wanted;
    wanted.source = request.body;
    wanted.isModule = kind == "module";
    wanted.isFormatted = !isCheck;
    if (isCheck)
        wanted.members = offeredMembers();
    auto script = co_await Async<Result<Hooks::CompiledScript>>(
        context.home, [&](auto deliver) { context.services.hooks.compile(wanted, deliver); });
    if (isCheck && (script || script.error().kind == Error::Kind::Unprocessable))
        co_return json(200, checkJson(script));
    if (!script)
        co_return failure(script);
    Http::Response response = json(200, script->formatted);
    response.contentType = "text/javascript; charset=utf-8";
    co_return response;
}

} // namespace Api
