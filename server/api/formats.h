// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/result.h"
#include "server/http/message.h"

#include <QByteArray>

namespace Api {

/// @p response, which is JSON, as `json`, as a script (`js`) or as a page with a table (`html`);
/// @p name is the collection's (contract: documents 1).
/// @errors BadInput: another format.
Result<Http::Response> inFormat(const QByteArray &format, const QByteArray &name,
                                Http::Response response);

} // namespace Api
