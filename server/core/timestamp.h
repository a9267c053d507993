// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

/// Moments as the API writes them: ISO 8601 in UTC with milliseconds. Any thread.
namespace Timestamp {

/// Milliseconds since 1970-01-01 UTC.
qint64 now();

/// `2026-01-02T08:14:00.000Z`.
QByteArray format(qint64 milliseconds);

} // namespace Timestamp
