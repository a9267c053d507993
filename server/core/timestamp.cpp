// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/core/timestamp.h"

#include <QDateTime>

#include <chrono>
#include <cstdio>

namespace Timestamp {

qint64 now()
{
    return QDateTime::currentMSecsSinceEpoch();
}

QByteArray format(qint64 milliseconds)
{
    // QDateTime::toString() takes longer than the rest of a small request.
    using namespace std::chrono;
    const sys_time<std::chrono::milliseconds> moment{std::chrono::milliseconds(milliseconds)};
    const auto day = floor<days>(moment);
    const year_month_day date(day);
    const hh_mm_ss time(moment - day);
    char text[40];
    const int size = std::snprintf(text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02d.%03dZ",
                                   int(date.year()), unsigned(date.month()), unsigned(date.day()),
                                   int(time.hours().count()), int(time.minutes().count()),
                                   int(time.seconds().count()), int(time.subseconds().count()));
    return QByteArray(text, size);
}

} // namespace Timestamp
