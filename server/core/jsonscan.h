// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <optional>

/// A second look at JSON texts that simdjson refuses because of their integers. Any thread.
namespace Json {

/// @p text with its integers beyond 64 bits written as doubles, which is how JavaScript reads and
/// writes them; nothing where it has none.
std::optional<QByteArray> withDoublesForLargeIntegers(QByteArrayView text);

} // namespace Json
