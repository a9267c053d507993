// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/databaseaddress.h"

#include "client/texts.h"
#include "server/store/address.h"

#include <QDir>
#include <QFileInfo>
#include <QStringList>
#include <QUrl>
#include <QUrlQuery>

#include <algorithm>

namespace {

constexpr int LargestPort = 65535;

QString encoded(const QString &part)
{
    return QString::fromLatin1(QUrl::toPercentEncoding(part));
}

QString decoded(const QString &part)
{
    return QUrl::fromPercentEncoding(part.toUtf8());
}

/// libpq 15 knows no authorities of the system by itself.
QString systemAuthorities()
{
    const QString own = QDir::home().filePath(QStringLiteral(".postgresql/root.crt"));
    const QString debian = QStringLiteral("/etc/ssl/certs/ca-certificates.crt");
    return QFileInfo::exists(own) || !QFileInfo::exists(debian) ? QString() : debian;
}

/// `db1:5432,db2:5432`; a name of IPv6 is in brackets already.
QString hostsOf(const QString &host, int port)
{
    QStringList hosts = host.split(QLatin1Char(','), Qt::SkipEmptyParts);
    for (QString &each : hosts) {
        each = each.trimmed();
        if (each.count(QLatin1Char(':')) > 1 && !each.startsWith(QLatin1Char('[')))
            each = QLatin1Char('[') + each + QLatin1Char(']');
        if (port != DatabaseAddress::UsualPort)
            each += QStringLiteral(":%1").arg(port);
    }
    return hosts.join(QLatin1Char(','));
}

} // namespace

bool DatabaseAddress::isHere() const
{
    return host.isEmpty() || host.startsWith(QLatin1Char('/')) || host == QLatin1String("localhost")
        || host == QLatin1String("127.0.0.1") || host == QLatin1String("::1");
}

QString DatabaseAddress::uri(const QString &password) const
{
    const bool isSocket = host.startsWith(QLatin1Char('/'));
    QString text = QStringLiteral("postgres://") + encoded(user);
    if (!password.isEmpty())
        text += QLatin1Char(':') + encoded(password);
    if (!user.isEmpty() || !password.isEmpty())
        text += QLatin1Char('@');
    text += (isSocket ? QString() : hostsOf(host, port)) + QLatin1Char('/') + encoded(database);
    QStringList parameters{QStringLiteral("schema=") + encoded(schema)};
    if (isSocket) {
        parameters.append(QStringLiteral("host=") + encoded(host));
        if (port != UsualPort)
            parameters.append(QStringLiteral("port=%1").arg(port));
    } else {
        static constexpr const char *Modes[] = {"verify-full", "require", "disable"};
        parameters.append(QStringLiteral("sslmode=") + QLatin1String(Modes[int(tls)]));
        const QString file = authority.isEmpty() ? systemAuthorities() : authority;
        if (tls == Tls::Verified && !file.isEmpty())
            parameters.append(QStringLiteral("sslrootcert=") + encoded(file));
    }
    return text + QLatin1Char('?') + parameters.join(QLatin1Char('&'));
}

std::optional<DatabaseAddress> DatabaseAddress::parse(const QString &uri)
{
    if (!Store::Address::isPostgres(uri) || !uri.contains(QLatin1String("://")))
        return std::nullopt;
    DatabaseAddress address;
    const QString whole = uri.section(QStringLiteral("://"), 1);
    const QUrlQuery query(whole.section(QLatin1Char('?'), 1));
    QString authorityPart = whole.section(QLatin1Char('?'), 0, 0);
    address.database = decoded(authorityPart.section(QLatin1Char('/'), 1));
    authorityPart = authorityPart.section(QLatin1Char('/'), 0, 0);
    if (authorityPart.contains(QLatin1Char('@')))
        address.user =
            decoded(authorityPart.section(QLatin1Char('@'), 0, -2).section(QLatin1Char(':'), 0, 0));
    const auto valueOf = [&query](const char *name) {
        return query.queryItemValue(QLatin1String(name), QUrl::FullyDecoded);
    };
    QStringList hosts =
        authorityPart.section(QLatin1Char('@'), -1).split(QLatin1Char(','), Qt::SkipEmptyParts);
    for (QString &each : hosts) {
        const int end = each.endsWith(QLatin1Char(']')) ? -1 : int(each.lastIndexOf(u':'));
        if (end < 0)
            continue;
        address.port = std::clamp(each.mid(end + 1).toInt(), 1, LargestPort);
        each.truncate(end);
    }
    address.host = hosts.isEmpty() ? valueOf("host") : decoded(hosts.join(QLatin1Char(',')));
    if (const int port = valueOf("port").toInt(); port > 0 && port <= LargestPort)
        address.port = port;
    if (const QString schema = valueOf("schema"); !schema.isEmpty())
        address.schema = schema;
    const QString mode = valueOf("sslmode");
    if (mode == QLatin1String("require"))
        address.tls = Tls::Encrypted;
    else if (mode == QLatin1String("disable") || (mode.isEmpty() && address.isHere()))
        address.tls = Tls::None;
    const QString file = valueOf("sslrootcert");
    address.authority = file == systemAuthorities() ? QString() : file;
    return address;
}

QString DatabaseAddress::name() const
{
    const QString of =
        schema == DatabaseAddress().schema ? database : database + QLatin1Char('/') + schema;
    return isHere() ? ClientTexts::tr("%1 on this computer").arg(of)
                    : ClientTexts::tr("%1 on %2").arg(of, host);
}
