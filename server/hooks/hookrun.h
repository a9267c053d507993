// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/hookwire/compiledscript.h"
#include "server/core/json.h"
#include "server/core/result.h"
#include "server/core/stopflag.h"
#include "server/hooks/hookcall.h"
#include "server/hooks/runrecording.h"
#include "server/inspector/record.h"

#include <QByteArray>
#include <QList>

#include <chrono>
#include <functional>
#include <memory>

/// Codehooks as the server sees them.
namespace Hooks {

using Inspector::CallLine;
using Inspector::Frame;
using Inspector::LogLine;

/// What to run. A value.
struct HookRun
{
    QByteArray collection;
    QByteArray hook; ///< One of the ten names, such as "beforePOST".
    QByteArray request = "{}"; ///< The JSON of `req` without its hint.
    QByteArray hint = "{}"; ///< The JSON of `req.hint`, which most runs never read.
    QByteArray settings = "{}"; ///< The JSON of `context.settings`.
    QByteArray requestId;
    bool isFresh = false; ///< Shares its hook host with no other run.
    int depth = 0; ///< How many hooks' `db.*` calls led here.
    std::chrono::milliseconds timeout{5000};
    int heapMegabytes = 128;
    RunnableScript script; ///< Of the collection, of a job, or a draft.
    bool isTraced = false; ///< The script was compiled to tell which lines run.
    /// Gets each step of the run, whose script was compiled for that; null: it is not recorded.
    /// Shared, because who wants the recording reads it when the pool has let go of the run.
    std::shared_ptr<RunRecording> recording;
    QByteArray client; ///< Who sent the request that led to this run; empty: somebody with full
                       ///< rights, or the server itself.
    /// True once nobody waits for the run, which then ends as soon as it waits; null: it is
    /// finished in any case.
    StopFlag gone;
    /// Jobs have hook hosts of their own, so that they keep no request waiting.
    bool isJob = false;
    bool answersAtEnd = false; ///< Answered when all of it is over, not at res.end().
    CallHandler calls; ///< Of a test run: carries its calls out. Empty for all others.

    /// A test run harms its collection's name in no way.
    bool isTest() const { return bool(calls); }
    /// Has it recorded in @p into, and gives it the time that this takes.
    void record(std::shared_ptr<RunRecording> into);
    /// What a child that runs it may use: reading a large request takes much memory, which is none
    /// of the hook's.
    int childMegabytes() const;
};

/// What came of it.
struct HookOutcome
{
    Result<QByteArray> result =
        QByteArray(); ///< What res.end() was given, as JSON; empty: nothing.
    QList<LogLine> log;
    QList<CallLine> calls; ///< Those that were answered before the run was; their begin counts from
                           ///< the moment when the run was asked for.
    QList<Frame> stack; ///< Of the error that was thrown.
    QByteArray trace = "[]"; ///< Of a traced run: `[{"line","count","values"}]`.
    bool isKilledTooOften = false; ///< The collection's hooks should not run for now.
    bool isTimedOut = false; ///< It was stopped for its time limit.
    bool isStopped = false; ///< HookPool::stop() stopped it.
};

/// The line or column that a child says; 0 where it says none, or what cannot be.
int positionOf(const Json::Value &value);

/// `line 3, column 14`, the place of @p error in its script; without a column that is not known.
QString placeText(const Error &error);

/// The largest script that is compiled: that takes about 25 ms of processor time and 0.5 MiB for
/// each KiB.
inline constexpr qsizetype MaximumScriptBytes = 256 * 1024;

/// What to compile.
struct Compilation
{
    QByteArray source; ///< At most MaximumScriptBytes.
    bool isModule = false; ///< Its `module.exports` is what hooks get of it.
    bool isTraced = false; ///< For a test run: it tells the lines that ran.
    bool isRecorded = false; ///< It tells each step, for HookRun::recording.
    bool isFormatted = false; ///< It is only to be laid out anew.
    /// What the offered objects have, `{"log":["debug",…]}`: with it the script is looked through
    /// for what is likely to be wrong, and for what it declares.
    QByteArray members;
    /// What to tell of its names instead of compiling it, `{"at":17}` or `{"member":"total"}`:
    /// hookruntime/names.js. Empty: nothing.
    QByteArray names;
};

/// A script that could be compiled.
struct CompiledScript
{
    QByteArray compiled;
    QList<QByteArray> hooks;
    /// `[{"message","line","column","endColumn"}]`, columns from 1; `null` unless asked for.
    QByteArray warnings;
    /// `[{"name","kind","line","column","endLine"}]`, from 1; `null` unless asked for.
    QByteArray symbols;
    QByteArray names; ///< What was asked of its names, as JSON.
    QByteArray formatted; ///< The source, laid out anew, where that was asked for.
};

} // namespace Hooks
