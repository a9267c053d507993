// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/json.h"
#include "server/store/commit.h"

/// What an event of `GET /admin/v1/changes` tells (contract: docs/contract, server). Any thread.
/// Documents have no numbers of collections, which are the server's own.
Store::CommitSummary changeSummary(const Json::Value &event);
