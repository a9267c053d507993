// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/storetest.h"
#include "tests/support/embeddedserver.h"

#include "server/core/task.h"
#include "server/request/call.h"
#include "server/request/slowlists.h"

#include <QTcpSocket>
#include <QTest>
#include <QThread>
#include <QUrl>

using namespace Store;

/// Reads that are awaited: what is quick, what is not, and what takes too long.
class TestReads final : public StoreTest
{
    Q_OBJECT

private slots:
    void aQuickReadIsDoneAtOnce();
    void aSlowReadGoesOnElsewhere();
    void slowReadsAreAnsweredEachWithItsOwn();
    void errorsComeFromEitherThread();
    void longWorkIsDoneElsewhereAtOnce();
    void pagesAndLargeBodiesTakeLong();
    void slowListsAreNotTriedAgainForAWhile();
    void aReadThatTakesTooLongEnds();
    void aReadEndsWhenTheDatabaseStops();
    void whoWaitsIsAnsweredBeforeTheEnd();
    void askersTakeTurns();
    void aReadEndsWhenItsAskerHasLeft();
    void aSlowQueryHoldsUpNobody();
    void theSettingEndsAQuery();

private:
    /// Counts the documents that match @p q, and says where.
    struct Counted
    {
        qint64 count = 0;
        QThread *thread = nullptr;
    };
    Task<Result<Counted>> count(QByteArray q, int milliseconds = 0, Asker asker = {})
    {
        const Snapshot catalog = m_database->catalog();
        auto counted =
            co_await readOver(*m_reader, &m_database->reads(), this, asker, [&](Reader &reader) {
                return countIn(reader, *catalog, q, milliseconds);
            });
        co_return counted;
    }
    static bool isHere()
    {
        return QThread::currentThread() == QCoreApplication::instance()->thread();
    }
    /// Takes ten times as long in another thread, so that reads wait there.
    static Result<Counted> countIn(Reader &reader, const Catalog &catalog, const QByteArray &q,
                                   int milliseconds)
    {
        QTest::qSleep(isHere() ? milliseconds : 10 * milliseconds);
        const auto query = Model::Query::parse(q, {});
        if (!query)
            return failure(query);
        const auto count = reader.count(*catalog.find("c"), *query);
        if (!count)
            return failure(count);
        return Counted{*count, QThread::currentThread()};
    }
    /// Starts @p task; its result is at @p result once it is there.
    static void begin(Task<Result<Counted>> task, std::optional<Result<Counted>> &result)
    {
        start<Result<Counted>>(std::move(task), [&result](Result<Counted> counted) {
            result.emplace(std::move(counted));
        });
    }
    /// Stores @p count documents with `n` from 0.
    void fill(int count)
    {
        std::vector<Model::Document> documents;
        for (int n = 0; n < count; ++n) {
            const QByteArray id = QByteArray::number(n);
            documents.push_back(
                {id, "{\"_id\":\"" + id + "\",\"n\":" + id + '}', "t", "t", "a", "a", 0, {}});
        }
        QVERIFY(change<Done>([&](Transaction &transaction) {
            return transaction.insert(*m_database->catalog()->find("c"), documents);
        }));
    }
    /// Matches no text of `big`, and tries each in thousands of ways: a scan takes half a second.
    static QByteArray slowQuery()
    {
        const QByteArrayList each(20, R"({"text":{"$regex":"[a-z ]*[a-z ]*[a-z ]*x$"}})");
        return "q=" + ("{\"$or\":[" + each.join(',') + "]}").toPercentEncoding();
    }
    /// A server with a collection `big` whose scan is not quick.
    static bool startWithMany(EmbeddedServer &server)
    {
        QByteArrayList documents;
        for (int n = 0; n < 20000; ++n)
            documents.append("{\"n\":" + QByteArray::number(n)
                             + ",\"text\":\"some words with an x in them\"}");
        return server.start() && server.define("big")
            && server.client().post("/rest/big", '[' + documents.join(',') + ']').status == 201;
    }
    /// A connection that has sent a GET of @p path, and is closed after the answer.
    static std::unique_ptr<QTcpSocket> ask(const EmbeddedServer &server, const QByteArray &path)
    {
        auto socket = std::make_unique<QTcpSocket>();
        const QUrl url(server.url());
        socket->connectToHost(url.host(), quint16(url.port()));
        socket->waitForConnected();
        socket->write("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nx-apikey: "
                      + server.key() + "\r\n\r\n");
        socket->waitForBytesWritten();
        return socket;
    }
    void setQueryTime(int milliseconds)
    {
        const QByteArray json =
            "{\"limits\":{\"queryTime\":" + QByteArray::number(milliseconds) + "}}";
        QVERIFY(
            change<Done>([&](Transaction &transaction) { return transaction.saveSettings(json); }));
    }
};

/// More than QuickRead: the first look after it ends the read.
constexpr int Slow = 4;
constexpr int Documents = 3000;

void TestReads::aQuickReadIsDoneAtOnce()
{
    fill(1);
    std::optional<Result<Counted>> result;
    begin(count("{\"_id\":\"0\"}"), result);
    QVERIFY(result && *result);
    QCOMPARE((*result)->count, 1);
    QCOMPARE((*result)->thread, QThread::currentThread());
}

void TestReads::aSlowReadGoesOnElsewhere()
{
    fill(Documents);
    std::optional<Result<Counted>> result;
    begin(count("{\"n\":{\"$gte\":1000}}", Slow), result);
    QVERIFY(!result);
    QVERIFY(QTest::qWaitFor([&] { return result.has_value(); }));
    QVERIFY(*result);
    QCOMPARE((*result)->count, Documents - 1000);
    QVERIFY((*result)->thread != QThread::currentThread());
    // The reader of this thread goes on without a limit.
    const auto here = countIn(*m_reader, *m_database->catalog(), "{\"n\":{\"$gte\":0}}", Slow);
    QVERIFY(here);
    QCOMPARE(here->count, Documents);
}

void TestReads::slowReadsAreAnsweredEachWithItsOwn()
{
    fill(Documents);
    std::vector<std::optional<Result<Counted>>> results(20);
    for (size_t i = 0; i < results.size(); ++i)
        begin(count("{\"n\":{\"$lt\":" + QByteArray::number(qsizetype(i)) + "}}", Slow),
              results[i]);
    QVERIFY(QTest::qWaitFor([&] {
        return std::all_of(results.begin(), results.end(),
                           [](const auto &each) { return each.has_value(); });
    }));
    for (size_t i = 0; i < results.size(); ++i) {
        QVERIFY(*results[i]);
        QCOMPARE((*results[i])->count, qint64(i));
    }
}

void TestReads::errorsComeFromEitherThread()
{
    fill(Documents);
    std::optional<Result<Counted>> quick;
    begin(count("{\"n\":{\"$nonsense\":1}}"), quick);
    QVERIFY(quick && !*quick);
    QCOMPARE(quick->error().kind, Error::Kind::BadInput);
    const auto task = [this]() -> Task<Result<Counted>> {
        const Asker asker;
        auto failed = co_await readOver(
            *m_reader, &m_database->reads(), this, asker,
            [this](Reader &reader) -> Result<Counted> {
                const auto counted =
                    countIn(reader, *m_database->catalog(), "{\"n\":{\"$gte\":0}}", Slow);
                if (!counted)
                    return failure(counted);
                return failure(Error::Kind::Conflict, QStringLiteral("found too many"));
            });
        co_return failed;
    };
    std::optional<Result<Counted>> slow;
    begin(task(), slow);
    QVERIFY(QTest::qWaitFor([&] { return slow.has_value(); }));
    QVERIFY(!*slow);
    QCOMPARE(slow->error().kind, Error::Kind::Conflict);
}

/// Such as to parse a large body: it is not tried here first.
void TestReads::longWorkIsDoneElsewhereAtOnce()
{
    int times = 0;
    const auto task = [&]() -> Task<Result<Counted>> {
        const Asker asker;
        auto counted = co_await readOver(
            *m_reader, &m_database->reads(), this, asker,
            [&](Reader &reader) -> Result<Counted> {
                ++times;
                return countIn(reader, *m_database->catalog(), "{}", 0);
            },
            Pace::Long);
        co_return counted;
    };
    std::optional<Result<Counted>> done;
    begin(task(), done);
    QVERIFY(!done);
    QVERIFY(QTest::qWaitFor([&] { return done.has_value(); }));
    QVERIFY(*done && (**done).thread != QThread::currentThread());
    QCOMPARE(times, 1);
}

void TestReads::pagesAndLargeBodiesTakeLong()
{
    Call call;
    call.request.query = "max=20";
    QCOMPARE(call.pace(), Pace::Quick);
    call.request.body = QByteArray(64 * 1024, ' ');
    QCOMPARE(call.pace(), Pace::Quick);
    call.request.body.append(' ');
    QCOMPARE(call.pace(), Pace::Long);
    Call page;
    page.request.query = "max=20&format=html";
    QCOMPARE(page.pace(), Pace::Long);
    Call named;
    named.path.format = "html"; // /rest/people.html
    QCOMPARE(named.pace(), Pace::Long);
}

void TestReads::slowListsAreNotTriedAgainForAWhile()
{
    using namespace std::chrono_literals;
    SlowLists lists;
    SlowLists::Time::time_point now;
    const auto callOf = [](const QByteArray &asker, const QByteArray &path, const QByteArray &q) {
        Call call;
        call.asker.id = asker;
        call.request.path = path;
        call.request.query = q;
        return call;
    };
    const Call call = callOf("a", "/rest/c", "q=1");
    QCOMPARE(lists.paceOf(call, now), Pace::Quick);
    lists.note(call, now - 1999us, now);
    QCOMPARE(lists.paceOf(call, now), Pace::Quick);
    lists.note(call, now - 2ms, now);
    QCOMPARE(lists.paceOf(call, now + 249ms), Pace::Long);
    // Nobody else waits for it, and no other list.
    QCOMPARE(lists.paceOf(callOf("a", "/rest/c", "q=2"), now), Pace::Quick);
    QCOMPARE(lists.paceOf(callOf("a", "/rest/other", "q=1"), now), Pace::Quick);
    QCOMPARE(lists.paceOf(callOf("b", "/rest/c", "q=1"), now), Pace::Quick);
    QCOMPARE(lists.paceOf(call, now + 250ms), Pace::Quick);
    QCOMPARE(lists.paceOf(call, now), Pace::Quick); // forgotten
    lists.note(callOf("a", "/rest/c", QByteArray(2001, 'q')), now - 3ms, now);
    QCOMPARE(lists.paceOf(callOf("a", "/rest/c", QByteArray(2001, 'q')), now), Pace::Quick);
    // However many there are: it keeps some of them.
    for (int i = 0; i < 5000; ++i)
        lists.note(callOf(QByteArray::number(i), "/rest/c", {}), now - 3ms, now);
    QCOMPARE(lists.paceOf(callOf("4999", "/rest/c", {}), now), Pace::Long);
    QCOMPARE(lists.paceOf(callOf("0", "/rest/c", {}), now), Pace::Quick);
}

void TestReads::aReadThatTakesTooLongEnds()
{
    fill(Documents);
    setQueryTime(10);
    std::optional<Result<Counted>> result;
    begin(count("{\"n\":{\"$gte\":0}}", Slow), result);
    QVERIFY(QTest::qWaitFor([&] { return result.has_value(); }));
    QVERIFY(!*result);
    QCOMPARE(result->error().kind, Error::Kind::QueryTimeout);
    QVERIFY(result->error().message.contains("limits.queryTime"));
    // The next one begins with all its time.
    setQueryTime(10000);
    std::optional<Result<Counted>> next;
    begin(count("{\"n\":{\"$gte\":0}}", Slow), next);
    QVERIFY(QTest::qWaitFor([&] { return next.has_value(); }));
    QVERIFY(*next);
}

void TestReads::aReadEndsWhenTheDatabaseStops()
{
    fill(Documents);
    std::optional<Result<Counted>> result;
    begin(count("{\"n\":{\"$gte\":0}}", Slow), result);
    m_database->interrupt();
    QVERIFY(QTest::qWaitFor([&] { return result.has_value(); }));
    QVERIFY(!*result);
    QCOMPARE(result->error().kind, Error::Kind::Unavailable);
}

void TestReads::whoWaitsIsAnsweredBeforeTheEnd()
{
    fill(Documents);
    std::vector<std::optional<Result<Counted>>> results(20);
    for (auto &result : results)
        begin(count("{\"n\":{\"$gte\":0}}", Slow), result);
    m_reader.reset();
    m_database.reset();
    QVERIFY(QTest::qWaitFor([&] {
        return std::all_of(results.begin(), results.end(),
                           [](const auto &each) { return each.has_value(); });
    }));
}

void TestReads::askersTakeTurns()
{
    fill(Documents);
    QByteArrayList order;
    const auto begin = [&](const char *id) {
        start<Result<Counted>>(count("{\"n\":{\"$gte\":0}}", Slow, Asker{id}),
                               [&order, id](const Result<Counted> &counted) {
                                   order.append(counted ? id : "failed");
                               });
    };
    constexpr int Many = 30;
    for (int i = 0; i < Many; ++i)
        begin("many");
    begin("one");
    QVERIFY(QTest::qWaitFor([&] { return order.size() == Many + 1; }, 60000));
    QVERIFY(!order.contains("failed"));
    // In the order of coming it would be the last one; some are done before it has come.
    QVERIFY2(order.indexOf("one") < Many - 5, order.join(' ').constData());
}

void TestReads::aReadEndsWhenItsAskerHasLeft()
{
    fill(Documents);
    const auto gone = std::make_shared<std::atomic<bool>>(true);
    std::optional<Result<Counted>> result;
    begin(count("{\"n\":{\"$gte\":0}}", Slow, Asker{"a", gone}), result);
    QVERIFY(QTest::qWaitFor([&] { return result.has_value(); }));
    QVERIFY(!*result);
    // The thread that read goes on for others.
    std::optional<Result<Counted>> next;
    begin(count("{\"n\":{\"$gte\":0}}", Slow, Asker{"b", {}}), next);
    QVERIFY(QTest::qWaitFor([&] { return next.has_value(); }));
    QVERIFY(*next);
}

void TestReads::aSlowQueryHoldsUpNobody()
{
    EmbeddedServer server;
    QVERIFY(startWithMany(server));
    QByteArrayList order;
    std::vector<std::unique_ptr<QTcpSocket>> sockets;
    const auto send = [&](const char *name, const QByteArray &path) {
        sockets.push_back(ask(server, path));
        connect(sockets.back().get(), &QTcpSocket::disconnected, this,
                [&order, name] { order.append(name); });
    };
    // More scans than there are threads that serve clients.
    const int count = QThread::idealThreadCount() * 2;
    for (int i = 0; i < count; ++i)
        send("scan", "/rest/big?totals=true&count=true&" + slowQuery());
    for (int i = 0; i < count; ++i)
        send("quick", "/rest/big?max=1");
    QVERIFY(QTest::qWaitFor([&] { return order.size() == 2 * count; }, 60000));
    for (int i = 0; i < 2 * count; ++i) {
        const QByteArray answer = sockets[size_t(i)]->readAll();
        QVERIFY2(answer.startsWith("HTTP/1.1 200"), answer.constData());
        QVERIFY2(i >= count || answer.contains("\"total\":0"), answer.constData());
    }
    QVERIFY2(order.lastIndexOf("quick") < order.lastIndexOf("scan"), order.join(' ').constData());
}

void TestReads::theSettingEndsAQuery()
{
    EmbeddedServer server;
    QVERIFY(startWithMany(server));
    QCOMPARE(server.client()
                 .send("PATCH", "/admin/v1/settings", R"({"limits":{"queryTime":10}})")
                 .status,
             200);
    const auto reply = server.client().get("/rest/big?" + slowQuery());
    QCOMPARE(reply.status, 503);
    QCOMPARE(reply.member("name"), QByteArray("QueryTimeout"));
    QCOMPARE(server.client().get("/rest/big?max=1").status, 200);
}

QTEST_MAIN(TestReads)
#include "tst_reads.moc"
