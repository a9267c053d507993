// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/changestream.h"
#include "tests/server/storetest.h"
#include "tests/support/embeddedserver.h"

#include <QElapsedTimer>
#include <QNetworkReply>
#include <QTest>

using namespace Store;

/// `GET /admin/v1/changes`: what its stream says, and the route over real connections.
class TestChanges final : public StoreTest
{
    Q_OBJECT

private slots:
    void eachCommitIsTold();
    void definitionsAreTold();
    void resumesAfterTheLastId();
    void unknownIdsAreReset_data();
    void unknownIdsAreReset();
    void slowReadersAreReset();
    void largeCommitsAreCounted();
    void routeStreamsAndResumes();
    void fullKeysAreNeeded();
    void streamsEndWithTheServer();

private:
    using Stream = std::unique_ptr<Api::ChangeStream>;

    Stream open(const QByteArray &lastId = {})
    {
        m_sent.clear();
        return std::make_unique<Api::ChangeStream>(*m_database, lastId,
                                                   [this](const QByteArray &piece) {
                                                       if (m_isFull)
                                                           return false;
                                                       m_sent.append(piece);
                                                       return true;
                                                   });
    }
    void add(const QByteArrayList &ids)
    {
        QVERIFY(change<Done>([&](Transaction &transaction) -> Result<Done> {
            std::vector<Model::Document> documents;
            for (const QByteArray &id : ids)
                documents.push_back({id, "{}", "t", "t", "a", "a", 0, {}});
            return transaction.insert(*m_database->catalog()->find("c"), documents);
        }));
    }
    /// The lines `name` of what was sent until now, without what they begin with.
    QByteArrayList sent(const QByteArray &name)
    {
        QCoreApplication::processEvents();
        return linesOf(m_sent, name);
    }
    /// Where there may be several servers, an id has more behind its number.
    static quint64 numberOf(const QByteArray &id) { return id.split('-').first().toULongLong(); }
    static QByteArrayList linesOf(const QByteArray &stream, const QByteArray &name)
    {
        QByteArrayList found;
        for (const QByteArray &line : stream.split('\n')) {
            if (line.startsWith(name + ": "))
                found.append(line.sliced(name.size() + 2));
        }
        return found;
    }
    /// The data of an event that tells of new documents in `c`.
    static QByteArray inserted(const QByteArrayList &ids)
    {
        QByteArrayList documents;
        for (const QByteArray &id : ids)
            documents.append(R"({"_id":")" + id + R"(","_version":0,"kind":"insert"})");
        return R"({"collections":[{"name":"c","insert":)" + QByteArray::number(ids.size())
            + R"(,"update":0,"remove":0,"documents":[)" + documents.join(',') + "]}]}";
    }
    static QNetworkReply *listen(QNetworkAccessManager &manager, EmbeddedServer &server,
                                 const QByteArray &lastId = {})
    {
        QNetworkRequest request(QUrl(server.url() + QStringLiteral("/admin/v1/changes")));
        request.setRawHeader("x-apikey", server.key());
        if (!lastId.isEmpty())
            request.setRawHeader("last-event-id", lastId);
        return manager.get(request);
    }

    QByteArray m_sent;
    bool m_isFull = false; ///< The client does not keep up.
};

void TestChanges::eachCommitIsTold()
{
    add({"0"});
    const Stream stream = open();
    QVERIFY(m_sent.startsWith("retry: 2000\n\nid: "));
    add({"1", "2"});
    QVERIFY(change<Done>([&](Transaction &transaction) -> Result<Done> {
        const auto changes = Json::Document::parse(R"({"a":1})");
        const Collection *collection = m_database->catalog()->find("c");
        const auto updated = transaction.update(*collection, "1", changes->root(), {});
        const auto removed = transaction.remove(*collection, {"2"});
        return updated && removed ? Result<Done>(Done()) : failure(updated);
    }));
    QCOMPARE(sent("data"),
             (QByteArrayList{inserted({"1", "2"}),
                             R"({"collections":[{"name":"c","insert":0,"update":1,"remove":1,)"
                             R"("documents":[{"_id":"1","_version":1,"kind":"update"},)"
                             R"({"_id":"2","kind":"remove"}]}]})"}));
    const QByteArrayList ids = sent("id");
    QCOMPARE(ids.size(), 3); // that of the beginning among them
    QVERIFY(numberOf(ids[0]) < numberOf(ids[1]));
    QVERIFY(numberOf(ids[1]) < numberOf(ids[2]));
}

void TestChanges::definitionsAreTold()
{
    const Stream stream = open();
    QVERIFY(change<Done>(
        [](Transaction &transaction) { return transaction.saveCollection("d", "{}"); }));
    QVERIFY(change<Done>(
        [](Transaction &transaction) { return transaction.renameCollection("d", "e"); }));
    QVERIFY(change<Done>([](Transaction &transaction) { return transaction.saveSettings("{}"); }));
    QCOMPARE(
        sent("data"),
        (QByteArrayList{R"({"definitions":[{"subject":"collection","kind":"create","name":"d"}]})",
                        R"({"definitions":[{"subject":"collection","kind":"rename","name":"e",)"
                        R"("before":"d"}]})",
                        R"({"definitions":[{"subject":"settings","kind":"change"}]})"}));
}

void TestChanges::resumesAfterTheLastId()
{
    QByteArray last;
    {
        const Stream stream = open();
        add({"1"});
        last = sent("id").last();
    }
    add({"2"});
    add({"3"});
    Stream stream = open(last);
    add({"4"});
    QCOMPARE(sent("data"), (QByteArrayList{inserted({"2"}), inserted({"3"}), inserted({"4"})}));
    QVERIFY(sent("event").isEmpty());
    // One who has seen nothing so far goes on from the number of the beginning.
    stream = open();
    const QByteArray begin = sent("id").last();
    stream.reset();
    add({"5"});
    stream = open(begin);
    QCOMPARE(sent("data"), QByteArrayList{inserted({"5"})});
}

void TestChanges::unknownIdsAreReset_data()
{
    QTest::addColumn<QByteArray>("id");
    QTest::newRow("earlier start") << QByteArray("1700000000000000");
    QTest::newRow("later than all") << QByteArray("9000000000000000");
    QTest::newRow("no number") << QByteArray("5c18b5ff7b57fd5300020358");
    QTest::newRow("negative") << QByteArray("-1");
}

void TestChanges::unknownIdsAreReset()
{
    QFETCH(QByteArray, id);
    add({"1"});
    const Stream stream = open(id);
    QCOMPARE(sent("event"), QByteArrayList{"reset"});
    QCOMPARE(sent("data"), QByteArrayList{"{}"});
    QCOMPARE(numberOf(sent("id").last()), m_database->recentCommits().last());
    add({"2"});
    QCOMPARE(sent("data").last(), inserted({"2"}));
}

void TestChanges::slowReadersAreReset()
{
    const Stream stream = open();
    m_isFull = true;
    add({"1"});
    add({"2"});
    QVERIFY(sent("data").isEmpty());
    m_isFull = false;
    add({"3"});
    // Nothing is left out silently: the client reads anew what it shows, and then goes on.
    QCOMPARE(sent("event"), QByteArrayList{"reset"});
    add({"4"});
    QCOMPARE(sent("data"), (QByteArrayList{"{}", inserted({"4"})}));
}

void TestChanges::largeCommitsAreCounted()
{
    const Stream stream = open();
    QByteArrayList ids;
    for (int i = 0; i < 20'000; ++i)
        ids.append(QByteArray::number(i));
    add(ids);
    QCOMPARE(
        sent("data"),
        QByteArrayList{R"({"collections":[{"name":"c","insert":20000,"update":0,"remove":0}]})"});
}

// ---- the route

void TestChanges::routeStreamsAndResumes()
{
    EmbeddedServer server;
    QVERIFY(server.start());
    QVERIFY(server.define("people"));
    QNetworkAccessManager manager;
    QNetworkReply *reply = listen(manager, server);
    QByteArray events;
    connect(reply, &QNetworkReply::readyRead, this, [&] { events.append(reply->readAll()); });
    QTRY_VERIFY(linesOf(events, "id").size() == 1);
    QCOMPARE(reply->header(QNetworkRequest::ContentTypeHeader).toByteArray(),
             QByteArray("text/event-stream; charset=utf-8"));
    QCOMPARE(server.client().post("/rest/people", "{}").status, 201);
    QTRY_COMPARE(linesOf(events, "data").size(), 1);
    QVERIFY(linesOf(events, "data")
                .first()
                .startsWith(R"({"collections":[{"name":"people","insert":1,)"));
    reply->abort();
    QCOMPARE(server.client().post("/rest/people", "[{},{}]").status, 201);
    QNetworkReply *again = listen(manager, server, linesOf(events, "id").last());
    QByteArray resumed;
    connect(again, &QNetworkReply::readyRead, this, [&] { resumed.append(again->readAll()); });
    QTRY_COMPARE(linesOf(resumed, "data").size(), 1);
    QVERIFY(linesOf(resumed, "data").first().contains(R"("insert":2,)"));
    // Watching is not recorded, however long it goes on.
    QCOMPARE(server.client().get("/admin/v1/inspector?path=/admin/v1/changes").body,
             QByteArray("[]"));
    again->abort();
}

void TestChanges::fullKeysAreNeeded()
{
    EmbeddedServer server;
    QVERIFY(server.start());
    QCOMPARE(server.clientWith("nobody").get("/admin/v1/changes").status, 401);
    const auto web = server.client().post("/admin/v1/keys", R"({"kind":"web"})");
    QCOMPARE(server.clientWith(web.member("key")).get("/admin/v1/changes").status, 403);
}

void TestChanges::streamsEndWithTheServer()
{
    auto server = std::make_unique<EmbeddedServer>();
    QVERIFY(server->start());
    QNetworkAccessManager manager;
    const QNetworkReply *reply = listen(manager, *server);
    QTRY_VERIFY(reply->bytesAvailable() > 0);
    QElapsedTimer timer;
    timer.start();
    server.reset();
    QVERIFY(timer.elapsed() < 5000);
    QTRY_VERIFY(reply->isFinished());
}

QTEST_GUILESS_MAIN(TestChanges)
#include "tst_changes.moc"
