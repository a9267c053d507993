// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <optional>

/// Moments as the API writes them: ISO 8601 in UTC with milliseconds. Any thread.
namespace Timestamp {

/// Milliseconds since 1970-01-01 UTC.
qint64 now();

/// `2026-01-02T08:14:00.000Z`.
QByteArray format(qint64 milliseconds);

/// Reads a date or a time of ISO 8601: `2026`, `2026-01`, `2026-01-02`, `2026-01-02T08:14`, then
/// seconds and their fraction, then `Z` or `+01:00`; without a zone it is UTC.
/// Nothing for any other text, and for a day that no calendar has.
/// A leap second, `:60`, is the first second of the next minute.
std::optional<qint64> parse(QByteArrayView text);

} // namespace Timestamp
