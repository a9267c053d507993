// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/httpclient.h"
#include "tests/support/serverprocess.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QNetworkReply>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>

#include <functional>

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

private:
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
    write(path("hooks/orders.js"), "// none\n");
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

QTEST_GUILESS_MAIN(TestHookdeskd)
#include "tst_hookdeskd.moc"
