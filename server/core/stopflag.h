// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <memory>

/// Once it is true, what looks at it ends: statements of a connection, a hook's run, the work for a
/// client that has left. Shared, because who sets it may go first. Null: nobody stops it. Any
/// thread.
using StopFlag = std::shared_ptr<const std::atomic<bool>>;
