// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace Store::Sqlite {

/// Removes what killed processes left of copies of the database @p path.
/// @pre This process has reserved @p path. Any thread.
void clearCopies(const QString &path);

} // namespace Store::Sqlite
