// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/store/catalog.h"
#include "server/store/commit.h"

#include <vector>

namespace Store {

/// What makes @p after of @p before, for those who want to know what another server has changed.
/// Scripts of jobs are not in a catalog, so their changes are not told.
std::vector<DefinitionChange> changesBetween(const Catalog &before, const Catalog &after);

} // namespace Store
