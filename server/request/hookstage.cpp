// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/request/hookstage.h"

#include "server/api/respond.h"
#include "server/core/jsontext.h"
#include "server/core/timestamp.h"
#include "server/hooks/hookpool.h"
#include "server/http/clientaddress.h"
#include "server/api/metrics.h"
#include "server/request/recordnext.h"
#include "server/scripts/storedscripts.h"
#include "server/store/database.h"

#include <QHostAddress>

#include <algorithm>

namespace {

constexpr int MaximumDepth = 4; ///< Hooks that call hooks (contract: codehooks 4).

/// What a hook answers may be as large as a body, and the fields that the server adds to it.
Result<Done> checkSize(const QByteArray &ended, qint64 bodyLimit)
{
    constexpr qint64 MetaBytes = 1024;
    if (ended.size() <= bodyLimit + MetaBytes)
        return Done();
    return failure(
        Error::Kind::HookFailed,
        QStringLiteral("The hook ended with %1 bytes; the setting limits.body allows %2.")
            .arg(ended.size())
            .arg(bodyLimit));
}

/// The part of an address that one client has for itself: 64 bits of an IPv6 address.
QByteArray networkOf(const QByteArray &address)
{
    const QHostAddress host(QString::fromLatin1(address));
    bool isIPv4 = false;
    host.toIPv4Address(&isIPv4);
    if (isIPv4 || host.isNull())
        return address;
    Q_IPV6ADDR bytes = host.toIPv6Address();
    std::fill(bytes.c + 8, bytes.c + 16, quint8(0));
    return QHostAddress(bytes).toString().toLatin1();
}

/// Puts what came of @p hook into the record of its request, in which it began @p begin µs after
/// the request.
void record(Call &call, const QByteArray &hook, qint64 begin, Hooks::HookOutcome &outcome)
{
    call.record.hook.append(call.record.hook.isEmpty() ? "" : ",").append(hook);
    call.record.log.append(outcome.log);
    for (Hooks::CallLine &line : outcome.calls) {
        line.begin += begin;
        call.record.calls.append(line);
    }
    if (!outcome.result)
        call.record.stack = outcome.stack;
}

/// Who sent the request, as kills are counted (KillCounter): empty for full rights.
QByteArray clientOf(const Call &call)
{
    const Auth::Caller &caller = call.caller;
    if (caller.kind == Auth::Caller::Kind::Hook)
        return caller.client;
    if (caller.hasFullRights())
        return {};
    return caller.keyId + ' ' + caller.email + ' '
        + networkOf(Http::clientAddress(call.request, call.catalog->settings.proxies));
}

} // namespace

bool HookStage::hasBefore(const Call &call)
{
    const Store::Script &codehook = call.collection->codehook;
    return !call.skipsHooks && !codehook.hooks.isEmpty()
        && codehook.declares("before" + call.request.method);
}

bool HookStage::hasAfter(const Call &call)
{
    const Store::Script &codehook = call.collection->codehook;
    return !call.skipsHooks && !codehook.hooks.isEmpty()
        && codehook.declares("after" + call.request.method);
}

Result<Done> HookStage::checkSuspension(const Call &call)
{
    const Store::Script &codehook = call.collection->codehook;
    if (codehook.suspended.isEmpty() || (!hasBefore(call) && !hasAfter(call)))
        return Done();
    const QString name = QString::fromUtf8(call.collection->name);
    return failure(Error::Kind::Unavailable,
                   QStringLiteral("The codehooks of \"%1\" are suspended: %2 Fix and save the "
                                  "script, or re-enable it.")
                       .arg(name, QString::fromUtf8(codehook.suspended)));
}

Task<Result<Store::Script>> HookStage::currentScript(QByteArray collection)
{
    const auto prepared = co_await Async<Result<Done>>(m_context.home, [&](auto deliver) {
        m_context.services.scripts.prepareCollection(collection, deliver);
    });
    if (!prepared)
        co_return failure(prepared);
    const auto catalog = m_context.services.database.catalog();
    const Store::Collection *found = catalog->find(collection);
    co_return found ? Result<Store::Script>(found->codehook) : Api::noCollection(collection);
}

Task<Result<Done>> HookStage::renewScript(Call &call)
{
    const QByteArray name = call.collection->name;
    (void)co_await currentScript(name); // run() asks again, and tells why it did not work
    call.catalog = m_context.catalog();
    call.collection = call.catalog->find(name);
    co_return call.collection ? Result<Done>(Done()) : Api::noCollection(name);
}

Task<Done> HookStage::suspendFor(Call &call, QByteArray hook, const Hooks::HookOutcome &outcome)
{
    QString reason =
        QStringLiteral("they had to be stopped %1 times in 10 minutes.").arg(Hooks::MaximumKills);
    if (!outcome.result)
        reason.append(QStringLiteral(" The last time: ") + outcome.result.error().message);
    const QByteArray collection = call.collection->name;
    const auto suspended = co_await m_context.services.database.change<Done>(
        m_context.home, [&](Store::Transaction &transaction) {
            return transaction.suspendScript(collection, reason.toUtf8());
        });
    call.record.log.append(
        {Timestamp::now(), "fatal",
         suspended ? "The codehooks of this collection are suspended: " + reason.toUtf8()
                   : suspended.error().message.toUtf8(),
         hook, 0});
    co_return Done();
}

void HookStage::noteChange(Call &call, const QByteArray &hook, const char *what,
                           const QByteArray &before, const std::optional<QByteArray> &after)
{
    constexpr qsizetype MostNoted = 20; // of an array of documents: enough to see what happens
    if (after && *after != before && call.record.changes.size() < MostNoted)
        call.record.changes.append({hook, what, before, *after});
}

Task<Result<Done>> HookStage::runBefore(Call &call, Read &read)
{
    Api::ListParameters &parameters = read.parameters;
    QByteArray q = parameters.q.isEmpty() ? QByteArray("{}") : parameters.q;
    if (!call.path.id.isEmpty())
        q = Json::ObjectWriter().text("_id", QByteArrayView(call.path.id)).take();
    const QByteArray h = parameters.hints(call.request);
    auto verdict = co_await run(call, "beforeGET", "\"query\":" + q, h);
    if (!verdict)
        co_return failure(verdict);
    if (!verdict->query && !verdict->hint)
        co_return Done();
    noteChange(call, "beforeGET", "query", q, verdict->query);
    noteChange(call, "beforeGET", "hint", h, verdict->hint);
    // A query for one document is combined with its id: a row-level rule holds for both.
    read.isRestricted = read.isRestricted || verdict->query.has_value();
    parameters.q = verdict->query.value_or(parameters.q);
    // With what the server has put into it, it is the whole of req.hint: what the hook has taken
    // away is not asked for any more. A hint of the hook's own goes before the parameters.
    parameters.isWhole = verdict->hint && verdict->hint->contains("\"#headers\":");
    parameters.h = verdict->hint.value_or(parameters.h);
    auto query = call.readingQuery(parameters);
    if (!query)
        co_return failure(query);
    read.query = std::move(*query);
    co_return Done();
}

Task<Result<std::optional<QByteArray>>> HookStage::runAfter(Call &call,
                                                            const Model::Document &document)
{
    const QByteArray hook = "after" + call.request.method;
    const QByteArray result = document.jsonWithMeta();
    auto verdict = co_await run(call, hook, "\"body\":" + result + ",\"result\":" + result);
    if (!verdict)
        co_return failure(verdict);
    noteChange(call, hook, "response", result, verdict->data);
    co_return std::move(verdict->data);
}

Hooks::HookRun HookStage::runOf(const Call &call, const QByteArray &hook, const QByteArray &input,
                                const QByteArray &hints) const
{
    Hooks::HookRun run;
    run.depth = call.caller.depth;
    run.collection = call.collection->name;
    run.hook = hook;
    run.request = hookRequest(call, input);
    run.hint = hookHint(call, hints);
    run.settings = call.catalog->settings.json;
    run.requestId = call.record.id;
    run.script = call.collection->codehook.runnable();
    run.isFresh = call.collection->codehook.isFresh;
    run.client = clientOf(call);
    // What is done after a write is finished, since the write stays.
    if (hook.startsWith("before"))
        run.gone = call.asker.gone;
    run.timeout = call.catalog->settings.hookTimeout;
    run.heapMegabytes = call.catalog->settings.hookMemory;
    if (const Api::Rehearsing *rehearsing = m_context.rehearsing) {
        // A test shows all that a hook does, also after res.end().
        run.calls = rehearsing->calls;
        run.answersAtEnd = true;
        run.isTraced = run.collection == rehearsing->collection;
        if (run.isTraced && rehearsing->isRecorded)
            run.record(std::make_shared<Hooks::RunRecording>(nullptr, rehearsing->recordingRoom));
    }
    return run;
}

Task<Result<Hooks::HookVerdict>> HookStage::run(Call &call, QByteArray hook, QByteArray input,
                                                QByteArray hints)
{
    if (call.caller.depth > MaximumDepth) {
        co_return failure(
            Error::Kind::HookFailed,
            QStringLiteral("Hooks called each other more than %1 deep, at %2 of \"%3\".")
                .arg(MaximumDepth)
                .arg(QString::fromLatin1(hook), QString::fromUtf8(call.collection->name)));
    }
    if (call.caller.ranHooks)
        *call.caller.ranHooks = true;
    Hooks::HookRun run = runOf(call, hook, input, hints);
    if (call.collection->codehook.isOutdated) {
        const auto script = co_await currentScript(call.collection->name);
        if (!script)
            co_return failure(script);
        run.script = script->runnable();
        run.isFresh = script->isFresh;
    }
    RecordNext &recordNext = m_context.services.recordNext;
    if (recordNext.isWaiting() && !m_context.rehearsing && call.caller.depth == 0)
        recordNext.begin(run, call.collection->codehook.runnable(), call.request,
                         call.record.hook.isEmpty() ? RecordNext::Turn::First
                                                    : RecordNext::Turn::Later);
    const qint64 begin = call.microseconds();
    auto outcome = co_await Async<Hooks::HookOutcome>(
        m_context.home, [this, &run](auto deliver) { m_context.services.hooks.run(run, deliver); });
    call.endStage(hook.startsWith("before") ? "before" : "after");
    if (m_context.rehearsing && run.isTraced)
        m_context.rehearsing->ran(run, outcome);
    else if (run.recording)
        recordNext.ran(run, outcome, call.microseconds() - begin);
    record(call, hook, begin, outcome);
    m_context.services.metrics.addHookRun(!outcome.result);
    if (outcome.isKilledTooOften)
        co_await suspendFor(call, hook, outcome);
    if (!outcome.result)
        co_return failure(outcome.result);
    if (auto checked = checkSize(*outcome.result, call.catalog->settings.bodyLimit); !checked)
        co_return failure(checked);
    auto verdict = Hooks::HookVerdict::read(*outcome.result);
    if (verdict && !verdict->warning.isEmpty())
        call.record.log.append({Timestamp::now(), "warn", verdict->warning, hook, 0});
    co_return verdict;
}

QByteArray HookStage::hookHint(const Call &call, const QByteArray &hints)
{
    Json::ObjectWriter headers;
    if (call.caller.kind != Auth::Caller::Kind::Window) {
        // Each name once: as in Request::header(), the first one counts.
        QByteArrayList seen;
        for (const auto &[name, value] : call.request.headers) {
            if (!seen.contains(name))
                headers.text(name, QByteArrayView(value));
            seen.append(name);
        }
    }
    Json::ObjectWriter hint;
    if (!hints.isEmpty()) {
        if (const auto given = Json::Document::parse(hints)) {
            for (const Json::Member &member : given->root().members())
                hint.raw(member.key, member.value.toJson());
        }
    }
    return hint.raw("#headers", headers.take()).raw("#usersession", call.caller.session).take();
}

QByteArray HookStage::hookRequest(const Call &call, const QByteArray &input)
{
    Json::ObjectWriter request;
    request.text("method", QByteArrayView(call.request.method))
        .text("path", QByteArrayView(call.request.path))
        .text("collection", QByteArrayView(call.collection->name))
        .text("id", QByteArrayView(call.path.id))
        .text("requestId", QByteArrayView(call.record.id));
    if (call.collection->codehook.readsRawBody)
        request.text("rawBody", QString::fromUtf8(call.request.body));
    QByteArray text = request.take();
    Json::appendMembers(text, input);
    return text;
}
