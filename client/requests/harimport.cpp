// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/requests/imported.h"

#include "client/requests/texts.h"
#include "server/core/json.h"

#include <QUrl>

namespace Requests {

namespace {

Headers headersIn(const Json::Value &list)
{
    Headers headers;
    for (const Json::Value &each : list.items()) {
        const QByteArray name = each.value("name").text().toByteArray();
        if (!name.isEmpty())
            headers.append({name, each.value("value").text().toByteArray()});
    }
    return headers;
}

/// The body, which some programs give as a text and others as a list of fields.
void setBody(const Json::Value &data, Request &request)
{
    request.body = data.value("text").text().toByteArray();
    if (request.body.isEmpty()) {
        QByteArrayList pairs;
        for (const Json::Value &each : data.value("params").items())
            pairs.append(each.value("name").text().toByteArray().toPercentEncoding() + '='
                         + each.value("value").text().toByteArray().toPercentEncoding());
        request.body = pairs.join("&");
    }
    const QByteArray type = data.value("mimeType").text().toByteArray();
    if (!request.body.isEmpty() && !type.isEmpty()
        && headerOf(request.headers, "content-type").isEmpty())
        request.headers.append(Header("Content-Type", type));
}

} // namespace

Result<Imported> importHar(QByteArrayView text)
{
    const auto json = Json::Document::parseKnown(text);
    if (!json)
        return failure(json);
    ImportBuilder builder;
    for (const Json::Value &entry : json->root().value("log").value("entries").items()) {
        const Json::Value wanted = entry.value("request");
        Request request;
        request.method = wanted.value("method").text().toByteArray().toUpper();
        request.url = wanted.value("url").text().toByteArray();
        request.headers = headersIn(wanted.value("headers"));
        const QUrl url(QString::fromUtf8(request.url));
        if (!url.scheme().startsWith(QLatin1String("http"))) {
            builder.note(RequestTexts::tr("%1 is left out, because it is not of HTTP.")
                             .arg(QString::fromUtf8(request.url.left(80))));
            continue;
        }
        setBody(wanted.value("postData"), request);
        // Browsers write an address as it is shown.
        request.url.replace(' ', "%20");
        request.title = request.method + ' ' + url.path(QUrl::FullyDecoded).toUtf8();
        if (request.body.contains("{{") || request.url.contains("{{"))
            builder.note(
                RequestTexts::tr("%1 has {{, which begins a variable here.").arg(request.label()));
        builder.add(ImportBuilder::fileName(
                        {url.host().isEmpty() ? QStringLiteral("requests") : url.host()}),
                    request);
    }
    return builder.take(RequestTexts::tr("There are no requests in this HAR file."));
}

} // namespace Requests
