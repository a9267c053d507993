// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/embeddedserver.h"

#include <QFile>
#include <QTest>

#include <algorithm>

namespace {

/// The names that hooks find beside `req`, `res` and `context`, as resources/hookapi.json has them;
/// `async` is one of the libraries. Each has a comma behind it.
QByteArray facadeNames()
{
    QFile file(QStringLiteral(SOURCE_FOLDER "/resources/hookapi.json"));
    const auto api = Json::Document::parse(file.open(QIODevice::ReadOnly) ? file.readAll() : "{}");
    QByteArrayList names;
    for (const Json::Value &function : api->root().value("functions").items()) {
        const QByteArray name = function.value("name").text().toByteArray().split('.').first();
        if (name != "res" && name != "context" && name != "async" && !names.contains(name))
            names.append(name);
    }
    return names.join(", ") + ',';
}

} // namespace

/// Scripts that try to leave their run: out of the function that they are compiled into
/// (tests/hooks/escape.js), and by what runs share (tests/hooks/pollute.js). After each, hooks of
/// other collections and later runs must see what they saw before (tests/hooks/canary.js).
class TestEscape : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void scriptsStayInTheirFunction_data() { addBlocks("escape"); }
    void scriptsStayInTheirFunction();
    void runsShareNothing_data() { addBlocks("pollute"); }
    void runsShareNothing();
    void nothingSharedTakesAMark();
    void theCanaryNotices();
    void allLibrariesAreUntouched() { othersLibrariesAreUntouched(); }

private:
    /// What canaries may require: what all runs of a process share, or every library.
    enum class Libraries { Few, All };

    static void addBlocks(const char *file);
    static QByteArray canary(Libraries libraries, const QByteArray &attack = {});
    HttpClient &client() { return m_server->client(); }
    /// What the canary that is saved in @p collection sees.
    QByteArray seenIn(const QByteArray &collection);
    QByteArray newCollection();
    /// Fails where @p seen is not what the canary saw first.
    void compare(const QByteArray &seen, const QByteArray &wanted, const char *where);
    void othersAreUntouched();
    void othersLibrariesAreUntouched();

    std::unique_ptr<EmbeddedServer> m_server;
    QByteArray m_few, m_all, m_strict; ///< What canaries saw before the first attack.
    int m_collections = 0;
};

void TestEscape::init()
{
    if (m_server)
        return;
    m_server = std::make_unique<EmbeddedServer>();
    QVERIFY(m_server->start());
    for (const char *name : {"few", "all", "strict"})
        QVERIFY(m_server->define(name));
    QCOMPARE(client().put("/admin/v1/collections/strict", R"({"strictIsolation":true})").status,
             200);
    QCOMPARE(client().hook("few", canary(Libraries::Few)).status, 200);
    QCOMPARE(client().hook("all", canary(Libraries::All)).status, 200);
    QCOMPARE(client().hook("strict", canary(Libraries::Few)).status, 200);
    // Canaries look at a lot, and see the settings too.
    QCOMPARE(client().put("/admin/v1/settings", R"({"codehooks":{"timeout":20000}})").status, 200);
    m_few = seenIn("few");
    m_all = seenIn("all");
    m_strict = seenIn("strict");
    for (const QByteArray &seen : {m_few, m_all, m_strict})
        QVERIFY2(seen.count('\n') > 300, seen.constData());
    othersAreUntouched();
}

/// A server that an attack has changed serves no other attack.
void TestEscape::cleanup()
{
    if (QTest::currentTestFailed())
        m_server.reset();
}

void TestEscape::addBlocks(const char *file)
{
    QTest::addColumn<QByteArray>("script");
    QFile source(QStringLiteral(SOURCE_FOLDER "/tests/hooks/%1.js").arg(QLatin1String(file)));
    QVERIFY(source.open(QIODevice::ReadOnly));
    const std::pair<const char *, QByteArray> marks[] = {
        {"OUT",
         "}}); globalThis.PWN = 1; Array.prototype.pwn = 1; (function () { return function () {"},
        {"<CR>", "\r"},
        {"<LS>", "\u2028"},
        {"<PS>", "\u2029"},
        {"<BOM>", "\ufeff"},
        {"<NEL>", "\u0085"},
        {"<NUL>", QByteArray(1, '\0')},
        {"<LONG>", QByteArray(120000, ' ')},
    };
    const QList<QByteArray> blocks =
        source.readAll().replace("\n//## ", QByteArray(1, '\0')).split('\0').mid(1);
    for (QByteArray block : blocks) {
        const qsizetype end = block.indexOf('\n');
        const QByteArray name = block.first(end);
        QByteArray script = block.sliced(end + 1);
        for (const auto &[mark, text] : marks)
            script.replace(mark, text);
        QTest::newRow(name.constData()) << script;
    }
}

QByteArray TestEscape::canary(Libraries libraries, const QByteArray &attack)
{
    QFile file(QStringLiteral(SOURCE_FOLDER "/tests/hooks/canary.js"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    // A script that requires lodash gets a process for each run.
    return file.readAll()
        .replace("/*LIBRARIES*/",
                 libraries == Libraries::Few
                     ? "undefined, require('async'), require('uuid')"
                     : "require('lodash'), require('async'), require('uuid'), require('moment'), "
                       "require('dayjs'), require('handlebars')")
        .replace("/*ATTACK*/", attack)
        .replace("/*FACADES*/", facadeNames());
}

QByteArray TestEscape::seenIn(const QByteArray &collection)
{
    const auto reply = client().post("/rest/" + collection, "{}");
    const QByteArray seen = reply.member("seen");
    return seen.isEmpty() ? QByteArray::number(reply.status) + ' ' + reply.body : seen;
}

QByteArray TestEscape::newCollection()
{
    const QByteArray name = "c" + QByteArray::number(++m_collections);
    return m_server->define(name) ? name : QByteArray();
}

void TestEscape::compare(const QByteArray &seen, const QByteArray &wanted, const char *where)
{
    if (seen == wanted)
        return;
    const QByteArrayList now = seen.split('\n');
    const QByteArrayList before = wanted.split('\n');
    const auto [first, second] =
        std::mismatch(now.begin(), now.end(), before.begin(), before.end());
    const QByteArray message = QByteArray(where) + " sees\n"
        + (first == now.end() ? QByteArray("nothing") : first->left(1000)) + "\ninstead of\n"
        + (second == before.end() ? QByteArray("nothing") : second->left(1000));
    QFAIL(message.constData());
}

void TestEscape::othersAreUntouched()
{
    compare(seenIn("few"), m_few, "another collection");
    compare(seenIn("strict"), m_strict, "another collection, in a process of its own,");
}

/// The walk through all libraries takes long: not after each attack.
void TestEscape::othersLibrariesAreUntouched()
{
    compare(seenIn("all"), m_all, "another collection with all libraries");
}

void TestEscape::scriptsStayInTheirFunction()
{
    QFETCH(QByteArray, script);
    const QByteArray collection = newCollection();
    const auto saved = client().hook(collection, script);
    if (saved.status == 200) {
        for (int i = 0; i < 2; ++i) {
            const int status = client().post("/rest/" + collection, "{}").status;
            QVERIFY2(status == 201 || status == 400 || status == 500,
                     QByteArray::number(status).constData());
        }
    } else {
        QVERIFY2(saved.status == 422, saved.body.constData());
        const auto at = saved.json();
        QVERIFY2(at.root().value("line").toInteger() >= 1, saved.body.constData());
        QVERIFY2(at.root().find("column"), saved.body.constData());
    }
    othersAreUntouched();
    if (QTest::currentTestFailed())
        return;
    QCOMPARE(client().hook(collection, canary(Libraries::Few)).status, 200);
    compare(seenIn(collection), m_few, "the next script of the collection");
}

void TestEscape::runsShareNothing()
{
    QFETCH(QByteArray, script);
    const QByteArray collection = newCollection();
    const bool usesAll = QByteArray(QTest::currentDataTag()).startsWith("all");
    const auto saved =
        client().hook(collection, canary(usesAll ? Libraries::All : Libraries::Few, script));
    QVERIFY2(saved.status == 200, saved.body.constData());
    // What it sees of built-ins depends on whether it shares its process with other runs.
    const QByteArray clean = seenIn(collection);
    QVERIFY(clean == m_all || clean == m_strict || clean == m_few);
    for (int i = 0; i < 3 && !QTest::currentTestFailed(); ++i) {
        const int status = client().post("/rest/" + collection, R"({"attack":true})").status;
        QVERIFY2(status == 201 || status == 400 || status == 500,
                 QByteArray::number(status).constData());
        compare(seenIn(collection), clean, "the run behind it");
    }
    if (!QTest::currentTestFailed())
        othersAreUntouched();
    if (usesAll)
        othersLibrariesAreUntouched();
}

/// Each object that a run shares with others, by whatever way it reaches it.
void TestEscape::nothingSharedTakesAMark()
{
    const QByteArray collection = newCollection();
    QCOMPARE(client().hook(collection, canary(Libraries::Few)).status, 200);
    const auto reply = client().post("/rest/" + collection, R"({"marks":true})");
    QVERIFY2(reply.member("taken") == "[]", reply.body.constData());
}

void TestEscape::theCanaryNotices()
{
    // In one run an attack on itself succeeds: what it changes must change the text.
    const QByteArray collection = newCollection();
    QVERIFY(m_server->define(collection, R"({"strictIsolation":true})"));
    QByteArray script = canary(Libraries::All);
    script.replace("  res.end({ data: { seen: describeAll(req, res) } });",
                   "  if (req.body.what) eval(req.body.what);\n"
                   "  res.end({ data: { seen: describeAll(req, res) } });");
    QCOMPARE(client().hook(collection, script).status, 200);
    compare(client().post("/rest/" + collection, R"({"what":"1"})").member("seen"), m_all,
            "a harmless attack");
    for (const char *attack :
         {"Array.prototype.pwn = 1", "globalThis.PWN = 1", "Math.random = null",
          "require('lodash').templateSettings.interpolate = /LEAK/",
          "require('moment').locale('x', {})", "require('dayjs').Ls.en.weekdays[0] = 'x'",
          "require('handlebars').registerHelper('x', null)", "context.settings.x = 1"}) {
        const QByteArray seen =
            client()
                .post("/rest/" + collection,
                      Json::ObjectWriter().text("what", QByteArrayView(attack)).take())
                .member("seen");
        QVERIFY2(seen != m_all, attack); // empty: the run failed by what the attack broke
    }
}

QTEST_GUILESS_MAIN(TestEscape)
#include "tst_escape.moc"
