// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

/// What leads from one text to another, line by line. Any thread.
namespace LineDiff {

enum class Kind { Same, Removed, Added };

struct Line
{
    Kind kind = Kind::Same;
    QString text;
};

/// The lines of both texts in order, those of a change removed first.
QList<Line> between(const QString &before, const QString &after);
/// The same as one text, with `+ `, `- ` or two blanks before each line.
QString text(const QString &before, const QString &after);

} // namespace LineDiff
