// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

/// @p markdown in GitHub's dialect as HTML. HTML in it stays what it is where @p keepsHtml, and is
/// shown as text otherwise; then links and images have addresses of http, https, mailto, tel or of
/// the same site alone, and `#` in the place of others. Any thread.
/// Source: CommonMark 0.30 and the GitHub Flavored Markdown specification, by MD4C.
QByteArray markdownToHtml(const QByteArray &markdown, bool keepsHtml);
