// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/embeddedserver.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

/// Nothing that a hook, a client or another server names becomes another line of a head, or another
/// request: in what leaves the machine, and in what the server answers.
class TestHeads : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void requestsAreNotSplit_data();
    void requestsAreNotSplit();
    void redirectsAreNotSplit_data();
    void redirectsAreNotSplit();
    void mailsAreNotSplit_data();
    void mailsAreNotSplit();
    void answersAreNotSplit_data();
    void answersAreNotSplit();

private:
    HttpClient &client() { return m_server->client(); }
    void takeRequest(QTcpSocket *socket);
    QByteArray outcomeOf(const QByteArray &call);

    std::unique_ptr<EmbeddedServer> m_server;
    std::unique_ptr<QTcpServer> m_peer; ///< Keeps what it gets, and answers m_answer.
    QByteArray m_got;
    QByteArray m_answer;
};

namespace {

/// As JavaScript: what would be a header and a request of its own.
const QByteArray Evil = R"("a\r\nX-Evil: 1\r\n\r\nDELETE /x HTTP/1.1\r\n\r\n")";
const QByteArray Fine = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

} // namespace

void TestHeads::init()
{
    m_got.clear();
    m_answer = Fine;
    m_peer = std::make_unique<QTcpServer>();
    QVERIFY(m_peer->listen(QHostAddress::LocalHost));
    connect(m_peer.get(), &QTcpServer::newConnection, this, [this] {
        QTcpSocket *socket = m_peer->nextPendingConnection();
        connect(socket, &QTcpSocket::readyRead, this, [this, socket] { takeRequest(socket); });
    });
    m_server = std::make_unique<EmbeddedServer>();
    QVERIFY(m_server->start());
    QVERIFY(m_server->define("c"));
    QCOMPARE(client()
                 .send("PATCH", "/admin/v1/settings",
                       R"({"request":{"allow":["127.0.0.1"]},"mail":{"from":"a@example.com",)"
                       R"("smtp":{"host":"127.0.0.1","port":)"
                           + QByteArray::number(m_peer->serverPort()) + R"(,"security":"none"}}})")
                 .status,
             200);
}

void TestHeads::takeRequest(QTcpSocket *socket)
{
    m_got += socket->readAll();
    if (m_got.contains("\r\n\r\n"))
        socket->write(std::exchange(m_answer, Fine));
}

/// What a hook learns of @p call: "done", or the message of the error. URL in it is the peer's.
QByteArray TestHeads::outcomeOf(const QByteArray &call)
{
    QByteArray script = "async function beforePOST(req, res) { const EVIL = " + Evil
        + "; let outcome = 'done'; try { await " + call
        + "; } catch (error) { outcome = String(error.message); } res.end({data: {outcome}}); }";
    script.replace("URL", "'http://127.0.0.1:" + QByteArray::number(m_peer->serverPort()) + "/p'");
    if (client().hook("c", script).status != 200)
        return "the hook does not compile";
    const auto answer = client().post("/rest/c", "{}");
    return answer.status == 201 ? answer.json().root().value("outcome").text().toByteArray()
                                : answer.body;
}

void TestHeads::requestsAreNotSplit_data()
{
    QTest::addColumn<QByteArray>("options");
    QTest::addColumn<bool>("isRefused");
    const auto row = [](const char *name, const char *options, bool isRefused = true) {
        QTest::newRow(name) << QByteArray(options) << isRefused;
    };
    row("bearer", "{url: URL, auth: {bearer: EVIL}}");
    row("user", "{url: URL, auth: {user: EVIL, pass: 'x'}}");
    row("username", "{url: URL, auth: {username: EVIL}}");
    row("password", "{url: URL, auth: {user: 'x', password: EVIL}}");
    row("user of the URL", "{url: URL.replace('//', '//' + encodeURIComponent(EVIL) + '@')}");
    row("value of a header", "{url: URL, headers: {'x-a': EVIL}}");
    row("value in a list", "{url: URL, headers: {'x-a': ['b', EVIL]}}");
    row("name of a header", "{url: URL, headers: {['x' + EVIL]: '1'}}");
    row("empty name of a header", "{url: URL, headers: {'': '1'}}");
    row("name with a colon", "{url: URL, headers: {'x-evil:': '1'}}");
    row("CR alone", "{url: URL, headers: {'x-a': 'a\\rX-Evil: 1'}}");
    row("LF alone", "{url: URL, headers: {'x-a': 'a\\nX-Evil: 1'}}");
    row("NUL", "{url: URL, headers: {'x-a': 'a\\0b'}}");
    row("NUL in bearer", "{url: URL, auth: {bearer: 'a\\0b'}}");
    row("cookie", "{url: URL, headers: {cookie: EVIL}}");
    row("type of the body",
        "{url: URL, method: 'POST', json: {}, headers: {'content-type': EVIL}}");
    row("accept", "{url: URL, json: true, headers: {accept: EVIL}}");
    row("agent", "{url: URL, headers: {'user-agent': EVIL}}");
    row("method", "{url: URL, method: 'GET ' + EVIL}");
    row("method with a blank", "{url: URL, method: 'GET /x'}");
    row("name of a part", "{url: URL, method: 'POST', formData: {[EVIL]: 'x'}}");
    row("file name of a part",
        "{url: URL, method: 'POST', formData: {f: {value: 'x', options: {filename: EVIL}}}}");
    row("type of a part",
        "{url: URL, method: 'POST', formData: {f: {value: 'x', options: {contentType: EVIL}}}}");
    row("name of a part in a list", "{url: URL, method: 'POST', formData: {[EVIL]: ['x', 'y']}}");
    // These are encoded, or said by the server alone.
    row("host", "{url: URL, headers: {host: EVIL}}", false);
    row("length", "{url: URL, method: 'POST', body: 'x', headers: {'content-length': '0'}}", false);
    row("chunks",
        "{url: URL, method: 'POST', body: 'x', headers: {'Transfer-Encoding': 'chunked'}}", false);
    row("path", "{url: URL + EVIL}", false);
    row("query", "{url: URL + '?a=' + EVIL}", false);
    row("fragment", "{url: URL + '#' + EVIL}", false);
    row("parameters", "{url: URL, qs: {[EVIL]: EVIL}}", false);
    row("form", "{url: URL, method: 'POST', form: {[EVIL]: EVIL}}", false);
}

void TestHeads::requestsAreNotSplit()
{
    QFETCH(QByteArray, options);
    QFETCH(bool, isRefused);
    const QByteArray outcome = outcomeOf("request(" + options + ')');
    QVERIFY2((outcome == "done") == !isRefused, outcome.constData());
    if (isRefused) {
        QVERIFY2(outcome.startsWith("request: "), outcome.constData());
        QCOMPARE(m_got, QByteArray()); // nobody is even connected to
    } else {
        QCOMPARE(m_got.count(" HTTP/1.1\r\n"), 1);
        QVERIFY2(!m_got.contains("\nX-Evil:") && !m_got.contains("\nDELETE"), m_got.constData());
        QVERIFY(m_got.toLower().count("\ncontent-length:") <= 1);
        QVERIFY(!m_got.toLower().contains("\ntransfer-encoding:"));
    }
}

void TestHeads::redirectsAreNotSplit_data()
{
    QTest::addColumn<QByteArray>("location");
    QTest::newRow("encoded") << QByteArray("/a%0D%0AX-Evil:%201");
    QTest::newRow("blank") << QByteArray("/a b HTTP/1.1");
    QTest::newRow("tab and controls") << QByteArray("/a\tb\x01\x7f");
    QTest::newRow("user") << QByteArray("//a%0D%0AX-Evil%3A%201@127.0.0.1/");
}

void TestHeads::redirectsAreNotSplit()
{
    QFETCH(QByteArray, location);
    m_answer = "HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: " + location + "\r\n\r\n";
    (void)outcomeOf("request({url: URL, timeout: 2000})");
    QVERIFY2(!m_got.contains("\nX-Evil:"), m_got.constData());
    const qsizetype second = m_got.indexOf("GET ", 4);
    if (second > 0) {
        const QByteArray line = m_got.mid(second, m_got.indexOf('\r', second) - second);
        QCOMPARE(line.count(' '), 2);
    }
}

void TestHeads::mailsAreNotSplit_data()
{
    QTest::addColumn<QByteArray>("member");
    for (const char *member : {"to", "cc", "bcc", "replyto", "from", "sendername", "subject"})
        QTest::newRow(member) << QByteArray(member);
}

void TestHeads::mailsAreNotSplit()
{
    QFETCH(QByteArray, member);
    const QByteArray base =
        "sendMail(Object.assign({to: 'b@example.com', subject: 's', html: 'h'}, {" + member + ": ";
    const bool isAddress = member != "subject" && member != "sendername";
    for (const char *evil : {"a\\r\\nBcc: evil@example.com", "a\\nX: 1", "a\\rX: 1", "a\\0b"}) {
        const QByteArray value = isAddress ? QByteArray(evil) + " <a@example.com>" : evil;
        const QByteArray outcome = outcomeOf(base + '\'' + value + "'}))");
        QVERIFY2(outcome.startsWith("sendMail: "), outcome.constData());
        if (isAddress) {
            const QByteArray after = outcomeOf(base + "'a@example.com" + evil + "'}))");
            QVERIFY2(after.startsWith("sendMail: "), after.constData());
        }
    }
    QCOMPARE(m_got, QByteArray());
}

void TestHeads::answersAreNotSplit_data()
{
    QTest::addColumn<QByteArray>("head");
    QTest::newRow("origin") << QByteArray("GET /rest/c HTTP/1.1\r\nOrigin: http://a\x01"
                                          "b%0D%0AX-Evil: 1");
    QTest::newRow("path") << QByteArray("GET /rest/a%0D%0AX-Evil:%201 HTTP/1.1");
    QTest::newRow("path of the manager") << QByteArray("GET /admin/v1/a%0D%0AX-Evil:%201 HTTP/1.1");
    QTest::newRow("page") << QByteArray(
        "GET /admin/v1/inspector?after=1%0D%0AX-Evil:%201 HTTP/1.1");
    QTest::newRow("format") << QByteArray(
        "GET /admin/v1/inspector/export?format=har%22%0D%0AX-Evil:%201 HTTP/1.1");
    QTest::newRow("format of documents")
        << QByteArray("GET /rest/c?format=html%0D%0AX-Evil:%201 HTTP/1.1");
    QTest::newRow("version") << QByteArray(
        "GET /rest/c HTTP/1.1\r\nIf-None-Match: \"a%0D%0AX-Evil: 1");
    QTest::newRow("requested headers") << QByteArray(
        "OPTIONS /rest/c HTTP/1.1\r\nOrigin: http://a\r\nAccess-Control-Request-Method: GET\r\n"
        "Access-Control-Request-Headers: a%0D%0AX-Evil: 1");
}

void TestHeads::answersAreNotSplit()
{
    QFETCH(QByteArray, head);
    const QUrl url(m_server->url());
    QTcpSocket socket;
    socket.connectToHost(url.host(), quint16(url.port()));
    QVERIFY(socket.waitForConnected());
    socket.write(head + "\r\nHost: x\r\nConnection: close\r\nx-apikey: " + m_server->key()
                 + "\r\n\r\n");
    QTRY_COMPARE(socket.state(), QTcpSocket::UnconnectedState);
    const QByteArray answer = socket.readAll();
    QVERIFY2(answer.startsWith("HTTP/1.1 "), answer.constData());
    const QByteArray answered = answer.first(answer.indexOf("\r\n\r\n"));
    QVERIFY2(!answered.contains("\nX-Evil"), answered.constData());
    for (const QByteArray &line : answered.split('\n')) {
        const QByteArray text = line.endsWith('\r') ? line.chopped(1) : line;
        QVERIFY2(std::all_of(text.begin(), text.end(),
                             [](char c) { return uchar(c) >= 0x20 && c != 0x7f; }),
                 line.constData());
    }
}

QTEST_GUILESS_MAIN(TestHeads)
#include "tst_heads.moc"
