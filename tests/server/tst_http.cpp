// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/conversation.h"

#include <QTest>

using Http::RequestFramer;

namespace {

/// The first request of @p text in normal form; empty: it is not complete.
QByteArray normalForm(const QByteArray &text)
{
    RequestFramer framer{Http::Limits()};
    framer.append(text);
    const bool isComplete = framer.advance() == RequestFramer::State::Complete;
    return isComplete ? framer.message().toByteArray() : QByteArray();
}

QByteArray textOf(const Http::Headers &headers)
{
    QByteArray text;
    for (const auto &[name, value] : headers)
        text.append(name + ": " + value + '\n');
    return text;
}

} // namespace

/// The guard, and what QtHttpServer parses of the requests that it hands on.
class TestHttp : public QObject
{
    Q_OBJECT

private slots:
    void takesARequestCutAnywhere();
    void whoLeavesIsGone();
    void whoClosesItsHalfIsAnswered();
    void whoWaitsIsAnsweredBeforeTheServerStops();
    void takesPipelinedRequests();
    void bringsIntoNormalForm_data();
    void bringsIntoNormalForm();
    void normalFormStaysAsItIs_data() { bringsIntoNormalForm_data(); }
    void normalFormStaysAsItIs();
    void largeBodiesGoPast_data();
    void largeBodiesGoPast();
    void isParsedByQtHttpServer_data();
    void isParsedByQtHttpServer();
    void everyByteOfAnAddressArrives();
    void connectionGoesOnAfterAnUpgrade();
    void refusesWhatIsAmbiguous_data();
    void refusesWhatIsAmbiguous();
    void holdsItsLimits_data();
    void holdsItsLimits();
    void takesWhatIsAtItsLimits();
    void strangersSendSmallBodies_data();
    void strangersSendSmallBodies();
    void knowsWhenTheConnectionStays();
    void decodesParameters();
};

void TestHttp::whoLeavesIsGone()
{
    Conversation conversation;
    conversation.isSilent = true;
    QVERIFY(conversation.send("GET /a HTTP/1.1\r\nHost: x\r\n\r\n"));
    const auto gone = conversation.requests.first().gone;
    QVERIFY(gone && !*gone);
    conversation.leave();
    QTRY_VERIFY(gone->load());
}

void TestHttp::whoClosesItsHalfIsAnswered()
{
    Conversation conversation;
    conversation.isSilent = true;
    QVERIFY(conversation.send("GET /a HTTP/1.1\r\nHost: x\r\n\r\n"));
    conversation.closeHalf();
    QVERIFY(conversation.hears("HTTP/1.1 102 Processing\r\n\r\n"));
    QVERIFY(!*conversation.requests.first().gone);
    conversation.answer();
    QVERIFY(conversation.hears("\r\n\r\nlate"));
}

/// The interim response that looks for the client does not end the connection.
void TestHttp::whoWaitsIsAnsweredBeforeTheServerStops()
{
    Conversation conversation;
    conversation.isSilent = true;
    QVERIFY(conversation.send("GET /a HTTP/1.1\r\nHost: x\r\n\r\n"));
    conversation.stopServer();
    conversation.closeHalf();
    QVERIFY(conversation.hears("HTTP/1.1 102 Processing\r\n\r\n"));
    conversation.answer();
    QVERIFY(conversation.hears("\r\n\r\nlate"));
}

void TestHttp::takesARequestCutAnywhere()
{
    const QByteArray text = "POST /rest/people?x=1 HTTP/1.1\r\nHost: a\r\nX-ApiKey:  k "
                            "\r\nContent-Length: 7\r\n\r\n{\"a\":1}";
    for (qsizetype cut = 0; cut < text.size(); ++cut) {
        RequestFramer framer{Http::Limits()};
        framer.append(QByteArrayView(text).first(cut));
        QCOMPARE(framer.advance(), RequestFramer::State::NeedMore);
        framer.append(QByteArrayView(text).sliced(cut));
        QCOMPARE(framer.advance(), RequestFramer::State::Complete);
        QCOMPARE(framer.message().toByteArray(), text);
        framer.next();
        QVERIFY(framer.isIdle());
    }
}

void TestHttp::takesPipelinedRequests()
{
    const QByteArray first = "GET /a HTTP/1.1\r\nHost: x\r\n\r\n";
    const QByteArray second = "GET /{b} HTTP/1.1\r\nHost: x\r\n\r\n";
    RequestFramer framer{Http::Limits()};
    framer.append(first + second + first);
    for (const QByteArray &expected :
         {first, QByteArray(second).replace("{b}", "%7Bb%7D"), first}) {
        QCOMPARE(framer.advance(), RequestFramer::State::Complete);
        QCOMPARE(framer.message().toByteArray(), expected);
        framer.next();
    }
    QVERIFY(framer.isIdle());
}

void TestHttp::bringsIntoNormalForm_data()
{
    QTest::addColumn<QByteArray>("sent");
    QTest::addColumn<QByteArray>("normal");
    const auto line = [](const char *name, const char *target, const QByteArray &normal) {
        const QByteArray end = " HTTP/1.1\r\nHost: x\r\n\r\n";
        QTest::newRow(name) << "GET " + QByteArray(target) + end << "GET " + normal + end;
    };
    line("plain", "/rest/people?q=%7B%7D&x='()*", "/rest/people?q=%7B%7D&x='()*");
    line("raw JSON", "/a?q={\"age\": {\"$gt\":3}}", "/a?q=%7B%22age%22:%20%7B%22$gt%22:3%7D%7D");
    line("bytes of UTF-8", "/\xc3\xa9", "/%C3%A9");
    line("fragment", "/a#b", "/a%23b");
    line("percent that is none", "/%zz%4", "/%25zz%254");
    line("second slash", "//evil.example/a//b", "/%2Fevil.example/a//b");
    line("absolute-form", "http://x/a?b", "/a?b");
    line("absolute-form without a path", "HTTPS://x", "/");
    line("absolute-form with a query alone", "http://x?b", "/?b");
    line("absolute-form with two slashes", "http://x//a", "/%2Fa");
    const auto headers = [](const char *name, const QByteArray &sent, const QByteArray &normal) {
        const QByteArray begin = "POST / HTTP/1.1\r\n";
        QTest::newRow(name) << begin + sent << begin + normal;
    };
    headers("twice", "Host: x\r\nA: 1\r\nCookie: a=b\r\na: 2\r\ncookie: c=d\r\nB: 3\r\n\r\n",
            "Host: x\r\nA: 1, 2\r\nCookie: a=b; c=d\r\nB: 3\r\n\r\n");
    headers("blanks", "Host:\tx\t\r\nA:1 \r\n\r\n", "Host:\tx\t\r\nA:1 \r\n\r\n");
    headers("upgrade", "Host: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n",
            "Host: x\r\nConnection: Upgrade\r\n\r\n");
    headers("expect", "Host: x\r\nExpect: 100-continue\r\nContent-Length: 1\r\n\r\nb",
            "Host: x\r\nContent-Length: 1\r\n\r\nb");
    headers("chunks",
            "Host: x\r\nTransfer-Encoding: Chunked\r\nA: b\r\n\r\n"
            "3;x=y\r\n{\"a\r\n4\r\n\":1}\r\n0\r\nTrail: er\r\n\r\n",
            "Host: x\r\nA: b\r\nContent-Length: 7\r\n\r\n{\"a\":1}");
    headers("no chunk", "Host: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            "Host: x\r\nContent-Length: 0\r\n\r\n");
    QTest::newRow("host of an address")
        << QByteArray("GET http://a.example:80/ HTTP/1.1\r\nA: b\r\nHost: localhost\r\n\r\n")
        << QByteArray("GET / HTTP/1.1\r\nHost: a.example:80\r\nA: b\r\n\r\n");
    QTest::newRow("server as a whole") << QByteArray("OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n")
                                       << QByteArray("OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n");
    QTest::newRow("server as a whole by its address")
        << QByteArray("OPTIONS http://x HTTP/1.1\r\nHost: x\r\n\r\n")
        << QByteArray("OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n");
    QTest::newRow("blank lines before")
        << QByteArray("\r\n\r\nGET / HTTP/1.0\r\n\r\n") << QByteArray("GET / HTTP/1.0\r\n\r\n");
}

void TestHttp::bringsIntoNormalForm()
{
    QFETCH(QByteArray, sent);
    QFETCH(QByteArray, normal);
    QCOMPARE(normalForm(sent), normal);
}

void TestHttp::normalFormStaysAsItIs()
{
    QFETCH(QByteArray, normal);
    QCOMPARE(normalForm(normal), normal);
}

void TestHttp::largeBodiesGoPast_data()
{
    QTest::addColumn<QByteArray>("head");
    QTest::addColumn<bool>("isChunked");
    const QByteArray begin = "POST / HTTP/1.1\r\nHost: x\r\n";
    QTest::newRow("with a length") << begin + "Content-Length: 70000\r\n\r\n" << false;
    QTest::newRow("in chunks") << begin + "Transfer-Encoding: chunked\r\n\r\n" << true;
}

void TestHttp::largeBodiesGoPast()
{
    QFETCH(QByteArray, head);
    QFETCH(bool, isChunked);
    const QByteArray body = QByteArray("abcdefg").repeated(10000);
    const QByteArray next = "GET /next HTTP/1.1\r\nHost: x\r\n\r\n";
    RequestFramer framer{Http::Limits()};
    framer.append(head + (isChunked ? "11170\r\n" + body + "\r\n0\r\n\r\n" : body) + next);
    QCOMPARE(framer.advance(), RequestFramer::State::Complete);
    QCOMPARE(framer.message().toByteArray(), QByteArray("POST / HTTP/1.1\r\nHost: x\r\n\r\n"));
    QCOMPARE(framer.takeLargeBody(), body);
    framer.next();
    QCOMPARE(framer.advance(), RequestFramer::State::Complete);
    QCOMPARE(framer.message().toByteArray(), next);
    QCOMPARE(framer.takeLargeBody(), QByteArray());
}

void TestHttp::isParsedByQtHttpServer_data()
{
    QTest::addColumn<QByteArray>("sent");
    QTest::addColumn<QByteArray>("parsed"); // METHOD PATH?QUERY, headers, body
    const auto row = [](const char *name, const QByteArray &sent, const QByteArray &parsed) {
        QTest::newRow(name) << sent << parsed;
    };
    for (const char *method : {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
        row(method, method + QByteArray(" /a?b=c HTTP/1.1\r\nHost: x:1\r\nX-ApiKey:  k \r\n\r\n"),
            method + QByteArray(" /a?b=c\nhost: x:1\nx-apikey: k\n\n"));
    row("body", "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 7\r\n\r\n{\"a\":1}",
        "POST /?\nhost: x\ncontent-length: 7\n\n{\"a\":1}");
    row("chunks",
        "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n",
        "POST /?\nhost: x\ncontent-length: 1\n\na");
    const QByteArray large = QByteArray("abcdefg").repeated(30000);
    row("large body",
        "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 210000\r\nA: b\r\n\r\n" + large,
        "POST /?\nhost: x\na: b\ncontent-length: 210000\n\n" + large);
    row("raw JSON", "GET /a?q={\"b\":[\"%41\"]} HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /a?q=%7B%22b%22:[%22A%22]%7D\nhost: x\n\n");
    row("odd host", "GET /a?b HTTP/1.1\r\nHost: a..b:99999\r\n\r\n",
        "GET /a?b\nhost: a..b:99999\n\n");
    row("no host", "GET /a HTTP/1.0\r\n\r\n", "GET /a?\n\n");
    row("absolute-form", "GET http://a.example/b?c HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET /b?c\nhost: a.example\n\n");
    row("two slashes", "GET //a.example/b HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /%2Fa.example/b?\nhost: x\n\n");
    row("dots", "GET /a/../b/%2e%2e/./c HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /a/../b/.././c?\nhost: x\n\n");
    row("the server", "OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n", "OPTIONS *?\nhost: x\n\n");
    row("long header", "GET / HTTP/1.1\r\nHost: x\r\nA: " + QByteArray(30000, 'b') + "\r\n\r\n",
        "GET /?\nhost: x\na: " + QByteArray(30000, 'b') + "\n\n");
    QByteArray many;
    QByteArray parsed;
    for (int i = 0; i < 99; ++i) {
        many.append("h" + QByteArray::number(i) + ": v\r\n");
        parsed.append("h" + QByteArray::number(i) + ": v\n");
    }
    row("many headers", "GET / HTTP/1.1\r\nhost: x\r\n" + many + "\r\n",
        "GET /?\nhost: x\n" + parsed + '\n');
}

void TestHttp::isParsedByQtHttpServer()
{
    QFETCH(QByteArray, sent);
    QFETCH(QByteArray, parsed);
    Conversation conversation;
    QVERIFY(conversation.send(sent));
    const Http::Request &request = conversation.requests.first();
    QCOMPARE(request.method + ' ' + request.path + '?' + request.query + '\n'
                 + textOf(request.headers) + '\n' + request.body,
             parsed);
    // What follows is a request of its own.
    if (!sent.contains("HTTP/1.0")) {
        QVERIFY(conversation.send("GET /next HTTP/1.1\r\nHost: x\r\n\r\n"));
        QCOMPARE(conversation.requests.last().path, QByteArray("/next"));
    }
}

void TestHttp::everyByteOfAnAddressArrives()
{
    Conversation conversation;
    QByteArray sent;
    for (int byte = 0; byte < 256; ++byte) {
        const QByteArray code = '%' + QByteArray(1, char(byte)).toHex();
        sent.append("GET /a" + code + "b?q=c" + code + "d&r=e HTTP/1.1\r\nHost: x\r\n\r\n");
    }
    QVERIFY(conversation.send(sent, 256));
    for (int byte = 0; byte < 256; ++byte) {
        const Http::Request &request = conversation.requests[byte];
        QCOMPARE(Http::percentDecoded(request.path), "/a" + QByteArray(1, char(byte)) + 'b');
        QCOMPARE(*request.parameter("q"), 'c' + QByteArray(1, char(byte)) + 'd');
        QCOMPARE(*request.parameter("r"), QByteArray("e"));
    }
}

/// QtHttpServer takes a WebSocket's handshake for itself, and ends the connection.
void TestHttp::connectionGoesOnAfterAnUpgrade()
{
    Conversation conversation;
    QVERIFY(conversation.send("GET /a HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\n"
                              "Upgrade: websocket\r\nSec-WebSocket-Key: a\r\n\r\n"));
    QVERIFY(conversation.send("GET /next HTTP/1.1\r\nHost: x\r\n\r\n"));
    QVERIFY(conversation.hears("/next"));
    QVERIFY(!conversation.answers.contains("101"));
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
    QTest::newRow("host with a path") << QByteArray("GET / HTTP/1.1\r\nHost: x/y\r\n\r\n") << 400;
    QTest::newRow("host with a user") << QByteArray("GET / HTTP/1.1\r\nHost: u@x\r\n\r\n") << 400;
    QTest::newRow("host with a port that is none")
        << QByteArray("GET / HTTP/1.1\r\nHost: x:a\r\n\r\n") << 400;
    QTest::newRow("host in the address alone")
        << QByteArray("GET http://x/ HTTP/1.1\r\n\r\n") << 400;
    QTest::newRow("address with a user")
        << QByteArray("GET http://u@x/ HTTP/1.1\r\nHost: x\r\n\r\n") << 400;
    QTest::newRow("address without a host")
        << QByteArray("GET http:///a HTTP/1.1\r\nHost: x\r\n\r\n") << 400;
    QTest::newRow("address of another kind")
        << QByteArray("GET ftp://x/ HTTP/1.1\r\nHost: x\r\n\r\n") << 400;
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
    QCOMPARE(framer.refusal().status, status);
    QVERIFY(qstrlen(framer.refusal().reason) > 0);
}

/// A GET with @p line bytes in its first line and, unless it is 0, @p head in its whole head.
static QByteArray requestOf(qsizetype line, qsizetype head)
{
    QByteArray text = "GET /" + QByteArray(line - 14, 'a') + " HTTP/1.1\r\nHost: x";
    if (head > 0)
        text += "\r\nA: " + QByteArray(head - text.size() - 5, 'a');
    return text + "\r\n\r\n";
}

void TestHttp::holdsItsLimits_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("status");
    QTest::newRow("endless line") << QByteArray("GET /") + QByteArray(20000, 'a') << 414;
    QTest::newRow("long line") << requestOf(20000, 0) << 414;
    QTest::newRow("line just too long") << requestOf(Http::Limits().requestLine + 1, 0) << 414;
    QTest::newRow("head just too long")
        << requestOf(20, Http::Limits().requestLine + Http::Limits().headerBytes + 1) << 431;
    QTest::newRow("endless headers") << "GET / HTTP/1.1\r\nA: " + QByteArray(60000, 'a') << 431;
    QTest::newRow("many headers") << "GET / HTTP/1.1\r\n" + QByteArray("A: b\r\n").repeated(101)
            + "\r\n" << 431;
    QTest::newRow("large body") << QByteArray(
        "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999\r\n\r\n")
                                << 413;
    QTest::newRow("large chunk") << QByteArray(
        "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nfffffff\r\n")
                                 << 413;
    const QByteArray chunked = "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";
    const auto chunk = [](qsizetype size) {
        return QByteArray::number(size, 16) + "\r\n" + QByteArray(size, 'a') + "\r\n";
    };
    QTest::newRow("trailer just too long")
        << chunked + "0\r\nA: " + QByteArray(Http::Limits().headerBytes - 2, 'a') + "\r\n\r\n"
        << 431;
    const qsizetype half = Http::Limits().body / 2;
    QTest::newRow("two chunks") << chunked + chunk(half) + chunk(half + 1) << 413;
    QTest::newRow("many chunks") << chunked + chunk(half).repeated(2) + "1\r\n" << 413;
    QTest::newRow("just too large") << "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: "
            + QByteArray::number(2 * half + 1)
            + "\r\n\r\n" << 413;
}

/// What is as large as a limit passes.
void TestHttp::takesWhatIsAtItsLimits()
{
    const qsizetype half = Http::Limits().body / 2;
    QCOMPARE(half * 2, Http::Limits().body);
    const QByteArray chunk = QByteArray::number(half, 16) + "\r\n" + QByteArray(half, 'a') + "\r\n";
    const QByteArray begin = "POST / HTTP/1.1\r\nHost: x\r\n";
    for (const QByteArray &text :
         {begin + "Transfer-Encoding: chunked\r\n\r\n" + chunk + chunk + "0\r\n\r\n",
          begin + "Content-Length: " + QByteArray::number(2 * half) + "\r\n\r\n"
              + QByteArray(2 * half, 'a'),
          "GET / HTTP/1.1\r\nHost: x\r\n" + QByteArray("A: b\r\n").repeated(99) + "\r\n",
          requestOf(Http::Limits().requestLine, 0),
          requestOf(20, Http::Limits().requestLine + Http::Limits().headerBytes),
          begin + "Transfer-Encoding: chunked\r\n\r\n0\r\nA: "
              + QByteArray(Http::Limits().headerBytes - 3, 'a') + "\r\n\r\n"}) {
        RequestFramer framer{Http::Limits()};
        framer.append(text);
        QCOMPARE(framer.advance(), RequestFramer::State::Complete);
    }
}

void TestHttp::strangersSendSmallBodies_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("isTaken");
    const QByteArray begin = "POST / HTTP/1.1\r\nHost: x\r\n";
    const auto whole = [&](qsizetype size) {
        return begin + "Content-Length: " + QByteArray::number(size) + "\r\n\r\n"
            + QByteArray(size, 'a');
    };
    const auto chunks = [&](qsizetype first, qsizetype second) {
        QByteArray text = begin + "Transfer-Encoding: chunked\r\n\r\n";
        for (const qsizetype size : {first, second})
            text.append(QByteArray::number(size, 16) + "\r\n" + QByteArray(size, 'a') + "\r\n");
        return text + "0\r\n\r\n";
    };
    const qsizetype most = Http::Admission::OfUnknown;
    QTest::newRow("whole, at the limit") << whole(most) << true;
    QTest::newRow("whole, above it") << whole(most + 1) << false;
    QTest::newRow("chunks, at the limit") << chunks(most - 1, 1) << true;
    QTest::newRow("chunks, above it") << chunks(most, 1) << false;
}

void TestHttp::strangersSendSmallBodies()
{
    QFETCH(QByteArray, text);
    QFETCH(bool, isTaken);
    for (const bool isKnown : {false, true}) {
        const Http::Admission admission{[isKnown](const Http::RequestHead &) { return isKnown; },
                                        nullptr};
        RequestFramer framer(Http::Limits(), &admission);
        framer.append(text);
        const bool isComplete = framer.advance() == RequestFramer::State::Complete;
        QCOMPARE(isComplete, isTaken || isKnown);
        QCOMPARE(framer.refusal().status, isComplete ? 0 : 401);
    }
}

void TestHttp::holdsItsLimits()
{
    QFETCH(QByteArray, text);
    QFETCH(int, status);
    RequestFramer framer{Http::Limits()};
    framer.append(text);
    QCOMPARE(framer.advance(), RequestFramer::State::Refused);
    QCOMPARE(framer.refusal().status, status);
}

void TestHttp::knowsWhenTheConnectionStays()
{
    const auto keeps = [](const QByteArray &version, const QByteArray &connection) {
        RequestFramer framer{Http::Limits()};
        framer.append("GET / " + version + "\r\nHost: x\r\n" + connection + "\r\n");
        return framer.advance() == RequestFramer::State::Complete && framer.head().keepsAlive();
    };
    QVERIFY(keeps("HTTP/1.1", ""));
    QVERIFY(!keeps("HTTP/1.1", "Connection: close\r\n"));
    QVERIFY(!keeps("HTTP/1.0", ""));
    QVERIFY(keeps("HTTP/1.0", "Connection: Keep-Alive\r\n"));
}

void TestHttp::decodesParameters()
{
    Http::Request request;
    request.query = "a=1+2&b=%7B%22x%22%3A1%7D&c&d=%zz&=f=g";
    QCOMPARE(*request.parameter("a"), QByteArray("1 2"));
    QCOMPARE(*request.parameter("b"), QByteArray("{\"x\":1}"));
    QCOMPARE(*request.parameter("c"), QByteArray());
    QCOMPARE(*request.parameter("d"), QByteArray("%zz"));
    // WHATWG URL, section 5.1
    QCOMPARE(request.parameter("").value_or("none"), QByteArray("f=g"));
    QVERIFY(!request.parameter("e"));
    QCOMPARE(Http::headerValue("a\r\nSet-Cookie: x"), QByteArray("a  Set-Cookie: x"));
}

QTEST_GUILESS_MAIN(TestHttp)
#include "tst_http.moc"
