// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

/// Pieces of script for tasks that come again and again. Pure functions.
namespace Snippets {

struct Snippet
{
    QString title;
    /// Its lines; what is to be filled in stands between `‹` and `›`.
    QString text;
};

/// All of them, in the language of the window.
QList<Snippet> all();

/// A text that is ready to be inserted.
struct Filled
{
    struct Stop
    {
        qsizetype from = 0; ///< Characters of the text.
        qsizetype length = 0;
    };
    QString text;
    QList<Stop> stops; ///< What is to be filled in, in its order.
};
/// @p text with each line but the first indented by @p indentation blanks.
Filled filled(const QString &text, int indentation);

} // namespace Snippets
