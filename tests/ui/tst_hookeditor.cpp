// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/windowtest.h"

#include <Qsci/qsciscintilla.h>
#include <QApplication>
#include <QCheckBox>
#include <QContextMenuEvent>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTableView>
#include <QTreeWidget>

namespace {

constexpr char Hooks[] = R"(function beforeGET(req, res) {
log.debug("only the hunters", req.query);
req.query.lastname = "Hunter";
res.send({"query": req.query});
}
function beforePUT(req, res) {
if (!/london|berlin/.test(req.body.address)) {
return res.end({"error": [{"field": "address", "message": "must be in london or berlin"}]});
}
res.end();
}
)";

} // namespace

/// Hooks and modules that are edited in the window, and decide over real requests.
class TestHookEditor : public WindowTest
{
    Q_OBJECT

private slots:
    void emptyListsSaySo();
    void longProblemsLeaveRoom();
    void hookEditedInTheWindowDecides();
    void syntaxErrorIsShownAtItsLineAndKeepsTheOldHook();
    void refusalByARuleIsShown();
    void disabledHooksArePassedBy();
    void suspendedHooksAreShown();
    void modulesAreMadeEditedAndRequired();
};

/// Of a new collection, and its script; what is empty no more says nothing.
void TestHookEditor::emptyListsSaySo()
{
    createCollection(QStringLiteral("people"));
    openSettings(QStringLiteral("people"));
    auto *pages = find<QTabWidget>("inner");
    const auto hint = [this] { return visibleWidget<QLabel>(m_desk->window(), "emptyHint"); };
    for (int page = 1; page <= 4; ++page) { // fields, indexes, access, codehook
        pages->setCurrentIndex(page);
        QTRY_VERIFY2(hint(), qPrintable(pages->tabText(page)));
    }
    QVERIFY(hint()->text().contains(QLatin1String("No script yet")));
    QTest::keyClick(find<QsciScintilla>("codehookEditor"), Qt::Key_X);
    QVERIFY(!hint());
    pages->setCurrentIndex(1);
    QVERIFY(hint());
    click("addField");
    QVERIFY(!hint());
    trigger("users");
    QTRY_VERIFY(hint());
    trigger("searchScripts");
    QTRY_VERIFY(hint() && hint()->text().contains(QLatin1String("all collections, modules")));
}

/// What is told of a script does not push the list of collections together.
void TestHookEditor::longProblemsLeaveRoom()
{
    createCollection(QStringLiteral("people"));
    openSettings(QStringLiteral("people"));
    const int width = find<QWidget>("navigator")->width();
    typeScript("var draft;");
    const auto *problem = find<QLabel>("codehookProblem");
    QTRY_VERIFY(problem->text().contains(QLatin1String("declares no hook")));
    QVERIFY(problem->fontMetrics().horizontalAdvance(problem->text()) > problem->width());
    QCOMPARE(find<QWidget>("navigator")->width(), width);
}

void TestHookEditor::hookEditedInTheWindowDecides()
{
    createCollection(QStringLiteral("people"));
    openSettings(QStringLiteral("people"));
    typeScript(Hooks);
    saveScript();
    for (const char *last : {"Hunter", "Berg", "Hunter"}) {
        const QByteArray body =
            QByteArray("{\"lastname\":\"") + last + "\",\"address\":\"1 Road, london\"}";
        QCOMPARE(m_client->post("/rest/people", body).status, 201);
    }
    const auto hunters = m_client->get("/rest/people");
    QCOMPARE(hunters.status, 200);
    QCOMPARE(hunters.json().root().items().size(), size_t(2));
    const QByteArray id = hunters.json().root().items()[0].find("_id")->text().toByteArray();

    const auto refused = m_client->put("/rest/people/" + id, "{\"address\":\"1 Rue, paris\"}");
    QCOMPARE(refused.status, 400);
    QCOMPARE(refused.member("list"),
             QByteArray(R"([{"field":"address","message":["must be in london or berlin"]}])"));
    QCOMPARE(m_client->put("/rest/people/" + id, "{\"address\":\"2 Road, berlin\"}").status, 200);

    // The inspector shows each request, and the log line stands under the GET that wrote it.
    const QAbstractItemModel *rows = find<QTableView>("inspectorTable")->model();
    const auto text = [rows](int row, int column) {
        return rows->index(row, column).data().toString();
    };
    int getRow = -1;
    const auto findGet = [&] {
        for (int row = 0; row + 1 < rows->rowCount(); ++row) {
            if (text(row, 1) == QLatin1String("GET")
                && text(row, 2) == QLatin1String("/rest/people")
                && text(row, 6) == QLatin1String("beforeGET")
                && text(row + 1, 2).startsWith(QLatin1String("only the hunters {")))
                getRow = row;
        }
        return getRow >= 0;
    };
    QTRY_VERIFY(findGet());
    QCOMPARE(text(getRow, 3), QStringLiteral("200"));
    QCOMPARE(text(getRow + 1, 1), QStringLiteral("debug"));
    QCOMPARE(text(getRow + 1, 6), QStringLiteral("beforeGET:2:7"));
    picture("01-hook-light");
}

void TestHookEditor::syntaxErrorIsShownAtItsLineAndKeepsTheOldHook()
{
    createCollection(QStringLiteral("people"));
    openSettings(QStringLiteral("people"));
    typeScript(Hooks);
    saveScript();
    QCOMPARE(
        m_client->post("/rest/people", R"([{"lastname":"Hunter"},{"lastname":"Berg"}])").status,
        201);

    // The brace that ends beforeGET is deleted with the keyboard.
    auto *editor = find<QsciScintilla>("codehookEditor");
    editor->setCursorPosition(4, int(editor->text(4).indexOf(QLatin1Char('}'))) + 1);
    editor->setFocus();
    QTest::keyClick(editor, Qt::Key_Backspace);
    QTRY_VERIFY(find<QPushButton>("saveCodehook")->isEnabled());
    QTest::keyClick(editor, Qt::Key_S, Qt::ControlModifier);
    QTRY_VERIFY(
        find<QLabel>("codehookProblem")->text().startsWith(QLatin1String("Not saved. Line ")));
    int line = 0;
    int column = 0;
    editor->getCursorPosition(&line, &column);
    QCOMPARE(find<QLabel>("codehookProblem")->text().section(QLatin1Char(' '), 3, 3),
             QStringLiteral("%1:").arg(line + 1));
    QVERIFY(!editor->annotation(line).trimmed().isEmpty());
    QVERIFY(editor->markersAtLine(line) != 0);
    QVERIFY(editor->isModified());
    picture("02-hook-error");
    // The old hook still runs.
    QCOMPARE(m_client->get("/rest/people").json().root().items().size(), size_t(1));
}

void TestHookEditor::refusalByARuleIsShown()
{
    createCollection(QStringLiteral("things"));
    QCOMPARE(m_client
                 ->put("/admin/v1/collections/things",
                       R"({"fields":[{"name":"name","type":"text","max":3}]})")
                 .status,
             200);
    click("addDocument");
    auto *json = find<QPlainTextEdit>("json");
    json->selectAll();
    QTest::keyClicks(json, QStringLiteral("{\"name\": \"lamp\"}"));
    click("saveDocument");
    QTRY_VERIFY(find<QLabel>("documentBanner")->isVisible());
    QVERIFY(find<QLabel>("documentBanner")->text().contains(QLatin1String("name: ")));
    QCOMPARE(json->toPlainText(), QStringLiteral("{\"name\": \"lamp\"}")); // nothing typed is lost
    QCOMPARE(m_client->get("/rest/things").body, QByteArray("[]"));
}

void TestHookEditor::disabledHooksArePassedBy()
{
    createCollection(QStringLiteral("people"));
    openSettings(QStringLiteral("people"));
    typeScript("function beforeGET(req, res) { res.end({error: 'closed'}); }");
    saveScript();
    QCOMPARE(m_client->get("/rest/people").status, 400);
    auto *enabled = find<QCheckBox>("codehookEnabled");
    QTRY_VERIFY(enabled->isEnabled() && enabled->isChecked());
    QTest::mouseClick(enabled, Qt::LeftButton, {}, QPoint(8, enabled->height() / 2));
    QTRY_COMPARE(m_client->get("/rest/people").status, 200);
    QTest::mouseClick(enabled, Qt::LeftButton, {}, QPoint(8, enabled->height() / 2));
    QTRY_COMPARE(m_client->get("/rest/people").status, 400);
    // A hook that is not there yet is inserted by a click on its name.
    auto *outline = find<QListWidget>("hookOutline");
    const auto items = outline->findItems(QStringLiteral("afterPUT"), Qt::MatchExactly);
    QCOMPARE(items.size(), 1);
    outline->scrollToItem(items[0]);
    QTest::mouseClick(outline->viewport(), Qt::LeftButton, {},
                      outline->visualItemRect(items[0]).center());
    QTRY_VERIFY(find<QsciScintilla>("codehookEditor")
                    ->text()
                    .contains(QLatin1String("function afterPUT(req, res)")));
}

void TestHookEditor::suspendedHooksAreShown()
{
    createCollection(QStringLiteral("people"));
    QCOMPARE(m_client->put("/admin/v1/settings", R"({"codehooks":{"timeout":60}})").status, 200);
    QCOMPARE(m_client->hook("people", "function beforeGET(req, res) { while (true) {} }").status,
             200);
    openSettings(QStringLiteral("people")); // it is told what happens while it is open
    QTRY_VERIFY(find<QCheckBox>("codehookEnabled")->isChecked());
    for (int i = 0; i < 5; ++i)
        QCOMPARE(m_client->get("/rest/people").status, 500);
    QTRY_COMPARE(m_client->get("/rest/people").status, 503);
    QTRY_VERIFY(find<QLabel>("codehookProblem")
                    ->text()
                    .startsWith(QLatin1String("Suspended: they had to be stopped 5 times")));
    QVERIFY(!find<QCheckBox>("codehookEnabled")->isChecked());
    picture("26-suspended");
    click("codehookEnabled");
    QTRY_VERIFY(!find<QLabel>("codehookProblem")->text().startsWith(QLatin1String("Suspended")));
    QVERIFY(find<QCheckBox>("codehookEnabled")->isChecked());
    QCOMPARE(m_client->get("/rest/people").status, 500); // it runs again
}

void TestHookEditor::modulesAreMadeEditedAndRequired()
{
    createCollection(QStringLiteral("people"));
    auto *list = find<QTreeWidget>("navigator");
    const QTreeWidgetItem *modules = list->topLevelItem(1);
    QTRY_COMPARE(modules->childCount(), 1);
    QTest::mouseClick(list->viewport(), Qt::LeftButton, {},
                      list->visualItemRect(modules->child(0)).center());
    QDialog *question = dialog();
    QVERIFY(question);
    auto *edit = question->findChild<QLineEdit *>(QStringLiteral("askText"));
    QTest::keyClicks(edit, QStringLiteral("9x"));
    QTest::keyClick(edit, Qt::Key_Return);
    QVERIFY(question->isVisible()); // no such name
    edit->clear();
    QTest::keyClicks(edit, QStringLiteral("tax"));
    QTest::keyClick(edit, Qt::Key_Return);
    QTRY_COMPARE(modules->childCount(), 2);
    QTRY_VERIFY(find<QsciScintilla>("codehookEditor"));
    QTRY_COMPARE(find<QLabel>("codehookState")->text(), QStringLiteral("Saved, version 1"));
    QVERIFY(!find<QWidget>("hookOutline")->isVisible());
    QVERIFY(!find<QWidget>("codehookEnabled")->isVisible());
    typeScript("exports.of = function (x) {\nreturn x * 2;\n};\n");
    saveScript();
    QCOMPARE(m_client
                 ->hook("people",
                        "function beforePOST(req, res) { res.end({data: {t: "
                        "require('lib/tax').of(4)}}); }")
                 .status,
             200);
    QCOMPARE(m_client->post("/rest/people", "{}").member("t"), QByteArray("8"));
    picture("27-module");
    // It is deleted by its menu, once its name is typed.
    const QPoint place = list->visualItemRect(modules->child(0)).center();
    QContextMenuEvent event(QContextMenuEvent::Keyboard, place,
                            list->viewport()->mapToGlobal(place));
    QApplication::sendEvent(list->viewport(), &event);
    QTRY_VERIFY(QApplication::activePopupWidget());
    auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
    QTest::mouseClick(menu, Qt::LeftButton, {},
                      menu->actionGeometry(menu->actions().at(2)).center());
    question = dialog();
    QVERIFY(question);
    QTest::keyClicks(question->findChild<QLineEdit *>(QStringLiteral("askText")),
                     QStringLiteral("tax"));
    QTest::mouseClick(question->findChild<QPushButton *>(QStringLiteral("askAccept")),
                      Qt::LeftButton);
    QTRY_COMPARE(modules->childCount(), 1);
    QTRY_VERIFY(!find<QWidget>("codehookEditor") || !find<QWidget>("codehookEditor")->isVisible());
    QCOMPARE(m_client->post("/rest/people", "{}").status, 500);
}

QTEST_MAIN(TestHookEditor)
#include "tst_hookeditor.moc"
