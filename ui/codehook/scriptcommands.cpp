// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/codehook/scriptcommands.h"

#include "client/routes.h"
#include "ui/codehook/changebars.h"
#include "ui/codehook/codeeditor.h"
#include "ui/codehook/findbar.h"
#include "ui/codehook/scriptcheck.h"
#include "ui/codehook/scripthover.h"
#include "ui/codehook/scriptnavigation.h"
#include "ui/codehook/scriptproblems.h"
#include "ui/codehook/snippetinserter.h"
#include "ui/widgets/ask.h"
#include "ui/widgets/picker.h"
#include "ui/widgets/theme.h"

#include <QShortcut>

ScriptCommands::ScriptCommands(Client &client, const Theme &theme, const Parts &parts,
                               QWidget *panel)
    : QObject(panel)
    , m_client(client)
    , m_theme(theme)
    , m_parts(parts)
    , m_snippets(new SnippetInserter(parts.editor))
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
        {tr("Ctrl+F"), tr("Find"), [](Self self) { self.m_parts.find.open(false); }},
        {tr("Ctrl+R"), tr("Find and replace"), [](Self self) { self.m_parts.find.open(true); }},
        {tr("F3"), tr("Next match"), [](Self self) { self.m_parts.find.findNext(); }},
        {tr("Shift+F3"), tr("Previous match"), [](Self self) { self.m_parts.find.findPrevious(); }},
        {tr("F8"), tr("Next problem"), [](Self self) { self.m_parts.editor.goToProblem(true); }},
        {tr("Shift+F8"), tr("Previous problem"),
         [](Self self) { self.m_parts.editor.goToProblem(false); }},
        {tr("Ctrl+Shift+M"), tr("Problems in all scripts"),
         [](Self self) { emit self.m_parts.navigation.problemsRequested(); }},
        {tr("Alt+F5"), tr("Next change"), [](Self self) { self.m_parts.changes.goToChange(true); }},
        {tr("Shift+Alt+F5"), tr("Previous change"),
         [](Self self) { self.m_parts.changes.goToChange(false); }},
        {tr("Ctrl+G"), tr("Go to line"), [](Self self) { self.askForLine(); }},
        {tr("Ctrl+Shift+O"), tr("Go to symbol"), [](Self self) { self.pickSymbol(); }},
        {tr("F12"), tr("Go to definition (Ctrl+click)"),
         [](Self self) { self.m_parts.navigation.goToDefinition(); }},
        {tr("Alt+Left"), tr("Go back"),
         [](Self self) { emit self.m_parts.navigation.backRequested(); }},
        {tr("Ctrl+K, Ctrl+I"), tr("Explain the name at the caret"),
         [](Self self) { self.m_parts.hover.showAtCaret(); }},
        {tr("Shift+F12"), tr("Find all references"),
         [](Self self) { self.m_parts.navigation.listReferences(); }},
        {tr("F2"), tr("Rename variable"), [](Self self) { self.m_parts.navigation.rename(); }},
        {tr("Ctrl+I"), tr("Insert snippet"),
         [](Self self) { self.m_snippets->pick(self.m_panel); }},
        {tr("Ctrl+/"), tr("Toggle comment"),
         [](Self self) { self.m_parts.editor.toggleComment(); }},
        {tr("Ctrl+D"), tr("Add next occurrence to selection"),
         [](Self self) { self.m_parts.editor.addNextOccurrence(); }},
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
    const QString before = m_parts.editor.text();
    m_client.request("POST", Routes::draftFormat(), before.toUtf8(), {}, "text/javascript")
        .then(this, [this, before](const Client::Reply &reply) {
            if (!reply.isOk())
                return m_parts.problems.showFault(reply, tr("Not formatted."));
            const QString formatted = QString::fromUtf8(reply.body);
            // What was typed meanwhile is worth more.
            if (m_parts.editor.text() == before && formatted != before)
                m_parts.editor.replaceAll(formatted);
        });
}

void ScriptCommands::askForLine()
{
    const int last = m_parts.editor.lines();
    Ask::forText(m_panel,
                 {tr("Go to line"), tr("Line from 1 to %1").arg(last), tr("Go"),
                  [last](const QString &text) {
                      const int line = text.toInt();
                      return line >= 1 && line <= last ? QString()
                                                       : ScriptCommands::tr("No such line.");
                  }},
                 [this](const QString &text) { m_parts.editor.goToLine(text.toInt()); });
}

/// What the script declares, by its name.
void ScriptCommands::pickSymbol()
{
    m_parts.check.whenChecked([this] {
        QList<Picker::Item> items;
        for (const ScriptSymbols::Symbol &each : m_parts.check.symbols().list())
            items.append(
                {each.name, tr("line %1").arg(each.line),
                 m_theme.icon(each.isHook ? QStringLiteral("webhook") : QStringLiteral("code")),
                 [this, line = each.line] { m_parts.editor.goToLine(line); }});
        Picker::open(m_panel, tr("Hook, function, class or variable"), items);
    });
}
