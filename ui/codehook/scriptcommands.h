// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/client.h"

#include <QList>
#include <QObject>
#include <QString>

class ChangeBars;
class CodeEditor;
class FindBar;
class ScriptHover;
class ScriptNavigation;
class QWidget;
class ScriptCheck;
class ScriptProblems;
class SnippetInserter;
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

    /// What the keys act on; all of it outlives this.
    struct Parts
    {
        CodeEditor &editor;
        FindBar &find;
        ScriptCheck &check;
        ScriptProblems &problems;
        ScriptNavigation &navigation;
        ChangeBars &changes;
        ScriptHover &hover;
    };
    /// The keys work in all of @p panel.
    ScriptCommands(Client &client, const Theme &theme, const Parts &parts, QWidget *panel);

private:
    void format();
    void askForLine();
    void pickSymbol();

    Client &m_client;
    const Theme &m_theme;
    const Parts m_parts;
    SnippetInserter *m_snippets;
    QWidget *m_panel;
};
