// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/json.h"
#include "server/core/result.h"

#include <QByteArray>

namespace Api {

/// The definition of a collection with @p changes, the body of a PUT, put over that of @p before
/// (empty: none). Only members that are known are taken, so that a misspelt one is not lost
/// silently (contract: fields 1).
/// @errors BadInput: no object. Validation with a `list`: each member that is wrong, or not known.
Result<QByteArray> mergedDefinition(const Json::Value &changes, const QByteArray &before);

} // namespace Api
