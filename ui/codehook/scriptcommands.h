// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/client.h"

#include <QList>
#include <QObject>
#include <QString>

class CodeEditor;
class FindBar;
class QWidget;
class ScriptCheck;
class ScriptProblems;
class Theme;

/// What is done to a script with the keys of its editor: finding, formatting, going to places.
/// Thread: the window's.
class ScriptCommands final : public QObject
{
    Q_OBJECT

public:
    /// A key of the editor.
    struct Key
    {
        QString keys;
        QString what;
        void (*run)(ScriptCommands &commands); ///< Null: QScintilla's own, or somebody else's.
    };
    static QList<Key> keys();

    /// The keys work in all of @p panel.
    ScriptCommands(Client &client, const Theme &theme, CodeEditor &editor, FindBar &find,
                   ScriptCheck &check, ScriptProblems &problems, QWidget *panel);

private:
    void format();
    void askForLine();
    void pickSymbol();

    Client &m_client;
    const Theme &m_theme;
    CodeEditor &m_editor;
    FindBar &m_find;
    ScriptCheck &m_check;
    ScriptProblems &m_problems;
    QWidget *m_panel;
};
