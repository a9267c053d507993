// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/store/feed.h"

namespace Hooks {
class HookPool;
}
namespace Store {
class Database;
}

namespace Scripts {

/// Makes the hook hosts ready for each script of a collection once it, or a module that it
/// requires, is saved, enabled or renamed, whoever does that, as long as the subscription lives.
/// Thread: any; the work is done in that of @p hooks, which outlives the subscription.
Store::Subscription keepReady(Store::Database &database, Hooks::HookPool &hooks);

} // namespace Scripts
