// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/services.h"
#include "server/core/task.h"
#include "server/http/message.h"

namespace Api {

/// `POST /admin/v1/collections/<name>/stored-documents`: the documents whose ids the body lists, as
/// they are stored, with their meta fields. No hook runs.
Result<Http::Response> answerStoredDocuments(Context &context, const Http::Request &request,
                                             const Store::Collection &collection);

/// `POST /admin/v1/collections/<name>/restore-documents`: stores the documents of the body, an
/// array, as they are, with their ids, times, authors and versions, all or none. No hook runs, and
/// no webhook is told. @errors BadInput, Conflict: an id exists.
Task<Result<Http::Response>> answerRestoreDocuments(Context &context, const Http::Request &request,
                                                    const Store::Collection &collection);

} // namespace Api
