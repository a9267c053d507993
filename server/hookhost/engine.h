// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/hookhost/bridge.h"
#include "server/hookhost/jsonvalues.h"
#include "server/hookwire/hookframe.h"
#include "server/hookwire/turnpage.h"
#include "server/core/result.h"

#include <QHash>
#include <QJSEngine>
#include <QJSValue>
#include <QObject>

#include <chrono>
#include <functional>
#include <map>
#include <optional>

namespace HookHost {

/// The JavaScript engine with our runtime and libraries. Made once in the zygote, so that the
/// children have everything loaded; in a child it takes the script of that child, freezes the
/// built-ins first, and runs its hooks. Many runs of one script are under way side by side: each
/// has turns, and while code of one computes, none of another does. No script is ever evaluated in
/// the zygote. Thread: the process's only one.
class Engine final
{
public:
    /// Whether a frame may wait until others go along.
    enum class Hurry { No, Yes };
    using Send = std::function<void(HookFrame::Frame, Hurry)>;

    explicit Engine(Send send);

    /// Says from now on in @p page, which outlives this, whose turn it is. In a child.
    void tellTurns(TurnPage *page) { m_page = page; }

    /// Makes the library @p name ready for children that are forked from now on. In the zygote.
    void loadLibrary(const QString &name);
    /// To be called when everything is loaded, before the first child is forked. A garbage
    /// collection while a child freezes the built-ins would crash the engine, which frees a class
    /// that it is just making (Qt 6.4, InternalClass::addMember()). So all collecting is done here,
    /// and leaves free room of all kinds that freezing needs.
    void makeRoom();
    /// Freezes the built-ins and all that runs share. In a child, before anything else.
    void freeze();
    /// Takes a script, starts a run or a compilation, or goes on with one.
    void handle(HookFrame::Frame frame);
    /// Milliseconds until fireTimers() has something to do; negative when nothing waits for a
    /// timer.
    int nextTimer() const;
    /// Calls the timers that are due, of all runs.
    void fireTimers();

private:
    /// What the files of hookruntime give, by their paths in it.
    QJSValue evaluateParts();
    QJSValue evaluateResource(const QString &name);
    bool callRuntime(const char *function, const QJSValueList &arguments);
    bool call(const QJSValue &function, const QJSValueList &arguments);
    bool check(const QJSValue &result);
    void load(const QString &payload);
    void run(HookFrame::Frame frame);
    void compile(const HookFrame::Frame &frame);
    void reply(const HookFrame::Frame &frame);
    void abandon(quint32 number);
    void beginTurn(quint32 number);
    void send(HookFrame::Type type, const QByteArray &payload);
    /// Carries out what the turn leaves to be done, and says what becomes of the run.
    void endTurn();
    void runPendingJobs();
    bool isUntouched() const;

    using Time = std::chrono::steady_clock;
    struct Run
    {
        std::optional<Time::time_point> due; ///< Its next timer; nothing: it waits for none.
        bool hasCalled = false;
    };

    Send m_send;
    TurnPage *m_page = nullptr; ///< Null in the zygote.
    quint32 m_run = 0; ///< Whose turn it is, or was last.
    bool m_callsInTurn = false;
    std::map<quint32, Run> m_runs; ///< Those under way.
    Bridge m_bridge;
    QJSEngine m_engine;
    JsonValues m_values;
    QJSValue m_runtime; ///< What runtime.js gives.
    QJSValue m_runHook; ///< Its functions that each run needs.
    QJSValue m_reply;
    QJSValue m_settle;
    QJSValue m_arrayPrototype; ///< What all arrays inherit from.
    QJSValue m_objectPrototype;
    bool m_isFrozen = false;
    bool m_hasScript = false; ///< A child takes one script, and never another.
};

} // namespace HookHost
