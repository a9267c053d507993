// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/services.h"
#include "server/hooks/hookcall.h"
#include "server/http/server.h"
#include "server/request/pipeline.h"

#include <QObject>

#include <atomic>
#include <memory>

/// One http thread's share of the server: its connections, its reader, its pipeline.
/// Thread: the one it was made in; request() and callHook() may be called from any.
class Worker final : public QObject
{
    Q_OBJECT

public:
    /// @errors Unavailable: the database cannot be read.
    static Result<std::unique_ptr<Worker>> make(Api::Services &services);

    /// Serves a connected socket; see Http::Server::adopt().
    void adopt(qintptr descriptor) { m_http->adopt(descriptor); }
    /// Answers a request that did not come over the network; @p answer is called in this thread.
    void request(Http::Request request, Auth::Caller caller, Pipeline::Answer answer);
    /// Answers a `db.*` call of a hook.
    void callHook(Hooks::HookCall call, Hooks::AnswerCall answer);

    /// What the network sides of all workers share.
    struct Network
    {
        Http::LimitsNow limits;
        std::shared_ptr<const Http::TlsContext> tls; ///< Null without TLS.
        std::atomic<int> *connections; ///< Those that are open.
        Http::BodyMemory *bodies;
    };
    void openHttp(Network network);
    /// Takes no more requests; see Http::Server::stop().
    void stopHttp();
    /// Any thread.
    int requestsUnderWay() const { return m_pipeline.requestsUnderWay(); }

private:
    Worker(Api::Services &services, std::unique_ptr<Store::Reader> reader);

    std::unique_ptr<Store::Reader> m_reader; ///< The pipeline uses it, so it is made first.
    Pipeline m_pipeline;
    std::unique_ptr<Http::Server> m_http;
};
