// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/result.h"
#include "server/store/catalog.h"
#include "server/store/postgres/layout.h"

#include <QByteArray>

#include <optional>

/// What makes a State of the tables. Thread: the connection's.
namespace Store::Postgres {

class Connection;

/// The collections, scripts and settings as they are now. @errors Unavailable.
Result<SharedState> loadState(Connection &connection);
/// A collection and its table as they are now. Locks it against others that change it; nothing when
/// there is none.
struct Defined
{
    Collection collection; ///< Without its script.
    Layout layout;
};
Result<std::optional<Defined>> findDefined(Connection &connection, const QByteArray &name);

} // namespace Store::Postgres
