// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/documents.h"

#include "server/api/reading.h"
#include "server/api/respond.h"
#include "server/api/routes.h"
#include "server/core/objectid.h"
#include "server/core/timestamp.h"
#include "server/http/form.h"

#include <QSet>

namespace Api {

namespace {

/// The parent that a document posted to its own collection names.
Model::Parent parentIn(const Json::Value &body)
{
    const auto text = [&](const char *name) { return body.value(name).text().toByteArray(); };
    return {text("_parent_id"), text("_parent_def"), text("_parent_field")};
}

Result<Model::Document> newDocument(const Json::Value &body, const QByteArray &now,
                                    const QByteArray &by, const Model::Parent &parent)
{
    if (!body.isObject())
        return badInput(QStringLiteral("A document is a JSON object."));
    Model::Document document;
    if (const auto id = body.find("_id"); id && !id->isNull()) {
        if (!ObjectId::isValid(id->text())) {
            return badInput(QStringLiteral(
                "The _id of a document is 24 hexadecimal digits; leave it out to get one."));
        }
        document.id = id->text().toByteArray();
    } else {
        document.id = ObjectId::create();
    }
    document.json = Model::storedText(document.id, body);
    document.created = document.changed = now;
    document.createdBy = document.changedBy = by;
    document.parent = parent.id.isEmpty() ? parentIn(body) : parent;
    return document;
}

/// The ids in the body, each once: hooks act for each document that they are given.
Result<QByteArrayList> idsIn(const Http::Request &request)
{
    const auto body = parseBody(request);
    if (!body)
        return failure(body);
    QByteArrayList ids;
    QSet<QByteArray> known;
    for (const Json::Value &item : body->root().items()) {
        if (!item.isString())
            return badInput(QStringLiteral("The body of this DELETE is an array of ids."));
        const QByteArray id = item.text().toByteArray();
        if (!known.contains(id))
            ids.append(id);
        known.insert(id);
    }
    if (!body->root().isArray())
        return badInput(QStringLiteral("The body of this DELETE is an array of ids."));
    return ids;
}

} // namespace

Result<DocumentPath> DocumentPath::parse(QByteArrayView path)
{
    QByteArrayList parts = Http::segmentsOf(path);
    if (!parts.isEmpty())
        parts.removeFirst(); // `rest`
    if (parts.isEmpty() || parts.size() > 4 || parts.contains(QByteArray()))
        return notFound(path);
    DocumentPath target;
    target.collection = parts[0];
    if (const QByteArray lower = parts[0].toLower(); Store::Collection::isSystemName(lower))
        target.collection = lower; // in any case (contract: documents 1)
    const bool mayHaveFormat = target.collection.contains('.');
    for (const char *format : {"html", "js", "json"}) {
        if (mayHaveFormat && target.collection.endsWith(QByteArray(".") + format)) {
            target.format = format;
            target.collection.chop(qsizetype(qstrlen(format)) + 1);
            break;
        }
    }
    if (parts.size() > 2) {
        target.parentId = parts[1];
        target.childField = parts[2];
    }
    target.id = parts.size() == 2 ? parts[1] : parts.value(3);
    target.isAll = target.id == "*";
    return target;
}

namespace {

/// Pairs of a form as one object: a name that comes twice is an array.
QByteArray objectOfForm(const QList<std::pair<QByteArray, QByteArray>> &pairs,
                        const Store::Collection *collection)
{
    QByteArrayList names;
    QHash<QByteArray, QByteArrayList> values;
    for (const auto &[name, text] : pairs) {
        const Model::Field *field = collection ? collection->field(name) : nullptr;
        if (!values.contains(name))
            names.append(name);
        values[name].append(field ? Model::valueOfForm(*field, text)
                                  : Json::quoted(QByteArrayView(text)));
    }
    Json::ObjectWriter object;
    for (const QByteArray &name : std::as_const(names)) {
        const QByteArrayList &all = values[name];
        object.raw(name, all.size() == 1 ? all.first() : '[' + all.join(',') + ']');
    }
    return object.take();
}

/// Whether @p body, which says it is a form or plain text, is JSON: `curl -d` and many libraries
/// say so of any text. A form never begins like that, because these characters are percent-encoded
/// in it.
bool isUndeclaredJson(QByteArrayView type, QByteArrayView body)
{
    if (type != "application/x-www-form-urlencoded" && type != "text/plain")
        return false;
    if (body.startsWith("\xef\xbb\xbf"))
        body = body.sliced(3);
    body = body.trimmed();
    return body.startsWith('{') || body.startsWith('[') || body.startsWith('"');
}

} // namespace

Result<Json::Document> parseBody(const Http::Request &request, const Store::Collection *collection)
{
    const QByteArray header = request.header("content-type");
    const QByteArray type = header.toLower().split(';').first().trimmed();
    if (isUndeclaredJson(type, request.body))
        return Json::Document::parse(request.body);
    if (type == "application/x-www-form-urlencoded" && collection)
        return Json::Document::parse(objectOfForm(Http::parseUrlEncoded(request.body), collection));
    if (type == "multipart/form-data" && collection) {
        const auto parts = Http::parseMultipart(header, request.body);
        if (!parts)
            return failure(parts);
        QList<std::pair<QByteArray, QByteArray>> pairs;
        for (const Http::FormPart &part : *parts) {
            if (part.isFile)
                return failure(Error::Kind::UnsupportedMediaType,
                               QStringLiteral("A document takes the fields of a form, no files."));
            pairs.append({part.name, part.body});
        }
        return Json::Document::parse(objectOfForm(pairs, collection));
    }
    // JSON has relatives, such as application/merge-patch+json (RFC 6839).
    const bool isJson = type.isEmpty() || type == "application/json" || type.endsWith("+json");
    if (!isJson && !request.body.isEmpty()) {
        return failure(
            Error::Kind::UnsupportedMediaType,
            QStringLiteral("The body must be JSON, sent with Content-Type: application/json."));
    }
    // An empty body stores an empty document, or changes nothing but the version.
    return Json::Document::parse(request.body.isEmpty() ? QByteArrayView("{}")
                                                        : QByteArrayView(request.body));
}

Result<std::optional<QList<qint64>>> versionsOf(const Http::Request &request)
{
    const QByteArray header = request.header("if-match").trimmed();
    if (header.isEmpty() || header == "*")
        return std::optional<QList<qint64>>();
    QList<qint64> versions;
    for (QByteArray tag : header.split(',')) {
        tag = tag.trimmed();
        if (tag.startsWith('"') && tag.endsWith('"') && tag.size() > 1)
            tag = tag.mid(1, tag.size() - 2);
        bool isNumber = false;
        versions.append(tag.toLongLong(&isNumber));
        if (!isNumber)
            return badInput(QStringLiteral("If-Match takes a _version, such as \"3\"."));
    }
    return std::optional(versions);
}

Failure noDocument(const QByteArray &id)
{
    return failure(
        Error::Kind::NotFound,
        QStringLiteral("There is no document with the id \"%1\".").arg(QString::fromUtf8(id)));
}

Result<std::vector<Model::Document>>
newDocuments(const Json::Value &body, const QByteArray &createdBy, const Model::Parent &parent)
{
    const QByteArray now = Timestamp::format(Timestamp::now());
    std::vector<Model::Document> documents;
    for (const Json::Value &item : body.isArray() ? body.items() : std::vector{body}) {
        auto document = newDocument(item, now, createdBy, parent);
        if (!document)
            return failure(document);
        documents.push_back(std::move(*document));
    }
    return documents;
}

void replaceData(Model::Document &document, const Json::Value &data)
{
    document.json = Model::storedText(document.id, data);
}

Result<std::vector<Model::Document>> documentsToDelete(Store::Reader &reader,
                                                       const Deletion &deletion)
{
    const Http::Request &request = deletion.request;
    const DocumentPath &path = deletion.path;
    std::vector<Model::Document> documents;
    const auto collect = [&](Model::Query query) {
        // All of them: a DELETE has no pages.
        query.wantedMaximum = -1;
        if (!deletion.rules.owner.isEmpty())
            query.require("_createdby", deletion.rules.owner);
        if (!deletion.parent.id.isEmpty()) {
            query.require("_parent_field", deletion.parent.field);
            query.require("_parent_id", deletion.parent.id);
        }
        return reader.find(deletion.collection, query, [&](Model::Document document) {
            documents.push_back(std::move(document));
        });
    };
    Result<Done> found = Done();
    if (path.isOne()) {
        Model::Query query;
        query.require("_id", path.id);
        found = collect(std::move(query));
        if (found && documents.empty())
            return noDocument(path.id);
    } else if (!request.body.isEmpty()) {
        const auto ids = idsIn(request);
        if (!ids)
            return failure(ids);
        for (const QByteArray &id : *ids) {
            Model::Query query;
            query.require("_id", id);
            found = collect(std::move(query));
            if (!found)
                break;
        }
    } else if (const auto q = request.parameter("q")) {
        if (const auto single = requireSingle(request); !single)
            return failure(single);
        auto query = Model::Query::parse(*q, {});
        if (!query)
            return failure(query);
        found = collect(std::move(*query));
    } else {
        return badInput(
            QStringLiteral("This DELETE needs an id, an array of ids as its body, or q."));
    }
    if (!found)
        return failure(found);
    for (const Model::Document &document : documents) {
        if (const auto checked = deletion.rules.checkVersion(document); !checked)
            return failure(checked);
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

Rows documentRoutes()
{
    return {
        {"GET", "/rest/{collection}", Rights::Known, Recording::Whole,
         "The documents that fit `q` and the other parameters.", PipelineRoute::Documents},
        {"POST", "/rest/{collection}", Rights::Known, Recording::Whole,
         "Stores a document, or an array of them as a whole.", PipelineRoute::Documents},
        {"DELETE", "/rest/{collection}", Rights::Known, Recording::Whole,
         "Deletes the documents whose ids the body lists, or that fit `q`.",
         PipelineRoute::Documents},
        {"GET", "/rest/{collection}/*", Rights::Known, Recording::Whole, "The same as without `*`.",
         PipelineRoute::Documents},
        {"DELETE", "/rest/{collection}/*", Rights::Known, Recording::Whole,
         "The same as without `*`.", PipelineRoute::Documents},
        {"GET", "/rest/{collection}/{id}", Rights::Known, Recording::Whole, "A document.",
         PipelineRoute::Documents},
        {"PUT", "/rest/{collection}/{id}", Rights::Known, Recording::Whole,
         "Changes the fields that the body names; update operators do more.",
         PipelineRoute::Documents},
        {"PATCH", "/rest/{collection}/{id}", Rights::Known, Recording::Whole, "The same as PUT.",
         PipelineRoute::Documents},
        {"DELETE", "/rest/{collection}/{id}", Rights::Known, Recording::Whole,
         "Deletes a document.", PipelineRoute::Documents},
        {"GET", "/rest/{collection}/{parent}/{field}", Rights::Known, Recording::Whole,
         "The children of a document, of a field with the type `child`.", PipelineRoute::Documents},
        {"POST", "/rest/{collection}/{parent}/{field}", Rights::Known, Recording::Whole,
         "Stores children.", PipelineRoute::Documents},
        {"DELETE", "/rest/{collection}/{parent}/{field}", Rights::Known, Recording::Whole,
         "Deletes the children whose ids the body lists, or that fit `q`.",
         PipelineRoute::Documents},
        {"GET", "/rest/{collection}/{parent}/{field}/*", Rights::Known, Recording::Whole,
         "The same as without `*`.", PipelineRoute::Documents},
        {"DELETE", "/rest/{collection}/{parent}/{field}/*", Rights::Known, Recording::Whole,
         "The same as without `*`.", PipelineRoute::Documents},
        {"GET", "/rest/{collection}/{parent}/{field}/{id}", Rights::Known, Recording::Whole,
         "A child.", PipelineRoute::Documents},
        {"PUT", "/rest/{collection}/{parent}/{field}/{id}", Rights::Known, Recording::Whole,
         "Changes the fields of a child that the body names.", PipelineRoute::Documents},
        {"PATCH", "/rest/{collection}/{parent}/{field}/{id}", Rights::Known, Recording::Whole,
         "The same as PUT.", PipelineRoute::Documents},
        {"DELETE", "/rest/{collection}/{parent}/{field}/{id}", Rights::Known, Recording::Whole,
         "Deletes a child.", PipelineRoute::Documents},
    };
}

} // namespace Api
