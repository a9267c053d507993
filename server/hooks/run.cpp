// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/hooks/run.h"

#include "server/hookwire/hookframe.h"
#include "server/hookwire/hostexit.h"
#include "server/core/json.h"
#include "server/core/timestamp.h"

#include <algorithm>
#include <csignal>
#include <utility>

#include <sys/wait.h>

namespace Hooks {

namespace {

constexpr int MaximumLogLines = 1000;
constexpr qsizetype MaximumLogBytes = 1024 * 1024;
constexpr qsizetype MaximumFrames = 30;
constexpr qsizetype MaximumName = 100; ///< Of a function or a module, in a stack.

/// Why a child ended by itself.
QString reasonOf(int status)
{
    if (status == -1)
        return QStringLiteral("no hook host could be started; the machine is short of memory");
    if (WIFEXITED(status) && WEXITSTATUS(status) == HostExit::OutOfMemory)
        return QStringLiteral("it used more memory than its limit");
    if (WIFEXITED(status) && WEXITSTATUS(status) == HostExit::Spoiled)
        return QStringLiteral(
            "it added elements to Array.prototype or Object.prototype, which later "
            "runs would see");
    if (WIFSIGNALED(status)) {
        switch (WTERMSIG(status)) {
        case SIGSYS:
            return QStringLiteral("it tried what a hook may not do");
        case SIGXCPU:
            return QStringLiteral("it used more processor time than its limit");
        case SIGKILL:
            return QStringLiteral("it was killed");
        default:
            return QStringLiteral("it crashed the engine or ran out of memory");
        }
    }
    return QStringLiteral("its process ended");
}

} // namespace

int HookRun::childMegabytes() const
{
    // A JSON text of small numbers takes most: each becomes a value of 8 bytes, in a list that
    // doubles as it grows, beside the text itself in two forms.
    constexpr qsizetype MegabytesEach = 32;
    constexpr qsizetype Megabyte = 1024 * 1024;
    constexpr qsizetype Step = 64;
    if (request.size() < HookFrame::LargePayload)
        return heapMegabytes;
    const qsizetype more = request.size() * MegabytesEach / Megabyte;
    return heapMegabytes + int((more / Step + 1) * Step);
}

Error Run::endReason(int status) const
{
    if (!stopReason.isEmpty())
        return {Error::Kind::HookFailed, stopReason};
    if (isReading && status != -1)
        return {Error::Kind::TooLarge,
                QStringLiteral("The request is too large for the hooks of this collection.")};
    const QString name = compileAnswer
        ? QStringLiteral("compiler")
        : QStringLiteral("hook %1").arg(QString::fromUtf8(what.hook));
    if (timedOut)
        return {Error::Kind::HookFailed,
                QStringLiteral("The %1 was stopped: it ran longer than %2 ms.")
                    .arg(name)
                    .arg(what.timeout.count())};
    return {Error::Kind::HookFailed,
            QStringLiteral("The %1 was stopped: %2.").arg(name, reasonOf(status))};
}

void Run::give(Result<QByteArray> result)
{
    if (std::exchange(answered, true))
        return;
    if (!answer) {
        giveCompiled(result);
        return;
    }
    hasFailed = !result;
    outcome.result = std::move(result);
    answer(std::move(outcome));
}

void Run::end(Result<QByteArray> result)
{
    if (!what.answersAtEnd)
        give(std::move(result));
    else if (!m_held)
        m_held = std::move(result);
}

void Run::giveHeld()
{
    if (m_held)
        give(std::move(*std::exchange(m_held, std::nullopt)));
}

void Run::giveCompiled(const Result<QByteArray> &result)
{
    if (!result) {
        compileAnswer(failure(result));
        return;
    }
    const auto document = Json::Document::parse(*result);
    const auto made = document
        ? document->root().find(compilation.isFormatted ? "formatted" : "compiled")
        : std::nullopt;
    if (!made) {
        compileAnswer(
            failure(Error::Kind::Internal, QStringLiteral("The compiler gave no script.")));
        return;
    }
    CompiledScript script;
    (compilation.isFormatted ? script.formatted : script.compiled) = made->text().toByteArray();
    script.hooks = document->root().value("hooks").texts();
    script.warnings = document->root().value("warnings").toJson();
    compileAnswer(std::move(script));
}

std::optional<LogLine> Run::readLog(const QByteArray &payload)
{
    if (m_logLines > MaximumLogLines || m_logBytes > MaximumLogBytes)
        return std::nullopt;
    LogLine line;
    line.time = Timestamp::now();
    line.hook = what.hook;
    if (++m_logLines > MaximumLogLines || (m_logBytes += payload.size()) > MaximumLogBytes) {
        line.level = "warn";
        line.message = "The log of this run was cut here: it may have 1,000 lines and 1 MiB.";
        return line;
    }
    const auto document = Json::Document::parse(payload);
    if (!document)
        return std::nullopt;
    const auto member = [&](const char *name) { return document->root().value(name); };
    line.level = member("level").text().toByteArray();
    line.message = member("message").text().toByteArray();
    line.line = int(member("line").toInteger());
    line.module = member("module").text().toByteArray().left(MaximumName);
    if (!QByteArrayList{"debug", "info", "warn", "error", "fatal"}.contains(line.level))
        line.level = "info";
    return line;
}

Result<QByteArray> Run::readFailure(const QByteArray &payload)
{
    const auto document = Json::Document::parse(payload);
    const auto member = [&](const char *name) {
        return document ? document->root().value(name) : Json::Value();
    };
    Error error{compileAnswer ? Error::Kind::Unprocessable : Error::Kind::HookFailed,
                member("message").toString()};
    const auto position = [](const Json::Value &value) {
        return int(std::clamp<qint64>(value.toInteger(), 0, 10'000'000));
    };
    error.line = position(member("line"));
    error.column = position(member("column"));
    for (const Json::Value &frame : member("stack").items()) {
        if (outcome.stack.size() == MaximumFrames)
            break;
        outcome.stack.append({frame.value("function").text().toByteArray().left(MaximumName),
                              frame.value("module").text().toByteArray().left(MaximumName),
                              position(frame.value("line"))});
    }
    const QString module = member("module").toString();
    if (!compileAnswer && error.line > 0)
        error.message.append(QStringLiteral(" (%1line %2)")
                                 .arg(module.isEmpty() ? QString() : module + QLatin1Char(' '))
                                 .arg(error.line));
    return failure(error);
}

} // namespace Hooks
