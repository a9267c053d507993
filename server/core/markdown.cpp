// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/core/markdown.h"

#include <md4c-html.h>

QByteArray markdownToHtml(const QByteArray &markdown, bool keepsHtml)
{
    QByteArray html;
    const auto append = [](const MD_CHAR *part, MD_SIZE size, void *to) {
        static_cast<QByteArray *>(to)->append(part, qsizetype(size));
    };
    md_html(markdown.constData(), MD_SIZE(markdown.size()), append, &html,
            MD_DIALECT_GITHUB | (keepsHtml ? 0U : unsigned(MD_FLAG_NOHTML)), 0);
    return html;
}
