// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/request/recordnext.h"

#include "server/api/respond.h"
#include "server/core/json.h"

#include <QTimer>

#include <algorithm>
#include <utility>

namespace {

/// What a body may ask for.
struct NextWanted
{
    std::chrono::seconds time = RecordNext::LongestWait;
    QByteArray method;
};

Result<NextWanted> readWanted(const QByteArray &body)
{
    const auto parsed = Json::Document::parse(body);
    if (!parsed)
        return failure(parsed);
    const Json::Value time = parsed->root().value("seconds");
    const qint64 seconds = time.type() == Json::Value::Type::Integer ? time.toInteger() : 0;
    if (seconds < 1 || seconds > RecordNext::LongestWait.count())
        return badInput(QStringLiteral("\"seconds\" is 1 to 60."));
    NextWanted wanted;
    wanted.time = std::chrono::seconds(seconds);
    if (const auto method = parsed->root().find("method")) {
        static const QByteArrayList hooked = {"GET", "POST", "PUT", "PATCH", "DELETE"};
        wanted.method = method->text().toByteArray().toUpper();
        if (!hooked.contains(wanted.method))
            return badInput(QStringLiteral("\"method\" is GET, POST, PUT, PATCH or DELETE."));
    }
    return wanted;
}

Failure stopping()
{
    return failure(Error::Kind::Unavailable, QStringLiteral("The server is stopping."));
}

} // namespace

Task<Result<Http::Response>> RecordNext::answer(const Api::Exchange &exchange)
{
    Api::Context &context = exchange.context;
    const auto collection = Api::namedCollection(exchange);
    if (!collection)
        co_return failure(collection);
    const auto asked = readWanted(exchange.request.body);
    if (!asked)
        co_return failure(asked);
    const QByteArray name = (*collection)->name;
    const auto saved = co_await context.read(
        exchange.asker, [&](Store::Reader &reader) { return reader.script(name); });
    if (!saved)
        co_return failure(saved);
    const auto modules = context.catalog()->modulesOf(saved->compiled);
    auto script = co_await RecordedScript::compile(exchange, name, saved->source,
                                                   RecordedScript::Detail::Steps);
    if (!script)
        co_return failure(script);
    RecordNext &next = context.services.recordNext;
    auto outcome = co_await Async<Outcome>(context.home, [&](auto deliver) {
        auto wanted = std::make_unique<Wait>();
        wanted->collection = name;
        wanted->method = asked->method;
        wanted->saved = {saved->compiled, modules};
        wanted->script = std::move(*script);
        wanted->gone = exchange.request.gone;
        wanted->deliver = std::move(deliver);
        const quint64 number = next.wait(std::move(wanted));
        QTimer::singleShot(asked->time, context.home, [&next, number] { next.giveUp(number); });
    });
    if (!outcome)
        co_return failure(outcome);
    Http::Response none;
    none.status = 204;
    co_return outcome->runs.isEmpty() ? none : Api::json(200, outcome->json());
}

quint64 RecordNext::wait(std::unique_ptr<Wait> wanted)
{
    std::unique_ptr<Wait> left; // by somebody who has gone, or the new one
    quint64 number = 0;
    bool isStopped = false;
    {
        const std::lock_guard lock(m_mutex);
        isStopped = m_isStopped;
        const auto other = std::find_if(m_waits.begin(), m_waits.end(), [&](const auto &each) {
            return each->collection == wanted->collection;
        });
        const bool isLeft = other != m_waits.end() && (*other)->gone && *(*other)->gone;
        if (m_isStopped || (other != m_waits.end() && !isLeft)) {
            left = std::move(wanted);
        } else {
            if (isLeft)
                left = take(other->get());
            number = wanted->number = ++m_last;
            m_waits.push_back(std::move(wanted));
            m_isWaiting = true;
        }
    }
    if (left)
        left->deliver(isStopped
                          ? stopping()
                          : failure(Error::Kind::Conflict,
                                    QStringLiteral("Somebody else waits for the next request of "
                                                   "this collection.")));
    return number;
}

void RecordNext::giveUp(quint64 number)
{
    std::unique_ptr<Wait> over;
    {
        const std::lock_guard lock(m_mutex);
        for (const auto &each : m_waits) {
            if (each->number == number && each->requestId.isEmpty()) {
                over = take(each.get());
                break;
            }
        }
    }
    if (over)
        over->deliver(RecordingReport());
}

void RecordNext::begin(Hooks::HookRun &run, const RunnableScript &saved,
                       const Http::Request &request, Turn turn)
{
    std::unique_ptr<Wait> changed;
    {
        const std::lock_guard lock(m_mutex);
        const auto found = std::find_if(m_waits.begin(), m_waits.end(), [&](const auto &each) {
            const bool isOpen = turn == Turn::First && each->requestId.isEmpty()
                && (each->method.isEmpty() || each->method == request.method)
                && !(each->gone && *each->gone);
            return each->collection == run.collection
                && (isOpen || each->requestId == run.requestId);
        });
        if (found == m_waits.end())
            return;
        Wait &wait = **found;
        if (wait.saved != saved) {
            changed = take(&wait);
        } else {
            if (wait.requestId.isEmpty()) {
                wait.requestId = run.requestId;
                wait.report.collection = run.collection;
                wait.report.method = request.method;
                wait.report.path = request.path;
                wait.report.files = wait.script.files;
            }
            const size_t index = size_t(wait.report.runs.size());
            wait.report.runs.append({run.hook, {}, 0, "[]", false});
            ++wait.open;
            run.script = wait.script.script;
            run.record(std::make_shared<Hooks::RunRecording>(
                [this, number = wait.number, index](const Hooks::RunRecording &recording) {
                    takeRun(number, index, recording);
                },
                wait.room));
        }
    }
    if (changed)
        changed->deliver(failure(Error::Kind::Conflict,
                                 QStringLiteral("The script or a module of it was saved "
                                                "meanwhile; record again.")));
}

void RecordNext::ran(const Hooks::HookRun &run, const Hooks::HookOutcome &outcome,
                     qint64 microseconds)
{
    if (!run.recording)
        return;
    const std::lock_guard lock(m_mutex);
    Wait *wait = find(run.requestId);
    if (!wait || wait->report.runs.isEmpty())
        return;
    RecordingReport::Run &last = wait->report.runs.last();
    last.microseconds = microseconds;
    if (!outcome.result)
        last.error = outcome.result.error().message.toUtf8();
}

void RecordNext::takeRun(quint64 number, size_t index, const Hooks::RunRecording &recording)
{
    std::unique_ptr<Wait> done;
    {
        const std::lock_guard lock(m_mutex);
        for (const auto &each : m_waits) {
            if (each->number != number)
                continue;
            RecordingReport::Run &run = each->report.runs[qsizetype(index)];
            run.events = recording.eventsJson();
            run.isCut = recording.isCut();
            each->room = std::max<qsizetype>(0, each->room - run.events.size());
            --each->open;
            done = takeIfDone(each.get());
            break;
        }
    }
    if (done)
        done->deliver(std::move(done->report));
}

void RecordNext::finish(const QByteArray &requestId, int status)
{
    std::unique_ptr<Wait> done;
    {
        const std::lock_guard lock(m_mutex);
        Wait *wait = find(requestId);
        if (!wait)
            return;
        wait->report.status = status;
        wait->isAnswered = true;
        done = takeIfDone(wait);
    }
    if (done)
        done->deliver(std::move(done->report));
}

void RecordNext::stop()
{
    std::vector<std::unique_ptr<Wait>> all;
    {
        const std::lock_guard lock(m_mutex);
        m_isStopped = true;
        m_isWaiting = false;
        all = std::exchange(m_waits, {});
    }
    for (const auto &each : all)
        each->deliver(stopping());
}

std::unique_ptr<RecordNext::Wait> RecordNext::takeIfDone(Wait *wait)
{
    return wait->isAnswered && wait->open == 0 ? take(wait) : nullptr;
}

std::unique_ptr<RecordNext::Wait> RecordNext::take(const Wait *wait)
{
    const auto found = std::find_if(m_waits.begin(), m_waits.end(),
                                    [wait](const auto &each) { return each.get() == wait; });
    std::unique_ptr<Wait> taken = std::move(*found);
    m_waits.erase(found);
    m_isWaiting = !m_waits.empty();
    return taken;
}

RecordNext::Wait *RecordNext::find(const QByteArray &requestId)
{
    for (const auto &each : m_waits) {
        if (!requestId.isEmpty() && each->requestId == requestId)
            return each.get();
    }
    return nullptr;
}
