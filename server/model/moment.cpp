// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/model/moment.h"

#include "server/core/timestamp.h"

#include <QDateTime>
#include <QLocale>
#include <QTimeZone>

#include <algorithm>
#include <array>

namespace Model {

namespace {

std::optional<qint64> variable(QByteArrayView name)
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const QDate today = now.date();
    const auto midnight = [](QDate day) {
        return QDateTime(day, QTime(0, 0), Qt::UTC).toMSecsSinceEpoch();
    };
    if (name == "$currentDate")
        return now.toMSecsSinceEpoch();
    if (name == "$today")
        return midnight(today);
    if (name == "$yesterday")
        return midnight(today.addDays(-1));
    if (name == "$tomorrow")
        return midnight(today.addDays(1));
    if (name == "$currentWeek")
        return midnight(today.addDays(1 - today.dayOfWeek()));
    if (name == "$currentMonth")
        return midnight(QDate(today.year(), today.month(), 1));
    if (name == "$currentYear")
        return midnight(QDate(today.year(), 1, 1));
    return std::nullopt;
}

QString padded(int number, int digits)
{
    return QStringLiteral("%1").arg(number, digits, 10, QLatin1Char('0'));
}

QString ordinal(int number)
{
    const int tens = number % 100;
    const char *suffix = "th";
    if (tens < 11 || tens > 13)
        suffix = number % 10 == 1 ? "st" : number % 10 == 2 ? "nd" : number % 10 == 3 ? "rd" : "th";
    return QString::number(number) + QLatin1String(suffix);
}

/// The tokens of moment.js, the longer before the shorter.
constexpr std::array<QByteArrayView, 43> Tokens = {
    "YYYY", "GGGG", "MMMM", "dddd", "DDDD", "SSS", "MMM", "ddd", "DDD", "YY", "Qo",
    "MM",   "Mo",   "DD",   "Do",   "dd",   "HH",  "hh",  "kk",  "mm",  "ss", "SS",
    "WW",   "ZZ",   "Q",    "M",    "D",    "d",   "E",   "e",   "H",   "h",  "k",
    "m",    "s",    "S",    "W",    "A",    "a",   "X",   "x",   "Z",   "Y"};

/// A number with the length of its token: `M` as it is, `MM` in two digits.
QString numberFor(QByteArrayView token, int value)
{
    return padded(value, token.size() == 1 ? 1 : 2);
}

QString dateValueOf(QByteArrayView token, QDate date)
{
    const QLocale english = QLocale::c();
    int weekYear = 0;
    const int week = date.weekNumber(&weekYear);
    const int sunday0 = date.dayOfWeek() % 7;
    const bool isShort = token.size() == 3;
    const auto format = isShort ? QLocale::ShortFormat : QLocale::LongFormat;
    switch (token.front()) {
    case 'Y':
        return token.size() == 2 ? padded(date.year() % 100, 2) : padded(date.year(), 4);
    case 'G':
        return padded(weekYear, 4);
    case 'Q':
        return token.size() == 1 ? QString::number((date.month() + 2) / 3)
                                 : ordinal((date.month() + 2) / 3);
    case 'M':
        if (token == "MMMM" || token == "MMM")
            return english.monthName(date.month(), format);
        return token == "Mo" ? ordinal(date.month()) : numberFor(token, date.month());
    case 'D':
        if (token == "DDDD" || token == "DDD")
            return padded(date.dayOfYear(), isShort ? 1 : 3);
        return token == "Do" ? ordinal(date.day()) : numberFor(token, date.day());
    case 'd':
        if (token == "d")
            return QString::number(sunday0);
        if (token == "dd")
            return english.dayName(date.dayOfWeek(), QLocale::ShortFormat).left(2);
        return english.dayName(date.dayOfWeek(), format);
    case 'E':
        return QString::number(date.dayOfWeek());
    case 'e':
        return QString::number(sunday0);
    default:
        return numberFor(token, week);
    }
}

QString valueOf(QByteArrayView token, const QDateTime &moment)
{
    const QTime time = moment.time();
    const int hour12 = time.hour() % 12 == 0 ? 12 : time.hour() % 12;
    const int hour24 = time.hour() == 0 ? 24 : time.hour();
    switch (token.front()) {
    case 'H':
        return numberFor(token, time.hour());
    case 'h':
        return numberFor(token, hour12);
    case 'k':
        return numberFor(token, hour24);
    case 'm':
        return numberFor(token, time.minute());
    case 's':
        return numberFor(token, time.second());
    case 'S':
        // Cut and not rounded, as moment.js does.
        return padded(time.msec(), 3).left(token.size());
    case 'A':
        return time.hour() < 12 ? QStringLiteral("AM") : QStringLiteral("PM");
    case 'a':
        return time.hour() < 12 ? QStringLiteral("am") : QStringLiteral("pm");
    case 'X':
        return QString::number(moment.toSecsSinceEpoch());
    case 'x':
        return QString::number(moment.toMSecsSinceEpoch());
    case 'Z':
        return token == "ZZ" ? QStringLiteral("+0000") : QStringLiteral("+00:00");
    default:
        return dateValueOf(token, moment.date());
    }
}

} // namespace

Result<std::optional<qint64>> readMoment(const Json::Value &operand)
{
    const auto date = operand.find("$date");
    if (!date)
        return std::optional<qint64>();
    std::optional<qint64> moment;
    if (date->isNumber())
        moment = date->toInteger();
    else if (date->text().startsWith('$'))
        moment = variable(date->text());
    else if (date->isString())
        moment = Timestamp::parse(date->text());
    if (!moment || operand.members().size() != 1) {
        return failure(Error::Kind::BadInput,
                       QStringLiteral("$date takes a date such as \"2026-01-31\" or "
                                      "\"2026-01-31T08:00:00Z\", or $currentDate, $today, "
                                      "$yesterday, $tomorrow, $currentWeek, $currentMonth, "
                                      "$currentYear; not %1.")
                           .arg(QString::fromUtf8(operand.toJson())));
    }
    return moment;
}

std::optional<MomentTexts> textsAround(qint64 moment)
{
    constexpr qint64 Year1 = -62'135'596'800'000;
    constexpr qint64 Year9999 = 253'370'764'800'000;
    if (moment < Year1 || moment > Year9999)
        return std::nullopt;
    // Zones move a time by a day at most.
    const auto day = [moment](int days) {
        return Timestamp::format(moment + days * qint64(86'400'000)).first(10);
    };
    return MomentTexts{day(-2), day(2)};
}

QByteArray formatMoment(qint64 moment, QByteArrayView format)
{
    const QDateTime time = QDateTime::fromMSecsSinceEpoch(moment, Qt::UTC);
    QByteArray text;
    while (!format.isEmpty()) {
        const qsizetype end = format.front() == '[' ? format.indexOf(']') : -1;
        if (end > 0) {
            text.append(format.sliced(1, end - 1));
            format = format.sliced(end + 1);
            continue;
        }
        const auto *token = std::find_if(Tokens.begin(), Tokens.end(), [&](QByteArrayView each) {
            return format.startsWith(each);
        });
        const bool isToken = token != Tokens.end();
        text.append(isToken ? valueOf(*token, time).toUtf8() : format.first(1).toByteArray());
        format = format.sliced(isToken ? token->size() : 1);
    }
    return text;
}

} // namespace Model
