// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/hooks/hookpool.h"

#include <QTest>

#include <memory>
#include <optional>
#include <utility>

using namespace std::chrono_literals;

namespace {

void row(const char *name, const char *shared, const char *change, const char *look,
         const char *unchanged, const char *changed)
{
    QTest::newRow(name) << QByteArray(shared) << QByteArray(change) << QByteArray(look)
                        << QByteArray(unchanged) << QByteArray(changed);
}

} // namespace

/// Two runs are under way in one hook host at the same time: `a` changes something and waits, `b`
/// comes and goes meanwhile, then `a` goes on. Neither may see anything of the other.
class TestInterleaving : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanupTestCase();
    void init() { m_held.clear(); }
    void runsAreApart_data();
    void runsAreApart();
    void answersReachTheirRun();
    void logLinesReachTheirRun();
    void errorsReachTheirRun();
    void timersAreTheirRuns();
    void manyTimersTakeLittle();
    void elementsOfPrototypesEndTheirRun_data();
    void elementsOfPrototypesEndTheirRun();

private:
    using Outcome = std::shared_ptr<std::optional<Hooks::HookOutcome>>;

    static void addRowsOfScripts();
    static void addRowsOfBuiltIns();
    static void addRowsOfRuns();
    Hooks::HookRun prepare(const QByteArray &source);
    QByteArray compiled(const QByteArray &source, bool isModule);
    Outcome begin(Hooks::HookRun run, const QByteArray &who);
    /// Begins `a`, and `b` once `a` waits; then waits for the answer of `b`.
    std::pair<Outcome, Outcome> beginBoth(const Hooks::HookRun &run);
    /// Whether `a` has asked for something and waits.
    bool waits() const { return !m_held.isEmpty(); }
    void goOn() { m_held.takeFirst()(QByteArray(R"("given to a")")); }
    static QByteArray answerOf(const Outcome &outcome);

    std::unique_ptr<Hooks::HookPool> m_pool;
    QList<Hooks::AnswerCall> m_held;
    int m_collections = 0;
};

void TestInterleaving::initTestCase()
{
    m_pool = std::make_unique<Hooks::HookPool>(
        1,
        [this](const Hooks::HookCall &call, const Hooks::AnswerCall &answer) {
            if (call.target().startsWith("/rest/hold"))
                m_held.append(answer);
            else
                answer(QByteArray(R"("given to b")"));
        },
        [](const QByteArray &, const QList<Hooks::LogLine> &) {});
    bool isReady = false;
    m_pool->start([&](const Result<Done> &done) { isReady = done.hasValue(); });
    QTRY_VERIFY_WITH_TIMEOUT(isReady, 20000);
}

void TestInterleaving::cleanupTestCase()
{
    m_pool->shutDown();
}

QByteArray TestInterleaving::compiled(const QByteArray &source, bool isModule)
{
    Hooks::Compilation wanted;
    wanted.source = source;
    wanted.isModule = isModule;
    auto given = std::make_shared<std::optional<Result<Hooks::CompiledScript>>>();
    m_pool->compile(wanted,
                    [given](Result<Hooks::CompiledScript> result) { *given = std::move(result); });
    [&] { QTRY_VERIFY_WITH_TIMEOUT(given->has_value(), 20000); }();
    if (!*given || !**given) {
        QTest::qFail(*given ? qPrintable((*given)->error().message) : "no answer", __FILE__,
                     __LINE__);
        return {};
    }
    return (**given)->compiled;
}

Hooks::HookRun TestInterleaving::prepare(const QByteArray &source)
{
    Hooks::HookRun run;
    run.collection = "c" + QByteArray::number(++m_collections);
    run.hook = "beforeGET";
    run.timeout = 20s;
    run.script.compiled = compiled(source, false);
    run.script.modules = {
        {"lib/counter",
         compiled("let n = 0; exports.n = () => n; exports.add = () => ++n;", true)}};
    run.settings = R"({"color":"red"})";
    return run;
}

TestInterleaving::Outcome TestInterleaving::begin(Hooks::HookRun run, const QByteArray &who)
{
    run.requestId = who;
    run.request = R"({"query":{"who":")" + who + R"("},"body":{"n":0}})";
    run.hint = R"({"of":")" + who + R"("})";
    auto outcome = std::make_shared<std::optional<Hooks::HookOutcome>>();
    m_pool->run(run, [outcome](Hooks::HookOutcome given) { *outcome = std::move(given); });
    return outcome;
}

std::pair<TestInterleaving::Outcome, TestInterleaving::Outcome>
TestInterleaving::beginBoth(const Hooks::HookRun &run)
{
    const Outcome a = begin(run, "a");
    [&] { QTRY_VERIFY_WITH_TIMEOUT(waits(), 20000); }();
    const Outcome b = begin(run, "b");
    [&] { QTRY_VERIFY_WITH_TIMEOUT(b->has_value(), 20000); }();
    return {a, b};
}

QByteArray TestInterleaving::answerOf(const Outcome &outcome)
{
    if (!outcome->has_value())
        return "no answer";
    return (*outcome)->result ? *(*outcome)->result : (*outcome)->result.error().message.toUtf8();
}

void TestInterleaving::runsAreApart_data()
{
    QTest::addColumn<QByteArray>("shared"); // at the top of the script
    QTest::addColumn<QByteArray>("change"); // what `a` does before it waits
    QTest::addColumn<QByteArray>("look"); // what both see then
    QTest::addColumn<QByteArray>("unchanged"); // what `b` sees
    QTest::addColumn<QByteArray>("changed"); // what `a` sees when it goes on
    addRowsOfScripts();
    addRowsOfBuiltIns();
    addRowsOfRuns();
}

void TestInterleaving::addRowsOfScripts()
{
    row("an undeclared name", "", "leak = 1;", "typeof leak", R"("undefined")", R"("number")");
    row("a var of the script", "var n = 0;", "n = 1;", "n", "0", "1");
    row("a let of the script", "let n = 0;", "n = 1;", "n", "0", "1");
    row("an object of the script", "const o = {n: 0};", "o.n = 1;", "o.n", "0", "1");
    row("a list of the script", "const l = [];", "l.push(7);", "l", "[]", "[7]");
    row("a map of the script", "const m = new Map();", "m.set(1, 2);", "m.size", "0", "1");
    row("a closure of the script", "const next = (() => { let n = 0; return () => ++n; })();",
        "next();", "next()", "1", "2");
    row("a generator of the script", "const g = (function* () { yield 1; yield 2; })();",
        "g.next();", "g.next().value", "1", "2");
    row("a static of a class", "class C { static n = 0; }", "C.n = 1;", "C.n", "0", "1");
    row("a prototype of a class", "class C { f() { return 0; } }", "C.prototype.f = () => 1;",
        "new C().f()", "0", "1");
    row("a property of the hook", "", "beforeGET.n = 1;", "beforeGET.n || 0", "0", "1");
    row("the script's this", "const self = this;", "self.n = 1;", "self.n || 0", "0", "1");
}

void TestInterleaving::addRowsOfBuiltIns()
{
    row("the global object", "", "try { globalThis.n = 1; } catch (e) { }", "typeof globalThis.n",
        R"("undefined")", R"("undefined")");
    row("Array.prototype", "", "try { Array.prototype.n = 1; } catch (e) { }", "[].n || 0", "0",
        "0");
    row("Object.prototype", "", "try { Object.prototype.n = 1; } catch (e) { }", "({}).n || 0", "0",
        "0");
    row("JSON", "", "try { JSON.stringify = () => 'x'; } catch (e) { }", "JSON.stringify(1)",
        R"("1")", R"("1")");
    row("Math", "", "try { Math.max = () => 9; } catch (e) { }", "Math.max(1)", "1", "1");
    row("Promise.prototype", "", "try { Promise.prototype.then = null; } catch (e) { }",
        "typeof Promise.prototype.then", R"("function")", R"("function")");
    row("a facade", "", "try { db.get = () => 1; } catch (e) { }", "typeof db.get", R"("function")",
        R"("function")");
    row("console", "", "try { console.log = 1; } catch (e) { }", "typeof console.log",
        R"("function")", R"("function")");
    row("lastIndex", "const r = /x/g;", "r.test('xx');", "r.lastIndex", "0", "1");
    row("the last match", "", "/(a)/.test('a');",
        "(() => { try { return String(RegExp.$1); } catch (e) { return 'undefined'; } })()",
        R"("undefined")", R"("undefined")");
    row("a module", "", "require('lib/counter').add();", "require('lib/counter').n()", "0", "1");
    row("a helper of handlebars", "", "require('handlebars').registerHelper('n', () => 'h');",
        "typeof require('handlebars').helpers.n", R"("undefined")", R"("function")");
    row("a locale of moment", "",
        "require('moment').defineLocale('xx', {}); require('moment').locale('xx');",
        "require('moment').locale()", R"("en")", R"("xx")");
    row("a plugin of dayjs", "", "require('dayjs').extend((o, c) => { c.prototype.n = () => 1; });",
        "typeof require('dayjs')().n", R"("undefined")", R"("function")");
}

void TestInterleaving::addRowsOfRuns()
{
    row("context", "", "context.n = 1;", "context.n || 0", "0", "1");
    row("context.settings", "", "context.settings.color = 'blue';", "context.settings.color",
        R"("red")", R"("blue")");
    row("context.requestId", "", "", "context.requestId", R"("b")", R"("a")");
    row("req.body", "", "req.body.n = 1;", "req.body.n", "0", "1");
    row("req.hint, read late", "", "", "req.hint.of", R"("b")", R"("a")");
    row("req.hint, replaced", "", "req.hint = 5;", "typeof req.hint", R"("object")", R"("number")");
    row("a var of eval", "", "eval('var n = 1');", "typeof n", R"("undefined")", R"("number")");
    row("a function of Function", "", "new Function('leak = 1')();", "typeof leak",
        R"("undefined")", R"("undefined")");
    row("arguments", "", "arguments[0] = {query: {who: 'x'}};", "req.query.who", R"("b")",
        R"("x")");
}

void TestInterleaving::runsAreApart()
{
    QFETCH(QByteArray, shared);
    QFETCH(QByteArray, change);
    QFETCH(QByteArray, look);
    QFETCH(QByteArray, unchanged);
    QFETCH(QByteArray, changed);
    const auto run = prepare(shared + "\nfunction beforeGET(req, res) {\n"
                             + "if (req.query.who !== 'a') return res.end(" + look + ");\n" + change
                             + "\ndb.get('/rest/hold').then(() => res.end(" + look + ")); }");
    const Outcome a = begin(run, "a");
    QTRY_VERIFY_WITH_TIMEOUT(waits(), 20000);
    for (int i = 0; i < 2; ++i) {
        const Outcome b = begin(run, "b");
        QTRY_VERIFY_WITH_TIMEOUT(b->has_value(), 20000);
        QCOMPARE(answerOf(b), unchanged);
    }
    goOn();
    QTRY_VERIFY_WITH_TIMEOUT(a->has_value(), 20000);
    QCOMPARE(answerOf(a), changed);
}

/// Both make their first call: the numbers of their calls are the same.
void TestInterleaving::answersReachTheirRun()
{
    const auto run = prepare("async function beforeGET(req, res) {"
                             " const path = req.query.who === 'a' ? '/rest/hold' : '/rest/x';"
                             " res.end([await db.get(path), req.query.who, context.requestId]); }");
    const auto [a, b] = beginBoth(run);
    QVERIFY(b->has_value());
    QVERIFY(!a->has_value());
    QCOMPARE(answerOf(b), QByteArray(R"(["given to b","b","b"])"));
    goOn();
    QTRY_VERIFY_WITH_TIMEOUT(a->has_value(), 20000);
    QCOMPARE(answerOf(a), QByteArray(R"(["given to a","a","a"])"));
}

void TestInterleaving::logLinesReachTheirRun()
{
    const auto run = prepare("function beforeGET(req, res) { const who = req.query.who;"
                             " log.info(who + ' begins');"
                             " db.get(who === 'a' ? '/rest/hold' : '/rest/x')"
                             ".then(() => { log.info(who + ' ends'); res.end(); }); }");
    const auto lines = [](const Outcome &outcome) {
        QByteArrayList texts;
        for (const auto &line : (*outcome)->log)
            texts.append(line.message);
        return texts;
    };
    const auto [a, b] = beginBoth(run);
    QVERIFY(b->has_value());
    goOn();
    QTRY_VERIFY_WITH_TIMEOUT(a->has_value(), 20000);
    QCOMPARE(lines(a), QByteArrayList({"a begins", "a ends"}));
    QCOMPARE(lines(b), QByteArrayList({"b begins", "b ends"}));
}

void TestInterleaving::errorsReachTheirRun()
{
    const auto run =
        prepare("function beforeGET(req, res) { if (req.query.who === 'a')"
                " return db.get('/rest/hold').then(() => { throw new Error('of a'); });"
                "\nPromise.reject(new Error('unheard of')); res.end('fine'); }");
    const auto [a, b] = beginBoth(run);
    QVERIFY(b->has_value());
    QCOMPARE(answerOf(b), QByteArray(R"("fine")"));
    QVERIFY(!a->has_value());
    goOn();
    QTRY_VERIFY_WITH_TIMEOUT(a->has_value(), 20000);
    QVERIFY(answerOf(a).startsWith("of a"));
    QCOMPARE((*a)->stack.value(0).line, 1);
}

/// Each counts its timers from 1: clearing those of one leaves the other's alone.
void TestInterleaving::timersAreTheirRuns()
{
    const auto run =
        prepare("function beforeGET(req, res) { if (req.query.who === 'a') {"
                " setTimeout(() => res.end('fired'), 1500); return db.get('/rest/hold'); }"
                " for (let i = 0; i < 100; ++i) { clearTimeout(i); clearInterval(i); }"
                " res.end('cleared'); }");
    const auto [a, b] = beginBoth(run);
    QVERIFY(b->has_value());
    QCOMPARE(answerOf(b), QByteArray(R"("cleared")"));
    QTRY_VERIFY_WITH_TIMEOUT(a->has_value(), 20000);
    QCOMPARE(answerOf(a), QByteArray(R"("fired")"));
    goOn();
}

/// As many as a run may have, due at once; all others of the process wait meanwhile.
void TestInterleaving::manyTimersTakeLittle()
{
    auto run = prepare("function beforeGET(req, res) { let left = 9900, begun;"
                       " for (let i = 0; i < 9900; ++i) setTimeout(() => {"
                       " begun = begun || Date.now(); if (--left === 0)"
                       " res.end(Date.now() - begun); });"
                       " for (let i = 0; i < 90; ++i) clearTimeout(setTimeout(() => 0)); }");
    const Outcome outcome = begin(run, "b");
    QTRY_VERIFY_WITH_TIMEOUT(outcome->has_value(), 20000);
    bool isNumber = false;
    const int milliseconds = answerOf(outcome).toInt(&isNumber);
    QVERIFY2(isNumber && milliseconds < 500, answerOf(outcome).constData());
}

void TestInterleaving::elementsOfPrototypesEndTheirRun_data()
{
    QTest::addColumn<QByteArray>("prototype");
    QTest::newRow("of lists") << QByteArray("Object.getPrototypeOf([])");
    QTest::newRow("of objects") << QByteArray("Object.getPrototypeOf({})");
}

/// V4 lets a script add elements to them although they are frozen. The run that does it may not
/// wait then, because others would see them.
void TestInterleaving::elementsOfPrototypesEndTheirRun()
{
    QFETCH(QByteArray, prototype);
    const auto run = prepare("function beforeGET(req, res) {\n"
                             "if (req.query.who !== 'a') return res.end(typeof [,][0]);\n"
                             "const p = "
                             + prototype
                             + "; try { [].push.call(p, 1); p[0] = 1; } catch (e) { p[0] = 1; }\n"
                               "db.get('/rest/hold').then(() => res.end(typeof [,][0])); }");
    const Outcome a = begin(run, "a");
    QTRY_VERIFY_WITH_TIMEOUT(waits() || a->has_value(), 20000);
    const Outcome b = begin(run, "b");
    QTRY_VERIFY_WITH_TIMEOUT(b->has_value(), 20000);
    QCOMPARE(answerOf(b), QByteArray(R"("undefined")"));
    QTRY_VERIFY_WITH_TIMEOUT(a->has_value(), 20000);
    QVERIFY2(answerOf(a).contains("which other runs would see"), answerOf(a).constData());
}

QTEST_GUILESS_MAIN(TestInterleaving)
#include "tst_interleaving.moc"
