// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/foldertest.h"
#include "tests/support/cluster.h"
#include "tests/support/httpclient.h"
#include "tests/support/serverprocess.h"

/// `hookdeskd migrate` and `serve --migrate`.
class TestMigrate : public FolderTest
{
    Q_OBJECT

private slots:
    void initTestCase();
    void newDatabasesAreMade();
    void olderSchemasAreMigratedOnRequest_data();
    void olderSchemasAreMigratedOnRequest();
    void newerDatabasesAreRefused();

private:
    static ServerProcess::Result migrate(const QString &address)
    {
        return ServerProcess::run({"migrate", "--database", address});
    }
    /// Runs @p sql in the schema of @p address.
    static QByteArray query(const QString &address, const QString &sql)
    {
        return Cluster::ofProgram()->query(
            QStringLiteral("SET search_path = %1; %2")
                .arg(address.section(QLatin1String("schema="), 1), sql));
    }
};

void TestMigrate::initTestCase()
{
    if (!Cluster::isInstalled())
        QSKIP("PostgreSQL is not installed.");
    QVERIFY(Cluster::ofProgram());
}

void TestMigrate::newDatabasesAreMade()
{
    for (const QString &address : {path("a.hookdesk"), Cluster::ofProgram()->newAddress()}) {
        const auto made = migrate(address);
        QVERIFY2(made.status == 0, made.errors.constData());
        QVERIFY2(made.output.contains("was made, of version"), made.output.constData());
        const auto again = migrate(address);
        QVERIFY2(again.output.contains("already"), again.output.constData());
        // It is as new as one that the server makes.
        ServerProcess server;
        QVERIFY(server.serve(address));
        QVERIFY(!server.key().isEmpty());
        if (!address.startsWith(QLatin1String("postgres:")))
            QCOMPARE(migrate(address).status, 1); // it is served
    }
    QCOMPARE(ServerProcess::run({"migrate"}).status, 2);
}

void TestMigrate::olderSchemasAreMigratedOnRequest_data()
{
    QTest::addColumn<bool>("byServer");
    QTest::newRow("serve --migrate") << true;
    QTest::newRow("migrate") << false;
}

/// In the first version there was no table of servers.
void TestMigrate::olderSchemasAreMigratedOnRequest()
{
    QFETCH(bool, byServer);
    const QString address = Cluster::ofProgram()->newAddress();
    QByteArray key;
    {
        ServerProcess server;
        QVERIFY(server.serve(address));
        key = server.key();
        HttpClient client(server.url(), key);
        QCOMPARE(client.put("/admin/v1/collections/c", "{}").status, 201);
        QCOMPARE(client.post("/rest/c", R"({"n":1})").status, 201);
        QCOMPARE(server.terminate(), 0);
    }
    query(address, QStringLiteral("DROP TABLE nodes; UPDATE facts SET version = 1"));
    const QByteArray errors =
        ServerProcess::run({"serve", "--listen", "127.0.0.1:0", "--database", address}).errors;
    QVERIFY2(errors.contains("older Hookdesk (version 1,"), errors.constData());
    QVERIFY2(errors.contains("hookdeskd migrate"), errors.constData());
    for (const QStringList &command :
         {QStringList{"check", "--database", address},
          QStringList{"backup", path("b.hookdesk"), "--database", address},
          QStringList{"key", "list", "--database", address}})
        QCOMPARE(ServerProcess::run(command).status, 1);
    QCOMPARE(query(address, QStringLiteral("SELECT version FROM facts")).right(1), QByteArray("1"));
    if (!byServer) {
        const auto done = migrate(address);
        QVERIFY2(done.output.contains("now; it was of version 1"), done.output.constData());
    }
    ServerProcess server;
    QVERIFY(server.serve(address, byServer ? QStringList{"--migrate"} : QStringList()));
    QVERIFY(HttpClient(server.url(), key).get("/rest/c").body.contains("\"n\":1"));
}

void TestMigrate::newerDatabasesAreRefused()
{
    const QString address = Cluster::ofProgram()->newAddress();
    QCOMPARE(migrate(address).status, 0);
    query(address, QStringLiteral("UPDATE facts SET version = 99"));
    for (const QStringList &command :
         {QStringList{"migrate", "--database", address},
          QStringList{"serve", "--migrate", "--listen", "127.0.0.1:0", "--database", address},
          QStringList{"copy", "--from", address, "--to", path("b.hookdesk")},
          QStringList{"check", "--database", address}}) {
        const auto done = ServerProcess::run(command);
        QCOMPARE(done.status, 1);
        QVERIFY2(done.errors.contains("newer Hookdesk (version 99,"), done.errors.constData());
    }
    QVERIFY(!QFile::exists(path("b.hookdesk")));
}

QTEST_GUILESS_MAIN(TestMigrate)
#include "tst_migrate.moc"
