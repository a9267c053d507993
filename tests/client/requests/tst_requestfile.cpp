// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/requests/requestfile.h"

#include <QTest>

using namespace Requests;

namespace {

/// With everything that files of others hold.
constexpr char Mixed[] = R"(@host = http://127.0.0.1:8787
@token={{login.response.body.token}}
// Sign in first.

### Sign in
# @name login
# @no-log
POST {{host}}/auth/login HTTP/1.1
Content-Type: application/json
X-Odd :  blank before the colon

{
  "email": "jane@example.com" // who
}

> {%
  client.global.set("token", response.body.token);
%}

###
# a list
GET {{host}}/rest/orders
    ?max=10
    &q={"a":1}
Authorization: Bearer {{token}}

<> 2026-01-01T120000.200.json

### Upload
POST {{host}}/rest/files
Content-Type: multipart/form-data; boundary=x

--x
Content-Disposition: form-data; name="f"; filename="a.txt"

< ./a.txt
--x--

### Last, without a line break at its end
http://example.com/plain)";

} // namespace

class TestRequestFile final : public QObject
{
    Q_OBJECT

private slots:
    void readsRequests()
    {
        const RequestFile file = RequestFile::parse(Mixed);
        QCOMPARE(file.requests().size(), 4);
        const Request login = file.requests()[0];
        QCOMPARE(login.title, "Sign in");
        QCOMPARE(login.name(), "login");
        QCOMPARE(login.method, "POST");
        QCOMPARE(login.url, "{{host}}/auth/login");
        QCOMPARE(headerOf(login.headers, "content-type"), "application/json");
        QCOMPARE(login.body, "{\n  \"email\": \"jane@example.com\" // who\n}");
        QCOMPARE(login.line, 8);
        QCOMPARE(file.requests()[1].url, "{{host}}/rest/orders?max=10&q={\"a\":1}");
        QCOMPARE(file.requests()[1].body, "");
        QVERIFY(file.requests()[2].body.endsWith("< ./a.txt\n--x--"));
        QCOMPARE(file.requests()[3].method, "GET");
        QCOMPARE(file.requests()[3].url, "http://example.com/plain");
    }

    void readsVariables()
    {
        const RequestFile file = RequestFile::parse(Mixed);
        QCOMPARE(file.variables().size(), 2);
        QCOMPARE(file.variables()[1].name, "token");
        QCOMPARE(file.variables()[1].value, "{{login.response.body.token}}");
        QCOMPARE(file.variables()[1].line, 2);
    }

    void locatesWhatItDoesNotUnderstand()
    {
        const RequestFile file = RequestFile::parse(
            "GET http://a\nno header\n\n> {% x\n%}\n\n###\nhello there\n@ = 1\n");
        QList<int> lines;
        for (const Problem &each : file.problems())
            lines.append(each.line);
        QCOMPARE(lines, (QList<int>{2, 4, 8, 9}));
    }

    void keepsAllBytes_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("mixed") << QByteArray(Mixed);
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("DOS") << QByteArray(Mixed).replace("\n", "\r\n");
        QTest::newRow("byte order mark") << QByteArray("\xef\xbb\xbf") + Mixed;
        QTest::newRow("no UTF-8") << QByteArray("### \xff\xfe\nGET http://a/\xc3\n\n\x80\0x", 24);
        QTest::newRow("separators alone") << QByteArray("###\n###\r\n####");
        QTest::newRow("open script") << QByteArray("GET http://a\n\n> {%\n###\nGET http://b\n");
    }

    void keepsAllBytes()
    {
        QFETCH(QByteArray, text);
        QCOMPARE(RequestFile::parse(text).text(), text);
    }

    /// Each change touches the lines that it is about and no others.
    void changesOnlyItsLines_data()
    {
        QTest::addColumn<int>("index");
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("after");
        QTest::newRow("title") << 0 << QByteArray("### Sign in") << QByteArray("### Log in");
        QTest::newRow("header") << 0 << QByteArray("Content-Type: application/json")
                                << QByteArray("Content-Type: text/plain");
        QTest::newRow("body") << 0 << QByteArray("jane@") << QByteArray("joe@");
        QTest::newRow("address") << 1 << QByteArray("/rest/orders\n    ?max=10\n    &q={\"a\":1}")
                                 << QByteArray("/rest/orders?max=20");
        QTest::newRow("method") << 3 << QByteArray("http://example.com/plain")
                                << QByteArray("PUT http://example.com/plain\n");
        QTest::newRow("name") << 0 << QByteArray("# @name login") << QByteArray("# @name signIn");
    }

    void changesOnlyItsLines()
    {
        QFETCH(int, index);
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, after);
        QByteArray wanted = Mixed;
        wanted.replace(wanted.indexOf(before), before.size(), after);
        RequestFile file = RequestFile::parse(Mixed);
        QVERIFY(file.replace(index, RequestFile::parse(wanted).requests()[index]));
        QCOMPARE(file.text(), wanted);
    }

    void addsChecksAndHeadersWhereTheyBelong()
    {
        RequestFile file = RequestFile::parse("### a\n# why\nGET http://a\n\n### b\nGET http://b");
        Request request = file.requests()[0];
        request.directives = {{"check", "status == 200"}, {"set", "id = body._id"}};
        request.headers = {{"accept", "text/plain"}};
        QVERIFY(file.replace(0, request));
        QCOMPARE(file.text(),
                 "### a\n# why\n# @check status == 200\n# @set id = body._id\nGET http://a\n"
                 "accept: text/plain\n\n### b\nGET http://b");
        request.directives.removeFirst();
        request.body = "{}";
        request.headers.clear();
        QVERIFY(file.replace(0, request));
        QCOMPARE(file.text(),
                 "### a\n# why\n# @set id = body._id\nGET http://a\n\n{}\n### b\nGET http://b");
        request.body.clear();
        QVERIFY(file.replace(0, request));
        QCOMPARE(file.requests()[0].body, "");
        QCOMPARE(file.requests().size(), 2);
    }

    void readsChecksBehindABody()
    {
        RequestFile file = RequestFile::parse(
            "POST http://a\n# @check status == 201\n\n# Title\n\n# @check body exists\n\n");
        QCOMPARE(file.requests()[0].directives.size(), 2);
        QCOMPARE(file.requests()[0].directives[1].value, "body exists");
        QCOMPARE(file.requests()[0].directives[1].line, 6);
        QCOMPARE(file.requests()[0].body, "# Title");
        Request request = file.requests()[0];
        request.directives[1].value = "body missing";
        QVERIFY(file.replace(0, request));
        QCOMPARE(file.text(),
                 "POST http://a\n# @check status == 201\n\n# Title\n\n# @check body missing\n\n");
    }

    void insertsAndRemoves()
    {
        RequestFile file;
        Request request{"one", {}, "POST", "http://a", {{"a", "b"}}, "x"};
        QVERIFY(file.insert(0, request));
        QCOMPARE(file.text(), "### one\nPOST http://a\na: b\n\nx\n");
        request.title = "two";
        QVERIFY(file.insert(1, request));
        request.title = "zero";
        QVERIFY(file.insert(0, request));
        QCOMPARE(file.requests().size(), 3);
        QCOMPARE(file.requests()[0].title, "zero");
        QCOMPARE(file.requests()[2].title, "two");
        file.remove(1);
        QCOMPARE(file.requests().size(), 2);
        QCOMPARE(file.requests()[1].title, "two");
        file.remove(1);
        file.remove(0);
        QCOMPARE(file.text(), "");
    }

    void keepsVariablesOfARequestThatGoes()
    {
        RequestFile file =
            RequestFile::parse("GET http://a\n\nbody\n### x\n@a = 1\nGET http://b\n");
        file.remove(1);
        QCOMPARE(file.variables().size(), 1);
        QCOMPARE(file.requests()[0].body, "body");
    }

    /// What the format cannot say is refused, rather than written as something else.
    void refusesWhatItCannotHold_data()
    {
        QTest::addColumn<QByteArray>("member");
        QTest::addColumn<QByteArray>("value");
        QTest::newRow("separator in a body") << QByteArray("body") << QByteArray("a\n### b\nc");
        QTest::newRow("script in a body") << QByteArray("body") << QByteArray("a\n> {% x %}");
        QTest::newRow("check in a body")
            << QByteArray("body") << QByteArray("a\n# @check x exists");
        QTest::newRow("line break in an address")
            << QByteArray("url") << QByteArray("http://a\nb: c");
        QTest::newRow("no address") << QByteArray("url") << QByteArray();
        QTest::newRow("line break in a header") << QByteArray("header") << QByteArray("a\r\nb: c");
        QTest::newRow("line break in a title") << QByteArray("title") << QByteArray("a\nGET /x");
        QTest::newRow("lower method") << QByteArray("method") << QByteArray("get it");
    }

    void refusesWhatItCannotHold()
    {
        QFETCH(QByteArray, member);
        QFETCH(QByteArray, value);
        Request request{"t", {}, "POST", "http://a", {{"a", "b"}}, "x"};
        QByteArray &part = member == "body" ? request.body
            : member == "url"               ? request.url
            : member == "title"             ? request.title
            : member == "method"            ? request.method
                                            : request.headers.first().second;
        part = value;
        for (const char *text : {Mixed, ""}) {
            RequestFile file = RequestFile::parse(text);
            QVERIFY(!file.insert(0, request));
            QCOMPARE(file.text(), text);
            if (!file.requests().isEmpty()) {
                QVERIFY(!file.replace(0, request));
                QCOMPARE(file.text(), text);
            }
        }
    }

    void readsLongLines()
    {
        const QByteArray line = "GET http://a" + QByteArray(1'000'000, ' ') + "x HTTP/1.1 ";
        const RequestFile file = RequestFile::parse(line + "\n###\nget http://b\tHTTP/2\n");
        QCOMPARE(file.requests()[0].url, line.sliced(4).trimmed().chopped(9));
        QCOMPARE(file.requests()[1].url, "http://b");
        QCOMPARE(RequestFile::parse("GET /HTTP/1.1\n").requests()[0].url, "/HTTP/1.1");
    }

    void readsAHundredThousandRequests()
    {
        RequestFile file = RequestFile::parse(
            QByteArray("### a\nPOST http://a\nb: c\n\n{\"d\":1}\n\n").repeated(100'000));
        QCOMPARE(file.requests().size(), 100'000);
    }
};

QTEST_APPLESS_MAIN(TestRequestFile)
#include "tst_requestfile.moc"
