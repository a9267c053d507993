// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/formats.h"

#include "server/core/json.h"

#include <QByteArrayList>

namespace Api {

namespace {

QByteArray escaped(QByteArrayView text)
{
    return QString::fromUtf8(text).toHtmlEscaped().toUtf8();
}

/// A page with a table: a row for each document, a column for each field.
QByteArray htmlPage(const QByteArray &title, const Json::Value &data)
{
    const auto documents = data.isArray() ? data.items() : std::vector{data};
    QByteArrayList columns;
    for (const Json::Value &document : documents) {
        for (const Json::Member &member : document.members()) {
            if (const QByteArray name = member.key.toByteArray(); !columns.contains(name))
                columns.append(name);
        }
    }
    QByteArray page = "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>"
        + escaped(title) + "</title></head><body>\n<table>\n<thead><tr>";
    for (const QByteArray &column : std::as_const(columns))
        page.append("<th>" + escaped(column) + "</th>");
    page.append("</tr></thead>\n<tbody>\n");
    for (const Json::Value &document : documents) {
        page.append("<tr>");
        for (const QByteArray &column : std::as_const(columns)) {
            const auto value = document.find(column);
            page.append("<td>"
                        + (value ? escaped(value->isString() ? value->text().toByteArray()
                                                             : value->toJson())
                                 : QByteArray())
                        + "</td>");
        }
        if (!document.isObject())
            page.append("<td>" + escaped(document.toJson()) + "</td>");
        page.append("</tr>\n");
    }
    return page.append("</tbody>\n</table>\n</body></html>\n");
}

} // namespace

Result<Http::Response> inFormat(const QByteArray &format, const QByteArray &name,
                                Http::Response response)
{
    if (format == "json")
        return response;
    if (format == "js") {
        // The names of collections need only this to be names of variables.
        const QByteArray variable = QByteArray(name).replace('-', '_');
        // Within a page a script ends at </script>, even where that is part of a text.
        response.body = "var " + variable + " = " + response.body.replace("</", "<\\/") + ";\n";
        response.contentType = "text/javascript; charset=utf-8";
        return response;
    }
    if (format != "html")
        return badInput(QStringLiteral("The format is json, js or html."));
    const auto data = Json::Document::parseKnown(response.body);
    if (!data)
        return failure(data);
    response.body = htmlPage(name, data->root());
    response.contentType = "text/html; charset=utf-8";
    // Documents hold what anybody may have sent: the page runs and loads nothing.
    response.headers.append(Http::Header("Content-Security-Policy", "default-src 'none'"));
    return response;
}

} // namespace Api
