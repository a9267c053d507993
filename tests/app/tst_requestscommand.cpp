// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/foldertest.h"
#include "tests/support/httpclient.h"
#include "tests/support/serverprocess.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QXmlStreamReader>

/// `hookdeskd requests run` against a server, as CI runs it.
class TestRequestsCommand final : public FolderTest
{
    Q_OBJECT

private slots:
    void badUsageIsStatus2_data();
    void badUsageIsStatus2();
    void runsAFolderInOrder();
    void namesWhatFails();
    void givesTheKeyToItsServerAlone();
    void sendsAsAUser();
    void followsNoRedirectionAndKeepsNoCookie();
    void takesAnswersWithoutABody();
    void endsWithASignal();
    void carriesRequestsWithScripts();

private:
    ServerProcess::Result run(const QStringList &more, const QStringList &environment = {})
    {
        return ServerProcess::run(QStringList{"requests", "run", path("r")} + more, environment);
    }
};

void TestRequestsCommand::badUsageIsStatus2_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("no word") << QStringList{"requests"};
    QTest::newRow("no folder") << QStringList{"requests", "run"};
    QTest::newRow("unknown word") << QStringList{"requests", "walk", "."};
    QTest::newRow("folder that is not there") << QStringList{"requests", "run", "/nowhere"};
    QTest::newRow("unknown option") << QStringList{"requests", "run", ".", "--envirnment", "x"};
    QTest::newRow("no URL") << QStringList{"requests", "run", ".", "--url", "127.0.0.1:1"};
    QTest::newRow("key for nobody") << QStringList{"requests", "run", ".", "--key-file", "x"};
}

void TestRequestsCommand::badUsageIsStatus2()
{
    QFETCH(QStringList, arguments);
    const auto result = ServerProcess::run(arguments);
    QCOMPARE(result.status, 2);
    QCOMPARE(result.errors.count('\n'), 1);
}

void TestRequestsCommand::runsAFolderInOrder()
{
    ServerProcess server;
    QVERIFY(server.serve(path("a.hookdesk")));
    write(path("key"), server.key());
    write(path("r/http-client.env.json"), R"({"dev": {"city": "Berlin"}})");
    write(path("r/1 set up.http"),
          "### Collection\n# @check status == 201\nPUT {{base}}/admin/v1/collections/orders\n"
          "x-apikey: {{key}}\n\n{}\n\n### Order\n# @name order\n# @check status == 201\n"
          "# @check body.city == {{city}}\n# @set id = body._id\nPOST {{base}}/rest/orders\n"
          "x-apikey: {{key}}\n\n{\"city\": \"{{city}}\"}\n");
    write(path("r/2/look.http"),
          "### One\n# @check status == 200\n# @check body._id == {{order.response.body._id}}\n"
          "# @check headers.content-type contains json\n"
          "GET {{base}}/rest/orders/{{id}}\nx-apikey: {{key}}\n\n"
          "### Nobody\n# @check status == 401\nGET /rest/orders\n");
    const auto result = run({"--url", server.url(), "--key-file", path("key"), "--environment",
                             "dev", "--report", path("report.xml")});
    QVERIFY2(result.status == 0, (result.output + result.errors).constData());
    QCOMPARE(result.errors, QByteArray());
    const QByteArrayList lines = result.output.split('\n');
    QVERIFY(lines[0].startsWith("ok      1 set up.http:3  Collection  201  "));
    QVERIFY(lines[1].endsWith(" ms  checks 2/2"));
    QVERIFY(lines[2].startsWith("ok      2/look.http:5  One  200  "));
    QCOMPARE(lines[4], "4 of 4 requests passed");
    const QByteArray report = read(path("report.xml"));
    QVERIFY(report.contains("tests=\"4\" failures=\"0\" errors=\"0\""));
    QVERIFY(!report.contains(server.key()));
    QVERIFY(!result.output.contains(server.key()));
    QCOMPARE(run({"--url", server.url(), "--environment", "production"}).status, 2);
}

void TestRequestsCommand::namesWhatFails()
{
    ServerProcess server;
    QVERIFY(server.serve(path("a.hookdesk")));
    write(path("r/a.http"),
          "### one\n# @check status == 200\n# @check body.message missing\n# @check status is 1\n"
          "GET /rest/none\n\n### two\nGET {{nobody}}\n\n### \x1b[31mthree\nGET "
          "http://127.0.0.1:1/\n");
    const auto result = run({"--url", server.url(), "--report", path("report.xml")});
    QCOMPARE(result.status, 1);
    QVERIFY2(result.output.contains("failed  a.http:5  one  401"), result.output.constData());
    QVERIFY(result.output.contains("a.http:2: expected status == 200, but it is 401\n"));
    QVERIFY(result.output.contains("a.http:3: body.message should be missing, but is \""));
    QVERIFY(result.output.contains("a.http:4: \"status is 1\" is no check"));
    QVERIFY(result.output.contains("There is no variable \"nobody\".\n"));
    QVERIFY(result.output.contains("No answer: "));
    QVERIFY(result.output.contains("0 of 3 requests passed\n"));
    QVERIFY(!result.output.contains('\x1b'));
    QXmlStreamReader xml(read(path("report.xml")));
    while (!xml.atEnd())
        xml.readNext();
    QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
    QCOMPARE(run({"--report", path("no/such/folder.xml")}).status, 1);
    // A device is written to, and stays one.
    QCOMPARE(run({"--report", "/dev/full"}).status, 1);
    QVERIFY(QFileInfo::exists(QStringLiteral("/dev/full")));
    QVERIFY(!QFileInfo(QStringLiteral("/dev/full")).isFile());
}

/// A folder of requests may be a stranger's.
void TestRequestsCommand::givesTheKeyToItsServerAlone()
{
    QTcpServer other;
    QVERIFY(other.listen(QHostAddress::LocalHost));
    QByteArray heard;
    connect(&other, &QTcpServer::newConnection, this, [&] {
        QTcpSocket *socket = other.nextPendingConnection();
        connect(socket, &QTcpSocket::readyRead, this, [&heard, socket] {
            heard += socket->readAll();
            socket->write("HTTP/1.1 302 Found\r\nLocation: /again\r\nSet-Cookie: a=b\r\n"
                          "Content-Length: 0\r\n\r\n");
        });
    });
    const QByteArray url = "http://127.0.0.1:" + QByteArray::number(other.serverPort());
    write(path("r/a.http"), "GET " + url + "/?\nx-apikey: {{key}}\n");
    write(path("r/b.http"), "GET " + url + "/\nx: {{$processEnv HOOKDESK_KEY}}\n");
    write(path("r/c.http"), "POST " + url + "/\n\n< ../key\n");
    write(path("r/.env"), "TOP-SECRET-KEY");
    write(path("r/d.http"), "POST " + url + "/\n\n< .env\n");
    write(path("r/e.http"), "GET " + url + "/\n");
    write(path("key"), "TOP-SECRET-KEY");
    QProcess process;
    process.start(
        ServerProcess::program(),
        {"requests", "run", path("r"), "--url", "http://127.0.0.1:1", "--key-file", path("key")});
    QTRY_COMPARE_WITH_TIMEOUT(process.state(), QProcess::NotRunning, 20'000);
    QCOMPARE(process.exitCode(), 1);
    QVERIFY(heard.startsWith("GET / HTTP/1.1\r\n"));
    QVERIFY(!heard.contains("TOP-SECRET-KEY"));
    QVERIFY(!heard.contains("/again"));
    QCOMPARE(heard.count("HTTP/1.1\r\n"), 1);
}

void TestRequestsCommand::sendsAsAUser()
{
    ServerProcess server;
    QVERIFY(server.serve(path("a.hookdesk")));
    write(path("key"), server.key());
    write(path("r/a.http"),
          "# @check status == 404\n# @as user nobody@example.com\nGET /rest/none\n\n"
          "### with the rights of no such key\n# @check status == 200\n# @as key 1\nGET "
          "/rest/none\n");
    const auto result = run({"--url", server.url(), "--key-file", path("key")});
    QCOMPARE(result.status, 1);
    QVERIFY2(result.output.contains("There is no key with this id."), result.output.constData());
}

void TestRequestsCommand::followsNoRedirectionAndKeepsNoCookie()
{
    QTcpServer other;
    QVERIFY(other.listen(QHostAddress::LocalHost));
    QByteArrayList heard;
    connect(&other, &QTcpServer::newConnection, this, [&] {
        QTcpSocket *socket = other.nextPendingConnection();
        connect(socket, &QTcpSocket::readyRead, this, [&heard, socket] {
            heard.append(socket->readAll());
            socket->write("HTTP/1.1 302 Found\r\nLocation: /again\r\nSet-Cookie: a=b\r\n"
                          "Content-Length: 0\r\nConnection: close\r\n\r\n");
            socket->disconnectFromHost();
        });
    });
    const QByteArray url = "http://127.0.0.1:" + QByteArray::number(other.serverPort());
    write(path("r/a.http"),
          "# @check status == 302\n# @check headers.location == /again\nGET " + url
              + "/1\n\n###\nPURGE " + url + "/2\nx-a: 1\nx-a: 2\n");
    QProcess process;
    process.start(ServerProcess::program(), {"requests", "run", path("r")});
    QTRY_COMPARE_WITH_TIMEOUT(process.state(), QProcess::NotRunning, 20'000);
    QCOMPARE(process.exitCode(), 0);
    QCOMPARE(heard.size(), 2);
    QVERIFY(heard[1].startsWith("PURGE /2 HTTP/1.1\r\n"));
    QVERIFY(!heard[1].toLower().contains("cookie"));
    QVERIFY(heard[1].contains("1, 2"));
    QVERIFY(!heard[0].contains("X-Request-Id")); // it is of nobody's inspector
}

void TestRequestsCommand::takesAnswersWithoutABody()
{
    QTcpServer other;
    QVERIFY(other.listen(QHostAddress::LocalHost));
    connect(&other, &QTcpServer::newConnection, this, [&] {
        QTcpSocket *socket = other.nextPendingConnection();
        connect(socket, &QTcpSocket::readyRead, this, [socket] {
            const bool isHead = socket->readAll().startsWith("HEAD ");
            socket->write(isHead ? "HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n" : "");
        });
    });
    const QByteArray url = "http://127.0.0.1:" + QByteArray::number(other.serverPort());
    write(path("r/a.http"),
          "# @timeout 3\n# @check status == 200\nHEAD " + url + "/\n\n###\n# @timeout 1\nGET " + url
              + "/\n");
    QProcess process;
    process.start(ServerProcess::program(), {"requests", "run", path("r")});
    QTRY_COMPARE_WITH_TIMEOUT(process.state(), QProcess::NotRunning, 20'000);
    const QByteArray output = process.readAllStandardOutput();
    QVERIFY2(output.contains("  200  ") && output.contains("1 of 2 requests passed"),
             output.constData());
    QVERIFY2(output.contains("No answer: nothing came in time; # @timeout sets the seconds."),
             output.constData());
    QCOMPARE(process.readAllStandardError(), QByteArray());
}

void TestRequestsCommand::endsWithASignal()
{
    QTcpServer silent;
    QVERIFY(silent.listen(QHostAddress::LocalHost));
    bool isAsked = false;
    connect(&silent, &QTcpServer::newConnection, this, [&] { isAsked = true; });
    write(path("r/a.http"),
          "GET http://127.0.0.1:" + QByteArray::number(silent.serverPort()) + "/\n");
    QProcess process;
    process.start(ServerProcess::program(), {"requests", "run", path("r")});
    QTRY_VERIFY_WITH_TIMEOUT(isAsked, 20'000);
    process.terminate();
    QTRY_COMPARE_WITH_TIMEOUT(process.state(), QProcess::NotRunning, 10'000);
    QVERIFY(process.readAllStandardError().contains("ended by a signal"));
}

/// The window keeps the requests of a database file in a folder beside it.
void TestRequestsCommand::carriesRequestsWithScripts()
{
    write(path("in/people.js"), "function beforeGET(req, res) { res.end(); }\n");
    write(path("in/requests/shop/a.http"), "GET /rest/people\n");
    write(path("in/requests/http-client.env.json"), "{}");
    write(path("in/requests/http-client.private.env.json"), "{\"dev\":{\"key\":\"k\"}}");
    const QString database = path("a.hookdesk");
    QVERIFY(ServerProcess::makeDatabase(database));
    QCOMPARE(ServerProcess::run({"hooks", "push", path("in"), "--database", database}).status, 0);
    QCOMPARE(read(path("a.requests/shop/a.http")), "GET /rest/people\n");
    QVERIFY(!QFileInfo::exists(path("a.requests/http-client.private.env.json")));
    QCOMPARE(ServerProcess::run({"hooks", "pull", path("out"), "--database", database}).status, 0);
    QCOMPARE(read(path("out/requests/shop/a.http")), "GET /rest/people\n");
    QCOMPARE(read(path("out/requests/http-client.env.json")), "{}");
    QVERIFY(!QFileInfo::exists(path("out/requests/http-client.private.env.json")));
}

QTEST_GUILESS_MAIN(TestRequestsCommand)
#include "tst_requestscommand.moc"
