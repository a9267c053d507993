// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/hooks/hookverdict.h"
#include "server/http/message.h"
#include "tests/server/servertest.h"

#include <QTest>

/// Codehooks in their cage, over REST.
class TestHooks : public ServerTest
{
    Q_OBJECT

public:
    TestHooks()
        : ServerTest({"c", "other"})
    {
    }

private slots:
    void everyHookRunsWithItsRequest();
    void endsMeanWhatTheContractSays_data();
    void endsMeanWhatTheContractSays();
    void verdictsOfOddResults_data();
    void verdictsOfOddResults();
    void bodiesAreAsJsonParseReadsThem_data();
    void bodiesAreAsJsonParseReadsThem();
    void arraysKeepTheirElementsBesideAccessors();
    void failingCallsHandTheirStatusOn_data();
    void failingCallsHandTheirStatusOn();
    void rowRuleHoldsForListAndDocument();
    void queriesSayAllOrFail_data();
    void queriesSayAllOrFail();
    void expressionsAreQueries();
    void arrayPostRunsTheHookForEach();
    void failedAfterHookSaysThatDataIsSaved();
    void dbCallsGoThroughThePipeline();
    void hooksCallHooksFourDeep();
    void settingsAndHeadersAreSeen();
    void logLinesHaveTheirLevelAndPlace();
};

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
    row("error of a call",
        "res.end({error: {status: 409, message: 'x', list: [{field: 'a', message: 'b'}]}});", 409,
        R"({"name":"HookRefused","message":"x","status":409,"list":[{"field":"a","message":["b"]}]})");
    row("status out of range", "res.end({error: {statuscode: 200, message: 'x'}});", 400,
        R"("message":"x")");
    row("error list", "res.end({error: [{field: 'a', message: 'b'}, {message: 'c'}]});", 400,
        R"("list":[{"field":"a","message":["b"]},{"message":["c"]}])");
    row("empty list is no error", "res.end({error: []});", 201, R"("n":1)");
    row("null is no error", "res.end({error: null, data: {n: 3}});", 201, R"("n":3)");
    row("error wins over data", "res.end({error: 'e', data: {}});", 400, R"("message":"e")");
    row("data is no object", "res.end({data: [1]});", 500, "no object");
    row("text is ignored", "res.end('hello');", 201, R"("n":1)");
    row("throws", "\nthrow new Error('boom');", 500, "boom (line 2, column 7)");
    row("throws a text", "\nthrow 'boom';", 500, "boom (line 2, column 1)");
    row("throws nothing", "throw undefined;", 500, "HookError");
    row("type error", "\n\nnull.x();", 500, "(line 3, column 6)");
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

/// Objects that are alike are made by a quicker way than the first ones (JsonValues).
void TestHooks::bodiesAreAsJsonParseReadsThem_data()
{
    QTest::addColumn<QByteArray>("json");
    const auto row = [](const char *name, const QByteArray &json) { QTest::newRow(name) << json; };
    row("flat", R"({"b":1,"a":"x","c":null,"d":true,"e":false,"f":1.5})");
    row("numbers",
        "[0,-0.5,1e300,1e-300,1e-400,2147483647,2147483648,-2147483648,-2147483649,"
        "9007199254740993,"
        "1e21,0.1]");
    row("texts", R"({"a":"","b":"\u0000\u001f\"\\\/\b\f\n\r\t","c":"äß€😀","d":"\ud83d\ude00"})");
    row("names that objects have",
        R"({"constructor":1,"toString":2,"valueOf":{"hasOwnProperty":3},"length":4})");
    row("prototype", R"({"a":{"__proto__":{"x":1},"y":2}})");
    row("names of elements", R"({"b":1,"10":2,"2":3,"a":4,"-1":5,"1.5":6})");
    row("odd names", R"({"":1,"a b":2,"a\"b":3,"ä":4,"});throw 1;//":5,"a0":6,"return":7})");
    row("names with signs",
        R"({"content-type":1,"a b":2,"});throw 1;//":3,"${x}":4,"a'b":5,"-1":6,"`":7,"~":8,"/*":9})");
    // The names of one object, written one after the other, are those of another.
    row("names with commas", R"({"x":{"a":1,"b":2},"y":{"a,b":3}})");
    row("byte order marks",
        "{\"a\":\"\xEF\xBB\xBFx\",\"b\":\"\xEF\xBB\xBF\xEF\xBB\xBF\",\"c\":\"x\xEF\xBB\xBF\"}");
    row("objects within", R"({"a":{"b":{"c":[{"d":1},{"d":2}]}},"e":[]})");
    row("arrays", R"([[],[[]],[1,[2,[3]]],{},[null,true,"x"]])");
    QByteArray many = "{";
    for (int i = 0; i < 300; ++i)
        many.append(i ? ",\"n" : "\"n").append(QByteArray::number(i)).append("\":").append('1');
    row("many names", many + '}');
}

void TestHooks::bodiesAreAsJsonParseReadsThem()
{
    QFETCH(QByteArray, json);
    QCOMPARE(client()
                 .hook("c", R"(
function difference(a, b, path) {
  if (typeof a !== 'object' || a === null)
    return Object.is(a, b) ? '' : path + ' is ' + String(a) + ', not ' + String(b) + '; ';
  let found = Object.getPrototypeOf(a) === Object.getPrototypeOf(b) ? '' : path + ' inherits; ';
  const names = JSON.stringify(Object.getOwnPropertyNames(a));
  if (names !== JSON.stringify(Object.getOwnPropertyNames(b)))
    return found + path + ' has ' + names + '; ';
  for (const name of Object.getOwnPropertyNames(a)) {
    const one = Object.getOwnPropertyDescriptor(a, name), other = Object.getOwnPropertyDescriptor(b, name);
    for (const key of ['writable', 'enumerable', 'configurable'])
      if (one[key] !== other[key]) found += path + '.' + name + ' ' + key + '; ';
    found += difference(a[name], b[name], path + '.' + name);
  }
  return found;
}
async function beforePOST(req, res) {
  const made = JSON.parse(req.body.text);
  const got = await db.get('/rest/other', { n: req.body.n });
  const found = difference(req.body.doc, made, 'doc') + difference(got[0].doc, made, 'got');
  if (typeof req.body.doc === 'object') req.body.doc.changed = 1; // others get their own
  res.end({ error: found || 'same' });
})")
                 .status,
             200);
    for (int n = 0; n < 8; ++n) { // what lies deeper is made that way later
        const QByteArray body = R"({"n":)" + QByteArray::number(n) + R"(,"doc":)" + json
            + R"(,"text":)" + Json::quoted(QByteArrayView(json)) + '}';
        QCOMPARE(client().post("/rest/other", body).status, 201);
        QCOMPARE(client().post("/rest/c", body).member("message"), QByteArray("same"));
    }
}

/// A script may give all lists an accessor, in a hook host of its own.
void TestHooks::arraysKeepTheirElementsBesideAccessors()
{
    QCOMPARE(client()
                 .hook("c", R"(
async function beforePOST(req, res) {
  Object.defineProperty(Array.prototype, 1, { set(value) { }, configurable: true });
  let given = null;
  for (let i = 0; i < 9; ++i)
    given = await db.get('/rest/other');
  res.end({ error: Object.keys(given).join() + ' ' + Object.keys(given[0].list).join() });
})")
                 .status,
             200);
    QCOMPARE(client().post("/rest/other", R"([{"list":[1,2]},{"list":[]}])").status, 201);
    QCOMPARE(client().post("/rest/c", "{}").member("message"), QByteArray("0,1 0,1"));
}

void TestHooks::failingCallsHandTheirStatusOn_data()
{
    QTest::addColumn<QByteArray>("script");
    QTest::newRow("passed on") << QByteArray("db.get('/rest/nope').catch(err => res.end({error: "
                                             "{status: err.status, message: err.message}}));");
    QTest::newRow("not caught") << QByteArray("await db.get('/rest/nope'); res.end();");
}

void TestHooks::failingCallsHandTheirStatusOn()
{
    QFETCH(QByteArray, script);
    const auto hook = client().hook("c", "async function beforePOST(req, res) { " + script + " }");
    QCOMPARE(hook.status, 200);
    const auto reply = client().post("/rest/c", "{}");
    QCOMPARE(reply.status, 404);
    QVERIFY2(reply.body.contains("There is no collection"), reply.body.constData());
    QCOMPARE(reply.member("status"), QByteArray("404"));
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

/// What JSON would leave out of a query would let all documents through (contract: codehooks 3).
void TestHooks::queriesSayAllOrFail_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QByteArray>("said");
    const auto row = [](const char *query, const char *said) {
        QTest::newRow(query) << QByteArray(query) << QByteArray(said);
    };
    row("{owner: undefined}", ".owner is undefined");
    row("{owner: req.hint['#usersession'].email}", ".owner is undefined");
    row("{$or: [{a: 1}, {b: {$gt: undefined}}]}", ".$or[1].b.$gt is undefined");
    row("{a: () => 1}", ".a is a function");
    row("{a: Symbol()}", ".a is a symbol");
    row("{[Symbol()]: 1}", "has a symbol for a name");
    row("{a: NaN}", ".a is NaN");
    row("{a: {$in: [1, Infinity]}}", ".a.$in[1] is Infinity");
    row("{a: {toJSON() {}}}", ".a is undefined");
    row("{a: Promise.resolve(1)}", ".a is a Promise: await it");
    row("{a: new Set([1])}", ".a is of the type Set");
    row("{a: new Error('x')}", ".a is of the type Error");
    row("[]", "must be an object");
    row("5", "must be an object");
    row("'owner'", "must be an object");
    row("NaN", " is NaN");
    row("() => 1", " is a function");
}

void TestHooks::queriesSayAllOrFail()
{
    QFETCH(QByteArray, query);
    QFETCH(QByteArray, said);
    QCOMPARE(client().post("/rest/other", R"({"owner":"SECRET"})").status, 201);
    const QByteArrayList scripts = {
        "function beforeGET(req, res) { res.end({query: " + query + "}); }",
        "function beforeGET(req, res) { res.end({hint: {$fields: " + query + "}}); }",
        "async function beforeGET(req, res) { const found = await db.get('/rest/other', " + query
            + "); log.info(found); res.end({error: JSON.stringify(found)}); }",
        "async function beforeGET(req, res) { db.get('/rest/other', " + query
            + ", (error, found) => res.end({error: JSON.stringify(found)})); }",
        "async function beforeGET(req, res) { const found = await db.get('/rest/other', {}, {$max: "
            + query + "}); res.end({error: JSON.stringify(found)}); }"};
    for (const QByteArray &script : scripts) {
        if (query.startsWith("()") && script.contains("await db.get('/rest/other', ()"))
            continue; // that is a callback
        QCOMPARE(client().hook("c", script).status, 200);
        const auto reply = client().get("/rest/c");
        // Whether a hint may be a number or text is for the server to say.
        const bool isWithin = script.contains("$fields") || script.contains("$max");
        if (!isWithin || !said.contains("must be an object")) {
            QCOMPARE(reply.status, 500);
            QVERIFY2(reply.body.contains(said), reply.body.constData());
        }
        QVERIFY2(!reply.body.contains("SECRET") || isWithin, reply.body.constData());
    }
}

void TestHooks::expressionsAreQueries()
{
    QCOMPARE(client().post("/rest/c", R"([{"t":"Text one"},{"t":"other"}])").status, 201);
    for (const QByteArray query :
         {"{t: /^text/i}", "{t: {$not: /^other/}}", "{$or: [{t: new RegExp('ONE$', 'i')}]}",
          "{t: new String('Text one')}"}) {
        QCOMPARE(client()
                     .hook("c", "function beforeGET(req, res) { res.end({query: " + query + "}); }")
                     .status,
                 200);
        const auto found = client().get("/rest/c").json();
        QCOMPARE(found.root().items().size(), size_t(1));
        QCOMPARE(found.root().items()[0].value("t").toString(), QStringLiteral("Text one"));
    }
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
    // The request's own hook is level 0.
    QCOMPARE(client().get("/rest/c").json().root().items().size(), size_t(5));
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

void TestHooks::logLinesHaveTheirLevelAndPlace()
{
    QCOMPARE(client()
                 .hook("c",
                       "function beforeGET(req, res) {\n  log.debug('\"a\"', {b: 1}, [2]);\n  "
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
                .append(':')
                .append(line.find("column")->toJson())
                .append(';');
        return lines;
    };
    QTRY_COMPARE(find(),
                 QByteArray("debug \"a\" { b: 1 } [ 2 ] 2:7;info 1 3:7;warn w 3:20;"
                            "error Error: e 3:35;fatal f 4:7;info l 4:27;info late 6:7;"));
}

QTEST_GUILESS_MAIN(TestHooks)
#include "tst_hooks.moc"
