// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/contentcoding.h"

#include <QTest>

using Http::Coding;

namespace {

constexpr qsizetype Limit = 1024 * 1024;

Result<QByteArray> decodedWithin(const QByteArray &codings, const QByteArray &body,
                                 qsizetype limit = Limit)
{
    return Http::decoded(codings, body, {limit, {}});
}

/// Pieces that Python and Node have made of `{"a":1}`.
QByteArray hex(const char *text)
{
    return QByteArray::fromHex(text);
}
const char Gzip[] = "1f8b0800000000000203ab564a54b232ac0500afac1b5607000000";
const char Zlib[] = "789cab564a54b232ac0500082a0209";
const char RawDeflate[] = "ab564a54b232ac0500";
const char Brotli[] = "0b03807b2261223a317d03";

} // namespace

/// Bodies are compressed, and decoded within limits.
class TestContentCoding : public QObject
{
    Q_OBJECT

private slots:
    void decodes_data();
    void decodes();
    void refusesWhatIsNotCoded_data();
    void refusesWhatIsNotCoded();
    void everyCutIsRefused_data();
    void everyCutIsRefused();
    void bombsEndAtTheLimit_data();
    void bombsEndAtTheLimit();
    void countsWhatItTakes();
    void encodesWhatItDecodes_data();
    void encodesWhatItDecodes();
    void choosesByWeights_data();
    void choosesByWeights();
    void leavesSmallAndOtherBodies();
};

void TestContentCoding::decodes_data()
{
    QTest::addColumn<QByteArray>("codings");
    QTest::addColumn<QByteArray>("body");
    const QByteArray plain = "{\"a\":1}";
    QTest::newRow("gzip") << QByteArray("gzip") << hex(Gzip);
    QTest::newRow("old name, other case") << QByteArray("X-GZip") << hex(Gzip);
    QTest::newRow("deflate") << QByteArray("deflate") << hex(Zlib);
    QTest::newRow("deflate without its head") << QByteArray("deflate") << hex(RawDeflate);
    QTest::newRow("br") << QByteArray("br") << hex(Brotli);
    QTest::newRow("identity") << QByteArray("identity, ") << plain;
    QTest::newRow("two") << QByteArray("br, gzip") << Http::encoded(hex(Brotli), Coding::Gzip);
}

void TestContentCoding::decodes()
{
    QFETCH(QByteArray, codings);
    QFETCH(QByteArray, body);
    const auto text = decodedWithin(codings, body);
    QVERIFY2(text, text ? "" : qPrintable(text.error().message));
    QCOMPARE(*text, QByteArray("{\"a\":1}"));
}

void TestContentCoding::refusesWhatIsNotCoded_data()
{
    QTest::addColumn<QByteArray>("codings");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("kind");
    const auto row = [](const char *name, const char *codings, const QByteArray &body,
                        Error::Kind kind) {
        QTest::newRow(name) << QByteArray(codings) << body << int(kind);
    };
    row("plain text, gzip", "gzip", "{\"a\":1}", Error::Kind::BadInput);
    row("plain text, deflate", "deflate", "{\"a\":1}", Error::Kind::BadInput);
    row("plain text, br", "br", "{\"a\":1}", Error::Kind::BadInput);
    row("more after its end, gzip", "gzip", hex(Gzip) + "x", Error::Kind::BadInput);
    row("more after its end, deflate", "deflate", hex(Zlib) + hex(Zlib), Error::Kind::BadInput);
    row("more after its end, br", "br", hex(Brotli) + "x", Error::Kind::BadInput);
    row("unknown", "zstd", hex(Gzip), Error::Kind::UnsupportedCoding);
    row("unknown beside known", "gzip, compress", hex(Gzip), Error::Kind::UnsupportedCoding);
    row("three", "gzip, gzip, gzip", hex(Gzip), Error::Kind::UnsupportedCoding);
}

void TestContentCoding::refusesWhatIsNotCoded()
{
    QFETCH(QByteArray, codings);
    QFETCH(QByteArray, body);
    QFETCH(int, kind);
    const auto text = decodedWithin(codings, body);
    QVERIFY(!text);
    QCOMPARE(int(text.error().kind), kind);
}

void TestContentCoding::everyCutIsRefused_data()
{
    QTest::addColumn<QByteArray>("coding");
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("gzip") << QByteArray("gzip") << hex(Gzip);
    QTest::newRow("deflate") << QByteArray("deflate") << hex(Zlib);
    QTest::newRow("br") << QByteArray("br") << hex(Brotli);
}

void TestContentCoding::everyCutIsRefused()
{
    QFETCH(QByteArray, coding);
    QFETCH(QByteArray, body);
    for (qsizetype size = 0; size < body.size(); ++size) {
        const auto text = decodedWithin(coding, body.first(size));
        QVERIFY2(!text, QByteArray::number(size).constData());
        QCOMPARE(text.error().kind, Error::Kind::BadInput);
    }
}

void TestContentCoding::bombsEndAtTheLimit_data()
{
    QTest::addColumn<QByteArray>("codings");
    QTest::addColumn<QByteArray>("bomb");
    const QByteArray blanks(Limit + 1, ' ');
    QTest::newRow("gzip") << QByteArray("gzip") << Http::encoded(blanks, Coding::Gzip);
    QTest::newRow("br") << QByteArray("br") << Http::encoded(blanks, Coding::Brotli);
    QTest::newRow("a bomb in another")
        << QByteArray("gzip, gzip")
        << Http::encoded(Http::encoded(blanks, Coding::Gzip), Coding::Gzip);
    QTest::newRow("many members") << QByteArray("gzip") << hex(Gzip).repeated(Limit / 7 + 1);
}

void TestContentCoding::bombsEndAtTheLimit()
{
    QFETCH(QByteArray, codings);
    QFETCH(QByteArray, bomb);
    const auto text = decodedWithin(codings, bomb);
    QVERIFY(!text);
    QCOMPARE(text.error().kind, Error::Kind::TooLarge);
    const auto larger = decodedWithin(codings, bomb, Limit + 7);
    QVERIFY2(larger, larger ? "" : qPrintable(larger.error().message));
}

void TestContentCoding::countsWhatItTakes()
{
    const QByteArray coded = Http::encoded(QByteArray(Limit, ' '), Coding::Gzip);
    qsizetype taken = 0;
    const auto count = [&taken](qsizetype most) {
        taken = 0;
        return [&taken, most](qsizetype bytes) {
            taken += bytes;
            return taken <= most;
        };
    };
    QVERIFY(Http::decoded("gzip", coded, {Limit, count(2 * Limit)}));
    QVERIFY(taken >= Limit);
    const auto refused = Http::decoded("gzip", coded, {Limit, count(Limit / 2)});
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, Error::Kind::Unavailable);
    QVERIFY(refused.error().retryAfter > 0);
}

void TestContentCoding::encodesWhatItDecodes_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("empty") << QByteArray("");
    QTest::newRow("short") << QByteArray("x");
    QTest::newRow("long") << QByteArray("{\"name\":\"\xc3\xa6\"},").repeated(20000);
    QByteArray random(100000, '\0');
    quint32 state = 1;
    for (char &each : random)
        each = char((state = state * 1664525 + 1013904223) >> 24);
    QTest::newRow("bytes that do not get smaller") << random;
}

void TestContentCoding::encodesWhatItDecodes()
{
    QFETCH(QByteArray, text);
    for (const Coding coding : {Coding::Gzip, Coding::Brotli}) {
        const auto back = decodedWithin(Http::nameOf(coding), Http::encoded(text, coding));
        QVERIFY(back);
        QCOMPARE(*back, text);
    }
}

void TestContentCoding::choosesByWeights_data()
{
    QTest::addColumn<QByteArray>("coding");
    const auto row = [](const char *accepted, const char *coding) {
        QTest::newRow(accepted) << QByteArray(coding);
    };
    row("", "identity");
    row("gzip", "gzip");
    row("GZip;Q=1", "gzip");
    row("gzip, deflate, br", "br");
    row("br;q=0.5, gzip;q=0.8", "gzip");
    row("br;q=0, *", "gzip");
    row("*", "br");
    row("*;q=0", "identity");
    row("gzip;q=0", "identity");
    row("gzip;q=0.000", "identity");
    row("gzip ; q=0.001", "gzip");
    row("identity", "identity");
    row("identity;q=1, gzip;q=0.5", "identity");
    row("identity;q=0.5, gzip;q=0.5", "gzip");
    row("deflate", "identity");
    row("gzip;q=x", "identity");
    row("gzip;level=1", "identity");
    row("gzipped", "identity");
}

void TestContentCoding::choosesByWeights()
{
    QFETCH(QByteArray, coding);
    const Http::Response response{200, QByteArray(2000, ' ')};
    QCOMPARE(QByteArray(Http::nameOf(Http::codingFor(response, QTest::currentDataTag()))), coding);
}

void TestContentCoding::leavesSmallAndOtherBodies()
{
    Http::Response response{200, QByteArray(2000, ' ')};
    QVERIFY(Http::isCodable(response));
    response.contentType = "text/html; charset=utf-8";
    QVERIFY(Http::isCodable(response));
    response.contentType = "application/vnd.sqlite3";
    QVERIFY(!Http::isCodable(response));
    QCOMPARE(Http::codingFor(response, "gzip"), Coding::Identity);
    response = {200, QByteArray(1024, ' ')};
    QVERIFY(!Http::isCodable(response));
}

QTEST_GUILESS_MAIN(TestContentCoding)
#include "tst_contentcoding.moc"
