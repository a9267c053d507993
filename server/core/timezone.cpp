// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/core/timezone.h"

#include <QFileInfo>

#include <algorithm>

namespace {

/// Whether @p id is an older name of a zone, such as Asia/Calcutta, or one without a place, such as
/// EST5EDT: they are files as well, but Qt lists only those of `zone.tab`.
bool isOtherName(const QByteArray &id)
{
    // Clocks that count leap seconds, and what is set on this machine alone.
    for (const char *prefix : {"right/", "posix/", "localtime", "posixrules", "Factory"}) {
        if (id.startsWith(prefix))
            return false;
    }
    const auto isFile = [&id](const char *folder) {
        return QFileInfo(QLatin1String(folder) + QString::fromLatin1(id)).isFile();
    };
    return isFile("/usr/share/zoneinfo/") || isFile("/usr/lib/zoneinfo/");
}

} // namespace

Result<QTimeZone> TimeZone::find(QByteArrayView name)
{
    // Qt looks names up as files: nothing but a name may get there.
    const bool isName =
        !name.isEmpty() && name.size() <= 64 && std::all_of(name.begin(), name.end(), [](char c) {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
                || c == '/' || c == '_' || c == '-' || c == '+';
        });
    const QByteArray id = name.toByteArray();
    if (isName && (QTimeZone::isTimeZoneIdAvailable(id) || isOtherName(id))) {
        if (QTimeZone zone(id); zone.isValid())
            return zone;
    }
    return badInput(QStringLiteral("There is no time zone \"%1\"; write one such as Europe/Oslo, "
                                   "or UTC.")
                        .arg(QString::fromUtf8(name)));
}
