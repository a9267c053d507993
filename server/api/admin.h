// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/services.h"
#include "server/auth/caller.h"
#include "server/core/result.h"
#include "server/core/task.h"
#include "server/http/message.h"

/// `/admin/v1`: everything that the window can do, for callers with full rights
/// (contract: server 4).
namespace Api {

Task<Result<Http::Response>> answerAdmin(Context &context, const Http::Request &request,
                                         const Auth::Caller &caller);

} // namespace Api
