// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/json.h"

#include <QByteArray>

namespace Inspector {

/// Records, as the API gives them, as an HTTP Archive: HAR 1.2
/// (http://www.softwareishard.com/blog/har-12-spec/). What is masked stays so; what a HAR has no
/// place for, such as log lines and calls, stands in `_log`, `_calls` and the like.
QByteArray harOf(const Json::Value &records);

} // namespace Inspector
