// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/json.h"
#include "server/core/result.h"
#include "server/request/call.h"
#include "server/store/writerules.h"

/// What the writes have in common before they are parsed apart.
namespace WriteBody {

/// The rules that the caller and the headers set. @errors BadInput: `If-Match` names no versions.
Result<Store::WriteRules> rulesOf(const Call &call);

/// The body, whose fields the caller may write. @errors BadInput; UnsupportedMediaType; Forbidden.
Result<Json::Document> parse(const Call &call);

} // namespace WriteBody
