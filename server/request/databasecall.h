// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/result.h"
#include "server/hooks/hookcall.h"
#include "server/http/message.h"

/// `db.*` calls of hooks as the requests that they are. Any thread.
namespace DatabaseCall {

/// The request of `db.get(path, query, hint)` and its kin.
/// @errors BadInput: a path or a value of the wrong type.
Result<Http::Request> requestOf(const Hooks::HookCall &call);

/// What a hook gets of @p response: its body, or its error.
/// The error has the status and the list of the response, so that a hook can pass it on.
Result<QByteArray> resultOf(const Http::Response &response);

} // namespace DatabaseCall
