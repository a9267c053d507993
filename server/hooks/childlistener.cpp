// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/hooks/childlistener.h"

#include "server/core/json.h"
#include "server/core/timestamp.h"

#include <algorithm>
#include <utility>

namespace Hooks {

namespace {

using namespace std::chrono_literals;
using Time = std::chrono::steady_clock;

constexpr int MaximumCalls = 10000;
constexpr int MaximumOutboundCalls = 100;
/// So that one hook's calls do not keep those of others waiting.
constexpr int MaximumCallsAtOnce = 16;
constexpr qsizetype MaximumInHand = 32 * 1024 * 1024; ///< Bytes; of arguments, and of answers.
constexpr qsizetype MaximumKeptCalls = 200; ///< In the record of a run.

} // namespace

ChildListener::ChildListener(HookChildren &children, CallHandler calls, LateLog lateLog)
    : m_children(children)
    , m_calls(std::move(calls))
    , m_lateLog(std::move(lateLog))
{
    connect(&m_children, &HookChildren::received, this, &ChildListener::receive);
}

void ChildListener::receive(HookChild *speaker, const HookFrame::Frame &frame)
{
    // Only work under way may speak, and only as a child does.
    Work *work = speaker->find(frame.run);
    if (!work)
        return;
    // Log lines are no sign that it will be done soon.
    const bool isProgress = frame.type == HookFrame::Type::Call
        || frame.type == HookFrame::Type::Waits || frame.type == HookFrame::Type::Finished;
    if (const auto now = Time::now(); isProgress) {
        if (speaker->computing > 0)
            emit computed(*work, now - speaker->heard);
        speaker->heard = now;
    }
    if (work->run())
        receiveOfRun(*speaker, *work, frame);
    else
        receiveOfCompiling(*speaker, *work, frame);
}

void ChildListener::receiveOfRun(HookChild &child, Work &work, const HookFrame::Frame &frame)
{
    Run &run = *work.run();
    if (work.isAbandoned() && frame.type != HookFrame::Type::Finished)
        return; // sent before it heard of that
    switch (frame.type) {
    case HookFrame::Type::Call:
        receiveCall(child, work, frame.payload);
        break;
    case HookFrame::Type::Waits:
        wait(child, work);
        break;
    case HookFrame::Type::Log:
        if (const auto line = run.readLog(frame.payload))
            run.answered ? m_lateLog(run.what.requestId, {*line}) : run.outcome.log.append(*line);
        break;
    case HookFrame::Type::End:
        run.end(frame.payload);
        break;
    case HookFrame::Type::Failed:
        run.end(run.readFailure(frame.payload));
        break;
    case HookFrame::Type::Trace:
        run.outcome.trace = frame.payload;
        break;
    case HookFrame::Type::Recorded:
        if (run.what.recording)
            run.what.recording->add(frame.payload);
        break;
    case HookFrame::Type::Started:
        run.isReading = false;
        break;
    case HookFrame::Type::Finished:
        run.giveHeld();
        run.give(failure(Error::Kind::HookFailed,
                         QStringLiteral("The hook finished without res.end().")));
        emit finished(&child, &work);
        break;
    default:
        // Only the server sends frames of other types, so the child is compromised. The blame lets
        // the other runs in it begin again.
        work.isToBlame = true;
        m_children.kill(child.serial);
    }
}

void ChildListener::wait(HookChild &child, Work &work)
{
    child.setComputing(work, false);
    if (child.computing == 0)
        emit waits();
}

void ChildListener::receiveOfCompiling(HookChild &child, Work &work, const HookFrame::Frame &frame)
{
    auto &compiling = std::get<Compiling>(work.content);
    if (frame.type == HookFrame::Type::End)
        compiling.give(frame.payload);
    else if (frame.type == HookFrame::Type::Failed)
        compiling.give(Compiling::readFailure(frame.payload));
    else
        m_children.kill(child.serial);
    if (compiling.answered)
        emit finished(&child, &work);
}

void ChildListener::receiveCall(HookChild &child, Work &work, const QByteArray &payload)
{
    Run &run = *work.run();
    auto call = HookCall::parse(payload);
    // Counted on this side, where no script reaches the counter.
    if (++run.callCount > MaximumCalls || !call) {
        run.give(failure(Error::Kind::HookFailed,
                         call
                             ? QStringLiteral("The hook made more than %1 calls.").arg(MaximumCalls)
                             : QStringLiteral("The hook made a call that cannot be read; values "
                                              "may be nested 100 levels deep.")));
        work.isToBlame = true;
        m_children.kill(child.serial);
        return;
    }
    if (call->isOutbound() && ++run.outboundCount > MaximumOutboundCalls) {
        reply(child.serial, work.number, call->id,
              failure(Error::Kind::TooManyRequests,
                      QStringLiteral("A run may make %1 calls that leave the machine.")
                          .arg(MaximumOutboundCalls)));
        return;
    }
    if (run.callsUnderWay < MaximumCallsAtOnce) {
        carryOut(child, work, std::move(*call));
        return;
    }
    wait(child, work);
    if (run.bytesWaiting + call->size > MaximumInHand) {
        reply(child.serial, work.number, call->id,
              failure(Error::Kind::TooManyRequests,
                      QStringLiteral("The calls of this run that wait have more than 32 MiB; wait "
                                     "for the answers of some before making more.")));
        return;
    }
    run.bytesWaiting += call->size;
    run.callsWaiting.push_back(std::move(*call));
}

void ChildListener::finishCall(HookChild &child, Work &work, qint64 id,
                               const Result<QByteArray> &answer)
{
    Run &run = *work.run();
    --run.callsUnderWay;
    const qsizetype unread = child.socket ? child.socket->unsent() : 0;
    // One answer is passed on whatever its size: what is refused is a pile that the hook does not
    // read.
    const bool isTooMuch = answer && unread > 0 && unread + answer->size() > MaximumInHand;
    reply(child.serial, work.number, id,
          isTooMuch
              ? failure(Error::Kind::TooLarge,
                        QStringLiteral("A hook may have 32 MiB of answers that it has not read; "
                                       "wait for some of them before asking for more."))
              : answer);
    if (run.callsWaiting.empty())
        return;
    HookCall next = std::move(run.callsWaiting.front());
    run.callsWaiting.pop_front();
    run.bytesWaiting -= next.size;
    carryOut(child, work, std::move(next));
}

void ChildListener::carryOut(HookChild &child, Work &work, HookCall call)
{
    Run &run = *work.run();
    // Before it is carried out: if the child is killed meanwhile, nobody knows how far the call
    // came.
    run.hasEffect = run.hasEffect || !call.onlyReads();
    ++run.callsUnderWay;
    if (!run.ranHooks)
        run.ranHooks = std::make_shared<std::atomic<bool>>(false);
    call.ranHooks = run.ranHooks;
    call.depth = run.what.depth + 1;
    call.client = run.what.client;
    call.gone = run.what.gone;
    // At least 1 ms: the clock looks every 20 ms, so the run may be over its time already.
    call.timeLeft = std::max(1ms,
                             std::chrono::duration_cast<std::chrono::milliseconds>(
                                 run.what.timeout - (Time::now() - work.started)));
    CallLine line{Timestamp::now(), call.operation, call.target(), work.microseconds(), 0, {}};
    const qint64 id = call.id;
    const auto &handler = run.what.calls ? run.what.calls : m_calls;
    wait(child, work);
    handler(
        std::move(call),
        [this, serial = child.serial, number = work.number, id, line = std::move(line),
         began = Time::now()](Result<QByteArray> answer) {
            CallLine done = line;
            done.microseconds =
                std::chrono::duration_cast<std::chrono::microseconds>(Time::now() - began).count();
            if (!answer)
                done.error = answer.error().message.toUtf8();
            // The answer may come in any thread, and after the child has ended.
            QMetaObject::invokeMethod(
                this,
                [this, serial, number, id, done = std::move(done), answer = std::move(answer)] {
                    HookChild *child = m_children.find(serial);
                    Work *work = child ? child->find(number) : nullptr;
                    if (!work || work->isAbandoned())
                        return;
                    // It has only waited until now, which receive() must not charge as computing.
                    if (child->computing == 0)
                        child->heard = Time::now();
                    addCall(*work->run(), done);
                    finishCall(*child, *work, id, answer);
                    child->setComputing(*work, true);
                },
                Qt::QueuedConnection);
        });
}

/// A call that is answered after its run was becomes a log line of its record.
void ChildListener::addCall(Run &run, const CallLine &line) const
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

void ChildListener::logLate(const Run &run, const char *level, const QByteArray &message) const
{
    m_lateLog(run.what.requestId, {{Timestamp::now(), level, message, run.what.hook, 0}});
}

void ChildListener::reply(quint32 serial, quint32 work, qint64 id, const Result<QByteArray> &answer)
{
    const HookChild *child = m_children.find(serial);
    if (!child || !child->socket)
        return;
    QByteArray text = QByteArray::number(id);
    if (answer) {
        text.append(" data ").append(answer->isEmpty() ? QByteArray("null") : *answer);
    } else {
        Json::ObjectWriter error;
        error.text("message", answer.error().message).number("status", answer.error().status);
        if (!answer.error().code.isEmpty())
            error.text("code", QByteArrayView(answer.error().code));
        if (!answer.error().list.isEmpty())
            error.raw("list", answer.error().list);
        text.append(" error ").append(error.take());
    }
    child->socket->send({HookFrame::Type::Reply, work, text});
}

} // namespace Hooks
