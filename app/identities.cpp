// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/identities.h"

#include "server/store/address.h"
#include "ui/widgets/textdigest.h"

#include <QFileInfo>

namespace Identities {

bool isServer(const QString &identity)
{
    return identity.startsWith(QLatin1String("http://"))
        || identity.startsWith(QLatin1String("https://"));
}

bool isPostgres(const QString &identity)
{
    return Store::Address::isPostgres(identity);
}

QString realOf(const QString &identity)
{
    const bool isFile = !isServer(identity) && !isPostgres(identity);
    const QString real = isFile ? QFileInfo(identity).canonicalFilePath() : QString();
    return real.isEmpty() ? identity : real;
}

bool isThere(const QString &identity)
{
    return isServer(identity) || isPostgres(identity) || QFileInfo::exists(identity);
}

QString sessionKey(const QString &identity)
{
    return QStringLiteral("sessions/") + textDigest(identity);
}

QString addressKey(const QString &identity)
{
    return QStringLiteral("addresses/") + textDigest(identity);
}

QString certificateKey(const QString &url)
{
    return QStringLiteral("certificates/") + textDigest(url);
}

} // namespace Identities
