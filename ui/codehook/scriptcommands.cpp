// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/codehook/scriptcommands.h"

#include "client/routes.h"
#include "ui/codehook/codeeditor.h"
#include "ui/codehook/findbar.h"
#include "ui/codehook/scriptcheck.h"
#include "ui/codehook/scriptproblems.h"
#include "ui/widgets/ask.h"
#include "ui/widgets/picker.h"
#include "ui/widgets/theme.h"

#include <QShortcut>

ScriptCommands::ScriptCommands(Client &client, const Theme &theme, CodeEditor &editor,
                               FindBar &find, ScriptCheck &check, ScriptProblems &problems,
                               QWidget *panel)
    : QObject(panel)
    , m_client(client)
    , m_theme(theme)
    , m_editor(editor)
    , m_find(find)
    , m_check(check)
    , m_problems(problems)
    , m_panel(panel)
{
    for (const Key &key : keys()) {
        if (key.run)
            connect(new QShortcut(QKeySequence(key.keys), panel, nullptr, nullptr,
                                  Qt::WidgetWithChildrenShortcut),
                    &QShortcut::activated, this, [this, run = key.run] { run(*this); });
    }
}

QList<ScriptCommands::Key> ScriptCommands::keys()
{
    using Self = ScriptCommands &;
    return {
        {tr("Ctrl+Space"), tr("Completions"), nullptr},
        {tr("Ctrl+Shift+Space"), tr("Show parameters"), nullptr},
        {tr("Ctrl+F"), tr("Find"), [](Self self) { self.m_find.open(false); }},
        {tr("Ctrl+R"), tr("Find and replace"), [](Self self) { self.m_find.open(true); }},
        {tr("F3"), tr("Next match"), [](Self self) { self.m_find.findNext(); }},
        {tr("Shift+F3"), tr("Previous match"), [](Self self) { self.m_find.findPrevious(); }},
        {tr("F8"), tr("Next problem"), [](Self self) { self.m_editor.goToProblem(true); }},
        {tr("Shift+F8"), tr("Previous problem"),
         [](Self self) { self.m_editor.goToProblem(false); }},
        {tr("Ctrl+G"), tr("Go to line"), [](Self self) { self.askForLine(); }},
        {tr("Ctrl+Shift+O"), tr("Go to symbol"), [](Self self) { self.pickSymbol(); }},
        {tr("Ctrl+/"), tr("Toggle comment"), [](Self self) { self.m_editor.toggleComment(); }},
        {tr("Ctrl+D"), tr("Add next occurrence to selection"),
         [](Self self) { self.m_editor.addNextOccurrence(); }},
        {tr("Alt+Up"), tr("Move line up"), nullptr},
        {tr("Alt+Down"), tr("Move line down"), nullptr},
        {tr("Shift+Alt+Down"), tr("Copy line"), nullptr},
        {tr("Shift+Alt+F"), tr("Format"), [](Self self) { self.format(); }},
        {tr("Ctrl+Return"), tr("Test run"), nullptr},
        {tr("Ctrl+H"), tr("History"), nullptr},
    };
}

void ScriptCommands::format()
{
    const QString before = m_editor.text();
    m_client.request("POST", Routes::draftFormat(), before.toUtf8(), {}, "text/javascript")
        .then(this, [this, before](const Client::Reply &reply) {
            if (!reply.isOk())
                return m_problems.showFault(reply, tr("Not formatted."));
            const QString formatted = QString::fromUtf8(reply.body);
            // What was typed meanwhile is worth more.
            if (m_editor.text() == before && formatted != before)
                m_editor.replaceAll(formatted);
        });
}

void ScriptCommands::askForLine()
{
    const int last = m_editor.lines();
    Ask::forText(m_panel,
                 {tr("Go to line"), tr("Line from 1 to %1").arg(last), tr("Go"),
                  [last](const QString &text) {
                      const int line = text.toInt();
                      return line >= 1 && line <= last ? QString()
                                                       : ScriptCommands::tr("No such line.");
                  }},
                 [this](const QString &text) { m_editor.goToLine(text.toInt()); });
}

/// What the script declares, by its name.
void ScriptCommands::pickSymbol()
{
    m_check.whenChecked([this] {
        QList<Picker::Item> items;
        for (const ScriptSymbols::Symbol &each : m_check.symbols().list())
            items.append(
                {each.name, tr("line %1").arg(each.line),
                 m_theme.icon(each.isHook ? QStringLiteral("webhook") : QStringLiteral("code")),
                 [this, line = each.line] { m_editor.goToLine(line); }});
        Picker::open(m_panel, tr("Hook, function, class or variable"), items);
    });
}
