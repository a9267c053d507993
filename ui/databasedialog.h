// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/databaseaddress.h"
#include "client/databasetrial.h"
#include "ui/mark.h"

#include <QDialog>

class MarkForm;
class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;
class QToolButton;

/// Asks for a database of PostgreSQL and a password, and tries them before it closes. The password
/// is given on and kept nowhere. Thread: the window's.
class DatabaseDialog final : public QDialog
{
    Q_OBJECT

public:
    /// @p address fills the fields.
    DatabaseDialog(const DatabaseAddress &address, QWidget *parent);

    /// A database that can be served.
    struct Choice
    {
        DatabaseAddress address;
        QString password; ///< Empty: libpq finds one itself, or needs none.
        Mark mark;
    };

    /// What is to be done where the database at @p address stands as @p standing says, as
    /// sentences.
    static QString adviceOn(const Store::Standing &standing, const DatabaseAddress &address);

signals:
    void chosen(const DatabaseDialog::Choice &choice);

private:
    void addFields();
    void addTls(QFormLayout *form);
    void addButtons();
    void fill(const DatabaseAddress &address);
    DatabaseAddress address() const;
    void showMark();
    void update();
    void tryIt();
    void judge(const Store::Standing &standing);

    bool m_isTrying = false;
    QLineEdit *m_host = nullptr;
    QSpinBox *m_port = nullptr;
    QLineEdit *m_database = nullptr;
    QLineEdit *m_schema = nullptr;
    QLineEdit *m_user = nullptr;
    QLineEdit *m_password = nullptr;
    QComboBox *m_tls = nullptr;
    QWidget *m_authorityRow = nullptr;
    QLineEdit *m_authority = nullptr;
    QLabel *m_warning = nullptr; ///< Seen where others on the way could read along.
    MarkForm *m_mark = nullptr;
    QLabel *m_fault = nullptr;
    QPushButton *m_connect = nullptr;
};
