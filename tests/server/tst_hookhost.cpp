// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/hookwire/compiledscript.h"
#include "server/hookwire/compilerhash.h"
#include "server/hooks/hookrun.h"
#include "server/hooks/killcounter.h"
#include "server/http/message.h"
#include "server/store/database.h"
#include "tests/support/embeddedserver.h"

#include <QDir>
#include <QFile>
#include <QSemaphore>
#include <QTest>

#include <csignal>

#include <unistd.h>

using namespace std::chrono_literals;

namespace {

/// Texts that two readers of JavaScript could take differently.
const struct
{
    const char *name;
    const char *body; ///< Of beforePOST; it leaves its result in `x`.
    const char *seen; ///< Empty: refused with 422.
} Readings[] = {
    {"HTML comment", "var a = 1, b = 5; var x = a <!-- b\n;", "1"},
    {"end of an HTML comment", "var x = 1\n--> 2\n;", "1"},
    {"operators that look like one", "var a = 1, b = 5; var x = a<! --b;", "false"},
    {"comment with a line break", "var x = (function () { return /*\n*/ 5; })();", "undefined"},
    {"CR ends a line comment", "var x = 1; // y\rx = 2;", "2"},
    {"U+2028 ends a line comment", "var x = 1; // y\xe2\x80\xa8x = 2;", "2"},
    {"U+2028 in a string", "var x = 'a\xe2\x80\xa8' .length;", "2"},
    {"CR in a template", "var x = `a\r\nb\rc`.length;", "5"},
    {"line continued in a string", "var x = 'a\\\nb';", "ab"},
    {"octal number", "var x = 010 + 1;", "9"},
    {"decimal number with a zero", "var x = 08 + 1;", "9"},
    {"octal escape", "var x = '\\101' + '\\0'.length;", "A1"},
    {"number before a point", "var x = 0x10.toString() + 5..toFixed(1) + .5;", "165.00.5"},
    {"escape in a name", "var \\u0061b = 4; var x = ab;", "4"},
    {"escaped name of ours", "var \\u0024\\u0024h = 4; var x = [...[$$h]].join();", "4"},
    {"escaped keyword", "v\\u0061r x = 1;", ""},
    {"let as a name", "var let = 1; var x = let;", ""},
    {"yield as a name", "var x = (async () => { var yield = 1; })();", ""},
    {"division or expression", "var g = 2, a = 8; var x = a\n/2/g;", "2"},
    {"expression after a block", "var x = 0; {}/x/.test('x') && (x = 3);", "3"},
    {"template in a template", "var x = `a${`}${'`}'}`}b`;", "a}`}b"},
    {"template takes toString", "var x = `${{ toString: () => 's', valueOf: () => 'v' }}`;", "s"},
    {"template in order",
     "var s = ''; const o = n => ({ toString() { s += n; return n; } }); `${o('a')}${s += 'b', "
     "''}`; var x = s;",
     "ab"},
    {"tagged template",
     "var f = (s, v) => s.raw[0] + v + s.length + Object.isFrozen(s); var x = f`\\n${1}`;",
     "\\n12true"},
    {"tagged template keeps its object", "var f = s => s; var g = () => f`a`; var x = g() === g();",
     "true"},
    {"tagged template of a member", "var o = { n: 4, f() { return this.n; } }; var x = o.f`a`;",
     "4"},
    {"new with a tagged template",
     "var f = () => function () { this.y = 6; }; var x = new f`a`().y;", "6"},
    {"condition with an arrow function", "var x = (1 ? (0) : y => 2);", "0"},
    {"semicolon left out before ++", "var x = 1, y = 1\nx\n++y\nx = y;", "2"},
    {"semicolon left out at return", "var x = (() => { return\n5 })();", "undefined"},
    {"semicolon left out in a pattern",
     "const {f = function () { return\n5 }, ...rest} = {}; var x = f();", "undefined"},
    {"names of the engine's own language",
     "var of = 1, get = 2, set = 3, as = 4, on = 5, property = 6, signal = 7, readonly = 8, "
     "component = 9, required = 10; var x = of + get + set + as + on + property + signal + "
     "readonly + component + required;",
     "55"},
    {"blanks of all kinds",
     "var\xc2\xa0x\xef\xbb\xbf=\xe3\x80\x80\x0b\x0c"
     "7;",
     "7"},
    {"directive that is none", "'use\\x20strict'; undeclared9 = 2; var x = undeclared9;", "2"},
    {"private name like a built-in",
     "class A { #toString = 3; get() { return this.#toString; } } var x = new A().get();", "3"},
};

} // namespace

/// What keeps the hooks of collections, runs and clients apart: processes, libraries, restarts,
/// kills.
class TestHookHost : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_server.reset(); }
    void scriptsReachNoOtherCollection_data();
    void scriptsReachNoOtherCollection();
    void theEngineReadsWhatTheCompilerRead_data();
    void theEngineReadsWhatTheCompilerRead();
    void scriptsHaveALimit_data();
    void scriptsHaveALimit();
    void librariesKeepNothing_data();
    void librariesKeepNothing();
    void anEndedHostIsStartedAgain();
    void formsOfAnotherCompilerAreCompiledAnew_data();
    void formsOfAnotherCompilerAreCompiledAnew();
    void largeRequestsAreNoKills_data();
    void largeRequestsAreNoKills();
    void oneClientSuspendsNobody();
    void killsOfClientsAreCountedApart();
    void strangersGetShortSentences();

private:
    HttpClient &client() { return m_server->client(); }
    HttpClient stranger();
    void saveProbe();
    QByteArray probe() { return client().post("/rest/other", "{}").member("seen"); }

    std::unique_ptr<EmbeddedServer> m_server;
};

namespace {

/// The process ids of this process's children that run the hook host.
/// The hook hosts of this process that have not ended; a killed one stays in /proc until it is
/// waited for.
QList<pid_t> hookHosts()
{
    QList<pid_t> found;
    for (const QString &name : QDir(QStringLiteral("/proc")).entryList(QDir::Dirs)) {
        QFile file(QStringLiteral("/proc/%1/stat").arg(name));
        if (name.toInt() == 0 || !file.open(QIODevice::ReadOnly))
            continue;
        const QByteArray stat = file.readAll(); // empty when the process has just gone
        const QByteArrayList rest = stat.mid(stat.lastIndexOf(')') + 2).split(' ');
        if (stat.contains("(hookdesk-hookho") && rest.value(0) != "Z"
            && rest.value(1).toLongLong() == getpid())
            found.append(name.toInt());
    }
    return found;
}

} // namespace

void TestHookHost::init()
{
    m_server = std::make_unique<EmbeddedServer>();
    QVERIFY(m_server->start());
    QVERIFY(m_server->define("c"));
    QVERIFY(m_server->define("other"));
}

HttpClient TestHookHost::stranger()
{
    return m_server->clientWith(client().post("/admin/v1/keys", R"({"kind":"web"})").member("key"));
}

/// A hook of another collection that says what it sees of what scripts must not reach.
void TestHookHost::saveProbe()
{
    QCOMPARE(
        client()
            .hook("other",
                  "let runs = 0;\nfunction beforePOST(req, res) { res.end({data: {seen: [++runs, "
                  "typeof PWN, typeof [].pwn, typeof Object.prototype.pwn, "
                  "JSON.stringify({a: [1]}), (function (x) { return x; }).call(null, 7)]"
                  ".join(' ')}}); }")
            .status,
        200);
}

void TestHookHost::scriptsReachNoOtherCollection_data()
{
    QTest::addColumn<QByteArray>("script");
    const auto row = [](const char *name, const QByteArray &script) {
        QTest::newRow(name) << script;
    };
    const QByteArray evil = "globalThis.PWN='a';Array.prototype.pwn=1;Object.prototype.pwn=1;"
                            "Function.prototype.call=function(){return 0};JSON.stringify=null;";
    const QByteArray open = "(function(){return function(){";
    const QByteArray hook = "\n;function beforePOST(req,res){res.end()}";
    row("HTML comment", "var b=1;var a=1 <!-- b; }}); " + evil + open + hook);
    row("HTML comment that loops", "var b=1;var a=1 <!-- b; }}); for(;;);" + open + hook);
    row("end of an HTML comment", "var a=1\n--> 1; }}); " + evil + open + hook);
    row("end of an HTML comment behind a comment",
        "var a=1\n/* x */ --> 1; }}); " + evil + open + hook);
    row("hashbang", "#! }}); " + evil + open + hook);
    row("comment that ends at CR", "// x\r}}); " + evil + open + hook);
    row("comment that ends at U+2028", "// x\xe2\x80\xa8}}); " + evil + open + hook);
    row("plain break out", "}}); " + evil + open + hook);
    row("break out of one function", "}; " + evil + "(function(){" + hook);
    row("break out of a template", "var a=`}}); " + evil + open + "`" + hook);
    row("break out of a regular expression", "var a=/}}); [/*]/; " + hook);
    row("at the top of the script", "try { " + evil + " } catch (e) {}" + hook);
    row("by the constructor",
        "try { (function(){}).constructor(\"" + QByteArray(evil).replace('"', '\'')
            + "\")(); } catch (e) {}" + hook);
}

void TestHookHost::scriptsReachNoOtherCollection()
{
    QFETCH(QByteArray, script);
    saveProbe();
    const QByteArray clean = "1 undefined undefined undefined {\"a\":[1]} 7";
    QCOMPARE(probe(), clean);
    const auto saved = client().hook("c", script);
    QVERIFY2(saved.status == 200 || saved.status == 422, saved.body.constData());
    for (int i = 0; i < 2; ++i) {
        if (saved.status == 200)
            QVERIFY(client().post("/rest/c", "{}").status < 503);
        QCOMPARE(probe(), clean);
        saveProbe(); // in a new child
        QCOMPARE(probe(), clean);
    }
    QCOMPARE(
        client().hook("c", "function beforePOST(req, res) { res.end({data: {fine: 1}}); }").status,
        200);
    QCOMPARE(client().post("/rest/c", "{}").member("fine"), QByteArray("1"));
}

void TestHookHost::theEngineReadsWhatTheCompilerRead_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("seen");
    for (const auto &[name, body, seen] : Readings)
        QTest::newRow(name) << QByteArray(body) << QByteArray(seen);
}

void TestHookHost::theEngineReadsWhatTheCompilerRead()
{
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, seen);
    const auto saved = client().hook("c",
                                     "function beforePOST(req, res) {\n" + body
                                         + "\nres.end({data: {seen: String(x), line: new "
                                           "Error().stack.split(':').length > 1}});\n}");
    QCOMPARE(saved.status, seen.isEmpty() ? 422 : 200);
    if (seen.isEmpty())
        QCOMPARE(saved.member("line"), QByteArray("2"));
    else
        QCOMPARE(client().post("/rest/c", "{}").member("seen"), seen);
}

void TestHookHost::scriptsHaveALimit_data()
{
    QTest::addColumn<QByteArray>("script");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("message");
    const QByteArray hook = "function beforePOST(req, res) { res.end(); } //";
    const QByteArray largest = hook.leftJustified(Hooks::MaximumScriptBytes, 'x');
    QTest::newRow("largest") << largest << 200 << QByteArray();
    QTest::newRow("larger") << largest + 'x' << 413
                            << QByteArray("A script has at most 256 KiB; divide it into modules.");
    QTest::newRow("nested") << "x = " + QByteArray(40000, '(') + '1' + QByteArray(40000, ')') << 422
                            << QByteArray("The script is nested too deeply");
}

void TestHookHost::scriptsHaveALimit()
{
    QFETCH(QByteArray, script);
    QFETCH(int, status);
    QFETCH(QByteArray, message);
    const auto saved = client().hook("c", script);
    QCOMPARE(saved.status, status);
    QCOMPARE(saved.member("message"), message);
}

void TestHookHost::librariesKeepNothing_data()
{
    QTest::addColumn<QByteArray>("look"); // gives what it sees, then changes it
    const auto row = [](const char *name, const char *look) {
        QTest::newRow(name) << QByteArray(look);
    };
    row("expression of lodash",
        "const t = require('lodash').templateSettings; seen = t.interpolate.source + "
        "t.interpolate.lastIndex; try { t.interpolate.compile('LEAK'); } catch (e) {} "
        "t.interpolate.lastIndex = 3;");
    row("settings of lodash",
        "const _ = require('lodash'); seen = _.template('<%= a %>{{a}}')({a: 1}); "
        "_.templateSettings.interpolate = /{{([^}]+)}}/g; _.mixin({leak: () => 1}); seen += typeof "
        "_.leak;");
    row("cache of lodash",
        "const _ = require('lodash'); seen = typeof _.memoize.Cache.prototype.leak; "
        "_.memoize.Cache.prototype.leak = 1;");
    row("prototype by a template's helper",
        "seen = template('{{rawjson 1}}', {}); template('{{f (rawjson 1)}}', {f: x => { "
        "Object.getPrototypeOf(x).toHTML = () => 'POISON'; }});");
    row("options of a template's helper",
        "template('{{f 1}}', {f: (x, o) => { seen = ['data', 'loc', 'hash'].map(k => typeof "
        "o[k].leak).join() + typeof Object.getPrototypeOf(o).leak; o.data.leak = o.loc.leak = "
        "o.hash.leak = 1; }});");
    row("partial of a template that failed",
        "try { template('{{#*inline \"p\"}}LEAK{{/inline}}{{f}}', {f: () => { throw 1; }}); } "
        "catch (e) {} "
        "try { seen = template('{{> p}}', {}); } catch (e) { seen = e.message; }");
    row("error of a template",
        "try { template('{{#if', {}); } catch (e) { seen = typeof Object.getPrototypeOf(e).leak; "
        "try { Object.getPrototypeOf(e).leak = 1; } catch (f) {} }");
    row("helper of handlebars",
        "const h = require('handlebars'); seen = typeof h.helpers.leak + typeof "
        "h.SafeString.prototype.leak; h.registerHelper('leak', () => 1); "
        "h.SafeString.prototype.leak = 1;");
    row("locale of moment",
        "const m = require('moment'); seen = m.locale() + typeof m.fn.leak; m.defineLocale('leak', "
        "{}); "
        "m.fn.leak = 1;");
    row("plugin of dayjs",
        "const d = require('dayjs'); seen = typeof d().leak; d.extend((o, c) => { c.prototype.leak "
        "= () "
        "=> 1; });");
    row("member of async", "seen = typeof async.leak; async.leak = 1;");
    row("member of uuid",
        "const u = require('uuid'); seen = typeof u.leak + u.v4().length; u.leak = 1;");
    row("tagged template",
        "const f = s => s; const s = f`a`; seen = typeof s.leak; try { s.leak = 1; } "
        "catch (e) {}");
    row("function of the environment",
        "seen = typeof template.leak + typeof crypto.createHash.leak + typeof setTimeout.leak; try "
        "{ "
        "template.leak = 1; } catch (e) {} try { crypto.createHash.leak = 1; } catch (e) {} try { "
        "setTimeout.leak = 1; } catch (e) {}");
}

void TestHookHost::librariesKeepNothing()
{
    QFETCH(QByteArray, look);
    QCOMPARE(client()
                 .hook("c",
                       "function beforePOST(req, res) { var seen; " + look
                           + "\nres.end({data: {seen: String(seen)}}); }")
                 .status,
             200);
    const auto first = client().post("/rest/c", "{}");
    QCOMPARE(first.status, 201);
    QVERIFY2(!first.member("seen").isEmpty(), first.body.constData());
    for (int i = 0; i < 3; ++i)
        QCOMPARE(client().post("/rest/c", "{}").member("seen"), first.member("seen"));
}

void TestHookHost::anEndedHostIsStartedAgain()
{
    saveProbe();
    // The second and the third signal may meet a process that is just starting.
    for (int i = 0; i < 3; ++i) {
        // QTRY_VERIFY looks a second time, when the host that it saw may have ended.
        QList<pid_t> hosts;
        QVERIFY(QTest::qWaitFor([&] { return !(hosts = hookHosts()).isEmpty(); }));
        for (const pid_t host : hosts)
            ::kill(host, SIGKILL);
    }
    QTRY_COMPARE_WITH_TIMEOUT(client().post("/rest/other", "{}").status, 201, 30000);
}

void TestHookHost::formsOfAnotherCompilerAreCompiledAnew_data()
{
    QTest::addColumn<QByteArray>("compiled");
    const QByteArray factory =
        "(function(a,b){return function(){return {beforePOST:function(q,r){r.end("
        "{data:{v:'old'}})}}}})";
    QTest::newRow("a number") << "/*hookdesk 3*/" + factory;
    QTest::newRow("another hash") << "/*hookdesk 0123456789abcdef*/" + factory;
    QTest::newRow("a longer hash") << "/*hookdesk " + QByteArray(CompilerHash) + "0*/" + factory;
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("no head") << factory;
}

void TestHookHost::formsOfAnotherCompilerAreCompiledAnew()
{
    QFETCH(QByteArray, compiled);
    QTemporaryDir folder;
    Server::Options options;
    options.databasePath = folder.filePath(QStringLiteral("old.hookdesk"));
    {
        auto database = Store::Database::open(options.databasePath, Store::Database::Use::Serve);
        QVERIFY(database);
        QSemaphore done;
        Store::Script script;
        script.source =
            "function beforePOST(req, res) { res.end({data: {v: require('lib/m').v}}); }";
        script.compiled = compiled;
        script.hooks = {"beforePOST"};
        Store::Script module;
        module.source = "exports.v = 'new';";
        module.compiled = compiled;
        (*database)->change<Done>(
            [&](Store::Transaction &transaction) -> Result<Done> {
                if (auto made = transaction.saveCollection("c", "{}"); !made)
                    return made;
                if (auto saved = transaction.saveScript("lib/m", module, {}); !saved)
                    return saved;
                return transaction.saveScript("c", script, {});
            },
            [&](const Result<Done> &) { done.release(); });
        done.acquire();
    }
    auto server = Server::open(options);
    QVERIFY(server);
    const auto reply = (*server)->requestAndWait("POST", "/rest/c", "{}");
    QVERIFY2(reply.body.contains("\"v\":\"new\""), reply.body.constData());
}

void TestHookHost::largeRequestsAreNoKills_data()
{
    QTest::addColumn<QByteArray>("item");
    QTest::addColumn<int>("count");
    QTest::newRow("numbers") << QByteArray("0") << 3'000'000;
    QTest::newRow("lists") << QByteArray("[[]]") << 1'000'000;
}

void TestHookHost::largeRequestsAreNoKills()
{
    QFETCH(QByteArray, item);
    QFETCH(int, count);
    QCOMPARE(
        client().put("/admin/v1/settings", R"({"codehooks":{"memory":64,"timeout":20000}})").status,
        200);
    QCOMPARE(
        client()
            .hook("c",
                  "function beforePOST(req, res) { if (req.body.loop) while (true) {} res.end(); }")
            .status,
        200);
    const auto reply =
        client().post("/rest/c", "{\"l\":[" + (item + ',').repeated(count - 1) + item + "]}");
    QVERIFY2(reply.status == 201 || reply.status == 413, reply.body.left(300).constData());
    // It does not count: four kills are not five.
    QCOMPARE(
        client().put("/admin/v1/settings", R"({"codehooks":{"memory":64,"timeout":100}})").status,
        200);
    for (int i = 0; i < 4; ++i)
        QCOMPARE(client().post("/rest/c", R"({"loop":true})").status, 500);
    QCOMPARE(client().post("/rest/c", "{}").status, 201);
}

void TestHookHost::oneClientSuspendsNobody()
{
    QCOMPARE(client().put("/admin/v1/settings", R"({"codehooks":{"timeout":100}})").status, 200);
    QCOMPARE(
        client()
            .hook("c",
                  "function beforePOST(req, res) { if (req.body.loop) while (true) {} res.end(); }")
            .status,
        200);
    HttpClient visitor = stranger();
    for (int i = 0; i < 7; ++i)
        QCOMPARE(visitor.post("/rest/c", R"({"loop":true})").status, 500);
    QCOMPARE(visitor.post("/rest/c", "{}").status, 201);
    QCOMPARE(client().post("/rest/c", "{}").status, 201);
    // Their kills count once; with four of somebody who may mend the script it is suspended.
    for (int i = 0; i < 4; ++i)
        QCOMPARE(client().post("/rest/c", R"({"loop":true})").status, 500);
    QCOMPARE(client().post("/rest/c", "{}").status, 503);
    const auto refused = visitor.post("/rest/c", "{}");
    QCOMPARE(refused.status, 503);
    QVERIFY2(!refused.body.contains("script") && !refused.body.contains("\\\"c\\\""),
             refused.body.constData());
}

void TestHookHost::killsOfClientsAreCountedApart()
{
    Hooks::KillCounter counter;
    const Hooks::KillCounter::Time now{1h};
    for (int i = 0; i < 20; ++i)
        counter.add("c", "one", now);
    QVERIFY(!counter.takeSuspension("c", now));
    QVERIFY(counter.isRestrained("c", "one", now));
    QVERIFY(!counter.isRestrained("c", "two", now));
    QVERIFY(!counter.isRestrained("d", "one", now));
    QVERIFY(!counter.isRestrained("c", "one", now + 11min));
    for (const char *other : {"two", "three", "four"})
        counter.add("c", other, now + 11min);
    counter.add("c", "", now + 11min);
    QVERIFY(!counter.takeSuspension("c", now + 11min));
    counter.add("c", "", now + 11min);
    QVERIFY(counter.takeSuspension("c", now + 11min));
    QVERIFY(!counter.takeSuspension("c", now + 11min));
}

void TestHookHost::strangersGetShortSentences()
{
    QCOMPARE(client()
                 .hook("c",
                       "function beforePOST(req, res) {\n  throw new Error('table customers lacks "
                       "7');\n}\n"
                       "function beforeGET(req, res) { res.end({error: 'mine'}); }")
                 .status,
             200);
    const auto told = stranger().post("/rest/c", "{}");
    QCOMPARE(told.status, 500);
    QCOMPARE(told.member("message"), QByteArray("The hook of this request failed."));
    QVERIFY(client().post("/rest/c", "{}").member("message").endsWith("7 (line 2, column 9)"));
    QVERIFY(client()
                .get("/admin/v1/inspector?collection=c&status=500&max=2")
                .body.contains("table customers lacks 7"));
    // What the hook itself says is meant for the client.
    QCOMPARE(stranger().get("/rest/c").member("message"), QByteArray("mine"));
}

QTEST_GUILESS_MAIN(TestHookHost)
#include "tst_hookhost.moc"
