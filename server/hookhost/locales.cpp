// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/hookhost/locales.h"

#include <QHash>
#include <QStringList>

#include <unicode/coll.h>
#include <unicode/dtptngen.h>
#include <unicode/gregocal.h>
#include <unicode/locid.h>
#include <unicode/numberformatter.h>
#include <unicode/smpdtfmt.h>
#include <unicode/timezone.h>
#include <unicode/unistr.h>

#include <memory>

namespace HookHost::Locales {

namespace {

constexpr int MostKept = 20; ///< Of what is made for a language.

QString textOf(const icu::UnicodeString &text)
{
    return QString(reinterpret_cast<const QChar *>(text.getBuffer()), text.length());
}

icu::UnicodeString unicodeOf(const QString &text)
{
    return {reinterpret_cast<const char16_t *>(text.utf16()), int32_t(text.size())};
}

icu::Locale localeOf(const QString &tag)
{
    UErrorCode status = U_ZERO_ERROR;
    return icu::Locale::forLanguageTag(tag.toStdString(), status);
}

void setAttributes(icu::Collator &collator, const QStringList &options)
{
    UErrorCode status = U_ZERO_ERROR;
    const auto set = [&](const char *option, UColAttribute attribute, UColAttributeValue value) {
        if (options.contains(QLatin1String(option)))
            collator.setAttribute(attribute, value, status);
    };
    set("base", UCOL_STRENGTH, UCOL_PRIMARY);
    set("accent", UCOL_STRENGTH, UCOL_SECONDARY);
    set("case", UCOL_STRENGTH, UCOL_PRIMARY);
    set("case", UCOL_CASE_LEVEL, UCOL_ON);
    set("variant", UCOL_STRENGTH, UCOL_TERTIARY);
    set("numeric", UCOL_NUMERIC_COLLATION, UCOL_ON);
    set("upper", UCOL_CASE_FIRST, UCOL_UPPER_FIRST);
    set("lower", UCOL_CASE_FIRST, UCOL_LOWER_FIRST);
    set("punctuation", UCOL_ALTERNATE_HANDLING, UCOL_SHIFTED);
}

/// The collation of a language, kept because making one takes long.
icu::Collator *collatorOf(const QString &tag, const QString &options)
{
    static QHash<QString, std::shared_ptr<icu::Collator>> made;
    const QString key = tag + QLatin1Char(' ') + options;
    if (const auto found = made.constFind(key); found != made.cend())
        return found->get();
    UErrorCode status = U_ZERO_ERROR;
    std::shared_ptr<icu::Collator> collator(icu::Collator::createInstance(localeOf(tag), status));
    if (U_FAILURE(status))
        return nullptr;
    setAttributes(*collator, options.split(QLatin1Char(' ')));
    if (made.size() >= MostKept)
        made.clear();
    return made.insert(key, std::move(collator))->get();
}

icu::DateFormat::EStyle styleOf(const QString &name)
{
    static const QHash<QString, icu::DateFormat::EStyle> styles = {
        {QStringLiteral("full"), icu::DateFormat::kFull},
        {QStringLiteral("long"), icu::DateFormat::kLong},
        {QStringLiteral("medium"), icu::DateFormat::kMedium},
        {QStringLiteral("short"), icu::DateFormat::kShort}};
    return styles.value(name, icu::DateFormat::kNone);
}

std::unique_ptr<icu::DateFormat> makeDateFormat(const icu::Locale &locale, const QString &skeleton)
{
    UErrorCode status = U_ZERO_ERROR;
    if (skeleton.startsWith(QLatin1Char('@'))) {
        const QStringList styles = skeleton.sliced(1).split(QLatin1Char(' '));
        return std::unique_ptr<icu::DateFormat>(icu::DateFormat::createDateTimeInstance(
            styleOf(styles.value(0)), styleOf(styles.value(1)), locale));
    }
    const std::unique_ptr<icu::DateTimePatternGenerator> patterns(
        icu::DateTimePatternGenerator::createInstance(locale, status));
    if (U_FAILURE(status))
        return nullptr;
    const icu::UnicodeString pattern =
        patterns->getBestPattern(unicodeOf(skeleton), UDATPG_MATCH_HOUR_FIELD_LENGTH, status);
    auto format = std::make_unique<icu::SimpleDateFormat>(pattern, locale, status);
    return U_SUCCESS(status) ? std::move(format) : nullptr;
}

icu::DateFormat *dateFormatOf(const QString &tag, const QString &skeleton, const QString &zone)
{
    static QHash<QString, std::shared_ptr<icu::DateFormat>> made;
    const QString key = tag + QLatin1Char('/') + zone + QLatin1Char('/') + skeleton;
    if (const auto found = made.constFind(key); found != made.cend())
        return found->get();
    std::shared_ptr<icu::DateFormat> format = makeDateFormat(localeOf(tag), skeleton);
    if (!format)
        return nullptr;
    // As JavaScript counts: without the Julian calendar.
    UErrorCode status = U_ZERO_ERROR;
    auto calendar = std::make_unique<icu::GregorianCalendar>(
        icu::TimeZone::createTimeZone(unicodeOf(zone)), localeOf(tag), status);
    calendar->setGregorianChange(-8.64e15, status);
    if (const auto *own = format->getCalendar(); own && own->getType() == std::string("gregorian"))
        format->adoptCalendar(calendar.release());
    else
        format->adoptTimeZone(icu::TimeZone::createTimeZone(unicodeOf(zone)));
    if (made.size() >= MostKept)
        made.clear();
    return made.insert(key, std::move(format))->get();
}

} // namespace

QString timeZoneName(double milliseconds)
{
    const std::unique_ptr<icu::TimeZone> zone(icu::TimeZone::createDefault());
    int32_t offset = 0;
    int32_t daylight = 0;
    UErrorCode status = U_ZERO_ERROR;
    zone->getOffset(milliseconds, false, offset, daylight, status);
    icu::UnicodeString name;
    zone->getDisplayName(daylight != 0, icu::TimeZone::LONG, icu::Locale::getUS(), name);
    return textOf(name);
}

QString timeZone()
{
    const std::unique_ptr<icu::TimeZone> zone(icu::TimeZone::createDefault());
    icu::UnicodeString name;
    return textOf(zone->getID(name));
}

bool hasTimeZone(const QString &name)
{
    const std::unique_ptr<icu::TimeZone> zone(icu::TimeZone::createTimeZone(unicodeOf(name)));
    return *zone != icu::TimeZone::getUnknown();
}

QString resolved(const QString &tags)
{
    int32_t count = 0;
    const icu::Locale *all = icu::Locale::getAvailableLocales(count);
    for (const QString &tag : tags.split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
        const icu::Locale wanted = localeOf(tag);
        for (int32_t i = 0; i < count; ++i) {
            if (qstrcmp(all[i].getLanguage(), wanted.getLanguage()) == 0)
                return tag;
        }
    }
    return QStringLiteral("en-US");
}

int compare(const QString &left, const QString &right, const QString &tag, const QString &options)
{
    const icu::Collator *collator = collatorOf(tag, options);
    UErrorCode status = U_ZERO_ERROR;
    return collator ? collator->compare(unicodeOf(left), unicodeOf(right), status) : 0;
}

QString number(double value, const QString &tag, const QString &skeleton)
{
    static QHash<QString, std::shared_ptr<icu::number::LocalizedNumberFormatter>> made;
    UErrorCode status = U_ZERO_ERROR;
    auto &formatter = made[tag + QLatin1Char('/') + skeleton];
    if (!formatter)
        formatter = std::make_shared<icu::number::LocalizedNumberFormatter>(
            icu::number::NumberFormatter::forSkeleton(unicodeOf(skeleton), status)
                .locale(localeOf(tag)));
    const icu::number::FormattedNumber formatted = formatter->formatDouble(value, status);
    const QString text = textOf(formatted.toString(status));
    if (made.size() > MostKept)
        made.clear();
    return U_SUCCESS(status) ? text : QStringLiteral("!");
}

QString date(double milliseconds, const QString &tag, const QString &skeleton, const QString &zone)
{
    icu::DateFormat *format = dateFormatOf(tag, skeleton, zone);
    icu::UnicodeString text;
    return format ? textOf(format->format(milliseconds, text)) : QStringLiteral("!");
}

} // namespace HookHost::Locales
