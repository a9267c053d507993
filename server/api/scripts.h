// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/services.h"
#include "server/auth/caller.h"
#include "server/core/result.h"
#include "server/core/task.h"
#include "server/http/message.h"
#include "server/store/catalog.h"

/// Codehooks, modules and their versions over HTTP (contract: codehooks 1). A script is named as
/// its collection is, or `lib/<name>` for a module.
namespace Api {

/// Makes the hook hosts ready for the script that @p collection has now.
void warmHooks(Context &context, const QByteArray &collection);

/// Answers what @p rest names, the path after `collections/<name>/codehook` or `modules/<name>`:
/// the script itself, `enable`, `disable`, `versions`, `versions/<n>`, `versions/<n>/diff`,
/// `versions/<n>/restore`. When a PUT answers, requests run the new script.
/// @errors Unprocessable with line and column: nothing was saved. NotFound.
Task<Result<Http::Response>> answerScript(Context &context, const Http::Request &request,
                                          const Auth::Caller &caller, QByteArray name,
                                          QByteArray rest);

/// `/admin/v1/modules`: the list, and with more @p parts one of them.
Task<Result<Http::Response>> answerModules(Context &context, const Http::Request &request,
                                           const Auth::Caller &caller, QByteArrayList parts);

/// `/admin/v1/codehooks`: GET gives all scripts as `{"<name>": source}`; PUT takes the same, makes
/// collections that are missing, and saves all or, when one does not compile, none.
/// @errors Unprocessable: `list` has collection, line, column and message of each fault.
Task<Result<Http::Response>> answerCodehooks(Context &context, const Http::Request &request,
                                             const Auth::Caller &caller);

/// The script @p name of @p source, ready to be saved. @errors Unprocessable with line and column;
/// the script of a job has to declare `runJob`.
Task<Result<Store::Script>> compiledScript(Context &context, QByteArray name, QByteArray source);

/// The state of a script without its text: whether it is enabled, its hooks and its version.
QByteArray scriptJson(const Store::Script &script);

} // namespace Api
