// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

/// Where a database of PostgreSQL is, as a person says it. Holds no password. A value; any thread.
struct DatabaseAddress
{
    /// Verified: the host proves by a certificate who it is. Encrypted: nobody on the way reads
    /// along, but who answers is not known. None: in clear.
    enum class Tls { Verified, Encrypted, None };
    static constexpr int UsualPort = 5432;

    QString host; ///< Several are separated by commas; a path is the folder of a socket.
    int port = UsualPort;
    QString database;
    QString schema = QStringLiteral("hookdesk");
    QString user; ///< Empty: that of the desktop.
    Tls tls = Tls::Verified;
    /// The file of the authority that signed the certificate, for Verified; empty: one that this
    /// computer trusts.
    QString authority;

    /// What Store::Database::open() takes, with @p password where it is not empty. Without one it
    /// is also what a database is remembered by.
    QString uri(const QString &password = {}) const;
    /// The parts of @p uri that there is a field for; nothing: it is no address of PostgreSQL.
    static std::optional<DatabaseAddress> parse(const QString &uri);

    /// What people call it: `app on db1`, and `app/shop on db1` for another schema than the usual.
    QString name() const;
    /// Whether it is a socket, or this computer by its usual names: encrypting is of no use there.
    bool isHere() const;

    bool operator==(const DatabaseAddress &) const = default;
};
