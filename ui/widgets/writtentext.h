// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPlainTextEdit>
#include <QString>
#include <QTextDocument>

/// The text of @p edit as it was set and typed, with \n between its lines: toPlainText() would make
/// plain blanks of those that do not break a line. Thread: the window's.
inline QString writtenText(const QPlainTextEdit &edit)
{
    return edit.document()->toRawText().replace(QChar::ParagraphSeparator, QLatin1Char('\n'));
}
