// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/client.h"
#include "tests/ui/windowtest.h"
#include "ui/codehook/codeeditor.h"

#include <Qsci/qsciscintilla.h>
#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QTabWidget>
#include <QToolButton>
#include <QTreeWidget>

/// The script's editor as its author uses it: proposals, call tips, problems, search, formatting.
class TestEditor : public WindowTest
{
    Q_OBJECT

private slots:
    void proposalsWhileTyping();
    void fieldsOfDocumentsAreProposed();
    void enterEndsALineWhereTheNameIsComplete();
    void callTipsFollowTheArguments();
    void problemsAreUnderlinedWhileTyping();
    void keysGoFromProblemToProblem();
    void draftIsFormattedAndUndone();
    void findAndReplace();
    void findTakesExpressions();
    void commentsAreToggled();
    void occurrencesAreEditedTogether();
    void linesAndSymbolsAreFound();
    void hooksOfTheScriptAreListed();
    void hooksAreKeptWhileTheScriptDoesNotParse();
    void bracketsThatAreNotClosedAreNamed();
    void allScriptsAreSearched();
    void everyControlHasAName();

private:
    QsciScintilla *editor() { return find<QsciScintilla>("codehookEditor"); }
    void openEditor();
    void setScript(const QString &script, int line = 0, int column = 0);
    void press(int key, Qt::KeyboardModifiers modifiers = Qt::NoModifier);
    QListWidget *proposals() { return find<QListWidget>("completionList"); }
    QString placeOfHook(const QString &name);
    /// The markers of problems in @p line (from 0), without those of changes.
    unsigned problemMarks(int line)
    {
        return editor()->markersAtLine(line) & ~CodeEditor::ChangeMarkers;
    }
    QString problem() { return find<QLabel>("codehookProblem")->text(); }
};

void TestEditor::openEditor()
{
    createCollection(QStringLiteral("people"));
    openSettings(QStringLiteral("people"));
    editor()->setFocus();
}

/// Puts a whole script there, with the caret at a place from 0.
void TestEditor::setScript(const QString &script, int line, int column)
{
    editor()->setText(script);
    editor()->setCursorPosition(line, column);
    editor()->setFocus();
}

void TestEditor::press(int key, Qt::KeyboardModifiers modifiers)
{
    QTest::keyClick(editor(), Qt::Key(key), modifiers);
}

void TestEditor::proposalsWhileTyping()
{
    openEditor();
    QTest::keyClicks(editor(), QStringLiteral("l"));
    QVERIFY(!proposals()->isVisible());
    QTest::keyClicks(editor(), QStringLiteral("og.w"));
    QTRY_VERIFY(proposals()->isVisible());
    QCOMPARE(proposals()->currentItem()->text(), QStringLiteral("warn"));
    QVERIFY(find<QLabel>("completionDetail")->text().contains(QStringLiteral("log.warn(")));
    press(Qt::Key_Tab);
    QVERIFY(!proposals()->isVisible());
    QCOMPARE(editor()->text(), QStringLiteral("log.warn"));
    // Down and Enter take another; Escape takes none.
    QTest::keyClicks(editor(), QStringLiteral("('x');"));
    press(Qt::Key_Return);
    QTest::keyClicks(editor(), QStringLiteral("db."));
    QTRY_VERIFY(proposals()->isVisible());
    picture("20-completion");
    press(Qt::Key_Down);
    press(Qt::Key_Return);
    QCOMPARE(editor()->text(1), QStringLiteral("db.post"));
    QTest::keyClicks(editor(), QStringLiteral("; re"));
    QTRY_VERIFY(proposals()->isVisible());
    press(Qt::Key_Escape);
    QVERIFY(!proposals()->isVisible());
    // Ctrl+Space shows what there is even for no letter.
    QTest::keyClicks(editor(), QStringLiteral(" "));
    press(Qt::Key_Space, Qt::ControlModifier);
    QTRY_VERIFY(proposals()->isVisible());
    QVERIFY(proposals()->count() > 20);
    press(Qt::Key_Escape);
}

void TestEditor::fieldsOfDocumentsAreProposed()
{
    createCollection(QStringLiteral("people"));
    QCOMPARE(
        m_client->post("/rest/people", R"({"lastname":"Doe","address":{"city":"Oslo"}})").status,
        201);
    openSettings(QStringLiteral("people"));
    editor()->setFocus();
    // They are read after the script.
    QTRY_VERIFY([&] {
        setScript(QString());
        QTest::keyClicks(editor(), QStringLiteral("req.body."));
        return proposals()->isVisible() && proposals()->count() == 3;
    }());
    QCOMPARE(proposals()->item(0)->text(), QStringLiteral("lastname"));
    setScript(QString());
    QTest::keyClicks(editor(), QStringLiteral("req.body.address.c"));
    QTRY_VERIFY(proposals()->isVisible());
    QCOMPARE(proposals()->currentItem()->text(), QStringLiteral("city"));
    press(Qt::Key_Escape);
    // The collections of the database in a path.
    setScript(QString());
    QTest::keyClicks(editor(), QStringLiteral("db.get('/rest/p"));
    QTRY_VERIFY(proposals()->isVisible());
    QCOMPARE(proposals()->currentItem()->text(), QStringLiteral("people"));
}

void TestEditor::enterEndsALineWhereTheNameIsComplete()
{
    openEditor();
    QTest::keyClicks(editor(), QStringLiteral("return"));
    press(Qt::Key_Return);
    QTest::keyClicks(editor(), QStringLiteral("x"));
    QCOMPARE(editor()->text(), QStringLiteral("return\nx"));
}

void TestEditor::callTipsFollowTheArguments()
{
    openEditor();
    QTest::keyClicks(editor(), QStringLiteral("db.get("));
    auto *tip = find<QLabel>("callTip");
    QTRY_VERIFY(tip->isVisible());
    QVERIFY(tip->text().contains(QStringLiteral("<b>path</b>")));
    QTest::keyClicks(editor(), QStringLiteral("'/rest/x', "));
    QVERIFY(tip->text().contains(QStringLiteral("<b>[query]</b>")));
    picture("21-signature");
    QTest::keyClicks(editor(), QStringLiteral("{})"));
    QTRY_VERIFY(!tip->isVisible());
    editor()->setCursorPosition(0, 8);
    press(Qt::Key_Space, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_VERIFY(tip->isVisible());
    press(Qt::Key_Escape);
    QVERIFY(!tip->isVisible());
}

void TestEditor::problemsAreUnderlinedWhileTyping()
{
    openEditor();
    setScript(QStringLiteral("function beforePOST(req, res) {\n  total = 1;\n}\n"), 3);
    QTRY_COMPARE(problem(), QStringLiteral("2 problems; press F8 for the next"));
    // What is likely wrong keeps nobody from saving; the caret's line says what it is.
    editor()->setCursorPosition(1, 0);
    QTRY_COMPARE(
        problem(),
        QStringLiteral("Line 2: total is assigned but not declared: write let or const before "
                       "it."));
    picture("22-warning");
    setScript(QStringLiteral("function beforePOST(req, res) {\n  res.end(;\n}\n"), 1);
    QTRY_COMPARE(problem(), QStringLiteral("Line 2: Unexpected token"));
    const auto marked = problemMarks(1);
    QVERIFY(marked != 0);
    picture("22-error");
    // What is right has no mark left.
    setScript(QStringLiteral("function beforePOST(req, res) {\n  res.end();\n}\n"), 1);
    QTRY_COMPARE(problem(), QString());
    QCOMPARE(problemMarks(1), 0u);
}

void TestEditor::keysGoFromProblemToProblem()
{
    openEditor();
    setScript(QStringLiteral("one();\n\ntwo();\nfunction runJob(req, res) { res.end(); }\n"), 1);
    QTRY_COMPARE(problem(), QStringLiteral("2 problems; press F8 for the next"));
    int line = 0;
    int column = 0;
    const auto caret = [&] {
        editor()->getCursorPosition(&line, &column);
        return line;
    };
    press(Qt::Key_F8);
    QTRY_COMPARE(caret(), 2);
    press(Qt::Key_F8);
    QTRY_COMPARE(caret(), 0);
    press(Qt::Key_F8, Qt::ShiftModifier);
    QTRY_COMPARE(caret(), 2);
}

void TestEditor::draftIsFormattedAndUndone()
{
    openEditor();
    const QString before = QStringLiteral("function beforePOST(req,res){res.end({data:req.body})}");
    setScript(before);
    press(Qt::Key_F, Qt::ShiftModifier | Qt::AltModifier);
    QTRY_VERIFY(editor()->text().startsWith(
        QStringLiteral("function beforePOST(req, res) { res.end({ data: req.body }) }")));
    press(Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(editor()->text(), before);
    // What cannot be read is not changed.
    setScript(QStringLiteral("function ("));
    press(Qt::Key_F, Qt::ShiftModifier | Qt::AltModifier);
    QTRY_VERIFY(problem().startsWith(QStringLiteral("Not formatted. Line 1:")));
    QCOMPARE(editor()->text(), QStringLiteral("function ("));
}

void TestEditor::findAndReplace()
{
    openEditor();
    setScript(QStringLiteral("let år = 1;\nlet b = år;\nlog.info(år, Jahr);\n"));
    press(Qt::Key_F, Qt::ControlModifier);
    auto *text = find<QLineEdit>("findText");
    QTRY_VERIFY(text->isVisible());
    QTRY_VERIFY(text->hasFocus());
    QTest::keyClicks(text, QStringLiteral("år"));
    QCOMPARE(find<QLabel>("findCount")->text(), QStringLiteral("3 matches"));
    QTest::keyClick(text, Qt::Key_Return);
    QCOMPARE(find<QLabel>("findCount")->text(), QStringLiteral("1 of 3"));
    QCOMPARE(editor()->selectedText(), QStringLiteral("år"));
    QTest::keyClick(text, Qt::Key_Return, Qt::ShiftModifier);
    QCOMPARE(find<QLabel>("findCount")->text(), QStringLiteral("3 of 3"));
    QTest::keyClick(text, Qt::Key_Escape);
    QVERIFY(!text->isVisible());
    QVERIFY(editor()->hasFocus());
    // Replacing: one after the other, then all; undone in one step.
    press(Qt::Key_H, Qt::ControlModifier);
    auto *replacement = find<QLineEdit>("replaceText");
    QTRY_VERIFY(replacement->isVisible());
    QCOMPARE(text->text(), QStringLiteral("år"));
    replacement->setText(QStringLiteral("year"));
    click("replaceOne");
    QVERIFY(editor()->text().endsWith(QStringLiteral("log.info(year, Jahr);\n")));
    picture("23-find");
    click("replaceAll");
    QCOMPARE(find<QLabel>("findCount")->text(), QStringLiteral("2 replaced"));
    QCOMPARE(editor()->text(),
             QStringLiteral("let year = 1;\nlet b = year;\nlog.info(year, Jahr);\n"));
    editor()->setFocus();
    press(Qt::Key_Z, Qt::ControlModifier);
    QVERIFY(editor()->text().startsWith(QStringLiteral("let år = 1;\nlet b = år;\n")));
}

void TestEditor::findTakesExpressions()
{
    openEditor();
    setScript(QStringLiteral("a1 = b22;\nA3 = c;\n"));
    press(Qt::Key_H, Qt::ControlModifier);
    auto *text = find<QLineEdit>("findText");
    QTRY_VERIFY(text->isVisible());
    click("findExpression");
    text->setText(QStringLiteral("([a-z])(\\d+)"));
    QCOMPARE(find<QLabel>("findCount")->text(), QStringLiteral("3 matches"));
    click("findCase");
    QCOMPARE(find<QLabel>("findCount")->text(), QStringLiteral("2 matches"));
    find<QLineEdit>("replaceText")->setText(QStringLiteral("$2$1"));
    click("replaceAll");
    QCOMPARE(editor()->text(), QStringLiteral("1a = 22b;\nA3 = c;\n"));
    text->setText(QStringLiteral("(["));
    QCOMPARE(find<QLabel>("findCount")->text(), QStringLiteral("Invalid regular expression"));
    QVERIFY(text->property("invalid").toBool());
    text->setText(QStringLiteral("nowhere"));
    QCOMPARE(find<QLabel>("findCount")->text(), QStringLiteral("No matches"));
}

void TestEditor::commentsAreToggled()
{
    openEditor();
    setScript(QStringLiteral("a();\n  b();\n\nc();\n"));
    editor()->setSelection(0, 0, 3, 2);
    press(Qt::Key_Slash, Qt::ControlModifier);
    QCOMPARE(editor()->text(), QStringLiteral("// a();\n//   b();\n\n// c();\n"));
    QVERIFY(editor()->hasSelectedText());
    press(Qt::Key_Slash, Qt::ControlModifier);
    QCOMPARE(editor()->text(), QStringLiteral("a();\n  b();\n\nc();\n"));
    editor()->setCursorPosition(1, 3);
    press(Qt::Key_Slash, Qt::ControlModifier);
    QCOMPARE(editor()->text(1), QStringLiteral("  // b();\n"));
    // A selection of whole lines ends before the first letter of the next one, which stays.
    setScript(QStringLiteral("a();\nb();\nc();\n"));
    editor()->setSelection(0, 0, 2, 0);
    press(Qt::Key_Slash, Qt::ControlModifier);
    QCOMPARE(editor()->text(), QStringLiteral("// a();\n// b();\nc();\n"));
    editor()->setCursorPosition(2, 0);
    press(Qt::Key_Slash, Qt::ControlModifier);
    QCOMPARE(editor()->text(2), QStringLiteral("// c();\n"));
}

void TestEditor::occurrencesAreEditedTogether()
{
    openEditor();
    setScript(QStringLiteral("let old = 1; old += old;"), 0, 5);
    press(Qt::Key_D, Qt::ControlModifier); // the word
    QCOMPARE(editor()->selectedText(), QStringLiteral("old"));
    press(Qt::Key_D, Qt::ControlModifier);
    press(Qt::Key_D, Qt::ControlModifier);
    QTest::keyClicks(editor(), QStringLiteral("n"));
    QCOMPARE(editor()->text(), QStringLiteral("let n = 1; n += n;"));
}

void TestEditor::linesAndSymbolsAreFound()
{
    openEditor();
    setScript(QStringLiteral("const a = 1;\n\nfunction beforePOST(req, res) {\n  res.end();\n}\n"));
    press(Qt::Key_G, Qt::ControlModifier);
    QDialog *question = dialog();
    QVERIFY(question);
    auto *edit = question->findChild<QLineEdit *>(QStringLiteral("askText"));
    auto *go = question->findChild<QPushButton *>(QStringLiteral("askAccept"));
    edit->setText(QStringLiteral("99"));
    QVERIFY(!go->isEnabled());
    edit->setText(QStringLiteral("4"));
    QTest::mouseClick(go, Qt::LeftButton);
    int line = 0;
    int column = 0;
    QTRY_VERIFY((editor()->getCursorPosition(&line, &column), line == 3));
    m_desk->window().activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&m_desk->window()));
    editor()->setFocus();
    press(Qt::Key_O, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_VERIFY(find<QLineEdit>("pickerText") && find<QLineEdit>("pickerText")->isVisible());
    auto *text = find<QLineEdit>("pickerText");
    QCOMPARE(find<QListWidget>("pickerList")->count(), 2);
    QTest::keyClicks(text, QStringLiteral("bp"));
    QCOMPARE(find<QListWidget>("pickerList")->count(), 1);
    picture("25-symbols");
    QTest::keyClick(text, Qt::Key_Return);
    QTRY_VERIFY((editor()->getCursorPosition(&line, &column), line == 2));
    QVERIFY(editor()->hasFocus());
}

/// What the list of hooks says of one: where it goes to, or that it inserts it.
QString TestEditor::placeOfHook(const QString &name)
{
    return find<QListWidget>("hookOutline")->findItems(name, Qt::MatchExactly).first()->toolTip();
}

void TestEditor::hooksOfTheScriptAreListed()
{
    openEditor();
    setScript(
        QStringLiteral("// function beforePOST(req, res) {}\nconst afterPOST =\n  async (req, "
                       "res) => res.end();\nbeforeGET = (req, res) => {\n  res.end();\n};\n"
                       "const text = `\nfunction beforePUT() {}`;\n"));
    QTRY_COMPARE(placeOfHook(QStringLiteral("afterPOST")), QStringLiteral("Go to line 2"));
    QCOMPARE(placeOfHook(QStringLiteral("beforeGET")), QStringLiteral("Go to line 4"));
    QCOMPARE(placeOfHook(QStringLiteral("beforePOST")), QStringLiteral("Insert"));
    QCOMPARE(placeOfHook(QStringLiteral("beforePUT")), QStringLiteral("Insert"));
    // A click goes by what was typed a moment before.
    setScript(QStringLiteral("\n\nfunction beforePUT(req, res) {\n  res.end();\n}\n"));
    auto *outline = find<QListWidget>("hookOutline");
    const QListWidgetItem *item =
        outline->findItems(QStringLiteral("beforePUT"), Qt::MatchExactly).first();
    outline->scrollToItem(item);
    QTest::mouseClick(outline->viewport(), Qt::LeftButton, {},
                      outline->visualItemRect(item).center());
    int line = 0;
    int column = 0;
    QTRY_VERIFY((editor()->getCursorPosition(&line, &column), line == 2));
    QCOMPARE(editor()->text().count(QStringLiteral("beforePUT")), 1);
}

void TestEditor::hooksAreKeptWhileTheScriptDoesNotParse()
{
    openEditor();
    setScript(QStringLiteral("function beforePOST(req, res) {\n  res.end();\n}\nfunction "
                             "afterPOST(req, res) {\n  res.end();\n}\n"));
    QTRY_COMPARE(placeOfHook(QStringLiteral("afterPOST")), QStringLiteral("Go to line 4"));
    // A line above both, and one between them that does not parse.
    editor()->setCursorPosition(0, 0);
    press(Qt::Key_Return);
    QTRY_COMPARE(placeOfHook(QStringLiteral("beforePOST")), QStringLiteral("Go to line 2"));
    editor()->setCursorPosition(3, 1);
    press(Qt::Key_Return);
    QTest::keyClicks(editor(), QStringLiteral("const = 1;"));
    QTRY_COMPARE(placeOfHook(QStringLiteral("afterPOST")), QStringLiteral("Go to line 6"));
    QCOMPARE(placeOfHook(QStringLiteral("beforePOST")), QStringLiteral("Go to line 2"));
    QVERIFY(!problem().isEmpty());
    // What is taken out counts as well.
    editor()->setSelection(0, 0, 1, 0);
    press(Qt::Key_Delete);
    QTRY_COMPARE(placeOfHook(QStringLiteral("afterPOST")), QStringLiteral("Go to line 5"));
    QCOMPARE(placeOfHook(QStringLiteral("beforePOST")), QStringLiteral("Go to line 1"));
}

void TestEditor::bracketsThatAreNotClosedAreNamed()
{
    openEditor();
    const QString script = QStringLiteral("function beforePOST(req, res) {\n  res.end();\n}\n\n"
                                          "function afterPOST(req, res) {\n  if (req.body) {\n    "
                                          "log.info('x');\n  }\n  res.end();\n}\n");
    setScript(script, 7, 3);
    QTRY_COMPARE(placeOfHook(QStringLiteral("afterPOST")), QStringLiteral("Go to line 5"));
    const auto iconOf = [this](const char *hook) {
        const auto *list = find<QListWidget>("hookOutline");
        return list->findItems(QLatin1String(hook), Qt::MatchExactly)
            .first()
            ->icon()
            .pixmap(14)
            .toImage();
    };
    const QImage right = iconOf("beforePOST");
    QCOMPARE(iconOf("afterPOST"), right);
    press(Qt::Key_Backspace); // the brace that ends the `if`
    const QString told = QStringLiteral("Line 11: '}' expected; the '{' in line 6 is not closed.");
    QTRY_COMPARE(placeOfHook(QStringLiteral("afterPOST")).section(QLatin1Char('\n'), 0, 0), told);
    QVERIFY(iconOf("afterPOST") != right);
    QVERIFY(iconOf("beforePOST") != right);
    // The opening one is marked as well, and F8 goes to both.
    QVERIFY(problemMarks(5) != 0);
    int line = 0;
    int column = 0;
    press(Qt::Key_F8);
    QTRY_VERIFY((editor()->getCursorPosition(&line, &column), line == 10));
    QTRY_COMPARE(problem(), told);
    press(Qt::Key_F8);
    QTRY_VERIFY((editor()->getCursorPosition(&line, &column), line == 5));
    QCOMPARE(column, 16);
    QTRY_COMPARE(problem(), told);
    picture("33-open-brace");
    editor()->undo();
    QTRY_COMPARE(problem(), QString());
    QCOMPARE(iconOf("afterPOST"), right);
    QCOMPARE(problemMarks(5), 0u);
}

void TestEditor::allScriptsAreSearched()
{
    createCollection(QStringLiteral("people"));
    QCOMPARE(m_client
                 ->hook("people",
                        "// needle\nfunction beforePOST(req, res) {\n  res.end(); // Needle\n}")
                 .status,
             200);
    QCOMPARE(m_client
                 ->send("PUT", "/admin/v1/modules/tax", "module.exports = 'a needle';",
                        "text/javascript")
                 .status,
             200);
    const auto job = m_client->post(
        "/rest/system_jobs",
        R"({"description":"Nightly","crontab":"@daily","script":"function runJob(req, res) { res.end('needle'); }"})");
    QCOMPARE(job.status, 201);
    QTest::keyClick(&m_desk->window(), Qt::Key_F, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_VERIFY(find<QLineEdit>("searchText"));
    auto *text = find<QLineEdit>("searchText");
    QTRY_VERIFY(text->hasFocus());
    QTest::keyClicks(text, QStringLiteral("needle"));
    QTRY_COMPARE(find<QLabel>("searchCount")->text(), QStringLiteral("4 lines"));
    picture("28-search");
    click("findCase");
    QCOMPARE(find<QLabel>("searchCount")->text(), QStringLiteral("3 lines"));
    click("findCase");
    auto *matches = find<QTreeWidget>("searchMatches");
    QCOMPARE(matches->topLevelItemCount(), 3);
    // Enter goes to the matches, then to the line.
    QTest::keyClick(text, Qt::Key_Return);
    QTRY_VERIFY(matches->hasFocus());
    QTest::keyClick(matches, Qt::Key_Down);
    QTest::keyClick(matches, Qt::Key_Return);
    int line = 0;
    int column = 0;
    QTRY_VERIFY(editor() && editor()->isVisible());
    QTRY_VERIFY((editor()->getCursorPosition(&line, &column), line == 2));
    auto *tabs = find<QTabWidget>("tabs");
    QCOMPARE(tabs->tabText(tabs->currentIndex()), QStringLiteral("people settings"));
    QTest::keyClick(&m_desk->window(), Qt::Key_F, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_VERIFY(text->hasFocus());
    text->setText(QStringLiteral("nowhere"));
    QTRY_COMPARE(find<QLabel>("searchCount")->text(), QStringLiteral("No matches in 3 scripts"));
}

void TestEditor::everyControlHasAName()
{
    openEditor();
    press(Qt::Key_H, Qt::ControlModifier);
    QTRY_VERIFY(find<QLineEdit>("replaceText")->isVisible());
    QCOMPARE(namelessControls(), QStringList());
}

QTEST_MAIN(TestEditor)
#include "tst_editor.moc"
