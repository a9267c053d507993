// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/model/ordering.h"
#include "server/store/database.h"
#include "server/store/selection.h"
#include "tests/server/randomqueries.h"
#include "tests/support/cluster.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <future>

using namespace Model;
using namespace Store;

namespace {

/// One store with the collection `c`.
struct House
{
    std::unique_ptr<Database> database;
    std::unique_ptr<Reader> reader;

    Result<Done> change(std::function<Result<Done>(Transaction &)> work)
    {
        std::promise<Result<Done>> promise;
        auto future = promise.get_future();
        database->change<Done>(
            std::move(work), [&promise](Result<Done> done) { promise.set_value(std::move(done)); });
        return future.get();
    }
    bool open(const QString &address)
    {
        auto opened = Database::open(address, Database::Use::Serve);
        if (!opened)
            qWarning("%s", qPrintable(opened.error().message));
        if (!opened)
            return false;
        database = std::move(*opened);
        auto reads = database->openReader();
        if (reads)
            reader = std::move(*reads);
        return bool(reads);
    }
    Collection collection() const { return *database->catalog()->find("c"); }
    /// The ids that @p query finds, in order, and how many match without limits; or the error.
    QByteArray answer(const Query &query)
    {
        const Collection known = collection();
        QByteArrayList ids;
        const auto found =
            reader->find(known, query, [&](const Document &document) { ids.append(document.id); });
        const auto count = reader->count(known, query);
        reader->endSnapshot();
        if (!found || !count)
            return (found ? count.error() : found.error()).message.toUtf8();
        return ids.join(' ') + " of " + QByteArray::number(*count);
    }
};

/// What Condition::holds() and the sort keys say of @p documents, which are in the order of their
/// ids.
QByteArray expectedAnswer(const std::vector<Document> &documents, const Query &query)
{
    Selection selection(query);
    std::vector<std::pair<QByteArray, QByteArray>> places;
    for (const Document &document : documents) {
        const auto found = selection.finds(document);
        if (!found)
            return found.error().message.toUtf8();
        if (*found)
            places.emplace_back(selection.placeOf(document), document.id);
    }
    std::sort(places.begin(), places.end());
    QByteArrayList ids;
    const qint64 end = std::min<qint64>(qint64(places.size()), query.skip + query.maximum());
    for (qint64 i = query.skip; i < end; ++i)
        ids.append(places[size_t(i)].second);
    return ids.join(' ') + " of " + QByteArray::number(qint64(places.size()));
}

} // namespace

/// What a store answers does not depend on which one it is: random documents and queries on SQLite,
/// on PostgreSQL, and without either. HOOKDESK_PROPERTY_SEEDS says how many seeds, and
/// HOOKDESK_PROPERTY_QUERIES how many queries each.
class TestStores : public QObject
{
    Q_OBJECT

private slots:
    void storesAnswerAlike_data();
    void storesAnswerAlike();
};

void TestStores::storesAnswerAlike_data()
{
    QTest::addColumn<int>("seed");
    const int seeds = std::max(16, qEnvironmentVariableIntValue("HOOKDESK_PROPERTY_SEEDS"));
    for (int seed = 1; seed <= seeds; ++seed)
        QTest::addRow("seed %d", seed) << seed;
}

void TestStores::storesAnswerAlike()
{
    if (!Cluster::isInstalled())
        QSKIP("PostgreSQL is not installed.");
    QFETCH(int, seed);
    Cluster *cluster = Cluster::ofProgram();
    QVERIFY(cluster);
    QTemporaryDir folder;
    House sqlite;
    House postgres;
    QVERIFY(sqlite.open(folder.filePath(QStringLiteral("x.hookdesk"))));
    QVERIFY(postgres.open(cluster->newAddress()));
    RandomQueries random{quint32(seed)};
    const QByteArray definition = random.definition();
    const auto documents = random.documents(120);
    for (House *house : {&sqlite, &postgres}) {
        // Every second one has its documents before its indexes.
        const QByteArray first = seed % 2 == 0 ? definition : QByteArray("{}");
        QVERIFY(house->change(
            [&](Transaction &transaction) { return transaction.saveCollection("c", first); }));
        const Collection collection = house->collection();
        const auto stored = house->change([&](Transaction &transaction) {
            auto all = documents;
            return transaction.insert(collection, all);
        });
        QVERIFY2(stored, stored ? "" : qPrintable(stored.error().message));
        QVERIFY(house->change(
            [&](Transaction &transaction) { return transaction.saveCollection("c", definition); }));
    }
    const int queries = std::max(150, qEnvironmentVariableIntValue("HOOKDESK_PROPERTY_QUERIES"));
    for (int i = 0; i < queries; ++i) {
        const QByteArray q = random.q();
        const QByteArray h = random.h();
        const auto query = Query::parse(q, h);
        QVERIFY2(query, (q + ' ' + h).constData());
        const QByteArray expected = expectedAnswer(documents, *query);
        const QByteArray what = q.left(600) + ' ' + h + " with " + definition;
        const QByteArray theirs = postgres.answer(*query);
        QVERIFY2(theirs == expected,
                 (what + "\nPostgreSQL " + theirs + "\nholds() " + expected).constData());
        const QByteArray ours = sqlite.answer(*query);
        QVERIFY2(ours == expected,
                 (what + "\nSQLite " + ours + "\nholds() " + expected).constData());
    }
}

QTEST_GUILESS_MAIN(TestStores)
#include "tst_stores.moc"
