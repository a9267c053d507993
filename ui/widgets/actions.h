// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QKeySequence>
#include <QList>
#include <QString>

class QAction;
class QWidget;
class Theme;

/// All that can be done by name: one list from which the menus, the command palette, the keys and
/// the page of keyboard shortcuts are made. Thread: the window's.
namespace Actions {

/// The menu of the window an action stands in; None: only the menu of its panel has it.
enum class Menu { File, Edit, Go, View, Collection, Script, Server, Help, None };

/// Where the key of an action works.
enum class Scope {
    Window, ///< Wherever the focus is.
    Text, ///< In any text; the texts know the key themselves.
    Page, ///< In all of a page.
    Shown, ///< Wherever the focus is, while the panel it belongs to is seen.
    Script, ///< In a script and what stands beside it.
    Replay, ///< In the replay of a run.
    Documents, ///< In the table of documents.
    Jobs, ///< In the table of jobs.
    Requests, ///< Wherever the focus is, while the page of requests is seen.
    Inspector ///< In the list of the REST inspector.
};

struct Action
{
    const char *name; ///< The object name of its QAction; empty: a line between two groups.
    Menu menu;
    Scope scope;
    const char *text; ///< In English, with the mnemonic of the menu.
    const char *keys; ///< As QKeySequence::PortableText, several with "; " between; empty: none.
    const char *icon; ///< The name of a picture; empty: none.
};

/// In the order of the menus.
const QList<Action> &all();
/// @p name is one of all().
const Action &named(const char *name);
/// The text in the language of the window.
QString text(const Action &action);
QList<QKeySequence> keys(const Action &action);

/// The action @p name for @p owner, in which its key works from now on; it is a child of it.
QAction *make(const char *name, const Theme &theme, QWidget *owner);

} // namespace Actions
