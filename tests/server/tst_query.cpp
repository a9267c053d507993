// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/core/objectid.h"
#include "server/core/timestamp.h"
#include "server/model/moment.h"
#include "server/model/projection.h"
#include "tests/server/storetest.h"

#include <QElapsedTimer>
#include <QTest>

using namespace Model;
using namespace Store;

/// What queries mean, with and without indexes.
class TestQuery final : public StoreTest
{
    Q_OBJECT

private slots:
    void queriesMeanWhatMongoMeans_data();
    void queriesMeanWhatMongoMeans();
    void badQueriesAreNamed_data();
    void badQueriesAreNamed();
    void ordersSkipsAndProjects();
    void indexIsUsedAndArraysAreStillFound();
    void momentsAreFoundByAnIndexAsWithoutIt();
    void longListsAndManyConditionsWork();
    void momentsAreReadAndFormatted();
    void momentsFollowTheCalendar();
    void stepsOfRegexCountOverTheQuery();
    void indexTellsTypesApart_data();
    void indexTellsTypesApart();
    void timeOfRegexCountsOverTheQuery();
    void lengthOfTextsCountsForRegex();
    void textsWithNulAreFoundWithAndWithoutIndex_data();
    void textsWithNulAreFoundWithAndWithoutIndex();
};

void TestQuery::queriesMeanWhatMongoMeans_data()
{
    QTest::addColumn<QByteArray>("q");
    QTest::addColumn<QByteArray>("names");
    const auto row = [](const char *q, const char *names) {
        QTest::newRow(q) << QByteArray(q) << QByteArray(names);
    };
    row("{}", "abcdefg");
    row(R"({"age":3})", "ac"); // 3.0 is 3; an array holds it
    row(R"({"age":{"$gt":3}})", "bc");
    row(R"({"age":{"$gte":3}})", "abc");
    row(R"({"age":{"$lt":3}})", "");
    row(R"({"age":{"$lte":3,"$gte":3}})", "ac");
    row(R"({"age":null})", "dfg"); // null or missing
    row(R"({"age":true})", "e"); // true is not 1
    row(R"({"age":1})", "");
    row(R"({"age":{"$in":[4,true]}})", "be");
    row(R"({"age":{"$nin":[4,true]}})", "acdfg");
    row(R"({"age":{"$ne":3}})", "bdefg");
    row(R"({"name":{"$regex":"^J"}})", "ab");
    row(R"({"name":{"$regex":"(?i)ann"}})", "cd");
    row(R"({"name":{"$in":[{"$regex":"^JO$","$options":"i"},"Ann"]}})", "ac");
    row(R"({"name":{"$nin":[{"$regex":"^J"}]}})", "cdefg");
    row(R"({"name":{"$not":{"$in":[{"$regex":"^J"},null]}}})", "cd");
    row(R"({"tags":{"$all":[{"$regex":"^X","$options":"i"},"y"]}})", "f");
    row(R"({"$or":[{"age":4},{"name":"Jo"}]})", "ab");
    row(R"({"$and":[{"age":{"$gt":1}},{"name":{"$regex":"o"}}]})", "ab");
    row(R"({"$nor":[{"age":4},{"name":"Jo"}]})", "cdefg");
    row(R"({"address.city":"oslo"})", "ab"); // through an object and through an array of them
    row(R"({"address.0.city":"oslo"})", "b");
    row(R"({"address":{"city":"oslo"}})", "ab");
    row(R"({"tags":"x"})", "fg");
    row(R"({"tags":["x","y"]})", "f");
    row(R"({"tags":{"$exists":true}})", "fg");
    row(R"({"tags.1":{"$exists":true}})", "f");
    row(R"({"name":{"$exists":false}})", "efg");
    row(R"({"name":{"$not":{"$regex":"^J"}}})", "cdefg");
    row(R"({"it's \"quoted\"":1})", "g");
    row(R"({"age":{"$bt":[3,4]}})", "abc"); // both ends; an array's elements each
    row(R"({"tags":{"$all":["x","y"]}})", "f");
    row(R"({"tags":{"$all":[]}})", "");
    row(R"({"tags":{"$size":1}})", "g");
    row(R"({"age":{"$type":"number"}})", "abc");
    row(R"({"age":{"$type":["bool",10]}})", "de");
    row(R"({"tags":{"$type":"array"}})", "fg");
    row(R"({"age":{"$mod":[2,1]}})", "ac");
    row(R"({"name":{"$regex":"^j","$options":"i"}})", "ab");
    row(R"({"age":{"$elemMatch":{"$gt":4}}})", "c");
    row(R"({"address":{"$elemMatch":{"city":"rome"}}})", "b");
    row(R"({"name":{"$not":"Jo"}})", "bcdefg"); // a plain value under $not
    row(R"({"address.city":{"$in":["rome",null]}})", "bcdefg");
    row(R"({"_id":{"$exists":true},"age":4})", "b");
    row(R"({"_created":{"$gt":{"$date":"2025-12-31"}},"_version":0,"age":4})", "b");
    row(R"({"_version":"0"})", ""); // another type
    row(R"({"_tags":{"$regex":"hannah|john"}})", "bd");
    row(R"({"$distinct":"age","age":4})", "b");
}

void TestQuery::queriesMeanWhatMongoMeans()
{
    insert(R"({"n":"a","age":3.0,"name":"Jo","address":{"city":"oslo"}})");
    insert(R"({"n":"b","age":4,"name":"John","address":[{"city":"oslo"},{"city":"rome"}]})");
    insert(R"({"n":"c","age":[3,9],"name":"Ann"})");
    insert(R"({"n":"d","age":null,"name":"Hannah"})");
    insert(R"({"n":"e","age":true})");
    insert(R"({"n":"f","tags":["x","y"]})");
    insert(R"({"n":"g","tags":["x"],"it's \"quoted\"":1})");
    QFETCH(QByteArray, q);
    QTEST(find(q), "names");
    // An index changes how fast an answer comes, never the answer.
    define(
        R"({"indexes":[{"fields":["age"]},{"fields":["name"]},{"fields":["address.city"]},{"fields":["tags"]}]})");
    QTEST(find(q), "names");
}

void TestQuery::badQueriesAreNamed_data()
{
    QTest::addColumn<QByteArray>("q");
    QTest::addColumn<QByteArray>("h");
    QTest::addColumn<QByteArray>("name");
    QTest::newRow("operator") << QByteArray(R"({"a":{"$gtx":1}})") << QByteArray()
                              << QByteArray("$gtx");
    QTest::newRow("top operator") << QByteArray(R"({"$xor":[]})") << QByteArray()
                                  << QByteArray("$xor");
    QTest::newRow("no JSON") << QByteArray("{a:1}") << QByteArray() << QByteArray("Parameter q");
    QTest::newRow("no object") << QByteArray("[]") << QByteArray() << QByteArray("Parameter q");
    QTest::newRow("$in") << QByteArray(R"({"a":{"$in":1}})") << QByteArray() << QByteArray("$in");
    QTest::newRow("$nin") << QByteArray(R"({"a":{"$nin":1}})") << QByteArray() << QByteArray("$in");
    QTest::newRow("$not") << QByteArray(R"({"a":{"$not":{"$gtx":1}}})") << QByteArray()
                          << QByteArray("$gtx");
    QTest::newRow("$regex") << QByteArray(R"({"a":{"$regex":"("}})") << QByteArray()
                            << QByteArray("$regex");
    QTest::newRow("$or") << QByteArray(R"({"$or":[]})") << QByteArray() << QByteArray("$or");
    QTest::newRow("hint") << QByteArray() << QByteArray(R"({"$top":1})") << QByteArray("$top");
    QTest::newRow("$max") << QByteArray() << QByteArray(R"({"$max":-1})") << QByteArray("$max");
    QTest::newRow("$skip") << QByteArray() << QByteArray(R"({"$skip":1.5})") << QByteArray("$skip");
    QTest::newRow("operator in $in")
        << QByteArray(R"({"a":{"$in":[{"$gt":1}]}})") << QByteArray() << QByteArray("$gt");
    QTest::newRow("$orderby") << QByteArray() << QByteArray(R"({"$orderby":{"a":"up"}})")
                              << QByteArray("$orderby");
    QTest::newRow("$options") << QByteArray(R"({"a":{"$options":"i"}})") << QByteArray()
                              << QByteArray("$options");
    QTest::newRow("$date") << QByteArray(R"({"a":{"$gt":{"$date":"2026-13-01"}}})") << QByteArray()
                           << QByteArray("$date");
    QTest::newRow("$mod") << QByteArray(R"({"a":{"$mod":[0,1]}})") << QByteArray()
                          << QByteArray("$mod");
    QTest::newRow("$size") << QByteArray(R"({"a":{"$size":-1}})") << QByteArray()
                           << QByteArray("$size");
    QTest::newRow("$type") << QByteArray(R"({"a":{"$type":"date"}})") << QByteArray()
                           << QByteArray("$type");
    QTest::newRow("$bt") << QByteArray(R"({"a":{"$bt":[1]}})") << QByteArray() << QByteArray("$bt");
    QTest::newRow("$elemMatch") << QByteArray(R"({"a":{"$elemMatch":1}})") << QByteArray()
                                << QByteArray("$elemMatch");
    QTest::newRow("too many comparisons")
        << "{\"$or\":[" + QByteArray(R"({"a":1},)").repeated(500) + R"({"a":1}]})" << QByteArray()
        << QByteArray("500 comparisons");
    QTest::newRow("too many groups")
        << QByteArray() << QByteArray(R"({"$groupby":["a","b","c","d","e","f","g","h","i"]})")
        << QByteArray("8 deep");
    QTest::newRow("$groupby") << QByteArray() << QByteArray(R"({"$groupby":["$AGE:x"]})")
                              << QByteArray("$AGE");
    QTest::newRow("$aggregate") << QByteArray() << QByteArray(R"({"$aggregate":["MEDIAN:x"]})")
                                << QByteArray("MEDIAN");
    QTest::newRow("$fields") << QByteArray() << QByteArray(R"({"$fields":{"a":1,"b":0}})")
                             << QByteArray("$fields");
}

void TestQuery::badQueriesAreNamed()
{
    QFETCH(QByteArray, q);
    QFETCH(QByteArray, h);
    QFETCH(QByteArray, name);
    const auto query = Query::parse(q, h);
    QVERIFY(!query);
    QCOMPARE(query.error().kind, Error::Kind::BadInput);
    QVERIFY2(query.error().message.contains(QString::fromUtf8(name)),
             qPrintable(query.error().message));
}

void TestQuery::ordersSkipsAndProjects()
{
    for (const char *json : {R"({"n":"a","x":2})", R"({"n":"b","x":1,"y":"u"})",
                             R"({"n":"c","x":2,"y":"t"})", R"({"n":"d"})"})
        insert(json);
    QCOMPARE(find("{}", R"({"$orderby":{"x":1}})"), QByteArray("dbac"));
    QCOMPARE(find("{}", R"({"$orderby":{"x":-1,"y":1}})"), QByteArray("acbd"));
    QCOMPARE(find(R"({"v":null})", R"({"$orderby":{"_id":-1}})"), QByteArray("dcba"));
    // Types have their order among each other (MongoDB manual, "Comparison/Sort Order").
    for (const char *json :
         {R"({"n":"1","v":true})", R"({"n":"2","v":[9]})", R"({"n":"3","v":{"a":1}})",
          R"({"n":"4","v":"b"})", R"({"n":"5","v":10})", R"({"n":"6","v":9.5})",
          R"({"n":"7","v":[]})", R"({"n":"8","v":"B"})", R"({"n":"9","v":false})"})
        insert(json);
    const QByteArray sorted = "26584391";
    for (const char *definition : {"{}", R"({"indexes":[{"fields":["v"]}]})"}) {
        define(definition);
        QCOMPARE(find(R"({"v":{"$exists":true},"n":{"$ne":"7"}})", R"({"$orderby":{"v":1}})"),
                 sorted);
        QCOMPARE(find(R"({"n":{"$regex":"[2-9]"}})", R"({"$orderby":{"v":1},"$max":1})"),
                 QByteArray("7")); // an empty array comes before all
    }
    define(R"({"indexes":[]})");
    QVERIFY(find(R"({"v":{"$exists":true}})", R"({"$max":1})") == "1");
    QCOMPARE(find(R"({"v":{"$exists":false}})", R"({"$skip":1,"$max":2})"), QByteArray("bc"));
    QCOMPARE(find("{}", R"({"$max":0})"), QByteArray());
    const auto only = Query::parse("{}", R"({"$fields":{"x":1}})");
    QVERIFY(only);
    QCOMPARE(projected(*only, R"({"_id":"i","n":"a","x":2})"), QByteArray(R"({"_id":"i","x":2})"));
    const auto without = Query::parse("{}", R"({"$fields":{"x":0,"_id":0}})");
    QVERIFY(without);
    QCOMPARE(projected(*without, R"({"_id":"i","n":"a","x":2})"), QByteArray(R"({"n":"a"})"));
}

void TestQuery::indexIsUsedAndArraysAreStillFound()
{
    define(R"({"indexes":[{"fields":["city"]}]})");
    insert(R"({"n":"a","city":"oslo"})");
    const auto plan = [&](const char *q, const char *h = "") {
        const auto query = Query::parse(q, h);
        return *m_reader->explain(*m_database->catalog()->find("c"), *query);
    };
    QVERIFY(plan(R"({"city":"oslo"})").usesIndex);
    QVERIFY(!plan(R"({"city":"oslo"})").sorts);
    QVERIFY(plan(R"({"city":{"$gt":"a","$lt":"z"}})").usesIndex);
    QVERIFY(plan("{}", R"({"$orderby":{"city":1}})").usesIndex);
    const QueryPlan backwards = plan("{}", R"({"$orderby":{"city":-1}})");
    QVERIFY(!backwards.steps.contains("USE TEMP B-TREE FOR ORDER BY"));
    QVERIFY(plan(R"({"city":{"$in":["oslo","rome"]}})").usesIndex);
    QVERIFY(plan(R"({"city":{"$bt":[{"$date":"2026-01-01"},{"$date":"$today"}]}})").usesIndex);
    QVERIFY(plan(R"({"city":{"$gt":"m"}})").usesIndex);
    QVERIFY(plan(R"({"_id":"x"})").usesIndex);
    const QueryPlan either = plan(R"({"$or":[{"city":"oslo"},{"_id":"x"}]})");
    QVERIFY(either.usesIndex);
    QCOMPARE(either.steps.contains("MULTI-INDEX OR"), !isOnPostgres());
    QVERIFY(!plan(R"({"town":"oslo"})").usesIndex);
    QVERIFY(plan("{}", R"({"$orderby":{"town":1}})").sorts);
    insert(R"({"n":"b","city":["rome","oslo"]})");
    QCOMPARE(find(R"({"city":"oslo"})"), QByteArray("ab"));
}

void TestQuery::momentsAreFoundByAnIndexAsWithoutIt()
{
    define("{}");
    insert(R"({"n":"a","at":"2016-01-01T00:00:00.000Z"})");
    insert(R"({"n":"b","at":"2015-12-31T20:00:00-05:00"})"); // an hour later
    insert(R"({"n":"c","at":"2020-06-01T12:00:00Z"})");
    insert(R"({"n":"d","at":"later"})");
    insert(R"({"n":"e","at":7})");
    const auto check = [this] {
        QCOMPARE(find(R"({"at":{"$gt":{"$date":"2016-01-01"}}})"), QByteArray("bc"));
        QCOMPARE(find(R"({"at":{"$gte":{"$date":"2016-01-01"}}})"), QByteArray("abc"));
        QCOMPARE(find(R"({"at":{"$lt":{"$date":"2016-01-01T00:30:00Z"}}})"), QByteArray("a"));
        QCOMPARE(find(R"({"at":{"$lte":{"$date":"$today"}}})"), QByteArray("abc"));
        QCOMPARE(find(R"({"at":{"$date":"2016-01-01T01:00:00Z"}})"), QByteArray("b"));
        QCOMPARE(find(R"({"at":{"$bt":[{"$date":"2016-01-01"},{"$date":"2019-01-01"}]}})"),
                 QByteArray("ab"));
        // The years 10001 and -1199, whose texts do not stand in the order of their times.
        QCOMPARE(find(R"({"at":{"$lt":{"$date":253433836800000}}})"), QByteArray("abc"));
        QCOMPARE(find(R"({"at":{"$gt":{"$date":253433836800000}}})"), QByteArray());
        QCOMPARE(find(R"({"at":{"$gt":{"$date":-99999999999999}}})"), QByteArray("abc"));
        QCOMPARE(find(R"({"at":{"$lt":{"$date":-99999999999999}}})"), QByteArray());
    };
    check();
    define(R"({"indexes":[{"fields":["at"]}]})");
    check();
}

void TestQuery::longListsAndManyConditionsWork()
{
    insert(R"({"n":"a","x":7,"city":"oslo"})");
    insert(R"({"n":"b","x":7.5,"city":"rome"})");
    QByteArray numbers;
    for (int i = 0; i < 50'000; ++i)
        numbers.append(QByteArray::number(i) + ',');
    const QByteArray in = "{\"x\":{\"$in\":[" + numbers + "7.5]}}";
    QByteArray any;
    for (int i = 0; i < 499; ++i)
        any.append("{\"city\":\"c" + QByteArray::number(i) + "\"},");
    const QByteArray either = "{\"$or\":[" + any + R"({"city":"oslo"}]})";
    for (const char *definition : {"{}", R"({"indexes":[{"fields":["x"]},{"fields":["city"]}]})"}) {
        define(definition);
        QCOMPARE(find(in), QByteArray("ab"));
        QCOMPARE(find(either), QByteArray("a"));
    }
}

void TestQuery::momentsAreReadAndFormatted()
{
    QCOMPARE(Timestamp::parse("2026-01-02T08:14:00.5+01:00"),
             Timestamp::parse("2026-01-02 07:14:00.500Z"));
    QCOMPARE(Timestamp::parse("1970"), 0);
    QCOMPARE(Timestamp::parse("2024-02-29"), 1709164800000);
    for (const char *text : {"", "26", "2026-02-30", "2026-01-02T", "2026-01-02T25:00", "x2026",
                             "2026-01-02T08:14:00.Z", "2026-01-02T08:14:00+1", "2026-1-2"})
        QVERIFY2(!Timestamp::parse(text), text);
    const qint64 moment = *Timestamp::parse("2024-02-03T14:05:06.078Z");
    QCOMPARE(formatMoment(moment, "YYYY-MM-DD[T]HH:mm:ss.SSS"),
             QByteArray("2024-02-03T14:05:06.078"));
    QCOMPARE(formatMoment(moment, "MMM Do YY, h:mm a (ddd, dddd) Q"),
             QByteArray("Feb 3rd 24, 2:05 pm (Sat, Saturday) 1"));
    QCOMPARE(formatMoment(moment, "DDDD W x X Z"),
             QByteArray("034 5 1706969106078 1706969106 +00:00"));
}

void TestQuery::momentsFollowTheCalendar()
{
    const auto momentOf = [](const QByteArray &name) {
        const auto operand = Json::Document::parse("{\"$date\":\"$" + name + "\"}");
        const auto read = readMoment(operand->root());
        return QDateTime::fromMSecsSinceEpoch(read && *read ? **read : -1, Qt::UTC);
    };
    QDate today;
    QList<QDateTime> found;
    do { // again where midnight came between
        today = QDateTime::currentDateTimeUtc().date();
        found = {momentOf("today"),       momentOf("yesterday"),    momentOf("tomorrow"),
                 momentOf("currentWeek"), momentOf("currentMonth"), momentOf("currentYear")};
    } while (momentOf("currentDate").date() != today);
    const QList<QDate> days = {today,
                               today.addDays(-1),
                               today.addDays(1),
                               today.addDays(1 - today.dayOfWeek()),
                               QDate(today.year(), today.month(), 1),
                               QDate(today.year(), 1, 1)};
    for (qsizetype i = 0; i < days.size(); ++i)
        QCOMPARE(found[i], QDateTime(days[i], QTime(0, 0), Qt::UTC));
}

void TestQuery::stepsOfRegexCountOverTheQuery()
{
    // Each text takes more than the steps of a short match, and less than a match may take.
    constexpr int Texts = RegexBudget::LongMatches * 2 / 5;
    Json::ArrayWriter texts;
    for (int i = 0; i < Texts; ++i)
        texts.raw('"' + QByteArray(14, 'a') + "!\"");
    const QByteArray slow = texts.take();
    const QByteArray q = R"({"v":{"$regex":"^(a+)+$|b"}})";
    insert(R"({"n":"0","v":"ab"})");
    insert(R"({"n":"1","v":)" + slow + '}');
    insert(R"({"n":"2","v":)" + slow + '}');
    for (int i = 0; i < 2; ++i) // each query has its own
        QCOMPARE(find(q), QByteArray("0"));
    insert(R"({"n":"3","v":)" + slow + '}');
    QVERIFY2(find(q).contains("too many steps"), find(q).constData());
    // Short ones are as many as there are.
    QCOMPARE(find(R"({"v":{"$regex":"^a+!$"}})"), QByteArray("123"));
}

void TestQuery::indexTellsTypesApart_data()
{
    QTest::addColumn<QByteArray>("q");
    QTest::addColumn<QByteArray>("names");
    const auto row = [](const char *q, const char *names) {
        QTest::newRow(q) << QByteArray(q) << QByteArray(names);
    };
    row(R"({"u":0})", "a");
    row(R"({"u":1})", "b");
    row(R"({"u":1.0})", "b");
    row(R"({"u":false})", "d");
    row(R"({"u":true})", "e");
    row(R"({"u":"0"})", "g");
    row(R"({"u":{"$in":[1,2]}})", "bc");
    row(R"({"u":{"$in":[0,"1"]}})", "ah");
    row(R"({"u":{"$in":[false,2]}})", "cd");
    row(R"({"u":{"$nin":[0,1]}})", "cdefghij");
    row(R"({"u":{"$ne":1}})", "acdefghij");
    row(R"({"u":{"$gte":1}})", "bc");
    row(R"({"u":{"$gt":0}})", "bc");
    row(R"({"u":{"$lte":0}})", "a");
    row(R"({"u":{"$lt":1}})", "a");
    row(R"({"u":{"$lte":"1"}})", "gh");
    row(R"({"u":{"$gte":"1"}})", "hj");
    row(R"({"u":"{\"a\":1}"})", "j");
    row(R"({"u":{"$in":["{\"a\":1}"]}})", "j");
    row(R"({"u":{"a":1}})", "i");
}

/// SQLite takes true for 1, and an object for its text.
void TestQuery::indexTellsTypesApart()
{
    QFETCH(QByteArray, q);
    define(R"({"indexes":[{"fields":["u"]}]})");
    const QByteArrayList values = {"0",    "1",     "2",     "false",      "true",
                                   "null", "\"0\"", "\"1\"", R"({"a":1})", R"("{\"a\":1}")"};
    for (qsizetype i = 0; i < values.size(); ++i)
        insert(QByteArray(R"({"n":")") + char('a' + i) + R"(","u":)" + values[i] + '}');
    QTEST(find(q), "names");
}

/// A step may look at all of a text: each of these matches takes a second, and none many steps.
void TestQuery::timeOfRegexCountsOverTheQuery()
{
    const QByteArray text = '"' + QByteArray(60'000, 'x') + '"';
    for (int i = 0; i < 8; ++i)
        insert(R"({"n":"1","v":)" + text + '}');
    QVERIFY(find(R"({"v":{"$regex":"x+x*[^x]"}})").contains("too many steps"));
    QCOMPARE(find(R"({"v":{"$regex":"x+y|x{9}"}})"), QByteArray("1").repeated(8));
}

void TestQuery::lengthOfTextsCountsForRegex()
{
    insert(R"({"n":"1","v":")" + QByteArray(3'000'000, 'x') + R"("})");
    QElapsedTimer timer;
    timer.start();
    QVERIFY(find(R"({"v":{"$regex":"x+x*[^x]"}})").contains("too many steps"));
    QVERIFY2(timer.elapsed() < 60'000, qPrintable(QString::number(timer.elapsed())));
    QCOMPARE(find(R"({"v":{"$regex":"^x+$"}})"), QByteArray("1"));
}

void TestQuery::textsWithNulAreFoundWithAndWithoutIndex_data()
{
    QTest::addColumn<QByteArray>("definition");
    QTest::newRow("no index") << QByteArray("{}");
    QTest::newRow("index") << QByteArray(R"({"indexes":[{"fields":["a"]},{"fields":["o.a"]}]})");
    QTest::newRow("unique") << QByteArray(
        R"({"indexes":[{"fields":["a"],"unique":true},{"fields":["o.a","a"],"unique":true}]})");
    QTest::newRow("full text") << QByteArray(R"({"fulltext":true})");
}

void TestQuery::textsWithNulAreFoundWithAndWithoutIndex()
{
    QFETCH(QByteArray, definition);
    define(definition);
    insert(R"({"n":"1","a":"x","o":{"a":"x"}})");
    QCOMPARE(find(R"({"a":"x"})"), QByteArray("1")); // while no value is odd
    insert(R"({"n":"2","a":"x\u0000y","o":{"a":"x\u0000y"}})");
    insert(R"({"n":"3","a":"x\u0000z","o":{"a":"x\u0000z"}})");
    insert(R"({"n":"4","a":"\u0000","o":{"a":"\u0000"}})");
    insert(R"({"n":"5","a":"x\\u0000y","o":{"a":"x\\u0000y"}})");
    insert(R"({"n":"6","a":"xa","o":{"a":"xa"}})");
    for (const QByteArray field : {"a", "o.a"}) {
        const auto look = [&](const QByteArray &condition) {
            return find("{\"" + field + "\":" + condition + '}', R"({"$orderby":{"n":1}})");
        };
        QCOMPARE(look(R"("x")"), QByteArray("1"));
        QCOMPARE(look(R"("x\u0000y")"), QByteArray("2"));
        QCOMPARE(look(R"("")"), QByteArray());
        QCOMPARE(look(R"({"$in":["x\u0000y","q"]})"), QByteArray("2"));
        QCOMPARE(look(R"({"$in":["x\u0000","x"]})"), QByteArray("1"));
        QCOMPARE(look(R"({"$nin":["x\u0000y"]})"), QByteArray("13456"));
        QCOMPARE(look(R"({"$ne":"x"})"), QByteArray("23456"));
        QCOMPARE(look(R"({"$gt":"x"})"), QByteArray("2356"));
        QCOMPARE(look(R"({"$gte":"x\u0000y","$lt":"xa"})"), QByteArray("235"));
        QCOMPARE(look(R"({"$lte":"x"})"), QByteArray("14"));
        QCOMPARE(look(R"({"$regex":"^x.y$","$options":"s"})"), QByteArray("2"));
        QCOMPARE(find("{}", "{\"$orderby\":{\"" + field + "\":1}}"), QByteArray("412356"));
        QCOMPARE(find("{}", "{\"$orderby\":{\"" + field + "\":-1}}"), QByteArray("653214"));
    }
    // A list of SQLite would end at the NUL.
    const QByteArray id = "\"" + ObjectId::create() + "\\u0000x\"";
    QCOMPARE(find("{\"_id\":{\"$in\":[" + id + "]}}"), QByteArray());
}

QTEST_GUILESS_MAIN(TestQuery)
#include "tst_query.moc"
