// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/rightstest.h"

#include <QNetworkReply>
#include <QTest>
#include <QUrl>

using namespace Rights;

QByteArrayList Rights::allWords()
{
    return {Order, Vault, Own, Others, Public, Draft, Staff, Hash, Kid, HiddenKid, Mail};
}

HttpClient::Reply RightsTest::ask(const QByteArray &caller, const QByteArray &method,
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

QByteArray RightsTest::filled(QByteArray text) const
{
    for (auto id = m_ids.begin(); id != m_ids.end(); ++id)
        text.replace('{' + id.key() + '}', id.value());
    return text;
}

void RightsTest::keep(const QByteArray &name, const QByteArray &path, const QByteArray &document,
                      const QByteArray &caller)
{
    const auto reply = ask(caller, "POST", path, document);
    QVERIFY2(reply.status == 201, reply.body.constData());
    m_ids[name] = reply.member("_id");
}

QByteArray RightsTest::key(const QByteArray &limits)
{
    return m_server.client().post("/admin/v1/keys", limits).member("key");
}

void RightsTest::addUser(const QByteArray &name, const QByteArray &user)
{
    keep(name, "/rest/users", user);
    const QByteArray email = Json::Document::parse(user)->root().value("email").toJson();
    const auto token =
        m_server.client().post("/auth/jwt", R"({"payload":{"email":)" + email + "}}");
    m_callers[name] = {"authorization", "Bearer " + token.member("jwt"), {}};
}

void RightsTest::defineCollections()
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

void RightsTest::storeDocuments()
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

void RightsTest::initTestCase()
{
    QVERIFY(m_server.start());
    QVERIFY(m_server.client()
                .put("/admin/v1/settings",
                     R"({"auth":{"jwt":{"secret":"a secret of the tests, long enough"}}})")
                .status
            == 200);
    m_callers["full"] = {"x-apikey", m_server.key(), allWords()};
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
