// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/curl.h"

namespace Curl {

QString quoted(QString text)
{
    return QLatin1Char('\'') + text.replace(QLatin1Char('\''), QStringLiteral("'\\''"))
        + QLatin1Char('\'');
}

QString command(const QByteArray &method, const QString &serverUrl, const QByteArray &target,
                const QByteArray &body)
{
    const QString url = (serverUrl.isEmpty() ? QStringLiteral("http://127.0.0.1:8787") : serverUrl)
        + QString::fromUtf8(target);
    QString command =
        QStringLiteral("curl -g -X %1 -H \"x-apikey: $KEY\"").arg(QString::fromUtf8(method));
    if (!body.isEmpty()) {
        command.append(QStringLiteral(" \\\n  -H 'content-type: application/json' \\\n  --data %1")
                           .arg(quoted(QString::fromUtf8(body))));
    }
    return command + QStringLiteral(" \\\n  %1\n").arg(quoted(url));
}

} // namespace Curl
