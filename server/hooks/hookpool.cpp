// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/hooks/hookpool.h"

#include "server/core/json.h"
#include "server/core/timestamp.h"
#include "server/hooks/childsocket.h"
#include "server/hooks/run.h"
#include "server/hooks/zygoteclient.h"

#include <QLoggingCategory>

#include <algorithm>
#include <csignal>

#include <sys/wait.h>

namespace Hooks {

namespace {

using namespace std::chrono_literals;

Q_LOGGING_CATEGORY(lcHooks, "server.hooks")

constexpr auto LongRun = 50ms; ///< From then on a run does not keep others waiting.
constexpr auto IdleTime = 30s;
constexpr auto KillsCount = 10min;
constexpr int MaximumChildren = 64;
constexpr int MaximumOfOneCollection = 16;
constexpr int MaximumIdle = 8;
constexpr int RunsOfOneChild = 20000; ///< Then its memory is given back.
constexpr int MaximumCalls = 10000;
constexpr int MaximumOutboundCalls = 100;
constexpr qsizetype MaximumKeptCalls = 200; ///< In the record of a run.

} // namespace

struct HookPool::Child
{
    quint32 serial = 0;
    ZygoteClient *zygote = nullptr;
    std::unique_ptr<ChildSocket> socket; ///< Null once it is retired.
    QByteArray collection; ///< Empty: it has served none yet.
    int heapMegabytes = 0;
    std::unique_ptr<Run> run;
    int runs = 0;
    bool isLowered = false; ///< It computed long, and shall not take the processor from others.
    Time::time_point idleSince = Time::now();

    bool isIdle() const { return !run && socket; }
};

HookPool::HookPool(int running, CallHandler calls, LateLog lateLog)
    : m_running(std::max(1, running))
    , m_calls(std::move(calls))
    , m_lateLog(std::move(lateLog))
{
    m_clock.setParent(this); // moves to the hooks' thread with this
    m_clock.setInterval(20ms);
    m_clock.callOnTimeout(this, &HookPool::checkDeadlines);
}

HookPool::~HookPool() = default;

void HookPool::invoke(std::function<void()> function)
{
    QMetaObject::invokeMethod(this, std::move(function), Qt::QueuedConnection);
}

// ---- scripts

void HookPool::load(QByteArray scripts, std::function<void(Result<Done>)> done)
{
    invoke([this, scripts = std::move(scripts), done = std::move(done)] {
        m_scripts = scripts;
        startZygote(scripts, done);
    });
}

void HookPool::startZygote(const QByteArray &scripts, std::function<void(Result<Done>)> done)
{
    auto zygote = ZygoteClient::start(scripts);
    if (!zygote || m_shutDown) {
        done(zygote ? failure(Error::Kind::Unavailable, QStringLiteral("The server is stopping."))
                    : failure(zygote));
        return;
    }
    // A load that was still under way is overtaken by this newer one.
    m_nextZygote = std::move(*zygote);
    m_loadWaiters.push_back(std::move(done));
    ZygoteClient *next = m_nextZygote.get();
    connect(next, &ZygoteClient::ready, this, &HookPool::adoptZygote);
    connect(next, &ZygoteClient::childExited, this, &HookPool::childExited);
    connect(
        next, &ZygoteClient::died, this, [this, next] { zygoteDied(next); }, Qt::QueuedConnection);
}

void HookPool::adoptZygote()
{
    if (!m_nextZygote || !m_nextZygote->isReady())
        return;
    if (m_zygote)
        m_oldZygotes.push_back(std::move(m_zygote));
    m_zygote = std::move(m_nextZygote);
    for (const auto &[serial, child] : m_children) {
        if (child->isIdle())
            retire(*child);
    }
    for (const auto &done : std::exchange(m_loadWaiters, {}))
        done(Done());
    dispatch();
    trimChildren();
}

void HookPool::zygoteDied(ZygoteClient *zygote)
{
    if (m_shutDown)
        return;
    qCWarning(lcHooks, "hookdesk-hookhost ended by itself; it is started again");
    std::vector<quint32> lost;
    for (const auto &[serial, child] : m_children) {
        if (child->zygote == zygote)
            lost.push_back(serial);
    }
    for (const quint32 serial : lost)
        childExited(serial, -1);
    const bool wasNext = m_nextZygote.get() == zygote;
    if (m_zygote.get() == zygote)
        m_zygote.reset();
    if (wasNext) {
        m_nextZygote.reset();
        const auto error =
            failure(Error::Kind::Unavailable, QStringLiteral("The hook host does not start."));
        for (const auto &done : std::exchange(m_loadWaiters, {}))
            done(error);
    }
    std::erase_if(m_oldZygotes, [zygote](const auto &old) { return old.get() == zygote; });
    if (!m_zygote && !m_nextZygote && !wasNext)
        startZygote(m_scripts, [](const Result<Done> &) {});
}

// ---- who runs where

void HookPool::run(HookRun run, Answer answer)
{
    auto queued = std::make_shared<std::unique_ptr<Run>>(std::make_unique<Run>());
    (*queued)->what = std::move(run);
    (*queued)->answer = std::move(answer);
    invoke([this, queued] { enqueue(std::move(*queued)); });
}

void HookPool::stop(QByteArray requestId, QString reason)
{
    invoke([this, requestId = std::move(requestId), reason = std::move(reason)] {
        const auto waiting = std::find_if(m_queue.begin(), m_queue.end(), [&](const auto &run) {
            return run->what.requestId == requestId;
        });
        if (waiting != m_queue.end()) {
            const auto run = std::move(*waiting);
            m_queue.erase(waiting);
            run->outcome.isStopped = true;
            run->give(failure(Error::Kind::HookFailed, reason));
            return;
        }
        for (const auto &[serial, child] : m_children) {
            if (!child->run || child->run->what.requestId != requestId || child->run->timedOut)
                continue;
            child->run->stopReason = reason;
            child->zygote->killChild(serial);
        }
    });
}

void HookPool::compile(Compilation compilation, CompileAnswer answer)
{
    auto queued = std::make_shared<std::unique_ptr<Run>>(std::make_unique<Run>());
    (*queued)->compilation = std::move(compilation);
    (*queued)->compileAnswer = std::move(answer);
    (*queued)->what.isFresh = true; // a child of its own
    invoke([this, queued] { enqueue(std::move(*queued)); });
}

void HookPool::enqueue(std::unique_ptr<Run> run)
{
    if (m_shutDown) {
        run->give(failure(Error::Kind::Unavailable, QStringLiteral("The server is stopping.")));
        return;
    }
    run->number = ++m_lastRun;
    m_queue.push_back(std::move(run));
    if (!m_clock.isActive())
        m_clock.start();
    dispatch();
}

bool HookPool::mayStart(const Run &run) const
{
    const auto now = Time::now();
    int computing = 0;
    int ofCollection = 0;
    int busy = 0;
    for (const auto &[serial, child] : m_children) {
        if (!child->run)
            continue;
        ++busy;
        if (child->collection == run.what.collection)
            ++ofCollection;
        if (child->run->waiting == 0 && now - child->run->started < LongRun)
            ++computing;
    }
    return computing < m_running && busy < MaximumChildren
        && (ofCollection < MaximumOfOneCollection || run.what.depth > 0);
}

void HookPool::dispatch()
{
    if (!m_zygote)
        return;
    // A run that may not start yet, because its collection has enough, lets the others pass.
    for (size_t i = 0; i < m_queue.size();) {
        if (!mayStart(*m_queue[i])) {
            ++i;
            if (i > size_t(MaximumChildren))
                return;
            continue;
        }
        Child *child = findChild(*m_queue[i]);
        if (!child)
            return;
        auto run = std::move(m_queue[i]);
        m_queue.erase(m_queue.begin() + qsizetype(i));
        assign(*child, std::move(run));
    }
}

HookPool::Child *HookPool::findChild(const Run &run)
{
    Child *unused = nullptr;
    for (const auto &[serial, child] : m_children) {
        if (!child->isIdle() || child->zygote != m_zygote.get()
            || child->heapMegabytes != run.what.heapMegabytes)
            continue;
        if (child->collection == run.what.collection && !run.what.isFresh && child->runs > 0)
            return child.get();
        if (child->runs == 0)
            unused = child.get();
    }
    return unused ? unused : forkChild(run.what.heapMegabytes);
}

HookPool::Child *HookPool::forkChild(int heapMegabytes)
{
    const quint32 serial = ++m_lastSerial;
    const auto descriptor = m_zygote->forkChild(serial, heapMegabytes);
    if (!descriptor)
        return nullptr;
    auto child = std::make_unique<Child>();
    child->serial = serial;
    child->zygote = m_zygote.get();
    child->heapMegabytes = heapMegabytes;
    child->socket = std::make_unique<ChildSocket>(*descriptor);
    Child *made = child.get();
    connect(made->socket.get(), &ChildSocket::received, this,
            [this, made](const HookFrame::Frame &frame) { receive(*made, frame); });
    // A child whose stream is broken lies; its end is then told by childExited().
    connect(made->socket.get(), &ChildSocket::closed, this,
            [made, serial] { made->zygote->killChild(serial); });
    m_children.emplace(serial, std::move(child));
    return made;
}

void HookPool::assign(Child &child, std::unique_ptr<Run> run)
{
    child.run = std::move(run);
    child.collection = child.run->what.collection;
    ++child.runs;
    child.run->started = Time::now();
    // Kills after an answer could not be told with it.
    child.run->outcome.isKilledTooOften = isKilledTooOften(child.collection);
    if (child.run->compileAnswer) {
        const Compilation &wanted = child.run->compilation;
        const QByteArray payload =
            Json::ObjectWriter()
                .text("source", QByteArrayView(wanted.source))
                .boolean("module", wanted.isModule)
                .boolean("traced", wanted.isTraced)
                .boolean("formatted", wanted.isFormatted)
                .raw("members", wanted.members.isEmpty() ? QByteArray("null") : wanted.members)
                .take();
        child.socket->send({HookFrame::Type::Compile, child.run->number, payload});
        return;
    }
    const HookRun &what = child.run->what;
    Json::ObjectWriter message;
    message.text("collection", QByteArrayView(what.collection))
        .text("hook", QByteArrayView(what.hook))
        .text("requestId", QByteArrayView(what.requestId))
        .boolean("fresh", what.isFresh)
        .raw("settings", what.settings)
        .raw("request", what.request);
    if (!what.draft.isEmpty())
        message.text("draft", QByteArrayView(what.draft)).boolean("traced", what.isTraced);
    child.socket->send(
        {HookFrame::Type::Run, child.run->number, what.collection + '\n' + message.take()});
}

// ---- what children say

void HookPool::receive(Child &child, const HookFrame::Frame &frame)
{
    // Only the run under way may speak, and only as a child does.
    if (!child.run || frame.run != child.run->number)
        return;
    Run &run = *child.run;
    switch (frame.type) {
    case HookFrame::Type::Call:
        receiveCall(child, frame.payload);
        break;
    case HookFrame::Type::Log:
        if (const auto line = run.readLog(frame.payload))
            run.answered ? m_lateLog(run.what.requestId, {*line}) : run.outcome.log.append(*line);
        break;
    case HookFrame::Type::End:
        run.end(frame.payload);
        if (run.compileAnswer)
            finishRun(child);
        break;
    case HookFrame::Type::Failed:
        run.end(run.readFailure(frame.payload));
        if (run.compileAnswer)
            finishRun(child);
        break;
    case HookFrame::Type::Trace:
        run.outcome.trace = frame.payload;
        break;
    case HookFrame::Type::Finished:
        run.giveHeld();
        run.give(failure(Error::Kind::HookFailed,
                         QStringLiteral("The hook finished without res.end().")));
        finishRun(child);
        break;
    default:
        child.zygote->killChild(child.serial);
    }
}

void HookPool::receiveCall(Child &child, const QByteArray &payload)
{
    Run &run = *child.run;
    auto call = HookCall::parse(payload);
    if (++run.callCount > MaximumCalls || !call) {
        run.give(failure(Error::Kind::HookFailed,
                         call
                             ? QStringLiteral("The hook made more than %1 calls.").arg(MaximumCalls)
                             : QStringLiteral("The hook made a call that cannot be read; values "
                                              "may be nested 100 levels deep.")));
        child.zygote->killChild(child.serial);
        return;
    }
    if (call->isOutbound() && ++run.outboundCount > MaximumOutboundCalls) {
        reply(child.serial, run.number, call->id,
              failure(Error::Kind::TooManyRequests,
                      QStringLiteral("A run may make %1 calls that leave the machine.")
                          .arg(MaximumOutboundCalls)));
        return;
    }
    call->depth = run.what.depth + 1;
    call->timeLeft = std::max(1ms,
                              std::chrono::duration_cast<std::chrono::milliseconds>(
                                  run.what.timeout - (Time::now() - run.started)));
    ++run.waiting;
    CallLine line{Timestamp::now(), call->operation, call->target(), run.microseconds(), 0, {}};
    const qint64 id = call->id;
    const auto &handler = run.what.calls ? run.what.calls : m_calls;
    handler(
        std::move(*call),
        [this, serial = child.serial, number = run.number, id, line = std::move(line),
         began = Time::now()](Result<QByteArray> answer) {
            CallLine done = line;
            done.microseconds =
                std::chrono::duration_cast<std::chrono::microseconds>(Time::now() - began).count();
            if (!answer)
                done.error = answer.error().message.toUtf8();
            invoke([this, serial, number, id, done = std::move(done), answer = std::move(answer)] {
                const auto found = m_children.find(serial);
                if (found == m_children.end() || !found->second->run
                    || found->second->run->number != number)
                    return;
                Run &run = *found->second->run;
                --run.waiting;
                addCall(run, done);
                reply(serial, number, id, answer);
            });
        });
    dispatch();
}

/// A call that is answered after its run was becomes a log line of its record.
void HookPool::addCall(Run &run, const CallLine &line)
{
    if (!run.answered) {
        if (run.outcome.calls.size() < MaximumKeptCalls)
            run.outcome.calls.append(line);
        return;
    }
    const QByteArray milliseconds = QByteArray::number(double(line.microseconds) / 1000, 'f', 1);
    m_lateLog(run.what.requestId,
              {{line.time, "debug",
                line.operation + ' ' + line.target + ": "
                    + (line.error.isEmpty() ? QByteArray("done") : line.error) + " after "
                    + milliseconds + " ms",
                run.what.hook, 0}});
}

void HookPool::reply(quint32 serial, quint32 run, qint64 id, const Result<QByteArray> &answer)
{
    const auto found = m_children.find(serial);
    if (found == m_children.end() || !found->second->socket)
        return;
    Json::ObjectWriter writer;
    writer.number("id", id);
    if (answer) {
        writer.raw("data", answer->isEmpty() ? QByteArray("null") : *answer);
    } else {
        Json::ObjectWriter error;
        error.text("message", answer.error().message).number("status", answer.error().status);
        if (!answer.error().code.isEmpty())
            error.text("code", QByteArrayView(answer.error().code));
        if (!answer.error().list.isEmpty())
            error.raw("list", answer.error().list);
        writer.raw("error", error.take());
    }
    found->second->socket->send({HookFrame::Type::Reply, run, writer.take()});
}

// ---- the end of runs and children

void HookPool::finishRun(Child &child)
{
    const bool goesOn = !child.run->what.isFresh && child.runs < RunsOfOneChild
        && child.zygote == m_zygote.get() && !child.run->hasFailed && !child.isLowered;
    child.run.reset();
    child.idleSince = Time::now();
    if (!goesOn)
        retire(child);
    dispatch();
}

/// Lets a child go: it ends when its socket closes. Deferred, because a socket may be speaking.
void HookPool::retire(Child &child)
{
    if (!child.socket)
        return;
    child.socket->disconnect(this);
    child.socket.release()->deleteLater();
}

void HookPool::childExited(quint32 serial, int status)
{
    const auto found = m_children.find(serial);
    if (found == m_children.end())
        return;
    retire(*found->second);
    const auto child = std::move(found->second);
    m_children.erase(found);
    if (child->run) {
        Run &run = *child->run;
        const QString text = run.endReason(status);
        run.outcome.isTimedOut = run.timedOut;
        run.outcome.isStopped = !run.stopReason.isEmpty();
        run.giveHeld();
        if (run.answered) {
            m_lateLog(run.what.requestId,
                      {{Timestamp::now(), "error", "After res.end(): " + text.toUtf8(),
                        run.what.hook, 0}});
        }
        // A test run is the author's, who sees what happens; that nothing can be started is
        // nobody's fault here.
        if (!run.compileAnswer && !run.what.isTest() && !run.outcome.isStopped && status != -1)
            m_kills[run.what.collection].append(Time::now());
        run.outcome.isKilledTooOften =
            run.outcome.isKilledTooOften || isKilledTooOften(run.what.collection);
        run.give(failure(Error::Kind::HookFailed, text));
    }
    trimChildren();
    dispatch();
}

/// True once for each MaximumKills kills of a collection's runs within KillsCount.
bool HookPool::isKilledTooOften(const QByteArray &collection)
{
    const auto kills = m_kills.find(collection);
    if (kills == m_kills.end())
        return false;
    kills->removeIf([](Time::time_point time) { return Time::now() - time > KillsCount; });
    if (kills->size() < MaximumKills)
        return false;
    m_kills.erase(kills);
    return true;
}

void HookPool::checkDeadlines()
{
    const auto now = Time::now();
    for (const auto &[serial, child] : m_children) {
        if (!child->run || child->run->timedOut)
            continue;
        if (!child->isLowered && child->run->waiting == 0 && now - child->run->started > LongRun) {
            child->isLowered = true;
            child->zygote->lowerChild(serial);
        }
        if (now - child->run->started < child->run->what.timeout)
            continue;
        child->run->timedOut = true;
        child->zygote->killChild(serial);
    }
    while (!m_queue.empty() && now - m_queue.front()->queued > m_queue.front()->what.timeout * 2) {
        const auto late = std::move(m_queue.front());
        m_queue.pop_front();
        late->give(
            failure(Error::Kind::Unavailable,
                    QStringLiteral("All hook hosts are busy; the hook could not start in time.")));
    }
    dispatch();
    trimChildren();
    std::erase_if(m_oldZygotes, [](const auto &zygote) { return !zygote->hasChildren(); });
    if (m_queue.empty() && m_children.empty() && m_oldZygotes.empty())
        m_clock.stop();
}

void HookPool::trimChildren()
{
    const auto now = Time::now();
    std::vector<Child *> idle;
    for (const auto &[serial, child] : m_children) {
        if (child->isIdle())
            idle.push_back(child.get());
    }
    std::sort(idle.begin(), idle.end(),
              [](const Child *a, const Child *b) { return a->idleSince > b->idleSince; });
    for (size_t i = 0; i < idle.size(); ++i) {
        if (i >= size_t(MaximumIdle) || now - idle[i]->idleSince > IdleTime)
            retire(*idle[i]);
    }
}

void HookPool::shutDown()
{
    m_shutDown = true;
    m_clock.stop();
    const auto stopping =
        failure(Error::Kind::Unavailable, QStringLiteral("The server is stopping."));
    for (const auto &run : std::exchange(m_queue, {}))
        run->give(stopping);
    for (const auto &[serial, child] : m_children) {
        if (child->run)
            child->run->give(stopping);
        child->socket.reset();
    }
    m_children.clear();
    m_oldZygotes.clear();
    m_nextZygote.reset();
    m_zygote.reset();
    for (const auto &done : std::exchange(m_loadWaiters, {}))
        done(stopping);
}

} // namespace Hooks
