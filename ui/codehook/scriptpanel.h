// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/client.h"
#include "ui/codehook/editedscript.h"
#include "ui/widgets/draftstore.h"

#include <QWidget>

class ChangeBars;
class CodeAssistant;
class CodeEditor;
class HookOutline;
class NoticeBar;
class QLabel;
class ScriptBar;
class ScriptCheck;
class ScriptHover;
class ScriptNavigation;
class ScriptProblems;
class ScriptReplay;
class StoredScript;
class TestRunPanel;
class Theme;

/// A script in its editor: the codehooks of a collection, with its hooks at the left, a module, or
/// the script of a job.
/// Thread: the window's.
class ScriptPanel final : public QWidget
{
    Q_OBJECT

public:
    using Kind = EditedScript::Kind;

    /// @p name is that of the collection or of the module, or the id of the job.
    ScriptPanel(Client &client, const Theme &theme, Kind kind, const QString &name,
                QWidget *parent);

    bool hasUnsavedChanges() const;
    /// What is not saved, and what is typed into the test run, as restore() takes it; empty:
    /// nothing.
    QByteArray draft() const;
    /// Puts @p draft over the script once it is read. It can be undone. The test run is filled.
    void restore(const DraftStore::Draft &draft);
    /// Saves the script; a syntax error is shown at its line and nothing is saved. What somebody
    /// else has saved meanwhile is not overwritten before the user wants it.
    void save();
    /// Goes to @p line (from 1) of the script, once it is loaded.
    void goToLine(int line, int column = 1);
    /// What leads from this script to others, and back.
    ScriptNavigation &navigation() const { return *m_navigation; }
    /// The name at the caret, such as `db.get`; empty: there is none.
    QString nameAtCaret() const;
    /// Fills the test run with @p request, JSON as the inspector recorded it.
    void tryRequest(const QByteArray &request);

signals:
    void unsavedChanged();

protected:
    void showEvent(QShowEvent *event) override;
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    QWidget *makeMiddle();
    void fitOutline();
    void connectBar();
    void connectScript();
    void connectTestRun();
    void store();
    void show(const QString &script);
    void showTheirs(const QString &theirs);
    void showDraft();
    void takeStored(const QString &script);
    void loadState();
    void showHistory();
    void loadNames();
    void addFields(const Json::Value &fields);
    void setTestRunVisible(bool visible);
    void runTest();
    void setScriptEnabled(bool enabled);
    void updateState();
    QString hint() const;

    Client &m_client;
    const Theme &m_theme;
    const EditedScript m_edited;
    const QByteArray m_script; ///< The path of its route.
    ScriptBar *m_bar;
    StoredScript *m_stored;
    NoticeBar *m_notice;
    CodeEditor *m_editor;
    QLabel *m_hint = nullptr; ///< In the editor while it is empty.
    ChangeBars *m_changes;
    ScriptCheck *m_check;
    HookOutline *m_outline;
    CodeAssistant *m_assistant;
    ScriptProblems *m_problems;
    ScriptNavigation *m_navigation;
    ScriptHover *m_hover;
    TestRunPanel *m_test = nullptr; ///< Null for modules.
    ScriptReplay *m_replay = nullptr; ///< Around all but the bars; null for modules.
    int m_version = 0;
    bool m_hasNames = false; ///< Those that are proposed were asked for.
    int m_pendingLine = 0;
    int m_pendingColumn = 1;
    bool m_isTesting = false; ///< The test cases run before it is saved.
    DraftStore::Draft m_draft; ///< To be shown once the script is read.
};
