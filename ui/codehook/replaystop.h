// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

/// Where a replay ends when it runs, or where it writes a line: in a line of a script, or where a
/// variable gets another value. A value; any thread.
struct ReplayStop
{
    QString file; ///< As Recording::File names it.
    int line = 0; ///< From 1; 0: it is one of a variable.
    QString condition; ///< Empty: always. See ReplayExpression.
    QString log; ///< Not empty: it does not stop, but tells this, with `{expression}` in it.
    bool isEnabled = true;
    QString variable = {}; ///< The path whose value is watched: `total`, `order.lines[0].count`.
    QString function = {}; ///< Whose variable that is.
    QString lineText = {}; ///< What stood in the line, by which it is found again.

    bool isOfVariable() const { return !variable.isEmpty(); }
    /// Whether both are about the same line or variable.
    bool isAtPlaceOf(const ReplayStop &other) const;
    /// Goes to the line of @p lines that has its text, the nearest one; stays where none has.
    void findLine(const QStringList &lines);
};

/// How stops are kept in the settings of the program.
namespace ReplayStops {

QByteArray toJson(const QList<ReplayStop> &stops);
/// What toJson() gave; without those that are not understood.
QList<ReplayStop> fromJson(const QByteArray &text);

} // namespace ReplayStops
