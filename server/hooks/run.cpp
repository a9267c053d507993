// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/hooks/run.h"

#include "server/core/json.h"
#include "server/core/timestamp.h"

#include <algorithm>
#include <utility>

namespace Hooks {

namespace {

constexpr int MaximumLogLines = 1000;
constexpr qsizetype MaximumLogBytes = 1024 * 1024;
constexpr qsizetype MaximumFrames = 30;
constexpr qsizetype MaximumName = 100; ///< Of a function or a module, in a stack.

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

void HookRun::record(std::shared_ptr<RunRecording> into)
{
    constexpr int TimesSlower =
        3; // a step takes about 10 µs, and what stands between two steps little
    recording = std::move(into);
    timeout *= TimesSlower;
}

QString placeText(const Error &error)
{
    const QString line = QStringLiteral("line %1").arg(error.line);
    return error.column > 0 ? line + QStringLiteral(", column %1").arg(error.column) : line;
}

int positionOf(const Json::Value &value)
{
    return int(std::clamp<qint64>(value.toInteger(), 0, 10'000'000));
}

QByteArray Run::payload() const
{
    const QByteArray flags = QByteArray(what.isFresh ? "f" : "")
        + (what.recording      ? "r"
               : what.isTraced ? "t"
                               : "");
    return HookFrame::joined({what.hook, what.requestId, flags, what.hint, what.request});
}

void Run::give(Result<QByteArray> result)
{
    if (std::exchange(answered, true))
        return;
    hasFailed = !result;
    outcome.result = std::move(result);
    answer(std::move(outcome));
}

void Run::beginAgain()
{
    // takeSuspension() says so only once, so this run still has to pass it on with its answer.
    const bool isKilledTooOften = outcome.isKilledTooOften;
    outcome = {};
    if (what.recording)
        what.recording->clear();
    outcome.isKilledTooOften = isKilledTooOften;
    callCount = 0;
    outboundCount = 0;
    callsUnderWay = 0;
    ranHooks.reset();
    callsWaiting.clear();
    bytesWaiting = 0;
    isAgain = true;
    m_logBytes = 0;
    m_logLines = 0;
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
    line.line = positionOf(member("line"));
    line.column = positionOf(member("column"));
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
    Error error{Error::Kind::HookFailed, member("message").toString()};
    const qint64 status = member("status").toInteger();
    error.status = status >= 400 && status <= 599 ? int(status) : 0;
    error.line = positionOf(member("line"));
    error.column = positionOf(member("column"));
    for (const Json::Value &frame : member("stack").items()) {
        if (outcome.stack.size() == MaximumFrames)
            break;
        outcome.stack.append({frame.value("function").text().toByteArray().left(MaximumName),
                              frame.value("module").text().toByteArray().left(MaximumName),
                              positionOf(frame.value("line")), positionOf(frame.value("column"))});
    }
    const QString module = member("module").toString();
    if (error.line > 0)
        error.message.append(QStringLiteral(" (%1%2)").arg(
            module.isEmpty() ? QString() : module + QLatin1Char(' '), placeText(error)));
    return failure(error);
}

} // namespace Hooks
