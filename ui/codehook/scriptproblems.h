// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/client.h"

#include <QWidget>

#include <utility>

class CodeEditor;
class QLabel;
class ScriptCheck;
class Theme;

/// The line under a script: what is wrong with it, and where the caret is. Thread: the window's.
class ScriptProblems final : public QWidget
{
    Q_OBJECT

public:
    ScriptProblems(const Theme &theme, CodeEditor &editor, const ScriptCheck &check,
                   QWidget *parent);

    /// Marks what the compiler refused; @p what did not happen for it.
    void showFault(const Client::Reply &reply, const QString &what);
    /// Tells @p fault until the text changes; empty: nothing is wrong any more.
    void setFault(const QString &fault);
    /// Tells @p note in passing, until the caret or the text moves.
    void tell(const QString &note);
    /// Why the server does not run the script; empty: it does.
    void setSuspended(const QString &reason);

private:
    void showProblem();

    const Theme &m_theme;
    CodeEditor &m_editor;
    QLabel *m_problem;
    QLabel *m_position;
    QString m_fault;
    QString m_note;
    std::pair<int, int> m_noted; ///< Where the caret was then.
    QString m_suspended;
};
