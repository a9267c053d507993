// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/routes.h"
#include "server/api/services.h"
#include "server/auth/caller.h"
#include "server/core/result.h"
#include "server/core/task.h"
#include "server/http/message.h"

#include <QObject>

#include <memory>

class Pipeline;

/// A test run: a draft of a codehook against a given request on live data, of which nothing stays
/// (contract: codehooks 7). Thread: that of the context.
class HookTest final : public QObject
{
    Q_OBJECT

public:
    /// Answers `{hook, source, request: {method, path, query, headers, body}, outbound, samples}`
    /// with what the run did: status, response, hooks, log, calls and lines.
    /// @errors BadInput; NotFound; Unprocessable: the draft does not compile.
    static Task<Result<Http::Response>> run(const Api::Exchange &exchange);

    ~HookTest() override;

private:
    /// What happens to calls that leave the machine.
    enum class Outbound { Live, Record, Refuse };
    struct Ran
    {
        QByteArray hook;
        Hooks::HookOutcome outcome;
        qint64 microseconds = 0;
    };

    HookTest(Api::Context context, std::unique_ptr<Store::Rehearsal> store);
    Result<Done> prepare(const Json::Value &wanted, const QByteArray &collection,
                         const Hooks::CompiledScript &draft);
    Task<Http::Response> answerRequest(const Http::Request &request, const Auth::Caller &caller);
    Task<Result<Done>> runJob();
    void carryOut(const Hooks::HookCall &call, const Hooks::AnswerCall &answer);
    Result<QByteArray> sampleFor(const Hooks::HookCall &call) const;
    QByteArray reportJson(const Http::Response *response) const;

    std::unique_ptr<Store::Rehearsal> m_store;
    Api::Rehearsing m_rehearsing;
    const Api::Context m_context;
    std::unique_ptr<Pipeline> m_pipeline;
    Outbound m_outbound = Outbound::Record;
    QByteArray m_samples = "[]";
    std::vector<Ran> m_ran;
    std::chrono::steady_clock::time_point m_last;
};
