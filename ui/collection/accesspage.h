// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/json.h"

#include <QWidget>

class QCheckBox;
class QLabel;
class QLayout;
class QLineEdit;
class QPushButton;
class QTableWidget;
class Theme;

/// What users with a token may do in a collection, by their roles (contract: access 2).
/// Thread: the window's.
class AccessPage final : public QWidget
{
    Q_OBJECT

public:
    AccessPage(const Theme &theme, QWidget *parent);

    /// Shows the member `access` of a collection's definition, as it is saved.
    void show(const Json::Value &access);
    /// Shows @p access as what is being changed.
    void edit(const Json::Value &access);
    bool hasUnsavedChanges() const { return toJson() != m_saved; }
    QByteArray toJson() const;
    /// The keys that reach the collection, as `/admin/v1/keys` gives keys.
    void setKeys(const Json::Value &keys);

signals:
    void changed();
    void saveRequested();

private:
    void prepareRoles(const Theme &theme);
    QLayout *makeRoleRow(const Theme &theme);
    void addRow(const QString &role, const QByteArrayList &methods);
    void addRole();
    void removeRole();
    void update();

    QTableWidget *m_roles;
    QLineEdit *m_newRole;
    QPushButton *m_remove;
    QCheckBox *m_private;
    QLabel *m_keys;
    QPushButton *m_save;
    QList<std::pair<QByteArray, QByteArray>> m_others; ///< Members that the page does not show.
    QByteArray m_saved;
};
