// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/rightstest.h"

#include <QTest>

using namespace Rights;

/// Fields that not everybody may read or write: no query, sort or update reaches them.
class TestHiddenFields : public RightsTest
{
    Q_OBJECT

private slots:
    void hiddenFieldsCannotBeNamed_data();
    void hiddenFieldsCannotBeNamed();
    void whatIsNotHiddenCanBeNamed_data();
    void whatIsNotHiddenCanBeNamed();
    void fieldsAreWrittenByTheirWritersAlone_data();
    void fieldsAreWrittenByTheirWritersAlone();
    void hiddenFieldsLeadToNoChildren();
};

void TestHiddenFields::hiddenFieldsCannotBeNamed_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::newRow("value") << QByteArray(R"(/rest/staff?q={"hash":"HASHSECRET"})");
    QTest::newRow("expression") << QByteArray(R"(/rest/staff?q={"hash":{"$regex":"^H"}})");
    QTest::newRow("within or") << QByteArray(
        R"(/rest/staff?q={"$or":[{"n":1},{"hash":{"$gt":"A"}}]})");
    QTest::newRow("within not") << QByteArray(R"(/rest/staff?q={"hash":{"$not":{"$gt":"A"}}})");
    QTest::newRow("within nor") << QByteArray(
        R"(/rest/staff?q={"$nor":[{"hash":{"$exists":true}}]})");
    QTest::newRow("deep") << QByteArray(R"(/rest/staff?q={"deep.pin":{"$gt":"A"}})");
    QTest::newRow("number on the way") << QByteArray(R"(/rest/staff?q={"deep.0.pin":{"$gt":"A"}})");
    QTest::newRow("beneath") << QByteArray(R"(/rest/staff?q={"hash.a":1})");
    QTest::newRow("object around it")
        << QByteArray(R"(/rest/staff?q={"deep":{"pin":"HASHSECRET","open":1}})");
    QTest::newRow("greater object") << QByteArray(R"(/rest/staff?q={"deep":{"$gt":{"pin":"A"}}})");
    QTest::newRow("one of objects")
        << QByteArray(R"(/rest/staff?q={"deep":{"$in":[{"pin":"A"}]}})");
    QTest::newRow("element") << QByteArray(
        R"(/rest/staff?q={"deep":{"$elemMatch":{"pin":{"$gt":"A"}}}})");
    QTest::newRow("distinct") << QByteArray(R"(/rest/staff?q={"$distinct":"hash"})");
    QTest::newRow("sort") << QByteArray("/rest/staff?sort=hash");
    QTest::newRow("sort around it") << QByteArray("/rest/staff?sort=deep");
    QTest::newRow("orderby") << QByteArray(R"(/rest/staff?h={"$orderby":{"deep.pin":-1}})");
    QTest::newRow("groupby") << QByteArray("/rest/staff?groupby=hash");
    QTest::newRow("groupby hint") << QByteArray(R"(/rest/staff?h={"$groupby":["$YEAR:hash"]})");
    QTest::newRow("aggregate") << QByteArray("/rest/staff?aggregate=MIN:hash");
    QTest::newRow("sum") << QByteArray("/rest/staff?aggregate=SUM:deep.pin");
    QTest::newRow("fields") << QByteArray(R"(/rest/staff?h={"$fields":{"hash":1}})");
    QTest::newRow("computed from it") << QByteArray(R"(/rest/staff?q={"hint":{"$regex":"H"}})");
    QTest::newRow("words") << QByteArray(R"(/rest/staff?q={"_tags":{"$regex":"hash"}})");
    QTest::newRow("keywords") << QByteArray(R"(/rest/staff?q={"_keywords":"hashsecret"})");
    QTest::newRow("sort by words") << QByteArray("/rest/staff?sort=_tags");
    QTest::newRow("plan") << QByteArray(R"(/rest/staff?explain=true&q={"hash":"H"})");
    QTest::newRow("one") << QByteArray(R"(/rest/staff/{staff}?q={"hash":"H"})");
    QTest::newRow("copy") << QByteArray(R"(/rest/orders?q={"clerk.hash":"HASHSECRET"})");
    QTest::newRow("copy by number")
        << QByteArray(R"(/rest/orders?q={"clerk.0.hash":"HASHSECRET"})");
    QTest::newRow("element of copies")
        << QByteArray(R"(/rest/orders?q={"clerk":{"$elemMatch":{"hash":{"$gt":"A"}}}})");
    QTest::newRow("sort by copy") << QByteArray("/rest/orders?sort=clerk.hash");
    QTest::newRow("closed copy") << QByteArray(R"(/rest/orders?q={"who.name":{"$regex":"^V"}})");
    QTest::newRow("private copy") << QByteArray(R"(/rest/orders?q={"paper.name":{"$regex":"^O"}})");
    QTest::newRow("ruled copy") << QByteArray(R"(/rest/orders?q={"page.name":{"$regex":"^D"}})");
    QTest::newRow("whole copy") << QByteArray(R"(/rest/orders?q={"page":[{"name":"DRAFTPAGE"}]})");
    QTest::newRow("sort by ruled copies") << QByteArray("/rest/orders?sort=page");
}

void TestHiddenFields::hiddenFieldsCannotBeNamed()
{
    QFETCH(QByteArray, path);
    const auto refused = ask("nina", "GET", path);
    QVERIFY2(refused.status == 403, refused.body.constData());
    QVERIFY(refused.body.contains("You may not read"));
    const auto answered = ask("full", "GET", path);
    QVERIFY2(answered.status == 200 || answered.status == 404, answered.body.constData());
}

void TestHiddenFields::whatIsNotHiddenCanBeNamed_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("word");
    QTest::newRow("another field")
        << QByteArray(R"(/rest/staff?q={"name":"STAFFNAME"})") << QByteArray(Staff);
    QTest::newRow("its neighbour")
        << QByteArray(R"(/rest/staff?q={"deep.open":1})") << QByteArray(Staff);
    QTest::newRow("whether it is there")
        << QByteArray(R"(/rest/staff?q={"deep":{"$exists":true}})") << QByteArray(Staff);
    QTest::newRow("computed from others")
        << QByteArray(R"(/rest/staff?q={"label":{"$regex":"STAFF"}})") << QByteArray(Staff);
    QTest::newRow("number as a name")
        << QByteArray(R"(/rest/staff?q={"2024":null})") << QByteArray(Staff);
    QTest::newRow("words") << QByteArray("/rest/staff?filter=STAFFNAME") << QByteArray(Staff);
    QTest::newRow("id of a closed copy")
        << QByteArray(R"(/rest/orders?q={"who._id":"{vault}"})") << QByteArray(Order);
    QTest::newRow("size of copies")
        << QByteArray(R"(/rest/orders?q={"page":{"$size":2}})") << QByteArray(Order);
    QTest::newRow("field of a copy")
        << QByteArray(R"(/rest/orders?q={"clerk.name":"STAFFNAME"})") << QByteArray(Order);
    QTest::newRow("count") << QByteArray("/rest/staff?aggregate=COUNT:hash")
                           << QByteArray("\"hash\":1");
}

void TestHiddenFields::whatIsNotHiddenCanBeNamed()
{
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, word);
    const auto reply = ask("nina", "GET", path);
    QCOMPARE(reply.status, 200);
    QVERIFY2(reply.body.contains(word), reply.body.constData());
}

void TestHiddenFields::fieldsAreWrittenByTheirWritersAlone_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("user");
    QTest::addColumn<int>("web");
    const auto row = [](const char *name, const char *method, const char *body, int user, int web) {
        QTest::newRow(name) << QByteArray(method) << QByteArray(body) << user << web;
    };
    row("POST", "POST", R"({"hash":"x"})", 403, 201);
    row("array POST", "POST", R"([{"n":1},{"hash":"x"}])", 403, 201);
    row("another field", "POST", R"({"name":"x"})", 201, 201);
    row("deep, POST", "POST", R"({"deep":{"pin":"x"}})", 403, 403);
    row("its neighbour, POST", "POST", R"({"deep":{"open":2}})", 201, 201);
    row("in an array, POST", "POST", R"({"deep":[{"open":2},{"pin":"x"}]})", 403, 403);
    row("in arrays, POST", "POST", R"({"deep":[[{"open":2}],[{"pin":"x"}]]})", 403, 403);
    row("its neighbour in an array, POST", "POST", R"({"deep":[{"open":2}]})", 201, 201);
    row("PUT", "PUT", R"({"hash":"x"})", 403, 200);
    row("override", "override PATCH", R"({"hash":"x"})", 403, 200);
    row("null", "PUT", R"({"hash":null})", 403, 200);
    row("around it", "PUT", R"({"deep":{"open":2}})", 403, 403);
    row("set", "PATCH", R"({"$set":{"hash":"x"}})", 403, 200);
    row("set deep", "PATCH", R"({"$set":{"deep.pin":"x"}})", 403, 403);
    row("set its neighbour", "PATCH", R"({"$set":{"deep.open":2}})", 200, 200);
    row("set by number", "PATCH", R"({"$set":{"deep.0.pin":"x"}})", 403, 403);
    row("unset", "PATCH", R"({"$unset":{"deep":""}})", 403, 403);
    row("max", "PATCH", R"({"$max":{"hash":"x"}})", 403, 200);
    row("push", "PATCH", R"({"$push":{"hash":1}})", 403, 400);
    row("renamed into", "PATCH", R"({"$rename":{"name":"hash"}})", 403, 200);
    row("renamed out", "PATCH", R"({"$rename":{"hash":"note"}})", 403, 403);
    row("renamed with it", "PATCH", R"({"$rename":{"deep":"note"}})", 403, 403);
}

void TestHiddenFields::fieldsAreWrittenByTheirWritersAlone()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, body);
    QFETCH(int, user);
    QFETCH(int, web);
    keep("written", "/rest/staff", R"({"name":"a","hash":"b","deep":{"pin":"c","open":1}})");
    const QByteArray path = method == "POST" ? "/rest/staff" : "/rest/staff/{written}";
    for (const auto &[caller, status] : {std::pair<QByteArray, int>("nina", user), {"web", web}}) {
        const auto reply = ask(caller, method, path, body);
        QVERIFY2(reply.status == status, (caller + ": " + reply.body).constData());
        if (status != 403)
            continue;
        const auto stored = ask("full", "GET", "/rest/staff/{written}");
        QVERIFY2(stored.body.contains(R"("hash":"b","deep":{"pin":"c","open":1})"),
                 stored.body.constData());
    }
}

void TestHiddenFields::hiddenFieldsLeadToNoChildren()
{
    QVERIFY(m_server.define("chests", R"({"fields":[
        {"name":"kids","type":"child","collection":"kids"},
        {"name":"toys","type":"child","collection":"kids"}],"access":{
        "roles":{"*":["GET","POST"]},"fields":{"toys":{"read":["boss"]}}}})"));
    keep("chest", "/rest/chests", R"({"n":1})");
    keep("toy", "/rest/chests/{chest}/toys", R"({"name":"PUBLICKID","public":true})");
    for (const char *path : {"/rest/chests/{chest}/toys", "/rest/chests/{chest}/toys/{toy}",
                             R"(/rest/chests/{chest}/toys?q={"name":"PUBLICKID"})"}) {
        const auto refused = ask("nina", "GET", path);
        QVERIFY2(refused.status == 403, refused.body.constData());
        QVERIFY(refused.body.contains("You may not read \\\"toys\\\""));
        const auto answered = ask("bert", "GET", path);
        QVERIFY2(answered.status == 200 && answered.body.contains(Kid), answered.body.constData());
    }
    QCOMPARE(ask("nina", "GET", "/rest/chests/{chest}/kids").status, 200);
    QCOMPARE(ask("nina", "POST", "/rest/chests/{chest}/toys", R"({"public":true})").status, 403);
}

QTEST_GUILESS_MAIN(TestHiddenFields)
#include "tst_hiddenfields.moc"
