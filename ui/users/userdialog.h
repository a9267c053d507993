// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/json.h"

#include <QDialog>

class QCheckBox;
class QLabel;
class QLineEdit;
class QPushButton;

/// Asks for a user: the address that a token carries, the roles, and whether they may sign in.
/// Deletes itself when it closes. Thread: the window's.
class UserDialog final : public QDialog
{
    Q_OBJECT

public:
    /// @p user is a document, or null for a new one; @p roles are those that collections know.
    UserDialog(const Json::Value &user, const QStringList &roles, QWidget *parent);

signals:
    /// The fields email, roles and active as JSON.
    void chosen(const QByteArray &user);

private:
    void check();
    void save();
    QStringList roles() const;

    const QStringList m_known;
    QLineEdit *m_email;
    QLineEdit *m_roles;
    QCheckBox *m_active;
    QLabel *m_note;
    QPushButton *m_accept;
};
