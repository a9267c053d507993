// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/routes.h"
#include "server/auth/caller.h"
#include "server/http/message.h"

#include <functional>

/// `POST /admin/v1/requests` with `{"key", "user", "method", "path", "query", "headers", "body"}`:
/// sends a request with the rights of the key that has the id `key`, or of the user with the
/// address `user`; without both, with those of the caller, of a full-access key where that is the
/// window. Neither key nor token is needed. For trying the API and for sending a recorded request
/// again. The answer is `{"status", "headers", "body", "microseconds"}`, the body as JSON where it
/// is JSON. Thread: the one that answers.
namespace Replay {

using Send = std::function<void(Http::Request, Auth::Caller, std::function<void(Http::Response)>)>;

/// @errors BadInput: no method or path, or one that cannot be sent so; NotFound: no such key or
/// user.
Task<Result<Http::Response>> run(const Api::Exchange &exchange, Send send);

} // namespace Replay
