// SPDX-License-Identifier: GPL-3.0-or-later
// Compiles and runs scripts in real hook hosts, for mutate.mjs: a line of JSON on standard input is
// a script, `{"source","request"}`; the line that answers it says what became of it.
#include "server/core/json.h"
#include "server/hooks/hookpool.h"

#include <QCoreApplication>
#include <QEventLoop>

#include <algorithm>
#include <iostream>
#include <optional>
#include <string>

namespace {

using namespace Hooks;
using namespace std::chrono_literals;

constexpr auto Timeout = 2s; ///< Of one run; mutate.mjs gives its own engine less.

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
            2, [](const HookCall &call, const AnswerCall &answer) { answer(answerTo(call)); },
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

    Result<CompiledScript> compile(const QByteArray &source)
    {
        Compilation wanted;
        wanted.source = source;
        return wait<Result<CompiledScript>>([&](auto done) { m_pool.compile(wanted, done); });
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
        std::cout << tryScript(host, wanted->root()).toStdString() << std::endl;
    }
    return 0;
}
