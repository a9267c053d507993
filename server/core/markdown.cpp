// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/core/markdown.h"

#include <QByteArrayList>

#include <md4c-html.h>

#include <algorithm>

namespace {

/// Whether a browser may follow @p address: a page of the web or of the same site, or somebody to
/// write to or to call.
bool isHarmless(QByteArrayView address)
{
    for (const char each : address) {
        if (each == '/' || each == '?' || each == '#')
            return true;
        if (each == ':')
            break;
    }
    const qsizetype colon = address.indexOf(':');
    const QByteArray scheme = address.first(qMax(colon, qsizetype(0))).toByteArray().toLower();
    return colon < 0 || scheme == "http" || scheme == "https" || scheme == "mailto"
        || scheme == "tel";
}

/// @p html with `#` in the place of addresses that would run a script. @pre MD4C made it of
/// Markdown without HTML: a quotation mark in a text or an address is escaped, so these tags are
/// MD4C's own.
QByteArray withHarmlessAddresses(const QByteArray &html)
{
    QByteArray safe;
    qsizetype done = 0;
    for (qsizetype at = html.indexOf('<'); at >= 0; at = html.indexOf('<', at + 1)) {
        const QByteArrayView rest = QByteArrayView(html).sliced(at);
        if (!rest.startsWith("<a href=\"") && !rest.startsWith("<img src=\""))
            continue;
        const qsizetype begin = html.indexOf('"', at) + 1;
        const qsizetype end = html.indexOf('"', begin);
        if (end < 0 || isHarmless(QByteArrayView(html).sliced(begin, end - begin)))
            continue;
        safe.append(QByteArrayView(html).sliced(done, begin - done)).append('#');
        done = end;
    }
    return safe.append(QByteArrayView(html).sliced(done));
}

/// What stands in a line behind the signs of quotations; nothing of what is indented as code.
QByteArrayView contentOf(QByteArrayView line)
{
    const auto begin = std::find_if(line.begin(), line.end(),
                                    [](char each) { return each != ' ' && each != '>'; });
    const QByteArrayView prefix = line.first(begin - line.begin());
    const qsizetype quote = prefix.lastIndexOf('>'); // a blank behind it belongs to it
    return prefix.size() - quote - 1 > (quote < 0 ? 3 : 4) ? QByteArrayView()
                                                           : line.sliced(prefix.size()).trimmed();
}

/// The cells of a line of a table, whose outer bars may be left out.
QList<QByteArray> cellsOf(QByteArrayView content)
{
    QByteArray row = content.toByteArray().replace("\\|", "__");
    if (row.startsWith('|'))
        row.remove(0, 1);
    if (row.endsWith('|'))
        row.chop(1);
    return row.split('|');
}

/// Whether a line stands between the head of a table and its rows, such as `|-|:-:|`.
bool isDelimiterRow(QByteArrayView content)
{
    const auto cells = cellsOf(content);
    return content.contains('|') && std::all_of(cells.begin(), cells.end(), [](QByteArray cell) {
               cell = cell.trimmed();
               if (cell.startsWith(':'))
                   cell.remove(0, 1);
               if (cell.endsWith(':'))
                   cell.chop(1);
               return !cell.isEmpty() && cell.count('-') == cell.size();
           });
}

/// @p markdown with its tables as MD4C reads them: 0.4 wants three dashes in each column, and no
/// text right before, where one dash and any line will do (GitHub Flavored Markdown, "Tables").
QByteArray withReadTables(const QByteArray &markdown)
{
    if (!markdown.contains('|'))
        return markdown;
    QByteArrayList read;
    QByteArray fence; // what ends the block of code that we are in
    bool isInTable = false;
    for (const QByteArray &line : markdown.split('\n')) {
        const QByteArrayView content = contentOf(line);
        const bool isFence = content.startsWith("```") || content.startsWith("~~~");
        if (isFence && (fence.isEmpty() || content.startsWith(fence)))
            fence = fence.isEmpty() ? content.first(3).toByteArray() : QByteArray();
        isInTable = isInTable && !content.isEmpty();
        const QByteArrayView head = read.isEmpty() ? QByteArrayView() : contentOf(read.last());
        const bool isDelimiter = fence.isEmpty() && !isInTable && isDelimiterRow(content)
            && head.contains('|') && cellsOf(head).size() == cellsOf(content).size();
        read.append(line);
        if (!isDelimiter)
            continue;
        isInTable = true;
        read.last().replace("-", "---");
        const qsizetype before = read.size() - 3;
        if (before >= 0 && !contentOf(read[before]).isEmpty())
            read.insert(before + 1, line.first(line.indexOf(content.toByteArray())));
    }
    return read.join('\n');
}

} // namespace

QByteArray markdownToHtml(const QByteArray &markdown, bool keepsHtml)
{
    QByteArray html;
    const auto append = [](const MD_CHAR *part, MD_SIZE size, void *to) {
        static_cast<QByteArray *>(to)->append(part, qsizetype(size));
    };
    const QByteArray text = withReadTables(markdown);
    md_html(text.constData(), MD_SIZE(text.size()), append, &html,
            MD_DIALECT_GITHUB | (keepsHtml ? 0U : unsigned(MD_FLAG_NOHTML)), 0);
    return keepsHtml ? html : withHarmlessAddresses(html);
}
