// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/embeddedserver.h"
#include "tests/support/serverprocess.h"

#include <QTest>

using namespace std::chrono_literals;

/// Jobs as a server runs them, and what is told of them when it ends.
class TestJobServer : public QObject
{
    Q_OBJECT

private slots:
    void serverRunsThem();
    void logHooksSeeRuns();
    void killedServerTellsOfItsRun();
    void stoppedServerTellsOfItsRun();

private:
    /// The ids of a job and of its run, which has begun.
    std::pair<QByteArray, QByteArray> startLongJob(const ServerProcess &process,
                                                   const QByteArray &body);
};

void TestJobServer::serverRunsThem()
{
    EmbeddedServer server;
    QVERIFY(server.start());
    HttpClient &client = server.client();
    QVERIFY(server.define("notes"));
    const auto made = client.post(
        "/rest/system_jobs",
        R"JS({"crontab":"0 0 1 1 *","description":"Writer","script":"async function runJob(req, res) { const note = await db.post('/rest/notes', {text: 'from a job'}); log.warn('kept', note._id); res.end(note._id); }"})JS");
    QCOMPARE(made.status, 201);
    const QByteArray id = made.member("_id");
    const auto begun = client.post("/admin/v1/jobs/" + id + "/run", "");
    QCOMPARE(begun.status, 202);
    QTRY_COMPARE(client.get("/rest/system_log/" + begun.member("run")).status, 200);
    const auto run = client.get("/rest/system_log/" + begun.member("run"));
    QCOMPARE(run.member("status"), "OK");
    QCOMPARE(run.member("trigger"), "manual");
    QCOMPARE(client.get("/rest/notes/" + run.member("logstring")).member("text"), "from a job");
    QCOMPARE(client.get("/rest/system_jobs/" + id).member("laststatus"), "OK");
    // It is gone with its job; what became of it is not.
    QCOMPARE(client.send("DELETE", "/rest/system_jobs/" + id).status, 200);
    QCOMPARE(client.post("/admin/v1/jobs/" + id + "/run", "").status, 404);
    QCOMPARE(client.get("/rest/system_log/" + begun.member("run")).status, 200);
}

void TestJobServer::logHooksSeeRuns()
{
    EmbeddedServer server;
    QVERIFY(server.start());
    HttpClient &client = server.client();
    QVERIFY(server.define("alarms"));
    QCOMPARE(client
                 .hook("system_log",
                       "function beforePOST(req, res) { if (req.body.logstring === 'refused') "
                       "return res.end({error: 'no'}); res.end({data: "
                       "Object.assign(req.body, {seen: true})}); }\n"
                       "async function afterPOST(req, res) { if (req.result.status !== 'OK') await "
                       "db.post('/rest/alarms', {about: req.result.logstring}); res.end(); }")
                 .status,
             200);
    const auto run = [&](const QByteArray &script) {
        const auto made =
            client.post("/rest/system_jobs",
                        R"({"crontab":"0 0 1 1 *","script":"function runJob(req, res) { )" + script
                            + R"( }"})");
        const auto begun = client.post("/admin/v1/jobs/" + made.member("_id") + "/run", "");
        const QByteArray path = "/rest/system_log/" + begun.member("run");
        [&] { QTRY_COMPARE(client.get(path).status, 200); }();
        return client.get(path);
    };
    QCOMPARE(run("res.end('fine');").member("seen"), "true");
    QVERIFY(run("throw new Error('broken');").member("logstring").startsWith("broken"));
    QTRY_COMPARE(client.get("/rest/alarms").json().root().items().size(), size_t(1));
    // A hook that refuses the record of a run does not keep it from being kept.
    const auto refused = run("res.end('refused');");
    QCOMPARE(refused.member("logstring"), "refused");
    QVERIFY(refused.member("seen").isEmpty());
}

std::pair<QByteArray, QByteArray> TestJobServer::startLongJob(const ServerProcess &process,
                                                              const QByteArray &body)
{
    HttpClient client(process.url(), process.key());
    const auto made = client.post("/rest/system_jobs",
                                  R"({"crontab":"0 0 1 1 *","script":"function runJob(req, res) { )"
                                      + body + R"( }"})");
    const QByteArray id = made.member("_id");
    const QByteArray run = client.post("/admin/v1/jobs/" + id + "/run", "").member("run");
    [&] { QTRY_VERIFY(!client.get("/rest/system_jobs/" + id).member("lastrun").isEmpty()); }();
    return {id, run};
}

void TestJobServer::killedServerTellsOfItsRun()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("x.hookdesk"));
    ServerProcess process;
    QVERIFY(process.serve(path));
    const QByteArray key = process.key();
    const auto [id, run] = startLongJob(process, "setTimeout(function () { res.end(); }, 50000);");
    process.killHard();
    QVERIFY(process.serve(path));
    HttpClient client(process.url(), key);
    QTRY_COMPARE(client.get("/rest/system_log/" + run).member("status"), "KILLED");
    QCOMPARE(client.get("/rest/system_log").json().root().items().size(), size_t(1));
    QCOMPARE(client.get("/rest/system_jobs/" + id).member("laststatus"), "KILLED");
    QVERIFY(client.get("/admin/v1/jobs").body.contains("\"running\":null"));
}

void TestJobServer::stoppedServerTellsOfItsRun()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("x.hookdesk"));
    ServerProcess process;
    QVERIFY(process.serve(path));
    const QByteArray key = process.key();
    const QByteArray run = startLongJob(process, "for (;;) {}").second;
    QCOMPARE(process.terminate(), 0);
    QVERIFY(process.serve(path));
    HttpClient client(process.url(), key);
    QTRY_COMPARE(client.get("/rest/system_log/" + run).member("status"), "KILLED");
    QVERIFY(client.get("/rest/system_log/" + run).member("logstring").contains("was stopped"));
}

QTEST_GUILESS_MAIN(TestJobServer)
#include "tst_jobserver.moc"
