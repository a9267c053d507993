// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/core/objectid.h"
#include "tests/server/storetest.h"

#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QTest>

using namespace Model;
using namespace Store;

/// The full-text index of a SQLite file takes in the documents of a large collection while others
/// read and write.
class TestFullText final : public StoreTest
{
    Q_OBJECT

private slots:
    void initTestCase();
    void fewDocumentsAreTakenInAtOnce();
    void manyAreTakenInWhileTheyChange();
    void buildingGoesOnAfterARestart();
    void whatIsBuiltCanBeGivenUp();

private:
    /// Stores @p count documents whose `w` is "word" and their number with an x behind it.
    void store(int count);
    Result<Done> setWord(const QByteArray &id, const QByteArray &word);
    /// The only value of the row that @p sql gives, with `{c}` for the table of `c`; or the error.
    QString value(QString sql);
    bool isBeingBuilt()
    {
        return value("SELECT count(*) FROM sqlite_schema WHERE name = '{c}_building'") != "0";
    }
    /// How many documents the index names for @p trigram.
    int named(const char *trigram)
    {
        return value(QStringLiteral("SELECT count(*) FROM {c}_text WHERE {c}_text MATCH '\"%1\"'")
                         .arg(QLatin1String(trigram)))
            .toInt();
    }
    /// How many documents `filter` finds.
    qint64 found(const QByteArray &filter);
    /// The document of that number.
    static QByteArray idOf(int number) { return QByteArray::number(100'000 + number); }
};

void TestFullText::initTestCase()
{
    if (isOnPostgres())
        QSKIP("It is about files; see tst_indexbuilding.");
}

void TestFullText::store(int count)
{
    const auto catalog = m_database->catalog();
    QVERIFY(change<Done>([&](Transaction &transaction) {
        std::vector<Document> documents;
        for (int i = 0; i < count; ++i) {
            const QByteArray id = idOf(i);
            documents.push_back(
                {id,
                 "{\"_id\":\"" + id + "\",\"w\":\"word" + QByteArray::number(i) + "x\"}",
                 "t",
                 "t",
                 "a",
                 "a",
                 0,
                 {}});
        }
        return transaction.insert(*catalog->find("c"), documents);
    }));
}

Result<Done> TestFullText::setWord(const QByteArray &id, const QByteArray &word)
{
    const auto catalog = m_database->catalog();
    const auto changes = Json::Document::parse("{\"w\":\"" + word + "\"}");
    return change<Done>([&](Transaction &transaction) -> Result<Done> {
        const auto updated = transaction.update(*catalog->find("c"), id, changes->root(), {});
        return updated ? Result<Done>(Done()) : failure(updated);
    });
}

QString TestFullText::value(QString sql)
{
    const QString name = QStringLiteral("look");
    QString text;
    {
        auto file = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), name);
        file.setDatabaseName(path("x.hookdesk"));
        file.setConnectOptions(QStringLiteral("QSQLITE_OPEN_READONLY"));
        file.open();
        QSqlQuery query(file);
        const auto catalog = m_database->catalog();
        const Collection *collection = catalog->find("c");
        const qint64 number = collection ? collection->number : 0;
        query.exec(sql.replace(QLatin1String("{c}"), QStringLiteral("c_%1").arg(number)));
        text = query.next() ? query.value(0).toString() : query.lastError().text();
    }
    QSqlDatabase::removeDatabase(name);
    return text;
}

qint64 TestFullText::found(const QByteArray &filter)
{
    const auto query = Query::parse("{}", "{\"$filter\":\"" + filter + "\"}");
    const auto counted = m_reader->count(*m_database->catalog()->find("c"), *query);
    return counted ? *counted : -1;
}

void TestFullText::fewDocumentsAreTakenInAtOnce()
{
    store(100);
    define(R"({"fulltext":true})");
    QVERIFY(!isBeingBuilt());
    const auto state = m_reader->fullTextState(*m_database->catalog()->find("c"));
    QVERIFY(state && state->isReady && state->bytes >= 4096);
    QCOMPARE(value("SELECT count(*) FROM {c}_numbers"), QStringLiteral("100"));
    QCOMPARE(named("wor"), 100);
    QCOMPARE(found("d42x"), 1);
}

void TestFullText::manyAreTakenInWhileTheyChange()
{
    constexpr int Many = 5000;
    store(Many);
    define(R"({"fulltext":true})");
    const auto catalog = m_database->catalog();
    // From both ends and the middle, so that some are written before they are taken in, and others
    // afterwards.
    for (const int number : {0, 1, Many / 2, Many - 2}) {
        QVERIFY(setWord(idOf(number), "other"));
        QCOMPARE(found("other"),
                 qint64(number == 0              ? 1
                            : number == 1        ? 2
                            : number == Many / 2 ? 3
                                                 : 4));
    }
    for (const int number : {2, Many / 2 + 1, Many - 1}) {
        QVERIFY(change<QByteArrayList>([&](Transaction &transaction) {
            return transaction.remove(*catalog->find("c"), {idOf(number)}, {});
        }));
    }
    insert(R"({"w":"zebra"})");
    QCOMPARE(found("zebra"), 1);
    QTRY_VERIFY_WITH_TIMEOUT(!isBeingBuilt(), 30000);
    QCOMPARE(value("SELECT count(*) FROM {c}_numbers"), QString::number(Many - 2));
    QCOMPARE(named("wor"), Many - 7);
    QCOMPARE(named("oth"), 4);
    QCOMPARE(named("zeb"), 1);
    QCOMPARE(found("other"), 4);
    QCOMPARE(found("word"), qint64(Many - 7));
    QCOMPARE(found("word" + QByteArray::number(Many - 3) + 'x'), 1);
    QCOMPARE(found("word0x"), 0);
    // What is written now is as it always was.
    QVERIFY(setWord(idOf(3), "zebra"));
    QCOMPARE(named("zeb"), 2);
    QCOMPARE(named("wor"), Many - 8);
}

void TestFullText::buildingGoesOnAfterARestart()
{
    constexpr int Many = 10'000;
    store(Many);
    define(R"({"fulltext":true})");
    m_reader.reset();
    m_database.reset();
    auto opened = Database::open(m_address, Database::Use::Serve);
    QVERIFY(opened);
    m_database = std::move(*opened);
    auto reader = m_database->openReader();
    QVERIFY(reader);
    m_reader = std::move(*reader);
    QCOMPARE(found("word9999x"), 1);
    const auto half = m_reader->fullTextState(*m_database->catalog()->find("c"));
    QVERIFY(half && (half->isReady || (half->built >= 0 && half->built < 1)));
    QTRY_VERIFY_WITH_TIMEOUT(!isBeingBuilt(), 30000);
    QCOMPARE(named("wor"), Many);
    QCOMPARE(found("word9999x"), 1);
}

void TestFullText::whatIsBuiltCanBeGivenUp()
{
    constexpr int Many = 5000;
    store(Many);
    for (int round = 0; round < 3; ++round) {
        define(R"({"fulltext":true})");
        define(R"({"fulltext":false})");
        QCOMPARE(value("SELECT count(*) FROM sqlite_schema WHERE name IN ('{c}_text', "
                       "'{c}_numbers', '{c}_building')"),
                 QStringLiteral("0"));
        QCOMPARE(found("word42x"), 1);
    }
    define(R"({"fulltext":true})");
    QVERIFY(change<Done>([](Transaction &transaction) { return transaction.dropCollection("c"); }));
    QVERIFY(change<Done>([](Transaction &transaction) {
        return transaction.saveCollection("d", R"({"fulltext":true})");
    }));
    QCOMPARE(value("SELECT count(*) FROM sqlite_schema WHERE name GLOB 'c_*_building'"),
             QStringLiteral("0"));
}

QTEST_GUILESS_MAIN(TestFullText)
#include "tst_fulltext.moc"
