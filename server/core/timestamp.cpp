// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/core/timestamp.h"

#include <QDateTime>

#include <chrono>
#include <cstdio>

namespace Timestamp {

namespace {

/// Reads a text from its beginning; once something is missing, nothing more is found.
class Scanner
{
public:
    explicit Scanner(QByteArrayView text)
        : m_text(text)
    {
    }

    bool atEnd() const { return m_at == m_text.size(); }
    bool skip(char c)
    {
        const bool found = !atEnd() && m_text[m_at] == c;
        m_at += found;
        return found;
    }
    /// Exactly @p digits of them; -1 when they are not there.
    int number(int digits)
    {
        int value = 0;
        for (int i = 0; i < digits; ++i, ++m_at) {
            if (atEnd() || m_text[m_at] < '0' || m_text[m_at] > '9')
                return -1;
            value = value * 10 + (m_text[m_at] - '0');
        }
        return value;
    }
    /// Thousandths, of one digit or more; -1 when there is none.
    int thousandths()
    {
        int value = 0;
        int digits = 0;
        for (; !atEnd() && m_text[m_at] >= '0' && m_text[m_at] <= '9'; ++m_at, ++digits) {
            if (digits < 3)
                value = value * 10 + (m_text[m_at] - '0');
        }
        for (int i = digits; i < 3; ++i)
            value *= 10;
        return digits == 0 ? -1 : value;
    }

private:
    QByteArrayView m_text;
    qsizetype m_at = 0;
};

bool isWithin(int number, int least, int most)
{
    return number >= least && number <= most;
}

/// Milliseconds of the zone at the end of a time: `Z`, `+01:00`, `-0330` or nothing.
std::optional<qint64> parseZone(Scanner &scanner)
{
    if (scanner.atEnd() || scanner.skip('Z') || scanner.skip('z'))
        return 0;
    const bool east = scanner.skip('+');
    if (!east && !scanner.skip('-'))
        return std::nullopt;
    const int hours = scanner.number(2);
    scanner.skip(':');
    const int minutes = scanner.atEnd() ? 0 : scanner.number(2);
    if (!isWithin(hours, 0, 23) || !isWithin(minutes, 0, 59))
        return std::nullopt;
    const qint64 offset = (hours * 60 + minutes) * qint64(60'000);
    return east ? offset : -offset;
}

/// Milliseconds since midnight, the zone taken off.
std::optional<qint64> parseTime(Scanner &scanner)
{
    const int hour = scanner.number(2);
    const bool hasMinute = scanner.skip(':');
    const int minute = hasMinute ? scanner.number(2) : -1;
    const int second = scanner.skip(':') ? scanner.number(2) : 0;
    const int fraction = scanner.skip('.') ? scanner.thousandths() : 0;
    if (!isWithin(hour, 0, 23) || !isWithin(minute, 0, 59) || !isWithin(second, 0, 60)
        || fraction < 0)
        return std::nullopt;
    const auto zone = parseZone(scanner);
    if (!zone)
        return std::nullopt;
    return ((hour * 60 + minute) * 60 + second) * qint64(1000) + fraction - *zone;
}

} // namespace

std::optional<qint64> parse(QByteArrayView text)
{
    Scanner scanner(text);
    const int year = scanner.number(4);
    const int month = scanner.skip('-') ? scanner.number(2) : 1;
    const int day = scanner.skip('-') ? scanner.number(2) : 1;
    using namespace std::chrono;
    const year_month_day date{std::chrono::year(year), std::chrono::month(unsigned(month)),
                              std::chrono::day(unsigned(day))};
    if (year < 0 || month < 0 || day < 0 || !date.ok())
        return std::nullopt;
    const qint64 midnight = duration_cast<milliseconds>(sys_days(date).time_since_epoch()).count();
    if (scanner.atEnd())
        return midnight;
    if (!scanner.skip('T') && !scanner.skip(' '))
        return std::nullopt;
    const auto time = parseTime(scanner);
    return time && scanner.atEnd() ? std::optional(midnight + *time) : std::nullopt;
}

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
