// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/rightstest.h"

#include <QTcpSocket>
#include <QTest>

using namespace Rights;

namespace {

/// One way that leads to documents; `{name}` stands for the id that is kept under that name.
struct Way
{
    QByteArray method;
    QByteArray path;
    QByteArray body;
    QByteArrayList shows; ///< The words that a caller with full rights finds in the answer.
    QByteArrayList open; ///< The callers who may go this way at all.
};

const QByteArrayList Users = {"nina", "bert", "olga", "paul"};
const QByteArrayList Readers = Users + QByteArrayList{"reader", "web", "full"};
const QByteArrayList Writers = Users + QByteArrayList{"web", "full"};
const QByteArrayList OrderReaders = Readers + QByteArrayList{"path"};
const QByteArrayList OrderWriters = Writers + QByteArrayList{"path"};
const QByteArrayList Whole = {Order, Vault, Own, Others, Public, Draft, Staff, Hash};
const QByteArray Link = R"({"note":"ORDERNOTE","n":2,)";
const QList<std::pair<const char *, Way>> Ways = {
    {"list", {"GET", "/rest/orders", {}, Whole, OrderReaders}},
    {"one", {"GET", "/rest/orders/{order}", {}, Whole, OrderReaders}},
    {"meta fields", {"GET", "/rest/orders?metafields=true", {}, Whole, OrderReaders}},
    {"flattened", {"GET", "/rest/orders?flatten=true", {}, Whole, OrderReaders}},
    {"as HTML", {"GET", "/rest/orders?format=html", {}, Whole, OrderReaders}},
    {"as a script", {"GET", "/rest/orders?format=js", {}, Whole, OrderReaders}},
    {"totals", {"GET", "/rest/orders?totals=true", {}, Whole, OrderReaders}},
    {"fields",
     {"GET",
      R"(/rest/orders?h={"$fields":{"who":1,"page":1}})",
      {},
      {Vault, Public, Draft},
      OrderReaders}},
    {"distinct copies",
     {"GET", R"(/rest/orders?q={"$distinct":"who"})", {}, {Vault}, OrderReaders}},
    {"distinct within",
     {"GET", R"(/rest/orders?q={"$distinct":"page.name"})", {}, {Public, Draft}, OrderReaders}},
    {"groups", {"GET", "/rest/orders?groupby=page", {}, Whole, OrderReaders}},
    {"least", {"GET", "/rest/orders?aggregate=MIN:n", {}, Whole, OrderReaders}},
    {"least within", {"GET", "/rest/orders?aggregate=MAX:paper", {}, Whole, OrderReaders}},
    {"found by id", {"GET", R"(/rest/orders?q={"who._id":"{vault}"})", {}, Whole, OrderReaders}},
    {"words of copies", {"GET", "/rest/orders?filter=DRAFTPAGE", {}, Whole, {"full"}}},
    {"words of a private copy",
     {"GET", "/rest/orders?filter=OTHERPAPER", {}, Whole, {"full", "web", "reader"}}},
    {"closed list", {"GET", "/rest/vault", {}, {Vault}, {"full", "web", "reader", "bert"}}},
    {"closed one", {"GET", "/rest/vault/{vault}", {}, {Vault}, {"full", "web", "reader", "bert"}}},
    {"private list", {"GET", "/rest/papers", {}, {Own, Others}, Readers}},
    {"private one", {"GET", "/rest/papers/{other}", {}, {Others}, Readers}},
    {"ruled list", {"GET", "/rest/pages", {}, {Public}, Readers}},
    {"ruled one", {"GET", "/rest/pages/{draft}", {}, {}, Readers}},
    {"ruled, least", {"GET", "/rest/pages?aggregate=MIN:name", {}, {Public}, Readers}},
    {"ruled, groups", {"GET", "/rest/pages?groupby=name", {}, {Public}, Readers}},
    {"ruled, distinct", {"GET", R"(/rest/pages?q={"$distinct":"name"})", {}, {Public}, Readers}},
    {"field list", {"GET", "/rest/staff", {}, {Staff, Hash}, Readers}},
    {"field one", {"GET", "/rest/staff/{staff}?metafields=true", {}, {Staff, Hash}, Readers}},
    {"field, least", {"GET", "/rest/staff?aggregate=MIN:n", {}, {Staff, Hash}, Readers}},
    {"field, deep", {"GET", R"(/rest/staff?q={"$distinct":"deep"})", {}, {Hash}, Readers}},
    {"field, words", {"GET", "/rest/staff?filter=HASHSECRET", {}, {Staff, Hash}, {"full", "bert"}}},
    {"children by path", {"GET", "/rest/parents/{parent}/kids", {}, {Kid}, Readers}},
    {"one child by path", {"GET", "/rest/parents/{parent}/kids/{hidden}", {}, {}, Readers}},
    {"private children by path",
     {"GET", "/rest/parents/{parent}/papers", {}, {Own, Others}, Readers}},
    {"fetched children",
     {"GET", "/rest/parents/{parent}?fetchchildren=true", {}, {Kid, Own, Others}, Readers}},
    {"fetched children of all",
     {"GET", "/rest/parents?fetch%63hildren=1", {}, {Kid, Own, Others}, Readers}},
    {"references",
     {"GET",
      "/rest/vault/{vault}?referencedby=true",
      {},
      Whole,
      {"full", "web", "reader", "bert"}}},
    {"references of a page", {"GET", "/rest/pages/{public}?referencedby=true", {}, Whole, Readers}},
    {"mail", {"GET", "/rest/email_outbound", {}, {Mail}, {"full"}}},
    {"one mail", {"GET", "/rest/email_outbound/{mail}", {}, {Mail}, {"full"}}},
    {"own data", {"GET", "/auth/userinfo", {}, {Hash}, Users}},
    {"PUT", {"PUT", "/rest/orders/{order}", R"({"n":1})", Whole, OrderWriters}},
    {"PATCH", {"PATCH", "/rest/orders/{order}", R"({"$set":{"n":1}})", Whole, OrderWriters}},
    {"override", {"override PUT", "/rest/orders/{order}", R"({"n":1})", Whole, OrderWriters}},
    {"PUT of an unseen one", {"PUT", "/rest/pages/{draft}", "{}", {Draft}, Writers}},
    {"PUT of a private one", {"PUT", "/rest/papers/{other}", "{}", {Others}, Writers}},
    {"PUT beneath a field", {"PUT", "/rest/staff/{staff}", "{}", {Staff, Hash}, Writers}},
    {"copy of a closed one",
     {"POST",
      "/rest/orders",
      Link + R"("who":"{vault}"})",
      {Order, Vault},
      {"full", "web", "bert"}}},
    {"copy of a private one",
     {"POST",
      "/rest/orders",
      Link + R"("paper":["{other}"]})",
      {Order, Others},
      {"full", "web", "paul"}}},
    {"copy of an unseen one",
     {"POST", "/rest/orders", Link + R"("page":[{"_id":"{draft}"}]})", {Order, Draft}, {"full"}}},
    {"copy with a field",
     {"POST", "/rest/orders", Link + R"("clerk":["{staff}"]})", {Order, Staff, Hash}, Writers}},
    {"pushed copy",
     {"PATCH", "/rest/orders/{mine}", R"({"$push":{"page":"{draft}"}})", {Order, Draft}, {"full"}}},
    {"renamed copy",
     {"PATCH",
      "/rest/orders/{mine}",
      R"({"$rename":{"code":"who"}})",
      {Order, Vault},
      {"full", "web", "bert"}}},
};

} // namespace

/// Who sees what: all ways that lead to a document, for a table of callers.
class TestRights : public RightsTest
{
    Q_OBJECT

private slots:
    void everyWayObeys_data();
    void everyWayObeys();
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
    void suspendedHooksShowNothing();
    void otherAddressesOfThisMachineAreLocal();
};

void TestRights::everyWayObeys_data()
{
    QTest::addColumn<Way>("way");
    QTest::addColumn<QByteArray>("caller");
    for (const auto &[name, way] : Ways) {
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
    for (const QByteArray &word : allWords()) {
        const bool isSeen = way.shows.contains(word) && way.open.contains(caller)
            && m_callers[caller].sees.contains(word);
        QVERIFY2(reply.body.contains(word) == isSeen,
                 (word + (isSeen ? " is missing: " : " is there: ") + reply.body).constData());
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
        return HttpClient::raw(m_server.url(),
                               "GET " + path + " HTTP/1.1\r\n" + head
                                   + "\r\nConnection: close\r\n\r\n")
            .split(' ')
            .value(1)
            .toInt();
    };
    for (const char *path : {"/openapi.json", "/docs", "/docs/hooks", "/docs/swagger-ui.css"})
        QCOMPARE(status(path), isOpen ? 200 : 401);
    QCOMPARE(status("/healthz"), 200);
    QCOMPARE(status("/rest/_meta"), 401);
}

/// What a hook that is suspended would have let pass is not shown in relations either.
void TestRights::suspendedHooksShowNothing()
{
    const QByteArray everybody = R"("access":{"roles":{"*":["GET"]}})";
    QVERIFY(m_server.define("wobbly", '{' + everybody + '}'));
    QCOMPARE(m_server.client()
                 .hook("wobbly",
                       "function beforeGET(req, res) { if (req.query.loop) while (true) {} "
                       "res.end({query: {public: true}}); }")
                 .status,
             200);
    QVERIFY(
        m_server.define("holders",
                        R"({"fields":[{"name":"held","type":"relations","collection":"wobbly"}],)"
                            + everybody + '}'));
    keep("wobbly", "/rest/wobbly", R"({"name":"PUBLICPAGE","public":true})");
    keep("holder", "/rest/holders", R"({"held":["{wobbly}"]})");
    const auto isShown = [this] {
        const auto held = ask("nina", "GET", "/rest/holders");
        return held.status == 200 && held.body.contains(Public);
    };
    QVERIFY(isShown());
    const auto setTimeout = [this](const QByteArray &milliseconds) {
        const QByteArray change = "{\"codehooks\":{\"timeout\":" + milliseconds + "}}";
        return m_server.client().send("PATCH", "/admin/v1/settings", change).status;
    };
    QCOMPARE(setTimeout("100"), 200);
    for (int i = 0; i < 5; ++i) // of one who may mend the script: of others they count once
        QCOMPARE(ask("full", "GET", R"(/rest/wobbly?q={"loop":true})").status, 500);
    QCOMPARE(setTimeout("5000"), 200);
    QCOMPARE(ask("nina", "GET", "/rest/wobbly").status, 503);
    QVERIFY(!isShown());
    QCOMPARE(m_server.client().send("POST", "/admin/v1/collections/wobbly/codehook/enable").status,
             200);
    QVERIFY(isShown());
}

void TestRights::otherAddressesOfThisMachineAreLocal()
{
    QTcpSocket socket;
    QVERIFY(socket.bind(QHostAddress(QStringLiteral("127.0.0.2"))));
    const QUrl url(m_server.url());
    socket.connectToHost(url.host(), quint16(url.port()));
    QVERIFY(socket.waitForConnected());
    socket.write("GET /openapi.json HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    QTRY_COMPARE(socket.state(), QAbstractSocket::UnconnectedState);
    QVERIFY(socket.readAll().startsWith("HTTP/1.1 200 "));
}

QTEST_GUILESS_MAIN(TestRights)
#include "tst_rights.moc"
