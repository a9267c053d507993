// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/core/markdown.h"

#include <md4c-html.h>

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

} // namespace

QByteArray markdownToHtml(const QByteArray &markdown, bool keepsHtml)
{
    QByteArray html;
    const auto append = [](const MD_CHAR *part, MD_SIZE size, void *to) {
        static_cast<QByteArray *>(to)->append(part, qsizetype(size));
    };
    md_html(markdown.constData(), MD_SIZE(markdown.size()), append, &html,
            MD_DIALECT_GITHUB | (keepsHtml ? 0U : unsigned(MD_FLAG_NOHTML)), 0);
    return keepsHtml ? html : withHarmlessAddresses(html);
}
