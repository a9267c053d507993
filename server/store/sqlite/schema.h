// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/result.h"

namespace Store::Sqlite {

class Connection;

/// `PRAGMA application_id` of our files: "HKDS".
inline constexpr qint64 ApplicationId = 0x484b4453;

/// Brings the file behind @p connection to the schema of this program, in one transaction.
/// A file of another program or of a newer Hookdesk is refused and left untouched.
/// @errors Unavailable.
Result<Done> migrate(Connection &connection);

} // namespace Store::Sqlite
