// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/description.h"

#include "server/api/documentschema.h"
#include "server/api/pagefile.h"
#include "server/api/respond.h"
#include "server/api/routes.h"
#include "server/auth/access.h"

#include <QCoreApplication>

#include <algorithm>

namespace Api {

namespace {

using Response = Result<Http::Response>;

enum class Dialect { OpenApi, Swagger };

QByteArray quoted(QByteArrayView text)
{
    return Json::quoted(text);
}

QByteArray arrayOf(const QByteArray &schema)
{
    return Json::ObjectWriter().text("type", "array").raw("items", schema).take();
}

/// A collection as a caller may know it.
struct KnownCollection
{
    Store::Collection collection; ///< Without the fields that the caller may not read.
    QByteArrayList collectionMethods;
    QByteArrayList documentMethods;
};
using Known = QList<KnownCollection>;

/// What @p caller may use. Without a key only this machine comes here (Rights::Local); it may know
/// all.
Known knownTo(const Store::Catalog &catalog, Auth::Caller caller)
{
    if (caller.kind == Auth::Caller::Kind::Nobody)
        caller.kind = Auth::Caller::Kind::FullKey;
    Known known;
    for (const Store::Collection &collection : catalog.userCollections()) {
        KnownCollection each{collection, Auth::collectionMethods(caller, collection),
                             Auth::documentMethods(caller, collection)};
        if (each.collectionMethods.isEmpty() && each.documentMethods.isEmpty())
            continue;
        const QByteArrayList hidden = Auth::viewOf(caller, collection).hidden;
        each.collection.fields.removeIf(
            [&](const Model::Field &field) { return hidden.contains(field.name); });
        known.append(std::move(each));
    }
    return known;
}

/// Writes the operations of one collection in one of the two dialects.
class PathWriter
{
public:
    PathWriter(const KnownCollection &known, Dialect dialect)
        : m_known(known)
        , m_collection(known.collection)
        , m_dialect(dialect)
    {
    }

    QByteArray collectionPath() const
    {
        const QByteArray name = m_collection.name;
        Json::ArrayWriter query;
        for (const auto &[parameter, type, help] : Parameters)
            query.raw(parameterJson(parameter, type, help));
        Json::ObjectWriter path;
        if (m_known.collectionMethods.contains("GET"))
            path.raw("get",
                     operation("find", "Documents of " + name, query.take(), {},
                               response("200", "The documents.", arrayOf(reference()))));
        if (m_known.collectionMethods.contains("POST"))
            path.raw("post",
                     operation("create", "Create a document in " + name, "[]",
                               reference(Direction::Sent),
                               response("201", "The stored document.", reference())));
        return path.take();
    }

    QByteArray documentPath() const
    {
        const QByteArray id = "[" + idParameter() + "]";
        const QByteArray stored = response("200", "The whole document.", reference());
        const QByteArray any = "{\"type\":\"object\"}";
        const QByteArray changed = "Change fields of a document";
        const QByteArray deleted =
            response("200", "The ids of what is gone.",
                     "{\"type\":\"object\",\"properties\":{\"result\":{\"type\":\"array\","
                     "\"items\":{\"type\":\"string\"}}}}");
        const auto &methods = m_known.documentMethods;
        Json::ObjectWriter path;
        if (methods.contains("GET"))
            path.raw("get",
                     operation("get", "One document of " + m_collection.name, id, {}, stored));
        if (methods.contains("PUT"))
            path.raw("put", operation("update", changed, id, any, stored));
        if (methods.contains("PATCH"))
            path.raw("patch", operation("patch", changed, id, any, stored));
        if (methods.contains("DELETE"))
            path.raw("delete", operation("delete", "Delete a document", id, {}, deleted));
        return path.take();
    }

private:
    struct Parameter
    {
        const char *name;
        const char *type;
        const char *help;
    };
    static constexpr std::array Parameters = {
        Parameter{"q", "string", "Query in MongoDB's language, JSON."},
        Parameter{"h", "string",
                  "Hints, JSON: $fields, $orderby, $max, $skip, $groupby, $aggregate."},
        Parameter{"sort", "string", "Field to sort by."},
        Parameter{"dir", "integer", "1 ascending, -1 descending."},
        Parameter{"skip", "integer", "How many documents to leave out."},
        Parameter{"max", "integer", "How many documents at most; 1000 if not said."},
        Parameter{"filter", "string", "Words that all occur in the document."},
        Parameter{"totals", "boolean", "Wrap the answer in data and totals."},
        Parameter{"metafields", "boolean", "Show _created and the like."}};

    /// The schema of the collection's documents. Swagger 2.0 has no way to say that they are taken
    /// in more forms. Source: Swagger 2.0, "Schema Object", which has no oneOf.
    QByteArray reference(Direction direction = Direction::Answered) const
    {
        const bool isSent = direction == Direction::Sent && m_dialect == Dialect::OpenApi
            && hasSentForm(m_collection);
        const QByteArray name = isSent ? sentNameOf(m_collection.name) : m_collection.name;
        const QByteArray place =
            m_dialect == Dialect::OpenApi ? "#/components/schemas/" : "#/definitions/";
        return Json::ObjectWriter().text("$ref", QByteArrayView(place + name)).take();
    }

    QByteArray parameterJson(const char *name, const char *type, const char *help) const
    {
        Json::ObjectWriter writer;
        writer.text("name", QByteArrayView(name)).text("in", "query");
        writer.text("description", QByteArrayView(help));
        return withType(writer, type);
    }

    QByteArray idParameter() const
    {
        Json::ObjectWriter writer;
        // OpenAPI wants `required` of every parameter in a path. Source: OpenAPI 3.1, "Parameter
        // Object".
        writer.text("name", "id").text("in", "path").boolean("required", true);
        return withType(writer, "string");
    }

    QByteArray withType(Json::ObjectWriter &writer, const char *type) const
    {
        if (m_dialect == Dialect::Swagger)
            return writer.text("type", QByteArrayView(type)).take();
        return writer.raw("schema", Json::ObjectWriter().text("type", QByteArrayView(type)).take())
            .take();
    }

    QByteArray content(const QByteArray &schema) const
    {
        return Json::ObjectWriter()
            .raw("application/json", Json::ObjectWriter().raw("schema", schema).take())
            .take();
    }

    QByteArray response(const char *status, const char *text, const QByteArray &schema) const
    {
        Json::ObjectWriter good;
        good.text("description", QByteArrayView(text));
        Json::ObjectWriter bad;
        bad.text("description", "An error with name, message and status.");
        if (m_dialect == Dialect::OpenApi)
            good.raw("content", content(schema));
        else
            good.raw("schema", schema);
        return Json::ObjectWriter().raw(status, good.take()).raw("default", bad.take()).take();
    }

    QByteArray operation(const char *verb, const QByteArray &summary, QByteArray parameters,
                         const QByteArray &body, const QByteArray &responses) const
    {
        Json::ObjectWriter writer;
        writer.text("operationId", QByteArrayView(verb + ('_' + m_collection.name)));
        writer.text("summary", QByteArrayView(summary));
        writer.raw("tags", '[' + quoted(m_collection.name) + ']');
        if (!body.isEmpty() && m_dialect == Dialect::OpenApi) {
            writer.raw("requestBody",
                       Json::ObjectWriter()
                           .boolean("required", true)
                           .raw("content", content(body))
                           .take());
        } else if (!body.isEmpty()) {
            // Swagger 2.0 has no requestBody: the body is one of the parameters.
            parameters.chop(1);
            parameters.append(parameters.size() > 1 ? "," : "")
                .append(Json::ObjectWriter()
                            .text("name", "body")
                            .text("in", "body")
                            .raw("schema", body)
                            .take())
                .append(']');
        }
        writer.raw("parameters", parameters);
        return writer.raw("responses", responses).take();
    }

    const KnownCollection &m_known;
    const Store::Collection &m_collection;
    Dialect m_dialect;
};

/// Adds the paths of the collections.
void addCollections(Json::ObjectWriter &paths, const Known &known, Dialect dialect)
{
    // Paths of Swagger are relative to its basePath, /rest.
    const QByteArray root = dialect == Dialect::OpenApi ? "/rest/" : "/";
    for (const KnownCollection &each : known) {
        const PathWriter writer(each, dialect);
        const QByteArray path = root + each.collection.name;
        if (!each.collectionMethods.isEmpty())
            paths.raw(path, writer.collectionPath());
        if (!each.documentMethods.isEmpty())
            paths.raw(path + "/{id}", writer.documentPath());
    }
}

QByteArray schemasOf(const Known &known, Dialect dialect)
{
    Json::ObjectWriter schemas;
    for (const auto &[collection, onCollection, onDocument] : known) {
        schemas.raw(collection.name, documentSchema(collection, Direction::Answered));
        if (dialect == Dialect::OpenApi && hasSentForm(collection))
            schemas.raw(sentNameOf(collection.name), documentSchema(collection, Direction::Sent));
    }
    return schemas.take();
}

/// Collections and their fields.
Response showMeta(const Exchange &exchange)
{
    const Known known = knownTo(exchange.catalog, exchange.caller);
    Json::ArrayWriter collections;
    const auto isKnown = [&](const QByteArray &name) {
        return std::any_of(known.begin(), known.end(), [&](const KnownCollection &each) {
            return each.collection.name == name;
        });
    };
    for (const auto &[collection, onCollection, onDocument] : known) {
        Json::ArrayWriter fields;
        for (const Model::Field &field : collection.fields) {
            Json::ObjectWriter writer;
            writer.text("name", QByteArrayView(field.name));
            writer.text("type", QByteArrayView(field.typeName));
            writer.boolean("required", field.required).boolean("unique", field.unique);
            // A collection that the caller may not use is not named (contract: server 3).
            if (isKnown(field.collection))
                writer.text("collection", QByteArrayView(field.collection));
            fields.raw(writer.take());
        }
        collections.raw(Json::ObjectWriter()
                            .text("name", QByteArrayView(collection.name))
                            .raw("fields", fields.take())
                            .take());
    }
    return json(200, Json::ObjectWriter().raw("collections", collections.take()).take());
}

Response clientScript(const Exchange &exchange)
{
    const Known known = knownTo(exchange.catalog, exchange.caller);
    auto response = pageFile("jsapi.js", "text/javascript; charset=utf-8");
    if (!response)
        return response;
    Json::ArrayWriter names;
    for (const KnownCollection &each : known)
        names.raw(quoted(each.collection.name));
    response->body.replace("/*COLLECTIONS*/[]", names.take());
    return response;
}

/// What the client can do, with the names of this database (contract: server 3).
Response clientPage(const Exchange &exchange)
{
    const Known known = knownTo(exchange.catalog, exchange.caller);
    auto page = pageFile("jsapi.html", "text/html; charset=utf-8");
    if (!page)
        return page;
    QByteArray names;
    // Names of collections need no escaping: see Store::isCollectionName().
    for (const KnownCollection &each : known)
        names.append("<li><code>db." + each.collection.name + "</code></li>\n");
    page->body.replace("<!--COLLECTIONS-->",
                       names.isEmpty() ? QByteArray("<li>There is none yet.</li>") : names);
    return page;
}

/// An OpenAPI 3.1 document: the collections, and with full rights tokens, health, metrics and the
/// administration (contract: server 3).
Response showOpenApi(const Exchange &exchange)
{
    const Known known = knownTo(exchange.catalog, exchange.caller);
    Json::ObjectWriter paths;
    addCollections(paths, known, Dialect::OpenApi);
    // Without a key only this machine comes here.
    if (exchange.caller.hasFullRights() || exchange.caller.kind == Auth::Caller::Kind::Nobody) {
        for (const char *root : {"/auth/", "/healthz", "/metrics", "/admin/v1/"})
            addRoutes(paths, root);
    }
    Json::ObjectWriter description;
    description.text("openapi", "3.1.0")
        .raw("info", infoJson("The API of this database."))
        .raw("security", R"([{"apikey":[]},{"token":[]}])")
        .raw("paths", paths.take())
        .raw("components",
             Json::ObjectWriter()
                 .raw("schemas", schemasOf(known, Dialect::OpenApi))
                 .raw("securitySchemes", SecuritySchemes)
                 .take());
    return json(200, description.take());
}

/// The same in Swagger 2.0.
Response showSwagger(const Exchange &exchange)
{
    const Known known = knownTo(exchange.catalog, exchange.caller);
    Json::ObjectWriter paths;
    addCollections(paths, known, Dialect::Swagger);
    Json::ObjectWriter description;
    description.text("swagger", "2.0")
        .raw("info", infoJson("The collections of this database."))
        .text("basePath", "/rest")
        .raw("consumes", R"(["application/json"])")
        .raw("produces", R"(["application/json"])")
        .raw("securityDefinitions",
             R"({"apikey":{"type":"apiKey","in":"header","name":"x-apikey"}})")
        .raw("security", R"([{"apikey":[]}])")
        .raw("paths", paths.take())
        .raw("definitions", schemasOf(known, Dialect::Swagger));
    return json(200, description.take());
}

} // namespace

QByteArray infoJson(QByteArrayView description)
{
    const QByteArray version = QCoreApplication::applicationVersion().toUtf8();
    return Json::ObjectWriter()
        .text("title", "Hookdesk")
        .text("version", QByteArrayView(version.isEmpty() ? QByteArray("1") : version))
        .text("description", description)
        .take();
}

Rows descriptionRoutes()
{
    return {
        {"GET", "/openapi.json", Rights::Local, Recording::Whole,
         "The collections and routes that the caller may use, as OpenAPI 3.1.", showOpenApi},
        {"GET", "/rest/_swagger.json", Rights::Known, Recording::Whole,
         "The collections that the caller may use, as Swagger 2.0.", showSwagger},
        {"GET", "/rest/_meta", Rights::Known, Recording::Whole,
         "The collections that the caller may use, with their fields.", showMeta},
        {"GET", "/rest/_jsapi.js", Rights::Known, Recording::Whole,
         "A client for browsers, with the collections that the caller may use.", clientScript},
        {"GET", "/rest/_jsapi.doc", Rights::Known, Recording::Whole,
         "A page about the client `_jsapi.js`.", clientPage},
    };
}

} // namespace Api
