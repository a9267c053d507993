// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/auth/keys.h"
#include "server/core/result.h"

namespace Store {
class Database;
}

/// Makes a key as @p wanted says, @p chosen or a random one, and waits for it.
Result<Auth::NewKey> createKeyNow(Store::Database &database, const Auth::Key &wanted,
                                  const QByteArray &chosen = {});

/// The full-access key that a new database gets: the environment variable HOOKDESK_FIRST_KEY where
/// it is set, so that scripts know it, else a random one.
Result<QByteArray> createFirstKey(Store::Database &database);
