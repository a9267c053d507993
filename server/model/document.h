// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/json.h"

#include <QByteArray>

namespace Model {

/// Whose child a document is (contract: fields 4); all empty for most.
struct Parent
{
    QByteArray id;
    QByteArray collection; ///< `_parent_def`
    QByteArray field; ///< `_parent_field`
};

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
    Parent parent;

    /// The document with its meta fields: what POST and PUT answer.
    QByteArray jsonWithMeta() const;
};

/// True for `_id`, `_created` and the other names that the store keeps itself.
bool isMetaField(QByteArrayView name);

/// The stored text of @p body, an object, under @p id: its meta fields are dropped.
QByteArray storedText(QByteArrayView id, const Json::Value &body);

} // namespace Model
