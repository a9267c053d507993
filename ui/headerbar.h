// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class Client;
class QLabel;
class QMenu;
class QToolButton;
class Theme;

/// The bar above everything: the database, the server's state and address, the theme.
/// Thread: the window's.
class HeaderBar final : public QWidget
{
    Q_OBJECT

public:
    HeaderBar(const Theme &theme, QWidget *parent);

    /// @p menu opens under the database's name.
    void setDatabaseMenu(QMenu *menu);
    /// Shows @p client, which is called @p name; null: none is open.
    void setClient(Client *client, const QString &name);

    /// Shows @p bar, by which one of several that are open is chosen, before all else.
    void setSwitch(QWidget *bar);

signals:
    void startRequested();
    void stopRequested();
    void themeRequested();

private:
    void update();
    QToolButton *addTool(const char *name, const QString &text);

    const Theme &m_theme;
    Client *m_client = nullptr;
    QString m_name;
    QToolButton *m_database;
    QWidget *m_switch = nullptr;
    QLabel *m_state;
    QLabel *m_address;
    QToolButton *m_copy;
    QToolButton *m_toggle;
    QToolButton *m_mode;
};
