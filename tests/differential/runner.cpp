// SPDX-License-Identifier: GPL-3.0-or-later
// Compiles and runs scripts in real hook hosts, for mutate.mjs: a line of JSON on standard input is
// a script, `{"source","request"}`; the line that answers it says what became of it. For
// scripts.mjs the line has `{"modules","settings","hint","answers"}` as well, and the answer tells
// calls and lines. For recordings.mjs it has `{"record"}`, and the answer tells each step.
#include "server/core/json.h"
#include "server/hooks/hookpool.h"

#include <QCoreApplication>
#include <QEventLoop>

#include <algorithm>
#include <deque>
#include <iostream>
#include <map>
#include <optional>
#include <string>

namespace {

using namespace Hooks;
using namespace std::chrono_literals;

constexpr auto Timeout = 2s; ///< Of one run; mutate.mjs gives its own engine less.

constexpr auto PatientTimeout = 30s; ///< Of a run that must end by itself, on a busy machine too.

/// What a run of another collection sees of what all share.
constexpr char Canary[] = R"(function beforePOST(req, res) {
  const unnamed = [function* () {}, ''.matchAll(/x/g), [][Symbol.iterator](), new Map()[Symbol.iterator]()];
  const shared = [globalThis, Object, Function, Array, String, Number, RegExp, Promise, Error, Symbol, Map, Set, JSON, Math, Reflect, Date];
  const seen = [typeof PWN, typeof leak];
  for (const each of shared.concat(shared.map((one) => one.prototype), unnamed.map(Object.getPrototypeOf)))
    if (each) seen.push(Reflect.ownKeys(each).map(String).join(), Object.isFrozen(each));
  for (const each of [db, log, console, request, auth, require, crypto, res.end, context.settings])
    seen.push(Reflect.ownKeys(each).map(String).join(), Object.getPrototypeOf(each) === Object.prototype);
  seen.push([3, 1, 2].sort().join('-'), 'aba'.replace(/b/, 'c'), JSON.stringify({ a: [1] }), markdown('*a*'));
  res.end({ data: { seen } });
})";

/// What `db.*`, `request` and the like answer: mutate.mjs answers the same.
QByteArray answerTo(const HookCall &call)
{
    const QByteArrayView path = call.first().text();
    if (call.operation == "db.get" && path.count('/') == 2)
        return R"([{"_id":"a1","n":1,"name":"x"},{"_id":"a2","n":2,"name":"y"}])";
    if (call.isOutbound())
        return R"({"statusCode":200,"headers":{},"body":{"ok":true}})";
    return R"({"_id":"a1","n":1,"name":"x","list":[1,2]})";
}

/// What each call is answered with, and what was called: `{"db.get /rest/x": [{"data"},
/// {"error"}]}` answers the first such call with the first item.
class Script
{
public:
    explicit Script(const Json::Value &answers)
    {
        for (const Json::Member &member : answers.members())
            for (const Json::Value &each : member.value.items())
                m_answers[member.key.toByteArray()].push_back(each.toJson());
    }

    Result<QByteArray> answerTo(const HookCall &call)
    {
        m_calls.append(call.operation + ' ' + call.arguments.root().toJson());
        auto &left = m_answers[call.operation + ' ' + targetOf(call.first())];
        if (left.empty())
            return badInput(QStringLiteral("Node made no such call."));
        const auto answer = Json::Document::parse(left.front());
        left.pop_front();
        const auto error = answer->root().find("error");
        if (!error)
            return answer->root().value("data").toJson();
        Error made{Error::Kind::BadInput, error->value("message").toString()};
        made.status = int(error->value("status").toInteger());
        made.code = error->value("code").text().toByteArray();
        if (const auto list = error->find("list"))
            made.list = list->toJson();
        return failure(made);
    }
    const QByteArrayList &calls() const { return m_calls; }

private:
    static QByteArray targetOf(const Json::Value &first)
    {
        return (first.isObject() ? first.value("url") : first).text().toByteArray();
    }

    std::map<QByteArray, std::deque<QByteArray>> m_answers;
    QByteArrayList m_calls;
};

/// Where @p seen begins to differ from @p wanted; empty: nowhere.
QByteArray firstDifference(const QByteArray &wanted, const QByteArray &seen)
{
    const auto [first, second] =
        std::mismatch(wanted.begin(), wanted.end(), seen.begin(), seen.end());
    if (first == wanted.end() && second == seen.end())
        return {};
    const qsizetype at = std::max<qsizetype>(first - wanted.begin() - 40, 0);
    return seen.mid(at, 200) + " instead of " + wanted.mid(at, 200);
}

/// A pool with an event loop for each question.
class Host
{
public:
    Host()
        : m_pool(
            2,
            [this](const HookCall &call, const AnswerCall &answer) {
                answer(m_script ? m_script->answerTo(call) : answerTo(call));
            },
            [](const QByteArray &, const QList<LogLine> &) {})
    {
    }
    ~Host() { m_pool.shutDown(); }
    Host(const Host &) = delete;
    Host &operator=(const Host &) = delete;

    bool start()
    {
        const auto started = wait<Result<Done>>([this](auto done) { m_pool.start(done); });
        const auto compiled = compile(Canary);
        if (!started || !compiled)
            return false;
        m_canary = run("canary", *compiled, "beforePOST", "{}", false);
        m_canaryScript = *compiled;
        m_canaryAlone = run("canary", *compiled, "beforePOST", "{}", true);
        return m_canary.contains(R"("end":{"data")") && m_canaryAlone.contains(R"("end":{"data")");
    }

    Result<CompiledScript> compile(const QByteArray &source, bool isModule = false)
    {
        Compilation wanted;
        wanted.source = source;
        wanted.isModule = isModule;
        return compile(wanted);
    }
    Result<CompiledScript> compile(const Compilation &wanted)
    {
        return wait<Result<CompiledScript>>([&](auto done) { m_pool.compile(wanted, done); });
    }
    HookOutcome run(const HookRun &what)
    {
        return wait<HookOutcome>([&](auto done) { m_pool.run(what, done); });
    }

    /// Runs @p hook and gives `{"log","end"}` or `{"log","error"}`.
    QByteArray run(const QByteArray &collection, const CompiledScript &script,
                   const QByteArray &hook, const QByteArray &request, bool isFresh)
    {
        HookRun what;
        what.collection = collection;
        what.hook = hook;
        what.request = request;
        what.requestId = "r";
        what.isFresh = isFresh;
        what.timeout = Timeout;
        what.answersAtEnd = true;
        what.script.compiled = script.compiled;
        const auto outcome = wait<HookOutcome>([&](auto done) { m_pool.run(what, done); });
        Json::ArrayWriter log;
        for (const LogLine &line : outcome.log)
            log.raw(Json::quoted(QByteArrayView(line.level + ' ' + line.message)));
        Json::ObjectWriter report;
        report.raw("log", log.take());
        if (outcome.result)
            report.raw("end", outcome.result->isEmpty() ? QByteArray("null") : *outcome.result);
        else
            report.text("error", outcome.result.error().message);
        return report.boolean("timedOut", outcome.isTimedOut).take();
    }

    /// Runs @p what and tells all that is seen of it: `{"log","calls","end"}`, where `end` is the
    /// text that res.end() was given, or `{"log","calls","error"}`.
    QByteArray trace(HookRun what, const Json::Value &answers)
    {
        m_script.emplace(answers);
        const auto outcome = wait<HookOutcome>([&](auto done) { m_pool.run(what, done); });
        Json::ArrayWriter log, calls;
        for (const LogLine &line : outcome.log)
            log.raw(Json::ObjectWriter()
                        .text("level", QByteArrayView(line.level))
                        .text("message", QByteArrayView(line.message))
                        .text("module", QByteArrayView(line.module))
                        .number("line", line.line)
                        .take());
        for (const QByteArray &call : m_script->calls())
            calls.raw(Json::quoted(QByteArrayView(call)));
        m_script.reset();
        Json::ObjectWriter report;
        report.raw("log", log.take()).raw("calls", calls.take());
        if (outcome.result)
            return report.text("end", QByteArrayView(*outcome.result)).take();
        const Error &error = outcome.result.error();
        return report
            .raw("error",
                 Json::ObjectWriter()
                     .text("message", error.message)
                     .number("status", error.status)
                     .number("line", error.line)
                     .take())
            .take();
    }

    /// What another collection sees that is not as it was; empty: nothing.
    QByteArray difference()
    {
        const QByteArray shared = run("canary", m_canaryScript, "beforePOST", "{}", false);
        const QByteArray alone = run("canary", m_canaryScript, "beforePOST", "{}", true);
        const QByteArray first = firstDifference(m_canary, shared);
        return first.isEmpty() ? firstDifference(m_canaryAlone, alone) : first;
    }
    /// Whether the canary is compiled to what it was compiled to at first.
    bool compilesAsBefore()
    {
        const auto compiled = compile(Canary);
        return compiled && compiled->compiled == m_canaryScript.compiled;
    }

private:
    template<typename Value, typename Begin>
    Value wait(const Begin &begin)
    {
        std::optional<Value> value;
        QEventLoop loop;
        begin([&](Value given) {
            value = std::move(given);
            loop.quit();
        });
        if (!value)
            loop.exec();
        return std::move(*value);
    }

    std::optional<Script> m_script; ///< Of the run that is traced.
    HookPool m_pool;
    CompiledScript m_canaryScript;
    QByteArray m_canary, m_canaryAlone;
};

/// Saves and runs one script: each of its hooks, twice.
QByteArray tryScript(Host &host, const Json::Value &wanted)
{
    Json::ObjectWriter report;
    const auto compiled = host.compile(wanted.value("source").text().toByteArray());
    if (!compiled) {
        report.text("refused", compiled.error().message);
    } else {
        const bool isFresh = CompiledHead::of(compiled->compiled).isFresh;
        for (const char *pass : {"first", "second"}) {
            Json::ArrayWriter runs;
            for (const QByteArray &hook : compiled->hooks)
                runs.raw(
                    host.run("mutant", *compiled, hook, wanted.value("request").toJson(), isFresh));
            report.raw(pass, runs.take());
        }
        Json::ArrayWriter hooks;
        for (const QByteArray &hook : compiled->hooks)
            hooks.raw(Json::quoted(QByteArrayView(hook)));
        report.raw("hooks", hooks.take());
        if (wanted.value("compiled").toBool())
            report.text("compiled", QByteArrayView(compiled->compiled));
    }
    report.text("canary", QByteArrayView(host.difference()));
    if (wanted.value("checkCompiler").toBool())
        report.boolean("compilesAsBefore", host.compilesAsBefore());
    return report.take();
}

/// Records a run of `beforePOST`: the calls are answered as those of mutate.mjs.
QByteArray recordScript(Host &host, const Json::Value &wanted)
{
    Compilation draft;
    draft.source = wanted.value("source").text().toByteArray();
    draft.isRecorded = true;
    const auto compiled = host.compile(draft);
    if (!compiled)
        return Json::ObjectWriter().text("refused", compiled.error().message).take();
    HookRun what;
    what.collection = "script";
    what.hook = "beforePOST";
    what.request = wanted.value("request").toJson();
    what.requestId = "r";
    what.isFresh = true;
    what.timeout = PatientTimeout;
    what.answersAtEnd = true;
    what.script.compiled = compiled->compiled;
    const auto recording = std::make_shared<RunRecording>();
    what.record(recording);
    const HookOutcome outcome = host.run(what);
    return Json::ObjectWriter()
        .text("error", outcome.result ? QString() : outcome.result.error().message)
        .boolean("cut", recording->isCut())
        .raw("events", recording->eventsJson())
        .take();
}

/// Saves a script with its modules and traces each of its hooks, twice.
QByteArray traceScript(Host &host, const Json::Value &wanted)
{
    HookRun what;
    what.collection = wanted.value("name").text().toByteArray();
    what.request = wanted.value("request").toJson();
    what.hint = wanted.value("hint").toJson();
    what.settings = wanted.value("settings").toJson();
    what.requestId = "r";
    what.timeout = PatientTimeout;
    what.answersAtEnd = true;
    for (const Json::Member &module : wanted.value("modules").members()) {
        const auto compiled = host.compile(module.value.text().toByteArray(), true);
        if (!compiled)
            return Json::ObjectWriter().text("refused", compiled.error().message).take();
        what.script.modules.append({module.key.toByteArray(), compiled->compiled});
    }
    const auto compiled = host.compile(wanted.value("source").text().toByteArray());
    if (!compiled)
        return Json::ObjectWriter().text("refused", compiled.error().message).take();
    what.script.compiled = compiled->compiled;
    what.isFresh = CompiledHead::of(compiled->compiled).isFresh;
    Json::ObjectWriter report;
    for (const char *pass : {"first", "second"}) {
        Json::ObjectWriter runs;
        for (const QByteArray &hook : compiled->hooks) {
            what.hook = hook;
            runs.raw(hook, host.trace(what, wanted.value("answers").value(hook)));
        }
        report.raw(pass, runs.take());
    }
    return report.take();
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    Host host;
    if (!host.start()) {
        std::cerr << "The hook host does not start.\n";
        return 1;
    }
    for (std::string line; std::getline(std::cin, line);) {
        const auto wanted = Json::Document::parse(QByteArray::fromStdString(line));
        if (!wanted)
            return 1;
        const Json::Value script = wanted->root();
        const bool isTraced = script.find("answers").has_value();
        std::cout << (script.find("record") ? recordScript(host, script)
                          : isTraced        ? traceScript(host, script)
                                            : tryScript(host, script))
                         .toStdString()
                  << std::endl;
    }
    return 0;
}
