// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/json.h"
#include "server/core/result.h"

#include <QByteArray>
#include <QByteArrayList>

namespace Model {

/// Changes without operators: what each top-level field becomes. A value.
struct PlainChanges
{
    QByteArray fields = "{}"; ///< JSON: the fields with their new values.
    QByteArrayList removed; ///< The fields that the document loses.
};

/// What @p changes do to @p current, operators resolved: each top-level field that they name, in
/// their order. Any thread. @errors BadInput, as mergedText().
Result<PlainChanges> plainChanges(const Json::Value &current, const Json::Value &changes);

/// @p plain as mergedText() takes it. Its fields may hold operators, as a hook may write them.
Result<QByteArray> changesText(const PlainChanges &plain);

} // namespace Model
