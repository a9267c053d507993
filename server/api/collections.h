// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/services.h"
#include "server/auth/caller.h"
#include "server/core/result.h"
#include "server/core/task.h"
#include "server/http/message.h"

namespace Api {

/// `/admin/v1/collections`: what collections there are, their fields, indexes and access, and
/// their codehooks (contract: fields 1). @p parts is what follows in the path.
Task<Result<Http::Response>> answerCollections(Context &context, const Http::Request &request,
                                               const Auth::Caller &caller, QByteArrayList parts);

} // namespace Api
