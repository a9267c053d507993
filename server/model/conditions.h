// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/json.h"
#include "server/core/result.h"
#include "server/model/matcher.h"

namespace Model {

/// Reads the conditions of a query, an object such as `{"age": {"$gt": 3}}`.
/// @errors BadInput, naming the operator that is not known or what it does not take.
Result<Condition> parseCondition(const Json::Value &query);

/// Whether a value says yes: true, or a number but 0.
bool isTruthy(const Json::Value &value);

} // namespace Model
