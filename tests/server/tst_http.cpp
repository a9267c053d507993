// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/requestframer.h"

#include <QTest>

using Http::RequestFramer;

class TestHttp : public QObject
{
    Q_OBJECT

private slots:
    void readsARequestCutAnywhere();
    void readsPipelinedRequests();
    void takesRawJsonInTheQuery();
    void readsChunks();
    void refusesWhatIsAmbiguous_data();
    void refusesWhatIsAmbiguous();
    void holdsItsLimits_data();
    void holdsItsLimits();
    void knowsWhenTheConnectionStays();
    void decodesParameters();
};

void TestHttp::readsARequestCutAnywhere()
{
    const QByteArray text = "POST /rest/people?x=1 HTTP/1.1\r\nHost: a\r\nX-ApiKey:  k "
                            "\r\nContent-Length: 7\r\n\r\n{\"a\":1}";
    for (qsizetype cut = 0; cut < text.size(); ++cut) {
        RequestFramer framer{Http::Limits()};
        framer.append(QByteArrayView(text).first(cut));
        QCOMPARE(framer.advance(), RequestFramer::State::NeedMore);
        framer.append(QByteArrayView(text).sliced(cut));
        QCOMPARE(framer.advance(), RequestFramer::State::Complete);
        const Http::Request request = framer.take();
        QCOMPARE(request.method, QByteArray("POST"));
        QCOMPARE(request.path, QByteArray("/rest/people"));
        QCOMPARE(request.header("x-apikey"), QByteArray("k"));
        QCOMPARE(request.body, QByteArray("{\"a\":1}"));
        QVERIFY(framer.isIdle());
    }
}

void TestHttp::readsPipelinedRequests()
{
    RequestFramer framer{Http::Limits()};
    framer.append("GET /a HTTP/1.1\r\nHost: x\r\n\r\nGET /b HTTP/1.1\r\nHost: x\r\n\r\n");
    QCOMPARE(framer.advance(), RequestFramer::State::Complete);
    QCOMPARE(framer.take().path, QByteArray("/a"));
    QCOMPARE(framer.advance(), RequestFramer::State::Complete);
    QCOMPARE(framer.take().path, QByteArray("/b"));
}

void TestHttp::takesRawJsonInTheQuery()
{
    RequestFramer framer{Http::Limits()};
    framer.append("GET /rest/people?q={\"age\": {\"$gt\":3}} HTTP/1.1\r\nHost: x\r\n\r\n");
    QCOMPARE(framer.advance(), RequestFramer::State::Complete);
    const Http::Request request = framer.take();
    QCOMPARE(*request.parameter("q"), QByteArray("{\"age\": {\"$gt\":3}}"));
}

void TestHttp::readsChunks()
{
    RequestFramer framer{Http::Limits()};
    framer.append("POST /a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: "
                  "chunked\r\n\r\n3;x=y\r\n{\"a\r\n4\r\n\":1}\r\n0\r\nTrail: er\r\n\r\n");
    QCOMPARE(framer.advance(), RequestFramer::State::Complete);
    QCOMPARE(framer.take().body, QByteArray("{\"a\":1}"));
}

void TestHttp::refusesWhatIsAmbiguous_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("status");
    const auto row = [](const char *name, const QByteArray &headers, int status) {
        QTest::newRow(name) << "POST / HTTP/1.1\r\nHost: x\r\n" + headers + "\r\n\r\n" << status;
    };
    row("two lengths", "Content-Length: 1\r\nContent-Length: 1", 400);
    row("length and chunked", "Content-Length: 1\r\nTransfer-Encoding: chunked", 400);
    row("negative length", "Content-Length: -1", 400);
    row("plus length", "Content-Length: +5", 400);
    row("hex length", "Content-Length: 0x5", 400);
    row("list length", "Content-Length: 5,5", 400);
    row("length beyond 64 bits", "Content-Length: 18446744073709551615", 400);
    row("other coding", "Transfer-Encoding: gzip, chunked", 501);
    row("no colon", "Nonsense", 400);
    row("blank before colon", "Name : x", 400);
    row("folded", "A: b\r\n c: d", 400);
    row("NUL", QByteArray("A: b\0c", 6), 400);
    row("empty name", ": x", 400);
    row("two hosts", "Host: y", 400);
    QTest::newRow("no host") << QByteArray("GET / HTTP/1.1\r\n\r\n") << 400;
    QTest::newRow("HTTP/2.0") << QByteArray("GET / HTTP/2.0\r\nHost: x\r\n\r\n") << 505;
    QTest::newRow("no version") << QByteArray("GET /\r\nHost: x\r\n\r\n") << 400;
    QTest::newRow("unknown method") << QByteArray("BREW / HTTP/1.1\r\nHost: x\r\n\r\n") << 501;
    QTest::newRow("lower-case method") << QByteArray("get / HTTP/1.1\r\nHost: x\r\n\r\n") << 501;
    QTest::newRow("no slash") << QByteArray("GET x HTTP/1.1\r\nHost: x\r\n\r\n") << 400;
    QTest::newRow("bare line feed") << QByteArray("GET / HTTP/1.1\nHost: x\r\n\r\n") << 400;
    QTest::newRow("chunk too long") << QByteArray(
        "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nab\r\n0\r\n\r\n")
                                    << 400;
    QTest::newRow("chunk size no number")
        << QByteArray("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n")
        << 400;
}

void TestHttp::refusesWhatIsAmbiguous()
{
    QFETCH(QByteArray, text);
    QFETCH(int, status);
    RequestFramer framer{Http::Limits()};
    framer.append(text);
    QCOMPARE(framer.advance(), RequestFramer::State::Refused);
    QCOMPARE(framer.refusalStatus(), status);
    QVERIFY(qstrlen(framer.refusal()) > 0);
}

void TestHttp::holdsItsLimits_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("status");
    QTest::newRow("endless line") << QByteArray("GET /") + QByteArray(20000, 'a') << 414;
    QTest::newRow("long line") << "GET /" + QByteArray(20000, 'a') + " HTTP/1.1\r\nHost: x\r\n\r\n"
                               << 414;
    QTest::newRow("endless headers") << "GET / HTTP/1.1\r\nA: " + QByteArray(60000, 'a') << 431;
    QTest::newRow("many headers") << "GET / HTTP/1.1\r\n" + QByteArray("A: b\r\n").repeated(101)
            + "\r\n" << 431;
    QTest::newRow("large body") << QByteArray(
        "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999\r\n\r\n")
                                << 413;
    QTest::newRow("large chunk") << QByteArray(
        "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nfffffff\r\n")
                                 << 413;
}

void TestHttp::holdsItsLimits()
{
    QFETCH(QByteArray, text);
    QFETCH(int, status);
    RequestFramer framer{Http::Limits()};
    framer.append(text);
    QCOMPARE(framer.advance(), RequestFramer::State::Refused);
    QCOMPARE(framer.refusalStatus(), status);
}

void TestHttp::knowsWhenTheConnectionStays()
{
    const auto keeps = [](const QByteArray &version, const QByteArray &connection) {
        RequestFramer framer{Http::Limits()};
        framer.append("GET / " + version + "\r\nHost: x\r\n" + connection + "\r\n");
        return framer.advance() == RequestFramer::State::Complete && framer.keepsAlive();
    };
    QVERIFY(keeps("HTTP/1.1", ""));
    QVERIFY(!keeps("HTTP/1.1", "Connection: close\r\n"));
    QVERIFY(!keeps("HTTP/1.0", ""));
    QVERIFY(keeps("HTTP/1.0", "Connection: Keep-Alive\r\n"));
}

void TestHttp::decodesParameters()
{
    Http::Request request;
    request.query = "a=1+2&b=%7B%22x%22%3A1%7D&c&d=%zz";
    QCOMPARE(*request.parameter("a"), QByteArray("1 2"));
    QCOMPARE(*request.parameter("b"), QByteArray("{\"x\":1}"));
    QCOMPARE(*request.parameter("c"), QByteArray());
    QVERIFY(!request.parameter("e"));
    QCOMPARE(Http::headerValue("a\r\nSet-Cookie: x"), QByteArray("a  Set-Cookie: x"));
}

QTEST_APPLESS_MAIN(TestHttp)
#include "tst_http.moc"
