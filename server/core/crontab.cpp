// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/core/crontab.h"

#include <QByteArrayList>
#include <QDateTime>
#include <QTimeZone>

#include <algorithm>
#include <bit>
#include <chrono>
#include <limits>

namespace {

constexpr qsizetype LongestText = 1000;
constexpr qint64 MinutesOfDay = 24 * 60;
constexpr qint64 DaysSearched = 60 * 366;
/// Clocks that jump further do so for another reason than daylight saving. Source: cron(8).
constexpr qint64 LongestJump = 3 * 3600;

/// What may stand in a field.
struct UnitRule
{
    const char *name; ///< As errors say it.
    int least;
    int most;
    const char *names; ///< For the values from `least`, three letters each.
};

constexpr std::array<UnitRule, Crontab::Units> Rules = {
    UnitRule{"minute", 0, 59, ""},
    UnitRule{"hour", 0, 23, ""},
    UnitRule{"day of month", 1, 31, ""},
    UnitRule{"month", 1, 12, "janfebmaraprmayjunjulaugsepoctnovdec"},
    UnitRule{"day of week", 0, 7, "sunmontuewedthufrisat"},
};

struct Nickname
{
    const char *name;
    const char *meaning;
};

constexpr std::array Nicknames = {
    Nickname{"@yearly", "0 0 1 1 *"},  Nickname{"@annually", "0 0 1 1 *"},
    Nickname{"@monthly", "0 0 1 * *"}, Nickname{"@weekly", "0 0 * * 0"},
    Nickname{"@daily", "0 0 * * *"},   Nickname{"@midnight", "0 0 * * *"},
    Nickname{"@hourly", "0 * * * *"},
};

Failure wrong(const UnitRule &rule, const QByteArray &text, const QString &why)
{
    return badInput(QStringLiteral("The %1 \"%2\" %3")
                        .arg(QString::fromLatin1(rule.name), QString::fromUtf8(text), why));
}

QString rangeText(const UnitRule &rule)
{
    const QString numbers = QStringLiteral("%1 to %2").arg(rule.least).arg(rule.most);
    if (*rule.names == '\0')
        return numbers;
    const QString names = QString::fromLatin1(rule.names);
    return numbers + QStringLiteral(" or a name from %1 to %2").arg(names.first(3), names.last(3));
}

/// The number that @p text stands for; nothing when it is neither a number nor a name.
std::optional<int> valueOf(const UnitRule &rule, const QByteArray &text)
{
    const bool isNumber = !text.isEmpty() && text.size() <= 4
        && std::all_of(text.cbegin(), text.cend(), [](char c) { return c >= '0' && c <= '9'; });
    if (isNumber)
        return text.toInt();
    const QByteArray names(rule.names);
    if (text.size() != 3)
        return std::nullopt;
    const qsizetype at = names.indexOf(text.toLower());
    if (at < 0 || at % 3 != 0)
        return std::nullopt;
    return rule.least + int(at / 3);
}

/// Why a text that is no value of a field is none, for those who come from another scheduler.
QString hintFor(const UnitRule &rule, const QByteArray &text)
{
    const QByteArray upper = text.toUpper();
    if (upper.contains('#') || upper.endsWith('L') || upper.endsWith('W'))
        return QStringLiteral("uses L, W or #, which are not supported; list the days, and have "
                              "the job look at the date.");
    if (text == "?")
        return QStringLiteral("is not supported; write * instead.");
    return QStringLiteral("is not one of %1.").arg(rangeText(rule));
}

Result<int> parseValue(const UnitRule &rule, const QByteArray &field, const QByteArray &text)
{
    const auto value = valueOf(rule, text);
    if (!value)
        return wrong(rule, text.isEmpty() ? field : text,
                     text.isEmpty() ? QStringLiteral("has an empty part.") : hintFor(rule, text));
    if (*value < rule.least || *value > rule.most)
        return wrong(rule, text, QStringLiteral("is not within %1.").arg(rangeText(rule)));
    return *value;
}

Result<Crontab::Part> parsePart(const UnitRule &rule, const QByteArray &text)
{
    Crontab::Part part;
    const QByteArrayList halves = text.split('/');
    const QByteArray range = halves.first();
    const bool hasStep = halves.size() > 1;
    const qsizetype dash = range.indexOf('-');
    if (range == "*") {
        part = {rule.least, rule.most, 1, true};
    } else {
        const auto first = parseValue(rule, text, dash < 0 ? range : range.first(dash));
        const auto last = dash < 0 ? first : parseValue(rule, text, range.sliced(dash + 1));
        if (!first || !last)
            return failure(!first ? first : last);
        part = {*first, *last, 1, false};
        // Sunday at the end of a range is the last day: FRI-SUN.
        if (rule.most == 7 && part.last == 0 && part.first > 0)
            part.last = 7;
    }
    if (part.last < part.first)
        return wrong(rule, text, QStringLiteral("goes down: write it as two ranges with a comma."));
    if (!hasStep)
        return part;
    if (!part.isStar && dash < 0)
        return wrong(rule, text,
                     QStringLiteral("has a step but no range: write %1-%2/%3.")
                         .arg(QString::fromUtf8(range))
                         .arg(rule.most)
                         .arg(QString::fromUtf8(halves.last())));
    bool isNumber = false;
    part.step = halves.last().toInt(&isNumber);
    if (halves.size() > 2 || !isNumber || part.step < 1 || halves.last().startsWith('+'))
        return wrong(rule, text, QStringLiteral("has a step that is no whole number from 1."));
    return part;
}

/// The time between two changes of a zone's offset from UTC, all in seconds.
struct Stretch
{
    qint64 begin = std::numeric_limits<qint64>::min();
    qint64 end = std::numeric_limits<qint64>::max();
    qint64 offset = 0;
    qint64 offsetBefore = 0;

    static Stretch at(qint64 time, const QTimeZone &zone)
    {
        Stretch stretch;
        const QDateTime moment = QDateTime::fromSecsSinceEpoch(time, Qt::UTC);
        stretch.offset = stretch.offsetBefore = zone.offsetFromUtc(moment);
        if (!zone.hasTransitions())
            return stretch;
        if (const auto next = zone.nextTransition(moment); next.atUtc.isValid())
            stretch.end = next.atUtc.toSecsSinceEpoch();
        const auto last = zone.previousTransition(moment.addSecs(1));
        if (last.atUtc.isValid()) {
            stretch.begin = last.atUtc.toSecsSinceEpoch();
            stretch.offsetBefore = zone.offsetFromUtc(last.atUtc.addSecs(-1));
        }
        return stretch;
    }
    /// The one that follows. Behind the last change that a zone's file lists, Qt 6.4 does not
    /// always name as the last change before a time the one that it named as the next before it.
    Stretch next(const QTimeZone &zone) const
    {
        Stretch following = at(end, zone);
        following.begin = end;
        following.offsetBefore = offset;
        following.end = std::max(following.end, end + 1);
        return following;
    }
    /// How far clocks went forward at its begin, when that was for daylight saving; else 0.
    qint64 jump() const
    {
        const qint64 jump = offset - offsetBefore;
        return jump <= LongestJump && jump >= -LongestJump ? jump : 0;
    }
};

/// The first whole minute that is not before @p seconds.
qint64 minuteFrom(qint64 seconds)
{
    return seconds / 60 + (seconds % 60 > 0 ? 1 : 0);
}

/// The least value in @p values that is not below @p from; nothing when there is none.
std::optional<int> nextBit(quint64 values, int from)
{
    const quint64 rest = from < 64 ? values >> from << from : 0;
    return rest == 0 ? std::nullopt : std::optional(std::countr_zero(rest));
}

std::chrono::year_month_day dateOf(qint64 day)
{
    return std::chrono::sys_days(std::chrono::days(day));
}

} // namespace

Result<Crontab> Crontab::parse(QByteArrayView text)
{
    if (text.size() > LongestText)
        return badInput(QStringLiteral("A crontab has %1 characters at most.").arg(LongestText));
    QByteArray expression = text.toByteArray().simplified();
    if (expression.startsWith('@')) {
        const auto nickname =
            std::find_if(Nicknames.cbegin(), Nicknames.cend(),
                         [&](const Nickname &known) { return expression.toLower() == known.name; });
        if (nickname == Nicknames.cend())
            return badInput(
                QStringLiteral("The crontab \"%1\" is not supported; known are @yearly, "
                               "@annually, @monthly, @weekly, @daily, @midnight and "
                               "@hourly.")
                    .arg(QString::fromUtf8(expression)));
        expression = nickname->meaning;
    }
    const QByteArrayList fields = expression.isEmpty() ? QByteArrayList() : expression.split(' ');
    if (fields.size() != Units)
        return badInput(QStringLiteral("A crontab has five fields (minute, hour, day of month, "
                                       "month, day of week); this one has %1.%2")
                            .arg(fields.size())
                            .arg(fields.size() == 6
                                     ? QStringLiteral(" Seconds and years are not supported.")
                                     : QString()));
    Crontab crontab;
    for (int unit = 0; unit < Units; ++unit) {
        for (const QByteArray &element : fields[unit].split(',')) {
            const auto part = parsePart(Rules[size_t(unit)], element);
            if (!part)
                return failure(part);
            for (int value = part->first; value <= part->last; value += part->step)
                crontab.m_values[size_t(unit)] |= quint64(1)
                    << (unit == Weekday && value == 7 ? 0 : value);
            crontab.m_parts[size_t(unit)].append(*part);
        }
    }
    if (!crontab.everHappens())
        return badInput(
            QStringLiteral("The crontab \"%1\" names a day that none of its months has.")
                .arg(QString::fromUtf8(expression)));
    return crontab;
}

/// Whether there is a day for it at all: `0 0 30 2 *` has none.
bool Crontab::everHappens() const
{
    if (!beginsWithStar(Day) && !beginsWithStar(Weekday))
        return true; // any of the weekdays does
    const int firstDay = std::countr_zero(m_values[Day]);
    for (unsigned month = 1; month <= 12; ++month) {
        using namespace std::chrono;
        const unsigned length(
            year_month_day_last(year(2000), month_day_last(std::chrono::month(month))).day());
        if (has(Month, int(month)) && firstDay <= int(length))
            return true;
    }
    return false;
}

/// Whether @p day, counted from 1970-01-01, is one of its days. Where days of month and of week are
/// both given, one of them is enough. Source: crontab(5).
bool Crontab::hasDay(qint64 day) const
{
    const bool isDay = has(Day, int(unsigned(dateOf(day).day())));
    const auto weekday = std::chrono::weekday(std::chrono::sys_days(std::chrono::days(day)));
    const bool isWeekday = has(Weekday, int(weekday.c_encoding()));
    return beginsWithStar(Day) || beginsWithStar(Weekday) ? isDay && isWeekday : isDay || isWeekday;
}

/// The first of its minutes that is not before @p minute, both of local time since 1970.
std::optional<qint64> Crontab::nextLocal(qint64 minute) const
{
    const qint64 first =
        minute >= 0 ? minute / MinutesOfDay : (minute - MinutesOfDay + 1) / MinutesOfDay;
    int from = int(minute - first * MinutesOfDay);
    for (qint64 day = first; day < first + DaysSearched; ++day, from = 0) {
        const auto date = dateOf(day);
        if (!has(Month, int(unsigned(date.month())))) {
            const std::chrono::sys_days last = date.year() / date.month() / std::chrono::last;
            day = last.time_since_epoch().count();
            continue;
        }
        if (!hasDay(day))
            continue;
        const auto hour = nextBit(m_values[Hour], from / 60);
        if (!hour)
            continue;
        const auto minuteOfHour = nextBit(m_values[Minute], *hour == from / 60 ? from % 60 : 0);
        const auto nextHour = minuteOfHour ? hour : nextBit(m_values[Hour], *hour + 1);
        if (!nextHour)
            continue;
        return day * MinutesOfDay + *nextHour * 60
            + minuteOfHour.value_or(std::countr_zero(m_values[Minute]));
    }
    return std::nullopt;
}

std::optional<qint64> Crontab::next(qint64 after, const QTimeZone &zone) const
{
    qint64 from = minuteFrom(after + 1);
    const qint64 horizon = after + DaysSearched * MinutesOfDay * 60;
    Stretch stretch = Stretch::at(from * 60, zone);
    while (from * 60 < horizon) {
        qint64 local = from + stretch.offset / 60;
        // What clocks show for the second time is over.
        if (!isWildcard() && stretch.jump() < 0)
            local = std::max(local, minuteFrom(stretch.begin + stretch.offsetBefore));
        const auto found = nextLocal(local);
        if (!found)
            return std::nullopt;
        if (*found * 60 - stretch.offset < stretch.end)
            return *found * 60 - stretch.offset;
        stretch = stretch.next(zone);
        from = minuteFrom(stretch.begin);
        // What clocks leave out comes at the end of it.
        if (!isWildcard() && stretch.jump() > 0 && *found * 60 < stretch.begin + stretch.offset)
            return from * 60;
    }
    return std::nullopt;
}
