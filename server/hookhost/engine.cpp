// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/hookhost/engine.h"

#include "server/hookhost/application.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

#include <cstdio>
#include <cstdlib>

namespace HookHost {

QString Bridge::check(const QString &source)
{
    QStringList stack;
    // The text is a function expression: evaluating it runs nothing of the author's.
    const QJSValue result = m_engine->evaluate(source, QStringLiteral("codehook"), 1, &stack);
    if (!result.isError() && stack.isEmpty())
        return {};
    return QStringLiteral("%1:%2")
        .arg(result.property(QStringLiteral("lineNumber")).toInt())
        .arg(result.property(QStringLiteral("message")).toString());
}

Engine::Engine(Send send)
    : m_send(std::move(send))
    , m_bridge([this](int type, const QString &payload) {
        m_send({HookFrame::Type(type), m_run, payload.toUtf8()});
    })
{
    m_bridge.setEngine(&m_engine);
    QJSEngine::setObjectOwnership(&m_bridge, QJSEngine::CppOwnership);
    evaluateResource("polyfill");
    QJSValue runtime = evaluateResource("runtime");
    m_runtime = runtime.call({m_engine.newQObject(&m_bridge), evaluateResource("compiler"),
                              evaluateResource("script"), evaluateResource("acorn"),
                              evaluateResource("helpers"), evaluateResource("freeze")});
    if (m_runtime.isError()) {
        std::fprintf(stderr, "hookdesk-hookhost: the runtime does not start: %s\n",
                     qPrintable(m_runtime.toString()));
        std::_Exit(1);
    }
    runPendingJobs();
}

QJSValue Engine::evaluateResource(const char *name)
{
    const QString path = QStringLiteral(":/js/%1.js").arg(QLatin1String(name));
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

bool Engine::load(const QString &collection, const QString &compiled)
{
    QStringList stack;
    const QJSValue factory =
        m_engine.evaluate(compiled, collection + QStringLiteral(".js"), 1, &stack);
    if (!factory.isCallable() || !stack.isEmpty())
        return false;
    m_factories.insert(collection, factory);
    return true;
}

void Engine::callRuntime(const char *function, const QJSValueList &arguments)
{
    // The runtime catches what user code throws; an error here is the engine giving up, for example
    // when the stack is full. The run then cannot end any more.
    const QJSValue result = m_runtime.property(QLatin1String(function)).call(arguments);
    if (result.isError()) {
        const QJsonObject error{{QStringLiteral("message"), result.toString()}};
        m_send(
            {HookFrame::Type::Failed, m_run, QJsonDocument(error).toJson(QJsonDocument::Compact)});
    }
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

void Engine::handle(const HookFrame::Frame &frame)
{
    const QString payload = QString::fromUtf8(frame.payload);
    switch (frame.type) {
    case HookFrame::Type::Run: {
        // Only the head is read here: {"collection":"…"}, a line feed, then what runtime.js reads.
        const qsizetype end = payload.indexOf(QLatin1Char('\n'));
        const QString collection = payload.left(end);
        if (!m_bound.isEmpty() && m_bound != collection)
            std::_Exit(1);
        m_bound = collection;
        m_run = frame.run;
        callRuntime("run", {m_factories.value(collection), payload.mid(end + 1)});
        break;
    }
    case HookFrame::Type::Reply:
        if (frame.run == m_run)
            callRuntime("reply", {payload});
        break;
    case HookFrame::Type::Compile:
        m_run = frame.run;
        callRuntime("compile", {payload});
        break;
    default:
        std::_Exit(1);
    }
    runPendingJobs();
    callRuntime("settle", {});
}

} // namespace HookHost
