// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/codehook/scriptcommands.h"

#include "client/routes.h"
#include "ui/codehook/changebars.h"
#include "ui/codehook/codeassistant.h"
#include "ui/codehook/codeeditor.h"
#include "ui/codehook/findbar.h"
#include "ui/codehook/scriptcheck.h"
#include "ui/codehook/scripthover.h"
#include "ui/codehook/scriptnavigation.h"
#include "ui/codehook/scriptproblems.h"
#include "ui/codehook/snippetinserter.h"
#include "ui/widgets/actions.h"
#include "ui/widgets/ask.h"
#include "ui/widgets/picker.h"
#include "ui/widgets/theme.h"

#include <QAction>

ScriptCommands::ScriptCommands(Client &client, const Theme &theme, const Parts &parts,
                               QWidget *panel)
    : QObject(panel)
    , m_client(client)
    , m_theme(theme)
    , m_parts(parts)
    , m_snippets(new SnippetInserter(parts.editor))
    , m_panel(panel)
{
    for (const Command &each : ofEditing() + ofGoing()) {
        connect(Actions::make(each.name, theme, panel), &QAction::triggered, this,
                [this, run = each.run] { run(*this); });
    }
}

QList<ScriptCommands::Command> ScriptCommands::ofEditing()
{
    using Self = ScriptCommands &;
    return {
        {"complete", [](Self self) { self.m_parts.assistant.complete(true); }},
        {"showParameters", [](Self self) { self.m_parts.assistant.showCallTip(); }},
        {"find", [](Self self) { self.m_parts.find.open(false); }},
        {"replace", [](Self self) { self.m_parts.find.open(true); }},
        {"findNext", [](Self self) { self.m_parts.find.findNext(); }},
        {"findPrevious", [](Self self) { self.m_parts.find.findPrevious(); }},
        {"renameVariable", [](Self self) { self.m_parts.navigation.rename(); }},
        {"insertSnippet", [](Self self) { self.m_snippets->pick(self.m_panel); }},
        {"toggleComment", [](Self self) { self.m_parts.editor.toggleComment(); }},
        {"addOccurrence", [](Self self) { self.m_parts.editor.addNextOccurrence(); }},
        {"moveUp",
         [](Self self) {
             self.m_parts.editor.SendScintilla(QsciScintilla::SCI_MOVESELECTEDLINESUP);
         }},
        {"moveDown",
         [](Self self) {
             self.m_parts.editor.SendScintilla(QsciScintilla::SCI_MOVESELECTEDLINESDOWN);
         }},
        {"copyLine",
         [](Self self) {
             self.m_parts.editor.SendScintilla(QsciScintilla::SCI_SELECTIONDUPLICATE);
         }},
        {"format", [](Self self) { self.format(); }},
        {"scriptHistory", [](Self self) { emit self.historyRequested(); }},
    };
}

QList<ScriptCommands::Command> ScriptCommands::ofGoing()
{
    using Self = ScriptCommands &;
    return {
        {"nextProblem", [](Self self) { self.m_parts.editor.goToProblem(true); }},
        {"previousProblem", [](Self self) { self.m_parts.editor.goToProblem(false); }},
        {"nextChange", [](Self self) { self.m_parts.changes.goToChange(true); }},
        {"previousChange", [](Self self) { self.m_parts.changes.goToChange(false); }},
        {"goToLine", [](Self self) { self.askForLine(); }},
        {"goToSymbol", [](Self self) { self.pickSymbol(); }},
        {"goToDefinition", [](Self self) { self.m_parts.navigation.goToDefinition(); }},
        {"goBack", [](Self self) { emit self.m_parts.navigation.backRequested(); }},
        {"explainName", [](Self self) { self.m_parts.hover.showAtCaret(); }},
        {"findReferences", [](Self self) { self.m_parts.navigation.listReferences(); }},
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
