// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/codehook/searchterm.h"

#include <QWidget>

class CodeEditor;
class QLabel;
class QLineEdit;
class SearchOptions;
class Theme;

/// Find and replace in an editor: text or regular expression, upper and lower case, whole words.
/// Enter goes to the next match, Shift+Enter to the one before, Escape closes.
/// Thread: the window's.
class FindBar final : public QWidget
{
    Q_OBJECT

public:
    FindBar(CodeEditor &editor, const Theme &theme, QWidget *parent);

    /// Shows the bar with what is selected in the editor; with its second row for @p replacing.
    void open(bool replacing);
    void findNext() { find(true); }
    void findPrevious() { find(false); }

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void close();
    void find(bool forward);
    void replaceOne();
    void replaceAll();
    void update();
    SearchTerm term() const;
    QList<QRegularExpressionMatch> matches() const;
    qsizetype selectedMatch(const QList<QRegularExpressionMatch> &matches) const;
    QString replacementOf(const QRegularExpressionMatch &match) const;

    CodeEditor &m_editor;
    QLineEdit *m_text = nullptr;
    QLineEdit *m_replacement = nullptr;
    QWidget *m_replaceRow = nullptr;
    SearchOptions *m_options = nullptr;
    QLabel *m_count = nullptr;
};
