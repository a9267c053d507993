// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/server.h"

#include "server/api/services.h"
#include "server/core/scheduling.h"
#include "server/hooks/hookpool.h"
#include "server/door.h"
#include "server/http/listener.h"
#include "server/inspector/recorder.h"
#include "server/jobs/scheduler.h"
#include "server/outbound/httpclient.h"
#include "server/outbound/outboundcalls.h"
#include "server/scripts/readyscripts.h"
#include "server/scripts/storedscripts.h"
#include "server/store/address.h"
#include "server/store/database.h"
#include "server/webhooks/webhooks.h"
#include "server/request/recordnext.h"
#include "server/request/worker.h"

#include <QDir>
#include <QLoggingCategory>
#include <QStandardPaths>
#include <QThread>
#include <QTimer>

#include <algorithm>
#include <climits>
#include <future>

#include <malloc.h>
#include <sys/resource.h>

namespace {

using namespace std::chrono_literals;

Q_LOGGING_CATEGORY(lcServer, "server")

constexpr auto StopTime = 7s; ///< For requests; a program has 10 s to end in all.
constexpr auto JobsTime = 1s;
constexpr auto IdleTime = 5s; ///< More than anything takes that was told to stop.

/// Runs @p function in the thread of @p object and waits for it: for start and end only, when no
/// event loop depends on the waiting thread.
template<typename Function>
auto runIn(QObject *object, Function function)
{
    std::promise<decltype(function())> promise;
    auto future = promise.get_future();
    QMetaObject::invokeMethod(
        object, [&promise, &function] { promise.set_value(function()); }, Qt::QueuedConnection);
    return future.get();
}

/// Deletes @p object, which may be null, in its thread; leaves it where it is unless @p isUnused.
template<typename T>
void deleteIn(T *object, bool isUnused)
{
    if (!object || !isUnused)
        return;
    runIn(object, [object] {
        delete object;
        return true;
    });
}

/// How many connections the limit of open files leaves room for, beside the database, the hooks and
/// their calls. Without this room accepting a connection could fail for ever.
int connectionsPossible()
{
    constexpr rlim_t Reserve = 256 + Outbound::HttpClient::MostCalls;
    rlimit limit = {};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur > INT_MAX)
        return INT_MAX;
    return int(limit.rlim_cur > 2 * Reserve ? limit.rlim_cur - Reserve : limit.rlim_cur / 2);
}

/// Who asks when the server itself does, for a hook or a job.
Auth::Caller hookCaller()
{
    Auth::Caller caller;
    caller.kind = Auth::Caller::Kind::Hook;
    return caller;
}

/// What @p ask gives to the function that it is called with; under the same condition as runIn().
template<typename T, typename Ask>
T waitFor(Ask ask)
{
    std::promise<T> promise;
    auto future = promise.get_future();
    ask(std::function<void(T)>([&promise](T given) { promise.set_value(std::move(given)); }));
    return future.get();
}

/// See Server::Options.
QString inspectorPathOf(const Server::Options &options, const QByteArray &node)
{
    if (!options.inspectorPath.isEmpty())
        return options.inspectorPath;
    if (!Store::Address::isPostgres(options.databasePath))
        return options.databasePath + QStringLiteral(".inspector");
    const QString state = qEnvironmentVariable("STATE_DIRECTORY");
    const QDir folder(
        state.isEmpty() ? QStandardPaths::writableLocation(QStandardPaths::CacheLocation) : state);
    folder.mkpath(QStringLiteral("."));
    const auto address = Store::Address::parsePostgres(options.databasePath);
    const QString name =
        address ? QString::fromUtf8(address->schema()) : QStringLiteral("hookdesk");
    // Servers of one schema may run on one machine.
    return folder.filePath(name + QLatin1Char('.') + QString::fromUtf8(node)
                           + QStringLiteral(".inspector"));
}

} // namespace

Server::Server() = default;

Result<std::unique_ptr<Server>> Server::open(const Options &options)
{
    // Records are made in one thread and freed in another; giving every freed page back to the
    // system at once costs more than keeping some.
    mallopt(M_TRIM_THRESHOLD, 32 * 1024 * 1024);
    mallopt(M_TOP_PAD, 1024 * 1024);
    // QtHttpServer says that our source of sockets does not listen itself; that is so on purpose.
    QLoggingCategory::setFilterRules(QStringLiteral("qt.httpserver.warning=false"));
    std::unique_ptr<Server> server(new Server);
    if (!options.tlsCertificate.isEmpty()) {
        auto tls = Http::TlsContext::load(options.tlsCertificate, options.tlsKey);
        if (!tls)
            return failure(tls);
        server->m_tls = std::move(*tls);
    }
    using Use = Store::Database::Use;
    auto database = Store::Database::open(options.databasePath,
                                          options.createsDatabase ? Use::Serve : Use::ServeExisting,
                                          options.node);
    if (!database)
        return failure(database);
    server->m_database = std::move(*database);
    if (const auto started = server->startThreads(options); !started)
        return failure(started);
    if (const auto loaded = server->startHooks(); !loaded)
        return failure(loaded);
    if (const auto begun =
            runIn(server->m_webhooks.get(), [&] { return server->m_webhooks->begin(); });
        !begun)
        return failure(begun);
    if (const auto started = server->startJobs(); !started)
        return failure(started);
    return server;
}

QThread *Server::startThread(const QString &name)
{
    m_threads.push_back(std::make_unique<QThread>());
    m_threads.back()->setObjectName(name);
    m_threads.back()->start();
    return m_threads.back().get();
}

void Server::startInspector(const Options &options)
{
    const Store::Nodes &nodes = m_database->nodes();
    m_inspector = std::make_unique<Inspector::Recorder>(inspectorPathOf(options, nodes.name()),
                                                        nodes.shownName());
    m_inspector->setLimits(m_database->catalog()->settings);
    m_inspector->moveToThread(startThread(QStringLiteral("inspector")));
    m_inspectorLimits =
        m_database->subscribe(m_inspector.get(), {.catalog = true}, [this](const auto &commit) {
            if (commit.isOfAnotherServer)
                m_inspector->setLimits(commit.catalog->settings);
        });
}

Result<Done> Server::startThreads(const Options &options)
{
    const int cores = std::max(1, QThread::idealThreadCount());
    startInspector(options);
    m_hooks = std::make_unique<Hooks::HookPool>(
        options.hookHosts > 0 ? options.hookHosts : cores,
        [this](Hooks::HookCall call, Hooks::AnswerCall answer) {
            if (call.isOutbound())
                m_outbound->carryOut(std::move(call), std::move(answer));
            else
                nextWorker()->callHook(std::move(call), std::move(answer));
        },
        [this](const QByteArray &requestId, const QList<Inspector::LogLine> &lines) {
            m_inspector->addLog(requestId, lines);
        });
    m_hooks->moveToThread(startThread(QStringLiteral("hooks")));
    // Each request of a hook wakes it several times.
    QMetaObject::invokeMethod(m_hooks.get(), &Scheduling::workInBatches);
    m_scripts = std::make_unique<Scripts::StoredScripts>(*m_database, *m_hooks);
    m_readyScripts = Scripts::keepReady(*m_database, *m_hooks);
    const auto catalog = [this] { return m_database->catalog(); };
    const auto ask = [this](const Http::Request &request,
                            std::function<void(Http::Response)> answer) {
        nextWorker()->request(request, hookCaller(), std::move(answer));
    };
    QThread *outbound = startThread(QStringLiteral("outbound"));
    m_http = std::make_unique<Outbound::HttpClient>();
    m_http->moveToThread(outbound);
    m_outbound = std::make_unique<OutboundCalls>(catalog, ask, *m_http);
    m_outbound->moveToThread(outbound);
    m_webhooks = std::make_unique<Webhooks>(*m_database, ask, *m_http, *m_inspector,
                                            m_database->name().toUtf8());
    m_webhooks->moveToThread(outbound);
    m_jobs = std::make_unique<Jobs::Scheduler>(Jobs::Scheduler::Parts{
        *m_database, *m_hooks, *m_scripts, *m_inspector,
        [this](const QByteArray &document, std::function<void(bool)> done) {
            Http::Request post;
            post.method = "POST";
            post.path = QByteArray("/rest/") + Store::Collection::SystemLog;
            post.body = document;
            nextWorker()->request(post, hookCaller(), [done](const Http::Response &response) {
                done(response.status < 300);
            });
        }});
    m_jobs->moveToThread(startThread(QStringLiteral("jobs")));
    m_recordNext = std::make_unique<RecordNext>();
    m_services = std::make_unique<Api::Services>(
        Api::Services{*m_database, *m_hooks, *m_scripts, *m_inspector, m_limiter, m_metrics,
                      *m_jobs, *m_webhooks, *m_recordNext, m_isStopping, Door::makeToken()});
    const int workers = options.httpThreads > 0 ? options.httpThreads : std::min(cores, 8);
    for (int i = 0; i < workers; ++i) {
        if (auto started = startWorker(); !started)
            return started;
    }
    return Done();
}

Result<Done> Server::startWorker()
{
    QObject starter;
    starter.moveToThread(startThread(QStringLiteral("http")));
    auto worker = runIn(&starter, [&] {
        auto made = Worker::make(*m_services);
        starter.moveToThread(nullptr);
        return made;
    });
    if (!worker)
        return failure(worker);
    m_workers.push_back(std::move(*worker));
    return Done();
}

Result<Done> Server::startHooks()
{
    return waitFor<Result<Done>>([&](auto give) { m_hooks->start(give); });
}

Result<Done> Server::startJobs()
{
    return runIn(m_jobs.get(), [this] { return m_jobs->begin(); });
}

/// Stops the runs under way, and waits until it is written that they were. What takes too long is
/// written by the next start.
void Server::stopJobs()
{
    if (!m_jobs)
        return;
    runIn(m_jobs.get(), [this] {
        m_jobs->end();
        return true;
    });
    const auto end = std::chrono::steady_clock::now() + JobsTime;
    while (m_jobs->runsUnderWay() > 0 && std::chrono::steady_clock::now() < end)
        QThread::msleep(2);
}

/// What requests and jobs wait for has ended or is ending, so each gets its answer. False: one did
/// not, and what it holds must not be deleted.
bool Server::waitUntilIdle() const
{
    const auto end = std::chrono::steady_clock::now() + IdleTime;
    const auto isBusy = [this] { return requestsUnderWay() > 0 || (m_jobs && m_jobs->isBusy()); };
    while (isBusy() && std::chrono::steady_clock::now() < end)
        QThread::msleep(2);
    return !isBusy();
}

Server::~Server()
{
    closeNetwork();
    if (m_recordNext)
        m_recordNext->stop();
    stopJobs();
    if (m_database)
        m_database->interrupt();
    m_readyScripts = {};
    m_inspectorLimits = {};
    if (m_hooks)
        runIn(m_hooks.get(), [this] {
            m_hooks->shutDown();
            return true;
        });
    if (m_outbound)
        runIn(m_outbound.get(), [this] {
            m_webhooks.reset();
            m_outbound.reset();
            m_http.reset(); // with the calls under way
            return true;
        });
    if (m_database)
        m_database->endWriting();
    const bool isIdle = waitUntilIdle();
    if (!isIdle)
        qCWarning(lcServer, "Requests did not end; what they hold is left behind.");
    for (auto &worker : m_workers)
        deleteIn(worker.release(), isIdle);
    deleteIn(m_jobs.release(), isIdle);
    if (m_inspector)
        runIn(m_inspector.get(), [this] {
            m_inspector->close();
            return true;
        });
    for (const auto &thread : m_threads)
        thread->quit();
    for (const auto &thread : m_threads)
        thread->wait();
    m_hooks.reset();
    m_inspector.reset();
    m_database.reset();
}

Worker *Server::nextWorker()
{
    return m_workers[m_turn++ % m_workers.size()].get();
}

Result<Done> Server::listen(const QString &address)
{
    closeNetwork();
    const Http::LimitsNow limits = [this, most = connectionsPossible()] {
        const auto catalog = m_database->catalog();
        Http::Limits now;
        now.body = catalog->settings.bodyLimit;
        now.connections = std::min(catalog->settings.connections, most);
        now.connectionsOfThread = now.connections / int(m_workers.size());
        now.memory = catalog->settings.memoryLimit;
        return now;
    };
    for (const auto &worker : m_workers) {
        runIn(worker.get(), [&] {
            worker->openHttp({limits, m_tls, &m_metrics.connections, &m_bodies});
            return true;
        });
    }
    auto listener = std::make_unique<Http::Listener>(
        [this](qintptr descriptor) { nextWorker()->adopt(descriptor); }, &m_metrics.connections,
        nullptr);
    if (auto listening = listener->listenOn(address); !listening)
        return listening;
    m_listener = std::move(listener);
    const auto certificate = [tls = m_tls] { return tls ? tls->fingerprint() : QByteArray(); };
    m_database->nodes().setAddress(url().toUtf8(), certificate);
    m_door = Door::open(databasePath(), {url(), m_services->windowToken, certificate});
    emit listeningChanged();
    return Done();
}

void Server::closeNetwork()
{
    if (!m_listener)
        return;
    m_listener.reset();
    m_database->nodes().setAddress({}, nullptr);
    m_door.reset();
    for (const auto &worker : m_workers)
        QMetaObject::invokeMethod(worker.get(), &Worker::stopHttp, Qt::QueuedConnection);
    emit listeningChanged();
}

void Server::stop(std::function<void()> done)
{
    *m_isStopping = true;
    closeNetwork();
    if (m_recordNext)
        m_recordNext->stop(); // no request will come
    auto *poll = new QTimer(this);
    const auto began = std::chrono::steady_clock::now();
    poll->callOnTimeout(this, [this, poll, began, done = std::move(done)] {
        const bool isBusy = requestsUnderWay() > 0 || m_metrics.connections > 0;
        if (isBusy && std::chrono::steady_clock::now() - began < StopTime)
            return;
        poll->deleteLater();
        poll->stop();
        done();
    });
    poll->start(20ms);
}

int Server::requestsUnderWay() const
{
    int count = 0;
    for (const auto &worker : m_workers)
        count += worker->requestsUnderWay();
    return count;
}

QString Server::url() const
{
    if (!m_listener)
        return {};
    const QHostAddress address = m_listener->serverAddress();
    const QString host = address.protocol() == QAbstractSocket::IPv6Protocol
        ? QLatin1Char('[') + address.toString() + QLatin1Char(']')
        : address.toString();
    return QStringLiteral("%1://%2:%3")
        .arg(m_tls ? QStringLiteral("https") : QStringLiteral("http"), host)
        .arg(m_listener->serverPort());
}

const QString &Server::databasePath() const
{
    return m_database->address();
}

bool Server::isNewDatabase() const
{
    return m_database->isNew();
}

void Server::request(const Http::Request &request, const Auth::Caller &caller,
                     std::function<void(Http::Response)> answer)
{
    nextWorker()->request(request, caller, std::move(answer));
}

Http::Response Server::requestAndWait(const QByteArray &method, const QByteArray &path,
                                      const QByteArray &body)
{
    Http::Request request;
    request.method = method;
    const qsizetype question = path.indexOf('?');
    request.path = path.first(question < 0 ? path.size() : question);
    request.query = question < 0 ? QByteArray() : path.sliced(question + 1);
    request.body = body;
    Auth::Caller caller;
    caller.kind = Auth::Caller::Kind::Window;
    return waitFor<Http::Response>([&](auto give) { this->request(request, caller, give); });
}
