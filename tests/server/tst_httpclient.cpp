// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/core/addressrules.h"
#include "server/outbound/callqueue.h"
#include "server/outbound/httpclient.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

#include <map>

using Outbound::CallQueue;
using Outbound::HttpAnswer;
using Outbound::HttpCall;
using Outbound::HttpClient;

namespace {

/// Takes requests without a body on all addresses of loopback, and answers them when it is told to.
class HoldingServer final : public QTcpServer
{
public:
    HoldingServer()
    {
        connect(this, &QTcpServer::newConnection, this, [this] {
            while (QTcpSocket *socket = nextPendingConnection()) {
                ++connections;
                connect(socket, &QTcpSocket::readyRead, this, [this, socket] { take(socket); });
            }
        });
    }

    void release()
    {
        isHolding = false;
        for (QTcpSocket *socket : std::exchange(held, {}))
            answer(socket);
    }

    QByteArray headers; ///< Lines of its answers.
    bool isHolding = true;
    int connections = 0; ///< So far.
    int requests = 0; ///< So far.
    QList<QTcpSocket *> held;

private:
    void take(QTcpSocket *socket)
    {
        if (!socket->readAll().endsWith("\r\n\r\n"))
            return;
        ++requests;
        if (isHolding)
            held.append(socket);
        else
            answer(socket);
    }

    void answer(QTcpSocket *socket)
    {
        socket->write("HTTP/1.1 200 OK\r\n" + headers + "Content-Length: 4\r\n\r\nfine");
    }
};

} // namespace

/// The queue of calls, and the client against a server in this process.
class TestHttpClient : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void callsWaitForAPlace();
    void hostsTakeTurns();
    void whoLeavesTheQueueIsNotStarted();
    void closedQueueStartsNothing();
    void sixHundredCallsToOneHostGoOn();
    void thousandCallsAreMadeAtOnce();
    void waitingCountsAsTime();
    void keptConnectionObeysNewRules();
    void eachAddressOfANameIsChecked();
    void clientThatGoesEndsItsCalls();
    void headersAreCounted();

private:
    void call(const QByteArray &host, const char *allowed = "127.0.0.0/8",
              std::chrono::milliseconds timeout = std::chrono::minutes(1));

    std::unique_ptr<HoldingServer> m_server;
    std::unique_ptr<HttpClient> m_client;
    int m_fine = 0;
    QByteArrayList m_codes; ///< Of the calls that failed.
};

void TestHttpClient::init()
{
    m_server = std::make_unique<HoldingServer>();
    m_server->setMaxPendingConnections(2000);
    QVERIFY(m_server->listen(QHostAddress::AnyIPv4));
    m_client = std::make_unique<HttpClient>();
    m_fine = 0;
    m_codes.clear();
}

void TestHttpClient::cleanup()
{
    m_client.reset();
    m_server.reset();
}

void TestHttpClient::call(const QByteArray &host, const char *allowed,
                          std::chrono::milliseconds timeout)
{
    HttpCall call;
    call.url = QUrl(QStringLiteral("http://%1:%2/x")
                        .arg(QString::fromLatin1(host))
                        .arg(m_server->serverPort()));
    call.timeout = timeout;
    const auto rules = AddressRules::parse({allowed});
    QVERIFY(rules);
    m_client->send(call, *rules, 1000, [this](const Result<HttpAnswer> &answer) {
        if (answer && answer->body == "fine")
            ++m_fine;
        else
            m_codes.append(answer ? answer->body : answer.error().code);
    });
}

void TestHttpClient::callsWaitForAPlace()
{
    CallQueue queue(3, 2);
    QByteArray started;
    const auto enter = [&](char name, const char *host) {
        return queue.enter(host, [&started, name] { started.append(name); });
    };
    auto a = enter('a', "x");
    auto b = enter('b', "x");
    auto c = enter('c', "x"); // the third to this host
    QCOMPARE(started, QByteArray("ab"));
    auto d = enter('d', "y");
    auto e = enter('e', "z"); // the fourth in all
    QCOMPARE(started, QByteArray("abd"));
    d.leave();
    QCOMPARE(started, QByteArray("abde"));
    a.leave();
    QCOMPARE(started, QByteArray("abdec"));
}

void TestHttpClient::hostsTakeTurns()
{
    CallQueue queue(1, 1);
    QByteArray started;
    std::map<char, CallQueue::Place> places;
    const auto enter = [&](char name, const char *host) {
        places[name] = queue.enter(host, [&started, name] { started.append(name); });
    };
    for (const char name : {'a', 'b', 'c'})
        enter(name, "x");
    for (const char name : {'1', '2'})
        enter(name, "y");
    while (started.size() < 5)
        places[started.back()].leave();
    QCOMPARE(started, QByteArray("a1b2c"));
}

void TestHttpClient::whoLeavesTheQueueIsNotStarted()
{
    CallQueue queue(1, 1);
    QByteArray started;
    const auto enter = [&](char name) {
        return queue.enter("x", [&started, name] { started.append(name); });
    };
    auto a = enter('a');
    auto b = enter('b');
    auto c = enter('c');
    b.leave();
    a.leave();
    QCOMPARE(started, QByteArray("ac"));
    c.leave();
    auto d = enter('d');
    QCOMPARE(started, QByteArray("acd"));
}

void TestHttpClient::closedQueueStartsNothing()
{
    CallQueue queue(1, 1);
    int started = 0;
    auto a = queue.enter("x", [&] { ++started; });
    auto b = queue.enter("x", [&] { ++started; });
    queue.close();
    a.leave();
    QCOMPARE(started, 1);
}

void TestHttpClient::sixHundredCallsToOneHostGoOn()
{
    for (int i = 0; i < 600; ++i)
        call("127.0.0.1");
    QTRY_COMPARE(m_server->held.size(), HttpClient::MostCallsOfHost);
    // Another host does not wait for them.
    call("127.0.0.2");
    QTRY_COMPARE(m_server->held.size(), HttpClient::MostCallsOfHost + 1);
    QCOMPARE(m_fine, 0);
    m_server->release();
    QTRY_COMPARE_WITH_TIMEOUT(m_fine, 601, 30000);
    QCOMPARE(m_codes, QByteArrayList());
    // Connections are kept, and there were never more than places.
    QCOMPARE(m_server->connections, HttpClient::MostCallsOfHost + 1);
}

void TestHttpClient::thousandCallsAreMadeAtOnce()
{
    for (int host = 1; host <= 20; ++host) {
        for (int i = 0; i < 60; ++i)
            call("127.0.1." + QByteArray::number(host));
    }
    QTRY_COMPARE_WITH_TIMEOUT(m_server->held.size(), HttpClient::MostCalls, 30000);
    m_server->release();
    QTRY_COMPARE_WITH_TIMEOUT(m_fine, 1200, 30000);
    QCOMPARE(m_codes, QByteArrayList());
}

void TestHttpClient::waitingCountsAsTime()
{
    for (int i = 0; i < HttpClient::MostCallsOfHost; ++i)
        call("127.0.0.1");
    call("127.0.0.1", "127.0.0.0/8", std::chrono::milliseconds(1));
    QTRY_COMPARE(m_codes, QByteArrayList{"ETIMEDOUT"});
    m_server->release();
    QTRY_COMPARE(m_fine, HttpClient::MostCallsOfHost);
    QCOMPARE(m_server->requests, HttpClient::MostCallsOfHost);
}

void TestHttpClient::keptConnectionObeysNewRules()
{
    m_server->release();
    call("127.0.0.1");
    QTRY_COMPARE(m_fine, 1);
    call("127.0.0.1", "other.example");
    QTRY_COMPARE(m_codes, QByteArrayList{"EACCES"});
    call("127.0.0.1");
    QTRY_COMPARE(m_fine, 2);
    QCOMPARE(m_server->requests, 2);
}

void TestHttpClient::eachAddressOfANameIsChecked()
{
    m_server->release();
    // localhost is ::1 and 127.0.0.1, and the server listens at the second alone.
    call("localhost", "::1");
    QTRY_COMPARE(m_codes.size(), 1);
    QCOMPARE(m_server->connections, 0);
    call("localhost", "127.0.0.1");
    QTRY_COMPARE(m_fine, 1);
}

void TestHttpClient::clientThatGoesEndsItsCalls()
{
    for (int i = 0; i < HttpClient::MostCallsOfHost + 1; ++i)
        call("127.0.0.1");
    QTRY_COMPARE(m_server->held.size(), HttpClient::MostCallsOfHost);
    m_client.reset();
    for (const QTcpSocket *socket : std::as_const(m_server->held))
        QTRY_COMPARE(socket->state(), QAbstractSocket::UnconnectedState);
    QCOMPARE(m_fine, 0);
    QCOMPARE(m_codes, QByteArrayList());
}

/// 999 headers are taken; libcurl would take half a minute for 36,000, and all other calls wait.
void TestHttpClient::headersAreCounted()
{
    const auto lines = [](int count) {
        QByteArray text;
        for (int i = 0; i < count; ++i)
            text += 'a' + QByteArray::number(i, 16) + ":\r\n";
        return text;
    };
    m_server->release();
    m_server->headers = lines(990);
    call("127.0.0.1");
    QTRY_COMPARE(m_fine, 1);
    m_server->headers = lines(36'000);
    call("127.0.0.1");
    QTRY_COMPARE(m_codes, QByteArrayList{"HPE_HEADER_OVERFLOW"});
    m_server->headers.clear();
    call("127.0.0.1");
    QTRY_COMPARE(m_fine, 2);
}

QTEST_GUILESS_MAIN(TestHttpClient)
#include "tst_httpclient.moc"
