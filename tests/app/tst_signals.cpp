// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/httpclient.h"
#include "tests/support/serverprocess.h"

#include <QDir>
#include <QFile>
#include <QNetworkReply>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <functional>

/// SIGTERM and SIGINT end `hookdeskd` with status 0, whatever it is doing, and without the help of
/// the alarm that is there for faults.
class TestSignals : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void endAStart_data();
    void endAStart();
    void endAServerInEachState_data();
    void endAServerInEachState();
    void letAnswersFinish();
    void endCommands_data();
    void endCommands();

private:
    void allowLoopback(HttpClient &client);
    void checkFile();
    void beginIdleConnections(const ServerProcess &server);
    void beginHalfRequests(const ServerProcess &server);
    void beginStream(const ServerProcess &server);
    QString path(const char *name) const { return m_folder->filePath(QLatin1String(name)); }
    QTcpSocket *connectTo(const QString &url);
    bool fill(HttpClient &client, int documents, const QByteArray &document);
    void beginSlowQuery(ServerProcess &server, HttpClient &client);
    void beginSlowWrite(ServerProcess &server, HttpClient &client);
    void beginJob(HttpClient &client);
    void beginWebhook(HttpClient &client);
    void beginBackup(ServerProcess &server, HttpClient &client);

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QTcpServer> m_silent; ///< Takes connections and never answers.
};

void TestSignals::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_silent = std::make_unique<QTcpServer>();
    QVERIFY(m_silent->listen(QHostAddress::LocalHost));
}

// ---- the start

void TestSignals::endAStart_data()
{
    QTest::addColumn<QByteArray>("moment");
    QTest::newRow("when it begins to write the database") << QByteArray("file");
    QTest::newRow("when it has told the key") << QByteArray("full-access key: ");
    QTest::newRow("when it has said that it is ready") << QByteArray("hookdeskd: serving ");
}

void TestSignals::endAStart()
{
    QFETCH(QByteArray, moment);
    for (int i = 0; i < 8; ++i) {
        const QString database = path(("a" + QByteArray::number(i)).constData());
        QProcess process;
        process.start(ServerProcess::program(),
                      {"serve", "--database", database, "--listen", "127.0.0.1:0"});
        QByteArray output;
        while (moment == "file" ? !QFile::exists(database) : !output.contains(moment)) {
            process.waitForReadyRead(moment == "file" ? 0 : 10000);
            output += process.readAllStandardOutput();
            QVERIFY(process.state() != QProcess::NotRunning);
        }
        QVERIFY(::kill(pid_t(process.processId()), i % 2 == 0 ? SIGTERM : SIGINT) == 0);
        QVERIFY(process.waitForFinished());
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        QCOMPARE(process.exitCode(), 0);
        QCOMPARE(process.readAllStandardError(), QByteArray());
        // Whatever became of the file, somebody knows its key.
        output += process.readAllStandardOutput();
        if (i > 0)
            continue;
        ServerProcess next;
        QVERIFY(next.serve(database));
        QCOMPARE(next.key().isEmpty(), output.contains("full-access key: "));
        QCOMPARE(next.terminate(), 0);
    }
}

// ---- the states of a server

QTcpSocket *TestSignals::connectTo(const QString &url)
{
    auto *socket = new QTcpSocket(m_silent.get());
    const QUrl address(url);
    socket->connectToHost(address.host(), quint16(address.port()));
    return socket->waitForConnected() ? socket : nullptr;
}

bool TestSignals::fill(HttpClient &client, int documents, const QByteArray &document)
{
    QByteArrayList list;
    for (int i = 0; i < documents; ++i)
        list.append(document);
    return client.post("/rest/c", '[' + list.join(',') + ']').status == 201;
}

/// One that a thread works on for minutes.
void TestSignals::beginSlowQuery(ServerProcess &server, HttpClient &client)
{
    QVERIFY(fill(client, 2000, "{\"t\":\"" + QByteArray(400, 'a') + "\"}"));
    QByteArrayList conditions;
    for (int i = 0; i < 100; ++i)
        conditions.append("{\"t\":{\"$regex\":\"a*[bc]{1," + QByteArray::number(i + 2) + "}$\"}}");
    QTcpSocket *socket = connectTo(server.url());
    QVERIFY(socket);
    socket->write("GET /rest/c?q="
                  + QByteArray("{\"$or\":[" + conditions.join(',') + "]}").toPercentEncoding()
                  + " HTTP/1.1\r\nHost: x\r\nx-apikey: " + server.key() + "\r\n\r\n");
    socket->flush();
}

/// Large patches, which the writer has to do one after the other.
void TestSignals::beginSlowWrite(ServerProcess &server, HttpClient &client)
{
    const QByteArray id = client.post("/rest/c", "{}").member("_id");
    for (const char *operation : {"$set", "$inc", "$unset", "$set"}) {
        QByteArrayList fields;
        for (int i = 0; i < 20000; ++i)
            fields.append("\"f" + QByteArray::number(i) + "\":1");
        const QByteArray body = QByteArray("{\"") + operation + "\":{" + fields.join(',') + "}}";
        QTcpSocket *socket = connectTo(server.url());
        QVERIFY(socket);
        socket->write("PATCH /rest/c/" + id + " HTTP/1.1\r\nHost: x\r\nx-apikey: " + server.key()
                      + "\r\nContent-Type: application/json\r\nContent-Length: "
                      + QByteArray::number(body.size()) + "\r\n\r\n" + body);
        QVERIFY(socket->waitForBytesWritten());
    }
}

void TestSignals::beginJob(HttpClient &client)
{
    const auto job = client.post("/rest/system_jobs",
                                 R"({"description":"j","crontab":"0 0 1 1 *","active":false,)"
                                 R"("script":"function runJob(req, res) { while (true); }"})");
    QCOMPARE(job.status, 201);
    QCOMPARE(client.post("/admin/v1/jobs/" + job.member("_id") + "/run", "{}").status, 202);
    QTRY_VERIFY(
        !client.get("/admin/v1/jobs").json().root().items().front().value("running").isNull());
}

void TestSignals::beginWebhook(HttpClient &client)
{
    QCOMPARE(
        client.send("PATCH", "/admin/v1/settings", R"({"request":{"allow":["127.0.0.1"]}})").status,
        200);
    const QByteArray url =
        "http://127.0.0.1:" + QByteArray::number(m_silent->serverPort()) + "/hook";
    QCOMPARE(
        client
            .put("/admin/v1/collections/c",
                 "{\"webhook\":{\"url\":\"" + url + "\",\"events\":[\"create\"],\"active\":true}}")
            .status,
        200);
    QCOMPARE(client.post("/rest/c", "{}").status, 201);
    QTRY_VERIFY(m_silent->hasPendingConnections());
}

/// A client asks for a backup, which does not fit into the buffers of sockets, and does not read
/// it.
void TestSignals::beginBackup(ServerProcess &server, HttpClient &client)
{
    QVERIFY(fill(client, 12, "{\"t\":\"" + QByteArray(1'000'000, 'x') + "\"}"));
    QTcpSocket *socket = connectTo(server.url());
    QVERIFY(socket);
    socket->setReadBufferSize(1);
    socket->write("GET /admin/v1/backup HTTP/1.1\r\nHost: x\r\nx-apikey: " + server.key()
                  + "\r\n\r\n");
    QTRY_VERIFY(socket->bytesAvailable() > 0);
}

void TestSignals::endAServerInEachState_data()
{
    QTest::addColumn<QByteArray>("state");
    for (const char *state :
         {"idle connections", "half-sent requests", "streams", "a hook that loops",
          "a hook that waits", "a hook that calls a silent server", "a slow query", "a slow write",
          "a job", "a webhook", "a backup that nobody reads", "all at once"})
        QTest::newRow(state) << QByteArray(state);
}

void TestSignals::beginIdleConnections(const ServerProcess &server)
{
    QTcpSocket *socket = connectTo(server.url());
    QVERIFY(socket);
    socket->write("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n");
    QTRY_VERIFY(socket->bytesAvailable() > 0);
    QVERIFY(connectTo(server.url()));
}

void TestSignals::beginHalfRequests(const ServerProcess &server)
{
    for (const char *part : {"PO", "POST /rest/c HTTP/1.1\r\nHo",
                             "POST /rest/c HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n{"}) {
        QTcpSocket *socket = connectTo(server.url());
        QVERIFY(socket);
        socket->write(part);
        QVERIFY(socket->waitForBytesWritten());
    }
}

void TestSignals::beginStream(const ServerProcess &server)
{
    QTcpSocket *socket = connectTo(server.url());
    QVERIFY(socket);
    socket->write("GET /admin/v1/inspector/stream HTTP/1.1\r\nHost: x\r\nx-apikey: " + server.key()
                  + "\r\n\r\n");
    QTRY_VERIFY(socket->bytesAvailable() > 0);
}

void TestSignals::checkFile()
{
    // It has let go of the file, which is whole.
    const auto checked = ServerProcess::run({"check", "--database", path("a.hookdesk")});
    QCOMPARE(checked.output, QByteArray("ok\n"));
    QVERIFY(!QFile::exists(path("a.hookdesk.lock")));
}

void TestSignals::allowLoopback(HttpClient &client)
{
    QCOMPARE(
        client.send("PATCH", "/admin/v1/settings", R"({"request":{"allow":["127.0.0.1"]}})").status,
        200);
}

void TestSignals::endAServerInEachState()
{
    QFETCH(QByteArray, state);
    ServerProcess server;
    QVERIFY(server.serve(path("a.hookdesk")));
    HttpClient client(server.url(), server.key());
    QCOMPARE(client.put("/admin/v1/collections/c", "{}").status, 201);
    QCOMPARE(client.put("/admin/v1/collections/h", "{}").status, 201);
    QCOMPARE(client.put("/admin/v1/collections/begun", "{}").status, 201);
    const auto isIn = [&](const char *each) { return state == each || state == "all at once"; };
    const auto beginHook = [&](const QByteArray &body) {
        QCOMPARE(client
                     .hook("h",
                           "function beforePOST(req, res) { db.post('/rest/begun', {}, () => { "
                               + body + " }); }")
                     .status,
                 200);
        for (int i = 0; i < 3; ++i)
            client.begin("POST", "/rest/h", "{}");
        // With a job that loops and a backup beside it, it may have to wait for its turn.
        if (state != "all at once")
            QTRY_VERIFY(!client.get("/rest/begun").json().root().items().empty());
    };
    if (isIn("idle connections"))
        beginIdleConnections(server);
    if (isIn("half-sent requests"))
        beginHalfRequests(server);
    if (isIn("streams"))
        beginStream(server);
    if (isIn("a backup that nobody reads"))
        beginBackup(server, client);
    if (isIn("a webhook"))
        beginWebhook(client);
    if (isIn("a job"))
        beginJob(client);
    if (isIn("a hook that loops"))
        beginHook("while (true);");
    if (state == "a hook that waits")
        beginHook("setTimeout(() => res.end(), 4000);");
    if (state == "a hook that calls a silent server") {
        allowLoopback(client);
        beginHook("request('http://127.0.0.1:" + QByteArray::number(m_silent->serverPort())
                  + "', () => res.end());");
        QTRY_VERIFY(m_silent->hasPendingConnections());
    }
    constexpr qint64 AtWork = 5; // ticks: more than it takes to read a request
    const qint64 before = server.ticks();
    if (isIn("a slow write"))
        beginSlowWrite(server, client);
    if (isIn("a slow query"))
        beginSlowQuery(server, client);
    if (isIn("a slow write") || isIn("a slow query"))
        QTRY_VERIFY(server.ticks() >= before + AtWork);
    server.signal(SIGTERM);
    server.signal(SIGINT); // who waits for requests under way is another test's business
    QCOMPARE(server.wait(), 0);
    QCOMPARE(server.errors(), QByteArray());
    checkFile();
}

void TestSignals::letAnswersFinish()
{
    ServerProcess server;
    QVERIFY(server.serve(path("a.hookdesk")));
    HttpClient client(server.url(), server.key());
    QCOMPARE(client.put("/admin/v1/collections/c", "{}").status, 201);
    QVERIFY(fill(client, 12, "{\"t\":\"" + QByteArray(1'000'000, 'x') + "\"}"));
    QTcpSocket *socket = connectTo(server.url());
    socket->setReadBufferSize(1);
    socket->write("GET /admin/v1/backup HTTP/1.1\r\nHost: x\r\nx-apikey: " + server.key()
                  + "\r\n\r\n");
    QTRY_VERIFY(socket->bytesAvailable() > 0);
    server.signal(SIGTERM);
    // It takes no new connections, but sends to its end what it has begun.
    QTRY_VERIFY(!connectTo(server.url()));
    socket->setReadBufferSize(0);
    QByteArray answer;
    while (socket->waitForReadyRead())
        answer += socket->readAll();
    QCOMPARE(server.wait(), 0);
    const qsizetype head = answer.indexOf("\r\n\r\n");
    const QByteArray length = answer.mid(answer.indexOf("Content-Length: ") + 16, 12);
    QCOMPARE(answer.size() - head - 4, length.first(length.indexOf('\r')).toLongLong());
}

// ---- commands

void TestSignals::endCommands_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("hooks pull") << QStringList{"hooks", "pull", "pulled"};
    QTest::newRow("hooks push") << QStringList{"hooks", "push", "scripts"};
    QTest::newRow("import") << QStringList{"import", "c", "c.json"};
    QTest::newRow("export") << QStringList{"export", "c", "out.json"};
    QTest::newRow("backup") << QStringList{"backup", "b.hookdesk"};
}

/// Of a server that takes requests and never answers.
void TestSignals::endCommands()
{
    QFETCH(QStringList, arguments);
    QVERIFY(QDir(m_folder->path()).mkdir(QStringLiteral("scripts")));
    for (const char *name : {"scripts/a.js", "c.json"}) {
        QFile file(path(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("[]");
    }
    QProcess process;
    process.setWorkingDirectory(m_folder->path());
    process.start(
        ServerProcess::program(),
        arguments
            + QStringList{"--server",
                          QStringLiteral("http://127.0.0.1:%1").arg(m_silent->serverPort()),
                          "--key", "0123456789"});
    QVERIFY(m_silent->waitForNewConnection(20000));
    QTcpSocket *request = m_silent->nextPendingConnection();
    QVERIFY(request->waitForReadyRead());
    process.terminate();
    QVERIFY(process.waitForFinished());
    QCOMPARE(process.exitStatus(), QProcess::NormalExit);
    QCOMPARE(process.exitCode(), 0);
    const QByteArray errors = process.readAllStandardError();
    QVERIFY2(errors.contains("ended by a signal before it was done"), errors.constData());
    const QStringList left = QDir(m_folder->path()).entryList(QDir::Files);
    QCOMPARE(left, QStringList{QStringLiteral("c.json")}); // no half of anything
}

QTEST_GUILESS_MAIN(TestSignals)
#include "tst_signals.moc"
