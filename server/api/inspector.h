// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/services.h"
#include "server/core/task.h"
#include "server/http/message.h"

/// The REST inspector's records over HTTP (contract: server 6).
namespace Api {

/// `/admin/v1/inspector`: GET gives records, the newest first, and the cursor of the next page in
/// `X-Next-Cursor`; DELETE forgets all. `/admin/v1/inspector/export` gives them as a file, HAR or a
/// line each (`format=har|ndjson`). Both filter by the fields of Inspector::Filter, by `text`, and
/// by `filter`, which is all of it as it is typed in the window; so does
/// `/admin/v1/inspector/stream`, which sends new records as Server-Sent Events, from the one behind
/// `Last-Event-ID` on.
/// `/admin/v1/inspector/rows` tells only which records and lines match, and
/// `/admin/v1/inspector?numbers=` reads such records; `/admin/v1/inspector/statistics` is the last
/// hour, minute by minute. @errors BadInput: a parameter.
Task<Result<Http::Response>> answerInspector(Context &context, const Http::Request &request,
                                             QByteArrayList parts);

} // namespace Api
