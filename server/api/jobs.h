// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/services.h"
#include "server/auth/caller.h"
#include "server/core/result.h"
#include "server/core/task.h"
#include "server/http/message.h"

namespace Api {

/// `/admin/v1/jobs`: GET gives the state of all jobs (see Jobs::Scheduler::states()); with more
/// @p parts, `<id>/run` and `<id>/stop` take POST, and `<id>/script` is as a collection's codehook.
/// The jobs themselves are documents of `/rest/system_jobs`.
Task<Result<Http::Response>> answerJobs(Context &context, const Http::Request &request,
                                        const Auth::Caller &caller, QByteArrayList parts);

} // namespace Api
