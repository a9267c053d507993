// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/inspector/record.h"

#include "server/core/timestamp.h"
#include "server/core/utf8.h"
#include "server/inspector/masking.h"
#include "server/inspector/secretnames.h"

#include <QDateTime>
#include <QVarLengthArray>

#include <algorithm>
#include <array>
#include <cmath>

namespace Inspector {

namespace {

constexpr std::array<QByteArrayView, 5> Names = {"debug", "info", "warn", "error", "fatal"};

QByteArray milliseconds(qint64 microseconds)
{
    return QByteArray::number(double(microseconds) / 1000.0, 'f', 3);
}

QByteArray callsJsonOf(const QList<CallLine> &calls)
{
    Json::ArrayWriter lines;
    for (const CallLine &line : calls) {
        lines.raw(Json::ObjectWriter()
                      .text("time", QByteArrayView(Timestamp::format(line.time)))
                      .text("operation", QByteArrayView(line.operation))
                      .text("target", QByteArrayView(line.target))
                      .raw("duration", milliseconds(line.microseconds))
                      .raw("begin", milliseconds(line.begin))
                      .text("error", QByteArrayView(line.error))
                      .take());
    }
    return lines.take();
}

QByteArray stackJson(const QList<Frame> &stack)
{
    Json::ArrayWriter frames;
    for (const Frame &frame : stack) {
        frames.raw(Json::ObjectWriter()
                       .text("function", QByteArrayView(frame.function))
                       .text("module", QByteArrayView(frame.module))
                       .number("line", frame.line)
                       .number("column", frame.column)
                       .take());
    }
    return frames.take();
}

QByteArray changesJson(const QList<ChangeLine> &changes)
{
    Json::ArrayWriter lines;
    for (const ChangeLine &line : changes) {
        lines.raw(Json::ObjectWriter()
                      .text("hook", QByteArrayView(line.hook))
                      .text("what", QByteArrayView(line.what))
                      .text("before", QByteArrayView(line.before))
                      .text("after", QByteArrayView(line.after))
                      .take());
    }
    return lines.take();
}

QByteArray stagesJson(const QList<Stage> &stages)
{
    Json::ObjectWriter writer;
    for (const Stage &stage : stages)
        writer.raw(stage.name, milliseconds(stage.microseconds));
    return writer.take();
}

/// A request or an answer.
QByteArray messageJson(const Record::Headers &headers, const QByteArray &body, qint64 size)
{
    Json::ObjectWriter list;
    for (qsizetype i = 0; i < headers.size(); ++i) {
        const QByteArray &name = headers[i].first;
        const auto isSame = [&name](const auto &each) { return each.first == name; };
        if (std::any_of(headers.begin(), headers.begin() + i, isSame))
            continue; // it stands with the first one (RFC 9110, section 5.2)
        QByteArray value = headers[i].second;
        for (qsizetype j = i + 1; j < headers.size(); ++j) {
            if (isSame(headers[j]))
                value += ", " + headers[j].second;
        }
        list.text(name, QByteArrayView(value));
    }
    return Json::ObjectWriter()
        .raw("headers", list.take())
        .text("body", QByteArrayView(body))
        .number("size", size)
        .take();
}

Record::Headers headersOf(const Json::Value &message)
{
    Record::Headers headers;
    for (const Json::Member &header : message.value("headers").members())
        headers.append({header.key.toByteArray(), header.value.text().toByteArray()});
    return headers;
}

qint64 timeOf(const Json::Value &text)
{
    return QDateTime::fromString(text.toString(), Qt::ISODateWithMs).toMSecsSinceEpoch();
}

qint64 microsecondsOf(const Json::Value &milliseconds)
{
    return qint64(std::llround(milliseconds.toDouble() * 1000));
}

/// Adds what @p header, which is a secret, says: it may come back in a body, a log line or an
/// error.
void addSecretsOf(const QByteArray &header, QByteArrayList &secrets)
{
    constexpr qsizetype Shortest = 8;
    if (header.size() < Shortest || header == Mask)
        return;
    secrets.append(header);
    const qsizetype blank = header.indexOf(' '); // behind "Bearer" or "Basic"
    if (blank > 0)
        secrets.append(header.mid(blank + 1));
}

/// Adds the values of the secret parameters of @p query.
void addSecretsIn(const QByteArray &query, QByteArrayList &secrets)
{
    if (query.isEmpty())
        return;
    for (const QByteArray &part : query.split('&')) {
        const qsizetype equals = part.indexOf('=');
        if (equals > 0 && isSecretName(QByteArray::fromPercentEncoding(part.left(equals))))
            addSecretsOf(QByteArray::fromPercentEncoding(part.mid(equals + 1)), secrets);
    }
}

/// Makes texts keepable. Almost every one stays as it is, and is not touched then.
struct Keeper
{
    const QByteArrayList &secrets; ///< Those that are known.

    void operator()(QByteArray &text) const
    {
        if (text.isEmpty())
            return;
        if (!Utf8::isValid(text))
            text = Utf8::valid(text);
        if (mayHoldSecret(text))
            text = maskedText(text);
        maskKnown(text, secrets);
    }
    void body(QByteArray &text, qsizetype maximum) const
    {
        if (text.size() > maximum)
            text = Utf8::cut(text, maximum);
        (*this)(text);
    }
};

/// To loop over an empty QList that is not const allocates; most records have four of them.
template<typename Line, typename Keep>
void keepEach(QList<Line> &lines, Keep keep)
{
    if (lines.isEmpty())
        return;
    for (Line &line : lines)
        keep(line);
}

} // namespace

QByteArray logJson(const QList<LogLine> &log)
{
    Json::ArrayWriter lines;
    for (const LogLine &line : log) {
        lines.raw(Json::ObjectWriter()
                      .text("time", QByteArrayView(Timestamp::format(line.time)))
                      .text("level", QByteArrayView(line.level))
                      .text("message", QByteArrayView(line.message))
                      .text("hook", QByteArrayView(line.hook))
                      .number("line", line.line)
                      .number("column", line.column)
                      .text("module", QByteArrayView(line.module))
                      .take());
    }
    return lines.take();
}

QList<LogLine> logLinesOf(const Json::Value &json)
{
    QList<LogLine> log;
    const auto text = [](const Json::Value &line, const char *name) {
        return line.value(name).text().toByteArray();
    };
    for (const Json::Value &line : json.items()) {
        log.append({timeOf(line.value("time")), text(line, "level"), text(line, "message"),
                    text(line, "hook"), int(line.value("line").toInteger()), text(line, "module"),
                    int(line.value("column").toInteger())});
    }
    return log;
}

Level levelOf(QByteArrayView name)
{
    const auto found = std::find(Names.begin(), Names.end(), name);
    return found == Names.end() ? Level::Info : Level(found - Names.begin());
}

QByteArray nameOf(Level level)
{
    return Names[size_t(level)].toByteArray();
}

Level levelOfStatus(int status)
{
    return status >= 500 ? Level::Error : (status >= 400 ? Level::Warn : Level::Debug);
}

Level Record::level() const
{
    Level highest = levelOfStatus(status);
    for (const LogLine &line : log)
        highest = std::max(highest, levelOf(line.level));
    return highest;
}

void Record::makeKeepable(const QByteArrayList &known)
{
    constexpr qsizetype MaximumBody = 4096;
    constexpr qsizetype MaximumReadBody = 1024;
    const bool isRead = method == "GET" && isUneventful(); // it can be asked for again
    QByteArrayList secrets = known;
    addSecretsIn(query, secrets);
    QVarLengthArray<bool, 48> areSecret;
    for (const Headers *headers : {&requestHeaders, &responseHeaders}) {
        for (const auto &[name, value] : *headers) {
            areSecret.append(isSecretName(name));
            if (areSecret.last())
                addSecretsOf(value, secrets);
        }
    }
    const Keeper keep{secrets};
    keep.body(requestBody, MaximumBody);
    keep.body(responseBody, isRead ? MaximumReadBody : MaximumBody);
    query = maskedQuery(Utf8::valid(query));
    maskKnown(query, secrets);
    // The method, the collection and the key's id are not the client's own texts.
    for (QByteArray *text : {&error, &path, &user})
        keep(*text);
    const bool *isSecret = areSecret.constBegin();
    for (Headers *headers : {&requestHeaders, &responseHeaders}) {
        keepEach(*headers, [&](Headers::value_type &header) {
            auto &[name, value] = header;
            if (!Utf8::isValid(name))
                name = Utf8::valid(name);
            if (*isSecret++)
                value = Mask;
            else
                keep(value);
        });
    }
    keepEach(log, [&](LogLine &line) {
        keep(line.message);
        line.module = Utf8::valid(line.module);
    });
    keepEach(calls, [&](CallLine &line) {
        keep(line.target);
        keep(line.error);
    });
    keepEach(changes, [&](ChangeLine &line) {
        keep.body(line.before, MaximumBody);
        keep.body(line.after, MaximumBody);
    });
    keepEach(stack, [](Frame &frame) {
        frame.function = Utf8::valid(frame.function);
        frame.module = Utf8::valid(frame.module);
    });
}

QByteArray Record::logJson() const
{
    return Inspector::logJson(log);
}

QByteArray Record::callsJson() const
{
    return callsJsonOf(calls);
}

QByteArray Record::toJson() const
{
    return Json::ObjectWriter()
        .text("id", QByteArrayView(id))
        .text("time", QByteArrayView(Timestamp::format(time)))
        .text("kind", QByteArrayView(kind))
        .text("method", QByteArrayView(method))
        .text("path", QByteArrayView(path))
        .text("query", QByteArrayView(query))
        .text("collection", QByteArrayView(collection))
        .number("status", status)
        .raw("duration", milliseconds(microseconds))
        .raw("stages", stagesJson(stages))
        .text("key", QByteArrayView(key))
        .text("user", QByteArrayView(user))
        .text("hook", QByteArrayView(hook))
        .raw("request", messageJson(requestHeaders, requestBody, requestSize))
        .raw("response", messageJson(responseHeaders, responseBody, responseSize))
        .raw("log", logJson())
        .raw("calls", callsJson())
        .raw("changes", changesJson(changes))
        .text("error", QByteArrayView(error))
        .raw("stack", stackJson(stack))
        .text("node", QByteArrayView(node))
        .number("number", number)
        .take();
}

Record Record::fromJson(const Json::Value &json)
{
    const auto of = [](const Json::Value &object, const char *name) { return object.value(name); };
    const auto text = [&](const Json::Value &object, const char *name) {
        return of(object, name).text().toByteArray();
    };
    Record record;
    record.id = text(json, "id");
    record.time = timeOf(of(json, "time"));
    record.kind = text(json, "kind");
    record.method = text(json, "method");
    record.path = text(json, "path");
    record.query = text(json, "query");
    record.collection = text(json, "collection");
    record.status = int(of(json, "status").toInteger());
    record.microseconds = microsecondsOf(of(json, "duration"));
    for (const Json::Member &stage : of(json, "stages").members())
        record.stages.append({stage.key.toByteArray(), microsecondsOf(stage.value)});
    record.key = text(json, "key");
    record.user = text(json, "user");
    record.hook = text(json, "hook");
    const Json::Value request = of(json, "request");
    record.requestHeaders = headersOf(request);
    record.responseHeaders = headersOf(of(json, "response"));
    record.requestBody = text(request, "body");
    record.requestSize = of(request, "size").toInteger();
    record.responseBody = text(of(json, "response"), "body");
    record.responseSize = of(of(json, "response"), "size").toInteger();
    record.log = logLinesOf(of(json, "log"));
    for (const Json::Value &line : of(json, "calls").items()) {
        record.calls.append({timeOf(of(line, "time")), text(line, "operation"),
                             text(line, "target"), microsecondsOf(of(line, "begin")),
                             microsecondsOf(of(line, "duration")), text(line, "error")});
    }
    for (const Json::Value &line : of(json, "changes").items())
        record.changes.append(
            {text(line, "hook"), text(line, "what"), text(line, "before"), text(line, "after")});
    record.error = text(json, "error");
    for (const Json::Value &frame : of(json, "stack").items())
        record.stack.append({text(frame, "function"), text(frame, "module"),
                             int(of(frame, "line").toInteger()),
                             int(of(frame, "column").toInteger())});
    record.node = text(json, "node");
    record.number = of(json, "number").toInteger();
    return record;
}

} // namespace Inspector
