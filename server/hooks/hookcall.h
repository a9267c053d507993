// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/json.h"
#include "server/core/result.h"
#include "server/core/stopflag.h"

#include <QByteArray>

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>

namespace Hooks {

/// What a hook asks the server for: a `db.*` call, or one that leaves the machine. A value.
struct HookCall
{
    qint64 id = 0; ///< Of this call in its run.
    QByteArray operation; ///< db.get, db.post, db.put, db.patch, db.delete, request, slack or mail.
    Json::Document arguments; ///< An array, as the hook gave them.
    qsizetype size = 0; ///< Of the arguments, in bytes of JSON.
    int depth = 1; ///< 1 for a call of a client request's hook.
    QByteArray client; ///< As HookRun::client of the run that makes it.
    StopFlag gone; ///< As HookRun::gone of that run.
    std::chrono::milliseconds timeLeft{0}; ///< Until the run is ended.
    /// To be set when hooks run for it, since they may change something.
    std::shared_ptr<std::atomic<bool>> ranHooks;

    /// Reads the payload of a frame. @errors BadInput: no call, or none that is offered.
    static Result<HookCall> parse(QByteArrayView payload);

    /// The first argument; null when there is none.
    Json::Value first() const;
    bool isOutbound() const { return !operation.startsWith("db."); }
    /// Whether it changes nothing, so that it may be made again.
    bool onlyReads() const { return operation == "db.get"; }
    /// Where it goes, in a few words without secrets: `/rest/c`, `POST https://example.com/a`.
    QByteArray target() const;
};

/// How a HookCall is answered: with JSON, or an error.
using AnswerCall = std::function<void(Result<QByteArray>)>;
/// Carries calls out. Called in the hooks' thread; the answer may come from any.
using CallHandler = std::function<void(HookCall, AnswerCall)>;

} // namespace Hooks
