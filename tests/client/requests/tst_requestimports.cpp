// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/requests/imported.h"
#include "client/requests/requestfolder.h"
#include "tests/client/requests/importsamples.h"

#include <QTest>

using namespace Requests;

namespace {

QByteArray all(const Imported &imported)
{
    QByteArray text;
    for (const Imported::File &each : imported.files)
        text += each.text;
    return text;
}

} // namespace

class TestRequestImports final : public QObject
{
    Q_OBJECT

private slots:
    void readsCurl_data()
    {
        QTest::addColumn<QByteArray>("command");
        QTest::addColumn<QByteArray>("address"); // with the method
        QTest::addColumn<QByteArray>("headers");
        QTest::addColumn<QByteArray>("body");
        const auto add = [](const char *name, const QByteArray &command, const char *address,
                            const char *headers = "", const char *body = "") {
            QTest::newRow(name) << command << QByteArray(address) << QByteArray(headers)
                                << QByteArray(body);
        };
        add("plain", "curl http://a/b?c=d", "GET http://a/b?c=d");
        add("of a browser",
            "curl 'https://a.example/x' \\\n  -X 'PATCH' \\\n  -H 'accept: */*' \\\n  -H "
            "'sec-fetch-mode: cors' \\\n  -H 'content-type: application/json' \\\n  --data-raw "
            "$'{\"n\":\"it\\'s \\u00e4\\ud83d\\ude00\\\\n\"}' \\\n  --compressed",
            "PATCH https://a.example/x", "accept: */*\ncontent-type: application/json",
            "{\"n\":\"it's \u00e4\U0001f600\\n\"}");
        add("of Windows",
            "curl ^\"http://a/^%^20b^\" ^\r\n  -H ^\"c: d^\" ^\r\n  --data-raw "
            "^\"{^\\^\"e^\\^\":1}^\"",
            "POST http://a/%20b", "c: d\nContent-Type: application/x-www-form-urlencoded",
            "{\"e\":1}");
        add("short options", "curl -sSLXPUT -Ha:b -d x=1 -dy=2 http://a", "PUT http://a",
            "a: b\nContent-Type: application/x-www-form-urlencoded", "x=1&y=2");
        add("query", "curl -G http://a --data-urlencode 'q={\"a\": 1}' -d b",
            "GET http://a?q=%7B%22a%22%3A%201%7D&b");
        add("JSON", "curl --json '{\"a\":1}' http://a", "POST http://a",
            "Content-Type: application/json", "{\"a\":1}");
        add("file", "curl -T dir/a.bin http://a", "PUT http://a", "", "< dir/a.bin");
        add("form", "curl -F 'a=b' -F 'f=@/x/y.png;type=image/png' http://a", "POST http://a",
            "Content-Type: multipart/form-data; boundary=hookdesk-boundary",
            "--hookdesk-boundary\nContent-Disposition: form-data; name=\"a\"\n\nb\n"
            "--hookdesk-boundary\nContent-Disposition: form-data; name=\"f\"; filename=\"y.png\"\n"
            "Content-Type: image/png\n\n< /x/y.png\n--hookdesk-boundary--");
        add("of Hookdesk",
            "KEY=\xe2\x80\xa6\ncurl -g -X GET -H \"x-apikey: $KEY\" 'http://a/?q={\"b\":1}'",
            "GET http://a/?q={\"b\":1}", "x-apikey: {{key}}");
        add("key", "curl -H 'Authorization: Bearer abc' -H 'x-apikey: k' -b 'c=d' http://a",
            "GET http://a",
            "Authorization: Bearer {{token}}\nx-apikey: {{key}}\nCookie: {{cookie}}");
        add("name and password", "curl -u jane:secret http://a", "GET http://a",
            "Authorization: Basic {{token}}");
        add("name and password in variables", "curl -u \"$USER:$PASSWORD\" http://a",
            "GET http://a", "Authorization: Basic {{USER}}:{{PASSWORD}}");
        add("key in the query", "curl 'http://a?apikey=k&q=1&token=t'",
            "GET http://a?apikey={{key}}&q=1&token={{token}}");
        add("behind a prompt, with a pipe", "$ curl http://a # why\n| jq .", "GET http://a");
    }

    void readsCurl()
    {
        QFETCH(QByteArray, command);
        QFETCH(QByteArray, address);
        QFETCH(QByteArray, headers);
        QFETCH(QByteArray, body);
        const auto imported = importCurl(command);
        QVERIFY2(imported, imported ? "" : qPrintable(imported.error().message));
        const Request request = RequestFile::parse(all(*imported)).requests().first();
        QByteArrayList lines;
        for (const Header &each : request.headers)
            lines.append(each.first + ": " + each.second);
        QCOMPARE(request.method + ' ' + request.url, address);
        QCOMPARE(lines.join('\n'), headers);
        QCOMPARE(request.body, body);
    }

    void refusesWhatIsNoCurl_data()
    {
        QTest::addColumn<QByteArray>("text");
        for (const char *each :
             {"", "curl", "curl -d", "wget http://a", "curl 'http://a", "curl $'\\"})
            QTest::newRow(each) << QByteArray(each);
    }

    void refusesWhatIsNoCurl()
    {
        QFETCH(QByteArray, text);
        QVERIFY(!importCurl(text));
    }

    void readsPostman()
    {
        const auto imported = importAny(Collection);
        QVERIFY(imported);
        QCOMPARE(imported->count, 5);
        QStringList names;
        for (const Imported::File &each : imported->files) {
            names.append(each.name);
            QCOMPARE(RequestFolder::faultOfName(each.name), QString());
            QVERIFY(RequestFile::parse(each.text).problems().isEmpty());
        }
        QCOMPARE(
            names,
            (QStringList{QStringLiteral("Shop v2.http"), QStringLiteral("Shop v2/Orders all.http"),
                         QStringLiteral("Shop v2/Orders all/Deeper.http")}));
        QCOMPARE(imported->files[0].text,
                 "@host = http://127.0.0.1:8787\n\n### Sign in\n# @check status == 200\n"
                 "# @check body.user.name == \"Jane\"\n# @set jwt = body.token\n"
                 "POST {{host}}/login\nx-api-key: {{token}}\nContent-Type: application/json\n\n"
                 "{\"a\": 1}\n");
        QVERIFY(imported->files[1].text.contains(
            "GET {{host}}/orders/{{id}}?x=1\nAuthorization: Bearer {{jwt}}\n"));
        QVERIFY(imported->files[1].text.contains("a=b%20c&\nd={{e}}\n"));
        QVERIFY(imported->files[1].text.contains("@id = 7\n"));
        QVERIFY(imported->files[2].text.contains("Authorization: Basic {{token2}}\n"));
        QVERIFY(imported->files[2].text.contains("filename=\"a.png\"\n\n< a.png\n"));
        QVERIFY(imported->files[2].text.contains("{\"query\":\"{ a }\",\"variables\":{\"b\":1}}"));
        QCOMPARE(imported->secrets,
                 (Values{{"adminToken", "s3cret"}, {"token", "k3y"}, {"token2", "dTpw"}}));
        QCOMPARE(
            imported->notes,
            (QStringList{
                QStringLiteral("Shop: v2: not carried over from its pre-request script: 1 line."),
                QStringLiteral("Sign in: not carried over from its test script: 1 line."),
                QStringLiteral("Upload: put its file a.png beside the file of requests."),
                QStringLiteral("Graph: the authorization \"awsv4\" is not carried over.")}));
    }

    void readsHar()
    {
        const auto imported = importAny(
            "{\"log\":{\"entries\":[{\"request\":{\"method\":\"post\",\"url\":\"https://a.example/"
            "x y?z\",\"headers\":"
            "[{\"name\":\":authority\",\"value\":\"a\"},{\"name\":\"Cookie\",\"value\":\"s=1\"},{"
            "\"name\":\"GET /x\",\"value\":\"b\"},"
            "{\"name\":\"accept\",\"value\":\"*/*\"}],\"postData\":{\"mimeType\":\"text/"
            "plain\",\"params\":[{\"name\":\"a b\",\"value\":\"c&d\"}]}}},"
            "{\"request\":{\"method\":\"GET\",\"url\":\"wss://a.example/socket\",\"headers\":[]}},"
            "{\"request\":{\"method\":\"GET\",\"url\":\"https://a.example/"
            "x\",\"headers\":[{\"name\":\"cookie\",\"value\":\"s=2\"}]}}]}}");
        QVERIFY(imported);
        QCOMPARE(imported->files.size(), 1);
        QCOMPARE(imported->files[0].name, QStringLiteral("a.example.http"));
        QCOMPARE(imported->files[0].text,
                 "### POST /x y\nPOST https://a.example/x%20y?z\nCookie: {{cookie}}\naccept: */*\n"
                 "Content-Type: text/plain\n\na%20b=c%26d\n\n"
                 "### GET /x\nGET https://a.example/x\ncookie: {{cookie2}}\n");
        QCOMPARE(imported->secrets, (Values{{"cookie", "s=1"}, {"cookie2", "s=2"}}));
        QCOMPARE(imported->notes.size(), 1);
    }

    void readsOpenApi()
    {
        const auto imported = importAny(Description);
        QVERIFY(imported);
        QCOMPARE(imported->files.size(), 1);
        QCOMPARE(imported->files[0].name, QStringLiteral("Orders/orders.http"));
        const QByteArray text = imported->files[0].text;
        QVERIFY2(text.startsWith("@id = 3\n@dry = true\n@base = https://api.example.com/v1\n\n"
                                 "### Change an order\n# @check status == 200\n"
                                 "PUT {{base}}/orders/{{id}}?dry={{dry}}\nx-apikey: {{key}}\n"
                                 "Content-Type: application/json\n\n"
                                 "{\"email\":\"jane@example.com\",\"lines\":[{\"article\":\"A7\","
                                 "\"count\":3}],\"parent\":{"),
                 text.constData());
    }

    /// Small files that would become large ones.
    void staysSmall()
    {
        const auto open =
            importAny("{\"openapi\":\"3.0.0\",\"servers\":[{\"url\":\"http"
                      + QByteArray("{a}").repeated(500) + "\",\"variables\":{\"a\":{\"default\":\""
                      + QByteArray("{b}").repeated(500) + "\"},\"b\":{\"default\":\""
                      + QByteArray("{c}").repeated(500) + "\"},\"c\":{\"default\":\""
                      + QByteArray("x").repeated(1000) + "\"}}}],\"paths\":{\"/a\":{\"get\":{}}}}");
        QVERIFY(open);
        QVERIFY(open->files.first().text.size() < 1000);
        QByteArray items;
        for (int i = 0; i < 3000; ++i)
            items += "{\"request\":{\"url\":\"http://a\",\"method\":\"POST\",\"body\":{\"mode\":"
                     "\"raw\",\"raw\":\""
                + QByteArray(30'000, 'x') + "\"}}},";
        const auto postman = importAny("{\"info\":{\"name\":\"x\"},\"item\":[" + items + "{}]}");
        QVERIFY(postman);
        QVERIFY(postman->count > 1000 && postman->count < 3000);
        QVERIFY(postman->notes.contains(QStringLiteral("Only the first 64 MiB of requests were "
                                                       "taken.")));
    }

    void refusesTheRest_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("part");
        const auto add = [](const char *name, const QByteArray &text, const char *part) {
            QTest::newRow(name) << text << QString::fromUtf8(part);
        };
        add("nothing", "", "neither");
        add("text", "hello", "neither");
        add("broken JSON", "{\"log\":", "");
        add("other JSON", "{\"a\":1}", "no collection");
        add("version 1", "{\"id\":\"a\",\"requests\":[]}", "version 1");
        add("empty HAR", "{\"log\":{\"entries\":[]}}", "no requests");
        add("Swagger 2", "{\"swagger\":\"2.0\",\"paths\":{}}", "OpenAPI 3");
        add("YAML", "openapi: 3.0.0\n", "not as YAML");
        add("YAML behind a comment", "# ours\n---\nopenapi: 3.0.0\n", "not as YAML");
        add("deep", QByteArray("{\"info\":{},\"item\":[{\"item\":[").repeated(600), "");
        add("wrong types",
            "{\"info\":1,\"item\":[1,[],{\"request\":7},{\"item\":{}}],\"variable\":\"x\","
            "\"event\":{}}",
            "");
    }

    void refusesTheRest()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, part);
        const auto imported = importAny(text);
        QVERIFY(!imported);
        QVERIFY2(imported.error().message.contains(part), qPrintable(imported.error().message));
    }

    /// References that lead round in circles, or multiply.
    void survivesHostileDescriptions()
    {
        QByteArray schemas = "\"a\":{\"$ref\":\"#/s/b\"},\"b\":{\"$ref\":\"#/s/a\"}";
        for (int i = 0; i < 30; ++i)
            schemas += QStringLiteral(",\"m%1\":{\"properties\":{\"x\":{\"$ref\":\"#/s/"
                                      "m%2\"},\"y\":{\"$ref\":\"#/s/m%2\"}}}")
                           .arg(i)
                           .arg(i + 1)
                           .toUtf8();
        for (const char *name : {"a", "m0"}) {
            const auto imported =
                importOpenApi("{\"openapi\":\"3.0.0\",\"info\":{\"title\":\"../..\"},\"paths\":{\"/"
                              "x\":{\"post\":{\"requestBody\":{\"content\":"
                              "{\"application/json\":{\"schema\":{\"$ref\":\"#/s/"
                              + QByteArray(name) + "\"}}}}}}},\"s\":{" + schemas + "}}");
            QVERIFY(imported);
            QCOMPARE(RequestFolder::faultOfName(imported->files[0].name), QString());
            QVERIFY(imported->files[0].text.size() < 100'000);
        }
    }
};

QTEST_APPLESS_MAIN(TestRequestImports)
#include "tst_requestimports.moc"
