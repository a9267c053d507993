// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/database.h"
#include "tests/support/cluster.h"
#include "tests/support/embeddedserver.h"

#include <QNetworkReply>
#include <QProcess>
#include <QScopeGuard>
#include <QTest>

namespace {

/// The id of the document with this number.
QByteArray idOf(int number)
{
    return QByteArray::number(number).rightJustified(24, '0');
}

} // namespace

/// Reads over PostgreSQL, by which no thread of the server waits.
class TestQuickReads final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void readsThatComeTogetherGetTheirOwnAnswers();
    void whatIsAnsweredAsStoredIsRead();
    void manyKindsOfQueriesAreAnswered();
    void lockedTableHoldsUpNoOther();
    void brokenConnectionLosesNoRead();
    void frozenDatabaseHoldsUpNothingElse();

private:
    using Reply = HttpClient::Reply;
    HttpClient &client() { return m_server->client(); }
    /// Sends all requests before it takes an answer.
    QList<Reply> getAll(const QByteArrayList &paths);
    static Cluster &cluster() { return *Cluster::ofProgram(); }

    std::unique_ptr<EmbeddedServer> m_server;
};

void TestQuickReads::initTestCase()
{
    if (!Cluster::isInstalled())
        QSKIP("PostgreSQL is not installed.");
    qputenv("HOOKDESK_TEST_STORE", "postgres");
    QVERIFY(Cluster::ofProgram());
}

void TestQuickReads::init()
{
    m_server = std::make_unique<EmbeddedServer>();
    QVERIFY(m_server->start());
    QVERIFY(m_server->define("c", R"({"indexes":[{"fields":["n"]}]})"));
    QVERIFY(m_server->define("d"));
    QByteArray documents = "[";
    for (int i = 0; i < 100; ++i) {
        const QByteArray number = QByteArray::number(i);
        documents.append((i > 0 ? "," : "")
                         + ("{\"_id\":\"" + idOf(i) + "\",\"n\":" + number + '}'));
    }
    const Reply stored = client().post("/rest/c", documents + ']');
    QVERIFY2(stored.status == 201, stored.body.constData());
    QCOMPARE(client().post("/rest/d", "{\"_id\":\"" + idOf(0) + "\"}").status, 201);
}

QList<HttpClient::Reply> TestQuickReads::getAll(const QByteArrayList &paths)
{
    QList<QNetworkReply *> begun;
    for (const QByteArray &path : paths)
        begun.append(client().begin("GET", path));
    QList<Reply> replies;
    for (QNetworkReply *each : std::as_const(begun))
        replies.append(HttpClient::finish(each));
    return replies;
}

void TestQuickReads::readsThatComeTogetherGetTheirOwnAnswers()
{
    QByteArrayList paths;
    for (int i = 0; i < 100; ++i) {
        const QByteArray number = QByteArray::number(i);
        paths.append("/rest/c/" + idOf(i));
        paths.append("/rest/c?q={\"n\":" + number + "}&h={\"$fields\":{\"n\":1}}");
        paths.append("/rest/c/" + idOf(1000 + i));
        paths.append("/rest/c?q={\"n\":{\"$gte\":" + number + "}}&count=true&totals=true");
    }
    const QList<Reply> replies = getAll(paths);
    for (int i = 0; i < 100; ++i) {
        const Reply &one = replies[4 * i];
        QCOMPARE(one.status, 200);
        QCOMPARE(one.member("n"), QByteArray::number(i));
        const Reply &list = replies[4 * i + 1];
        QCOMPARE(list.status, 200);
        QCOMPARE(list.json().root().items().size(), 1);
        QCOMPARE(list.json().root().items().front().value("n").toInteger(), i);
        QCOMPARE(replies[4 * i + 2].status, 404);
        const Reply &counted = replies[4 * i + 3];
        QCOMPARE(counted.json().root().value("totals").value("total").toInteger(), 100 - i);
    }
}

void TestQuickReads::whatIsAnsweredAsStoredIsRead()
{
    for (int i = 0; i < 100; ++i) {
        const QByteArray number = QByteArray::number(i);
        const Reply stored = client().put("/rest/c/" + idOf(1), "{\"n\":" + number + "}");
        QCOMPARE(stored.status, 200);
        const auto replies =
            getAll({"/rest/c/" + idOf(1), "/rest/c?q={\"_id\":\"" + idOf(1) + "\"}"});
        QCOMPARE(replies[0].member("n"), number);
        QCOMPARE(replies[1].json().root().items().front().value("n").toInteger(), i);
    }
}

/// More than a connection keeps prepared.
void TestQuickReads::manyKindsOfQueriesAreAnswered()
{
    for (int kind = 0; kind < 600; ++kind) {
        QByteArrayList parts;
        for (int bit = 0; bit < 10; ++bit)
            parts.append(kind >> bit & 1 ? R"({"n":{"$gte":50}})" : R"({"n":{"$lt":90}})");
        const Reply found = client().get("/rest/c?max=1000&q={\"$and\":[" + parts.join(',') + "]}");
        QCOMPARE(found.status, 200);
        QCOMPARE(found.json().root().items().size(), kind == 0 ? 90 : 40);
    }
}

void TestQuickReads::lockedTableHoldsUpNoOther()
{
    const QString schema = m_server->server().database().name();
    const QByteArray table = cluster().query(
        QStringLiteral("SELECT '%1.c_' || number FROM %1.collections WHERE name = 'c'")
            .arg(schema));
    const auto sleeping = QStringLiteral("SELECT %1 FROM pg_stat_activity WHERE"
                                         " application_name = 'psql' AND wait_event = 'PgSleep'");
    QProcess psql;
    psql.start(QStringLiteral("psql"),
               {"-h", cluster().folder(), "-U", "hookdesk", "-d", "postgres", "-c",
                "BEGIN; LOCK TABLE " + QString::fromUtf8(table) + "; SELECT pg_sleep(60)"});
    QTRY_VERIFY(!cluster().query(sleeping.arg(QStringLiteral("1"))).isEmpty());
    QList<QNetworkReply *> held;
    QList<QNetworkReply *> free;
    // The client has six connections.
    for (const QByteArray &path :
         {"/rest/c/" + idOf(1), QByteArray("/rest/c?q={\"n\":1}"), "/rest/c/" + idOf(2)})
        held.append(client().begin("GET", path));
    for (int i = 0; i < 30; ++i)
        free.append(client().begin("GET", "/rest/d/" + idOf(0)));
    for (QNetworkReply *each : std::as_const(free))
        QCOMPARE(HttpClient::finish(each).status, 200);
    for (QNetworkReply *each : std::as_const(held))
        QVERIFY(!each->isFinished());
    cluster().query(sleeping.arg(QStringLiteral("pg_cancel_backend(pid)")));
    for (QNetworkReply *each : std::as_const(held))
        QCOMPARE(HttpClient::finish(each).status, 200);
    QTRY_COMPARE(psql.state(), QProcess::NotRunning);
}

void TestQuickReads::brokenConnectionLosesNoRead()
{
    QCOMPARE(client().get("/rest/c/" + idOf(1)).status, 200);
    for (int round = 0; round < 5; ++round) {
        QList<QNetworkReply *> begun;
        for (int i = 0; i < 50; ++i)
            begun.append(client().begin("GET", "/rest/c/" + idOf(i)));
        cluster().query(QStringLiteral("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                                       " WHERE application_name LIKE 'hookdesk%'"));
        for (int i = 0; i < 50; ++i) {
            const Reply reply = HttpClient::finish(begun[i]);
            QCOMPARE(reply.status, 200);
            QCOMPARE(reply.member("n"), QByteArray::number(i));
        }
    }
}

void TestQuickReads::frozenDatabaseHoldsUpNothingElse()
{
    QCOMPARE(client().get("/rest/c/" + idOf(1)).status, 200);
    cluster().freeze();
    const auto thaw = qScopeGuard([] { cluster().thaw(); });
    QList<QNetworkReply *> held;
    for (int i = 0; i < 3; ++i)
        held.append(client().begin("GET", "/rest/c/" + idOf(1)));
    for (int i = 0; i < 20; ++i)
        QCOMPARE(client().get("/healthz").status, 200);
    for (QNetworkReply *each : std::as_const(held))
        QVERIFY(!each->isFinished());
    // It is not waited for without an end.
    for (QNetworkReply *each : std::as_const(held)) {
        const Reply refused = HttpClient::finish(each);
        QCOMPARE(refused.status, 503);
        QCOMPARE(refused.header("Retry-After"), QByteArray("2"));
    }
    cluster().thaw();
    // The server answers again once it has said to the others that it lives.
    QTRY_COMPARE_WITH_TIMEOUT(client().get("/rest/c/" + idOf(1)).status, 200, 10'000);
}

QTEST_GUILESS_MAIN(TestQuickReads)
#include "tst_quickreads.moc"
