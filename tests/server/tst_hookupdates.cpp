// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/auth/caller.h"
#include "server/http/message.h"
#include "tests/support/embeddedserver.h"

#include <QNetworkReply>
#include <QTest>

/// What before-hooks of PUT and PATCH see and decide: no update operator gets past them.
class TestHookUpdates : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void hooksSeeWhatOperatorsWouldStore_data();
    void hooksSeeWhatOperatorsWouldStore();
    void hooksSeeTheStoredDocument();
    void theHookDecidesWhatIsWritten_data();
    void theHookDecidesWhatIsWritten();
    void everyWayOfAnUpdateIsResolved();
    void overtakenUpdatesAreAskedAgain();
    void updatesThatAreOvertakenForEverConflict();
    void incrementsInTheSameMomentAreAllCounted();
    void preconditionsAreCheckedBeforeTheHook_data();
    void preconditionsAreCheckedBeforeTheHook();
    void withoutHookOperatorsStayAtomic();
    void afterHooksSeeTheStoredDocument();
    void rawBodyIsTheBodyAsItCame_data();
    void rawBodyIsTheBodyAsItCame();
    void rawBodyReachesModulesAndDrafts();
    void hookResultsObeyTheLimitOfBodies();

private:
    HttpClient &client() { return m_server.client(); }
    QByteArray store(const QByteArray &document)
    {
        return client().post("/rest/c", document).member("_id");
    }
    EmbeddedServer m_server;
};

void TestHookUpdates::initTestCase()
{
    QVERIFY(m_server.start());
}

void TestHookUpdates::init()
{
    QCOMPARE(client().put("/admin/v1/settings", "{}").status, 200);
    for (const QByteArray name : {"c", "seen", "parents", "outer"})
        (void)client().send("DELETE", "/admin/v1/collections/" + name + "?confirm=" + name);
    QVERIFY(m_server.define("c"));
    QVERIFY(m_server.define("seen"));
}

/// A script that refuses with what it sees in `req.body`, undefined told as such.
constexpr char Telling[] = R"(
function beforePUT(req, res) {
  var told = {};
  Object.keys(req.body).forEach(function (name) {
    if (name !== '_id')
      told[name] = req.body[name] === undefined ? 'undefined!' : req.body[name];
  });
  res.end({error: {statuscode: 418, message: JSON.stringify(told)}});
}
var beforePATCH = beforePUT;
)";

void TestHookUpdates::hooksSeeWhatOperatorsWouldStore_data()
{
    QTest::addColumn<QByteArray>("change");
    QTest::addColumn<QByteArray>("seen");
    const auto row = [](const char *name, const char *change, const char *seen) {
        QTest::newRow(name) << QByteArray(change) << QByteArray(seen);
    };
    // The document: {"n":5,"s":"new","o":{"a":1,"b":2},"l":[1,2],"note":"sent"}
    row("plain", R"({"n":6})", R"({"n":6})");
    row("$set", R"({"$set":{"s":"sent"}})", R"({"s":"sent"})");
    row("$inc", R"({"$inc":{"n":-10}})", R"({"n":-5})");
    row("$mul", R"({"$mul":{"n":3}})", R"({"n":15})");
    row("$max that changes", R"({"$max":{"s":"sent"}})", R"({"s":"sent"})");
    row("$max that changes nothing", R"({"$max":{"n":1}})", R"({"n":5})");
    row("$min", R"({"$min":{"n":1}})", R"({"n":1})");
    row("$unset", R"({"$unset":{"s":""}})", R"({"s":"undefined!"})");
    row("$unset of what is not there", R"({"$unset":{"x":""}})", R"({"x":"undefined!"})");
    row("$rename", R"({"$rename":{"note":"s"}})", R"({"s":"sent","note":"undefined!"})");
    row("$push", R"({"$push":{"l":3}})", R"({"l":[1,2,3]})");
    row("$pull", R"({"$pull":{"l":1}})", R"({"l":[2]})");
    row("$addToSet", R"({"$addToSet":{"l":2}})", R"({"l":[1,2]})");
    row("a dotted path", R"({"$set":{"o.a":9}})", R"({"o":{"a":9,"b":2}})");
    row("a dotted path that goes", R"({"$unset":{"o.a":""}})", R"({"o":{"b":2}})");
    row("a new path", R"({"$set":{"p.q":1}})", R"({"p":{"q":1}})");
    row("rename into a path", R"({"$rename":{"note":"o.c"}})",
        R"({"o":{"a":1,"b":2,"c":"sent"},"note":"undefined!"})");
    row("plain and operator", R"({"n":1,"$inc":{"n":1},"x":true})", R"({"n":2,"x":true})");
    row("a plain name with a dot", R"({"o.a":7})", R"({"o.a":7})");
    row("meta fields", R"({"_version":7,"_created":"x","n":6})", R"({"n":6})");
    row("a name of the prototype", R"({"$unset":{"__proto__":""}})",
        R"({"__proto__":"undefined!"})");
    row("nothing", R"({})", R"({})");
}

void TestHookUpdates::hooksSeeWhatOperatorsWouldStore()
{
    QFETCH(QByteArray, change);
    QFETCH(QByteArray, seen);
    const QByteArray id = store(R"({"n":5,"s":"new","o":{"a":1,"b":2},"l":[1,2],"note":"sent"})");
    // A plain object of the script would take __proto__ for its own.
    const QByteArray script =
        QByteArray(Telling).replace("told = {}", "told = Object.create(null)");
    QCOMPARE(client().hook("c", script).status, 200);
    for (const char *method : {"PUT", "PATCH"}) {
        const auto reply = client().send(method, "/rest/c/" + id, change);
        QCOMPARE(reply.status, 418);
        QCOMPARE(reply.member("message"), seen);
    }
    QCOMPARE(client().get("/rest/c/" + id).header("etag"), QByteArray("\"0\""));
}

void TestHookUpdates::hooksSeeTheStoredDocument()
{
    const QByteArray id = store(R"({"n":5,"s":"new"})");
    QCOMPARE(client()
                 .hook("c",
                       "function beforePATCH(req, res) { res.end({data: {seen: "
                       "[req.document.n, req.document._id === req.id, req.document._version, "
                       "typeof req.document._created, req.document._createdby, req.body._id "
                       "=== req.id]}}); }")
                 .status,
             200);
    QCOMPARE(client().send("PATCH", "/rest/c/" + id, R"({"$inc":{"n":1}})").member("seen"),
             QByteArray(R"([5,true,0,"string","api",true])"));
    QCOMPARE(client().get("/rest/c/" + id).member("n"), QByteArray("5")); // data replaced it
}

void TestHookUpdates::theHookDecidesWhatIsWritten_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("change");
    QTest::addColumn<QByteArray>("stored");
    const auto row = [](const char *name, const char *body, const char *change,
                        const char *stored) {
        QTest::newRow(name) << QByteArray(body) << QByteArray(change) << QByteArray(stored);
    };
    row("a plain end stores what was resolved", "res.end();",
        R"({"$set":{"a":2},"$unset":{"b":""}})", R"({"a":2,"c":3})");
    row("the body itself", "res.end({data: req.body});", R"({"$inc":{"a":1},"$unset":{"b":""}})",
        R"({"a":2,"c":3})");
    row("a deleted field is not changed",
        "delete req.body.b; delete req.body.a; "
        "res.end({data: req.body});",
        R"({"$set":{"a":7,"x":1},"$unset":{"b":""}})", R"({"a":1,"b":2,"c":3,"x":1})");
    row("a field that is left undefined goes", "res.end({data: {b: req.body.b}});",
        R"({"$unset":{"b":""}})", R"({"a":1,"c":3})");
    row("a removal is turned into a value", "req.body.b = 'kept'; res.end({data: req.body});",
        R"({"$unset":{"b":""}})", R"({"a":1,"b":"kept","c":3})");
    row("rename", "res.end({data: {...req.body}});", R"({"$rename":{"a":"z"}})",
        R"({"b":2,"c":3,"z":1})");
    row("half of a rename", "delete req.body.z; res.end({data: req.body});",
        R"({"$rename":{"a":"z"}})", R"({"b":2,"c":3})");
    row("a copy by JSON removes nothing", "res.end({data: JSON.parse(JSON.stringify(req.body))});",
        R"({"$unset":{"b":""},"$set":{"a":5}})", R"({"a":5,"b":2,"c":3})");
    row("undefined of the hook's own changes nothing",
        "req.body.c = undefined; "
        "res.end({data: req.body});",
        R"({"a":4})", R"({"a":4,"b":2,"c":3})");
    row("a hook may use operators itself",
        "res.end({data: {...req.body, $inc: {a: 10}, $unset: {c: ''}}});", R"({"$unset":{"b":""}})",
        R"({"a":11})");
    row("what the client calls removed is not", "res.end({data: {x: 1}, '#removed': ['a']});",
        R"({"$unset":{"b":""}})", R"({"a":1,"b":2,"c":3,"x":1})");
}

void TestHookUpdates::theHookDecidesWhatIsWritten()
{
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, change);
    QFETCH(QByteArray, stored);
    const QByteArray id = store(R"({"a":1,"b":2,"c":3})");
    QCOMPARE(client().hook("c", "function beforePATCH(req, res) { " + body + " }").status, 200);
    const auto reply = client().send("PATCH", "/rest/c/" + id, change);
    QCOMPARE(reply.status, 200);
    QCOMPARE(client().get("/rest/c/" + id).body,
             QByteArray(stored).replace(0, 1, R"({"_id":")" + id + R"(",)"));
}

void TestHookUpdates::everyWayOfAnUpdateIsResolved()
{
    QVERIFY(m_server.define("parents",
                            R"({"fields":[{"name":"kids","type":"child","collection":"c"}]})"));
    const QByteArray parent = client().post("/rest/parents", "{}").member("_id");
    const QByteArray child =
        client().post("/rest/parents/" + parent + "/kids", R"({"n":1})").member("_id");
    QVERIFY(m_server.define("outer"));
    QCOMPARE(client().hook("c", Telling).status, 200);
    const QByteArray change = R"({"$inc":{"n":41}})";
    const QByteArray seen = R"({"n":42})";
    QCOMPARE(client().put("/rest/c/" + child, change).member("message"), seen);
    QCOMPARE(client()
                 .send("PATCH", "/rest/parents/" + parent + "/kids/" + child, change)
                 .member("message"),
             seen);
    QCOMPARE(client()
                 .hook("outer",
                       "async function beforePOST(req, res) { try { await db.patch('/rest/c/"
                           + child
                           + "', {$inc: {n: 41}}); res.end(); } catch (error) { "
                             "res.end({data: {told: error.message}}); } }")
                 .status,
             200);
    QCOMPARE(client().post("/rest/outer", "{}").member("told"), seen);
    QCOMPARE(client().get("/rest/c/" + child).member("n"), QByteArray("1"));
}

/// The hook changes the document itself while it decides, as another client could.
QByteArray overtaking(const QByteArray &counter, int times)
{
    return "async function beforePUT(req, res) {\n"
           "  if (req.body.inner) return res.end();\n"
           "  const {asked} = await db.put('/rest/seen/"
        + counter
        + "', {$inc: {asked: 1}});\n"
          "  if (asked <= "
        + QByteArray::number(times)
        + ") await db.put('/rest/c/' + req.id, {inner: asked, n: asked * 10});\n"
          "  res.end();\n}";
}

void TestHookUpdates::overtakenUpdatesAreAskedAgain()
{
    const QByteArray id = store(R"({"n":1})");
    const QByteArray counter = client().post("/rest/seen", R"({"asked":0})").member("_id");
    QCOMPARE(client().hook("c", overtaking(counter, 4)).status, 200);
    const auto reply = client().put("/rest/c/" + id, R"({"$inc":{"n":1}})");
    QCOMPARE(reply.status, 200);
    QCOMPARE(reply.member("n"), QByteArray("41")); // of what the fourth had stored
    QCOMPARE(client().get("/rest/seen/" + counter).member("asked"), QByteArray("5"));
}

void TestHookUpdates::updatesThatAreOvertakenForEverConflict()
{
    const QByteArray id = store(R"({"n":1})");
    const QByteArray counter = client().post("/rest/seen", R"({"asked":0})").member("_id");
    QCOMPARE(client().hook("c", overtaking(counter, 100)).status, 200);
    const auto reply = client().put("/rest/c/" + id, R"({"$inc":{"n":1}})");
    QCOMPARE(reply.status, 409);
    QVERIFY(!reply.body.contains("saved"));
    QCOMPARE(client().get("/rest/seen/" + counter).member("asked"), QByteArray("5"));
    QCOMPARE(client().get("/rest/c/" + id).member("n"), QByteArray("50"));
}

void TestHookUpdates::incrementsInTheSameMomentAreAllCounted()
{
    const QByteArray id = store(R"({"n":0})");
    QCOMPARE(
        client().hook("c", "function beforePATCH(req, res) { res.end({data: req.body}); }").status,
        200);
    QList<QNetworkReply *> replies;
    for (int i = 0; i < 12; ++i)
        replies.append(client().begin("PATCH", "/rest/c/" + id, R"({"$inc":{"n":1}})"));
    int stored = 0;
    for (QNetworkReply *reply : replies) {
        const int status = HttpClient::finish(reply).status;
        QVERIFY2(status == 200 || status == 409, qPrintable(QString::number(status)));
        stored += status == 200;
    }
    QVERIFY(stored > 0);
    QCOMPARE(client().get("/rest/c/" + id).member("n"), QByteArray::number(stored));
}

void TestHookUpdates::preconditionsAreCheckedBeforeTheHook_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("status");
    QTest::newRow("another version, PUT")
        << QByteArray("PUT") << QByteArray("/rest/c/ID") << QByteArray(R"({"n":1})") << 412;
    QTest::newRow("another version, PATCH") << QByteArray("PATCH") << QByteArray("/rest/c/ID")
                                            << QByteArray(R"({"$inc":{"n":1}})") << 412;
    QTest::newRow("another version, DELETE")
        << QByteArray("DELETE") << QByteArray("/rest/c/ID") << QByteArray() << 412;
    QTest::newRow("no document, PUT")
        << QByteArray("PUT") << QByteArray("/rest/c/0123456789abcdef01234567") << QByteArray("{}")
        << 404;
    QTest::newRow("no document, DELETE")
        << QByteArray("DELETE") << QByteArray("/rest/c/0123456789abcdef01234567") << QByteArray()
        << 404;
    QTest::newRow("an id that exists, POST")
        << QByteArray("POST") << QByteArray("/rest/c") << QByteArray(R"({"_id":"ID"})") << 409;
    QTest::newRow("ids that exist, POST")
        << QByteArray("POST") << QByteArray("/rest/c") << QByteArray(R"([{},{"_id":"ID"}])") << 409;
    QTest::newRow("a wrong operator") << QByteArray("PUT") << QByteArray("/rest/c/ID")
                                      << QByteArray(R"({"$grow":{"n":1}})") << 400;
}

void TestHookUpdates::preconditionsAreCheckedBeforeTheHook()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, body);
    QFETCH(int, status);
    const QByteArray id = store(R"({"n":0})");
    QByteArray script;
    for (const char *hook : {"beforePOST", "beforePUT", "beforePATCH", "beforeDELETE"})
        script += QByteArray("function ") + hook
            + "(req, res) { db.post('/rest/seen', {}, () => res.end()); }\n";
    QCOMPARE(client().hook("c", script).status, 200);
    Http::Request request;
    request.method = method;
    request.path = path.replace("ID", id);
    request.body = body.replace("ID", id);
    if (status == 412)
        request.headers = {{"if-match", "\"99\""}};
    Auth::Caller caller;
    caller.kind = Auth::Caller::Kind::FullKey;
    int answered = 0;
    m_server.server().request(request, caller, [&](const Http::Response &response) {
        QMetaObject::invokeMethod(this, [&answered, given = response.status] { answered = given; });
    });
    QTRY_COMPARE(answered, status);
    QCOMPARE(client().get("/rest/seen").body, QByteArray("[]"));
}

void TestHookUpdates::withoutHookOperatorsStayAtomic()
{
    const QByteArray id = store(R"({"n":0})");
    // An after-hook sees what was stored and resolves nothing.
    QCOMPARE(client().hook("c", "function afterPATCH(req, res) { res.end(); }").status, 200);
    QList<QNetworkReply *> replies;
    for (int i = 0; i < 20; ++i)
        replies.append(client().begin("PATCH", "/rest/c/" + id, R"({"$inc":{"n":1}})"));
    for (QNetworkReply *reply : replies)
        QCOMPARE(HttpClient::finish(reply).status, 200);
    QCOMPARE(client().get("/rest/c/" + id).member("n"), QByteArray("20"));
}

void TestHookUpdates::afterHooksSeeTheStoredDocument()
{
    QByteArray script = "function beforePOST(req, res) { res.end({data: {x: 99}}); }\n"
                        "const beforePUT = beforePOST, beforePATCH = beforePOST;\n";
    for (const char *hook : {"afterPOST", "afterPUT", "afterPATCH"})
        script += QByteArray("function ") + hook
            + "(req, res) { res.end({data: {body: req.body, same: JSON.stringify(req.body) === "
              "JSON.stringify(req.result), hook: '"
            + hook + "'}}); }\n";
    const QByteArray id = store(R"({"first":true})");
    QCOMPARE(client().hook("c", script).status, 200);
    for (const auto &[method, path] : {std::pair<QByteArray, QByteArray>("POST", "/rest/c"),
                                       {"PUT", "/rest/c/" + id},
                                       {"PATCH", "/rest/c/" + id}}) {
        const auto reply = client().send(method, path, R"({"x":2})");
        QCOMPARE(reply.member("hook"), "after" + method);
        QCOMPARE(reply.member("same"), QByteArray("true"));
        const QByteArray body = reply.member("body");
        QVERIFY2(body.contains(R"("x":99)") && body.contains("_version"), body.constData());
        QCOMPARE(body.contains("first"), method != "POST");
    }
}

void TestHookUpdates::rawBodyIsTheBodyAsItCame_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("a double") << QByteArray(R"({"n":1.0})");
    QTest::newRow("an exponent") << QByteArray(R"({"n":1e3})");
    QTest::newRow("escaped slashes") << QByteArray(R"({"u":"https:\/\/a.b"})");
    QTest::newRow("escaped letters") << QByteArray(R"({"s":"\u00e6"})");
    QTest::newRow("letters") << QByteArray("{\"s\":\"\xc3\xa6\xf0\x9f\x98\x80\"}");
    QTest::newRow("blanks and lines") << QByteArray("{\r\n  \"event\": \"x\"\t}\n");
    QTest::newRow("a large number") << QByteArray(R"({"n":12345678901234567})");
    QTest::newRow("members like indexes") << QByteArray(R"({"2":"x","1":"y"})");
    QTest::newRow("an id") << QByteArray(R"({"_id":"0123456789abcdef01234567","a":1})");
}

void TestHookUpdates::rawBodyIsTheBodyAsItCame()
{
    QFETCH(QByteArray, body);
    const QByteArray id = store("{}");
    QCOMPARE(client()
                 .hook("c",
                       "function beforePOST(req, res) { res.end({data: {raw: req.rawBody}}); }\n"
                       "function beforePUT(req, res) { res.end({data: {raw: req.rawBody}}); }\n"
                       "function afterPOST(req, res) { res.end({data: {raw: req.result.raw, "
                       "again: req.rawBody}}); }")
                 .status,
             200);
    const auto reply = client().post("/rest/c", body);
    QCOMPARE(reply.status, 201);
    QCOMPARE(reply.member("raw"), body);
    QCOMPARE(reply.member("again"), body);
    QCOMPARE(client().put("/rest/c/" + id, body).member("raw"), body);
}

void TestHookUpdates::rawBodyReachesModulesAndDrafts()
{
    QCOMPARE(client()
                 .send("PUT", "/admin/v1/modules/raw", "module.exports = (req) => req.rawBody;",
                       "text/javascript")
                 .status,
             200);
    QCOMPARE(client()
                 .hook("c",
                       "const raw = require('lib/raw');\nfunction beforePOST(req, res) { "
                       "res.end({data: {raw: raw(req)}}); }")
                 .status,
             200);
    QCOMPARE(client().post("/rest/c", R"({"a":1.0})").member("raw"), QByteArray(R"({"a":1.0})"));
    const auto draft = client().post("/admin/v1/collections/c/codehook/test", R"({"hook":
"beforeGET","source":"function beforeGET(req, res) { res.end({query: {raw: 'x' + req.rawBody}}); }",
"request":{"method":"GET"}})");
    QVERIFY2(draft.body.contains(R"("raw":"x")"), draft.body.constData());
}

void TestHookUpdates::hookResultsObeyTheLimitOfBodies()
{
    QCOMPARE(client().send("PATCH", "/admin/v1/settings", R"({"limits":{"body":50000}})").status,
             200);
    QCOMPARE(client()
                 .hook("c",
                       "function beforePOST(req, res) { res.end({data: {text: "
                       "'x'.repeat(req.body.size)}}); }\n"
                       "async function beforePUT(req, res) { try { await db.post('/rest/seen', "
                       "{text: 'x'.repeat(60000)}); } catch (error) { return "
                       "res.end({data: {status: error.status}}); } res.end(); }")
                 .status,
             200);
    const auto large = client().post("/rest/c", R"({"size":5000000})");
    QCOMPARE(large.status, 500);
    QVERIFY2(large.body.contains("limits.body"), large.body.constData());
    const QByteArray id = client().post("/rest/c", R"({"size":40000})").member("_id");
    QVERIFY(!id.isEmpty());
    QCOMPARE(client().get("/rest/c?count=true&totals=true").header("x-pagination").isEmpty(),
             false);
    QCOMPARE(client().put("/rest/c/" + id, "{}").member("status"), QByteArray("413"));
    QCOMPARE(client().get("/rest/seen").body, QByteArray("[]"));
}

QTEST_GUILESS_MAIN(TestHookUpdates)
#include "tst_hookupdates.moc"
