// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/services.h"
#include "server/core/result.h"
#include "server/core/task.h"
#include "server/http/message.h"

namespace Api {

/// What an editor asks of a script that is being written; the body is its source. Nothing is saved.
///
/// `POST /admin/v1/drafts/check?kind=codehook|module|job` answers `{"errors":[…],"warnings":[…]}`,
/// each `{"message","line","column"}` from 1, warnings with `endColumn` (0: they go on in another
/// line). An error is what keeps a script from being saved, a warning what is likely to be wrong:
/// hookruntime/check.js.
/// `POST /admin/v1/drafts/format` answers the script laid out anew.
/// @errors Unprocessable with line and column: it cannot be laid out.
Task<Result<Http::Response>> answerDrafts(Context &context, const Http::Request &request,
                                          QByteArrayList parts);

} // namespace Api
