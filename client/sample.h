// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/result.h"

class Server;

/// Fills a new database with customers, orders and tickets and with hooks to play with.
/// Waits for the server; to be called before an event loop runs. @errors what the server reports.
Result<Done> fillWithSample(Server &server);
