// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/documents.h"
#include "server/api/respond.h"
#include "server/api/routes.h"
#include "server/core/objectid.h"
#include "server/core/timestamp.h"
#include "server/store/database.h"

#include <QSet>

namespace Api {

namespace {

using Response = Result<Http::Response>;

constexpr size_t MaximumDocuments = 1000; ///< Of one request.

Failure badDocument(size_t index, const QString &fault)
{
    return badInput(QStringLiteral("Document %1: %2").arg(index).arg(fault));
}

/// The elements of the body. @errors BadInput: it is no array, or a long one.
Result<std::vector<Json::Value>> elements(const Json::Document &body, const QString &kind)
{
    if (!body.root().isArray())
        return badInput(QStringLiteral("The body is an array of %1.").arg(kind));
    auto items = body.root().items();
    if (items.size() > MaximumDocuments) {
        return badInput(QStringLiteral("At most %1 %2 at once; send the rest in another request.")
                            .arg(MaximumDocuments)
                            .arg(kind));
    }
    return items;
}

/// Without a time there is none that could be restored, so both are required.
Result<QByteArray> timeIn(const Json::Value &document, const char *name, size_t index)
{
    const auto time = Timestamp::parse(document.value(name).text());
    if (!time) {
        return badDocument(index,
                           QStringLiteral("%1 is a time such as 2026-01-31T09:30:00.000Z.")
                               .arg(QLatin1String(name)));
    }
    return Timestamp::format(*time);
}

Result<QByteArray> textIn(const Json::Value &document, const char *name, size_t index)
{
    const Json::Value value = document.value(name);
    if (!value.isNull() && !value.isString())
        return badDocument(index, QStringLiteral("%1 is a text.").arg(QLatin1String(name)));
    return value.text().toByteArray();
}

Result<Done> takeMeta(const Json::Value &body, size_t index, Model::Document &document)
{
    const auto created = timeIn(body, "_created", index);
    const auto changed = timeIn(body, "_changed", index);
    const auto createdBy = textIn(body, "_createdby", index);
    const auto changedBy = textIn(body, "_changedby", index);
    const auto parent = textIn(body, "_parent_id", index);
    const auto parentCollection = textIn(body, "_parent_def", index);
    const auto parentField = textIn(body, "_parent_field", index);
    for (const auto *each :
         {&created, &changed, &createdBy, &changedBy, &parent, &parentCollection, &parentField}) {
        if (!*each)
            return failure(*each);
    }
    const Json::Value version = body.value("_version");
    if (version.type() != Json::Value::Type::Integer || version.toInteger() < 0)
        return badDocument(index, QStringLiteral("_version is a whole number, 0 or more."));
    document.created = *created;
    document.changed = *changed;
    document.createdBy = *createdBy;
    document.changedBy = *changedBy;
    document.parent = {*parent, *parentCollection, *parentField};
    document.version = version.toInteger();
    return Done();
}

Result<Model::Document> documentOf(const Json::Value &body, size_t index)
{
    if (!body.isObject())
        return badDocument(index, QStringLiteral("it is no JSON object."));
    Model::Document document;
    document.id = body.value("_id").text().toByteArray();
    if (!ObjectId::isValid(document.id))
        return badDocument(index, QStringLiteral("_id is 24 hexadecimal digits."));
    if (auto taken = takeMeta(body, index, document); !taken)
        return failure(taken);
    document.json = Model::storedText(document.id, body);
    return document;
}

Result<std::vector<Model::Document>> documentsIn(const Http::Request &request)
{
    const auto body = parseBody(request);
    if (!body)
        return failure(body);
    const auto items = elements(*body, QStringLiteral("documents"));
    if (!items)
        return failure(items);
    std::vector<Model::Document> documents;
    QSet<QByteArray> ids;
    for (size_t index = 0; index < items->size(); ++index) {
        auto document = documentOf((*items)[index], index);
        if (!document)
            return failure(document);
        if (ids.contains(document->id))
            return badDocument(index, QStringLiteral("its _id occurs twice."));
        ids.insert(document->id);
        documents.push_back(std::move(*document));
    }
    return documents;
}

/// The documents whose ids the body lists, as they are stored, with their meta fields. No hook
/// runs. It is a POST because a thousand ids are longer than a request line may be.
Response readStoredDocuments(const Exchange &exchange, Store::Reader &reader)
{
    const auto collection = namedCollection(exchange);
    if (!collection)
        return failure(collection);
    const auto body = parseBody(exchange.request);
    if (!body)
        return failure(body);
    const auto ids = elements(*body, QStringLiteral("ids"));
    if (!ids)
        return failure(ids);
    Json::ArrayWriter list;
    for (const Json::Value &id : *ids) {
        if (!id.isString())
            return badInput(QStringLiteral("The body is an array of ids."));
        const auto document = reader.document(**collection, id.text());
        if (!document)
            return failure(document);
        if (*document)
            list.raw((*document)->jsonWithMeta());
    }
    return json(200, list.take());
}

/// Stores the documents of the body, an array, as they are, with their ids, times, authors and
/// versions, all or none. No hook runs, and no webhook is told.
/// @errors BadInput, Conflict: an id exists.
Task<Response> restoreDocuments(const Exchange &exchange)
{
    Context &context = exchange.context;
    const auto named = namedCollection(exchange);
    if (!named)
        co_return failure(named);
    const Store::Collection &collection = **named;
    auto documents = documentsIn(exchange.request);
    if (!documents)
        co_return failure(documents);
    if (collection.isSystem()) {
        co_return failure(Error::Kind::Forbidden,
                          QStringLiteral("The server keeps %1 itself; nothing is restored there.")
                              .arg(QString::fromUtf8(collection.name)));
    }
    // Rules may have changed since, and hooks may have stored what breaks them.
    Store::WriteRules rules;
    rules.validate = false;
    const auto stored = co_await context.services.database.change<Done>(
        context.home, [&](Store::Transaction &transaction) {
            return transaction.insert(collection, *documents, rules);
        });
    if (!stored)
        co_return failure(stored);
    Json::ArrayWriter ids;
    for (const Model::Document &document : *documents)
        ids.raw(Json::quoted(QByteArrayView(document.id)));
    co_return json(201, Json::ObjectWriter().raw("result", ids.take()).take());
}

} // namespace

Rows restoringRoutes()
{
    return {
        {"POST", "/admin/v1/collections/{name}/stored-documents", Rights::Full, Recording::Whole,
         "The documents whose ids the body lists, as they are stored, past all hooks.",
         readStoredDocuments},
        {"POST", "/admin/v1/collections/{name}/restore-documents", Rights::Full, Recording::Whole,
         "Stores documents with their ids, times, authors and versions, past all hooks; all or "
         "none.",
         restoreDocuments},
    };
}

} // namespace Api
