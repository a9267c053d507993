// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/reading.h"

#include "server/api/formats.h"
#include "server/api/respond.h"
#include "server/core/objectid.h"
#include "server/store/aggregation.h"
#include "server/store/words.h"

namespace Api {

namespace {

Result<Done> readNumber(const Http::Request &request, const char *name, qint64 &number)
{
    const auto text = request.parameter(name);
    if (!text)
        return Done();
    bool isNumber = false;
    number = text->toLongLong(&isNumber);
    if (!isNumber || number < 0)
        return badInput(
            QStringLiteral("The parameter %1 is not a number from 0.").arg(QLatin1String(name)));
    return Done();
}

bool isOn(const Http::Request &request, const char *name)
{
    const auto value = request.parameter(name);
    return value && *value != "false" && *value != "0";
}

/// `sort=a&dir=-1&sort=b`: the n-th direction belongs to the n-th field.
Result<Done> readOrders(const Http::Request &request, Store::Query &query)
{
    const QByteArrayList fields = request.parameters("sort");
    const QByteArrayList directions = request.parameters("dir");
    for (qsizetype i = 0; i < fields.size(); ++i) {
        const QByteArray direction = directions.value(i, "1");
        if (direction != "1" && direction != "-1")
            return badInput(
                QStringLiteral("The parameter dir is 1 (ascending) or -1 (descending)."));
        if (auto added = query.addOrder(fields[i], direction == "-1"); !added)
            return added;
    }
    return Done();
}

Result<Done> readGroups(const Http::Request &request, Store::Query &query)
{
    for (const QByteArray &text : request.parameters("groupby")) {
        if (auto added = query.addGrouping(text); !added)
            return added;
    }
    for (const QByteArray &text : request.parameters("aggregate")) {
        if (auto added = query.addAggregate(text); !added)
            return added;
    }
    return Done();
}

/// How documents are shown.
class Shape
{
public:
    Shape(Context &context, const Reading &reading)
        : m_context(context)
        , m_reading(reading)
        , m_children(isOn(reading.request, "fetchchildren"))
        , m_referencedBy(isOn(reading.request, "referencedby"))
        , m_links(isOn(reading.request, "idtolink"))
        , m_flatten(isOn(reading.request, "flatten"))
    {
    }

    bool isAsStored() const
    {
        return m_reading.query.isPlain() && !m_children && !m_referencedBy && !m_links
            && !m_flatten;
    }

    Result<QByteArray> shown(Store::Document document) const
    {
        const Store::Query &query = m_reading.query;
        QByteArray text = query.metaFields ? withAllMeta(document) : std::move(document.json);
        if (m_children) {
            if (auto added = addChildren(document.id, text); !added)
                return failure(added);
        }
        if (m_referencedBy) {
            if (auto added = addReferences(document.id, text); !added)
                return failure(added);
        }
        if (query.projection != Store::Query::Projection::All)
            text = Store::projected(query, text);
        if (m_links)
            text = linked(text);
        return m_flatten ? flattened(text) : text;
    }

private:
    static void append(QByteArray &object, QByteArrayView name, const QByteArray &json)
    {
        object.chop(1);
        object.append(object.size() > 1 ? "," : "");
        object.append(Json::quoted(name)).append(':').append(json).append('}');
    }

    static QByteArray withAllMeta(const Store::Document &document)
    {
        QByteArray text = document.jsonWithMeta();
        const auto parsed = Json::Document::parseKnown(document.json);
        const QByteArrayList words = parsed ? Store::wordsOf(parsed->root()) : QByteArrayList();
        Json::ArrayWriter keywords;
        for (const QByteArray &word : words)
            keywords.raw(Json::quoted(QByteArrayView(word)));
        append(text, "_keywords", keywords.take());
        append(text, "_tags", Json::quoted(QByteArrayView(words.join(' '))));
        return text;
    }

    Result<QByteArray> list(const Store::Collection &collection, const Store::Query &query) const
    {
        Json::ArrayWriter list;
        const auto found = m_context.reader.findTexts(
            collection, query, [&](QByteArrayView document) { list.raw(document); });
        if (!found)
            return failure(found);
        return list.take();
    }

    Result<Done> addChildren(const QByteArray &id, QByteArray &text) const
    {
        for (const Store::Field &field : m_reading.collection.fields) {
            const Store::Collection *children = field.type == Store::Field::Type::Child
                ? m_reading.catalog.find(field.collection)
                : nullptr;
            if (!children || !m_reading.maySee(*children))
                continue;
            Store::Query query;
            query.require("_parent_field", field.name);
            query.require("_parent_id", id);
            const auto json = list(*children, query);
            if (!json)
                return failure(json);
            append(text, field.name, *json);
        }
        return Done();
    }

    Result<Done> addReferences(const QByteArray &id, QByteArray &text) const
    {
        const auto links = m_context.reader.linksTo(m_reading.collection, id);
        if (!links)
            return failure(links);
        Json::ObjectWriter references;
        for (const Store::Collection &source : m_reading.catalog.collections) {
            if (!links->contains(source.number) || !m_reading.maySee(source))
                continue;
            Json::ArrayWriter list;
            for (const QByteArray &sourceId : links->value(source.number)) {
                const auto document = m_context.reader.json(source, sourceId);
                if (!document)
                    return failure(document);
                if (*document)
                    list.raw((*document)->json);
            }
            references.raw(source.name, list.take());
        }
        append(text, "_referencedby", references.take());
        return Done();
    }

    QByteArray linkOf(const QByteArray &place, const Json::Value &id) const
    {
        const QByteArray host = m_reading.request.header("host");
        const QByteArray scheme = m_reading.request.isEncrypted ? "https://" : "http://";
        const QByteArray root = host.isEmpty() ? QByteArray() : scheme + host;
        return Json::quoted(QByteArrayView(root + place + id.text().toByteArray()));
    }

    /// The ids of media and relations as addresses.
    QByteArray linked(const QByteArray &text) const
    {
        const auto document = Json::Document::parseKnown(text);
        if (!document)
            return text;
        Json::ObjectWriter writer;
        for (const Json::Member &member : document->root().members()) {
            const Store::Field *field = m_reading.collection.field(member.key);
            const bool isMedia = field && field->type == Store::Field::Type::Media;
            if (!isMedia && (!field || !field->isRelation())) {
                writer.raw(member.key, member.value.toJson());
                continue;
            }
            const QByteArray place =
                isMedia ? QByteArray("/media/") : "/rest/" + field->collection + '/';
            Json::ArrayWriter links;
            for (const Json::Value &item : member.value.items())
                links.raw(linkOf(place, item.isString() ? item : item.value("_id")));
            writer.raw(member.key, links.take());
        }
        return writer.take();
    }

    static void flattenInto(Json::ObjectWriter &writer, const QByteArray &prefix,
                            const Json::Value &value)
    {
        for (const Json::Member &member : value.members()) {
            const QByteArray name = prefix + member.key.toByteArray();
            if (member.value.isObject() && !member.value.members().empty())
                flattenInto(writer, name + '.', member.value);
            else
                writer.raw(name, member.value.toJson());
        }
    }

    /// Deep properties lifted to the root, under their dotted names.
    static QByteArray flattened(const QByteArray &text)
    {
        const auto document = Json::Document::parseKnown(text);
        if (!document)
            return text;
        Json::ObjectWriter writer;
        flattenInto(writer, {}, document->root());
        return writer.take();
    }

    Context &m_context;
    const Reading &m_reading;
    bool m_children;
    bool m_referencedBy;
    bool m_links;
    bool m_flatten;
};

struct Listed
{
    QByteArray body;
    qint64 count = 0;
};

Result<Listed> listDistinct(Context &context, const Reading &reading)
{
    Store::Query all = reading.query;
    all.wantedMaximum = -1;
    all.skip = 0;
    all.orders.clear();
    Store::DistinctValues values(reading.query.distinct);
    const auto found = context.reader.findTexts(
        reading.collection, all, [&](QByteArrayView document) { values.add(document); });
    if (!found)
        return failure(found);
    const auto &orders = reading.query.orders;
    Listed listed;
    listed.body = values.toJson(!orders.isEmpty() && orders.first().descending, reading.query.skip,
                                reading.query.maximum());
    const auto parsed = Json::Document::parseKnown(listed.body);
    listed.count = parsed ? qint64(parsed->root().items().size()) : 0;
    return listed;
}

Result<Listed> listDocuments(Context &context, const Reading &reading)
{
    const Store::Query &query = reading.query;
    if (!query.distinct.isEmpty())
        return listDistinct(context, reading);
    const Shape shape(context, reading);
    Listed listed;
    listed.body.reserve(8 * 1024); // a page of usual documents
    listed.body.append('[');
    if (shape.isAsStored()) {
        const auto found =
            context.reader.findTexts(reading.collection, query, [&](QByteArrayView document) {
                listed.body.append(++listed.count > 1 ? "," : "").append(document);
            });
        if (!found)
            return failure(found);
        listed.body.append(']');
        return listed;
    }
    std::optional<Store::Aggregation> aggregation;
    if (query.isAggregated())
        aggregation.emplace(query);
    Result<Done> shaped = Done();
    const auto found =
        context.reader.find(reading.collection, query, [&](Store::Document document) {
            ++listed.count;
            const QByteArray json = aggregation ? document.json : QByteArray();
            auto text = shape.shown(std::move(document));
            if (!text) {
                shaped = failure(text);
                return;
            }
            if (aggregation)
                aggregation->add(json, *text);
            else
                listed.body.append(listed.count > 1 ? "," : "").append(*text);
        });
    if (!found || !shaped)
        return failure(found ? shaped : found);
    if (aggregation)
        listed.body = aggregation->toJson();
    else
        listed.body.append(']');
    return listed;
}

// ---- answers

Result<Http::Response> explain(Context &context, const Reading &reading)
{
    const auto plan = context.reader.explain(reading.collection, reading.query);
    if (!plan)
        return failure(plan);
    Json::ArrayWriter steps;
    for (const QByteArray &step : plan->trimmed().split('\n'))
        steps.raw(Json::quoted(QByteArrayView(step)));
    const bool usesIndex = plan->contains("SEARCH") || plan->contains("USING INDEX c_");
    return json(200,
                Json::ObjectWriter()
                    .boolean("usesIndex", usesIndex)
                    .boolean("sorts", plan->contains("TEMP B-TREE"))
                    .raw("plan", steps.take())
                    .take());
}

Result<Http::Response> answerList(Context &context, const Reading &reading)
{
    const bool wantsTotals = isOn(reading.request, "totals");
    const bool onlyCounts = wantsTotals && isOn(reading.request, "count");
    auto listed = onlyCounts ? Result<Listed>(Listed{"[]", 0}) : listDocuments(context, reading);
    if (!listed)
        return failure(listed);
    Http::Response response = json(200, std::move(listed->body));
    if (!wantsTotals && reading.request.header("x-pagination").toLower() != "true")
        return response;
    const auto total = context.reader.count(reading.collection, reading.query);
    if (!total)
        return failure(total);
    const QByteArray totals = Json::ObjectWriter()
                                  .number("skip", reading.query.skip)
                                  .number("max", reading.query.maximum())
                                  .number("total", *total)
                                  .number("count", listed->count)
                                  .take();
    response.headers.append({"X-Pagination", totals});
    if (wantsTotals)
        response.body =
            Json::ObjectWriter().raw("data", response.body).raw("totals", totals).take();
    return response;
}

QByteArray etagOf(qint64 version)
{
    return '"' + QByteArray::number(version) + '"';
}

Result<Http::Response> oneDocument(Context &context, const Reading &reading)
{
    const QByteArray &id = reading.path.id;
    if (reading.request.query.isEmpty() && !reading.isRestricted && reading.query.isPlain()) {
        auto document = context.reader.json(reading.collection, id);
        if (!document)
            return failure(document);
        if (!*document)
            return noDocument(id);
        Http::Response response = json(200, std::move((*document)->json));
        response.headers.append({"ETag", etagOf((*document)->version)});
        return response;
    }
    Store::Query query = reading.query;
    query.require("_id", id);
    const Shape shape(context, reading);
    Result<QByteArray> text = noDocument(id);
    qint64 version = 0;
    const auto found =
        context.reader.find(reading.collection, query, [&](Store::Document document) {
            version = document.version;
            text = shape.shown(std::move(document));
        });
    if (!found || !text)
        return found ? failure(text) : failure(found);
    Http::Response response = json(200, std::move(*text));
    response.headers.append({"ETag", etagOf(version)});
    return response;
}

Result<Http::Response> answerOne(Context &context, const Reading &reading)
{
    auto response = oneDocument(context, reading);
    if (!response)
        return response;
    const QByteArray known = reading.request.header("if-none-match");
    if (!known.isEmpty() && reading.request.query.isEmpty()
        && (known == "*" || known.contains(response->headers.first().second))) {
        response->status = 304;
        response->body.clear();
    }
    return response;
}

} // namespace

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
    const qint64 skip = query->skip;
    const auto maximum = query->wantedMaximum;
    qint64 wanted = -1;
    if (const auto read = readNumber(request, "skip", query->skip); !read)
        return failure(read);
    if (const auto read = readNumber(request, "max", wanted); !read)
        return failure(read);
    query->skip = skip > 0 ? skip : query->skip;
    if (!maximum && wanted >= 0)
        query->wantedMaximum = wanted;
    if (query->orders.isEmpty()) {
        if (const auto read = readOrders(request, *query); !read)
            return failure(read);
    }
    if (!query->isAggregated()) {
        if (const auto read = readGroups(request, *query); !read)
            return failure(read);
    }
    if (const auto filter = request.parameter("filter"))
        query->setFilter(*filter);
    query->metaFields = query->metaFields || isOn(request, "metafields");
    return query;
}

Result<Http::Response> answerReading(Context &context, const Reading &reading)
{
    if (!reading.request.query.isEmpty() && isOn(reading.request, "explain"))
        return explain(context, reading);
    auto response =
        reading.path.id.isEmpty() ? answerList(context, reading) : answerOne(context, reading);
    const bool isAsStored = reading.request.query.isEmpty() && reading.path.format.isEmpty();
    if (!response || isAsStored)
        return response;
    const QByteArray format = reading.path.format.isEmpty()
        ? reading.request.parameter("format").value_or("json")
        : reading.path.format;
    return inFormat(format, reading.collection.name, std::move(*response));
}

} // namespace Api
