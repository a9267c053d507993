// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/contentcoding.h"
#include "tests/server/servertest.h"

#include <QTest>

using Http::Coding;

namespace {

constexpr qsizetype Limit = 4 * 1024 * 1024;

QByteArray statusOf(const QByteArray &answer)
{
    return answer.mid(9, 3);
}

QByteArray headerOf(const QByteArray &answer, const QByteArray &name)
{
    const QByteArray head = answer.first(answer.indexOf("\r\n\r\n") + 2);
    const qsizetype at = head.indexOf("\r\n" + name + ": ");
    if (at < 0)
        return {};
    const qsizetype begin = at + 4 + name.size();
    return head.mid(begin, head.indexOf("\r\n", begin) - begin);
}

QByteArray bodyOf(const QByteArray &answer)
{
    return answer.mid(answer.indexOf("\r\n\r\n") + 4);
}

} // namespace

/// What a server does with compressed bodies of requests, and how it compresses answers.
class TestCodedBodies : public ServerTest
{
    Q_OBJECT

public:
    TestCodedBodies()
        : ServerTest({"c"})
    {
    }

private slots:
    void storesCodedBodies_data();
    void storesCodedBodies();
    void tellsWhichCodingsThereAre();
    void decodedBodiesKeepTheLimits();
    void unknownCallersDecodeNothing();
    void answersAsAsked();
    void largeAnswersAreCodedToo();
    void recordsAreReadable();

private:
    /// The answer to a request with @p headers, each with its line end, and @p body.
    QByteArray send(const QByteArray &line, const QByteArray &headers, const QByteArray &body = {});
    /// Stores a document of @p bytes.
    void store(qsizetype bytes);
};

QByteArray TestCodedBodies::send(const QByteArray &line, const QByteArray &headers,
                                 const QByteArray &body)
{
    return raw(line + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nx-apikey: "
               + m_server->key() + "\r\n" + headers
               + "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body);
}

void TestCodedBodies::store(qsizetype bytes)
{
    QCOMPARE(client().post("/rest/c", "{\"text\":\"" + QByteArray(bytes, 'x') + "\"}").status, 201);
}

void TestCodedBodies::storesCodedBodies_data()
{
    QTest::addColumn<QByteArray>("coding");
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("gzip") << QByteArray(
        "gzip") << QByteArray::fromHex("1f8b0800000000000203ab564a54b232ac0500afac1b5607000000");
    QTest::newRow("deflate") << QByteArray("deflate")
                             << QByteArray::fromHex("789cab564a54b232ac0500082a0209");
    QTest::newRow("br") << QByteArray("br") << QByteArray::fromHex("0b03807b2261223a317d03");
    const QByteArray large = "{\"a\":1,\"text\":\"" + QByteArray(200'000, 'x') + "\"}";
    QTest::newRow("a large one") << QByteArray("gzip") << Http::encoded(large, Coding::Gzip);
}

void TestCodedBodies::storesCodedBodies()
{
    QFETCH(QByteArray, coding);
    QFETCH(QByteArray, body);
    const QByteArray headers =
        "Content-Type: application/json\r\nContent-Encoding: " + coding + "\r\n";
    QCOMPARE(statusOf(send("POST /rest/c", headers, body)), QByteArray("201"));
    QVERIFY(client().get("/rest/c?q={}&h={\"$fields\":{\"a\":1}}").body.contains("\"a\":1"));
}

void TestCodedBodies::tellsWhichCodingsThereAre()
{
    const QByteArray answer =
        send("POST /rest/c", "Content-Type: application/json\r\nContent-Encoding: zstd\r\n", "{}");
    QCOMPARE(statusOf(answer), QByteArray("415"));
    QCOMPARE(headerOf(answer, "Accept-Encoding"), QByteArray("gzip, deflate, br"));
    QVERIFY(bodyOf(answer).contains("\"UnsupportedMediaType\""));
    // A wrong content type has nothing to do with it (RFC 9110, section 15.5.16).
    const QByteArray other = send("POST /rest/c", "Content-Type: text/csv\r\n", "a,b");
    QCOMPARE(statusOf(other), QByteArray("415"));
    QCOMPARE(headerOf(other, "Accept-Encoding"), QByteArray());
}

void TestCodedBodies::decodedBodiesKeepTheLimits()
{
    QCOMPARE(client().put("/admin/v1/settings", "{\"limits\":{\"body\":100000}}").status, 200);
    const QByteArray headers = "Content-Type: application/json\r\nContent-Encoding: gzip\r\n";
    const auto post = [&](qsizetype bytes) {
        const QByteArray text = "{\"t\":\"" + QByteArray(bytes, 'x') + "\"}";
        return statusOf(send("POST /rest/c", headers, Http::encoded(text, Coding::Gzip)));
    };
    QCOMPARE(post(99'992), QByteArray("201"));
    QCOMPARE(post(99'993), QByteArray("413"));
}

void TestCodedBodies::unknownCallersDecodeNothing()
{
    const QByteArray answer =
        raw("POST /rest/c HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Encoding: "
            "zstd\r\nContent-Length: 2\r\n\r\n{}");
    QCOMPARE(statusOf(answer), QByteArray("401"));
}

void TestCodedBodies::answersAsAsked()
{
    store(2000);
    const QByteArray plain = send("GET /rest/c", {});
    QCOMPARE(headerOf(plain, "Vary"), QByteArray("Accept-Encoding"));
    QCOMPARE(headerOf(plain, "Content-Encoding"), QByteArray());
    for (const QByteArray coding : {"gzip", "br"}) {
        const QByteArray answer = send("GET /rest/c", "Accept-Encoding: " + coding + "\r\n");
        QCOMPARE(headerOf(answer, "Content-Encoding"), coding);
        QCOMPARE(headerOf(answer, "Vary"), QByteArray("Accept-Encoding"));
        QCOMPARE(headerOf(answer, "Content-Length").toLongLong(), bodyOf(answer).size());
        QVERIFY(bodyOf(answer).size() < 400);
        const auto text = Http::decoded(coding, bodyOf(answer), {Limit, {}});
        QVERIFY(text);
        QCOMPARE(*text, bodyOf(plain));
        // HEAD tells what GET would (RFC 9110, section 9.3.2).
        const QByteArray head = send("HEAD /rest/c", "Accept-Encoding: " + coding + "\r\n");
        QCOMPARE(headerOf(head, "Content-Encoding"), coding);
        QCOMPARE(headerOf(head, "Content-Length"), headerOf(answer, "Content-Length"));
    }
    const QByteArray small =
        send("GET /rest/c?h={\"$fields\":{\"none\":1}}", "Accept-Encoding: gzip\r\n");
    QCOMPARE(headerOf(small, "Content-Encoding"), QByteArray());
}

void TestCodedBodies::largeAnswersAreCodedToo()
{
    // 300 KB stay in memory; 3 MB, of letters without an order, lie in a file before and after.
    QByteArray text(3'000'000, 'x');
    quint32 state = 1;
    for (char &each : text)
        each = char('a' + ((state = state * 1664525 + 1013904223) >> 28));
    for (const qsizetype size : {300'000, 3'000'000}) {
        QCOMPARE(client().post("/rest/c", "{\"text\":\"" + text.first(size) + "\"}").status, 201);
        const QByteArray plain = bodyOf(send("GET /rest/c", {}));
        for (const QByteArray coding : {"gzip", "br"}) {
            const QByteArray answer = send("GET /rest/c", "Accept-Encoding: " + coding + "\r\n");
            QCOMPARE(headerOf(answer, "Content-Encoding"), coding);
            QCOMPARE(headerOf(answer, "Content-Length").toLongLong(), bodyOf(answer).size());
            QVERIFY(bodyOf(answer).size() < plain.size() * 3 / 4);
            const auto decoded = Http::decoded(coding, bodyOf(answer), {Limit, {}});
            QVERIFY(decoded);
            QCOMPARE(*decoded, plain);
        }
    }
}

void TestCodedBodies::recordsAreReadable()
{
    const QByteArray coded =
        Http::encoded("{\"text\":\"" + QByteArray(2000, 'q') + "\"}", Coding::Gzip);
    const QByteArray answer = send("POST /rest/c",
                                   "Content-Type: application/json\r\nAccept-Encoding: "
                                   "gzip\r\nContent-Encoding: gzip\r\n",
                                   coded);
    QCOMPARE(statusOf(answer), QByteArray("201"));
    QCOMPARE(headerOf(answer, "Content-Encoding"), QByteArray("gzip"));
    QByteArray records;
    QTRY_VERIFY(
        (records = client().get("/admin/v1/inspector?collection=c").body).contains("qqqqqqqqqq"));
    QVERIFY(!records.contains("content-encoding"));
}

QTEST_GUILESS_MAIN(TestCodedBodies)
#include "tst_codedbodies.moc"
