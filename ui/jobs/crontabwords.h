// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/crontab.h"

#include <QString>

/// Crontabs in the words of the window's language. Thread: the window's.
namespace CrontabWords {

/// `At 02:00, Monday to Friday`: a sentence without its full stop.
QString describe(const Crontab &crontab);

} // namespace CrontabWords
