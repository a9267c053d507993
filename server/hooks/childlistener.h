// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/hooks/hookchildren.h"

#include <QObject>

#include <functional>

namespace Hooks {

/// Gets the lines that a run logs after its answer.
using LateLog = std::function<void(QByteArray requestId, QList<LogLine>)>;

/// Takes what hook hosts say of their work: answers, log lines and calls, which it has carried out
/// and answers. A hook host is hostile: it is heard about the work under way alone, and killed when
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
    void finished(Hooks::HookChild *child);
    /// A run waits for a call.
    void waits();

private:
    void receive(HookChild *speaker, const HookFrame::Frame &frame);
    void receiveOfRun(HookChild &child, Run &run, const HookFrame::Frame &frame);
    void receiveOfCompiling(HookChild &child, Compiling &compiling, const HookFrame::Frame &frame);
    void receiveCall(HookChild &child, Run &run, const QByteArray &payload);
    void carryOut(HookChild &child, Run &run, HookCall call);
    void addCall(Run &run, const CallLine &line) const;
    void reply(quint32 serial, quint32 work, qint64 id, const Result<QByteArray> &answer);

    HookChildren &m_children;
    const CallHandler m_calls;
    const LateLog m_lateLog;
};

} // namespace Hooks
