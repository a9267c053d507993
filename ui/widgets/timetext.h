// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QLocale>

/// @p time as the window writes it: `30 Nov 2026, 08:50`, in the language of the user. Any thread.
inline QString timeText(const QDateTime &time)
{
    return QLocale().toString(time, QStringLiteral("d MMM yyyy, HH:mm"));
}
