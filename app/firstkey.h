// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/auth/keys.h"
#include "server/core/result.h"

#include <functional>

namespace Store {
class Database;
}

/// Makes a key as @p wanted says and waits for it.
Result<Auth::NewKey> createKeyNow(Store::Database &database, const Auth::Key &wanted);

/// Makes the full-access key of a new database: the environment variable HOOKDESK_FIRST_KEY where
/// it is set, so that scripts know it, else a random one. @p tell shows it to the user before it is
/// stored, so that there is never a key that nobody knows; if it fails, none is made. It is called
/// in another thread. False: there are keys, since another server was quicker; none is made.
Result<bool> createFirstKey(Store::Database &database,
                            const std::function<Result<Done>(const QByteArray &key)> &tell);
