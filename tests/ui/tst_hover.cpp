// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/windowtest.h"
#include "ui/widgets/picker.h"
#include "ui/codehook/caretpopup.h"
#include "ui/codehook/codeeditor.h"
#include "ui/codehook/snippetinserter.h"
#include "ui/codehook/snippets.h"
#include "ui/widgets/theme.h"

#include <QLabel>
#include <QLineEdit>
#include <QListWidget>

/// What the editor tells of a name, the snippets that it offers, and how both look.
class TestHover : public WindowTest
{
    Q_OBJECT

private slots:
    void mouseExplainsNames();
    void keyExplainsTheNameAtTheCaret();
    void popupsStandWhereThereIsRoom_data();
    void popupsStandWhereThereIsRoom();
    void namesOfModulesAreExplained();
    void valuesOfTheLastRunAreTold();
    void fieldsHaveTheirTypes();
    void namesOfARowComeFirst();
    void snippetsAreInsertedAndFilledIn();
    void snippetThatIsUndoneHasNoPlaces();
    void snippetsAreRight();
    void chosenRowsDoNotMove();

private:
    CodeEditor *editor() { return qobject_cast<CodeEditor *>(find<QWidget>("codehookEditor")); }
    void openScript(const QString &script);
    void explainAt(int line, int column);
    QLabel *hover() { return find<QLabel>("hover"); }
};

void TestHover::openScript(const QString &script)
{
    createCollection(QStringLiteral("people"));
    openSettings(QStringLiteral("people"));
    editor()->setText(script);
    editor()->setFocus();
}

/// By the keys of VS Code; the place is from 1.
void TestHover::explainAt(int line, int column)
{
    editor()->setCursorPosition(line - 1, column - 1);
    QTest::keyClick(editor(), Qt::Key_K, Qt::ControlModifier);
    QTest::keyClick(editor(), Qt::Key_I, Qt::ControlModifier);
}

void TestHover::mouseExplainsNames()
{
    openScript(
        QStringLiteral("/** A <quarter> of it. */\nfunction vat(price) {\n  return price / 4;"
                       "\n}\nlog.info(vat(1));\n"));
    using Sci = QsciScintillaBase;
    const long byte = editor()->positionFromLineIndex(4, 10);
    const QPoint place(int(editor()->SendScintilla(Sci::SCI_POINTXFROMPOSITION, 0UL, byte)) + 2,
                       int(editor()->SendScintilla(Sci::SCI_POINTYFROMPOSITION, 0UL, byte)) + 6);
    QTest::mouseMove(editor()->viewport(), place - QPoint(3, 0));
    QTest::mouseMove(editor()->viewport(), place);
    QTRY_VERIFY(hover() && hover()->isVisible());
    QTRY_VERIFY(hover()->text().contains(QStringLiteral("<code>vat(price)</code> function")));
    QVERIFY(hover()->text().contains(QStringLiteral("A &lt;quarter&gt; of it.")));
    picture("39-hover");
    QTest::mouseMove(editor()->viewport(), place + QPoint(200, 100));
    QTRY_VERIFY(!hover()->isVisible());
}

void TestHover::popupsStandWhereThereIsRoom_data()
{
    using CaretPopup::Side;
    QTest::addColumn<int>("line"); // of twenty
    QTest::addColumn<int>("lines"); // of the popup
    QTest::addColumn<Side>("wanted");
    QTest::addColumn<Side>("side");
    QTest::newRow("above") << 10 << 3 << Side::Above << Side::Above;
    QTest::newRow("above, in the last line") << 18 << 3 << Side::Above << Side::Above;
    QTest::newRow("above, in the first line") << 0 << 3 << Side::Above << Side::Below;
    QTest::newRow("above, too high") << 10 << 15 << Side::Above << Side::Below;
    QTest::newRow("below") << 10 << 3 << Side::Below << Side::Below;
    QTest::newRow("below, in the first line") << 0 << 3 << Side::Below << Side::Below;
    QTest::newRow("below, in the last line") << 18 << 3 << Side::Below << Side::Above;
    QTest::newRow("below, too high for both") << 10 << 15 << Side::Below << Side::Below;
}

void TestHover::popupsStandWhereThereIsRoom()
{
    QFETCH(int, line);
    QFETCH(int, lines);
    QFETCH(CaretPopup::Side, wanted);
    QFETCH(CaretPopup::Side, side);
    const Theme theme(*qApp, Theme::Mode::Light);
    QWidget window;
    CodeEditor editor(theme, &window);
    editor.setText(QStringLiteral("some code\n").repeated(40));
    window.show();
    using Sci = QsciScintillaBase;
    const int height = int(editor.SendScintilla(Sci::SCI_TEXTHEIGHT, 0UL));
    window.resize(400, 20 * height);
    editor.resize(window.size());
    QLabel popup(&window);
    popup.resize(390, lines * height);
    const long byte = editor.positionFromLineIndex(line, 5);
    CaretPopup::place(editor, popup, byte, wanted);
    const int top =
        editor.viewport()
            ->mapTo(&window,
                    QPoint(0, int(editor.SendScintilla(Sci::SCI_POINTYFROMPOSITION, 0UL, byte))))
            .y();
    if (side == CaretPopup::Side::Above)
        QVERIFY(popup.y() >= 0 && popup.y() + popup.height() <= top);
    else
        QVERIFY(popup.y() >= top + height);
    QVERIFY(popup.x() >= 0 && popup.x() + popup.width() <= window.width());
}

void TestHover::keyExplainsTheNameAtTheCaret()
{
    openScript(
        QStringLiteral("function beforePOST(request, answer) {\n  db.get('/rest/people');\n  "
                       "answer.end();\n  request.query;\n  const spare = 1;\n}\n"));
    explainAt(2, 7);
    QTRY_VERIFY(hover() && hover()->isVisible());
    QVERIFY(hover()->text().contains(QStringLiteral("db.get(path, [query], [hint], [callback])")));
    QVERIFY(hover()->text().contains(QStringLiteral("Gives the documents")));
    picture("39-hover-api");
    QTest::keyClick(editor(), Qt::Key_Escape);
    QVERIFY(!hover()->isVisible());
    // The parameters of a hook are what they stand for, whatever they are called.
    explainAt(3, 11);
    QTRY_VERIFY(hover()->isVisible() && hover()->text().contains(QStringLiteral("res.end(")));
    explainAt(4, 12);
    QTRY_VERIFY(hover()->isVisible()
                && hover()->text().contains(QStringLiteral("The conditions of a GET.")));
    // What is wrong there stands with it.
    QTRY_VERIFY(!editor()->problems().isEmpty());
    explainAt(5, 11);
    QTRY_VERIFY(hover()->isVisible()
                && hover()->text().contains(QStringLiteral("<b>spare is never used.</b>")));
    QTRY_VERIFY(hover()->text().contains(QStringLiteral("<code>spare</code> variable")));
    // Nothing is told where there is no name.
    QTest::keyClick(editor(), Qt::Key_Escape);
    explainAt(7, 1);
    settle();
    QVERIFY(!hover()->isVisible());
}

void TestHover::namesOfModulesAreExplained()
{
    QCOMPARE(m_client
                 ->send("PUT", "/admin/v1/modules/tax",
                        "// The tax.\nexports.rate = (x, y = 2) => x / y;\n", "text/javascript")
                 .status,
             200);
    openScript(QStringLiteral("const tax = require('lib/tax');\nlog.info(tax.rate(1));\n"));
    explainAt(2, 16);
    QTRY_VERIFY(hover() && hover()->isVisible());
    QVERIFY(hover()->text().contains(QStringLiteral("<code>rate(x, y = 2)</code> function")));
    QVERIFY(hover()->text().contains(QStringLiteral("The tax.")));
    QVERIFY(hover()->text().contains(QStringLiteral("from lib/tax")));
}

void TestHover::valuesOfTheLastRunAreTold()
{
    openScript(QStringLiteral("function beforePOST(req, res) {\n  const total = 1 + 2;\n  "
                              "res.end({ data: { total } });\n}\n"));
    click("toggleTestRun");
    QTRY_VERIFY(!find<QLineEdit>("testPath")->text().isEmpty());
    click("runTest");
    QTRY_COMPARE(find<QLabel>("testStatus")->text(), QStringLiteral("201"));
    editor()->setFocus();
    settle(); // what the run shows takes room, and the explanation away
    explainAt(3, 22);
    QTRY_VERIFY(hover() && hover()->isVisible());
    QTRY_VERIFY(
        hover()->text().contains(QStringLiteral("In the last test run: <code>3</code> (number)")));
}

void TestHover::fieldsHaveTheirTypes()
{
    createCollection(QStringLiteral("people"));
    QCOMPARE(m_client->post("/rest/people", R"({"age":30,"address":{"city":"Oslo"}})").status, 201);
    openSettings(QStringLiteral("people"));
    editor()->setText(QStringLiteral("function beforePOST(req, res) {\n  req.body.address.city;\n  "
                                     "req.body.age;\n}\n"));
    editor()->setFocus();
    settle();
    explainAt(3, 13);
    QTRY_VERIFY(hover() && hover()->isVisible());
    QVERIFY(hover()->text().contains(QStringLiteral("field of the collection: number")));
    explainAt(2, 22);
    QTRY_VERIFY(hover()->isVisible()
                && hover()->text().contains(QStringLiteral("field of the collection: text")));
}

void TestHover::namesOfARowComeFirst()
{
    QCOMPARE(Picker::nameWidth(100, 300, 500), 100); // both have room
    QCOMPARE(Picker::nameWidth(200, 900, 500), 200); // the detail is cut
    QVERIFY(Picker::nameWidth(900, 900, 500) >= 250); // both are
    QVERIFY(Picker::nameWidth(900, 900, 500) <= 300);
    QVERIFY(Picker::nameWidth(900, 100, 500) >= 380); // the name is
}

void TestHover::snippetsAreInsertedAndFilledIn()
{
    openScript(QStringLiteral("async function beforePOST(req, res) {\n  \n}\n"));
    editor()->setCursorPosition(1, 2);
    QTest::keyClick(editor(), Qt::Key_I, Qt::ControlModifier);
    QTRY_VERIFY(find<QLineEdit>("pickerText") && find<QLineEdit>("pickerText")->isVisible());
    picture("40-snippets");
    QTest::keyClicks(find<QLineEdit>("pickerText"), QStringLiteral("Slack"));
    QTest::keyClick(find<QLineEdit>("pickerText"), Qt::Key_Return);
    QTRY_COMPARE(editor()->selectedText(), QStringLiteral("A new order"));
    QTRY_VERIFY(editor()->hasFocus());
    QTest::keyClicks(editor(), QStringLiteral("Paid"));
    QTest::keyClick(editor(), Qt::Key_Tab);
    QCOMPARE(editor()->selectedText(), QStringLiteral("slack"));
    QTest::keyClicks(editor(), QStringLiteral("hook"));
    QCOMPARE(editor()->text(),
             QStringLiteral("async function beforePOST(req, res) {\n  await slack({ message: "
                            "'Paid', slackhookurl: context.settings.hook });\n}\n"));
    // Once all is filled in, Tab is a Tab.
    QTest::keyClick(editor(), Qt::Key_Escape);
    QTest::keyClick(editor(), Qt::Key_End);
    QTest::keyClick(editor(), Qt::Key_Tab);
    QVERIFY(editor()->text(1).endsWith(QStringLiteral(" \n")));
    for (int i = 0; i < 12 && editor()->text(1).trimmed().size() > 0; ++i)
        editor()->undo();
    QCOMPARE(editor()->text(), QStringLiteral("async function beforePOST(req, res) {\n  \n}\n"));
}

/// Each one, as it is offered, has neither errors nor warnings in a hook.
/// Tab went to where they would be, before the script.
void TestHover::snippetThatIsUndoneHasNoPlaces()
{
    Theme theme(*qApp, Theme::Mode::Light);
    CodeEditor editor(theme, nullptr);
    editor.show();
    SnippetInserter inserter(editor);
    inserter.insert(Snippets::all().first().text);
    QVERIFY(editor.hasSelectedText());
    QTest::keyClick(&editor, Qt::Key_Z, Qt::ControlModifier);
    QTRY_COMPARE(editor.text(), QString());
    QTest::keyClick(&editor, Qt::Key_Tab);
    QCOMPARE(editor.text(), QStringLiteral("  "));
}

void TestHover::snippetsAreRight()
{
    QVERIFY(Snippets::all().size() >= 10);
    for (const Snippets::Snippet &each : Snippets::all()) {
        const QString text = Snippets::filled(each.text, 2).text;
        const bool ends = text.contains(QStringLiteral("return res.end"))
            && !text.contains(QStringLiteral("if ("));
        const QString script =
            QStringLiteral("async function beforePOST(req, res) {\n  %1  %2}\n")
                .arg(text, ends ? QString() : QStringLiteral("res.end({ data: req.body });\n"));
        const auto reply =
            m_client->send("POST", "/admin/v1/drafts/check", script.toUtf8(), "text/javascript");
        QCOMPARE(reply.status, 200);
        QVERIFY2(reply.member("errors") == "[]" && reply.member("warnings") == "[]",
                 qPrintable(each.title + QString::fromUtf8(reply.body)));
        QVERIFY(!text.contains(QChar(u'‹')));
        QVERIFY(!Snippets::filled(each.text, 0).stops.isEmpty());
    }
}

/// The text of a row is where it is also while the row is chosen.
void TestHover::chosenRowsDoNotMove()
{
    openScript(QStringLiteral("function beforePOST(req, res) {\n  res.end();\n}\n"));
    const auto leftOf = [](QListWidget *list, int row) {
        const QRect place = list->visualItemRect(list->item(row));
        const QImage image = list->viewport()->grab(place).toImage();
        // The first column in which something differs from the column before, behind the edge.
        for (int x = 3; x < image.width(); ++x) {
            for (int y = 4; y < image.height() - 4; ++y) {
                if (image.pixel(x, y) != image.pixel(x - 1, y))
                    return x;
            }
        }
        return -1;
    };
    auto *outline = find<QListWidget>("hookOutline");
    outline->clearSelection();
    const int before = leftOf(outline, 2);
    outline->setCurrentRow(2);
    QCOMPARE(leftOf(outline, 2), before);
    editor()->setCursorPosition(1, 0);
    QTest::keyClicks(editor(), QStringLiteral("db."));
    auto *proposals = find<QListWidget>("completionList");
    QTRY_VERIFY(proposals->isVisible());
    const int chosen = leftOf(proposals, 0);
    QTest::keyClick(editor(), Qt::Key_Down);
    QCOMPARE(leftOf(proposals, 0), chosen);
}

QTEST_MAIN(TestHover)
#include "tst_hover.moc"
