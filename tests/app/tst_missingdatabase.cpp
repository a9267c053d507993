// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/foldertest.h"
#include "tests/support/cluster.h"
#include "tests/support/serverprocess.h"

/// What commands do about a database that is not there, such as one whose name is misspelt.
class TestMissingDatabase : public FolderTest
{
    Q_OBJECT

private slots:
    void fileIsNotCreated_data() { addCommands(); }
    void fileIsNotCreated();
    void schemaIsNotCreated_data() { addCommands(); }
    void schemaIsNotCreated();
    void thoseThatCreateDo_data();
    void thoseThatCreateDo();

private:
    static void addCommands();
    /// Writes what the commands read, and puts the folder and @p database into @p command.
    QStringList prepared(QStringList command, const QString &database);
};

void TestMissingDatabase::addCommands()
{
    QTest::addColumn<QStringList>("command");
    const auto row = [](const char *name, const QStringList &command) {
        QTest::newRow(name) << command;
    };
    row("import", {"import", "c", "FOLDER/c.json", "--database", "NONE"});
    row("export", {"export", "c", "FOLDER/out.json", "--database", "NONE"});
    row("hooks push", {"hooks", "push", "FOLDER/hooks", "--database", "NONE"});
    row("hooks pull", {"hooks", "pull", "FOLDER/pulled", "--database", "NONE"});
    row("key create", {"key", "create", "--database", "NONE"});
    row("key list", {"key", "list", "--database", "NONE"});
    row("key revoke", {"key", "revoke", "abcdef", "--database", "NONE"});
    row("check", {"check", "--database", "NONE"});
    row("backup", {"backup", "FOLDER/copy", "--database", "NONE"});
    row("copy", {"copy", "--from", "NONE", "--to", "FOLDER/copy"});
    row("copy while serving", {"copy", "--while-serving", "--from", "NONE", "--to", "FOLDER/copy"});
    row("nodes", {"nodes", "--database", "NONE"});
}

QStringList TestMissingDatabase::prepared(QStringList command, const QString &database)
{
    write(path("c.json"), "[{\"a\":1}]");
    write(path("hooks/c.js"), "function beforeGET(req, res) { res.end(); }\n");
    command.replaceInStrings(QStringLiteral("FOLDER"), m_folder->path());
    command.replaceInStrings(QStringLiteral("NONE"), database);
    return command;
}

void TestMissingDatabase::fileIsNotCreated()
{
    QFETCH(QStringList, command);
    if (command.first() == QLatin1String("nodes"))
        QSKIP("It is about PostgreSQL alone.");
    const QStringList arguments = prepared(command, path("none.hookdesk"));
    const QStringList before = files();
    const auto result = ServerProcess::run(arguments);
    QCOMPARE(result.errors,
             "hookdeskd: There is no database " + path("none.hookdesk").toUtf8() + ".\n");
    QCOMPARE(result.status, 1);
    QCOMPARE(result.output, QByteArray());
    QCOMPARE(files(), before);
}

void TestMissingDatabase::schemaIsNotCreated()
{
    QFETCH(QStringList, command);
    if (!Cluster::isInstalled())
        QSKIP("PostgreSQL is not installed.");
    QVERIFY(Cluster::ofProgram());
    const QString address = Cluster::ofProgram()->newAddress();
    const QStringList arguments = prepared(command, address);
    const QString schemas =
        QStringLiteral("SELECT count(*) FROM pg_namespace WHERE nspname NOT LIKE 'pg_%'");
    const QByteArray schemasBefore = Cluster::ofProgram()->query(schemas);
    const QStringList before = files();
    const auto result = ServerProcess::run(arguments);
    // Behind a warning: PostgreSQL runs without fsync in the tests.
    QVERIFY2(result.errors.contains("hookdeskd: There is no database postgres://"),
             result.errors.constData());
    QCOMPARE(result.status, 1);
    QCOMPARE(result.output, QByteArray());
    QCOMPARE(files(), before);
    QCOMPARE(Cluster::ofProgram()->query(schemas), schemasBefore);
}

void TestMissingDatabase::thoseThatCreateDo_data()
{
    QTest::addColumn<QStringList>("command");
    QTest::newRow("migrate") << QStringList{"migrate", "--database", "NONE"};
    QTest::newRow("restore") << QStringList{"restore", "FOLDER/from.hookdesk", "--database",
                                            "NONE"};
    QTest::newRow("copy") << QStringList{"copy", "--from", "FOLDER/from.hookdesk", "--to", "NONE"};
}

void TestMissingDatabase::thoseThatCreateDo()
{
    QFETCH(QStringList, command);
    QVERIFY(ServerProcess::makeDatabase(path("from.hookdesk")));
    const auto result = ServerProcess::run(prepared(command, path("none.hookdesk")));
    QVERIFY2(result.status == 0, result.errors.constData());
    const auto checked = ServerProcess::run({"check", "--database", path("none.hookdesk")});
    QCOMPARE(checked.output, QByteArray("ok\n"));
    QCOMPARE(checked.status, 0);
}

QTEST_GUILESS_MAIN(TestMissingDatabase)
#include "tst_missingdatabase.moc"
