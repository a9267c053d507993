// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

/// What hooks are told of languages, regions and time zones. Source: ICU, which has its
/// data in a library of its own, so that it reads no file in the cage. Thread: the process's only
/// one.
namespace HookHost::Locales {

/// The English name of the time zone of this process at @p milliseconds since 1970, such as
/// "Central European Summer Time".
QString timeZoneName(double milliseconds);

} // namespace HookHost::Locales
