// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/result.h"
#include "server/http/message.h"
#include "server/store/catalog.h"

/// What the server says about itself: OpenAPI, the page that shows it, and what clients of the
/// classic service ask for (PRODUCT.md section 2.9, classic-rest-api.md section 1).
namespace Api {

/// Whether @p path is one that describe() answers.
bool isDescription(const QByteArray &path);
/// Those of them that need no key on the machine itself (PRODUCT.md section 8).
bool isOpenDescription(const QByteArray &path);

/// `/docs`, `/openapi.json`, `/rest/_meta`, `/rest/_swagger.json`, `/rest/_jsapi.js`,
/// `/rest/_jsapi.doc`.
Result<Http::Response> describe(const Store::Catalog &catalog, const Http::Request &request);

/// An OpenAPI 3.1 document of all collections.
QByteArray openApi(const Store::Catalog &catalog);
/// The same in Swagger 2.0.
QByteArray swagger(const Store::Catalog &catalog);

} // namespace Api
