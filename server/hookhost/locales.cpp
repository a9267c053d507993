// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/hookhost/locales.h"

#include <unicode/locid.h>
#include <unicode/timezone.h>
#include <unicode/unistr.h>

#include <memory>

namespace HookHost::Locales {

namespace {

QString textOf(const icu::UnicodeString &text)
{
    return QString(reinterpret_cast<const QChar *>(text.getBuffer()), text.length());
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

} // namespace HookHost::Locales
