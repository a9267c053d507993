// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/admin.h"

#include <QHash>
#include <QWidget>

class QFormLayout;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QTabWidget;
class Theme;

/// The settings of the database: the reserved ones as a form, all of them as JSON
/// (PRODUCT.md section 6). Thread: the window's.
class SettingsPanel final : public QWidget
{
    Q_OBJECT

public:
    SettingsPanel(Admin &admin, const Theme &theme, QWidget *parent);

    bool hasUnsavedChanges() const;
    /// Saves the page that is shown; what the server refuses is told at its field.
    void save();

signals:
    void unsavedChanged();

private:
    QWidget *makeBar();
    QWidget *makeForm();
    QWidget *makeText();
    void load();
    void show(const Json::Value &settings);
    QByteArray patch() const;
    bool isFormShown() const;
    void showFaults(const Admin::Reply &reply);
    void updateState();

    Admin &m_admin;
    const Theme &m_theme;
    QTabWidget *m_pages = nullptr;
    QPlainTextEdit *m_text = nullptr;
    QLabel *m_state = nullptr;
    QLabel *m_message = nullptr;
    QPushButton *m_save = nullptr;
    QHash<QString, QLineEdit *> m_fields; ///< By the path of the setting.
    QHash<QString, QLabel *> m_faults; ///< Beneath them.
    QHash<QString, QString> m_saved; ///< What the server has, as the fields show it.
    QString m_savedText;
};
