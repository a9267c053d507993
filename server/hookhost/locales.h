// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

/// What hooks are told of languages, regions and time zones. Source: ICU, which has its data in a
/// library of its own, so that it reads no file in the cage. What these functions give is a text
/// that begins with `!` where ICU refuses what it is asked. Thread: the process's only one.
namespace HookHost::Locales {

/// The English name of the time zone of this process at @p milliseconds since 1970, such as
/// "Central European Summer Time".
QString timeZoneName(double milliseconds);
/// The time zone of this process, such as "Europe/Oslo".
QString timeZone();
/// Whether ICU knows the time zone @p name.
bool hasTimeZone(const QString &name);
/// The first of @p tags, which are separated by blanks, for whose language there is data; the
/// default where there is none.
QString resolved(const QString &tags);

/// Below, at or above zero, as @p left stands before, with or behind @p right in the order of the
/// language @p tag. @p options are attributes of a collation, `numeric`, `base`, `accent`, `case`,
/// `variant`, `upper`, `lower` and `punctuation`, separated by blanks.
int compare(const QString &left, const QString &right, const QString &tag, const QString &options);
/// @p value as @p skeleton of ICU's number formatter wants it.
QString number(double value, const QString &tag, const QString &skeleton);
/// A time as the fields of @p skeleton (Unicode Technical Standard 35) are written in the language
/// @p tag; a skeleton `@full short` has a style of the date and one of the time, `none` for none.
QString date(double milliseconds, const QString &tag, const QString &skeleton, const QString &zone);

} // namespace HookHost::Locales
