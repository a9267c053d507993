// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/auth/caller.h"
#include "server/core/result.h"
#include "server/http/message.h"
#include "server/store/catalog.h"

/// What the server says about itself: OpenAPI, the page that shows it, and what clients of the
/// classic service ask for (contract: server 3).
namespace Api {

/// Whether @p path is one that describe() answers.
bool isDescription(const QByteArray &path);
/// Those of them that need no key on the machine itself (contract: access 5).
bool isOpenDescription(const QByteArray &path);

/// `/docs`, `/openapi.json`, `/rest/_meta`, `/rest/_swagger.json`, `/rest/_jsapi.js`,
/// `/rest/_jsapi.doc`: with the collections that @p caller may use, and their fields that it may
/// read. Nobody, whom this machine let in without a key, is shown everything.
Result<Http::Response> describe(const Store::Catalog &catalog, const Auth::Caller &caller,
                                const Http::Request &request);

} // namespace Api
