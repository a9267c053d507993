// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/codehook/completion.h"
#include "ui/codehook/hookapi.h"
#include "ui/codehook/scriptsymbols.h"
#include "ui/codehook/searchterm.h"
#include "ui/widgets/fuzzy.h"

#include <QTest>

/// What the editor proposes and which call it explains, as functions of texts.
class TestCompletion : public QObject
{
    Q_OBJECT

private slots:
    void proposals_data();
    void proposals();
    void nothingInCommentsAndPlainTexts();
    void knownNamesAreComplete();
    void calls_data();
    void calls();
    void everyFunctionHasASignature();
    void fits_data();
    void fits();
    void replacements_data();
    void replacements();
    void linesBelongToHooks();

private:
    static Completion::Source source(const QString &before);
};

Completion::Source TestCompletion::source(const QString &before)
{
    Completion::Source source;
    source.before = before;
    source.script = before;
    source.fields = {QStringLiteral("name"), QStringLiteral("address"),
                     QStringLiteral("address.city"), QStringLiteral("address.zip")};
    source.collections = {QStringLiteral("people"), QStringLiteral("orders")};
    return source;
}

void TestCompletion::proposals_data()
{
    QTest::addColumn<QString>("before");
    QTest::addColumn<bool>("isInText");
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("first");
    QTest::addColumn<QStringList>("among");
    const auto row = [](const char *title, const char *before, const char *typed, const char *first,
                        const QStringList &among, bool isInText = false) {
        QTest::addRow("%s", title) << QString::fromUtf8(before) << isInText
                                   << QString::fromUtf8(typed) << QString::fromUtf8(first) << among;
    };
    row("functions of db", "db.", "", "get", {"post", "put", "patch", "delete"});
    row("levels of log", "  log.wa", "wa", "warn", {});
    row("fields", "req.body.", "", "name", {"address", "_id"});
    row("fields of what is stored", "x = req.result.ad", "ad", "address", {});
    row("fields within", "req.body.address.", "", "city", {"zip"});
    row("fields behind a question mark", "req.body?.address?.z", "z", "zip", {});
    row("what a request has", "if (req.", "", "body", {"query", "hint", "requestId", "result"});
    row("how a hook ends", "return res.", "", "end", {"send"});
    row("settings", "context.se", "se", "settings", {});
    row("hooks by their capitals", "function bPO", "bPO", "beforePOST", {});
    row("offered functions", "sendM", "sendM", "sendMail", {});
    row("words of the script", "const total = 1;\ntot", "tot", "total", {});
    row("keywords", "retu", "retu", "return", {});
    row("collections in a path", "db.get('/rest/pe", "pe", "people", {}, true);
    row("all collections", "db.get(\"/rest/", "", "people", {"orders"}, true);
}

void TestCompletion::proposals()
{
    QFETCH(QString, before);
    QFETCH(bool, isInText);
    QFETCH(QString, first);
    QFETCH(QStringList, among);
    Completion::Source given = source(before);
    given.isInText = isInText;
    const auto made = Completion::proposalsFor(given);
    QTEST(made.typed, "typed");
    QVERIFY(!made.list.isEmpty());
    QCOMPARE(made.list.first().name, first);
    QStringList names;
    for (const auto &each : made.list)
        names.append(each.name);
    for (const QString &name : among)
        QVERIFY2(names.contains(name), qPrintable(name));
    QCOMPARE(QSet<QString>(names.begin(), names.end()).size(), names.size());
}

void TestCompletion::nothingInCommentsAndPlainTexts()
{
    Completion::Source comment = source(QStringLiteral("// db."));
    comment.isInComment = true;
    QVERIFY(Completion::proposalsFor(comment).list.isEmpty());
    Completion::Source text = source(QStringLiteral("'hello wor"));
    text.isInText = true;
    QVERIFY(Completion::proposalsFor(text).list.isEmpty());
    // Behind the dot of a call or a number nothing is known.
    QVERIFY(Completion::proposalsFor(source(QStringLiteral("f()."))).list.isEmpty());
    QVERIFY(Completion::proposalsFor(source(QStringLiteral("nothing."))).list.isEmpty());
}

void TestCompletion::knownNamesAreComplete()
{
    QVERIFY(Completion::proposalsFor(source(QStringLiteral("return"))).isComplete);
    QVERIFY(Completion::proposalsFor(source(QStringLiteral("log.warn"))).isComplete);
    QVERIFY(Completion::proposalsFor(source(QStringLiteral("total = 1; total"))).isComplete);
    QVERIFY(!Completion::proposalsFor(source(QStringLiteral("totals = 1; total"))).isComplete);
}

void TestCompletion::calls_data()
{
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("function");
    QTest::addColumn<int>("argument");
    const auto row = [](const char *before, const char *function, int argument) {
        QTest::addRow("%s", before)
            << QString::fromUtf8(before) << QString::fromUtf8(function) << argument;
    };
    row("db.get(", "db.get", 0);
    row("db.get('/rest/a', ", "db.get", 1);
    row("db.get('/rest/a, b', {a: 1, b: [1, 2]}, ", "db.get", 2);
    row("db.get('/rest/a', {a: 1, ", "db.get", 1);
    row("db.get(pathOf(a, b), ", "db.get", 1);
    row("db.get(pathOf(a, ", "db.get", 0);
    row("res.end({ data: x", "res.end", 0);
    row("await request ( ", "request", 0);
    row("db.get('/rest/a');", "", 0);
    row("db.get('/rest/a')", "", 0);
    row("db.get('/rest/a', function () { a(); ", "", 0);
    row("mine(1, ", "", 0);
    row("", "", 0);
    row("'", "", 0);
    row("db.get('/re", "db.get", 0);
    row("db.get('it\\'s', \"a(b\", `c,${d}`, ", "db.get", 3);
    row("db.get( // first, of all (\n'/x', /* , */ ", "db.get", 1);
}

void TestCompletion::calls()
{
    QFETCH(QString, before);
    const auto call = Completion::callAt(before);
    QTEST(call.function, "function");
    QTEST(call.argument, "argument");
}

void TestCompletion::everyFunctionHasASignature()
{
    QVERIFY(HookApi::functions().size() > 30);
    for (const HookApi::Function &function : HookApi::functions())
        QVERIFY2(function.signature().startsWith(function.name), qPrintable(function.name));
    QCOMPARE(HookApi::find(QStringLiteral("db.get"))->signature(),
             QStringLiteral("db.get(path, [query], [hint], [callback])"));
    QCOMPARE(HookApi::find(QStringLiteral("context.settings"))->signature(),
             QStringLiteral("context.settings"));
    QVERIFY(!HookApi::find(QStringLiteral("db")));
}

void TestCompletion::fits_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("typed");
    QTest::addColumn<int>("fit");
    QTest::newRow("same") << "people"
                          << "people" << 4;
    QTest::newRow("beginning") << "people"
                               << "peo" << 4;
    QTest::newRow("letter case") << "People"
                                 << "peo" << 3;
    QTest::newRow("a part") << "people"
                            << "opl" << 2;
    QTest::newRow("letters in order") << "beforePOST"
                                      << "bpt" << 1;
    QTest::newRow("letters in another order") << "people"
                                              << "oep" << 0;
    QTest::newRow("nothing typed") << "people"
                                   << "" << 4;
    QTest::newRow("longer") << "a"
                            << "ab" << 0;
}

void TestCompletion::fits()
{
    QFETCH(QString, name);
    QFETCH(QString, typed);
    QTEST(Fuzzy::fit(name, typed), "fit");
}

void TestCompletion::replacements_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("isExpression");
    QTest::addColumn<QString>("replacement");
    QTest::addColumn<QString>("becomes");
    QTest::newRow("text") << "(" << false << "[$1"
                          << "f[$1a) x";
    QTest::newRow("group") << R"(f\((\w)\))" << true << "$1+$1"
                           << "a+a x";
    QTest::newRow("all of it") << "f" << true << "<$&>"
                               << "<f>(a) x";
    QTest::newRow("dollar") << "f" << true << "$$1"
                            << "$1(a) x";
    QTest::newRow("new line") << " " << true << R"(\n)"
                              << "f(a)\nx";
    QTest::newRow("missing group") << "x" << true << "[$2]"
                                   << "f(a) []";
}

void TestCompletion::replacements()
{
    QFETCH(QString, text);
    QFETCH(bool, isExpression);
    QFETCH(QString, replacement);
    SearchTerm term;
    term.text = text;
    term.isExpression = isExpression;
    QString script = QStringLiteral("f(a) x");
    const auto match = term.expression().match(script);
    QVERIFY(match.hasMatch());
    script.replace(match.capturedStart(), match.capturedLength(),
                   term.replaced(match, replacement));
    QTEST(script, "becomes");
}

void TestCompletion::linesBelongToHooks()
{
    const auto list = Json::Document::parse(
        R"([{"name":"total","line":2,"endLine":3,"kind":"function"},
            {"name":"beforePOST","line":5,"endLine":7,"kind":"hook"},
            {"name":"afterPUT","line":8,"endLine":8,"kind":"hook"},
            {"name":"beforeGET","line":11,"endLine":12,"kind":"hook"}])");
    QVERIFY(list);
    ScriptSymbols symbols(list->root());
    QStringList hooks;
    for (int line = 4; line <= 13; ++line)
        hooks.append(symbols.hookAt(line));
    // Outside of all hooks it is the first one.
    QCOMPARE(hooks.join(QLatin1Char(' ')),
             QStringLiteral("beforePOST beforePOST beforePOST beforePOST afterPUT beforePOST "
                            "beforePOST beforeGET beforeGET beforePOST"));
    QCOMPARE(ScriptSymbols().hookAt(1), QString());
    QCOMPARE(symbols.lineOfHook(QStringLiteral("total")), 0);
    symbols.moveLines(8, 2);
    QCOMPARE(symbols.lineOfHook(QStringLiteral("beforePOST")), 5);
    QCOMPARE(symbols.lineOfHook(QStringLiteral("afterPUT")), 10);
    QCOMPARE(symbols.hookAt(10), QStringLiteral("afterPUT"));
    symbols.moveLines(6, -3);
    QCOMPARE(symbols.lineOfHook(QStringLiteral("afterPUT")), 7);
    QCOMPARE(symbols.hookAt(8), QStringLiteral("beforePOST"));
}

QTEST_GUILESS_MAIN(TestCompletion)
#include "tst_completion.moc"
