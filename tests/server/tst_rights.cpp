// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/embeddedserver.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QTcpSocket>
#include <QTest>
#include <QUrl>

namespace {

/// Words that stand in the data, each for what one rule guards.
constexpr char Order[] = "ORDERNOTE";
constexpr char Vault[] = "VAULTNAME"; ///< For the role boss, and web keys without a path.
constexpr char Own[] = "OWNPAPER"; ///< Private to olga.
constexpr char Others[] = "OTHERPAPER"; ///< Private to somebody else.
constexpr char Public[] = "PUBLICPAGE"; ///< What beforeGET lets pass.
constexpr char Draft[] = "DRAFTPAGE"; ///< What it keeps.
constexpr char Staff[] = "STAFFNAME";
constexpr char Hash[] = "HASHSECRET"; ///< A field for the role boss.
constexpr char Kid[] = "PUBLICKID";
constexpr char HiddenKid[] = "HIDDENKID";
constexpr char Mail[] = "MAILTEXT"; ///< For full rights.

const QByteArrayList All = {Order, Vault, Own, Others,    Public, Draft,
                            Staff, Hash,  Kid, HiddenKid, Mail};

struct Caller
{
    QByteArray header; ///< Of the request, with its value.
    QByteArray value;
    QByteArrayList sees; ///< The words, by whatever way.
};

/// One way that leads to documents; `{name}` stands for the id that is kept under that name.
struct Way
{
    QByteArray method;
    QByteArray path;
    QByteArray body;
    QByteArrayList shows; ///< The words that a caller with full rights finds in the answer.
    QByteArrayList open; ///< The callers who may go this way at all.
};

} // namespace

/// Who sees what: all ways that lead to a document, for a table of callers.
class TestRights : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void everyWayObeys_data();
    void everyWayObeys();
    void hiddenFieldsCannotBeNamed_data();
    void hiddenFieldsCannotBeNamed();
    void whatIsNotHiddenCanBeNamed_data();
    void whatIsNotHiddenCanBeNamed();
    void fieldsAreWrittenByTheirWritersAlone_data();
    void fieldsAreWrittenByTheirWritersAlone();
    void relationToUnseenAnswersLikeMissing_data();
    void relationToUnseenAnswersLikeMissing();
    void copiesCannotBeMovedToOtherFields();
    void relationStaysWhenItIsSentBack();
    void hookLinksWithFullRights();
    void childrenNeedTheirOwnPathOrTheFieldInIt();
    void singleDocumentsOfAPathAreSeen();
    void hookThatFailsShowsNothing();
    void descriptionsShowWhatTheCallerMayUse_data();
    void descriptionsShowWhatTheCallerMayUse();
    void openPagesNeedALoopbackName_data();
    void openPagesNeedALoopbackName();

private:
    HttpClient::Reply ask(const QByteArray &caller, const QByteArray &method,
                          const QByteArray &path, const QByteArray &body = {});
    QByteArray filled(QByteArray text) const;
    void keep(const QByteArray &name, const QByteArray &path, const QByteArray &document,
              const QByteArray &caller = "full");
    QByteArray key(const QByteArray &limits);
    void addUser(const QByteArray &name, const QByteArray &user);
    void defineCollections();
    void storeDocuments();

    EmbeddedServer m_server;
    QNetworkAccessManager m_network;
    QMap<QByteArray, Caller> m_callers;
    QHash<QByteArray, QByteArray> m_ids;
};

HttpClient::Reply TestRights::ask(const QByteArray &caller, const QByteArray &method,
                                  const QByteArray &path, const QByteArray &body)
{
    QNetworkRequest request{QUrl::fromEncoded(m_server.url().toUtf8() + filled(path))};
    const Caller &who = m_callers[caller];
    if (!who.header.isEmpty())
        request.setRawHeader(who.header, who.value);
    QByteArray sent = method;
    if (method.startsWith("override ")) {
        request.setRawHeader("x-http-method-override", method.mid(9));
        sent = "POST";
    }
    request.setHeader(QNetworkRequest::ContentTypeHeader, "application/json");
    return HttpClient::finish(m_network.sendCustomRequest(request, sent, filled(body)));
}

QByteArray TestRights::filled(QByteArray text) const
{
    for (auto id = m_ids.begin(); id != m_ids.end(); ++id)
        text.replace('{' + id.key() + '}', id.value());
    return text;
}

void TestRights::keep(const QByteArray &name, const QByteArray &path, const QByteArray &document,
                      const QByteArray &caller)
{
    const auto reply = ask(caller, "POST", path, document);
    QVERIFY2(reply.status == 201, reply.body.constData());
    m_ids[name] = reply.member("_id");
}

QByteArray TestRights::key(const QByteArray &limits)
{
    return m_server.client().post("/admin/v1/keys", limits).member("key");
}

void TestRights::addUser(const QByteArray &name, const QByteArray &user)
{
    keep(name, "/rest/users", user);
    const QByteArray email = Json::Document::parse(user)->root().value("email").toJson();
    const auto token =
        m_server.client().post("/auth/jwt", R"({"payload":{"email":)" + email + "}}");
    m_callers[name] = {"authorization", "Bearer " + token.member("jwt"), {}};
}

void TestRights::defineCollections()
{
    const QByteArray everybody = R"("roles":{"*":["GET","POST","PUT","PATCH","DELETE"]})";
    const QByteArray publicOnly =
        "function beforeGET(req, res) { res.end({query: {$and: [req.query, {public: true}]}}); }";
    QVERIFY(m_server.define("users", R"({"access":{"fields":{"password":{"read":["boss"]}}}})"));
    QVERIFY(m_server.define("vault", R"({"access":{"roles":{"boss":["GET"]}}})"));
    QVERIFY(m_server.define("papers", "{\"access\":{" + everybody + ",\"private\":true}}"));
    QVERIFY(m_server.define("pages", "{\"access\":{" + everybody + "}}"));
    QCOMPARE(m_server.client().hook("pages", publicOnly).status, 200);
    QVERIFY(m_server.define("staff",
                            R"({"fulltext":true,"fields":[
        {"name":"hint","type":"text","formula":"it is {{hash}}"},
        {"name":"label","type":"text","formula":"this is {{name}}"}],"access":{)"
                                + everybody + R"(,"fields":{
        "hash":{"read":["boss"],"write":["boss","keys"]},
        "deep.pin":{"read":["boss"],"write":["boss"]}}}})"));
    QVERIFY(m_server.define("kids", "{\"access\":{" + everybody + "}}"));
    QCOMPARE(m_server.client().hook("kids", publicOnly).status, 200);
    QVERIFY(m_server.define("parents",
                            R"({"fields":[
        {"name":"kids","type":"child","collection":"kids"},
        {"name":"papers","type":"child","collection":"papers"}],"access":{)"
                                + everybody + "}}"));
    QVERIFY(m_server.define("orders",
                            R"({"fields":[
        {"name":"who","type":"relations","collection":"vault"},
        {"name":"paper","type":"relations","collection":"papers"},
        {"name":"page","type":"relations","collection":"pages"},
        {"name":"clerk","type":"relations","collection":"staff"},
        {"name":"all","type":"text","formula":"{{who}} {{page}} {{clerk}}"}],"access":{)"
                                + everybody + "}}"));
    QVERIFY(m_server.define("email_outbound", "{\"access\":{" + everybody + "}}"));
}

void TestRights::storeDocuments()
{
    keep("vault", "/rest/vault", R"({"name":"VAULTNAME","n":1})");
    keep("own", "/rest/papers", R"({"name":"OWNPAPER"})", "olga");
    keep("other", "/rest/papers", R"({"name":"OTHERPAPER"})", "paul");
    keep("public", "/rest/pages", R"({"name":"PUBLICPAGE","public":true})");
    keep("draft", "/rest/pages", R"({"name":"DRAFTPAGE","public":false})");
    keep("staff", "/rest/staff",
         R"({"name":"STAFFNAME","hash":"HASHSECRET","deep":{"pin":"HASHSECRET","open":1},"n":1})");
    keep("parent", "/rest/parents", R"({"n":1})");
    keep("kid", "/rest/parents/{parent}/kids", R"({"name":"PUBLICKID","public":true})");
    keep("hidden", "/rest/parents/{parent}/kids", R"({"name":"HIDDENKID","public":false})");
    keep("ownChild", "/rest/parents/{parent}/papers", R"({"name":"OWNPAPER"})", "olga");
    keep("otherChild", "/rest/parents/{parent}/papers", R"({"name":"OTHERPAPER"})", "paul");
    keep("order", "/rest/orders", R"({"note":"ORDERNOTE","n":1,"who":["{vault}"],
        "paper":["{own}","{other}"],"page":["{public}","{draft}"],"clerk":["{staff}"]})");
    keep("mail", "/rest/email_outbound", R"({"to":"x@example.com","body":"MAILTEXT"})");
}

void TestRights::initTestCase()
{
    QVERIFY(m_server.start());
    QVERIFY(m_server.client()
                .put("/admin/v1/settings",
                     R"({"auth":{"jwt":{"secret":"a secret of the tests, long enough"}}})")
                .status
            == 200);
    m_callers["full"] = {"x-apikey", m_server.key(), All};
    defineCollections();
    addUser("nina", R"({"email":"nina@example.com","password":"HASHSECRET"})");
    addUser("bert", R"({"email":"bert@example.com","roles":["boss"],"password":"HASHSECRET"})");
    addUser("olga", R"({"email":"olga@example.com","password":"HASHSECRET"})");
    addUser("paul", R"({"email":"paul@example.com","password":"HASHSECRET"})");
    storeDocuments();
    const QByteArrayList everybody = {Order, Public, Staff, Kid};
    m_callers["nobody"] = {};
    m_callers["path"] = {"x-apikey", key(R"({"kind":"web","path":"/orders/**"})"), {Order}};
    m_callers["reader"] = {"x-apikey", key(R"({"kind":"web","methods":["GET"]})"),
                           everybody + QByteArrayList{Vault, Own, Others}};
    m_callers["web"] = {"x-apikey", key(R"({"kind":"web"})"),
                        everybody + QByteArrayList{Vault, Own, Others}};
    m_callers["nina"].sees = everybody;
    m_callers["bert"].sees = everybody + QByteArrayList{Vault, Hash};
    m_callers["olga"].sees = everybody + QByteArrayList{Own};
    m_callers["paul"].sees = everybody + QByteArrayList{Others};
}

void TestRights::everyWayObeys_data()
{
    const QByteArrayList users = {"nina", "bert", "olga", "paul"};
    const QByteArrayList readers = users + QByteArrayList{"reader", "web", "full"};
    const QByteArrayList writers = users + QByteArrayList{"web", "full"};
    const QByteArrayList orderReaders = readers + QByteArrayList{"path"};
    const QByteArrayList orderWriters = writers + QByteArrayList{"path"};
    const QByteArrayList whole = {Order, Vault, Own, Others, Public, Draft, Staff, Hash};
    const QByteArray link = R"({"note":"ORDERNOTE","n":2,)";
    const QList<std::pair<const char *, Way>> ways = {
        {"list", {"GET", "/rest/orders", {}, whole, orderReaders}},
        {"one", {"GET", "/rest/orders/{order}", {}, whole, orderReaders}},
        {"meta fields", {"GET", "/rest/orders?metafields=true", {}, whole, orderReaders}},
        {"flattened", {"GET", "/rest/orders?flatten=true", {}, whole, orderReaders}},
        {"as HTML", {"GET", "/rest/orders?format=html", {}, whole, orderReaders}},
        {"as a script", {"GET", "/rest/orders?format=js", {}, whole, orderReaders}},
        {"totals", {"GET", "/rest/orders?totals=true", {}, whole, orderReaders}},
        {"fields",
         {"GET",
          R"(/rest/orders?h={"$fields":{"who":1,"page":1}})",
          {},
          {Vault, Public, Draft},
          orderReaders}},
        {"distinct copies",
         {"GET", R"(/rest/orders?q={"$distinct":"who"})", {}, {Vault}, orderReaders}},
        {"distinct within",
         {"GET", R"(/rest/orders?q={"$distinct":"page.name"})", {}, {Public, Draft}, orderReaders}},
        {"groups", {"GET", "/rest/orders?groupby=page", {}, whole, orderReaders}},
        {"least", {"GET", "/rest/orders?aggregate=MIN:n", {}, whole, orderReaders}},
        {"least within", {"GET", "/rest/orders?aggregate=MAX:paper", {}, whole, orderReaders}},
        {"found by id",
         {"GET", R"(/rest/orders?q={"who._id":"{vault}"})", {}, whole, orderReaders}},
        {"words of copies", {"GET", "/rest/orders?filter=DRAFTPAGE", {}, whole, {"full"}}},
        {"words of a private copy",
         {"GET", "/rest/orders?filter=OTHERPAPER", {}, whole, {"full", "web", "reader"}}},
        {"closed list", {"GET", "/rest/vault", {}, {Vault}, {"full", "web", "reader", "bert"}}},
        {"closed one",
         {"GET", "/rest/vault/{vault}", {}, {Vault}, {"full", "web", "reader", "bert"}}},
        {"private list", {"GET", "/rest/papers", {}, {Own, Others}, readers}},
        {"private one", {"GET", "/rest/papers/{other}", {}, {Others}, readers}},
        {"ruled list", {"GET", "/rest/pages", {}, {Public}, readers}},
        {"ruled one", {"GET", "/rest/pages/{draft}", {}, {}, readers}},
        {"ruled, least", {"GET", "/rest/pages?aggregate=MIN:name", {}, {Public}, readers}},
        {"ruled, groups", {"GET", "/rest/pages?groupby=name", {}, {Public}, readers}},
        {"ruled, distinct",
         {"GET", R"(/rest/pages?q={"$distinct":"name"})", {}, {Public}, readers}},
        {"field list", {"GET", "/rest/staff", {}, {Staff, Hash}, readers}},
        {"field one", {"GET", "/rest/staff/{staff}?metafields=true", {}, {Staff, Hash}, readers}},
        {"field, least", {"GET", "/rest/staff?aggregate=MIN:n", {}, {Staff, Hash}, readers}},
        {"field, deep", {"GET", R"(/rest/staff?q={"$distinct":"deep"})", {}, {Hash}, readers}},
        {"field, words",
         {"GET", "/rest/staff?filter=HASHSECRET", {}, {Staff, Hash}, {"full", "bert"}}},
        {"children by path", {"GET", "/rest/parents/{parent}/kids", {}, {Kid}, readers}},
        {"one child by path", {"GET", "/rest/parents/{parent}/kids/{hidden}", {}, {}, readers}},
        {"private children by path",
         {"GET", "/rest/parents/{parent}/papers", {}, {Own, Others}, readers}},
        {"fetched children",
         {"GET", "/rest/parents/{parent}?fetchchildren=true", {}, {Kid, Own, Others}, readers}},
        {"fetched children of all",
         {"GET", "/rest/parents?fetch%63hildren=1", {}, {Kid, Own, Others}, readers}},
        {"references",
         {"GET",
          "/rest/vault/{vault}?referencedby=true",
          {},
          whole,
          {"full", "web", "reader", "bert"}}},
        {"references of a page",
         {"GET", "/rest/pages/{public}?referencedby=true", {}, whole, readers}},
        {"mail", {"GET", "/rest/email_outbound", {}, {Mail}, {"full"}}},
        {"one mail", {"GET", "/rest/email_outbound/{mail}", {}, {Mail}, {"full"}}},
        {"own data", {"GET", "/auth/userinfo", {}, {Hash}, users}},
        {"PUT", {"PUT", "/rest/orders/{order}", R"({"n":1})", whole, orderWriters}},
        {"PATCH", {"PATCH", "/rest/orders/{order}", R"({"$set":{"n":1}})", whole, orderWriters}},
        {"override", {"override PUT", "/rest/orders/{order}", R"({"n":1})", whole, orderWriters}},
        {"PUT of an unseen one", {"PUT", "/rest/pages/{draft}", "{}", {Draft}, writers}},
        {"PUT of a private one", {"PUT", "/rest/papers/{other}", "{}", {Others}, writers}},
        {"PUT beneath a field", {"PUT", "/rest/staff/{staff}", "{}", {Staff, Hash}, writers}},
        {"copy of a closed one",
         {"POST",
          "/rest/orders",
          link + R"("who":"{vault}"})",
          {Order, Vault},
          {"full", "web", "bert"}}},
        {"copy of a private one",
         {"POST",
          "/rest/orders",
          link + R"("paper":["{other}"]})",
          {Order, Others},
          {"full", "web", "paul"}}},
        {"copy of an unseen one",
         {"POST",
          "/rest/orders",
          link + R"("page":[{"_id":"{draft}"}]})",
          {Order, Draft},
          {"full"}}},
        {"copy with a field",
         {"POST", "/rest/orders", link + R"("clerk":["{staff}"]})", {Order, Staff, Hash}, writers}},
        {"pushed copy",
         {"PATCH",
          "/rest/orders/{mine}",
          R"({"$push":{"page":"{draft}"}})",
          {Order, Draft},
          {"full"}}},
        {"renamed copy",
         {"PATCH",
          "/rest/orders/{mine}",
          R"({"$rename":{"code":"who"}})",
          {Order, Vault},
          {"full", "web", "bert"}}},
    };
    QTest::addColumn<Way>("way");
    QTest::addColumn<QByteArray>("caller");
    for (const auto &[name, way] : ways) {
        for (auto caller = m_callers.begin(); caller != m_callers.end(); ++caller)
            QTest::addRow("%s, %s", name, caller.key().constData()) << way << caller.key();
    }
}

/// Each word that the way shows is there for who may see it, and no other word is.
void TestRights::everyWayObeys()
{
    QFETCH(Way, way);
    QFETCH(QByteArray, caller);
    if (way.path.contains("{mine}"))
        keep("mine", "/rest/orders", R"({"note":"ORDERNOTE","code":"{vault}"})");
    const auto reply = ask(caller, way.method, way.path, way.body);
    for (const QByteArray &word : All) {
        const bool isSeen = way.shows.contains(word) && way.open.contains(caller)
            && m_callers[caller].sees.contains(word);
        QVERIFY2(reply.body.contains(word) == isSeen,
                 (word + (isSeen ? " is missing: " : " is there: ") + reply.body).constData());
    }
}

void TestRights::hiddenFieldsCannotBeNamed_data()
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

void TestRights::hiddenFieldsCannotBeNamed()
{
    QFETCH(QByteArray, path);
    const auto refused = ask("nina", "GET", path);
    QVERIFY2(refused.status == 403, refused.body.constData());
    QVERIFY(refused.body.contains("You may not read"));
    const auto answered = ask("full", "GET", path);
    QVERIFY2(answered.status == 200 || answered.status == 404, answered.body.constData());
}

void TestRights::whatIsNotHiddenCanBeNamed_data()
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

void TestRights::whatIsNotHiddenCanBeNamed()
{
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, word);
    const auto reply = ask("nina", "GET", path);
    QCOMPARE(reply.status, 200);
    QVERIFY2(reply.body.contains(word), reply.body.constData());
}

void TestRights::fieldsAreWrittenByTheirWritersAlone_data()
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

void TestRights::fieldsAreWrittenByTheirWritersAlone()
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

void TestRights::relationToUnseenAnswersLikeMissing_data()
{
    QTest::addColumn<QByteArray>("caller");
    QTest::addColumn<QByteArray>("field");
    QTest::addColumn<QByteArray>("unseen");
    QTest::newRow("path of the key")
        << QByteArray("path") << QByteArray("who") << QByteArray("{vault}");
    QTest::newRow("role") << QByteArray("nina") << QByteArray("who") << QByteArray("{vault}");
    QTest::newRow("private") << QByteArray("olga") << QByteArray("paper") << QByteArray("{other}");
    QTest::newRow("beforeGET") << QByteArray("web") << QByteArray("page") << QByteArray("{draft}");
}

void TestRights::relationToUnseenAnswersLikeMissing()
{
    QFETCH(QByteArray, caller);
    QFETCH(QByteArray, field);
    QFETCH(QByteArray, unseen);
    const QByteArray missing = "5c18b5ff7b57fd5300020358";
    const auto body = [&](const QByteArray &id) { return "{\"" + field + "\":[\"" + id + "\"]}"; };
    const auto refused = ask(caller, "POST", "/rest/orders", body(unseen));
    QCOMPARE(refused.status, 400);
    QVERIFY2(refused.body.contains("REFERENCE"), refused.body.constData());
    const auto other = ask(caller, "POST", "/rest/orders", body(missing));
    QCOMPARE(QByteArray(refused.body).replace(filled(unseen), missing), other.body);
    // The many forms of a value are one.
    keep("bare", "/rest/orders", R"({"n":1})");
    for (const QByteArray &change :
         {body(unseen), "{\"$set\":" + body(unseen) + "}",
          "{\"$push\":{\"" + field + "\":{\"_id\":\"" + unseen + "\"}}}"})
        QCOMPARE(ask(caller, "PATCH", "/rest/orders/{bare}", change).status, 400);
}

void TestRights::copiesCannotBeMovedToOtherFields()
{
    for (const char *change :
         {R"({"$rename":{"who":"note"}})", R"({"$rename":{"who.0.name":"note"}})",
          R"({"$rename":{"who.0":"note"}})", R"({"$rename":{"clerk.0.hash":"note"}})",
          R"({"$rename":{"clerk":"note"}})"}) {
        const auto refused = ask("nina", "PATCH", "/rest/orders/{order}", change);
        QVERIFY2(refused.status == 403, refused.body.constData());
    }
    QVERIFY(ask("full", "GET", "/rest/orders/{order}").body.contains(R"("note":"ORDERNOTE")"));
}

/// Who writes back what was read changes nothing of what is not shown.
void TestRights::relationStaysWhenItIsSentBack()
{
    const auto read = ask("nina", "GET", "/rest/orders/{order}");
    QVERIFY2(read.body.contains(filled(R"("who":[{"_id":"{vault}"}])")), read.body.constData());
    const auto written = ask("nina", "PUT", "/rest/orders/{order}", read.body);
    QVERIFY2(written.status == 200, written.body.constData());
    const auto stored = ask("full", "GET", "/rest/orders/{order}");
    for (const char *word : {Order, Vault, Own, Others, Public, Draft, Staff, Hash})
        QVERIFY2(stored.body.contains(word), word);
}

void TestRights::hookLinksWithFullRights()
{
    QVERIFY(m_server.define("linked",
                            R"({"fields":[{"name":"who","type":"relations","collection":"vault"}],
        "access":{"roles":{"*":["GET","POST","PUT"]}}})"));
    QCOMPARE(m_server.client()
                 .hook("linked",
                       filled("function beforePOST(req, res) { res.end({data: {...req.body, who: "
                              "['{vault}']}}); }\n"
                              "function beforePUT(req, res) { res.end({data: req.body}); }"))
                 .status,
             200);
    const auto reply = ask("nina", "POST", "/rest/linked", R"({"n":1})");
    QVERIFY2(reply.status == 201, reply.body.constData());
    QVERIFY2(reply.body.contains(filled(R"("who":[{"_id":"{vault}"}])")), reply.body.constData());
    QVERIFY(ask("full", "GET", "/rest/linked").body.contains(Vault));
    keep("free", "/rest/linked", "{}");
    QCOMPARE(ask("full", "PUT", "/rest/linked/{free}", R"({"who":[]})").status, 200);
    // What a hook merely passes on stays the client's.
    QCOMPARE(ask("nina", "PUT", "/rest/linked/{free}", R"({"who":["{vault}"]})").status, 400);
}

void TestRights::childrenNeedTheirOwnPathOrTheFieldInIt()
{
    m_callers["parents"] = {"x-apikey", key(R"({"kind":"web","path":"/parents/**"})"), {}};
    m_callers["kids"] = {"x-apikey", key(R"({"kind":"web","path":"/parents/*/kids"})"), {}};
    QCOMPARE(ask("parents", "GET", "/rest/parents/{parent}").status, 200);
    QCOMPARE(ask("parents", "GET", "/rest/parents/{parent}/kids").status, 403);
    QCOMPARE(ask("parents", "POST", "/rest/parents/{parent}/kids", "{}").status, 403);
    const auto kids = ask("kids", "GET", "/rest/parents/{parent}/kids");
    QVERIFY2(kids.body.contains(Kid) && !kids.body.contains(HiddenKid), kids.body.constData());
    QCOMPARE(ask("kids", "GET", "/rest/parents/{parent}/papers").status, 403);
    QCOMPARE(ask("kids", "GET", "/rest/parents/{parent}").status, 403);
    // A parent that beforeGET keeps is not there, with whatever is beneath it.
    QVERIFY(
        m_server.define("ruled", R"({"fields":[{"name":"kids","type":"child","collection":"kids"}],
        "access":{"roles":{"*":["GET","POST"]}}})"));
    keep("ruled", "/rest/ruled", R"({"public":false})");
    keep("ruledKid", "/rest/ruled/{ruled}/kids", R"({"name":"PUBLICKID","public":true})");
    QCOMPARE(
        m_server.client()
            .hook("ruled", "function beforeGET(req, res) { res.end({query: {public: true}}); }")
            .status,
        200);
    QCOMPARE(ask("nina", "GET", "/rest/ruled/{ruled}/kids").status, 404);
    QCOMPARE(ask("nina", "POST", "/rest/ruled/{ruled}/kids", "not JSON").status, 404);
    QCOMPARE(ask("full", "GET", "/rest/ruled/{ruled}/kids").status, 200);
}

void TestRights::singleDocumentsOfAPathAreSeen()
{
    QVERIFY(m_server.define(
        "notes", R"({"fields":[{"name":"to","type":"relations","collection":"notes"}]})"));
    keep("first", "/rest/notes", R"({"name":"FIRST"})");
    keep("second", "/rest/notes", R"({"name":"SECOND"})");
    keep("both", "/rest/notes", R"({"to":["{first}","{second}"]})");
    m_callers["one"] = {"x-apikey", key(filled(R"({"kind":"web","path":"/notes/{both}"})")), {}};
    m_callers["any"] = {"x-apikey", key(R"({"kind":"web","path":"/notes/*"})"), {}};
    const auto one = ask("one", "GET", "/rest/notes/{both}");
    QVERIFY2(one.status == 200 && !one.body.contains("FIRST"), one.body.constData());
    const auto any = ask("any", "GET", "/rest/notes/{both}");
    QVERIFY2(any.body.contains("FIRST") && any.body.contains("SECOND"), any.body.constData());
    QCOMPARE(ask("one", "GET", "/rest/notes").status, 403);
}

void TestRights::hookThatFailsShowsNothing()
{
    QVERIFY(m_server.define("guarded", R"({"access":{"roles":{"*":["GET","PUT"]}}})"));
    keep("guarded", "/rest/guarded", R"({"name":"GUARDED"})");
    QVERIFY(m_server.define("links",
                            R"({"fields":[{"name":"to","type":"relations","collection":"guarded"}],
        "access":{"roles":{"*":["GET","POST"]}}})"));
    keep("link", "/rest/links", R"({"to":["{guarded}"]})");
    const QByteArrayList ends = {"res.end({error: 'no'})", "throw new Error('x')", "undefined",
                                 "res.end({query: {name: 'other'}})"};
    for (const QByteArray &end : ends) {
        QCOMPARE(m_server.client()
                     .hook("guarded", "function beforeGET(req, res) { " + end + "; }")
                     .status,
                 200);
        const auto read = ask("nina", "GET", "/rest/links");
        QVERIFY2(read.status == 200 && !read.body.contains("GUARDED"), read.body.constData());
        QCOMPARE(ask("nina", "POST", "/rest/links", R"({"to":["{guarded}"]})").status, 400);
    }
    QCOMPARE(
        m_server.client()
            .hook("guarded", "function beforeGET(req, res) { res.end({hint: {$fields: {n: 1}}}); }")
            .status,
        200);
    QVERIFY(!ask("nina", "GET", "/rest/links").body.contains("GUARDED"));
    QVERIFY(!ask("nina", "PUT", "/rest/guarded/{guarded}", "{}").body.contains("GUARDED"));
    QVERIFY(ask("full", "PUT", "/rest/guarded/{guarded}", "{}").body.contains("GUARDED"));
    QCOMPARE(
        m_server.client().hook("guarded", "function beforeGET(req, res) { res.end(); }").status,
        200);
    QVERIFY(ask("nina", "GET", "/rest/links").body.contains("GUARDED"));
}

void TestRights::descriptionsShowWhatTheCallerMayUse_data()
{
    QTest::addColumn<QByteArray>("path");
    for (const char *path : {"/rest/_meta", "/rest/_swagger.json", "/rest/_jsapi.js",
                             "/rest/_jsapi.doc", "/openapi.json"})
        QTest::newRow(path) << QByteArray(path);
}

void TestRights::descriptionsShowWhatTheCallerMayUse()
{
    QFETCH(QByteArray, path);
    const auto shows = [&](const char *caller, const char *word) {
        const auto reply = ask(caller, "GET", path);
        return reply.status == 200 && reply.body.contains(word);
    };
    QVERIFY(shows("full", "vault") && shows("full", "email_outbound") && shows("full", "orders"));
    QVERIFY(shows("path", "orders") && !shows("path", "vault") && !shows("path", "staff"));
    QVERIFY(!shows("path", "email_outbound") && !shows("web", "email_outbound"));
    QVERIFY(shows("web", "vault"));
    QVERIFY(shows("nina", "orders") && !shows("nina", "vault") && shows("bert", "vault"));
    const bool hasFields = path != "/rest/_jsapi.js" && path != "/rest/_jsapi.doc";
    QCOMPARE(shows("full", "\"hint\""), hasFields);
    QVERIFY(!shows("nina", "\"hint\""));
    QCOMPARE(shows("nina", "\"label\""), hasFields);
    const auto reader = ask("reader", "GET", path);
    if (path == "/openapi.json" || path == "/rest/_swagger.json")
        QVERIFY(reader.body.contains("\"get\"") && !reader.body.contains("\"post\""));
}

void TestRights::openPagesNeedALoopbackName_data()
{
    QTest::addColumn<QByteArray>("head");
    QTest::addColumn<bool>("isOpen");
    QTest::newRow("localhost") << QByteArray("Host: localhost") << true;
    QTest::newRow("with a port") << QByteArray("Host: LocalHost:8787") << true;
    QTest::newRow("address") << QByteArray("Host: 127.0.0.1:8787") << true;
    QTest::newRow("another of them") << QByteArray("Host: 127.1.2.3") << true;
    QTest::newRow("IPv6") << QByteArray("Host: [::1]:8787") << true;
    QTest::newRow("foreign") << QByteArray("Host: evil.example") << false;
    QTest::newRow("foreign with a port") << QByteArray("Host: evil.example:8787") << false;
    QTest::newRow("begins alike") << QByteArray("Host: localhost.evil.example") << false;
    QTest::newRow("ends alike") << QByteArray("Host: evil.localhost") << false;
    QTest::newRow("address as a name") << QByteArray("Host: 127.0.0.1.evil.example") << false;
    QTest::newRow("no address") << QByteArray("Host: 127.0.0.256") << false;
    QTest::newRow("user") << QByteArray("Host: localhost:8787@evil.example") << false;
    QTest::newRow("other address") << QByteArray("Host: 192.168.1.2") << false;
    QTest::newRow("empty") << QByteArray("Host:") << false;
    QTest::newRow("proxy") << QByteArray("Host: localhost\r\nX-Forwarded-For: 192.0.2.1") << false;
    QTest::newRow("newer proxy") << QByteArray("Host: localhost\r\nForwarded: for=192.0.2.1")
                                 << false;
}

void TestRights::openPagesNeedALoopbackName()
{
    QFETCH(QByteArray, head);
    QFETCH(bool, isOpen);
    const auto status = [&](const QByteArray &path) {
        QTcpSocket socket;
        const QUrl url(m_server.url());
        socket.connectToHost(url.host(), quint16(url.port()));
        socket.write("GET " + path + " HTTP/1.1\r\n" + head + "\r\nConnection: close\r\n\r\n");
        (void)QTest::qWaitFor([&] { return socket.state() == QAbstractSocket::UnconnectedState; },
                              20000);
        return socket.readAll().split(' ').value(1).toInt();
    };
    for (const char *path : {"/openapi.json", "/docs", "/docs/hooks", "/docs/swagger-ui.css"})
        QCOMPARE(status(path), isOpen ? 200 : 401);
    QCOMPARE(status("/healthz"), 200);
    QCOMPARE(status("/rest/_meta"), 401);
}

QTEST_GUILESS_MAIN(TestRights)
#include "tst_rights.moc"
