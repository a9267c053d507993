// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/core/objectid.h"
#include "tests/server/storetest.h"
#include "tests/support/cluster.h"

#include <QTest>

using namespace Model;
using namespace Store;

namespace {

constexpr int Documents = 10'000;
const QByteArrayList Names = {"Åse",   "Ørjan", "Émile", "Ωmega",  "Søren",
                              "naïve", "ABC",   "x_y%z", "日本語", "Straße"};

} // namespace

/// `filter` over a full-text index of PostgreSQL, with the extension pg_trgm and without it.
class TestTrigrams final : public StoreTest
{
    Q_OBJECT

private slots:
    void initTestCase();
    void sameAnswersWithAndWithout();

private:
    /// Makes the collection @p name with the documents.
    void fill(const QByteArray &name);
    /// The members `n` of what `filter` finds, and the plan.
    QList<qint64> found(const QByteArray &collection, const QByteArray &words);
    QueryPlan plan(const QByteArray &collection, const QByteArray &words);
    QByteArray ask(const QString &sql) const
    {
        const QString schema = m_address.section(QLatin1String("schema="), 1);
        return Cluster::ofProgram()->query(QString(sql).replace(QLatin1String("%1"), schema));
    }
};

void TestTrigrams::initTestCase()
{
    if (!Cluster::isInstalled())
        QSKIP("PostgreSQL is not installed.");
    qputenv("HOOKDESK_TEST_STORE", "postgres");
}

void TestTrigrams::fill(const QByteArray &name)
{
    QVERIFY(change<Done>([&](Transaction &transaction) {
        return transaction.saveCollection(name, R"({"fulltext":true})");
    }));
    std::vector<Document> documents;
    for (int i = 0; i < Documents; ++i) {
        const QByteArray number = QByteArray::number(i);
        const QByteArray id = ObjectId::create();
        const QByteArray json = "{\"_id\":\"" + id + "\",\"n\":" + number + ",\"name\":\""
            + Names[i % Names.size()] + " number" + number + "\",\"text\":\""
            + QByteArray("many words that are the same everywhere ").repeated(5) + "\"}";
        documents.push_back({id, json, "t", "t", "a", "a", 0, {}});
    }
    QVERIFY(change<Done>([&](Transaction &transaction) {
        return transaction.insert(*m_database->catalog()->find(name), documents);
    }));
    // Nothing does so by itself in this cluster; new rows of the index wait in a list until then.
    const QByteArray table = ask(QStringLiteral("SELECT '%1.c_' || max(number) FROM "
                                                "%1.collections"));
    ask(QStringLiteral("VACUUM ANALYZE ") + QString::fromUtf8(table));
}

QList<qint64> TestTrigrams::found(const QByteArray &collection, const QByteArray &words)
{
    const auto query = Query::parse({},
                                    R"({"$max":100000,"$orderby":{"_id":1},"$filter":)"
                                        + Json::quoted(QByteArrayView(words)) + '}');
    QList<qint64> numbers;
    if (!query)
        return {-1};
    const auto read = m_reader->find(
        *m_database->catalog()->find(collection), *query, [&](const Document &document) {
            numbers.append(Json::Document::parse(document.json)->root().value("n").toInteger());
        });
    m_reader->endSnapshot();
    return read ? numbers : QList<qint64>{-2};
}

QueryPlan TestTrigrams::plan(const QByteArray &collection, const QByteArray &words)
{
    const auto query =
        Query::parse({}, R"({"$filter":)" + Json::quoted(QByteArrayView(words)) + '}');
    const auto given = m_reader->explain(*m_database->catalog()->find(collection), *query);
    m_reader->endSnapshot();
    return given ? *given : QueryPlan();
}

void TestTrigrams::sameAnswersWithAndWithout()
{
    fill("without");
    QVERIFY(!plan("without", "number777").steps.join('\n').contains("_words"));
    ask(QStringLiteral("CREATE EXTENSION pg_trgm"));
    fill("with");
    const QueryPlan indexed = plan("with", "number777");
    QVERIFY2(indexed.usesIndex && indexed.steps.join('\n').contains("_words"),
             indexed.steps.join('\n').constData());
    // One that was made before reads along as it did.
    QVERIFY(!plan("without", "number777").steps.join('\n').contains("_words"));
    const QByteArrayList all = {"number777",
                                "NUMBER777",
                                "åse",
                                "ØRJAN number1",
                                "ør",
                                "é",
                                "ωmega 93",
                                "naïve number5",
                                "x_y%z number6",
                                "日本",
                                "straße 9",
                                "everywhere number4242",
                                "nothing of that",
                                "5",
                                "number77 åse"};
    for (const QByteArray &words : all) {
        const auto expected = found("without", words);
        QVERIFY2(expected.isEmpty() == (words == "nothing of that") && !expected.contains(-1)
                     && !expected.contains(-2),
                 words.constData());
        QCOMPARE(found("with", words), expected);
    }
    // What is written later is in the index as well.
    const QByteArray id = ObjectId::create();
    std::vector<Document> late{
        {id, "{\"_id\":\"" + id + R"(","n":-5,"name":"latecomer"})", "t", "t", "a", "a", 0, {}}};
    QVERIFY(change<Done>([&](Transaction &transaction) {
        return transaction.insert(*m_database->catalog()->find("with"), late);
    }));
    QCOMPARE(found("with", "latecomer"), QList<qint64>{-5});
    // A server without the extension goes on: the index is PostgreSQL's own.
    ask(QStringLiteral("DROP EXTENSION pg_trgm CASCADE"));
    QCOMPARE(found("with", "latecomer"), QList<qint64>{-5});
    QCOMPARE(found("with", "number777"), found("without", "number777"));
}

QTEST_GUILESS_MAIN(TestTrigrams)
#include "tst_trigrams.moc"
