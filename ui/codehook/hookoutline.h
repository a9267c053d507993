// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/client.h"

#include <QHash>
#include <QListWidget>

class CodeEditor;
class ScriptCheck;
class Theme;

/// The hooks of a collection beside its script: those that the script has, those that failed
/// lately, and those that can be inserted. Thread: the window's.
class HookOutline final : public QListWidget
{
    Q_OBJECT

public:
    /// @p collection is empty for scripts that are no codehooks.
    HookOutline(Client &client, const Theme &theme, CodeEditor &editor, ScriptCheck &check,
                const QByteArray &collection, QWidget *parent);

    /// The hook that the caret is in; else the first that the script has; empty: it has none.
    QString hookAtCaret() const;

private:
    void updateHooks();
    QString faultOf(const QString &hook) const;
    void activateHook(const QString &name);
    void insertHook(const QString &name);
    void noteRuns(const QList<Inspector::Record> &records);
    void noteRun(const QByteArray &hooks, int status, qint64 time, const QString &error);
    void loadFailures();

    Client &m_client;
    const Theme &m_theme;
    CodeEditor &m_editor;
    ScriptCheck &m_check; ///< Knows where the hooks are.
    const QByteArray m_collection; ///< Whose hooks these are.
    bool m_hasAsked = false; ///< For what the inspector has of failures.
    QHash<QString, QString> m_failures; ///< By hook: when it failed last, and how.
};
