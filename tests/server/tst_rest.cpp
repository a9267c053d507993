// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/servertest.h"

#include <QFile>
#include <QProcess>
#include <QTest>

/// The REST API and /admin/v1 over real connections.
class TestRest : public ServerTest
{
    Q_OBJECT

public:
    TestRest()
        : ServerTest({"people"})
    {
    }

private slots:
    void storesReadsChangesAndDeletes();
    void arrayPostIsAllOrNothing();
    void arraysHaveALimit();
    void deletesInAllItsForms();
    void manyDocumentsAreDeletedInParts();
    void documentsWithCopiesAreDeletedTogether();
    void errorsAreJsonWithTheirStatus_data();
    void errorsAreJsonWithTheirStatus();
    void keysAreChecked();
    void webKeysHaveLimits();
    void revokedKeyIsRefusedAtOnce();
    void listsWithHintsAndTotals();
    void metaFieldsAreHiddenUntilAskedFor();
    void numbersAndOrderSurvive();
    void collectionsAreDescribed();
    void pagesShowEachFieldOnce();
    void pagesHaveALimit();
    void descriptionsAreValid_data();
    void descriptionsAreValid();
    void generatedClientWorksUnderNode();
    void tokensOfAllAlgorithms_data();
    void tokensOfAllAlgorithms();
    void hooksSeeTheUser();
};

void TestRest::storesReadsChangesAndDeletes()
{
    const auto made = client().post("/rest/people", R"({"name":"Jane","age":3})");
    QCOMPARE(made.status, 201);
    const QByteArray id = made.member("_id");
    QCOMPARE(id.size(), 24);
    QCOMPARE(made.member("_version"), QByteArray("0"));
    QCOMPARE(made.member("_createdby"), QByteArray("api"));
    QCOMPARE(made.header("etag"), QByteArray("\"0\""));
    QCOMPARE(client().get("/rest/people/" + id).body,
             "{\"_id\":\"" + id + R"(","name":"Jane","age":3})");
    QCOMPARE(client().get("/rest/people/" + id + "/").status, 200);

    const auto changed = client().put("/rest/people/" + id, R"({"age":4})");
    QCOMPARE(changed.status, 200);
    QCOMPARE(changed.member("name"), QByteArray("Jane")); // PUT merges
    QCOMPARE(changed.member("_version"), QByteArray("1"));
    QCOMPARE(client().send("PATCH", "/rest/people/" + id, R"({"name":"Ann"})").member("_version"),
             QByteArray("2"));
    QCOMPARE(client().put("/rest/people/" + id, "").member("_version"), QByteArray("3"));

    const auto deleted = client().send("DELETE", "/rest/people/" + id);
    QCOMPARE(deleted.status, 200);
    QCOMPARE(deleted.body, "{\"result\":[\"" + id + "\"]}");
    QCOMPARE(client().get("/rest/people/" + id).status, 404);
    QCOMPARE(client().send("DELETE", "/rest/people/" + id).status, 404);
    QCOMPARE(client().post("/rest/people", "").status, 201); // an empty document
}

void TestRest::arrayPostIsAllOrNothing()
{
    const auto made = client().post("/rest/people", R"([{"n":1},{"n":2}])");
    QCOMPARE(made.status, 201);
    QCOMPARE(made.json().root().items().size(), size_t(2));
    const QByteArray id = made.json().root().items()[0].find("_id")->text().toByteArray();
    QCOMPARE(client().post("/rest/people", "[{\"n\":3},{\"_id\":\"" + id + "\"}]").status, 409);
    QCOMPARE(client().get("/rest/people").json().root().items().size(), size_t(2));
    QCOMPARE(client().post("/rest/people", "[]").body, QByteArray("[]"));
    QCOMPARE(client().post("/rest/people", R"([{"n":3},4])").status, 400);
}

void TestRest::arraysHaveALimit()
{
    QCOMPARE(client().send("PATCH", "/admin/v1/settings", R"({"limits":{"array":3}})").status, 200);
    const auto refused = client().post("/rest/people", "[{},{},{},{}]");
    QCOMPARE(refused.status, 413);
    QVERIFY2(refused.body.contains("limits.array"), refused.body.constData());
    QCOMPARE(client().get("/rest/people").body, QByteArray("[]"));
    QCOMPARE(client().post("/rest/people", "[{},{},{}]").status, 201);
    // Neither one document nor the fields of one are counted.
    QCOMPARE(client().post("/rest/people", R"({"a":1,"b":2,"c":3,"list":[1,2,3,4,5]})").status,
             201);
}

void TestRest::manyDocumentsAreDeletedInParts()
{
    constexpr int Count = 2500; // more than two parts
    QByteArray documents = "[{}";
    for (int i = 1; i < Count; ++i)
        documents.append(",{}");
    QCOMPARE(client().post("/rest/people", documents + ']').status, 201);
    const auto kept = client().post("/rest/people", R"({"kept":true})");
    const auto reply = client().send("DELETE", R"(/rest/people/*?q={"kept":{"$exists":false}})");
    QCOMPARE(reply.status, 200);
    const auto removed = reply.json();
    QSet<QByteArray> ids;
    for (const Json::Value &id : removed.root().value("result").items())
        ids.insert(id.text().toByteArray());
    QCOMPARE(ids.size(), Count);
    QVERIFY(!ids.contains(kept.member("_id")));
    QCOMPARE(client().get("/rest/people").json().root().items().size(), size_t(1));
    QCOMPARE(client().send("DELETE", "/rest/people/*", "[\"none\"]").body,
             QByteArray(R"({"result":[]})"));
}

/// What a refused DELETE has removed before would be gone.
void TestRest::documentsWithCopiesAreDeletedTogether()
{
    constexpr size_t Count = 1200; // more than one part
    QVERIFY(m_server->define("orders", R"({"fields":[
        {"name":"who","type":"relations","collection":"people","unique":true}]})"));
    QByteArray documents = "[{}";
    for (size_t i = 1; i < Count; ++i)
        documents.append(",{}");
    const auto people = client().post("/rest/people", documents + ']').json();
    const auto stored = people.root().items();
    // Without their people, all of these have the same.
    for (const size_t i : {size_t(0), Count - 2, Count - 1})
        QCOMPARE(client()
                     .post("/rest/orders", "{\"who\":[" + stored[i].value("_id").toJson() + "]}")
                     .status,
                 201);
    QCOMPARE(client().send("DELETE", "/rest/people/*?q={}").status, 400);
    QCOMPARE(client().get(R"(/rest/people?h={"$max":5000})").json().root().items().size(), Count);
}

void TestRest::deletesInAllItsForms()
{
    const auto made = client().post("/rest/people", R"([{"n":1},{"n":2},{"n":3},{"n":4}])").json();
    QByteArrayList ids;
    for (const Json::Value &each : made.root().items())
        ids.append(each.find("_id")->toJson());
    QCOMPARE(client().send("DELETE", "/rest/people/*", "[" + ids[0] + "]").body,
             "{\"result\":[" + ids[0] + "]}");
    QCOMPARE(client().send("DELETE", "/rest/people", "[" + ids[1] + "]").status, 200);
    QCOMPARE(client().send("DELETE", "/rest/people/*?q={\"n\":3}").body,
             "{\"result\":[" + ids[2] + "]}");
    QCOMPARE(client().send("DELETE", "/rest/people/*").status, 400);
    QCOMPARE(client().send("DELETE", "/rest/people/*?q={}").body, "{\"result\":[" + ids[3] + "]}");
}

void TestRest::errorsAreJsonWithTheirStatus_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("part");
    const auto row = [](const char *name, const char *method, const char *path,
                        const QByteArray &body, int status, const char *part) {
        QTest::newRow(name) << QByteArray(method) << QByteArray(path) << body << status
                            << QString::fromUtf8(part);
    };
    row("unknown collection", "GET", "/rest/nothing", "", 404, "nothing");
    row("unknown id", "GET", "/rest/people/6b03e6b1b967e959e500002a", "", 404,
        "6b03e6b1b967e959e500002a");
    row("id that is none", "GET", "/rest/people/x", "", 404, "x");
    row("unknown path", "GET", "/nowhere", "", 404, "/nowhere");
    row("no child field", "GET", "/rest/people/a/b/c", "", 404, "child field");
    row("too deep", "GET", "/rest/people/a/b/c/d", "", 404, "/rest");
    row("body is no JSON", "POST", "/rest/people", "{\"a\":1,}", 400, "at byte 7");
    row("body is a number", "POST", "/rest/people", "5", 400, "object");
    row("bad id", "POST", "/rest/people", "{\"_id\":\"me\"}", 400, "_id");
    row("POST on a document", "POST", "/rest/people/6b03e6b1b967e959e500002a", "{}", 405, "PUT");
    row("PUT on a collection", "PUT", "/rest/people", "{}", 405, "POST");
    row("PUT of an unknown", "PUT", "/rest/people/6b03e6b1b967e959e500002a", "{}", 404, "6b03");
    row("unknown operator", "GET", "/rest/people?q={\"a\":{\"$foo\":1}}", "", 400, "$foo");
    row("update operator", "PUT", "/rest/people/6b03e6b1b967e959e500002a", "[]", 400, "object");
    row("bad max", "GET", "/rest/people?max=x", "", 400, "max");
    row("bad collection name", "PUT", "/admin/v1/collections/9lives", "{}", 400, "9lives");
    row("system name", "PUT", "/admin/v1/collections/System_x", "{}", 400, "System_x");
    row("unknown member", "PUT", "/admin/v1/collections/people", "{\"index\":[]}", 400, "index");
    row("drop without confirm", "DELETE", "/admin/v1/collections/people", "", 400, "confirm");
    row("unknown admin", "GET", "/admin/v1/nothing", "", 404, "nothing");
    row("settings no object", "PUT", "/admin/v1/settings", "[]", 400, "object");
    row("NUL in the path", "GET", "/rest/pe%00ople", "", 404, "pe");
    row("slash in the name", "GET", "/rest/pe%2Fople", "", 404, "pe/ople");
}

void TestRest::errorsAreJsonWithTheirStatus()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, body);
    QFETCH(int, status);
    QFETCH(QString, part);
    const auto reply = client().send(method, path, body);
    QCOMPARE(reply.status, status);
    QCOMPARE(reply.member("status"), QByteArray::number(status));
    QVERIFY(!reply.member("name").isEmpty());
    QVERIFY2(QString::fromUtf8(reply.member("message")).contains(part), reply.body.constData());
    if (status == 405)
        QVERIFY(reply.header("allow").contains(part.toLatin1()));
    QCOMPARE(client().send("POST", "/rest/people", "a=b", "application/x-other").status, 415);
}

void TestRest::keysAreChecked()
{
    QCOMPARE(m_server->clientWith({}).get("/rest/people").status, 401);
    QCOMPARE(m_server->clientWith("0123456789abcdef").get("/rest/people").status, 401);
    QCOMPARE(m_server->clientWith("x").get("/admin/v1/keys").status, 401);
    QCOMPARE(m_server->clientWith({}).get("/healthz").body, QByteArray("ok"));
    const auto key = client().post("/admin/v1/keys", R"({"description":"second"})");
    QCOMPARE(key.status, 201);
    QCOMPARE(m_server->clientWith({}).get("/rest/people?apikey=" + key.member("key")).status, 200);
    const auto list = client().get("/admin/v1/keys");
    QVERIFY(!list.body.contains(key.member("key")));
    QVERIFY(list.body.contains(key.member("key").left(6)));
}

void TestRest::webKeysHaveLimits()
{
    QVERIFY(m_server->define("other"));
    const auto made =
        client().post("/admin/v1/keys", R"({"kind":"web","methods":["GET"],"path":"/people/**"})");
    HttpClient web = m_server->clientWith(made.member("key"));
    QCOMPARE(web.get("/rest/people").status, 200);
    QCOMPARE(web.get("/rest/people/6b03e6b1b967e959e500002a").status, 404);
    QCOMPARE(web.get("/rest/other").status, 403);
    QCOMPARE(web.post("/rest/people", "{}").status, 403);
    QCOMPARE(web.get("/admin/v1/keys").status, 403);
    QCOMPARE(client().post("/admin/v1/keys", R"({"kind":"full","path":"/x"})").status, 400);
}

void TestRest::revokedKeyIsRefusedAtOnce()
{
    const auto made = client().post("/admin/v1/keys", "{}");
    HttpClient second = m_server->clientWith(made.member("key"));
    QCOMPARE(second.get("/rest/people").status, 200);
    QCOMPARE(client().send("DELETE", "/admin/v1/keys/" + made.member("id")).status, 200);
    for (int i = 0; i < 8; ++i) // each http thread
        QCOMPARE(second.get("/rest/people").status, 401);
    QCOMPARE(client().send("DELETE", "/admin/v1/keys/" + made.member("id")).status, 404);
}

void TestRest::listsWithHintsAndTotals()
{
    QCOMPARE(client()
                 .post("/rest/people", R"([{"n":1,"a":"x"},{"n":2,"a":"y"},{"n":3,"a":"x"}])")
                 .status,
             201);
    const auto page = client().get(
        "/rest/people?h={\"$orderby\":{\"n\":-1},\"$max\":1,\"$fields\":{\"n\":1}}&totals=true");
    QCOMPARE(page.json().root().find("totals")->toJson(),
             QByteArray(R"({"skip":0,"max":1,"total":3,"count":1})"));
    QCOMPARE(page.header("x-pagination"), page.json().root().find("totals")->toJson());
    QCOMPARE(page.json().root().find("data")->items()[0].find("n")->toJson(), QByteArray("3"));
    QVERIFY(!page.json().root().find("data")->items()[0].find("a"));
    QCOMPARE(client().get("/rest/people?q={\"a\":\"x\"}&skip=1").json().root().items().size(),
             size_t(1));
}

void TestRest::metaFieldsAreHiddenUntilAskedFor()
{
    const QByteArray id =
        client()
            .post("/rest/people", R"({"n":1,"_created":"2000-01-01","_version":7})")
            .member("_id");
    QCOMPARE(client().get("/rest/people/" + id).member("_created"), QByteArray());
    const auto shown = client().get("/rest/people/" + id + "?metafields=true");
    QCOMPARE(shown.member("_version"), QByteArray("0"));
    QVERIFY(shown.member("_created").startsWith("20") && shown.member("_created") != "2000-01-01");
    QCOMPARE(client().get("/rest/people?q={\"_version\":0}").json().root().items().size(),
             size_t(1));
}

void TestRest::numbersAndOrderSurvive()
{
    const QByteArray fields =
        R"("z":9007199254740992,"a":0.1,"m":-0.0,"e":1.7976931348623157e308,"u":"\u00e5\ud83d\ude00","nested":{"y":[{}],"b":[]})";
    const QByteArray id = client().post("/rest/people", "{" + fields + "}").member("_id");
    const auto stored = client().get("/rest/people/" + id).json();
    QCOMPARE(stored.root().members()[1].key, QByteArrayView("z"));
    QCOMPARE(stored.root().find("z")->toInteger(), 9007199254740992LL);
    QCOMPARE(stored.root().find("a")->toDouble(), 0.1);
    QCOMPARE(stored.root().find("e")->toDouble(), 1.7976931348623157e308);
    QCOMPARE(stored.root().find("u")->toString(), QStringLiteral("\u00e5\U0001F600"));
    QCOMPARE(stored.root().find("nested")->toJson(), QByteArray(R"({"y":[{}],"b":[]})"));
}

void TestRest::collectionsAreDescribed()
{
    QCOMPARE(client()
                 .put("/admin/v1/collections/orders",
                      R"({"description":"d","indexes":[{"fields":["n"],"unique":true}]})")
                 .status,
             201);
    QCOMPARE(client().put("/admin/v1/collections/orders", R"({"description":"e"})").status, 200);
    const auto shown = client().get("/admin/v1/collections/orders");
    QCOMPARE(shown.member("description"), QByteArray("e"));
    QCOMPARE(shown.member("indexes"), QByteArray(R"([{"fields":["n"],"unique":true}])"));
    QCOMPARE(client().post("/rest/orders", R"({"n":1})").status, 201);
    const auto twice = client().post("/rest/orders", R"({"n":1})");
    QCOMPARE(twice.status, 400);
    QCOMPARE(twice.member("list"),
             QByteArray(R"([{"field":"n","message":["Already exists","UNIQUE"]}])"));
    QCOMPARE(client().get("/admin/v1/collections").json().root().items().size(), size_t(2));
    QCOMPARE(client().send("DELETE", "/admin/v1/collections/orders?confirm=orders").status, 200);
    QCOMPARE(client().get("/rest/orders").status, 404);
    QCOMPARE(client().put("/admin/v1/collections/orders", "{}").status, 201);
    QCOMPARE(client().get("/rest/orders").body, QByteArray("[]"));
}

void TestRest::descriptionsAreValid_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::newRow("OpenAPI 3.1") << QByteArray("/openapi.json");
    QTest::newRow("administration") << QByteArray("/admin/v1/openapi.json");
    QTest::newRow("Swagger 2.0") << QByteArray("/rest/_swagger.json");
}

void TestRest::descriptionsAreValid()
{
    QVERIFY(
        m_server->define("orders", R"({"fields":[{"name":"no","type":"number","autoincrement":true},
        {"name":"total","type":"money","required":true,"min":0},{"name":"mail","type":"email"},
        {"name":"who","type":"relation","collection":"people"},{"name":"state","type":"option","options":["a",1]},
        {"name":"at","type":"datetime"},{"name":"gross","type":"money","formula":"{{total}}*2"},
        {"name":"pic","type":"images"},{"name":"any","type":"json"},{"name":"note","type":"text","max":9}]})"));
    QFETCH(QByteArray, path);
    const QByteArray description = client().get(path).body;
    QVERIFY(description.contains(path == "/admin/v1/openapi.json" ? "settings" : "orders"));
    QProcess node;
    node.setWorkingDirectory(QStringLiteral(SOURCE_FOLDER "/tests/node"));
    node.start(QStringLiteral("node"), {QStringLiteral("openapi.mjs")});
    node.write(description);
    node.closeWriteChannel();
    QVERIFY(node.waitForFinished());
    QVERIFY2(node.exitCode() == 0, (node.readAll() + node.readAllStandardError()).constData());
}

void TestRest::generatedClientWorksUnderNode()
{
    QVERIFY(m_server->define("notes"));
    QVERIFY(m_server->define(
        "people", R"({"fields":[{"name":"notes","type":"child","collection":"notes"}]})"));
    QFile script(m_server->path("jsapi.js"));
    QVERIFY(script.open(QIODevice::WriteOnly));
    script.write(client().get("/rest/_jsapi.js").body);
    script.close();
    QProcess node;
    node.start(QStringLiteral("node"),
               {QStringLiteral(SOURCE_FOLDER "/tests/node/jsapi.cjs"), script.fileName(),
                m_server->url(), QString::fromLatin1(m_server->key())});
    // The server's listener lives in this thread.
    QVERIFY(QTest::qWaitFor([&node] { return node.state() == QProcess::NotRunning; }, 20000));
    QVERIFY2(node.exitCode() == 0, node.readAllStandardError().constData());
    QCOMPARE(node.readAllStandardOutput(), QByteArray("ok\n"));
}

void TestRest::tokensOfAllAlgorithms_data()
{
    QTest::addColumn<QByteArray>("algorithm");
    QTest::addColumn<QByteArray>("keyType");
    QTest::addColumn<bool>("good");
    const auto row = [](const char *algorithm, const char *keyType, bool good) {
        QTest::addRow("%s with %s", algorithm, keyType)
            << QByteArray(algorithm) << QByteArray(keyType) << good;
    };
    for (const char *algorithm : {"RS256", "RS384", "RS512", "PS256", "PS512"})
        row(algorithm, "rsa", true);
    row("ES256", "P-256", true);
    row("ES384", "P-384", true);
    row("ES512", "P-521", true);
    row("ES256", "P-384", false); // the curve belongs to the algorithm
    row("HS256", "rsa", false); // a public key is no secret (RFC 8725 section 2.1)
    row("none", "rsa", false);
}

void TestRest::tokensOfAllAlgorithms()
{
    QFETCH(QByteArray, algorithm);
    QFETCH(QByteArray, keyType);
    QFETCH(bool, good);
    QProcess node;
    node.start(QStringLiteral("node"),
               {QStringLiteral(SOURCE_FOLDER "/tests/node/token.mjs"),
                QString::fromLatin1(algorithm), QString::fromLatin1(keyType)});
    QVERIFY(node.waitForFinished());
    const auto made = Json::Document::parse(node.readAllStandardOutput());
    QVERIFY2(made, node.readAllStandardError().constData());
    const QByteArray settings =
        "{\"auth\":{\"jwt\":{\"publicKey\":" + made->root().value("publicKey").toJson() + "}}}";
    QCOMPARE(client().put("/admin/v1/settings", settings).status, 200);
    QVERIFY(m_server->define("users"));
    QCOMPARE(client().post("/rest/users", R"({"email":"jane@example.com"})").status, 201);
    const QByteArray answer = raw("GET /auth/userinfo HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                                  "Authorization: Bearer "
                                  + made->root().value("token").text().toByteArray() + "\r\n\r\n");
    QVERIFY2(answer.startsWith(good ? "HTTP/1.1 200" : "HTTP/1.1 401"), answer.constData());
}

void TestRest::hooksSeeTheUser()
{
    QCOMPARE(client()
                 .put("/admin/v1/settings", R"({"auth":{"jwt":{"secret":"s3cret of the test"}}})")
                 .status,
             200);
    QVERIFY(m_server->define("users"));
    QVERIFY(m_server->define("people", R"({"access":{"roles":{"*":["POST"]}}})"));
    QCOMPARE(client().post("/rest/users", R"({"email":"jane@example.com","team":"red"})").status,
             201);
    QCOMPARE(client()
                 .hook("people",
                       "function beforePOST(req, res) { req.body.team = "
                       "req.hint['#usersession'].team; res.end({data: req.body}); }")
                 .status,
             200);
    const QByteArray token =
        client().post("/auth/jwt", R"({"payload":{"email":"jane@example.com"}})").member("jwt");
    const QByteArray answer =
        raw("POST /rest/people HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 2\r\n"
            "Authorization: Bearer "
            + token + "\r\n\r\n{}");
    QVERIFY2(answer.contains(R"("team":"red")"), answer.constData());
    QVERIFY(QTest::qWaitFor([this] {
        return client().get("/admin/v1/inspector?text=people").body.contains("jane@example.com");
    }));
    const QByteArray records = client().get("/admin/v1/inspector").body;
    QVERIFY(records.contains("/auth/jwt"));
    QVERIFY(!records.contains(token.split('.').at(2))); // nor the signature of one
    QVERIFY(!records.contains("s3cret of the test"));
    QVERIFY(answer.contains(R"("_createdby":"jane@example.com")"));
}

void TestRest::pagesShowEachFieldOnce()
{
    const QByteArray documents = R"([{"b":1,"a":"<x>"},{"c":[1,2],"b":2},{}])";
    QCOMPARE(client().post("/rest/people", documents).status, 201);
    const QByteArray page = client().get("/rest/people?format=html&sort=_id").body;
    QVERIFY2(page.contains("<th>b</th><th>a</th><th>c</th></tr>"), page.constData());
    QVERIFY2(page.contains("</td><td>1</td><td>&lt;x&gt;</td><td></td></tr>"), page.constData());
    QVERIFY2(page.contains("</td><td>2</td><td></td><td>[1,2]</td></tr>"), page.constData());
    QVERIFY2(page.contains("</td><td></td><td></td><td></td></tr>"), page.constData());
}

/// A column for each of many fields in a row for each of many documents would be a page of a
/// gigabyte.
void TestRest::pagesHaveALimit()
{
    QByteArrayList documents;
    for (int i = 0; i < 1001; ++i)
        documents.append("{\"f" + QByteArray::number(i) + "\":1}");
    const QByteArray all = '[' + documents.join(',') + ']';
    QCOMPARE(client().post("/rest/people", all).status, 201);
    const auto page = client().get("/rest/people?max=1001&format=html");
    QCOMPARE(page.status, 400);
    QVERIFY2(page.body.contains("1000000 cells"), page.body.constData());
    QCOMPARE(client().get("/rest/people?max=900&format=html").status, 200);
}

QTEST_GUILESS_MAIN(TestRest)
#include "tst_rest.moc"
