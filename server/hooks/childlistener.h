// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/hooks/hookchildren.h"

#include <QObject>

#include <functional>

namespace Hooks {

/// Gets the lines that a run logs after its answer.
using LateLog = std::function<void(QByteArray requestId, QList<LogLine>)>;

/// Takes what hook hosts say of their work: answers, log lines and calls, which it has carried out
/// and answers. A hook host is hostile: it is heard about its work under way alone, and killed when
/// it says what it may not. Thread: the hooks'.
class ChildListener final : public QObject
{
    Q_OBJECT

public:
    /// @p calls carries out the calls of runs that bring no handler of their own.
    ChildListener(HookChildren &children, CallHandler calls, LateLog lateLog);

    const CallHandler &calls() const { return m_calls; }
    /// Logs @p message for @p run, which was answered.
    void logLate(const Run &run, const char *level, const QByteArray &message) const;

signals:
    /// The child has done its work, and was answered for.
    void finished(Hooks::HookChild *child, Hooks::Work *work);
    /// A child waits with all that it does.
    void waits();
    /// A child that does @p work computed for so long since it was heard last.
    void computed(const Hooks::Work &work, Hooks::HookChild::Time::duration time);

private:
    /// Takes a frame, unless it is of work that is over: a child may have sent it before it knew.
    void receive(HookChild *speaker, const HookFrame::Frame &frame);
    void receiveOfRun(HookChild &child, Work &work, const HookFrame::Frame &frame);
    void receiveOfCompiling(HookChild &child, Work &work, const HookFrame::Frame &frame);
    /// The run waits for a call or a timer from now on.
    void wait(HookChild &child, Work &work);
    /// Takes a call of a hook. What it asks for is checked, and so are the limits of a run.
    void receiveCall(HookChild &child, Work &work, const QByteArray &payload);
    void carryOut(HookChild &child, Work &work, HookCall call);
    /// A call was answered: so the next one may begin.
    void finishCall(HookChild &child, Work &work, qint64 id, const Result<QByteArray> &answer);
    /// Adds a call to what the inspector shows of the request.
    void addCall(Run &run, const CallLine &line) const;
    /// Answers a call. The child and its work are named by numbers, because they may have gone
    /// since the call began.
    void reply(quint32 serial, quint32 work, qint64 id, const Result<QByteArray> &answer);

    HookChildren &m_children;
    const CallHandler m_calls;
    const LateLog m_lateLog;
};

} // namespace Hooks
