// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/storetest.h"

#include <QTest>
#include <QThread>

using namespace Store;

/// What the database tells of commits.
class TestFeed final : public StoreTest
{
    Q_OBJECT

private slots:
    void eachChangeIsToldInOrder();
    void whatIsUndoneIsNotTold();
    void copiesInRelationsAreToldAsChanges();
    void onlyWhatConcernsIsTold();
    void nothingIsToldAfterTheEnd();
    void endingFromManyThreadsAtOnce();

private:
    Subscription listen(Interest interest)
    {
        return m_database->subscribe(this, std::move(interest),
                                     [this](const Commit &commit) { note(commit); });
    }
    /// A word for each change: `create 1 v0`.
    void note(const Commit &commit)
    {
        static const QByteArrayList names = {"create", "change", "compute", "remove"};
        for (const Change &each : commit.changes)
            m_told.append(names[int(each.kind)] + ' ' + each.id + " v"
                          + QByteArray::number(each.version));
        if (commit.changesCatalog)
            m_told.append("catalog of " + QByteArray::number(commit.catalog->collections.size()));
    }
    Result<Done> add(const QByteArray &id, const QByteArray &more = {},
                     const QByteArray &collection = "c")
    {
        return change<Done>(
            [&](Transaction &transaction) { return put(transaction, id, more, collection); });
    }
    Result<Done> put(Transaction &transaction, const QByteArray &id, const QByteArray &more = {},
                     const QByteArray &collection = "c")
    {
        std::vector<Model::Document> documents{
            {id, "{\"_id\":\"" + id + '"' + more + '}', "t", "t", "a", "a", 0, {}}};
        return transaction.insert(*m_database->catalog()->find(collection), documents);
    }
    Result<Done> update(const QByteArray &id, const QByteArray &changes)
    {
        const auto parsed = Json::Document::parse(changes);
        return change<Done>([&](Transaction &transaction) {
            const auto done =
                transaction.update(*m_database->catalog()->find("c"), id, parsed->root(), {});
            return done ? Result<Done>(Done()) : failure(done);
        });
    }
    Result<Done> remove(const QByteArrayList &ids)
    {
        return change<Done>([&](Transaction &transaction) {
            const auto done = transaction.remove(*m_database->catalog()->find("c"), ids);
            return done ? Result<Done>(Done()) : failure(done);
        });
    }
    /// What was told until now.
    QByteArrayList told()
    {
        QCoreApplication::processEvents();
        return std::exchange(m_told, {});
    }

    QByteArrayList m_told;
};

void TestFeed::eachChangeIsToldInOrder()
{
    const Subscription subscription = listen({.allDocuments = true});
    QVERIFY(add("1"));
    QVERIFY(add("2"));
    QVERIFY(update("1", R"({"a":1})"));
    QVERIFY(change<Done>([&](Transaction &transaction) {
        return transaction.setComputed(*m_database->catalog()->find("c"), "2", R"({"b":1})");
    }));
    QVERIFY(remove({"1", "no such", "2"}));
    QCOMPARE(told(),
             (QByteArrayList{"create 1 v0", "create 2 v0", "change 1 v1", "compute 2 v0",
                             "remove 1 v0", "remove 2 v0"}));
}

void TestFeed::whatIsUndoneIsNotTold()
{
    const Subscription subscription = listen({.catalog = true, .allDocuments = true});
    QVERIFY(add("1"));
    QVERIFY(!add("1")); // the id exists
    QVERIFY(!change<Done>([&](Transaction &transaction) -> Result<Done> {
        if (auto added = put(transaction, "2"); !added)
            return added;
        return failure(Error::Kind::BadInput, QStringLiteral("no"));
    }));
    // A part that fails within a write that does not.
    QVERIFY(change<Done>([&](Transaction &transaction) {
        (void)put(transaction, "1");
        return put(transaction, "3");
    }));
    auto rehearsal = m_database->rehearse();
    QVERIFY(rehearsal);
    QVERIFY(
        (*rehearsal)->write<Done>([&](Transaction &transaction) { return put(transaction, "4"); }));
    QCOMPARE(told(), (QByteArrayList{"create 1 v0", "create 3 v0"}));
}

void TestFeed::copiesInRelationsAreToldAsChanges()
{
    QVERIFY(change<Done>([&](Transaction &transaction) {
        return transaction.saveCollection(
            "d", R"({"fields":[{"name":"r","type":"relation","collection":"c"}]})");
    }));
    QVERIFY(add("1", R"(,"a":1)"));
    QVERIFY(add("2", R"(,"r":["1"])", "d"));
    const Subscription subscription = listen({.allDocuments = true});
    QVERIFY(update("1", R"({"a":2})"));
    QVERIFY(update("1", R"({"a":2})")); // the copy stays as it is
    QVERIFY(remove({"1"}));
    QCOMPARE(told(),
             (QByteArrayList{"change 1 v1", "change 2 v1", "change 1 v2", "remove 1 v0",
                             "change 2 v2"}));
}

void TestFeed::onlyWhatConcernsIsTold()
{
    QVERIFY(change<Done>(
        [](Transaction &transaction) { return transaction.saveCollection("d", "{}"); }));
    const qint64 number = m_database->catalog()->find("d")->number;
    Subscription subscription = listen({.collections = {number}});
    QVERIFY(add("1"));
    QVERIFY(add("2", {}, "d"));
    QVERIFY(change<Done>(
        [](Transaction &transaction) { return transaction.saveCollection("e", "{}"); }));
    QCOMPARE(told(), QByteArrayList{"create 2 v0"});
    subscription = listen({.catalog = true});
    QVERIFY(add("3", {}, "d"));
    QVERIFY(change<Done>([](Transaction &transaction) { return transaction.dropCollection("e"); }));
    // c, d, system_jobs and system_log.
    QCOMPARE(told(), QByteArrayList{"catalog of 4"});
}

void TestFeed::nothingIsToldAfterTheEnd()
{
    Subscription subscription = listen({.allDocuments = true});
    QVERIFY(add("1"));
    QCOMPARE(told().size(), 1);
    subscription = {};
    QVERIFY(add("2"));
    QCOMPARE(told(), QByteArrayList());
    subscription = listen({.allDocuments = true});
    m_reader.reset();
    m_database.reset(); // before the subscription
    subscription = {};
    QCOMPARE(told(), QByteArrayList());
}

void TestFeed::endingFromManyThreadsAtOnce()
{
    std::vector<std::unique_ptr<QThread>> threads;
    for (int i = 0; i < 4; ++i) {
        threads.emplace_back(QThread::create([this] {
            for (int n = 0; n < 50; ++n) {
                QObject home;
                const Subscription subscription =
                    m_database->subscribe(&home, {.allDocuments = true}, [](const Commit &) {});
            }
        }));
        threads.back()->start();
    }
    const Subscription subscription = listen({.allDocuments = true});
    for (int i = 0; i < 30; ++i)
        QVERIFY(add(QByteArray::number(i)));
    for (const auto &thread : threads)
        QVERIFY(thread->wait(60000));
    QCOMPARE(told().size(), 30);
}

QTEST_GUILESS_MAIN(TestFeed)
#include "tst_feed.moc"
