// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/servertest.h"

#include <QElapsedTimer>
#include <QNetworkReply>
#include <QTest>

#include <algorithm>
#include <array>

namespace {

/// What one run tries to leave behind for the next one.
const struct
{
    const char *name;
    const char *pollute; ///< In the first run.
    const char *look; ///< In the second one.
    const char *clean; ///< What it finds when nothing was left.
} Pollutions[] = {
    {"implicit global", "leak = 1;", "typeof leak === 'undefined' || leak === undefined", "true"},
    {"global by this", "(function () { this.leak = 1; })();",
     "(function () { return typeof this.leak; })()", "undefined"},
    {"global by Function", "try { new Function('leak = 1')(); } catch (e) {}",
     "new Function('return typeof leak')()", "undefined"},
    {"global by eval", "try { (0, eval)('var leak = 1'); } catch (e) {}",
     "(0, eval)('typeof leak')", "undefined"},
    {"top-level variable", "counter.n++;", "counter.n", "0"},
    {"prototype by alias", "var p = Array.prototype; try { p.leak = 1; } catch (e) {}",
     "typeof [].leak", "undefined"},
    {"prototype of a literal", "try { ({}).__proto__.leak = 1; } catch (e) {}", "typeof ({}).leak",
     "undefined"},
    {"defineProperty by alias",
     "var d = Object.defineProperty, o = Object; try { d(o.prototype, 'leak', {value: 1}); } "
     "catch (e) {}",
     "typeof ({}).leak", "undefined"},
    {"stringify by alias",
     "var j = JSON; try { j.stringify = function () { return '\"evil\"'; }; } catch (e) {}",
     "JSON.stringify(1)", "1"},
    {"built-in by name", "Array.prototype.leak = 1;", "typeof [].leak", "undefined"},
    {"Math by name", "Math.leak = 1;", "typeof Math.leak", "undefined"},
    {"last regex match", "/secret/.test('a secret b');",
     "['lastMatch', '$&', 'input'].map((name) => { try { return RegExp[name]; } catch (e) { return "
     "e.name; } })",
     "TypeError,TypeError,TypeError"},
    {"iterator prototype",
     "var i = [][Symbol.iterator](); try { i.__proto__.leak = 1; } catch (e) {}",
     "typeof [][Symbol.iterator]().leak", "undefined"},
    {"generator prototype",
     "var g = function* () {}; try { Object.getPrototypeOf(g).leak = 1; } catch (e) {}",
     "typeof (function* () {}).leak", "undefined"},
    {"async generator prototype",
     "var g = (async function* () {})(); try { Object.getPrototypeOf(g).leak = 1; } catch (e) "
     "{}",
     "typeof (async function* () {})().leak", "undefined"},
    {"what lowered code calls", "try { $$h.leak = 1; $$h.run.leak = 1; } catch (e) {}",
     "typeof $$h === 'undefined' ? 'undefined' : typeof $$h.leak", "undefined"},
    {"match iterator prototype",
     "try { Object.getPrototypeOf('a'.matchAll(/a/g)).leak = 1; } catch (e) {}",
     "typeof 'a'.matchAll(/a/g).leak", "undefined"},
    {"error prototype by alias",
     "var t = TypeError; try { t.prototype.leak = 1; t.prototype.toString.leak = 1; } catch (e) "
     "{}",
     "typeof new TypeError('x').leak + typeof Error.prototype.toString.leak", "undefinedundefined"},
    {"function of a facade",
     "try { res.end.leak = 1; log.debug.leak = 1; db.leak = 1; } catch (e) {}",
     "typeof res.end.leak + typeof log.debug.leak + typeof db.leak", "undefinedundefinedundefined"},
    {"callee", "try { arguments.callee.leak = 1; arguments.callee.caller.leak = 1; } catch (e) {}",
     "typeof arguments.callee.leak", "undefined"},
    {"context", "context.settings.leak = 1; context.leak = 1;",
     "typeof context.settings.leak + typeof context.leak", "undefinedundefined"},
};

} // namespace

/// No run sees or holds up another.
class TestIsolation : public ServerTest
{
    Q_OBJECT

public:
    TestIsolation()
        : ServerTest({"c", "other"})
    {
    }

private slots:
    void runawayHookHurtsNobodyElse();
    void runsDoNotSeeEachOther_data();
    void runsDoNotSeeEachOther();
    void elementsOfPrototypesEndTheProcess_data();
    void elementsOfPrototypesEndTheProcess();
    void strictIsolationGivesEachRunAProcess();
    void ordinaryCodeWorksAmongFrozenBuiltIns();
    void killedTooOftenMeansSuspended();
    void memoryOfOthersIsNoFault();
    void whoWaitsForALoopIsRunAgain();
    void hooksOfReadsWriteOnce();
    void whoLeavesEndsItsHook();

private:
    /// Asks all of @p paths at the same time; the statuses, in their order.
    QList<int> statusesOf(const QByteArrayList &paths);
};

QList<int> TestIsolation::statusesOf(const QByteArrayList &paths)
{
    constexpr int OfOneClient = 6; // connections
    const QByteArray key = client().post("/admin/v1/keys", "{}").member("key");
    std::vector<std::unique_ptr<HttpClient>> clients;
    QList<QNetworkReply *> replies;
    for (const QByteArray &path : paths) {
        if (replies.size() % OfOneClient == 0)
            clients.push_back(std::make_unique<HttpClient>(m_server->url(), key));
        replies.append(clients.back()->begin("GET", path));
    }
    QList<int> statuses;
    for (QNetworkReply *reply : replies)
        statuses.append(HttpClient::finish(reply).status);
    return statuses;
}

void TestIsolation::runawayHookHurtsNobodyElse()
{
    constexpr int Timeout = 4000; // the hundred others need one, on a busy machine
    QCOMPARE(client()
                 .put("/admin/v1/settings",
                      "{\"codehooks\":{\"timeout\":" + QByteArray::number(Timeout) + "}}")
                 .status,
             200);
    QCOMPARE(client().hook("c", "function beforeGET(req, res) { while (true) {} }").status, 200);
    QCOMPARE(client()
                 .hook("other", "function beforeGET(req, res) { log.debug('fine'); res.end(); }")
                 .status,
             200);
    QElapsedTimer timer;
    timer.start();
    QList<QNetworkReply *> bad;
    for (int i = 0; i < 3; ++i)
        bad.append(client().begin("GET", "/rest/c"));
    QList<QNetworkReply *> good;
    std::vector<std::unique_ptr<HttpClient>> clients;
    const QByteArray key = client().post("/admin/v1/keys", "{}").member("key");
    for (int i = 0; i < 100; ++i) {
        if (i % 6 == 0)
            clients.push_back(std::make_unique<HttpClient>(m_server->url(), key));
        good.append(clients.back()->begin("GET", "/rest/other"));
    }
    for (QNetworkReply *reply : good)
        QCOMPARE(HttpClient::finish(reply).status, 200);
    QVERIFY2(bad[0]->isRunning(), "the others had to wait for the runaway hook");
    for (QNetworkReply *reply : bad) {
        const auto answer = HttpClient::finish(reply);
        QCOMPARE(answer.status, 500);
        QVERIFY2(answer.member("message").contains("ran longer than 4000 ms"),
                 answer.body.constData());
    }
    QVERIFY(timer.elapsed() >= Timeout);
    QCOMPARE(client().get("/rest/other").status, 200);
}

void TestIsolation::runsDoNotSeeEachOther_data()
{
    QTest::addColumn<QByteArray>("pollute");
    QTest::addColumn<QByteArray>("look");
    QTest::addColumn<QByteArray>("clean");
    for (const auto &[name, pollute, look, clean] : Pollutions)
        QTest::newRow(name) << QByteArray(pollute) << QByteArray(look) << QByteArray(clean);
}

void TestIsolation::runsDoNotSeeEachOther()
{
    QFETCH(QByteArray, pollute);
    QFETCH(QByteArray, look);
    QFETCH(QByteArray, clean);
    QCOMPARE(
        client()
            .hook("c",
                  "var counter = {n: 0};\nfunction beforePOST(req, res) { if (req.body.pollute) { "
                      + pollute + " }\nvar seen; try { seen = String(" + look
                      + "); } catch (e) { seen = 'threw ' + e; }\nres.end({data: {seen: seen}}); }")
            .status,
        200);
    for (int i = 0; i < 4; ++i)
        QCOMPARE(client().post("/rest/c", R"({"pollute":true})").status, 201);
    for (int i = 0; i < 4; ++i)
        QCOMPARE(client().post("/rest/c", "{}").member("seen"), clean);
}

void TestIsolation::elementsOfPrototypesEndTheProcess_data()
{
    QTest::addColumn<QByteArray>("pollute");
    const auto row = [](const char *pollute) { QTest::newRow(pollute) << QByteArray(pollute); };
    row("Object.getPrototypeOf([]).push('LEAK')");
    row("Object.getPrototypeOf([]).unshift('LEAK', 'LEAK')");
    row("for (let i = 0; i < 1000; ++i) [].__proto__.push(i)");
    row("const p = [].__proto__; p.push('LEAK', 'LEAK'); delete p[0]");
    row("const p = [].__proto__; p.push('LEAK'); "
        "Object.defineProperty(p, 0, {configurable: false, enumerable: false})");
    row("try { [].push.call([].__proto__.__proto__, 'LEAK', 'LEAK'); } catch (e) {} "
        "delete [].__proto__.__proto__[0]");
}

/// V4 adds them though these are frozen.
void TestIsolation::elementsOfPrototypesEndTheProcess()
{
    QFETCH(QByteArray, pollute);
    const QByteArray script =
        "function beforePOST(req, res) { const p = Object.getPrototypeOf([]), q = "
        "Object.getPrototypeOf(p); const seen = "
        "[Object.getOwnPropertyNames(p)[0], Object.getOwnPropertyNames(q)[0], "
        "p.length, [][0], [,1][0]].join(); if (req.body.pollutes) { "
        + pollute + "; } res.end({data: {seen}}); }";
    QCOMPARE(client().hook("c", script).status, 200);
    const QByteArray clean = client().post("/rest/c", "{}").member("seen");
    QVERIFY(!clean.isEmpty());
    for (int i = 0; i < 3; ++i) {
        const auto polluting = client().post("/rest/c", R"({"pollutes":true})");
        QVERIFY2(polluting.status == 201, polluting.body.constData());
        QCOMPARE(polluting.member("seen"), clean);
        QCOMPARE(client().post("/rest/c", "{}").member("seen"), clean);
    }
    QTRY_VERIFY(client()
                    .get("/admin/v1/inspector?collection=c")
                    .body.contains("which other runs would see"));
}

void TestIsolation::strictIsolationGivesEachRunAProcess()
{
    // Built-ins are frozen where runs share a process, and a run's own where they do not.
    QCOMPARE(
        client()
            .hook(
                "c",
                "function beforePOST(req, res) { var p = Array.prototype, before = typeof [].leak;"
                "try { p.leak = 1; } catch (e) {} res.end({data: {seen: before + ' ' + typeof "
                "[].leak}}); }")
            .status,
        200);
    const auto seen = [this] { return client().post("/rest/c", "{}").member("seen"); };
    QCOMPARE(seen(), "undefined undefined");
    QCOMPARE(client().put("/admin/v1/collections/c", R"({"strictIsolation":true})").status, 200);
    for (int i = 0; i < 3; ++i)
        QCOMPARE(seen(), "undefined number");
    QCOMPARE(client().put("/admin/v1/collections/c", R"({"strictIsolation":1})").status, 400);
    QCOMPARE(client().put("/admin/v1/collections/c", R"({"strictIsolation":false})").status, 200);
    QCOMPARE(seen(), "undefined undefined");
}

void TestIsolation::ordinaryCodeWorksAmongFrozenBuiltIns()
{
    QCOMPARE(client()
                 .hook("c", R"(
        function Old() { this.name = 'old'; }
        Old.prototype.toString = function () { return 'old one'; };
        Old.prototype.constructor = Old;
        class Mine extends Error { constructor(m) { super(m); this.name = 'Mine'; } }
        class List extends Array { sum() { return this.reduce(function (a, b) { return a + b; }, 0); } }
        function Child() { Old.call(this); }
        Child.prototype = Object.create(Old.prototype);
        Child.prototype.valueOf = function () { return 9; };
        function beforePOST(req, res) {
          var e = new Error('x'); e.message = 'changed'; e.name = 'Named'; e.extra = 1;
          var m = new Mine('y'), l = new List(); l.push(1, 2);
          var o = { toString: function () { return 'lit'; } }; o.hasOwnProperty = 5; o.constructor = 6;
          var f = function () {}; f.toString = function () { return 'F'; };
          var a = []; a.toString = function () { return 'A'; };
          var p = new Promise(function (r) { r(1); });
          var d = new Date(0); d.toJSON = function () { return 'D'; };
          p.then(function () {
            res.end({data: {s: '' + new Old(), e: e.name + e.message + e.extra, m: m.name + m.message + (m instanceof Mine), l: l.sum(),
              o: '' + o + o.hasOwnProperty + o.constructor, f: '' + f, a: '' + a, v: new Child() + 1, d: d}});
          });
        })")
                 .status,
             200);
    for (int i = 0; i < 3; ++i) {
        const auto made = client().post("/rest/c", "{}");
        QVERIFY2(
            made.body.contains(
                R"("s":"old one","e":"Namedchanged1","m":"Mineytrue","l":3,"o":"lit56","f":"F","a":"A","v":10,"d":"D")"),
            made.body.constData());
    }
}

void TestIsolation::killedTooOftenMeansSuspended()
{
    QCOMPARE(client().put("/admin/v1/settings", R"({"codehooks":{"timeout":100}})").status, 200);
    const QByteArray script = "function beforePOST(req, res) { if (req.body.loop) while (true) {} "
                              "res.end(); }\nfunction afterPUT(req, res) { res.end(); }";
    QCOMPARE(client().hook("c", script).status, 200);
    const QByteArray id = client().post("/rest/c", "{}").member("_id");
    for (int i = 0; i < 5; ++i)
        QCOMPARE(client().post("/rest/c", R"({"loop":true})").status, 500);
    const auto refused = client().post("/rest/c", "{}");
    QCOMPARE(refused.status, 503);
    QVERIFY2(refused.member("message").contains("stopped 5 times in 10 minutes")
                 && refused.member("message").contains("ran longer than 100 ms"),
             refused.body.constData());
    // Nothing is stored that a hook should have seen, before or after; the rest goes on.
    QCOMPARE(client().put("/rest/c/" + id, R"({"n":1})").status, 503);
    QCOMPARE(client().get("/rest/c/" + id).status, 200);
    QCOMPARE(client().post("/rest/other", "{}").status, 201);
    QVERIFY(client().get("/admin/v1/collections/c").body.contains("\"suspended\":\"they had"));
    QVERIFY(client().get("/admin/v1/inspector?level=fatal").body.contains("are suspended"));
    QCOMPARE(client().send("POST", "/admin/v1/collections/c/codehook/enable").status, 200);
    QCOMPARE(client().post("/rest/c", "{}").status, 201);
    for (int i = 0; i < 5; ++i)
        QCOMPARE(client().post("/rest/c", R"({"loop":true})").status, 500);
    QCOMPARE(client().post("/rest/c", "{}").status, 503);
    QCOMPARE(client().hook("c", script + "\n// mended").status, 200);
    QCOMPARE(client().post("/rest/c", "{}").status, 201);
}

/// Each holds some 9 of 128 MiB and waits: not all of them fit in one hook host.
void TestIsolation::memoryOfOthersIsNoFault()
{
    QCOMPARE(client()
                 .hook("c",
                       "function beforeGET(req, res) { const held = 'x'.repeat(3e6) + "
                       "req.requestId; setTimeout(() => res.end(held.length > 3e6 ? undefined : "
                       "{error: 'short'}), 500); }")
                 .status,
             200);
    for (int i = 0; i < 3; ++i)
        QCOMPARE(statusesOf(QByteArrayList(64, "/rest/c")), QList<int>(64, 200));
}

/// Those that began before the loop are over their time before it is.
void TestIsolation::whoWaitsForALoopIsRunAgain()
{
    QCOMPARE(client().put("/admin/v1/settings", R"({"codehooks":{"timeout":1500}})").status, 200);
    QCOMPARE(client()
                 .hook("c",
                       "function beforeGET(req, res) { if (req.query.loop) while (true); "
                       "setTimeout(() => res.end({query: {}}), 700); }")
                 .status,
             200);
    QCOMPARE(client().get("/rest/c").status, 200);
    QByteArrayList paths(12, "/rest/c");
    paths.append(R"(/rest/c?q={"loop":true})");
    QCOMPARE(statusesOf(paths), QList<int>(12, 200) << 500);
}

/// Only reads are made again for a run that is interrupted, and the hook of such a read may write.
void TestIsolation::hooksOfReadsWriteOnce()
{
    constexpr int Count = 6;
    QVERIFY(m_server->define("notes"));
    QCOMPARE(client().put("/admin/v1/settings", R"({"codehooks":{"timeout":1500}})").status, 200);
    QCOMPARE(client()
                 .hook("other",
                       "function beforeGET(req, res) { db.post('/rest/notes', {}, () => "
                       "res.end()); }")
                 .status,
             200);
    QCOMPARE(client()
                 .hook("c",
                       "function beforeGET(req, res) { if (req.query.loop) return setTimeout(() => "
                       "{ while (true); }, 400); db.get('/rest/other', {}, {}, () => setTimeout(() "
                       "=> res.end({query: {}}), 1000)); }")
                 .status,
             200);
    QByteArrayList paths(Count, "/rest/c");
    paths.append(R"(/rest/c?q={"loop":true})");
    const QList<int> statuses = statusesOf(paths);
    QVERIFY(std::all_of(statuses.begin(), statuses.end() - 1,
                        [](int status) { return status == 200 || status == 503; }));
    QCOMPARE(client().get("/rest/notes").body.count("_id"), Count);
}

/// A hook before a write that nobody waits for any more ends; one after it is finished.
void TestIsolation::whoLeavesEndsItsHook()
{
    QVERIFY(m_server->define("notes"));
    const QByteArray note = "(req, res) { setTimeout(() => db.post('/rest/notes', {of: "
                            "context.collection}, () => res.end()), 3000); }";
    QCOMPARE(client().hook("c", "function beforePOST" + note).status, 200);
    QCOMPARE(client().hook("other", "function afterPOST" + note).status, 200);
    const std::array<QNetworkReply *, 2> replies = {client().begin("POST", "/rest/c", "{}"),
                                                    client().begin("POST", "/rest/other", "{}")};
    const auto isStored = [&] { return client().get("/rest/other").body.contains("_id"); };
    QVERIFY(QTest::qWaitFor(isStored));
    for (QNetworkReply *reply : replies)
        reply->abort();
    const auto notes = [&] { return client().get("/rest/notes").body; };
    QVERIFY(QTest::qWaitFor([&] { return notes().contains("other"); }, 10000));
    QVERIFY2(!notes().contains("\"c\""), notes().constData());
    for (QNetworkReply *reply : replies)
        reply->deleteLater();
}

QTEST_GUILESS_MAIN(TestIsolation)
#include "tst_isolation.moc"
