// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/json.h"

#include <QList>
#include <QString>

/// What a script declares, as the server read it from the script's syntax tree, which the editor
/// lists and goes to. Lines that are typed or deleted since move it, so that it stays useful while
/// the script does not parse. A value; any thread.
class ScriptSymbols
{
public:
    struct Symbol
    {
        QString name; ///< `beforePOST`; `Cart.add` for a method.
        int line = 0; ///< Of the name, from 1.
        int endLine = 0; ///< The last one of what it names.
        bool isHook = false;
    };

    ScriptSymbols() = default;
    /// @p list is what `POST /admin/v1/drafts/check` answers as `symbols`.
    explicit ScriptSymbols(const Json::Value &list);

    const QList<Symbol> &list() const { return m_list; }
    /// Where the hook @p name is declared, from 1; 0: nowhere. Of several the last one runs.
    int lineOfHook(const QString &name) const;
    /// The hook whose lines hold @p line (from 1), else the first hook; empty: there is none.
    QString hookAt(int line) const;

    /// The lines from @p first on (from 1) moved down by @p count, because so many were inserted
    /// before them; up where @p count is negative.
    void moveLines(int first, int count);

private:
    QList<Symbol> m_list; ///< In the order of their lines.
};
