// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/model/query.h"

#include <QByteArray>
#include <QByteArrayList>

/// Documents with a part of their members. Any thread.
namespace Model {

/// @p json with the members that the projection of @p query leaves; dotted names go deeper.
QByteArray projected(const Query &query, QByteArrayView json);
/// @p json without @p fields; dotted names go deeper, also through arrays.
QByteArray without(QByteArrayView json, const QByteArrayList &fields);

} // namespace Model
