// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/store/catalog.h"

#include <QByteArray>

#include <vector>

namespace Store {

/// What a write has done to one document. A value.
struct Change
{
    enum class Kind {
        Created,
        Changed, ///< Also a document whose copy in a relation was brought up to date.
        Computed, ///< The server has set members of it, without a new version.
        Removed,
    };

    qint64 collection = 0; ///< The number of the collection.
    QByteArray id;
    qint64 version = 0; ///< After the change; 0 for a removed document.
    Kind kind = Kind::Created;
};

/// What is on disk since the commit before. A value.
struct Commit
{
    Snapshot catalog; ///< As it is after the commit.
    bool changesCatalog = false;
    std::vector<Change> changes; ///< In the order in which they were made.
};

} // namespace Store
