// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

/// @p markdown in GitHub's dialect as HTML. HTML in it stays what it is where @p keepsHtml, and is
/// shown as text otherwise. Any thread.
/// Source: CommonMark 0.30 and the GitHub Flavored Markdown specification, by MD4C.
QByteArray markdownToHtml(const QByteArray &markdown, bool keepsHtml);
