// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/hookwire/hookframe.h"
#include "server/hooks/hookchildren.h"
#include "server/hooks/hookrun.h"
#include "server/hooks/killcounter.h"

#include <QObject>
#include <QTimer>

#include <atomic>
#include <chrono>
#include <deque>
#include <functional>
#include <memory>

namespace Hooks {

/// Runs hooks in caged children: who runs where, until when, and what came of it.
///
/// A child takes one script and serves runs of it, one after the other; it never gets another, so
/// what a script does to its process reaches no other script. Each run brings its script along, so
/// a run that begins after a save uses the saved one. As many children compute as there are cores;
/// a run that waits for a call, or takes long, does not count, so that it keeps nobody else from
/// running. Thread: the hooks'. The public functions may be called from any thread; answers and
/// tails are given in the hooks' thread.
class HookPool final : public QObject
{
    Q_OBJECT

public:
    using Answer = std::function<void(HookOutcome)>;
    /// Gets the lines that a run logs after its answer.
    using LateLog = std::function<void(QByteArray requestId, QList<LogLine>)>;
    using CompileAnswer = std::function<void(Result<CompiledScript>)>;

    /// @p running is how many children compute at once, at least 1.
    HookPool(int running, CallHandler calls, LateLog lateLog);
    ~HookPool() override;

    /// Starts the hook host; @p done is called when it is ready, or does not start.
    void start(std::function<void(Result<Done>)> done);
    void run(HookRun run, Answer answer);
    /// Prepares for runs like @p run, whose script was just saved: the idle children of its
    /// collection end, and one with the new script is made ready. Kills of the old script no longer
    /// count.
    void warm(HookRun run);
    /// Stops the run of @p requestId, if there is one: it fails with @p reason.
    void stop(QByteArray requestId, QString reason);
    /// Compiles a script for our engine. @errors Unprocessable with line and column.
    void compile(Compilation compilation, CompileAnswer answer);
    /// How many scripts it was asked to compile so far. Any thread.
    qint64 compilations() const { return m_compilations; }
    /// What carries out the calls of runs that are no tests. Any thread.
    const CallHandler &calls() const { return m_calls; }
    /// Ends all runs with an error and all children. Call before the thread ends.
    void shutDown();

private:
    using Time = std::chrono::steady_clock;

    void invoke(std::function<void()> function);
    void zygoteLost();
    void enqueue(std::unique_ptr<Run> run);
    void dispatch();
    bool mayStart(const Run &run) const;
    void assign(HookChild &child, std::unique_ptr<Run> run);
    static QByteArray runPayload(const HookRun &run);
    static QByteArray compilePayload(const Compilation &wanted);
    void receive(HookChild *speaker, const HookFrame::Frame &frame);
    void receiveCall(HookChild &child, const QByteArray &payload);
    void addCall(Run &run, const CallLine &line);
    void reply(quint32 serial, quint32 run, qint64 id, const Result<QByteArray> &answer);
    void finishRun(HookChild &child);
    void childExited(quint32 serial, int status);
    void checkDeadlines();
    void refuseLate();

    const int m_running;
    const CallHandler m_calls;
    LateLog m_lateLog;
    std::atomic<qint64> m_compilations = 0;
    Time::time_point m_zygoteSeen; ///< When a zygote was there last.
    HookChildren m_children;
    std::deque<std::unique_ptr<Run>> m_queue;
    KillCounter m_kills;
    QTimer m_clock;
    quint32 m_lastRun = 0;
    bool m_shutDown = false;
};

} // namespace Hooks
