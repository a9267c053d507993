// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <optional>

/// A second look at JSON texts that simdjson refuses or whose content breaks a rule of ours: it
/// does not say where, and takes no integers beyond 64 bits. Slower than parsing. Any thread.
namespace Json {

/// @p text with its integers beyond 64 bits written as doubles, which is how JavaScript reads and
/// writes them; nothing where it has none.
std::optional<QByteArray> withDoublesForLargeIntegers(QByteArrayView text);

/// The byte, from 0, where @p text first breaks a rule of Document::parse() that its grammar does
/// not show: a number beyond a double, an unpaired surrogate, a name that occurs twice in one
/// object or holds NUL, an array or object beneath @p maximumDepth others. Nothing where it breaks
/// none.
std::optional<qsizetype> placeOfBrokenRule(QByteArrayView text, qsizetype maximumDepth);

} // namespace Json
