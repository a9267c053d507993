// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/hooks/hookpool.h"

#include "server/core/json.h"
#include "server/core/timestamp.h"

#include <algorithm>

namespace Hooks {

namespace {

using namespace std::chrono_literals;

/// From then on a run does not keep others waiting; when it computed so long, its child is lowered.
constexpr auto LongRun = 50ms;
constexpr auto StartTime = 2s; ///< So long runs wait for a hook host that is started again.
// A compilation is our own code over a text of limited size; on a loaded machine it waits longer
// for the processor than a hook may.
constexpr auto CompileTime = 20s;
constexpr int MaximumChildren = 64;
constexpr int MaximumOfOneCollection = 16;
constexpr int MaximumLarge = 2; ///< Runs with large requests at once: they take much memory.
constexpr int RunsOfOneChild = 20000; ///< Then its memory is given back.
constexpr int MaximumCalls = 10000;
constexpr int MaximumOutboundCalls = 100;
constexpr qsizetype MaximumKeptCalls = 200; ///< In the record of a run.

} // namespace

HookPool::HookPool(int running, CallHandler calls, LateLog lateLog)
    : m_running(std::max(1, running))
    , m_calls(std::move(calls))
    , m_lateLog(std::move(lateLog))
{
    m_clock.setParent(this); // moves to the hooks' thread with this
    m_children.setParent(this);
    ZygoteKeeper &zygotes = m_children.zygotes();
    connect(&m_children, &HookChildren::received, this, &HookPool::receive);
    connect(&zygotes, &ZygoteKeeper::childExited, this, &HookPool::childExited);
    connect(&zygotes, &ZygoteKeeper::lost, this, &HookPool::zygoteLost);
    connect(&zygotes, &ZygoteKeeper::ready, this, &HookPool::dispatch);
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
        m_children.zygotes().start(std::move(done));
    });
}

void HookPool::zygoteLost()
{
    const auto error = failure(Error::Kind::Unavailable,
                               QStringLiteral("The hook host ended while the hook ran."));
    for (const auto &[serial, child] : m_children.takeAll()) {
        if (child->run)
            child->run->give(error);
    }
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
        for (const auto &[serial, child] : m_children.all()) {
            if (!child->run || child->run->what.requestId != requestId || child->run->timedOut)
                continue;
            child->run->stopReason = reason;
            m_children.kill(serial);
        }
    });
}

void HookPool::warm(HookRun run)
{
    invoke([this, run = std::move(run)] {
        m_kills.forget(run.collection);
        m_children.retireOlder(run);
        m_children.makeSpare(run);
        if (!m_clock.isActive())
            m_clock.start();
    });
}

void HookPool::compile(Compilation compilation, CompileAnswer answer)
{
    auto queued = std::make_shared<std::unique_ptr<Run>>(std::make_unique<Run>());
    (*queued)->compilation = std::move(compilation);
    (*queued)->compileAnswer = std::move(answer);
    (*queued)->what.isFresh = true; // a child of its own
    (*queued)->what.timeout = CompileTime;
    ++m_compilations;
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
    for (const auto &[serial, child] : m_children.all()) {
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
    if (!m_children.zygotes().zygote())
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
        HookChild *child = m_children.childFor(*m_queue[i]);
        if (!child)
            return;
        auto run = std::move(m_queue[i]);
        m_queue.erase(m_queue.begin() + qsizetype(i));
        assign(*child, std::move(run));
    }
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
    const QByteArray flags = QByteArray(run.isFresh ? "f" : "") + (run.isTraced ? "t" : "");
    return HookFrame::joined({run.hook, run.requestId, flags, run.hint, run.request});
}

void HookPool::assign(HookChild &child, std::unique_ptr<Run> run)
{
    child.run = std::move(run);
    ++child.runs;
    Run &given = *child.run;
    given.started = Time::now();
    child.usedBefore = processorTime(child.process);
    if (given.compileAnswer) {
        child.socket->send(
            {HookFrame::Type::Compile, given.number, compilePayload(given.compilation)});
        return;
    }
    const HookRun &what = given.what;
    // Kills after an answer could not be told with it.
    given.outcome.isKilledTooOften = m_kills.takeSuspension(what.collection, given.started);
    m_children.loadScript(child, what);
    m_children.takeSettings(child, what);
    const QByteArray payload = runPayload(what);
    given.isReading = payload.size() >= HookFrame::LargePayload;
    child.socket->send({HookFrame::Type::Run, given.number, payload});
    // A script whose runs share nothing needs a child a run: the next one is made meanwhile.
    if (what.isFresh && !what.isTest() && !what.answersAtEnd && !given.isLarge())
        m_children.makeSpare(what);
}

// ---- what children say

void HookPool::receive(HookChild *speaker, const HookFrame::Frame &frame)
{
    HookChild &child = *speaker;
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
        m_children.kill(child.serial);
    }
}

void HookPool::receiveCall(HookChild &child, const QByteArray &payload)
{
    Run &run = *child.run;
    auto call = HookCall::parse(payload);
    if (++run.callCount > MaximumCalls || !call) {
        run.give(failure(Error::Kind::HookFailed,
                         call
                             ? QStringLiteral("The hook made more than %1 calls.").arg(MaximumCalls)
                             : QStringLiteral("The hook made a call that cannot be read; values "
                                              "may be nested 100 levels deep.")));
        m_children.kill(child.serial);
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
                const HookChild *child = m_children.find(serial);
                if (!child || !child->run || child->run->number != number)
                    return;
                Run &run = *child->run;
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
    const HookChild *child = m_children.find(serial);
    if (!child || !child->socket)
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
    child->socket->send({HookFrame::Type::Reply, run, writer.take()});
}

// ---- the end of runs and children

void HookPool::finishRun(HookChild &child)
{
    const HookRun &what = child.run->what;
    const bool goesOn = !what.isFresh && !what.isTest() && !child.run->isLarge()
        && child.runs < RunsOfOneChild && !child.run->hasFailed && !child.isLowered;
    child.run.reset();
    child.idleSince = Time::now();
    if (!goesOn)
        m_children.retire(child);
    dispatch();
}

void HookPool::childExited(quint32 serial, int status)
{
    if (const HookChild *ended = m_children.find(serial); ended && ended->socket)
        ended->socket->receiveRest();
    const auto child = m_children.take(serial);
    if (!child)
        return;
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
    m_children.trim();
    dispatch();
}

void HookPool::checkDeadlines()
{
    const auto now = Time::now();
    for (const auto &[serial, child] : m_children.all()) {
        if (!child->run || child->run->timedOut)
            continue;
        // On a busy machine a run takes long without computing; that is no fault of it.
        if (!child->isLowered && now - child->run->started > LongRun
            && child->usedByRun() > LongRun)
            m_children.lower(*child);
        if (now - child->run->started < child->run->what.timeout)
            continue;
        child->run->timedOut = true;
        m_children.kill(serial);
    }
    refuseLate();
    dispatch();
    m_children.trim();
    if (m_queue.empty() && m_children.all().empty())
        m_clock.stop();
}

/// Answers the runs that have waited too long.
void HookPool::refuseLate()
{
    const auto now = Time::now();
    if (!m_children.zygotes().zygote() && now - m_zygoteSeen > StartTime) {
        for (const auto &late : std::exchange(m_queue, {}))
            late->give(
                failure(Error::Kind::Unavailable,
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

void HookPool::shutDown()
{
    m_shutDown = true;
    m_clock.stop();
    const auto stopping =
        failure(Error::Kind::Unavailable, QStringLiteral("The server is stopping."));
    for (const auto &run : std::exchange(m_queue, {}))
        run->give(stopping);
    for (const auto &[serial, child] : m_children.takeAll()) {
        if (child->run)
            child->run->give(stopping);
    }
    m_children.zygotes().stop();
}

} // namespace Hooks
