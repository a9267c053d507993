// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/json.h"
#include "server/core/result.h"
#include "server/request/call.h"
#include "server/store/writerules.h"

/// The rules that the caller and the headers of a write set.
/// @errors BadInput: `If-Match` names no versions.
Result<Store::WriteRules> writeRulesOf(const Call &call);

/// What a POST, PUT or PATCH sends. A value.
struct WriteBody
{
    Store::WriteRules rules; ///< See writeRulesOf().
    Json::Document body; ///< The caller may write its fields.

    /// @errors those of writeRulesOf(); BadInput; UnsupportedMediaType; Forbidden.
    static Result<WriteBody> parse(const Call &call);
};
