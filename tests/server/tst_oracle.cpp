// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/database.h"
#include "tests/support/cluster.h"

#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <future>

using namespace Model;
using namespace Store;

namespace {

bool isWritten(Database &database, std::function<Result<Done>(Transaction &)> work)
{
    std::promise<bool> promise;
    database.change<Done>(std::move(work), [&promise](const Result<Done> &done) {
        promise.set_value(done.hasValue());
    });
    return promise.get_future().get();
}

std::vector<Document> documentsOf(const Json::Value &list)
{
    std::vector<Document> documents;
    for (const Json::Value &each : list.items()) {
        Document document{each.value("_id").text().toByteArray(), {}, "t", "t", "a", "a", 0, {}};
        document.json = storedText(document.id, each);
        documents.push_back(std::move(document));
    }
    return documents;
}

/// The documents at the first place where the two answers differ.
QByteArray firstDifference(Reader &reader, const Collection &collection, const QByteArrayList &ours,
                           const QByteArrayList &theirs)
{
    const auto text = [&](const QByteArray &id) {
        const auto document = reader.get(collection, id);
        return document && *document ? (*document)->json : QByteArray("nothing");
    };
    for (qsizetype i = 0; i < std::max(ours.size(), theirs.size()); ++i) {
        if (ours.value(i) != theirs.value(i))
            return "at " + QByteArray::number(i) + " ours " + text(ours.value(i)) + ", mingo's "
                + text(theirs.value(i));
    }
    return {};
}

} // namespace

/// Compares thousands of random queries with mingo, an independent implementation of MongoDB's
/// query language (tests/node/oracle.mjs says what is left out and why).
class TestOracle : public QObject
{
    Q_OBJECT

private slots:
    void queriesMatch_data();
    void queriesMatch();
};

void TestOracle::queriesMatch_data()
{
    QTest::addColumn<int>("seed");
    QTest::addColumn<QByteArray>("definition");
    for (int seed = 1; seed <= 8; ++seed) {
        // Indexes must never change an answer.
        const bool hasIndexes = seed % 2 == 0;
        QTest::addRow("seed %d, %s", seed, hasIndexes ? "indexed" : "plain")
            << seed
            << (hasIndexes ? QByteArray(
                    R"({"indexes":[{"fields":["a"]},{"fields":["b"]},{"fields":["a.b","c"]},{"fields":["s"]},{"fields":["u"]},{"fields":["n"]},{"fields":["t"]}]})")
                           : QByteArray("{}"));
    }
}

void TestOracle::queriesMatch()
{
    QFETCH(int, seed);
    QFETCH(QByteArray, definition);
    QProcess node;
    node.setWorkingDirectory(QStringLiteral(SOURCE_FOLDER "/tests/node"));
    node.start(QStringLiteral("node"),
               {QStringLiteral("oracle.mjs"), QString::number(seed), QStringLiteral("200"),
                QStringLiteral("500")});
    QVERIFY2(node.waitForFinished(120000) && node.exitCode() == 0,
             node.readAllStandardError().constData());

    QTemporaryDir folder;
    auto database = Database::open(testAddress(folder.filePath(QStringLiteral("x.hookdesk"))),
                                   Database::Use::Serve);
    QVERIFY(database);
    const auto write = [&](std::function<Result<Done>(Transaction &)> work) {
        return isWritten(**database, std::move(work));
    };
    QVERIFY(write(
        [&](Transaction &transaction) { return transaction.saveCollection("c", definition); }));
    const auto catalog = (*database)->catalog();
    const Collection &collection = *catalog->find("c");
    auto reader = (*database)->openReader();
    QVERIFY(reader);

    int cases = 0;
    while (node.canReadLine()) {
        const auto line = Json::Document::parse(node.readLine());
        QVERIFY(line);
        const Json::Value root = line->root();
        if (const auto all = root.find("documents")) {
            auto documents = documentsOf(*all);
            QVERIFY(write([&](Transaction &transaction) {
                return transaction.insert(collection, documents);
            }));
            continue;
        }
        const auto sort = root.find("sort");
        auto query = sort ? Query::parse({}, "{\"$orderby\":" + sort->toJson() + "}")
                          : Query::parse(root.value("q").toJson(), {});
        QVERIFY2(query, query ? "" : qPrintable(query.error().message));
        QByteArrayList ids;
        const auto found = (*reader)->find(
            collection, *query, [&](const Document &document) { ids.append(document.id); });
        QVERIFY(found);
        QByteArrayList wanted;
        for (const Json::Value &id : root.value("ids").items())
            wanted.append(id.text().toByteArray());
        QVERIFY2(ids == wanted,
                 ((sort ? *sort : root.value("q")).toJson() + " finds "
                  + QByteArray::number(ids.size()) + ", mingo " + QByteArray::number(wanted.size())
                  + "; " + firstDifference(**reader, collection, ids, wanted))
                     .constData());
        ++cases;
    }
    QCOMPARE(cases, 540);
}

QTEST_GUILESS_MAIN(TestOracle)
#include "tst_oracle.moc"
