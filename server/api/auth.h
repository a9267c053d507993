// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/auth/caller.h"
#include "server/core/result.h"
#include "server/http/message.h"
#include "server/store/catalog.h"

namespace Api {

/// `POST /auth/jwt` makes a token for a user (full-access key), `GET /auth/userinfo` says who the
/// caller is (contract: access 2).
Result<Http::Response> answerAuth(const Store::Catalog &catalog, const Auth::Caller &caller,
                                  const Http::Request &request);
/// `POST /auth/refresh` with `{"refresh": token}`: new tokens with the claims of the old ones, for
/// who has no key. A refresh token holds for 30 days.
/// @errors Unauthorized: it is none of ours, or too old.
Result<Http::Response> refreshTokens(const Store::Catalog &catalog, const Http::Request &request);

} // namespace Api
