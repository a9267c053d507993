// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/documents/documentorder.h"
#include "ui/documents/documentquery.h"

#include <QTest>

/// What is typed into the query of a table of documents, as the server gets it.
class TestDocumentQuery : public QObject
{
    Q_OBJECT

private slots:
    void readsWhatIsTyped_data();
    void readsWhatIsTyped();
    void faultsAreTold_data();
    void faultsAreTold();
    void valuesNarrowIt_data();
    void valuesNarrowIt();
    void fieldsSortIt();
};

namespace {

DeclaredFields declared()
{
    return DeclaredFields(
        Json::Document::parse(
            R"({"fields":[{"name":"zip","type":"text"},{"name":"age","type":"number"},)"
            R"({"name":"done","type":"bool"}]})")
            ->root());
}

} // namespace

void TestDocumentQuery::readsWhatIsTyped_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QByteArray>("q");
    QTest::addColumn<QByteArray>("words");
    QTest::newRow("nothing") << "  " << QByteArray() << QByteArray();
    QTest::newRow("query") << R"( {"a": {"$gt": 1}} )" << QByteArray(R"({"a": {"$gt": 1}})")
                           << QByteArray();
    QTest::newRow("words") << " Jane and Joe " << QByteArray() << QByteArray("Jane and Joe");
    QTest::newRow("mark") << "a,b!" << QByteArray() << QByteArray("a,b!");
    QTest::newRow("equal") << "lastname = Hunter" << QByteArray(R"({"lastname":"Hunter"})")
                           << QByteArray();
    QTest::newRow("twice") << "lastname==Hunter" << QByteArray(R"({"lastname":"Hunter"})")
                           << QByteArray();
    QTest::newRow("blanks") << "name =  Van der Berg " << QByteArray(R"({"name":"Van der Berg"})")
                            << QByteArray();
    QTest::newRow("quoted") << R"(name = "a and b = c")" << QByteArray(R"({"name":"a and b = c"})")
                            << QByteArray();
    QTest::newRow("number") << "n >= 1.5" << QByteArray(R"({"n":{"$gte":1.5}})") << QByteArray();
    QTest::newRow("less") << "n<=2 AND n > 1"
                          << QByteArray(R"({"$and":[{"n":{"$lte":2}},{"n":{"$gt":1}}]})")
                          << QByteArray();
    QTest::newRow("bool") << "x != true" << QByteArray(R"({"x":{"$ne":true}})") << QByteArray();
    QTest::newRow("null") << "zip = null" << QByteArray(R"({"zip":null})") << QByteArray();
    QTest::newRow("text of digits")
        << "zip = 0042" << QByteArray(R"({"zip":"0042"})") << QByteArray();
    QTest::newRow("declared number")
        << "age < 30" << QByteArray(R"({"age":{"$lt":30}})") << QByteArray();
    QTest::newRow("declared bool")
        << "done = TRUE" << QByteArray(R"({"done":true})") << QByteArray();
    QTest::newRow("part of a text")
        << "name ~ a.b" << QByteArray(R"({"name":{"$regex":"a\\.b","$options":"i"}})")
        << QByteArray();
    QTest::newRow("nested") << "address.city = Åre" << QByteArray("{\"address.city\":\"Åre\"}")
                            << QByteArray();
    QTest::newRow("base64") << "Zm9vYg==" << QByteArray() << QByteArray("Zm9vYg==");
    QTest::newRow("arrow") << "a => 5" << QByteArray() << QByteArray("a => 5");
    QTest::newRow("empty value") << "name =" << QByteArray(R"({"name":""})") << QByteArray();
}

void TestDocumentQuery::readsWhatIsTyped()
{
    QFETCH(QString, typed);
    const auto query = DocumentQuery::read(typed, declared());
    QVERIFY2(query, query ? "" : qPrintable(query.error().message));
    QTEST(query->q, "q");
    QTEST(query->words, "words");
    if (!query->q.isEmpty())
        QVERIFY(Json::Document::parse(query->q));
}

void TestDocumentQuery::faultsAreTold_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("part");
    QTest::newRow("json") << "{\"a\": }"
                          << "not valid JSON";
    QTest::newRow("second part") << "a = 1 and Jane"
                                 << "“Jane”";
}

void TestDocumentQuery::faultsAreTold()
{
    QFETCH(QString, typed);
    QFETCH(QString, part);
    const auto query = DocumentQuery::read(typed, declared());
    QVERIFY(!query);
    QVERIFY2(query.error().message.contains(part), qPrintable(query.error().message));
}

void TestDocumentQuery::valuesNarrowIt_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("field");
    QTest::addColumn<QByteArray>("operation");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QString>("narrowed");
    const QByteArray equal = "=";
    QTest::newRow("first") << ""
                           << "n" << equal << QByteArray("3") << "n = 3";
    QTest::newRow("text") << ""
                          << "n" << QByteArray("!=") << QByteArray("\"a b\"") << "n != \"a b\"";
    QTest::newRow("second") << "a = 1"
                            << "n" << equal << QByteArray("null") << "a = 1 and n = null";
    QTest::newRow("words go") << "Jane"
                              << "n" << equal << QByteArray("3") << "n = 3";
    QTest::newRow("to a query") << R"({"a":1})"
                                << "n" << equal << QByteArray("3")
                                << R"({"$and":[{"a":1},{"n":3}]})";
    QTest::newRow("quotation mark")
        << ""
        << "n" << equal << QByteArray(R"("5\" and x=1")") << R"(n = "5\" and x=1")";
    QTest::newRow("many digits") << ""
                                 << "n" << equal << QByteArray("0.30000000000000004")
                                 << R"({"n":0.30000000000000004})";
    QTest::newRow("composed") << ""
                              << "n" << QByteArray("!=") << QByteArray("[1]")
                              << R"({"n":{"$ne":[1]}})";
    QTest::newRow("odd name") << "a = 1"
                              << "x y" << equal << QByteArray("3")
                              << R"({"$and":[{"a":1},{"x y":3}]})";
}

void TestDocumentQuery::valuesNarrowIt()
{
    QFETCH(QString, typed);
    QFETCH(QString, field);
    QFETCH(QByteArray, operation);
    QFETCH(QByteArray, value);
    const auto query = DocumentQuery::read(typed, {});
    QVERIFY(query);
    const QString narrowed = query->narrowed(field, operation.constData(), value);
    QTEST(narrowed, "narrowed");
    const auto again = DocumentQuery::read(narrowed, {});
    QVERIFY(again);
    // What was narrowed down is found by it: the value is in the query as it stands.
    QVERIFY2(again->q.contains(value), again->q.constData());
}

void TestDocumentQuery::fieldsSortIt()
{
    const auto hintOf = [](const QStringList &clicks) {
        DocumentOrder order;
        for (const QString &field : clicks)
            order = order.toggled(field);
        return order.hint();
    };
    QCOMPARE(hintOf({}), QByteArray());
    QCOMPARE(hintOf({"a"}), QByteArray(R"("$orderby":{"a":1})"));
    QCOMPARE(hintOf({"a", "a"}), QByteArray(R"("$orderby":{"a":-1})"));
    QCOMPARE(hintOf({"a", "a", "a"}), QByteArray());
    QCOMPARE(hintOf({"a", "b"}), QByteArray(R"("$orderby":{"a":1,"b":1})"));
    QCOMPARE(hintOf({"a", "b", "a"}), QByteArray(R"("$orderby":{"a":-1,"b":1})"));
    QCOMPARE(hintOf({"a", "b", "b", "b"}), QByteArray(R"("$orderby":{"a":1})"));
}

QTEST_GUILESS_MAIN(TestDocumentQuery)
#include "tst_documentquery.moc"
