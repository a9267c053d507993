// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/servertest.h"

#include <QTest>

namespace {

using Json::quoted;

constexpr char Path[] = "/admin/v1/deployment";
constexpr char CheckPath[] = "/admin/v1/deployment/check";
constexpr char JobId[] = "5c18b5ff7b57fd5300020358";

QByteArray part(const char *kind, const QByteArray &name, const QByteArray &tag,
                const QByteArray &value)
{
    return "{\"kind\":\"" + QByteArray(kind) + "\",\"name\":" + quoted(QByteArrayView(name))
        + ",\"tag\":" + (tag.isEmpty() ? QByteArray("null") : quoted(QByteArrayView(tag)))
        + ",\"value\":" + value + '}';
}

QByteArray body(const QByteArrayList &parts)
{
    return "{\"parts\":[" + parts.join(',') + "]}";
}

QByteArray script(const QByteArray &source)
{
    return "{\"source\":" + quoted(QByteArrayView(source)) + ",\"enabled\":true}";
}

QByteArray job(const QByteArray &more = {})
{
    return R"({"active":false,"catchup":false,"crontab":"0 3 * * *",)"
           R"("description":"Nattlig rapport – ø",)"
           R"("script":"function runJob(req, res) { res.end('ja'); }")"
        + more + '}';
}

} // namespace

/// Parts of one database that are put into another in one step, and taken back.
class TestDeployment : public ServerTest
{
    Q_OBJECT

public:
    TestDeployment()
        : ServerTest({"orders"})
    {
    }

private slots:
    void allPartsAreToldButSecrets();
    void digestsTellSecretsApart();
    void partsArePutInAndTakenBack();
    void oneFaultKeepsAllOut_data();
    void oneFaultKeepsAllOut();
    void whatOthersChangedIsKept();
    void undoIsRefusedOnceItWasChanged();
    void checkChangesNothingAndTellsMisfits();
    void collectionsWithDocumentsStay();
    void jobsBecomeWhatTheyAreElsewhere();
    void switchedOffScriptsStayOff();
    void secretsAreNotCarriedOver();
    void onlyFullKeysDeploy();
    void wrongBodiesAreRefused_data();
    void wrongBodiesAreRefused();

private:
    HttpClient::Reply patch(const QByteArray &text) { return client().send("PATCH", Path, text); }
    /// All parts as they are, without what tells one time from another.
    QByteArray state();
    /// The tag of a part; empty: there is none.
    QByteArray tagOf(const QByteArray &kind, const QByteArray &name);
    QByteArray undoOf(const HttpClient::Reply &reply)
    {
        return reply.json().root().value("undo").toJson();
    }
};

QByteArray TestDeployment::state()
{
    QByteArrayList parts;
    const auto all = client().get(Path).json();
    for (const Json::Value &each : all.root().value("parts").items()) {
        parts.append(each.value("kind").toJson() + each.value("name").toJson()
                     + each.value("value").toJson());
    }
    return parts.join('\n');
}

QByteArray TestDeployment::tagOf(const QByteArray &kind, const QByteArray &name)
{
    const auto all = client().get(Path).json();
    for (const Json::Value &each : all.root().value("parts").items()) {
        if (each.value("kind").text() == kind && each.value("name").text() == name)
            return each.value("tag").text().toByteArray();
    }
    return {};
}

void TestDeployment::allPartsAreToldButSecrets()
{
    QCOMPARE(
        client()
            .put("/admin/v1/settings",
                 R"({"mail":{"smtp":{"host":"mail.example","password":"geheim-1"}},)"
                 R"("slack":{"url":"https://hooks.example/geheim-2"},)"
                 R"("shop":{"størrelse":3,"apiKey":"geheim-3","list":[{"token":"geheim-4"}]}})")
            .status,
        200);
    QCOMPARE(client().hook("orders", "function beforeGET(req, res) { res.end(); }").status, 200);
    QCOMPARE(client().hook("orders", "// second").status, 200);
    QCOMPARE(patch(body({part("module", "vat", {}, script("module.exports = 1;")),
                         part("job", JobId, {}, job())}))
                 .status,
             200);
    const auto reply = client().get(QByteArray(Path) + "?nonce=0123456789abcdef");
    QVERIFY2(!reply.body.contains("geheim"), reply.body.constData());
    QByteArrayList told;
    const auto all = reply.json();
    for (const Json::Value &each : all.root().value("parts").items()) {
        told.append((each.value("kind").toString() + u' ' + each.value("name").toString())
                        .trimmed()
                        .toUtf8());
        QVERIFY(!each.value("tag").text().isEmpty());
        if (each.value("kind").text() == "codehook") {
            QCOMPARE(each.value("version").toInteger(), 2);
            QCOMPARE(each.value("value").toJson(), script("// second"));
        }
        if (each.value("kind").text() == "job")
            QCOMPARE(each.value("value").toJson(), job());
        if (each.value("kind").text() != "settings")
            continue;
        QCOMPARE(each.value("value").toJson(),
                 QByteArray(R"({"mail":{"smtp":{"host":"mail.example"}},"slack":{},)"
                            R"("shop":{"størrelse":3}})"));
        QByteArrayList secrets;
        for (const Json::Value &secret : each.value("secrets").items()) {
            secrets.append(secret.value("path").toJson());
            QCOMPARE(secret.value("digest").text().size(), 64);
        }
        QCOMPARE(secrets,
                 QByteArrayList({R"(["mail","smtp","password"])", R"(["slack","url"])",
                                 R"(["shop","apiKey"])", R"(["shop","list"])"}));
    }
    QCOMPARE(told,
             QByteArrayList({"settings", "collection orders", "codehook orders", "module vat",
                             QByteArray("job ") + JobId}));
}

void TestDeployment::digestsTellSecretsApart()
{
    EmbeddedServer other;
    QVERIFY(other.start());
    const auto digest = [](HttpClient &of, const QByteArray &secret, const char *nonce) {
        of.put("/admin/v1/settings", R"({"auth":{"jwt":{"secret":")" + secret + "\"}}}");
        const auto all = of.get(QByteArray(Path) + "?nonce=" + nonce).json();
        const Json::Value settings = all.root().value("parts").items().front();
        return settings.value("secrets").items().at(0).value("digest").text().toByteArray();
    };
    constexpr char First[] = "the first of the nonces";
    const QByteArray here = digest(client(), "one and the same", First);
    QCOMPARE(digest(other.client(), "one and the same", First), here);
    QVERIFY(digest(other.client(), "another", First) != here);
    // Nobody can keep the digests of one comparison for another.
    QVERIFY(digest(client(), "one and the same", "the second of the nonces") != here);
    QCOMPARE(client().get(QByteArray(Path) + "?nonce=short").status, 400);
    const auto without = client().get(Path).json();
    QVERIFY(!without.root().value("parts").items().front().find("secrets"));
}

void TestDeployment::partsArePutInAndTakenBack()
{
    QCOMPARE(client().hook("orders", "function beforeGET(req, res) { res.end(); }").status, 200);
    QCOMPARE(client().put("/admin/v1/modules/old", "module.exports = 'old';").status, 200);
    QCOMPARE(client().put("/admin/v1/settings", R"({"codehooks":{"timeout":4000}})").status, 200);
    const QByteArray before = state();
    const QByteArray step = body(
        // The order does not matter: a script may stand before its collection.
        {part("codehook", "drafts", {}, script("function afterPOST(req, res) { res.end(); }")),
         part("settings", {}, tagOf("settings", {}),
              R"({"codehooks":{"timeout":3000},"farger":{"grønn":true}})"),
         part("collection", "drafts", {}, R"({"fields":[{"name":"tittel","type":"text"}]})"),
         part(
             "collection", "orders", tagOf("collection", "orders"),
             R"({"fields":[{"name":"beløp_æøå","type":"number"}],"indexes":[{"fields":["city"]}]})"),
         part("codehook", "orders", tagOf("codehook", "orders"), "null"),
         part("module", "old", tagOf("module", "old"), "null"),
         part("module", "vat", {}, script("module.exports = 0.25; // moms")),
         part("job", JobId, {}, job())});
    const auto reply = patch(step);
    QVERIFY2(reply.status == 200, reply.body.constData());
    const QByteArray after = state();
    for (const char *there :
         {"drafts", "beløp_æøå", "// moms", "Nattlig rapport – ø", "grønn", "3000"})
        QVERIFY2(after.contains(there), after.constData());
    for (const char *gone : {"'old'", "beforeGET", "4000"})
        QVERIFY2(!after.contains(gone), after.constData());
    // It is in use, and not only stored.
    QCOMPARE(client().post("/rest/orders", R"({"beløp_æøå":"no number"})").status, 400);
    QVERIFY(client().get("/admin/v1/jobs").body.contains(JobId));
    // The same step again is made for another state.
    QCOMPARE(patch(step).status, 412);
    QCOMPARE(state(), after);

    const auto undone = patch(undoOf(reply));
    QVERIFY2(undone.status == 200, undone.body.constData());
    QCOMPARE(state(), before);
    QVERIFY(!client().get("/admin/v1/jobs").body.contains(JobId));
    // And what takes that back is the step itself.
    QCOMPARE(patch(undoOf(undone)).status, 200);
    QCOMPARE(state(), after);
}

void TestDeployment::oneFaultKeepsAllOut_data()
{
    QTest::addColumn<QByteArray>("wrong");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("field");
    QTest::addColumn<QByteArray>("message");
    const auto row = [](const char *name, const QByteArray &wrong, int status, const char *field,
                        const char *message) {
        QTest::newRow(name) << wrong << status << QByteArray(field) << QByteArray(message);
    };
    row("script", part("module", "bad", {}, script("a = ;")), 422, "module bad", "Line 1");
    row("no runJob", part("job", JobId, {}, R"({"crontab":"* * * * *","script":"var a;"})"), 422,
        "job 5c18b5ff7b57fd5300020358", "runJob");
    row("crontab",
        part("job", JobId, {}, R"({"crontab":"99 * * * *","script":"function runJob() {}"})"), 400,
        "job 5c18b5ff7b57fd5300020358", "crontab");
    row("name", part("collection", "æ", {}, "{}"), 400, "collection æ", "no name for a collection");
    row("definition",
        part("collection", "drafts", {}, R"({"fields":[{"name":"a","type":"wörd"}]})"), 400,
        "collection drafts", "type");
    row("no collection", part("codehook", "nobody", {}, script("// a")), 404, "codehook nobody",
        "no collection");
    row("setting", part("settings", {}, "*", R"({"codehooks":{"timeout":-1}})"), 400, "settings",
        "whole number");
    row("unique index",
        part("collection", "filled", "*", R"({"indexes":[{"fields":["a"],"unique":true}]})"), 400,
        "collection filled", "cannot be unique");
    row("tag", part("collection", "filled", "0000000000000000", "{}"), 412, "collection filled",
        "changed by somebody else");
    row("removed already", part("module", "gone", "0000000000000000", "null"), 412, "module gone",
        "removed by somebody else");
    row("created meanwhile", part("collection", "filled", {}, "{}"), 412, "collection filled",
        "created by somebody else");
    row("system collection", part("collection", "system_log", {}, "{}"), 412,
        "collection system_log", "created by somebody else");
}

void TestDeployment::oneFaultKeepsAllOut()
{
    QFETCH(QByteArray, wrong);
    QFETCH(int, status);
    QFETCH(QByteArray, field);
    QFETCH(QByteArray, message);
    QVERIFY(m_server->define("filled"));
    QCOMPARE(client().post("/rest/filled", R"([{"a":1},{"a":1}])").status, 201);
    wrong.replace(
        "\"*\"",
        quoted(QByteArrayView(wrong.contains("settings") ? tagOf("settings", {})
                                                         : tagOf("collection", "filled"))));
    const QByteArray before = state();
    const QByteArray step = body({part("module", "good", {}, script("module.exports = 1;")),
                                  part("collection", "fine", {}, "{}"), wrong});
    for (const char *path : {CheckPath, Path}) {
        const auto reply = client().send(path == Path ? "PATCH" : "POST", path, step);
        QVERIFY2(reply.status == status, reply.body.constData());
        const auto faults = reply.json();
        const auto list = faults.root().value("list").items();
        QVERIFY2(list.size() == 1, reply.body.constData());
        QCOMPARE(list[0].value("field").text().toByteArray(), field);
        QVERIFY2(list[0].value("message").text().toByteArray().contains(message),
                 reply.body.constData());
        QCOMPARE(state(), before);
    }
    QVERIFY(client().get("/admin/v1/modules/good").status == 404);
}

void TestDeployment::whatOthersChangedIsKept()
{
    const QByteArray tag = tagOf("collection", "orders");
    QVERIFY(m_server->define("orders", R"({"description":"theirs"})"));
    const auto reply = patch(body({part("collection", "orders", tag, R"({"description":"mine"})"),
                                   part("module", "vat", {}, script("// a"))}));
    QCOMPARE(reply.status, 412);
    QVERIFY(reply.member("message").contains("The collection orders was changed"));
    QVERIFY(state().contains("theirs"));
    QVERIFY(!state().contains("vat"));
}

void TestDeployment::undoIsRefusedOnceItWasChanged()
{
    const auto reply = patch(body({part("module", "vat", {}, script("// deployed")),
                                   part("collection", "orders", tagOf("collection", "orders"),
                                        R"({"description":"deployed"})")}));
    QCOMPARE(reply.status, 200);
    QCOMPARE(client().put("/admin/v1/modules/vat", "// theirs").status, 200);
    const auto undone = patch(undoOf(reply));
    QCOMPARE(undone.status, 412);
    QVERIFY(undone.member("message").contains("The module lib/vat was changed"));
    QVERIFY(state().contains("// theirs"));
    QVERIFY(state().contains("\"deployed\""));
}

void TestDeployment::checkChangesNothingAndTellsMisfits()
{
    QCOMPARE(
        client().post("/rest/orders", R"([{"total":"tolv"},{"total":12},{"total":"ti"}])").status,
        201);
    const QByteArray before = state();
    const QByteArray step = body(
        {part("collection", "orders", tagOf("collection", "orders"),
              R"({"fields":[{"name":"total","type":"number"}],"indexes":[{"fields":["total"]}]})"),
         part("module", "vat", {}, script("module.exports = 1;"))});
    const auto reply = client().post(CheckPath, step);
    QVERIFY2(reply.status == 200, reply.body.constData());
    const auto answer = reply.json();
    const auto remarks = answer.root().value("remarks").items();
    QCOMPARE(remarks.size(), size_t(1));
    QCOMPARE(remarks[0].value("name").toString(), QStringLiteral("orders"));
    QCOMPARE(remarks[0].value("misfits").value("count").toInteger(), 2);
    QCOMPARE(state(), before);
    QVERIFY(client().get("/admin/v1/collections/orders/indexes").json().root().items().empty());
    // What does not fit hinders nobody, and stays.
    QCOMPARE(patch(step).status, 200);
    QCOMPARE(client()
                 .get("/rest/orders?totals=true")
                 .json()
                 .root()
                 .value("totals")
                 .value("total")
                 .toInteger(),
             3);
}

void TestDeployment::collectionsWithDocumentsStay()
{
    QVERIFY(m_server->define("empty"));
    QCOMPARE(client().hook("empty", "// a hook").status, 200);
    QCOMPARE(client().post("/rest/orders", "{}").status, 201);
    const auto drop = [&](const QByteArray &name) {
        return part("collection", name, tagOf("collection", name), "null");
    };
    const auto filled = patch(body({drop("orders")}));
    QCOMPARE(filled.status, 409);
    QVERIFY(filled.member("message").contains("it has documents"));
    // The tag of the definition does not say which codehook would go.
    const auto hooked = patch(body({drop("empty")}));
    QCOMPARE(hooked.status, 409);
    QVERIFY(hooked.member("message").contains("it has a codehook"));
    const QByteArray before = state();
    const auto both =
        patch(body({drop("empty"), part("codehook", "empty", tagOf("codehook", "empty"), "null")}));
    QVERIFY2(both.status == 200, both.body.constData());
    QCOMPARE(client().get("/rest/empty").status, 404);
    QCOMPARE(patch(undoOf(both)).status, 200);
    QCOMPARE(state(), before);
    // What was made anew is not removed either, once somebody uses it.
    const auto made = patch(body({part("collection", "fresh", {}, "{}")}));
    QCOMPARE(client().post("/rest/fresh", "{}").status, 201);
    QCOMPARE(patch(undoOf(made)).status, 409);
    QCOMPARE(client().get("/rest/fresh").json().root().items().size(), size_t(1));
}

void TestDeployment::jobsBecomeWhatTheyAreElsewhere()
{
    const auto made = client().post(
        "/rest/system_jobs",
        R"({"crontab":"0 1 * * *","script":"function runJob(req, res) { res.end(); }",)"
        R"("timezone":"Europe/Oslo","note":"mine"})");
    QCOMPARE(made.status, 201);
    const QByteArray id = made.member("_id");
    const QByteArray before = state();
    const auto reply = patch(body({part("job", id, tagOf("job", id), job())}));
    QVERIFY2(reply.status == 200, reply.body.constData());
    const auto now = client().get("/rest/system_jobs/" + id).json();
    QVERIFY(!now.root().find("timezone") && !now.root().find("note"));
    QVERIFY(now.root().value("nextrun").isNull()); // it is not active
    QVERIFY(client().get("/admin/v1/jobs/" + id + "/script").body.contains("'ja'"));
    // A run is no change of the job.
    QCOMPARE(client().send("POST", "/admin/v1/jobs/" + id + "/run").status, 202);
    QTRY_VERIFY(client().get("/rest/system_jobs/" + id).member("laststatus") == "OK");
    const auto undone = patch(undoOf(reply));
    QVERIFY2(undone.status == 200, undone.body.constData());
    QCOMPARE(state(), before);
    QVERIFY(!client().get("/rest/system_jobs/" + id).member("nextrun").isEmpty());
}

void TestDeployment::switchedOffScriptsStayOff()
{
    const QByteArray off =
        R"({"source":"function beforeGET(req, res) { res.end({error: 'on'}); }",)"
        R"("enabled":false})";
    QCOMPARE(patch(body({part("codehook", "orders", {}, off)})).status, 200);
    QCOMPARE(client().get("/rest/orders").status, 200);
    QByteArray on = off;
    on.replace("false", "true");
    const auto reply = patch(body({part("codehook", "orders", tagOf("codehook", "orders"), on)}));
    QCOMPARE(reply.status, 200);
    QCOMPARE(client().get("/rest/orders").member("message"), QByteArray("on"));
    QCOMPARE(patch(undoOf(reply)).status, 200);
    QCOMPARE(client().get("/rest/orders").status, 200);
    const auto versions = client().get("/admin/v1/collections/orders/codehook/versions").json();
    QCOMPARE(versions.root().items().size(), size_t(1));
}

void TestDeployment::secretsAreNotCarriedOver()
{
    const QByteArray settings = R"({"mail":{"smtp":{"password":"theirs"}},"a":{"token":"x"}})";
    QCOMPARE(client().put("/admin/v1/settings", settings).status, 200);
    for (const char *patched :
         {R"({"mail":{"smtp":{"password":"mine"}}})", R"({"mail":null})", R"({"a":7})",
          R"({"b":{"apiKey":"new"}})", R"({"auth":{"jwt":{"secret":"a secret"}}})"}) {
        const auto reply = patch(body({part("settings", {}, tagOf("settings", {}), patched)}));
        QVERIFY2(reply.status == 400, reply.body.constData());
        QVERIFY(reply.member("message").contains("secrets are not carried over"));
        QVERIFY(!reply.body.contains("theirs"));
    }
    QCOMPARE(client().get("/admin/v1/settings").body, settings);
    // Beside a secret there is room.
    const auto reply = patch(body({part("settings", {}, tagOf("settings", {}),
                                        R"({"mail":{"smtp":{"host":"mail.example"}}})")}));
    QCOMPARE(reply.status, 200);
    QVERIFY(!reply.body.contains("theirs"));
    QCOMPARE(patch(undoOf(reply)).status, 200);
    QCOMPARE(client().get("/admin/v1/settings").body, settings);
}

void TestDeployment::onlyFullKeysDeploy()
{
    HttpClient web =
        m_server->clientWith(client().post("/admin/v1/keys", R"({"kind":"web"})").member("key"));
    const QByteArray step = body({part("module", "vat", {}, script("// a"))});
    QCOMPARE(web.get(Path).status, 403);
    QCOMPARE(web.send("PATCH", Path, step).status, 403);
    QCOMPARE(web.post(CheckPath, step).status, 403);
    HttpClient nobody = m_server->clientWith("0123456789abcdef");
    QCOMPARE(nobody.send("PATCH", Path, step).status, 401);
    QVERIFY(!state().contains("vat"));
}

void TestDeployment::wrongBodiesAreRefused_data()
{
    QTest::addColumn<QByteArray>("sent");
    QTest::addColumn<QByteArray>("message");
    const auto row = [](const char *name, const QByteArray &sent, const char *message) {
        QTest::newRow(name) << sent << QByteArray(message);
    };
    row("no parts", "{}", "parts");
    row("no object", R"({"parts":[7]})", "Part 0");
    row("no JSON", "{", "JSON");
    row("kind", body({part("key", "a", {}, "{}")}), "kind");
    row("no name", body({part("module", {}, {}, script("// a"))}), "name");
    row("id", body({part("job", "nightly", {}, job())}), "id");
    row("no tag", R"({"parts":[{"kind":"module","name":"a","value":null}]})", "tag");
    row("no value", R"({"parts":[{"kind":"module","name":"a","tag":null}]})", "value");
    row("number for a tag", R"({"parts":[{"kind":"module","name":"a","tag":1,"value":null}]})",
        "tag");
    row("script", body({part("module", "a", {}, R"({"enabled":true})")}), "source");
    row("misspelt", body({part("module", "a", {}, R"({"source":"","enable":false})")}), "enable");
    row("operator", body({part("job", JobId, {}, job(R"(,"$set":{"active":true})"))}), "operators");
    row("settings removed", body({part("settings", {}, "0", "null")}), "never removed");
    row("twice", body({part("module", "a", {}, script("// a")), part("module", "a", {}, "null")}),
        "twice");
}

void TestDeployment::wrongBodiesAreRefused()
{
    QFETCH(QByteArray, sent);
    QFETCH(QByteArray, message);
    const auto reply = patch(sent);
    QVERIFY2(reply.status == 400, reply.body.constData());
    QVERIFY2(reply.member("message").contains(message), reply.body.constData());
}

QTEST_GUILESS_MAIN(TestDeployment)
#include "tst_deployment.moc"
