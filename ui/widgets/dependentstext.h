// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/json.h"

#include <QString>

namespace DependentsText {

/// What `/admin/v1/collections/<name>/dependents` answers, a line each; empty when nothing does.
QString of(const Json::Value &dependents);

} // namespace DependentsText
