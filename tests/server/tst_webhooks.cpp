// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/database.h"
#include "tests/support/embeddedserver.h"
#include "tests/support/serverprocess.h"

#include <QHttpServer>
#include <QHttpServerRequest>
#include <QHttpServerResponse>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

/// Webhooks against a receiver that listens here, and collections that get another name.
class TestWebhooks : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void receiverIsToldOfEachWrite();
    void unwantedEventsAndTestRunsAreNotTold();
    void afterHookIsDoneFirst();
    void whatChangesNothingIsNotTold();
    void outcomeStandsUnderTheRequest();
    void failingWebhookIsSwitchedOff();
    void privateAddressesAreRefused();
    void serverStopsWhileAReceiverIsSilent();
    void waitingEventsSurviveAKill();
    void sentEventsAreForgotten();
    void waitingBytesAreBounded();
    void faultyDefinitionsAreRefused_data();
    void faultyDefinitionsAreRefused();
    void renamingTakesAllAlong();
    void refusedNames_data();
    void refusedNames();
    void dependentsAreNamed();
    void indexesHaveASize();

private:
    HttpClient &client() { return m_server->client(); }
    /// Defines `people` with a webhook to the receiver.
    void define(const QByteArray &events);
    /// Starts the receiver at m_port, which is chosen when it is 0.
    void receive();
    /// How many events wait in the database or are on their way.
    qsizetype kept();
    QByteArray url() const { return "http://127.0.0.1:" + QByteArray::number(m_port) + "/hook"; }
    Json::Document got(qsizetype i) { return *Json::Document::parse(m_bodies.value(i)); }
    void allowLoopback()
    {
        QCOMPARE(client()
                     .send("PATCH", "/admin/v1/settings",
                           R"({"request":{"allow":["127.0.0.1"],"timeout":2000}})")
                     .status,
                 200);
    }

    std::unique_ptr<EmbeddedServer> m_server;
    std::unique_ptr<QHttpServer> m_receiver;
    quint16 m_port = 0;
    int m_status = 200;
    QByteArrayList m_bodies;
};

void TestWebhooks::init()
{
    m_server = std::make_unique<EmbeddedServer>();
    QVERIFY(m_server->start());
    m_bodies.clear();
    m_status = 200;
    m_port = 0;
    receive();
}

void TestWebhooks::receive()
{
    m_receiver = std::make_unique<QHttpServer>();
    m_receiver->route(QStringLiteral("/hook"), [this](const QHttpServerRequest &request) {
        m_bodies.append(request.body());
        return QHttpServerResponse(QHttpServerResponder::StatusCode(m_status));
    });
    m_port = m_receiver->listen(QHostAddress::LocalHost, m_port);
    QVERIFY(m_port != 0);
}

void TestWebhooks::cleanup()
{
    m_server.reset();
    m_receiver.reset();
}

void TestWebhooks::define(const QByteArray &events)
{
    QVERIFY(client()
                .put("/admin/v1/collections/people",
                     "{\"webhook\":{\"url\":\"" + url() + "\",\"events\":" + events
                         + ",\"active\":true}}")
                .status
            < 300);
}

void TestWebhooks::receiverIsToldOfEachWrite()
{
    allowLoopback();
    define(R"(["create","update","delete"])");
    const auto made = client().post("/rest/people", R"({"name":"Jané"})");
    QCOMPARE(made.status, 201);
    const QByteArray id = made.member("_id");
    QTRY_COMPARE(m_bodies.size(), 1);
    QCOMPARE(got(0).root().value("0").value("name").toString(), QStringLiteral("Jané"));
    QCOMPARE(got(0).root().value("event").value("method").text().toByteArray(), QByteArray("POST"));
    QCOMPARE(got(0).root().value("event").value("collection").text().toByteArray(),
             QByteArray("people"));
    QCOMPARE(got(0).root().value("event").value("payload").items().size(), size_t(1));
    QCOMPARE(client().put("/rest/people/" + id, R"({"age":30})").status, 200);
    QTRY_COMPARE(m_bodies.size(), 2);
    QCOMPARE(got(1).root().value("0").value("name").toString(), QStringLiteral("Jané"));
    QCOMPARE(got(1).root().value("0").value("age").toInteger(), 30);
    QCOMPARE(client().post("/rest/people", R"([{"n":1},{"n":2}])").status, 201);
    QTRY_COMPARE(m_bodies.size(), 3); // one event for one request
    QCOMPARE(got(2).root().value("1").value("n").toInteger(), 2);
    QCOMPARE(client().send("DELETE", "/rest/people/" + id).status, 200);
    QTRY_COMPARE(m_bodies.size(), 4);
    QCOMPARE(got(3).root().value("0").text().toByteArray(), id);
}

void TestWebhooks::unwantedEventsAndTestRunsAreNotTold()
{
    QVERIFY(m_server->define("people"));
    const QByteArray id = client().post("/rest/people", R"({"name":"Jane"})").member("_id");
    allowLoopback();
    define(R"(["create"])");
    QCOMPARE(client().put("/rest/people/" + id, R"({"age":1})").status, 200);
    QCOMPARE(client().post("/rest/people", "nonsense").status, 400);
    const QByteArray rehearsal =
        R"({"hook":"beforePOST","source":"function beforePOST(req, res) { res.end(); }",)"
        R"("request":{"method":"POST","path":"/rest/people","body":{"name":"Nobody"}}})";
    const auto tried = client().post("/admin/v1/collections/people/codehook/test", rehearsal);
    QCOMPARE(tried.status, 200);
    // The one that is told comes after those that are not.
    QCOMPARE(client().post("/rest/people", R"({"name":"Joe"})").status, 201);
    QTRY_COMPARE(m_bodies.size(), 1);
    QCOMPARE(got(0).root().value("0").value("name").toString(), QStringLiteral("Joe"));
}

void TestWebhooks::afterHookIsDoneFirst()
{
    const QByteArray audit =
        "{\"webhook\":{\"url\":\"" + url() + "\",\"events\":[\"create\"],\"active\":true}}";
    QVERIFY(m_server->define("audit", audit));
    allowLoopback();
    define(R"(["create"])");
    QCOMPARE(client()
                 .hook("people",
                       "function afterPOST(req, res) {"
                       " db.post('/rest/audit', {n: 1}, null, () => res.end()); }")
                 .status,
             200);
    QCOMPARE(client().post("/rest/people", R"({"name":"Jane"})").status, 201);
    QTRY_COMPARE(m_bodies.size(), 2);
    QCOMPARE(got(0).root().value("event").value("collection").text(), "audit");
    QCOMPARE(got(1).root().value("event").value("collection").text(), "people");
}

void TestWebhooks::whatChangesNothingIsNotTold()
{
    allowLoopback();
    define(R"(["create","delete"])");
    QCOMPARE(client().send("DELETE", R"(/rest/people/*?q={"name":"nobody"})").status, 200);
    const QByteArray stored =
        R"([{"_id":"5c18b5ff7b57fd5300020358","_created":"2026-01-01T00:00:00.000Z",)"
        R"("_changed":"2026-01-01T00:00:00.000Z","_version":3}])";
    // A document that comes back is no new one.
    QCOMPARE(client().post("/admin/v1/collections/people/restore-documents", stored).status, 201);
    // The one that is told comes after those that are not.
    QCOMPARE(client().post("/rest/people", R"({"name":"Joe"})").status, 201);
    QTRY_VERIFY(m_bodies.size() > 0);
    QCOMPARE(got(0).root().value("0").value("name").toString(), QStringLiteral("Joe"));
}

void TestWebhooks::outcomeStandsUnderTheRequest()
{
    allowLoopback();
    define(R"(["create"])");
    QCOMPARE(client().post("/rest/people", R"({"name":"Jane"})").status, 201);
    const auto log = [&] {
        const auto records = client().get("/admin/v1/inspector?text=people&max=50").json();
        for (const Json::Value &record : records.root().items()) {
            if (record.value("method").text() == "POST" && !record.value("log").items().empty())
                return record.value("log").items().front().value("message").toString();
        }
        return QString();
    };
    QTRY_VERIFY2(log().startsWith(QLatin1String("Sent to the webhook: it answers 200")),
                 qPrintable(log()));
}

void TestWebhooks::failingWebhookIsSwitchedOff()
{
    allowLoopback();
    define(R"(["create"])");
    m_status = 500;
    for (int i = 1; i <= 4; ++i) {
        QCOMPARE(client().post("/rest/people", "{}").status, 201);
        QTRY_COMPARE(m_bodies.size(), i);
    }
    // One that is delivered forgives those before.
    m_status = 204;
    QCOMPARE(client().post("/rest/people", "{}").status, 201);
    QTRY_COMPARE(m_bodies.size(), 5);
    m_status = 503;
    for (int i = 6; i <= 10; ++i) {
        QCOMPARE(client().post("/rest/people", "{}").status, 201);
        QTRY_COMPARE(m_bodies.size(), i);
    }
    const auto webhook = [&] {
        const auto definition = client().get("/admin/v1/collections/people").json();
        return definition.root().value("webhook").toJson();
    };
    QTRY_VERIFY(webhook().contains("\"active\":false"));
    QVERIFY2(webhook().contains("answers 503"), webhook().constData());
    QCOMPARE(client().post("/rest/people", "{}").status, 201);
    // What comes after it is delivered.
    QCOMPARE(
        client()
            .put("/admin/v1/collections/later",
                 "{\"webhook\":{\"url\":\"" + url() + R"(","events":["create"],"active":true}})")
            .status,
        201);
    QCOMPARE(client().post("/rest/later", "{}").status, 201);
    QTRY_COMPARE(m_bodies.size(), 11);
    QVERIFY(m_bodies.last().contains("later"));
}

void TestWebhooks::privateAddressesAreRefused()
{
    define(R"(["create"])"); // the settings do not allow 127.0.0.1
    QCOMPARE(client().post("/rest/people", "{}").status, 201);
    QTRY_VERIFY(client()
                    .get("/admin/v1/inspector?text=people&max=50")
                    .body.contains("Not delivered to the webhook"));
    QCOMPARE(m_bodies.size(), 0);
}

void TestWebhooks::serverStopsWhileAReceiverIsSilent()
{
    allowLoopback();
    m_receiver.reset();
    QTcpServer silent;
    QVERIFY(silent.listen(QHostAddress::LocalHost, m_port));
    define(R"(["create"])");
    QCOMPARE(client().post("/rest/people", R"({"name":"Jane"})").status, 201);
    QTRY_VERIFY(silent.hasPendingConnections());
    const QTcpSocket *connection = silent.nextPendingConnection();
    QTRY_VERIFY(connection->bytesAvailable() > 0);
    m_server.reset();
    QTRY_COMPARE(connection->state(), QAbstractSocket::UnconnectedState);
}

qsizetype TestWebhooks::kept()
{
    const auto reader = m_server->server().database().openReader();
    const auto events = (*reader)->webhookEvents({});
    return events ? events->size() : -1;
}

void TestWebhooks::waitingEventsSurviveAKill()
{
    constexpr int Events = 20; // more than are sent at once
    m_server.reset();
    m_receiver.reset();
    QTcpServer silent;
    QVERIFY(silent.listen(QHostAddress::LocalHost, m_port));
    const QTemporaryDir folder;
    const QString database = folder.filePath(QStringLiteral("a.hookdesk"));
    {
        ServerProcess server;
        QVERIFY(server.serve(database));
        HttpClient client(server.url(), server.key());
        QCOMPARE(client.put("/admin/v1/settings", R"({"request":{"allow":["127.0.0.1"]}})").status,
                 200);
        const auto defined = client.put("/admin/v1/collections/people",
                                        "{\"webhook\":{\"url\":\"" + url()
                                            + R"(","events":["create"],"active":true}})");
        QVERIFY2(defined.status < 300, defined.body.constData());
        for (int i = 0; i < Events; ++i)
            QCOMPARE(client.post("/rest/people", R"({"name":"Jane"})").status, 201);
        QTRY_VERIFY(silent.hasPendingConnections());
        server.killHard();
    }
    silent.close();
    receive();
    ServerProcess server;
    QVERIFY(server.serve(database));
    QTRY_COMPARE(m_bodies.size(), Events);
    QCOMPARE(got(Events - 1).root().value("0").value("name").toString(), QStringLiteral("Jane"));
}

void TestWebhooks::sentEventsAreForgotten()
{
    allowLoopback();
    define(R"(["create"])");
    m_status = 500; // a refusal is an answer, too
    QCOMPARE(client().post("/rest/people", "{}").status, 201);
    QTRY_COMPARE(m_bodies.size(), 1);
    QTRY_COMPARE(kept(), 0);
    m_status = 200;
    QCOMPARE(client().post("/rest/people", "{}").status, 201);
    QTRY_COMPARE(m_bodies.size(), 2);
    QTRY_COMPARE(kept(), 0);
}

void TestWebhooks::waitingBytesAreBounded()
{
    m_receiver.reset();
    QTcpServer silent;
    QVERIFY(silent.listen(QHostAddress::LocalHost, m_port));
    QCOMPARE(
        client()
            .put("/admin/v1/settings", R"({"request":{"allow":["127.0.0.1"],"timeout":300000}})")
            .status,
        200);
    define(R"(["create"])");
    const QByteArray document = "{\"text\":\"" + QByteArray(4'000'000, 'x') + "\"}";
    for (int i = 0; i < 20; ++i)
        QCOMPARE(client().post("/rest/people", document).status, 201);
    // 16 of them are less than 64 MiB, and 4 less than the 16 MiB that are on their way at once.
    QTRY_VERIFY(client()
                    .get("/admin/v1/inspector?text=people&max=50")
                    .body.contains("Not sent to the webhook: 16 events"));
    QTRY_COMPARE(kept(), 16);
    int connections = 0;
    while (silent.nextPendingConnection())
        ++connections;
    QCOMPARE(connections, 4);
}

void TestWebhooks::faultyDefinitionsAreRefused_data()
{
    QTest::addColumn<QByteArray>("webhook");
    QTest::newRow("text") << QByteArray("\"http://x.example\"");
    QTest::newRow("other scheme") << QByteArray(
        R"({"url":"file:///etc/passwd","events":["create"],"active":true})");
    QTest::newRow("no host") << QByteArray(R"({"url":"http://","events":[],"active":true})");
    QTest::newRow("event") << QByteArray(
        R"({"url":"http://x.example","events":["read"],"active":true})");
    QTest::newRow("member") << QByteArray(
        R"({"url":"http://x.example","events":[],"active":true,"uri":1})");
    QTest::newRow("active") << QByteArray(R"({"url":"http://x.example","events":[],"active":1})");
    QTest::newRow("active without a URL") << QByteArray(R"({"url":"","events":[],"active":true})");
}

void TestWebhooks::faultyDefinitionsAreRefused()
{
    QFETCH(QByteArray, webhook);
    const auto reply =
        client().put("/admin/v1/collections/people", "{\"webhook\":" + webhook + "}");
    QCOMPARE(reply.status, 400);
    QVERIFY(reply.body.contains("webhook"));
}

void TestWebhooks::renamingTakesAllAlong()
{
    QVERIFY(m_server->define("people", R"({"indexes":[{"fields":["name"]}]})"));
    QVERIFY(m_server->define("pets",
                             R"({"fields":[{"name":"owner","type":"relation",)"
                             R"("collection":"people"}]})"));
    QVERIFY(m_server->define("clubs",
                             R"({"fields":[{"name":"members","type":"child",)"
                             R"("collection":"people"}]})"));
    const QByteArray club = client().post("/rest/clubs", R"({"name":"chess"})").member("_id");
    QCOMPARE(client().post("/rest/clubs/" + club + "/members", R"({"name":"Joe"})").status, 201);
    const auto jane = client().post("/rest/people", R"({"name":"Jane"})");
    const QByteArray id = jane.member("_id");
    QCOMPARE(client().post("/rest/pets", "{\"name\":\"Rex\",\"owner\":[\"" + id + "\"]}").status,
             201);
    QCOMPARE(client()
                 .hook("people",
                       "function beforePOST(req, res) {"
                       " req.body.seen = true; res.end({data: req.body}); }")
                 .status,
             200);
    const QByteArray limited =
        client()
            .post("/admin/v1/keys", R"({"kind":"web","methods":["GET"],"path":"/people/**"})")
            .member("key");
    const auto renamed = client().post("/admin/v1/collections/people/rename", R"({"name":"folk"})");
    QCOMPARE(renamed.status, 200);
    QCOMPARE(client().get("/rest/people").status, 404);
    QCOMPARE(client().get("/rest/folk/" + id).status, 200);
    // The hook, its versions, the relation, the children and the key go along.
    QCOMPARE(client().post("/rest/folk", R"({"name":"Ann"})").member("seen"), QByteArray("true"));
    QCOMPARE(
        client().get("/admin/v1/collections/folk/codehook/versions").json().root().items().size(),
        size_t(1));
    QCOMPARE(client().put("/rest/folk/" + id, R"({"name":"Janet"})").status, 200);
    const QByteArray pet = client().get("/rest/pets").body;
    QVERIFY2(pet.contains("Janet"), pet.constData()); // copies follow
    QCOMPARE(client().get("/rest/clubs/" + club + "/members").json().root().items().size(),
             size_t(1));
    HttpClient limitedClient = m_server->clientWith(limited);
    QCOMPARE(limitedClient.get("/rest/folk").status, 200);
    QVERIFY(client().get("/rest/folk?q={\"name\":\"Janet\"}&explain=true").body.contains("c_"));
}

void TestWebhooks::refusedNames_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("status");
    QTest::newRow("taken") << QByteArray("people") << QByteArray(R"({"name":"other"})") << 409;
    QTest::newRow("itself") << QByteArray("people") << QByteArray(R"({"name":"people"})") << 409;
    QTest::newRow("no name") << QByteArray("people") << QByteArray(R"({"name":"a b"})") << 400;
    QTest::newRow("empty") << QByteArray("people") << QByteArray("{}") << 400;
    QTest::newRow("system") << QByteArray("people") << QByteArray(R"({"name":"system_x"})") << 400;
    QTest::newRow("of the server")
        << QByteArray("system_log") << QByteArray(R"({"name":"logs"})") << 400;
    QTest::newRow("missing") << QByteArray("nobody") << QByteArray(R"({"name":"x"})") << 404;
}

void TestWebhooks::refusedNames()
{
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, body);
    QVERIFY(m_server->define("people"));
    QVERIFY(m_server->define("other"));
    const auto reply = client().post("/admin/v1/collections/" + path + "/rename", body);
    QTEST(reply.status, "status");
    QCOMPARE(client().get("/rest/people").status, 200);
}

void TestWebhooks::dependentsAreNamed()
{
    QVERIFY(m_server->define("people"));
    QVERIFY(m_server->define("people2"));
    QVERIFY(m_server->define("pets",
                             R"({"fields":[{"name":"owner","type":"relation",)"
                             R"("collection":"people"}]})"));
    QCOMPARE(client()
                 .hook("pets",
                       "// first\nfunction afterPOST(req, res) {\n"
                       "  db.get('/rest/people', null, () => res.end());\n}")
                 .status,
             200);
    QCOMPARE(client()
                 .hook("people2",
                       "function afterPOST(req, res) {"
                       " db.get('/rest/people2', null, () => res.end()); }")
                 .status,
             200);
    (void)client().post("/admin/v1/keys", R"({"kind":"web","methods":["GET"],"path":"/people"})");
    (void)client().post("/admin/v1/keys", R"({"kind":"web","methods":["GET"],"path":"/people2"})");
    const auto reply = client().get("/admin/v1/collections/people/dependents");
    QCOMPARE(reply.status, 200);
    const auto dependents = reply.json();
    QCOMPARE(dependents.root().value("fields").toJson(),
             QByteArray(R"([{"collection":"pets","field":"owner"}])"));
    QCOMPARE(dependents.root().value("scripts").toJson(),
             QByteArray(R"([{"name":"pets","line":3}])"));
    QCOMPARE(dependents.root().value("keys").items().size(), size_t(2)); // the full one and one
}

void TestWebhooks::indexesHaveASize()
{
    QVERIFY(m_server->define("people",
                             R"({"fields":[{"name":"mail","type":"text","unique":true}],)"
                             R"("indexes":[{"fields":["name","age"]}]})"));
    QByteArrayList documents;
    for (int i = 0; i < 2000; ++i)
        documents.append("{\"name\":\"somebody\",\"mail\":\"m" + QByteArray::number(i) + "\"}");
    QCOMPARE(client().post("/rest/people", '[' + documents.join(',') + ']').status, 201);
    const auto indexes = client().get("/admin/v1/collections/people/indexes").json();
    QCOMPARE(indexes.root().items().size(), size_t(2));
    QCOMPARE(indexes.root().items()[0].value("fields").toJson(), QByteArray(R"(["name","age"])"));
    for (const Json::Value &index : indexes.root().items())
        QVERIFY(index.value("bytes").toInteger() > 20'000);
    QVERIFY(indexes.root().items()[1].value("unique").toBool());
}

QTEST_GUILESS_MAIN(TestWebhooks)
#include "tst_webhooks.moc"
