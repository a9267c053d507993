// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/codehook/replaystop.h"

#include <QObject>

class CodeEditor;
class StopMarks;
class StoredScript;
class Theme;

/// The stops of a script while it is edited, before there is a recording and between two of them.
/// They go with their lines, are no steps for undo, and are kept in the settings of the program.
/// Thread: the window's.
class ScriptStops final : public QObject
{
    Q_OBJECT

public:
    /// @p file is what a recording calls the script in @p editor; the stops are kept as those of
    /// @p name. Lives as long as @p editor.
    ScriptStops(const Theme &theme, CodeEditor &editor, const StoredScript &stored, QString file,
                const QString &name);

    /// All, with their lines as they are now; also those of modules and variables.
    QList<ReplayStop> stops();
    /// Has @p stops from now on, which may be those of another state of the script.
    void take(const QList<ReplayStop> &stops);

private:
    void toggle(int line);
    void edit(int line);
    /// Reads where the lines of the stops are.
    void follow();
    /// Finds the lines again after the whole text was exchanged.
    void findAgain();
    void show();
    void keep();
    bool isShown(const ReplayStop &stop) const;
    qsizetype indexIn(int line) const;

    const Theme &m_theme;
    CodeEditor &m_editor;
    StopMarks *m_marks;
    const QString m_file;
    const QString m_key; ///< In the settings.
    QList<ReplayStop> m_stops;
    QList<int> m_handles; ///< Of the marker of each stop; -1: it is in another script.
    bool m_isLost = false; ///< The text was taken away, and the markers with it.
};
