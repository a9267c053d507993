// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/core/json.h"
#include "server/core/jsonfault.h"

#include <QTest>

/// Where a text is not JSON.
class TestJsonFault : public QObject
{
    Q_OBJECT

private slots:
    void namesTheByte_data();
    void namesTheByte();
    void namesTheByteOfOurRules_data();
    void namesTheByteOfOurRules() { namesTheByte(); }
    void namesTheFirstFault_data();
    void namesTheFirstFault();
    void countsAByteOrderMark();
    void findsNoFaultInJson();
};

/// The places are those that Python's json module names, which takes lone surrogates, names that
/// occur twice, large numbers and any depth.
void TestJsonFault::namesTheByte_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("place");
    const auto row = [](const char *text, int place) {
        QTest::newRow(text) << QByteArray(text) << place;
    };
    row("{a:1}", 1);
    row("{x}", 1);
    row("{\"a\":1.}", 6);
    row("{\"a\":\"\\x\"}", 6);
    row("{\"abc\":\"\\q\"}", 8);
    row("{\"a\":1}x", 7);
    row("{\"\303\244\": 1, oops}", 10);
    row("{\"a\" 1}", 5);
    row("{\"a\":}", 5);
    row("{\"a\":1 \"b\":2}", 7);
    row("{\"a\":1,}", 7);
    row("[1,]", 3);
    row("[1 2]", 3);
    row("[,1]", 1);
    row("[", 1);
    row("{", 1);
    row("{\"a\":", 5);
    row("{\"a\"", 4);
    row("[\"x", 1);
    row("[\"x\\", 1);
    row("tru", 0);
    row("truex", 4);
    row("nul", 0);
    row("-", 0);
    row("+1", 0);
    row(".5", 0);
    row("01", 1);
    row("1e", 1);
    row("1e+", 1);
    row("1.e3", 1);
    row("[1}", 2);
    row("{\"a\":1]", 6);
    row("{'a':1}", 1);
    row("[\"\\u12g4\"]", 2);
    row("[\"a\nb\"]", 3);
    row("{\"\303\244\":\"\303\266\"} \303\274", 12);
    row("NaN", 0);
    row("[1,2]]", 5);
    row("\"a\"\"b\"", 3);
    row("{1:2}", 1);
    row("{\"a\":1,,\"b\":2}", 7);
    row("[\"\303\251\", \\n]", 7);
    row("// c\n{}", 0);
    row("{\"a\":[{\"b\":[1,2,{\"c\":tru}]}]}", 21);
    row("[1.5.2]", 4);
    row("[1-2]", 2);
    row("[0x10]", 2);
    row("{\"a\":1;}", 6);
    row("undefined", 0);
    row("[--1]", 1);
    row("{\"a\":1}\n{\"b\":2}", 8);
}

/// What Python lets pass, and bytes that are no text for it.
void TestJsonFault::namesTheByteOfOurRules_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("place");
    const auto row = [](const char *text, int place) {
        QTest::newRow(text) << QByteArray(text) << place;
    };
    row("{\"a\":1,\"a\":2}", 7);
    row("{\"\303\244\":1, \"b\":{}, \"\\u00e4\":2}", 17);
    row("{\"a\":\"x\\ud800y\"}", 7);
    row("[\"\\ude00\\ud800\"]", 2);
    row("[\"\\ud800\\ud800\\udc00\"]", 2);
    row("{\"\\ud800\":1}", 2);
    row("[\"\\u12\"]", 2);
    row("[1,-1e400]", 3);
    row("[\"\303\244\377\"]", 4);
    row("[\"\303\"]", 2);
    row("[\"\355\240\200\"]", 2);
    row("[\"\300\200\"]", 2);
    row("\303\244", 0);
}

void TestJsonFault::namesTheByte()
{
    QFETCH(QByteArray, text);
    QFETCH(int, place);
    const auto document = Json::Document::parse(text);
    QVERIFY(!document);
    const QString end = QStringLiteral(", at byte %1.").arg(place);
    QVERIFY2(document.error().message.endsWith(end), qPrintable(document.error().message));
}

void TestJsonFault::namesTheFirstFault_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("what");
    QTest::newRow("name") << QByteArray("{a:1}")
                          << QByteArray("a field name in double quotes is missing, at byte 1");
    QTest::newRow("twice, then another") << QByteArray(R"({"a":1,"a":2,"b":"\q"} x)")
                                         << QByteArray("occurs twice in one object, at byte 7");
    QTest::newRow("deep, then another")
        << QByteArray(101, '[') << QByteArray("100 levels deep, at byte 100");
    QTest::newRow("comma") << QByteArray("[1 2]")
                           << QByteArray("a comma or a closing bracket is missing, at byte 3");
    QTest::newRow("number") << QByteArray("[1.]")
                            << QByteArray("a number is not written as JSON has it, at byte 2");
    QTest::newRow("end") << QByteArray("[1]]")
                         << QByteArray("something follows its end, at byte 3");
    QTest::newRow("cut off") << QByteArray("[1,") << QByteArray("it ends too early, at byte 3");
}

void TestJsonFault::namesTheFirstFault()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, what);
    const auto document = Json::Document::parse(text);
    QVERIFY(!document);
    QVERIFY2(document.error().message.contains(QString::fromLatin1(what)),
             qPrintable(document.error().message));
}

void TestJsonFault::countsAByteOrderMark()
{
    const auto document = Json::Document::parse("\xef\xbb\xbf{\"a\":1}");
    QVERIFY(document);
    QCOMPARE(document->root().toJson(), QByteArray(R"({"a":1})"));
    const auto broken = Json::Document::parse("\xef\xbb\xbf{a:1}");
    QVERIFY(!broken);
    QVERIFY2(broken.error().message.endsWith(QStringLiteral("at byte 4.")),
             qPrintable(broken.error().message));
    // One is taken, at the beginning.
    QVERIFY(!Json::Document::parse("\xef\xbb\xbf\xef\xbb\xbf{}"));
    QVERIFY(!Json::Document::parse("[\xef\xbb\xbf]"));
}

void TestJsonFault::findsNoFaultInJson()
{
    for (const char *text :
         {"{}", " [ ] ", "0", "-0", "-0.5e-10", "1E+2", "\"\\ud83d\\ude00\\u0000\\/\"", "true",
          "[null,false,{\"a\":{\"a\":[{}]}}]", "\"\360\237\230\200\"", "18446744073709551616"}) {
        QVERIFY2(!Json::findFault(text, 100), text);
        QVERIFY2(Json::Document::parse(text), text);
    }
}

QTEST_GUILESS_MAIN(TestJsonFault)
#include "tst_jsonfault.moc"
