// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/core/jwt.h"
#include "tests/server/servertest.h"

#include <QScopeGuard>
#include <QTcpSocket>
#include <QTest>

#include <algorithm>
#include <array>

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

/// Who may send large bodies, and how many of them at once.
class TestLargeBodies : public ServerTest
{
    Q_OBJECT

public:
    TestLargeBodies()
        : ServerTest({"people"})
    {
    }

private slots:
    void whoIsKnownMaySendThem_data();
    void whoIsKnownMaySendThem();
    void unknownOnesAreRefusedAtTheHead();
    void aNewKeyIsKnownAtOnce();
    void theirMemoryIsBounded();
    void whoIsRefusedHoldsNoMemory();
    void answersShareTheMemory();
    void longListsTakeNoMemory();

private:
    /// Asks for @p path, and reads no more than the beginning.
    bool beginReading(QTcpSocket &reader, const QByteArray &path)
    {
        const QUrl url(m_server->url());
        reader.setReadBufferSize(4096);
        reader.connectToHost(url.host(), quint16(url.port()));
        if (!reader.waitForConnected())
            return false;
        reader.write("GET " + path + " HTTP/1.1\r\nHost: a\r\nx-apikey: " + m_server->key()
                     + "\r\n\r\n");
        return QTest::qWaitFor([&] { return reader.bytesAvailable() > 0; });
    }
    bool set(const QByteArray &settings)
    {
        return client().send("PATCH", "/admin/v1/settings", settings).status == 200;
    }
};

namespace {

constexpr qsizetype Allowed = 64 * 1024; ///< Of everybody.

/// A document of @p size bytes.
QByteArray documentOf(qsizetype size)
{
    const QByteArray begin = R"({"text":")";
    return begin + QByteArray(size - begin.size() - 2, 'x') + R"("})";
}

QByteArray inChunks(const QByteArray &body)
{
    constexpr qsizetype ChunkSize = 10'000;
    QByteArray chunks;
    for (qsizetype at = 0; at < body.size(); at += ChunkSize) {
        const QByteArray chunk = body.mid(at, ChunkSize);
        chunks += QByteArray::number(chunk.size(), 16) + "\r\n" + chunk + "\r\n";
    }
    return chunks + "0\r\n\r\n";
}

} // namespace

void TestLargeBodies::whoIsKnownMaySendThem_data()
{
    QTest::addColumn<QByteArray>("line"); // of the head
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<qsizetype>("size");
    QTest::addColumn<QByteArray>("status");
    QTest::addColumn<bool>("isRead"); // by the server, before it refuses
    const auto row = [](const char *name, const QByteArray &line, const QByteArray &path,
                        qsizetype size, const char *status, bool isRead = false) {
        QTest::newRow(name) << line << path << size << QByteArray(status) << isRead;
    };
    const QByteArray people = "/rest/people";
    row("a key", "x-apikey: KEY\r\n", people, 2 * Allowed, "201");
    row("a key, in other letters", "X-ApiKey: KEY\r\n", people, 2 * Allowed, "201");
    row("a key in the address", "", "/rest/people?x=1&apikey=KEY", 2 * Allowed, "201");
    row("a token", "Authorization: Bearer TOKEN\r\n", people, 2 * Allowed, "403");
    row("nobody", "", people, 2 * Allowed, "401");
    row("nobody, as much as is allowed", "", people, Allowed, "401", true);
    row("nobody, a byte more", "", people, Allowed + 1, "401");
    row("another key", "x-apikey: KEYx\r\n", people, 2 * Allowed, "401");
    row("a short key", "x-apikey: x\r\n", people, 2 * Allowed, "401");
    row("a forged token", "Authorization: Bearer TOKENx\r\n", people, 2 * Allowed, "401");
    row("a token of another kind", "Authorization: Basic YTpi\r\n", people, 2 * Allowed, "401");
    row("nobody, in chunks", "Transfer-Encoding: chunked\r\n", people, 2 * Allowed, "401");
    row("a key, in chunks", "x-apikey: KEY\r\nTransfer-Encoding: chunked\r\n", people, 2 * Allowed,
        "201");
    row("a page that is open", "", "/healthz", 2 * Allowed, "401");
}

void TestLargeBodies::whoIsKnownMaySendThem()
{
    QFETCH(QByteArray, line);
    QFETCH(QByteArray, path);
    QFETCH(qsizetype, size);
    QFETCH(QByteArray, status);
    QFETCH(bool, isRead);
    const QByteArray secret(40, 's');
    QVERIFY(set(R"({"auth":{"jwt":{"secret":")" + secret + R"("}}})"));
    const QByteArray email = R"({"email":"ann@example.com"})";
    QVERIFY(m_server->define("users"));
    QCOMPARE(client().post("/rest/users", email).status, 201);
    const auto token = Jwt::sign(email, secret, "HS256", {});
    QVERIFY(token);
    line.replace("KEY", m_server->key()).replace("TOKEN", *token);
    path.replace("KEY", m_server->key());
    const QByteArray body = documentOf(size);
    const bool isChunked = line.contains("chunked");
    const QByteArray answer =
        raw("POST " + path + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n" + line
            + (isChunked ? QByteArray() : "Content-Length: " + QByteArray::number(size) + "\r\n")
            + "\r\n" + (isChunked ? inChunks(body) : body));
    QVERIFY2(answer.startsWith("HTTP/1.1 " + status), answer.left(500).constData());
    if (status == "401")
        QCOMPARE(answer.contains("64 KiB"), !isRead);
}

/// Nothing of the body has to come for that.
void TestLargeBodies::unknownOnesAreRefusedAtTheHead()
{
    const QByteArray answer =
        raw("POST /rest/people HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\n"
            "Content-Length: 1000000\r\n\r\n");
    QVERIFY2(answer.startsWith("HTTP/1.1 401 "), answer.constData());
}

void TestLargeBodies::aNewKeyIsKnownAtOnce()
{
    const auto made = client().post("/admin/v1/keys", R"({"kind":"full"})");
    QVERIFY2(made.status == 201, made.body.constData());
    HttpClient other = m_server->clientWith(made.member("key"));
    QCOMPARE(other.post("/rest/people", documentOf(2 * Allowed)).status, 201);
    QCOMPARE(client().send("DELETE", "/admin/v1/keys/" + made.member("id")).status, 200);
    QCOMPARE(other.post("/rest/people", documentOf(2 * Allowed)).status, 401);
}

/// Two clients that send half a body each take all of it; what others send meanwhile, small and
/// large, is answered.
void TestLargeBodies::theirMemoryIsBounded()
{
    constexpr qsizetype Half = 512 * 1024;
    QVERIFY(set(R"({"limits":{"memory":1048576}})"));
    const QUrl url(m_server->url());
    // Announces a body, which takes no memory yet; gives the first line of the answer.
    const auto announce = [&](QTcpSocket &socket, qsizetype size) {
        socket.connectToHost(url.host(), quint16(url.port()));
        socket.waitForConnected();
        socket.write("POST /rest/people HTTP/1.1\r\nHost: a\r\nx-apikey: " + m_server->key()
                     + "\r\nContent-Length: " + QByteArray::number(size)
                     + "\r\nExpect: 100-continue\r\n\r\n");
        [&] { QVERIFY(QTest::qWaitFor([&] { return socket.bytesAvailable() > 0; })); }();
        return socket.readAll();
    };
    std::array<QTcpSocket, 2> senders;
    for (QTcpSocket &sender : senders)
        QVERIFY(announce(sender, Half).startsWith("HTTP/1.1 100 "));
    // Who has sent nothing holds nothing.
    QCOMPARE(client().post("/rest/people", documentOf(2 * Allowed)).status, 201);
    for (QTcpSocket &sender : senders)
        sender.write(documentOf(Half).chopped(1));
    const auto isRefused = [&] {
        QTcpSocket other;
        return announce(other, 2 * Allowed).startsWith("HTTP/1.1 503 ");
    };
    QVERIFY(QTest::qWaitFor(isRefused));
    const auto refused = client().post("/rest/people", documentOf(2 * Allowed));
    QCOMPARE(refused.status, 503);
    QCOMPARE(refused.header("retry-after"), QByteArray("1"));
    QCOMPARE(client().post("/rest/people", documentOf(Allowed)).status, 201);
    // One is answered, the other leaves: both make room.
    senders[0].write(documentOf(Half).right(1));
    QVERIFY(QTest::qWaitFor([&] { return senders[0].bytesAvailable() > 0; }));
    QVERIFY(senders[0].readAll().startsWith("HTTP/1.1 201 "));
    QCOMPARE(client().post("/rest/people", documentOf(Half)).status, 201);
    senders[1].abort();
    const auto isTaken = [&] {
        return client().post("/rest/people", documentOf(2 * Half)).status == 201;
    };
    QVERIFY(QTest::qWaitFor(isTaken));
}

/// One whose body has a fault in its middle goes on sending and never closes.
void TestLargeBodies::whoIsRefusedHoldsNoMemory()
{
    constexpr qsizetype Most = 1024 * 1024;
    QVERIFY(set(R"({"limits":{"memory":1048576}})"));
    // QTcpSocket would close its own half as well.
    const int sender = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const auto closes = qScopeGuard([sender] { ::close(sender); });
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_port = htons(quint16(QUrl(m_server->url()).port()));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    QCOMPARE(::connect(sender, reinterpret_cast<const sockaddr *>(&address), sizeof address), 0);
    const QByteArray request = "POST /rest/people HTTP/1.1\r\nHost: a\r\nx-apikey: "
        + m_server->key() + "\r\nTransfer-Encoding: chunked\r\n\r\nffff0\r\n"
        + QByteArray(0xffff0, 'x') + "\r\nno size\r\n";
    qsizetype sent = 0;
    const auto isSent = [&] {
        const ssize_t count = ::send(sender, request.constData() + sent,
                                     size_t(request.size() - sent), MSG_NOSIGNAL | MSG_DONTWAIT);
        sent += std::max<ssize_t>(count, 0);
        return sent == request.size();
    };
    QVERIFY(QTest::qWaitFor(isSent));
    std::array<char, 1024> answer = {};
    QVERIFY(QTest::qWaitFor(
        [&] { return ::recv(sender, answer.data(), answer.size() - 1, MSG_DONTWAIT) > 0; }));
    QVERIFY2(QByteArray(answer.data()).startsWith("HTTP/1.1 400 "), answer.data());
    for (int i = 0; i < 5; ++i) {
        QCOMPARE(::send(sender, "x", 1, MSG_NOSIGNAL), 1);
        QTest::qWait(300); // less than what ends a connection that is quiet
    }
    QCOMPARE(client().post("/rest/people", documentOf(Most)).status, 201);
}

/// A document of 12 MiB that its clients do not read, of 32 MiB for all.
void TestLargeBodies::answersShareTheMemory()
{
    const auto made = client().post("/rest/people", documentOf(12 * 1024 * 1024));
    QCOMPARE(made.status, 201);
    const QByteArray path = "/rest/people/" + made.member("_id");
    QVERIFY(set(R"({"limits":{"memory":33554432}})"));
    std::array<QTcpSocket, 2> readers;
    for (QTcpSocket &reader : readers)
        QVERIFY(beginReading(reader, path));
    const auto refused = client().get(path);
    QCOMPARE(refused.status, 503);
    QCOMPARE(refused.header("retry-after"), QByteArray("1"));
    QVERIFY(refused.body.contains("limits.memory"));
    QCOMPARE(client().get("/healthz").status, 200);
    QCOMPARE(client().post("/rest/people", documentOf(1024 * 1024)).status, 201);
    readers[0].abort();
    QVERIFY(QTest::qWaitFor([&] { return client().get(path).status == 200; }));
}

/// Lists of 20 MiB, which their clients do not read, of 1 MiB for all.
void TestLargeBodies::longListsTakeNoMemory()
{
    constexpr int Documents = 20;
    for (int i = 0; i < Documents; ++i)
        QCOMPARE(client().post("/rest/people", documentOf(1024 * 1024)).status, 201);
    QVERIFY(set(R"({"limits":{"memory":1048576}})"));
    std::array<QTcpSocket, 3> readers;
    for (QTcpSocket &reader : readers)
        QVERIFY(beginReading(reader, "/rest/people"));
    for (const char *query : {"", "?metafields=true", "?totals=true"}) {
        const auto whole = client().get("/rest/people" + QByteArray(query));
        QCOMPARE(whole.status, 200);
        const auto list = Json::Document::parse(whole.body);
        QVERIFY(list);
        const bool hasTotals = qstrcmp(query, "?totals=true") == 0;
        const Json::Value data = hasTotals ? list->root().value("data") : list->root();
        QCOMPARE(data.items().size(), size_t(Documents));
        QCOMPARE(data.items().back().value("text").text().size(),
                 documentOf(1024 * 1024).size() - 11);
        if (hasTotals)
            QCOMPARE(list->root().value("totals").value("count").toInteger(), Documents);
    }
    const QByteArray head = raw("HEAD /rest/people HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"
                                "x-apikey: "
                                + m_server->key() + "\r\n\r\n");
    const qsizetype length = client().get("/rest/people").body.size();
    QVERIFY2(head.contains("Content-Length: " + QByteArray::number(length)), head.constData());
    QVERIFY(head.endsWith("\r\n\r\n"));
    // What is made of the whole list is made in memory, and a hook has no more than its own.
    QCOMPARE(client().get("/rest/people?format=js").status, 413);
    QVERIFY(set(R"({"codehooks":{"memory":16}})"));
    QVERIFY(m_server->define("asking"));
    QCOMPARE(
        client()
            .hook("asking",
                  "async function beforePOST(req, res) { try { "
                  "await db.get('/rest/people'); } catch (e) { res.end({error: e.message}); } }")
            .status,
        200);
    const auto asked = client().post("/rest/asking", "{}");
    QVERIFY2(asked.body.contains("larger than 16 MiB"), asked.body.constData());
    // No file is left where others could find it.
    const QDir folder = QFileInfo(m_server->path("x")).dir();
    QCOMPARE(folder.entryList({"*.part"}, QDir::Files | QDir::Hidden), QStringList());
}

QTEST_GUILESS_MAIN(TestLargeBodies)
#include "tst_largebodies.moc"
