// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/hookwire/hookframe.h"
#include "server/core/jsontext.h"
#include "server/core/objectid.h"
#include "server/core/timestamp.h"
#include "server/inspector/masking.h"

#include <QTest>

/// The small values that everything else is built of.
class TestCore : public QObject
{
    Q_OBJECT

private slots:
    void jsonKeepsOrderAndNumbers();
    void jsonRefusesWhatTheContractRefuses_data();
    void jsonRefusesWhatTheContractRefuses();
    void jsonReadsLargeIntegersAsDoubles();
    void membersAreAppendedToTexts();
    void typesHaveJsonsNames();
    void wrappersAreNoLevels();
    void quotesControlCharacters();
    void idsAscendAndAreValid();
    void formatsTime();
    void framesSurviveAnyCut();
    void brokenFramesAreNoticed_data();
    void brokenFramesAreNoticed();
    void secretsAreMasked_data();
    void secretsAreMasked();
    void queriesAreMasked_data();
    void queriesAreMasked();
    void knownSecretsAreMasked();
};

void TestCore::jsonKeepsOrderAndNumbers()
{
    const QByteArray text =
        R"({"z":1,"a":{"y":9007199254740993,"b":[1.5,-0.25,true,null,"\u00e9\n"]},"m":1e300})";
    const auto document = Json::Document::parse(text);
    QVERIFY(document);
    QCOMPARE(document->root().members()[0].key, QByteArrayView("z"));
    QCOMPARE(document->root().find("a")->find("y")->toInteger(), 9007199254740993LL);
    QCOMPARE(document->root().find("a")->find("b")->items()[4].toString(),
             QStringLiteral("\u00e9\n"));
    const auto again = Json::Document::parse(document->root().toJson());
    QVERIFY(again);
    QCOMPARE(again->root().toJson(), document->root().toJson());
    QCOMPARE(again->root().find("m")->toDouble(), 1e300);
}

void TestCore::jsonRefusesWhatTheContractRefuses_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("reason");
    QTest::newRow("empty") << QByteArray() << QByteArray("empty");
    QTest::newRow("blanks") << QByteArray("  ") << QByteArray("empty");
    QTest::newRow("cut off") << QByteArray(R"({"a":1)") << QByteArray("at byte 6");
    QTest::newRow("offset") << QByteArray(R"({"a":1,})") << QByteArray("at byte 7");
    QTest::newRow("twice the same key")
        << QByteArray(R"({"a":1,"a":2})") << QByteArray("twice in one object, at byte 7");
    QTest::newRow("twice, deep") << QByteArray(R"([{"a":{"b":1,"b":2}}])")
                                 << QByteArray("twice in one object, at byte 13");
    QTest::newRow("twice, written otherwise")
        << QByteArray(R"({"b":"a","a":1, "\u0061":2})") << QByteArray("at byte 16");
    QTest::newRow("half a surrogate")
        << QByteArray(R"(["\ud83d\ude00","\ud800"])") << QByteArray("at byte 17");
    QTest::newRow("beyond double") << QByteArray("[1, 2e5,  1e999]") << QByteArray("at byte 10");
    QTest::newRow("an integer beyond double")
        << "[\"1e999\"," + QByteArray(400, '9') + ']' << QByteArray("at byte 9");
    QTest::newRow("NUL in a key") << QByteArray(R"({"a":1,"\u0000":1})")
                                  << QByteArray("NUL, at byte 7");
    QTest::newRow("101 levels") << QByteArray(101, '[') + QByteArray(101, ']')
                                << QByteArray("100 levels deep, at byte 100");
    QTest::newRow("no number") << QByteArray("[1, 01]") << QByteArray("at byte 5");
    QTest::newRow("two texts") << QByteArray("{}{}") << QByteArray("at byte 2");
    QTest::newRow("not UTF-8") << QByteArray("[\"\xff\"]") << QByteArray("UTF-8, at byte 2");
}

void TestCore::jsonRefusesWhatTheContractRefuses()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, reason);
    const auto document = Json::Document::parse(text);
    QVERIFY(!document);
    QVERIFY2(document.error().message.contains(QString::fromUtf8(reason)),
             qPrintable(document.error().message));
}

/// Clients in JavaScript write 2^64 as 18446744073709552000.
void TestCore::membersAreAppendedToTexts()
{
    QByteArray object = "{}";
    Json::appendMember(object, "a\"b", "1");
    QCOMPARE(object, QByteArray(R"({"a\"b":1})"));
    Json::appendMember(object, "c", "[{}]");
    Json::appendMembers(object, R"("d":null,"e":"}")");
    QCOMPARE(object, QByteArray(R"({"a\"b":1,"c":[{}],"d":null,"e":"}"})"));
    QVERIFY(Json::Document::parse(object));
}

void TestCore::typesHaveJsonsNames()
{
    QByteArrayList names;
    const auto document = Json::Document::parse(R"([null,true,1,1.5,"a",[],{}])");
    for (const Json::Value &value : document->root().items())
        names.append(Json::typeName(value.type()));
    QCOMPARE(names.join(' '), QByteArray("null boolean number number string array object"));
}

void TestCore::jsonReadsLargeIntegersAsDoubles()
{
    const auto document = Json::Document::parse(
        R"(["18446744073709551616\"",18446744073709551615,18446744073709551616,-9223372036854775808,
-9223372036854775809,123456789012345678901234567890,9007199254740993])");
    QVERIFY(document);
    const auto items = document->root().items();
    QCOMPARE(items[0].text(), QByteArrayView("18446744073709551616\""));
    QCOMPARE(items[1].toJson(), QByteArray("18446744073709551615"));
    QCOMPARE(items[2].type(), Json::Value::Type::Double);
    QCOMPARE(items[2].toDouble(), 18446744073709551616.0);
    QCOMPARE(items[3].toInteger(), std::numeric_limits<qint64>::min());
    QCOMPARE(items[4].toDouble(), -9223372036854775808.0);
    QCOMPARE(items[5].toDouble(), 123456789012345678901234567890.0);
    QCOMPARE(items[6].toInteger(), 9007199254740993);
    const auto again = Json::Document::parse(items[2].toJson());
    QVERIFY(again);
    QCOMPARE(again->root().toDouble(), 18446744073709551616.0);
}

void TestCore::wrappersAreNoLevels()
{
    const QByteArray deepest = QByteArray(100, '[') + QByteArray(100, ']');
    const QByteArray wrapped = "{\"data\":" + deepest + '}';
    QVERIFY(Json::Document::parse(deepest));
    QVERIFY(!Json::Document::parse(wrapped));
    QVERIFY(Json::Document::parse(wrapped, 1));
    QVERIFY(!Json::Document::parse('[' + wrapped + ']', 1));
}

void TestCore::quotesControlCharacters()
{
    QCOMPARE(Json::quoted(QByteArrayView("a\"b\\c\n\x01z")),
             QByteArray("\"a\\\"b\\\\c\\n\\u0001z\""));
    QCOMPARE(Json::quoted(QByteArrayView("")), QByteArray("\"\""));
}

void TestCore::idsAscendAndAreValid()
{
    QByteArray last;
    for (int i = 0; i < 10000; ++i) {
        const QByteArray id = ObjectId::create();
        QVERIFY(ObjectId::isValid(id));
        QVERIFY(id > last);
        last = id;
    }
    QVERIFY(!ObjectId::isValid("XYZ"));
    QVERIFY(!ObjectId::isValid("6B03E6B1B967E959E500002A"));
}

void TestCore::formatsTime()
{
    QCOMPARE(Timestamp::format(0), QByteArray("1970-01-01T00:00:00.000Z"));
    QCOMPARE(Timestamp::format(1709164800123), QByteArray("2024-02-29T00:00:00.123Z"));
}

void TestCore::framesSurviveAnyCut()
{
    const QByteArray bytes = HookFrame::encode({HookFrame::Type::Run, 7, "{\"a\":1}"})
        + HookFrame::encode({HookFrame::Type::Finished, 8, ""});
    for (qsizetype cut = 0; cut <= bytes.size(); ++cut) {
        HookFrame::Reader reader;
        std::vector<HookFrame::Frame> frames;
        for (const QByteArray &part : {bytes.first(cut), bytes.sliced(cut)}) {
            reader.append(part);
            while (auto frame = reader.next())
                frames.push_back(*frame);
        }
        QCOMPARE(frames.size(), size_t(2));
        QCOMPARE(frames[0].payload, QByteArray("{\"a\":1}"));
        QCOMPARE(frames[1].run, quint32(8));
    }
}

void TestCore::brokenFramesAreNoticed_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("length 0") << QByteArray::fromHex("000000000100000001");
    QTest::newRow("huge length") << QByteArray::fromHex("ffffffff0100000001");
    QTest::newRow("unknown type") << QByteArray::fromHex("000000050900000001");
}

void TestCore::brokenFramesAreNoticed()
{
    QFETCH(QByteArray, bytes);
    HookFrame::Reader reader;
    reader.append(bytes);
    QVERIFY(!reader.next());
    QVERIFY(reader.isBroken());
}

void TestCore::secretsAreMasked_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("plain") << QByteArray(R"({"password":"hunter2!"})");
    QTest::newRow("deep") << QByteArray(R"({"a":[{"Token" : "hunter2!"}]})");
    QTest::newRow("JSON in JSON") << QByteArray(R"({"a":"{\"secret\":\"hunter2!\"}"})");
    QTest::newRow("cut off") << QByteArray(R"({"apikey":"hunter2!)");
    QTest::newRow("a list") << QByteArray(R"({"token":["x","hunter2!"]})");
    QTest::newRow("an object") << QByteArray(R"({"secret":{"x":{"y":"hunter2!"}}})");
    QTest::newRow("a list, cut off in a text")
        << QByteArray(R"({"a":[1,{"password":"x"},"{\"token\":\"hunter2!)");
    QTest::newRow("headers in a log line")
        << QByteArray(R"(seen {"#headers":{"host":"x","X-ApiKey":"hunter2!"}})");
    QTest::newRow("a token of a user") << QByteArray(R"({"authorization":"Bearer hunter2!"})");
    QTest::newRow("a cookie") << QByteArray(R"({"a":{"cookie":"session=hunter2!"}})");
    QTest::newRow("behind a label at the end of a text")
        << QByteArray(R"({"a":"\\\"secret:","password":"hunter2!"})");
    QTest::newRow("behind a short label") << QByteArray(R"({"a":"token:","password":"hunter2!"})");
    QTest::newRow("behind an assignment") << QByteArray(R"({"a":"token=","password":"hunter2!"})");
    QTest::newRow("a label's own value") << QByteArray(R"(token: ",hunter2!")");
    QTest::newRow("escaped quote") << QByteArray(R"({"password":"a\"hunter2!"})");
}

void TestCore::secretsAreMasked()
{
    QFETCH(QByteArray, text);
    const QByteArray masked = Inspector::maskedText(text);
    QVERIFY2(!masked.contains("hunter2!"), masked.constData());
    QVERIFY(masked.contains(Inspector::Mask));
    QCOMPARE(Inspector::maskedQuery("q={}&apikey=hunter2!"),
             QByteArray("q={}&apikey=") + Inspector::Mask);
    QCOMPARE(Inspector::maskedText(R"({"name":"open"})"), QByteArray(R"({"name":"open"})"));
}

void TestCore::queriesAreMasked_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QByteArray>("masked");
    const auto row = [](const char *query, const char *masked) {
        QTest::newRow(query) << QByteArray(query) << QByteArray(masked);
    };
    row("", "");
    row("apikey=hunter2!", "apikey=***");
    row("api%6bey=hunter2!", "api%6bey=***");
    row("%61%70%69%6B%65%79=hunter2!&x=1", "%61%70%69%6B%65%79=***&x=1");
    row("ApiKey=hunter2!", "ApiKey=***");
    row("apikey=", "apikey=***");
    row("apikey", "apikey");
    row("a=b=c&q=%7B%22n%22%3A1%7D", "a=b=c&q=%7B%22n%22%3A1%7D");
    row("q={\"password\":\"hunter2!\"}", "q=%7B%22password%22%3A%22***%22%7D");
    row("q=%7B%22password%22%3A%22hunter2!%22%7D", "q=%7B%22password%22%3A%22***%22%7D");
    row("q=%7B%22pass%77ord%22:%22hunter2!%22%7D", "q=%7B%22password%22%3A%22***%22%7D");
}

void TestCore::queriesAreMasked()
{
    QFETCH(QByteArray, query);
    QTEST(Inspector::maskedQuery(query).replace(Inspector::Mask, "***"), "masked");
}

/// Shorter ones would be found in texts that have nothing to do with them.
void TestCore::knownSecretsAreMasked()
{
    QByteArray text = "12345 123456 1234567 x";
    Inspector::maskKnown(text, {"12345", "123456", "x"});
    QCOMPARE(text.replace(Inspector::Mask, "***"), QByteArray("12345 *** ***7 x"));
    QByteArray whole = "abcdef";
    Inspector::maskKnown(whole, {"abcdef"});
    QCOMPARE(whole, QByteArray(Inspector::Mask));
}

QTEST_APPLESS_MAIN(TestCore)
#include "tst_core.moc"
