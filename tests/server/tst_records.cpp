// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/core/timestamp.h"
#include "server/inspector/batch.h"
#include "server/inspector/masking.h"
#include "server/inspector/record.h"
#include "server/inspector/recordfile.h"
#include "server/inspector/secretnames.h"
#include "server/inspector/textmasker.h"
#include "tests/support/embeddedserver.h"

#include <QDir>
#include <QFile>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QRandomGenerator>
#include <QRegularExpression>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

namespace {

/// Of such pieces secrets are made up, and what only looks like them.
const QByteArrayList Pieces =
    QByteArray(
        "pass|word|bearer|pass\\word|sec|ret|to|ken|api|key|sl|ack|jwt|J-W-T|coo|kie|sign|ature|"
        "\\u0070|\\u1170|\\u 070|Bear|er |eyJ|-|_| |+|%2|%20|%5F|%|=|:|\"|\\\"|\\\\\\\"|'|<|>|"
        "[|]|{|}|.|,|&|?|\n|\\n|@|://|name=|\r\n\r\n|a1b2c3|abcdefghijklmnopqrst|"
        "hooks.slack.com/|url|null|\xc3\xa9")
        .split('|');

} // namespace

/// What is written down of requests: without secrets, as valid text, and also beside a damaged
/// file.
class TestRecords : public QObject
{
    Q_OBJECT

private slots:
    void textsAreMasked_data();
    void textsAreMasked();
    void theQuickLookMissesNoSplitName_data();
    void theQuickLookMissesNoSplitName();
    void theQuickLookMissesNothingThatIsMasked();
    void harmlessTextsStay_data();
    void harmlessTextsStay();
    void queriesAreMaskedWithin();
    void hugeTextsAreMaskedInTime();
    void secretsAreInNoByteOfFileAndExports();
    void dirtyRequestsLeaveValidRecords();
    void dirtyFilesOfBeforeAreShown();
    void unusableFilesAreSetAside_data();
    void unusableFilesAreSetAside();

private:
    QByteArray raw(const EmbeddedServer &server, const QByteArray &request);
    QByteArray resumed(const EmbeddedServer &server, const QByteArray &until);
};

void TestRecords::textsAreMasked_data()
{
    QTest::addColumn<QByteArray>("text");
    const auto row = [](const char *text) { QTest::newRow(text) << QByteArray(text); };
    row(R"({"p\u0061ssword":"hunter2!"})");
    row(R"({"x":"{\"a\":\"{\\\"token\\\":\\\"hunter2!\\\"}\"}"})");
    row(R"({"x":"{\n \"token\" :\n [1,\"hunter2!\"]}"})");
    row(R"({"token" : [1,{"a":"]"},"hunter2!)");
    row(R"({"smtpPassword":"hunter2!"})");
    row(R"({"client_secret":"hunter2!"})");
    row("a=1&tok%65n=hunter2!");
    row("api%6bey=hunter2!&a=1");
    row(R"({"Access-Token":"hunter2!"})");
    row(R"({"api_key":"hunter2!"})");
    row(R"({"slack":{"channel":"a","url":"https://chat.example/hunter2!"}})");
    row(R"({"slack":"https://chat.example/hunter2!"})");
    row(R"({"jwt":"hunter2!"})");
    row("https://hooks.slack.com/services/T0/B0/hunter2!");
    row("cannot reach https://jane:hunter2!@host.example/x");
    row("cannot reach https://host.example/x?a=1&apikey=hunter2!&b=2");
    row("GET /rest/c?q=%7B%22password%22%3A%22hunter2!%22%7D fails");
    row("Authorization: Basic hunter2!");
    row("{ token: [ 'x', 'hunter2!' ] }");
    row("{ password: 'hunter2!' }");
    row("password: hunter2!");
    row("name=Jane&password=hunter2!&x=1");
    row(R"({"pass_word":"hunter2!"})");
    row(R"({"passWord":"hunter2!"})");
    row(R"({"s-e-c-r-e-t":"hunter2!"})");
    row(R"({"to ken":"hunter2!"})");
    row(R"({"Ap_i k-ey":"hunter2!"})");
    row("Ap i Ke y: hunter2!");
    row("pass%2Dword=hunter2!");
    row("the token bearer abcdefg-hunter2! is refused");
    row("user%5Bpassword%5D=hunter2!");
    row("user[token][0]=hunter2!");
    row("<login><password>hunter2!</password></login>");
    QTest::newRow("multipart") << QByteArray(
        "--b\r\nContent-Disposition: form-data; name=\"password\"\r\n\r\nhunter2!\r\n--b--");
    row("request({ url, auth: { user: 'u', pass: 'hunter2!' } })");
    row(R"({"auth":{"bearer":"hunter2!"}})");
    row("user=u&pwd=hunter2!&x=1");
    row("failed: {\\\"password\\\":\\\"hunter2!\\\"}");
    row("the token Bearer abcdefg-hunter2! is refused");
}

void TestRecords::textsAreMasked()
{
    QFETCH(QByteArray, text);
    const QByteArray masked = Inspector::maskedText(text);
    QVERIFY2(!masked.contains("hunter2!"), masked.constData());
    QVERIFY2(masked.contains(Inspector::Mask), masked.constData());
    if (Json::Document::parse(text))
        QVERIFY2(Json::Document::parse(masked), masked.constData());
}

namespace {

/// @p name in random case, with separators between its letters.
QByteArray split(const QByteArray &name, QRandomGenerator &random)
{
    constexpr char Separators[] = "-_ ";
    QByteArray made;
    for (const char letter : name) {
        made.append(random.bounded(2) == 0 ? letter : char(letter - 0x20));
        for (int count = random.bounded(4) - 1; count > 0; --count)
            made.append(Separators[random.bounded(3)]);
    }
    return made;
}

} // namespace

void TestRecords::theQuickLookMissesNoSplitName_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("after");
    const auto row = [](const char *name, const char *before, const char *after) {
        QTest::newRow(name) << QByteArray(before) << QByteArray(after);
    };
    row("JSON", R"({"a":1,")", R"(":"hunter2!"})");
    row("JSON, end of a longer name", R"({"my)", R"(" : ["hunter2!"]})");
    row("JSON in JSON", R"({"x":"{\"a b\":1,\")", R"(\" : \"hunter2!\"}"})");
    row("multipart", "--b\r\nContent-Disposition: form-data; name=\"",
        "\"\r\n\r\nhunter2!\r\n--b--");
    row("assigned", "x=1&", "=hunter2!&y");
    row("labelled", "it fails\n", ": hunter2!-0123456789\n");
    row("quoted", "{ '", "': 'hunter2!' }");
    row("step of a path", "user[", "][0]=hunter2!");
}

/// A body of prose around the name, so that it lies at every place of the blocks that are looked
/// at.
void TestRecords::theQuickLookMissesNoSplitName()
{
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, after);
    QRandomGenerator random(19);
    for (const char *name : {"password", "passwd", "passphrase", "secret", "token", "apikey",
                             "secretkey", "accesskey", "privatekey", "signingkey", "encryptkey",
                             "authorization", "cookie", "signature", "jwt"}) {
        for (int i = 0; i < 60; ++i) {
            const QByteArray written = split(name, random);
            const QByteArray text =
                QByteArray(i, '.') + "\n" + before + written + after + QByteArray(i % 7, ' ');
            if (QByteArrayView(name) != "jwt" || before.contains("JSON"))
                QVERIFY2(Inspector::isSecretName(written), written.constData());
            const QByteArray masked = Inspector::TextMasker(text).masked();
            QVERIFY2(masked == text || Inspector::mayHoldSecret(text), text.constData());
            if (qstrcmp(name, "jwt") != 0) // which is also another name's end
                QVERIFY2(!masked.contains("hunter2!"), masked.constData());
        }
    }
}

/// Random texts of what the masker looks at.
void TestRecords::theQuickLookMissesNothingThatIsMasked()
{
    QRandomGenerator random(7);
    int maskedTexts = 0;
    for (int i = 0; i < 40000; ++i) {
        QByteArray text;
        for (int count = 1 + random.bounded(24); count > 0; --count)
            text.append(Pieces[random.bounded(int(Pieces.size()))]);
        const bool isMasked = Inspector::TextMasker(text).masked() != text;
        maskedTexts += isMasked ? 1 : 0;
        QVERIFY2(!isMasked || Inspector::mayHoldSecret(text), text.constData());
    }
    QVERIFY(maskedTexts > 1000);
}

void TestRecords::harmlessTextsStay_data()
{
    QTest::addColumn<QByteArray>("text");
    const auto row = [](const char *text) { QTest::newRow(text) << QByteArray(text); };
    row(R"({"name":"open","tokens":5,"passwordless":true,"cookies":[]})");
    row(R"({"field":"password","message":["Required"]})");
    row("Invalid token: expired. The password: it must be longer.");
    row("Type the password:");
    row("jwt: HS256-is-not-RS256-as-the-settings-say");
    row("https://example.com/secret/garden?color=red");
    row(R"({"path":"/rest/webhooks/65f0c0ffee65f0c0ffee0001"})");
    row(R"({"jwt":{"issuer":"a"},"b":{"jwt":["HS256"]}})");
    row("cannot reach https://@host.example/x");
    row(R"({"compass":"north","bypass":"road 7","Overbearer":"name"})");
    row("{\"a\":\"");
    row("\\\\\\\"\"\"{{[[");
}

void TestRecords::harmlessTextsStay()
{
    QFETCH(QByteArray, text);
    QCOMPARE(Inspector::maskedText(text), text);
}

void TestRecords::queriesAreMaskedWithin()
{
    const QByteArray masked = Inspector::maskedQuery(
        R"(q={"name":"Jane","password":"hunter2!"}&h=%7B%22%24x%22%3A%7B%22secret%22%3A%5B%22hunter2!%22%5D%7D%7D&jwt=hunter2!&max=3)");
    QVERIFY2(!masked.contains("hunter2"), masked.constData());
    QVERIFY(masked.contains("Jane"));
    QVERIFY(masked.endsWith("&max=3"));
    QCOMPARE(Inspector::maskedQuery("q={\"a\":1}&x=%20y"), QByteArray("q={\"a\":1}&x=%20y"));
    const QByteArray query = "x=%20&q=%7B%22token%22%3A%22hunter2!%22%7D&y=%20";
    QCOMPARE(Inspector::maskedText("see /a?" + query + " now"),
             QByteArray("see /a?" + Inspector::maskedQuery(query) + " now"));
}

/// A log line may have a MiB, and anybody may write it.
void TestRecords::hugeTextsAreMaskedInTime()
{
    for (const char *piece :
         {"?", "?%", "<", "\"token\"", "name=\"token\"", "\"token\":[", "\"slack\":{", "{\"", "\\",
          "\\\"token\\\":", "://@", "Bearer ", "eyJ", "token=", "?token%", "\"secret\" "}) {
        const QByteArray text = QByteArray(piece).repeated(1024 * 1024 / qstrlen(piece)) + "token";
        const QByteArray masked = Inspector::maskedText(text);
        QVERIFY(masked.size() <= 2 * text.size());
    }
}

QByteArray TestRecords::raw(const EmbeddedServer &server, const QByteArray &request)
{
    QTcpSocket socket;
    const QUrl url(server.url());
    socket.connectToHost(url.host(), quint16(url.port()));
    socket.write(request);
    (void)QTest::qWaitFor(
        [&socket] { return socket.state() == QAbstractSocket::UnconnectedState; });
    return socket.readAll();
}

/// The events that a client gets that has seen none of them, up to one that holds @p until.
QByteArray TestRecords::resumed(const EmbeddedServer &server, const QByteArray &until)
{
    QNetworkAccessManager manager;
    QNetworkRequest request(QUrl(server.url() + QStringLiteral("/admin/v1/inspector/stream")));
    request.setRawHeader("x-apikey", server.key());
    request.setRawHeader("last-event-id", "000000000000000000000000");
    const std::unique_ptr<QNetworkReply> reply(manager.get(request));
    QByteArray events;
    connect(reply.get(), &QNetworkReply::readyRead, this, [&] { events.append(reply->readAll()); });
    (void)QTest::qWaitFor([&] { return events.contains(until); });
    reply->abort();
    return events;
}

void TestRecords::secretsAreInNoByteOfFileAndExports()
{
    EmbeddedServer server;
    QVERIFY(server.start());
    QVERIFY(server.define("people"));
    HttpClient &client = server.client();
    QByteArrayList secrets = {server.key()};
    const auto secret = [&secrets](const char *place) {
        secrets.append(QByteArray("S3cret") + place);
        return secrets.last();
    };
    const QByteArray settings = R"({"slack":{"url":"https://chat.example/hooks/)" + secret("Slack")
        + R"("},"shop":{"Token":[")" + secret("List") + R"("],"secret":{"a":")" + secret("Object")
        + R"("}},"auth":{"jwt":{"secret":")" + secret("SigningSigningSigningSigning")
        + R"("}},"mail":{"smtp":{"host":"localhost","password":")" + secret("Smtp") + R"("}}})";
    QCOMPARE(client.send("PATCH", "/admin/v1/settings", settings).status, 200);
    // Put together when it runs, so that the recorded script does not hold the secrets.
    for (const char *place : {"Logged", "InList", "Thrown", "Target", "Own"})
        (void)secret(place);
    const QByteArray hook = R"(function beforePOST(req, res) {
  var s = x => ['S3', 'cret', x].join('');
  log.info({token: [s('InList')], a: {password: s('Logged')}});
  log.info(context.settings.slack.url, context.settings);
  log.info(req.hint['#headers']['x-apikey'] + ' is the key');
  db.get('/people?apikey=' + s('Target') + '&q={"password":"' + s('Target') + '"}', {}, {}, () => {
    throw new Error('refused: {"secret":"' + s('Thrown') + '"} at https://a:' + s('Own') + '@b/c');
  });
})";
    QCOMPARE(client.hook("people", hook).status, 200);
    QCOMPARE(client.post("/rest/people", R"({"password":")" + secret("Field") + "\"}").status, 500);
    const QByteArray padding(5000, 'x');
    (void)client.post("/rest/people",
                      R"({"token":[")" + secret("Cut") + R"("],"pad":")" + padding + "\"}");
    const QByteArray head = " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n";
    (void)raw(server,
              "GET /rest/people?jwt=" + secret("Jwt") + "&q=%7B%22password%22:%22" + secret("Query")
                  + "%22%7D&h={\"a\":{\"secret\":\"" + secret("Hint") + "\"}}" + head
                  + "Referer: http://x/docs?apikey=" + secret("Referer")
                  + "\r\nProxy-Authorization: Basic " + secret("Proxy")
                  + "\r\nAuthorization: Bearer " + secret("Bearer") + "\r\nCookie: session="
                  + secret("Cookie") + "\r\nX-Gitlab-Token: " + secret("Gitlab") + "\r\n\r\n");
    const QByteArray form = "name=x&user%5Bpassword%5D=" + secret("Form");
    (void)raw(server,
              "POST /rest/people" + head
                  + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: "
                  + QByteArray::number(form.size()) + "\r\n\r\n" + form);
    QTRY_VERIFY(client.get("/admin/v1/inspector?path=/rest/*").json().root().items().size() >= 4);
    QFile file(server.server().databasePath() + QStringLiteral(".inspector"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray bytes = file.readAll();
    QVERIFY(bytes.contains("/rest/people")); // it is the right file
    const QByteArray har = client.get("/admin/v1/inspector/export?format=har").body;
    const QByteArray lines = client.get("/admin/v1/inspector/export?format=ndjson").body;
    const QByteArray stream = resumed(server, "/rest/people");
    for (const QByteArray &each : std::as_const(secrets)) {
        QVERIFY2(!bytes.contains(each), each.constData());
        QVERIFY2(!har.contains(each), each.constData());
        QVERIFY2(!lines.contains(each), each.constData());
        QVERIFY2(!stream.contains(each), each.constData());
    }
    QCOMPARE(client.get("/docs").header("Referrer-Policy"), QByteArray("no-referrer"));
}

void TestRecords::dirtyRequestsLeaveValidRecords()
{
    EmbeddedServer server;
    QVERIFY(server.start());
    QVERIFY(server.define("people"));
    HttpClient &client = server.client();
    const QByteArray head = " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n";
    const auto post = [&](const QByteArray &body, const QByteArray &more = {}) {
        (void)raw(server,
                  "POST /rest/people" + head + more
                      + "Content-Type: application/json\r\nContent-Length: "
                      + QByteArray::number(body.size()) + "\r\n\r\n" + body);
    };
    post("{\"a\":\"\xff\"}");
    post("{}", "User-Agent: caf\xe9\r\n");
    post("\xed\xa0\x80\xf0\x9f");
    (void)raw(server, "GET /rest/people?q=%ff%C3&x=\xe9" + head + "\r\n");
    (void)raw(server, "GET /rest/p%E9ople/\xff" + head + "\r\n");
    for (const int length : {4093, 4094, 4095, 4096}) // cut within a character
        QCOMPARE(
            client
                .post("/rest/people",
                      "{\"a\":\"" + QByteArray(length - 6, 'x') + "\xf0\x9f\x98\x80 and more\"}")
                .status,
            201);
    QCOMPARE(client.post("/rest/people", R"({"n":"last"})").status, 201);
    QTRY_VERIFY(client.get("/admin/v1/inspector").body.contains("last"));
    const auto list = client.get("/admin/v1/inspector?max=1000");
    const auto parsed = Json::Document::parse(list.body);
    QVERIFY2(parsed, parsed ? "" : qPrintable(parsed.error().message));
    QVERIFY(list.body.contains("caf\xef\xbf\xbd"));
    const QByteArray stream = resumed(server, "last");
    QVERIFY(stream.count("\ndata: ") >= 8);
    for (const QByteArray &line : stream.split('\n')) {
        if (line.startsWith("data: "))
            QVERIFY2(Json::Document::parse(line.mid(6)), line.constData());
    }
    const auto lines = client.get("/admin/v1/inspector/export?format=ndjson");
    QCOMPARE(lines.status, 200);
    for (const QByteArray &line : lines.body.trimmed().split('\n'))
        QVERIFY2(Json::Document::parse(line), line.constData());
    const auto archive = client.get("/admin/v1/inspector/export?format=har");
    QCOMPARE(archive.status, 200);
    QVERIFY(Json::Document::parse(archive.body));
    QFile file(server.server().databasePath() + QStringLiteral(".inspector"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(!file.readAll().contains("caf\xe9"));
}

/// Older programs wrote down what came as it came.
void TestRecords::dirtyFilesOfBeforeAreShown()
{
    const QTemporaryDir folder;
    Inspector::RecordFile file(folder.filePath(QStringLiteral("x.inspector")));
    file.setLimits(100, 0);
    QByteArray batch;
    Inspector::Record record;
    record.id = "id\xff";
    record.path = "/p\xe9";
    record.requestHeaders = {{"user-agent", "caf\xe9"}, {"x\xff", "y"}};
    record.requestBody = "{\"a\":\"\xff\"}";
    record.log = {{1, "info", "\xc3", "beforeGET\xff", 1, "\xff"}};
    record.error = "\xf0\x9f";
    Inspector::appendRecord(batch, record);
    QVERIFY(file.append(batch, [](qint64, const QByteArray &) {}));
    const auto page = file.read({});
    QVERIFY(page);
    const auto json = Json::Document::parse(page->json);
    QVERIFY2(json, json ? "" : qPrintable(json.error().message));
    QCOMPARE(json->root().items().front().value("path").toString(), QStringLiteral("/p\uFFFD"));
}

void TestRecords::unusableFilesAreSetAside_data()
{
    QTest::addColumn<QString>("damage");
    for (const char *damage : {"cut", "cut within a page", "garbage", "garbage within",
                               "a lost page", "empty", "a folder", "none"})
        QTest::newRow(damage) << QString::fromLatin1(damage);
}

void TestRecords::unusableFilesAreSetAside()
{
    QFETCH(QString, damage);
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("x.inspector"));
    const auto nobody = [](qint64, const QByteArray &) {};
    QByteArray batch;
    for (int i = 0; i < 100; ++i) {
        Inspector::Record record;
        record.path = '/' + QByteArray::number(i);
        record.time = Timestamp::now();
        record.requestBody = QByteArray(20'000, 'x');
        Inspector::appendRecord(batch, record);
    }
    {
        Inspector::RecordFile file(path);
        QVERIFY(file.append(batch, nobody));
        QVERIFY(QFile::copy(path, folder.filePath(QStringLiteral("in use"))));
    }
    if (damage == QLatin1String("a lost page")) // by a power failure while the file was in use
        QVERIFY(QFile::remove(path)
                && QFile::rename(folder.filePath(QStringLiteral("in use")), path));
    QFile file(path);
    if (damage == QLatin1String("a folder")) {
        QVERIFY(file.remove());
        QVERIFY(QDir().mkpath(path + QStringLiteral("/x")));
    } else {
        QVERIFY(file.open(QIODevice::ReadWrite));
        if (damage == QLatin1String("cut"))
            QVERIFY(file.resize(file.size() / 65536 / 2 * 65536));
        else if (damage == QLatin1String("cut within a page"))
            QVERIFY(file.resize(file.size() - 20'000));
        else if (damage == QLatin1String("empty"))
            QVERIFY(file.resize(0));
        else if (damage == QLatin1String("garbage within"))
            QVERIFY(file.seek(32768));
        else if (damage == QLatin1String("a lost page"))
            QVERIFY(file.seek(file.size() / 65536 / 2 * 65536)
                    && file.write(QByteArray(65536, '\0')) == 65536);
        if (damage.startsWith(QLatin1String("garbage")))
            file.write(QByteArray("no page of a database ").repeated(40'000));
        file.close();
    }
    const bool isKept = damage != QLatin1String("empty") && damage != QLatin1String("none");
    if (isKept)
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("It is kept as")));
    Inspector::RecordFile again(path);
    again.setLimits(1000, 7);
    QVERIFY(again.append(batch, nobody));
    QVERIFY(again.append(batch, nobody));
    const auto page = again.read({});
    QVERIFY(page);
    const auto json = Json::Document::parse(page->json);
    QCOMPARE(json->root().items().size(), size_t(100));
    const QStringList kept = QDir(folder.path()).entryList({QStringLiteral("*.damaged-*")});
    QCOMPARE(kept.filter(QRegularExpression(QStringLiteral("damaged-[0-9-]*$"))).size(),
             isKept ? 1 : 0);
}

QTEST_GUILESS_MAIN(TestRecords)
#include "tst_records.moc"
