// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMenu>
#include <QObject>
#include <QSystemTrayIcon>

class Client;
class Theme;

/// The icon in the tray, while the program stays there: its server's state, and a menu.
/// Thread: the window's.
class Tray final : public QObject
{
    Q_OBJECT

public:
    Tray(const Theme &theme, QObject *parent);

    /// @p client is null while no database is open.
    void update(const Client *client);

signals:
    void showRequested();
    void toggleRequested();
    void quitRequested();

private:
    QMenu m_menu;
    QSystemTrayIcon m_icon;
    QAction *m_state;
    QAction *m_toggle;
};
