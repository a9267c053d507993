// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/result.h"
#include "server/store/catalog.h"

#include <memory>

namespace Store::Sqlite {

class Connection;

/// Reads the whole catalog: collections with their scripts, modules, settings. It is small beside
/// the documents, so after a change all of it is read anew, in the transaction of the change: it
/// cannot get out of step. Thread: the connection's.
Result<std::shared_ptr<const Catalog>> loadCatalog(Connection &connection);
/// One collection of it, without its script and what ties it to others. @errors NotFound.
Result<Collection> loadCollection(Connection &connection, const QByteArray &name);

} // namespace Store::Sqlite
