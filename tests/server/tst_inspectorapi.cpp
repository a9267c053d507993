// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/servertest.h"

#include <QElapsedTimer>
#include <QNetworkAccessManager>
#include <QFile>
#include <QNetworkReply>
#include <QProcess>
#include <QTest>

/// What /admin/v1/inspector keeps, masks, filters, exports and streams.
class TestInspectorApi : public ServerTest
{
    Q_OBJECT

public:
    TestInspectorApi()
        : ServerTest({"people"})
    {
    }

private slots:
    void inspectorKeepsRequestsAndMasksSecrets();
    void inspectorIsFilteredAndExported();
    void inspectorStreamsAndResumes();
    void inspectorSettingsHold();
    void secretsAreInNoByteOfTheInspector();
};

void TestInspectorApi::inspectorKeepsRequestsAndMasksSecrets()
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

void TestInspectorApi::inspectorIsFilteredAndExported()
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

void TestInspectorApi::inspectorStreamsAndResumes()
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

void TestInspectorApi::inspectorSettingsHold()
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
void TestInspectorApi::secretsAreInNoByteOfTheInspector()
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

QTEST_GUILESS_MAIN(TestInspectorApi)
#include "tst_inspectorapi.moc"
