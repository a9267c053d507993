// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/foldertest.h"
#include "tests/support/cluster.h"
#include "tests/support/httpclient.h"
#include "tests/support/serverprocess.h"

/// `hookdeskd backup`, `restore` and `check` of a database of PostgreSQL.
class TestPostgresBackups : public FolderTest
{
    Q_OBJECT

private slots:
    void initTestCase();
    void backupsOfAServedSchemaAreWhole();
    void restoreKeepsWhatWasThere();
    void damageIsFound_data();
    void damageIsFound();

private:
    /// Serves @p address, new, with the collection `c`, which has indexes, relations to itself and
    /// a counter, and with @p count documents.
    void fill(ServerProcess &server, const QString &address, int count);
    static QByteArray checked(const QString &address)
    {
        const auto done = ServerProcess::run({"check", "--database", address});
        return done.output + done.errors;
    }
};

void TestPostgresBackups::initTestCase()
{
    if (!Cluster::isInstalled())
        QSKIP("PostgreSQL is not installed.");
    QVERIFY(Cluster::ofProgram());
}

void TestPostgresBackups::fill(ServerProcess &server, const QString &address, int count)
{
    QVERIFY(server.serve(address));
    HttpClient client(server.url(), server.key());
    QCOMPARE(
        client
            .put("/admin/v1/collections/c",
                 R"({"fulltext":true,"fields":[{"name":"no","type":"number","autoincrement":true},
                      {"name":"friend","type":"relation","collection":"c"}],
                      "indexes":[{"fields":["name"]},{"fields":["no"],"unique":true}]})")
            .status,
        201);
    QByteArrayList documents{R"({"_id":"00000000000000000000000a","name":["odd"]})",
                             R"({"name":"b","friend":"00000000000000000000000a"})"};
    while (documents.size() < count)
        documents.append("{\"name\":\"" + QByteArray(500, 'x') + "\"}");
    QCOMPARE(client.post("/rest/c", documents.takeFirst()).status, 201);
    QCOMPARE(client.post("/rest/c", '[' + documents.join(',') + ']').status, 201);
}

void TestPostgresBackups::backupsOfAServedSchemaAreWhole()
{
    const QString address = Cluster::ofProgram()->newAddress();
    ServerProcess server;
    fill(server, address, 3000);
    HttpClient client(server.url(), server.key());
    for (const QStringList &from :
         {QStringList{"--database", address},
          QStringList{"--server", server.url(), "--key", QString::fromLatin1(server.key())}}) {
        QCOMPARE(client.post("/rest/c", "{}").status, 201);
        const auto made = ServerProcess::run(QStringList{"backup", path("backup.hookdesk")} + from);
        QVERIFY2(made.status == 0, made.errors.constData());
        QCOMPARE(checked(path("backup.hookdesk")), QByteArray("ok\n"));
    }
    QCOMPARE(QDir(m_folder->path()).entryList({"backup*", ".*part*"}, QDir::Files | QDir::Hidden),
             QStringList{"backup.hookdesk"});
    QCOMPARE(checked(address), QByteArray("ok\n")); // while it is served
    ServerProcess copy;
    QVERIFY(copy.serve(path("backup.hookdesk")));
    HttpClient ofCopy(copy.url(), server.key());
    const auto counted = ofCopy.get("/rest/c?totals=true&count=true").body;
    QVERIFY2(counted.contains("\"total\":3002"), counted.constData());
    QCOMPARE(ofCopy.post("/rest/c", "{}").member("no"), QByteArray("3003"));
    write(path("letter.txt"), "Dear all");
    QCOMPARE(ServerProcess::run({"backup", path("letter.txt"), "--database", address}).status, 1);
    QCOMPARE(read(path("letter.txt")), QByteArray("Dear all"));
    QCOMPARE(ServerProcess::run(
                 {"backup", path("none"), "--database", Cluster::ofProgram()->newAddress()})
                 .status,
             1);
    QVERIFY(!QFile::exists(path("none")));
}

void TestPostgresBackups::restoreKeepsWhatWasThere()
{
    const QString address = Cluster::ofProgram()->newAddress();
    ServerProcess server;
    fill(server, address, 10);
    const QByteArray key = server.key();
    QCOMPARE(ServerProcess::run({"backup", path("b.hookdesk"), "--database", address}).status, 0);
    QCOMPARE(HttpClient(server.url(), key).send("DELETE", "/rest/c?q={}").status, 200);
    const QStringList restore = {"restore", path("b.hookdesk"), "--database", address};
    const auto served = ServerProcess::run(restore);
    QCOMPARE(served.status, 1);
    QVERIFY2(served.errors.contains("Another server"), served.errors.constData());
    QCOMPARE(server.terminate(), 0);
    const auto restored = ServerProcess::run(restore);
    QVERIFY2(restored.status == 0, restored.errors.constData());
    QVERIFY2(restored.output.contains("is kept as test_"), restored.output.constData());
    QCOMPARE(checked(address), QByteArray("ok\n"));
    ServerProcess again;
    QVERIFY(again.serve(address));
    const auto counted = HttpClient(again.url(), key).get("/rest/c?totals=true&count=true").body;
    QVERIFY2(counted.contains("\"total\":10"), counted.constData());
    // Into a schema that is not there yet, and into a file.
    for (const QString &target : {Cluster::ofProgram()->newAddress(), path("new.hookdesk")}) {
        const auto done = ServerProcess::run({"restore", path("b.hookdesk"), "--database", target});
        QVERIFY2(done.status == 0, done.errors.constData());
        QCOMPARE(checked(target), QByteArray("ok\n"));
    }
    write(path("torn.hookdesk"), read(path("b.hookdesk")).first(20'000));
    const QString other = Cluster::ofProgram()->newAddress();
    QCOMPARE(ServerProcess::run({"restore", path("torn.hookdesk"), "--database", other}).status, 1);
    QVERIFY(checked(other).contains("There is no database"));
}

void TestPostgresBackups::damageIsFound_data()
{
    QTest::addColumn<QString>("sql");
    QTest::addColumn<QByteArray>("sentence");
    QTest::newRow("key") << "UPDATE c_N SET k_1 = '\\x03' WHERE _id = '00000000000000000000000a'"
                         << QByteArray("The index on name of c does not know 1 documents.");
    QTest::newRow("missing key") << "UPDATE c_N SET k_2 = NULL"
                                 << QByteArray("The index on no of c does not know 3 documents.");
    QTest::newRow("words") << "UPDATE c_N SET words = 'x'"
                           << QByteArray("The full-text index of c does not know 3 documents.");
    QTest::newRow("document") << "UPDATE c_N SET doc = '{' WHERE _id = '00000000000000000000000a'"
                              << QByteArray("1 documents of c are no JSON.");
    QTest::newRow("counter") << "UPDATE counters SET value = 2"
                             << QByteArray("The counter no of c is at 2, and a document has 3.");
    QTest::newRow("index") << "DROP INDEX INDEX_NAME"
                           << QByteArray("The index on no of c is not there, or not valid.");
    QTest::newRow("target") << "DELETE FROM c_N WHERE _id = '00000000000000000000000a'"
                            << QByteArray("1 relations lead to documents of c that are gone.");
    QTest::newRow("source") << "DELETE FROM c_N WHERE doc LIKE '%friend%'"
                            << QByteArray("1 relations belong to documents of c that are gone.");
    QTest::newRow("collection") << "UPDATE links SET source_collection = 99"
                                << QByteArray("1 relations belong to collections that are gone.");
}

void TestPostgresBackups::damageIsFound()
{
    QFETCH(QString, sql);
    QFETCH(QByteArray, sentence);
    const QString address = Cluster::ofProgram()->newAddress();
    {
        ServerProcess server;
        fill(server, address, 3);
        QCOMPARE(server.terminate(), 0);
    }
    QCOMPARE(checked(address), QByteArray("ok\n"));
    Cluster *cluster = Cluster::ofProgram();
    const QString schema = address.section(QLatin1String("schema="), 1);
    const QString path = QStringLiteral("SET search_path = %1; ").arg(schema);
    const auto ask = [&](const QString &query) {
        return QString::fromUtf8(cluster->query(path + query)).section(QLatin1Char('\n'), -1);
    };
    const QString number = ask(QStringLiteral("SELECT number FROM collections WHERE name = 'c'"));
    const QString index = ask(QStringLiteral("SELECT indexname FROM pg_indexes WHERE schemaname ="
                                             " '%1' AND indexname LIKE '%\\_u\\_%'")
                                  .arg(schema));
    cluster->query(path
                   + sql.replace(QLatin1String("c_N"), QLatin1String("c_") + number)
                         .replace(QLatin1String("INDEX_NAME"), index));
    const auto done = ServerProcess::run({"check", "--database", address});
    QCOMPARE(done.status, 1);
    QVERIFY2(done.errors.startsWith(sentence + '\n'), done.errors.constData());
}

QTEST_GUILESS_MAIN(TestPostgresBackups)
#include "tst_postgresbackups.moc"
