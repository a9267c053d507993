// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/result.h"

#include <QByteArrayView>
#include <QTimeZone>

/// Time zones by their names in the IANA time zone database. Any thread.
namespace TimeZone {

/// @errors BadInput: there is no such zone.
/// @p name: such as `Europe/Oslo`, an older name such as `Asia/Calcutta`, or `UTC`. It is checked
/// before Qt looks for a file of that name.
Result<QTimeZone> find(QByteArrayView name);

} // namespace TimeZone
