// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/result.h"
#include "server/inspector/record.h"

#include <QByteArray>
#include <QList>

#include <algorithm>
#include <chrono>
#include <functional>

/// Codehooks as the server sees them.
namespace Hooks {

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
};

/// What came of it.
struct HookOutcome
{
    Result<QByteArray> result =
        QByteArray(); ///< What res.end() was given, as JSON; empty: nothing.
    QList<LogLine> log;
};

/// A `db.*` call of a hook, to go through the pipeline with full rights.
struct HookCall
{
    QByteArray method; ///< GET, POST, PUT, PATCH or DELETE.
    QByteArray path;
    QByteArray query; ///< JSON of `q`; empty when there is none.
    QByteArray hint; ///< JSON of `h`; empty when there is none.
    QByteArray body; ///< JSON; empty when there is none.
    int depth = 1; ///< 1 for a call of a client request's hook.

    /// Reads the arguments of `db.get(path, query, hint)` and its kin from a hook host.
    /// @errors BadInput: a path or a value of the wrong type, an operation that is not offered.
    static Result<HookCall> parse(QByteArrayView operation, QByteArrayView arguments);
};

/// How a HookCall is answered: with the JSON of the response, or its error.
using AnswerCall = std::function<void(Result<QByteArray>)>;
/// Carries calls out. Called in the hooks' thread; the answer may come from any.
using CallHandler = std::function<void(HookCall, AnswerCall)>;

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
