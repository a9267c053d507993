// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/result.h"
#include "server/store/address.h"

#include <QString>

namespace Store::Postgres {

class Connection;

/// Shared: as one of the programs that serve a schema. Alone: for work during which nobody may
/// serve it.
enum class Reservation { Shared, Alone };

/// Reserves the schema of @p address, whose name in messages is @p shown, until @p connection is
/// closed. Does not wait. Thread: the connection's.
/// @errors Unavailable: others have it in another way (and who they are), or the database is not
/// reached.
Result<Done> reserve(Connection &connection, const Address &address, const QString &shown,
                     Reservation reservation);

} // namespace Store::Postgres
