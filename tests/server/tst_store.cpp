// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/core/objectid.h"
#include "server/core/timestamp.h"
#include "server/store/connection.h"
#include "server/store/database.h"
#include "server/model/moment.h"
#include "server/model/projection.h"
#include "server/model/update.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <future>

using namespace Model;
using namespace Store;

class TestStore : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void queriesMeanWhatMongoMeans_data();
    void queriesMeanWhatMongoMeans();
    void badQueriesAreNamed_data();
    void badQueriesAreNamed();
    void ordersSkipsAndProjects();
    void indexIsUsedAndArraysAreStillFound();
    void momentsAreFoundByAnIndexAsWithoutIt();
    void longListsAndManyConditionsWork();
    void updateMergesInOrder();
    void failedJobIsUndoneAloneInItsGroup();
    void foreignAndNewerFilesAreRefused();
    void secondServerIsRefused();
    void updateOperators_data();
    void updateOperators();
    void momentsAreReadAndFormatted();
    void oldFilesAreMigrated();
    void oldUniqueIndexesTellTypesApart();
    void textsWithNulAreFoundWithAndWithoutIndex_data();
    void textsWithNulAreFoundWithAndWithoutIndex();
    void uniqueTellsValuesApart_data();
    void uniqueTellsValuesApart();

private:
    template<typename T>
    Result<T> write(std::function<Result<T>(Transaction &)> work)
    {
        std::promise<Result<T>> promise;
        auto future = promise.get_future();
        m_database->write<T>(std::move(work), [&promise](Result<T> result) {
            promise.set_value(std::move(result));
        });
        return future.get();
    }
    void define(const QByteArray &definition)
    {
        QVERIFY(write<Done>(
            [&](Transaction &transaction) { return transaction.saveCollection("c", definition); }));
    }
    void insert(const QByteArray &json)
    {
        const auto body = Json::Document::parse(json);
        QVERIFY(body);
        Document document;
        document.id = ObjectId::create();
        document.json = storedText(document.id, body->root());
        document.created = document.changed = "2026-01-01T00:00:00.000Z";
        document.createdBy = document.changedBy = "api";
        const Collection collection = *m_database->catalog()->find("c");
        std::vector<Document> documents{document};
        QVERIFY(write<Done>(
            [&](Transaction &transaction) { return transaction.insert(collection, documents); }));
    }
    QByteArray find(const QByteArray &q, const QByteArray &h = {})
    {
        const auto query = Query::parse(q, h);
        if (!query)
            return query.error().message.toUtf8();
        QByteArray names;
        const auto found = m_reader->findTexts(
            *m_database->catalog()->find("c"), *query, [&](QByteArrayView document) {
                const auto json = Json::Document::parse(document);
                names.append(json->root().find("n")->text());
            });
        return found ? names : found.error().message.toUtf8();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Database> m_database;
    std::unique_ptr<Reader> m_reader;
};

void TestStore::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    auto database =
        Database::open(m_folder->filePath(QStringLiteral("x.hookdesk")), Database::Use::Serve);
    QVERIFY(database);
    m_database = std::move(*database);
    define("{}");
    auto reader = m_database->openReader();
    QVERIFY(reader);
    m_reader = std::move(*reader);
}

void TestStore::cleanup()
{
    m_reader.reset();
    m_database.reset();
}

void TestStore::queriesMeanWhatMongoMeans_data()
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

void TestStore::queriesMeanWhatMongoMeans()
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

void TestStore::badQueriesAreNamed_data()
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
    QTest::newRow("$regex") << QByteArray(R"({"a":{"$regex":"("}})") << QByteArray()
                            << QByteArray("$regex");
    QTest::newRow("$or") << QByteArray(R"({"$or":[]})") << QByteArray() << QByteArray("$or");
    QTest::newRow("hint") << QByteArray() << QByteArray(R"({"$top":1})") << QByteArray("$top");
    QTest::newRow("$max") << QByteArray() << QByteArray(R"({"$max":-1})") << QByteArray("$max");
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

void TestStore::badQueriesAreNamed()
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

void TestStore::ordersSkipsAndProjects()
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

void TestStore::indexIsUsedAndArraysAreStillFound()
{
    define(R"({"indexes":[{"fields":["city"]}]})");
    insert(R"({"n":"a","city":"oslo"})");
    const auto plan = [&](const char *q, const char *h = "") {
        const auto query = Query::parse(q, h);
        return *m_reader->explain(*m_database->catalog()->find("c"), *query);
    };
    QVERIFY2(plan(R"({"city":"oslo"})").contains("USING INDEX"),
             plan(R"({"city":"oslo"})").constData());
    QVERIFY(!plan(R"({"city":"oslo"})").contains("TEMP B-TREE"));
    QVERIFY(plan(R"({"city":{"$gt":"a","$lt":"z"}})").contains("USING INDEX"));
    QVERIFY(plan("{}", R"({"$orderby":{"city":1}})").contains("USING INDEX"));
    QVERIFY(!plan("{}", R"({"$orderby":{"city":-1}})").contains("TEMP B-TREE FOR ORDER BY"));
    QVERIFY(plan(R"({"city":{"$in":["oslo","rome"]}})").contains("SEARCH"));
    QVERIFY(
        plan(R"({"city":{"$bt":[{"$date":"2026-01-01"},{"$date":"$today"}]}})").contains("SEARCH"));
    QVERIFY(plan(R"({"city":{"$gt":"m"}})").contains("SEARCH"));

    QVERIFY(plan(R"({"_id":"x"})").contains("SEARCH"));
    QVERIFY(plan(R"({"$or":[{"city":"oslo"},{"_id":"x"}]})").contains("MULTI-INDEX OR"));
    QVERIFY(plan(R"({"town":"oslo"})").contains("SCAN"));
    insert(R"({"n":"b","city":["rome","oslo"]})");
    QCOMPARE(find(R"({"city":"oslo"})"), QByteArray("ab"));
}

void TestStore::momentsAreFoundByAnIndexAsWithoutIt()
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
    };
    check();
    define(R"({"indexes":[{"fields":["at"]}]})");
    check();
}

void TestStore::longListsAndManyConditionsWork()
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

void TestStore::updateMergesInOrder()
{
    insert(R"({"n":"a","x":1,"y":{"z":1}})");
    const auto query = Query::parse("", "");
    Document stored;
    QVERIFY(m_reader->find(*m_database->catalog()->find("c"), *query,
                           [&](Document document) { stored = std::move(document); }));
    const auto changes = Json::Document::parse(
        R"({"w":true,"x":2,"_id":"ignored","_version":99,"$unset":{"y":""}})");
    const auto updated = write<Document>([&](Transaction &transaction) {
        return transaction.update(*m_database->catalog()->find("c"), stored.id, changes->root(),
                                  {"me"});
    });
    QVERIFY(updated);
    QCOMPARE(updated->json, "{\"_id\":\"" + stored.id + R"(","n":"a","x":2,"w":true})");
    QCOMPARE(updated->version, 1);
    QCOMPARE(updated->changedBy, QByteArray("me"));
    QCOMPARE(updated->createdBy, QByteArray("api"));
}

void TestStore::failedJobIsUndoneAloneInItsGroup()
{
    const Collection collection = *m_database->catalog()->find("c");
    std::vector<std::future<bool>> futures;
    std::vector<std::promise<bool>> promises(30);
    for (int i = 0; i < 30; ++i) {
        futures.push_back(promises[size_t(i)].get_future());
        Document document{ObjectId::create(), {}, "t", "t", "a", "a", 0, {}};
        document.json = "{\"_id\":\"" + document.id + "\",\"n\":\"" + QByteArray::number(i) + "\"}";
        m_database->write<Done>(
            [collection, document, i](Transaction &transaction) -> Result<Done> {
                std::vector<Document> documents{document};
                auto inserted = transaction.insert(collection, documents);
                if (i % 3 == 0)
                    return failure(Error::Kind::BadInput, QStringLiteral("not this one"));
                return inserted;
            },
            [&promise = promises[size_t(i)]](const Result<Done> &done) {
                promise.set_value(done.hasValue());
            });
    }
    int stored = 0;
    for (int i = 0; i < 30; ++i) {
        const bool done = futures[size_t(i)].get();
        QCOMPARE(done, i % 3 != 0);
        stored += done;
    }
    QCOMPARE(*m_reader->count(collection, Query()), stored);
}

void TestStore::foreignAndNewerFilesAreRefused()
{
    const QString newer = m_folder->filePath(QStringLiteral("newer"));
    {
        auto connection = Connection::open(newer, Connection::Access::ReadWrite);
        QVERIFY(connection);
        QVERIFY((*connection)
                    ->execute("PRAGMA application_id=1212892243; PRAGMA user_version=99; CREATE "
                              "TABLE t (a)"));
    }
    auto opened = Database::open(newer, Database::Use::Share);
    QVERIFY(!opened);
    QVERIFY2(opened.error().message.contains(QLatin1String("newer Hookdesk")),
             qPrintable(opened.error().message));

    const QString foreign = m_folder->filePath(QStringLiteral("foreign"));
    {
        auto connection = Connection::open(foreign, Connection::Access::ReadWrite);
        QVERIFY((*connection)->execute("CREATE TABLE t (a)"));
    }
    opened = Database::open(foreign, Database::Use::Share);
    QVERIFY(!opened);
    QVERIFY(opened.error().message.contains(QLatin1String("another program")));

    const QString text = m_folder->filePath(QStringLiteral("text"));
    QFile file(text);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QByteArray("This is a letter and no database. ").repeated(200));
    file.close();
    QVERIFY(!Database::open(text, Database::Use::Share));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(file.readAll().startsWith("This is a letter"));
}

void TestStore::secondServerIsRefused()
{
    const auto second =
        Database::open(m_folder->filePath(QStringLiteral("x.hookdesk")), Database::Use::Serve);
    QVERIFY(!second);
    QVERIFY(second.error().message.contains(QString::number(QCoreApplication::applicationPid())));
}

void TestStore::updateOperators_data()
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
    row(R"({"$rename":{"n":"o.n"}})", R"({"a":[1,2],"o":{"x":"y","n":1}})");
    row(R"({"n":7,"$inc":{"k":1}})", R"({"n":7,"a":[1,2],"o":{"x":"y"},"k":1})");
    row(R"({"$inc":{"o.x":1}})", "$inc on \"o.x\"");
    row(R"({"$inc":{"n":"1"}})", "$inc on \"n\"");
    row(R"({"$push":{"n":1}})", "no array");
    row(R"({"$set":{"n.x":1}})", "without fields");
    row(R"({"$set":{"_id":1}})", "cannot be changed");
    row(R"({"$set":{"o":1},"$inc":{"o.x":1}})", "another operator");
    row(R"({"$grow":{"n":1}})", "$grow");
    row(R"({"$set":5})", "$set");
    row(R"({"$set":{"o..x":5}})", "cannot be changed");
    row(("{\"$set\":{\"o" + QByteArray(".a").repeated(120) + "\":5}}").constData(), "100 levels");
    row(R"({"$set":{"a.100000":1}})", "without fields"); // no 100,000 nulls by a slip
    row(R"({"$inc":{"n":9223372036854775807}})",
        R"({"n":9.2233720368547758e+18,"a":[1,2],"o":{"x":"y"}})");
}

void TestStore::updateOperators()
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

void TestStore::momentsAreReadAndFormatted()
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

/// A file as the first version wrote it.
void TestStore::oldFilesAreMigrated()
{
    const QString path = m_folder->filePath(QStringLiteral("old.hookdesk"));
    {
        auto connection = Connection::open(path, Connection::Access::ReadWrite);
        QVERIFY(connection);
        QVERIFY((*connection)->execute(R"(
CREATE TABLE collections (number INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE,
    definition TEXT NOT NULL, created TEXT NOT NULL) STRICT;
CREATE TABLE codehooks (collection INTEGER PRIMARY KEY REFERENCES collections(number) ON DELETE CASCADE,
    source TEXT NOT NULL, compiled TEXT NOT NULL, hooks TEXT NOT NULL, enabled INTEGER NOT NULL,
    version INTEGER NOT NULL, changed TEXT NOT NULL) STRICT;
CREATE TABLE keys (id TEXT PRIMARY KEY, prefix TEXT NOT NULL, salt BLOB NOT NULL, hash BLOB NOT NULL,
    kind TEXT NOT NULL, methods TEXT NOT NULL, path TEXT NOT NULL, origin TEXT NOT NULL,
    description TEXT NOT NULL, created TEXT NOT NULL) STRICT;
CREATE INDEX keys_prefix ON keys(prefix);
CREATE TABLE facts (id INTEGER PRIMARY KEY CHECK (id = 1), settings TEXT NOT NULL,
    keys_generation INTEGER NOT NULL, codehooks_generation INTEGER NOT NULL) STRICT;
INSERT INTO facts VALUES (1, '{"a":1}', 3, 0);
INSERT INTO collections VALUES (1, 'c', '{"indexes":[{"fields":["city"]}]}', 't');
INSERT INTO keys VALUES ('k','abcdef',x'01',x'02','web','GET','/c','','','t');
CREATE TABLE c_1 (_id TEXT PRIMARY KEY, doc TEXT NOT NULL, _created TEXT NOT NULL, _changed TEXT NOT NULL,
    _createdby TEXT NOT NULL, _changedby TEXT NOT NULL, _version INTEGER NOT NULL,
    _parent_id TEXT, _parent_def TEXT, _parent_field TEXT) STRICT;
INSERT INTO c_1 VALUES ('1','{"_id":"1","n":"a","city":"oslo"}','t','t','api','api',0,NULL,NULL,NULL);
CREATE INDEX c_1_63697479 ON c_1(json_extract(doc,'$."city"'),_id);
CREATE INDEX c_1_63697479_arrays ON c_1(1) WHERE json_type(doc,'$."city"')='array';
PRAGMA application_id=1212892243; PRAGMA user_version=1;)"));
    }
    auto opened = Database::open(path, Database::Use::Share);
    QVERIFY2(opened, opened ? "" : qPrintable(opened.error().message));
    const auto catalog = (*opened)->catalog();
    QCOMPARE(catalog->settings.json, QByteArray(R"({"a":1})"));
    auto reader = (*opened)->openReader();
    QVERIFY(reader);
    const auto query = Query::parse(R"({"city":"oslo"})", {});
    QVERIFY((*reader)->explain(*catalog->find("c"), *query)->contains("USING INDEX"));
    QCOMPARE(*(*reader)->count(*catalog->find("c"), *query), 1);
    QCOMPARE(*(*reader)->connection().number("SELECT origin_required FROM keys"), 1);
    QVERIFY(catalog->find("system_jobs") && catalog->find("system_log"));
    QCOMPARE(catalog->userCollections().size(), 1);
    QCOMPARE(*(*reader)->connection().number(
                 "SELECT count(*) FROM sqlite_schema WHERE name LIKE '%_arrays'"),
             0);
}

/// Version 4 of the schema knew a unique value by its SQL alone.
void TestStore::oldUniqueIndexesTellTypesApart()
{
    const QString path = m_folder->filePath(QStringLiteral("old.hookdesk"));
    QVERIFY(Database::open(path, Database::Use::Share));
    {
        auto connection = Connection::open(path, Connection::Access::ReadWrite);
        QVERIFY((*connection)->execute(R"(
INSERT INTO collections VALUES (9, 'c', '{"indexes":[{"fields":["u"],"unique":true}]}', 't');
CREATE TABLE c_9 (_id TEXT PRIMARY KEY, doc TEXT NOT NULL, _created TEXT NOT NULL, _changed TEXT NOT NULL,
    _createdby TEXT NOT NULL, _changedby TEXT NOT NULL, _version INTEGER NOT NULL,
    _parent_id TEXT, _parent_def TEXT, _parent_field TEXT) STRICT;
INSERT INTO c_9 VALUES ('1','{"_id":"1","u":1}','t','t','api','api',0,NULL,NULL,NULL);
CREATE UNIQUE INDEX c_9_75 ON c_9(json_extract(doc,'$."u"'));
CREATE INDEX c_9_75_odd ON c_9(1) WHERE json_type(doc,'$."u"')='array';
PRAGMA user_version=4;)"));
    }
    m_reader.reset();
    auto opened = Database::open(path, Database::Use::Share);
    QVERIFY2(opened, opened ? "" : qPrintable(opened.error().message));
    m_database = std::move(*opened);
    auto reader = m_database->openReader();
    m_reader = std::move(*reader);
    insert(R"({"n":"t","u":true})");
    QCOMPARE(find(R"({"u":true})"), QByteArray("t"));
}

void TestStore::textsWithNulAreFoundWithAndWithoutIndex_data()
{
    QTest::addColumn<QByteArray>("definition");
    QTest::newRow("no index") << QByteArray("{}");
    QTest::newRow("index") << QByteArray(R"({"indexes":[{"fields":["a"]},{"fields":["o.a"]}]})");
    QTest::newRow("unique") << QByteArray(
        R"({"indexes":[{"fields":["a"],"unique":true},{"fields":["o.a","a"],"unique":true}]})");
    QTest::newRow("full text") << QByteArray(R"({"fulltext":true})");
}

void TestStore::textsWithNulAreFoundWithAndWithoutIndex()
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

void TestStore::uniqueTellsValuesApart_data()
{
    QTest::addColumn<QByteArray>("one");
    QTest::addColumn<QByteArray>("other");
    QTest::addColumn<bool>("areSame");
    const auto row = [](const char *one, const char *other, bool areSame = false) {
        QTest::newRow((QByteArray(one) + " and " + other).constData())
            << QByteArray(one) << QByteArray(other) << areSame;
    };
    row("true", "1");
    row("false", "0");
    row("1", "\"1\"");
    row("\"[1]\"", "[1]");
    row("\"{\\\"a\\\":1}\"", "{\"a\":1}");
    row("\"true\"", "true");
    row("null", "null");
    row("\"x\\u0000y\"", "\"x\\u0000z\"");
    row("\"x\\u0000y\"", "\"x\"");
    row("1", "1.0", true);
    row("true", "true", true);
    row("[1]", "[1]", true);
    row("\"x\"", "\"x\"", true);
    row("\"x\\u0000y\"", "\"x\\u0000y\"", true);
}

void TestStore::uniqueTellsValuesApart()
{
    QFETCH(QByteArray, one);
    QFETCH(QByteArray, other);
    QFETCH(bool, areSame);
    for (const char *fields : {R"(["u"])", R"(["v","u"])"}) {
        define(QByteArray(R"({"indexes":[{"unique":true,"fields":)") + fields + "}]}");
        const auto stored = [&](const QByteArray &value) {
            const auto body = Json::Document::parse("{\"v\":1,\"u\":" + value + "}");
            Document document;
            document.id = ObjectId::create();
            document.json = storedText(document.id, body->root());
            std::vector<Document> documents{document};
            const Collection collection = *m_database->catalog()->find("c");
            return bool(write<Done>([&](Transaction &transaction) {
                return transaction.insert(collection, documents);
            }));
        };
        QVERIFY(stored(one));
        QCOMPARE(stored(other), !areSame);
        QVERIFY(
            write<Done>([&](Transaction &transaction) { return transaction.dropCollection("c"); }));
    }
}

QTEST_GUILESS_MAIN(TestStore)
#include "tst_store.moc"
