// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/slowclient.h"
#include "tests/ui/windowtest.h"
#include "ui/codehook/codeeditor.h"
#include "ui/codehook/replacement.h"
#include "ui/codehook/scriptcheck.h"
#include "ui/widgets/theme.h"

#include <Qsci/qsciscintilla.h>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTreeWidget>

/// The list of what is wrong in all scripts, and replacing in all of them.
class TestProblems : public WindowTest
{
    Q_OBJECT

private slots:
    void init();
    void problemsOfAllScriptsAreListed();
    void listFollowsWhatIsSaved();
    void emptyListSaysSo();
    void scriptsAreReplacedAndRestored();
    void chosenScriptsAreReplaced();
    void whatCannotBeSavedIsTold();
    void runningReplacementIsNotUndone();
    void oneCheckIsUnderWay();
    void everyControlHasAName();

private:
    void storeModule(const char *source);
    void openProblems();
    void openReplacing(const QString &text, const QString &with);
    QTreeWidget *list() { return find<QTreeWidget>("problems"); }
    QStringList rows(const QTreeWidget *tree);
    QByteArray script(const char *path) { return m_client->get(path).body; }
    QString state() { return find<QLabel>("problemsState")->text(); }
};

void TestProblems::init()
{
    WindowTest::init();
    createCollection(QStringLiteral("people"));
}

void TestProblems::storeModule(const char *source)
{
    QCOMPARE(m_client->send("PUT", "/admin/v1/modules/tax", source, "text/javascript").status, 200);
}

void TestProblems::openProblems()
{
    openSettings(QStringLiteral("people"));
    auto *editor = find<QWidget>("codehookEditor");
    editor->setFocus();
    QTest::keyClick(editor, Qt::Key_M, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_VERIFY(find<QWidget>("problemsState") && find<QWidget>("problemsState")->isVisible());
}

/// All rows, those beneath others with a dash for each step.
QStringList TestProblems::rows(const QTreeWidget *tree)
{
    QStringList rows;
    for (QTreeWidgetItemIterator each(const_cast<QTreeWidget *>(tree)); *each; ++each) {
        QString row = (*each)->text(0);
        for (const QTreeWidgetItem *up = (*each)->parent(); up; up = up->parent())
            row.prepend(QLatin1Char('-'));
        rows.append(row);
    }
    return rows;
}

void TestProblems::problemsOfAllScriptsAreListed()
{
    QCOMPARE(m_client->hook("people", "function beforePOST(req, res) {\n  total = 1;\n}\n").status,
             200);
    storeModule("const spare = 1;\n\nmodule.exports = nothing;\n");
    openProblems();
    QTRY_COMPARE(state(), QStringLiteral("0 errors, 4 warnings in 2 saved scripts"));
    QCOMPARE(rows(list()),
             (QStringList{
                 QStringLiteral("people  (2)"),
                 QStringLiteral("-Line 1: beforePOST never calls res.end(), so its requests fail."),
                 QStringLiteral("-Line 2: total is assigned but not declared: write let or const "
                                "before it."),
                 QStringLiteral("lib/tax  (2)"), QStringLiteral("-Line 1: spare is never used."),
                 QStringLiteral("-Line 3: nothing is not declared.")}));
    picture("37-problems");
    // Enter leads to the line.
    QTRY_VERIFY(list()->hasFocus());
    list()->setCurrentItem(list()->topLevelItem(1)->child(1));
    QTest::keyClick(list(), Qt::Key_Return);
    const auto *tabs = find<QTabWidget>("tabs");
    QTRY_COMPARE(tabs->tabText(tabs->currentIndex()), QStringLiteral("lib/tax"));
    int line = 0;
    int column = 0;
    QTRY_VERIFY((find<QsciScintilla>("codehookEditor")->getCursorPosition(&line, &column),
                 line == 2 && column == 17));
}

void TestProblems::listFollowsWhatIsSaved()
{
    QCOMPARE(m_client->hook("people", "function beforePOST(req, res) {\n  total = 1;\n}\n").status,
             200);
    openProblems();
    QTRY_COMPARE(state(), QStringLiteral("0 errors, 2 warnings in 1 saved script"));
    QCOMPARE(m_client->hook("people", "function beforePOST(req, res) { res.end(); }").status, 200);
    QTRY_COMPARE(state(), QStringLiteral("0 errors, 0 warnings in 1 saved script"));
    QVERIFY(find<QLabel>("noProblems")->isVisible());
    storeModule("const spare = 1;\n");
    QTRY_COMPARE(rows(list()).value(0), QStringLiteral("lib/tax  (1)"));
    click("showWarnings");
    QTRY_VERIFY(find<QLabel>("noProblems")->isVisible());
    QCOMPARE(find<QLabel>("noProblems")->text(),
             QStringLiteral("All problems are hidden by the two switches above."));
}

void TestProblems::emptyListSaysSo()
{
    // The palette leads there too.
    QTest::keyClick(&m_desk->window(), Qt::Key_P, Qt::ControlModifier);
    QTRY_VERIFY(find<QLineEdit>("pickerText") && find<QLineEdit>("pickerText")->isVisible());
    QTest::keyClicks(find<QLineEdit>("pickerText"), QStringLiteral("problems"));
    QTest::keyClick(find<QLineEdit>("pickerText"), Qt::Key_Return);
    QTRY_VERIFY(find<QLabel>("noProblems") && find<QLabel>("noProblems")->isVisible());
    QVERIFY(find<QLabel>("noProblems")->text().startsWith(QStringLiteral("No problems.")));
    QTRY_COMPARE(state(), QStringLiteral("No scripts"));
    picture("37-no-problems");
}

void TestProblems::openReplacing(const QString &text, const QString &with)
{
    QTest::keyClick(&m_desk->window(), Qt::Key_F, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_VERIFY(find<QLineEdit>("searchText") && find<QLineEdit>("searchText")->hasFocus());
    QVERIFY(!find<QLineEdit>("searchWith")->isVisible());
    find<QLineEdit>("searchText")->setText(text);
    QTest::keyClick(find<QLineEdit>("searchText"), Qt::Key_H, Qt::ControlModifier);
    QTRY_VERIFY(find<QLineEdit>("searchWith")->hasFocus());
    find<QLineEdit>("searchWith")->setText(with);
}

void TestProblems::scriptsAreReplacedAndRestored()
{
    const QByteArray hook = "function beforePOST(req, res) {\n  log.info('old', 'old');\n  "
                            "res.end();\n}\n";
    QCOMPARE(m_client->hook("people", hook).status, 200);
    storeModule("exports.old = 1;\n");
    openReplacing(QStringLiteral("old"), QStringLiteral("new"));
    auto *tree = find<QTreeWidget>("searchMatches");
    QTRY_COMPARE(
        rows(tree),
        (QStringList{QStringLiteral("people"),
                     QStringLiteral("-    2:  \u2212 log.info('old', 'old');"),
                     QStringLiteral("-    2:  + log.info('new', 'new');"),
                     QStringLiteral("lib/tax"), QStringLiteral("-    1:  \u2212 exports.old = 1;"),
                     QStringLiteral("-    1:  + exports.new = 1;")}));
    QCOMPARE(find<QPushButton>("searchReplace")->text(), QStringLiteral("Replace in 2 scripts"));
    picture("38-replace");
    click("searchReplace");
    answer("askAccept");
    QTRY_COMPARE(notice(), QStringLiteral("Replaced in 2 scripts."));
    QCOMPARE(script("/admin/v1/modules/tax"), QByteArray("exports.new = 1;\n"));
    QVERIFY(script("/admin/v1/collections/people/codehook").contains("log.info('new', 'new')"));
    QTRY_COMPARE(rows(tree), QStringList()); // nothing is left to be found
    click("undoReplace");
    QTRY_COMPARE(notice(), QStringLiteral("Restored in 2 scripts."));
    QCOMPARE(script("/admin/v1/modules/tax"), QByteArray("exports.old = 1;\n"));
    QCOMPARE(script("/admin/v1/collections/people/codehook"), hook);
}

void TestProblems::chosenScriptsAreReplaced()
{
    QCOMPARE(
        m_client->hook("people", "// old\nfunction beforePOST(req, res) { res.end(); }").status,
        200);
    storeModule("exports.old = 1;\n");
    openReplacing(QStringLiteral("old"), QStringLiteral("new"));
    auto *tree = find<QTreeWidget>("searchMatches");
    QTRY_COMPARE(tree->topLevelItemCount(), 2);
    tree->setFocus();
    tree->setCurrentItem(tree->topLevelItem(1));
    QTest::keyClick(tree, Qt::Key_Space);
    QCOMPARE(tree->topLevelItem(1)->checkState(0), Qt::Unchecked);
    QCOMPARE(find<QPushButton>("searchReplace")->text(), QStringLiteral("Replace in 1 script"));
    click("searchReplace");
    answer("askAccept");
    QTRY_COMPARE(notice(), QStringLiteral("Replaced in 1 script."));
    QCOMPARE(script("/admin/v1/modules/tax"), QByteArray("exports.old = 1;\n"));
    QVERIFY(script("/admin/v1/collections/people/codehook").startsWith("// new\n"));
}

void TestProblems::whatCannotBeSavedIsTold()
{
    QCOMPARE(
        m_client->hook("people", "// old\nfunction beforePOST(req, res) { res.end(); }").status,
        200);
    storeModule("exports.old = 1;\n");
    openReplacing(QStringLiteral("old"), QStringLiteral("9 9"));
    QTRY_COMPARE(find<QTreeWidget>("searchMatches")->topLevelItemCount(), 2);
    click("searchReplace");
    answer("askAccept");
    QTRY_VERIFY(notice().startsWith(QStringLiteral("Replaced in 1 script.\nNot saved: lib/tax. "
                                                   "Line 1: ")));
    picture("38-refused");
    QCOMPARE(script("/admin/v1/modules/tax"), QByteArray("exports.old = 1;\n"));
    // What somebody has saved since is not taken back.
    QCOMPARE(
        m_client->hook("people", "// theirs\nfunction beforePOST(req, res) { res.end(); }").status,
        200);
    click("undoReplace");
    QTRY_COMPARE(notice(),
                 QStringLiteral("Restored in 0 scripts.\nNot saved: people. Somebody else "
                                "has saved it meanwhile."));
    QVERIFY(script("/admin/v1/collections/people/codehook").startsWith("// theirs\n"));
}

void TestProblems::runningReplacementIsNotUndone()
{
    using Script = AllScripts::Script;
    SlowClient client;
    Replacement replacement(client, nullptr);
    QSignalSpy finished(&replacement, &Replacement::finished);
    const Script tax{AllScripts::Kind::Module, QStringLiteral("tax"), {}, QStringLiteral("a")};
    const Script vat{AllScripts::Kind::Module, QStringLiteral("vat"), {}, QStringLiteral("a")};
    replacement.run({{tax, QStringLiteral("b")}, {vat, QStringLiteral("b")}});
    const auto step = [&client](const QByteArray &method, const QByteArray &path) {
        const Http::Request &request = client.asked().last();
        const bool isThat = request.method == method && request.path.endsWith(path);
        const qsizetype count = client.asked().size();
        client.answer("a");
        return isThat && QTest::qWaitFor([&] { return client.asked().size() > count; }, 200);
    };
    QVERIFY(step("GET", "tax"));
    QVERIFY(step("PUT", "tax"));
    replacement.undo();
    QVERIFY(step("GET", "vat"));
    QVERIFY(!step("PUT", "vat"));
    QCOMPARE(finished.count(), 1);
    QCOMPARE(finished[0][0].toInt(), 2);
}

/// Those of a long script would wait for each other, and each result be too old.
void TestProblems::oneCheckIsUnderWay()
{
    SlowClient client;
    Theme theme(*qApp, Theme::Mode::Light);
    CodeEditor editor(theme, nullptr);
    ScriptCheck check(client, editor, "codehook", nullptr);
    QSignalSpy checked(&check, &ScriptCheck::checked);
    editor.setText(QStringLiteral("f(1)"));
    check.check();
    editor.setText(QStringLiteral("f(2)"));
    check.check();
    editor.setText(QStringLiteral("f(3)"));
    check.check();
    QCOMPARE(client.asked().size(), 1);
    client.answer(R"({"errors":[],"warnings":[]})");
    QTRY_COMPARE(client.asked().size(), 2);
    QCOMPARE(client.asked().last().body, QByteArray("f(3)"));
    QCOMPARE(checked.count(), 0);
    client.answer(R"({"errors":[],"warnings":[]})");
    QTRY_COMPARE(checked.count(), 1);
}

void TestProblems::everyControlHasAName()
{
    openProblems();
    QCOMPARE(namelessControls(), QStringList());
    openReplacing(QStringLiteral("x"), QStringLiteral("y"));
    QCOMPARE(namelessControls(), QStringList());
}

QTEST_MAIN(TestProblems)
#include "tst_problems.moc"
