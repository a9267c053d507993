// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/pagefile.h"

#include "server/api/respond.h"

#include <QFile>

namespace Api {

Result<Http::Response> pageFile(const char *name, const QByteArray &contentType)
{
    QFile file(QStringLiteral(":/pages/") + QLatin1String(name));
    if (!file.open(QIODevice::ReadOnly))
        return notFound(name);
    Http::Response response = json(200, file.readAll());
    response.contentType = contentType;
    return response;
}

} // namespace Api
