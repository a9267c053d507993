// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/auth/caller.h"
#include "server/http/message.h"
#include "tests/support/embeddedserver.h"

#include <QTest>

/// A DELETE removes exactly what its before-hook decided on.
class TestHookDeletes : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void overtakenDeletesAreAskedAgain_data();
    void overtakenDeletesAreAskedAgain();
    void deletesOvertakenAgainAndAgainConflict_data();
    void deletesOvertakenAgainAndAgainConflict();
    void whatIsGoneMeanwhileIsLeftOut();
    void ifMatchHoldsInEachAttempt();
    void jobsAreDeletedAsTheHookSawThem();
    void idsNamedTwiceReachHooksOnce();

private:
    static void addWaysOfDeleting();
    HttpClient &client() { return m_server.client(); }
    /// Makes @p text name the two documents.
    QByteArray filled(QByteArray text) const
    {
        return text.replace("{id}", m_id).replace("{other}", m_other);
    }
    /// A hook that refuses what is locked. While it decides, another client changes the document
    /// with @p change, in its first @p times runs.
    QByteArray overtaken(int times, const QByteArray &change) const;
    QByteArray timesAsked() { return client().get("/rest/seen/" + m_counter).member("asked"); }

    EmbeddedServer m_server;
    QByteArray m_id;
    QByteArray m_other;
    QByteArray m_counter;
};

void TestHookDeletes::initTestCase()
{
    QVERIFY(m_server.start());
}

void TestHookDeletes::init()
{
    for (const QByteArray name : {"c", "seen"}) {
        (void)client().send("DELETE", "/admin/v1/collections/" + name + "?confirm=" + name);
        QVERIFY(m_server.define(name));
    }
    m_id = client().post("/rest/c", R"({"kind":"x"})").member("_id");
    m_other = client().post("/rest/c", R"({"kind":"x"})").member("_id");
    m_counter = client().post("/rest/seen", R"({"asked":0})").member("_id");
}

QByteArray TestHookDeletes::overtaken(int times, const QByteArray &change) const
{
    QByteArray script = R"(
async function beforeDELETE(req, res) {
  var isLocked = [].concat(req.body).some(function (document) { return document.locked; });
  const {asked} = await db.put('/rest/seen/COUNTER', {$inc: {asked: 1}});
  if (asked <= TIMES)
    await db.put('/rest/c/ID', CHANGE);
  isLocked ? res.end({error: {statuscode: 423, message: 'locked'}}) : res.end();
})";
    return script.replace("COUNTER", m_counter)
        .replace("TIMES", QByteArray::number(times))
        .replace("ID", m_id)
        .replace("CHANGE", change);
}

void TestHookDeletes::addWaysOfDeleting()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("body");
    const auto row = [](const char *name, const char *path, const char *body = "") {
        QTest::newRow(name) << QByteArray(path) << QByteArray(body);
    };
    row("one", "/rest/c/{id}");
    row("ids", "/rest/c/*", R"(["{other}","{id}"])");
    row("ids without the star", "/rest/c", R"(["{other}","{id}"])");
    row("query", R"(/rest/c/*?q={"kind":"x"})");
}

void TestHookDeletes::overtakenDeletesAreAskedAgain_data()
{
    addWaysOfDeleting();
}

void TestHookDeletes::overtakenDeletesAreAskedAgain()
{
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, body);
    QCOMPARE(client().hook("c", overtaken(1, "{locked: true}")).status, 200);
    QCOMPARE(client().send("DELETE", filled(path), filled(body)).status, 423);
    QCOMPARE(timesAsked(), QByteArray("2"));
    QCOMPARE(client().get("/rest/c/" + m_id).member("locked"), QByteArray("true"));
    QCOMPARE(client().get("/rest/c/" + m_other).status, 200); // all of them, or none
    // A change that the hook allows only makes it run again.
    QCOMPARE(client().put("/rest/seen/" + m_counter, R"({"asked":0})").status, 200);
    QCOMPARE(client().put("/rest/c/" + m_id, R"({"locked":false})").status, 200);
    QCOMPARE(client().hook("c", overtaken(4, "{n: asked}")).status, 200);
    QCOMPARE(client().send("DELETE", filled(path), filled(body)).status, 200);
    QCOMPARE(timesAsked(), QByteArray("5"));
    QCOMPARE(client().get("/rest/c/" + m_id).status, 404);
}

void TestHookDeletes::deletesOvertakenAgainAndAgainConflict_data()
{
    addWaysOfDeleting();
}

void TestHookDeletes::deletesOvertakenAgainAndAgainConflict()
{
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, body);
    QCOMPARE(client().hook("c", overtaken(100, "{n: asked}")).status, 200);
    const auto reply = client().send("DELETE", filled(path), filled(body));
    QCOMPARE(reply.status, 409);
    QVERIFY(reply.header("x-hookdesk-saved").isEmpty());
    QCOMPARE(timesAsked(), QByteArray("5"));
    QCOMPARE(client().get("/rest/c/" + m_id).member("n"), QByteArray("5"));
    QCOMPARE(client().get("/rest/c/" + m_other).status, 200);
}

void TestHookDeletes::whatIsGoneMeanwhileIsLeftOut()
{
    const QByteArray script = R"(
async function beforeDELETE(req, res) {
  if (Array.isArray(req.body))
    await db.delete('/rest/c/{other}');
  res.end();
})";
    QCOMPARE(client().hook("c", filled(script)).status, 200);
    const auto reply = client().send("DELETE", "/rest/c/*", filled(R"(["{id}","{other}"])"));
    QCOMPARE(reply.status, 200);
    QCOMPARE(reply.member("result"), filled(R"(["{id}"])"));
}

void TestHookDeletes::ifMatchHoldsInEachAttempt()
{
    QCOMPARE(client().hook("c", overtaken(1, "{n: asked}")).status, 200);
    Http::Request request;
    request.method = "DELETE";
    request.path = "/rest/c/" + m_id;
    request.headers = {{"if-match", "\"0\""}};
    Auth::Caller caller;
    caller.kind = Auth::Caller::Kind::FullKey;
    int answered = 0;
    m_server.server().request(request, caller, [&](const Http::Response &response) {
        QMetaObject::invokeMethod(this, [&answered, given = response.status] { answered = given; });
    });
    QTRY_COMPARE(answered, 412);
    QCOMPARE(timesAsked(), QByteArray("1"));
    QCOMPARE(client().get("/rest/c/" + m_id).member("n"), QByteArray("1"));
}

/// Jobs are stored by a way of their own.
void TestHookDeletes::jobsAreDeletedAsTheHookSawThem()
{
    const QByteArray script = R"(
async function beforeDELETE(req, res) {
  if (req.body.name === 'keep')
    return res.end({error: {statuscode: 423, message: 'kept'}});
  await db.put('/rest/system_jobs/' + req.id, {name: 'keep'});
  res.end();
})";
    const auto job = client().post(
        "/rest/system_jobs",
        R"({"name":"go","crontab":"0 0 1 1 *","script":"function runJob(req, res) { res.end(); }"})");
    QCOMPARE(job.status, 201);
    QCOMPARE(client().hook("system_jobs", script).status, 200);
    QCOMPARE(client().send("DELETE", "/rest/system_jobs/" + job.member("_id")).status, 423);
    QCOMPARE(client().get("/rest/system_jobs/" + job.member("_id")).member("name"),
             QByteArray("keep"));
}

/// A hook that counts what is deleted would count wrong.
void TestHookDeletes::idsNamedTwiceReachHooksOnce()
{
    QCOMPARE(client()
                 .hook("c", R"(
function beforeDELETE(req, res) { log.info('before', [].concat(req.body).length); res.end(); }
function afterDELETE(req, res) { log.info('after', [].concat(req.body).length); res.end(); })")
                 .status,
             200);
    const QByteArray ids = filled(R"(["{id}","{other}","{id}","{id}"])");
    const auto reply = client().send("DELETE", "/rest/c/*", ids);
    QCOMPARE(reply.status, 200);
    QCOMPARE(reply.member("result"), filled(R"(["{id}","{other}"])"));
    QTRY_VERIFY(client().get("/admin/v1/inspector?collection=c").body.contains("after 2"));
    QVERIFY(client().get("/admin/v1/inspector?collection=c").body.contains("before 2"));
}

QTEST_GUILESS_MAIN(TestHookDeletes)
#include "tst_hookdeletes.moc"
