// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/description.h"
#include "server/api/respond.h"
#include "server/api/routes.h"

#include <QFile>

#include <utility>

namespace Api {

namespace {

constexpr QByteArrayView AdminRoot = "/admin/v1/";

/// What resources/endpoints.json says of all routes; docs/generate compares it with their table.
const Json::Document &endpoints()
{
    static const Json::Document document = [] {
        QFile file(QStringLiteral(":/endpoints.json"));
        auto parsed =
            Json::Document::parseKnown(file.open(QIODevice::ReadOnly) ? file.readAll() : "{}");
        Q_ASSERT(parsed);
        return std::move(*parsed);
    }();
    return document;
}

/// What is said of one route, with what it shares with another one.
class Endpoint
{
public:
    explicit Endpoint(const Route &route)
    {
        const Json::Value routes = endpoints().root().value("routes");
        m_own = routes.value(route.method.toByteArray() + ' ' + route.pattern.toByteArray());
        m_shared = routes.value(m_own.value("like").text());
    }

    Json::Value value(QByteArrayView name) const
    {
        return m_own.find(name).value_or(m_shared.value(name));
    }

private:
    Json::Value m_own;
    Json::Value m_shared;
};

/// `string or null!; its text` as it stands in endpoints.json.
struct Described
{
    QByteArray type;
    QByteArray text;
    bool isRequired = false;

    explicit Described(QByteArrayView description)
    {
        const qsizetype end = description.indexOf("; ");
        type = description.first(end < 0 ? description.size() : end).toByteArray();
        text = end < 0 ? QByteArray() : description.sliced(end + 2).toByteArray();
        isRequired = type.endsWith('!');
        if (isRequired)
            type.chop(1);
    }

    QByteArray schema() const
    {
        Json::ObjectWriter schema;
        Json::ArrayWriter types;
        for (const QByteArray &each : type.split(' ')) {
            if (each != "or" && each != "any")
                types.raw(Json::quoted(QByteArrayView(each)));
        }
        if (type.contains(' '))
            schema.raw("type", types.take());
        else if (type != "any")
            schema.text("type", QByteArrayView(type));
        if (!text.isEmpty())
            schema.text("description", QByteArrayView(text));
        return schema.take();
    }
};

/// The schema of an object with @p members, each `type; text`.
QByteArray schemaOfMembers(const Json::Value &members)
{
    Json::ObjectWriter properties;
    Json::ArrayWriter required;
    for (const Json::Member &member : members.members()) {
        const Described described(member.value.text());
        properties.raw(member.key, described.schema());
        if (described.isRequired)
            required.raw(Json::quoted(QByteArrayView(member.key)));
    }
    Json::ObjectWriter schema;
    schema.text("type", "object").raw("properties", properties.take());
    if (const QByteArray names = required.take(); names != "[]")
        schema.raw("required", names);
    return schema.take();
}

/// `{"application/json": {"schema": …}}` for a body or an answer of endpoints.json.
QByteArray contentJson(const Json::Value &described)
{
    const QByteArray type = described.value("type").text().toByteArray();
    Json::ObjectWriter media;
    if (const auto members = described.find("members")) {
        const QByteArray schema = schemaOfMembers(*members);
        const bool isList = described.value("list").toBool();
        media.raw("schema", isList ? R"({"type":"array","items":)" + schema + '}' : schema);
    }
    return Json::ObjectWriter()
        .raw(type.isEmpty() ? QByteArray("application/json") : type, media.take())
        .take();
}

/// `getKeysId` for GET /admin/v1/keys/{id}: no two routes have the same.
QByteArray operationId(const Route &route)
{
    QByteArray id = route.method.toByteArray().toLower();
    bool begins = true;
    const QByteArrayView path = route.pattern.startsWith(AdminRoot)
        ? route.pattern.sliced(AdminRoot.size())
        : route.pattern;
    for (const char c : path) {
        const bool isLetter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (isLetter)
            id.append(begins && c >= 'a' ? char(c - 'a' + 'A') : c);
        begins = !isLetter;
    }
    return id;
}

QByteArray pathParametersJson(const RoutePath &path)
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

/// The parameters after `?` and the headers.
QByteArray parametersJson(const Endpoint &endpoint)
{
    Json::ArrayWriter parameters;
    for (const auto &[member, place] : {std::pair("query", "query"), {"headers", "header"}}) {
        for (const Json::Member &each : endpoint.value(member).members()) {
            // OpenAPI has the header Authorization in its security schemes.
            if (each.key == "Authorization")
                continue;
            Described described(each.value.text());
            Json::ObjectWriter parameter;
            parameter.text("name", QByteArrayView(each.key)).text("in", QByteArrayView(place));
            parameter.text("description", QByteArrayView(std::exchange(described.text, {})));
            if (described.isRequired)
                parameter.boolean("required", true);
            parameters.raw(parameter.raw("schema", described.schema()).take());
        }
    }
    return parameters.take();
}

QByteArray responsesJson(const Endpoint &endpoint)
{
    const Json::Value answer = endpoint.value("answer");
    const QByteArray text = answer.value("text").text().toByteArray();
    const QByteArray good =
        Json::ObjectWriter()
            .text("description", QByteArrayView(text.isEmpty() ? QByteArray("The answer.") : text))
            .raw("content", contentJson(answer))
            .take();
    Json::ObjectWriter responses;
    responses.raw(QByteArray::number(answer.value("status").toInteger()), good);
    if (answer.value("created").toBool())
        responses.raw("201", good);
    for (const Json::Member &error : endpoint.value("errors").members())
        responses.raw(error.key,
                      Json::ObjectWriter().text("description", error.value.text()).take());
    responses.raw("default", R"({"description":"An error with name, message and status."})");
    return responses.take();
}

QByteArray operationJson(const Route &route)
{
    const Endpoint endpoint(route);
    Json::ObjectWriter operation;
    operation.text("operationId", QByteArrayView(operationId(route)))
        .text("summary", route.summary)
        .raw("tags", '[' + Json::quoted(endpoint.value("page").text()) + ']');
    if (const Json::Value text = endpoint.value("text"); text.isString())
        operation.text("description", text.text());
    if (const QByteArray parameters = parametersJson(endpoint); parameters != "[]")
        operation.raw("parameters", parameters);
    if (const Json::Value body = endpoint.value("body"); body.isObject()) {
        Json::ObjectWriter request;
        if (const Json::Value text = body.value("text"); text.isString())
            request.text("description", text.text());
        operation.raw("requestBody", request.raw("content", contentJson(body)).take());
    }
    return operation.raw("responses", responsesJson(endpoint)).take();
}

/// The routes of `/admin/v1` alone (contract: server 4).
Result<Http::Response> describeRoutes(const Exchange &)
{
    Json::ObjectWriter paths;
    addRoutes(paths, AdminRoot);
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

void addRoutes(Json::ObjectWriter &paths, QByteArrayView root)
{
    for (const RoutePath &path : routePaths()) {
        if (!path.pattern().startsWith(root))
            continue;
        Json::ObjectWriter item;
        if (const auto parameters = pathParametersJson(path); parameters != "[]")
            item.raw("parameters", parameters);
        for (const Route &route : path.rows())
            item.raw(route.method.toByteArray().toLower(), operationJson(route));
        paths.raw(path.pattern(), item.take());
    }
}

Rows routeDescriptionRoutes()
{
    return {{"GET", "/admin/v1/openapi.json", Rights::Full, Recording::Whole,
             "The routes of `/admin/v1` as OpenAPI 3.1.", describeRoutes}};
}

} // namespace Api
