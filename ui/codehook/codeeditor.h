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

    static constexpr int MarkerMargin = 1; ///< For problems, stops and the like.
    static constexpr int ChangeMargin = 2; ///< For the bars of changed lines; it has no width yet.
    static constexpr int AddedMarker = 4; ///< The markers in that margin.
    static constexpr int EditedMarker = 5;
    static constexpr int DeletedMarker = 6;
    static constexpr unsigned ChangeMarkers =
        1u << AddedMarker | 1u << EditedMarker | 1u << DeletedMarker;

    /// Marks @p line (from 1) as wrong, with @p message beneath it, and goes there.
    /// @p column (from 1) is 0 when it is not known.
    void showError(int line, int column, const QString &message);
    void clearError();
    /// A line that a test run went through.
    struct RunLine
    {
        int line = 0; ///< From 1.
        int count = 0; ///< How often.
        /// What was assigned there last: names and values, as text.
        QList<std::pair<QString, QString>> values;
    };
    /// Makes room for the counts of a test run, so that they do not move the script.
    void setRunMarginVisible(bool visible);
    /// Marks @p lines in the margin, with their last values beneath them; none: no marks.
    void showRunLines(const QList<RunLine> &lines);
    /// Those that are marked.
    const QList<RunLine> &runLines() const { return m_runLines; }
    /// Marks the lines @p changed (from 0) in the colour of @p role, and leaves lines free beneath
    /// others, so many as @p blank says.
    void showDifferences(const QList<int> &changed, const QHash<int, int> &blank, Theme::Role role);
    /// Puts the caret at @p column of @p line (both from 1) and brings it into view.
    void goToLine(int line, int column = 1);

    /// What is wrong, or likely to be, while the script is written.
    struct Problem
    {
        int line = 0; ///< From 1.
        int column = 0; ///< From 1; 0 when it is not known.
        int endColumn = 0; ///< Behind it; 0: to the end of the line.
        QString message;
        bool isError = false;
        int openLine = 0; ///< Where the bracket stands that is not closed; 0: it is another fault.
        int openColumn = 0;
    };
    /// Underlines @p problems and marks their lines, in the place of those shown before.
    void showProblems(const QList<Problem> &problems);
    const QList<Problem> &problems() const { return m_problems; }
    /// Goes to the next problem behind the caret, or the one before; round the end.
    void goToProblem(bool forward);

    /// The name at the caret with what stands before its dots: `db.get`; empty: there is none.
    QString nameAtCaret() const;

    /// Characters of text().
    struct Range
    {
        qsizetype from = 0;
        qsizetype to = 0;
    };
    Range selection() const;
    /// Where the caret is.
    qsizetype caretCharacter() const;
    /// The character of text() that begins at a byte of Scintilla's.
    qsizetype characterOf(long byte) const;
    /// The character at @p point of the viewport; -1: there is none.
    qsizetype characterAt(const QPoint &point) const;
    /// Selects @p range and brings it into view.
    void select(const Range &range);
    /// Marks @p matches of a search, in the place of those before.
    void showMatches(const QList<Range> &matches);

    /// hasSelectedText() still says yes after a letter that was typed has replaced the selection.
    bool hasSelection() const;

    /// Puts `//` before the selected lines, or takes it away where all have it.
    void toggleComment();
    /// Selects the next place of the selected word as well, for typing at all of them.
    void addNextOccurrence();
    struct Edit
    {
        Range range;
        QString text; ///< What comes there.
    };
    /// Makes @p edits, which are in the order of the text, as one step for undo; the caret stays at
    /// its place.
    void apply(const QList<Edit> &edits);
    /// Exchanges the text as one step for undo; caret and view stay where they are as far as they
    /// can.
    void replaceAll(const QString &text);
    /// Shows @p text, with nothing to be undone.
    void setText(const QString &text) override;
    /// How lines of the text end: `\n`, or `\r\n` where it has those.
    QByteArray lineEnd() const;

private:
    void setLineEnd(const QString &text);
    void applyTheme();
    void setUpMargins();
    void defineFoldMarks();
    void setMultipleSelectionEnabled();
    void bindKeys();
    int byteOf(qsizetype character) const;

    const Theme &m_theme;
    JavaScriptLexer *m_lexer;
    int m_errorMarker;
    int m_errorStyle;
    int m_valueStyle;
    int m_countStyle;
    Theme::Role m_differenceRole = Theme::Role::SuccessSoft; ///< Of showDifferences().
    QList<RunLine> m_runLines;
    QList<Problem> m_problems;
};
