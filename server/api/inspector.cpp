// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/inspector.h"

#include "server/api/inspectorstream.h"
#include "server/api/respond.h"
#include "server/core/timestamp.h"
#include "server/inspector/har.h"
#include "server/inspector/recorder.h"

#include <limits>

namespace Api {

namespace {

using Response = Result<Http::Response>;

constexpr int MostListed = 1000;
constexpr int MostExported = 10'000;

/// `404`, `4xx`, `>=400`, `<500`, `400-499`. @errors BadInput.
Result<Done> readStatus(const QByteArray &text, Inspector::Filter &filter)
{
    bool isRight = true;
    const auto number = [&](QByteArrayView digits) {
        bool isNumber = false;
        const int value = digits.toInt(&isNumber);
        isRight = isRight && isNumber && value >= 0 && value < 1000;
        return value;
    };
    if (text.endsWith("xx")) {
        filter.leastStatus = number(text.chopped(2)) * 100;
        filter.mostStatus = filter.leastStatus + 99;
    } else if (text.startsWith(">=")) {
        filter.leastStatus = number(text.sliced(2));
    } else if (text.startsWith('>')) {
        filter.leastStatus = number(text.sliced(1)) + 1;
    } else if (text.startsWith("<=")) {
        filter.mostStatus = number(text.sliced(2));
    } else if (text.startsWith('<')) {
        filter.mostStatus = number(text.sliced(1)) - 1;
    } else if (const qsizetype dash = text.indexOf('-'); dash > 0) {
        filter.leastStatus = number(text.first(dash));
        filter.mostStatus = number(text.sliced(dash + 1));
    } else {
        filter.leastStatus = number(text);
        filter.mostStatus = filter.leastStatus;
    }
    if (isRight)
        return Done();
    return badInput(
        QStringLiteral("The parameter status is such as 404, 4xx, >=400, <500 or 400-499."));
}

Result<Done> readTime(const Http::Request &request, const char *name, qint64 &time)
{
    const auto text = request.parameter(name);
    if (!text)
        return Done();
    const auto parsed = Timestamp::parse(*text);
    if (!parsed)
        return badInput(QStringLiteral("The parameter %1 is a time, such as 2026-11-23T09:30:00Z.")
                            .arg(QLatin1String(name)));
    time = *parsed;
    return Done();
}

Result<Inspector::Filter> filterOf(const Http::Request &request, int most)
{
    Inspector::Filter filter;
    if (const auto level = request.parameter("level")) {
        filter.level = Inspector::levelOf(*level);
        if (Inspector::nameOf(filter.level) != *level)
            return badInput(
                QStringLiteral("The level is one of debug, info, warn, error and fatal."));
    }
    const auto text = [&](const char *name) {
        return request.parameter(name).value_or(QByteArray());
    };
    filter.text = text("text");
    filter.collection = text("collection");
    filter.method = text("method").toUpper();
    filter.path = text("path");
    filter.hook = text("hook");
    filter.key = text("key");
    if (const QByteArray status = text("status"); !status.isEmpty()) {
        if (const auto read = readStatus(status, filter); !read)
            return failure(read);
    }
    if (const QByteArray took = text("took"); !took.isEmpty()) {
        bool isNumber = false;
        const double milliseconds = took.toDouble(&isNumber);
        if (!isNumber || milliseconds < 0)
            return badInput(QStringLiteral("The parameter took is a number of milliseconds."));
        filter.leastMicroseconds = qint64(milliseconds * 1000);
    }
    for (const auto &[name, time] :
         {std::pair("since", &filter.since), std::pair("until", &filter.until)}) {
        if (const auto read = readTime(request, name, *time); !read)
            return failure(read);
    }
    filter.before = request.parameter("cursor").value_or("0").toLongLong();
    bool isNumber = false;
    const int usual = std::min(most, most == MostListed ? 100 : most);
    filter.maximum = request.parameter("max").value_or(QByteArray::number(usual)).toInt(&isNumber);
    if (!isNumber || filter.maximum < 1 || filter.maximum > most)
        return badInput(QStringLiteral("The parameter max is a number from 1 to %1.").arg(most));
    return filter;
}

Async<Result<Inspector::Page>> find(Context &context, const Inspector::Filter &filter)
{
    return {context.home, [&context, &filter](auto deliver) {
                context.services.inspector.find(filter, deliver);
            }};
}

QByteArray linesOf(const Json::Value &records)
{
    QByteArray lines;
    for (const Json::Value &record : records.items())
        lines.append(record.toJson()).append('\n');
    return lines;
}

Task<Response> answerExport(Context &context, const Http::Request &request)
{
    if (request.method != "GET")
        co_return methodNotAllowed("GET");
    const QByteArray format = request.parameter("format").value_or("har");
    if (format != "har" && format != "ndjson")
        co_return badInput(QStringLiteral("The parameter format is har or ndjson."));
    const auto filter = filterOf(request, MostExported);
    if (!filter)
        co_return failure(filter);
    auto page = co_await find(context, *filter);
    if (!page)
        co_return failure(page);
    const auto records = Json::Document::parseKnown(page->json);
    if (!records)
        co_return failure(records);
    const bool isHar = format == "har";
    Http::Response response =
        json(200, isHar ? Inspector::harOf(records->root()) : linesOf(records->root()));
    if (!isHar)
        response.contentType = "application/x-ndjson";
    response.headers.append(
        {"Content-Disposition", "attachment; filename=\"hookdesk." + format + "\""});
    co_return response;
}

Response answerStream(Context &context, const Http::Request &request)
{
    if (request.method != "GET")
        return methodNotAllowed("GET");
    const auto filter = filterOf(request, MostListed);
    if (!filter)
        return failure(filter);
    Http::Response response{200, {}, "text/event-stream; charset=utf-8"};
    response.headers.append(Http::Header("Cache-Control", "no-store"));
    response.headers.append(Http::Header("X-Accel-Buffering", "no")); // nginx passes it on at once
    response.stream = [&context, filter = *filter,
                       lastId = request.header("last-event-id")](const Http::BodySink &sink) {
        return new InspectorStream(context, filter, lastId, sink);
    };
    return response;
}

} // namespace

Task<Response> answerInspector(Context &context, const Http::Request &request, QByteArrayList parts)
{
    if (parts == QByteArrayList{"export"}) {
        auto exported = co_await answerExport(context, request);
        co_return exported;
    }
    if (parts == QByteArrayList{"stream"})
        co_return answerStream(context, request);
    if (!parts.isEmpty())
        co_return notFound(request.path);
    if (request.method == "DELETE") {
        auto cleared = co_await Async<Result<Done>>(
            context.home, [&context](auto deliver) { context.services.inspector.clear(deliver); });
        if (!cleared)
            co_return failure(cleared);
        co_return json(200, "{\"result\":\"ok\"}");
    }
    if (request.method != "GET")
        co_return methodNotAllowed("GET, DELETE");
    const auto filter = filterOf(request, MostListed);
    if (!filter)
        co_return failure(filter);
    auto page = co_await find(context, *filter);
    if (!page)
        co_return failure(page);
    Http::Response response = json(200, page->json);
    if (page->next > 0)
        response.headers.append({"X-Next-Cursor", QByteArray::number(page->next)});
    co_return response;
}

} // namespace Api
