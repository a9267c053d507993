// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/codehook/scriptsymbols.h"

#include <algorithm>

ScriptSymbols::ScriptSymbols(const Json::Value &list)
{
    for (const Json::Value &each : list.items())
        m_list.append({each.value("name").toString(), int(each.value("line").toInteger()),
                       int(each.value("endLine").toInteger()),
                       each.value("kind").text() == "hook"});
}

int ScriptSymbols::lineOfHook(const QString &name) const
{
    const auto found = std::find_if(m_list.rbegin(), m_list.rend(), [&](const Symbol &each) {
        return each.isHook && each.name == name;
    });
    return found == m_list.rend() ? 0 : found->line;
}

QString ScriptSymbols::hookAt(int line) const
{
    QString first;
    for (const Symbol &each : m_list) {
        if (!each.isHook)
            continue;
        if (each.line <= line && line <= each.endLine)
            return each.name;
        if (first.isEmpty())
            first = each.name;
    }
    return first;
}

void ScriptSymbols::moveLines(int first, int count)
{
    // A symbol of deleted lines goes to where they were: its text may come back.
    const int top = std::max(1, first - 1);
    const auto moved = [=](int line) { return line < first ? line : std::max(top, line + count); };
    for (Symbol &each : m_list) {
        each.line = moved(each.line);
        each.endLine = moved(each.endLine);
    }
}
