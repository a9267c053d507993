// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/json.h"
#include "server/core/result.h"

#include <QByteArray>

namespace Store {

/// A document as it lies in the store: `json` is `{"_id":…}` and the user's fields in their written
/// order; the meta fields are beside it. A value.
struct Document
{
    QByteArray id;
    QByteArray json;
    QByteArray created; ///< ISO 8601, as all times.
    QByteArray changed;
    QByteArray createdBy; ///< "api" for a key, the e-mail address of a user.
    QByteArray changedBy;
    qint64 version = 0; ///< 0 when created, +1 for each update.

    /// The document with its meta fields: what POST and PUT answer.
    QByteArray jsonWithMeta() const;
};

/// True for `_id`, `_created` and the other names that the store keeps itself.
bool isMetaField(QByteArrayView name);

/// The stored text of @p body, an object, under @p id: its meta fields are dropped.
QByteArray storedText(QByteArrayView id, const Json::Value &body);

/// @p current with the top-level fields of @p changes put over it: changed ones stay in their
/// place, new ones come last, meta fields in @p changes are ignored. `{"$unset": {"field": ""}}`
/// takes a field away.
/// @errors BadInput: an update operator that is not known.
Result<QByteArray> mergedText(const Json::Value &current, const Json::Value &changes);

} // namespace Store
