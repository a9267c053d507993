// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/routes.h"

namespace Api {

/// `{"count": 2, "documents": [{"_id", "list"}]}`: the number of documents that do not fit the
/// fields of @p collection, which may be those that it is to have, and the first hundred of them.
/// Their data stays as it is; they are read page by page, so that others get their turn.
/// @pre both live until the task has ended.
Task<Result<QByteArray>> misfitsJson(const Exchange &exchange, const Store::Collection &collection);

} // namespace Api
