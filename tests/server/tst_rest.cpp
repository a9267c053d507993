// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/embeddedserver.h"

#include <QElapsedTimer>
#include <QNetworkAccessManager>
#include <QFile>
#include <QNetworkReply>
#include <QProcess>
#include <QTcpSocket>
#include <QTest>

/// The REST API and /admin/v1 over real connections.
class TestRest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_server.reset(); }
    void storesReadsChangesAndDeletes();
    void arrayPostIsAllOrNothing();
    void deletesInAllItsForms();
    void errorsAreJsonWithTheirStatus_data();
    void errorsAreJsonWithTheirStatus();
    void keysAreChecked();
    void webKeysHaveLimits();
    void revokedKeyIsRefusedAtOnce();
    void listsWithHintsAndTotals();
    void metaFieldsAreHiddenUntilAskedFor();
    void numbersAndOrderSurvive();
    void collectionsAreDescribed();
    void inspectorKeepsRequestsAndMasksSecrets();
    void inspectorIsFilteredAndExported();
    void inspectorStreamsAndResumes();
    void inspectorSettingsHold();
    void secretsAreInNoByteOfTheInspector();
    void rawBytesOfRealClientsWork_data();
    void rawBytesOfRealClientsWork();
    void clientsThatVanishDoNoHarm();
    void manyClientsAtOnce();
    void uniqueHoldsUnderConcurrency();
    void changesOfDefinitionsAreMergedUnderConcurrency();
    void descriptionsAreValid_data();
    void descriptionsAreValid();
    void generatedClientWorksUnderNode();
    void tokensOfAllAlgorithms_data();
    void tokensOfAllAlgorithms();
    void idleConnectionsDoNoHarm();
    void slowAndHalfRequestsEnd();
    void hooksSeeTheUser();

private:
    HttpClient &client() { return m_server->client(); }
    QByteArray raw(const QByteArray &request);
    std::unique_ptr<EmbeddedServer> m_server;
};

void TestRest::init()
{
    m_server = std::make_unique<EmbeddedServer>();
    QVERIFY(m_server->start());
    QVERIFY(m_server->define("people"));
}

/// What the server answers to @p request and then closes.
QByteArray TestRest::raw(const QByteArray &request)
{
    // The listener lives in this thread, so nothing here may block it.
    QTcpSocket socket;
    const QUrl url(m_server->url());
    socket.connectToHost(url.host(), quint16(url.port()));
    socket.write(request);
    (void)QTest::qWaitFor(
        [&socket] { return socket.state() == QAbstractSocket::UnconnectedState; });
    return socket.readAll();
}

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
    QCOMPARE(web.get("/admin/v1/keys").status, 401);
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

void TestRest::inspectorKeepsRequestsAndMasksSecrets()
{
    QCOMPARE(client().post("/rest/people", R"({"name":"Jane","password":"hunter2!"})").status, 201);
    QCOMPARE(client().get("/rest/nothing").status, 404);
    const auto all = client().get("/admin/v1/inspector?max=2");
    QCOMPARE(all.status, 200);
    QCOMPARE(all.json().root().items().size(), size_t(2));
    const auto newest = all.json();
    const Json::Value record = newest.root().items()[0];
    QCOMPARE(record.find("status")->toInteger(), 404);
    QVERIFY(record.find("stages")->find("auth"));
    QVERIFY(!record.find("error")->toString().isEmpty());
    QVERIFY(!all.body.contains("hunter2!"));
    QVERIFY(!all.header("x-next-cursor").isEmpty());
    const auto older =
        client().get("/admin/v1/inspector?max=1&cursor=" + all.header("x-next-cursor"));
    QVERIFY(older.json().root().items()[0].find("id")->text() != record.find("id")->text());
    QCOMPARE(client().get("/admin/v1/inspector?level=warn").json().root().items().size(),
             size_t(1));
    QCOMPARE(client().get("/admin/v1/inspector?text=JANE").json().root().items().size(), size_t(1));
    QCOMPARE(client().get("/admin/v1/inspector?status=404").json().root().items().size(),
             size_t(1));
    QCOMPARE(client().get("/admin/v1/inspector?level=loud").status, 400);
    QCOMPARE(client().send("DELETE", "/admin/v1/inspector").status, 200);
    QCOMPARE(client().get("/admin/v1/inspector").body, QByteArray("[]"));
}

void TestRest::inspectorIsFilteredAndExported()
{
    const QByteArray id = client().post("/rest/people", R"({"name":"Jané"})").member("_id");
    QCOMPARE(client().get("/rest/people/" + id).status, 200);
    QCOMPARE(client().get("/rest/people?q=%7B%22name%22%3A%22x%22%7D").status, 200);
    QCOMPARE(client().get("/rest/nowhere").status, 404);
    const auto count = [&](const QByteArray &query) {
        return int(client().get("/admin/v1/inspector?" + query).json().root().items().size());
    };
    QCOMPARE(count("path=/rest/*"), 4);
    QCOMPARE(count("path=/rest/people/*"), 1);
    QCOMPARE(count("path=/rest/*&status=4xx"), 1);
    QCOMPARE(count("path=/rest/*&status=%3E%3D400"), 1);
    QCOMPARE(count("path=/rest/*&status=200-201&method=get"), 2);
    QCOMPARE(count("path=/rest/*&took=60000"), 0);
    QCOMPARE(count("path=/rest/*&since=2020-01-01T00:00:00Z"), 4);
    QCOMPARE(count("path=/rest/*&until=2020-01-01T00:00:00Z"), 0);
    QCOMPARE(count("path=/rest/*&key=" + m_server->key().left(6)), 4);
    for (const char *wrong : {"status=many", "status=4x", "status=1000", "took=-1", "took=x",
                              "since=yesterday", "max=0", "max=1001", "level=loud"})
        QCOMPARE(client().get(QByteArray("/admin/v1/inspector?") + wrong).status, 400);
    // What is typed in the window, and the rows that it shows.
    QCOMPARE(count("filter=path:/rest/*%20-status:4xx"), 3);
    QCOMPARE(count("filter=path:/rest/*%20jan%C3%A9"), 2); // in a body
    QCOMPARE(client().get("/admin/v1/inspector?filter=status:x").status, 400);
    const auto rows = client().get("/admin/v1/inspector/rows?filter=path:/rest/*&max=3").json();
    QCOMPARE(rows.root().value("rows").items().size(), size_t(3));
    QVERIFY(rows.root().value("next").toInteger() > 0);
    QCOMPARE(rows.root().value("rows").items().front().items().at(1).toInteger(), 2); // a warning
    const QByteArray number = rows.root().value("rows").items().front().items().front().toJson();
    const auto read = client().get("/admin/v1/inspector?numbers=" + number).json();
    QCOMPARE(read.root().items().front().value("path").toString(), QStringLiteral("/rest/nowhere"));
    QCOMPARE(client().send("POST", "/admin/v1/inspector/rows").status, 405);
    const auto statistics = client().get("/admin/v1/inspector/statistics").json();
    QCOMPARE(statistics.root().value("collections").items().front().value("name").toString(),
             QStringLiteral("people"));
    const auto lines = client().get("/admin/v1/inspector/export?format=ndjson&path=/rest/*");
    QCOMPARE(lines.status, 200);
    QCOMPARE(lines.body.count('\n'), 4);
    QVERIFY(Json::Document::parse(lines.body.left(lines.body.indexOf('\n'))));
    QCOMPARE(client().get("/admin/v1/inspector/export?format=xml").status, 400);
    const auto archive = client().get("/admin/v1/inspector/export?format=har");
    QVERIFY(archive.header("Content-Disposition").contains("hookdesk.har"));
    QVERIFY(!archive.body.contains(m_server->key()));
    QProcess node;
    node.start(QStringLiteral("node"), {QStringLiteral(SOURCE_FOLDER "/tests/node/har.cjs")});
    node.write(archive.body);
    node.closeWriteChannel();
    QVERIFY(node.waitForFinished());
    QVERIFY2(node.exitCode() == 0, (node.readAll() + node.readAllStandardError()).constData());
}

void TestRest::inspectorStreamsAndResumes()
{
    QNetworkAccessManager manager;
    const auto open = [&](const QByteArray &query, const QByteArray &lastId) {
        QNetworkRequest request(QUrl(m_server->url() + QStringLiteral("/admin/v1/inspector/stream?")
                                     + QString::fromUtf8(query)));
        request.setRawHeader("x-apikey", m_server->key());
        if (!lastId.isEmpty())
            request.setRawHeader("last-event-id", lastId);
        return manager.get(request);
    };
    QNetworkReply *reply = open("path=/rest/people*&method=POST", {});
    QByteArray events;
    connect(reply, &QNetworkReply::readyRead, this, [&] { events.append(reply->readAll()); });
    QTRY_VERIFY(events.startsWith("retry:"));
    QCOMPARE(reply->header(QNetworkRequest::ContentTypeHeader).toByteArray(),
             QByteArray("text/event-stream; charset=utf-8"));
    QCOMPARE(client().post("/rest/people", R"({"name":"first"})").status, 201);
    QCOMPARE(client().get("/rest/people").status, 200); // not asked for
    QCOMPARE(client().post("/rest/people", R"({"name":"second"})").status, 201);
    QTRY_COMPARE(events.count("\ndata: "), 2);
    QVERIFY(events.indexOf("first") < events.indexOf("second"));
    QVERIFY(!events.contains("\"method\":\"GET\""));
    const qsizetype begin = events.indexOf("id: ") + 4;
    const QByteArray firstId = events.mid(begin, events.indexOf('\n', begin) - begin);
    reply->abort();
    reply->deleteLater();
    QCOMPARE(client().post("/rest/people", R"({"name":"third"})").status, 201);
    // What came behind the first is sent, each once, and then what is new.
    QNetworkReply *again = open("path=/rest/people*&method=POST", firstId);
    QByteArray resumed;
    connect(again, &QNetworkReply::readyRead, this, [&] { resumed.append(again->readAll()); });
    QTRY_COMPARE(resumed.count("\ndata: "), 2);
    QVERIFY(!resumed.contains("first"));
    QVERIFY(resumed.indexOf("second") < resumed.indexOf("third"));
    QCOMPARE(client().post("/rest/people", R"({"name":"fourth"})").status, 201);
    QTRY_COMPARE(resumed.count("\ndata: "), 3);
    QCOMPARE(client().get("/admin/v1/inspector/stream?status=loud").status, 400);
    QCOMPARE(m_server->clientWith("nobody").get("/admin/v1/inspector/stream").status, 401);
    // A server that goes does not wait for those who listen.
    QElapsedTimer timer;
    timer.start();
    m_server.reset();
    QVERIFY(timer.elapsed() < 5000);
    QTRY_VERIFY(again->isFinished());
}

void TestRest::inspectorSettingsHold()
{
    QCOMPARE(
        client().send("PATCH", "/admin/v1/settings", R"({"inspector":{"bodies":false}})").status,
        200);
    QCOMPARE(client().post("/rest/people", R"({"name":"unseen"})").status, 201);
    QVERIFY(!client().get("/admin/v1/inspector?path=/rest/*").body.contains("unseen"));
    // Errors alone, then nothing.
    const auto set = [&](const QByteArray &record) {
        return client()
            .send("PATCH", "/admin/v1/settings", "{\"inspector\":{\"record\":\"" + record + "\"}}")
            .status;
    };
    const auto recorded = [&] {
        return client().get("/admin/v1/inspector?path=/rest/*").json().root().items().size();
    };
    QCOMPARE(set("some"), 400);
    QCOMPARE(set("errors"), 200);
    const size_t before = recorded();
    QCOMPARE(client().post("/rest/people", R"({"name":"well"})").status, 201);
    QCOMPARE(client().get("/rest/nowhere").status, 404);
    QCOMPARE(recorded(), before + 1);
    QCOMPARE(set("none"), 200);
    QCOMPARE(client().get("/rest/nowhere").status, 404);
    QCOMPARE(recorded(), before + 1);
    QCOMPARE(set("all"), 200);
    QCOMPARE(client()
                 .send("PATCH", "/admin/v1/settings", R"({"inspector":{"bodies":true,"keep":50}})")
                 .status,
             200);
    for (int i = 0; i < 300; ++i) // some at a time, so that there are chunks to go
        (void)client().post("/rest/people", "{\"filler\":\"" + QByteArray(4000, 'x') + "\"}");
    const auto kept = [&] {
        return client().get("/admin/v1/inspector?max=1000").json().root().items().size();
    };
    QTRY_VERIFY2(kept() < 200, QByteArray::number(qint64(kept())).constData());
    QVERIFY(kept() >= 50);
}

/// The bytes of the file are looked at, not what the API makes of them (contract: server 5).
void TestRest::secretsAreInNoByteOfTheInspector()
{
    const QByteArrayList secrets = {"S3cretSmtp",  "S3cretField",  "S3cretDeep",  "S3cretToken",
                                    "S3cretQuery", "S3cretCookie", "S3cretLogged"};
    const QByteArray settings = R"({"mail":{"smtp":{"host":"localhost","password":"S3cretSmtp"}}})";
    QCOMPARE(client().send("PATCH", "/admin/v1/settings", settings).status, 200);
    // Put together when it runs, so that the recorded script does not hold it.
    const QByteArray hook = "function beforePOST(req, res) {"
                            " log.info({password: ['S3cret', 'Logged'].join('')}); res.end(); }";
    QCOMPARE(client().hook("people", hook).status, 200);
    const QByteArray document =
        R"({"password":"S3cretField","deep":{"list":[{"token":"S3cretDeep"}]}})";
    QCOMPARE(client().post("/rest/people", document).status, 201);
    (void)client().get("/rest/people?apikey=S3cretQuery");
    (void)raw("GET /rest/people HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer S3cretToken\r\n"
              "Cookie: session=S3cretCookie\r\nConnection: close\r\n\r\n");
    QTRY_VERIFY(client().get("/admin/v1/inspector?path=/rest/*").json().root().items().size() >= 3);
    QByteArray bytes;
    for (const char *ending : {".inspector", ".inspector-journal"}) {
        QFile file(m_server->server().databasePath() + QLatin1String(ending));
        if (file.open(QIODevice::ReadOnly))
            bytes.append(file.readAll());
    }
    QVERIFY(bytes.contains("/rest/people")); // it is the right file
    const QByteArray har = client().get("/admin/v1/inspector/export?format=har").body;
    const QByteArray lines = client().get("/admin/v1/inspector/export?format=ndjson").body;
    for (const QByteArray &secret : secrets + QByteArrayList{m_server->key()}) {
        QVERIFY2(!bytes.contains(secret), secret.constData());
        QVERIFY2(!har.contains(secret), secret.constData());
        QVERIFY2(!lines.contains(secret), secret.constData());
    }
}

void TestRest::rawBytesOfRealClientsWork_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<QByteArray>("begins");
    QTest::addColumn<QByteArray>("holds");
    const QByteArray end = "Connection: close\r\nx-apikey: KEY\r\n\r\n";
    QTest::newRow("raw JSON") << "GET /rest/people?q={\"n\": {\"$gt\":0}} HTTP/1.1\r\nHost: a\r\n"
            + end << QByteArray("HTTP/1.1 200 OK\r\n")
                              << QByteArray("\"n\":1}]");
    QTest::newRow("HTTP/1.0") << "GET /rest/people HTTP/1.0\r\n" + end
                              << QByteArray("HTTP/1.1 200 OK\r\n") << QByteArray("\"n\":1}]");
    QTest::newRow("HEAD") << "HEAD /rest/people HTTP/1.1\r\nHost: a\r\n" + end
                          << QByteArray("HTTP/1.1 200 OK\r\n") << QByteArray("Content-Length: 4");
    QTest::newRow("chunked")
        << "POST /rest/people HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n" + end
            + "7\r\n{\"n\":2}\r\n0\r\n\r\n"
        << QByteArray("HTTP/1.1 201 Created\r\n") << QByteArray("\"n\":2,");
    QTest::newRow("100-continue")
        << "POST /rest/people HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2\r\n"
            + end
        << QByteArray("HTTP/1.1 100 Continue\r\n\r\n") << QByteArray("100");
    QTest::newRow("pipelined") << "GET /healthz HTTP/1.1\r\nHost: a\r\n\r\nPOST /rest/people "
                                  "HTTP/1.1\r\nHost: a\r\nx-apikey: KEY\r\nContent-Length: "
                                  "7\r\n\r\n{\"n\":5}GET /rest/nothing HTTP/1.1\r\nHost: a\r\n"
            + end << QByteArray("HTTP/1.1 200 OK\r\n")
                               << QByteArray("\"status\":404}");
    QTest::newRow("nonsense") << QByteArray("hello\r\n\r\n")
                              << QByteArray("HTTP/1.1 400 Refused\r\n")
                              << QByteArray("\"status\":400}");
    QTest::newRow("response splitting")
        << "GET /rest/%0d%0aX:y HTTP/1.1\r\nHost: a\r\n" + end
        << QByteArray("HTTP/1.1 404 Not Found\r\n") << QByteArray("\"status\":404}");
}

void TestRest::rawBytesOfRealClientsWork()
{
    QFETCH(QByteArray, request);
    QFETCH(QByteArray, begins);
    QFETCH(QByteArray, holds);
    QCOMPARE(client().post("/rest/people", R"({"n":1})").status, 201);
    const QByteArray key = client().post("/admin/v1/keys", "{}").member("key");
    const QByteArray answer = raw(request.replace("KEY", key));
    QVERIFY2(answer.startsWith(begins), answer.constData());
    QVERIFY2(answer.contains(holds), answer.constData());
    if (request.startsWith("HEAD"))
        QVERIFY(answer.endsWith("\r\n\r\n"));
    QVERIFY(!answer.contains("\r\nX:y"));
}

void TestRest::clientsThatVanishDoNoHarm()
{
    QCOMPARE(client()
                 .hook("people",
                       "function beforeGET(req, res) { var end = Date.now() + 60; while "
                       "(Date.now() < end); res.end(); }")
                 .status,
             200);
    const QByteArray key = client().post("/admin/v1/keys", "{}").member("key");
    const QUrl url(m_server->url());
    for (int i = 0; i < 30; ++i) {
        QTcpSocket socket;
        socket.connectToHost(url.host(), quint16(url.port()));
        QVERIFY(socket.waitForConnected());
        socket.write("GET /rest/people HTTP/1.1\r\nHost: a\r\nx-apikey: " + key + "\r\n\r\n");
        QVERIFY(socket.waitForBytesWritten());
        if (i % 2)
            socket.abort();
    }
    QCOMPARE(client().get("/healthz").body, QByteArray("ok"));
    QCOMPARE(client().get("/rest/people").status, 200);
}

void TestRest::manyClientsAtOnce()
{
    QList<QNetworkReply *> replies;
    std::vector<std::unique_ptr<HttpClient>> clients;
    const QByteArray key = client().post("/admin/v1/keys", "{}").member("key");
    for (int i = 0; i < 12; ++i) {
        clients.push_back(std::make_unique<HttpClient>(m_server->url(), key));
        for (int n = 0; n < 25; ++n)
            replies.append(clients.back()->begin("POST", "/rest/people",
                                                 "{\"n\":" + QByteArray::number(n) + "}"));
    }
    for (QNetworkReply *reply : replies)
        QCOMPARE(HttpClient::finish(reply).status, 201);
    QCOMPARE(client().get("/rest/people").json().root().items().size(), size_t(300));
}

void TestRest::changesOfDefinitionsAreMergedUnderConcurrency()
{
    for (int i = 0; i < 30; ++i) {
        const QByteArray name = "d" + QByteArray::number(i);
        QVERIFY(m_server->define(name));
        QList<QNetworkReply *> replies;
        for (const char *change : {R"({"description":"x"})", R"({"indexes":[{"fields":["x"]}]})",
                                   R"({"fulltext":true})"})
            replies.append(client().begin("PUT", "/admin/v1/collections/" + name, change));
        const QByteArray key = "k" + QByteArray::number(i);
        replies.append(
            client().begin("PATCH", "/admin/v1/settings", "{\"my\":{\"" + key + "\":1}}"));
        replies.append(
            client().begin("PATCH", "/admin/v1/settings", "{\"other\":{\"" + key + "\":1}}"));
        for (QNetworkReply *reply : std::as_const(replies))
            QCOMPARE(HttpClient::finish(reply).status, 200);
        const auto definition = client().get("/admin/v1/collections/" + name);
        QCOMPARE(definition.member("description"), QByteArray("x"));
        QCOMPARE(definition.member("fulltext"), QByteArray("true"));
        QVERIFY(definition.member("indexes").contains("x"));
    }
    const auto settings = client().get("/admin/v1/settings").json();
    QCOMPARE(settings.root().value("my").members().size(), size_t(30));
    QCOMPARE(settings.root().value("other").members().size(), size_t(30));
}

void TestRest::uniqueHoldsUnderConcurrency()
{
    QVERIFY(m_server->define("u", R"({"fields":[{"name":"e","type":"text","unique":true}]})"));
    QList<QNetworkReply *> replies;
    for (int i = 0; i < 60; ++i)
        replies.append(
            client().begin("POST", "/rest/u", "{\"e\":\"v" + QByteArray::number(i % 6) + "\"}"));
    int stored = 0;
    for (QNetworkReply *reply : replies) {
        const auto answer = HttpClient::finish(reply);
        QVERIFY(answer.status == 201 || answer.status == 400);
        stored += answer.status == 201;
    }
    QCOMPARE(stored, 6);
    QCOMPARE(client().get("/rest/u").json().root().items().size(), size_t(6));
}

void TestRest::descriptionsAreValid_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::newRow("OpenAPI 3.1") << QByteArray("/openapi.json");
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
    QVERIFY(description.contains("orders"));
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

void TestRest::idleConnectionsDoNoHarm()
{
    std::vector<std::unique_ptr<QTcpSocket>> sockets;
    const QUrl url(m_server->url());
    for (int i = 0; i < 1000; ++i) {
        sockets.push_back(std::make_unique<QTcpSocket>());
        sockets.back()->connectToHost(url.host(), quint16(url.port()));
        if (i % 100 == 99)
            QVERIFY(QTest::qWaitFor(
                [&sockets] { return sockets.back()->state() == QAbstractSocket::ConnectedState; }));
    }
    QCOMPARE(client().get("/rest/people").status, 200);
    const QByteArray metrics = client().get("/metrics").body;
    const qsizetype at = metrics.indexOf("\nhookdesk_http_connections ");
    QVERIFY(metrics.mid(at + 27, 6).split('\n').first().toInt() >= 1000);
    // One after the other, they can still be used.
    for (const size_t i : {size_t(0), size_t(500), size_t(999)}) {
        sockets[i]->write("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n");
        QVERIFY(QTest::qWaitFor([&] { return sockets[i]->bytesAvailable() > 0; }));
        QVERIFY(sockets[i]->readAll().startsWith("HTTP/1.1 200"));
    }
}

/// A client that stops in the middle keeps a connection and nothing else.
void TestRest::slowAndHalfRequestsEnd()
{
    const QUrl url(m_server->url());
    QTcpSocket slow;
    slow.connectToHost(url.host(), quint16(url.port()));
    QVERIFY(QTest::qWaitFor([&] { return slow.state() == QAbstractSocket::ConnectedState; }));
    const QByteArray request = "GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    for (const char c : request) {
        slow.write(&c, 1);
        slow.flush();
        QTest::qWait(2);
    }
    QVERIFY(QTest::qWaitFor([&] { return slow.state() == QAbstractSocket::UnconnectedState; }));
    QVERIFY(slow.readAll().startsWith("HTTP/1.1 200"));

    QTcpSocket half;
    half.connectToHost(url.host(), quint16(url.port()));
    QVERIFY(QTest::qWaitFor([&] { return half.state() == QAbstractSocket::ConnectedState; }));
    half.write("POST /rest/people HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{");
    half.flush();
    QTest::qWait(50);
    half.abort();
    QCOMPARE(client().get("/rest/people").body, QByteArray("[]"));
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

QTEST_GUILESS_MAIN(TestRest)
#include "tst_rest.moc"
