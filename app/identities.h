// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

/// What the program remembers a database by: the path of its file, the address of its server, or,
/// for one of PostgreSQL, its address without a password. Any thread.
namespace Identities {

/// Whether @p identity is a server's address.
bool isServer(const QString &identity);
/// Whether @p identity is a database of PostgreSQL.
bool isPostgres(const QString &identity);
/// The address of a server; of a file the path that it has without symbolic links.
QString realOf(const QString &identity);
/// Whether what @p identity says may still be there.
bool isThere(const QString &identity);
/// Where the tabs of a database are kept in the settings.
QString sessionKey(const QString &identity);
/// Where the address is kept at which a database listens instead of that of the preferences.
QString addressKey(const QString &identity);
/// Where the certificate is kept that is believed of a server.
QString certificateKey(const QString &url);

} // namespace Identities
