// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QLocale>

#include <chrono>

/// @p time as the window writes it: `30 Nov 2026, 08:50`, in the language of the user. Any thread.
inline QString timeText(const QDateTime &time)
{
    return QLocale().toString(time, QStringLiteral("d MMM yyyy, HH:mm"));
}

/// How long something took, with three digits or so: `40 µs`, `1.2 ms`, `840 ms`, `12.5 s`,
/// `3 min 5 s`, in the language of the user. Any thread.
inline QString durationText(std::chrono::duration<double, std::milli> time)
{
    constexpr double Microsecond = 1e-3;
    constexpr double Second = 1000;
    constexpr qint64 Minute = 60;
    const QLocale locale;
    const double milliseconds = time.count();
    // Each form ends where it would be rounded up to the next one.
    if (milliseconds < 99.5 * Microsecond)
        return QStringLiteral("%1 µs").arg(locale.toString(milliseconds / Microsecond, 'f', 0));
    if (milliseconds < 9.95)
        return QStringLiteral("%1 ms").arg(locale.toString(milliseconds, 'f', 1));
    if (milliseconds < 9.9995 * Second)
        return QStringLiteral("%1 ms").arg(locale.toString(milliseconds, 'f', 0));
    if (milliseconds < 119.95 * Second)
        return QStringLiteral("%1 s").arg(locale.toString(milliseconds / Second, 'f', 1));
    const qint64 seconds = qRound64(milliseconds / Second);
    return QStringLiteral("%1 min %2 s").arg(seconds / Minute).arg(seconds % Minute);
}
