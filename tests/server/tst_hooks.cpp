// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/hooks/hookverdict.h"
#include "server/http/message.h"
#include "server/store/database.h"
#include "tests/support/embeddedserver.h"

#include <QElapsedTimer>
#include <QNetworkReply>
#include <QSemaphore>
#include <QTest>

/// Codehooks in their cage, over REST.
class TestHooks : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_server.reset(); }
    void everyHookRunsWithItsRequest();
    void endsMeanWhatTheContractSays_data();
    void endsMeanWhatTheContractSays();
    void verdictsOfOddResults_data();
    void verdictsOfOddResults();
    void rowRuleHoldsForListAndDocument();
    void arrayPostRunsTheHookForEach();
    void failedAfterHookSaysThatDataIsSaved();
    void dbCallsGoThroughThePipeline();
    void hooksCallHooksFourDeep();
    void settingsAndHeadersAreSeen();
    void logLinesHaveTheirLevelAndLine();
    void scriptsAreDeclaredInAnyWay_data();
    void scriptsAreDeclaredInAnyWay();
    void syntaxErrorsAreLocatedAndKeepTheOldScript_data();
    void syntaxErrorsAreLocatedAndKeepTheOldScript();
    void todaysLanguageRuns();
    void errorsNameTheAuthorsLine_data();
    void errorsNameTheAuthorsLine();
    void runawayHookHurtsNobodyElse();
    void runsDoNotSeeEachOther_data();
    void runsDoNotSeeEachOther();
    void strictIsolationGivesEachRunAProcess();
    void ordinaryCodeWorksAmongFrozenBuiltIns();
    void modulesAreRequired();
    void modulesHaveTheirOwnLinesAndErrors();
    void versionsAreKeptComparedAndRestored();
    void killedTooOftenMeansSuspended();
    void olderCompiledFormsAreMadeAnew();

private:
    HttpClient &client() { return m_server->client(); }
    std::unique_ptr<EmbeddedServer> m_server;
};

void TestHooks::init()
{
    m_server = std::make_unique<EmbeddedServer>();
    QVERIFY(m_server->start());
    QVERIFY(m_server->define("c"));
    QVERIFY(m_server->define("other"));
}

void TestHooks::everyHookRunsWithItsRequest()
{
    QByteArray script;
    for (const char *hook : {"beforeGET", "beforePOST", "beforePUT", "beforePATCH", "beforeDELETE",
                             "afterPOST", "afterPUT", "afterPATCH", "afterDELETE"})
        script += QByteArray("function ") + hook + "(req, res) { log.info('" + hook
            + "', req.method, req.collection, req.id.length, !!req.body && req.body._id === "
              "(req.id || req.body._id), !!req.result, typeof req.requestId, "
              "JSON.stringify(req.hint['#usersession'])); res.end(); }\n";
    QCOMPARE(client().hook("c", script).status, 200);
    const QByteArray id = client().post("/rest/c", R"({"n":1})").member("_id");
    QCOMPARE(client().get("/rest/c").status, 200);
    QCOMPARE(client().get("/rest/c/" + id).status, 200);
    QCOMPARE(client().put("/rest/c/" + id, R"({"n":2})").status, 200);
    QCOMPARE(client().send("PATCH", "/rest/c/" + id, R"({"n":3})").member("n"), QByteArray("3"));
    QCOMPARE(client().send("DELETE", "/rest/c/" + id).status, 200);
    const QByteArray log = client().get("/admin/v1/inspector?collection=c").body;
    for (const char *line :
         {"beforePOST POST c 0 true false string {}", "afterPOST POST c 0 true true string {}",
          "beforeGET GET c 0 false false string {}", "beforeGET GET c 24 false false string {}",
          "beforePUT PUT c 24 true false string {}", "afterPUT PUT c 24 true true string {}",
          "beforePATCH PATCH c 24 true false string {}",
          "afterPATCH PATCH c 24 true true string {}",
          "beforeDELETE DELETE c 24 true false string {}",
          "afterDELETE DELETE c 24 true true string {}"})
        QVERIFY2(log.contains(line), line);
}

void TestHooks::endsMeanWhatTheContractSays_data()
{
    QTest::addColumn<QByteArray>("body"); // of beforePOST
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("part");
    const auto row = [](const char *name, const char *body, int status, const char *part) {
        QTest::newRow(name) << QByteArray(body) << status << QByteArray(part);
    };
    row("plain end keeps the original", "req.body.x = 2; res.end();", 201, R"("n":1,"_created")");
    row("send is end", "res.send({data: {n: 5}});", 201, R"("n":5,"_created")");
    row("data replaces and keeps the id",
        "res.end({data: {z: req.body._id.length, c: !!req.body._created}});", 201,
        R"("z":24,"c":true)");
    row("first end wins", "res.end({error: 'no'}); res.end({data: {}});", 400, R"("message":"no")");
    row("error text", "res.end({error: 'no way'});", 400, R"("message":"no way")");
    row("error object", "res.end({error: {statuscode: 451, message: 'law'}});", 451,
        R"("message":"law")");
    row("error without status", "res.end({error: {message: 'x'}});", 400, R"("message":"x")");
    row("status out of range", "res.end({error: {statuscode: 200, message: 'x'}});", 400,
        R"("message":"x")");
    row("error list", "res.end({error: [{field: 'a', message: 'b'}, {message: 'c'}]});", 400,
        R"("list":[{"field":"a","message":["b"]},{"message":["c"]}])");
    row("empty list is no error", "res.end({error: []});", 201, R"("n":1)");
    row("null is no error", "res.end({error: null, data: {n: 3}});", 201, R"("n":3)");
    row("error wins over data", "res.end({error: 'e', data: {}});", 400, R"("message":"e")");
    row("data is no object", "res.end({data: [1]});", 500, "no object");
    row("text is ignored", "res.end('hello');", 201, R"("n":1)");
    row("throws", "\nthrow new Error('boom');", 500, "boom (line 2)");
    row("throws a text", "throw 'boom';", 500, "boom");
    row("throws nothing", "throw undefined;", 500, "HookError");
    row("type error", "\n\nnull.x();", 500, "(line 3)");
    row("never ends", "", 500, "finished without res.end()");
    row("cyclic", "var a = {}; a.a = a; res.end({data: a});", 500, "cannot carry");
    row("getter that throws", "res.end({data: {get x() { throw new Error('g'); }}});", 500,
        "cannot carry");
    row("promise rejected", "return Promise.reject(new Error('later'));", 500, "later");
    row("promise resolved",
        "return Promise.resolve(3).then(function (v) { res.end({data: {v: v}}); });", 201,
        R"("v":3)");
    row("NaN and Date",
        "res.end({data: {a: NaN, d: new Date(0), u: undefined, f: function () {}}});", 201,
        R"("a":null,"d":"1970-01-01T00:00:00.000Z","_created")");
}

void TestHooks::endsMeanWhatTheContractSays()
{
    QFETCH(QByteArray, body);
    QFETCH(int, status);
    QFETCH(QByteArray, part);
    QCOMPARE(client().hook("c", "function beforePOST(req, res) { " + body + "\n}").status, 200);
    const auto reply = client().post("/rest/c", R"({"n":1})");
    QVERIFY2(reply.body.contains(part), reply.body.constData());
    QCOMPARE(reply.status, status);
    // A before-hook that refuses or fails stores nothing.
    QCOMPARE(client().get("/rest/c").json().root().items().size(), size_t(status == 201));
}

void TestHooks::verdictsOfOddResults_data()
{
    QTest::addColumn<QByteArray>("ended");
    QTest::addColumn<bool>("passes");
    QTest::newRow("nothing") << QByteArray() << true;
    QTest::newRow("no JSON") << QByteArray("{") << false;
    QTest::newRow("number") << QByteArray("5") << true;
    QTest::newRow("deep") << QByteArray(200, '[') << false;
    QTest::newRow("odd list") << QByteArray(R"({"error":[1,{},{"message":[1,"a"]},"t"]})") << false;
    QTest::newRow("query is text") << QByteArray(R"({"query":"x"})") << false;
    QTest::newRow("status as text") << QByteArray(R"({"error":{"statuscode":"404"}})") << false;
}

void TestHooks::verdictsOfOddResults()
{
    QFETCH(QByteArray, ended);
    QFETCH(bool, passes);
    const auto verdict = Hooks::HookVerdict::read(ended);
    QCOMPARE(verdict.hasValue(), passes);
    if (!passes)
        QVERIFY(!verdict.error().message.isEmpty());
    if (!passes && !verdict.error().list.isEmpty())
        QVERIFY(Json::Document::parse(verdict.error().list).hasValue());
}

void TestHooks::rowRuleHoldsForListAndDocument()
{
    const auto made = client().post("/rest/c", R"([{"owner":"me"},{"owner":"you"}])").json();
    const QByteArray mine = made.root().items()[0].find("_id")->text().toByteArray();
    const QByteArray yours = made.root().items()[1].find("_id")->text().toByteArray();
    QCOMPARE(client()
                 .hook("c",
                       "function beforeGET(req, res) { req.query.owner = 'me'; res.end({query: "
                       "req.query, hint: {$fields: {owner: 1}}}); }")
                 .status,
             200);
    QCOMPARE(client().get("/rest/c").json().root().items().size(), size_t(1));
    QCOMPARE(client().get("/rest/c/" + mine).member("owner"), QByteArray("me"));
    QCOMPARE(client().get("/rest/c/" + yours).status, 404);
    QCOMPARE(
        client().hook("c", "function beforeGET(req, res) { res.end({query: {$bad: 1}}); }").status,
        200);
    QVERIFY(client().get("/rest/c").member("message").contains("$bad"));
}

void TestHooks::arrayPostRunsTheHookForEach()
{
    QCOMPARE(
        client()
            .hook("c",
                  "function beforePOST(req, res) { if (req.body.n === 3) return res.end({error: "
                  "'three'}); req.body.t = req.body.n * 2; res.end({data: req.body}); }"
                  "function afterPOST(req, res) { res.end({data: {seen: req.result.t}}); }")
            .status,
        200);
    QCOMPARE(client().post("/rest/c", R"([{"n":1},{"n":2}])").body,
             QByteArray(R"([{"seen":2},{"seen":4}])"));
    QCOMPARE(client().post("/rest/c", R"([{"n":4},{"n":3}])").status, 400);
    QCOMPARE(client().get("/rest/c").json().root().items().size(), size_t(2));
}

void TestHooks::failedAfterHookSaysThatDataIsSaved()
{
    QCOMPARE(client()
                 .hook("c",
                       "function afterPOST(req, res) { res.end({error: {statuscode: 402, message: "
                       "'pay'}}); }")
                 .status,
             200);
    const auto reply = client().post("/rest/c", "{}");
    QCOMPARE(reply.status, 402);
    QCOMPARE(reply.header("x-hookdesk-saved"), QByteArray("true"));
    QCOMPARE(client().get("/rest/c").json().root().items().size(), size_t(1));
}

void TestHooks::dbCallsGoThroughThePipeline()
{
    QCOMPARE(client()
                 .hook("other",
                       "function beforePOST(req, res) { req.body.hooked = true; res.end({data: "
                       "req.body}); }")
                 .status,
             200);
    QCOMPARE(client()
                 .hook("c", R"(
        function beforePOST(req, res) {
          db.post('/rest/other', {a: 1}, function (error, made) {
            db.get('/rest/other', {a: 1}, {$max: 5}, function (error, list) {
              db.put('/rest/other/' + made._id, {b: 2}, function (error, changed) {
                db.delete('/rest/other/' + made._id, {}, function (error, gone) {
                  db.get('/rest/nothing', {}, {}, function (error, none) {
                    res.end({data: {hooked: made.hooked, found: list.length, b: changed.b, gone: gone.result[0] === made._id, error: error.message, status: error.status}});
                  });
                });
              });
            });
          });
        }
        function beforePUT(req, res) {
          return db.get('/rest/other').then(function (list) { return db.patch('/rest/nothing/1', {}); })
            .then(undefined, function (error) { res.end({data: {promised: error.status}}); });
        })")
                 .status,
             200);
    const auto made = client().post("/rest/c", "{}");
    QVERIFY2(
        made.body.contains(
            R"("hooked":true,"found":1,"b":2,"gone":true,"error":"There is no collection \"nothing\".","status":404)"),
        made.body.constData());
    QCOMPARE(client().put("/rest/c/" + made.member("_id"), "{}").member("promised"),
             QByteArray("404"));
    QCOMPARE(client().get("/rest/other").body, QByteArray("[]"));
}

void TestHooks::hooksCallHooksFourDeep()
{
    QCOMPARE(client()
                 .hook("c", R"(function beforePOST(req, res) {
        db.post('/rest/c', {n: req.body.n + 1}, function (error, made) { res.end({data: {n: req.body.n, below: error ? error.message : made.below}}); });
    })")
                 .status,
             200);
    const auto made = client().post("/rest/c", R"({"n":0})");
    QCOMPARE(made.status, 201);
    QVERIFY2(made.member("below").contains("more than 4 deep"), made.body.constData());
    QCOMPARE(client().get("/rest/c").json().root().items().size(), size_t(4));
}

void TestHooks::settingsAndHeadersAreSeen()
{
    QCOMPARE(client().put("/admin/v1/settings", R"({"mine":{"x":7}})").status, 200);
    QCOMPARE(
        client()
            .hook("c",
                  "function beforePOST(req, res) { res.end({data: {x: context.settings.mine.x, c: "
                  "context.collection, k: req.hint['#headers']['x-apikey'].length, t: "
                  "req.hint['#headers']['content-type']}}); }")
            .status,
        200);
    const auto made = client().post("/rest/c", "{}");
    QVERIFY2(made.body.contains(R"("x":7,"c":"c","k":40,"t":"application/json")"),
             made.body.constData());
}

void TestHooks::logLinesHaveTheirLevelAndLine()
{
    QCOMPARE(client()
                 .hook("c",
                       "function beforeGET(req, res) {\n  log.debug('a', {b: 1}, [2]);\n  "
                       "log.info(1); log.warn('w'); log.error(new Error('e'));\n  log.fatal('f'); "
                       "console.log('l');\n  res.end();\n  log.info('late');\n}")
                 .status,
             200);
    QCOMPARE(client().get("/rest/c").status, 200);
    const auto find = [this] {
        const auto page = client().get("/admin/v1/inspector?collection=c&max=1").json();
        QByteArray lines;
        for (const Json::Value &line : page.root().items()[0].find("log")->items())
            lines.append(line.find("level")->text())
                .append(' ')
                .append(line.find("message")->text())
                .append(' ')
                .append(line.find("line")->toJson())
                .append(';');
        return lines;
    };
    QTRY_COMPARE(
        find(),
        QByteArray(
            "debug a {\"b\":1} [2] 2;info 1 3;warn w 3;error e 3;fatal f 4;info l 4;info late 6;"));
}

void TestHooks::scriptsAreDeclaredInAnyWay_data()
{
    QTest::addColumn<QByteArray>("declaration");
    QTest::newRow("function") << QByteArray("function beforeGET(req, res) { B }");
    QTest::newRow("var") << QByteArray("var beforeGET = function (req, res) { B }");
    QTest::newRow("let arrow") << QByteArray("let beforeGET = (req, res) => { B }");
    QTest::newRow("const") << QByteArray("const beforeGET = (req, res) => { B };");
    QTest::newRow("no var") << QByteArray("beforeGET = function (req, res) { B }");
    QTest::newRow("strict") << QByteArray("'use strict';\nfunction beforeGET(req, res) { B }");
    QTest::newRow("comment at the end")
        << QByteArray("function beforeGET(req, res) { B } // the end");
}

void TestHooks::scriptsAreDeclaredInAnyWay()
{
    QFETCH(QByteArray, declaration);
    QCOMPARE(client()
                 .hook("c",
                       declaration.replace(
                           " B ", " res.end({error: {statuscode: 418, message: 'teapot'}}); "))
                 .status,
             200);
    QCOMPARE(client().get("/rest/c").status, 418);
    QVERIFY(client().get("/admin/v1/collections/c").body.contains(R"("hooks":["beforeGET"])"));
    QCOMPARE(client().send("POST", "/admin/v1/collections/c/codehook/disable").status, 200);
    QCOMPARE(client().get("/rest/c").status, 200);
    QCOMPARE(client().send("POST", "/admin/v1/collections/c/codehook/enable").status, 200);
    QCOMPARE(client().get("/rest/c").status, 418);
    QCOMPARE(client().hook("c", "// nothing").status, 200); // a script without a hook is accepted
    QCOMPARE(client().get("/rest/c").status, 200);
}

void TestHooks::syntaxErrorsAreLocatedAndKeepTheOldScript_data()
{
    QTest::addColumn<QByteArray>("source");
    QTest::addColumn<QByteArray>("line");
    QTest::newRow("missing brace")
        << QByteArray("function beforeGET(req, res) {\n  res.end();\n") << QByteArray("3");
    QTest::newRow("bad token") << QByteArray("\nvar a = ;\n") << QByteArray("2");
    QTest::newRow("break out") << QByteArray("}}); evil(); (function(){ return function(){")
                               << QByteArray("1");
    QTest::newRow("twice let") << QByteArray("let a;\nlet a;") << QByteArray("2");
    QTest::newRow("bad regex") << QByteArray("\n\nvar a = /(/;") << QByteArray("3");
    QTest::newRow("BigInt") << QByteArray("\nvar a = 1n;") << QByteArray("2");
    QTest::newRow("look-behind") << QByteArray("\n\nvar a = /(?<=b)c/;") << QByteArray("3");
    QTest::newRow("Unicode property") << QByteArray("var a = /\\p{L}/u;") << QByteArray("1");
    QTest::newRow("import()") << QByteArray("\nimport('x')") << QByteArray("2");
    QTest::newRow("await outside async")
        << QByteArray("function f() {\n  await g();\n}") << QByteArray("2");
    QTest::newRow("unknown private name")
        << QByteArray("class A {\n  m() { return this.#x; }\n}") << QByteArray("2");
    QTest::newRow("return at the top") << QByteArray("return 1;") << QByteArray("1");
    QTest::newRow("nested too deep")
        << QByteArray(20000, '(') + "1" + QByteArray(20000, ')') << QByteArray();
}

void TestHooks::syntaxErrorsAreLocatedAndKeepTheOldScript()
{
    QFETCH(QByteArray, source);
    QFETCH(QByteArray, line);
    QCOMPARE(client().hook("c", "function beforeGET(req, res) { res.end({error: 'old'}); }").status,
             200);
    const auto reply = client().hook("c", source);
    if (line.isEmpty()) {
        QVERIFY(reply.status == 422 || reply.status == 500);
    } else {
        QCOMPARE(reply.status, 422);
        QCOMPARE(reply.member("line"), line);
    }
    QVERIFY(!reply.member("message").isEmpty());
    QCOMPARE(client().get("/rest/c").member("message"), QByteArray("old"));
    QVERIFY(client().get("/admin/v1/collections/c/codehook").body.contains("'old'"));
}

void TestHooks::todaysLanguageRuns()
{
    QFile script(QStringLiteral(SOURCE_FOLDER "/tests/hooks/language.js"));
    QVERIFY(script.open(QIODevice::ReadOnly));
    QCOMPARE(client().hook("c", script.readAll()).status, 200);
    for (int run = 0; run < 3; ++run) { // in the same child
        const auto reply = client().post("/rest/c", "{}");
        QVERIFY2(reply.status == 201, reply.body.constData());
        QCOMPARE(reply.member("failed"), QByteArray("[]"));
        QVERIFY(reply.member("count").toInt() > 50);
    }
}

void TestHooks::errorsNameTheAuthorsLine_data()
{
    QTest::addColumn<QByteArray>("script");
    const auto row = [](const char *name, const char *script) {
        QTest::newRow(name) << QByteArray(script);
    };
    // The fault is on the third line each time.
    row("async", "async function beforePOST(req, res) {\n  await null;\n  nothing.here;\n}");
    row("after spread and rest",
        "async function beforePOST(req, res) { const {a,\n ...rest} = {...req.body, "
        "b: 1};\n  throw new Error(rest.b);\n}");
    row("a field", "class A {\n  #x = 1;\n  y = this.#x.z.q;\n}\nfunction beforePOST() { new A; }");
    row("a private method",
        "class A {\n  #x = 1; static {} #m() {\n  null.x; } go() { this.#m(); }\n}\nfunction "
        "beforePOST() { new A().go(); }");
    row("for await",
        "async function beforePOST(req, res) {\n  for await (const x of [1])\n    x.y.z;\n}");
    row("a spread over lines",
        "function beforePOST(req, res) { const o = {\n ...req.body,\n a: nothing, };\n}");
    row("a strict return", "'use strict';\nfunction beforePOST(req, res) {\n return fail();\n}");
}

void TestHooks::errorsNameTheAuthorsLine()
{
    QFETCH(QByteArray, script);
    QCOMPARE(client().hook("c", script).status, 200);
    const auto reply = client().post("/rest/c", "{}");
    QCOMPARE(reply.status, 500);
    QVERIFY2(reply.member("message").contains("(line 3)"), reply.body.constData());
}

void TestHooks::runawayHookHurtsNobodyElse()
{
    constexpr int Timeout = 1000;
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
        QVERIFY2(answer.member("message").contains("ran longer than 1000 ms"),
                 answer.body.constData());
    }
    QVERIFY(timer.elapsed() >= Timeout);
    QCOMPARE(client().get("/rest/other").status, 200);
}

void TestHooks::runsDoNotSeeEachOther_data()
{
    QTest::addColumn<QByteArray>("pollute"); // in the first run
    QTest::addColumn<QByteArray>("look"); // in the second; must give the clean value
    QTest::addColumn<QByteArray>("clean");
    const auto row = [](const char *name, const char *pollute, const char *look,
                        const char *clean) {
        QTest::newRow(name) << QByteArray(pollute) << QByteArray(look) << QByteArray(clean);
    };
    row("implicit global", "leak = 1;", "typeof leak === 'undefined' || leak === undefined",
        "true");
    row("global by this", "(function () { this.leak = 1; })();",
        "(function () { return typeof this.leak; })()", "undefined");
    row("global by Function", "try { new Function('leak = 1')(); } catch (e) {}",
        "new Function('return typeof leak')()", "undefined");
    row("global by eval", "try { (0, eval)('var leak = 1'); } catch (e) {}",
        "(0, eval)('typeof leak')", "undefined");
    row("top-level variable", "counter.n++;", "counter.n", "0");
    row("prototype by alias", "var p = Array.prototype; try { p.leak = 1; } catch (e) {}",
        "typeof [].leak", "undefined");
    row("prototype of a literal", "try { ({}).__proto__.leak = 1; } catch (e) {}",
        "typeof ({}).leak", "undefined");
    row("defineProperty by alias",
        "var d = Object.defineProperty, o = Object; try { d(o.prototype, 'leak', {value: 1}); } "
        "catch (e) {}",
        "typeof ({}).leak", "undefined");
    row("stringify by alias",
        "var j = JSON; try { j.stringify = function () { return '\"evil\"'; }; } catch (e) {}",
        "JSON.stringify(1)", "1");
    row("built-in by name", "Array.prototype.leak = 1;", "typeof [].leak", "undefined");
    row("Math by name", "Math.leak = 1;", "typeof Math.leak", "undefined");
    row("last regex match", "/secret/.test('a secret b');",
        "String(RegExp.lastMatch || RegExp['$&'] || '')", "");
    row("iterator prototype",
        "var i = [][Symbol.iterator](); try { i.__proto__.leak = 1; } catch (e) {}",
        "typeof [][Symbol.iterator]().leak", "undefined");
    row("generator prototype",
        "var g = function* () {}; try { Object.getPrototypeOf(g).leak = 1; } catch (e) {}",
        "typeof (function* () {}).leak", "undefined");
    row("async generator prototype",
        "var g = (async function* () {})(); try { Object.getPrototypeOf(g).leak = 1; } catch (e) "
        "{}",
        "typeof (async function* () {})().leak", "undefined");
    row("what lowered code calls", "try { $$h.leak = 1; $$h.run.leak = 1; } catch (e) {}",
        "typeof $$h === 'undefined' ? 'undefined' : typeof $$h.leak", "undefined");
    row("match iterator prototype",
        "try { Object.getPrototypeOf('a'.matchAll(/a/g)).leak = 1; } catch (e) {}",
        "typeof 'a'.matchAll(/a/g).leak", "undefined");
    row("error prototype by alias",
        "var t = TypeError; try { t.prototype.leak = 1; t.prototype.toString.leak = 1; } catch (e) "
        "{}",
        "typeof new TypeError('x').leak + typeof Error.prototype.toString.leak",
        "undefinedundefined");
    row("function of a facade",
        "try { res.end.leak = 1; log.debug.leak = 1; db.leak = 1; } catch (e) {}",
        "typeof res.end.leak + typeof log.debug.leak + typeof db.leak",
        "undefinedundefinedundefined");
    row("callee",
        "try { arguments.callee.leak = 1; arguments.callee.caller.leak = 1; } catch (e) {}",
        "typeof arguments.callee.leak", "undefined");
    row("context", "context.settings.leak = 1; context.leak = 1;",
        "typeof context.settings.leak + typeof context.leak", "undefinedundefined");
}

void TestHooks::runsDoNotSeeEachOther()
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

void TestHooks::strictIsolationGivesEachRunAProcess()
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

void TestHooks::ordinaryCodeWorksAmongFrozenBuiltIns()
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

void TestHooks::modulesAreRequired()
{
    const auto module = [this](const QByteArray &name, const QByteArray &source) {
        return client().send("PUT", "/admin/v1/modules/" + name, source, "text/javascript").status;
    };
    QCOMPARE(module("tax",
                    "const rate = require('lib/rates').vat;\nlet calls = 0;\n"
                    "module.exports = {of: (x) => x * rate, calls: () => ++calls};"),
             200);
    QCOMPARE(module("rates", "exports.vat = 0.25; exports.settings = context.settings.mine;"), 200);
    QCOMPARE(client().put("/admin/v1/settings", R"({"mine":7})").status, 200);
    QCOMPARE(client()
                 .hook("c", R"(const tax = require('lib/tax');
        function beforePOST(req, res) {
          const same = require('lib/' + 'tax') === tax;
          res.end({data: {t: tax.of(req.body.n), same, calls: tax.calls(), s: require('lib/rates').settings}});
        })")
                 .status,
             200);
    for (int i = 0; i < 3; ++i) { // no run sees another's module
        const auto reply = client().post("/rest/c", R"({"n":8})");
        QVERIFY2(reply.body.contains(R"("t":2,"same":true,"calls":1,"s":7)"),
                 reply.body.constData());
    }
    // A change is seen at once; a module that changes built-ins is as alone as a script that does.
    QCOMPARE(module("rates",
                    "exports.vat = 0.5; Array.prototype.last = function () { return "
                    "this[this.length - 1]; };"),
             200);
    QCOMPARE(client().post("/rest/c", R"({"n":8})").member("t"), QByteArray("4"));
    QCOMPARE(client()
                 .hook("other",
                       "function beforePOST(req, res) { res.end({data: {x: typeof [].last}}); }")
                 .status,
             200);
    QCOMPARE(client().post("/rest/other", "{}").member("x"), QByteArray("undefined"));
    const auto list = client().get("/admin/v1/modules");
    QVERIFY(list.body.contains(R"("name":"rates","version":2)"));
    QCOMPARE(client().get("/admin/v1/modules/tax").body.left(10), QByteArray("const rate"));
    QVERIFY(client().get("/admin/v1/codehooks").body.contains("\"lib/tax\":"));
    QCOMPARE(client().send("DELETE", "/admin/v1/modules/rates").status, 200);
    QCOMPARE(client().get("/admin/v1/modules/rates").status, 404);
    QVERIFY(client().post("/rest/c", "{}").member("message").contains("no module \"lib/rates\""));
    for (const char *name : {"9x", "a%20b", "a%2Fb", "system_x"})
        QCOMPARE(module(name, ""), 400);
}

void TestHooks::modulesHaveTheirOwnLinesAndErrors()
{
    const auto fault =
        client().send("PUT", "/admin/v1/modules/m", "let a = 1;\nlet b = ;", "text/javascript");
    QCOMPARE(fault.status, 422);
    QCOMPARE(fault.member("line"), QByteArray("2"));
    QCOMPARE(client()
                 .send("PUT", "/admin/v1/modules/m",
                       "exports.f = function () {\n\n  log.info('here');\n  null.x;\n};",
                       "text/javascript")
                 .status,
             200);
    QCOMPARE(client().hook("c", "\nfunction beforePOST(req, res) { require('lib/m').f(); }").status,
             200);
    const auto reply = client().post("/rest/c", "{}");
    QVERIFY2(reply.member("message").endsWith("(lib/m.js line 4)"), reply.body.constData());
    QVERIFY(
        client()
            .get("/admin/v1/inspector?collection=c&max=1")
            .body.contains(R"("message":"here","hook":"beforePOST","line":3,"module":"lib/m.js")"));
}

void TestHooks::versionsAreKeptComparedAndRestored()
{
    const QByteArray path = "/admin/v1/collections/c/codehook";
    const auto save = [&](const QByteArray &source, const QByteArray &message) {
        return client().send("PUT", path + "?message=" + message.toPercentEncoding(), source,
                             "text/javascript");
    };
    QCOMPARE(save("// one\nfunction beforeGET(req, res) {\n  res.end();\n}\n", "first æ").status,
             200);
    QCOMPARE(save("// one\nfunction beforeGET(req, res) {\n  res.end({error: 'two'});\n}\n", "")
                 .member("version"),
             QByteArray("2"));
    // The same text again is no new version, and a fault is none either.
    QCOMPARE(save("// one\nfunction beforeGET(req, res) {\n  res.end({error: 'two'});\n}\n", "x")
                 .member("version"),
             QByteArray("2"));
    QCOMPARE(save("function (", "").status, 422);
    const auto list = client().get(path + "/versions").json();
    QCOMPARE(list.root().items().size(), size_t(2));
    QCOMPARE(list.root().items()[1].value("message").toString(), QStringLiteral("first æ"));
    QVERIFY(list.root().items()[1].value("by").text().startsWith("key "));
    QCOMPARE(client().get(path + "/versions/1").body.left(6), QByteArray("// one"));
    QCOMPARE(client().get(path + "/versions/3").status, 404);
    QCOMPARE(client().get(path + "/versions/2/diff").body,
             QByteArray("--- version 1\n+++ version 2\n@@ -1,5 +1,5 @@\n // one\n function "
                        "beforeGET(req, res) {\n-  res.end();\n+  res.end({error: 'two'});\n }\n "
                        "\n"));
    QVERIFY(client().get(path + "/versions/1/diff").body.contains("+// one"));
    QVERIFY(client().get(path + "/versions/1/diff?with=2").body.contains("+  res.end();"));
    QCOMPARE(client().get(path + "/versions/2/diff?with=2").body, QByteArray());
    QCOMPARE(client().get("/rest/c").status, 400);
    QCOMPARE(client().send("GET", path + "/versions/1/restore").status, 405);
    QCOMPARE(client().send("POST", path + "/versions/1/restore").member("version"),
             QByteArray("3"));
    QCOMPARE(client().get("/rest/c").status, 200);
    QVERIFY(client().get(path + "/versions").body.contains("Version 1 again"));
    // They go with their collection.
    QCOMPARE(client().send("DELETE", "/admin/v1/collections/c?confirm=c").status, 200);
    QVERIFY(m_server->define("c"));
    QCOMPARE(client().get(path + "/versions").body, QByteArray("[]"));
}

void TestHooks::killedTooOftenMeansSuspended()
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

void TestHooks::olderCompiledFormsAreMadeAnew()
{
    QTemporaryDir folder;
    Server::Options options;
    options.databasePath = folder.filePath(QStringLiteral("old.hookdesk"));
    {
        auto database = Store::Database::open(options.databasePath, Store::Database::Use::Share);
        QVERIFY(database);
        QSemaphore done;
        Store::Script script;
        script.source = "function beforePOST(req, res) { res.end({data: {v: 1}}); }";
        script.compiled = "/*hookdesk 1*/(function () { return function () { return {}; }; })";
        (*database)->change<Done>(
            [&](Store::Transaction &transaction) -> Result<Done> {
                if (auto made = transaction.saveCollection("c", "{}"); !made)
                    return made;
                return transaction.saveScript("c", script, {});
            },
            [&](const Result<Done> &) { done.release(); });
        done.acquire();
    }
    auto server = Server::open(options);
    QVERIFY(server);
    const auto reply = (*server)->requestAndWait("POST", "/rest/c", "{}");
    QVERIFY2(reply.body.contains("\"v\":1"), reply.body.constData());
}

QTEST_GUILESS_MAIN(TestHooks)
#include "tst_hooks.moc"
