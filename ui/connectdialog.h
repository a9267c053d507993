// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/remoteclient.h"
#include "ui/mark.h"

#include <QDialog>

#include <memory>

class MarkForm;
class QCheckBox;
class QLabel;
class QLineEdit;
class QPushButton;

/// Asks for the address of a server and a key, and tries them before it closes. Thread: the
/// window's.
class ConnectDialog final : public QDialog
{
    Q_OBJECT

public:
    /// @p address fills the fields; its certificate is believed. With a node it is about the
    /// inspector of that server, which has no mark, and its key is not kept.
    ConnectDialog(const RemoteClient::Address &address, QWidget *parent);
    ~ConnectDialog() override;

    /// A server that answers. @p keepsKey: the key is to be kept in the desktop's keychain.
    struct Choice
    {
        RemoteClient::Address address;
        Mark mark;
        bool keepsKey = false;
    };

signals:
    void chosen(const ConnectDialog::Choice &choice);

private:
    void addFields();
    void addButtons();
    void showMark();
    void update();
    void tryIt();
    void judge(const Client::Reply &reply);
    void showFault(const QString &text);

    const RemoteClient::Address m_given; ///< Its certificate is believed of this server.
    QByteArray m_offered; ///< That the server showed, and the user may believe.
    std::unique_ptr<RemoteClient> m_client; ///< While it is tried.
    QLineEdit *m_url = nullptr;
    QLineEdit *m_key = nullptr;
    QCheckBox *m_keeps = nullptr; ///< Null where the key is not kept.
    MarkForm *m_mark = nullptr; ///< Null where there is none.
    QCheckBox *m_believe = nullptr; ///< Seen once there is a certificate that nobody has signed.
    QLabel *m_warning = nullptr; ///< Seen where the key would travel in clear.
    QLabel *m_fault = nullptr;
    QPushButton *m_connect = nullptr;
};
