// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/json.h"

#include <optional>

/// MongoDB's Extended JSON, in which its tools write types that JSON has not. Any thread.
/// Source: MongoDB manual, *MongoDB Extended JSON (v2)*, and its older forms.
namespace ExtendedJson {

/// @p text, which @p document was parsed from, with plain values in the place of `$oid`, `$date`,
/// `$numberInt`, `$numberLong`, `$numberDouble`, `$numberDecimal`, `$uuid`, `$symbol` and
/// `$undefined`. Other members with a dollar stay as they are.
/// @errors BadInput: a number that JSON does not have, or what is no date.
Result<std::optional<QByteArray>> plain(const Json::Document &document, const QByteArray &text);

} // namespace ExtendedJson
