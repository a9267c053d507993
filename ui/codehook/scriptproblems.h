// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/admin.h"

#include <QWidget>

class CodeEditor;
class QLabel;
class QTimer;
class Theme;

/// The line under a script: what is wrong with it, and where the caret is. Has the server look at
/// the text a moment after it was typed, and underlines what it finds. Thread: the window's.
class ScriptProblems final : public QWidget
{
    Q_OBJECT

public:
    /// @p kind is what the script is to the server: `codehook`, `module` or `job`.
    ScriptProblems(Admin &admin, const Theme &theme, CodeEditor &editor, const QByteArray &kind,
                   QWidget *parent);

    /// Looks now.
    void check();
    /// Marks what the compiler refused; @p what did not happen for it.
    void showFault(const Admin::Reply &reply, const QString &what);
    /// Tells @p fault until the text changes; empty: nothing is wrong any more.
    void setFault(const QString &fault);
    /// Why the server does not run the script; empty: it does.
    void setSuspended(const QString &reason);

private:
    void showChecked(const Admin::Reply &reply);
    void showProblem();

    Admin &m_admin;
    const Theme &m_theme;
    CodeEditor &m_editor;
    const QByteArray m_kind;
    QLabel *m_problem;
    QLabel *m_position;
    QTimer *m_timer;
    QString m_fault;
    QString m_suspended;
    int m_revision = 0; ///< Of the text; what was found out of an older one is dropped.
};
