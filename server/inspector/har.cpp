// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/inspector/har.h"

#include <QUrlQuery>

namespace Inspector {

namespace {

QByteArray pair(const QString &name, const QString &value)
{
    return Json::ObjectWriter().text("name", name).text("value", value).take();
}

QByteArray headerList(const Json::Value &part)
{
    Json::ArrayWriter headers;
    for (const Json::Member &header : part.value("headers").members())
        headers.raw(pair(QString::fromUtf8(header.key), header.value.toString()));
    return headers.take();
}

QByteArray queryOf(const QString &query)
{
    Json::ArrayWriter parameters;
    for (const auto &[name, value] : QUrlQuery(query).queryItems(QUrl::FullyDecoded))
        parameters.raw(pair(name, value));
    return parameters.take();
}

/// The value of the header @p name (in lower case) of @p message, a request or an answer; empty:
/// there is none.
QString headerOf(const Json::Value &message, QByteArrayView name)
{
    for (const Json::Member &header : message.value("headers").members()) {
        if (header.key.toByteArray().toLower() == name)
            return header.value.toString();
    }
    return {};
}

QString typeOf(const Json::Value &message)
{
    const QString type = headerOf(message, "content-type");
    return type.isEmpty() ? QStringLiteral("application/json") : type;
}

QByteArray requestOf(const Json::Value &record)
{
    const Json::Value request = record.value("request");
    const QString host = request.value("headers").value("host").toString();
    const QString query = record.value("query").toString();
    QString url = QStringLiteral("http://%1%2")
                      .arg(host.isEmpty() ? QStringLiteral("127.0.0.1") : host,
                           record.value("path").toString());
    if (!query.isEmpty())
        url.append(QLatin1Char('?') + query);
    const QString body = request.value("body").toString();
    Json::ObjectWriter writer;
    writer.text("method", record.value("method").text())
        .text("url", url)
        .text("httpVersion", "HTTP/1.1")
        .raw("cookies", "[]") // they are masked
        .raw("headers", headerList(request))
        .raw("queryString", queryOf(query))
        .number("headersSize", -1)
        .number("bodySize", request.value("size").toInteger());
    if (!body.isEmpty()) {
        writer.raw(
            "postData",
            Json::ObjectWriter().text("mimeType", typeOf(request)).text("text", body).take());
    }
    return writer.take();
}

QByteArray responseOf(const Json::Value &record)
{
    const Json::Value response = record.value("response");
    const qint64 size = response.value("size").toInteger();
    return Json::ObjectWriter()
        .number("status", record.value("status").toInteger())
        .text("statusText", "")
        .text("httpVersion", "HTTP/1.1")
        .raw("cookies", "[]")
        .raw("headers", headerList(response))
        .raw("content",
             Json::ObjectWriter()
                 .number("size", size)
                 .text("mimeType", typeOf(response))
                 .text("text", response.value("body").text())
                 .take())
        .text("redirectURL", headerOf(response, "location"))
        .number("headersSize", -1)
        .number("bodySize", size)
        .take();
}

QByteArray entryOf(const Json::Value &record)
{
    const QByteArray duration = record.value("duration").toJson();
    const Json::Value sending = record.value("stages").value("send");
    Json::ObjectWriter entry;
    entry.text("startedDateTime", record.value("time").text())
        .raw("time", duration)
        .raw("request", requestOf(record))
        .raw("response", responseOf(record))
        .raw("cache", "{}")
        .raw("timings",
             Json::ObjectWriter()
                 .number("send", 0)
                 .raw("wait", duration)
                 .raw("receive", sending.isNumber() ? sending.toJson() : QByteArray("0"))
                 .take());
    // Names of one's own begin with an underscore (HAR 1.2, "Custom fields").
    for (const char *name : {"id", "stages", "hook", "log", "calls", "error"}) {
        if (const auto value = record.find(name))
            entry.value('_' + QByteArray(name), *value);
    }
    return entry.take();
}

} // namespace

QByteArray harOf(const Json::Value &records)
{
    Json::ArrayWriter entries;
    // Archives begin with the oldest.
    const auto items = records.items();
    for (auto record = items.rbegin(); record != items.rend(); ++record) {
        if (record->value("kind").text() == "request")
            entries.raw(entryOf(*record));
    }
    const QByteArray creator =
        Json::ObjectWriter().text("name", "Hookdesk").text("version", HOOKDESK_VERSION).take();
    return Json::ObjectWriter()
        .raw("log",
             Json::ObjectWriter()
                 .text("version", "1.2")
                 .raw("creator", creator)
                 .raw("entries", entries.take())
                 .take())
        .take();
}

} // namespace Inspector
