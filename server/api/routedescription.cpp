// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/description.h"
#include "server/api/respond.h"
#include "server/api/routes.h"

namespace Api {

namespace {

constexpr QByteArrayView Root = "/admin/v1/";

/// `getKeysId` for GET /admin/v1/keys/{id}: no two routes have the same.
QByteArray operationId(const Route &route)
{
    QByteArray id = route.method.toByteArray().toLower();
    bool begins = true;
    for (const char c : route.pattern.sliced(Root.size())) {
        const bool isLetter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (isLetter)
            id.append(begins && c >= 'a' ? char(c - 'a' + 'A') : c);
        begins = !isLetter;
    }
    return id;
}

QByteArray parametersJson(const RoutePath &path)
{
    Json::ArrayWriter parameters;
    for (const QByteArray &name : path.variables()) {
        parameters.raw(Json::ObjectWriter()
                           .text("name", QByteArrayView(name))
                           .text("in", "path")
                           .boolean("required", true)
                           .raw("schema", R"({"type":"string"})")
                           .take());
    }
    return parameters.take();
}

QByteArray operationJson(const Route &route)
{
    Json::ObjectWriter operation;
    operation.text("operationId", QByteArrayView(operationId(route)))
        .text("summary", route.summary)
        .raw("tags",
             '[' + Json::quoted(QByteArrayView(route.pattern.toByteArray().split('/').value(3)))
                 + ']');
    // Any type, because some routes take JSON and others the text of a script.
    if (route.method == "POST" || route.method == "PUT" || route.method == "PATCH")
        operation.raw("requestBody", R"({"content":{"*/*":{}}})");
    return operation
        .raw("responses",
             R"({"2XX":{"description":"It is done."},)"
             R"("default":{"description":"An error with name, message and status."}})")
        .take();
}

/// The routes of `/admin/v1` as OpenAPI 3.1.
Result<Http::Response> describeRoutes(const Exchange &)
{
    Json::ObjectWriter paths;
    for (const RoutePath &path : routePaths()) {
        if (!path.pattern().startsWith(Root))
            continue;
        Json::ObjectWriter item;
        if (const auto parameters = parametersJson(path); parameters != "[]")
            item.raw("parameters", parameters);
        for (const Route &route : path.rows())
            item.raw(route.method.toByteArray().toLower(), operationJson(route));
        paths.raw(path.pattern(), item.take());
    }
    return json(
        200,
        Json::ObjectWriter()
            .text("openapi", "3.1.0")
            .raw("info", infoJson("The administration of a Hookdesk server."))
            .raw("security", R"([{"apikey":[]}])")
            .raw("paths", paths.take())
            .raw("components", Json::ObjectWriter().raw("securitySchemes", SecuritySchemes).take())
            .take());
}

} // namespace

Rows routeDescriptionRoutes()
{
    return {{"GET", "/admin/v1/openapi.json", Rights::Full, Recording::Whole,
             "The routes of `/admin/v1` as OpenAPI 3.1.", describeRoutes}};
}

} // namespace Api
