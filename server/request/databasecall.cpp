// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/request/databasecall.h"

#include "server/core/json.h"

#include <tuple>
#include <utility>

namespace DatabaseCall {

namespace {

bool hasMembers(const Json::Value &value)
{
    return value.isObject() && !value.members().empty();
}

/// What is no query or no document would be left out silently, and read or store too much.
Result<Done> checkArguments(const QByteArray &operation, const std::vector<Json::Value> &given)
{
    const QString name = QString::fromUtf8(operation);
    if (operation == "db.get") {
        for (const size_t index : {size_t(1), size_t(2)}) {
            if (!given[index].isObject() && !given[index].isNull())
                return badInput(
                    QStringLiteral("%1 takes an object as its %2.")
                        .arg(name, index == 1 ? QStringLiteral("query") : QStringLiteral("hint")));
        }
    } else if (operation != "db.delete" && !given[1].isObject() && !given[1].isArray()) {
        return badInput(QStringLiteral("%1 takes the document as its second argument.").arg(name));
    }
    return Done();
}

/// Adds the query and the hint among the arguments to @p query. One that stands in the path as well
/// would be left out in one of them.
Result<Done> appendConditions(const QByteArray &operation, QByteArray &query,
                              const std::vector<Json::Value> &given)
{
    for (const auto &[parameter, name, index] :
         {std::tuple("q=", "query", size_t(1)), std::tuple("h=", "hint", size_t(2))}) {
        if (!hasMembers(given[index]))
            continue;
        if (query.startsWith(parameter) || query.contains(QByteArray("&") + parameter))
            return badInput(QStringLiteral("%1 has a %2 in its path and another one as an "
                                           "argument; give one of them.")
                                .arg(QString::fromUtf8(operation), QLatin1String(name)));
        query.append(query.isEmpty() ? "" : "&")
            .append(parameter)
            .append(given[index].toJson().toPercentEncoding());
    }
    return Done();
}

} // namespace

Result<Http::Request> requestOf(const Hooks::HookCall &call)
{
    std::vector<Json::Value> given = call.arguments.root().items();
    // What a hook leaves out is null.
    given.resize(3);
    const QByteArray path = given[0].text().toByteArray();
    if (!path.startsWith("/rest/")) {
        return badInput(
            QStringLiteral("%1 takes a path that begins with /rest/ as its first argument.")
                .arg(QString::fromUtf8(call.operation)));
    }
    if (const auto checked = checkArguments(call.operation, given); !checked)
        return failure(checked);
    Http::Request request;
    request.method = call.operation.sliced(qsizetype(qstrlen("db."))).toUpper();
    // A path may bring its own query, as a URL does.
    const qsizetype question = path.indexOf('?');
    request.path = path.first(question < 0 ? path.size() : question);
    request.query = question < 0 ? QByteArray() : path.sliced(question + 1);
    if (request.method == "GET") {
        const auto added = appendConditions(call.operation, request.query, given);
        return added ? Result<Http::Request>(std::move(request)) : failure(added);
    }
    const bool isBody = given[1].isArray()
        || (request.method == "DELETE" ? hasMembers(given[1]) : given[1].isObject());
    if (isBody)
        request.body = given[1].toJson();
    return request;
}

Result<QByteArray> resultOf(const Http::Response &response)
{
    if (response.status < 400)
        return response.body;
    Error error{Error::Kind::HookFailed, QStringLiteral("The request failed.")};
    error.status = response.status;
    if (const auto body = Json::Document::parse(response.body)) {
        error.message = body->root().value("message").toString();
        if (const auto list = body->root().find("list"))
            error.list = list->toJson();
    }
    return failure(error);
}

} // namespace DatabaseCall
