// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/codehook/editedscript.h"
#include "ui/codehook/replaystop.h"

#include <QObject>

class CodeEditor;
class StopMarks;
class StoredScript;
class Theme;

/// The stops of a script while it is edited, before there is a recording and between two of them.
/// They go with their lines, are no steps for undo, and are kept in the settings of the program:
/// each script of a server has its own, in whichever editor or replay they are set.
/// Thread: the window's.
class ScriptStops final : public QObject
{
    Q_OBJECT

public:
    /// Shows those of @p script in @p editor; @p server is the identity of its server. Lives as
    /// long as @p editor.
    ScriptStops(const Theme &theme, CodeEditor &editor, const StoredScript &stored,
                const EditedScript &script, QString server);

    /// All of this script, with their lines as they are now, and those of the others in @p files,
    /// which are as Recording::File names them. Stops of variables are among them.
    QList<ReplayStop> stopsIn(const QStringList &files);
    /// The scripts in @p files and this one have those of @p stops that are theirs from now on,
    /// which may be those of another state of a script.
    void take(const QList<ReplayStop> &stops, const QStringList &files);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void toggle(int line);
    void edit(int line);
    /// Reads where the lines of the stops are.
    void follow();
    /// Finds the lines again after the whole text was exchanged.
    void findAgain();
    void show();
    void keep();
    /// Keeps with each stop what stands in its line.
    void rememberTexts();
    /// Takes over what a replay of another script has set in this one.
    void readKept();
    QString keyOf(const QString &file) const;
    qsizetype indexIn(int line) const;

    const Theme &m_theme;
    CodeEditor &m_editor;
    StopMarks *m_marks;
    const EditedScript m_script;
    const QString m_server;
    const QString m_file; ///< The script, as a recording calls it.
    QByteArray m_kept; ///< The stops as the settings had them when they were last read or kept.
    QList<ReplayStop> m_stops;
    QList<int> m_handles; ///< Of the marker of each stop; -1: it is one of a variable.
    bool m_isLost = false; ///< The text was taken away, and the markers with it.
};
