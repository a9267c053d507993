// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/auth/keys.h"
#include "server/core/result.h"

namespace Store {
class Database;
}

/// Makes a key as @p wanted says and waits for it.
Result<Auth::NewKey> createKeyNow(Store::Database &database, const Auth::Key &wanted);

/// The full-access key that a new database gets.
Result<QByteArray> createFirstKey(Store::Database &database);
