// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/core/objectid.h"
#include "server/store/connection.h"
#include "server/store/database.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <future>

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
    void updateMergesInOrder();
    void failedJobIsUndoneAloneInItsGroup();
    void foreignAndNewerFilesAreRefused();
    void secondServerIsRefused();

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
        QVERIFY(write<Done>(
            [&](Transaction &transaction) { return transaction.insert(collection, {document}); }));
    }
    QByteArray find(const QByteArray &q, const QByteArray &h = {})
    {
        const auto query = Query::parse(q, h);
        if (!query)
            return query.error().message.toUtf8();
        QByteArray names;
        const auto found = m_reader->find(*m_database->catalog()->find("c"), *query,
                                          Reader::Meta::Without, [&](const Document &document) {
                                              const auto json =
                                                  Json::Document::parse(document.json);
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
    QCOMPARE(find("{}", R"({"$orderby":{"_id":-1}})"), QByteArray("dcba"));
    QCOMPARE(find("{}", R"({"$skip":1,"$max":2})"), QByteArray("bc"));
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
    QVERIFY(plan(R"({"town":"oslo"})").contains("SCAN"));
    insert(R"({"n":"b","city":["rome","oslo"]})");
    QCOMPARE(find(R"({"city":"oslo"})"), QByteArray("ab"));
}

void TestStore::updateMergesInOrder()
{
    insert(R"({"n":"a","x":1,"y":{"z":1}})");
    const auto query = Query::parse("", "");
    Document stored;
    QVERIFY(m_reader->find(*m_database->catalog()->find("c"), *query, Reader::Meta::With,
                           [&](Document document) { stored = std::move(document); }));
    const auto changes = Json::Document::parse(
        R"({"w":true,"x":2,"_id":"ignored","_version":99,"$unset":{"y":""}})");
    const auto updated = write<Document>([&](Transaction &transaction) {
        return transaction.update(*m_database->catalog()->find("c"), stored.id, changes->root(),
                                  "me");
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
        Document document{ObjectId::create(), {}, "t", "t", "a", "a", 0};
        document.json = "{\"_id\":\"" + document.id + "\",\"n\":\"" + QByteArray::number(i) + "\"}";
        m_database->write<Done>(
            [collection, document, i](Transaction &transaction) -> Result<Done> {
                auto inserted = transaction.insert(collection, {document});
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

QTEST_GUILESS_MAIN(TestStore)
#include "tst_store.moc"
