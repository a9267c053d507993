// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/hooks/hookpool.h"

#include "server/core/json.h"
#include "server/core/timestamp.h"
#include "server/hooks/childsocket.h"
#include "server/hooks/run.h"
#include "server/hooks/zygoteclient.h"

#include <algorithm>

namespace Hooks {

namespace {

using namespace std::chrono_literals;

constexpr auto LongRun = 50ms; ///< From then on a run does not keep others waiting.
constexpr auto IdleTime = 30s;
constexpr auto StartTime = 2s; ///< So long runs wait for a hook host that is started again.
constexpr int MaximumChildren = 64;
constexpr int MaximumOfOneCollection = 16;
constexpr int MaximumIdle = 8;
constexpr int MaximumLarge = 2; ///< Runs with large requests at once: they take much memory.
constexpr int RunsOfOneChild = 20000; ///< Then its memory is given back.
constexpr int MaximumCalls = 10000;
constexpr int MaximumOutboundCalls = 100;
constexpr qsizetype MaximumKeptCalls = 200; ///< In the record of a run.

} // namespace

struct HookPool::Child
{
    quint32 serial = 0;
    std::unique_ptr<ChildSocket> socket; ///< Null once it is retired.
    QByteArray collection; ///< Whose script it has.
    RunnableScript script;
    bool hasScript = false;
    bool isOpen = false; ///< Its built-ins are not frozen: it serves one run.
    int heapMegabytes = 0;
    std::unique_ptr<Run> run;
    int runs = 0;
    bool isLowered = false; ///< It computed long, and shall not take the processor from others.
    Time::time_point idleSince = Time::now();

    bool isIdle() const { return !run && socket; }
    bool isFor(const HookRun &run) const
    {
        return hasScript && collection == run.collection && heapMegabytes == run.childMegabytes()
            && isOpen == run.isFresh && script == run.script;
    }
};

HookPool::HookPool(int running, CallHandler calls, LateLog lateLog)
    : m_running(std::max(1, running))
    , m_calls(std::move(calls))
    , m_lateLog(std::move(lateLog))
{
    m_clock.setParent(this); // moves to the hooks' thread with this
    m_zygotes.setParent(this);
    connect(&m_zygotes, &ZygoteKeeper::childExited, this, &HookPool::childExited);
    connect(&m_zygotes, &ZygoteKeeper::lost, this, &HookPool::zygoteLost);
    connect(&m_zygotes, &ZygoteKeeper::ready, this, &HookPool::dispatch);
    m_clock.setInterval(20ms);
    m_clock.callOnTimeout(this, &HookPool::checkDeadlines);
}

HookPool::~HookPool() = default;

void HookPool::invoke(std::function<void()> function)
{
    QMetaObject::invokeMethod(this, std::move(function), Qt::QueuedConnection);
}

// ---- the hook host

void HookPool::start(std::function<void(Result<Done>)> done)
{
    invoke([this, done = std::move(done)]() mutable {
        m_zygoteSeen = Time::now();
        m_zygotes.start(std::move(done));
    });
}

void HookPool::zygoteLost()
{
    const auto error = failure(Error::Kind::Unavailable,
                               QStringLiteral("The hook host ended while the hook ran."));
    for (const auto &[serial, child] : Children(std::move(m_children))) {
        if (child->run)
            child->run->give(error);
        retire(*child);
    }
    m_children.clear();
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
            killChild(serial);
        }
    });
}

void HookPool::warm(HookRun run)
{
    invoke([this, run = std::move(run)] {
        m_kills.forget(run.collection);
        retireOlder(run);
        makeSpare(run);
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
    run->isAlone = m_kills.isRestrained(run->what.collection, run->what.client, Time::now());
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
    int large = 0;
    int ofClient = 0;
    for (const auto &[serial, child] : m_children) {
        if (!child->run)
            continue;
        ++busy;
        if (child->collection == run.what.collection)
            ++ofCollection;
        if (child->run->isLarge())
            ++large;
        if (child->collection == run.what.collection && child->run->what.client == run.what.client)
            ++ofClient;
        if (child->run->waiting == 0 && now - child->run->started < LongRun)
            ++computing;
    }
    return computing < m_running && busy < MaximumChildren
        && (ofCollection < MaximumOfOneCollection || run.what.depth > 0)
        && (ofClient == 0 || run.what.depth > 0 || !run.isAlone)
        && (large < MaximumLarge || run.what.depth > 0 || !run.isLarge());
}

void HookPool::dispatch()
{
    if (!m_zygotes.zygote())
        return;
    m_zygoteSeen = Time::now();
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

/// Ends idle children that have another script of the run's collection.
void HookPool::retireOlder(const HookRun &run)
{
    for (const auto &[serial, child] : m_children) {
        if (child->isIdle() && child->hasScript && child->collection == run.collection
            && child->script != run.script)
            retire(*child);
    }
}

HookPool::Child *HookPool::findChild(const Run &run)
{
    const HookRun &what = run.what;
    if (run.compileAnswer)
        return forkChild(what, false);
    bool hasOlder = false;
    for (const auto &[serial, child] : m_children) {
        if (!child->isIdle())
            continue;
        if (child->isFor(what))
            return child.get();
        hasOlder = hasOlder || (child->hasScript && child->collection == what.collection);
    }
    if (hasOlder && !what.isTest())
        retireOlder(what);
    return forkChild(what, what.isFresh);
}

HookPool::Child *HookPool::forkChild(const HookRun &run, bool isOpen)
{
    const quint32 serial = ++m_lastSerial;
    const int heapMegabytes = run.childMegabytes();
    m_zygotes.require(CompiledHead::of(run.script.compiled).libraries);
    for (const auto &module : run.script.modules)
        m_zygotes.require(CompiledHead::of(module.compiled).libraries);
    const auto descriptor = m_zygotes.zygote()->forkChild(
        serial, heapMegabytes,
        isOpen ? ZygoteClient::Isolation::Open : ZygoteClient::Isolation::Frozen);
    if (!descriptor)
        return nullptr;
    auto child = std::make_unique<Child>();
    child->serial = serial;
    child->isOpen = isOpen;
    child->heapMegabytes = heapMegabytes;
    child->socket = std::make_unique<ChildSocket>(*descriptor);
    Child *made = child.get();
    connect(made->socket.get(), &ChildSocket::received, this,
            [this, made](const HookFrame::Frame &frame) { receive(*made, frame); });
    // A broken stream means that the child is compromised: kill it; childExited() follows.
    connect(made->socket.get(), &ChildSocket::closed, this,
            [this, serial] { killChild(serial); });
    m_children.emplace(serial, std::move(child));
    return made;
}

void HookPool::loadScript(Child &child, const HookRun &run)
{
    child.collection = run.collection;
    child.script = run.script;
    child.hasScript = true;
    Json::ArrayWriter modules;
    for (const auto &module : run.script.modules) {
        modules.raw(Json::ObjectWriter()
                        .text("name", QByteArrayView(module.name))
                        .text("compiled", QByteArrayView(module.compiled))
                        .take());
    }
    const QByteArray payload = Json::ObjectWriter()
                                   .text("name", QByteArrayView(run.collection))
                                   .text("compiled", QByteArrayView(run.script.compiled))
                                   .raw("modules", modules.take())
                                   .take();
    child.socket->send({HookFrame::Type::Load, 0, payload});
}

/// Makes a child ready for the next run like @p run, unless there is one.
void HookPool::makeSpare(const HookRun &run)
{
    int idle = 0;
    bool isThere = false;
    for (const auto &[serial, child] : m_children) {
        idle += child->isIdle() ? 1 : 0;
        isThere = isThere || (child->isIdle() && child->isFor(run));
    }
    if (isThere || idle >= MaximumIdle || m_shutDown || !m_zygotes.zygote())
        return;
    if (Child *child = forkChild(run, run.isFresh))
        loadScript(*child, run);
    if (!m_clock.isActive())
        m_clock.start();
}

QByteArray HookPool::compilePayload(const Compilation &wanted)
{
    return Json::ObjectWriter()
        .text("source", QByteArrayView(wanted.source))
        .boolean("module", wanted.isModule)
        .boolean("traced", wanted.isTraced)
        .boolean("formatted", wanted.isFormatted)
        .raw("members", wanted.members.isEmpty() ? QByteArray("null") : wanted.members)
        .take();
}

QByteArray HookPool::runPayload(const HookRun &run)
{
    return Json::ObjectWriter()
        .text("collection", QByteArrayView(run.collection))
        .text("hook", QByteArrayView(run.hook))
        .text("requestId", QByteArrayView(run.requestId))
        .boolean("fresh", run.isFresh)
        .boolean("traced", run.isTraced)
        .raw("settings", run.settings)
        .raw("request", run.request)
        .take();
}

void HookPool::assign(Child &child, std::unique_ptr<Run> run)
{
    child.run = std::move(run);
    ++child.runs;
    Run &given = *child.run;
    given.started = Time::now();
    if (given.compileAnswer) {
        child.socket->send(
            {HookFrame::Type::Compile, given.number, compilePayload(given.compilation)});
        return;
    }
    const HookRun &what = given.what;
    // Kills after an answer could not be told with it.
    given.outcome.isKilledTooOften = m_kills.takeSuspension(what.collection, given.started);
    if (!child.hasScript)
        loadScript(child, what);
    const QByteArray payload = runPayload(what);
    given.isReading = payload.size() >= HookFrame::LargePayload;
    child.socket->send({HookFrame::Type::Run, given.number, payload});
    // A script whose runs share nothing needs a child a run: the next one is made meanwhile.
    if (what.isFresh && !what.isTest() && !what.answersAtEnd && !given.isLarge())
        makeSpare(what);
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
    case HookFrame::Type::Started:
        run.isReading = false;
        break;
    case HookFrame::Type::Finished:
        run.giveHeld();
        run.give(failure(Error::Kind::HookFailed,
                         QStringLiteral("The hook finished without res.end().")));
        finishRun(child);
        break;
    default:
        killChild(child.serial);
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
        killChild(child.serial);
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
    call->client = run.what.client;
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
    const HookRun &what = child.run->what;
    const bool goesOn = !what.isFresh && !what.isTest() && !child.run->isLarge()
        && child.runs < RunsOfOneChild && !child.run->hasFailed && !child.isLowered;
    child.run.reset();
    child.idleSince = Time::now();
    if (!goesOn)
        retire(child);
    dispatch();
}

/// Lets a child go. It is killed, because it may be busy with its script although no run of it is
/// under way. The socket goes later, because it may be speaking.
void HookPool::retire(Child &child)
{
    if (!child.socket)
        return;
    killChild(child.serial);
    child.socket->disconnect(this);
    child.socket.release()->deleteLater();
}

void HookPool::killChild(quint32 serial)
{
    if (ZygoteClient *zygote = m_zygotes.zygote())
        zygote->killChild(serial);
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
        const Error reason = run.endReason(status);
        run.outcome.isTimedOut = run.timedOut;
        run.outcome.isStopped = !run.stopReason.isEmpty();
        run.giveHeld();
        if (run.answered) {
            m_lateLog(run.what.requestId,
                      {{Timestamp::now(), "error", "After res.end(): " + reason.message.toUtf8(),
                        run.what.hook, 0}});
        }
        // A test run is the author's, who sees what happens; that nothing can be started, or that
        // the request is too large to be read, is not the fault of the hook.
        const bool counts = !run.compileAnswer && !run.what.isTest() && !run.outcome.isStopped
            && status != -1 && !run.isReading;
        if (counts)
            m_kills.add(run.what.collection, run.what.client, Time::now());
        run.outcome.isKilledTooOften = run.outcome.isKilledTooOften
            || (counts && m_kills.takeSuspension(run.what.collection, Time::now()));
        run.give(failure(reason));
    }
    trimChildren();
    dispatch();
}

void HookPool::checkDeadlines()
{
    const auto now = Time::now();
    for (const auto &[serial, child] : m_children) {
        if (!child->run || child->run->timedOut)
            continue;
        if (!child->isLowered && child->run->waiting == 0 && now - child->run->started > LongRun) {
            child->isLowered = true;
            m_zygotes.zygote()->lowerChild(serial);
        }
        if (now - child->run->started < child->run->what.timeout)
            continue;
        child->run->timedOut = true;
        killChild(serial);
    }
    refuseLate();
    dispatch();
    trimChildren();
    if (m_queue.empty() && m_children.empty())
        m_clock.stop();
}

/// Answers the runs that have waited too long.
void HookPool::refuseLate()
{
    const auto now = Time::now();
    if (!m_zygotes.zygote() && now - m_zygoteSeen > StartTime) {
        for (const auto &late : std::exchange(m_queue, {}))
            late->give(failure(Error::Kind::Unavailable,
                               QStringLiteral("The hook host does not start; see the server's log.")));
    }
    while (!m_queue.empty() && now - m_queue.front()->queued > m_queue.front()->what.timeout * 2) {
        const auto late = std::move(m_queue.front());
        m_queue.pop_front();
        late->give(
            failure(Error::Kind::Unavailable,
                    QStringLiteral("All hook hosts are busy; the hook could not start in time.")));
    }
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
    m_zygotes.stop();
}

} // namespace Hooks
