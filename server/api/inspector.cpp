// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/inspectorstream.h"
#include "server/api/othernode.h"
#include "server/api/respond.h"
#include "server/api/routes.h"
#include "server/core/timestamp.h"
#include "server/inspector/har.h"
#include "server/inspector/recorder.h"

namespace Api {

namespace {

using Response = Result<Http::Response>;

constexpr int MostListed = 1000;
constexpr int MostRows = 20'000;
constexpr int MostExported = 10'000;

/// The fields, each a parameter; `text` is a word, and `filter` what is typed into the window's
/// filter. @errors BadInput.
Result<Inspector::Filter> filterOf(const Http::Request &request)
{
    const auto typed = request.parameter("filter");
    Inspector::Filter filter(QString::fromUtf8(typed.value_or(QByteArray())));
    if (!filter.faulty().isEmpty())
        return badInput(QStringLiteral("The filter's \"%1\" is not what its field takes.")
                            .arg(filter.faulty()));
    for (const QString &field : Inspector::Filter::fields()) {
        const auto value = request.parameter(field.toUtf8());
        if (!value || value->isEmpty())
            continue;
        if (auto added = filter.add(field, QString::fromUtf8(*value)); !added)
            return failure(added);
    }
    if (const auto text = request.parameter("text"))
        filter.addWord(QString::fromUtf8(*text));
    return filter;
}

/// The filter, and the parameters `cursor`, `after` and `max`; @p usual are given where that is not
/// there, and @p most at most. @errors BadInput.
Result<Inspector::Search> searchOf(const Http::Request &request, int usual, int most)
{
    auto filter = filterOf(request);
    if (!filter)
        return failure(filter);
    Inspector::Search search;
    search.filter = std::move(*filter);
    search.before = request.parameter("cursor").value_or("0").toLongLong();
    search.after = request.parameter("after").value_or("0").toLongLong();
    bool isNumber = false;
    search.maximum = request.parameter("max").value_or(QByteArray::number(usual)).toInt(&isNumber);
    if (!isNumber || search.maximum < 1 || search.maximum > most)
        return badInput(QStringLiteral("The parameter max is a number from 1 to %1.").arg(most));
    return search;
}

Async<Result<Inspector::Page>> find(Context &context, const Inspector::Search &search)
{
    return {context.home, [&context, &search](auto deliver) {
                context.services.inspector.find(search, deliver);
            }};
}

QByteArray linesOf(const Json::Value &records)
{
    QByteArray lines;
    for (const Json::Value &record : records.items())
        lines.append(record.toJson()).append('\n');
    return lines;
}

Task<Response> exportRecords(const Exchange &exchange)
{
    Context &context = exchange.context;
    const Http::Request &request = exchange.request;
    const QByteArray format = request.parameter("format").value_or("har");
    if (format != "har" && format != "ndjson")
        co_return badInput(QStringLiteral("The parameter format is har or ndjson."));
    const auto search = searchOf(request, MostExported, MostExported);
    if (!search)
        co_return failure(search);
    auto page = co_await find(context, *search);
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

template<Inspector::Search::Form form>
Task<Response> listRecords(const Exchange &exchange)
{
    Context &context = exchange.context;
    const Http::Request &request = exchange.request;
    constexpr bool isRows = form == Inspector::Search::Form::Rows;
    auto search = searchOf(request, isRows ? MostRows : 100, isRows ? MostRows : MostListed);
    if (!search)
        co_return failure(search);
    search->form = form;
    if (const auto numbers = request.parameter("numbers")) {
        for (const QByteArray &number : numbers->split(','))
            search->numbers.append(number.toLongLong());
        if (search->numbers.size() > MostListed)
            co_return badInput(
                QStringLiteral("The parameter numbers takes %1 at most.").arg(MostListed));
    }
    auto page = co_await find(context, *search);
    if (!page)
        co_return failure(page);
    if (isRows)
        co_return json(
            200, Json::ObjectWriter().raw("rows", page->json).number("next", page->next).take());
    Http::Response response = json(200, page->json);
    if (page->next > 0)
        response.headers.append({"X-Next-Cursor", QByteArray::number(page->next)});
    co_return response;
}

Response streamRecords(const Exchange &exchange)
{
    const Http::Request &request = exchange.request;
    const auto filter = filterOf(request);
    if (!filter)
        return failure(filter);
    return EventStream::response(
        [&context = exchange.context, filter = *filter,
         lastId = request.header("last-event-id")](const Http::BodySink &sink) {
            return new InspectorStream(context, filter, lastId, sink);
        });
}

Response showStatistics(const Exchange &exchange)
{
    const auto &inspector = exchange.context.services.inspector;
    return json(200, inspector.statistics().toJson(Timestamp::now()));
}

Task<Response> clearRecords(const Exchange &exchange)
{
    const Context &context = exchange.context;
    const auto cleared = co_await Async<Result<Done>>(
        context.home, [&](auto deliver) { context.services.inspector.clear(deliver); });
    co_return doneResponse(cleared);
}

} // namespace

Rows inspectorRoutes()
{
    // Looks at the records are never recorded: each would add to them. With `node` another server
    // of the database shows its own.
    using Form = Inspector::Search::Form;
    return {
        {"GET", "/admin/v1/inspector", Rights::Full, Recording::Never,
         "Records of requests, the newest first. The fields of the filter and `text` are "
         "parameters; "
         "`max` is up to 1,000, `cursor` takes the `X-Next-Cursor` of the page before.",
         atNode<listRecords<Form::Records>>},
        {"DELETE", "/admin/v1/inspector", Rights::Full, Recording::Never, "Deletes all records.",
         atNode<clearRecords>},
        {"GET", "/admin/v1/inspector/rows", Rights::Full, Recording::Never,
         "Records without headers and bodies, up to 20,000 at once: `rows` and `next`.",
         atNode<listRecords<Form::Rows>>},
        {"GET", "/admin/v1/inspector/statistics", Rights::Full, Recording::Never,
         "Requests of the last hour but those of windows, by minute and collection.",
         atNode<showStatistics>},
        {"GET", "/admin/v1/inspector/export", Rights::Full, Recording::Never,
         "Up to 10,000 records that fit the filter; `?format=` is har or ndjson.",
         atNode<exportRecords>},
        {"GET", "/admin/v1/inspector/stream", Rights::Full, Recording::Never,
         "Records that fit the filter as they come, as server-sent events; `Last-Event-ID` goes "
         "on. Events `log` and `cleared` tell of later lines and of an emptied inspector.",
         atNode<streamRecords>},
        {"POST", "/admin/v1/requests", Rights::Full, Recording::NotOfWindow,
         "Sends `{method, path, query, headers, body}` through the server, with the rights of the "
         "key whose id `key` has, or of the user with the address `user`, and answers what came "
         "back.",
         PipelineRoute::Replay},
    };
}

} // namespace Api
