// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/routes.h"
#include "server/api/services.h"
#include "server/auth/caller.h"
#include "server/core/result.h"
#include "server/core/task.h"
#include "server/http/message.h"
#include "server/request/recordedscript.h"

#include <QObject>

#include <memory>

class Pipeline;

/// A test run: a draft of a codehook against a given request on live data, of which nothing is
/// stored (contract: codehooks 7). Thread: that of the context.
class HookTest final : public QObject
{
    Q_OBJECT

public:
    /// Answers `{hook, source, request: {method, path, query, headers, body}, outbound, samples}`
    /// with what the run did: status, response, hooks, log, calls and lines; with `"record": true`
    /// with a recording instead of lines.
    /// @errors BadInput; NotFound; Unprocessable: the draft does not compile.
    static Task<Result<Http::Response>> run(const Api::Exchange &exchange);

    ~HookTest() override;

private:
    /// What happens to calls that leave the machine.
    /// Live: they are made. Record: a sample is their answer, and the report lists them. Refuse:
    /// they fail.
    enum class Outbound { Live, Record, Refuse };
    /// A run of a hook of the draft.
    struct Ran
    {
        QByteArray hook;
        Hooks::HookOutcome outcome;
        std::shared_ptr<Hooks::RunRecording> recording; ///< Null: it was not recorded.
        qint64 microseconds = 0; ///< Since the run before it ended, or since the test began.
    };

    /// @p context is that of the request that asks for the test; the test has one of its own.
    HookTest(Api::Context context, std::unique_ptr<Store::Rehearsal> store);
    /// Takes over what @p wanted, the body, says, and makes a catalog in which @p draft is
    /// the script of @p collection. @errors BadInput.
    Result<Done> prepare(const Json::Value &wanted, const QByteArray &collection,
                         RecordedScript draft);
    /// Sends @p request through a pipeline over the rehearsal.
    Task<Http::Response> answerRequest(const Http::Request &request, const Auth::Caller &caller);
    /// Runs the `runJob` of the draft, without a request.
    Task<Result<Done>> runJob();
    /// Answers a call of a hook: `db.*` within the rehearsal, calls that leave the machine as
    /// m_outbound says.
    void carryOut(const Hooks::HookCall &call, const Hooks::AnswerCall &answer);
    Result<QByteArray> sampleFor(const Hooks::HookCall &call) const;
    /// What run() answers. @p tested and @p response: null for a job.
    QByteArray reportJson(const Http::Request *tested, const Http::Response *response) const;
    QByteArray recordingJson(const Http::Request *tested, const Http::Response *response) const;

    std::unique_ptr<Store::Rehearsal> m_store;
    Api::Rehearsing m_rehearsing; ///< What makes its context that of a test.
    const Api::Context m_context;
    std::unique_ptr<Pipeline> m_pipeline;
    Outbound m_outbound = Outbound::Record;
    QList<RecordedScript::File> m_files; ///< Of a test that is recorded.
    QByteArray m_samples = "[]"; ///< `[{url, statusCode, headers, body}]`
    std::vector<Ran> m_ran; ///< In the order in which they ended.
    std::chrono::steady_clock::time_point m_last; ///< When the last of them ended.
};
