// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/core/objectid.h"
#include "server/store/backup.h"
#include "tests/server/storetest.h"
#include "tests/support/cluster.h"

#include <QProcess>
#include <QTest>

using namespace Model;
using namespace Store;

/// Indexes of large collections on PostgreSQL, which are built while others read and write.
class TestIndexBuilding final : public StoreTest
{
    Q_OBJECT

private slots:
    void initTestCase();
    void smallCollectionsAreIndexedAtOnce();
    void largeOnesAreIndexedWhileTheyAreUsed();
    void uniqueIndexesAreMadeAtOnce();
    void buildingGoesOnAfterARestart();
    void brokenIndexesAreMadeAnew();
    void fullTextIndexesAreBuiltToo();

private:
    /// Stores @p count documents whose `n` is "a" in each hundredth and "b" in the others.
    void store(int count);
    /// Runs @p sql in a transaction of its own, which lasts until release().
    void hold(QProcess &psql, const QString &sql);
    /// Ends its transaction; PostgreSQL itself would not notice its end.
    void release(QProcess &psql);
    /// Gives `c` an index on `n`, whose builder does not get beyond the document in the middle
    /// until
    /// @p psql is released.
    void defineAndHoldUp(QProcess &psql);
    bool isReady();
    bool usesIndex(const QByteArray &q);
    /// How many documents have the `n` @p value.
    qint64 count(const QByteArray &value);
    /// What the check of the database finds.
    QString damage() { return damageOf(m_address)->join(QLatin1Char(' ')); }
    QByteArray query(const QString &sql)
    {
        return Cluster::ofProgram()->query(
            QStringLiteral("SET search_path = %1; %2")
                .arg(m_address.section(QLatin1String("schema="), 1), sql));
    }
    QString table() const
    {
        return QStringLiteral("c_%1").arg(m_database->catalog()->find("c")->number);
    }
    int m_held = 0; ///< Calls of hold().
};

namespace {

constexpr int Many = 10'500; ///< More than are indexed within the definition's own write.
/// What one who builds has locked, so that no other does.
constexpr char BuildersLock[] = "SELECT pg_advisory_lock(1212892243,"
                                " hashtext(current_schema() || '.indexes'))";

} // namespace

void TestIndexBuilding::initTestCase()
{
    if (!Cluster::isInstalled())
        QSKIP("PostgreSQL is not installed.");
    qputenv("HOOKDESK_TEST_STORE", "postgres");
}

void TestIndexBuilding::store(int count)
{
    const auto catalog = m_database->catalog();
    std::vector<Document> documents;
    for (int i = 0; i < count; ++i) {
        Document document{QByteArray::number(100'000 + i), {}, "t", "t", "a", "a", 0, {}};
        document.json = "{\"_id\":\"" + document.id + "\",\"n\":\"" + (i % 100 ? 'b' : 'a')
            + "\",\"u\":" + QByteArray::number(i) + '}';
        documents.push_back(document);
    }
    const auto stored = change<Done>([&](Transaction &transaction) {
        std::vector<Document> copy = documents;
        return transaction.insert(*catalog->find("c"), copy);
    });
    QVERIFY2(stored, stored ? "" : qPrintable(stored.error().message));
}

void TestIndexBuilding::release(QProcess &psql)
{
    query(QStringLiteral("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                         " WHERE application_name = '%1'")
              .arg(psql.objectName()));
    psql.waitForFinished();
}

void TestIndexBuilding::hold(QProcess &psql, const QString &sql)
{
    const QString name = QStringLiteral("held %1").arg(++m_held);
    psql.setObjectName(name);
    psql.start(QStringLiteral("psql"),
               {"-h", Cluster::ofProgram()->folder(), "-U", "hookdesk", "-d", "postgres", "-AtqX",
                "-c",
                QStringLiteral("SET search_path = %1; SET application_name = '%3'; BEGIN; %2;"
                               " SELECT pg_sleep(60)")
                    .arg(m_address.section(QLatin1String("schema="), 1), sql, name)});
    QVERIFY(psql.waitForStarted());
    QTRY_VERIFY(query(QStringLiteral("SELECT count(*) FROM pg_stat_activity WHERE"
                                     " application_name = '%1' AND wait_event = 'PgSleep'")
                          .arg(name))
                    .endsWith('1'));
}

void TestIndexBuilding::defineAndHoldUp(QProcess &psql)
{
    QProcess otherBuilder;
    hold(otherBuilder, QLatin1String(BuildersLock));
    define(R"({"indexes":[{"fields":["n"]}]})");
    hold(psql, QStringLiteral("SELECT 1 FROM %1 WHERE _id = '105000' FOR UPDATE").arg(table()));
    release(otherBuilder);
    QTRY_VERIFY_WITH_TIMEOUT(
        query(QStringLiteral("SELECT count(*) FROM (SELECT 1 FROM %1 WHERE k_1 IS NOT NULL LIMIT 1)"
                             " AS found")
                  .arg(table()))
            .endsWith('1'),
        20000);
}

bool TestIndexBuilding::isReady()
{
    const auto states = m_reader->indexStates(*m_database->catalog()->find("c"));
    return states && !states->isEmpty() && states->first().isReady;
}

bool TestIndexBuilding::usesIndex(const QByteArray &q)
{
    const auto plan = m_reader->explain(*m_database->catalog()->find("c"), *Query::parse(q, {}));
    return plan && plan->usesIndex;
}

qint64 TestIndexBuilding::count(const QByteArray &value)
{
    const auto counted = m_reader->count(*m_database->catalog()->find("c"),
                                         *Query::parse("{\"n\":\"" + value + "\"}", {}));
    return counted ? *counted : -1;
}

void TestIndexBuilding::smallCollectionsAreIndexedAtOnce()
{
    store(1000);
    define(R"({"indexes":[{"fields":["n"]}]})");
    QVERIFY(isReady());
    QVERIFY(usesIndex(R"({"n":"a"})"));
    QCOMPARE(count("a"), 10);
}

/// The builder is held up in the middle by somebody who keeps a document locked.
void TestIndexBuilding::largeOnesAreIndexedWhileTheyAreUsed()
{
    store(Many);
    QProcess psql;
    defineAndHoldUp(psql);
    const auto states = m_reader->indexStates(*m_database->catalog()->find("c"));
    QVERIFY(states && !states->first().isReady && states->first().built < 1);
    QVERIFY(!usesIndex(R"({"n":"a"})"));
    QCOMPARE(count("a"), Many / 100);
    // What is written meanwhile, before and behind the place where the builder is.
    const auto catalog = m_database->catalog();
    for (const char *id : {"100001", "110001"}) {
        const auto changes = Json::Document::parse(R"({"n":"a"})");
        QVERIFY(change<Document>([&](Transaction &transaction) {
            return transaction.update(*catalog->find("c"), id, changes->root(), {});
        }));
    }
    QCOMPARE(count("a"), Many / 100 + 2);
    QCOMPARE(damage(), QString());
    QVERIFY(!isReady());
    release(psql);
    QTRY_VERIFY_WITH_TIMEOUT(isReady(), 30000);
    QTRY_VERIFY(usesIndex(R"({"n":"a"})"));
    QCOMPARE(count("a"), Many / 100 + 2);
    QCOMPARE(damage(), QString());
}

void TestIndexBuilding::uniqueIndexesAreMadeAtOnce()
{
    store(Many);
    define(R"({"indexes":[{"fields":["u"],"unique":true},{"fields":["n"]}]})");
    const auto states = m_reader->indexStates(*m_database->catalog()->find("c"));
    QVERIFY(states && states->first().isReady);
    QVERIFY(usesIndex(R"({"u":5})"));
    const auto refused = change<Done>([](Transaction &transaction) {
        return transaction.saveCollection("c", R"({"indexes":[{"fields":["n"],"unique":true}]})");
    });
    QVERIFY(!refused && refused.error().kind == Error::Kind::Validation);
    QTRY_VERIFY_WITH_TIMEOUT(usesIndex(R"({"n":"a"})"), 30000);
    QCOMPARE(damage(), QString());
}

void TestIndexBuilding::buildingGoesOnAfterARestart()
{
    store(Many);
    QProcess psql;
    defineAndHoldUp(psql);
    QTRY_VERIFY(
        !query(QStringLiteral("SELECT 1 FROM %1 WHERE k_1 IS NOT NULL LIMIT 1").arg(table()))
             .isEmpty());
    m_reader.reset();
    m_database.reset(); // while the builder waits for the lock
    release(psql);
    auto opened = Database::open(m_address, Database::Use::Serve);
    QVERIFY(opened);
    m_database = std::move(*opened);
    m_reader = std::move(*m_database->openReader());
    QTRY_VERIFY_WITH_TIMEOUT(isReady() && usesIndex(R"({"n":"a"})"), 30000);
    QCOMPARE(count("a"), Many / 100);
    QCOMPARE(damage(), QString());
}

/// An interrupted CREATE INDEX CONCURRENTLY leaves an index that is not valid.
void TestIndexBuilding::brokenIndexesAreMadeAnew()
{
    store(Many);
    QProcess otherBuilder;
    hold(otherBuilder, QLatin1String(BuildersLock));
    define(R"({"indexes":[{"fields":["n"]}]})");
    query(QStringLiteral("CREATE INDEX c_broken ON %1 (k_1)").arg(table()));
    query(QStringLiteral("UPDATE pg_index SET indisvalid = false"
                         " WHERE indexrelid = 'c_broken'::regclass"));
    // All connections break as well.
    query(QStringLiteral("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                         " WHERE application_name LIKE 'hookdesk%'"));
    release(otherBuilder);
    QTRY_VERIFY_WITH_TIMEOUT(isReady() && usesIndex(R"({"n":"a"})"), 30000);
    QCOMPARE(query(QStringLiteral("SELECT count(*) FROM pg_indexes WHERE indexname = 'c_broken'")),
             QByteArray("SET\n0"));
    QCOMPARE(damage(), QString());
}

void TestIndexBuilding::fullTextIndexesAreBuiltToo()
{
    store(Many);
    define(R"({"fulltext":true})");
    const auto query = Query::parse("{}", R"({"$filter":"a"})");
    QVERIFY(query);
    const auto found = [&] {
        const auto counted = m_reader->count(*m_database->catalog()->find("c"), *query);
        return counted ? *counted : -1;
    };
    QCOMPARE(found(), Many / 100); // by reading along
    const QString layout = QStringLiteral("SELECT layout FROM collections WHERE name = 'c'");
    QTRY_VERIFY_WITH_TIMEOUT(this->query(layout).contains(R"("building":false)"), 30000);
    QTRY_COMPARE(found(), Many / 100);
    const auto state = m_reader->fullTextState(*m_database->catalog()->find("c"));
    QVERIFY(state && state->isReady);
    QCOMPARE(damage(), QString());
}

QTEST_GUILESS_MAIN(TestIndexBuilding)
#include "tst_indexbuilding.moc"
