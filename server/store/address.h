// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/result.h"

#include <QByteArray>
#include <QString>

namespace Store {

/// Where a database is: the path of a file, or `postgres://user@host/database?schema=name`.
/// A value; any thread.
class Address final
{
public:
    /// Whether @p text names a database of PostgreSQL and no file; a slip such as `postgres:app`
    /// does, too, so that no file of that name is made.
    static bool isPostgres(const QString &text);
    /// Reads an address of PostgreSQL. Where it does not say otherwise, the schema is `hookdesk`,
    /// a host that is not this machine must prove by its certificate who it is
    /// (`sslmode=verify-full`), and connections are tried for 5 s.
    /// @errors BadInput: the `//` is missing, or the schema is no name.
    static Result<Address> parsePostgres(const QString &text);
    /// @p text as logs and answers may show it: without a password.
    static QString shown(const QString &text);

    /// What libpq takes, with the password if there is one. Source: PostgreSQL, "Connection URIs".
    const QByteArray &uri() const { return m_uri; }
    /// A lower-case letter or _, then up to 62 of those or digits.
    const QByteArray &schema() const { return m_schema; }
    /// Whether the address itself holds a password, which other users of the machine may see.
    bool hasPassword() const { return m_hasPassword; }

private:
    QByteArray m_uri;
    QByteArray m_schema = "hookdesk";
    bool m_hasPassword = false;
};

} // namespace Store
