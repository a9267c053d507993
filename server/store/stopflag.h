// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <memory>

namespace Store {

/// Once it is true, the statements of the connections that look at it fail. Shared, because a copy
/// of a database may still be at work when the database is closed. Null: nobody stops them.
using StopFlag = std::shared_ptr<const std::atomic<bool>>;

} // namespace Store
