// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/services.h"
#include "server/core/result.h"
#include "server/core/task.h"
#include "server/http/message.h"
#include "server/store/catalog.h"

/// `/admin/v1/collections/<name>/codehook`: scripts.
namespace Api {

/// The scripts of @p catalog as the hook hosts load them: `[{"collection","compiled"}]`.
QByteArray scriptsJson(const Store::Catalog &catalog);

/// Compiles and saves a script; when it answers, requests run it.
/// @errors Unprocessable with line and column: nothing was saved. NotFound.
Task<Result<Done>> saveCodehook(Context &context, QByteArray collection, QByteArray source);

/// Answers what @p rest, the path after `codehook`, names.
Task<Result<Http::Response>> answerCodehook(Context &context, const Http::Request &request,
                                            const Store::Collection &collection, QByteArray rest);

/// `/admin/v1/codehooks`: GET gives all scripts as `{"<collection>": source}`; PUT takes the same,
/// makes collections that are missing, and saves all or, when one does not compile, none.
/// @errors Unprocessable: `list` has collection, line, column and message of each fault.
Task<Result<Http::Response>> answerCodehooks(Context &context, const Http::Request &request);

/// The state of a script without its text: whether it is enabled, its hooks and its version.
QByteArray codehookJson(const Store::Codehook &codehook);

} // namespace Api
