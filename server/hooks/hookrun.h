// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/result.h"
#include "server/hooks/hookcall.h"
#include "server/inspector/record.h"

#include <QByteArray>
#include <QList>

#include <algorithm>
#include <chrono>
#include <functional>

/// Codehooks as the server sees them.
namespace Hooks {

using Inspector::CallLine;
using Inspector::LogLine;

/// What to run. A value.
struct HookRun
{
    QByteArray collection;
    QByteArray hook; ///< One of the ten names, such as "beforePOST".
    QByteArray request; ///< The JSON of `req`.
    QByteArray settings = "{}"; ///< The JSON of `context.settings`.
    QByteArray requestId;
    bool changesBuiltIns = false; ///< Gets a fresh hook host for each run.
    int depth = 0; ///< How many hooks' `db.*` calls led here.
    std::chrono::milliseconds timeout{5000};
    int heapMegabytes = 128;
    CallHandler calls; ///< Instead of the pool's: of a test run. Empty for all others.
};

/// What came of it.
struct HookOutcome
{
    Result<QByteArray> result =
        QByteArray(); ///< What res.end() was given, as JSON; empty: nothing.
    QList<LogLine> log;
    QList<CallLine> calls; ///< Those that were answered before the run was.
};

/// A script that could be compiled.
struct CompiledScript
{
    QByteArray compiled;
    QList<QByteArray> hooks;
};

/// True when the compiled script changes built-ins, so that its runs may share nothing.
inline bool changesBuiltIns(const QByteArray &compiled)
{
    return compiled.first(std::max<qsizetype>(0, compiled.indexOf("*/"))).contains(" fresh");
}

} // namespace Hooks
