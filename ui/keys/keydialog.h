// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/client.h"

#include <QDialog>
#include <QList>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

/// Makes an API key: of full access, or one for web pages with limits (contract: access 1).
/// Deletes itself when it closes. Thread: the window's.
class KeyDialog final : public QDialog
{
    Q_OBJECT

public:
    KeyDialog(Client &client, QWidget *parent);

signals:
    /// The only time that the key can be seen.
    void created(const QByteArray &key);

private:
    void addFields();
    void updateKind();
    QByteArray wanted() const;
    void create();

    Client &m_client;
    QComboBox *m_kind = nullptr;
    QLineEdit *m_description = nullptr;
    QWidget *m_limits = nullptr; ///< What a web key may.
    QList<QCheckBox *> m_methods;
    QLineEdit *m_path = nullptr;
    QLineEdit *m_origin = nullptr;
    QCheckBox *m_originRequired = nullptr;
    QLabel *m_fault = nullptr;
    QPushButton *m_create = nullptr;
};
