// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/hooks/runrecording.h"
#include "tests/support/embeddedserver.h"

#include <QNetworkReply>
#include <QTest>

/// Test runs that are recorded: `POST …/codehook/test` with `"record": true`. That steps and
/// values are right is tested against Node by tests/differential/recordings.mjs.
class TestRecording : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void answersWithADocument();
    void notesCallsLogAndEnd();
    void recordsModules();
    void recordsJobs();
    void saysWhatIsBeyond();
    void leavesRunsThatAreNotRecordedAlone();
    void recordsTheNextRequest();
    void recordsAMethodOnly();
    void saysWhenNoRequestCame();
    void recordsForOneAtATime();
    void recordsNoScriptThatWasReplaced();
    void recordsNoModuleThatWasReplaced();
    void refusesWhatIsWronglyAskedFor();
    void keepsNoSecrets();
    void runsOfARequestShareTheirRoom();
    void runsThatHangAreSeenAtTheirLastStep();
    void changesNothingThatAScriptSees_data();
    void changesNothingThatAScriptSees();

private:
    HttpClient &client() { return m_server.client(); }
    HttpClient::Reply run(const QByteArray &source, const QByteArray &more)
    {
        return client().post("/admin/v1/collections/c/codehook/test",
                             "{\"source\":" + Json::quoted(QByteArrayView(source)) + ',' + more
                                 + '}');
    }
    /// Begins to record the next request of "live", whose script is @p source.
    QNetworkReply *recordNext(const QByteArray &source, const QByteArray &wanted);
    /// Sends requests until @p reply has come.
    HttpClient::Reply sendUntil(QNetworkReply *reply, const QByteArray &method);
    /// The events of the first run of kind @p kind (docs/replay.md), as JSON.
    static QByteArrayList eventsOf(const Json::Value &recording, int kind);

    EmbeddedServer m_server; ///< One for all: test runs leave nothing behind.
};

namespace {

constexpr int Step = 0;
constexpr int Turn = 7;
constexpr int Log = 8;
constexpr int Call = 9;
constexpr int Answer = 10;
constexpr int End = 11;
constexpr int Failed = 12;
constexpr int Beyond = 14;
constexpr int File = 15;

/// What a recording could disturb.
struct Attack
{
    const char *name;
    const char *out; ///< What Node puts into `out`, as JSON.
    const char *body; ///< Of beforePOST, which puts what it sees into `out`.
};

constexpr Attack Attacks[] = {
    {"texts that are no Unicode", "3",
     "const s = '\\ud800', o = {['\\ud83d']: '\\udc00x', ['a\\0b']: 'y'.repeat(199) + "
     "'\\ud83d\\ude00'}, two = '\\ud800\\ud800'; out = s.length + o['\\ud83d'].length;"},
    {"proxies", "0",
     "let traps = []; const handler = new Proxy({}, {get(t, name) { "
     "traps.push(String(name)); }});const p = new Proxy({a: 1}, handler), q = {p, "
     "list: [p]}; const {proxy} = Proxy.revocable({}, handler); out = traps.length;"},
    {"getters that throw", "0",
     "const o = {get a() { throw new Error('no'); }, b: 1}; let seen = 0;class K { "
     "get x() { seen++; return 1; } } const k = new K(); k.y = "
     "2;Object.defineProperty(o, 'c', {get() { seen++; return 2; }, enumerable: "
     "true}); out = seen;"},
    {"cycles", "2", "const a = {n: 1}; a.self = a; a.list = [a, {a}]; out = a.list.length;"},
    {"toJSON and valueOf", "0",
     "let n = 0; const o = {toJSON() { n++; }, valueOf() { n++; }, toString() { "
     "n++; }, [Symbol.toPrimitive]() { n++; }}; const l = [o]; out = n;"},
    {"frozen globals", "2",
     "Object.freeze(Object.prototype); Object.freeze(Array.prototype); const a = "
     "[1]; a.push(2); out = a.length;"},
    {"changed built-ins", "0",
     "let n = 0; Array.prototype.push = function () { n++; }; Object.getPrototypeOf = () => n++; "
     "Date.now = () => n++; const o "
     "= {a: 1, s: 'x'.repeat(300)}; out = n;"},
    {"recursion of 10,000", "true",
     "let most = 0; function down(n) { most = n; if (n < 10000) down(n + 1); }try { "
     "down(0); } catch (e) { } out = most > 1000;"},
    {"huge texts", "2097152", "let s = 'ab'; for (let i = 0; i < 20; i++) s += s; out = s.length;"},
    {"large lists", "7",
     "const l = new Array(5000).fill(0).map((_, i) => ({i})); l[5].i = 7; out = "
     "l[5].i;"},
    {"errors in finally", "\"b\"",
     "const f = () => { try { throw new Error('a'); } catch (e) { throw new "
     "Error('b'); } finally { out = 1; } }; try { f(); } catch (e) { out = "
     "e.message; }"},
    {"return in finally", "2",
     "const f = () => { try { return 1; } finally { return 2; } }; out = f();"},
    {"generators that are left", "2",
     "let closed = 0; function* g() { try { yield 1; yield 2; } finally { closed++; "
     "} }for (const x of g()) break; const it = g(); it.next(); it.return(5); out = "
     "closed;"},
    {"async generators", "3",
     "async function* g() { for (let i = 0; i < 3; i++) { await null; yield i; } } "
     "let s = 0;for await (const x of g()) s += x; out = s;"},
    {"variables before their declaration", "\"ReferenceError1\"",
     "const f = () => { try { return x; } catch (e) { return e.name; } }; out = "
     "f(); let x = 1; out += f();"},
    {"names of the recorder", "10",
     "const $ = 1, $r = 2, $f = 3, $1$r = 4; out = $ + $r + $f + $1$r;"},
    {"this and new.target", "2",
     "function F() { this.n = new.target === F; } out = new F().n; const o = {m() { "
     "return this === o; }}; out += o.m();"},
    {"arguments", "\"21,2\"",
     "function f() { return arguments.length + [...arguments].join(); } out = f(1, "
     "2);"},
    {"with and eval", "11", "with ({inner: 5}) { out = inner; } out += eval('let q = 2; q * 3');"},
    {"labels and commas", "4",
     "let i = 0; a: for (;;) { for (;;) { if (++i > 3) break a; else continue a; } "
     "} out = i;"},
    {"switch without breaks", "\"twod\"",
     "let s = ''; switch (2) { case 1: let t = 1; case 2: s += 'two'; default: s += "
     "'d'; } out = s;"},
    {"tail calls", "\"end\"",
     "const f = function (n) { 'use strict'; return n ? f(n - 1) : 'end'; }; out = "
     "f(50);"},
    {"private members", "2",
     "class A { #x = 1; static #n = 0; #m() { return ++this.#x; } go() { A.#n++; "
     "return this.#m(); } }out = new A().go();"},
    {"thrown texts", "\"text\"", "try { throw 'text'; } catch (e) { out = e; }"},
    {"promises", "\"rejected,fulfilled,rejected\"",
     "out = (await Promise.allSettled([Promise.reject(new Error('a')), 1, (async () "
     "=> { throw 2; })()])).map((e) => e.status).join();"},
    {"timers", "\"late\"", "out = await new Promise((done) => setTimeout(() => done('late'), 1));"},
    {"semicolons left out", "2",
     "let a = 1\nlet b = 2\n;[a, b] = [b, a]\nconst f = () => a\nout = f()"},
    {"names of functions", "\"f,g,h,0\"",
     "const f = () => 1, o = {g() {}, h: function () {}}; out = [f.name, o.g.name, "
     "o.h.name, f.length].join();"},
    {"lists with billions of holes", "4294967295",
     "const a = []; a.length = 4294967295; a[7] = 1; const b = a; out = b.length;"},
    {"a Proxy among the prototypes", "0",
     "let n = 0; const seen = () => { n++; }; const o = Object.create(new Proxy({}, {ownKeys() { "
     "seen(); return []; }, getPrototypeOf() { seen(); return null; }, has() { seen(); return "
     "false; "
     "}, get: seen, getOwnPropertyDescriptor: seen})); o.a = 1; const q = o; out = n;"},
    {"a value that becomes a getter", "0",
     "let n = 0; const o = {a: 1}; const x = 1; Object.defineProperty(o, 'a', {get() { n++; return "
     "1; }, enumerable: true, configurable: true}); const y = 2; out = n;"},
    {"changed functions of lists and texts", "0",
     "let n = 0; Array.prototype.filter = () => n++; String.prototype.slice = () => n++; "
     "String.prototype.replace = () => n++; const e = new Error('x'), s = 'x'.repeat(5000); e.k = "
     "1; "
     "const o = {['\\ud800' + s]: '\\ud800', a_b: 1}; out = n;"},
    {"changed expressions", "0",
     "let n = 0; RegExp.prototype.exec = () => n++; RegExp.prototype.test = () => n++; const s = "
     "'x\\n', o = {s, ['a\\n']: 1}; out = n;"},
    {"many members", "1000",
     "const o = {}; for (let i = 0; i < 1000; i++) o['k' + i] = i; out = Object.keys(o).length;"},
    {"what a script puts into Object.prototype", "\"a\"",
     "Object.prototype.more = 1; const o = {a: 1}; out = Object.keys(o).join(); delete "
     "Object.prototype.more;"},
    {"stacks", "true", "try { null.x; } catch (e) { out = e.stack.split('\\n').length > 1; }"},
};

constexpr char Post[] = R"("request":{"method":"POST","body":{"n":1}})";

} // namespace

QByteArrayList TestRecording::eventsOf(const Json::Value &recording, int kind)
{
    QByteArrayList found;
    for (const Json::Value &event : recording.value("runs").items().front().value("events").items())
        if (event.items().front().toInteger() == kind)
            found.append(event.toJson());
    return found;
}

void TestRecording::initTestCase()
{
    QVERIFY(m_server.start());
    QVERIFY(m_server.define("c"));
    QVERIFY(m_server.define("live"));
}

void TestRecording::answersWithADocument()
{
    const QByteArray source = "function beforePOST(req, res) {\n  res.end({data: req.body});\n}\n"
                              "function afterPOST(req, res) {\n  res.end();\n}";
    const auto reply = run(source, QByteArray(Post) + R"(,"record":true)");
    QCOMPARE(reply.status, 200);
    const auto body = reply.json();
    const Json::Value recording = body.root().value("recording");
    QCOMPARE(recording.value("format").toString(), QStringLiteral("hookdesk-recording"));
    QCOMPARE(recording.value("version").toInteger(), 1);
    QCOMPARE(recording.value("collection").toString(), QStringLiteral("c"));
    QCOMPARE(recording.value("request").toJson(),
             QByteArray(R"({"method":"POST","path":"/rest/c"})"));
    QCOMPARE(recording.value("status").toInteger(), 201);
    const auto scripts = recording.value("scripts").items();
    QCOMPARE(scripts.size(), 1);
    QCOMPARE(scripts.front().value("name").toString(), QStringLiteral("c.js"));
    QCOMPARE(scripts.front().value("source").text().toByteArray(), source);
    const auto runs = recording.value("runs").items();
    QCOMPARE(runs.size(), 2);
    QCOMPARE(runs[0].value("hook").toString(), QStringLiteral("beforePOST"));
    QCOMPARE(runs[1].value("hook").toString(), QStringLiteral("afterPOST"));
    QVERIFY(!runs[0].value("cut").toBool());
    QCOMPARE(body.root().value("lines").toJson(), QByteArray("[]"));
    QCOMPARE(client().get("/rest/c").body, QByteArray("[]")); // it is a test run still
}

void TestRecording::notesCallsLogAndEnd()
{
    const auto reply = run("async function beforePOST(req, res) {\n"
                           "  const list = await db.get('/rest/c', {n: 1});\n"
                           "  log.warn('found', list.length);\n"
                           "  res.end({data: {n: list.length}});\n"
                           "  throw new Error('late');\n"
                           "}",
                           QByteArray(Post) + R"(,"record":true)");
    const auto body = reply.json();
    const Json::Value recording = body.root().value("recording");
    QCOMPARE(
        eventsOf(recording, Call),
        QByteArrayList{
            R"([9,1,"db.get",{"t":"array","n":2,"v":["/rest/c",{"t":"object","n":1,"v":[["n",1]]}]}])"});
    QCOMPARE(eventsOf(recording, Answer),
             QByteArrayList{R"([10,1,false,{"t":"array","n":0,"v":[]}])"});
    QCOMPARE(eventsOf(recording, Turn), QByteArrayList({"[7,0,0,0]", "[7,1,1,1]"}));
    QCOMPARE(eventsOf(recording, Log), QByteArrayList{R"([8,"warn","found 0"])"});
    QCOMPARE(eventsOf(recording, End),
             QByteArrayList{
                 R"([11,{"t":"object","n":1,"v":[["data",{"t":"object","n":1,"v":[["n",0]]}]]}])"});
    QCOMPARE(eventsOf(recording, Failed), QByteArrayList{R"([12,"late","c.js",5,9])"});
}

void TestRecording::recordsModules()
{
    QCOMPARE(client()
                 .put("/admin/v1/modules/vat",
                      "const RATE = 0.25;\nmodule.exports = (net) => {\n  return net * RATE;\n};")
                 .status,
             200);
    const auto reply = run("const vat = require('lib/vat');\nfunction beforePOST(req, res) {\n"
                           "  res.end({data: {n: vat(8)}});\n}",
                           QByteArray(Post) + R"(,"record":true)");
    const auto body = reply.json();
    const Json::Value recording = body.root().value("recording");
    QCOMPARE(recording.value("scripts").items().size(), 2);
    const QByteArrayList files = eventsOf(recording, File);
    QCOMPARE(files.size(), 2);
    QVERIFY(files[0].startsWith(R"([15,0,"c.js",)"));
    QVERIFY(files[1].startsWith(R"([15,1,"lib/vat.js",)"));
    // The function of the module runs in its file, and knows what it names of it.
    QVERIFY(files[1].contains(R"(["exports",2,18,4,"net","^RATE"])"));
    QCOMPARE(body.root().value("result").toJson(), QByteArray(R"({"data":{"n":2}})"));
}

void TestRecording::recordsJobs()
{
    const auto reply = client().post(
        "/admin/v1/collections/system_jobs/codehook/test",
        R"({"source":"function runJob(req, res) { log.info('hi'); res.end({data: {}}); }","hook":"runJob","record":true})");
    QCOMPARE(reply.status, 200);
    const auto body = reply.json();
    const Json::Value recording = body.root().value("recording");
    QVERIFY(!recording.find("request"));
    QCOMPARE(eventsOf(recording, Log).size(), 1);
    QVERIFY(eventsOf(recording, Step).size() >= 2);
}

void TestRecording::saysWhatIsBeyond()
{
    const auto reply = run("function beforePOST(req, res) {\n  let n = 0;\n"
                           "  while (n < 60000) {\n    n++;\n  }\n  res.end({data: {n}});\n}",
                           QByteArray(Post) + R"(,"record":true)");
    const auto body = reply.json();
    const Json::Value recording = body.root().value("recording");
    QCOMPARE(eventsOf(recording, Step).size(), 99999); // and the return of the script itself
    // 120,004 of the hook, and 1 of the script
    QCOMPARE(eventsOf(recording, Beyond).last(), QByteArray("[14,20005,false]"));
    QCOMPARE(eventsOf(recording, End).size(), 1);
    QCOMPARE(body.root().value("status").toInteger(), 201);
}

QNetworkReply *TestRecording::recordNext(const QByteArray &source, const QByteArray &wanted)
{
    [&] { QCOMPARE(client().hook("live", source).status, 200); }();
    return client().begin("POST", "/admin/v1/collections/live/codehook/record", wanted);
}

HttpClient::Reply TestRecording::sendUntil(QNetworkReply *reply, const QByteArray &method)
{
    // Nothing tells when the server begins to wait, which it does once it has compiled the script.
    while (!reply->isFinished())
        client().send(method, "/rest/live", method == "POST" ? R"({"n":1})" : "");
    return HttpClient::finish(reply);
}

void TestRecording::recordsTheNextRequest()
{
    const auto reply = sendUntil(recordNext("async function beforePOST(req, res) {\n"
                                            "  const list = await db.get('/rest/live', {n: -1});\n"
                                            "  req.body.n = list.length + 5;\n"
                                            "  res.end({data: req.body});\n"
                                            "  log.info('still here');\n}\n"
                                            "function afterPOST(req, res) { res.end(); }",
                                            R"({"seconds":60})"),
                                 "POST");
    QCOMPARE(reply.status, 200);
    const auto recording = reply.json();
    QCOMPARE(recording.root().value("request").toJson(),
             QByteArray(R"({"method":"POST","path":"/rest/live"})"));
    QCOMPARE(recording.root().value("status").toInteger(), 201);
    QCOMPARE(recording.root().value("runs").items().size(), 2);
    QCOMPARE(eventsOf(recording.root(), Call).size(), 1);
    QCOMPARE(eventsOf(recording.root(), Log).size(), 1); // behind res.end(), and awaited
    QVERIFY(eventsOf(recording.root(), Step).size() >= 4);
    // It was a request like all others: what it stored is there.
    const auto stored = client().get("/rest/live?max=1");
    QVERIFY2(stored.body.contains(R"("n":5)"), stored.body.constData());
}

void TestRecording::recordsAMethodOnly()
{
    const QByteArray source = "function beforePOST(req, res) { res.end(); }\n"
                              "function beforeGET(req, res) { res.end(); }";
    QNetworkReply *reply = recordNext(source, R"({"seconds":60,"method":"GET"})");
    for (int i = 0; i < 20; ++i)
        QCOMPARE(client().post("/rest/live", "{}").status, 201);
    const auto recorded = sendUntil(reply, "GET");
    QCOMPARE(recorded.json().root().value("request").value("method").toString(),
             QStringLiteral("GET"));
}

void TestRecording::saysWhenNoRequestCame()
{
    const auto reply = HttpClient::finish(
        recordNext("function beforePOST(req, res) { res.end(); }", R"({"seconds":1})"));
    QVERIFY2(reply.status == 204, reply.body.constData());
    QCOMPARE(
        client().post("/admin/v1/collections/live/codehook/record", R"({"seconds":61})").status,
        400);
    QCOMPARE(client().post("/admin/v1/collections/none/codehook/record", R"({"seconds":1})").status,
             404);
}

void TestRecording::recordsForOneAtATime()
{
    const QByteArray source = "function beforePOST(req, res) { res.end(); }";
    QNetworkReply *first = recordNext(source, R"({"seconds":1})");
    QNetworkReply *second =
        client().begin("POST", "/admin/v1/collections/live/codehook/record", R"({"seconds":1})");
    const QList<int> statuses = {HttpClient::finish(first).status,
                                 HttpClient::finish(second).status};
    QVERIFY(statuses.contains(409));
    QVERIFY(statuses.contains(204));
}

void TestRecording::recordsNoScriptThatWasReplaced()
{
    QNetworkReply *reply =
        recordNext("function beforePOST(req, res) { res.end(); }", R"({"seconds":60})");
    int number = 0;
    while (!reply->isFinished()) {
        const QByteArray next = "function beforePOST(req, res) { res.end({data: {n: "
            + QByteArray::number(++number) + "}}); }";
        QCOMPARE(client().hook("live", next).status, 200);
        const auto posted = client().post("/rest/live", "{}");
        QCOMPARE(posted.status, 201);
        QCOMPARE(posted.json().root().value("n").toInteger(), number); // never the old one
    }
    QCOMPARE(HttpClient::finish(reply).status, 409);
}

void TestRecording::recordsNoModuleThatWasReplaced()
{
    const auto save = [&](int number) {
        const QByteArray text = "module.exports = " + QByteArray::number(number) + ';';
        QCOMPARE(client().put("/admin/v1/modules/number", text).status, 200);
    };
    save(0);
    QNetworkReply *reply = recordNext("const n = require('lib/number');\n"
                                      "function beforePOST(req, res) { res.end({data: {n}}); }",
                                      R"({"seconds":60})");
    for (int number = 1; !reply->isFinished(); ++number) {
        save(number);
        const auto posted = client().post("/rest/live", "{}");
        QCOMPARE(posted.json().root().value("n").toInteger(), number); // never the old one
    }
    QCOMPARE(HttpClient::finish(reply).status, 409);
}

void TestRecording::refusesWhatIsWronglyAskedFor()
{
    for (const char *record : {"1", "\"true\"", "null", "[]"})
        QCOMPARE(run("", QByteArray(Post) + ",\"record\":" + record).status, 400);
    QCOMPARE(client().post("/admin/v1/collections/c/codehook/test", R"({"source":5})").status, 400);
    for (const char *wanted : {R"({"seconds":1.5})", R"({"seconds":"1"})",
                               R"({"seconds":1,"method":"FOO"})", R"({"seconds":1,"method":5})"})
        QCOMPARE(client().post("/admin/v1/collections/c/codehook/record", wanted).status, 400);
}

/// A recording may become a file that others get.
void TestRecording::keepsNoSecrets()
{
    const auto reply = run("function beforePOST(req, res) {\n"
                           "  const headers = req.hint['#headers'], o = {'x-api_key': 'SESAME1', "
                           "userToken: {a: 'SESAME2'}, tokens: 3};\n"
                           "  res.end();\n}",
                           R"("request":{"method":"POST","body":{"password":"SESAME3","n":1},)"
                           R"("headers":{"x-apikey":"SESAME4"}},"record":true)");
    const auto body = reply.json();
    const QByteArray recording = body.root().value("recording").toJson();
    QVERIFY2(recording.count("SESAME") == 2, recording.constData()); // in the script itself
    QVERIFY(recording.contains(R"(["password",{"t":"hidden"}])"));
    QVERIFY(recording.contains(R"(["x-apikey",{"t":"hidden"}])"));
    QVERIFY(recording.contains(R"(["tokens",3])"));
}

void TestRecording::runsOfARequestShareTheirRoom()
{
    Hooks::RunRecording first(nullptr, 20);
    first.add("[1,2,3]");
    QVERIFY(!first.isCut());
    Hooks::RunRecording second(nullptr, first.roomLeft());
    second.add("[1,2,3,4,5,6,7]");
    QVERIFY(second.isCut());
    QCOMPARE(second.eventsJson(), "[]");
    QCOMPARE(second.roomLeft(), 13);
}

void TestRecording::runsThatHangAreSeenAtTheirLastStep()
{
    const auto setTimeout = [&](const QByteArray &time) {
        const QByteArray body = R"({"codehooks":{"timeout":)" + time + "}}";
        QCOMPARE(client().send("PATCH", "/admin/v1/settings", body).status, 200);
    };
    setTimeout("300");
    const auto reply = run("function beforePOST(req, res) {\nconst a = 1, b = 2;\nfor (;;);\n}",
                           QByteArray(Post) + R"(,"record":true)");
    setTimeout("null");
    const auto body = reply.json();
    QVERIFY(body.root().value("error").toString().contains(QLatin1String("ran longer than")));
    const QByteArrayList steps = eventsOf(body.root().value("recording"), Step);
    QVERIFY2(steps.size() >= 2 && steps.last().contains(",2"),
             steps.last().constData()); // what b became
}

/// What is stored is compiled as before: no hook pays for the recording of another.
void TestRecording::leavesRunsThatAreNotRecordedAlone()
{
    const QByteArray source = "function beforePOST(req, res) { res.end({data: {n: 2}}); }";
    QCOMPARE(client().hook("c", source).status, 200);
    const auto recorded = run(source, QByteArray(Post) + R"(,"record":true)");
    QVERIFY(recorded.json().root().find("recording").has_value());
    const auto plain = run(source, Post);
    QVERIFY(!plain.json().root().find("recording").has_value());
    QCOMPARE(plain.json().root().value("lines").items().size(), 1);
    QCOMPARE(client().post("/rest/c", R"({"n":1})").status, 201);
}

void TestRecording::changesNothingThatAScriptSees_data()
{
    QTest::addColumn<QByteArray>("out"); // as Node has it
    QTest::addColumn<QByteArray>("body"); // of beforePOST, which puts what it sees into `out`
    for (const Attack &each : Attacks)
        QTest::newRow(each.name) << QByteArray(each.out) << QByteArray(each.body);
}

void TestRecording::changesNothingThatAScriptSees()
{
    QFETCH(QByteArray, out);
    QFETCH(QByteArray, body);
    const QByteArray source = "async function beforePOST(req, res) {\n  let out;\n  " + body
        + "\n  res.end({data: {out}});\n}";
    const auto recorded = run(source, QByteArray(Post) + R"(,"record":true)");
    QCOMPARE(recorded.status, 200);
    const auto seen = recorded.json();
    QCOMPARE(seen.root().value("error").toString(), QString());
    QCOMPARE(seen.root().value("result").value("data").value("out").toJson(), out);
    const Json::Value recording = seen.root().value("recording");
    QVERIFY(eventsOf(recording, Step).size() >= 3);
    QVERIFY(!recording.value("runs").items().front().value("cut").toBool());
}

QTEST_GUILESS_MAIN(TestRecording)
#include "tst_recording.moc"
