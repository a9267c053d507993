// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/hookhost/engine.h"

#include "server/hookwire/compilerhash.h"
#include "server/core/jwt.h"
#include "server/core/markdown.h"
#include "server/hookhost/application.h"
#include "server/hookhost/keyderivation.h"
#include "server/hookwire/exitstatus.h"

#include <QCryptographicHash>
#include <QDirIterator>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QJSValueIterator>
#include <QMessageAuthenticationCode>
#include <QRandomGenerator>
#include <QStringEncoder>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <vector>

#include <malloc.h>

namespace HookHost {

void Bridge::setEngine(QJSEngine *engine)
{
    m_engine = engine;
    m_function = engine->globalObject().property(QStringLiteral("Function"));
}

/// Whether the engine's own parser takes `function (@p parameter){@p body}` as one function and
/// nothing else: the constructor Function refuses all other texts, and runs nothing of it.
bool Bridge::isFunctionBody(const QString &parameter, const QString &body) const
{
    return m_function.callAsConstructor({parameter, body}).isCallable();
}

/// Whether @p compiled is `(function(NAME){BODY})` behind its head, where BODY is the whole body of
/// the function.
bool Bridge::isOneFunction(const QString &compiled) const
{
    constexpr QLatin1String Begin("(function(");
    constexpr QLatin1String End("})");
    const qsizetype head = compiled.indexOf(QLatin1String("*/")) + 2;
    const qsizetype name = head + Begin.size();
    const qsizetype body = compiled.indexOf(QLatin1String("){"), name) + 2;
    const QStringView text(compiled);
    return compiled.startsWith(QLatin1String("/*hookdesk ")) && body > name
        && text.sliced(head).startsWith(Begin) && text.sliced(body).endsWith(End)
        && isFunctionBody(compiled.sliced(name, body - 2 - name),
                          text.sliced(body).chopped(End.size()).toString());
}

QString Bridge::check(const QString &compiled, const QString &body)
{
    // The first statement leaves the text, so that nothing of it runs, whatever it is.
    QStringList stack;
    const QJSValue result = m_engine->evaluate(QStringLiteral("throw 0;") + compiled,
                                               QStringLiteral("codehook"), 1, &stack);
    if (result.isError()) {
        return QStringLiteral("%1:%2")
            .arg(result.property(QStringLiteral("lineNumber")).toInt())
            .arg(result.property(QStringLiteral("message")).toString());
    }
    if (!isOneFunction(compiled) || !isFunctionBody(QString(), body))
        return QStringLiteral("1:the script does not end where it should.");
    return {};
}

QJSValue Bridge::library(const QString &name)
{
    QFile file(QStringLiteral(":/js/vendor/%1.js").arg(name));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return m_engine->evaluate(QStringLiteral("(function(crypto){return (\n")
                                  + QString::fromUtf8(file.readAll()) + QStringLiteral("\n)})"),
                              name, 0);
}

QJSValue Bridge::factory(const QString &name, const QString &compiled)
{
    const bool isOurs =
        compiled.startsWith(QStringLiteral("/*hookdesk %1").arg(QLatin1String(CompilerHash)));
    if (!isOurs || !isOneFunction(compiled))
        return {};
    const QJSValue made = m_engine->evaluate(compiled, name + QStringLiteral(".js"), 1);
    return made.isCallable() ? made : QJSValue();
}

QString Bridge::markdown(const QString &text, bool html) const
{
    return QString::fromUtf8(markdownToHtml(text.toUtf8(), html));
}

QByteArray Bridge::utf8(const QString &text) const
{
    // QString::toUtf8() makes a question mark of half a surrogate pair; Node makes U+FFFD of it.
    return QStringEncoder(QStringEncoder::Utf8, QStringEncoder::Flag::Stateless).encode(text);
}

QByteArray Bridge::digest(const QString &algorithm, const QByteArray &key, bool hasKey,
                          const QByteArray &data) const
{
    static const QHash<QString, QCryptographicHash::Algorithm> algorithms = {
        {QStringLiteral("md5"), QCryptographicHash::Md5},
        {QStringLiteral("sha1"), QCryptographicHash::Sha1},
        {QStringLiteral("sha224"), QCryptographicHash::Sha224},
        {QStringLiteral("sha256"), QCryptographicHash::Sha256},
        {QStringLiteral("sha384"), QCryptographicHash::Sha384},
        {QStringLiteral("sha512"), QCryptographicHash::Sha512}};
    const auto found = algorithms.value(algorithm, QCryptographicHash::Sha256);
    return hasKey ? QMessageAuthenticationCode::hash(data, key, found)
                  : QCryptographicHash::hash(data, found);
}

QByteArray Bridge::randomBytes(int count) const
{
    QByteArray bytes((count + 3) / 4 * 4, Qt::Uninitialized);
    auto *words = reinterpret_cast<quint32 *>(bytes.data());
    QRandomGenerator::system()->generate(words, words + bytes.size() / 4);
    bytes.truncate(count);
    return bytes;
}

QJSValue Bridge::keyOrReason(const Result<QByteArray> &key) const
{
    return key ? m_engine->toScriptValue(*key) : QJSValue(key.error().message);
}

QJSValue Bridge::pbkdf2(const QByteArray &password, const QByteArray &salt, double iterations,
                        double length, const QString &hash) const
{
    return keyOrReason(
        KeyDerivation::pbkdf2(password, salt, qint64(iterations), qint64(length), hash.toLatin1()));
}

QJSValue Bridge::scrypt(const QByteArray &password, const QByteArray &salt, double length, double n,
                        double r, double p, double maximumMemory) const
{
    return keyOrReason(KeyDerivation::scrypt(
        password, salt, qint64(length), {qint64(n), qint64(r), qint64(p), qint64(maximumMemory)}));
}

bool Bridge::isEqual(const QByteArray &left, const QByteArray &right) const
{
    return KeyDerivation::isEqual(left, right);
}

namespace {

QString errorJson(const Error &error)
{
    return QString::fromUtf8(Json::ObjectWriter().text("error", error.message).take());
}

} // namespace

QString Bridge::verifyToken(const QString &token, const QString &key, const QString &rules) const
{
    const auto given = Json::Document::parse(rules.toUtf8());
    if (!given)
        return errorJson(given.error());
    const Json::Value wanted = given->root();
    const auto claims =
        Jwt::verify(token.toUtf8(), key.toUtf8(),
                    {wanted.value("issuers").texts(), wanted.value("audiences").texts(),
                     wanted.value("subject").text().toByteArray(),
                     wanted.value("algorithms").texts(), wanted.value("now").toInteger(),
                     wanted.value("leeway").toInteger(), wanted.value("ignoresExpiry").toBool()});
    if (!claims)
        return errorJson(claims.error());
    return QString::fromUtf8(Json::ObjectWriter().raw("claims", claims->root().toJson()).take());
}

QString Bridge::signToken(const QString &claims, const QString &key, const QString &algorithm,
                          const QString &keyId) const
{
    const auto token = Jwt::sign(claims.toUtf8(), key.toUtf8(), algorithm.toUtf8(), keyId.toUtf8());
    if (!token)
        return errorJson(token.error());
    return QString::fromUtf8(Json::ObjectWriter().text("token", QByteArrayView(*token)).take());
}

Engine::Engine(Send send)
    : m_send(std::move(send))
    , m_bridge([this](int type, const QString &payload) {
        this->send(HookFrame::Type(type), payload.toUtf8());
    })
    , m_values(m_engine)
{
    KeyDerivation::prepare();
    m_bridge.setEngine(&m_engine);
    QJSEngine::setObjectOwnership(&m_bridge, QJSEngine::CppOwnership);
    QJSValue parts = evaluateParts();
    const QJSValue filled = parts.property(QStringLiteral("library/polyfill")).call({parts});
    m_runtime = parts.property(QStringLiteral("runtime"))
                    .call({m_engine.newQObject(&m_bridge), QLatin1String(CompilerHash),
                           evaluateResource(QStringLiteral("js/vendor/acorn")), parts});
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
    m_engine.collectGarbage();
    malloc_trim(0); // every child would carry what is free
}

void Engine::freeze()
{
    if (!callRuntime("freeze", {}))
        std::_Exit(1);
    m_isFrozen = true;
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
                           parts[Flags].contains('t'),
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
