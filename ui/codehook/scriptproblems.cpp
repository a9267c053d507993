// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/codehook/scriptproblems.h"

#include "ui/codehook/codeeditor.h"
#include "ui/codehook/scriptcheck.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/theme.h"

#include <QHBoxLayout>
#include <QLabel>

#include <algorithm>

ScriptProblems::ScriptProblems(const Theme &theme, CodeEditor &editor, const ScriptCheck &check,
                               QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_editor(editor)
    , m_problem(new ElidedLabel(this))
    , m_position(new QLabel(tr("Ln %1, Col %2").arg(1).arg(1), this))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(12, 4, 12, 4);
    m_problem->setObjectName(QStringLiteral("codehookProblem"));
    m_problem->setTextFormat(Qt::PlainText);
    m_position->setProperty("muted", true);
    row->addWidget(m_problem, 1);
    row->addWidget(m_position);
    connect(&editor, &QsciScintilla::textChanged, this, [this] {
        m_editor.clearError();
        m_note.clear();
        setFault({});
    });
    connect(&editor, &QsciScintilla::cursorPositionChanged, this, [this](int line, int column) {
        m_position->setText(tr("Ln %1, Col %2").arg(line + 1).arg(column + 1));
        if (m_noted != std::pair(line, column)) // Scintilla tells of a move some time after it
            m_note.clear();
        showProblem();
    });
    connect(&check, &ScriptCheck::checked, this, &ScriptProblems::showProblem);
    connect(&theme, &Theme::changed, this, &ScriptProblems::showProblem);
}

void ScriptProblems::showFault(const Client::Reply &reply, const QString &what)
{
    const auto body = reply.json();
    const int line = int(body.root().value("line").toInteger());
    const int column = int(body.root().value("column").toInteger());
    if (line > 0) {
        m_editor.showError(line, column, reply.message());
        setFault(tr("%1 Line %2: %3").arg(what).arg(line).arg(reply.message()));
    } else {
        setFault(tr("%1 %2").arg(what, reply.message()));
    }
}

void ScriptProblems::setFault(const QString &fault)
{
    m_fault = fault;
    showProblem();
}

void ScriptProblems::tell(const QString &note)
{
    m_note = note;
    m_editor.getCursorPosition(&m_noted.first, &m_noted.second);
    showProblem();
}

void ScriptProblems::setSuspended(const QString &reason)
{
    m_suspended = reason;
    showProblem();
}

/// Why it was refused, else the problem in the caret's line, else how many there are.
void ScriptProblems::showProblem()
{
    int caret = 0;
    int column = 0;
    m_editor.getCursorPosition(&caret, &column);
    const auto &problems = m_editor.problems();
    const auto here =
        std::find_if(problems.begin(), problems.end(), [caret](const CodeEditor::Problem &each) {
            return each.line == caret + 1 || each.openLine == caret + 1;
        });
    const bool hasError = std::any_of(problems.begin(), problems.end(),
                                      [](const auto &each) { return each.isError; });
    auto role = hasError ? Theme::Role::Error : Theme::Role::Warning;
    if (!m_note.isEmpty()) {
        m_problem->setText(m_note);
        role = Theme::Role::Muted;
    } else if (!m_fault.isEmpty() || !m_suspended.isEmpty()) {
        m_problem->setText(m_fault.isEmpty() ? tr("Suspended: %1").arg(m_suspended) : m_fault);
        role = Theme::Role::Error;
    } else if (here != problems.end()) {
        m_problem->setText(tr("Line %1: %2").arg(here->line).arg(here->message));
    } else {
        m_problem->setText(problems.isEmpty() ? QString()
                                              : tr("%Ln problem(s); press F8 for the next", nullptr,
                                                   int(problems.size())));
    }
    m_problem->setStyleSheet(QStringLiteral("color: %1").arg(m_theme.color(role).name()));
}
