// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/message.h"
#include "tests/server/servertest.h"

#include <QTest>

/// Scripts as authors write, save and restore them: language, errors, modules, versions.
class TestScripts : public ServerTest
{
    Q_OBJECT

public:
    TestScripts()
        : ServerTest({"c", "other"})
    {
    }

private slots:
    void scriptsAreDeclaredInAnyWay_data();
    void scriptsAreDeclaredInAnyWay();
    void syntaxErrorsAreLocatedAndKeepTheOldScript_data();
    void syntaxErrorsAreLocatedAndKeepTheOldScript();
    void todaysLanguageRuns();
    void thisIsTheGlobalObjectOfTheRun_data();
    void thisIsTheGlobalObjectOfTheRun();
    void errorsNameTheAuthorsLine_data();
    void errorsNameTheAuthorsLine();
    void modulesAreRequired();
    void modulesHaveTheirOwnLinesAndErrors();
    void versionsAreKeptComparedAndRestored();
};

void TestScripts::scriptsAreDeclaredInAnyWay_data()
{
    QTest::addColumn<QByteArray>("declaration");
    QTest::newRow("function") << QByteArray("function beforeGET(req, res) { B }");
    QTest::newRow("var") << QByteArray("var beforeGET = function (req, res) { B }");
    QTest::newRow("let arrow") << QByteArray("let beforeGET = (req, res) => { B }");
    QTest::newRow("const") << QByteArray("const beforeGET = (req, res) => { B };");
    QTest::newRow("no var") << QByteArray("beforeGET = function (req, res) { B }");
    QTest::newRow("strict") << QByteArray("'use strict';\nfunction beforeGET(req, res) { B }");
    QTest::newRow("comment at the end")
        << QByteArray("function beforeGET(req, res) { B } // the end");
}

void TestScripts::scriptsAreDeclaredInAnyWay()
{
    QFETCH(QByteArray, declaration);
    QCOMPARE(client()
                 .hook("c",
                       declaration.replace(
                           " B ", " res.end({error: {statuscode: 418, message: 'teapot'}}); "))
                 .status,
             200);
    QCOMPARE(client().get("/rest/c").status, 418);
    QVERIFY(client().get("/admin/v1/collections/c").body.contains(R"("hooks":["beforeGET"])"));
    QCOMPARE(client().send("POST", "/admin/v1/collections/c/codehook/disable").status, 200);
    QCOMPARE(client().get("/rest/c").status, 200);
    QCOMPARE(client().send("POST", "/admin/v1/collections/c/codehook/enable").status, 200);
    QCOMPARE(client().get("/rest/c").status, 418);
    QCOMPARE(client().hook("c", "// nothing").status, 200); // a script without a hook is accepted
    QCOMPARE(client().get("/rest/c").status, 200);
}

void TestScripts::syntaxErrorsAreLocatedAndKeepTheOldScript_data()
{
    QTest::addColumn<QByteArray>("source");
    QTest::addColumn<QByteArray>("line");
    QTest::newRow("missing brace")
        << QByteArray("function beforeGET(req, res) {\n  res.end();\n") << QByteArray("3");
    QTest::newRow("bad token") << QByteArray("\nvar a = ;\n") << QByteArray("2");
    QTest::newRow("break out") << QByteArray("}}); evil(); (function(){ return function(){")
                               << QByteArray("1");
    QTest::newRow("twice let") << QByteArray("let a;\nlet a;") << QByteArray("2");
    QTest::newRow("bad regex") << QByteArray("\n\nvar a = /(/;") << QByteArray("3");
    QTest::newRow("BigInt") << QByteArray("\nvar a = 1n;") << QByteArray("2");
    QTest::newRow("look-behind") << QByteArray("\n\nvar a = /(?<=b)c/;") << QByteArray("3");
    QTest::newRow("Unicode property") << QByteArray("var a = /\\p{Nope}/u;") << QByteArray("1");
    QTest::newRow("import()") << QByteArray("\nimport('x')") << QByteArray("2");
    QTest::newRow("await outside async")
        << QByteArray("function f() {\n  await g();\n}") << QByteArray("2");
    QTest::newRow("unknown private name")
        << QByteArray("class A {\n  m() { return this.#x; }\n}") << QByteArray("2");
    QTest::newRow("return at the top") << QByteArray("return 1;") << QByteArray("1");
    QTest::newRow("nested too deep")
        << QByteArray(20000, '(') + "1" + QByteArray(20000, ')') << QByteArray();
}

void TestScripts::syntaxErrorsAreLocatedAndKeepTheOldScript()
{
    QFETCH(QByteArray, source);
    QFETCH(QByteArray, line);
    QCOMPARE(client().hook("c", "function beforeGET(req, res) { res.end({error: 'old'}); }").status,
             200);
    const auto reply = client().hook("c", source);
    QCOMPARE(reply.status, 422);
    if (!line.isEmpty())
        QCOMPARE(reply.member("line"), line);
    QVERIFY(!reply.member("message").isEmpty());
    QCOMPARE(client().get("/rest/c").member("message"), QByteArray("old"));
    QVERIFY(client().get("/admin/v1/collections/c/codehook").body.contains("'old'"));
}

void TestScripts::todaysLanguageRuns()
{
    QFile script(QStringLiteral(SOURCE_FOLDER "/tests/hooks/language.js"));
    QVERIFY(script.open(QIODevice::ReadOnly));
    QCOMPARE(client().hook("c", script.readAll()).status, 200);
    for (int run = 0; run < 3; ++run) { // in the same child
        const auto reply = client().post("/rest/c", "{}");
        QVERIFY2(reply.status == 201, reply.body.constData());
        QCOMPARE(reply.member("failed"), QByteArray("[]"));
        QVERIFY(reply.member("count").toInt() > 50);
    }
}

void TestScripts::thisIsTheGlobalObjectOfTheRun_data()
{
    QTest::addColumn<QByteArray>("before"); // what stands before the hook
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("value");
    const auto row = [](const char *name, const char *before, const char *body, const char *value) {
        QTest::newRow(name) << QByteArray(before) << QByteArray(body) << QByteArray(value);
    };
    row("in the hook", "", "this.n = (this.n || 0) + 1; r = this.n;", "1");
    row("in a function", "function next() { return this.n = (this.n || 0) + 1; }",
        "next(); r = [next(), this.n];", "[2,2]");
    row("kept at the top", "var self = this; self.a = 1;", "self.b = 2; r = [this.a, this.b];",
        "[1,2]");
    row("variables at the top", "var a = 3; b = 4; function f() {} let c = 5;",
        "this.a = 7; this.b++; r = [a, b, typeof this.f, this.c === undefined];",
        R"([7,5,"function",true])");
    row("in callbacks that wait", "",
        "this.n = 1; return setTimeout(function () { this.n++; res.end({data: {r: this.n}}); }, "
        "1);",
        "2");
    row("built-ins", "", "r = [this.JSON === JSON, typeof this.Math.max];", R"([true,"function"])");
    row("in strict code", "", "r = (function () { 'use strict'; return this === undefined; })();",
        "true");
    row("of an object",
        "function P() { this.n = 4; } P.prototype.get = function () { return this.n; };",
        "r = [new P().get(), ({m() { return this.k; }, k: 5}).m(), [6].map(function (x) { return "
        "this.z + x; }, {z: 1})];",
        "[4,5,[7]]");
    row("in eval", "", "this.n = 8; r = [eval('this.n'), new Function('return this.n')()];",
        "[8,8]");
}

void TestScripts::thisIsTheGlobalObjectOfTheRun()
{
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, value);
    const auto saved = client().hook("c",
                                     before + "\nfunction beforePOST(req, res) { var r; " + body
                                         + " res.end({data: {r}}); }");
    QCOMPARE(saved.status, 200);
    for (int run = 0; run < 2; ++run) { // the second one finds nothing of the first
        const auto reply = client().post("/rest/c", "{}");
        QVERIFY2(reply.status == 201, reply.body.constData());
        QCOMPARE(reply.member("r"), value);
    }
}

void TestScripts::errorsNameTheAuthorsLine_data()
{
    QTest::addColumn<QByteArray>("script");
    const auto row = [](const char *name, const char *script) {
        QTest::newRow(name) << QByteArray(script);
    };
    // The fault is on the third line each time.
    row("async", "async function beforePOST(req, res) {\n  await null;\n  nothing.here;\n}");
    row("after spread and rest",
        "async function beforePOST(req, res) { const {a,\n ...rest} = {...req.body, "
        "b: 1};\n  throw new Error(rest.b);\n}");
    row("a field", "class A {\n  #x = 1;\n  y = this.#x.z.q;\n}\nfunction beforePOST() { new A; }");
    row("a private method",
        "class A {\n  #x = 1; static {} #m() {\n  null.x; } go() { this.#m(); }\n}\nfunction "
        "beforePOST() { new A().go(); }");
    row("for await",
        "async function beforePOST(req, res) {\n  for await (const x of [1])\n    x.y.z;\n}");
    row("a spread over lines",
        "function beforePOST(req, res) { const o = {\n ...req.body,\n a: nothing, };\n}");
    row("a strict return", "'use strict';\nfunction beforePOST(req, res) {\n return fail();\n}");
}

void TestScripts::errorsNameTheAuthorsLine()
{
    QFETCH(QByteArray, script);
    QCOMPARE(client().hook("c", script).status, 200);
    const auto reply = client().post("/rest/c", "{}");
    QCOMPARE(reply.status, 500);
    QVERIFY2(reply.member("message").contains("(line 3, column "), reply.body.constData());
}

void TestScripts::modulesAreRequired()
{
    const auto module = [this](const QByteArray &name, const QByteArray &source) {
        return client().send("PUT", "/admin/v1/modules/" + name, source, "text/javascript").status;
    };
    QCOMPARE(module("tax",
                    "const rate = require('lib/rates').vat;\nlet calls = 0;\n"
                    "module.exports = {of: (x) => x * rate, calls: () => ++calls};"),
             200);
    QCOMPARE(module("rates", "exports.vat = 0.25; exports.settings = context.settings.mine;"), 200);
    QCOMPARE(client().put("/admin/v1/settings", R"({"mine":7})").status, 200);
    QCOMPARE(client()
                 .hook("c", R"(const tax = require('lib/tax');
        function beforePOST(req, res) {
          const same = require('lib/' + 'tax') === tax;
          res.end({data: {t: tax.of(req.body.n), same, calls: tax.calls(), s: require('lib/rates').settings}});
        })")
                 .status,
             200);
    for (int i = 0; i < 3; ++i) { // no run sees another's module
        const auto reply = client().post("/rest/c", R"({"n":8})");
        QVERIFY2(reply.body.contains(R"("t":2,"same":true,"calls":1,"s":7)"),
                 reply.body.constData());
    }
    // A change is seen at once; a module that changes built-ins is as alone as a script that does.
    QCOMPARE(module("rates",
                    "exports.vat = 0.5; Array.prototype.last = function () { return "
                    "this[this.length - 1]; };"),
             200);
    QCOMPARE(client().post("/rest/c", R"({"n":8})").member("t"), QByteArray("4"));
    QCOMPARE(client()
                 .hook("other",
                       "function beforePOST(req, res) { res.end({data: {x: typeof [].last}}); }")
                 .status,
             200);
    QCOMPARE(client().post("/rest/other", "{}").member("x"), QByteArray("undefined"));
    const auto list = client().get("/admin/v1/modules");
    QVERIFY(list.body.contains(R"("name":"rates","version":2)"));
    QCOMPARE(client().get("/admin/v1/modules/tax").body.left(10), QByteArray("const rate"));
    QVERIFY(client().get("/admin/v1/codehooks").body.contains("\"lib/tax\":"));
    QCOMPARE(client().send("DELETE", "/admin/v1/modules/rates").status, 200);
    QCOMPARE(client().get("/admin/v1/modules/rates").status, 404);
    QVERIFY(client().post("/rest/c", "{}").member("message").contains("no module \"lib/rates\""));
    for (const char *name : {"9x", "a%20b", "a%2Fb", "system_x"})
        QCOMPARE(module(name, ""), 400);
}

void TestScripts::modulesHaveTheirOwnLinesAndErrors()
{
    const auto fault =
        client().send("PUT", "/admin/v1/modules/m", "let a = 1;\nlet b = ;", "text/javascript");
    QCOMPARE(fault.status, 422);
    QCOMPARE(fault.member("line"), QByteArray("2"));
    QCOMPARE(client()
                 .send("PUT", "/admin/v1/modules/m",
                       "exports.f = function () {\n\n  log.info('here');\n  null.x;\n};",
                       "text/javascript")
                 .status,
             200);
    QCOMPARE(client().hook("c", "\nfunction beforePOST(req, res) { require('lib/m').f(); }").status,
             200);
    const auto reply = client().post("/rest/c", "{}");
    QVERIFY2(reply.member("message").endsWith("(lib/m.js line 4, column 8)"),
             reply.body.constData());
    const QByteArray record = client().get("/admin/v1/inspector?collection=c&max=1").body;
    QVERIFY2(record.contains(R"("message":"here","hook":"beforePOST","line":3,"column":7,)"
                             R"("module":"lib/m.js")"),
             record.constData());
    QVERIFY2(record.contains(R"("module":"","line":2,"column":50)"), record.constData());
}

void TestScripts::versionsAreKeptComparedAndRestored()
{
    const QByteArray path = "/admin/v1/collections/c/codehook";
    const auto save = [&](const QByteArray &source, const QByteArray &message) {
        return client().send("PUT", path + "?message=" + message.toPercentEncoding(), source,
                             "text/javascript");
    };
    QCOMPARE(save("// one\nfunction beforeGET(req, res) {\n  res.end();\n}\n", "first æ").status,
             200);
    QCOMPARE(save("// one\nfunction beforeGET(req, res) {\n  res.end({error: 'two'});\n}\n", "")
                 .member("version"),
             QByteArray("2"));
    // The same text again is no new version, and a fault is none either.
    QCOMPARE(save("// one\nfunction beforeGET(req, res) {\n  res.end({error: 'two'});\n}\n", "x")
                 .member("version"),
             QByteArray("2"));
    QCOMPARE(save("function (", "").status, 422);
    const auto list = client().get(path + "/versions").json();
    QCOMPARE(list.root().items().size(), size_t(2));
    QCOMPARE(list.root().items()[1].value("message").toString(), QStringLiteral("first æ"));
    QVERIFY(list.root().items()[1].value("by").text().startsWith("key "));
    QCOMPARE(client().get(path + "/versions/1").body.left(6), QByteArray("// one"));
    QCOMPARE(client().get(path + "/versions/3").status, 404);
    QCOMPARE(client().get(path + "/versions/2/diff").body,
             QByteArray("--- version 1\n+++ version 2\n@@ -1,5 +1,5 @@\n // one\n function "
                        "beforeGET(req, res) {\n-  res.end();\n+  res.end({error: 'two'});\n }\n "
                        "\n"));
    QVERIFY(client().get(path + "/versions/1/diff").body.contains("+// one"));
    QVERIFY(client().get(path + "/versions/1/diff?with=2").body.contains("+  res.end();"));
    QCOMPARE(client().get(path + "/versions/2/diff?with=2").body, QByteArray());
    QCOMPARE(client().get("/rest/c").status, 400);
    QCOMPARE(client().send("GET", path + "/versions/1/restore").status, 405);
    QCOMPARE(client().send("POST", path + "/versions/1/restore").member("version"),
             QByteArray("3"));
    QCOMPARE(client().get("/rest/c").status, 200);
    QVERIFY(client().get(path + "/versions").body.contains("Version 1 again"));
    // They go with their collection.
    QCOMPARE(client().send("DELETE", "/admin/v1/collections/c?confirm=c").status, 200);
    QVERIFY(m_server->define("c"));
    QCOMPARE(client().get(path + "/versions").body, QByteArray("[]"));
}

QTEST_GUILESS_MAIN(TestScripts)
#include "tst_scripts.moc"
