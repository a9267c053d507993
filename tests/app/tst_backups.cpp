// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/foldertest.h"
#include "tests/support/httpclient.h"
#include "tests/support/serverprocess.h"

#include <QDir>
#include <QFile>

/// `hookdeskd backup`, `restore` and `check`.
class TestBackups : public FolderTest
{
    Q_OBJECT

private slots:
    void backupsOfAServedDatabaseAreWhole();
    void restoreKeepsWhatWasThere();
    void aNewerFileIsRefused();
    void damageIsFound();
};

void TestBackups::backupsOfAServedDatabaseAreWhole()
{
    ServerProcess server;
    QVERIFY(server.serve(path("a.hookdesk")));
    HttpClient client(server.url(), server.key());
    QCOMPARE(client.put("/admin/v1/collections/c", "{}").status, 201);
    QByteArrayList documents;
    for (int i = 0; i < 3000; ++i) // more than a piece of what is sent at once
        documents.append("{\"t\":\"" + QByteArray(500, 'x') + "\"}");
    QCOMPARE(client.post("/rest/c", '[' + documents.join(',') + ']').status, 201);
    // From the file beside the server that writes it, over the network, and over an older one.
    for (const QStringList &from :
         {QStringList{"--database", path("a.hookdesk")},
          QStringList{"--server", server.url(), "--key", QString::fromLatin1(server.key())}}) {
        QCOMPARE(client.post("/rest/c", "{}").status, 201);
        const auto made = ServerProcess::run(QStringList{"backup", path("backup.hookdesk")} + from);
        QVERIFY2(made.status == 0, made.errors.constData());
        QCOMPARE(ServerProcess::run({"check", "--database", path("backup.hookdesk")}).output,
                 QByteArray("ok\n"));
    }
    QCOMPARE(QDir(m_folder->path()).entryList({"backup*"}), QStringList{"backup.hookdesk"});
    ServerProcess copy;
    QVERIFY(copy.serve(path("backup.hookdesk")));
    const auto counted =
        HttpClient(copy.url(), server.key()).get("/rest/c?totals=true&count=true").body;
    QVERIFY2(counted.contains("\"total\":3002"), counted.constData());
    // What is no backup of ours stays, and so does the database itself.
    write(path("letter.txt"), "Dear all");
    for (const char *target : {"letter.txt", "a.hookdesk"}) {
        const auto refused =
            ServerProcess::run({"backup", path(target), "--database", path("a.hookdesk")});
        QCOMPARE(refused.status, 1);
    }
    QCOMPARE(read(path("letter.txt")), QByteArray("Dear all"));
    const auto nobody = ServerProcess::run(
        {"backup", path("b.hookdesk"), "--server", server.url(), "--key", "wrong"});
    QCOMPARE(nobody.status, 1);
    QVERIFY(!QFile::exists(path("b.hookdesk")));
}

void TestBackups::restoreKeepsWhatWasThere()
{
    ServerProcess server;
    QVERIFY(server.serve(path("a.hookdesk")));
    HttpClient client(server.url(), server.key());
    QCOMPARE(client.put("/admin/v1/collections/c", "{}").status, 201);
    QCOMPARE(
        ServerProcess::run({"backup", path("b.hookdesk"), "--database", path("a.hookdesk")}).status,
        0);
    QCOMPARE(client.post("/rest/c", R"({"n":1})").status, 201);
    const QStringList restore = {"restore", path("b.hookdesk"), "--database", path("a.hookdesk")};
    const auto served = ServerProcess::run(restore);
    QCOMPARE(served.status, 1);
    QVERIFY2(served.errors.contains("served already"), served.errors.constData());
    server.killHard(); // its log is still beside the file
    const auto restored = ServerProcess::run(restore);
    QVERIFY2(restored.status == 0, restored.errors.constData());
    ServerProcess again;
    QVERIFY(again.serve(path("a.hookdesk")));
    QCOMPARE(HttpClient(again.url(), server.key()).get("/rest/c").body, QByteArray("[]"));
    const QStringList kept = QDir(m_folder->path()).entryList({"a.hookdesk.before-*"});
    QVERIFY(!kept.isEmpty());
    QVERIFY(restored.output.contains(kept.first().toUtf8()));
    ServerProcess before;
    QVERIFY(before.serve(m_folder->filePath(kept.first())));
    QVERIFY(HttpClient(before.url(), server.key()).get("/rest/c").body.contains("\"n\":1"));
}

void TestBackups::aNewerFileIsRefused()
{
    {
        ServerProcess server;
        QVERIFY(server.serve(path("a.hookdesk")));
        QCOMPARE(server.terminate(), 0);
    }
    const QByteArray before = read(path("a.hookdesk"));
    QByteArray bytes = before;
    // The last byte of user_version. Source: SQLite, "Database File Format", section 1.3.
    bytes[63] = '\x7f';
    write(path("newer.hookdesk"), bytes);
    for (const QStringList &command :
         {QStringList{"check", "--database", path("newer.hookdesk")},
          QStringList{"restore", path("newer.hookdesk"), "--database", path("a.hookdesk")}}) {
        const auto done = ServerProcess::run(command);
        QCOMPARE(done.status, 1);
        QVERIFY2(done.errors.contains("newer Hookdesk (file version 127,"),
                 done.errors.constData());
    }
    QCOMPARE(read(path("a.hookdesk")), before);
}

void TestBackups::damageIsFound()
{
    {
        ServerProcess server;
        QVERIFY(server.serve(path("a.hookdesk")));
        HttpClient client(server.url(), server.key());
        QCOMPARE(client.put("/admin/v1/collections/c", "{}").status, 201);
        QCOMPARE(client.post("/rest/c", "{\"t\":\"" + QByteArray(300'000, 'x') + "\"}").status,
                 201);
        QCOMPARE(server.terminate(), 0);
    }
    QByteArray bytes = read(path("a.hookdesk"));
    write(path("half.hookdesk"), bytes.first(bytes.size() / 2));
    std::fill(bytes.begin() + bytes.size() / 2, bytes.end() - 4096, '\x7f');
    write(path("torn.hookdesk"), bytes);
    write(path("text.hookdesk"), "hello");
    for (const char *name : {"half.hookdesk", "torn.hookdesk", "text.hookdesk", "missing"}) {
        const auto checked = ServerProcess::run({"check", "--database", path(name)});
        QVERIFY2(checked.status == 1, name);
        QVERIFY2(!checked.errors.isEmpty(), name);
        QCOMPARE(
            ServerProcess::run({"restore", path(name), "--database", path("a.hookdesk")}).status,
            1);
    }
    QCOMPARE(ServerProcess::run({"check", "--database", path("a.hookdesk")}).output,
             QByteArray("ok\n"));
}

QTEST_GUILESS_MAIN(TestBackups)
#include "tst_backups.moc"
