// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/requests/variables.h"

#include <functional>

namespace Requests {

/// Reads a file that a body names, by its path as it is written.
using ReadFile = std::function<Result<QByteArray>(const QString &path)>;

/// @p request as it is sent: variables have their values, files are in the body, an address that
/// begins with a slash is one of the server that @p variables have as `base`.
///
/// Lines of JSON that are comments are not sent, and the lines of a form are joined, as other
/// programs do with this format. The key of the connection goes only to its server, whatever the
/// request says: a folder of requests may come from a stranger.
/// @errors BadInput names the variable, header or file that is wrong.
Result<Outgoing> prepare(const Request &request, const Variables &variables,
                         const ReadFile &readFile);

/// Whether @p url is one of the server @p base.
bool isOfServer(QByteArrayView url, QByteArrayView base);

} // namespace Requests
