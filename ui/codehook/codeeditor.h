// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/theme.h"

#include <Qsci/qsciscintilla.h>

class JavaScriptLexer;

/// A JavaScript editor in the looks of the theme, which can mark one line as wrong.
/// Thread: the window's.
class CodeEditor final : public QsciScintilla
{
    Q_OBJECT

public:
    CodeEditor(const Theme &theme, QWidget *parent);

    /// Marks @p line (from 1) as wrong, with @p message beneath it, and goes there.
    /// @p column (from 1) is 0 when it is not known.
    void showError(int line, int column, const QString &message);
    void clearError();
    /// A line that a test run went through.
    struct RunLine
    {
        int line = 0; ///< From 1.
        int count = 0; ///< How often.
        QString values; ///< What was assigned there last, as text.
    };
    /// Marks @p lines in the margin, with their last values beneath them; none: no marks.
    void showRunLines(const QList<RunLine> &lines);
    /// Marks the lines @p changed (from 0) in the colour of @p role, and leaves lines free beneath
    /// others, so many as @p blank says.
    void showDifferences(const QList<int> &changed, const QHash<int, int> &blank, Theme::Role role);
    /// Puts the caret at the beginning of @p line (from 1) and brings it into view.
    void goToLine(int line);

private:
    void applyTheme();
    void setUpMargins();
    void setMultipleSelectionEnabled();

    const Theme &m_theme;
    JavaScriptLexer *m_lexer;
    int m_errorMarker;
    int m_errorStyle;
    int m_valueStyle;
    int m_countStyle;
    bool m_hasRunLines = false;
};
