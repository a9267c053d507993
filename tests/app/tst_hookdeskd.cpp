// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/foldertest.h"
#include "tests/support/httpclient.h"
#include "tests/support/serverprocess.h"

#include <QDir>
#include <QFile>
#include <QNetworkReply>
#include <QSet>
#include <QTcpSocket>

#include <functional>

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

/// The program `hookdeskd` as an administrator meets it.
class TestHookdeskd : public FolderTest
{
    Q_OBJECT

private slots:
    void servesAndStopsGracefully();
    void badUsageIsOneLineAndStatus2_data();
    void badUsageIsOneLineAndStatus2();
    void wordTooManyIsNamed();
    void keysMadeBesideAServerCountAtOnce();
    void secondServerSaysWhoHasTheFile();
    void takenPortIsAFailure();
    void hooksArePushedAndPulled();
    void keysOfOtherProcessesAreKnownAtOnce();
    void everythingAnsweredSurvivesAKill();
    void sampleIsMade();
    void sameFileIsServedOnce();
    void speaksTls();
    void firstKeyIsWrittenForItsOwnerAlone();
    void firstKeyThatCannotBeWrittenIsAFailure();
    void tellsTheServiceManagerWhenItIsReady();
};

void TestHookdeskd::servesAndStopsGracefully()
{
    ServerProcess server;
    QVERIFY(server.serve(path("a.hookdesk")));
    QCOMPARE(server.key().size(), 40);
    HttpClient client(server.url(), server.key());
    QCOMPARE(client.put("/admin/v1/collections/c", "{}").status, 201);
    QCOMPARE(client.put("/admin/v1/collections/begun", "{}").status, 201);
    QCOMPARE(client
                 .hook("c",
                       "function beforeGET(req, res) {"
                       " db.post('/rest/begun', {}, () => setTimeout(() => res.end(), 400)); }")
                 .status,
             200);
    QNetworkReply *underWay = client.begin("GET", "/rest/c");
    QTRY_COMPARE(client.get("/rest/begun").json().root().items().size(), size_t(1));
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
    QTest::newRow("server without a scheme")
        << QStringList{"hooks", "push", "dir", "--server", "localhost:1", "--key", "k"};
    QTest::newRow("database without a name") << QStringList{"serve", "--database", ""};
    for (const char *address : {"1.2.3.4:99999", "8787", "nowhere:80", "127.0.0.1:", ":80"})
        QTest::addRow("address %s", address)
            << QStringList{"serve", "--database", "x", "--listen", QLatin1String(address)};
    const QStringList create = {"key", "create", "--database", "x", "--kind", "web"};
    QTest::newRow("methods") << create + QStringList{"--methods", "EVIL"};
    QTest::newRow("an empty method") << create + QStringList{"--methods", "GET,"};
    QTest::newRow("origin") << create + QStringList{"--origin", "not an origin/x"};
    QTest::newRow("path") << create + QStringList{"--path", "x y"};
    QTest::newRow("export to an unknown format")
        << QStringList{"export", "c", "c.txt", "--database", "x"};
    QTest::newRow("import of an unknown format")
        << QStringList{"import", "c", "c.txt", "--database", "x"};
    QTest::newRow("import into no collection")
        << QStringList{"import", "no name", "c.json", "--database", "x"};
}

void TestHookdeskd::badUsageIsOneLineAndStatus2()
{
    QFETCH(QStringList, arguments);
    const auto result = ServerProcess::run(arguments);
    QCOMPARE(result.status, 2);
    QCOMPARE(result.output, QByteArray());
    QCOMPARE(result.errors.count('\n'), 1);
    QVERIFY(result.errors.startsWith("hookdeskd: "));
    QVERIFY(!QFile::exists(QStringLiteral("x")));
}

void TestHookdeskd::wordTooManyIsNamed()
{
    const auto result = ServerProcess::run({"key", "create", "x.hookdesk"});
    QCOMPARE(
        result.errors,
        QByteArray("hookdeskd: key create does not take \"x.hookdesk\" (see hookdeskd --help)\n"));
    QCOMPARE(result.status, 2);
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
             2);
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
    write(path("hooks/orders.js"),
          "const tea = require('lib/tea');\nfunction beforeGET(req, res) { res.end(); }\n");
    QVERIFY(QDir(path("hooks")).mkpath(QStringLiteral("lib")));
    write(path("hooks/lib/tea.js"), "exports.pot = 1;\n");
    const QString database = path("a.hookdesk");
    QVERIFY(ServerProcess::makeDatabase(database));
    const auto pushed =
        ServerProcess::run({"hooks", "push", path("hooks"), "--database", database});
    QCOMPARE(pushed.status, 0);
    QCOMPARE(
        pushed.output,
        QByteArray("3 scripts saved\norders is a new collection\npeople is a new collection\n"));
    QCOMPARE(pushed.errors,
             path("hooks/orders.js").toUtf8() + ":1:7: warning: tea is never used.\n");
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

void TestHookdeskd::speaksTls()
{
    const QString certificate = path("cert.pem");
    const QString key = path("key.pem");
    QVERIFY(ServerProcess::makeCertificate(certificate, key));
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

    // A renewed certificate serves the next connection; one that cannot be used leaves the former.
    QVERIFY(ServerProcess::makeCertificate(certificate, key));
    QCOMPARE(curl({server.url() + "/healthz"}), QByteArray("ok"));
    QVERIFY(QFile::copy(certificate, path("kept.pem")));
    write(certificate, "no certificate");
    QCOMPARE(curl({"--cacert", path("kept.pem"), server.url() + "/healthz"}), QByteArray("ok"));
    QCOMPARE(server.terminate(), 0);
    const auto wrong =
        ServerProcess::run({"serve", "--database", path("b.hookdesk"), "--tls-certificate",
                            path("kept.pem"), "--tls-key", path("kept.pem")});
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

/// Also while requests with other keys come all the time.
void TestHookdeskd::keysOfOtherProcessesAreKnownAtOnce()
{
    const QString database = path("a.hookdesk");
    QVERIFY(ServerProcess::makeDatabase(database));
    const QStringList create = {"key", "create", "--database", database};
    const QByteArray known = ServerProcess::run(create).output.trimmed();
    ServerProcess server;
    QVERIFY(server.serve(database));
    HttpClient one(server.url(), known);
    HttpClient other(server.url(), known);
    for (int round = 0; round < 4; ++round) {
        QByteArray made;
        std::atomic<bool> isMade = false;
        std::thread maker([&] {
            made = ServerProcess::run(create).output.trimmed();
            isMade = true;
        });
        while (!isMade) {
            (void)one.get("/rest/nothing");
            (void)other.get("/rest/nothing");
        }
        maker.join();
        // Two connections, since each goes to another thread of the server.
        for (int i = 0; i < 2; ++i)
            QCOMPARE(HttpClient(server.url(), made).get("/rest/nothing").status, 404);
    }
}

QTEST_GUILESS_MAIN(TestHookdeskd)
#include "tst_hookdeskd.moc"
