// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/auth/caller.h"
#include "server/core/result.h"
#include "server/http/message.h"

/// The answer that tells @p caller of @p error; the only place that turns an error into a status
/// code. Callers without full rights get a short sentence about a hook that failed. Any thread.
Http::Response errorResponse(const Error &error, const Auth::Caller &caller);
