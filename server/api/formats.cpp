// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/formats.h"

#include "server/core/json.h"

#include <QByteArrayList>
#include <QHash>

#include <utility>
#include <vector>

namespace Api {

namespace {

constexpr qsizetype MaximumCells = 1'000'000; ///< Of a page; a browser shows no more.

QByteArray escaped(QByteArrayView text)
{
    return QString::fromUtf8(text).toHtmlEscaped().toUtf8();
}

QByteArray textOf(const Json::Value &value)
{
    return escaped(value.isString() ? value.text().toByteArray() : value.toJson());
}

/// The fields of all documents, in the order in which they come first.
struct Columns
{
    QByteArrayList names;
    QHash<QByteArray, qsizetype> places; ///< Of the names, since documents may have many fields.

    explicit Columns(const std::vector<Json::Value> &documents)
    {
        for (const Json::Value &document : documents) {
            for (const Json::Member &member : document.members()) {
                const QByteArray name = member.key.toByteArray();
                if (places.contains(name))
                    continue;
                places.insert(name, names.size());
                names.append(name);
            }
        }
    }
    /// What stands in the row of @p document.
    QByteArrayList cellsOf(const Json::Value &document) const
    {
        QByteArrayList cells(names.size());
        for (const Json::Member &member : document.members())
            cells[places.value(member.key.toByteArray())] = textOf(member.value);
        return cells;
    }
};

/// A page with a table: a row for each document, a column for each field. @errors BadInput: it
/// would have more than MaximumCells.
Result<QByteArray> htmlPage(const QByteArray &title, const Json::Value &data)
{
    const auto documents = data.isArray() ? data.items() : std::vector{data};
    const Columns columns(documents);
    if (columns.names.size() * qsizetype(documents.size()) > MaximumCells)
        return badInput(QStringLiteral("A page has at most %1 cells: ask for fewer documents with "
                                       "max, or for fewer fields with h={\"$fields\":…}.")
                            .arg(MaximumCells));
    QByteArray page = "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>"
        + escaped(title) + "</title></head><body>\n<table>\n<thead><tr>";
    for (const QByteArray &column : columns.names)
        page.append("<th>" + escaped(column) + "</th>");
    page.append("</tr></thead>\n<tbody>\n");
    for (const Json::Value &document : documents) {
        page.append("<tr>");
        for (const QByteArray &cell : columns.cellsOf(document))
            page.append("<td>" + cell + "</td>");
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
    auto page = htmlPage(name, data->root());
    if (!page)
        return failure(page);
    response.body = std::move(*page);
    response.contentType = "text/html; charset=utf-8";
    // Documents hold what anybody may have sent: the page runs and loads nothing.
    response.headers.append(Http::Header("Content-Security-Policy", "default-src 'none'"));
    return response;
}

} // namespace Api
