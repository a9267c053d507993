// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/core/objectid.h"
#include "server/store/address.h"
#include "tests/server/storetest.h"
#include "tests/support/cluster.h"

#include <QProcess>
#include <QTest>

#include <atomic>
#include <thread>

using namespace Model;
using namespace Store;

/// What only a database server can do to a store: other programs that write, connections that
/// break, locks, a crash of the server.
class TestPostgres final : public StoreTest
{
    Q_OBJECT

private slots:
    void initTestCase();
    void addressesHideTheirPasswords_data();
    void addressesHideTheirPasswords();
    void otherHostsMustProveWhoTheyAre();
    void badSchemasAreRefused();
    void textsThatNoColumnTakesAreRefused();
    void longTextsAreIndexed();
    void uniqueKnowsLargeIntegersApart();
    void writesMeetDefinitionsOfOtherPrograms();
    void definitionsOfOtherProgramsAreSeen();
    void brokenConnectionsAreOpenedAnew();
    void firstWritesMeetBrokenConnections();
    void locksOfOthersAreWaitedFor_data();
    void locksOfOthersAreWaitedFor();
    void refusedWritesSpoilNoOthers();
    void acknowledgedWritesOutliveACrash();

private:
    Result<Done> put(const QByteArray &id, const QByteArray &members = {});
    /// Ends all connections of the server but those of psql.
    void breakConnections();
};

void TestPostgres::initTestCase()
{
    if (!Cluster::isInstalled())
        QSKIP("PostgreSQL is not installed.");
    qputenv("HOOKDESK_TEST_STORE", "postgres");
}

Result<Done> TestPostgres::put(const QByteArray &id, const QByteArray &members)
{
    const auto catalog = m_database->catalog();
    return change<Done>([&](Transaction &transaction) {
        Document document{id, {}, "t", "t", "a", "a", 0, {}};
        document.json = "{\"_id\":" + Json::quoted(QByteArrayView(id)) + members + '}';
        std::vector<Document> documents{document};
        return transaction.insert(*catalog->find("c"), documents);
    });
}

void TestPostgres::breakConnections()
{
    Cluster::ofProgram()->query(
        QStringLiteral("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                       " WHERE application_name LIKE 'hookdesk%'"));
}

void TestPostgres::addressesHideTheirPasswords_data()
{
    QTest::addColumn<QString>("address");
    QTest::newRow("authority") << "postgres://ann:se%40cret@db1,db2/app?schema=x";
    QTest::newRow("no user") << "postgres://:se%40cret@db1/app";
    QTest::newRow("parameter") << "postgresql://db1/app?password=se%40cret&sslmode=require";
    QTest::newRow("key") << "postgres://db1/app?sslpassword=se%40cret&user=ann";
    QTest::newRow("at sign") << "postgres://ann:se@cret@db1/app";
}

void TestPostgres::addressesHideTheirPasswords()
{
    QFETCH(QString, address);
    QVERIFY(Address::isPostgres(address));
    for (const char *slip : {"postgres:app", "postgresql:/app"}) {
        QVERIFY(Address::isPostgres(QString::fromLatin1(slip)));
        QVERIFY(!Address::parsePostgres(QString::fromLatin1(slip)));
    }
    const QString shown = Address::shown(address);
    QVERIFY2(!shown.contains(QLatin1String("cret")), qPrintable(shown));
    QVERIFY2(shown.contains(QLatin1String("db1")), qPrintable(shown));
    QCOMPARE(Address::shown(QStringLiteral("/tmp/a.hookdesk")), QStringLiteral("/tmp/a.hookdesk"));
}

void TestPostgres::otherHostsMustProveWhoTheyAre()
{
    const auto uri = [](const char *address) {
        return Address::parsePostgres(QString::fromLatin1(address))->uri();
    };
    QVERIFY(uri("postgres://db1/app").contains("sslmode=verify-full"));
    QVERIFY(uri("postgres://localhost,db2/app").contains("sslmode=verify-full"));
    QVERIFY(uri("postgres://127.example.com/app").contains("sslmode=verify-full"));
    QVERIFY(uri("postgres://127.0.0.1.example.com/app").contains("sslmode=verify-full"));
    QVERIFY(!uri("postgres://127.0.0.1:5433/app").contains("sslmode"));
    QVERIFY(!uri("postgres://localhost:5433/app").contains("sslmode"));
    QVERIFY(!uri("postgres:///app").contains("sslmode"));
    QVERIFY(!uri("postgres:///app?host=/tmp/x").contains("sslmode"));
    QVERIFY(uri("postgres:///app?host=db1").contains("sslmode=verify-full"));
    QVERIFY(!uri("postgres://db1/app?sslmode=disable").contains("verify-full"));
    QVERIFY(!uri("postgres:///app?schema=x").contains("schema"));
}

void TestPostgres::badSchemasAreRefused()
{
    for (const char *schema : {"A", "1a", "a;b", "pg_a", "a\"b", "a%20b"}) {
        const auto parsed = Address::parsePostgres(QStringLiteral("postgres:///app?schema=")
                                                   + QLatin1String(schema));
        QVERIFY2(!parsed, schema);
    }
}

void TestPostgres::textsThatNoColumnTakesAreRefused()
{
    const Collection collection = *m_database->catalog()->find("c");
    for (const QByteArray &id : {QByteArray("a\0b", 3), QByteArray("a\xff")}) {
        const auto stored = put(id);
        QVERIFY(!stored && stored.error().kind == Error::Kind::BadInput);
        const auto found = m_reader->get(collection, id);
        QVERIFY(found && !*found);
        const auto removed = change<QByteArrayList>(
            [&](Transaction &transaction) { return transaction.remove(collection, {id}, {}); });
        QVERIFY(removed && removed->isEmpty());
    }
    // The connection is as good as before, and a document may hold it.
    QVERIFY(put("1", R"(,"n":"a\u0000b")"));
    QCOMPARE(find(R"({"n":"a\u0000b"})"), QByteArray("a\0b", 3));
}

void TestPostgres::longTextsAreIndexed()
{
    define(
        R"({"indexes":[{"fields":["a"]},{"fields":["a","b","d","e"]},{"fields":["u"],"unique":true}]})");
    const auto text = [](int size) { return '"' + QByteArray(size, 'x') + '"'; };
    for (int size : {990, 995, 996, 997, 998, 999, 1000, 1001, 2700, 10'000, 100'000}) {
        const QByteArray value = text(size);
        QVERIFY(put("id" + QByteArray::number(size),
                    ",\"n\":\"" + QByteArray::number(size) + " \",\"a\":" + value + ",\"b\":"
                        + value + ",\"d\":" + value + ",\"e\":" + value + ",\"u\":" + value));
        QCOMPARE(find("{\"a\":" + value + '}'), QByteArray::number(size) + ' ');
        // The same value again is refused by its field's name.
        const auto again = put("again", ",\"u\":" + value);
        QVERIFY(!again && again.error().kind == Error::Kind::Validation);
        QVERIFY2(again.error().list.contains("\"u\""), again.error().list.constData());
    }
    QCOMPARE(find(R"({"a":{"$gte":)" + text(2700) + R"(}})", R"({"$orderby":{"a":-1}})"),
             QByteArray("100000 10000 2700 "));
}

void TestPostgres::uniqueKnowsLargeIntegersApart()
{
    define(R"({"indexes":[{"fields":["u"],"unique":true}]})");
    for (const char *number : {"9007199254740991", "9007199254740992", "9007199254740993",
                               "-9007199254740993", "9223372036854775807", "1e308", "-0.0"})
        QVERIFY2(put(ObjectId::create(), QByteArray(",\"u\":") + number), number);
    for (const char *number : {"9007199254740993", "9007199254740992.0", "0", "1e308"})
        QVERIFY2(!put(ObjectId::create(), QByteArray(",\"u\":") + number), number);
}

/// Another program defines an index between the moment at which this one has learned of the
/// collection and its write: the write must keep the index whole.
void TestPostgres::writesMeetDefinitionsOfOtherPrograms()
{
    auto other = Database::open(m_address, Database::Use::Share);
    QVERIFY(other);
    std::promise<bool> isDefined;
    (*other)->change<Done>(
        [](Transaction &transaction) {
            return transaction.saveCollection(
                "c", R"({"indexes":[{"fields":["n"]},{"fields":["u"],"unique":true}]})");
        },
        [&](const Result<Done> &done) { isDefined.set_value(done.hasValue()); });
    QVERIFY(isDefined.get_future().get());
    QVERIFY(put("1", R"(,"n":"a","u":1)"));
    const auto again = put("2", R"(,"n":"b","u":1)");
    QVERIFY(!again && again.error().kind == Error::Kind::Validation);
    auto reader = (*other)->openReader();
    QVERIFY(reader);
    const auto query = Query::parse(R"({"n":"a"})", {});
    QCOMPARE(*(*reader)->count(*(*other)->catalog()->find("c"), *query), 1);
}

void TestPostgres::definitionsOfOtherProgramsAreSeen()
{
    auto other = Database::open(m_address, Database::Use::Share);
    QVERIFY(other);
    std::promise<bool> isDefined;
    (*other)->change<Done>(
        [](Transaction &transaction) { return transaction.saveCollection("d", "{}"); },
        [&](const Result<Done> &done) { isDefined.set_value(done.hasValue()); });
    QVERIFY(isDefined.get_future().get());
    QTRY_VERIFY(m_database->catalog()->find("d"));
}

void TestPostgres::brokenConnectionsAreOpenedAnew()
{
    QVERIFY(put("1", R"(,"n":"a")"));
    for (int i = 0; i < 3; ++i) {
        breakConnections();
        QCOMPARE(find("{}").left(1), QByteArray("a"));
        breakConnections();
        QVERIFY(put("x" + QByteArray::number(i), R"(,"n":"b")"));
    }
    QCOMPARE(find("{}"), QByteArray("abbb"));
    // Its name stays its own.
    const QByteArray name = m_database->nodes().name();
    QTRY_VERIFY(!Database::open(m_address, Database::Use::Serve, {name, true}));
    QTRY_VERIFY(!m_database->nodes().fence());
}

/// A connection signs in when it writes for the first time, and may have broken long before.
void TestPostgres::firstWritesMeetBrokenConnections()
{
    define("{}");
    const auto other = Database::open(m_address, Database::Use::Serve);
    QVERIFY(other);
    breakConnections();
    const auto catalog = (*other)->catalog();
    const auto stored = changeIn<Done>(**other, [&](Transaction &transaction) {
        std::vector<Document> documents{{"1", R"({"_id":"1","n":"a"})", "t", "t", "a", "a", 0, {}}};
        return transaction.insert(*catalog->find("c"), documents);
    });
    QVERIFY2(stored, stored ? "" : qPrintable(stored.error().message));
    QCOMPARE(find("{}"), QByteArray("a"));
}

void TestPostgres::locksOfOthersAreWaitedFor_data()
{
    QTest::addColumn<int>("seconds");
    QTest::addColumn<bool>("isStored");
    QTest::newRow("a moment") << 1 << true;
    QTest::newRow("longer than all tries") << 60 << false;
}

/// Another session keeps a document locked.
void TestPostgres::locksOfOthersAreWaitedFor()
{
    QFETCH(int, seconds);
    QFETCH(bool, isStored);
    QVERIFY(put("1", R"(,"n":"a")"));
    const QByteArray table = "c_" + QByteArray::number(m_database->catalog()->find("c")->number);
    const QString schema = m_address.section(QLatin1String("schema="), 1);
    QProcess psql;
    psql.start(QStringLiteral("psql"),
               {"-h", Cluster::ofProgram()->folder(), "-U", "hookdesk", "-d", "postgres", "-AtqX",
                "-c",
                QStringLiteral("BEGIN; SELECT doc FROM %1.%2 FOR UPDATE; SELECT pg_sleep(%3);"
                               " COMMIT")
                    .arg(schema, QString::fromLatin1(table))
                    .arg(seconds)});
    QVERIFY(psql.waitForStarted());
    QTRY_VERIFY_WITH_TIMEOUT(
        !Cluster::ofProgram()
             ->query(QStringLiteral("SELECT 1 FROM pg_stat_activity WHERE query LIKE"
                                    " '%pg_sleep%' AND application_name = 'psql'"
                                    " AND wait_event = 'PgSleep'"))
             .isEmpty(),
        20'000);
    const auto changes = Json::Document::parse(R"({"n":"b"})");
    const auto catalog = m_database->catalog();
    const auto changed = change<Document>([&](Transaction &transaction) {
        return transaction.update(*catalog->find("c"), "1", changes->root(), {});
    });
    if (!isStored) {
        QVERIFY(!changed);
        QCOMPARE(changed.error().kind, Error::Kind::Unavailable);
        QCOMPARE(changed.error().message,
                 QStringLiteral("Others keep the database locked; try again."));
        QCOMPARE(changed.error().retryAfter, 1);
        Cluster::ofProgram()->query(
            QStringLiteral("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                           " WHERE query LIKE '%pg_sleep%' AND application_name = 'psql'"
                           " AND pid <> pg_backend_pid()"));
        QVERIFY(psql.waitForFinished());
        return;
    }
    QVERIFY2(changed, changed ? "" : qPrintable(changed.error().message));
    QVERIFY(psql.waitForFinished());
    QCOMPARE(find("{}"), QByteArray("b"));
}

/// Writes that are stored together, some of which are refused: by the database, and by their own
/// work once they have written.
void TestPostgres::refusedWritesSpoilNoOthers()
{
    define(R"({"indexes":[{"fields":["u"],"unique":true}]})");
    const auto catalog = m_database->catalog();
    constexpr int Count = 300;
    std::vector<std::promise<bool>> stored(Count);
    const auto documentOf = [](int i) {
        const QByteArray number = QByteArray::number(i);
        Document document{i % 5 == 2 ? QByteArray("same") : number, {}, "t", "t", "a", "a", 0, {}};
        document.json = "{\"_id\":\"" + document.id
            + "\",\"u\":" + (i % 5 == 0 ? QByteArray("-1") : number) + '}';
        return document;
    };
    for (int i = 0; i < Count; ++i) {
        m_database->change<Done>(
            [&catalog, &documentOf, i](Transaction &transaction) -> Result<Done> {
                std::vector<Document> documents{documentOf(i)};
                auto inserted = transaction.insert(*catalog->find("c"), documents);
                if (inserted && i % 5 == 1)
                    return badInput(QStringLiteral("No."));
                return inserted;
            },
            [&stored, i](const Result<Done> &done) { stored[size_t(i)].set_value(bool(done)); });
    }
    QHash<int, int> counts; // by kind
    qint64 all = 0;
    for (int i = 0; i < Count; ++i) {
        const bool isStored = stored[size_t(i)].get_future().get();
        counts[i % 5] += isStored;
        all += isStored;
        const auto found = m_reader->get(*catalog->find("c"), QByteArray::number(i));
        QCOMPARE(found && *found, isStored && i % 5 != 2);
    }
    QCOMPARE(counts, (QHash<int, int>{{0, 1}, {1, 0}, {2, 1}, {3, Count / 5}, {4, Count / 5}}));
    const auto query = Query::parse("{}", {});
    QCOMPARE(*m_reader->count(*catalog->find("c"), *query), all);
}

/// PostgreSQL is killed while four threads write; what was answered as stored is there afterwards,
/// and what was not is either there or can be stored.
void TestPostgres::acknowledgedWritesOutliveACrash()
{
    const auto cluster = Cluster::make(Cluster::Kind::Durable);
    QVERIFY(cluster);
    m_reader.reset();
    auto opened = Database::open(cluster->newAddress(), Database::Use::Serve);
    QVERIFY(opened);
    m_database = std::move(*opened);
    define("{}");
    std::atomic<bool> isEnding = false;
    std::atomic<int> stored = 0;
    std::vector<QByteArrayList> acknowledged(4);
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i) {
        threads.emplace_back([&, i] {
            for (int n = 0; !isEnding; ++n) {
                const QByteArray id = QByteArray::number(i) + '-' + QByteArray::number(n);
                if (put(id))
                    acknowledged[size_t(i)].append(id);
                stored +=
                    !acknowledged[size_t(i)].isEmpty() && acknowledged[size_t(i)].last() == id;
            }
        });
    }
    bool isStarted = true;
    for (int round = 0; round < 2 && isStarted; ++round) {
        const int before = stored;
        (void)QTest::qWaitFor([&] { return stored > before + 100; }, 20000);
        cluster->crash();
        isStarted = cluster->start();
    }
    const int before = stored;
    const bool goesOn = QTest::qWaitFor([&] { return stored > before + 100; }, 30000);
    isEnding = true;
    for (std::thread &thread : threads)
        thread.join();
    QVERIFY(isStarted && goesOn);
    auto reader = m_database->openReader();
    QVERIFY(reader);
    QSet<QByteArray> ids;
    const auto query = Query::parse({}, R"({"$max":1000000})");
    QVERIFY((*reader)->find(*m_database->catalog()->find("c"), *query,
                            [&](const Document &document) { ids.insert(document.id); }));
    for (const QByteArrayList &each : acknowledged) {
        for (const QByteArray &id : each)
            QVERIFY2(ids.contains(id), (id + " is missing").constData());
    }
    m_database.reset();
}

QTEST_GUILESS_MAIN(TestPostgres)
#include "tst_postgres.moc"
