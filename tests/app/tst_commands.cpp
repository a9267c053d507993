// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/foldertest.h"
#include "tests/support/httpclient.h"
#include "tests/support/serverprocess.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

#include <sys/resource.h>

/// What the programs take from their environment: keys, names of files, limits; and what they tell.
class TestCommands : public FolderTest
{
    Q_OBJECT

private slots:
    void helpDescribesEachCommand_data();
    void helpDescribesEachCommand();
    void keysComeFromFileOrEnvironment();
    void wrongKeysAreRefused_data();
    void wrongKeysAreRefused();
    void pullWritesInItsFolderAlone_data();
    void pullWritesInItsFolderAlone();
    void pullFollowsNoLinks_data();
    void pullFollowsNoLinks();
    void pushReadsInItsFolderAlone_data();
    void pushReadsInItsFolderAlone();
    void messagesOfServersAreNoTerminalCommands();
    void namesAreUtf8();
    void failedFirstStartLosesNoKey();
    void keyIsPrintedOnce();
    void windowPrintsNoKey();
    void serveRaisesTheLimitOfOpenFiles();
    void connectionsLeaveRoomForHooks();

private:
    ServerProcess::Result pullFrom(const QByteArray &answer, int status = 200);
};

namespace {

const QByteArray Key = "0123456789012345678901234567890123456789";

/// The soft and the hard limit of open files of a process.
std::pair<qint64, qint64> fileLimits(qint64 process)
{
    QFile file(QStringLiteral("/proc/%1/limits").arg(process));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    for (const QByteArray &line : file.readAll().split('\n')) {
        const QByteArrayList words = line.simplified().split(' ');
        if (line.startsWith("Max open files"))
            return {words[3].toLongLong(), words[4].toLongLong()};
    }
    return {};
}

} // namespace

// ---- help and keys

void TestCommands::helpDescribesEachCommand_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("says");
    QTest::newRow("all") << QStringList{"--help"} << QByteArray("hookdeskd COMMAND --help");
    QTest::newRow("serve") << QStringList{"serve", "--help"} << QByteArray("--first-key-file FILE");
    QTest::newRow("key") << QStringList{"key", "-h"} << QByteArray("--methods GET,POST");
    QTest::newRow("key create") << QStringList{"key", "create", "--help"}
                                << QByteArray("prints the key alone");
    for (const char *command : {"hooks", "import", "export", "backup"})
        QTest::newRow(command) << QStringList{QLatin1String(command), "--help"}
                               << QByteArray("--key-file FILE");
    QTest::newRow("restore") << QStringList{"restore", "--help"} << QByteArray("--database FILE");
    QTest::newRow("check") << QStringList{"check", "--help", "--database", "none"}
                           << QByteArray("Looks for damage");
}

void TestCommands::helpDescribesEachCommand()
{
    QFETCH(QStringList, arguments);
    QFETCH(QByteArray, says);
    const auto result = ServerProcess::run(arguments);
    QCOMPARE(result.status, 0);
    QCOMPARE(result.errors, QByteArray());
    QVERIFY2(result.output.contains(says), result.output.constData());
    for (const QByteArray &line : result.output.split('\n'))
        QVERIFY2(line.size() <= 110, line.constData());
}

void TestCommands::keysComeFromFileOrEnvironment()
{
    ServerProcess server;
    QVERIFY(server.serve(path("a.hookdesk")));
    write(path("key"), server.key() + "\n");
    write(path("hooks/people.js"), "// a script\n");
    const QStringList push = {"hooks", "push", path("hooks"), "--server", server.url()};
    QCOMPARE(ServerProcess::run(push + QStringList{"--key-file", path("key")}).status, 0);
    const QStringList environment = {QStringLiteral("HOOKDESK_KEY=") + server.key()};
    for (const QStringList &command :
         {push,
          {"hooks", "pull", path("pulled"), "--server", server.url()},
          {"export", "people", path("p.json"), "--server", server.url()},
          {"import", "people", path("p.json"), "--server", server.url()},
          {"backup", path("b.hookdesk"), "--server", server.url()}}) {
        const auto result = ServerProcess::run(command, environment);
        QCOMPARE(result.errors, QByteArray());
        QCOMPARE(result.status, 0);
    }
    // An option goes before the environment, and a file needs no key.
    QCOMPARE(
        ServerProcess::run(push + QStringList{"--key-file", path("key")}, {"HOOKDESK_KEY=wrong"})
            .status,
        0);
    QCOMPARE(ServerProcess::run(push, {"HOOKDESK_KEY=wrong"}).status, 1);
    QCOMPARE(
        ServerProcess::run({"export", "people", path("q.json"), "--database", path("b.hookdesk")},
                           environment)
            .status,
        0);
}

void TestCommands::wrongKeysAreRefused_data()
{
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<QString>("environment");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("says");
    const auto row = [](const char *name, const QStringList &options, int status, const char *says,
                        const QString &environment = {}) {
        QTest::newRow(name) << options << environment << status << QByteArray(says);
    };
    row("none", {}, 2, "--key-file FILE, HOOKDESK_KEY or --key KEY");
    row("two", {"--key", "x", "--key-file", "good"}, 2, "exclude each other");
    row("no file", {"--key-file", "none"}, 1, "none cannot be read");
    row("empty file", {"--key-file", "empty"}, 1, "empty is empty");
    row("folder", {"--key-file", "."}, 1, "cannot be read");
    row("two keys in the file", {"--key-file", "two"}, 1, "two holds more than a key");
    row("no end", {"--key-file", "/dev/zero"}, 1, "holds more than a key");
    row("a line break", {"--key", "x\r\nX-Evil: 1"}, 1, "--key holds more than a key");
    row("a line break in the environment", {}, 1, "HOOKDESK_KEY holds more", "HOOKDESK_KEY=a\nb");
}

void TestCommands::wrongKeysAreRefused()
{
    QFETCH(QStringList, options);
    QFETCH(QString, environment);
    QFETCH(int, status);
    QFETCH(QByteArray, says);
    write(path("good"), Key);
    write(path("empty"), "\n");
    write(path("two"), Key + '\n' + Key);
    for (QString &option : options) {
        const QString file = QDir(m_folder->path()).filePath(option);
        if (QFile::exists(file) || option == QLatin1String("none"))
            option = file;
    }
    const auto result = ServerProcess::run(
        QStringList{"hooks", "pull", path("pulled"), "--server", "http://127.0.0.1:1"} + options,
        environment.isEmpty() ? QStringList() : QStringList{environment});
    QCOMPARE(result.status, status);
    QVERIFY2(result.errors.contains(says), result.errors.constData());
    QVERIFY2(!result.errors.contains(Key), result.errors.constData());
}

// ---- names from the network

/// Pulls into the folder `d` from a server that answers @p answer.
ServerProcess::Result TestCommands::pullFrom(const QByteArray &answer, int status)
{
    QTcpServer server;
    if (!server.listen(QHostAddress::LocalHost))
        return {};
    QProcess process;
    process.start(ServerProcess::program(),
                  {"hooks", "pull", path("d"), "--key", "0123456789", "--server",
                   QStringLiteral("http://127.0.0.1:%1").arg(server.serverPort())});
    if (!server.waitForNewConnection(20000))
        return {};
    QTcpSocket *request = server.nextPendingConnection();
    while (!request->peek(10000).contains("\r\n\r\n") && request->waitForReadyRead()) { }
    request->write("HTTP/1.1 " + QByteArray::number(status) + " x\r\nContent-Length: "
                   + QByteArray::number(answer.size()) + "\r\n\r\n" + answer);
    request->waitForBytesWritten();
    process.waitForFinished();
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

void TestCommands::pullWritesInItsFolderAlone_data()
{
    QTest::addColumn<QByteArray>("name");
    for (const char *name : {"../evil", "..", ".", "/tmp/hookdesk-evil", "lib/../../evil",
                             "lib/lib/evil", "lib/", "a/b", "lib//a", "a.b", ".hidden", "", "a\\nb",
                             "..\\\\evil", "-option", "con:", "caf\\u00e9", "a "})
        QTest::newRow(name) << QByteArray(name);
    QTest::newRow("long") << QByteArray(65, 'a');
}

void TestCommands::pullWritesInItsFolderAlone()
{
    QFETCH(QByteArray, name);
    const QByteArray good = "{\"good\":\"// good\",\"lib/good\":\"\",\"system_log\":\"\"";
    const auto result = pullFrom(good + ",\"" + name + "\":\"// evil\"}");
    QCOMPARE(result.status, 1);
    QVERIFY2(result.errors.contains("is no name for a script"), result.errors.constData());
    QCOMPARE(files(), QStringList()); // nothing of such an answer is believed
    QCOMPARE(pullFrom(good + '}').status, 0);
    QCOMPARE(files(), QStringList({"d", "d/good.js", "d/lib", "d/lib/good.js", "d/system_log.js"}));
}

void TestCommands::pullFollowsNoLinks_data()
{
    QTest::addColumn<QString>("link");
    QTest::addColumn<QString>("target");
    QTest::newRow("a script") << "d/good.js"
                              << "outside.js";
    QTest::newRow("a script that is not there") << "d/good.js"
                                                << "new.js";
    QTest::newRow("a module") << "d/lib/good.js"
                              << "outside.js";
    QTest::newRow("the folder of modules") << "d/lib"
                                           << "outside";
    QTest::newRow("a device") << "d/good.js"
                              << "/dev/null";
}

void TestCommands::pullFollowsNoLinks()
{
    QFETCH(QString, link);
    QFETCH(QString, target);
    write(path("outside.js"), "// mine");
    QVERIFY(QDir(m_folder->path()).mkpath(QStringLiteral("outside")));
    const QString place = m_folder->filePath(link);
    QVERIFY(QDir().mkpath(QFileInfo(place).path()));
    QVERIFY(QFile::link(QDir(m_folder->path()).absoluteFilePath(target), place));
    const QStringList before = files();
    const auto result = pullFrom(R"({"good":"// evil","lib/good":"// evil"})");
    QCOMPARE(result.status, 1);
    QVERIFY2(result.errors.contains(place.toUtf8()), result.errors.constData());
    QCOMPARE(files(), before);
    QFile outside(path("outside.js"));
    QVERIFY(outside.open(QIODevice::ReadOnly));
    QCOMPARE(outside.readAll(), QByteArray("// mine"));
}

void TestCommands::pushReadsInItsFolderAlone_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("target");
    QTest::newRow("link to a file") << "people.js"
                                    << "secret";
    QTest::newRow("link to a module") << "lib/people.js"
                                      << "secret";
    QTest::newRow("link to the folder of modules") << "lib"
                                                   << "folder";
    QTest::newRow("name with a dot") << "my.people.js"
                                     << "";
    QTest::newRow("name with a blank") << "my people.js"
                                       << "";
    QTest::newRow("name that begins with a digit") << "lib/1.js"
                                                   << "";
}

void TestCommands::pushReadsInItsFolderAlone()
{
    QFETCH(QString, name);
    QFETCH(QString, target);
    QVERIFY(ServerProcess::makeDatabase(path("a.hookdesk")));
    write(path("secret"), "// secret");
    write(path("folder/people.js"), "// secret");
    const QString place = path("d/") + name;
    QVERIFY(QDir().mkpath(QFileInfo(place).path()));
    if (target.isEmpty())
        write(place, "// plain");
    else
        QVERIFY(QFile::link(m_folder->filePath(target), place));
    const auto result =
        ServerProcess::run({"hooks", "push", path("d"), "--database", path("a.hookdesk")});
    QCOMPARE(result.status, 1);
    QVERIFY2(result.errors.contains(target.isEmpty() ? "is no name for a script" : "leads out of"),
             result.errors.constData());
}

void TestCommands::messagesOfServersAreNoTerminalCommands()
{
    const auto result = pullFrom(R"({"message":"a\u001b]0;evil\u0007b\u009bc\rd"})", 500);
    QCOMPARE(result.status, 1);
    QCOMPARE(QString::fromUtf8(result.errors),
             QStringLiteral("hookdeskd: a\uFFFD]0;evil\uFFFDb\uFFFDc\uFFFDd\n"));
}

// ---- the first key, and what is printed

/// Qt replaces other bytes, so another file would be served than the one that was named.
void TestCommands::namesAreUtf8()
{
    QProcess shell;
    shell.setWorkingDirectory(m_folder->path());
    shell.start(QStringLiteral("sh"),
                {QStringLiteral("-c"),
                 QStringLiteral("exec \"$0\" serve --listen 127.0.0.1:0 --database \"$(printf "
                                "'bad\\377name')\""),
                 ServerProcess::program()});
    QVERIFY(shell.waitForFinished());
    QCOMPARE(shell.exitCode(), 2);
    QVERIFY(shell.readAllStandardError().contains("UTF-8"));
    QCOMPARE(files(), QStringList());
}

void TestCommands::failedFirstStartLosesNoKey()
{
    // A program without its helper beside it fails after the database is there.
    QVERIFY(QDir(m_folder->path()).mkpath(QStringLiteral("bin")));
    QVERIFY(QFile::copy(ServerProcess::program(), path("bin/hookdeskd")));
    const QStringList arguments = {"serve", "--database", path("a.hookdesk"), "--listen",
                                   "127.0.0.1:0"};
    QProcess broken;
    broken.start(path("bin/hookdeskd"), arguments);
    QVERIFY(broken.waitForFinished());
    QCOMPARE(broken.exitCode(), 1);
    QVERIFY(QFile::exists(path("a.hookdesk")));
    // So does one that cannot tell the key.
    const auto untold =
        ServerProcess::run(arguments + QStringList{"--first-key-file", path("no/key")});
    QCOMPARE(untold.status, 1);
    QVERIFY2(untold.errors.contains("hookdeskd key create"), untold.errors.constData());
    QProcess deaf;
    deaf.setStandardOutputFile(QStringLiteral("/dev/full"));
    deaf.start(ServerProcess::program(), arguments);
    QVERIFY(deaf.waitForFinished());
    QCOMPARE(deaf.exitStatus(), QProcess::NormalExit);
    QVERIFY(deaf.readAllStandardError().contains("The first key cannot be printed: No space left"));
    ServerProcess server;
    QVERIFY(server.serve(path("a.hookdesk"), {"--sample"}));
    QCOMPARE(HttpClient(server.url(), server.key()).get("/rest/customers?max=1").status, 200);
}

void TestCommands::keyIsPrintedOnce()
{
    ServerProcess server;
    QVERIFY(server.serve(path("a.hookdesk"), {"--sample"}));
    QVERIFY(!server.key().isEmpty());
    QCOMPARE(server.output().count(server.key()), 1);
}

void TestCommands::windowPrintsNoKey()
{
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.setEnvironment(QProcess::systemEnvironment()
                           + QStringList{QStringLiteral("HOME=") + m_folder->path(),
                                         QStringLiteral("XDG_CONFIG_HOME=") + m_folder->path(),
                                         QStringLiteral("XDG_DATA_HOME=") + m_folder->path(),
                                         QStringLiteral("HOOKDESK_FIRST_KEY=") + Key,
                                         QStringLiteral("QT_QPA_PLATFORM=offscreen")});
    process.start(QCoreApplication::applicationDirPath() + QStringLiteral("/hookdesk"),
                  {path("a.hookdesk"), "--sample", "--listen", "127.0.0.1:0"});
    QByteArray output;
    while (!output.contains("/admin/v1/inspector")) {
        QVERIFY2(process.waitForReadyRead(20000), output.constData());
        output += process.readAll();
    }
    process.terminate();
    QVERIFY(process.waitForFinished());
    QCOMPARE(process.exitStatus(), QProcess::NormalExit);
    QCOMPARE(process.exitCode(), 0);
    output += process.readAll();
    QVERIFY2(!output.contains(Key), output.constData());
}

// ---- open files

void TestCommands::serveRaisesTheLimitOfOpenFiles()
{
    rlimit limit = {};
    QCOMPARE(getrlimit(RLIMIT_NOFILE, &limit), 0);
    const rlimit before = limit;
    limit.rlim_cur = 200;
    QCOMPARE(setrlimit(RLIMIT_NOFILE, &limit), 0);
    ServerProcess server;
    const bool isServing = server.serve(path("a.hookdesk"));
    QCOMPARE(setrlimit(RLIMIT_NOFILE, &before), 0);
    QVERIFY(isServing);
    const auto [soft, hard] = fileLimits(server.processId());
    QCOMPARE(soft, std::min<qint64>(hard, 65536));
    // Its hook host needs few of them.
    QProcess pgrep;
    pgrep.start(QStringLiteral("pgrep"), {"-P", QString::number(server.processId())});
    QVERIFY(pgrep.waitForFinished());
    const QByteArray host = pgrep.readAll().trimmed();
    QVERIFY(!host.isEmpty());
    QCOMPARE(fileLimits(host.split('\n').first().toLongLong()).second, 64);
}

void TestCommands::connectionsLeaveRoomForHooks()
{
    constexpr size_t Files = 300;
    QProcess shell;
    shell.start(QStringLiteral("sh"),
                {"-c",
                 QStringLiteral("ulimit -n %1; exec \"$0\" serve --database \"$1\" --listen "
                                "127.0.0.1:0")
                     .arg(Files),
                 ServerProcess::program(), path("a.hookdesk")});
    QByteArray output;
    while (!output.contains("serving")) {
        QVERIFY2(shell.waitForReadyRead(20000), output.constData());
        output += shell.readAllStandardOutput();
    }
    const auto after = [&](const QByteArray &words) {
        const QByteArray rest = output.mid(output.indexOf(words) + words.size());
        return rest.first(rest.indexOf('\n'));
    };
    const QUrl url(QString::fromLatin1(after(" on ")));
    HttpClient client(url.toString(), after("full-access key: "));
    QCOMPARE(client.put("/admin/v1/collections/c", "{}").status, 201);
    QCOMPARE(client.hook("c", "function beforePOST(req, res) { res.end(); }").status, 200);
    std::vector<std::unique_ptr<QTcpSocket>> flood;
    while (flood.size() < Files) {
        auto &socket = flood.emplace_back(std::make_unique<QTcpSocket>());
        socket->connectToHost(url.host(), quint16(url.port()));
        QVERIFY(socket->waitForConnected()); // one that has asked nothing makes room
    }
    QTcpSocket &last = *flood.back();
    last.write("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n");
    QVERIFY(last.waitForReadyRead());
    QVERIFY(last.readAll().startsWith("HTTP/1.1 200"));
    // There is still room for hooks and a backup.
    for (int i = 0; i < 5; ++i)
        QCOMPARE(client.post("/rest/c", "{}").status, 201);
    QCOMPARE(client.get("/admin/v1/backup").status, 200);
    shell.terminate();
    QVERIFY(shell.waitForFinished());
    QCOMPARE(shell.exitCode(), 0);
}

QTEST_GUILESS_MAIN(TestCommands)
#include "tst_commands.moc"
