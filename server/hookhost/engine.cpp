// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/hookhost/engine.h"

#include "server/hookwire/compilerhash.h"
#include "server/hookhost/application.h"
#include "server/hookhost/keyderivation.h"
#include "server/hookwire/exitstatus.h"

#include <QDirIterator>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QJSValueIterator>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <vector>

#include <malloc.h>

namespace HookHost {

Engine::Engine(Send send)
    : m_send(std::move(send))
    , m_bridge([this](int type, const QString &payload) {
        this->send(HookFrame::Type(type), payload.toUtf8());
    })
    , m_values(m_engine)
{
    KeyDerivation::prepare();
    m_bridge.setEngine(&m_engine, &m_values);
    QJSEngine::setObjectOwnership(&m_bridge, QJSEngine::CppOwnership);
    QJSValue parts = evaluateParts();
    const QJSValue bridge = m_engine.newQObject(&m_bridge);
    const QJSValue filled =
        parts.property(QStringLiteral("library/polyfill")).call({parts, bridge});
    m_values.useParse();
    m_runtime = parts.property(QStringLiteral("runtime"))
                    .call({bridge, QLatin1String(CompilerHash),
                           evaluateResource(QStringLiteral("js/vendor/acorn")), parts, filled});
    if (filled.isError() || m_runtime.isError()) {
        std::fprintf(stderr, "hookdesk-hookhost: the runtime does not start: %s\n",
                     qPrintable((filled.isError() ? filled : m_runtime).toString()));
        std::_Exit(1);
    }
    m_runHook = m_runtime.property(QStringLiteral("run"));
    m_reply = m_runtime.property(QStringLiteral("reply"));
    m_settle = m_runtime.property(QStringLiteral("settle"));
    m_arrayPrototype = m_engine.newArray().prototype();
    m_objectPrototype = m_engine.newObject().prototype();
    runPendingJobs();
}

QJSValue Engine::evaluateParts()
{
    QJSValue parts = m_engine.newObject();
    const QString folder = QStringLiteral(":/hookruntime/");
    QDirIterator files(folder, {QStringLiteral("*.js")}, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString name = files.next().sliced(folder.size()).chopped(3);
        if (!Bridge::isReadLater(name))
            parts.setProperty(name, evaluateResource(QStringLiteral("hookruntime/") + name));
    }
    return parts;
}

QJSValue Engine::evaluateResource(const QString &name)
{
    const QString path = QStringLiteral(":/%1.js").arg(name);
    QFile file(path);
    QStringList stack;
    const bool isOpen = file.open(QIODevice::ReadOnly);
    const QJSValue value = m_engine.evaluate(QString::fromUtf8(file.readAll()), path, 1, &stack);
    if (!isOpen || value.isError() || !stack.isEmpty()) {
        std::fprintf(stderr, "hookdesk-hookhost: %s does not load: %s\n", qPrintable(path),
                     qPrintable(value.toString()));
        std::_Exit(1);
    }
    return value;
}

void Engine::loadLibrary(const QString &name)
{
    callRuntime("prepareLibrary", {name});
    makeRoom();
}

void Engine::makeRoom()
{
    const QJSValue stays = m_runtime.property(QStringLiteral("makeRoom")).call();
    if (stays.isError()) {
        std::fprintf(stderr, "hookdesk-hookhost: the built-ins cannot be frozen: %s\n",
                     qPrintable(stays.toString()));
        std::_Exit(1);
    }
    m_engine.collectGarbage();
    malloc_trim(0); // every child would carry what is free
}

void Engine::freeze()
{
    if (!callRuntime("freeze", {}))
        std::_Exit(1);
    m_isFrozen = true;
    m_values.beQuick();
}

/// Whether what all objects inherit from has no elements. push() and unshift() can add some to a
/// frozen object (freezeShared() in freeze.js keeps them from all others): with a map of elements
/// there, shift() of every array would take a thousand times as long.
bool Engine::isUntouched() const
{
    // An object has its elements before all else.
    const auto hasElements = [](const QJSValue &object) {
        QJSValueIterator properties(object);
        return properties.next() && properties.name().front().isDigit();
    };
    return m_arrayPrototype.property(QStringLiteral("length")).toInt() == 0
        && !hasElements(m_arrayPrototype) && !hasElements(m_objectPrototype);
}

bool Engine::callRuntime(const char *function, const QJSValueList &arguments)
{
    return call(m_runtime.property(QLatin1String(function)), arguments);
}

bool Engine::call(const QJSValue &function, const QJSValueList &arguments)
{
    return check(function.call(arguments));
}

/// The runtime catches what user code throws; an error here is the engine giving up, for example
/// when the stack is full. The run then cannot end any more.
bool Engine::check(const QJSValue &result)
{
    if (!result.isError())
        return true;
    const QJsonObject error{{QStringLiteral("message"), result.toString()}};
    send(HookFrame::Type::Failed, QJsonDocument(error).toJson(QJsonDocument::Compact));
    return false;
}

/// Promise jobs are posted events, and one pass runs only those that were there when it began.
void Engine::runPendingJobs()
{
    auto *application = static_cast<Application *>(QCoreApplication::instance());
    quint64 before = 0;
    do {
        before = application->deliveredEvents();
        QCoreApplication::sendPostedEvents();
    } while (application->deliveredEvents() != before);
}

void Engine::handle(HookFrame::Frame frame)
{
    switch (frame.type) {
    case HookFrame::Type::Load:
        load(QString::fromUtf8(frame.payload));
        break;
    case HookFrame::Type::Settings:
        callRuntime("takeSettings", {QString::fromUtf8(frame.payload)});
        break;
    case HookFrame::Type::Run:
        run(std::move(frame));
        break;
    case HookFrame::Type::Reply:
        reply(frame);
        break;
    case HookFrame::Type::Abandon:
        abandon(frame.run);
        break;
    case HookFrame::Type::Compile:
        compile(frame);
        break;
    default:
        std::_Exit(1);
    }
}

void Engine::load(const QString &payload)
{
    if (m_hasScript)
        std::_Exit(1);
    m_hasScript = true;
    callRuntime("load", {payload});
}

/// A request may be large beside the memory limit of a child, so each form of it is freed as soon
/// as the next one is made.
void Engine::run(HookFrame::Frame frame)
{
    enum Part { Hook, RequestId, Flags, Hint, Request, PartCount };
    const QList<QByteArrayView> parts = HookFrame::partsOf(frame.payload);
    if (!m_hasScript || parts.size() != PartCount)
        std::_Exit(1);
    m_runs[frame.run] = {};
    beginTurn(frame.run);
    const auto text = [&parts](Part part) { return QString::fromUtf8(parts[part]); };
    QJSValueList arguments{frame.run,
                           text(Hook),
                           text(RequestId),
                           parts[Flags].contains('f'),
                           QString::fromLatin1(parts[Flags].contains('r')       ? "r"
                                                   : parts[Flags].contains('t') ? "t"
                                                                                : ""),
                           text(Hint)};
    if (frame.payload.size() < HookFrame::LargePayload) {
        arguments.append(m_values.read(parts[Request]));
    } else {
        QJSValue request = text(Request);
        frame.payload.clear();
        const bool isTaken = callRuntime("take", {request});
        request = QJSValue();
        if (!isTaken)
            return endTurn();
        send(HookFrame::Type::Started, {});
    }
    call(m_runHook, arguments);
    endTurn();
}

void Engine::reply(const HookFrame::Frame &frame)
{
    if (m_runs.count(frame.run) == 0)
        return; // it is over; the answer was under way
    const auto line = HookFrame::lineOf(frame.payload);
    if (!line)
        std::_Exit(1);
    beginTurn(frame.run);
    call(m_reply, {frame.run, double(line->id), line->word == "error", m_values.read(line->json)});
    endTurn();
}

void Engine::compile(const HookFrame::Frame &frame)
{
    beginTurn(frame.run);
    callRuntime("compile", {QString::fromUtf8(frame.payload)});
    runPendingJobs();
    m_page->end();
}

void Engine::abandon(quint32 number)
{
    if (m_runs.erase(number) == 0)
        return; // it said itself that it is over
    callRuntime("abandon", {number});
    m_run = number;
    send(HookFrame::Type::Finished, {});
}

void Engine::beginTurn(quint32 number)
{
    m_run = number;
    m_callsInTurn = false;
    m_page->begin(number);
}

/// What a hook logs, it may log before it is killed. And what comes of a run that made calls is not
/// to be lost with a later run of this process, because it cannot be run again.
void Engine::send(HookFrame::Type type, const QByteArray &payload)
{
    m_callsInTurn = m_callsInTurn || type == HookFrame::Type::Call;
    const auto run = m_runs.find(m_run);
    if (run != m_runs.end())
        run->second.hasCalled = run->second.hasCalled || m_callsInTurn;
    const bool mayWait = type == HookFrame::Type::Call || type == HookFrame::Type::Waits
        || (type != HookFrame::Type::Log && run != m_runs.end() && !run->second.hasCalled);
    m_send({type, m_run, payload}, mayWait ? Hurry::No : Hurry::Yes);
}

void Engine::endTurn()
{
    constexpr int RunIsOver = -2; // FINISHED in runtime.js
    runPendingJobs();
    const QJSValue settled = m_settle.call({m_run});
    const int wait = check(settled) ? settled.toInt() : -1;
    // At each turn, since others have theirs while this run waits.
    if (m_isFrozen && !isUntouched())
        _exit(ExitStatus::Spoiled);
    if (wait == RunIsOver) {
        send(HookFrame::Type::Finished, {});
        m_runs.erase(m_run);
    } else {
        m_runs[m_run].due.reset();
        if (wait >= 0)
            m_runs[m_run].due = Time::now() + std::chrono::milliseconds(wait);
        if (!m_callsInTurn)
            send(HookFrame::Type::Waits, {});
    }
    m_page->end();
}

int Engine::nextTimer() const
{
    std::optional<Time::time_point> next;
    for (const auto &[number, run] : m_runs) {
        if (run.due && (!next || *run.due < *next))
            next = run.due;
    }
    if (!next)
        return -1;
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(*next - Time::now()).count();
    return int(std::clamp<decltype(left)>(left, 0, std::numeric_limits<int>::max()));
}

void Engine::fireTimers()
{
    std::vector<quint32> numbers;
    const auto now = Time::now();
    for (const auto &[number, run] : m_runs) {
        if (run.due && *run.due <= now)
            numbers.push_back(number);
    }
    for (const quint32 number : numbers) {
        beginTurn(number);
        callRuntime("fire", {number});
        endTurn();
    }
}

} // namespace HookHost
