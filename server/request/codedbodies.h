// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/services.h"
#include "server/core/task.h"
#include "server/http/contentcoding.h"
#include "server/request/call.h"

/// Compressed bodies of requests and answers. Only the network has them: what hooks, test runs and
/// the window send and get stays as it is.
/// Thread: that of the context; a thread of the read lane does what may take long.
namespace CodedBodies {

/// Whether the body of @p request must be decoded before it is read.
bool isCoded(const Http::Request &request);
/// Puts the decoded body of @p call in the place of the one that came. Its memory counts as part of
/// `limits.memory` as long as the call lives.
/// @errors those of Http::decoded().
Task<Result<Done>> decode(const Api::Context &context, Call &call);

/// Tells caches what @p response depends on, and gives the coding that its body shall have.
Http::Coding prepare(const Http::Request &request, Http::Response &response);
/// @p response with its body in @p coding, or as it is where that cannot be done now.
Task<Http::Response> encode(const Api::Context &context, const Call &call, Http::Response response,
                            Http::Coding coding);

} // namespace CodedBodies
