// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/hooks/hookpool.h"

#include <utility>
#include <vector>

namespace Hooks {

namespace {

using namespace std::chrono_literals;

constexpr auto StartTime = 5s; ///< So long work waits for a hook host that is started again.
constexpr int RunsOfOneChild = 20000; ///< Then its memory is given back.

Error clientHasLeft()
{
    return {Error::Kind::Unavailable,
            QStringLiteral("The client has left before the hook was done.")};
}

} // namespace

HookPool::HookPool(int running, CallHandler calls, LateLog lateLog)
    : m_listener(m_children, std::move(calls), std::move(lateLog))
    , m_queue(running)
{
    // They move to the hooks' thread with this.
    m_clock.setParent(this);
    m_children.setParent(this);
    m_listener.setParent(this);
    ZygoteKeeper &zygotes = m_children.zygotes();
    connect(&m_listener, &ChildListener::finished, this, &HookPool::finish);
    connect(&m_listener, &ChildListener::waits, this, &HookPool::dispatch);
    connect(&m_listener, &ChildListener::computed, this,
            [this](const Work &work, Time::duration time) { m_queue.charge(work, time); });
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
        for (const auto &[number, work] : child->works)
            work->give(error);
    }
}

// ---- what is asked for

void HookPool::run(HookRun run, Answer answer)
{
    Run asked;
    asked.what = std::move(run);
    asked.answer = std::move(answer);
    enqueueLater(std::move(asked));
}

void HookPool::compile(Compilation compilation, CompileAnswer answer)
{
    if (compilation.source.size() > MaximumScriptBytes) {
        invoke([answer = std::move(answer)] {
            answer(failure(Error::Kind::TooLarge,
                           QStringLiteral("A script has at most %1 KiB; divide it into modules.")
                               .arg(MaximumScriptBytes / 1024)));
        });
        return;
    }
    ++m_compilations;
    Compiling asked;
    asked.what = std::move(compilation);
    asked.answer = std::move(answer);
    enqueueLater(std::move(asked));
}

void HookPool::enqueueLater(Work::Content content)
{
    // A std::function can be copied, so what it holds is shared.
    auto shared = std::make_shared<std::unique_ptr<Work>>(std::make_unique<Work>());
    (*shared)->content = std::move(content);
    invoke([this, shared] { enqueue(std::move(*shared)); });
}

void HookPool::stop(QByteArray requestId, QString reason)
{
    invoke([this, requestId = std::move(requestId), reason = std::move(reason)] {
        if (const auto waiting = m_queue.takeRun(requestId)) {
            waiting->run()->outcome.isStopped = true;
            waiting->give(failure(Error::Kind::HookFailed, reason));
            return;
        }
        for (const auto &[serial, child] : m_children.all()) {
            for (const auto &[number, work] : child->works) {
                Run *run = work->run();
                if (run && run->what.requestId == requestId && !work->timedOut)
                    stopRun(*child, *work, reason);
            }
        }
    });
}

void HookPool::stopRun(HookChild &child, Work &work, const QString &reason)
{
    work.run()->stopReason = reason;
    // A kill ends it at once, but would also end the other runs of its child.
    if (child.works.size() == 1)
        m_children.kill(child.serial);
    else
        abandon(child, work, work.endReason(0));
}

void HookPool::warm(HookRun run)
{
    invoke([this, run = std::move(run)] {
        m_kills.forget(run.collection);
        m_apart.forget(run.collection);
        m_children.retireOlder(run);
        m_children.makeSpare(run);
        if (!m_clock.isActive())
            m_clock.start();
    });
}

void HookPool::enqueue(std::unique_ptr<Work> work)
{
    if (m_shutDown) {
        work->give(failure(Error::Kind::Unavailable, QStringLiteral("The server is stopping.")));
        return;
    }
    if (Run *run = work->run()) {
        run->isAlone = m_kills.isRestrained(run->what.collection, run->what.client, Time::now());
        run->isApart = m_apart.contains(run->what.collection, Time::now());
    }
    work->number = ++m_lastNumber;
    m_queue.add(std::move(work));
    if (!m_clock.isActive())
        m_clock.start();
    dispatch();
}

// ---- its way through a child

void HookPool::dispatch()
{
    if (!m_children.zygotes().zygote())
        return;
    m_zygoteSeen = Time::now();
    while (true) {
        const WorkQueue::Place place = m_queue.next(m_children.all());
        if (!place.work)
            return;
        HookChild *child = place.child ? place.child : m_children.makeFor(*place.work);
        if (!child)
            return;
        assign(*child, m_queue.take(*place.work));
    }
}

void HookPool::assign(HookChild &child, std::unique_ptr<Work> taken)
{
    Work &work = child.add(std::move(taken));
    work.started = Time::now();
    ++child.runs;
    if (work.run()) {
        beginRun(child, work);
        return;
    }
    const auto &compiling = std::get<Compiling>(work.content);
    child.socket->send({HookFrame::Type::Compile, work.number, compiling.payload()});
}

void HookPool::beginRun(HookChild &child, Work &work)
{
    Run &run = *work.run();
    const HookRun &what = run.what;
    // Kills after an answer could not be told with it.
    if (!run.outcome.isKilledTooOften)
        run.outcome.isKilledTooOften = m_kills.takeSuspension(what.collection, work.started);
    m_children.loadScript(child, what);
    m_children.takeSettings(child, what);
    const QByteArray payload = run.payload();
    run.isReading = payload.size() >= HookFrame::LargePayload;
    child.socket->send({HookFrame::Type::Run, work.number, payload});
    // A script whose runs share nothing needs a child a run: the next one is made meanwhile.
    if (what.isFresh && !what.isTest() && !what.recording && !what.answersAtEnd && !run.isLarge())
        m_children.makeSpare(what);
}

void HookPool::finish(HookChild *child, Work *ended)
{
    const auto work = child->take(ended->number);
    const Run *run = work->run();
    // A run can end while its child is being killed for it.
    const bool isKilled = run && (work->timedOut || !run->stopReason.isEmpty());
    const bool isGood = run && (work->isAbandoned() || (!isKilled && !run->hasFailed));
    const bool goesOn =
        isGood && run->sharesItsChild() && child->runs < RunsOfOneChild && !child->isRetired;
    if (!goesOn)
        m_children.retire(*child);
    dispatch();
}

void HookPool::childExited(quint32 serial, int status)
{
    // Its last frames may still be in the socket, and the answer among them.
    if (const HookChild *ended = m_children.find(serial); ended && ended->socket)
        ended->socket->receiveRest();
    const auto child = m_children.take(serial);
    if (!child)
        return;
    const Work *guilty = guiltyOf(*child, status);
    const bool isShared = child->works.size() > 1;
    const bool isNobodys = !guilty && child->runs > 1 && isWantOfMemory(status);
    for (auto &[number, work] : std::exchange(child->works, {})) {
        if (work.get() == guilty || !(isShared || isNobodys))
            endWork(*work, status);
        else
            interrupt(std::move(work));
    }
    if (isShared || isNobodys)
        m_apart.add(child->collection, Time::now());
    m_children.trim();
    dispatch();
}

/// The work for which the child was killed, or in whose turn it ended; null: none is known. Where a
/// child has served others, nobody can tell who took its memory: each begins again in a new one.
const Work *HookPool::guiltyOf(const HookChild &child, int status)
{
    for (const auto &[number, work] : child.works) {
        const bool isStopped = work->run() && !work->run()->stopReason.isEmpty();
        if ((work->timedOut || work->isToBlame || isStopped) && !work->isAbandoned())
            return work.get();
    }
    const Run *first = child.works.empty() ? nullptr : child.works.begin()->second->run();
    const bool isOthersToo = child.runs > 1 && first && !first->isAgain;
    return isOthersToo && isWantOfMemory(status) ? nullptr : child.turn();
}

void HookPool::endWork(Work &work, int status)
{
    const Error reason = work.endReason(status);
    if (Run *run = work.run()) {
        run->outcome.isTimedOut = work.timedOut;
        run->outcome.isStopped = !run->stopReason.isEmpty();
        run->giveHeld();
        if (run->answered && !work.isAbandoned())
            m_listener.logLate(*run, "error", "After res.end(): " + reason.message.toUtf8());
        if (!work.isAbandoned())
            countKill(*run, status);
    }
    work.give(failure(reason));
}

/// What ended with its child for another run's fault begins again where it changed nothing yet.
void HookPool::interrupt(std::unique_ptr<Work> work)
{
    Run &run = *work->run();
    const Error reason{
        Error::Kind::HookInterrupted,
        QStringLiteral("The hook was interrupted, because another run of the script had to be "
                       "stopped; send the request again.")};
    if (run.answered && !work->isAbandoned())
        m_listener.logLate(run, "error", "After res.end(): " + reason.message.toUtf8());
    if (!run.mayBeginAgain() || m_shutDown) {
        work->give(failure(reason));
        return;
    }
    run.beginAgain();
    run.isApart = true;
    work->number = ++m_lastNumber;
    m_queue.addAgain(std::move(work));
}

/// A test run is the author's, who sees what happens; that nothing can be started, or that the
/// request is too large to be read, is not the fault of the hook.
void HookPool::countKill(Run &run, int status)
{
    if (run.what.isTest() || run.outcome.isStopped || status == -1 || run.isReading)
        return;
    const auto now = Time::now();
    m_kills.add(run.what.collection, run.what.client, now);
    const bool isSuspended = m_kills.takeSuspension(run.what.collection, now);
    run.outcome.isKilledTooOften = run.outcome.isKilledTooOften || isSuspended;
}

// ---- time

void HookPool::checkDeadlines()
{
    const auto now = Time::now();
    for (const auto &[serial, child] : m_children.all()) {
        if (child->works.empty())
            continue;
        const auto used = child->usedInTurn();
        // On a busy machine a run takes long without computing; that is no fault of it.
        if (!child->isLowered && used > WorkQueue::LongRun) {
            m_children.lower(*child);
            m_children.retire(*child);
        }
        std::vector<Work *> overdue; // one that is moved leaves the child
        for (const auto &[number, work] : child->works) {
            if (work->isOverdue(now, used))
                overdue.push_back(work.get());
            // Not while it has its turn: what computes hears nothing before it waits again.
            else if (work->isUnwanted() && child->turn() != work.get())
                abandon(*child, *work, clientHasLeft());
        }
        for (Work *work : overdue)
            endOverdue(*child, *work);
    }
    refuseLate();
    dispatch();
    m_children.trim();
    if (m_queue.isEmpty() && m_children.all().empty())
        m_clock.stop();
}

/// What computes is killed. What waits only is dropped, which disturbs no other run; a child that
/// does not obey, though it says that none has its turn, lies.
void HookPool::endOverdue(HookChild &child, Work &work)
{
    constexpr auto ObeyTime = 1s;
    if (work.isAbandoned()) {
        if (!child.turn() && Time::now() - work.abandoned > ObeyTime)
            m_children.kill(child.serial);
        return;
    }
    if (work.timedOut)
        return;
    if (waitsForAnother(child, work)) {
        child.socket->send({HookFrame::Type::Abandon, work.number, {}});
        interrupt(child.take(work.number));
        return;
    }
    work.timedOut = true;
    if (!work.run() || !work.run()->sharesItsChild() || child.turn() == &work)
        m_children.kill(child.serial);
    else
        abandon(child, work, work.endReason(0));
}

bool HookPool::waitsForAnother(const HookChild &child, const Work &work)
{
    constexpr int Tenth = 10; // a shorter turn is no reason to begin again
    const Work *other = child.turn();
    return other && other != &work && work.run() && work.run()->sharesItsChild() && child.socket
        && (Time::now() - child.page->turn().since) * Tenth > work.timeout();
}

void HookPool::abandon(HookChild &child, Work &work, const Error &reason)
{
    Run &run = *work.run();
    work.abandoned = Time::now();
    child.setComputing(work, false);
    run.outcome.isTimedOut = work.timedOut;
    run.outcome.isStopped = !run.stopReason.isEmpty();
    if (run.answered)
        m_listener.logLate(run, "error", "After res.end(): " + reason.message.toUtf8());
    run.give(failure(reason));
    if (child.socket)
        child.socket->send({HookFrame::Type::Abandon, work.number, {}});
}

/// Answers the work that has waited too long.
void HookPool::refuseLate()
{
    const auto now = Time::now();
    if (!m_children.zygotes().zygote() && now - m_zygoteSeen > StartTime) {
        for (const auto &late : m_queue.takeAll())
            late->give(
                failure(Error::Kind::Unavailable,
                        QStringLiteral("The hook host does not start; see the server's log.")));
    }
    while (const auto late = m_queue.takeLate(now)) {
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
    for (const auto &work : m_queue.takeAll())
        work->give(stopping);
    for (const auto &[serial, child] : m_children.takeAll()) {
        for (const auto &[number, work] : child->works)
            work->give(stopping);
    }
    m_children.zygotes().stop();
}

} // namespace Hooks
