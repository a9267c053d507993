// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/core/objectid.h"
#include "tests/server/storetest.h"
#include "tests/support/cluster.h"

#include <QTest>

#include <atomic>
#include <thread>

using namespace Model;
using namespace Store;
using namespace std::chrono_literals;

namespace {

Script scriptOf(const QByteArray &source)
{
    Script script;
    script.source = source;
    return script;
}

} // namespace

/// Two servers on one schema, as their stores see it: the catalog of one is that of the other when
/// a change is answered, and writes of both keep the same rules.
class TestNodes final : public StoreTest
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();
    void namesAreOfOne();
    void catalogsHoldWhenTheyAreAnswered();
    void changesOfOthersAreTold();
    void commandsWaitForServers();
    void silentServersAreNotWaitedForLong();
    void writesOfOldDefinitionsAreDoneAgain();
    void updatesOfNewTargetsAreDoneAgain();
    void definitionsUnderLoadAreKept();
    void copiesOfNewRelationsAreKept();
    void countersHaveNoGapAndNoDouble();
    void incrementsAreNotLost();
    void uniqueValuesOfCrossingGroups();

private:
    static Result<Done> define(Database &database, const QByteArray &name,
                               const QByteArray &definition)
    {
        return changeIn<Done>(database, [&](Transaction &transaction) {
            return transaction.saveCollection(name, definition);
        });
    }
    /// Stores `{"_id": id, …}` with the definition that @p database has at this moment.
    static Result<Document> put(Database &database, const QByteArray &collection,
                                const QByteArray &id, const QByteArray &members = {});
    static Result<Document> update(Database &database, const QByteArray &collection,
                                   const QByteArray &id, const QByteArray &changes);
    /// Begins a write of the second server, does @p between, which may take its time, and then goes
    /// on with @p work.
    template<typename T>
    Result<T> interrupted(const std::function<void()> &between,
                          std::function<Result<T>(Transaction &)> work);
    /// Calls @p work with one of the two databases and the number of the thread, in @p count
    /// threads, and waits for all.
    void inThreads(int count, const std::function<void(Database &, int)> &work);
    /// All documents of @p collection, as one reads them.
    std::vector<Json::Document> all(const QByteArray &collection);

    std::unique_ptr<Database> m_second;
};

void TestNodes::initTestCase()
{
    if (!Cluster::isInstalled())
        QSKIP("PostgreSQL is not installed.");
    qputenv("HOOKDESK_TEST_STORE", "postgres");
}

void TestNodes::init()
{
    StoreTest::init();
    auto second = Database::open(m_address, Database::Use::Serve);
    QVERIFY2(second, second ? "" : qPrintable(second.error().message));
    m_second = std::move(*second);
}

void TestNodes::cleanup()
{
    m_second.reset();
    StoreTest::cleanup();
}

Result<Document> TestNodes::put(Database &database, const QByteArray &collection,
                                const QByteArray &id, const QByteArray &members)
{
    const auto catalog = database.catalog();
    return changeIn<Document>(database, [&](Transaction &transaction) -> Result<Document> {
        Document document{id, {}, "t", "t", "a", "a", 0, {}};
        document.json = "{\"_id\":" + Json::quoted(QByteArrayView(id)) + members + '}';
        std::vector<Document> documents{document};
        const auto stored = transaction.insert(*catalog->find(collection), documents);
        return stored ? Result<Document>(documents.front()) : failure(stored);
    });
}

Result<Document> TestNodes::update(Database &database, const QByteArray &collection,
                                   const QByteArray &id, const QByteArray &changes)
{
    const auto catalog = database.catalog();
    const auto body = Json::Document::parse(changes);
    return changeIn<Document>(database, [&](Transaction &transaction) {
        return transaction.update(*catalog->find(collection), id, body->root(), {});
    });
}

void TestNodes::inThreads(int count, const std::function<void(Database &, int)> &work)
{
    std::vector<std::thread> threads;
    for (int i = 0; i < count; ++i)
        threads.emplace_back([&, i] { work(i % 2 == 0 ? *m_database : *m_second, i); });
    for (std::thread &thread : threads)
        thread.join();
}

std::vector<Json::Document> TestNodes::all(const QByteArray &collection)
{
    std::vector<Json::Document> documents;
    const auto query = Query::parse({}, R"({"$max":1000000})");
    auto reader = m_database->openReader();
    if (reader)
        (void)(*reader)->find(
            *m_database->catalog()->find(collection), *query,
            [&](const Document &each) { documents.push_back(*Json::Document::parse(each.json)); });
    return documents;
}

void TestNodes::namesAreOfOne()
{
    const QByteArray first = m_database->nodes().name();
    QVERIFY(!first.isEmpty());
    QVERIFY(first != m_second->nodes().name());
    QVERIFY(!m_database->nodes().fence());
    QTRY_COMPARE(m_database->nodes().alive(), 2);
    const auto taken = Database::open(m_address, Database::Use::Serve, {first, true});
    QVERIFY(!taken);
    QVERIFY2(taken.error().message.contains(QString::fromUtf8(first)),
             qPrintable(taken.error().message));
    // The name is free once its server has gone.
    const QByteArray second = m_second->nodes().name();
    m_second.reset();
    QTRY_COMPARE(m_database->nodes().alive(), 1);
    auto next = Database::open(m_address, Database::Use::Serve, {second, true});
    QVERIFY(next);
    QCOMPARE((*next)->nodes().name(), second);
}

void TestNodes::catalogsHoldWhenTheyAreAnswered()
{
    for (int i = 0; i < 20; ++i) {
        Database &one = i % 2 == 0 ? *m_database : *m_second;
        Database &other = i % 2 == 0 ? *m_second : *m_database;
        const QByteArray name = "d" + QByteArray::number(i);
        QVERIFY(define(one, name, "{}"));
        QVERIFY(other.catalog()->find(name));
        QVERIFY(put(other, name, "1"));
    }
    const auto before = m_second->catalog();
    QVERIFY(changeIn<Done>(*m_database, [](Transaction &transaction) {
        return transaction.saveSettings(R"({"limits":{"requestsPerSecond":7}})");
    }));
    QCOMPARE(m_second->catalog()->settings.requestsPerSecond, 7);
    StoredKey key;
    key.key.id = ObjectId::create();
    QVERIFY(changeIn<Done>(*m_database,
                           [&](Transaction &transaction) { return transaction.saveKey(key); }));
    QVERIFY(m_second->catalog()->keysGeneration > before->keysGeneration);
    QVERIFY(changeIn<Done>(*m_second, [](Transaction &transaction) {
        return transaction.saveScript("lib/a", scriptOf("1"), {});
    }));
    QVERIFY(m_database->catalog()->modules.contains("a"));
}

void TestNodes::changesOfOthersAreTold()
{
    std::vector<DefinitionChange> told;
    bool areOfAnother = true;
    const auto subscription =
        m_second->subscribe(this, {.catalog = true}, [&](const Commit &commit) {
            areOfAnother = areOfAnother && commit.isOfAnotherServer;
            told.insert(told.end(), commit.definitions.begin(), commit.definitions.end());
        });
    QVERIFY(define(*m_database, "d", "{}"));
    QVERIFY(changeIn<Done>(*m_database, [](Transaction &transaction) {
        return transaction.saveScript("d", scriptOf("1"), {});
    }));
    QVERIFY(changeIn<Done>(*m_database, [](Transaction &transaction) {
        return transaction.renameCollection("d", "e");
    }));
    QVERIFY(changeIn<Done>(
        *m_database, [](Transaction &transaction) { return transaction.dropCollection("e"); }));
    QTRY_COMPARE(told.size(), size_t(4));
    QVERIFY(areOfAnother);
    using Subject = DefinitionChange::Subject;
    using Kind = DefinitionChange::Kind;
    QCOMPARE(told[0].kind, Kind::Created);
    QCOMPARE(told[1].subject, Subject::Script);
    QCOMPARE(told[2].kind, Kind::Renamed);
    QCOMPARE(told[2].before, "d");
    QCOMPARE(told[3].kind, Kind::Removed);
    // Jobs are documents; that one has changed is told without saying which.
    told.clear();
    bool isTold = false;
    const auto jobs =
        m_second->subscribe(this, {.catalog = true}, [&](const Commit &) { isTold = true; });
    QVERIFY(put(*m_database, "system_jobs", "1",
                R"(,"crontab":"* * * * *","description":"a","script":"function runJob() {}")"));
    QTRY_VERIFY(isTold);
    QVERIFY(told.empty());
}

void TestNodes::commandsWaitForServers()
{
    auto command = Database::open(m_address, Database::Use::Share);
    QVERIFY(command);
    for (int i = 0; i < 5; ++i) {
        const QByteArray name = "d" + QByteArray::number(i);
        QVERIFY(define(**command, name, "{}"));
        QVERIFY(m_database->catalog()->find(name));
        QVERIFY(m_second->catalog()->find(name));
    }
}

/// A row that nobody renews, as of a server whose machine has just died.
void TestNodes::silentServersAreNotWaitedForLong()
{
    const QString schema = m_address.section(QLatin1String("schema="), 1);
    Cluster::ofProgram()->query(
        QStringLiteral("INSERT INTO %1.nodes VALUES ('dead', 's', 0, now(), now(), 0, '', '', 1)")
            .arg(schema));
    QElapsedTimer timer;
    timer.start();
    QVERIFY(define(*m_database, "d", "{}"));
    const qint64 took = timer.elapsed();
    QVERIFY2(took > 1000 && took < 10000, qPrintable(QString::number(took)));
    QVERIFY(m_second->catalog()->find("d"));
}

template<typename T>
Result<T> TestNodes::interrupted(const std::function<void()> &between,
                                 std::function<Result<T>(Transaction &)> work)
{
    std::promise<void> isBegun;
    std::promise<void> mayGoOn;
    std::promise<Result<T>> promise;
    auto future = promise.get_future();
    bool isFirst = true;
    m_second->change<T>(
        [&](Transaction &transaction) {
            if (std::exchange(isFirst, false)) {
                isBegun.set_value();
                mayGoOn.get_future().wait();
            }
            return work(transaction);
        },
        [&promise](Result<T> result) { promise.set_value(std::move(result)); });
    isBegun.get_future().wait();
    between();
    mayGoOn.set_value();
    return future.get();
}

void TestNodes::writesOfOldDefinitionsAreDoneAgain()
{
    const auto catalog = m_second->catalog();
    std::vector<Document> documents{{"1", R"({"_id":"1"})", "t", "t", "a", "a", 0, {}}};
    bool isDefined = false;
    const auto stored = interrupted<Done>(
        [&] {
            isDefined = define(*m_database, "c",
                               R"({"fields":[{"name":"n","type":"number","required":true}]})")
                            .hasValue();
        },
        [&](Transaction &transaction) {
            return transaction.insert(*catalog->find("c"), documents, {});
        });
    QVERIFY(isDefined);
    QVERIFY(!stored && stored.error().kind == Error::Kind::Validation);
    QVERIFY(all("c").empty());
}

void TestNodes::updatesOfNewTargetsAreDoneAgain()
{
    QVERIFY(put(*m_database, "c", "1", ",\"v\":1"));
    QVERIFY(define(*m_database, "d", "{}"));
    const auto catalog = m_second->catalog();
    const auto changes = Json::Document::parse(R"({"v":2})");
    const auto changed = interrupted<Document>(
        [&] {
            (void)define(*m_database, "d",
                         R"({"fields":[{"name":"to","type":"relation","collection":"c"}]})");
            (void)put(*m_database, "d", "2", ",\"to\":\"1\"");
        },
        [&](Transaction &transaction) {
            return transaction.update(*catalog->find("c"), "1", changes->root(), {});
        });
    QVERIFY(changed);
    const auto sources = all("d");
    QCOMPARE(sources.size(), size_t(1));
    QVERIFY2(sources.front().root().toJson().contains("\"v\":2"),
             sources.front().root().toJson().constData());
}

/// Writers of both servers store documents while a field that these lack becomes required and is so
/// no more, again and again: after the answer no document is stored that breaks the rule.
void TestNodes::definitionsUnderLoadAreKept()
{
    std::atomic<bool> isEnding = false;
    std::atomic<int> definition = 0; // which one holds; 0: that is not known
    int defined = 0;
    std::atomic<int> broken = 0; // answered as stored though the rule held
    std::atomic<int> late = 0; // stored after the rule was answered
    std::atomic<int> tried = 0;
    std::thread definer([&] {
        for (int i = 1; i <= 20 && !isEnding; ++i) {
            // In odd rounds every new document has to have a number in `n`.
            const QByteArray rule =
                i % 2 ? R"({"fields":[{"name":"n","type":"number","required":true}]})" : "{}";
            definition = 0;
            defined += define(i % 4 < 2 ? *m_database : *m_second, "c", rule).hasValue();
            definition = i;
            const size_t known = all("c").size();
            const int before = tried;
            while (tried < before + 40)
                std::this_thread::sleep_for(1ms);
            late += i % 2 ? int(all("c").size() - known) : 0;
        }
        isEnding = true;
    });
    inThreads(4, [&](Database &database, int thread) {
        for (int n = 0; !isEnding; ++n) {
            const int before = definition;
            const auto done =
                put(database, "c", QByteArray::number(thread) + '-' + QByteArray::number(n),
                    ",\"round\":" + QByteArray::number(before));
            const int after = definition;
            // Under a definition that held all the time the rule is kept.
            broken += before == after && before % 2 == 1 && done;
            tried += 1;
        }
    });
    definer.join();
    QCOMPARE(defined, 20);
    QCOMPARE(broken.load(), 0);
    QCOMPARE(late.load(), 0);
    QVERIFY(!all("c").empty());
}

/// A relation is declared while both servers change the documents that it copies: each copy is what
/// the document is in the end.
void TestNodes::copiesOfNewRelationsAreKept()
{
    for (int round = 0; round < 5; ++round) {
        const QByteArray name = "r" + QByteArray::number(round);
        const QByteArray target = "t" + QByteArray::number(round);
        QVERIFY(define(*m_database, target, "{}"));
        QVERIFY(define(*m_second, name, "{}"));
        for (int i = 0; i < 4; ++i)
            QVERIFY(put(*m_database, target, QByteArray::number(i), ",\"v\":0"));
        std::atomic<bool> isEnding = false;
        std::thread definer([&] {
            std::this_thread::sleep_for(20ms);
            (void)define(*m_database, name,
                         R"({"fields":[{"name":"to","type":"relation","collection":")" + target
                             + R"("}]})");
            for (int i = 0; i < 4; ++i)
                (void)put(*m_database, name, QByteArray::number(i),
                          ",\"to\":\"" + QByteArray::number(i) + '"');
            std::this_thread::sleep_for(20ms);
            isEnding = true;
        });
        inThreads(4, [&](Database &database, int thread) {
            for (int n = 1; !isEnding; ++n)
                (void)update(database, target, QByteArray::number(thread),
                             "{\"v\":" + QByteArray::number(n) + '}');
        });
        definer.join();
        QHash<QByteArray, qint64> values;
        for (const Json::Document &each : all(target))
            values.insert(each.root().value("_id").text().toByteArray(),
                          each.root().value("v").toInteger());
        const auto sources = all(name);
        QCOMPARE(sources.size(), size_t(4));
        for (const Json::Document &each : sources) {
            const Json::Value copies = each.root().value("to");
            const Json::Value copy = copies.isArray() ? copies.items().front() : copies;
            QCOMPARE(copy.value("v").toInteger(),
                     values.value(copy.value("_id").text().toByteArray()));
        }
    }
}

void TestNodes::countersHaveNoGapAndNoDouble()
{
    QVERIFY(define(*m_database, "c",
                   R"({"fields":[{"name":"n","type":"number","autoincrement":true}]})"));
    constexpr int Each = 100;
    std::atomic<int> failed = 0;
    inThreads(8, [&](Database &database, int thread) {
        for (int i = 0; i < Each; ++i)
            failed += !put(database, "c", QByteArray::number(thread) + '-' + QByteArray::number(i));
    });
    QCOMPARE(failed.load(), 0);
    QSet<qint64> numbers;
    for (const Json::Document &each : all("c"))
        numbers.insert(each.root().value("n").toInteger());
    QCOMPARE(numbers.size(), 8 * Each);
    QCOMPARE(*std::min_element(numbers.begin(), numbers.end()), 1);
    QCOMPARE(*std::max_element(numbers.begin(), numbers.end()), 8 * Each);
}

void TestNodes::incrementsAreNotLost()
{
    QVERIFY(put(*m_database, "c", "1", ",\"n\":0"));
    constexpr int Each = 25;
    std::atomic<int> done = 0;
    inThreads(20, [&](Database &database, int) {
        for (int i = 0; i < Each; ++i) {
            auto changed = update(database, "c", "1", R"({"$inc":{"n":1}})");
            for (int again = 0; !changed && again < 20; ++again)
                changed = update(database, "c", "1", R"({"$inc":{"n":1}})");
            done += changed.hasValue();
        }
    });
    QCOMPARE(done.load(), 20 * Each);
    QCOMPARE(all("c").front().root().value("n").toInteger(), 20 * Each);
}

/// All threads store the same values in other orders: each value is stored once, whoever wins.
void TestNodes::uniqueValuesOfCrossingGroups()
{
    QVERIFY(define(*m_database, "c", R"({"indexes":[{"fields":["u"],"unique":true}]})"));
    constexpr int Values = 100;
    std::atomic<int> stored = 0;
    std::atomic<int> others = 0;
    inThreads(6, [&](Database &database, int thread) {
        for (int i = 0; i < Values; ++i) {
            const int value = (i * (2 * thread + 1) + thread * 17) % Values;
            const auto done =
                put(database, "c", ObjectId::create(), ",\"u\":" + QByteArray::number(value));
            stored += done.hasValue();
            others += !done && done.error().kind != Error::Kind::Validation;
        }
    });
    QCOMPARE(others.load(), 0);
    QSet<qint64> values;
    const auto documents = all("c");
    for (const Json::Document &each : documents)
        values.insert(each.root().value("u").toInteger());
    QCOMPARE(values.size(), qsizetype(documents.size()));
    QCOMPARE(stored.load(), int(documents.size()));
    QCOMPARE(values.size(), Values);
}

QTEST_GUILESS_MAIN(TestNodes)
#include "tst_nodes.moc"
