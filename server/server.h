// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/http/admission.h"
#include "server/auth/ratelimiter.h"
#include "server/core/result.h"
#include "server/api/metrics.h"
#include "server/store/feed.h"
#include "server/store/nodes.h"

#include <QObject>
#include <QString>

#include <atomic>
#include <functional>
#include <memory>
#include <vector>

class Door;
class OutboundCalls;
class RecordNext;
class Webhooks;
class QThread;
class Worker;

namespace Api {
struct Services;
}
namespace Auth {
struct Caller;
}
namespace Hooks {
class HookPool;
}
namespace Http {
class Listener;
class TlsContext;
struct Request;
struct Response;
} // namespace Http
namespace Inspector {
class Recorder;
}
namespace Jobs {
class Scheduler;
}
namespace Outbound {
class HttpClient;
}
namespace Scripts {
class StoredScripts;
}
namespace Store {
class Database;
}

/// A database with its threads, and the door to the network, which may be open or closed.
/// Thread: the one it was made in (of the window or the main one); request() from any.
class Server final : public QObject
{
    Q_OBJECT

public:
    struct Options
    {
        /// A file or `postgres://…` (see Store::Address).
        QString databasePath;
        bool createsDatabase = true; ///< When there is none; else open() fails.
        /// The inspector's file; empty: beside the database, or for PostgreSQL, by the names of the
        /// schema and the server, in $STATE_DIRECTORY or the user's cache.
        QString inspectorPath;
        int httpThreads = 0; ///< 0: as many as there are cores, at most 8.
        QString tlsCertificate; ///< PEM files of certificate and key; both empty: no TLS.
        QString tlsKey;
        int hookHosts = 0; ///< Hooks that compute at once; 0: as many as there are cores.
        Store::NodeOptions node; ///< What it is among the servers of a database.
    };

    /// Opens the database and starts all threads; the network stays closed.
    /// @errors NotFound: there is no database. Unavailable: the database, or the hook host program.
    /// BadInput: certificate or key.
    static Result<std::unique_ptr<Server>> open(const Options &options);
    /// Closes the network and ends all that is under way: statements, hooks, jobs and calls.
    ~Server() override;

    /// Opens the network on @p address, such as `127.0.0.1:8787`. @errors BadInput, Unavailable.
    Result<Done> listen(const QString &address);
    /// Takes no more requests; @p done is called when those under way are answered and their
    /// answers have been sent, after 7 s at most.
    void stop(std::function<void()> done);

    bool isListening() const { return m_listener != nullptr; }
    /// `http://127.0.0.1:8787`; empty while the network is closed.
    QString url() const;
    const QString &databasePath() const;
    bool isNewDatabase() const;
    Store::Database &database() { return *m_database; }
    Inspector::Recorder &inspector() { return *m_inspector; }
    Jobs::Scheduler &jobs() { return *m_jobs; }

    /// Answers a request that did not come over the network; @p answer is called in a server
    /// thread.
    void request(const Http::Request &request, const Auth::Caller &caller,
                 std::function<void(Http::Response)> answer);

    /// Sends @p method to @p path, which may bring a query, with full rights and waits for the
    /// answer: for commands and for the start, when no event loop depends on this thread.
    Http::Response requestAndWait(const QByteArray &method, const QByteArray &path,
                                  const QByteArray &body);

signals:
    /// The network was opened or closed.
    void listeningChanged();

private:
    Server();
    /// Makes all parts and moves each to its thread. @errors Unavailable: the database cannot be
    /// read.
    Result<Done> startThreads(const Options &options);
    void startInspector(const Options &options);
    /// Adds an http thread with its worker.
    Result<Done> startWorker();
    /// Waits until the hook host runs, which loads its runtime while requests are served already.
    /// @errors Unavailable: it does not start.
    Result<Done> startHooks();
    /// Last, since a job that was missed runs at once.
    Result<Done> startJobs();
    void stopJobs();
    /// A thread that runs until this is destroyed.
    QThread *startThread(const QString &name);
    /// Each in its turn, for connections and for all other requests. Any thread.
    Worker *nextWorker();
    /// Accepts no more connections; those that are open end once they are idle.
    void closeNetwork();
    /// Of all workers.
    int requestsUnderWay() const;
    bool waitUntilIdle() const;

    std::unique_ptr<RecordNext> m_recordNext; ///< Runs that were recorded tell it when they end.
    std::unique_ptr<Store::Database> m_database;
    std::unique_ptr<Hooks::HookPool> m_hooks;
    std::unique_ptr<Scripts::StoredScripts> m_scripts;
    Store::Subscription m_readyScripts; ///< See Scripts::keepReady().
    Store::Subscription m_inspectorLimits; ///< Settings that other servers have saved.
    std::unique_ptr<Outbound::HttpClient> m_http;
    std::unique_ptr<OutboundCalls> m_outbound;
    std::unique_ptr<Webhooks> m_webhooks;
    std::unique_ptr<Inspector::Recorder> m_inspector;
    std::unique_ptr<Jobs::Scheduler> m_jobs;
    std::unique_ptr<Api::Services> m_services;
    Http::BodyMemory m_bodies;
    std::vector<std::unique_ptr<QThread>> m_threads;
    std::vector<std::unique_ptr<Worker>> m_workers; ///< Each lives in a thread of its own.
    std::unique_ptr<Http::Listener> m_listener;
    std::unique_ptr<Door> m_door; ///< Null while the network is closed, or nobody can join.
    Auth::RateLimiter m_limiter;
    Metrics m_metrics;
    std::shared_ptr<const Http::TlsContext> m_tls; ///< Null without TLS.
    const std::shared_ptr<std::atomic<bool>> m_isStopping =
        std::make_shared<std::atomic<bool>>(false); ///< See StopFlag.
    std::atomic<unsigned> m_turn = 0; ///< See nextWorker().
};
