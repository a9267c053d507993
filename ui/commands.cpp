// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/commands.h"

#include "ui/codehook/scriptcommands.h"
#include "ui/shortcutsdialog.h"

#include <QAction>
#include <QCoreApplication>
#include <QMainWindow>
#include <QMenu>
#include <QMenuBar>

namespace Commands {

namespace {

/// Gives the functions of this file a context for their translations.
class Texts
{
    Q_DECLARE_TR_FUNCTIONS(Commands)
};

QString plainText(const QAction &action)
{
    return action.text().remove(QLatin1Char('&'));
}

} // namespace

void openPalette(QMainWindow &window, QList<Picker::Item> places)
{
    QList<Picker::Item> items = std::move(places);
    for (const QAction *menu : window.menuBar()->actions()) {
        for (QAction *action : menu->menu()->actions()) {
            if (action->isSeparator() || !action->isEnabled() || action->menu())
                continue;
            items.append({plainText(*action), action->shortcut().toString(QKeySequence::NativeText),
                          action->icon(), [action] { action->trigger(); }});
        }
    }
    Picker::open(&window, Texts::tr("Collection, script or command"), items);
}

void showShortcuts(QMainWindow &window)
{
    QList<ShortcutsDialog::Group> groups;
    for (const QAction *menu : window.menuBar()->actions()) {
        ShortcutsDialog::Group group{plainText(*menu), {}};
        for (const QAction *action : menu->menu()->actions()) {
            if (!action->shortcut().isEmpty())
                group.shortcuts.append(
                    {action->shortcut().toString(QKeySequence::NativeText), plainText(*action)});
        }
        groups.append(group);
    }
    ShortcutsDialog::Group editor{Texts::tr("Script editor"), {}};
    for (const ScriptCommands::Key &key : ScriptCommands::keys())
        editor.shortcuts.append({key.keys, key.what});
    groups.append(editor);
    (new ShortcutsDialog(groups, &window))->open();
}

} // namespace Commands
