// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/client.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QTableWidget;
class Theme;

/// Those who sign in with a token, and what each role may: users are the documents of a collection
/// with `email`, `roles` and `active`, which the setting auth.jwt.users names; roles stand in the
/// access of the collections. Thread: the window's.
class UsersPanel final : public QWidget
{
    Q_OBJECT

public:
    UsersPanel(Client &client, const Theme &theme, QWidget *parent);

signals:
    /// The access of a collection is to be shown.
    void accessRequested(const QString &collection);
    void settingsRequested();

private:
    QWidget *makeBar();
    void makeUsers();
    void makeRoles();
    void load();
    void loadUsers();
    void showUsers(const Json::Value &users);
    void showRoles(const Json::Value &collections);
    void makeCollection();
    void askForNew();
    void edit();
    void askToDelete();
    void save(const QByteArray &id, const QByteArray &user, const QByteArray &tag);
    void tell(const QString &text);
    QByteArray chosen() const;

    Client &m_client;
    const Theme &m_theme;
    QString m_collection; ///< Whose documents the users are.
    QStringList m_roleNames;
    QLabel *m_note = nullptr;
    QPushButton *m_make = nullptr;
    QPushButton *m_openSettings = nullptr;
    QPushButton *m_add = nullptr;
    QPushButton *m_edit = nullptr;
    QPushButton *m_delete = nullptr;
    QTableWidget *m_users = nullptr;
    QTableWidget *m_roles = nullptr;
    QLabel *m_message = nullptr;
};
