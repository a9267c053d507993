// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/reading.h"

#include "server/api/answerbody.h"
#include "server/api/formats.h"
#include "server/api/respond.h"
#include "server/api/shape.h"
#include "server/model/aggregation.h"

#include <algorithm>

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

/// `sort=a&dir=-1&sort=b`: the n-th direction belongs to the n-th field.
Result<Done> readOrders(const Http::Request &request, Model::Query &query)
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

/// The same as the hint `$orderby`.
QByteArray ordersOf(const Http::Request &request)
{
    const QByteArrayList fields = request.parameters("sort");
    const QByteArrayList directions = request.parameters("dir");
    Json::ObjectWriter orders;
    for (qsizetype i = 0; i < fields.size(); ++i) {
        if (fields.indexOf(fields[i]) == i)
            orders.number(fields[i], directions.value(i, "1").toInt());
    }
    return orders.take();
}

Result<Done> readGroups(const Http::Request &request, Model::Query &query)
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

/// Writes the list's values into @p body. @returns how many they are.
Result<qint64> listDistinct(Store::Reader &reader, const Reading &reading, AnswerBody &body)
{
    Model::Query all = reading.query;
    all.wantedMaximum = -1;
    all.skip = 0;
    // Values are ordered and cut into pages once all of them are there, not by documents.
    all.orders.clear();
    Model::DistinctValues values(reading.query.distinct);
    Shape shape(reader, reading);
    Result<Done> masked = Done();
    // findTexts() cannot be ended from here, so an error is given once it has read all rows.
    const auto found = reader.findTexts(reading.collection, all, [&](QByteArrayView document) {
        if (shape.showsAll()) {
            values.add(document);
            return;
        }
        const auto text = shape.masked(document.toByteArray());
        if (text)
            values.add(*text);
        else
            masked = failure(text);
    });
    if (!found || !masked)
        return found ? failure(masked) : failure(found);
    const auto &orders = reading.query.orders;
    const QByteArray list = values.toJson(!orders.isEmpty() && orders.first().descending,
                                          reading.query.skip, reading.query.maximum());
    body.append(list);
    const auto parsed = Json::Document::parseKnown(list);
    return parsed ? qint64(parsed->root().items().size()) : 0;
}

/// Writes the documents, or what they are gathered into, into @p body. @returns how many documents
/// were found.
Result<qint64> listDocuments(Store::Reader &reader, const Reading &reading, AnswerBody &body)
{
    const Model::Query &query = reading.query;
    if (!query.distinct.isEmpty())
        return listDistinct(reader, reading, body);
    Shape shape(reader, reading);
    qint64 count = 0;
    if (shape.isAsStored()) {
        body.append("[");
        const auto found =
            reader.findTexts(reading.collection, query, [&](QByteArrayView document) {
                body.append(++count > 1 ? "," : "");
                body.append(document);
            });
        if (!found)
            return failure(found);
        body.append("]");
        return count;
    }
    std::optional<Model::Aggregation> aggregation;
    if (query.isAggregated())
        aggregation.emplace(query);
    else
        body.append("[");
    Result<Done> shaped = Done();
    const auto found = reader.find(reading.collection, query, [&](Model::Document document) {
        ++count;
        const auto json =
            aggregation ? shape.masked(document.json) : Result<QByteArray>(QByteArray());
        auto text = json ? shape.shown(std::move(document)) : json;
        if (!text) {
            shaped = failure(text);
            return;
        }
        if (aggregation) {
            aggregation->add(*json, *text);
            return;
        }
        body.append(count > 1 ? "," : "");
        body.append(*text);
    });
    if (!found || !shaped)
        return failure(found ? shaped : found);
    body.append(aggregation ? aggregation->toJson() : QByteArray("]"));
    return count;
}

// ---- answers

Result<Http::Response> explain(Store::Reader &reader, const Reading &reading)
{
    const auto plan = reader.explain(reading.collection, reading.query);
    if (!plan)
        return failure(plan);
    Json::ArrayWriter steps;
    for (const QByteArray &step : plan->steps)
        steps.raw(Json::quoted(QByteArrayView(step)));
    return json(200,
                Json::ObjectWriter()
                    .boolean("usesIndex", plan->usesIndex)
                    .boolean("sorts", plan->sorts)
                    .raw("plan", steps.take())
                    .take());
}

/// Where the body of a list may go. What is made of the whole of it is made in memory.
AnswerBody::Room roomOf(const Reading &reading)
{
    constexpr qsizetype LargestOtherForm = 64 * 1024 * 1024;
    if (formatOf(reading.request, reading.path) == "json")
        return reading.room;
    return {{}, std::min(reading.room.most, LargestOtherForm)};
}

Result<Http::Response> answerList(Store::Reader &reader, const Reading &reading)
{
    const bool wantsTotals = reading.request.isOn("totals");
    const bool onlyCounts = wantsTotals && reading.request.isOn("count");
    AnswerBody body(roomOf(reading));
    body.append(wantsTotals ? "{\"data\":" : "");
    if (onlyCounts)
        body.append("[]");
    const auto listed = onlyCounts ? Result<qint64>(0) : listDocuments(reader, reading, body);
    if (!listed)
        return failure(listed);
    Http::Response response = json(200, {});
    if (wantsTotals || reading.request.header("x-pagination").toLower() == "true") {
        const auto total = reader.count(reading.collection, reading.query);
        if (!total)
            return failure(total);
        const QByteArray totals = Json::ObjectWriter()
                                      .number("skip", reading.query.skip)
                                      .number("max", reading.query.maximum())
                                      .number("total", *total)
                                      .number("count", *listed)
                                      .take();
        response.headers.append({"X-Pagination", totals});
        if (wantsTotals)
            body.append(",\"totals\":" + totals + '}');
    }
    if (const auto moved = body.moveTo(response); !moved)
        return failure(moved);
    return response;
}

Result<Http::Response> oneDocument(Store::Reader &reader, const Reading &reading)
{
    const QByteArray &id = reading.path.id;
    Shape shape(reader, reading);
    if (reading.request.query.isEmpty() && !reading.isRestricted && shape.isAsStored()) {
        auto document = reader.get(reading.collection, id);
        if (!document)
            return failure(document);
        if (!*document)
            return noDocument(id);
        return documentJson(200, std::move((*document)->json), (*document)->version);
    }
    Model::Query query = reading.query;
    query.require("_id", id);
    Result<QByteArray> text = noDocument(id);
    qint64 version = 0;
    const auto found = reader.find(reading.collection, query, [&](Model::Document document) {
        version = document.version;
        text = shape.shown(std::move(document));
    });
    if (!found || !text)
        return found ? failure(text) : failure(found);
    return documentJson(200, std::move(*text), version);
}

Result<Http::Response> answerOne(Store::Reader &reader, const Reading &reading)
{
    auto response = oneDocument(reader, reading);
    if (!response)
        return response;
    // Only without parameters: what these add can change while the version stays the same.
    const QByteArray known = reading.request.header("if-none-match");
    // documentJson() puts the ETag first. A list of tags, weak ones too, is searched as text: with
    // its quotation marks "3" is not found in "13". Source: RFC 9110, section 13.1.2.
    if (!known.isEmpty() && reading.request.query.isEmpty()
        && (known == "*" || known.contains(response->headers.first().second))) {
        response->status = 304;
        response->body.clear();
    }
    return response;
}

} // namespace

QByteArray formatOf(const Http::Request &request, const DocumentPath &path)
{
    if (!path.format.isEmpty())
        return path.format;
    const auto json = QByteArrayLiteral("json"); // not copied: each GET asks
    return request.query.isEmpty() ? json : request.parameter("format").value_or(json);
}

ListParameters ListParameters::of(const Http::Request &request)
{
    if (request.query.isEmpty())
        return {};
    return {request.parameter("q").value_or(QByteArray()),
            request.parameter("h").value_or(QByteArray())};
}

QByteArray ListParameters::hints(const Http::Request &request) const
{
    const auto given = Json::Document::parse(h.isEmpty() ? QByteArray("{}") : h);
    if (request.query.isEmpty() || !given)
        return h;
    Json::ObjectWriter hints;
    for (const Json::Member &member : given->root().members())
        hints.value(member.key, member.value);
    const auto says = [&](const char *name) { return given->root().find(name).has_value(); };
    const auto addNumber = [&](const char *hint, const char *name) {
        if (const auto text = request.parameter(name); text && !says(hint))
            hints.number(hint, text->toLongLong());
    };
    const auto addTexts = [&](const char *hint, const char *name) {
        Json::ArrayWriter list;
        const QByteArrayList texts = request.parameters(name);
        for (const QByteArray &text : texts)
            list.raw(Json::quoted(QByteArrayView(text)));
        if (!texts.isEmpty() && !says("$groupby") && !says("$aggregate"))
            hints.raw(hint, list.take());
    };
    if (const QByteArray orders = ordersOf(request); orders != "{}" && !says("$orderby"))
        hints.raw("$orderby", orders);
    addNumber("$max", "max");
    addNumber("$skip", "skip");
    addTexts("$groupby", "groupby");
    addTexts("$aggregate", "aggregate");
    if (const auto filter = request.parameter("filter"); filter && !says("$filter"))
        hints.text("$filter", QByteArrayView(*filter));
    if (request.isOn("metafields") && !says("$metafields"))
        hints.boolean("$metafields", true);
    return hints.take();
}

Result<Done> requireSingle(const Http::Request &request)
{
    for (const char *name : {"q", "h", "max", "skip"}) {
        if (request.parameters(name).size() > 1)
            return badInput(QStringLiteral("The parameter %1 is given twice; give it once.")
                                .arg(QLatin1String(name)));
    }
    return Done();
}

Result<Model::Query> ListParameters::query(const Http::Request &request) const
{
    auto query = Model::Query::parse(q, h);
    if (!query || request.query.isEmpty() || isWhole)
        return query;
    if (const auto single = requireSingle(request); !single)
        return failure(single);
    // Hints override the parameters (contract: queries 2).
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
    if (const auto filter = request.parameter("filter"); filter && query->filterWords.isEmpty())
        query->setFilter(*filter);
    query->metaFields = query->metaFields || request.isOn("metafields");
    return query;
}

Result<Http::Response> answerReading(Store::Reader &reader, const Reading &reading)
{
    if (!reading.request.query.isEmpty() && reading.request.isOn("explain"))
        return explain(reader, reading);
    auto response =
        reading.path.id.isEmpty() ? answerList(reader, reading) : answerOne(reader, reading);
    if (!response)
        return response;
    return inFormat(formatOf(reading.request, reading.path), reading.collection.name,
                    std::move(*response));
}

} // namespace Api
