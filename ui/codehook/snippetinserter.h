// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/codehook/snippets.h"

#include <QObject>

class CodeEditor;
class QWidget;

/// Puts snippets at the caret: what is to be filled in is selected, and Tab goes on to the next,
/// until the caret leaves it or Escape is pressed. Thread: the window's.
class SnippetInserter final : public QObject
{
    Q_OBJECT

public:
    explicit SnippetInserter(CodeEditor &editor);

    /// Lets the user choose one, in a list over the window of @p place.
    void pick(QWidget *place);
    /// One step for undo.
    void insert(const QString &snippet);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    /// What is still to be filled in. Typing happens before it, so it is counted from the end.
    struct Stop
    {
        qsizetype beforeEnd = 0; ///< Characters from its beginning to the end of the script.
        QString text; ///< What is there until it is filled in.
    };
    bool selectNext();

    CodeEditor &m_editor;
    QList<Stop> m_stops;
};
