// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/model/settings.h"

#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QTest>

using Model::Settings;

/// The table of reserved keys: what it takes, what it refuses, what is said of it.
class TestSettings : public QObject
{
    Q_OBJECT

private slots:
    void wrongValuesAreListed_data();
    void wrongValuesAreListed();
    void unknownOnesAreToldTheKnown();
    void rightValuesAreTaken_data();
    void rightValuesAreTaken();
    void allFaultsAreToldAtOnce();
    void whatAnOlderProgramStoredStands();
    void valuesReachTheServer();
    void everySettingIsRead();
    void everySettingIsObeyed();
    void defaultsAreThoseOfTheTable();
    void documentationHasTheTable();
};

constexpr char PublicKey[] = "-----BEGIN PUBLIC KEY-----\\n"
                             "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEEVs/o5+uQbTjL3chynL4wXgUg2R9\\n"
                             "q9UU8I5mEovUf86QZ7kOBIjJwqnzD1omageEHWwHdBO6B+dFabmdT9POxg==\\n"
                             "-----END PUBLIC KEY-----\\n";

void TestSettings::wrongValuesAreListed_data()
{
    QTest::addColumn<QByteArray>("settings");
    QTest::addColumn<QByteArray>("path");
    const auto row = [](const char *name, const QByteArray &settings, const char *path) {
        QTest::newRow(name) << settings << QByteArray(path);
    };
    row("an unknown member", R"({"codehooks":{"tiemout":5}})", "codehooks.tiemout");
    row("an unknown member below", R"({"mail":{"smtp":{"hosts":"a"}}})", "mail.smtp.hosts");
    row("an unknown member of auth", R"({"auth":{"jwks":{}}})", "auth.jwks");
    row("a wrong type", R"({"slack":{"url":5}})", "slack.url");
    row("no address", R"({"slack":{"url":"hooks.slack.com/x"}})", "slack.url");
    row("an object that is none", R"({"limits":5})", "limits");
    row("an array for an object", R"({"auth":{"jwt":[]}})", "auth.jwt");
    row("null for a key", R"({"codehooks":null})", "codehooks");
    row("null for a member", R"({"mail":{"from":null}})", "mail.from");
    row("null for proxies", R"({"proxies":null})", "proxies");
    row("an origin with a path", R"({"cors":{"origins":["https://a.example/path"]}})",
        "cors.origins");
    row("an origin of words", R"({"cors":{"origins":["not an origin/with/path"]}})",
        "cors.origins");
    row("an origin without scheme", R"({"cors":{"origins":["a.example"]}})", "cors.origins");
    row("an origin with a user", R"({"cors":{"origins":["https://me@a.example"]}})",
        "cors.origins");
    row("an origin that is a number", R"({"cors":{"origins":[5]}})", "cors.origins");
    row("one origin as text", R"({"cors":{"origins":"https://a.example"}})", "cors.origins");
    row("null as an origin", R"({"cors":{"origins":["null"]}})", "cors.origins");
    row("no mail address", R"({"mail":{"from":"not an address"}})", "mail.from");
    row("half a mail address", R"({"mail":{"from":"Shop <shop@example.com"}})", "mail.from");
    row("a mail address of two lines", R"({"mail":{"from":"a@b.example\r\nBcc: c@d.example"}})",
        "mail.from");
    row("a port beyond", R"({"mail":{"smtp":{"port":65536}}})", "mail.smtp.port");
    row("a port as text", R"({"mail":{"smtp":{"port":"25"}}})", "mail.smtp.port");
    row("an unknown security", R"({"mail":{"smtp":{"security":"ssl"}}})", "mail.smtp.security");
    row("two words of security", R"({"mail":{"smtp":{"security":"none tls"}}})",
        "mail.smtp.security");
    row("no word of security", R"({"mail":{"smtp":{"security":""}}})", "mail.smtp.security");
    row("a host with a path", R"({"mail":{"smtp":{"host":"a.example/b"}}})", "mail.smtp.host");
    row("below the least", R"({"codehooks":{"timeout":9}})", "codehooks.timeout");
    row("above the most", R"({"codehooks":{"timeout":600001}})", "codehooks.timeout");
    row("a fraction", R"({"codehooks":{"memory":64.5}})", "codehooks.memory");
    row("a negative limit", R"({"limits":{"requestsPerSecond":-1}})", "limits.requestsPerSecond");
    row("an enormous number", R"({"limits":{"body":1e300}})", "limits.body");
    row("a truth as text", R"({"inspector":{"bodies":"true"}})", "inspector.bodies");
    row("an unknown zone", R"({"jobs":{"timezone":"Mars/Base"}})", "jobs.timezone");
    row("a private host with a path", R"({"request":{"allow":["http://a/b"]}})", "request.allow");
    row("a proxy by name", R"({"proxies":["proxy.example"]})", "proxies");
    row("a proxy with a port", R"({"proxies":["127.0.0.1:80"]})", "proxies");
    row("a proxy abbreviated", R"({"proxies":["127.1"]})", "proxies");
    row("a network of too many bits", R"({"proxies":["10.0.0.0/33"]})", "proxies");
    row("one proxy as text", R"({"proxies":"127.0.0.1"})", "proxies");
    row("a public key of words", R"({"auth":{"jwt":{"publicKey":"text"}}})", "auth.jwt.publicKey");
    row("a public key that looks like one",
        R"({"auth":{"jwt":{"publicKey":"-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----"}}})",
        "auth.jwt.publicKey");
    row("an empty public key", R"({"auth":{"jwt":{"publicKey":""}}})", "auth.jwt.publicKey");
    row("a secret that is a number", R"({"auth":{"jwt":{"secret":5}}})", "auth.jwt.secret");
}

void TestSettings::wrongValuesAreListed()
{
    QFETCH(QByteArray, settings);
    QFETCH(QByteArray, path);
    const auto parsed = Settings::parse(settings);
    QVERIFY(!parsed);
    QCOMPARE(parsed.error().kind, Error::Kind::Validation);
    const auto list = Json::Document::parse(parsed.error().list);
    QVERIFY(list);
    QCOMPARE(list->root().items().size(), size_t(1));
    QCOMPARE(list->root().items()[0].value("field").text().toByteArray(), path);
}

void TestSettings::unknownOnesAreToldTheKnown()
{
    const auto parsed = Settings::parse(R"({"mail":{"hosts":1,"smtp":{"hosts":1}}})");
    QVERIFY(!parsed);
    const QByteArray list = parsed.error().list;
    QVERIFY2(list.contains("\\\"mail.smtp\\\" has: host, port, security, username, password, ca."),
             list.constData());
    QVERIFY2(list.contains("\\\"mail\\\" has: smtp, from."), list.constData());
}

void TestSettings::rightValuesAreTaken_data()
{
    QTest::addColumn<QByteArray>("settings");
    const auto row = [](const char *name, const QByteArray &settings) {
        QTest::newRow(name) << settings;
    };
    row("nothing", "{}");
    row("keys of one's own", R"({"shop":{"vat":null,"list":[1]},"mine":null,"x":{"y":{"z":1}}})");
    row("empty objects", R"({"codehooks":{},"mail":{"smtp":{}},"auth":{"jwt":{}}})");
    row("all numbers at their least",
        R"({"codehooks":{"timeout":10,"jobTimeout":10,"memory":16},"limits":{"body":1024,"connections":1,"requestsPerSecond":0}})");
    row("a whole number with a point", R"({"codehooks":{"timeout":100.0}})");
    row("origins",
        R"({"cors":{"origins":["https://app.example","http://localhost:5173","*","capacitor://localhost","http://[::1]:80","https://a.example/"]}})");
    row("senders", R"({"mail":{"from":"Shop <shop@example.com>"}})");
    row("a bare sender", R"({"mail":{"from":"root@localhost"}})");
    row("proxies", R"({"proxies":["127.0.0.1","10.0.0.0/8","::1","fd00::/8"]})");
    row("a public key",
        R"({"auth":{"jwt":{"publicKey":")" + QByteArray(PublicKey) + R"(","issuer":"a"}}})");
    row("Slack", R"({"slack":{"url":"https://hooks.slack.com/services/T/B/x"}})");
}

void TestSettings::rightValuesAreTaken()
{
    QFETCH(QByteArray, settings);
    const auto parsed = Settings::parse(settings);
    QVERIFY2(parsed, parsed ? "" : parsed.error().list.constData());
    QCOMPARE(parsed->json, settings);
}

void TestSettings::allFaultsAreToldAtOnce()
{
    const auto parsed = Settings::parse(
        R"({"limits":{"body":1,"bdoy":2},"codehooks":{"timeout":"a"},"cors":{"origins":[1]}})");
    QVERIFY(!parsed);
    const auto list = Json::Document::parse(parsed.error().list);
    QByteArrayList fields;
    for (const Json::Value &each : list->root().items())
        fields.append(each.value("field").text().toByteArray());
    QCOMPARE(fields,
             QByteArrayList({"codehooks.timeout", "cors.origins", "limits.body", "limits.bdoy"}));
    QVERIFY(parsed.error().list.contains("requestsPerSecond")); // what there is instead
}

void TestSettings::whatAnOlderProgramStoredStands()
{
    const QByteArray stored =
        R"({"codehooks":{"tiemout":5,"timeout":70},"slack":{"url":5},"limits":{"body":1,"connections":7},"auth":{"jwt":{"secret":"kept","publicKey":"text"}},"cors":null})";
    const Settings settings = Settings::read(stored);
    QCOMPARE(settings.json, stored);
    QCOMPARE(settings.hookTimeout, std::chrono::milliseconds(70));
    QCOMPARE(settings.bodyLimit, Settings().bodyLimit);
    QCOMPARE(settings.connections, 7);
    QCOMPARE(settings.tokens.secret, QByteArray("kept"));
    QVERIFY(settings.tokens.publicKey.isEmpty());
}

void TestSettings::valuesReachTheServer()
{
    const QByteArray json =
        QByteArray(
            R"({"codehooks":{"timeout":11,"jobTimeout":12,"memory":17},"request":{"timeout":13,"allow":["10.1.2.3"]},"limits":{"body":1025,"connections":14,"requestsPerSecond":15,"queryTime":22,"array":23,"memory":2000000},"proxies":["10.0.0.0/8"],"jobs":{"timezone":"Europe/Oslo","keep":16,"days":18},"inspector":{"keep":19,"days":20,"bodies":false,"record":"errors"},"cors":{"origins":["https://a.example"]},"auth":{"jwt":{"secret":"s","publicKey":"PUBLICKEY","issuer":"i","audience":"a","users":"u"}},"mail":{"from":"f@example.com","smtp":{"host":"h","port":21,"security":"tls","username":"n","password":"p","ca":"c"}},"slack":{"url":"https://s.example"}})")
            .replace("PUBLICKEY", PublicKey);
    const auto settings = Settings::parse(json);
    QVERIFY(settings);
    // Each setting of the table has a value here that is not its default.
    const auto document = Json::Document::parse(json);
    for (const Settings::Reserved &reserved : Settings::reserved()) {
        Json::Value value = document->root();
        for (const QByteArray &name : reserved.path.split('.'))
            value = value.value(name);
        QVERIFY2(!value.isNull(), reserved.path.constData());
    }
    QCOMPARE(settings->queryTime.count(), 22);
    QCOMPARE(settings->arrayLimit, 23);
    QCOMPARE(settings->memoryLimit, 2000000);
    const QHostAddress internal(QStringLiteral("10.1.2.3"));
    QVERIFY(settings->requestRules.allows(QStringLiteral("any"), 80, internal));
    QCOMPARE(settings->tokens.publicKey, QByteArray(PublicKey).replace("\\n", "\n"));
    QCOMPARE(settings->mail.from, QByteArray("f@example.com"));
    QCOMPARE(settings->mail.host, QByteArray("h"));
    QCOMPARE(settings->mail.port, 21);
    QCOMPARE(settings->mail.security, QByteArray("tls"));
    QCOMPARE(settings->mail.username, QByteArray("n"));
    QCOMPARE(settings->mail.password, QByteArray("p"));
    QCOMPARE(settings->mail.authority, QByteArray("c"));
    QCOMPARE(settings->slackUrl, QByteArray("https://s.example"));
    QCOMPARE(settings->hookTimeout.count(), 11);
    QCOMPARE(settings->jobTimeout.count(), 12);
    QCOMPARE(settings->hookMemory, 17);
    QCOMPARE(settings->requestTimeout.count(), 13);
    QCOMPARE(settings->bodyLimit, 1025);
    QCOMPARE(settings->connections, 14);
    QCOMPARE(settings->requestsPerSecond, 15);
    QVERIFY(settings->proxies.contains(QHostAddress(QStringLiteral("10.1.2.3"))));
    QVERIFY(!settings->proxies.contains(QHostAddress(QStringLiteral("11.1.2.3"))));
    QCOMPARE(settings->jobZone, QByteArray("Europe/Oslo"));
    QCOMPARE(settings->jobRunsKept, 16);
    QCOMPARE(settings->jobDaysKept, 18);
    QCOMPARE(settings->inspectorRecordsKept, 19);
    QCOMPARE(settings->inspectorDaysKept, 20);
    QCOMPARE(settings->inspectorBodies, false);
    QCOMPARE(settings->inspectorRecording, Settings::Recording::Errors);
    QCOMPARE(settings->origins, QByteArrayList({"https://a.example"}));
    QCOMPARE(settings->tokens.secret, QByteArray("s"));
    QCOMPARE(settings->tokens.issuer, QByteArray("i"));
    QCOMPARE(settings->tokens.audience, QByteArray("a"));
    QCOMPARE(settings->tokens.users, QByteArray("u"));
}

/// A setting that the server does not read would be accepted and ignored.
void TestSettings::everySettingIsRead()
{
    QVERIFY(Settings::reserved().size() > 25);
    for (const Settings::Reserved &reserved : Settings::reserved())
        QVERIFY2(reserved.isRead, reserved.path.constData());
}

/// A member of Settings that no other room of the server names is taken from the JSON and then
/// forgotten. What the server does with it is for other tests.
void TestSettings::everySettingIsObeyed()
{
    QByteArray code;
    QDirIterator it(QStringLiteral(SOURCE_FOLDER "/server"),
                    {QStringLiteral("*.h"), QStringLiteral("*.cpp")}, QDir::Files,
                    QDirIterator::Subdirectories);
    while (it.hasNext()) {
        QFile file(it.next());
        QVERIFY(file.open(QIODevice::ReadOnly));
        if (!file.fileName().contains(QLatin1String("/server/model/")))
            code += file.readAll();
    }
    QFile header(QStringLiteral(SOURCE_FOLDER "/server/model/settings.h"));
    QVERIFY(header.open(QIODevice::ReadOnly));
    const QString text =
        QString::fromUtf8(header.readAll()).section(QLatin1String("static Result"), 0, 0);
    static const QRegularExpression member(
        QStringLiteral("^ +[\\w:]+ (\\w+)(?: = [^;(]+|\\{0\\})?;"),
        QRegularExpression::MultilineOption);
    int count = 0;
    for (auto found = member.globalMatch(text); found.hasNext(); ++count) {
        const QString name = found.next().captured(1);
        const QRegularExpression use(QStringLiteral("(?:\\.|->)%1\\b").arg(name));
        QVERIFY2(use.match(QString::fromUtf8(code)).hasMatch(), qPrintable(name));
    }
    QVERIFY(count >= Settings::reserved().size());
}

void TestSettings::defaultsAreThoseOfTheTable()
{
    for (const Settings &settings : {Settings(), Settings::read("{}"), *Settings::parse("{}")}) {
        QCOMPARE(settings.hookTimeout.count(), 5000);
        QCOMPARE(settings.bodyLimit, 16 * 1024 * 1024);
        QCOMPARE(settings.jobZone, QByteArray("UTC"));
        QCOMPARE(settings.inspectorBodies, true);
        QCOMPARE(settings.inspectorRecording, Settings::Recording::All);
        QCOMPARE(settings.tokens.users, QByteArray("users"));
        QCOMPARE(settings.mail.security, QByteArray("starttls"));
        QCOMPARE(settings.mail.port, 0);
        QVERIFY(settings.origins.isEmpty());
    }
}

/// docs/settings.md has a row for each key with what it may be, and none besides.
void TestSettings::documentationHasTheTable()
{
    QFile file(QStringLiteral(SOURCE_FOLDER "/docs/settings.md"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QMap<QByteArray, QString> documented;
    for (const QByteArray &line : file.readAll().split('\n')) {
        const QByteArrayList cells = line.split('|');
        if (cells.size() == 6 && cells[1].trimmed().startsWith('`'))
            documented.insert(cells[1].trimmed().replace("`", ""),
                              QString::fromUtf8(cells[3].trimmed()).remove(QLatin1Char('`')));
    }
    for (const Settings::Reserved &reserved : Settings::reserved()) {
        QVERIFY2(documented.contains(reserved.path), reserved.path.constData());
        QCOMPARE(documented.take(reserved.path), reserved.description);
    }
    QCOMPARE(documented.keys(), QByteArrayList());
}

QTEST_GUILESS_MAIN(TestSettings)
#include "tst_settings.moc"
