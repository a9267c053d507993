// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/documents.h"

#include "server/api/respond.h"
#include "server/core/objectid.h"
#include "server/core/timestamp.h"

namespace Api {

namespace {

Failure bad(const QString &message)
{
    return failure(Error::Kind::BadInput, message);
}

QByteArray shaped(const Store::Query &query, Store::Document document)
{
    QByteArray json = query.metaFields ? document.jsonWithMeta() : std::move(document.json);
    return query.projection == Store::Query::Projection::All ? std::move(json)
                                                             : Store::projected(query, json);
}

Result<Done> readNumber(const Http::Request &request, const char *name, qint64 &number)
{
    const auto text = request.parameter(name);
    if (!text)
        return Done();
    bool isNumber = false;
    number = text->toLongLong(&isNumber);
    if (!isNumber || number < 0)
        return bad(
            QStringLiteral("The parameter %1 is not a number from 0.").arg(QLatin1String(name)));
    return Done();
}

Result<Store::Document> newDocument(const Json::Value &body, const QByteArray &now,
                                    const QByteArray &by)
{
    if (!body.isObject())
        return bad(QStringLiteral("A document is a JSON object."));
    Store::Document document;
    if (const auto id = body.find("_id"); id && !id->isNull()) {
        if (!ObjectId::isValid(id->text())) {
            return bad(QStringLiteral(
                "The _id of a document is 24 hexadecimal digits; leave it out to get one."));
        }
        document.id = id->text().toByteArray();
    } else {
        document.id = ObjectId::create();
    }
    document.json = Store::storedText(document.id, body);
    document.created = document.changed = now;
    document.createdBy = document.changedBy = by;
    return document;
}

Result<QByteArrayList> idsIn(const Http::Request &request)
{
    const auto body = parseBody(request);
    if (!body)
        return failure(body);
    QByteArrayList ids;
    for (const Json::Value &id : body->root().items()) {
        if (!id.isString())
            return bad(QStringLiteral("The body of this DELETE is an array of ids."));
        ids.append(id.text().toByteArray());
    }
    if (!body->root().isArray())
        return bad(QStringLiteral("The body of this DELETE is an array of ids."));
    return ids;
}

} // namespace

Result<DocumentPath> DocumentPath::parse(QByteArrayView path)
{
    constexpr QByteArrayView Root = "/rest/";
    QByteArrayView rest = path.sliced(std::min(Root.size(), path.size()));
    if (rest.endsWith('/'))
        rest.chop(1);
    const qsizetype slash = rest.indexOf('/');
    const QByteArrayView id = slash < 0 ? QByteArrayView() : rest.sliced(slash + 1);
    if (rest.isEmpty() || slash == 0 || id.contains('/'))
        return notFound(path);
    DocumentPath target;
    target.collection = Http::percentDecoded(slash < 0 ? rest : rest.first(slash));
    target.id = Http::percentDecoded(id);
    target.isAll = target.id == "*";
    return target;
}

ListParameters ListParameters::of(const Http::Request &request)
{
    if (request.query.isEmpty())
        return {};
    return {request.parameter("q").value_or(QByteArray()),
            request.parameter("h").value_or(QByteArray())};
}

Result<Store::Query> ListParameters::query(const Http::Request &request) const
{
    auto query = Store::Query::parse(q, h);
    if (!query || request.query.isEmpty())
        return query;
    // Hints override the parameters (classic-rest-api.md section 3).
    if (!h.contains("$max")) {
        if (const auto read = readNumber(request, "max", query->maximum); !read)
            return failure(read);
    }
    if (!h.contains("$skip")) {
        if (const auto read = readNumber(request, "skip", query->skip); !read)
            return failure(read);
    }
    query->metaFields = request.parameter("metafields") == "true";
    return query;
}

Result<Json::Document> parseBody(const Http::Request &request)
{
    const QByteArray type = request.header("content-type");
    const bool isJson = type.isEmpty() || type.toLower().startsWith("application/json");
    if (!isJson && !request.body.isEmpty()) {
        return failure(
            Error::Kind::UnsupportedMediaType,
            QStringLiteral("The body must be JSON, sent with Content-Type: application/json."));
    }
    // An empty body stores an empty document, or changes nothing but the version.
    return Json::Document::parse(request.body.isEmpty() ? QByteArrayView("{}")
                                                        : QByteArrayView(request.body));
}

Result<std::vector<Store::Document>> newDocuments(const Json::Value &body,
                                                  const QByteArray &createdBy)
{
    const QByteArray now = Timestamp::format(Timestamp::now());
    std::vector<Store::Document> documents;
    for (const Json::Value &item : body.isArray() ? body.items() : std::vector{body}) {
        auto document = newDocument(item, now, createdBy);
        if (!document)
            return failure(document);
        documents.push_back(std::move(*document));
    }
    return documents;
}

Result<Done> replaceData(Store::Document &document, QByteArrayView data)
{
    const auto parsed = Json::Document::parse(data);
    if (!parsed)
        return failure(parsed);
    document.json = Store::storedText(document.id, parsed->root());
    return Done();
}

Result<Http::Response> readDocuments(Context &context, const Store::Collection &collection,
                                     const Http::Request &request, const Store::Query &query)
{
    using Meta = Store::Reader::Meta;
    QByteArray body = "[";
    int count = 0;
    const auto found = context.reader.find(
        collection, query, query.metaFields ? Meta::With : Meta::Without,
        [&](Store::Document document) {
            body.append(count++ ? "," : "").append(shaped(query, std::move(document)));
        });
    if (!found)
        return failure(found);
    body.append(']');
    const bool wantsTotals = request.parameter("totals") == "true";
    Http::Response response = json(200, std::move(body));
    if (!wantsTotals && request.header("x-pagination") != "true")
        return response;
    const auto total = context.reader.count(collection, query);
    if (!total)
        return failure(total);
    const QByteArray totals = Json::ObjectWriter()
                                  .number("skip", query.skip)
                                  .number("max", query.maximum)
                                  .number("total", *total)
                                  .number("count", count)
                                  .take();
    response.headers.append({"X-Pagination", totals});
    if (wantsTotals)
        response.body =
            Json::ObjectWriter().raw("data", response.body).raw("totals", totals).take();
    return response;
}

Result<Http::Response> readDocument(Context &context, const Store::Collection &collection,
                                    QByteArrayView id, const Store::Query &query)
{
    const bool plain = !query.metaFields && query.projection == Store::Query::Projection::All;
    if (plain) {
        auto text = context.reader.json(collection, id);
        if (!text)
            return failure(text);
        if (*text)
            return json(200, std::move(**text));
    } else {
        auto document = context.reader.document(collection, id);
        if (!document)
            return failure(document);
        if (*document)
            return json(200, shaped(query, std::move(**document)));
    }
    return failure(
        Error::Kind::NotFound,
        QStringLiteral("There is no document with the id \"%1\".").arg(QString::fromUtf8(id)));
}

Result<std::vector<Store::Document>> documentsToDelete(Context &context,
                                                       const Store::Collection &collection,
                                                       const DocumentPath &path,
                                                       const Http::Request &request)
{
    std::vector<Store::Document> documents;
    QByteArrayList ids;
    if (!path.id.isEmpty() && !path.isAll) {
        ids.append(path.id);
    } else if (!request.body.isEmpty()) {
        auto named = idsIn(request);
        if (!named)
            return failure(named);
        ids = std::move(*named);
    } else if (const auto q = request.parameter("q")) {
        auto query = Store::Query::parse(*q, {});
        if (!query)
            return failure(query);
        query->maximum = -1; // SQLite: all
        const auto found = context.reader.find(
            collection, *query, Store::Reader::Meta::With,
            [&](Store::Document document) { documents.push_back(std::move(document)); });
        if (!found)
            return failure(found);
        return documents;
    } else {
        return bad(QStringLiteral("This DELETE needs an id, an array of ids as its body, or q."));
    }
    for (const QByteArray &id : ids) {
        auto document = context.reader.document(collection, id);
        if (!document)
            return failure(document);
        if (*document)
            documents.push_back(std::move(**document));
        else if (id == path.id)
            return failure(Error::Kind::NotFound,
                           QStringLiteral("There is no document with the id \"%1\".")
                               .arg(QString::fromUtf8(id)));
    }
    return documents;
}

QByteArray deletedJson(const QByteArrayList &ids)
{
    Json::ArrayWriter list;
    for (const QByteArray &id : ids)
        list.raw(Json::quoted(QByteArrayView(id)));
    return Json::ObjectWriter().raw("result", list.take()).take();
}

} // namespace Api
