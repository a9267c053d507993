// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/client.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QTableWidget;
class Theme;

/// The API keys of the database: what each may, new ones, and taking them back.
/// Thread: the window's.
class KeysPanel final : public QWidget
{
    Q_OBJECT

public:
    KeysPanel(Client &client, const Theme &theme, QWidget *parent);
    /// Reads the keys again.
    void load();
    /// Asks for what a new key may do, as the button does.
    void askForNew();

signals:
    /// A key was made; this is the only time that it can be seen.
    void keyCreated(const QByteArray &key);

private:
    QWidget *makeBar();
    void makeTable();
    void show(const Json::Value &keys);
    void askToRevoke();
    void revoke(const QByteArray &id);

    Client &m_client;
    const Theme &m_theme;
    QTableWidget *m_table = nullptr;
    QPushButton *m_revoke = nullptr;
    QLabel *m_message = nullptr;
};
