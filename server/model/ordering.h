// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/json.h"

#include <QByteArray>
#include <QByteArrayView>

#include <optional>

/// The order of values among each other: null, numbers, texts, objects, arrays, booleans.
/// Source: MongoDB manual, "Comparison/Sort Order". Any thread.
namespace Model {

/// -1, 0 or 1 for values of any two types.
int totalOrder(const Json::Value &a, const Json::Value &b);

/// The same; nothing when the two are of different types, which no comparison of a query puts in
/// an order.
std::optional<int> orderWithinType(const Json::Value &a, const Json::Value &b);

/// Bytes whose order is totalOrder()'s. Integers that are the same double have the same key.
QByteArray sortKey(const Json::Value &value);

/// The key by which @p document is sorted by the dotted @p field: an array counts as its smallest
/// element, or as its greatest when sorting @p descending; what is missing counts as null.
QByteArray sortKeyOf(const Json::Value &document, QByteArrayView field, bool descending);

} // namespace Model
