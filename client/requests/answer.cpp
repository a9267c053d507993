// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/requests/answer.h"

#include "client/requests/texts.h"
#include "server/core/json.h"

#include <optional>

namespace Requests {

namespace {

using Steps = QByteArrayList;

Failure noPath(QByteArrayView path)
{
    return badInput(RequestTexts::tr("\"%1\" is no path such as body.list[0].name.")
                        .arg(QString::fromUtf8(path)));
}

/// The content of brackets that begin at @p at, which is moved behind them: `[0]`, `["a b"]`.
std::optional<QByteArray> bracketStep(QByteArrayView path, qsizetype &at)
{
    const char quote = at + 1 < path.size() ? path[at + 1] : '\0';
    if (quote != '"' && quote != '\'') {
        const qsizetype end = path.indexOf(']', at);
        const QByteArray step =
            end < 0 ? QByteArray() : path.sliced(at + 1, end - at - 1).trimmed().toByteArray();
        at = end + 1;
        return step.isEmpty() ? std::optional<QByteArray>() : step;
    }
    QByteArray step;
    for (at += 2; at < path.size() && path[at] != quote; ++at) {
        if (path[at] == '\\' && at + 1 < path.size())
            ++at;
        step += path[at];
    }
    if (at + 1 >= path.size() || path[at + 1] != ']')
        return {};
    at += 2;
    return step;
}

/// `a.b[0]["c d"]` as its parts. A header's name may hold dots only in brackets.
std::optional<Steps> stepsOf(QByteArrayView path)
{
    Steps steps;
    qsizetype at = 0;
    while (at < path.size()) {
        if (path[at] == '[') {
            const auto step = bracketStep(path, at);
            if (!step)
                return {};
            steps.append(*step);
        } else {
            const qsizetype begin = at;
            while (at < path.size() && path[at] != '.' && path[at] != '[')
                ++at;
            if (at == begin)
                return {};
            steps.append(path.sliced(begin, at - begin).toByteArray());
        }
        if (at < path.size() && path[at] == '.' && ++at == path.size())
            return {};
    }
    return steps;
}

Found foundOf(const Json::Value &value)
{
    const QByteArray json = value.toJson();
    return {json, value.isString() ? value.text().toByteArray() : json};
}

Found foundText(const QByteArray &text)
{
    return {Json::quoted(QByteArrayView(text)), text};
}

Found foundNumber(const QByteArray &number)
{
    return {number, number};
}

std::optional<Found> member(const Json::Value &root, const Steps &steps)
{
    Json::Value value = root;
    for (qsizetype i = 0; i < steps.size(); ++i) {
        const QByteArray &step = steps[i];
        if (value.isArray()) {
            const auto items = value.items();
            bool isIndex = false;
            const qlonglong index = step.toLongLong(&isIndex);
            const qlonglong place = index < 0 ? index + qlonglong(items.size()) : index;
            if (step == "length" && i == steps.size() - 1)
                return foundNumber(QByteArray::number(qulonglong(items.size())));
            if (!isIndex || place < 0 || place >= qlonglong(items.size()))
                return {};
            value = items[size_t(place)];
            continue;
        }
        if (value.isString() && step == "length" && i == steps.size() - 1)
            return foundNumber(QByteArray::number(value.toString().size()));
        const auto next = value.find(step);
        if (!next)
            return {};
        value = *next;
    }
    return foundOf(value);
}

std::optional<Found> header(const Headers &headers, const QByteArray &name)
{
    for (const Header &each : headers) {
        if (each.first.compare(name, Qt::CaseInsensitive) == 0)
            return foundText(each.second);
    }
    return {};
}

Result<std::optional<Found>> inBody(const QByteArray &body, Steps steps)
{
    if (!steps.isEmpty() && steps.first() == "$")
        steps.removeFirst();
    if (steps == Steps{"*"})
        return std::optional(foundText(body));
    const auto json = Json::Document::parseKnown(body);
    if (json)
        return member(json->root(), steps);
    if (steps.isEmpty())
        return std::optional(foundText(body));
    return badInput(body.isEmpty() ? RequestTexts::tr("The body is empty.")
                                   : RequestTexts::tr(
                                       "The body is no JSON, so nothing is found inside of it."));
}

Result<std::optional<Found>> inMessage(const Headers &headers, const QByteArray &body, Steps steps,
                                       QByteArrayView path)
{
    const QByteArray first = steps.takeFirst();
    if (first == "body")
        return inBody(body, steps);
    if (first == "headers" && steps.size() == 1)
        return header(headers, steps.first());
    return noPath(path);
}

} // namespace

Result<std::optional<Found>> valueAt(const Answer &answer, QByteArrayView path)
{
    const auto steps = stepsOf(path.trimmed());
    if (!steps || steps->isEmpty())
        return noPath(path);
    if (steps->size() == 1) {
        if (steps->first() == "status")
            return std::optional(foundNumber(QByteArray::number(answer.status)));
        if (steps->first() == "duration")
            return std::optional(
                foundNumber(QByteArray::number(double(answer.microseconds) / 1000, 'f', 1)));
        if (steps->first() == "size")
            return std::optional(foundNumber(QByteArray::number(answer.body.size())));
    }
    return inMessage(answer.headers, answer.body, *steps, path);
}

Result<std::optional<Found>> valueAt(const Outgoing &request, QByteArrayView path)
{
    const auto steps = stepsOf(path.trimmed());
    if (!steps || steps->isEmpty())
        return noPath(path);
    return inMessage(request.headers, request.body, *steps, path);
}

} // namespace Requests
