// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/client.h"

#include <QList>
#include <QObject>

class ChangeBars;
class CodeAssistant;
class CodeEditor;
class FindBar;
class ScriptHover;
class ScriptNavigation;
class QWidget;
class ScriptCheck;
class ScriptProblems;
class SnippetInserter;
class Theme;

/// What is done to a script by name and by key: finding, formatting, going to places.
/// Thread: the window's.
class ScriptCommands final : public QObject
{
    Q_OBJECT

public:
    /// What the actions act on; all of it outlives this.
    struct Parts
    {
        CodeEditor &editor;
        FindBar &find;
        ScriptCheck &check;
        ScriptProblems &problems;
        ScriptNavigation &navigation;
        ChangeBars &changes;
        ScriptHover &hover;
        CodeAssistant &assistant;
    };
    /// The keys work in all of @p panel.
    ScriptCommands(Client &client, const Theme &theme, const Parts &parts, QWidget *panel);

signals:
    void historyRequested();

private:
    /// What the action @p name of Actions::all() does in @p commands.
    struct Command
    {
        const char *name;
        void (*run)(ScriptCommands &commands);
    };
    static QList<Command> ofEditing();
    static QList<Command> ofGoing();
    void format();
    void askForLine();
    void pickSymbol();

    Client &m_client;
    const Theme &m_theme;
    const Parts m_parts;
    SnippetInserter *m_snippets;
    QWidget *m_panel;
};
