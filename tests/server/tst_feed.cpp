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
    void definitionsAreTold();
    void renamingIsTold();
    void numbersGrowOverStarts();
    void recentCommitsAreKept();
    void largeCommitsAreCounted();
    void oldCommitsAreForgotten();

private:
    /// What a commit has changed in its catalog, such as `script change c`.
    static QByteArrayList definitionsIn(const Commit &commit)
    {
        static const QByteArrayList subjects = {"collection", "script", "keys", "settings"};
        static const QByteArrayList kinds = {"create", "change", "rename", "remove"};
        QByteArrayList told;
        for (const DefinitionChange &each : commit.definitions)
            told.append((subjects[int(each.subject)] + ' ' + kinds[int(each.kind)] + ' ' + each.name
                         + (each.before.isEmpty() ? "" : " from ") + each.before)
                            .trimmed());
        return told;
    }
    /// Does @p work and gives what it has changed in the catalog.
    QByteArrayList definitionsOf(std::function<Result<Done>(Transaction &)> work)
    {
        QByteArrayList told;
        const Subscription subscription =
            m_database->subscribe(this, {.catalog = true}, [&told](const Commit &commit) {
                told.append(definitionsIn(commit));
            });
        (void)change<Done>(std::move(work));
        QCoreApplication::processEvents();
        return told;
    }
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

void TestFeed::definitionsAreTold()
{
    const auto save = [](const char *name, const char *definition) {
        return
            [=](Transaction &transaction) { return transaction.saveCollection(name, definition); };
    };
    QCOMPARE(definitionsOf(save("d", "{}")), QByteArrayList{"collection create d"});
    QCOMPARE(definitionsOf(save("d", R"({"description":"x"})")),
             QByteArrayList{"collection change d"});
    Script script;
    script.source = script.compiled = "x";
    QCOMPARE(definitionsOf(
                 [&](Transaction &transaction) { return transaction.saveScript("d", script, {}); }),
             QByteArrayList{"script change d"});
    QCOMPARE(definitionsOf(
                 [](Transaction &transaction) { return transaction.enableScript("d", false); }),
             QByteArrayList{"script change d"});
    QCOMPARE(definitionsOf([](Transaction &transaction) { return transaction.removeScript("d"); }),
             QByteArrayList{"script remove d"});
    QCOMPARE(definitionsOf([](Transaction &transaction) { return transaction.saveSettings("{}"); }),
             QByteArrayList{"settings change"});
    QCOMPARE(definitionsOf([](Transaction &transaction) {
                 StoredKey key;
                 key.key.id = "1";
                 return transaction.saveKey(key);
             }),
             QByteArrayList{"keys change"});
    QCOMPARE(
        definitionsOf([](Transaction &transaction) { return transaction.dropCollection("d"); }),
        QByteArrayList{"collection remove d"});
    // What fails is undone, and what another job of the same commit does stays.
    QCOMPARE(definitionsOf([](Transaction &transaction) -> Result<Done> {
                 (void)transaction.saveCollection("e", "{}");
                 return failure(Error::Kind::BadInput, QStringLiteral("no"));
             }),
             QByteArrayList());
}

void TestFeed::renamingIsTold()
{
    QVERIFY(change<Done>([&](Transaction &transaction) {
        return transaction.saveCollection(
            "d", R"({"fields":[{"name":"r","type":"relation","collection":"c"}]})");
    }));
    QCOMPARE(definitionsOf(
                 [](Transaction &transaction) { return transaction.renameCollection("c", "e"); }),
             (QByteArrayList{"collection rename e from c", "collection change d"}));
    // Documents are told under the name that their collection has now.
    const quint64 before = m_database->recentCommits().last();
    QVERIFY(change<Done>([&](Transaction &transaction) {
        std::vector<Model::Document> documents{{"1", "{}", "t", "t", "a", "a", 0, {}}};
        return transaction.insert(*m_database->catalog()->find("e"), documents);
    }));
    const auto recent = m_database->recentCommits().since(before);
    QVERIFY(recent && recent->size() == 1);
    QVERIFY(recent->front()->find("e") && !recent->front()->find("c"));
}

void TestFeed::numbersGrowOverStarts()
{
    QVERIFY(add("1"));
    const quint64 last = m_database->recentCommits().last();
    QVERIFY(last < (quint64(1) << 53)); // so that JavaScript can count them
    m_reader.reset();
    m_database.reset();
    auto again = Database::open(path("x.hookdesk"), Database::Use::Serve);
    QVERIFY(again);
    m_database = std::move(*again);
    QVERIFY(m_database->recentCommits().last() > last);
    QVERIFY(!m_database->recentCommits().since(last));
}

void TestFeed::recentCommitsAreKept()
{
    const RecentCommits &recent = m_database->recentCommits();
    const quint64 before = recent.last();
    QVERIFY(add("1"));
    QVERIFY(change<bool>([](Transaction &transaction) { return transaction.claimDue("1", 1, 1); }));
    QVERIFY(update("1", R"({"a":1})"));
    const auto all = recent.since(before);
    QVERIFY(all);
    QCOMPARE(all->size(), size_t(2)); // what changes neither documents nor definitions is left out
    const CommitSummary &first = *all->front();
    QCOMPARE(first.collections.size(), size_t(1));
    QCOMPARE(first.find("c")->created, 1);
    QCOMPARE(first.find("c")->documents.front().id, QByteArray("1"));
    QCOMPARE(all->back()->find("c")->changed, 1);
    QVERIFY(all->back()->number > first.number);
    QCOMPARE(recent.since(first.number)->size(), size_t(1));
    QCOMPARE(recent.since(recent.last())->size(), size_t(0));
    QVERIFY(!recent.since(recent.last() + 1));
    QVERIFY(!recent.since(0));
}

void TestFeed::largeCommitsAreCounted()
{
    const quint64 before = m_database->recentCommits().last();
    QVERIFY(change<Done>([&](Transaction &transaction) -> Result<Done> {
        for (int i = 0; i < 501; ++i) {
            if (auto added = put(transaction, QByteArray::number(i)); !added)
                return added;
        }
        return Done();
    }));
    const auto summary = m_database->recentCommits().since(before)->front();
    QCOMPARE(summary->find("c")->created, 501);
    QVERIFY(summary->find("c")->documents.empty());
    QVERIFY(summary->size() < 1000);
}

void TestFeed::oldCommitsAreForgotten()
{
    RecentCommits recent;
    const quint64 start = recent.last();
    const auto addOne = [&](size_t documents) {
        Commit commit;
        commit.catalog = m_database->catalog();
        commit.changes.resize(documents, {commit.catalog->find("c")->number, "1"});
        recent.add(commit);
    };
    for (size_t i = 0; i < RecentCommits::MaximumCommits; ++i)
        addOne(1);
    QVERIFY(recent.since(start + 1));
    for (int i = 0; i < 100; ++i)
        addOne(CommitSummary::MostNamed);
    QVERIFY(!recent.since(start + 1));
    qsizetype bytes = 0;
    quint64 known = recent.last();
    while (recent.since(known - 1))
        --known;
    const auto kept = recent.since(known);
    for (const auto &summary : *kept)
        bytes += summary->size();
    QVERIFY(bytes <= RecentCommits::MaximumBytes);
    QVERIFY(bytes > RecentCommits::MaximumBytes / 2);
    addOne(1);
    QVERIFY(recent.since(recent.last() - 1)->size() == 1);
}

QTEST_GUILESS_MAIN(TestFeed)
#include "tst_feed.moc"
