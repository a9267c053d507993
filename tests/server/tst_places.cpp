// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/servertest.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QTest>

/// Lines and columns of what hooks throw and log: those of the script as its author wrote it.
class TestPlaces : public ServerTest
{
    Q_OBJECT

public:
    TestPlaces()
        : ServerTest({"c"})
    {
    }

private slots:
    void initTestCase();
    void errorsHaveTheirPlace_data();
    void errorsHaveTheirPlace();
    void logLinesHaveTheirPlace();
    void framesHaveTheirPlaces();
    void scriptsReadStacksOfTheirOwnLines();
    void tracedScriptsHaveTheSamePlaces();

private:
    QMap<QByteArray, QString> m_placesOfNode; ///< By the names of rows; empty without Node.
};

namespace {

constexpr QByteArrayView Mark("@@"); ///< Stands in a script before the place that is meant.

enum class Beside { Node, Nothing };

struct Row
{
    const char *name;
    const char *body; ///< Of beforePOST, or the whole script where it declares that.
    Beside beside = Beside::Node;
};

constexpr Row Rows[] = {
    {"member of undefined", "const o = {};\n  o.a.@@b.c();"},
    {"member of a chain over lines", "const o = {a: {}};\n  o\n    .a\n    .b\n    .@@c();"},
    {"text as a key", "const o = {};\n  return o.a@@['b c'];"},
    {"call of what is no function", "const o = {};\n  o.@@f(o.g, 1);"},
    {"call of a variable", "let f;\n  log(1, @@f(2));\n  function log() {}"},
    {"call in the middle of a chain", "[1].concat(2).@@nothing(3).map(String);"},
    {"name that is nowhere", "const a = 1;\n  const b = [a, @@nowhere];"},
    {"call of a name that is nowhere", "if (1)\n    @@nowhere(2);"},
    {"throw", "if (true) throw @@new Error('x');"},
    {"throw over lines", "throw @@new Error(\n    'x' +\n    'y');"},
    {"new of what is no class", "const o = {};\n  @@new o.X(1);"},
    {"error in a constructor", "class A {\n    constructor(x) { x.y.@@z; }\n  }\n  new A({});"},
    {"error in a callback", "[{}].forEach(function (x) {\n    x.y.z = x.y.@@z;\n  });"},
    {"error in an arrow function", "return [{}].map((x) => x.y.@@z);"},
    {"getter", "const o = {get g() { return this.a.@@b; }};\n  return 1 + o.g;"},
    {"setter", "const o = {set s(v) { v.@@w; }};\n  o.s = null;"},
    {"template", "const o = {};\n  return `a ${o.a.@@b} c`;"},
    {"symbol in a template", "const s = Symbol('s');\n  return `a ${@@s}`;"},
    {"template that is a call", "const o = {};\n  return o.@@tag`a ${1}`;", Beside::Nothing},
    {"await", "async function f() { await null; throw @@new Error('x'); }\n  return f();"},
    {"member after await",
     "return (async () => {\n    const o = await {};\n    return o.a.@@b;\n  })();"},
    {"class field", "class A {\n    x = null.@@y;\n  }\n  new A();"},
    {"private method that is none",
     "class A {\n    m(o) { return o.@@#p; }\n    #p = 1;\n  }\n"
     "  new A().m({});"},
    {"static block", "class A {\n    static { null.@@x; }\n  }"},
    {"default of a parameter", "function f(a, b = a.x.@@y) {}\n  f({});"},
    {"default in a pattern", "const {a = null.@@x} = {};"},
    {"optional chain", "const o = {a: 1};\n  return o?.a.b.@@c();", Beside::Nothing},
    {"call of an optional chain", "const o = {f: 5};\n  o?.@@f(1);"},
    {"spread that is none", "const f = Math.max;\n  @@f(...null, 1);", Beside::Nothing},
    {"loop over what is no list", "const n = 5;\n  for (const x of @@n) x();"},
    {"list that is none", "const n = 5;\n  const [a] = @@n;"},
    {"operands", "const o = {};\n  return o.a + o.b * o.c.@@d;"},
    {"condition", "const o = {};\n  if (o.a || o.b.@@c)\n    return 1;"},
    {"switch", "const o = {};\n  switch (o.a.@@b) { case 1: }"},
    {"condition of a loop", "const o = {};\n  while (o.a.@@b);"},
    {"assigned member", "const o = {}, p = {};\n  o.a.b @@= p.q + p.r;"},
    {"element on a later line",
     "let list;\n  return {\n    a: Math.max(1),\n    b: list@@[1].name"
     "\n  };"},
    {"pattern of nothing", "const o = {};\n  const {@@a, b} = o.c;"},
    {"pattern of a variable", "let o;\n  const {@@a} = o;"},
    {"pattern that is assigned", "let a;\n  ({@@a} = null);"},
    {"pattern of a parameter", "function f(x, {@@a}) { return a; }\n  f(1);"},
    {"pattern of an arrow function", "[null].forEach(({@@a}) => a);"},
    {"pattern with a rest", "const o = {};\n  const {@@a, ...b} = o.c;"},
    {"name that is nowhere, counted", "const a = 1;\n  @@count += a;"},
    {"constant that is assigned", "const a = 1;\n  @@a = 2;", Beside::Nothing},
    {"thrown text", "const t = 'x';\n  @@throw t + 1;", Beside::Nothing},
    {"private field of another object",
     "class A {\n    #p = 1;\n    static m(o) { return o.@@#p; }"
     "\n  }\n  A.m({});"},
    {"in", "const n = 1;\n  return 'a' @@in n;"},
    {"JSON", "JSON.@@parse('{');"},
    {"comment before", "/* a */ /*\n b */ null /* c */ .@@x; // d"},
    {"letters beyond the first plane", "const t = '\xf0\x9f\x98\x80'; null.@@x;"},
    {"strict", "'use strict';\n  const o = {};\n  return o.f.@@g(1);"},
    {"generator", "function* g() { yield 1; yield null.@@x; }\n  return [...g()];"},
    {"finally", "try { return 1; } finally { null.@@x; }"},
    {"caught and thrown again", "try { null.@@x; } catch (e) { throw e; }"},
    {"top of the script", "const o = {};\nconst x = o.a.@@b;\nfunction beforePOST() {}"},
};

QByteArray marked(const Row &row)
{
    const QByteArray body(row.body);
    return body.contains("beforePOST") ? body
                                       : "function beforePOST(req, res) {\n  " + body + "\n}\n";
}

/// Takes the mark out of @p source. @return its place: `line:column`.
QString takeMark(QByteArray &source)
{
    const qsizetype at = source.indexOf(Mark);
    const QByteArray before = source.first(at);
    const QString line = QString::fromUtf8(before.sliced(before.lastIndexOf('\n') + 1));
    source.remove(at, Mark.size());
    return QStringLiteral("%1:%2").arg(before.count('\n') + 1).arg(line.size() + 1);
}

} // namespace

void TestPlaces::initTestCase()
{
    QJsonArray sources;
    for (const Row &row : Rows) {
        QByteArray source = marked(row);
        takeMark(source);
        sources.append(QString::fromUtf8(source));
    }
    QProcess node;
    node.start(QStringLiteral("node"),
               {QStringLiteral(SOURCE_FOLDER "/tests/hookruntime/columns.mjs")});
    if (!node.waitForStarted())
        return;
    node.write(QJsonDocument(sources).toJson());
    node.closeWriteChannel();
    QVERIFY(node.waitForFinished());
    const QJsonArray places = QJsonDocument::fromJson(node.readAllStandardOutput()).array();
    QCOMPARE(places.size(), qsizetype(std::size(Rows)));
    for (qsizetype i = 0; i < places.size(); ++i)
        m_placesOfNode.insert(Rows[i].name, places[i].toString());
}

void TestPlaces::errorsHaveTheirPlace_data()
{
    QTest::addColumn<QByteArray>("source");
    QTest::addColumn<bool>("isBesideNode");
    for (const Row &row : Rows)
        QTest::newRow(row.name) << marked(row) << (row.beside == Beside::Node);
}

void TestPlaces::errorsHaveTheirPlace()
{
    QFETCH(QByteArray, source);
    QFETCH(bool, isBesideNode);
    const QString place = takeMark(source);
    QCOMPARE(client().hook("c", source).status, 200);
    const auto reply = client().post("/rest/c", "{}");
    QCOMPARE(reply.status, 500);
    const QString wanted = QStringLiteral("(line %1, column %2)")
                               .arg(place.section(u':', 0, 0), place.section(u':', 1));
    const QByteArray message = reply.member("message");
    QVERIFY2(message.endsWith(wanted.toUtf8()),
             qPrintable(QString::fromUtf8(message) + QStringLiteral(" instead of ") + wanted));
    if (isBesideNode && !m_placesOfNode.isEmpty())
        QCOMPARE(m_placesOfNode.value(QTest::currentDataTag()), place);
}

void TestPlaces::logLinesHaveTheirPlace()
{
    QCOMPARE(client()
                 .hook("c",
                       "function beforePOST(req, res) {\n"
                       "  log.info('a'); log.warn('b', log.debug(\n"
                       "    'c'));\n"
                       "  [1].forEach((x) => console.log(x));\n"
                       "\tPromise.resolve().then(log.error).then(() => {\n"
                       "    req.body.list?.forEach(log.info); res.end();\n"
                       "  });\n"
                       "}")
                 .status,
             200);
    QCOMPARE(client().post("/rest/c", R"({"list":[1]})").status, 201);
    const auto page = client().get("/admin/v1/inspector?collection=c&max=1").json();
    QByteArray places;
    for (const Json::Value &line : page.root().items()[0].value("log").items())
        places.append(line.value("level").text())
            .append(' ')
            .append(line.value("line").toJson())
            .append(':')
            .append(line.value("column").toJson())
            .append(' ');
    // Nothing of the script is under way when a promise calls log.error itself.
    QCOMPARE(places, QByteArray("info 2:7 debug 2:36 warn 2:22 info 4:30 error 0:0 info 6:20 "));
}

void TestPlaces::framesHaveTheirPlaces()
{
    QCOMPARE(client()
                 .hook("c",
                       "const inner = (x) => x.y.z;\n"
                       "function outer(list) {\n"
                       "  return list.map((x) => inner(x));\n"
                       "}\n"
                       "function beforePOST(req, res) {\n"
                       "  const a = 1; outer([{}], a);\n"
                       "}")
                 .status,
             200);
    QCOMPARE(client().post("/rest/c", "{}").status, 500);
    const auto page = client().get("/admin/v1/inspector?collection=c&max=1").json();
    QByteArray frames;
    for (const Json::Value &frame : page.root().items()[0].value("stack").items())
        frames.append(frame.value("function").text())
            .append(' ')
            .append(frame.value("line").toJson())
            .append(':')
            .append(frame.value("column").toJson())
            .append(' ');
    QCOMPARE(frames, QByteArray("inner 1:26  3:26 outer 3:15 beforePOST 6:16 "));
}

/// However a script asks an error for its stack, it has the form of Node and the script's own
/// places.
void TestPlaces::scriptsReadStacksOfTheirOwnLines()
{
    QCOMPARE(
        client()
            .hook("c",
                  "const inner = (x) => x.y.z;\n"
                  "class E extends Error {\n"
                  "  constructor(m) { super(m); Error.captureStackTrace(this, E); }\n"
                  "}\n"
                  "function stacks(error) {\n"
                  "  const {stack, ...rest} = error; let s;\n"
                  "  ({stack: s = ''} = error);\n"
                  "  const list = Object.getOwnPropertyNames(error);\n"
                  "  return [error.stack, error?.stack?.concat(''), error['stack'], s, stack, "
                  "(({stack}) => stack)(error),\n"
                  "    JSON.parse(JSON.stringify(error, list)).stack, "
                  "structuredClone(error).stack];\n"
                  "}\n"
                  "function beforePOST(req, res) {\n"
                  "  const all = []; let o = {stack: [1], m() { return this.stack; }};\n"
                  "  try { [{}].map((x) => inner(x)); } catch (e) { all.push(...stacks(e)); }\n"
                  "  try { throw new E('m'); } catch ({stack}) { all.push(stack); }\n"
                  "  Error.captureStackTrace(o.c = {name: 'N'}); o.stack.push(2);\n"
                  "  res.end({data: {all, c: o.c.stack, o: o.m()}});\n"
                  "}")
            .status,
        200);
    const auto reply = client().post("/rest/c", "{}");
    QCOMPARE(reply.status, 201);
    const auto document = reply.json();
    const Json::Value stored = document.root();
    const QByteArray frames = "TypeError: Cannot read property 'z' of undefined\n"
                              "    at inner (c.js:1:26)\n    at c.js:14:25\n"
                              "    at beforePOST (c.js:14:14)";
    const auto all = stored.value("all").items();
    QCOMPARE(all.size(), 9);
    for (int i = 0; i < 8; ++i)
        QCOMPARE(all[i].text().toByteArray(), frames);
    QCOMPARE(all[8].text().toByteArray(), QByteArray("Error: m\n    at beforePOST (c.js:15:9)"));
    QCOMPARE(stored.value("c").text().toByteArray(),
             QByteArray("N\n    at beforePOST (c.js:16:9)"));
    QCOMPARE(stored.value("o").toJson(), QByteArray("[1,2]"));
}

void TestPlaces::tracedScriptsHaveTheSamePlaces()
{
    const QByteArray draft = "function beforePOST(req, res) {\n"
                             "  let n = 1; n++; if (n) log.info(n);\n"
                             "  for (const {x} of [{x: 1}]) n = x + null.y;\n"
                             "}";
    const QByteArray request = Json::ObjectWriter()
                                   .text("source", QByteArrayView(draft))
                                   .raw("request", R"({"method":"POST","body":{}})")
                                   .take();
    const auto reply = client().post("/admin/v1/collections/c/codehook/test", request);
    QCOMPARE(reply.status, 200);
    QVERIFY2(reply.body.contains(R"("line":2,"column":30)"), reply.body.constData());
    QVERIFY2(reply.body.contains("(line 3, column 44)"), reply.body.constData());
}

QTEST_GUILESS_MAIN(TestPlaces)
#include "tst_places.moc"
