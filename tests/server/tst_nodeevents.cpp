// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/core/objectid.h"
#include "tests/server/storetest.h"
#include "tests/support/cluster.h"

#include <QProcess>
#include <QTest>

using namespace Model;
using namespace Store;

/// Servers on one schema, each of which hears of what another one has changed.
class TestNodeEvents final : public StoreTest
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();
    void nobodyListens();
    void eachKindOfChangeIsTold();
    void largeCommitsAreCounted();
    void ownCommitsAreToldOnce();
    void newCollectionsAreKnown();
    void undoneWritesAreNotTold();
    void overtakingCommitsAreTold();
    void commitsBeforeTheOthersKnowAreMissing();
    void laterSubscribersMissNothing();
    void newServersAreHeard();
    void databasesThatRestart();
    void thoseTakenForDeadReadAnew();
    void nothingIsMissedUnderLoad();
    void newsAloneWakesTheOthers();

private:
    using Kind = Change::Kind;

    /// What a subscriber has heard.
    struct Ear : QObject
    {
        explicit Ear(Database &database)
            : subscription(
                database.subscribe(this, {.allDocuments = true}, [this](const Commit &c) {
                    gaps += c.areSomeMissing;
                    for (const Change &each : c.changes)
                        heard.append(each.id + "/" + QByteArray::number(each.version) + "/"
                                     + QByteArray::number(int(each.kind)));
                    if (c.summary)
                        summaries.push_back(c.summary);
                }))
        {
        }
        QByteArrayList heard; ///< `id/version/kind`
        std::vector<std::shared_ptr<const CommitSummary>> summaries;
        int gaps = 0;
        Subscription subscription;
    };
    static QByteArray changed(const QByteArray &id, qint64 version, Kind kind)
    {
        return id + "/" + QByteArray::number(version) + "/" + QByteArray::number(int(kind));
    }
    std::unique_ptr<Database> open() const;
    static bool put(Database &database, const QByteArrayList &ids,
                    const QByteArray &collection = "c");
    static std::vector<Document> documents(const QByteArrayList &ids);
    QString schema() const { return m_address.section(QLatin1String("schema="), 1); }
    qint64 rows() const;
    /// How often the servers notify each other while @p work is done.
    int notifications(const std::function<void()> &work) const;
    /// Waits until @p ear hears what each of @p servers writes, and forgets what it has heard.
    static bool isHeard(Ear &ear, const QList<Database *> &servers);

    std::unique_ptr<Database> m_second;
};

void TestNodeEvents::initTestCase()
{
    if (!Cluster::isInstalled())
        QSKIP("PostgreSQL is not installed.");
    qputenv("HOOKDESK_TEST_STORE", "postgres");
}

void TestNodeEvents::init()
{
    StoreTest::init();
    m_second = open();
    QVERIFY(m_second);
}

void TestNodeEvents::cleanup()
{
    m_second.reset();
    StoreTest::cleanup();
}

std::unique_ptr<Database> TestNodeEvents::open() const
{
    auto opened = Database::open(m_address, Database::Use::Serve);
    return opened ? std::move(*opened) : nullptr;
}

std::vector<Document> TestNodeEvents::documents(const QByteArrayList &ids)
{
    std::vector<Document> all;
    for (const QByteArray &id : ids)
        all.push_back(
            {id, "{\"_id\":" + Json::quoted(QByteArrayView(id)) + '}', "t", "t", "a", "a", 0, {}});
    return all;
}

bool TestNodeEvents::put(Database &database, const QByteArrayList &ids,
                         const QByteArray &collection)
{
    const auto catalog = database.catalog();
    std::vector<Document> all = documents(ids);
    return changeIn<Done>(database,
                          [&](Transaction &transaction) {
                              return transaction.insert(*catalog->find(collection), all, {});
                          })
        .hasValue();
}

/// How many rows the table has.
qint64 TestNodeEvents::rows() const
{
    return Cluster::ofProgram()
        ->query(QStringLiteral("SELECT count(*) FROM %1.events").arg(schema()))
        .toLongLong();
}

bool TestNodeEvents::isHeard(Ear &ear, const QList<Database *> &servers)
{
    for (Database *each : servers) {
        const bool isHeard = QTest::qWaitFor(
            [&] {
                const qsizetype before = ear.heard.size();
                return put(*each, {ObjectId::create()})
                    && QTest::qWaitFor([&] { return ear.heard.size() > before; }, 100);
            },
            10'000);
        if (!isHeard)
            return false;
    }
    ear.heard.clear();
    return true;
}

void TestNodeEvents::nobodyListens()
{
    QVERIFY(put(*m_database, {"1"}));
    QVERIFY(put(*m_second, {"2"}));
    QCOMPARE(rows(), 0);
    // One that listens adds nothing itself: nobody else wants to know.
    Ear ear(*m_second);
    QTRY_COMPARE(ear.gaps, 1);
    QVERIFY(put(*m_second, {"3"}));
    QCOMPARE(rows(), 0);
    QVERIFY(put(*m_database, {"4"}));
    QCOMPARE(rows(), 1);
}

void TestNodeEvents::eachKindOfChangeIsTold()
{
    Ear ear(*m_second);
    QTRY_COMPARE(ear.gaps, 1);
    const auto catalog = m_database->catalog();
    const Collection &c = *catalog->find("c");
    QVERIFY(put(*m_database, {"1"}));
    QVERIFY(put(*m_database, {"2", "\"odd\" \u00fc,\\"}));
    const auto changes = Json::Document::parse(R"({"n":1})");
    QVERIFY(changeIn<Document>(*m_database, [&](Transaction &transaction) {
        return transaction.update(c, "1", changes->root(), {});
    }));
    QVERIFY(changeIn<Done>(*m_database, [&](Transaction &transaction) {
        return transaction.setComputed(c, "1", R"({"m":2})");
    }));
    QVERIFY(changeIn<QByteArrayList>(*m_database, [&](Transaction &transaction) {
        return transaction.remove(c, {"2", "nobody"}, {});
    }));
    QTRY_COMPARE(ear.heard,
                 (QByteArrayList{changed("1", 0, Kind::Created), changed("2", 0, Kind::Created),
                                 changed("\"odd\" \u00fc,\\", 0, Kind::Created),
                                 changed("1", 1, Kind::Changed), changed("1", 1, Kind::Computed),
                                 changed("2", 0, Kind::Removed)}));
    QCOMPARE(ear.gaps, 1);
    QCOMPARE(ear.summaries.size(), size_t(5));
    QCOMPARE(ear.summaries[1]->find("c")->documents.size(), size_t(2));
}

void TestNodeEvents::largeCommitsAreCounted()
{
    Ear ear(*m_second);
    QTRY_COMPARE(ear.gaps, 1);
    QByteArrayList ids;
    for (int i = 0; i < 2000; ++i)
        ids.append(QByteArray::number(i));
    QVERIFY(put(*m_database, ids));
    QTRY_COMPARE(ear.summaries.size(), size_t(1));
    QCOMPARE(ear.summaries[0]->find("c")->created, 2000);
    QVERIFY(ear.summaries[0]->find("c")->documents.empty());
}

void TestNodeEvents::ownCommitsAreToldOnce()
{
    Ear first(*m_database);
    Ear second(*m_second);
    QTRY_VERIFY(first.gaps > 0 && second.gaps > 0);
    QVERIFY(put(*m_database, {"1"}));
    QVERIFY(put(*m_second, {"2"}));
    QTRY_COMPARE(first.heard.size(), 2);
    QTRY_COMPARE(second.heard.size(), 2);
    QVERIFY(put(*m_second, {"3"}));
    // The rows are in order, so what comes twice would be there before this.
    QTRY_COMPARE(first.heard.size(), 3);
    QCOMPARE(second.heard.last(), changed("3", 0, Kind::Created));
    QCOMPARE(second.heard.size(), 3);
}

void TestNodeEvents::newCollectionsAreKnown()
{
    Ear ear(*m_second);
    QTRY_COMPARE(ear.gaps, 1);
    for (int i = 0; i < 10; ++i) {
        const QByteArray name = "d" + QByteArray::number(i);
        // In one transaction, so the other server hears of both at once.
        QVERIFY(changeIn<Done>(*m_database, [&](Transaction &transaction) -> Result<Done> {
            if (auto saved = transaction.saveCollection(name, "{}"); !saved)
                return saved;
            auto all = documents({"1"});
            const auto collection = transaction.collection(name);
            return collection ? transaction.insert(*collection, all, {}) : failure(collection);
        }));
        QTRY_COMPARE(ear.summaries.size(), size_t(i) + 1);
        QVERIFY(ear.summaries.back()->find(name));
    }
}

void TestNodeEvents::undoneWritesAreNotTold()
{
    Ear ear(*m_second);
    QTRY_COMPARE(ear.gaps, 1);
    QVERIFY(put(*m_database, {"1"}));
    QVERIFY(!put(*m_database, {"2", "1"}));
    QVERIFY(put(*m_database, {"3"}));
    QTRY_COMPARE(ear.heard.size(), 2);
    QCOMPARE(ear.heard.last(), changed("3", 0, Kind::Created));
}

/// The first server has a transaction open that began before those of a third one, and is stored
/// after them.
void TestNodeEvents::overtakingCommitsAreTold()
{
    const auto third = open();
    QVERIFY(third);
    Ear ear(*m_second);
    QVERIFY(isHeard(ear, {m_database.get(), third.get()}));
    const auto catalog = m_database->catalog();
    std::promise<void> hasWritten;
    std::promise<void> mayGoOn;
    std::promise<Result<Done>> promise;
    auto all = documents({"slow"});
    m_database->change<Done>(
        [&](Transaction &transaction) -> Result<Done> {
            auto inserted = transaction.insert(*catalog->find("c"), all, {});
            // A read, so that the write has been sent.
            (void)transaction.document(*catalog->find("c"), "slow");
            hasWritten.set_value();
            mayGoOn.get_future().wait();
            return inserted;
        },
        [&promise](Result<Done> result) { promise.set_value(std::move(result)); });
    hasWritten.get_future().wait();
    for (int i = 0; i < 5; ++i) {
        QVERIFY(put(*third, {QByteArray::number(i)}));
        // It is told although an older transaction is open.
        QTRY_COMPARE(ear.heard.size(), i + 1);
    }
    QVERIFY(!ear.heard.contains(changed("slow", 0, Kind::Created)));
    mayGoOn.set_value();
    QVERIFY(promise.get_future().get());
    QTRY_COMPARE(ear.heard.size(), 6);
    QCOMPARE(ear.heard.last(), changed("slow", 0, Kind::Created));
    QVERIFY(put(*third, {"last"}));
    QTRY_COMPARE(ear.heard.size(), 7);
    QCOMPARE(ear.heard.last(), changed("last", 0, Kind::Created));
}

/// What is written before the other server knows that somebody listens is not told, but that
/// something is missing.
void TestNodeEvents::commitsBeforeTheOthersKnowAreMissing()
{
    const auto catalog = m_database->catalog();
    std::promise<void> hasBegun;
    std::promise<void> mayGoOn;
    std::promise<Result<Done>> promise;
    auto all = documents({"1"});
    m_database->change<Done>(
        [&](Transaction &transaction) -> Result<Done> {
            hasBegun.set_value();
            mayGoOn.get_future().wait();
            return transaction.insert(*catalog->find("c"), all, {});
        },
        [&promise](Result<Done> result) { promise.set_value(std::move(result)); });
    hasBegun.get_future().wait();
    Ear ear(*m_second);
    const quint64 before = m_second->recentCommits().last();
    QVERIFY(m_second->recentCommits().since(before));
    mayGoOn.set_value();
    QVERIFY(promise.get_future().get());
    // Either the write was told, or the gap comes after it.
    QTRY_COMPARE(ear.gaps, 1);
    QVERIFY(!m_second->recentCommits().since(before));
    const auto reader = m_second->openReader();
    QVERIFY(reader);
    const auto found = (*reader)->document(*m_second->catalog()->find("c"), "1");
    QVERIFY(found && *found);
}

void TestNodeEvents::laterSubscribersMissNothing()
{
    auto first = std::make_unique<Ear>(*m_second);
    QTRY_COMPARE(first->gaps, 1);
    const quint64 known = m_second->recentCommits().last();
    Ear later(*m_second);
    QVERIFY(put(*m_database, {"1"}));
    QTRY_COMPARE(later.heard.size(), 1);
    first.reset();
    // Nobody is there for a moment; what comes meanwhile is kept.
    later.subscription = {};
    QVERIFY(put(*m_database, {"2"}));
    QTRY_COMPARE(m_second->recentCommits().since(known)->size(), size_t(2));
    Ear last(*m_second);
    QVERIFY(put(*m_database, {"3"}));
    QTRY_COMPARE(last.heard, QByteArrayList{changed("3", 0, Kind::Created)});
    QCOMPARE(last.gaps + later.gaps, 0);
}

void TestNodeEvents::newServersAreHeard()
{
    Ear ear(*m_second);
    QTRY_COMPARE(ear.gaps, 1);
    auto third = open();
    QVERIFY(third);
    QVERIFY(put(*third, {"1"}));
    QTRY_COMPARE(ear.heard, QByteArrayList{changed("1", 0, Kind::Created)});
    // One that goes away takes nothing along.
    QVERIFY(put(*third, {"2"}));
    third.reset();
    QTRY_COMPARE(ear.heard.size(), 2);
    // Short commands tell as well.
    auto command = Database::open(m_address, Database::Use::Share);
    QVERIFY(command);
    QVERIFY(put(**command, {"3"}));
    QTRY_COMPARE(ear.heard.size(), 3);
}

void TestNodeEvents::databasesThatRestart()
{
    Ear ear(*m_second);
    QTRY_COMPARE(ear.gaps, 1);
    QVERIFY(put(*m_database, {"1"}));
    QTRY_COMPARE(ear.heard.size(), 1);
    Cluster::ofProgram()->crash();
    QVERIFY(Cluster::ofProgram()->start());
    QVERIFY(put(*m_database, {"2"}));
    // Either it is told, or that something is missing is told after it.
    QTRY_VERIFY(ear.gaps > 1);
    const qsizetype known = ear.heard.size();
    QVERIFY(put(*m_database, {"3"}));
    QTRY_VERIFY(ear.heard.size() > known || ear.gaps > 2);
    QVERIFY(put(*m_database, {"4"}));
    QTRY_COMPARE(ear.heard.last(), changed("4", 0, Kind::Created));
}

/// What a server has not read for a minute is taken away, such as while its machine slept.
void TestNodeEvents::thoseTakenForDeadReadAnew()
{
    const std::unique_ptr<Database> third = open();
    QVERIFY(third);
    Ear ear(*m_second);
    // Each of the others is heard by the other one, so they tell on.
    Ear other(*third);
    Ear first(*m_database);
    QVERIFY(isHeard(ear, {m_database.get(), third.get()}));
    QVERIFY(isHeard(other, {m_database.get(), m_second.get()}));
    QVERIFY(isHeard(first, {m_second.get(), third.get()}));
    const int gaps = ear.gaps;
    const int others = other.gaps;
    Cluster::ofProgram()->query(
        QStringLiteral("UPDATE %1.nodes SET seen = seen - interval '1 minute' WHERE name = '%2'")
            .arg(schema(), QString::fromUtf8(m_second->nodes().name())));
    QTRY_COMPARE(ear.gaps, gaps + 1);
    QVERIFY(isHeard(ear, {m_database.get()}));
    QCOMPARE(ear.gaps, gaps + 1);
    QCOMPARE(other.gaps, others);
}

/// Writers of two servers, and one that listens: each document is heard of once.
void TestNodeEvents::nothingIsMissedUnderLoad()
{
    const auto third = open();
    QVERIFY(third);
    Ear ear(*m_second);
    QVERIFY(isHeard(ear, {m_database.get(), third.get()}));
    constexpr int Threads = 6;
    constexpr int Each = 200;
    std::atomic<int> failed = 0;
    std::vector<std::thread> writers;
    for (int thread = 0; thread < Threads; ++thread) {
        writers.emplace_back([&, thread] {
            for (int i = 0; i < Each; ++i)
                failed += !put(thread % 2 ? *m_database : *third,
                               {QByteArray::number(thread) + '-' + QByteArray::number(i)});
        });
    }
    for (std::thread &each : writers)
        each.join();
    QCOMPARE(failed.load(), 0);
    QTRY_COMPARE(ear.heard.size(), Threads * Each);
    QCOMPARE(QSet<QByteArray>(ear.heard.begin(), ear.heard.end()).size(), ear.heard.size());
}

int TestNodeEvents::notifications(const std::function<void()> &work) const
{
    QProcess psql;
    psql.start(QStringLiteral("psql"),
               {"-h", Cluster::ofProgram()->folder(), "-U", "hookdesk", "-d", "postgres", "-AtX"});
    psql.write(QStringLiteral("LISTEN \"hookdesk_%1\";\n").arg(schema()).toLatin1());
    while (!psql.readAllStandardOutput().contains("LISTEN")) {
        if (!psql.waitForReadyRead(20'000))
            return -1;
    }
    work();
    psql.write("SELECT 1;\n"); // it tells what has come after a statement
    psql.closeWriteChannel();
    psql.waitForFinished();
    return int(psql.readAllStandardOutput().count("Asynchronous notification"));
}

void TestNodeEvents::newsAloneWakesTheOthers()
{
    const QString heartbeat = QStringLiteral("SELECT min(seen) FROM %1.nodes").arg(schema());
    const auto beat = [&] {
        const QByteArray before = Cluster::ofProgram()->query(heartbeat);
        QTRY_VERIFY(Cluster::ofProgram()->query(heartbeat) != before);
    };
    beat(); // they have told that they are there
    QCOMPARE(notifications(beat), 0);
    const int changed = notifications([&] {
        for (int i = 0; i < 5; ++i) {
            QVERIFY(changeIn<Done>(*m_database, [&](Transaction &transaction) {
                return transaction.saveCollection("d" + QByteArray::number(i), "{}");
            }));
        }
    });
    // Each is told, and known, before the next one.
    QVERIFY2(changed >= 10, qPrintable(QString::number(changed)));
}

QTEST_GUILESS_MAIN(TestNodeEvents)
#include "tst_nodeevents.moc"
