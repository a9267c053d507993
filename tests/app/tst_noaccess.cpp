// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/foldertest.h"
#include "tests/support/serverprocess.h"

#include <QFile>
#include <QProcess>
#include <QTest>

#include <sys/stat.h>
#include <unistd.h>

/// Commands on databases that the user may not see, read or write say what keeps them off, and
/// never that a database is missing or damaged.
class TestNoAccess : public FolderTest
{
    Q_OBJECT

private slots:
    void folderIsClosed_data();
    void folderIsClosed();
    void fileIsClosed();
    void folderIsReadOnly_data();
    void folderIsReadOnly();
    void backupNamesItsTarget();

private:
    /// Runs `hookdeskd` as a user without rights here: where this is root, as another one.
    static ServerProcess::Result runAsOther(const QStringList &arguments);
    /// Makes a database that a server has closed.
    static bool make(const QString &file);
    /// Makes a database in a folder of its own, which gets @p mode. @return its path.
    QString makeIn(const QString &folder, mode_t mode);
    void setMode(const QString &name, mode_t mode);
    /// Runs @p command so on @p file, which stands there as FILE. OUT is a folder where all may
    /// write. @p folder, the one of @p file, can be removed afterwards.
    ServerProcess::Result tryOn(const QString &file, const QString &folder, QStringList command);
};

ServerProcess::Result TestNoAccess::runAsOther(const QStringList &arguments)
{
    if (::geteuid() != 0)
        return ServerProcess::run(arguments);
    QProcess process;
    process.start(
        QStringLiteral("setpriv"),
        QStringList{"--reuid=65534", "--regid=65534", "--clear-groups", ServerProcess::program()}
            + arguments);
    process.waitForFinished(-1);
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

bool TestNoAccess::make(const QString &file)
{
    ServerProcess server;
    return server.serve(file) && server.terminate() == 0;
}

QString TestNoAccess::makeIn(const QString &folder, mode_t mode)
{
    QString file = m_folder->filePath(folder + QStringLiteral("/x.hookdesk"));
    QDir().mkpath(m_folder->filePath(folder));
    // The other user has to get as far as to that folder.
    QFile::setPermissions(m_folder->path(), QFile::Permissions(0x7755));
    if (!make(file))
        return {};
    ::chmod(QFile::encodeName(file).constData(), 0644);
    setMode(folder, mode);
    return file;
}

void TestNoAccess::setMode(const QString &name, mode_t mode)
{
    ::chmod(QFile::encodeName(m_folder->filePath(name)).constData(), mode);
}

ServerProcess::Result TestNoAccess::tryOn(const QString &file, const QString &folder,
                                          QStringList command)
{
    QDir().mkpath(path("out"));
    setMode(QStringLiteral("out"), 0777);
    command.replaceInStrings(QStringLiteral("FILE"), file);
    command.replaceInStrings(QStringLiteral("OUT"), path("out"));
    const auto result = runAsOther(command);
    setMode(folder, 0700);
    return result;
}

void TestNoAccess::folderIsClosed_data()
{
    QTest::addColumn<QStringList>("command");
    QTest::newRow("key") << QStringList{"key", "list", "--database", "FILE"};
    QTest::newRow("check") << QStringList{"check", "--database", "FILE"};
    QTest::newRow("backup") << QStringList{"backup", "OUT/copy", "--database", "FILE"};
    QTest::newRow("export") << QStringList{"export", "c", "c.json", "--database", "FILE"};
    QTest::newRow("copy") << QStringList{"copy", "--from", "FILE", "--to", "copy.hookdesk"};
}

void TestNoAccess::folderIsClosed()
{
    QFETCH(const QStringList, command);
    const QString file = makeIn(QStringLiteral("closed"), 0);
    QVERIFY(!file.isEmpty());
    const auto result = tryOn(file, QStringLiteral("closed"), command);
    QCOMPARE(result.errors,
             "hookdeskd: Cannot open the database " + file.toUtf8()
                 + ": this user may not look into its folder.\n");
    QCOMPARE(result.status, 1);
}

void TestNoAccess::fileIsClosed()
{
    const QString file = makeIn(QStringLiteral("open"), 0755);
    QVERIFY(!file.isEmpty());
    setMode(QStringLiteral("open/x.hookdesk"), 0);
    const auto result = runAsOther({"check", "--database", file});
    QCOMPARE(result.errors,
             "hookdeskd: Cannot open the database " + file.toUtf8()
                 + ": this user may not read it.\n");
    QCOMPARE(result.status, 1);
}

void TestNoAccess::folderIsReadOnly_data()
{
    QTest::addColumn<QStringList>("command");
    QTest::addColumn<QByteArray>("reason");
    const QByteArray open = "Cannot open the database FILE: its folder cannot be written";
    QTest::newRow("serve") << QStringList{"serve", "--database", "FILE", "--listen", "127.0.0.1:0"}
                           << QByteArray("Cannot write beside the database FILE: Permission "
                                         "denied. See that its folder exists and is writable.\n");
    QTest::newRow("check") << QStringList{"check", "--database", "FILE"} << open;
    QTest::newRow("backup") << QStringList{"backup", "OUT/copy", "--database", "FILE"} << open;
    QTest::newRow("key") << QStringList{"key", "list", "--database", "FILE"}
                         << QByteArray("Cannot open the database FILE: this user may not write "
                                       "it.\n");
}

void TestNoAccess::folderIsReadOnly()
{
    QFETCH(const QStringList, command);
    QFETCH(QByteArray, reason);
    const QString file = makeIn(QStringLiteral("fixed"), 0555);
    QVERIFY(!file.isEmpty());
    const auto result = tryOn(file, QStringLiteral("fixed"), command);
    QVERIFY2(result.errors.contains("hookdeskd: " + reason.replace("FILE", file.toUtf8())),
             result.errors.constData());
    QVERIFY(!result.errors.contains("damaged"));
    QCOMPARE(result.status, 1);
}

void TestNoAccess::backupNamesItsTarget()
{
    const QString file = path("x.hookdesk");
    QVERIFY(make(file));
    // The most that a file of the process may have, in units of 512 or 1,024 bytes: more than the
    // index of the log (32 KiB), and less than the copy.
    QProcess process;
    process.start(QStringLiteral("sh"),
                  {"-c", "trap '' XFSZ; ulimit -f 90; exec \"$@\"", "sh", ServerProcess::program(),
                   "backup", path("copy.hookdesk"), "--database", file});
    process.waitForFinished(-1);
    const QByteArray errors = process.readAllStandardError();
    QVERIFY2(errors.contains("hookdeskd: " + path("copy.hookdesk").toUtf8()
                             + " cannot be written: see that its folder exists, is writable and "
                               "has room.\n"),
             errors.constData());
    QCOMPARE(process.exitCode(), 1);
}

QTEST_GUILESS_MAIN(TestNoAccess)
#include "tst_noaccess.moc"
