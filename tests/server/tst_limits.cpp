// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/clientaddress.h"
#include "server/auth/ratelimiter.h"
#include "tests/support/embeddedserver.h"

#include <QTcpSocket>
#include <QTest>
#include <QUrl>

using namespace std::chrono_literals;

/// What a client may do: how often, how much, and which client it is.
class TestLimits : public QObject
{
    Q_OBJECT

private slots:
    void clientIsTheLastThatIsNoProxy_data();
    void clientIsTheLastThatIsNoProxy();
    void oneClientDoesNotLockOutTheOthers();
    void aKeyHasTenTimesAsMuch();
    void bucketsAreForgotten();
    void aVisitorBehindAProxyIsCountedAlone();
    void bodyLimitHoldsFromTheNextRequest();
    void timeLimitHoldsFromTheNextRequest();
};

void TestLimits::clientIsTheLastThatIsNoProxy_data()
{
    QTest::addColumn<QByteArray>("peer");
    QTest::addColumn<QByteArrayList>("forwarded");
    QTest::addColumn<QByteArray>("client");
    const auto row = [](const char *name, const char *peer, const QByteArrayList &forwarded,
                        const char *client) {
        QTest::newRow(name) << QByteArray(peer) << forwarded << QByteArray(client);
    };
    // The proxies are 127.0.0.1, 10.0.0.0/8 and ::1.
    row("no proxy", "192.0.2.7", {}, "192.0.2.7");
    row("no proxy that claims to be one", "192.0.2.7", {"198.51.100.1"}, "192.0.2.7");
    row("behind one", "127.0.0.1", {"198.51.100.1"}, "198.51.100.1");
    row("behind two", "127.0.0.1", {"198.51.100.1, 10.1.1.1"}, "198.51.100.1");
    row("what the client wrote itself", "127.0.0.1", {"203.0.113.9, 198.51.100.1"}, "198.51.100.1");
    row("a claim to be a proxy", "127.0.0.1", {"203.0.113.9, 10.9.9.9, 198.51.100.1"},
        "198.51.100.1");
    row("two headers", "127.0.0.1", {"203.0.113.9", "198.51.100.1"}, "198.51.100.1");
    row("a port", "127.0.0.1", {"198.51.100.1:4711"}, "198.51.100.1");
    row("IPv6 with a port", "::1", {"[2001:db8::1]:4711"}, "2001:db8::1");
    row("IPv4 as IPv6", "::ffff:127.0.0.1", {"::ffff:198.51.100.1"}, "198.51.100.1");
    row("unknown", "127.0.0.1", {"198.51.100.1, unknown"}, "127.0.0.1");
    row("empty", "127.0.0.1", {""}, "127.0.0.1");
    row("all are proxies", "127.0.0.1", {"10.0.0.1, 10.0.0.2"}, "10.0.0.1");
    row("not over the network", "", {"198.51.100.1"}, "");
}

void TestLimits::clientIsTheLastThatIsNoProxy()
{
    QFETCH(QByteArray, peer);
    QFETCH(QByteArrayList, forwarded);
    QFETCH(QByteArray, client);
    const auto proxies = AddressList::parse({"127.0.0.1", "10.0.0.0/8", "::1"});
    QVERIFY(proxies);
    Http::Request request;
    request.peer = peer;
    for (const QByteArray &each : forwarded)
        request.headers.append(Http::Header("x-forwarded-for", each));
    QCOMPARE(Http::clientAddress(request, *proxies), client);
    // Without the setting nobody is believed.
    QCOMPARE(Http::clientAddress(request, AddressList()), peer);
}

void TestLimits::oneClientDoesNotLockOutTheOthers()
{
    Auth::RateLimiter limiter;
    const auto now = Auth::RateLimiter::Clock::now();
    for (int i = 0; i < 2; ++i)
        QVERIFY(limiter.take("key", "a", 2, now));
    for (int i = 0; i < 1000; ++i) {
        const auto refused = limiter.take("key", "a", 2, now);
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, Error::Kind::TooManyRequests);
        QCOMPARE(refused.error().retryAfter, 1);
    }
    QVERIFY(limiter.take("key", "b", 2, now)); // what was refused counts for nobody
    QVERIFY(limiter.take("another", "a", 2, now));
    QVERIFY(limiter.take("key", "a", 2, now + 500ms));
    QVERIFY(!limiter.take("key", "a", 2, now + 500ms));
}

void TestLimits::aKeyHasTenTimesAsMuch()
{
    Auth::RateLimiter limiter;
    const auto now = Auth::RateLimiter::Clock::now();
    for (int i = 0; i < 30; ++i)
        QVERIFY(limiter.take("key", "client " + QByteArray::number(i / 3), 3, now));
    const auto refused = limiter.take("key", "new", 3, now);
    QVERIFY(!refused);
    QVERIFY(refused.error().message.contains(QLatin1String("30")));
    QVERIFY(limiter.take("key", "new", 3, now + 40ms));
}

void TestLimits::bucketsAreForgotten()
{
    Auth::RateLimiter limiter;
    const auto now = Auth::RateLimiter::Clock::now();
    QVERIFY(limiter.take("key", "first", 1, now));
    for (int i = 0; i < 1000; ++i)
        (void)limiter.take("key", QByteArray::number(i), 1, now);
    QVERIFY(limiter.take("key", "first", 1, now + 20s));
    QCOMPARE(limiter.size(), 2);
}

void TestLimits::aVisitorBehindAProxyIsCountedAlone()
{
    EmbeddedServer server;
    QVERIFY(server.start());
    QVERIFY(server.define("c"));
    QCOMPARE(server.client()
                 .put("/admin/v1/settings",
                      R"({"limits":{"requestsPerSecond":1},"proxies":["127.0.0.1","::1"]})")
                 .status,
             200);
    const QByteArray key =
        server.client().post("/admin/v1/keys", R"({"kind":"web"})").member("key");
    const auto statusFor = [&](const QByteArray &visitor) {
        const QUrl url(server.url());
        QTcpSocket socket;
        socket.connectToHost(url.host(), quint16(url.port()));
        socket.write("GET /rest/c HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nx-apikey: "
                     + key + "\r\nX-Forwarded-For: " + visitor + "\r\n\r\n");
        (void)QTest::qWaitFor(
            [&socket] { return socket.state() == QAbstractSocket::UnconnectedState; }, 20000);
        return socket.readAll().split(' ').value(1);
    };
    QCOMPARE(statusFor("198.51.100.1"), QByteArray("200"));
    QCOMPARE(statusFor("198.51.100.2"), QByteArray("200"));
    QCOMPARE(statusFor("203.0.113.5, 198.51.100.3"), QByteArray("200"));
    // What a visitor writes there itself changes nothing: one of three in a row comes too soon.
    QByteArrayList statuses;
    for (const char *claim : {"1.1.1.1", "2.2.2.2", "3.3.3.3"})
        statuses.append(statusFor(QByteArray(claim) + ", 198.51.100.9"));
    QVERIFY(statuses.contains("200"));
}

/// Sends @p request on @p socket and gives the status of the answer.
QByteArray statusOf(QTcpSocket &socket, const QByteArray &request)
{
    socket.write(request);
    QByteArray answer;
    (void)QTest::qWaitFor(
        [&] {
            answer.append(socket.readAll());
            return answer.contains("\r\n\r\n");
        },
        20000);
    return answer.split(' ').value(1);
}

void TestLimits::bodyLimitHoldsFromTheNextRequest()
{
    EmbeddedServer server;
    QVERIFY(server.start());
    QVERIFY(server.define("c"));
    const QUrl url(server.url());
    QTcpSocket socket;
    socket.connectToHost(url.host(), quint16(url.port()));
    const QByteArray body = R"({"text":")" + QByteArray(3000, 'x') + R"("})";
    const QByteArray head = "POST /rest/c HTTP/1.1\r\nHost: localhost\r\nContent-Type: "
                            "application/json\r\nx-apikey: "
        + server.key() + "\r\n";
    const QByteArray post =
        head + "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
    QCOMPARE(statusOf(socket, post), QByteArray("201"));
    QCOMPARE(server.client().put("/admin/v1/settings", R"({"limits":{"body":2000}})").status, 200);
    QCOMPARE(statusOf(socket, post), QByteArray("413"));
    QTcpSocket chunked;
    chunked.connectToHost(url.host(), quint16(url.port()));
    QCOMPARE(statusOf(chunked, head + "Content-Length: 2\r\n\r\n{}"), QByteArray("201"));
    QCOMPARE(server.client().put("/admin/v1/settings", R"({"limits":{"body":5000}})").status, 200);
    QCOMPARE(statusOf(chunked,
                      head + "Transfer-Encoding: chunked\r\n\r\n"
                          + QByteArray::number(body.size(), 16) + "\r\n" + body + "\r\n0\r\n\r\n"),
             QByteArray("201"));
    QCOMPARE(server.client().put("/admin/v1/settings", R"({"limits":{"body":2000}})").status, 200);
    QCOMPARE(statusOf(chunked,
                      head + "Transfer-Encoding: chunked\r\n\r\n"
                          + QByteArray::number(body.size(), 16) + "\r\n" + body + "\r\n0\r\n\r\n"),
             QByteArray("413"));
}

void TestLimits::timeLimitHoldsFromTheNextRequest()
{
    EmbeddedServer server;
    QVERIFY(server.start());
    QVERIFY(server.define("c"));
    QCOMPARE(server.client()
                 .hook("c", "function beforePOST(req, res) { setTimeout(() => res.end(), 400); }")
                 .status,
             200);
    QCOMPARE(server.client().post("/rest/c", "{}").status, 201);
    QCOMPARE(server.client().put("/admin/v1/settings", R"({"codehooks":{"timeout":50}})").status,
             200);
    QCOMPARE(server.client().post("/rest/c", "{}").status, 500);
    QCOMPARE(server.client().put("/admin/v1/settings", "{}").status, 200);
    QCOMPARE(server.client().post("/rest/c", "{}").status, 201);
}

QTEST_GUILESS_MAIN(TestLimits)
#include "tst_limits.moc"
