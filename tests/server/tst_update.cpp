// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/model/update.h"
#include "tests/server/storetest.h"

#include <QTest>

using namespace Model;
using namespace Store;

/// What changes make of a document.
class TestUpdate final : public StoreTest
{
    Q_OBJECT

private slots:
    void updateMergesInOrder();
    void updateOperators_data();
    void updateOperators();
};

void TestUpdate::updateMergesInOrder()
{
    insert(R"({"n":"a","x":1,"y":{"z":1}})");
    const auto query = Query::parse("", "");
    Document stored;
    QVERIFY(m_reader->find(*m_database->catalog()->find("c"), *query,
                           [&](Document document) { stored = std::move(document); }));
    const auto changes = Json::Document::parse(
        R"({"w":true,"x":2,"_id":"ignored","_version":99,"$unset":{"y":""}})");
    const auto updated = change<Document>([&](Transaction &transaction) {
        return transaction.update(*m_database->catalog()->find("c"), stored.id, changes->root(),
                                  {"me"});
    });
    QVERIFY(updated);
    QCOMPARE(updated->json, "{\"_id\":\"" + stored.id + R"(","n":"a","x":2,"w":true})");
    QCOMPARE(updated->version, 1);
    QCOMPARE(updated->changedBy, QByteArray("me"));
    QCOMPARE(updated->createdBy, QByteArray("api"));
}

void TestUpdate::updateOperators_data()
{
    QTest::addColumn<QByteArray>("changes");
    QTest::addColumn<QByteArray>("after"); // or a part of the error
    const auto row = [](const char *changes, const char *after) {
        QTest::newRow(changes) << QByteArray(changes) << QByteArray(after);
    };
    row(R"({"$inc":{"n":2}})", R"({"n":3,"a":[1,2],"o":{"x":"y"}})");
    row(R"({"$inc":{"n":-0.5,"new":1}})", R"({"n":0.5,"a":[1,2],"o":{"x":"y"},"new":1})");
    row(R"({"$mul":{"n":3,"z":5}})", R"({"n":3,"a":[1,2],"o":{"x":"y"},"z":0})");
    row(R"({"$min":{"n":0}})", R"({"n":0,"a":[1,2],"o":{"x":"y"}})");
    row(R"({"$max":{"n":0,"m":4}})", R"({"n":1,"a":[1,2],"o":{"x":"y"},"m":4})");
    row(R"({"$set":{"o.z.w":true,"a.0":9}})", R"({"n":1,"a":[9,2],"o":{"x":"y","z":{"w":true}}})");
    row(R"({"$unset":{"n":"","o.x":""}})", R"({"a":[1,2],"o":{}})");
    row(R"({"$push":{"a":3,"b":1}})", R"({"n":1,"a":[1,2,3],"o":{"x":"y"},"b":[1]})");
    row(R"({"$push":{"a":{"$each":[5,4],"$position":0,"$slice":3}}})",
        R"({"n":1,"a":[5,4,1],"o":{"x":"y"}})");
    row(R"({"$push":{"a":{"$each":[0],"$sort":-1}}})", R"({"n":1,"a":[2,1,0],"o":{"x":"y"}})");
    row(R"({"$pull":{"a":1}})", R"({"n":1,"a":[2],"o":{"x":"y"}})");
    row(R"({"$pull":{"a":{"$gte":2}}})", R"({"n":1,"a":[1],"o":{"x":"y"}})");
    row(R"({"$addToSet":{"a":{"$each":[2,3]}}})", R"({"n":1,"a":[1,2,3],"o":{"x":"y"}})");
    row(R"({"$addToSet":{"a":{"$each":["1",{"x":[1]},3,1.0,3,{"x":[1]},null,"1"]}}})",
        R"({"n":1,"a":[1,2,"1",{"x":[1]},3,null],"o":{"x":"y"}})");
    row(R"({"$push":{"a":{"$each":[0,"x",9],"$sort":-1}}})",
        R"({"n":1,"a":["x",9,2,1,0],"o":{"x":"y"}})");
    row(R"({"$rename":{"n":"o.n"}})", R"({"a":[1,2],"o":{"x":"y","n":1}})");
    row(R"({"n":7,"$inc":{"k":1}})", R"({"n":7,"a":[1,2],"o":{"x":"y"},"k":1})");
    row(R"({"$inc":{"o.x":1}})", "$inc on \"o.x\"");
    row(R"({"$inc":{"n":"1"}})", "$inc on \"n\"");
    row(R"({"$push":{"n":1}})", "no array");
    row(R"({"$set":{"n.x":1}})", "without fields");
    row(R"({"$set":{"_id":1}})", "cannot be changed");
    row(R"({"$set":{"o":1},"$inc":{"o.x":1}})", "another operator");
    row(R"({"$set":{"o.z":1},"$unset":{"o":""}})", "another operator");
    row(R"({"$set":{"o.z.w":1},"$max":{"o":2}})", "another operator");
    row(R"({"$set":{"o":{}},"$push":{"o.z.w":2}})", "another operator");
    row(R"({"$set":{"n":5},"$inc":{"n":1}})", "another operator");
    row(R"({"$set":{"o-":1,"o.z":2,"oz":3}})", // none of these is above another
        R"({"n":1,"a":[1,2],"o":{"x":"y","z":2},"o-":1,"oz":3})");
    row(R"({"$set":{"o.z.w":1},"$inc":{"o.zz":2}})",
        R"({"n":1,"a":[1,2],"o":{"x":"y","z":{"w":1},"zz":2}})");
    row(R"({"$grow":{"n":1}})", "$grow");
    row(R"({"$set":5})", "$set");
    row(R"({"$set":{"o..x":5}})", "cannot be changed");
    row(("{\"$set\":{\"o" + QByteArray(".a").repeated(120) + "\":5}}").constData(), "100 levels");
    row(R"({"$set":{"a.100000":1}})", "without fields"); // no 100,000 nulls by a slip
    row(R"({"$inc":{"n":9223372036854775807}})",
        R"({"n":9.2233720368547758e+18,"a":[1,2],"o":{"x":"y"}})");
}

void TestUpdate::updateOperators()
{
    QFETCH(QByteArray, changes);
    const auto current = Json::Document::parse(R"({"n":1,"a":[1,2],"o":{"x":"y"}})");
    const auto parsed = Json::Document::parse(changes);
    QVERIFY(current && parsed);
    const auto merged = mergedText(current->root(), parsed->root());
    QFETCH(QByteArray, after);
    if (merged)
        QCOMPARE(*merged, after);
    else
        QVERIFY2(merged.error().message.contains(QString::fromUtf8(after)),
                 qPrintable(merged.error().message));
    QCOMPARE(merged.hasValue(), after.startsWith('{'));
}

QTEST_GUILESS_MAIN(TestUpdate)
#include "tst_update.moc"
