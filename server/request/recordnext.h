// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/routes.h"
#include "server/core/result.h"
#include "server/core/stopflag.h"
#include "server/core/task.h"
#include "server/hooks/hookrun.h"
#include "server/http/message.h"
#include "server/request/recordedscript.h"
#include "server/request/recordingreport.h"

#include <QByteArray>

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

/// Records the next request of a collection: that request's hooks run with a script that tells each
/// step, in a hook host of their own; all other requests run as always. Who waits is answered with
/// the recording. Thread: any.
class RecordNext final
{
public:
    static constexpr std::chrono::seconds LongestWait{60};

    /// Answers `POST …/codehook/record`, `{"seconds", "method"}`, with the recording of the next
    /// request; 204 where none came. @errors NotFound; Conflict: somebody else waits for one, or
    /// the script or one of its modules was saved meanwhile; Unprocessable; Unavailable: the server
    /// stops.
    static Task<Result<Http::Response>> answer(const Api::Exchange &exchange);

    /// Whether anybody waits for a recording: all that other requests pay for it.
    bool isWaiting() const { return m_isWaiting.load(std::memory_order_relaxed); }
    /// Which hook of its request a run is. Who waits gets a whole request, or none of it.
    enum class Turn { First, Later };
    /// Has @p run recorded if it is one of the request that somebody waits for. @p saved: the
    /// script and its modules as they are saved. @p request: of the client.
    void begin(Hooks::HookRun &run, const RunnableScript &saved, const Http::Request &request,
               Turn turn);
    /// The run of a hook, which may have been recorded, was answered.
    void ran(const Hooks::HookRun &run, const Hooks::HookOutcome &outcome, qint64 microseconds);
    /// A request was answered with @p status.
    void finish(const QByteArray &requestId, int status);
    /// Answers all who wait; nobody may wait from now on. When the server stops.
    void stop();

private:
    using Outcome = Result<RecordingReport>; ///< Without runs: no request came.
    struct Wait
    {
        quint64 number = 0;
        QByteArray collection;
        QByteArray method; ///< Empty: any.
        /// What its script and its modules were compiled to; others are not recorded.
        RunnableScript saved;
        RecordedScript script;
        StopFlag gone; ///< Set when nobody waits any more.
        QByteArray requestId; ///< Empty until the request has come.
        RecordingReport report;
        qsizetype room = Hooks::RunRecording::MaximumBytes; ///< Bytes left for further runs.
        int open = 0; ///< Runs that go on, maybe after the request was answered.
        bool isAnswered = false; ///< The request.
        std::function<void(Outcome)> deliver;
    };

    /// Gives the number of the wait. @errors Conflict, Unavailable: to @p deliver, at once.
    quint64 wait(std::unique_ptr<Wait> wanted);
    /// No request came in time.
    void giveUp(quint64 number);
    void takeRun(quint64 number, size_t index, const Hooks::RunRecording &recording);
    /// Takes away a wait that is over; null: it is not. @pre m_mutex is held.
    std::unique_ptr<Wait> takeIfDone(Wait *wait);
    std::unique_ptr<Wait> take(const Wait *wait);
    Wait *find(const QByteArray &requestId);

    std::atomic<bool> m_isWaiting = false;
    std::mutex m_mutex; ///< Of what follows.
    std::vector<std::unique_ptr<Wait>> m_waits; ///< At most one for each collection.
    quint64 m_last = 0;
    bool m_isStopped = false;
};
