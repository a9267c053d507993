// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/servertest.h"

#include <QNetworkReply>
#include <QScopeGuard>
#include <QTcpSocket>
#include <QTest>

#include <arpa/inet.h>
#include <array>
#include <future>
#include <sys/socket.h>
#include <unistd.h>

using namespace std::chrono_literals;

/// Clients as they really are: raw bytes, many at once, slow, half, idle and gone.
class TestConnections : public ServerTest
{
    Q_OBJECT

public:
    TestConnections()
        : ServerTest({"people"})
    {
    }

private slots:
    void rawBytesOfRealClientsWork_data();
    void rawBytesOfRealClientsWork();
    void clientsThatVanishDoNoHarm();
    void manyClientsAtOnce();
    void uniqueHoldsUnderConcurrency();
    void changesOfDefinitionsAreMergedUnderConcurrency();
    void idleConnectionsDoNoHarm();
    void idleConnectionsMakeRoom();
    void connectionsInUseAreLeftAlone();
    void busyConnectionsAreLeftAlone();
    void answersDoNotPileUp();
    void smallWindowsGetAllOfAnAnswer();
    void slowAndHalfRequestsEnd();

private:
    std::unique_ptr<QTcpSocket> connected();
    bool setConnections(int most);
    /// How many GET requests of others than client() have been answered.
    int answeredGets();

    int m_ownGets = 0; ///< Those of client(), as far as they go through own().
    int own(const QByteArray &path)
    {
        ++m_ownGets;
        return client().get(path).status;
    }
};

std::unique_ptr<QTcpSocket> TestConnections::connected()
{
    auto socket = std::make_unique<QTcpSocket>();
    const QUrl url(m_server->url());
    socket->connectToHost(url.host(), quint16(url.port()));
    return socket->waitForConnected() ? std::move(socket) : nullptr;
}

bool TestConnections::setConnections(int most)
{
    return client()
               .send("PATCH", "/admin/v1/settings",
                     "{\"limits\":{\"connections\":" + QByteArray::number(most) + "}}")
               .status
        == 200;
}

int TestConnections::answeredGets()
{
    const QByteArray metrics = client().get("/metrics").body;
    const QByteArray name = "\nhookdesk_http_requests_total{method=\"GET\",status=\"2xx\"} ";
    const qsizetype at = metrics.indexOf(name);
    const int all = at < 0 ? 0 : metrics.mid(at + name.size(), 9).split('\n').first().toInt();
    return all - m_ownGets++; // this one counts from the next one on
}

void TestConnections::rawBytesOfRealClientsWork_data()
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
    QTest::newRow("100-continue without a body")
        << "GET /rest/people HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\n" + end
        << QByteArray("HTTP/1.1 200 OK\r\n") << QByteArray("\"n\":1}]");
    QTest::newRow("pipelined") << "GET /healthz HTTP/1.1\r\nHost: a\r\n\r\nPOST /rest/people "
                                  "HTTP/1.1\r\nHost: a\r\nx-apikey: KEY\r\nContent-Length: "
                                  "7\r\n\r\n{\"n\":5}GET /rest/nothing HTTP/1.1\r\nHost: a\r\n"
            + end << QByteArray("HTTP/1.1 200 OK\r\n")
                               << QByteArray("\"status\":404}");
    QTest::newRow("absolute-form")
        << "GET http://a.example/rest/people?q={\"n\":1} HTTP/1.1\r\nHost: b\r\n" + end
        << QByteArray("HTTP/1.1 200 OK\r\n") << QByteArray("\"n\":1}]");
    QTest::newRow("host of the address, not of Host")
        << QByteArray("GET http://evil.example/openapi.json HTTP/1.1\r\nHost: localhost\r\n"
                      "Connection: close\r\n\r\n")
        << QByteArray("HTTP/1.1 401 Unauthorized\r\n") << QByteArray("\"status\":401}");
    QTest::newRow("handshake of a WebSocket")
        << "GET /rest/people HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\n" + end
        << QByteArray("HTTP/1.1 200 OK\r\n") << QByteArray("\"n\":1}]");
    QTest::newRow("nonsense") << QByteArray("hello\r\n\r\n")
                              << QByteArray("HTTP/1.1 400 Bad Request\r\n")
                              << QByteArray("{\"name\":\"BadRequest\",");
    const auto refused = [](const char *name, const QByteArray &request, const QByteArray &line) {
        QTest::newRow(name) << request << "HTTP/1.1 " + line + "\r\n"
                            << "{\"name\":\"" + QByteArray(name) + '"';
    };
    refused("TooLarge", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999\r\n\r\n",
            "413 Content Too Large");
    refused("UriTooLong", "GET /" + QByteArray(20000, 'a'), "414 URI Too Long");
    refused("HeadersTooLarge", "GET / HTTP/1.1\r\nA: " + QByteArray(60000, 'a'),
            "431 Request Header Fields Too Large");
    refused("NotImplemented", "BREW / HTTP/1.1\r\nHost: a\r\n\r\n", "501 Not Implemented");
    refused("VersionNotSupported", "GET / HTTP/2.0\r\nHost: a\r\n\r\n",
            "505 HTTP Version Not Supported");
    QTest::newRow("response splitting")
        << "GET /rest/%0d%0aX:y HTTP/1.1\r\nHost: a\r\n" + end
        << QByteArray("HTTP/1.1 404 Not Found\r\n") << QByteArray("\"status\":404}");
}

void TestConnections::rawBytesOfRealClientsWork()
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

void TestConnections::clientsThatVanishDoNoHarm()
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

void TestConnections::manyClientsAtOnce()
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

void TestConnections::changesOfDefinitionsAreMergedUnderConcurrency()
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

void TestConnections::uniqueHoldsUnderConcurrency()
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

void TestConnections::idleConnectionsDoNoHarm()
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

void TestConnections::idleConnectionsMakeRoom()
{
    constexpr int Most = 20;
    QVERIFY(setConnections(Most));
    std::vector<std::unique_ptr<QTcpSocket>> idle;
    for (int i = 0; i < 3 * Most; ++i) {
        idle.push_back(connected());
        QVERIFY(idle.back());
    }
    for (int i = 0; i < Most; ++i) {
        HttpClient other = m_server->clientWith(m_server->key());
        QCOMPARE(other.get("/rest/people").status, 200);
    }
    const auto isOpen = [](const auto &socket) {
        return socket->state() == QAbstractSocket::ConnectedState;
    };
    QVERIFY(
        QTest::qWaitFor([&] { return std::count_if(idle.begin(), idle.end(), isOpen) <= Most; }));
}

/// A kept connection whose answer has just come may send its next request at any moment.
void TestConnections::connectionsInUseAreLeftAlone()
{
    constexpr int Most = 8;
    QVERIFY(setConnections(Most));
    const auto get = [](QTcpSocket &socket) {
        socket.write("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n");
        QByteArray answer;
        return QTest::qWaitFor([&] {
            answer += socket.readAll();
            return answer.startsWith("HTTP/1.1 200") && answer.contains("\r\n\r\n");
        });
    };
    std::vector<std::unique_ptr<QTcpSocket>> kept;
    // The client of the setting has a connection too.
    for (int i = 0; i < Most - 2; ++i) {
        kept.push_back(connected());
        QVERIFY(get(*kept.back()));
    }
    std::vector<std::unique_ptr<QTcpSocket>> others;
    for (int i = 0; i < 2 * Most; ++i) {
        others.push_back(connected());
        others.back()->write("GET "); // it does not wait for nothing, so it is left alone too
        QVERIFY(get(*kept[size_t(i) % kept.size()]));
    }
    for (const auto &socket : kept)
        QVERIFY(get(*socket));
}

void TestConnections::busyConnectionsAreLeftAlone()
{
    constexpr int Most = 4;
    QVERIFY(m_server->define("seen"));
    const QByteArray hook = "async function beforeGET(req, res) { await db.post('/rest/seen', {}); "
                            "setTimeout(() => res.end(), 2000); }";
    QCOMPARE(client().hook("people", hook).status, 200);
    const QByteArray settings = R"({"codehooks":{"timeout":60000}})";
    QCOMPARE(client().send("PATCH", "/admin/v1/settings", settings).status, 200);
    std::vector<std::unique_ptr<QTcpSocket>> busy;
    for (int i = 0; i < Most; ++i) {
        busy.push_back(connected());
        QVERIFY(busy.back());
        busy.back()->write("GET /rest/people HTTP/1.1\r\nHost: a\r\nConnection: close\r\nx-apikey: "
                           + m_server->key() + "\r\n\r\n");
        QVERIFY(busy.back()->waitForBytesWritten());
    }
    // Until all requests have come: a connection without one would make room.
    const auto haveCome = [&] {
        return client().get("/rest/seen").json().root().items().size() == size_t(Most);
    };
    QVERIFY(QTest::qWaitFor(haveCome, 30000));
    QVERIFY(setConnections(Most));
    const QByteArray refused = raw("GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    QVERIFY2(refused.startsWith("HTTP/1.1 503"), refused.constData());
    QVERIFY2(refused.contains("Retry-After: 1\r\n"), refused.constData());
    for (const auto &socket : busy) {
        QVERIFY(
            QTest::qWaitFor([&] { return socket->state() == QAbstractSocket::UnconnectedState; }));
        QVERIFY(socket->readAll().startsWith("HTTP/1.1 200"));
    }
    QCOMPARE(client().get("/healthz").status, 200);
}

void TestConnections::answersDoNotPileUp()
{
    constexpr int Many = 60;
    QCOMPARE(
        client().post("/rest/people", "{\"text\":\"" + QByteArray(1024 * 1024, 'x') + "\"}").status,
        201);
    const int before = answeredGets();
    auto greedy = connected();
    QVERIFY(greedy);
    greedy->setReadBufferSize(1);
    const QByteArray request =
        "GET /rest/people HTTP/1.1\r\nHost: a\r\nx-apikey: " + m_server->key() + "\r\n\r\n";
    greedy->write(request.repeated(Many - 1));
    greedy->write(QByteArray(request).replace("Host:", "Connection: close\r\nHost:"));
    QVERIFY(QTest::qWaitFor([&] { return answeredGets() > before; }));
    // The buffers of the sockets hold some of the answers; the others are not made.
    for (int i = 0; i < 50; ++i)
        QCOMPARE(own("/healthz"), 200);
    const int made = answeredGets() - before;
    QVERIFY2(made > 0 && made < Many / 2, QByteArray::number(made).constData());
    greedy->setReadBufferSize(0);
    QByteArray answers;
    QVERIFY(QTest::qWaitFor(
        [&] {
            answers.append(greedy->readAll());
            return greedy->state() == QAbstractSocket::UnconnectedState;
        },
        30000));
    QCOMPARE(answers.count("HTTP/1.1 200 OK"), Many);
    QVERIFY(answers.endsWith("}]"));
}

/// A client that takes little at a time, as one behind a slow network: the socket is full again and
/// again before all is sent.
void TestConnections::smallWindowsGetAllOfAnAnswer()
{
    const QByteArray text(8 * 1024 * 1024, 'x');
    QCOMPARE(client().post("/rest/people", "{\"text\":\"" + text + "\"}").status, 201);
    const int descriptor = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    QVERIFY(descriptor >= 0);
    const auto close = qScopeGuard([descriptor] { ::close(descriptor); });
    const int window = 4096;
    QCOMPARE(::setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &window, sizeof window), 0);
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_port = htons(quint16(QUrl(m_server->url()).port()));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    QCOMPARE(::connect(descriptor, reinterpret_cast<sockaddr *>(&address), sizeof address), 0);
    const QByteArray request = "GET /rest/people HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"
                               "x-apikey: "
        + m_server->key() + "\r\n\r\n";
    QCOMPARE(::send(descriptor, request.constData(), size_t(request.size()), 0), request.size());
    auto reading = std::async(std::launch::async, [descriptor] {
        QByteArray answer;
        std::array<char, 4096> piece;
        ssize_t count = 0;
        while ((count = ::recv(descriptor, piece.data(), piece.size(), 0)) > 0)
            answer.append(piece.data(), count);
        return answer;
    });
    QVERIFY(QTest::qWaitFor(
        [&reading] { return reading.wait_for(0s) == std::future_status::ready; }, 30'000));
    const QByteArray answer = reading.get();
    QVERIFY(answer.startsWith("HTTP/1.1 200 OK"));
    QVERIFY(answer.contains(text));
    QVERIFY(answer.endsWith("}]"));
}

/// A client that stops in the middle keeps a connection and nothing else.
void TestConnections::slowAndHalfRequestsEnd()
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
    QTRY_COMPARE(half.bytesToWrite(), 0);
    half.abort();
    QCOMPARE(client().get("/rest/people").body, QByteArray("[]"));
}

QTEST_GUILESS_MAIN(TestConnections)
#include "tst_connections.moc"
