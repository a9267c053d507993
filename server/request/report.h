// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/services.h"
#include "server/http/message.h"

struct Call;

/// What becomes known of an answered request. Thread: the one that answers.
namespace Report {

/// Counts @p call, hands its record to the inspector and lets the webhook be told of what it wrote.
/// The record of @p call is gone afterwards.
void send(const Api::Context &context, Call &call, const Http::Response &response);

} // namespace Report
