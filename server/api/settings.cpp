// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/documents.h"
#include "server/api/preconditions.h"
#include "server/api/respond.h"
#include "server/api/routes.h"
#include "server/inspector/recorder.h"
#include "server/store/database.h"

namespace Api {

namespace {

using Response = Result<Http::Response>;

Response settingsResponse(const QByteArray &settings)
{
    Http::Response response = json(200, settings);
    response.headers.append({"ETag", tagOfText(settings)});
    return response;
}

Response readSettings(const Exchange &exchange)
{
    return settingsResponse(exchange.context.services.database.catalog()->settings.json);
}

/// PUT replaces all settings, PATCH those that it names.
Task<Response> saveSettings(const Exchange &exchange)
{
    Context &context = exchange.context;
    const Http::Request &request = exchange.request;
    const auto body = parseBody(request);
    if (!body)
        co_return failure(body);
    if (!body->root().isObject())
        co_return badInput(QStringLiteral("The settings are one JSON object."));
    const bool merges = request.method == "PATCH";
    auto saved = co_await context.services.database.change<QByteArray>(
        context.home, [&](Store::Transaction &transaction) -> Result<QByteArray> {
            // Within the transaction, so that nothing is saved between the check and the change.
            auto before = transaction.settings();
            if (!before)
                return before;
            if (const auto matched =
                    checkMatch(request, tagOfText(*before), QStringLiteral("A setting"));
                !matched)
                return failure(matched);
            const auto parsed = Json::Document::parseKnown(*before);
            if (!parsed)
                return failure(parsed);
            const QByteArray settings =
                merges ? Model::patched(parsed->root(), body->root()) : body->root().toJson();
            if (const auto checked = Model::Settings::parse(settings); !checked)
                return failure(checked);
            const auto done = transaction.saveSettings(settings);
            return done ? Result<QByteArray>(settings) : failure(done);
        });
    if (!saved)
        co_return failure(saved);
    // Not from what this request has saved: another one may have saved since.
    context.services.inspector.setLimits(context.services.database.catalog()->settings);
    co_return settingsResponse(*saved);
}

} // namespace

Rows settingsRoutes()
{
    return {
        {"GET", "/admin/v1/settings", Rights::Full, Recording::Whole, "The settings.",
         readSettings},
        {"PUT", "/admin/v1/settings", Rights::Full, Recording::Whole,
         "Replaces the settings. `If-Match` takes their `ETag`.", saveSettings},
        {"PATCH", "/admin/v1/settings", Rights::Full, Recording::Whole,
         "Changes the settings that the body names; `null` removes one. `If-Match` takes their "
         "`ETag`.",
         saveSettings},
    };
}

} // namespace Api
