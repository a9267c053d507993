// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/crontabwords.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

namespace CrontabWords {

namespace {

using Part = Crontab::Part;
using Parts = QList<Part>;

constexpr int MostTimes = 4; ///< So many are told one by one.

QString tr(const char *text)
{
    return QCoreApplication::translate("CrontabWords", text);
}

QString listOf(const QStringList &texts)
{
    return QLocale().createSeparatedList(texts);
}

bool isAll(const Parts &parts)
{
    return parts.size() == 1 && parts.first().isStar && parts.first().step == 1;
}

/// `*/10` alone, or `*`.
bool isStepOfAll(const Parts &parts)
{
    return parts.size() == 1 && parts.first().isStar;
}

bool areNumbers(const Parts &parts)
{
    return std::all_of(parts.begin(), parts.end(),
                       [](const Part &part) { return part.first == part.last; });
}

/// The elements of a field as a list: `1, 3 to 5 and every 2nd from 10 to 20`.
template<typename Name>
QString elements(const Parts &parts, Name nameOf)
{
    QStringList texts;
    for (const Part &part : parts) {
        const QString range = part.first == part.last
            ? nameOf(part.first)
            : tr("%1 to %2").arg(nameOf(part.first), nameOf(part.last));
        texts.append(part.step == 1 ? range
                                    : tr("every %1 of %2").arg(QString::number(part.step), range));
    }
    return listOf(texts);
}

QString numberName(int number)
{
    return QString::number(number);
}

QString hourName(int hour)
{
    return QStringLiteral("%1:00").arg(hour, 2, 10, QLatin1Char('0'));
}

QString monthName(int month)
{
    return QLocale().standaloneMonthName(month);
}

QString weekdayName(int day)
{
    return QLocale().standaloneDayName(day == 0 ? 7 : day);
}

/// `At 02:00 and 14:00`; empty when minutes and hours are no few numbers.
QString fewTimes(const Parts &minutes, const Parts &hours)
{
    if (!areNumbers(minutes) || !areNumbers(hours) || minutes.size() * hours.size() > MostTimes)
        return {};
    QStringList times;
    for (const Part &hour : hours) {
        for (const Part &minute : minutes)
            times.append(QStringLiteral("%1:%2")
                             .arg(hour.first, 2, 10, QLatin1Char('0'))
                             .arg(minute.first, 2, 10, QLatin1Char('0')));
    }
    times.sort();
    return tr("At %1").arg(listOf(times));
}

QString minuteText(const Parts &minutes)
{
    if (isAll(minutes))
        return tr("Every minute");
    if (isStepOfAll(minutes))
        return QCoreApplication::translate("CrontabWords", "Every %n minute(s)", nullptr,
                                           minutes.first().step);
    return areNumbers(minutes) && minutes.size() == 1
        ? tr("At minute %1").arg(minutes.first().first)
        : tr("At minutes %1").arg(elements(minutes, numberName));
}

QString hourText(const Parts &minutes, const Parts &hours)
{
    if (isAll(hours))
        return isStepOfAll(minutes) ? QString() : tr("past every hour");
    if (isStepOfAll(hours))
        return QCoreApplication::translate("CrontabWords", "past every %n hour(s) of the day",
                                           nullptr, hours.first().step);
    const bool isMoment = !isStepOfAll(minutes);
    const QString list = elements(hours, isMoment ? numberName : hourName);
    if (!isMoment) // every minute of those hours
        return areNumbers(hours) ? tr("in the hours of %1").arg(list)
                                 : tr("in the hours %1").arg(list);
    return areNumbers(hours) && hours.size() == 1 ? tr("past hour %1").arg(list)
                                                  : tr("past hours %1").arg(list);
}

QString timeText(const Crontab &crontab)
{
    const Parts &minutes = crontab.parts(Crontab::Minute);
    const Parts &hours = crontab.parts(Crontab::Hour);
    if (const QString times = fewTimes(minutes, hours); !times.isEmpty())
        return times;
    const QString hour = hourText(minutes, hours);
    return hour.isEmpty() ? minuteText(minutes) : tr("%1 %2").arg(minuteText(minutes), hour);
}

QString dayText(const Crontab &crontab)
{
    const Parts &days = crontab.parts(Crontab::Day);
    const Parts &weekdays = crontab.parts(Crontab::Weekday);
    QString day;
    if (isStepOfAll(days) && !isAll(days))
        day =
            QCoreApplication::translate("CrontabWords", "every %n day(s) from the 1st of the month",
                                        nullptr, days.first().step);
    else if (!isAll(days))
        day = areNumbers(days) && days.size() == 1
            ? tr("on day %1 of the month").arg(days.first().first)
            : tr("on days %1 of the month").arg(elements(days, numberName));
    QString weekday;
    if (!isAll(weekdays))
        weekday = areNumbers(weekdays) ? tr("on %1").arg(elements(weekdays, weekdayName))
                                       : elements(weekdays, weekdayName);
    if (day.isEmpty() || weekday.isEmpty())
        return day.isEmpty() ? weekday : day;
    // With a star in front, both have to fit; else one of them is enough. Source: crontab(5).
    return crontab.beginsWithStar(Crontab::Day) || crontab.beginsWithStar(Crontab::Weekday)
        ? tr("%1 if it is %2").arg(day, weekday)
        : tr("%1, and also %2").arg(day, weekday);
}

QString monthText(const Crontab &crontab)
{
    const Parts &months = crontab.parts(Crontab::Month);
    if (isAll(months))
        return {};
    if (isStepOfAll(months))
        return QCoreApplication::translate("CrontabWords", "every %n month(s) from January",
                                           nullptr, months.first().step);
    return areNumbers(months) ? tr("in %1").arg(elements(months, monthName))
                              : tr("in the months %1").arg(elements(months, monthName));
}

} // namespace

QString describe(const Crontab &crontab)
{
    QStringList texts{timeText(crontab)};
    const QString day = dayText(crontab);
    const QString month = monthText(crontab);
    // What runs all day long need not say that it does so every day.
    const bool isAllDay = isStepOfAll(crontab.parts(Crontab::Hour));
    if (!day.isEmpty())
        texts.append(day);
    else if (month.isEmpty() && !isAllDay)
        texts.append(tr("every day"));
    if (!month.isEmpty())
        texts.append(month);
    return texts.join(QStringLiteral(", "));
}

} // namespace CrontabWords
