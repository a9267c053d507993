// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/codehook/replaystop.h"

#include <QObject>

class CodeEditor;
class Theme;

/// Shows stops in the margin of an editor, and tells what is clicked there: a disc, or a diamond
/// for those that write a line, hollow for those that are switched off. Thread: the window's.
class StopMarks final : public QObject
{
    Q_OBJECT

public:
    /// Lives as long as @p editor.
    StopMarks(const Theme &theme, CodeEditor &editor);

    /// Marks the lines of @p stops in the place of those before. Gives the handle of the marker of
    /// each, by which Scintilla knows its line after changes of the text; -1 for those of
    /// variables.
    QList<int> show(const QList<ReplayStop> &stops);

signals:
    /// The margin was clicked beside @p line, which counts from 1.
    void clicked(int line);
    /// The same with Shift or the right button: its condition and text are to be edited.
    void editWanted(int line);

private:
    void applyTheme();

    const Theme &m_theme;
    CodeEditor &m_editor;
};
