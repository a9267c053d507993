// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/conversation.h"

/// What the guard says to those whom it refuses.
class TestRefusals : public QObject
{
    Q_OBJECT

private slots:
    void refusalsHaveTheirNames_data();
    void refusalsHaveTheirNames();
    void lateRequestsAreTold_data();
    void lateRequestsAreTold();
};

void TestRefusals::refusalsHaveTheirNames_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("name");
    const auto row = [](const QByteArray &name, const QByteArray &text) {
        QTest::newRow(name.constData()) << text << name;
    };
    row("BadRequest", "GET a HTTP/1.1\r\nHost: x\r\n\r\n");
    row("UriTooLong", "GET /" + QByteArray(20000, 'a') + " HTTP/1.1\r\nHost: x\r\n\r\n");
    row("HeadersTooLarge", "GET / HTTP/1.1\r\nA: " + QByteArray(60000, 'a'));
    row("TooLarge", "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999\r\n\r\n");
    row("NotImplemented", "BREW / HTTP/1.1\r\nHost: x\r\n\r\n");
    row("VersionNotSupported", "GET / HTTP/2.0\r\nHost: x\r\n\r\n");
}

void TestRefusals::refusalsHaveTheirNames()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, name);
    Conversation conversation;
    QVERIFY(conversation.send(text, 0));
    QVERIFY2(conversation.hears("{\"name\":\"" + name + "\","), conversation.answers.constData());
}

void TestRefusals::lateRequestsAreTold_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("head") << QByteArray("GET / HTTP/1.1\r\nHost: x\r\nA");
    QTest::newRow("body") << QByteArray(
        "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{");
    QTest::newRow("chunk") << QByteArray(
        "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab");
}

void TestRefusals::lateRequestsAreTold()
{
    using namespace std::chrono_literals;
    QFETCH(QByteArray, text);
    Http::Limits limits;
    limits.headTime = limits.bodyTime = 1ms;
    Conversation conversation(limits);
    QVERIFY(conversation.send(text, 0));
    QVERIFY(conversation.hears("{\"name\":\"RequestTimeout\","));
    QVERIFY(conversation.answers.startsWith("HTTP/1.1 408 Request Timeout\r\n"));
    QVERIFY(conversation.answers.contains("Connection: close\r\n"));
    QVERIFY(conversation.requests.isEmpty());
}

QTEST_GUILESS_MAIN(TestRefusals)
#include "tst_refusals.moc"
