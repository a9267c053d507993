// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/embeddedserver.h"

#include <QTest>

/// What becomes of the errors that hooks meet: none is lost on its way to the client.
class TestHookErrors : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void errorsKeepTheirMessages_data();
    void errorsKeepTheirMessages();
    void patternsThatBacktrackAreNeverWrong_data();
    void patternsThatBacktrackAreNeverWrong();
    void rejectionsThatNobodyCatchesFail_data();
    void rejectionsThatNobodyCatchesFail();
    void answersLoseNothing_data();
    void answersLoseNothing();
    void argumentsAreNeverIgnored_data();
    void argumentsAreNeverIgnored();

private:
    HttpClient &client() { return m_server.client(); }
    /// What a POST answers whose before-hook has this body.
    HttpClient::Reply answerOf(const QByteArray &body);
    /// Compares what a POST answers with the row's status and the part of its body.
    void checkAnswer();

    EmbeddedServer m_server;
};

void TestHookErrors::initTestCase()
{
    QVERIFY(m_server.start());
    QVERIFY(m_server.define("c"));
    QVERIFY(
        m_server.define("strict", R"({"fields":[{"name":"name","type":"text","required":true}]})"));
}

HttpClient::Reply TestHookErrors::answerOf(const QByteArray &body)
{
    const auto saved = client().hook("c", "function beforePOST(req, res) { " + body + "\n}");
    return saved.status == 200 ? client().post("/rest/c", "{}") : saved;
}

void TestHookErrors::errorsKeepTheirMessages_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("part"); // of the answer
    const auto row = [](const char *name, const char *body, int status, const char *part) {
        QTest::newRow(name) << QByteArray(body) << status << QByteArray(part);
    };
    row("error of a call", "db.get('/rest/no', function (e) { res.end({error: e}); });", 400,
        R"("message":"There is no collection \"no\".")");
    row("with a status code", "res.end({error: Object.assign(new Error('e'), {statuscode: 409})});",
        409, R"("message":"e")");
    row("with a list of faults",
        "db.post('/rest/strict', {}, function (e) { res.end({error: e}); });", 400,
        R"("list":[{"field":"name","message":[)");
    row("status and list of a call that fails",
        "db.post('/rest/strict', {}, function (e) { res.end({data: {s: e.status, l: "
        "e.list[0].field}}); });",
        201, R"("s":400,"l":"name")");
    row("as the message", "res.end({error: {statuscode: 418, message: new TypeError('tea')}});",
        418, R"("message":"tea")");
    row("in a list", "res.end({error: [{field: 'a', message: new Error('m')}, new Error('n')]});",
        400, R"("list":[{"field":"a","message":["m"]},{"message":["n"]}])");
    row("in data",
        "try { null.x; } catch (e) { e.code = 'C'; res.end({data: {a: [{}, {e}], d: new Date(0)}});"
        " }",
        201, R"("a":[{},{"e":"Cannot read property 'x' of null"}],"d":"1970-01-01T)");
    row("without a message", "res.end({data: {e: new RangeError()}});", 201, R"("e":"RangeError")");
    row("JSON of a script's own", "res.end({data: {e: JSON.stringify([new Error('m')])}});", 201,
        R"("e":"[{}]")");
    row("call that nobody catches", "return db.get('/rest/no');", 404,
        R"(db.get failed: There is no collection \"no\".","status":404)");
    row("thrown with a status", "throw Object.assign(new Error('busy'), {status: 409});", 409,
        R"==("message":"busy (line 1, column 53)","status":409)==");
    row("thrown with an odd status", "throw Object.assign(new Error('x'), {status: 200});", 500,
        R"("status":500)");
}

void TestHookErrors::checkAnswer()
{
    QFETCH(QByteArray, body);
    QFETCH(int, status);
    QFETCH(QByteArray, part);
    const auto reply = answerOf(body);
    QVERIFY2(reply.body.contains(part), reply.body.constData());
    QCOMPARE(reply.status, status);
}

void TestHookErrors::errorsKeepTheirMessages()
{
    checkAnswer();
}

void TestHookErrors::patternsThatBacktrackAreNeverWrong_data()
{
    QTest::addColumn<QByteArray>("expression");
    for (const char *expression :
         {"/^(?:(a+)+$|a+!$)/.test(text)", "/^(?:(a+)+$|a+!$)/g.exec(text)",
          "text.replace(/(a+)+$|!/, '?')", "text.match(/^(?:(a+)+$|a+!$)/)",
          "text.match(/(a+)+$|!/g)", "text.search(/^(?:(a+)+$|a+!$)/)", "text.split(/(a+)+$|!/)",
          "[...text.matchAll(/(a+)+$|!/g)]", "/(a+)+b/y.test(text)",
          "new RegExp('(x+x+)+y|x{60}').test('x'.repeat(60))"})
        QTest::newRow(expression) << QByteArray(expression);
}

/// The engine gives up, and would say that there is no match.
void TestHookErrors::patternsThatBacktrackAreNeverWrong()
{
    QFETCH(QByteArray, expression);
    const auto reply =
        answerOf("const text = 'a'.repeat(30) + '!'; res.end({data: {r: " + expression + "}});");
    QVERIFY2(reply.body.contains("takes too many steps on this text"), reply.body.constData());
    QCOMPARE(reply.status, 500);
}

void TestHookErrors::rejectionsThatNobodyCatchesFail_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("part"); // of the error; empty: the request goes on
    const auto row = [](const char *name, const char *body, const char *part) {
        QTest::newRow(name) << QByteArray(body) << QByteArray(part);
    };
    row("then", "db.get('/rest/c').then(function (d) {\nd.foo.bar(); });",
        "TypeError: Cannot call method 'bar' of undefined (line 2, column 7)");
    row("reject", "Promise.reject(new Error('e1')); setTimeout(res.end, 5);", "e1");
    row("executor", "new Promise(function () { throw new Error('e2'); });", "e2");
    row("executor rejects later",
        "new Promise(function (a, b) { setTimeout(b, 5, new Error('e3')); }); "
        "setTimeout(res.end, 500);",
        "e3");
    row("all", "Promise.all([1, Promise.reject(new Error('e4'))]);", "e4");
    row("race", "Promise.race([Promise.reject(new Error('e5'))]).then(res.end);", "e5");
    row("any", "Promise.any([Promise.reject(1)]); setTimeout(res.end, 5);", "AggregateError");
    row("finally", "Promise.reject(new Error('e6')).finally(function () {});", "e6");
    row("async function without await",
        "async function f() { await 1;\nthrow new Error('e7'); }\nf(); setTimeout(res.end, 5);",
        "e7 (line 2, column 7)");
    row("async function returns one",
        "(async () => Promise.reject(new Error('e8')))(); setTimeout(res.end, 5);", "e8");
    row("resolved with one",
        "new Promise(r => r(Promise.reject(new Error('e9')))); setTimeout(res.end, 5);", "e9");
    row("resolved with what only has then()",
        "(async () => ({then(a, b) { b(new Error('e12')); }}))(); setTimeout(res.end, 5);", "e12");
    row("then() that throws",
        "class P extends Promise {} P.resolve({then() { throw new Error('e13'); }}); "
        "setTimeout(res.end, 5);",
        "e13");
    row("class of its own",
        "class P extends Promise {} P.reject(new Error('e10')); setTimeout(res.end, 5);", "e10");
    row("microtask", "queueMicrotask(() => { throw new Error('e11'); }); setTimeout(res.end, 5);",
        "e11");
    row("a call", "db.get('/rest/no'); setTimeout(res.end, 500);", "db.get failed: There is no");
    row("callback of a call", "db.get('/rest/c', function () {\nnull.x; });",
        "TypeError: Cannot read property 'x' of null (line 2, column 6)");
    row("callback of a call that fails", "db.get('/rest/no', function (e) { throw e; });",
        "There is no collection");
    row("timer", "setTimeout(function () {\nthrow new Error('t1'); }, 5);",
        "t1 (line 2, column 7)");
    row("caught", "Promise.reject(1).catch(() => res.end());", "");
    row("caught behind finally", "Promise.reject(1).finally(() => 1).then(0, () => res.end());",
        "");
    row("caught by await",
        "(async () => { try { await Promise.reject(1); } catch (e) { res.end(); } })();", "");
    row("caught in the same turn",
        "var p = Promise.reject(1); Promise.resolve().then(() => p.catch(() => res.end()));", "");
    row("caught by a class of its own",
        "class P extends Promise {} P.reject(1).catch(() => setTimeout(res.end, 5));", "");
    row("rejected when it is resolved",
        "class P extends Promise {} new P((a, b) => { a(1); b(2); throw 3; }).then(() => "
        "setTimeout(res.end, 5));",
        "");
    row("settled", "Promise.allSettled([Promise.reject(1)]).then(() => res.end());", "");
    row("any that has one", "Promise.any([Promise.reject(1), 2]).then(() => res.end());", "");
    row("after the end", "res.end(); Promise.reject(new Error('late'));", "");
}

void TestHookErrors::rejectionsThatNobodyCatchesFail()
{
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, part);
    const auto reply = answerOf(body);
    QVERIFY2(reply.body.contains(part), reply.body.constData());
    QCOMPARE(reply.status >= 400, !part.isEmpty());
}

void TestHookErrors::answersLoseNothing_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("part"); // of the answer
    const auto row = [](const char *body, int status, const char *part) {
        QTest::newRow(body) << QByteArray(body) << status << QByteArray(part);
    };
    row("res.end({data: {a: db.get('/rest/c')}});", 500, "data.a is a Promise: await it");
    row("res.end({data: Promise.resolve({a: 1})});", 500, "data is a Promise: await it");
    row("res.end(Promise.resolve({data: {a: 1}}));", 500, "it is a Promise: await it");
    row("res.end({data: {a: [1, new Map([[1, 2]])]}});", 500, "data.a[1] is of the type Map");
    row("res.end({data: {a: new Set([1])}});", 500, "data.a is of the type Set");
    row("res.end({data: {a: {b: /x/}}});", 500, "data.a.b is of the type RegExp");
    row("res.end({data: {a: {}, b: [{}], c: Object.create(null)}});", 201,
        R"("a":{},"b":[{}],"c":{})");
    row("res.end(new Error('alone'));", 400, R"("message":"alone")");
    row("res.end({error: () => 1});", 400, R"("status":400)");
    row("res.end({error: Symbol('x')});", 400, R"==("message":"Symbol(x)")==");
    row("res.end({error: NaN});", 400, R"("message":"NaN")");
    row("res.end({error: 5});", 400, R"("message":"5")");
    row("res.end({error: ''});", 400, R"("message":"A codehook refused the request.")");
    row("res.end({error: {code: 'ETIMEDOUT', statuscode: 503}});", 503,
        R"("message":"{\"code\":\"ETIMEDOUT\"}")");
    row("res.end({error: {errors: [new Error('inner')]}});", 400, "inner");
    row("res.end({error: {statusCode: 418, message: 'm'}});", 418, R"("message":"m")");
    row("res.end({error: ['q', 5, {reason: 'r'}, {}]});", 400,
        R"("list":[{"message":["q"]},{"message":["5"]},{"message":["{\"reason\":\"r\"}"]},{"message":["is not valid"]}])");
}

void TestHookErrors::answersLoseNothing()
{
    checkAnswer();
}

void TestHookErrors::argumentsAreNeverIgnored_data()
{
    QTest::addColumn<QByteArray>("call");
    QTest::addColumn<QByteArray>("error"); // empty: it works
    const auto row = [](const char *call, const char *error) {
        QTest::newRow(call) << QByteArray(call) << QByteArray(error);
    };
    row("db.get('/rest/c', {}, {}, 'x')", "db.get: the callback is a function, not a text.");
    row("db.post('/rest/c', {}, 5)", "db.post: the callback is a function, not a number.");
    row("db.patch('/rest/c/1', {}, {}, true)",
        "db.patch: the callback is a function, not a boolean.");
    row("db.delete('/rest/c/1', [], {}, 'x')",
        "db.delete: the callback is a function, not a text.");
    row("db.post('/rest/c', {}, {})", "");
    row("db.get('/rest/c', {}, {}, null)", "");
    row("sendMail({}, 5)", "sendMail: the callback is a function, not a number.");
    row("slack({}, 'x')", "slack: the callback is a function, not a text.");
    row("auth.verify_jwt('a', 'b', 'x')",
        "auth.verify_jwt: the options are an object, not a text.");
    row("auth.verify_jwt('a', 'b', {}, 5)",
        "auth.verify_jwt: the callback is a function, not a number.");
    row("auth.decode_jwt('a', null, 5)",
        "auth.decode_jwt: the options are an object, not a number.");
    row("db.post('/rest/c', [{}, {a: new Map()}])",
        "db.post: the document[1].a is of the type Map");
    row("db.post('/rest/c', {a: db.get('/rest/c')})",
        "db.post: the document.a is a Promise: await it");
    row("request({url: 'http://localhost', json: {a: Promise.resolve()}})",
        "request: the options.json.a is a Promise: await it");
    row("db.get('/rest/c?q={\"a\":1}', {a: 2})", "has a query in its path and another one");
    row("db.get('/rest/c?q={\"a\":1}', {})", "");
    row("db.get('/rest/c', {a: {$ne: /x/}})", "the query.a.$ne is a regular expression");
    row("db.get('/rest/c', {a: Buffer.from('x')})", "the query.a is of the type Uint8Array");
    row("db.get('/rest/c', /x/)", "the query is a regular expression");
    row("template(undefined, {})", "template: the text is undefined.");
    row("markdown(null)", "markdown: the text is null.");
}

void TestHookErrors::argumentsAreNeverIgnored()
{
    QFETCH(QByteArray, call);
    QFETCH(QByteArray, error);
    const auto reply = answerOf("(async () => " + call
                                + ")().then(() => res.end({data: {}}), "
                                  "(e) => res.end({data: {e: e.message}}));");
    QCOMPARE(reply.status, 201);
    QVERIFY2(reply.body.contains(error), reply.body.constData());
    QCOMPARE(reply.body.contains("\"e\":"), !error.isEmpty());
}

QTEST_GUILESS_MAIN(TestHookErrors)
#include "tst_hookerrors.moc"
