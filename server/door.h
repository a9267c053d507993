// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QObject>
#include <QString>

#include <functional>
#include <memory>

class QLocalServer;

/// A socket beside the database file, `<file>.socket`, which only its owner may open: beside the
/// file itself, whatever links and folders it was named by. Who opens it
/// is told in one line of JSON where the server is reached and by which token: so another window of
/// the same user joins a server instead of being refused its file. The token has the rights of the
/// window, on this machine and until the server ends. Thread: the one it is made in.
class Door final : public QObject
{
    Q_OBJECT

public:
    struct Address
    {
        QString url;
        QByteArray token;
        /// The SHA-256 of the server's own at that moment, in hexadecimal digits; empty: no TLS.
        std::function<QByteArray()> certificate;
    };

    /// Where the door of @p database is; empty: there is no such file.
    static QString pathOf(const QString &database);
    /// Null: the socket cannot be made, such as where the path is too long or something else has
    /// its name; nobody can join then.
    static std::unique_ptr<Door> open(const QString &database, const Address &address);
    ~Door() override;

    /// A new token.
    static QByteArray makeToken();

private:
    explicit Door(const Address &address);
    void answer();

    const Address m_address;
    const std::unique_ptr<QLocalServer> m_server;
};
