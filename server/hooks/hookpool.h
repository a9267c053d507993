// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/hooks/childlistener.h"
#include "server/hooks/hookchildren.h"
#include "server/hooks/hookrun.h"
#include "server/hooks/killcounter.h"
#include "server/hooks/runsapart.h"
#include "server/hooks/workqueue.h"

#include <QObject>
#include <QTimer>

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>

namespace Hooks {

/// Runs hooks in caged children, each until it is done or its time is over, and answers for it.
///
/// A child takes one script and serves runs of it, many side by side; it never gets another, so
/// what a script does to its process reaches no other script. Each run brings its script along, so
/// a run that begins after a save uses the saved one. A run that waits too long is dropped; for one
/// that computes too long its child is killed, and the other runs there begin again elsewhere,
/// where they changed nothing yet. What begins when is said by WorkQueue, the processes are kept by
/// HookChildren, and what they say is taken by ChildListener.
/// Thread: the hooks'. The public functions may be called from any thread; answers and tails are
/// given in the hooks' thread.
class HookPool final : public QObject
{
    Q_OBJECT

public:
    using Answer = std::function<void(HookOutcome)>;
    using CompileAnswer = std::function<void(Result<CompiledScript>)>;

    /// @p running is how many children compute at once, at least 1.
    HookPool(int running, CallHandler calls, LateLog lateLog);
    ~HookPool() override;

    /// Starts the hook host; @p done is called when it loads its runtime, or does not start. What
    /// is to run meanwhile waits.
    void start(std::function<void(Result<Done>)> done);
    /// Runs a hook; @p answer is called exactly once, with an error where it cannot run.
    void run(HookRun run, Answer answer);
    /// Prepares for runs like @p run, whose script was just saved: the idle children of its
    /// collection end, and one with the new script is made ready. Kills of the old script no longer
    /// count.
    void warm(HookRun run);
    /// Stops the run of @p requestId, if there is one: it fails with @p reason.
    void stop(QByteArray requestId, QString reason);
    /// Compiles a script for our engine. @errors Unprocessable: with line and column, or without
    /// where compiling took too much time or memory. TooLarge.
    void compile(Compilation compilation, CompileAnswer answer);
    /// How many scripts it was asked to compile so far. Any thread.
    qint64 compilations() const { return m_compilations; }
    /// What carries out the calls of runs that are no tests. Any thread.
    const CallHandler &calls() const { return m_listener.calls(); }
    /// Ends all runs with an error and all children. Call before the thread ends.
    void shutDown();

private:
    using Time = std::chrono::steady_clock;

    /// Calls @p function in the hooks' thread, whatever thread this is.
    void invoke(std::function<void()> function);
    void enqueueLater(Work::Content content);
    /// All children ended with the zygote: their work is answered with an error.
    void zygoteLost();
    void enqueue(std::unique_ptr<Work> work);
    /// Begins what may begin. To be called after each change of what is under way or waits.
    void dispatch();
    void assign(HookChild &child, std::unique_ptr<Work> taken);
    void beginRun(HookChild &child, Work &work);
    void finish(HookChild *child, Work *ended);
    void childExited(quint32 serial, int status);
    static const Work *guiltyOf(const HookChild &child, int status);
    void endWork(Work &work, int status);
    void interrupt(std::unique_ptr<Work> work);
    void stopRun(HookChild &child, Work &work, const QString &reason);
    void endOverdue(HookChild &child, Work &work);
    /// Whether the time of @p work went by while another run of its child computed.
    static bool waitsForAnother(const HookChild &child, const Work &work);
    /// Answers for a run with @p reason and has its child drop it.
    void abandon(HookChild &child, Work &work, const Error &reason);
    /// Notes that a run had to be killed; a collection whose hooks are killed often is suspended.
    void countKill(Run &run, int status);
    /// Ends what is over its time, and lowers what computes long. The clock calls it, because a
    /// child that computes hears nothing.
    void checkDeadlines();
    /// Refuses what has waited too long to begin: its client would have given up.
    void refuseLate();

    std::atomic<qint64> m_compilations = 0;
    Time::time_point m_zygoteSeen; ///< When a zygote was there last.
    HookChildren m_children;
    ChildListener m_listener;
    WorkQueue m_queue;
    KillCounter m_kills;
    RunsApart m_apart;
    QTimer m_clock; ///< Calls checkDeadlines() every 20 ms while there are children or work.
    quint32 m_lastNumber = 0;
    bool m_shutDown = false; ///< Nothing begins any more.
};

} // namespace Hooks
