// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/core/addressrules.h"
#include "tests/support/embeddedserver.h"

#include <QFile>
#include <QProcess>
#include <QTest>

/// What hooks do beyond this machine, against real servers on loopback.
class TestOutbound : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanupTestCase();
    void init();
    void cleanup() { m_server.reset(); }
    void badRulesAreRefused();
    void requestSpeaksNodesOptions_data();
    void requestSpeaksNodesOptions();
    void privateAddressesAreRefused_data();
    void privateAddressesAreRefused();
    void callsHaveManyForms();
    void cookiesAreNotShared();
    void runMakesAHundredCallsAtMost();
    void callsToOneHostAreMadeTogether();
    void hookThatEndsCancelsNothing();
    void slackTakesOneArgument();
    void mailGoesOutAndIsKept_data();
    void mailGoesOutAndIsKept();
    void mailErrorsAreClear_data();
    void mailErrorsAreClear();
    void callsAreInTheRecord();

private:
    HttpClient &client() { return m_server->client(); }
    bool startPeer(QProcess &peer, const QStringList &command);
    QByteArray allowPeers();
    HttpClient::Reply run(const QByteArray &body);
    QByteArray port(const char *name) const { return m_ports.value(name); }

    QTemporaryDir m_folder;
    QProcess m_http;
    QProcess m_smtp;
    QHash<QByteArray, QByteArray> m_ports;
    QByteArray m_certificate;
    std::unique_ptr<EmbeddedServer> m_server;
};

bool TestOutbound::startPeer(QProcess &peer, const QStringList &command)
{
    peer.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    peer.start(command.first(),
               command.mid(1)
                   + QStringList{m_folder.filePath(QStringLiteral("c.pem")),
                                 m_folder.filePath(QStringLiteral("k.pem"))});
    while (!peer.canReadLine()) {
        if (!peer.waitForReadyRead(20000))
            return false;
    }
    const auto ports = Json::Document::parse(peer.readLine().trimmed());
    for (const Json::Member &each : ports->root().members())
        m_ports.insert(each.key.toByteArray(), each.value.toJson());
    return true;
}

void TestOutbound::initTestCase()
{
    QProcess openssl;
    openssl.start(
        QStringLiteral("openssl"),
        QStringLiteral("req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext "
                       "subjectAltName=DNS:localhost -keyout %1/k.pem -out %1/c.pem")
            .arg(m_folder.path())
            .split(QLatin1Char(' ')));
    QVERIFY(openssl.waitForFinished() && openssl.exitCode() == 0);
    QFile certificate(m_folder.filePath(QStringLiteral("c.pem")));
    QVERIFY(certificate.open(QIODevice::ReadOnly));
    m_certificate = certificate.readAll();
    const QString peers = QStringLiteral(SOURCE_FOLDER "/tests/peers/");
    QVERIFY(startPeer(m_http, {QStringLiteral("node"), peers + QStringLiteral("http.mjs")}));
    QVERIFY(
        startPeer(m_smtp, {QStringLiteral("/usr/bin/python3"), peers + QStringLiteral("smtp.py")}));
}

void TestOutbound::cleanupTestCase()
{
    for (QProcess *peer : {&m_http, &m_smtp}) {
        peer->kill();
        peer->waitForFinished();
    }
}

void TestOutbound::init()
{
    m_server = std::make_unique<EmbeddedServer>();
    QVERIFY(m_server->start());
    QVERIFY(m_server->define("c"));
}

QByteArray TestOutbound::allowPeers()
{
    return R"("request":{"allow":["localhost"]})";
}

/// Posts to a collection whose hook has @p body; `HTTP`, `HTTPS` and `HTTP2` in it are the peer's
/// addresses.
HttpClient::Reply TestOutbound::run(const QByteArray &body)
{
    QByteArray script =
        "const MINE = {headers: {Authorization: 't', Cookie: 'c=1'}, json: true};\n"
        "const seen = ({body: {headers}}) => [headers.authorization, headers.cookie];\n"
        "async function beforePOST(req, res) {\nconst CA = "
        + Json::quoted(QByteArrayView(m_certificate)) + ";\n" + body + "\n}";
    script.replace("HTTP2", "https://localhost:" + port("http2"))
        .replace("HTTPS", "https://localhost:" + port("https"))
        .replace("HTTP/", "http://localhost:" + port("http") + '/');
    const auto saved = client().hook("c", script);
    return saved.status == 200 ? client().post("/rest/c", "{}") : saved;
}

void TestOutbound::badRulesAreRefused()
{
    for (const char *entry : {"", "http://localhost", "a b", "10.0.0.0/8:99999", "*.*.x", "-a",
                              "a..b", "localhost:", "*"}) {
        const auto reply = client().send("PATCH", "/admin/v1/settings",
                                         R"({"request":{"allow":["ok.example",)"
                                             + Json::quoted(QByteArrayView(entry)) + "]}}");
        QVERIFY2(reply.status == 400, entry);
        QVERIFY2(reply.body.contains("request.allow"), reply.body.constData());
    }
    QCOMPARE(client().send("PATCH", "/admin/v1/settings", R"({"request":{"allow":"x"}})").status,
             400);
}

namespace {

/// What `request` makes of its options. The peers' addresses stand as HTTP and HTTPS.
const struct
{
    const char *name;
    const char *options;
    const char *expression; ///< Of the response `r`.
    const char *value;
} Requests[] = {
    {"address alone", "'HTTP/echo?x=1'", "JSON.parse(r.body).url", R"("/echo?x=1")"},
    {"uri and qs", "{uri: 'HTTP/echo?x=1', qs: {a: [1, 'å'], b: {c: true}}, json: true}",
     "r.body.url", R"("/echo?x=1&a%5B0%5D=1&a%5B1%5D=%C3%A5&b%5Bc%5D=true")"},
    {"baseUrl", "{baseUrl: 'HTTP/', url: 'echo', json: true}", "r.body.url", R"("/echo")"},
    {"json body", "{url: 'HTTP/echo', method: 'post', json: {a: 1}}",
     "[r.body.method, r.body.headers['content-type'], r.body.headers.accept, r.body.body]",
     R"(["POST","application/json","application/json","{\"a\":1}"])"},
    {"json true and body", "{url: 'HTTP/echo', method: 'PUT', json: true, body: {a: 'å'}}",
     "r.body.body", R"("{\"a\":\"å\"}")"},
    {"text body", "{url: 'HTTP/echo', method: 'PATCH', body: 'abc'}",
     "[JSON.parse(r.body).body, JSON.parse(r.body).headers['content-length']]", R"(["abc","3"])"},
    {"form", "{url: 'HTTP/echo', method: 'POST', form: {a: 1, b: 'x y'}, json: true}",
     "[r.body.headers['content-type'], r.body.body]",
     R"(["application/x-www-form-urlencoded","a=1&b=x%20y"])"},
    {"formData",
     "{url: 'HTTP/echo', method: 'POST', formData: {a: '1', f: {value: 'data', options: "
     "{filename: 'n\"x.txt', contentType: 'text/plain'}}}, json: true}",
     "[r.body.headers['content-type'].split(';')[0], "
     "/name=\"f\"; filename=\"n%22x.txt\"\\r\\nContent-Type: "
     "text\\/plain\\r\\n\\r\\ndata\\r\\n/.test(r.body.body)]",
     R"(["multipart/form-data",true])"},
    {"headers", "{url: 'HTTP/echo', headers: {'X-Mine': 'a', Host: 'evil'}, json: true}",
     "[r.body.headers['x-mine'], r.body.headers.host.split(':')[0]]", R"(["a","localhost"])"},
    {"basic auth", "{url: 'HTTP/echo', auth: {user: 'u', pass: 'p'}, json: true}",
     "r.body.headers.authorization", R"("Basic dTpw")"},
    {"bearer", "{url: 'HTTP/echo', auth: {bearer: 't'}, json: true}",
     "r.body.headers.authorization", R"("Bearer t")"},
    {"user in the address", "{url: 'HTTP/echo'.replace('://', '://u:p@'), json: true}",
     "r.body.headers.authorization", R"("Basic dTpw")"},
    {"text", "'HTTP/text'", "[r.body, r.statusMessage, r.request.method]",
     R"(["plain æøå","OK","GET"])"},
    {"bytes", "{url: 'HTTP/bytes', encoding: null}",
     "[r.body instanceof Uint8Array, Array.from(r.body)]", "[true,[0,255,128,65]]"},
    {"base64", "{url: 'HTTP/bytes', encoding: 'base64'}", "r.body", R"("AP+AQQ==")"},
    {"status is no error", "{url: 'HTTP/status', json: true}", "[r.statusCode, r.body.short]",
     R"([418,"stout"])"},
    {"gzip", "{url: 'HTTP/gzip', gzip: true}", "r.body", R"("unpacked")"},
    {"no gzip", "{url: 'HTTP/gzip'}", "r.body", R"("never packed")"},
    {"brotli", "{url: 'HTTP/brotli', gzip: true}", "r.body", R"("unpacked")"},
    {"HTTP/2", "{url: 'HTTP2/version', ca: CA}", "[r.body, r.statusMessage]", R"(["2.0","OK"])"},
    {"HTTP/2 with a body", "{url: 'HTTP2/echo', ca: CA, method: 'POST', json: {a: 1}}",
     "[r.body.method, r.body.body]", R"(["POST","{\"a\":1}"])"},
    {"path as it is", "{url: 'HTTP/x/%2e%2E/../echo?%c3%A5', json: true}", "r.statusCode", "404"},
    {"cookies", "'HTTP/cookie'", "r.headers['set-cookie'].length", "2"},
    {"redirect", "'HTTP/redirect?to=/text'", "[r.body, r.request.href.slice(-5)]",
     R"(["plain æøå","/text"])"},
    {"redirect not followed", "{url: 'HTTP/redirect?to=/text', followRedirect: false}",
     "[r.statusCode, r.headers.location]", R"([302,"/text"])"},
    {"redirect of a POST is an answer",
     "{url: 'HTTP/redirect?to=/echo', method: 'POST', body: 'x'}", "r.statusCode", "302"},
    {"followAllRedirects",
     "{url: 'HTTP/redirect?to=/echo', method: 'POST', body: 'x', followAllRedirects: true}",
     "[JSON.parse(r.body).method, JSON.parse(r.body).body]", R"(["GET",""])"},
    {"307 keeps the method",
     "{url: 'HTTP/redirect?status=307&to=/echo', method: 'POST', body: 'x', "
     "followAllRedirects: true}",
     "[JSON.parse(r.body).method, JSON.parse(r.body).body]", R"(["POST","x"])"},
    {"secrets stay with their scheme", "{url: 'HTTP/redirect?to=HTTPS/echo', ca: CA, ...MINE}",
     "seen(r)", "[null,null]"},
    {"secrets stay with their port", "{url: 'HTTPS/redirect?to=HTTP2/echo', ca: CA, ...MINE}",
     "seen(r)", "[null,null]"},
    {"secrets stay with their name",
     "{url: 'HTTP/redirect?to=' + 'HTTP/echo'.replace('localhost', '127.0.0.1'), ...MINE}",
     "seen(r)", "[null,null]"},
    {"secrets go on", "{url: 'HTTP/redirect?to=/echo', ...MINE}", "seen(r)", R"(["t","c=1"])"},
    {"TLS", "{url: 'HTTPS/text', ca: CA}", "r.body", R"("plain æøå")"},
    {"TLS not looked at", "{url: 'HTTPS/text', strictSSL: false}", "r.body", R"("plain æøå")"},
    {"TLS with a stranger", "'HTTPS/text'", "r.code", R"("EPROTO")"},
    {"too slow", "{url: 'HTTP/slow', timeout: 200}", "r.code", R"("ETIMEDOUT")"},
    {"too large", "'HTTP/huge'", "r.code", R"("EMSGSIZE")"},
    {"cut", "'HTTP/cut'", "r.code", R"("ECONNRESET")"},
    {"loop", "'HTTP/redirect?to=/redirect%3Fto=/redirect'", "typeof r", R"("object")"},
    {"nobody there", "'http://localhost:1/'", "r.code", R"("ECONNREFUSED")"},
    {"no such name", "'http://no-such-name.invalid/'", "r.code", R"("ENOTFOUND")"},
    {"no address", "'file:///etc/passwd'", "r.message.slice(0, 23)",
     R"("request: \"url\" is an ad")"},
    {"header split", "{url: 'HTTP/echo', headers: {a: 'x\\r\\nb: c'}}", "r.message.slice(0, 19)",
     R"("request: the header")"},
    {"proxy", "{url: 'HTTP/echo', proxy: 'http://x'}", "r.message.slice(0, 27)",
     R"("request: the option \"proxy\"")"},
    {"method", "{url: 'HTTP/echo', method: 'GET / HTTP/1.1'}", "r.message.slice(0, 17)",
     R"("request: \"method\"")"},
};

} // namespace

void TestOutbound::requestSpeaksNodesOptions_data()
{
    QTest::addColumn<QByteArray>("options");
    QTest::addColumn<QByteArray>("expression");
    QTest::addColumn<QByteArray>("value");
    for (const auto &[name, options, expression, value] : Requests)
        QTest::newRow(name) << QByteArray(options) << QByteArray(expression) << QByteArray(value);
}

void TestOutbound::requestSpeaksNodesOptions()
{
    QFETCH(QByteArray, options);
    QFETCH(QByteArray, expression);
    QFETCH(QByteArray, value);
    const QByteArray allowed = R"({"request":{"allow":["localhost","127.0.0.1"]},)";
    QCOMPARE(client().put("/admin/v1/settings", allowed + R"("limits":{"body":1000000}})").status,
             200);
    const auto reply =
        run("let r; try { r = await request(" + options
            + "); } catch (e) { r = e; }\nres.end({data: {v: " + expression + "}});");
    QVERIFY2(reply.status == 201, reply.body.constData());
    QVERIFY2(reply.body.contains("\"v\":" + value), reply.body.constData());
}

void TestOutbound::privateAddressesAreRefused_data()
{
    QTest::addColumn<QByteArray>("url");
    for (const char *url :
         {"HTTP/text", "http://127.0.0.1:PORT/text", "http://2130706433:PORT/text",
          "http://0177.0.0.1:PORT/text", "http://0x7f.1:PORT/text", "http://127.1:PORT/text",
          "http://[::1]:PORT/text", "http://[::ffff:127.0.0.1]:PORT/text",
          "http://[::ffff:7f00:1]:PORT/text", "http://0:PORT/text", "http://0.0.0.0:PORT/text",
          "http://169.254.169.254/latest/meta-data", "http://192.168.0.1/",
          "http://localhost.:PORT/", "http://LOCALHOST:PORT/text", "http://127.0.0.1%2e:PORT/"})
        QTest::newRow(url) << QByteArray(url);
}

void TestOutbound::privateAddressesAreRefused()
{
    QFETCH(QByteArray, url);
    url.replace("PORT", port("http"));
    const auto reply = run("try { res.end({data: {v: (await request({url: '" + url
                           + "', timeout: 1500})).body}}); } catch (e) { res.end({data: {code: "
                             "String(e.code), m: e.message}}); }");
    QCOMPARE(reply.status, 201);
    QVERIFY2(reply.member("v").isEmpty(), reply.body.constData());
    const QByteArray code = reply.member("code");
    QVERIFY2(code == "EACCES" || code == "ENOTFOUND" || code == "undefined",
             reply.body.constData());
    if (code == "EACCES")
        QVERIFY(reply.member("m").contains("request.allow"));
    // And a redirect does not lead there either: the name is allowed, the address behind is not.
    QCOMPARE(client().put("/admin/v1/settings", '{' + allowPeers() + '}').status, 200);
    if (url.contains("localhost") || url.contains("LOCALHOST") || url.startsWith("HTTP"))
        return;
    const auto redirected =
        run("try { res.end({data: {v: (await request({url: 'HTTP/redirect?to=' + "
            "encodeURIComponent('"
            + url
            + "'), timeout: 1500})).statusCode}}); } catch (e) { res.end({data: {code: "
              "String(e.code)}}); }");
    QVERIFY2(redirected.member("v") != "200", redirected.body.constData());
}

/// request() in all its forms, and fetch.
void TestOutbound::callsHaveManyForms()
{
    QCOMPARE(client().put("/admin/v1/settings", '{' + allowPeers() + '}').status, 200);
    QFile script(QStringLiteral(SOURCE_FOLDER "/tests/hooks/calls.js"));
    QVERIFY(script.open(QIODevice::ReadOnly));
    const auto reply = run(script.readAll());
    QVERIFY2(reply.body.contains(R"("failed":[],"count":5)"), reply.body.constData());
}

void TestOutbound::cookiesAreNotShared()
{
    QCOMPARE(client().put("/admin/v1/settings", '{' + allowPeers() + '}').status, 200);
    const auto reply = run("await request('HTTP/cookie'); const r = await request('HTTP/cookie');"
                           "res.end({data: {v: r.body}});");
    QCOMPARE(reply.member("v"), QByteArray("none"));
}

void TestOutbound::runMakesAHundredCallsAtMost()
{
    QCOMPARE(client().put("/admin/v1/settings", '{' + allowPeers() + '}').status, 200);
    const auto reply = run(R"(
      const all = await Promise.allSettled(Array.from({length: 110}, () => request('HTTP/text')));
      res.end({data: {fine: all.filter((one) => one.status === 'fulfilled').length, said: all[109].reason.message}});)");
    QCOMPARE(reply.member("fine"), QByteArray("100"));
    QVERIFY(reply.member("said").contains("100 calls"));
}

void TestOutbound::callsToOneHostAreMadeTogether()
{
    QCOMPARE(client().put("/admin/v1/settings", '{' + allowPeers() + '}').status, 200);
    const auto reply = run(R"(
      const all = await Promise.all(Array.from({length: 32}, () => request('HTTP/together?calls=16')));
      res.end({data: {fine: all.filter((one) => one.body === 'all here').length}});)");
    QCOMPARE(reply.member("fine"), QByteArray("32"));
}

void TestOutbound::hookThatEndsCancelsNothing()
{
    QCOMPARE(client().put("/admin/v1/settings", '{' + allowPeers() + '}').status, 200);
    QCOMPARE(
        run("res.end(); const r = await request('HTTP/text'); log.info('then', r.body);").status,
        201);
    QTRY_VERIFY(client().get("/admin/v1/inspector?collection=c").body.contains("then plain æøå"));
    QVERIFY(client()
                .get("/admin/v1/inspector?collection=c")
                .body.contains("request GET http://localhost"));
}

void TestOutbound::slackTakesOneArgument()
{
    QCOMPARE(client()
                 .put("/admin/v1/settings",
                      '{' + allowPeers() + R"(,"slack":{"url":"http://localhost:)" + port("http")
                          + "/slack\"}}")
                 .status,
             200);
    const auto reply = run(R"(
      slack({message: 'hi', slackhookurl: 'HTTP/slack', channel: '#a'}, function (result) {
        slack({message: 'fail'}, async function (failed) {
          let thrown; try { await slack({message: 'fail'}); } catch (e) { thrown = e; }
          slack({}, function (empty) {
            res.end({data: {sent: result.body, failed: failed.error.message, status: thrown.status, empty: empty.error.message}});
          });
        });
      });)");
    QVERIFY2(
        reply.body.contains(
            R"("sent":"{\"text\":\"hi\",\"channel\":\"#a\"}","failed":"Slack answers 404: no_team","status":404,"empty":"slack: \"message\" is missing.")"),
        reply.body.constData());
}

void TestOutbound::mailGoesOutAndIsKept_data()
{
    QTest::addColumn<QByteArray>("security");
    QTest::addColumn<bool>("isEncrypted");
    QTest::newRow("none") << QByteArray("none") << false;
    QTest::newRow("starttls") << QByteArray("starttls") << true;
    QTest::newRow("tls") << QByteArray("tls") << true;
}

void TestOutbound::mailGoesOutAndIsKept()
{
    QFETCH(QByteArray, security);
    QFETCH(bool, isEncrypted);
    Json::ObjectWriter smtp;
    smtp.text("host", "localhost")
        .raw("port", port(security.constData()))
        .text("security", QByteArrayView(security))
        .text("ca", QByteArrayView(m_certificate));
    if (security == "starttls")
        smtp.text("username", "mailer").text("password", "right");
    QCOMPARE(client()
                 .put("/admin/v1/settings",
                      R"({"mail":{"from":"Shop <shop@example.com>","smtp":)" + smtp.take() + "}}")
                 .status,
             200);
    const auto reply = run(R"(
      sendMail({to: 'Jörg <a@example.com>, b@example.com', bcc: 'c@example.com', subject: 'Grüße: ' + 'ä'.repeat(40), html: '<b>Hei å</b>\n.\nend',
                text: 'Hei å', sendername: 'The "Shop"', company: 'Shop AS', replyto: 'reply@example.com'}, function (error, result) {
        res.end({data: {error: error && error.message, id: result && result.result[0].email_outbound_id}});
      });)");
    QVERIFY2(reply.member("error") == "null", reply.body.constData());
    QTRY_VERIFY(m_smtp.canReadLine() || m_smtp.waitForReadyRead(10));
    const auto mail = Json::Document::parse(m_smtp.readLine().trimmed());
    QVERIFY(mail);
    const Json::Value root = mail->root();
    QCOMPARE(root.value("from").text(), QByteArrayView("shop@example.com"));
    QCOMPARE(root.value("to").texts(),
             (QByteArrayList{"a@example.com", "b@example.com", "c@example.com"}));
    QCOMPARE(root.value("tls").toBool(), isEncrypted);
    QCOMPARE(root.value("login").toBool(), security == "starttls");
    const Json::Value headers = root.value("headers");
    QCOMPARE(headers.value("Subject").toString(),
             QStringLiteral("Grüße: ") + QString(40, QChar(0xe4)));
    QCOMPARE(headers.value("From").toString(),
             QStringLiteral("\"The \\\"Shop\\\"\" <shop@example.com>"));
    QCOMPARE(headers.value("To").toString(), QStringLiteral("Jörg <a@example.com>, b@example.com"));
    QCOMPARE(headers.value("Reply-To").toString(), QStringLiteral("reply@example.com"));
    QVERIFY(!headers.find("Bcc") && headers.find("Date") && headers.find("Message-ID"));
    QVERIFY(root.value("parts")
                .value("text/html")
                .toString()
                .contains(QStringLiteral("<b>Hei å</b>\n.\nend")));
    QVERIFY(root.value("parts").value("text/plain").toString().contains(QStringLiteral("Hei å")));
    const auto kept = client().get("/rest/email_outbound/" + reply.member("id"));
    QCOMPARE(kept.member("status"), QByteArray("sent"));
    QCOMPARE(kept.member("company"), QByteArray("Shop AS"));
    QCOMPARE(kept.member("from"), QByteArray("Shop <shop@example.com>"));
}

void TestOutbound::mailErrorsAreClear_data()
{
    QTest::addColumn<QByteArray>("settings");
    QTest::addColumn<QByteArray>("mail");
    QTest::addColumn<QByteArray>("said");
    QTest::addColumn<bool>("isKept");
    const QByteArray fine = R"({"from":"shop@example.com","smtp":{"host":"localhost","port":)"
        + port("none") + R"(,"security":"none"}})";
    const QByteArray mail = "{to: 'a@example.com', subject: 's', html: 'h'}";
    const auto row = [](const char *name, const QByteArray &settings, const QByteArray &what,
                        const char *said, bool isKept = false) {
        QTest::newRow(name) << settings << what << QByteArray(said) << isKept;
    };
    row("not configured", "{}", mail, "mail.smtp names no host");
    row("no sender", R"({"smtp":{"host":"localhost"}})", mail, "mail.from");
    row("no recipient", fine, "{subject: 's', html: 'h'}", "\\\"to\\\" is missing");
    row("bad recipient", fine, "{to: 'x@y.z\\nRCPT TO:<evil@x>', html: 'h'}", "no mail address");
    row("empty", fine, "{to: 'a@example.com', subject: 's'}", "neither");
    row("refused", fine, "{to: 'refused@example.com', html: 'h'}", "550", true);
    row("nobody there", R"({"from":"a@b.c","smtp":{"host":"localhost","port":1}})", mail,
        "localhost", true);
    row("certificate of a stranger",
        R"({"from":"a@b.c","smtp":{"host":"localhost","security":"tls","port":)" + port("tls")
            + "}}",
        mail, "certificate", true);
    row("wrong password",
        R"({"from":"a@b.c","smtp":{"host":"localhost","username":"mailer","password":"wrong","port":)"
            + port("starttls") + ",\"ca\":" + Json::quoted(QByteArrayView(m_certificate)) + "}}",
        mail, "Login denied", true);
    row("no encryption offered",
        R"({"from":"a@b.c","smtp":{"host":"localhost","security":"starttls","port":)" + port("none")
            + "}}",
        mail, "STARTTLS", true);
}

void TestOutbound::mailErrorsAreClear()
{
    QFETCH(QByteArray, settings);
    QFETCH(QByteArray, mail);
    QFETCH(QByteArray, said);
    QFETCH(bool, isKept);
    QCOMPARE(client().put("/admin/v1/settings", "{\"mail\":" + settings + '}').status, 200);
    const auto reply = run("try { await sendMail(" + mail
                           + "); res.end(); } catch (e) { res.end({error: e.message}); }");
    QCOMPARE(reply.status, 400);
    QVERIFY2(reply.body.contains(said), reply.body.constData());
    const auto kept = client().get("/rest/email_outbound");
    QCOMPARE(kept.status, isKept ? 200 : 404);
    if (isKept)
        QVERIFY(kept.body.contains(R"("status":"failed")"));
}

void TestOutbound::callsAreInTheRecord()
{
    QCOMPARE(client().put("/admin/v1/settings", '{' + allowPeers() + '}').status, 200);
    const auto reply =
        run("await request('HTTP/text?apikey=hidden'); try { await db.get('/rest/none'); } catch "
            "(e) {}\nres.end();");
    QCOMPARE(reply.status, 201);
    const auto page = client().get("/admin/v1/inspector?collection=c&max=1").json();
    const auto calls = page.root().items()[0].value("calls").items();
    QCOMPARE(calls.size(), size_t(2));
    QCOMPARE(calls[0].value("operation").text(), QByteArrayView("request"));
    QVERIFY(calls[0].value("target").text().startsWith("GET http://localhost"));
    QVERIFY(!calls[0].value("target").text().contains("hidden"));
    QVERIFY(calls[0].value("duration").toDouble() > 0);
    QCOMPARE(calls[1].value("target").text(), QByteArrayView("/rest/none"));
    QVERIFY(calls[1].value("error").text().contains("no collection"));
}

QTEST_GUILESS_MAIN(TestOutbound)
#include "tst_outbound.moc"
