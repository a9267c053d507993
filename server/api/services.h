// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/store/reader.h"

#include <QObject>

class Metrics;

namespace Auth {
class RateLimiter;
}
namespace Hooks {
class HookPool;
}
namespace Inspector {
class Recorder;
}
namespace Store {
class Database;
}

/// What requests become: one file a resource.
namespace Api {

/// The parts that all threads share; each is safe to call from any.
struct Services
{
    Store::Database &database;
    Hooks::HookPool &hooks;
    Inspector::Recorder &inspector;
    Auth::RateLimiter &limiter;
    Metrics &metrics;
};

/// What a request finds in the thread that answers it.
struct Context
{
    Services &services;
    Store::Reader &reader;
    QObject *home; ///< Where coroutines go on.
};

} // namespace Api
