// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/hooks/killcounter.h"
#include "server/store/database.h"
#include "tests/support/embeddedserver.h"

#include <QFile>
#include <QNetworkReply>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

/// Test runs of drafts: `POST …/codehook/test`.
class TestHookTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_server.reset(); }
    void showsAllAndKeepsNothing();
    void linesOfAllHooksAreTold();
    void argumentsAreTold();
    void tellsWhatWentWrong_data();
    void tellsWhatWentWrong();
    void runsJobsAndAnswersFromSamples();
    void letsOthersWrite();
    void killedRunsSuspendNothing();
    void examplesOfFunctionsRun_data();
    void examplesOfFunctionsRun();
    void examplesOfHooksRun_data();
    void examplesOfHooksRun();
    void whatIsOfferedIsDescribed();

private:
    static Json::Document api();
    QByteArrayList offeredNames();
    /// The lines that ran: `LINE:COUNT{values} `, one after the other.
    static QByteArray linesOf(const Json::Value &report);
    HttpClient &client() { return m_server->client(); }
    /// Runs @p source as a draft of "c"; @p more are further members of the request's JSON.
    HttpClient::Reply testRun(const QByteArray &source, const QByteArray &more)
    {
        return client().post("/admin/v1/collections/c/codehook/test",
                             "{\"source\":" + Json::quoted(QByteArrayView(source)) + ',' + more
                                 + '}');
    }
    std::unique_ptr<EmbeddedServer> m_server;
};

QByteArray TestHookTest::linesOf(const Json::Value &report)
{
    QByteArray lines;
    for (const Json::Value &line : report.value("lines").items())
        lines.append(line.value("line").toJson() + ':' + line.value("count").toJson()
                     + line.value("values").toJson() + ' ');
    return lines;
}

void TestHookTest::init()
{
    m_server = std::make_unique<EmbeddedServer>();
    QVERIFY(m_server->start());
    QVERIFY(m_server->define("c"));
    QVERIFY(m_server->define("other"));
}

void TestHookTest::showsAllAndKeepsNothing()
{
    QCOMPARE(
        client().hook("c", "function beforePOST(req, res) { res.end({error: 'saved'}); }").status,
        200);
    QCOMPARE(client()
                 .hook("other",
                       "function beforePOST(req, res) { req.body.hooked = 1; res.end({data: "
                       "req.body}); }")
                 .status,
             200);
    const QByteArray old = client().post("/rest/other", R"({"n":1})").member("_id");
    QByteArray draft = R"(async function beforePOST(req, res) {
  const made = await db.post('/rest/other', {n: 2});
  const changed = await db.patch('/rest/other/OLD', {n: 5});
  let sum = 0;
  for (const each of await db.get('/rest/other')) {
    sum += each.n;
  }
  log.info('sum', sum);
  res.end({data: {sum, hooked: made.hooked, v: changed._version}});
}
function afterPOST(req, res) {
  db.get('/rest/c/' + req.body._id, function (error, seen) {
    res.end({data: {seen: seen.sum, user: req.hint['#headers']['x-mine']}});
  });
})";
    const auto reply = testRun(draft.replace("OLD", old),
                               R"("request":{"body":{"a":1},"headers":{"X-Mine":"me"}})");
    QCOMPARE(reply.status, 200);
    const auto json = reply.json();
    const Json::Value report = json.root();
    QCOMPARE(report.value("status").toInteger(), 201);
    QCOMPARE(report.value("response").value("body").toJson(),
             QByteArray(R"({"seen":7,"user":"me"})"));
    const auto hooks = report.value("hooks").items();
    QCOMPARE(hooks.size(), size_t(2));
    QCOMPARE(hooks[0].value("result").toJson(),
             QByteArray(R"({"data":{"sum":7,"hooked":1,"v":1}})"));
    QVERIFY(hooks[0].value("duration").toDouble() > 0);
    QCOMPARE(report.value("log").items()[0].value("message").text(), QByteArrayView("sum 7"));
    QCOMPARE(report.value("log").items()[0].value("line").toInteger(), 8);
    QCOMPARE(report.value("calls").items().size(), size_t(4));
    QCOMPARE(report.value("calls").items()[3].value("operation").text(), QByteArrayView("db.get"));
    const QByteArray lines = linesOf(hooks[0]);
    QVERIFY2(lines.contains("4:1{\"sum\":\"0\"} ") && lines.contains("6:2{\"sum\":\"7\"} ")
                 && lines.contains("9:1{} "),
             lines.constData());
    // Nothing of it stays: neither documents nor the draft.
    QCOMPARE(client().get("/rest/c").body, QByteArray("[]"));
    QCOMPARE(client().get("/rest/other").json().root().items().size(), size_t(1));
    QCOMPARE(client().get("/rest/other/" + old).member("n"), QByteArray("1"));
    QCOMPARE(client().post("/rest/c", "{}").member("message"), QByteArray("saved"));
    QVERIFY(client().get("/admin/v1/inspector").body.contains(R"("kind":"test")"));
}

void TestHookTest::linesOfAllHooksAreTold()
{
    const auto reply = testRun("const twice = (n) => n * 2;\n"
                               "function beforePOST(req, res) {\n"
                               "  const n = twice(req.body.n);\n"
                               "  res.end({data: {n}});\n"
                               "}\n"
                               "function afterPOST(req, res) {\n"
                               "  const m = twice(req.result.n);\n"
                               "  res.end({data: {m}});\n"
                               "}\n",
                               R"("request":{"method":"POST","path":"/rest/c","body":{"n":3}})");
    const auto json = reply.json();
    const QByteArray lines = linesOf(json.root());
    // The first line runs at the beginning of each hook, and its function in each.
    QVERIFY2(lines.contains("3:1{\"n\":\"6\"} 4:1{} 6:0{\"req\":"), lines.constData());
    QVERIFY2(lines.contains("} 7:1{\"m\":\"12\"} 8:1{} "), lines.constData());
    const auto hooks = json.root().value("hooks").items();
    QCOMPARE(hooks.size(), size_t(2));
    QVERIFY(!hooks[1].value("lines").toJson().contains("\"line\":3"));
}

/// Also of callbacks, in whatever form they are, and whatever becomes of the run.
void TestHookTest::argumentsAreTold()
{
    const auto reply = testRun("function beforePOST(req, res) {\n"
                               "  db.get('/rest/c',\n"
                               "    function (error, found) {\n"
                               "      [4].forEach(n => n + 1);\n"
                               "      each({a: 5}, 6);\n"
                               "      new Point(7).move({}, 8, 9);\n"
                               "    });\n"
                               "}\n"
                               "function each({a, b = 2}, c, ...rest) {\n"
                               "  return strict(a);\n"
                               "}\n"
                               "function strict(a) { 'use strict'\n"
                               "  log.info('strict', this === undefined);\n"
                               "}\n"
                               "class Point {\n"
                               "  constructor(x) { this.x = x; }\n"
                               "  async move(by,\n"
                               "    ...more) {}\n"
                               "}\n",
                               R"("request":{"method":"POST","path":"/rest/c","body":{"n":3}})");
    const auto json = reply.json();
    QVERIFY2(json.root().value("error").text().contains("res.end"), reply.body.constData());
    QVERIFY(reply.body.contains("strict true"));
    const QByteArray lines = linesOf(json.root());
    QVERIFY2(lines.startsWith("1:0{\"req\":\"{"), lines.constData());
    QVERIFY2(lines.contains(
                 "2:1{} 3:0{\"error\":\"null\",\"found\":\"[]\"} 4:2{\"n\":\"4\"} 5:1{} 6:1{} "
                 "9:0{\"a\":\"5\",\"b\":\"2\",\"c\":\"6\",\"rest\":\"[]\"} 10:1{} "
                 "12:0{\"a\":\"5\"} 13:1{} "),
             lines.constData());
    QVERIFY2(lines.contains("\"x\":\"7\"") && lines.contains("17:0{\"by\":\"{}\"} ")
                 && lines.contains("18:0{\"more\":\"[8, 9]\"} "),
             lines.constData());
}

void TestHookTest::tellsWhatWentWrong_data()
{
    QTest::addColumn<QByteArray>("source");
    QTest::addColumn<QByteArray>("more");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("part");
    const auto row = [](const char *name, const char *source, const char *more, int status,
                        const char *part) {
        QTest::newRow(name) << QByteArray(source) << QByteArray(more) << status << QByteArray(part);
    };
    row("does not parse", "\n  var = 1;", R"("request":{})", 422, R"("line":2,"column":7)");
    row("throws", "function beforePOST() {\n  const x = 3;\n  null.x;\n}",
        R"("request":{"method":"POST"})", 200,
        R"("status":500,"body":{"name":"HookError","message":"TypeError)");
    row("throws: lines", "function beforePOST() {\n  const x = 3;\n  null.x;\n}",
        R"("request":{"method":"POST"})", 200, R"({"line":2,"count":1,"values":{"x":"3"}})");
    row("never ends", "function beforePOST() {\n  let n = 0;\n  while (true)\n    n++;\n}",
        R"("hook":"beforePOST","request":{})", 200, "{\"line\":4,\"count\":");
    row("refuses", "function beforePOST(req, res) { res.end({error: 'no'}); }",
        R"("hook":"beforePOST","request":{"body":{}})", 200, R"("result":{"error":"no"})");
    row("goes on after the end",
        "function beforePOST(req, res) { res.end(); setTimeout(() => { log.warn('later'); }, 20); "
        "}",
        R"("request":{"method":"POST"})", 200, R"("message":"later")");
    row("one hook alone",
        "function beforeGET(req, res) { res.end({error: 'b'}); } function beforePOST(req, res) { "
        "res.end(); }",
        R"("hook":"beforePOST","request":{"method":"GET"})", 200, R"("hooks":[])");
    row("a hook that it lacks", "", R"("hook":"beforePOST","request":{})", 400, "has no hook");
    row("another path", "", R"("request":{"path":"/admin/v1/keys"})", 400, "begins with /rest/");
    row("a bad mode", "", R"("outbound":"maybe","request":{})", 400, "live, record or refuse");
    row("query as an object",
        "function beforeGET(req, res) { res.end({error: JSON.stringify([req.query, "
        "req.hint.$max])}); }",
        R"("request":{"method":"GET","query":{"q":{"a":1},"h":{"$max":2}}})", 200,
        "[{\\\"a\\\":1},2]");
}

void TestHookTest::tellsWhatWentWrong()
{
    QFETCH(QByteArray, source);
    QFETCH(QByteArray, more);
    QFETCH(int, status);
    QFETCH(QByteArray, part);
    QCOMPARE(client().put("/admin/v1/settings", R"({"codehooks":{"timeout":600}})").status, 200);
    const auto reply = testRun(source, more);
    QVERIFY2(reply.body.contains(part), reply.body.constData());
    QCOMPARE(reply.status, status);
    QCOMPARE(client().get("/rest/c").body, QByteArray("[]"));
}

void TestHookTest::runsJobsAndAnswersFromSamples()
{
    const QByteArray job = R"(async function runJob(req, res) {
  const answer = await request({url: 'https://api.example/rates', json: true});
  const mail = await sendMail({to: 'a@example.com', html: 'x'});
  await db.post('/rest/c', {rate: answer.body.rate});
  res.end('rate ' + answer.body.rate + ' ' + (await db.get('/rest/c')).length);
})";
    const auto reply = testRun(
        job,
        R"("hook":"runJob","outbound":"record","samples":[{"url":"api.example/rates","body":{"rate":3}}])");
    QVERIFY2(reply.body.contains(R"("result":"rate 3 1")"), reply.body.constData());
    QVERIFY(reply.body.contains("api.example/rates\",\"duration\""));
    QVERIFY(reply.body.contains(R"("target":"to a@example.com")"));
    QCOMPARE(client().get("/rest/c").body, QByteArray("[]"));
    QVERIFY(testRun(job, R"("hook":"runJob","outbound":"refuse")")
                .member("error")
                .contains("refuses calls"));
    QVERIFY(
        testRun(job, R"("hook":"runJob","outbound":"live")").member("error").contains("resolved"));
}

/// The test run waits for a write of somebody else, and ends once it sees it.
void TestHookTest::letsOthersWrite()
{
    const QByteArray draft =
        R"(async function beforePOST(req, res) {
  const count = async () => (await db.get('/rest/other')).length, before = await count();
  await db.post('/rest/other', {mine: 1});
  while (await count() < before + 2) await new Promise((r) => setTimeout(r, 5));
  res.end({data: {seen: true}});
})";
    QNetworkReply *test = client().begin("POST", "/admin/v1/collections/c/codehook/test",
                                         "{\"source\":" + Json::quoted(QByteArrayView(draft))
                                             + R"(,"request":{"method":"POST"}})");
    HttpClient other = m_server->clientWith(m_server->key());
    int written = 0;
    while (test->isRunning()) {
        QCOMPARE(other.post("/rest/other", R"({"theirs":1})").status, 201);
        ++written;
    }
    const auto report = HttpClient::finish(test);
    QVERIFY2(report.body.contains(R"("data":{"seen":true})"), report.body.constData());
    QCOMPARE(client().get("/rest/other").json().root().items().size(), size_t(written));
}

/// Who tries a draft may stop it as often as they like; the same of a request counts.
void TestHookTest::killedRunsSuspendNothing()
{
    const QByteArray loop = "function beforePOST(req, res) { if (req.body.loop) while (true) {} "
                            "res.end(); }";
    QCOMPARE(client().put("/admin/v1/settings", R"({"codehooks":{"timeout":100}})").status, 200);
    QCOMPARE(client().hook("c", loop).status, 200);
    for (int i = 0; i < Hooks::MaximumKills - 1; ++i) {
        const auto report = testRun(loop, R"("request":{"method":"POST","body":{"loop":true}})");
        QVERIFY2(report.body.contains("longer than 100 ms"), report.body.constData());
    }
    for (int i = 0; i < Hooks::MaximumKills - 1; ++i)
        QCOMPARE(client().post("/rest/c", R"({"loop":true})").status, 500);
    QCOMPARE(client().post("/rest/c", "{}").status, 201);
    QCOMPARE(client().post("/rest/c", R"({"loop":true})").status, 500);
    QCOMPARE(client().post("/rest/c", "{}").status, 503);
}

Json::Document TestHookTest::api()
{
    QFile file(QStringLiteral(SOURCE_FOLDER "/resources/hookapi.json"));
    return file.open(QIODevice::ReadOnly) ? *Json::Document::parse(file.readAll())
                                          : *Json::Document::parse("{}");
}

void TestHookTest::examplesOfFunctionsRun_data()
{
    QTest::addColumn<QByteArray>("example");
    QTest::addColumn<QByteArray>("result");
    const auto described = api();
    for (const Json::Value &function : described.root().value("functions").items()) {
        QTest::newRow(function.value("name").text().toByteArray().constData())
            << function.value("example").text().toByteArray() << function.value("result").toJson();
    }
}

/// Each example is the body of an async function, and gives what hookapi.json says.
void TestHookTest::examplesOfFunctionsRun()
{
    QFETCH(QByteArray, example);
    QFETCH(QByteArray, result);
    QVERIFY(m_server->define("customers"));
    QVERIFY(m_server->define("orders"));
    QCOMPARE(client().post("/rest/customers", R"({"name":"Jane","city":"Oslo"})").status, 201);
    QCOMPARE(client().put("/admin/v1/settings", R"({"shop":{"vat":25}})").status, 200);
    const QByteArray source =
        "async function beforePOST(req, res) {\nconst value = await (async () => {\n" + example
        + "\n})();\nres.end({data: {value}});\n}";
    const auto reply =
        client().post("/admin/v1/collections/orders/codehook/test",
                      "{\"hook\":\"beforePOST\",\"outbound\":\"record\",\"samples\":[{\"url\":"
                      "\"api.example\",\"body\":{"
                      "\"eur\":11.5}}],\"request\":{\"body\":{\"price\":4}},\"source\":"
                          + Json::quoted(QByteArrayView(source)) + '}');
    QCOMPARE(reply.status, 200);
    const auto report = reply.json();
    const Json::Value data = report.root().value("result").value("data");
    QVERIFY2(data.isObject(), reply.body.constData());
    if (data.find("ended")) // the example ended by itself
        return;
    QCOMPARE(data.value("value").toJson(), result);
}

void TestHookTest::examplesOfHooksRun_data()
{
    QTest::addColumn<QByteArray>("example");
    const auto described = api();
    for (const Json::Value &hook : described.root().value("hooks").items())
        QTest::newRow(hook.value("name").text().toByteArray().constData())
            << hook.value("example").text().toByteArray();
}

void TestHookTest::examplesOfHooksRun()
{
    QFETCH(QByteArray, example);
    QVERIFY(m_server->define("customers"));
    const QByteArray name = QTest::currentDataTag();
    const QByteArray id = client().post("/rest/c", R"({"price":4,"locked":false})").member("_id");
    const bool isOfOne = name.endsWith("PUT") || name.endsWith("PATCH") || name.endsWith("DELETE");
    const auto reply =
        testRun(example,
                "\"hook\":\"" + name + R"(","request":{"path":"/rest/c)"
                    + (isOfOne ? '/' + id : QByteArray()) + R"(","body":{"price":5}})");
    QCOMPARE(reply.status, 200);
    QCOMPARE(reply.member("error"), QByteArray());
    QCOMPARE(reply.json().root().value("hooks").items().size(), size_t(1));
    const qint64 status = reply.json().root().value("status").toInteger();
    QVERIFY2(name == "runJob" || status == 200 || status == 201, reply.body.constData());
    QVERIFY(client().get("/docs/hooks").body.contains("<h3>" + name + "</h3>"));
}

/// The names that scripts take from their environment. One that calls eval() may use any of them,
/// so its compiled form binds all: `db=$$e.db,log=$$e.log`.
QByteArrayList TestHookTest::offeredNames()
{
    if (client().hook("c", "function beforeGET(req, res) { eval('0'); res.end(); }").status != 200)
        return {};
    const auto catalog = m_server->server().database().catalog();
    const QString compiled = QString::fromUtf8(catalog->find("c")->codehook.compiled);
    static const QRegularExpression binding(QStringLiteral("[ ,](\\w+)=\\$+e\\.\\1\\b"));
    QByteArrayList names;
    for (auto it = binding.globalMatch(compiled); it.hasNext();) {
        const QByteArray name = it.next().captured(1).toUtf8();
        if (name != "helpers")
            names.append(name);
    }
    return names;
}

/// hookapi.json has exactly what hooks are offered, so that no list of names has to be kept
/// besides.
void TestHookTest::whatIsOfferedIsDescribed()
{
    QSet<QByteArray> described;
    QByteArrayList globals;
    const auto document = api();
    for (const Json::Value &function : document.root().value("functions").items()) {
        const QByteArray name = function.value("name").text().toByteArray();
        if (function.value("global").toBool())
            globals.append(name);
        else
            described.insert(name);
    }
    const QByteArrayList names = offeredNames();
    QVERIFY2(names.size() > 15, names.join(' ').constData());
    const auto reply = testRun(
        "function beforeGET(req, res) { const all = {res, " + names.join(", ")
            + "}, names = []; for (const each of '" + globals.join(' ')
            + "'.split(' ')) if (!globalThis[each]) names.push(each); "
              "for (const each in all) if (typeof all[each] === 'function') names.push(each); "
              "else for (const name of Object.keys(all[each])) names.push(each + '.' + name);"
              "res.end({query: {names}}); }",
        R"("hook":"beforeGET","request":{})");
    const auto report = reply.json();
    QSet<QByteArray> offered;
    for (const QByteArray &name :
         report.root().value("result").value("query").value("names").texts())
        offered.insert(name);
    QVERIFY2(offered.size() > 40, reply.body.constData());
    const QByteArray page = client().get("/docs/hooks").body;
    for (const QByteArray &name : described) {
        QVERIFY2(offered.contains(name), name.constData());
        QVERIFY2(page.contains("<h3>" + name + "</h3>"), name.constData());
    }
    for (const QByteArray &name : offered) {
        // Of these objects a part is described: other names for the same, and a library.
        const bool isPart = name.startsWith("console.") || name.startsWith("async.");
        QVERIFY2(isPart || described.contains(name), name.constData());
    }
}

QTEST_GUILESS_MAIN(TestHookTest)
#include "tst_hooktest.moc"
