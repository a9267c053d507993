// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/core/timezone.h"

#include <algorithm>

Result<QTimeZone> TimeZone::find(QByteArrayView name)
{
    // Qt looks names up as files: nothing but a name may get there.
    const bool isName =
        !name.isEmpty() && name.size() <= 64 && std::all_of(name.begin(), name.end(), [](char c) {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
                || c == '/' || c == '_' || c == '-' || c == '+';
        });
    const QByteArray id = name.toByteArray();
    if (isName && QTimeZone::isTimeZoneIdAvailable(id)) {
        if (QTimeZone zone(id); zone.isValid())
            return zone;
    }
    return badInput(QStringLiteral("There is no time zone \"%1\"; write one such as Europe/Oslo, "
                                   "or UTC.")
                        .arg(QString::fromUtf8(name)));
}
