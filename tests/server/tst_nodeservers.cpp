// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/message.h"
#include "tests/support/cluster.h"
#include "tests/support/embeddedserver.h"
#include "tests/support/httpclient.h"
#include "tests/support/serverprocess.h"

#include <QElapsedTimer>
#include <QNetworkReply>
#include <QScopeGuard>
#include <QTest>

#include <array>
#include <csignal>

/// Whole servers that share a schema of PostgreSQL, as clients and balancers see them.
class TestNodeServers final : public QObject
{
    Q_OBJECT

private slots:
    void cleanup();
    void readinessOfAFile();
    void serversTellOfEachOther();
    void changesHoldOnAll();
    void limitsAreShared();
    void stoppedServersTellNothingOld();
    void streamsTellWhatOthersWrite();
    void silentDatabasesHoldUpNoEnd();
    void inspectorsOfOthersAreShown();
    void othersThatCannotBeAsked();
    void certificatesOfOthersAreKnown();
    void firstKeysAreOne();

private:
    /// Two servers with the names `a` and `b` on a new schema. False: they do not start.
    bool start();
    HttpClient client(const ServerProcess &process) const
    {
        return HttpClient(process.url(), m_key);
    }

    QString m_address; ///< Of the schema.
    QByteArray m_key;
    ServerProcess m_a;
    ServerProcess m_b;
};

bool TestNodeServers::start()
{
    Cluster *cluster = Cluster::isInstalled() ? Cluster::ofProgram() : nullptr;
    if (!cluster)
        return false;
    m_address = cluster->newAddress();
    const auto options = [&](const char *name) {
        return QStringList{"--node", name, "--inspector",
                           cluster->folder() + QLatin1Char('/') + QLatin1String(name)
                               + m_address.section(QLatin1Char('='), -1)};
    };
    if (!m_a.serve(m_address, options("a")))
        return false;
    m_key = m_a.key();
    return m_b.serve(m_address, options("b"));
}

void TestNodeServers::cleanup()
{
    for (ServerProcess *each : {&m_a, &m_b}) {
        if (each->processId() > 0)
            each->killHard();
    }
}

void TestNodeServers::readinessOfAFile()
{
    EmbeddedServer server;
    QVERIFY(server.start());
    QCOMPARE(server.clientWith({}).get("/readyz").body, QByteArray("ready"));
    QVERIFY(server.client().get("/readyz").header("X-Hookdesk-Node").isEmpty());
    const auto nodes = server.client().get("/admin/v1/nodes");
    QCOMPARE(nodes.json().root().items().size(), size_t(1));
    QCOMPARE(nodes.json().root().items().front().value("address").text().toByteArray(),
             server.url().toUtf8());
    bool isStopped = false;
    server.server().stop([&] { isStopped = true; });
    const auto stopping = server.server().requestAndWait("GET", "/readyz", {});
    QCOMPARE(stopping.status, 503);
    QVERIFY(stopping.body.contains("stopping"));
    QCOMPARE(server.server().requestAndWait("GET", "/healthz", {}).status, 200);
    QTRY_VERIFY(isStopped);
}

void TestNodeServers::serversTellOfEachOther()
{
    if (!Cluster::isInstalled())
        QSKIP("PostgreSQL is not installed.");
    QVERIFY(start());
    for (const ServerProcess *each : {&m_a, &m_b}) {
        HttpClient one = client(*each);
        QTRY_COMPARE(one.get("/readyz").status, 200);
        const auto nodes = one.get("/admin/v1/nodes");
        QCOMPARE(nodes.header("X-Hookdesk-Node"), QByteArray(each == &m_a ? "a" : "b"));
        QTRY_COMPARE(one.get("/admin/v1/nodes").json().root().items().size(), size_t(2));
        // The list is in the order of the names.
        const auto list = one.get("/admin/v1/nodes").json();
        const Json::Value own = list.root().items()[each == &m_a ? 0 : 1];
        QVERIFY(own.value("self").toBool() && own.value("alive").toBool());
        QTRY_COMPARE(one.get("/admin/v1/nodes").json().root().items()[0].value("address").text(),
                     QByteArrayView(m_a.url().toUtf8()));
    }
    const auto listed = ServerProcess::run({"nodes", "--database", m_address});
    QCOMPARE(listed.status, 0);
    QCOMPARE(listed.output.count(" alive "), 2);
    QVERIFY2(listed.output.contains(m_b.url().toUtf8()), listed.output.constData());
    QCOMPARE(ServerProcess::run({"nodes", "--database", "x.hookdesk"}).status, 2);
    QCOMPARE(m_b.terminate(), 0);
    QTRY_COMPARE(client(m_a).get("/admin/v1/nodes").json().root().items().size(), size_t(1));
}

void TestNodeServers::changesHoldOnAll()
{
    if (!Cluster::isInstalled())
        QSKIP("PostgreSQL is not installed.");
    QVERIFY(start());
    HttpClient a = client(m_a);
    HttpClient b = client(m_b);
    QVERIFY(a.put("/admin/v1/collections/c", "{}").status < 300);
    const auto stored = b.post("/rest/c", "{}");
    QCOMPARE(stored.status, 201);
    QCOMPARE(a.get("/rest/c/" + stored.member("_id")).status, 200);
    // A hook, of which the other server runs the newest each time.
    for (int i = 0; i < 5; ++i) {
        HttpClient &one = i % 2 ? a : b;
        HttpClient &other = i % 2 ? b : a;
        const QByteArray number = QByteArray::number(i);
        const QByteArray hook = "function beforePOST(req, res) { req.body.n = " + number
            + "; res.end({data: req.body}); }";
        QCOMPARE(one.hook("c", hook).status, 200);
        QCOMPARE(other.post("/rest/c", "{}").member("n"), number);
    }
    const auto made = a.post("/admin/v1/keys", R"({"kind":"full"})");
    QCOMPARE(made.status, 201);
    HttpClient revoked(m_b.url(), made.member("key"));
    QCOMPARE(revoked.get("/admin/v1/keys").status, 200);
    QVERIFY(a.send("DELETE", "/admin/v1/keys/" + made.member("id")).status < 300);
    QCOMPARE(revoked.get("/admin/v1/keys").status, 401);
}

/// 10 requests a second are 5 on each of two servers.
void TestNodeServers::limitsAreShared()
{
    if (!Cluster::isInstalled())
        QSKIP("PostgreSQL is not installed.");
    QVERIFY(start());
    HttpClient a = client(m_a);
    QTRY_COMPARE(client(m_b).get("/admin/v1/nodes").json().root().items().size(), size_t(2));
    QVERIFY(a.put("/admin/v1/collections/c", "{}").status < 300);
    QCOMPARE(a.send("PATCH", "/admin/v1/settings", R"({"limits":{"requestsPerSecond":10}})").status,
             200);
    // How many requests of a new key are let through in a row. The server counts the others at
    // its last look, a second ago at most.
    const auto let = [&] {
        const auto made =
            a.post("/admin/v1/keys", R"({"kind":"web","methods":["GET"],"path":"/c"})");
        HttpClient web(m_a.url(), made.member("key"));
        QElapsedTimer timer;
        timer.start();
        int count = 0;
        while (count < 100 && web.get("/rest/c").status == 200)
            ++count;
        return count - int(timer.elapsed() * 5 / 1000);
    };
    int last = 0;
    QTRY_VERIFY2((last = let()) >= 4 && last <= 6, qPrintable(QString::number(last)));
}

void TestNodeServers::stoppedServersTellNothingOld()
{
    if (!Cluster::isInstalled())
        QSKIP("PostgreSQL is not installed.");
    QVERIFY(start());
    HttpClient a = client(m_a);
    const auto made = a.post("/admin/v1/keys", R"({"kind":"full"})");
    QCOMPARE(HttpClient(m_b.url(), made.member("key")).get("/admin/v1/keys").status, 200);
    m_b.signal(SIGSTOP);
    QElapsedTimer timer;
    timer.start();
    // It is answered when the other server cannot answer by the old keys any more.
    QVERIFY(a.send("DELETE", "/admin/v1/keys/" + made.member("id")).status < 300);
    QVERIFY2(timer.elapsed() > 3000 && timer.elapsed() < 8000,
             qPrintable(QString::number(timer.elapsed())));
    // These wait in its socket.
    HttpClient revoked(m_b.url(), made.member("key"));
    HttpClient admin = client(m_b);
    QList<QNetworkReply *> replies;
    for (int i = 0; i < 5; ++i)
        replies.append(revoked.begin("GET", "/admin/v1/keys"));
    QNetworkReply *ready = revoked.begin("GET", "/readyz");
    QTest::qWait(100);
    m_b.signal(SIGCONT);
    for (QNetworkReply *each : replies) {
        const int status = HttpClient::finish(each).status;
        QVERIFY2(status == 503 || status == 401, qPrintable(QString::number(status)));
    }
    (void)HttpClient::finish(ready);
    QTRY_COMPARE(admin.get("/admin/v1/keys").status, 200);
    QCOMPARE(revoked.get("/admin/v1/keys").status, 401);
}

void TestNodeServers::streamsTellWhatOthersWrite()
{
    if (!Cluster::isInstalled())
        QSKIP("PostgreSQL is not installed.");
    QVERIFY(start());
    HttpClient b = client(m_b);
    for (const char *each : {"c", "d"})
        QVERIFY(b.put(QByteArray("/admin/v1/collections/") + each, "{}").status < 300);
    QNetworkAccessManager manager;
    QByteArray events;
    const auto listen = [&](const ServerProcess &process, const QByteArray &lastId) {
        QNetworkRequest request(QUrl(process.url() + QStringLiteral("/admin/v1/changes")));
        request.setRawHeader("x-apikey", m_key);
        if (!lastId.isEmpty())
            request.setRawHeader("last-event-id", lastId);
        QNetworkReply *reply = manager.get(request);
        events.clear();
        connect(reply, &QNetworkReply::readyRead, this,
                [reply, &events] { events.append(reply->readAll()); });
        return reply;
    };
    QNetworkReply *reply = listen(m_a, {});
    QTRY_VERIFY(events.contains("event: reset"));
    QVERIFY(!events.contains("data: {\"coll"));
    // One document, an array, and a hook's.
    QCOMPARE(b.hook("c",
                    "async function beforePOST(req, res) { await db.post('/rest/d', {by: "
                    "'hook'}); res.end({data: req.body}); }")
                 .status,
             200);
    QCOMPARE(b.post("/rest/d", "{}").status, 201);
    QCOMPARE(b.post("/rest/d", "[{},{},{}]").status, 201);
    QCOMPARE(b.post("/rest/c", "{}").status, 201);
    QTRY_COMPARE(events.count("\"name\":\"d\""), 3);
    QTRY_VERIFY(events.contains("\"name\":\"d\",\"insert\":3,"));
    QTRY_COMPARE(events.count("\"name\":\"c\",\"insert\":1,"), 1);
    // A job's, which is written by either server.
    const auto job = b.post("/rest/system_jobs",
                            R"({"description":"j","crontab":"0 0 1 1 *","script":)"
                            R"("async function runJob(req, res) { await db.post('/rest/d', {}); )"
                            R"(res.end(); }"})");
    QVERIFY2(job.status == 201, job.body.constData());
    const auto begun = b.post("/admin/v1/jobs/" + job.member("_id") + "/run", "{}");
    QVERIFY2(begun.status < 300, begun.body.constData());
    QTRY_COMPARE(events.count("\"name\":\"d\""), 4);
    QTRY_VERIFY(events.contains("\"name\":\"system_log\",\"insert\":1,"));
    // The ids of one server mean nothing to the other one.
    const QByteArray lastId = events.sliced(events.lastIndexOf("id: ") + 4).split('\n').first();
    reply->abort();
    reply = listen(m_b, lastId);
    QTRY_VERIFY(events.contains("event: reset"));
    reply->abort();
    reply = listen(m_a, lastId);
    QCOMPARE(b.post("/rest/d", "{}").status, 201);
    QTRY_COMPARE(events.count("\"name\":\"d\""), 1);
    QVERIFY(!events.contains("event: reset"));
    reply->abort();
}

void TestNodeServers::silentDatabasesHoldUpNoEnd()
{
    if (!Cluster::isInstalled())
        QSKIP("PostgreSQL is not installed.");
    QVERIFY(start());
    HttpClient a = client(m_a);
    QVERIFY(a.put("/admin/v1/collections/c", "{}").status < 300);
    Cluster::ofProgram()->freeze();
    const auto thaw = qScopeGuard([] { Cluster::ofProgram()->thaw(); });
    // A write waits, and each server has looked at the jobs of the other one.
    QNetworkReply *write = a.begin("POST", "/rest/c", "{}");
    QTRY_COMPARE_WITH_TIMEOUT(a.get("/readyz").status, 503, 20'000);
    for (ServerProcess *each : {&m_a, &m_b}) {
        each->signal(SIGTERM);
        QCOMPARE(each->wait(), 0);
        const QByteArray said = each->errors();
        QVERIFY2(!said.contains("did not end") && !said.contains("left behind"), said.constData());
    }
    QVERIFY(HttpClient::finish(write).status != 201);
}

void TestNodeServers::inspectorsOfOthersAreShown()
{
    if (!Cluster::isInstalled())
        QSKIP("PostgreSQL is not installed.");
    QVERIFY(start());
    HttpClient a = client(m_a);
    HttpClient b = client(m_b);
    QVERIFY(a.put("/admin/v1/collections/c", "{}").status < 300);
    QCOMPARE(b.post("/rest/c", "{}").status, 201);
    QTRY_COMPARE(b.get("/admin/v1/inspector?path=/rest/c").json().root().items().size(), size_t(1));
    QCOMPARE(a.get("/admin/v1/inspector?path=/rest/c").body, "[]");
    const auto shown = a.get("/admin/v1/inspector?path=/rest/c&node=b");
    QCOMPARE(shown.status, 200);
    QCOMPARE(shown.body, b.get("/admin/v1/inspector?path=/rest/c").body);
    QCOMPARE(shown.header("X-Hookdesk-Node"), "b");
    QCOMPARE(shown.json().root().items().front().value("node").text(), "b");
    // Of itself, whether it is named or not.
    QCOMPARE(a.get("/admin/v1/inspector?path=/rest/c&node=a").header("X-Hookdesk-Node"), "a");
    const auto rows = a.get("/admin/v1/inspector/rows?node=b&path=/rest/c&max=1");
    QCOMPARE(rows.json().root().value("rows").items().size(), size_t(1));
    QVERIFY(a.get("/admin/v1/inspector/export?node=b")
                .header("Content-Disposition")
                .contains("hookdesk.har"));
    QCOMPARE(a.get("/admin/v1/inspector/statistics?node=b").status, 200);
    QCOMPARE(a.get("/admin/v1/inspector?node=b&max=x").status, 400);
    // The stream goes on until one of the three ends.
    QNetworkAccessManager manager;
    QNetworkRequest request(
        QUrl(m_a.url() + QStringLiteral("/admin/v1/inspector/stream?node=b&path=/rest/c")));
    request.setRawHeader("x-apikey", m_key);
    QNetworkReply *stream = manager.get(request);
    QByteArray events;
    connect(stream, &QNetworkReply::readyRead, this, [&] { events.append(stream->readAll()); });
    QTRY_VERIFY(events.contains("retry: "));
    QCOMPARE(stream->rawHeader("X-Hookdesk-Node"), "b");
    QCOMPARE(b.post("/rest/c", R"({"n":"of b"})").status, 201);
    QCOMPARE(a.post("/rest/c", R"({"n":"of a"})").status, 201);
    QCOMPARE(b.post("/rest/c", R"({"n":"last"})").status, 201);
    QTRY_COMPARE(events.count("data: {"), 2);
    QVERIFY(events.contains("of b") && !events.contains("of a"));
    QVERIFY(a.get("/metrics").body.contains("hookdesk_http_connections{node=\"a\"} "));
    QVERIFY(b.get("/metrics").body.contains("_total{method=\"POST\",status=\"2xx\",node=\"b\"} 3"));
    m_b.killHard();
    QTRY_VERIFY(stream->isFinished());
}

void TestNodeServers::othersThatCannotBeAsked()
{
    if (!Cluster::isInstalled())
        QSKIP("PostgreSQL is not installed.");
    QVERIFY(start());
    HttpClient a = client(m_a);
    QCOMPARE(a.get("/admin/v1/inspector?node=nobody").status, 404);
    QCOMPARE(a.get("/admin/v1/inspector?node=%0d%0a").status, 404);
    const QString schema = m_address.section(QLatin1String("schema="), 1);
    const auto add = [&](const QString &name, const QString &address) {
        Cluster::ofProgram()->query(
            QStringLiteral("INSERT INTO %1.nodes (name, session, pid, started, seen, generation, "
                           "version, address, jobs) VALUES ('%2', '%2', 0, now(), now() + "
                           "interval '1 hour', 100000, '', '%3', 1)")
                .arg(schema, name, address));
    };
    const auto refused = [&](const QByteArray &name, const char *why) {
        const auto reply = a.get("/admin/v1/inspector?node=" + name);
        return reply.status == 503 && reply.body.contains(why) && !reply.body.contains(m_key);
    };
    // Nobody listens there; another server does; a server that is this one; none.
    add(QStringLiteral("away"), QStringLiteral("http://127.0.0.1:1"));
    add(QStringLiteral("wrong"), m_b.url());
    add(QStringLiteral("loop"), m_a.url());
    add(QStringLiteral("closed"), QString());
    add(QStringLiteral("odd"), QStringLiteral("file:///etc/passwd#"));
    QVERIFY(refused("away", "127.0.0.1:1"));
    QVERIFY(refused("wrong", "another server answers"));
    QVERIFY(refused("loop", "another server answers"));
    QVERIFY(refused("closed", "network is closed"));
    QVERIFY(refused("odd", "no address"));
    // One that takes the request and says nothing.
    m_b.signal(SIGSTOP);
    QVERIFY(refused("b", "does not answer"));
    m_b.signal(SIGCONT);
    QTRY_COMPARE(a.get("/admin/v1/inspector?node=b").status, 200);
    // A file has one server.
    EmbeddedServer server;
    qunsetenv("HOOKDESK_TEST_STORE");
    QVERIFY(server.start());
    QCOMPARE(server.client().get("/admin/v1/inspector?node=b").status, 404);
    const auto web = a.post("/admin/v1/keys", R"({"kind":"web"})");
    QCOMPARE(HttpClient(m_a.url(), web.member("key")).get("/admin/v1/inspector?node=b").status,
             403);
}

void TestNodeServers::certificatesOfOthersAreKnown()
{
    Cluster *cluster = Cluster::isInstalled() ? Cluster::ofProgram() : nullptr;
    if (!cluster)
        QSKIP("PostgreSQL is not installed.");
    const QString certificate = cluster->folder() + QStringLiteral("/b.crt");
    const QString key = cluster->folder() + QStringLiteral("/b.key");
    QVERIFY(ServerProcess::makeCertificate(certificate, key));
    m_address = cluster->newAddress();
    QVERIFY(m_a.serve(m_address, {"--node", "a", "--inspector", cluster->folder() + "/a"}));
    m_key = m_a.key();
    QVERIFY(m_b.serve(m_address,
                      {"--node", "b", "--inspector", cluster->folder() + "/b", "--tls-certificate",
                       certificate, "--tls-key", key}));
    HttpClient a = client(m_a);
    QTRY_COMPARE(a.get("/admin/v1/inspector?node=b").status, 200);
    // Somebody else who has its address has not its certificate.
    const QString schema = m_address.section(QLatin1String("schema="), 1);
    cluster->query(QStringLiteral("INSERT INTO %1.nodes SELECT 'c', 'c', 0, started, now() + "
                                  "interval '1 hour', 100000, '', address, 1, 0, 0, repeat('0', 64)"
                                  " FROM %1.nodes WHERE name = 'b'")
                       .arg(schema));
    const auto refused = a.get("/admin/v1/inspector?node=c");
    QCOMPARE(refused.status, 503);
    QVERIFY(!refused.body.contains("another server answers"));
}

/// Servers that start at once on a schema that nobody has made.
void TestNodeServers::firstKeysAreOne()
{
    Cluster *cluster = Cluster::isInstalled() ? Cluster::ofProgram() : nullptr;
    if (!cluster)
        QSKIP("PostgreSQL is not installed.");
    for (int round = 0; round < 5; ++round) {
        const QString address = cluster->newAddress();
        std::array<QProcess, 3> processes;
        std::array<QByteArray, 3> said;
        for (size_t i = 0; i < processes.size(); ++i)
            processes[i].start(ServerProcess::program(),
                               {"serve", "--database", address, "--listen", "127.0.0.1:0",
                                "--inspector", cluster->folder() + "/first" + QString::number(i)});
        QByteArrayList urls;
        QByteArrayList keys;
        for (size_t i = 0; i < processes.size(); ++i) {
            const auto isReady = [&] {
                processes[i].waitForReadyRead(20);
                said[i].append(processes[i].readAllStandardOutput());
                return said[i].contains(" on http");
            };
            if (!QTest::qWaitFor(isReady, 30'000))
                QFAIL((said[i] + processes[i].readAllStandardError()).constData());
            const QByteArrayList lines = said[i].split('\n');
            for (const QByteArray &line : lines) {
                if (line.startsWith("full-access key: "))
                    keys.append(line.sliced(line.indexOf(':') + 2));
                if (line.contains(" on http"))
                    urls.append(line.sliced(line.indexOf("http")));
            }
        }
        QCOMPARE(keys.size(), 1);
        for (const QByteArray &url : std::as_const(urls)) {
            const auto listed =
                HttpClient(QString::fromLatin1(url), keys.first()).get("/admin/v1/keys");
            QCOMPARE(listed.status, 200);
            QCOMPARE(listed.json().root().items().size(), size_t(1));
        }
        for (QProcess &process : processes) {
            process.terminate();
            QVERIFY(process.waitForFinished());
        }
    }
}

QTEST_GUILESS_MAIN(TestNodeServers)
#include "tst_nodeservers.moc"
