// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/httpclient.h"
#include "tests/support/serverprocess.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QNetworkReply>
#include <QSet>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

#include <functional>

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

/// The program `hookdeskd` as an administrator meets it.
class TestHookdeskd : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void servesAndStopsGracefully();
    void badUsageIsOneLineAndStatus2_data();
    void badUsageIsOneLineAndStatus2();
    void keysMadeBesideAServerCountAtOnce();
    void secondServerSaysWhoHasTheFile();
    void takenPortIsAFailure();
    void hooksArePushedAndPulled();
    void everythingAnsweredSurvivesAKill();
    void sampleIsMade();
    void documentsAreImportedAndExported_data();
    void documentsAreImportedAndExported();
    void importStopsAtTheLineAndGoesOn_data();
    void importStopsAtTheLineAndGoesOn();
    void importShowsWhatIsWrong_data();
    void importShowsWhatIsWrong();
    void importCountsWhatAHookLetsBeSaved();
    void importThatGoesOnStoresNothingTwice_data();
    void importThatGoesOnStoresNothingTwice();
    void importThatSucceededCanBeDoneAgain();
    void importGuessesTypesOfCsv();
    void sameFileIsServedOnce();
    void exportNeverLeavesHalfAFile();
    void backupsOfAServedDatabaseAreWhole();
    void restoreKeepsWhatWasThere();
    void damageIsFound();
    void speaksTls();
    void firstKeyIsWrittenForItsOwnerAlone();
    void firstKeyThatCannotBeWrittenIsAFailure();
    void tellsTheServiceManagerWhenItIsReady();

private:
    QByteArray read(const QString &file)
    {
        QFile in(file);
        return in.open(QIODevice::ReadOnly) ? in.readAll() : QByteArray("no file");
    }
    QString path(const char *name) const { return m_folder->filePath(QLatin1String(name)); }
    void write(const QString &file, const QByteArray &text)
    {
        QDir().mkpath(QFileInfo(file).path());
        QFile out(file);
        QVERIFY(out.open(QIODevice::WriteOnly));
        out.write(text);
    }
    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestHookdeskd::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    qputenv("XDG_CACHE_HOME", QFile::encodeName(path("cache")));
}

void TestHookdeskd::servesAndStopsGracefully()
{
    ServerProcess server;
    QVERIFY(server.serve(path("a.hookdesk")));
    QCOMPARE(server.key().size(), 40);
    HttpClient client(server.url(), server.key());
    QCOMPARE(client.put("/admin/v1/collections/c", "{}").status, 201);
    QCOMPARE(client
                 .hook("c",
                       "function beforeGET(req, res) { var end = Date.now() + 400; while "
                       "(Date.now() < end); res.end(); }")
                 .status,
             200);
    QNetworkReply *underWay = client.begin("GET", "/rest/c");
    QTest::qWait(150);
    QCOMPARE(server.terminate(), 0);
    QCOMPARE(HttpClient::finish(underWay).status, 200); // what was under way was answered
    ServerProcess again;
    QVERIFY(again.serve(path("a.hookdesk")));
    QVERIFY(again.key().isEmpty()); // the key is printed once
    QCOMPARE(HttpClient(again.url(), server.key()).get("/rest/c").status, 200);
}

void TestHookdeskd::badUsageIsOneLineAndStatus2_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("nothing") << QStringList();
    QTest::newRow("unknown command") << QStringList{"dance"};
    QTest::newRow("no database") << QStringList{"serve"};
    QTest::newRow("unknown option") << QStringList{"serve", "--databse", "x"};
    QTest::newRow("word too many") << QStringList{"serve", "--database", "x", "y"};
    QTest::newRow("hosts") << QStringList{"serve", "--database", "x", "--hook-hosts", "many"};
    QTest::newRow("key") << QStringList{"key"};
    QTest::newRow("key without database") << QStringList{"key", "create"};
    QTest::newRow("key kind") << QStringList{"key", "create", "--database", "x", "--kind", "best"};
    QTest::newRow("revoke without id") << QStringList{"key", "revoke", "--database", "x"};
    QTest::newRow("hooks") << QStringList{"hooks", "push"};
    QTest::newRow("hooks from nowhere") << QStringList{"hooks", "push", "dir"};
    QTest::newRow("import of nothing") << QStringList{"import", "--database", "x"};
    QTest::newRow("import from no line")
        << QStringList{"import", "c", "a.json", "--database", "x", "--from-line", "first"};
    QTest::newRow("export to nowhere") << QStringList{"export", "c", "--database", "x"};
    QTest::newRow("backup to nowhere") << QStringList{"backup", "--database", "x"};
    QTest::newRow("restore from nothing") << QStringList{"restore", "--database", "x"};
    QTest::newRow("check of a server") << QStringList{"check", "--server", "http://x"};
    QTest::newRow("server without key")
        << QStringList{"hooks", "push", "dir", "--server", "http://x"};
}

void TestHookdeskd::badUsageIsOneLineAndStatus2()
{
    QFETCH(QStringList, arguments);
    const auto result = ServerProcess::run(arguments);
    QCOMPARE(result.status, 2);
    QCOMPARE(result.output, QByteArray());
    QCOMPARE(result.errors.count('\n'), 1);
    QVERIFY(result.errors.startsWith("hookdeskd: "));
}

void TestHookdeskd::keysMadeBesideAServerCountAtOnce()
{
    ServerProcess server;
    QVERIFY(server.serve(path("a.hookdesk")));
    HttpClient client(server.url(), server.key());
    QCOMPARE(client.put("/admin/v1/collections/c", "{}").status, 201);
    const auto made =
        ServerProcess::run({"key", "create", "--database", path("a.hookdesk"), "--methods", "get",
                            "--path", "/c/**", "--description", "reader"});
    QCOMPARE(made.status, 0);
    const QByteArray key = made.output.trimmed();
    QCOMPARE(made.output, key + '\n'); // the key alone
    HttpClient reader(server.url(), key);
    QCOMPARE(reader.get("/rest/c").status, 200);
    QCOMPARE(reader.post("/rest/c", "{}").status, 403);
    const auto list = ServerProcess::run({"key", "list", "--database", path("a.hookdesk")});
    QVERIFY(list.output.contains("reader") && list.output.contains(key.left(6))
            && !list.output.contains(key));
    QByteArray line;
    for (const QByteArray &each : list.output.split('\n'))
        line = each.contains("reader") ? each : line;
    QCOMPARE(ServerProcess::run({"key", "revoke", "--database", path("a.hookdesk"),
                                 QString::fromLatin1(line.left(24))})
                 .status,
             0);
    QTRY_COMPARE_WITH_TIMEOUT(reader.get("/rest/c").status, 401, 2000);
    QCOMPARE(
        ServerProcess::run({"key", "revoke", "--database", path("a.hookdesk"), "nothing"}).status,
        1);
    QCOMPARE(ServerProcess::run({"key", "list", "--database", path("none.hookdesk")}).status, 1);
    QVERIFY(!QFile::exists(path("none.hookdesk")));
    // The file holds no key, only its hash.
    for (const char *name : {"a.hookdesk", "a.hookdesk-wal"}) {
        QFile file(path(name));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray bytes = file.readAll();
        QVERIFY(!bytes.contains(key) && !bytes.contains(server.key()));
    }
}

void TestHookdeskd::secondServerSaysWhoHasTheFile()
{
    ServerProcess server;
    QVERIFY(server.serve(path("a.hookdesk")));
    const auto second =
        ServerProcess::run({"serve", "--database", path("a.hookdesk"), "--listen", "127.0.0.1:0"});
    QCOMPARE(second.status, 1);
    QVERIFY2(second.errors.startsWith("hookdeskd: ")
                 && second.errors.contains("served already by hookdeskd (process "),
             second.errors.constData());
    const auto push =
        ServerProcess::run({"hooks", "pull", path("hooks"), "--database", path("a.hookdesk")});
    QCOMPARE(push.status, 1);
}

void TestHookdeskd::takenPortIsAFailure()
{
    ServerProcess server;
    QVERIFY(server.serve(path("a.hookdesk")));
    const QString address = server.url().mid(int(qstrlen("http://")));
    const auto second =
        ServerProcess::run({"serve", "--database", path("b.hookdesk"), "--listen", address});
    QCOMPARE(second.status, 1);
    QVERIFY2(second.errors.contains("Choose another port"), second.errors.constData());
    QCOMPARE(ServerProcess::run({"serve", "--database", path("c.hookdesk"), "--listen", "nonsense"})
                 .status,
             1);
    QCOMPARE(ServerProcess::run(
                 {"serve", "--database", path("no/such/folder/x"), "--listen", "127.0.0.1:0"})
                 .status,
             1);
}

void TestHookdeskd::hooksArePushedAndPulled()
{
    const QByteArray good = "function beforeGET(req, res) { res.end({error: {statuscode: 418, "
                            "message: 'pushed'}}); }\n";
    write(path("hooks/people.js"), good);
    write(path("hooks/orders.js"), "const tea = require('lib/tea');\n");
    QVERIFY(QDir(path("hooks")).mkpath(QStringLiteral("lib")));
    write(path("hooks/lib/tea.js"), "exports.pot = 1;\n");
    const QString database = path("a.hookdesk");
    QCOMPARE(ServerProcess::run({"hooks", "push", path("hooks"), "--database", database}).status,
             0);
    ServerProcess server;
    QVERIFY(server.serve(database));
    const QByteArray key =
        ServerProcess::run({"key", "create", "--database", database}).output.trimmed();
    HttpClient client(server.url(), key);
    QCOMPARE(client.get("/rest/people").status, 418);

    // One bad file: its place is told and nothing is applied.
    write(path("hooks/people.js"), "// changed\n");
    write(path("hooks/lib/tea.js"), "exports.pot = 2;\n");
    write(path("hooks/orders.js"), "function beforeGET(req, res) {\n  var = 1;\n}\n");
    const auto refused = ServerProcess::run({"hooks", "push", path("hooks"), "--server",
                                             server.url(), "--key", QString::fromLatin1(key)});
    QCOMPARE(refused.status, 1);
    QVERIFY2(refused.errors.startsWith(path("hooks/orders.js").toUtf8() + ":2:7: "),
             refused.errors.constData());
    QCOMPARE(client.get("/rest/people").status, 418);

    QCOMPARE(ServerProcess::run({"hooks", "pull", path("pulled"), "--server", server.url(), "--key",
                                 QString::fromLatin1(key)})
                 .status,
             0);
    QFile file(path("pulled/people.js"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), good);
    QFile module(path("pulled/lib/tea.js"));
    QVERIFY(module.open(QIODevice::ReadOnly));
    QCOMPARE(module.readAll(), QByteArray("exports.pot = 1;\n"));
    QCOMPARE(ServerProcess::run(
                 {"hooks", "push", path("hooks"), "--server", server.url(), "--key", "wrongwrong"})
                 .status,
             1);
    QCOMPARE(ServerProcess::run({"hooks", "push", path("empty"), "--server", server.url(), "--key",
                                 QString::fromLatin1(key)})
                 .status,
             1);
}

void TestHookdeskd::everythingAnsweredSurvivesAKill()
{
    constexpr int Writers = 16;
    ServerProcess server;
    QVERIFY(server.serve(path("a.hookdesk")));
    std::vector<std::unique_ptr<HttpClient>> clients;
    QSet<QByteArray> answered;
    int failed = 0;
    HttpClient first(server.url(), server.key());
    QCOMPARE(first.put("/admin/v1/collections/c", "{}").status, 201);
    // Each client posts as soon as its last document was answered.
    std::function<void(HttpClient *)> post = [&](HttpClient *client) {
        QNetworkReply *reply =
            client->begin("POST", "/rest/c", R"({"text":"a document that was promised"})");
        connect(reply, &QNetworkReply::finished, this, [&, client, reply] {
            const auto result = HttpClient::finish(reply);
            if (result.status == 201) {
                answered.insert(result.member("_id"));
                post(client);
            } else {
                ++failed;
            }
        });
    };
    for (int i = 0; i < Writers; ++i) {
        clients.push_back(std::make_unique<HttpClient>(server.url(), server.key()));
        post(clients.back().get());
    }
    QTRY_VERIFY_WITH_TIMEOUT(answered.size() > 300, 30000);
    server.killHard();
    QTRY_COMPARE(failed, Writers);

    ServerProcess again;
    QVERIFY(again.serve(path("a.hookdesk")));
    HttpClient client(again.url(), server.key());
    QSet<QByteArray> stored;
    for (int skip = 0;; skip += 1000) {
        const auto page = client.get("/rest/c?skip=" + QByteArray::number(skip)).json();
        if (page.root().items().empty())
            break;
        for (const Json::Value &document : page.root().items())
            stored.insert(document.find("_id")->text().toByteArray());
    }
    QVERIFY2(stored.contains(answered),
             qPrintable(
                 QStringLiteral("%1 answered, %2 stored").arg(answered.size()).arg(stored.size())));
}

void TestHookdeskd::sampleIsMade()
{
    ServerProcess server;
    QVERIFY(server.serve(path("a.hookdesk"), {"--sample"}));
    HttpClient client(server.url(), server.key());
    QCOMPARE(client.get("/rest/customers").json().root().items().size(), size_t(40));
    QCOMPARE(client.post("/rest/customers", R"({"address":"Paris"})").status, 400);
    QVERIFY(client.get("/rest/orders?max=1").json().root().items()[0].find("total")->toInteger()
            > 0);
    const auto open = client.get("/rest/tickets");
    QVERIFY(!open.body.contains("closed") && open.body.contains("open"));
}

void TestHookdeskd::documentsAreImportedAndExported_data()
{
    QTest::addColumn<QByteArray>("ending");
    for (const char *ending : {"json", "ndjson", "csv"})
        QTest::newRow(ending) << QByteArray(ending);
}

/// What is exported and imported again is the same.
void TestHookdeskd::documentsAreImportedAndExported()
{
    QFETCH(QByteArray, ending);
    const QString start = path("start.ndjson");
    QByteArray lines;
    for (int i = 0; i < 2500; ++i)
        lines.append("{\"n\":" + QByteArray::number(i) + ",\"name\":\"J\u00fc, \\\"r\\\"\\ng "
                     + QByteArray::number(i)
                     + "\",\"o\":{\"a\":[1,null]},\"ok\":true,\"zip\":\"0123\"}\n");
    write(start, lines);
    const QString first = path("first.hookdesk");
    auto result = ServerProcess::run({"import", "people", start, "--database", first});
    QCOMPARE(result.errors, QByteArray());
    QCOMPARE(result.output, QByteArray("2500 documents imported into people\n"));

    const QString file = path(("out." + ending).constData());
    result = ServerProcess::run({"export", "people", file, "--database", first});
    QCOMPARE(result.errors, QByteArray());
    QCOMPARE(result.output.first(24), QByteArray("2500 documents exported "));

    // The second half of the way goes over HTTP.
    ServerProcess server;
    QVERIFY(server.serve(path("second.hookdesk")));
    result = ServerProcess::run({"import", "people", file, "--server", server.url(), "--key",
                                 QString::fromLatin1(server.key())});
    QCOMPARE(result.errors, QByteArray());
    const QString again = path(("again." + ending).constData());
    QCOMPARE(ServerProcess::run({"export", "people", again, "--server", server.url(), "--key",
                                 QString::fromLatin1(server.key())})
                 .status,
             0);
    QCOMPARE(read(again), read(file));
    QCOMPARE(
        HttpClient(server.url(), server.key())
            .get("/rest/people?totals=true&count=true&q={\"zip\":\"0123\",\"o.a\":1,\"ok\":true}")
            .json()
            .root()
            .value("totals")
            .value("total")
            .toInteger(),
        2500);
}

void TestHookdeskd::importStopsAtTheLineAndGoesOn_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("line");
    QTest::addColumn<QByteArray>("mended");
    QTest::newRow("ndjson") << "a.ndjson" << QByteArray("{\"n\":1}\n\n{\"n\":2\n{\"n\":3}\n") << 3
                            << QByteArray("{\"n\":1}\n\n{\"n\":2}\n{\"n\":3}\n");
    QTest::newRow("json") << "a.json" << QByteArray("[\n{\"n\":1},\n{\"n\":2,},\n{\"n\":3}]") << 3
                          << QByteArray("[\n{\"n\":1},\n{\"n\":2},\n{\"n\":3}]");
    QTest::newRow("refused by the server")
        << "a.ndjson" << QByteArray("{\"n\":1}\n{\"_id\":\"x\",\"n\":2}\n{\"n\":3}\n") << 2
        << QByteArray("{\"n\":1}\n{\"n\":2}\n{\"n\":3}\n");
    QTest::newRow("csv") << "a.csv" << QByteArray("n\n1\n2,3\n3\n") << 3
                         << QByteArray("n\n1\n2\n3\n");
}

void TestHookdeskd::importStopsAtTheLineAndGoesOn()
{
    QFETCH(QString, name);
    QFETCH(QByteArray, text);
    QFETCH(int, line);
    QFETCH(QByteArray, mended);
    const QString file = m_folder->filePath(name);
    write(file, text);
    const QStringList import = {"import", "c", file, "--database", path("a.hookdesk")};
    const auto stopped = ServerProcess::run(import);
    QCOMPARE(stopped.status, 1);
    const QByteArray place = file.toUtf8() + ':' + QByteArray::number(line) + ": ";
    QVERIFY2(stopped.errors.contains(place), stopped.errors.constData());
    QVERIFY2(stopped.errors.contains("1 documents are stored"), stopped.errors.constData());
    write(file, mended);
    const auto done =
        ServerProcess::run(import + QStringList{"--from-line", QString::number(line)});
    QCOMPARE(done.errors, QByteArray());
    QCOMPARE(ServerProcess::run({"export", "c", path("out.csv"), "--database", path("a.hookdesk")})
                 .status,
             0);
    const QByteArray exported = read(path("out.csv"));
    for (const char *value : {",1\r\n", ",2\r\n", ",3\r\n"})
        QCOMPARE(exported.count(value), 1);
}

void TestHookdeskd::importShowsWhatIsWrong_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("line");
    QTest::newRow("ndjson") << "a.ndjson" << QByteArray("{\"age\":1}\n{\"age\":\"old\"}\n") << 2;
    QTest::newRow("json") << "a.json" << QByteArray("[{\"age\":1},\n\n{\"age\":\"old\"}]") << 3;
    QTest::newRow("csv") << "a.csv" << QByteArray("age,x\n1,1\nold,2\n") << 2;
}

void TestHookdeskd::importShowsWhatIsWrong()
{
    QFETCH(QString, name);
    QFETCH(QByteArray, text);
    QFETCH(int, line);
    const QString file = m_folder->filePath(name);
    write(file, text);
    ServerProcess server;
    QVERIFY(server.serve(path("a.hookdesk")));
    HttpClient client(server.url(), server.key());
    QCOMPARE(client.put("/admin/v1/collections/c", R"({"fields":[{"name":"age","type":"number"}]})")
                 .status,
             201);
    const QStringList from = {"--server", server.url(), "--key", QString::fromLatin1(server.key())};
    const auto refused = ServerProcess::run(QStringList{"import", "c", file} + from);
    QCOMPARE(refused.status, 1);
    const QByteArray place = file.toUtf8() + ':' + QByteArray::number(line) + ": ";
    QVERIFY2(refused.errors.contains(place), refused.errors.constData());
    QVERIFY2(refused.errors.contains("\n  age: "), refused.errors.constData());
    QVERIFY2(refused.errors.contains("TYPE"), refused.errors.constData());
}

void TestHookdeskd::importCountsWhatAHookLetsBeSaved()
{
    write(path("a.ndjson"), QByteArray("{\"n\":1}\n").repeated(6));
    ServerProcess server;
    QVERIFY(server.serve(path("a.hookdesk")));
    HttpClient client(server.url(), server.key());
    QCOMPARE(client.put("/admin/v1/collections/c", "{}").status, 201);
    QCOMPARE(client.hook("c", "function afterPOST(req, res) { res.end({error: 'no mail today'}); }")
                 .status,
             200);
    const auto result =
        ServerProcess::run({"import", "c", path("a.ndjson"), "--server", server.url(), "--key",
                            QString::fromLatin1(server.key())});
    QCOMPARE(result.status, 1);
    QVERIFY2(result.errors.contains("no mail today"), result.errors.constData());
    QVERIFY2(result.errors.contains("6 documents are stored."), result.errors.constData());
    QVERIFY2(result.errors.contains("Nothing is left to import"), result.errors.constData());
    QCOMPARE(client.get("/rest/c").json().root().items().size(), size_t(6));
}

void TestHookdeskd::importThatGoesOnStoresNothingTwice_data()
{
    QTest::addColumn<bool>("fromTheStart");
    QTest::newRow("from the line that it names") << false;
    QTest::newRow("from the start") << true;
}

void TestHookdeskd::importThatGoesOnStoresNothingTwice()
{
    QFETCH(bool, fromTheStart);
    constexpr int Count = 12'000;
    QByteArray lines;
    for (int i = 0; i < Count; ++i)
        lines.append("{\"n\":" + QByteArray::number(i) + "}\n");
    write(path("a.ndjson"), lines);
    auto server = std::make_unique<ServerProcess>();
    QVERIFY(server->serve(path("a.hookdesk")));
    const QByteArray key = server->key();
    QCOMPARE(HttpClient(server->url(), key).put("/admin/v1/collections/c", "{}").status, 201);
    const auto stored = [&] {
        return HttpClient(server->url(), key)
            .get("/rest/c?totals=true&count=true")
            .json()
            .root()
            .value("totals")
            .value("total")
            .toInteger();
    };
    const auto arguments = [&] {
        return QStringList{"import",      "c",     path("a.ndjson"),        "--server",
                           server->url(), "--key", QString::fromLatin1(key)};
    };
    QProcess import;
    import.start(QCoreApplication::applicationDirPath() + QStringLiteral("/hookdeskd"),
                 arguments());
    QTRY_VERIFY(stored() >= 2000);
    server->killHard();
    QVERIFY(import.waitForFinished());
    QCOMPARE(import.exitCode(), 1);
    const QByteArray errors = import.readAllStandardError();
    QVERIFY2(errors.contains("is not known"), errors.constData());
    const QByteArray option = "--from-line ";
    const QByteArray line = errors.mid(errors.indexOf(option) + option.size()).split('.').first();
    server = std::make_unique<ServerProcess>();
    QVERIFY(server->serve(path("a.hookdesk")));
    const auto done = ServerProcess::run(
        fromTheStart ? arguments()
                     : arguments() + QStringList{"--from-line", QString::fromLatin1(line)});
    QCOMPARE(done.errors, QByteArray());
    QCOMPARE(stored(), qint64(Count));
    // They stand in the order of the file.
    const auto list = HttpClient(server->url(), key).get("/rest/c?max=1000&skip=5000").json();
    qint64 expected = 5000;
    for (const Json::Value &document : list.root().items())
        QCOMPARE(document.value("n").toInteger(), expected++);
}

void TestHookdeskd::importThatSucceededCanBeDoneAgain()
{
    write(path("a.json"), "[{\"n\":1},{\"n\":1}]");
    const QStringList import = {"import", "c", path("a.json"), "--database", path("a.hookdesk")};
    for (int i = 0; i < 2; ++i)
        QCOMPARE(ServerProcess::run(import).output, QByteArray("2 documents imported into c\n"));
    QCOMPARE(ServerProcess::run({"export", "c", path("b.ndjson"), "--database", path("a.hookdesk")})
                 .output.first(11),
             QByteArray("4 documents"));
}

/// Whatever path leads to it, and at once when the one that had it was killed.
void TestHookdeskd::sameFileIsServedOnce()
{
    ServerProcess server;
    QVERIFY(server.serve(path("a.hookdesk")));
    QVERIFY(QFile::link(path("a.hookdesk"), path("soft.hookdesk")));
    QCOMPARE(::link(QFile::encodeName(path("a.hookdesk")).constData(),
                    QFile::encodeName(path("hard.hookdesk")).constData()),
             0);
    for (const char *name : {"a.hookdesk", "soft.hookdesk", "hard.hookdesk"}) {
        const auto second =
            ServerProcess::run({"serve", "--database", path(name), "--listen", "127.0.0.1:0"});
        QCOMPARE(second.status, 1);
        QVERIFY2(second.errors.contains("served already"), second.errors.constData());
    }
    server.killHard();
    ServerProcess again;
    QVERIFY(again.serve(path("hard.hookdesk")));
}

void TestHookdeskd::importGuessesTypesOfCsv()
{
    write(path("a.csv"),
          "\xef\xbb\xbfname;zip;age;ok;mixed;json\r\n\"Doe; \"\"J\"\"\";0150;3;true;1;[1]\r\n"
          "\"two\nlines\";5020;4.5;false;x;\"{\"\"a\"\":2}\"\r\n;;;;;\r\n");
    QCOMPARE(
        ServerProcess::run({"import", "c", path("a.csv"), "--database", path("a.hookdesk")}).errors,
        QByteArray());
    QCOMPARE(
        ServerProcess::run({"export", "c", path("out.ndjson"), "--database", path("a.hookdesk")})
            .status,
        0);
    const QByteArrayList lines = read(path("out.ndjson")).split('\n');
    const QByteArray first = "\"name\":\"Doe; \\\"J\\\"\",\"zip\":\"0150\",\"age\":3,\"ok\":true,"
                             "\"mixed\":\"1\",\"json\":[1]}";
    QVERIFY2(lines[0].endsWith(first), lines[0].constData());
    const QByteArray second = "\"name\":\"two\\nlines\",\"zip\":\"5020\",\"age\":4.5,\"ok\":false,"
                              "\"mixed\":\"x\",\"json\":{\"a\":2}}";
    QVERIFY2(lines[1].contains(second), lines[1].constData());
}

void TestHookdeskd::exportNeverLeavesHalfAFile()
{
    const auto missing = ServerProcess::run(
        {"export", "nothing", path("out.json"), "--database", path("a.hookdesk")});
    QCOMPARE(missing.status, 1);
    QVERIFY2(missing.errors.contains("nothing"), missing.errors.constData());
    QVERIFY(!QFile::exists(path("out.json")));
    const auto ending =
        ServerProcess::run({"export", "c", path("out.xml"), "--database", path("a.hookdesk")});
    QCOMPARE(ending.status, 1);
    QVERIFY(ending.errors.contains(".ndjson"));
}

void TestHookdeskd::backupsOfAServedDatabaseAreWhole()
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

void TestHookdeskd::restoreKeepsWhatWasThere()
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

void TestHookdeskd::damageIsFound()
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

void TestHookdeskd::speaksTls()
{
    const QString certificate = path("cert.pem");
    const QString key = path("key.pem");
    QProcess openssl;
    openssl.start(QStringLiteral("openssl"),
                  {"req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj",
                   "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key,
                   "-out", certificate});
    QVERIFY(openssl.waitForFinished() && openssl.exitCode() == 0);
    ServerProcess server;
    QVERIFY(server.serve(path("a.hookdesk"), {"--tls-certificate", certificate, "--tls-key", key}));
    QVERIFY2(server.url().startsWith(QLatin1String("https://")), qPrintable(server.url()));
    const auto curl = [&](const QStringList &more) {
        QProcess process;
        process.start(QStringLiteral("curl"),
                      QStringList{"-s", "--cacert", certificate, "-H", "x-apikey: " + server.key()}
                          + more);
        process.waitForFinished();
        return process.readAllStandardOutput();
    };
    QCOMPARE(curl({server.url() + "/healthz"}), QByteArray("ok"));
    QVERIFY(curl({"-X", "PUT", "-d", "{}", "-H", "content-type: application/json",
                  server.url() + "/admin/v1/collections/c"})
                .contains("\"c\""));
    // Larger than a TLS record in both directions.
    const QByteArray body = "{\"text\":\"" + QByteArray(300'000, 'x') + "\"}";
    write(path("body.json"), body);
    const QByteArray stored = curl({"-d", "@" + path("body.json"), "-H",
                                    "content-type: application/json", server.url() + "/rest/c"});
    QVERIFY(stored.contains(QByteArray(300'000, 'x')));
    QCOMPARE(curl({server.url() + "/healthz", server.url() + "/healthz"}), QByteArray("okok"));

    // Plain HTTP on the port is refused and harms nobody; so is a certificate without its key.
    QTcpSocket plain;
    plain.connectToHost(QStringLiteral("127.0.0.1"), quint16(QUrl(server.url()).port()));
    QVERIFY(plain.waitForConnected());
    plain.write("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n");
    plain.waitForDisconnected();
    QVERIFY(!plain.readAll().startsWith("HTTP"));
    QCOMPARE(curl({server.url() + "/healthz"}), QByteArray("ok"));
    QCOMPARE(server.terminate(), 0);
    const auto wrong =
        ServerProcess::run({"serve", "--database", path("b.hookdesk"), "--tls-certificate",
                            certificate, "--tls-key", certificate});
    QCOMPARE(wrong.status, 1);
    QVERIFY2(wrong.errors.contains("private key"), wrong.errors.constData());
    QCOMPARE(
        ServerProcess::run({"serve", "--database", path("b.hookdesk"), "--tls-key", key}).status,
        2);
}

void TestHookdeskd::firstKeyIsWrittenForItsOwnerAlone()
{
    ServerProcess server;
    QVERIFY(server.serve(path("a.hookdesk"), {"--first-key-file", path("key")}));
    const auto permissions = QFile::permissions(path("key"));
    QVERIFY(permissions & QFile::ReadOwner);
    QVERIFY(!(permissions & (QFile::ReadGroup | QFile::ReadOther)));
    HttpClient client(server.url(), read(path("key")).trimmed());
    QCOMPARE(client.get("/admin/v1/collections").status, 200);
    QVERIFY2(!server.key().contains(read(path("key")).trimmed()), "it was printed as well");
}

void TestHookdeskd::firstKeyThatCannotBeWrittenIsAFailure()
{
    const auto result = ServerProcess::run({"serve", "--database", path("a.hookdesk"), "--listen",
                                            "127.0.0.1:0", "--first-key-file", path("no/key")});
    QCOMPARE(result.status, 1);
    QVERIFY2(result.errors.contains("hookdeskd key create"), result.errors.constData());
    QCOMPARE(result.errors.count('\n'), 1);
}

/// As systemd would be told: sd_notify(3).
void TestHookdeskd::tellsTheServiceManagerWhenItIsReady()
{
    const QByteArray name = path("notify").toUtf8();
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    QVERIFY(size_t(name.size()) < sizeof address.sun_path);
    std::copy(name.begin(), name.end(), address.sun_path);
    const int manager = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    QCOMPARE(::bind(manager, reinterpret_cast<const sockaddr *>(&address), sizeof address), 0);
    const auto told = [manager] {
        QByteArray text(1000, '\0');
        text.resize(std::max<qsizetype>(
            ::recv(manager, text.data(), size_t(text.size()), MSG_DONTWAIT), 0));
        return text;
    };
    qputenv("NOTIFY_SOCKET", name);
    ServerProcess server;
    const bool isServing = server.serve(path("a.hookdesk"));
    qunsetenv("NOTIFY_SOCKET");
    QVERIFY(isServing);
    QByteArray ready;
    QVERIFY(QTest::qWaitFor([&] { return !(ready = told()).isEmpty(); }));
    QVERIFY2(ready.startsWith("READY=1\nSTATUS=serving on http://"), ready.constData());
    QCOMPARE(server.terminate(), 0);
    QCOMPARE(told(), QByteArray("STOPPING=1"));
    ::close(manager);
}

QTEST_GUILESS_MAIN(TestHookdeskd)
#include "tst_hookdeskd.moc"
