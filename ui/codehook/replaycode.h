// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/codehook/recording.h"

#include <QLabel>
#include <QPointer>
#include <QWidget>

class CodeEditor;
class LineValues;
class QTabBar;
class ReplayCursor;
class StopMarks;
class Theme;

/// The recorded scripts with the line of the step that is shown, values beside lines, stops in the
/// margin, and what a value was before under the mouse. The text cannot be changed: it is what ran.
/// Thread: the window's.
class ReplayCode final : public QWidget
{
    Q_OBJECT

public:
    ReplayCode(const Theme &theme, ReplayCursor &cursor, QWidget *parent);
    ~ReplayCode() override;

    CodeEditor &editor() { return *m_editor; }
    /// Where the caret is.
    Recording::Place caret() const;
    /// The variable or path at the caret; empty: there is none.
    QString nameAtCaret() const;
    /// What is told of the name at @p byte of the text, as HTML; empty: nothing.
    QString explanationOf(long byte) const;
    void toggleStop();

signals:
    void watchWanted(const QString &expression);
    /// The condition and the text of a stop are to be edited.
    void stopWanted(const QString &file, int line);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void addMarkers();
    void applyTheme();
    void open();
    void move();
    void showFile(int file);
    void showStops();
    QString shownFile() const;
    void toggleStopIn(int line);
    QStringList linksFor(const QString &path) const;
    void explainAt(long byte);
    void follow(const QString &link);
    QString pathAt(long byte) const;

    const Theme &m_theme;
    ReplayCursor &m_cursor;
    QTabBar *m_files;
    CodeEditor *m_editor;
    LineValues *m_values;
    StopMarks *m_stops;
    QPointer<QLabel> m_popup; ///< Belongs to the window once it was shown.
    int m_file = -1; ///< The one that is shown.
};
