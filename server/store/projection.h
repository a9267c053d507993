// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/store/query.h"

#include <QByteArray>
#include <QByteArrayList>

/// Documents with a part of their members. Any thread.
namespace Store {

/// @p json with the members that the projection of @p query leaves; dotted names go deeper.
QByteArray projected(const Query &query, QByteArrayView json);
/// @p json without @p fields; dotted names go deeper, also through arrays.
QByteArray without(QByteArrayView json, const QByteArrayList &fields);

} // namespace Store
