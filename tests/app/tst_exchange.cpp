// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/foldertest.h"
#include "tests/support/httpclient.h"
#include "tests/support/serverprocess.h"

#include <QFile>

/// `hookdeskd import` and `export`: documents as files.
class TestExchange : public FolderTest
{
    Q_OBJECT

private slots:
    void documentsAreImportedAndExported_data();
    void documentsAreImportedAndExported();
    void importStopsAtTheLineAndGoesOn_data();
    void importStopsAtTheLineAndGoesOn();
    void importShowsWhatIsWrong_data();
    void importShowsWhatIsWrong();
    void importGoesByTheDeclaredFields();
    void importCountsWhatAHookLetsBeSaved();
    void importThatGoesOnStoresNothingTwice_data();
    void importThatGoesOnStoresNothingTwice();
    void importThatSucceededCanBeDoneAgain();
    void importGuessesTypesOfCsv();
    void exportNeverLeavesHalfAFile();
};

void TestExchange::documentsAreImportedAndExported_data()
{
    QTest::addColumn<QByteArray>("ending");
    for (const char *ending : {"json", "ndjson", "csv"})
        QTest::newRow(ending) << QByteArray(ending);
}

/// What is exported and imported again is the same.
void TestExchange::documentsAreImportedAndExported()
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
    QVERIFY(ServerProcess::makeDatabase(first));
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

void TestExchange::importStopsAtTheLineAndGoesOn_data()
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

void TestExchange::importStopsAtTheLineAndGoesOn()
{
    QFETCH(QString, name);
    QFETCH(QByteArray, text);
    QFETCH(int, line);
    QFETCH(QByteArray, mended);
    const QString file = m_folder->filePath(name);
    write(file, text);
    QVERIFY(ServerProcess::makeDatabase(path("a.hookdesk")));
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

void TestExchange::importShowsWhatIsWrong_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("line");
    QTest::newRow("ndjson") << "a.ndjson" << QByteArray("{\"age\":1}\n{\"age\":\"old\"}\n") << 2;
    QTest::newRow("json") << "a.json" << QByteArray("[{\"age\":1},\n\n{\"age\":\"old\"}]") << 3;
    QTest::newRow("csv") << "a.csv" << QByteArray("age,x\n1,1\nold,2\n") << 3;
}

void TestExchange::importShowsWhatIsWrong()
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

/// Texts that look like numbers stay what the field says, also after an export.
void TestExchange::importGoesByTheDeclaredFields()
{
    write(path("a.csv"), "zip;version;price\n01234;1.10;1.10\n20095;1E5;2\n");
    ServerProcess server;
    QVERIFY(server.serve(path("a.hookdesk")));
    HttpClient client(server.url(), server.key());
    QCOMPARE(
        client
            .put("/admin/v1/collections/c",
                 R"({"fields":[{"name":"zip","type":"text"},{"name":"price","type":"money"}]})")
            .status,
        201);
    const QStringList to = {"--server", server.url(), "--key", QString::fromLatin1(server.key())};
    const auto imported = ServerProcess::run(QStringList{"import", "c", path("a.csv")} + to);
    QVERIFY2(imported.status == 0, imported.errors.constData());
    const QByteArray stored = client.get("/rest/c?sort=_id").body;
    QVERIFY2(stored.contains(R"("zip":"01234","version":"1.10","price":1.1)"), stored.constData());
    QVERIFY2(stored.contains(R"("zip":"20095","version":"1E5","price":2)"), stored.constData());
    QCOMPARE(ServerProcess::run(QStringList{"export", "c", path("b.csv")} + to).status, 0);
    QCOMPARE(client.send("DELETE", "/rest/c/*?q={}").status, 200);
    QCOMPARE(ServerProcess::run(QStringList{"import", "c", path("b.csv")} + to).status, 0);
    QCOMPARE(client.get("/rest/c?sort=_id").body, stored);
}

void TestExchange::importCountsWhatAHookLetsBeSaved()
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

void TestExchange::importThatGoesOnStoresNothingTwice_data()
{
    QTest::addColumn<bool>("fromTheStart");
    QTest::newRow("from the line that it names") << false;
    QTest::newRow("from the start") << true;
}

void TestExchange::importThatGoesOnStoresNothingTwice()
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

void TestExchange::importThatSucceededCanBeDoneAgain()
{
    write(path("a.json"), "[{\"n\":1},{\"n\":1}]");
    QVERIFY(ServerProcess::makeDatabase(path("a.hookdesk")));
    const QStringList import = {"import", "c", path("a.json"), "--database", path("a.hookdesk")};
    for (int i = 0; i < 2; ++i)
        QCOMPARE(ServerProcess::run(import).output, QByteArray("2 documents imported into c\n"));
    QCOMPARE(ServerProcess::run({"export", "c", path("b.ndjson"), "--database", path("a.hookdesk")})
                 .output.first(11),
             QByteArray("4 documents"));
}

void TestExchange::importGuessesTypesOfCsv()
{
    write(path("a.csv"),
          "\xef\xbb\xbfname;zip;age;ok;mixed;json\r\n\"Doe; \"\"J\"\"\";0150;3;true;1;[1]\r\n"
          "\"two\nlines\";5020;4.5;false;x;\"{\"\"a\"\":2}\"\r\n;;;;;\r\n");
    QVERIFY(ServerProcess::makeDatabase(path("a.hookdesk")));
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

void TestExchange::exportNeverLeavesHalfAFile()
{
    QVERIFY(ServerProcess::makeDatabase(path("a.hookdesk")));
    const auto missing = ServerProcess::run(
        {"export", "nothing", path("out.json"), "--database", path("a.hookdesk")});
    QCOMPARE(missing.status, 1);
    QVERIFY2(missing.errors.contains("nothing"), missing.errors.constData());
    QVERIFY(!QFile::exists(path("out.json")));
    const auto ending =
        ServerProcess::run({"export", "c", path("out.xml"), "--database", path("a.hookdesk")});
    QCOMPARE(ending.status, 2);
    QVERIFY(ending.errors.contains(".ndjson"));
}

QTEST_GUILESS_MAIN(TestExchange)
#include "tst_exchange.moc"
