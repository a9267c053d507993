// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/documentfile.h"
#include "server/core/partfile.h"
#include "server/store/backup.h"
#include "server/store/database.h"
#include "server/store/sqlite/connection.h"
#include "tests/support/embeddedserver.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QScopeGuard>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>
#include <unistd.h>

using Store::Database;

/// The files of a database: who may read them, who has them, and what is left of copies.
class TestFiles : public QObject
{
    Q_OBJECT

private slots:
    void filesBelongToTheirOwnerAlone();
    void readableFilesAreWarnedAbout();
    void filesOfOthersStayAsTheyAre_data();
    void filesOfOthersStayAsTheyAre();
    void anyNameIsTheNameOfAFile_data();
    void anyNameIsTheNameOfAFile();
    void fileIsOneUnderAllItsNames();
    void locksOfTheDeadAreTakenOver_data();
    void locksOfTheDeadAreTakenOver();
    void abandonedCopiesAreRemoved();
    void restoreKeepsOwnerAndMode();
    void restoreGoesThroughLinks();
    void fullDiskIsNoFurtherFault();
    void damagedFileIsNamed();

private:
    static int modeOf(const QString &path)
    {
        struct stat facts
        {
        };
        return ::stat(QFile::encodeName(path).constData(), &facts) == 0 ? int(facts.st_mode & 0777)
                                                                        : -1;
    }
    static void write(const QString &path, const QByteArray &text)
    {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(text), text.size());
    }
    /// Makes a database of ours at @p path.
    static bool make(const QString &path)
    {
        return bool(Database::open(path, Database::Use::Serve));
    }
};

void TestFiles::filesBelongToTheirOwnerAlone()
{
    const mode_t before = ::umask(0);
    {
        EmbeddedServer server;
        QVERIFY(server.start());
        QVERIFY(server.define("c"));
        QTRY_VERIFY(server.client().get("/admin/v1/inspector").body.contains("collections"));
        const QString path = server.server().databasePath();
        for (const char *ending : {"", "-wal", "-shm", ".inspector", ".lock"})
            QCOMPARE(modeOf(path + QLatin1String(ending)), 0600);
        const QString backup = server.path("b.hookdesk");
        write(backup, {});
        QVERIFY(QFile::remove(backup));
        QVERIFY(Store::backUp(path, backup));
        QCOMPARE(modeOf(backup), 0600);
        QVERIFY(
            QFile::setPermissions(backup, QFile::ReadOwner | QFile::WriteOwner | QFile::ReadOther));
        QVERIFY(Store::backUp(path, backup)); // an older program's backup is no model
        QCOMPARE(modeOf(backup), 0600);
        const QString restored = server.path("r.hookdesk");
        QVERIFY(Store::restore(backup, restored));
        QCOMPARE(modeOf(restored), 0600);
        for (const char *name : {"e.json", "e.ndjson", "e.csv"}) {
            auto writer = DocumentFileWriter::open(server.path(name), {"a"});
            QVERIFY(writer);
            QVERIFY((*writer)->finish());
            QCOMPARE(modeOf(server.path(name)), 0600);
        }
    }
    ::umask(before);
}

void TestFiles::readableFilesAreWarnedAbout()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("x.hookdesk"));
    QVERIFY(make(path));
    QVERIFY(QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner | QFile::ReadOther));
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("chmod 600")));
    QVERIFY(Database::open(path, Database::Use::Serve));
    QVERIFY(modeOf(path) & 0004); // it is the owner's to decide
}

void TestFiles::filesOfOthersStayAsTheyAre_data()
{
    QTest::addColumn<QByteArray>("sql");
    QTest::addColumn<QByteArray>("text");
    const QByteArray none;
    QTest::newRow("a database of another program")
        << QByteArray("CREATE TABLE t (a); INSERT INTO t VALUES (1)") << none;
    QTest::newRow("one that says whose it is")
        << QByteArray("PRAGMA application_id=42; CREATE TABLE t (a)") << none;
    QTest::newRow("one of a newer Hookdesk")
        << QByteArray("PRAGMA application_id=1212892243; PRAGMA user_version=9999; CREATE TABLE t "
                      "(a)")
        << none;
    QTest::newRow("a text") << none << QByteArray("root:x:0:0:root:/root:/bin/bash\n").repeated(9);
    QTest::newRow("a short text") << none << QByteArray("x");
    QTest::newRow("a folder") << none << none;
}

/// SQLite changes the journal mode of what it opens: whose a file is, is seen before that.
void TestFiles::filesOfOthersStayAsTheyAre()
{
    QFETCH(QByteArray, sql);
    QFETCH(QByteArray, text);
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("f.db"));
    if (!sql.isEmpty()) {
        // A rollback journal, as programs have it that say nothing.
        auto connection =
            Store::Sqlite::Connection::open(path, Store::Sqlite::Connection::Access::ReadWrite);
        QVERIFY(connection);
        QVERIFY((*connection)->execute("PRAGMA journal_mode=DELETE; " + sql));
    } else if (!text.isEmpty()) {
        write(path, text);
    } else {
        QVERIFY(QDir().mkpath(path));
    }
    if (!sql.isEmpty() || !text.isEmpty())
        QVERIFY(QFile::setPermissions(path, QFile::ReadOwner | QFile::ReadOther));
    const auto content = [&path] {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    };
    const QByteArray before = content();
    QTest::failOnWarning(QRegularExpression(QStringLiteral("chmod")));
    for (const auto use : {Database::Use::Serve, Database::Use::Share}) {
        const auto opened = Database::open(path, use);
        QVERIFY(!opened);
        QVERIFY2(opened.error().message.contains(path), qPrintable(opened.error().message));
    }
    QCOMPARE(content(), before);
    QCOMPARE(QDir(folder.path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot),
             QStringList{QStringLiteral("f.db")});
}

void TestFiles::anyNameIsTheNameOfAFile_data()
{
    QTest::addColumn<QString>("name");
    for (const char *name : {"file:y?mode=memory", "file:y", "a%20b?mode=ro#c", "-x"})
        QTest::newRow(name) << QString::fromLatin1(name);
}

/// Some names mean something else to SQLite than a file.
void TestFiles::anyNameIsTheNameOfAFile()
{
    QFETCH(QString, name);
    const QTemporaryDir folder;
    const QString before = QDir::currentPath();
    QVERIFY(QDir::setCurrent(folder.path()));
    const auto putBack = qScopeGuard([&before] { QDir::setCurrent(before); });
    {
        const auto database = Database::open(name, Database::Use::Serve);
        QVERIFY2(database, qPrintable(database ? QString() : database.error().message));
        const auto reader = (*database)->openReader();
        QVERIFY(reader);
        QVERIFY((*reader)->runs());
    }
    QVERIFY(QFileInfo(folder.filePath(name)).size() > 0);
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files | QDir::Hidden), QStringList{name});
    QCOMPARE(Store::damageOf(name).hasValue(), true);
    QVERIFY(Store::backUp(name, QStringLiteral("file:copy")));
    QVERIFY(QFileInfo(folder.filePath(QStringLiteral("file:copy"))).size() > 0);
}

void TestFiles::fileIsOneUnderAllItsNames()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("x.hookdesk"));
    auto first = Database::open(path, Database::Use::Serve);
    QVERIFY(first);
    QVERIFY(QDir(folder.path()).mkpath(QStringLiteral("sub")));
    const QString hard = folder.filePath(QStringLiteral("sub/hard.hookdesk"));
    const QString soft = folder.filePath(QStringLiteral("sub/soft.hookdesk"));
    QCOMPARE(::link(QFile::encodeName(path).constData(), QFile::encodeName(hard).constData()), 0);
    QVERIFY(QFile::link(path, soft));
    const QString around = folder.filePath(QStringLiteral("sub/../x.hookdesk"));
    for (const QString &name : {path, hard, soft, around}) {
        const auto second = Database::open(name, Database::Use::Serve);
        QVERIFY(!second);
        QVERIFY2(second.error().message.contains(QLatin1String("served already"))
                     && second.error().message.contains(QLatin1String(".lock")),
                 qPrintable(second.error().message));
    }
    (*first).reset();
    QVERIFY(Database::open(hard, Database::Use::Serve));
    QVERIFY(!QFile::exists(path + QStringLiteral(".lock")));
}

void TestFiles::locksOfTheDeadAreTakenOver_data()
{
    QTest::addColumn<QByteArray>("lock");
    const QByteArray pid = QByteArray::number(QCoreApplication::applicationPid());
    QTest::newRow("another host") << QByteArray("1\nhookdeskd\nelsewhere\nabc\ndef\n");
    QTest::newRow("a container that was this process")
        << pid + "\ntst_files\n" + QSysInfo::machineHostName().toUtf8() + "\n\n\n";
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("nonsense") << QByteArray("\xff\n\n\n");
}

void TestFiles::locksOfTheDeadAreTakenOver()
{
    QFETCH(QByteArray, lock);
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("x.hookdesk"));
    write(path + QStringLiteral(".lock"), lock);
    QVERIFY(Database::open(path, Database::Use::Serve));
}

void TestFiles::abandonedCopiesAreRemoved()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("x.hookdesk"));
    const QStringList left = {QStringLiteral(".hookdesk-AbCd12.part"),
                              QStringLiteral(".hookdesk-AbCd12.part-journal"),
                              QStringLiteral(".hookdesk-EfGh34.part-journal"),
                              QStringLiteral("x.hookdesk.part"),
                              QStringLiteral("x.hookdesk.backup-AbCd12"),
                              QStringLiteral("x.hookdesk.backup-AbCd12.part")};
    for (const QString &name : left)
        write(folder.filePath(name), "all data");
    const QStringList others = {QStringLiteral("y.hookdesk.part"), QStringLiteral("letter.part"),
                                QStringLiteral("x.hookdesk.backup-of-mine")};
    for (const QString &name : others)
        write(folder.filePath(name), "mine");
    const auto living = PartFile::create(path);
    QVERIFY(living);
    write((*living)->path() + QStringLiteral("-journal"), "in use");
    QVERIFY(Database::open(path, Database::Use::Serve));
    QVERIFY(QFile::exists((*living)->path() + QStringLiteral("-journal")));
    for (const QString &name : left)
        QVERIFY2(!QFile::exists(folder.filePath(name)), qPrintable(name));
    for (const QString &name : others)
        QVERIFY2(QFile::exists(folder.filePath(name)), qPrintable(name));
    QVERIFY(QFile::exists((*living)->path()));
}

void TestFiles::restoreKeepsOwnerAndMode()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("x.hookdesk"));
    const QString backup = folder.filePath(QStringLiteral("b.hookdesk"));
    QVERIFY(make(path));
    QVERIFY(Store::backUp(path, backup));
    QCOMPARE(::chmod(QFile::encodeName(path).constData(), 0640), 0);
    const bool isRoot = ::geteuid() == 0;
    constexpr uid_t Other = 12345;
    if (isRoot)
        QCOMPARE(::chown(QFile::encodeName(path).constData(), Other, Other), 0);
    const auto kept = Store::restore(backup, path);
    QVERIFY2(kept, kept ? "" : qPrintable(kept.error().message));
    QCOMPARE(modeOf(path), 0640);
    struct stat facts
    {
    };
    QCOMPARE(::stat(QFile::encodeName(path).constData(), &facts), 0);
    QCOMPARE(facts.st_uid, isRoot ? Other : ::getuid());
    QVERIFY(QFile::exists(*kept));
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files | QDir::Hidden).size(), 3);
}

void TestFiles::restoreGoesThroughLinks()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("x.hookdesk"));
    const QString link = folder.filePath(QStringLiteral("link.hookdesk"));
    const QString backup = folder.filePath(QStringLiteral("b.hookdesk"));
    QVERIFY(make(path));
    QVERIFY(Store::backUp(path, backup));
    QVERIFY(QFile::link(path, link));
    QVERIFY(Store::restore(backup, link));
    QVERIFY(QFileInfo(link).isSymLink());
    QVERIFY(Database::open(link, Database::Use::Serve));
}

void TestFiles::fullDiskIsNoFurtherFault()
{
    using Store::Sqlite::Connection;
    const QTemporaryDir folder;
    const auto connection = Connection::open(folder.filePath(QStringLiteral("x.hookdesk")),
                                             Connection::Access::ReadWrite);
    QVERIFY(connection);
    QVERIFY((*connection)->execute("CREATE TABLE t (a); PRAGMA max_page_count=4"));
    QTest::failOnWarning(QRegularExpression(QStringLiteral("rollback")));
    QVERIFY((*connection)->execute("BEGIN IMMEDIATE"));
    const auto stored = (*connection)->execute("INSERT INTO t VALUES (zeroblob(100000))");
    QVERIFY(!stored);
    QVERIFY(stored.error().message.contains(QLatin1String("full")));
    // SQLite has ended the transaction by itself.
    (*connection)->rollBack();
    QVERIFY((*connection)->execute("BEGIN IMMEDIATE"));
    (*connection)->rollBack();
    QVERIFY((*connection)->execute("BEGIN IMMEDIATE"));
}

void TestFiles::damagedFileIsNamed()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("x.hookdesk"));
    QVERIFY(make(path));
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadWrite));
    constexpr qint64 PageSize = 4096;
    QVERIFY(file.seek(3 * PageSize));
    QCOMPARE(file.write(QByteArray(10 * PageSize, 'x')), 10 * PageSize);
    file.close();
    const auto database = Database::open(path, Database::Use::Serve);
    QVERIFY(!database);
    QCOMPARE(database.error().message,
             QStringLiteral("Cannot open the database %1: it is damaged. Restore a backup with "
                            "hookdeskd restore.")
                 .arg(path));
}

QTEST_GUILESS_MAIN(TestFiles)
#include "tst_files.moc"
