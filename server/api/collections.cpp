// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/collectiondefinition.h"
#include "server/api/documents.h"
#include "server/api/misfits.h"
#include "server/api/preconditions.h"
#include "server/api/respond.h"
#include "server/api/routes.h"
#include "server/api/scripts.h"
#include "server/core/jsontext.h"
#include "server/store/database.h"

namespace Api {

namespace {

using Response = Result<Http::Response>;

/// Whether the documents of a collection are counted, which is not free where there are many.
enum class Counting { Yes, No };

Result<QByteArray> collectionJson(Store::Reader &reader, const Store::Collection &collection,
                                  Counting counting = Counting::Yes)
{
    Json::ObjectWriter writer;
    writer.text("name", QByteArrayView(collection.name));
    if (counting == Counting::Yes) {
        const auto count = reader.count(collection, Model::Query());
        if (!count)
            return failure(count);
        writer.number("documents", *count);
    }
    writer.raw("codehook", scriptJson(collection.codehook));
    const auto definition = Json::Document::parse(collection.definition);
    if (definition) {
        for (const Json::Member &member : definition->root().members())
            writer.raw(member.key, member.value.toJson());
    }
    return writer.take();
}

Response collectionResponse(int status, const Store::Collection &collection, const QByteArray &text)
{
    Http::Response response = json(status, text);
    // Of the definition alone, which is what If-Match is compared with: a document that comes or
    // goes must not make it fail.
    response.headers.append({"ETag", tagOfText(collection.definition)});
    return response;
}

Response listCollections(const Exchange &exchange, Store::Reader &reader)
{
    const bool isCounted = exchange.request.parameter("counts").value_or("true") != "false";
    const Counting counting = isCounted ? Counting::Yes : Counting::No;
    Json::ArrayWriter list;
    for (const Store::Collection &collection : exchange.catalog.userCollections()) {
        const auto text = collectionJson(reader, collection, counting);
        if (!text && text.error().kind == Error::Kind::NotFound)
            continue; // dropped since the catalog was read
        if (!text)
            return failure(text);
        list.raw(*text);
    }
    return json(200, list.take());
}

Response readCollection(const Exchange &exchange, Store::Reader &reader)
{
    const auto collection = namedCollection(exchange);
    if (!collection)
        return failure(collection);
    const auto text = collectionJson(reader, **collection);
    return text ? collectionResponse(200, **collection, *text) : failure(text);
}

Task<Response> saveCollection(const Exchange &exchange)
{
    enum class Saved { Anew, Changed };
    Context &context = exchange.context;
    const Http::Request &request = exchange.request;
    const QByteArray &name = exchange.arguments.first();
    const auto body = parseBody(request);
    if (!body)
        co_return failure(body);
    // What is changed is read within the transaction: another request may change it at the same
    // time.
    auto saved = co_await context.services.database.change<Saved>(
        context.home, [&](Store::Transaction &transaction) -> Result<Saved> {
            const auto before = transaction.collection(name);
            if (!before && before.error().kind != Error::Kind::NotFound)
                return failure(before);
            const QByteArray stored = before ? before->definition : QByteArray();
            const auto matched =
                checkMatch(request, tagOfText(stored),
                           QStringLiteral("The definition of %1").arg(QString::fromUtf8(name)));
            if (!matched)
                return failure(matched);
            const auto definition = mergedDefinition(body->root(), stored);
            if (!definition)
                return failure(definition);
            const auto done = transaction.saveCollection(name, *definition);
            if (!done)
                return failure(done);
            return before ? Saved::Changed : Saved::Anew;
        });
    if (!saved)
        co_return failure(saved);
    // The writer publishes a catalog before it answers, so this one has the definition, unless
    // another request has dropped the collection since.
    const auto catalog = context.services.database.catalog();
    const Store::Collection *after = catalog->find(name);
    if (!after)
        co_return noCollection(name);
    auto text = co_await context.read(
        exchange.asker, [&](Store::Reader &reader) { return collectionJson(reader, *after); });
    if (!text)
        co_return failure(text);
    const int status = *saved == Saved::Changed ? 200 : 201;
    if (!body->root().find("fields"))
        co_return collectionResponse(status, *after, *text);
    auto wrong = co_await misfitsJson(exchange, *after);
    if (!wrong)
        co_return failure(wrong);
    Json::appendMember(*text, "misfits", *wrong);
    co_return collectionResponse(status, *after, *text);
}

/// The fields that the newest documents have, those within objects by their dotted names.
class FoundFields
{
public:
    void add(const Json::Value &document, const QByteArray &prefix = {})
    {
        for (const Json::Member &member : document.members()) {
            const QByteArray name = prefix + member.key.toByteArray();
            if (name == "_id" || (!m_fields.contains(name) && m_order.size() >= MaximumFields))
                continue;
            if (!m_fields.contains(name))
                m_order.append(name);
            Field &field = m_fields[name];
            ++field.count;
            const QByteArray type = typeOf(member.value);
            if (!field.types.contains(type))
                field.types.append(type);
            add(member.value, name + '.');
        }
    }
    QByteArray toJson() const
    {
        Json::ArrayWriter list;
        for (const QByteArray &name : m_order) {
            const Field field = m_fields.value(name);
            Json::ArrayWriter types;
            for (const QByteArray &type : field.types)
                types.raw(Json::quoted(QByteArrayView(type)));
            list.raw(Json::ObjectWriter()
                         .text("name", QByteArrayView(name))
                         .raw("types", types.take())
                         .number("count", field.count)
                         .take());
        }
        return list.take();
    }

private:
    /// Documents that use data as names of fields would make a list without an end.
    static constexpr qsizetype MaximumFields = 500;
    struct Field
    {
        QByteArrayList types;
        qint64 count = 0;
    };
    /// The types that fields are declared with, where they have a word of their own.
    static QByteArray typeOf(const Json::Value &value)
    {
        if (value.isBool())
            return "bool";
        return value.isString() ? "text" : Json::typeName(value.type());
    }

    QHash<QByteArray, Field> m_fields;
    QByteArrayList m_order;
};

Response foundFields(const Exchange &exchange, Store::Reader &reader)
{
    const auto collection = namedCollection(exchange);
    if (!collection)
        return failure(collection);
    constexpr qint64 Sample = 100;
    Model::Query query;
    query.wantedMaximum = Sample;
    if (auto ordered = query.addOrder("_id", true); !ordered)
        return failure(ordered);
    FoundFields fields;
    const auto read = reader.findTexts(**collection, query, [&](QByteArrayView text) {
        if (const auto document = Json::Document::parseKnown(text))
            fields.add(document->root());
    });
    return read ? Response(json(200, fields.toJson())) : failure(read);
}

void addState(Json::ObjectWriter &entry, const Store::IndexState &state)
{
    entry.number("bytes", state.bytes).boolean("ready", state.isReady);
    if (!state.isReady)
        entry.raw("progress", QByteArray::number(state.built, 'f', 2));
}

/// `[{"fields": [name], "unique": false, "bytes": 4096, "ready": true}]`: those of unique fields
/// among them. One that is being built has `progress`, too. The full-text index has no fields, and
/// says `"fulltext": true`.
Response indexStates(const Exchange &exchange, Store::Reader &reader)
{
    const auto collection = namedCollection(exchange);
    if (!collection)
        return failure(collection);
    const auto states = reader.indexStates(**collection);
    if (!states)
        return failure(states);
    Json::ArrayWriter list;
    for (qsizetype i = 0; i < (*collection)->indexes.size(); ++i) {
        const Store::Index &index = (*collection)->indexes[i];
        Json::ArrayWriter fields;
        for (const QByteArray &field : index.fields)
            fields.raw(Json::quoted(QByteArrayView(field)));
        Json::ObjectWriter entry;
        entry.raw("fields", fields.take()).boolean("unique", index.unique);
        addState(entry, states->at(i));
        list.raw(entry.take());
    }
    if ((*collection)->hasFullText) {
        const auto state = reader.fullTextState(**collection);
        if (!state)
            return failure(state);
        Json::ObjectWriter entry;
        entry.raw("fields", "[]").boolean("unique", false).boolean("fulltext", true);
        addState(entry, *state);
        list.raw(entry.take());
    }
    return json(200, list.take());
}

Task<Response> dropCollection(const Exchange &exchange)
{
    Context &context = exchange.context;
    const QByteArray &name = exchange.arguments.first();
    if (!exchange.catalog.find(name))
        co_return noCollection(name);
    if (exchange.request.parameter("confirm") != name) {
        co_return badInput(
            QStringLiteral("Dropping a collection removes all its documents: add ?confirm=%1.")
                .arg(QString::fromUtf8(name)));
    }
    auto dropped = co_await context.services.database.change<Done>(
        context.home,
        [&](Store::Transaction &transaction) { return transaction.dropCollection(name); });
    co_return doneResponse(dropped);
}

} // namespace

Rows collectionRoutes()
{
    return {
        {"GET", "/admin/v1/collections", Rights::Full, Recording::Whole,
         "The definitions of all collections, each with the number of its documents, unless "
         "`?counts=false`.",
         listCollections},
        {"GET", "/admin/v1/collections/{name}", Rights::Full, Recording::Whole,
         "The definition of a collection: its fields, indexes, access and webhook.",
         readCollection},
        {"PUT", "/admin/v1/collections/{name}", Rights::Full, Recording::Whole,
         "Makes a collection, or changes what the body names of its definition. With `fields` the "
         "answer lists the documents that do not fit them as `misfits`. `If-Match` takes its "
         "`ETag`.",
         saveCollection},
        {"DELETE", "/admin/v1/collections/{name}", Rights::Full, Recording::Whole,
         "Drops a collection with its documents: `?confirm=` takes its name.", dropCollection},
        {"GET", "/admin/v1/collections/{name}/fields", Rights::Full, Recording::Whole,
         "The fields that the newest hundred documents have, with their types.", foundFields},
        {"GET", "/admin/v1/collections/{name}/indexes", Rights::Full, Recording::Whole,
         "The indexes of a collection, how many bytes each takes, and how far one is that is being "
         "built.",
         indexStates},
    };
}

} // namespace Api
