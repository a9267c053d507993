// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/client.h"
#include "ui/codehook/scriptsymbols.h"

#include <functional>

class CodeEditor;
class QTimer;

/// Has the server read the script of an editor, a moment after the last key: underlines the
/// problems that it finds, and keeps the symbols of the last text that parsed. Thread: the
/// window's.
class ScriptCheck final : public QObject
{
    Q_OBJECT

public:
    /// @p kind is what the script is to the server: `codehook`, `module` or `job`.
    ScriptCheck(Client &client, CodeEditor &editor, const QByteArray &kind, QObject *parent);

    /// Asks now, or as soon as the question before is answered.
    void check();
    /// Calls @p then once the symbols are those of the text; at once where they are. Where the
    /// text does not parse, they are the last ones, moved by what was typed since.
    void whenChecked(std::function<void()> then);
    const ScriptSymbols &symbols() const { return m_symbols; }

signals:
    /// Problems and symbols are those of the text.
    void checked();

private:
    void take(const Client::Reply &reply);

    Client &m_client;
    CodeEditor &m_editor;
    const QByteArray m_kind;
    QTimer *m_timer;
    ScriptSymbols m_symbols;
    int m_revision = 0; ///< Of the text; what was found out of an older one is dropped.
    int m_checked = -1; ///< The revision that the server has answered for.
    bool m_isAsked = false; ///< An answer is due.
    QList<std::function<void()>> m_waiting; ///< Of whenChecked().
};
