// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/hookframe.h"
#include "server/hooks/hookrun.h"

#include <QHash>
#include <QObject>
#include <QTimer>

#include <chrono>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <vector>

namespace Hooks {

class ChildSocket;
struct Run;
class ZygoteClient;

/// Runs hooks in caged children: who runs where, until when, and what came of it.
///
/// A child serves the runs of one collection's script, one after the other. As many children
/// compute as there are cores; a run that waits for a call, or takes long, does not count, so that
/// it keeps nobody else from running.
/// Thread: the hooks'. The public functions may be called from any thread; answers and tails are
/// given in the hooks' thread.
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

    /// Replaces the scripts by @p scripts, `[{"name","compiled"}]`; @p done is called when
    /// all runs from then on use them. Runs under way finish with the old ones.
    void load(QByteArray scripts, std::function<void(Result<Done>)> done);
    void run(HookRun run, Answer answer);
    /// Stops the run of @p requestId, if there is one: it fails with @p reason.
    void stop(QByteArray requestId, QString reason);
    /// Compiles a script for our engine. @errors Unprocessable with line and column.
    void compile(Compilation compilation, CompileAnswer answer);
    /// What carries out the calls of runs that are no tests. Any thread.
    const CallHandler &calls() const { return m_calls; }
    /// Ends all runs with an error and all children. Call before the thread ends.
    void shutDown();

private:
    using Time = std::chrono::steady_clock;
    struct Child;
    using Children = std::map<quint32, std::unique_ptr<Child>>;

    void invoke(std::function<void()> function);
    void startZygote(const QByteArray &scripts, std::function<void(Result<Done>)> done);
    void adoptZygote();
    void enqueue(std::unique_ptr<Run> run);
    void dispatch();
    bool mayStart(const Run &run) const;
    Child *findChild(const Run &run);
    Child *forkChild(int heapMegabytes);
    void assign(Child &child, std::unique_ptr<Run> run);
    void receive(Child &child, const HookFrame::Frame &frame);
    void receiveCall(Child &child, const QByteArray &payload);
    void addCall(Run &run, const CallLine &line);
    void reply(quint32 serial, quint32 run, qint64 id, const Result<QByteArray> &answer);
    void finishRun(Child &child);
    void retire(Child &child);
    void childExited(quint32 serial, int status);
    void zygoteDied(ZygoteClient *zygote);
    void checkDeadlines();
    void trimChildren();
    bool isKilledTooOften(const QByteArray &collection);

    const int m_running;
    const CallHandler m_calls;
    LateLog m_lateLog;
    QByteArray m_scripts = "[]";
    std::unique_ptr<ZygoteClient> m_zygote; ///< Serves new children.
    std::unique_ptr<ZygoteClient> m_nextZygote; ///< Loads new scripts.
    std::vector<std::unique_ptr<ZygoteClient>> m_oldZygotes; ///< With children that still run.
    std::vector<std::function<void(Result<Done>)>> m_loadWaiters;
    Children m_children;
    std::deque<std::unique_ptr<Run>> m_queue;
    /// When runs of a collection were killed, of late.
    QHash<QByteArray, QList<std::chrono::steady_clock::time_point>> m_kills;
    QTimer m_clock;
    quint32 m_lastSerial = 0;
    quint32 m_lastRun = 0;
    bool m_shutDown = false;
};

} // namespace Hooks
