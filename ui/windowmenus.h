// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/actions.h"
#include "ui/widgets/picker.h"

#include <QHash>
#include <QList>
#include <QObject>
#include <QPointer>

#include <functional>

class QMainWindow;
class QMenu;
class QWidget;
class Theme;

/// The menus of a window, as Actions::all() has them. What belongs to a panel stands there too, and
/// does what the panel with the focus does with it, else the panel that is seen; without one it is
/// disabled. Thread: the window's.
class WindowMenus final : public QObject
{
    Q_OBJECT

public:
    WindowMenus(const Theme &theme, QMainWindow &window);

    /// Triggering the action @p name of the window does @p act.
    QAction *set(const char *name, std::function<void()> act);
    QMenu *menu(Actions::Menu menu) const { return m_menus.value(menu); }
    /// The action @p name of the menus.
    QAction *action(const char *name) const;
    /// Panels are looked for in the widgets that @p shown gives, in their order.
    void setShown(std::function<QList<QWidget *>()> shown) { m_shown = std::move(shown); }

    /// Opens a list of @p places and of all that can be done now, found by a few letters.
    void openPalette(QList<Picker::Item> places);
    /// Shows all keys.
    void showShortcuts();

private:
    void build(const Theme &theme);
    void update();
    void run(const Actions::Action &action);
    QAction *ofPanel(const Actions::Action &action) const;
    void follow(QWidget *focus);

    QMainWindow &m_window;
    QHash<Actions::Menu, QMenu *> m_menus;
    QHash<QByteArray, QAction *> m_actions;
    QPointer<QWidget> m_focus; ///< The last one outside of menus.
    std::function<QList<QWidget *>()> m_shown;
};
