// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/json.h"
#include "server/core/result.h"

#include <QByteArray>

namespace Model {

/// @p current with @p changes put over it: changed top-level fields stay in their place, new ones
/// come last, meta fields in @p changes are ignored. Then the update operators act, in their
/// order: `$set $unset $inc $mul $min $max $push $pull $addToSet $rename $currentDate`, with
/// dotted paths. Any thread. Source: MongoDB manual, "Update Operators".
/// @errors BadInput, naming the operator: unknown, on a value that it does not fit, or two on one
/// path.
Result<QByteArray> mergedText(const Json::Value &current, const Json::Value &changes);

} // namespace Model
