// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/services.h"
#include "server/core/task.h"
#include "server/http/message.h"

/// The REST inspector's records over HTTP (PRODUCT.md section 2.10).
namespace Api {

/// `/admin/v1/inspector`: GET gives records, the newest first, and the cursor of the next page in
/// `X-Next-Cursor`; DELETE forgets all. `/admin/v1/inspector/export` gives them as a file, HAR or a
/// line each (`format=har|ndjson`). Both filter by level, status (`404`, `4xx`, `>=400`,
/// `400-499`), method, collection, path (a glob), hook, key (its first characters), took (ms at
/// least), since and until (ISO 8601), and text; so does `/admin/v1/inspector/stream`, which sends
/// new records as Server-Sent Events, from the one behind `Last-Event-ID` on. @errors BadInput: a
/// parameter.
Task<Result<Http::Response>> answerInspector(Context &context, const Http::Request &request,
                                             QByteArrayList parts);

} // namespace Api
