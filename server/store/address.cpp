// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/address.h"

#include <QByteArrayList>
#include <QRegularExpression>

#include <algorithm>

namespace Store {

namespace {

/// The parts of `postgres://user:password@host,host/database?name=value&name=value`.
struct Parts
{
    QByteArray user; ///< Percent-encoded, as all parts are.
    QByteArray password;
    QByteArray hosts;
    QByteArray database;
    QByteArrayList parameters;
};

Parts partsOf(const QByteArray &uri)
{
    Parts parts;
    QByteArray rest = uri.sliced(uri.indexOf("://") + 3);
    if (const qsizetype mark = rest.indexOf('?'); mark >= 0) {
        parts.parameters = rest.sliced(mark + 1).split('&');
        rest.truncate(mark);
    }
    if (const qsizetype slash = rest.indexOf('/'); slash >= 0) {
        parts.database = rest.sliced(slash + 1);
        rest.truncate(slash);
    }
    if (const qsizetype at = rest.lastIndexOf('@'); at >= 0) {
        parts.user = rest.first(at);
        rest.remove(0, at + 1);
        if (const qsizetype colon = parts.user.indexOf(':'); colon >= 0) {
            parts.password = parts.user.sliced(colon + 1);
            parts.user.truncate(colon);
        }
    }
    parts.hosts = rest;
    parts.parameters.removeAll(QByteArray());
    return parts;
}

QByteArray joined(const Parts &parts)
{
    QByteArray uri = "postgres://" + parts.user;
    if (!parts.password.isEmpty())
        uri.append(':').append(parts.password);
    if (!parts.user.isEmpty() || !parts.password.isEmpty())
        uri.append('@');
    uri.append(parts.hosts).append('/').append(parts.database);
    return parts.parameters.isEmpty() ? uri : uri + '?' + parts.parameters.join('&');
}

QByteArray nameOf(const QByteArray &parameter)
{
    return parameter.first(std::max<qsizetype>(parameter.indexOf('='), 0));
}

QByteArray valueOf(const QByteArray &parameter)
{
    return QByteArray::fromPercentEncoding(parameter.sliced(parameter.indexOf('=') + 1));
}

/// Takes the parameter @p name out of @p parts; empty where there is none.
QByteArray take(Parts &parts, const char *name)
{
    QByteArray value;
    parts.parameters.removeIf([&](const QByteArray &each) {
        if (nameOf(each) != name)
            return false;
        value = valueOf(each);
        return true;
    });
    return value;
}

/// A socket, or this machine by its name or number.
bool isHere(const QByteArray &host)
{
    // Not 127.example.com, which is a name.
    static const QRegularExpression loopback(QStringLiteral("\\A127(\\.[0-9]{1,3}){3}\\z"));
    return host.isEmpty() || host.startsWith('/') || host.startsWith('@') || host == "localhost"
        || loopback.match(QString::fromUtf8(host)).hasMatch() || host.startsWith("[::1]")
        || host == "::1";
}

/// Whether all hosts are this machine.
bool isHere(const Parts &parts)
{
    QByteArrayList hosts = QByteArray::fromPercentEncoding(parts.hosts).split(',');
    if (parts.hosts.isEmpty())
        hosts = qgetenv("PGHOST").split(',');
    for (const QByteArray &each : parts.parameters) {
        if (nameOf(each) == "host" || nameOf(each) == "hostaddr")
            hosts += valueOf(each).split(',');
    }
    return std::all_of(hosts.begin(), hosts.end(), [](const QByteArray &host) {
        const bool hasPort = host.count(':') == 1;
        return isHere(hasPort ? host.first(host.indexOf(':')) : host);
    });
}

} // namespace

namespace {

bool isWhole(const QString &text)
{
    return text.startsWith(QLatin1String("postgres://"))
        || text.startsWith(QLatin1String("postgresql://"));
}

} // namespace

bool Address::isPostgres(const QString &text)
{
    return text.startsWith(QLatin1String("postgres:"))
        || text.startsWith(QLatin1String("postgresql:"));
}

Result<Address> Address::parsePostgres(const QString &text)
{
    if (!isWhole(text))
        return badInput(QStringLiteral("An address of PostgreSQL is postgres://USER@HOST/NAME."));
    Address address;
    Parts parts = partsOf(text.toUtf8());
    if (const QByteArray schema = take(parts, "schema"); !schema.isEmpty())
        address.m_schema = schema;
    // It stands in SQL as it is.
    static const QRegularExpression name(QStringLiteral("\\A[a-z_][a-z0-9_]{0,62}\\z"));
    if (!name.match(QString::fromUtf8(address.m_schema)).hasMatch()
        || address.m_schema.startsWith("pg_"))
        return badInput(QStringLiteral("\"%1\" is no name for a schema: take a lower-case letter "
                                       "and up to 62 of those, digits or _; not beginning with "
                                       "\"pg_\".")
                            .arg(QString::fromUtf8(address.m_schema)));
    const auto names = [&](QByteArrayView wanted) {
        return std::any_of(parts.parameters.begin(), parts.parameters.end(),
                           [&](const QByteArray &each) { return nameOf(each) == wanted; });
    };
    address.m_hasPassword = !parts.password.isEmpty() || names("password");
    const auto addUnless = [&](const char *parameter, const char *variable) {
        if (!names(nameOf(parameter)) && qEnvironmentVariableIsEmpty(variable))
            parts.parameters.append(parameter);
    };
    if (!isHere(parts))
        addUnless("sslmode=verify-full", "PGSSLMODE");
    addUnless("connect_timeout=5", "PGCONNECT_TIMEOUT");
    // A machine that is gone sends no word of it; else the system would wait for a quarter of an
    // hour, or two hours where nothing is under way.
    for (const char *each : {"tcp_user_timeout=10000", "keepalives_idle=10",
                             "keepalives_interval=3", "keepalives_count=3"})
        addUnless(each, "");
    addUnless("target_session_attrs=read-write", "PGTARGETSESSIONATTRS");
    addUnless("application_name=hookdesk", "PGAPPNAME");
    address.m_uri = joined(parts);
    return address;
}

QString Address::shown(const QString &text)
{
    if (!isWhole(text))
        return text;
    Parts parts = partsOf(text.toUtf8());
    parts.password.clear();
    (void)take(parts, "password");
    (void)take(parts, "sslpassword");
    return QString::fromUtf8(joined(parts));
}

} // namespace Store
