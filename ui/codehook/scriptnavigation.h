// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/client.h"
#include "ui/codehook/scriptname.h"

#include <QObject>

#include <functional>

class CodeEditor;
class ScriptCheck;
class ScriptProblems;
class Theme;

/// What is done with the name at the caret of a script: going to its definition, also by Ctrl and a
/// click, listing where it is used, and giving it another name. What it means the server says.
/// Thread: the window's.
class ScriptNavigation final : public QObject
{
    Q_OBJECT

public:
    /// @p kind is what the script is to the server: `codehook`, `module` or `job`.
    ScriptNavigation(Client &client, const Theme &theme, CodeEditor &editor, ScriptCheck &check,
                     ScriptProblems &problems, const QByteArray &kind, QObject *parent);

    void goToDefinition();
    void listReferences();
    void rename();
    /// Goes to what the module exports as @p member, once it is loaded.
    void goToMember(const QString &member);
    /// What is done where the script does not parse.
    enum class Fault { Told, Passed };
    /// Asks what is at @p character of the script; @p then is called unless the script does not
    /// parse or was changed meanwhile.
    void ask(qsizetype character, Fault fault, std::function<void(const ScriptName &)> then);
    /// Asks what the module exports as @p member; it has no name where that is nothing.
    void askModule(const QString &module, const QString &member,
                   std::function<void(const ScriptName &)> then);

signals:
    /// The definition is in another script; @p member is empty for the module itself.
    void moduleRequested(const QString &module, const QString &member);
    /// The caret is about to leave this place, from 1, for a definition.
    void left(int line, int column);
    void backRequested();
    /// The problems of all scripts are asked for.

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void request(const QByteArray &query, Fault fault,
                 std::function<void(const ScriptName &)> then);
    void goToDefinitionAt(qsizetype character);
    void goTo(const ScriptName &name);
    void goTo(const ScriptName::Place &place);
    void openModule(const QString &module, const QString &member);
    void list(const ScriptName &name);
    void askForName(const ScriptName &name);
    QString whyKept(const ScriptName &name) const;

    Client &m_client;
    const Theme &m_theme;
    CodeEditor &m_editor;
    ScriptCheck &m_check;
    ScriptProblems &m_problems;
    const QByteArray m_kind;
    QString m_pendingMember; ///< Of goToMember(), until the script is there.
};
