// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/windowtest.h"
#include "ui/widgets/actions.h"

#include <Qsci/qsciscintilla.h>
#include <QApplication>
#include <QClipboard>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QMenuBar>
#include <QPlainTextEdit>
#include <QSet>
#include <QSettings>
#include <QTableView>
#include <QTabWidget>
#include <QTreeWidget>

/// The menus, the palette and the keys: all that can be done by name.
class TestMenus : public WindowTest
{
    Q_OBJECT

private slots:
    void listIsConsistent();
    void menusActOnThePanelWithTheFocus();
    void textsAreEditedByTheMenu();
    void paletteFindsWhatCanBeDone();
    void panesAreReachedByKey();
    void paletteBeginsWhatPagesDo();
    void cellsAreCopied();
    void inspectorsWindowKnowsTheKeys();
    void serverIsStartedWhenItIsStopped();
    void rowsOfTheInspectorHaveAMenu();
    void inspectorIsCollapsedToItsHead();
    void responsesAreTreesAndSearched();

private:
    /// The action of that text in the menu, as it is when the menu opens.
    QAction *entry(const char *menu, const char *text);
    /// Triggers the entry at @p path of the menu of the row of @p method, which is the first or the
    /// second; false: there is none.
    bool choose(const char *method, const QStringList &path);
    /// The pane that has the focus; null: none.
    QWidget *paneWithFocus();
};

QAction *TestMenus::entry(const char *menu, const char *text)
{
    for (const QAction *each : m_desk->window().menuBar()->actions()) {
        if (each->text().remove(u'&') != QLatin1String(menu))
            continue;
        emit each->menu()->aboutToShow();
        for (QAction *action : each->menu()->actions()) {
            if (action->text().remove(u'&') == QLatin1String(text))
                return action;
        }
    }
    return nullptr;
}

QWidget *TestMenus::paneWithFocus()
{
    for (QWidget *each = QApplication::focusWidget(); each; each = each->parentWidget()) {
        if (each->property("pane").toBool())
            return each;
    }
    return nullptr;
}

/// No name or key means two things in the same place, and each menu has its mnemonics once.
void TestMenus::listIsConsistent()
{
    QSet<QByteArray> names;
    QSet<QString> keys;
    QSet<QString> mnemonics;
    for (const Actions::Action &each : Actions::all()) {
        if (!*each.name)
            continue;
        QVERIFY2(!names.contains(each.name), each.name);
        names.insert(each.name);
        QVERIFY2(QLatin1String(each.keys).isEmpty() || !Actions::keys(each).isEmpty(), each.name);
        for (const QKeySequence &key : Actions::keys(each)) {
            const bool isOfOnePanel = each.menu == Actions::Menu::None;
            const QString used = key.toString()
                + (isOfOnePanel ? QString::number(int(each.scope)) : QStringLiteral("menu"));
            QVERIFY2(!keys.contains(used), each.name);
            keys.insert(used);
        }
        const qsizetype at = Actions::text(each).indexOf(u'&');
        if (at < 0)
            continue;
        const QString mnemonic =
            QString::number(int(each.menu)) + Actions::text(each).mid(at + 1, 1).toLower();
        QVERIFY2(!mnemonics.contains(mnemonic), each.name);
        mnemonics.insert(mnemonic);
    }
}

void TestMenus::menusActOnThePanelWithTheFocus()
{
    QVERIFY(entry("Edit", "Find"));
    QVERIFY(!entry("Edit", "Find")->isEnabled()); // no script is seen
    createCollection(QStringLiteral("people"));
    QVERIFY(!entry("Edit", "Find")->isEnabled());
    QVERIFY(entry("Collection", "Add document")->isEnabled());
    QVERIFY(!entry("Collection", "Delete selected documents")->isEnabled());
    openSettings(QStringLiteral("people"));
    find<QWidget>("codehookEditor")->setFocus();
    QVERIFY(entry("Edit", "Find")->isEnabled());
    QVERIFY(!entry("Collection", "Add document")->isEnabled());
    entry("Edit", "Find")->trigger();
    QTRY_VERIFY(find<QLineEdit>("findText")->isVisible());
    // The key stands in the menu and works in the script alone, once.
    QCOMPARE(entry("Edit", "Find")->shortcut(), QKeySequence(QStringLiteral("Ctrl+F")));
    // What is seen is acted on also while the focus is somewhere else.
    find<QTreeWidget>("navigator")->setFocus();
    typeScript("function beforePOST(req,res){res.end()}");
    find<QTreeWidget>("navigator")->setFocus();
    QVERIFY(entry("Script", "Format")->isEnabled());
    entry("Script", "Format")->trigger();
    QTRY_VERIFY(
        find<QsciScintilla>("codehookEditor")->text().contains(QLatin1String("(req, res)")));
    picture("90-edit-menu");
}

void TestMenus::textsAreEditedByTheMenu()
{
    createCollection(QStringLiteral("people"));
    auto *query = find<QLineEdit>("query");
    query->setFocus();
    QTest::keyClicks(query, QStringLiteral("abc"));
    QVERIFY(entry("Edit", "Select all")->isEnabled());
    entry("Edit", "Select all")->trigger();
    QCOMPARE(query->selectedText(), QStringLiteral("abc"));
    entry("Edit", "Cut")->trigger();
    QCOMPARE(query->text(), QString());
    entry("Edit", "Undo")->trigger();
    QCOMPARE(query->text(), QStringLiteral("abc"));
    find<QTreeWidget>("navigator")->setFocus();
    QVERIFY(!entry("Edit", "Cut")->isEnabled());
}

void TestMenus::paletteFindsWhatCanBeDone()
{
    createCollection(QStringLiteral("customers"));
    openSettings(QStringLiteral("customers"));
    const auto rows = [this](const QString &typed) {
        QTest::keyClick(&m_desk->window(), Qt::Key_P, Qt::ControlModifier);
        [&] { QTRY_VERIFY(find<QLineEdit>("pickerText")); }();
        QTest::keyClicks(find<QLineEdit>("pickerText"), typed);
        QStringList texts;
        auto *list = find<QListWidget>("pickerList");
        for (int row = 0; row < list->count(); ++row)
            texts.append(list->item(row)->text());
        QTest::keyClick(find<QLineEdit>("pickerText"), Qt::Key_Escape);
        [&] { QTRY_VERIFY(!find<QLineEdit>("pickerText")); }();
        return texts;
    };
    QVERIFY(rows(QStringLiteral("toggle comment"))
                .value(0)
                .startsWith(QLatin1String("Toggle comment")));
    // What stands behind the name is searched too, and words in any order.
    QVERIFY(rows(QStringLiteral("customers code")).value(0).startsWith(QLatin1String("customers")));
    QVERIFY(rows(QStringLiteral("code customers")).value(0).startsWith(QLatin1String("customers")));
    QVERIFY(rows(QStringLiteral("zzqq")).value(0) == QLatin1String("No matches"));
}

/// What the buttons of pages begin is reached without them.
void TestMenus::paletteBeginsWhatPagesDo()
{
    const auto choose = [this](const QString &typed) {
        m_desk->window().activateWindow(); // a dialog had it
        QVERIFY(QTest::qWaitForWindowActive(&m_desk->window()));
        QTest::keyClick(&m_desk->window(), Qt::Key_P, Qt::ControlModifier);
        [&] { QTRY_VERIFY(find<QLineEdit>("pickerText")); }();
        QTest::keyClicks(find<QLineEdit>("pickerText"), typed);
        QTest::keyClick(find<QLineEdit>("pickerText"), Qt::Key_Return);
        [&] { QTRY_VERIFY(!find<QLineEdit>("pickerText")); }();
    };
    choose(QStringLiteral("new job"));
    QTRY_VERIFY(find<QLineEdit>("jobDescription"));
    QTRY_VERIFY(find<QLineEdit>("jobDescription")->hasFocus());
    choose(QStringLiteral("new module"));
    QVERIFY(dialog());
    dialog()->reject();
    choose(QStringLiteral("new api key"));
    QDialog *asked = dialog();
    QVERIFY(asked);
    asked->reject();
    QCOMPARE(find<QTabWidget>("tabs")->tabText(find<QTabWidget>("tabs")->currentIndex()),
             QStringLiteral("API keys"));
}

void TestMenus::panesAreReachedByKey()
{
    fill(R"([{"name":"Ann"},{"name":"Bob"}])");
    grid()->selectRow(0);
    find<QTreeWidget>("navigator")->setFocus();
    QSet<QWidget *> seen;
    for (int i = 0; i < 4; ++i) {
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_F6);
        seen.insert(paneWithFocus());
    }
    QVERIFY(!seen.contains(nullptr));
    QCOMPARE(seen.size(), 4); // the list, the table, the document, the inspector
    QVERIFY(seen.contains(grid()));
    QVERIFY(seen.contains(find<QTableView>("inspectorTable")));
    const QWidget *last = QApplication::focusWidget();
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_F6);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_F6, Qt::ShiftModifier);
    QCOMPARE(QApplication::focusWidget(), last);
}

void TestMenus::cellsAreCopied()
{
    fill(R"([{"name":"Ann\t1","age":3},{"name":"B\"ob"}])");
    const auto cell = [this](int row, const char *field) {
        for (int column = 0; column < grid()->model()->columnCount(); ++column) {
            if (grid()->model()->headerData(column, Qt::Horizontal).toString()
                == QLatin1String(field))
                return grid()->model()->index(row, column);
        }
        return QModelIndex();
    };
    grid()->setFocus();
    grid()->setCurrentIndex(cell(0, "age"));
    QTest::keyClick(grid(), Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("3"));
    picture("91-cell-cursor");
    QTest::keyClick(grid(), Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(grid(), Qt::Key_C, Qt::ControlModifier);
    QTRY_VERIFY(QApplication::clipboard()->text().contains(u'\n'));
    const QStringList lines = QApplication::clipboard()->text().split(u'\n');
    QCOMPARE(lines.size(), 3);
    const auto at = lines[0].split(u'\t').indexOf(QStringLiteral("name"));
    QVERIFY(at >= 0);
    QVERIFY(lines[1].contains(QLatin1String("\"Ann\t1\"")));
    QCOMPARE(lines[2].split(u'\t').value(at), QStringLiteral("\"B\"\"ob\""));
}

void TestMenus::inspectorsWindowKnowsTheKeys()
{
    createCollection(QStringLiteral("people"));
    QTest::keyClick(&m_desk->window(), Qt::Key_J, Qt::ControlModifier | Qt::AltModifier);
    auto *table = find<QTableView>("inspectorTable");
    QTRY_VERIFY(table->window() != &m_desk->window());
    table->window()->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(table->window()));
    table->setFocus();
    QTest::keyClick(table, Qt::Key_J, Qt::ControlModifier | Qt::ShiftModifier);
    auto *tabs = find<QTabWidget>("tabs");
    QTRY_COMPARE(tabs->tabText(tabs->currentIndex()), QStringLiteral("System_jobs"));
    const int count = tabs->count();
    // There is no window manager here, so what is activated may not stay so.
    QTRY_VERIFY((table->window()->activateWindow(), QTest::qWait(50),
                 QApplication::activeWindow() == table->window()));
    table->setFocus();
    QTest::keyClick(table, Qt::Key_W, Qt::ControlModifier);
    QCOMPARE(tabs->count(), count);
    QTest::keyClick(table, Qt::Key_J, Qt::ControlModifier | Qt::AltModifier);
    QTRY_COMPARE(table->window(), &m_desk->window());
    m_desk->window().activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&m_desk->window()));
    table->setFocus();
    QTest::keyClick(table, Qt::Key_W, Qt::ControlModifier);
    QTRY_COMPARE(tabs->count(), count - 1);
}

void TestMenus::serverIsStartedWhenItIsStopped()
{
    QVERIFY(!entry("Server", "Start")->isEnabled());
    QVERIFY(entry("Server", "Stop")->isEnabled());
    entry("Server", "Stop")->trigger();
    QTRY_VERIFY(entry("Server", "Start")->isEnabled());
    QVERIFY(!entry("Server", "Stop")->isEnabled());
    entry("Server", "Start")->trigger();
    QTRY_VERIFY(entry("Server", "Stop")->isEnabled());
}

bool TestMenus::choose(const char *method, const QStringList &path)
{
    auto *table = find<QTableView>("inspectorTable");
    constexpr int MethodColumn = 1;
    const auto rowOf = [table](const char *method) {
        const bool isFirst =
            table->model()->index(0, MethodColumn).data().toString() == QLatin1String(method);
        return table->model()->index(isFirst ? 0 : 1, MethodColumn);
    };
    const QPoint at = table->visualRect(rowOf(method)).center();
    emit table->customContextMenuRequested(at);
    QMenu *menu = table->findChild<QMenu *>(QStringLiteral("trafficMenu"));
    QAction *found = nullptr;
    for (const QString &text : path) {
        found = nullptr;
        for (QAction *each : menu ? menu->actions() : QList<QAction *>()) {
            if (each->text() == text)
                found = each;
        }
        menu = found ? found->menu() : nullptr;
    }
    if (found)
        found->trigger();
    table->findChild<QMenu *>(QStringLiteral("trafficMenu"))->close();
    [table] { QTRY_VERIFY(!table->findChild<QMenu *>(QStringLiteral("trafficMenu"))); }();
    return found != nullptr;
}

void TestMenus::rowsOfTheInspectorHaveAMenu()
{
    createCollection(QStringLiteral("people"));
    QCOMPARE(m_client->post("/rest/people", "{\"name\":\"it's\"}").status, 201);
    QCOMPARE(m_client->get("/rest/people?q=%7B%7D").status, 200);
    auto *table = find<QTableView>("inspectorTable");
    QTRY_COMPARE(table->model()->rowCount(), 2);
    const auto copied = [] { return QApplication::clipboard()->text(); };
    QVERIFY(choose("POST", {QStringLiteral("Copy as cURL")}));
    QVERIFY(copied().contains(QLatin1String("--data-binary '{\"name\":\"it'\\''s\"}'")));
    QVERIFY(choose("POST", {QStringLiteral("Copy as fetch")}));
    QVERIFY(copied().contains(QLatin1String("body: \"{\\\"name\\\":\\\"it's\\\"}\"")));
    QVERIFY(choose("GET", {QStringLiteral("Copy address")}));
    QVERIFY(copied().endsWith(QLatin1String("/rest/people?q=%7B%7D")));
    QVERIFY(choose("POST", {QStringLiteral("Copy as HAR")}));
    QTRY_VERIFY(copied().contains(QLatin1String("\"entries\"")));
    const auto har = Json::Document::parse(copied().toUtf8());
    const auto entries = har->root().value("log").value("entries").items();
    QCOMPARE(entries.size(), size_t(1));
    QCOMPARE(entries.front().value("request").value("method").toString(), QStringLiteral("POST"));
    QVERIFY(!entries.front().value("response").value("headers").items().empty());
    QVERIFY(choose("POST", {QStringLiteral("Hide"), QStringLiteral("-method:POST")}) == false);
    QVERIFY(choose("POST", {QStringLiteral("Hide"), QStringLiteral("method:POST")}));
    QCOMPARE(find<QLineEdit>("inspectorFilter")->text(), QStringLiteral("-method:POST"));
    QTRY_COMPARE(table->model()->rowCount(), 1);
    QVERIFY(choose("GET", {QStringLiteral("Show only"), QStringLiteral("status:404")}) == false);
    QVERIFY(choose("GET", {QStringLiteral("Show only"), QStringLiteral("path:/rest/people")}));
    QCOMPARE(find<QLineEdit>("inspectorFilter")->text(),
             QStringLiteral("-method:POST path:/rest/people"));
    QTRY_COMPARE(table->model()->rowCount(), 1);
    // The opposite takes its place.
    find<QLineEdit>("inspectorFilter")->setText(QStringLiteral("-status:200"));
    QTRY_COMPARE(table->model()->rowCount(), 1);
    find<QLineEdit>("inspectorFilter")->setText(QStringLiteral("-status:404"));
    QTRY_COMPARE(table->model()->rowCount(), 2);
    QVERIFY(choose("GET", {QStringLiteral("Show only"), QStringLiteral("status:200")}));
    QVERIFY(choose("GET", {QStringLiteral("Hide"), QStringLiteral("status:200")}));
    QCOMPARE(find<QLineEdit>("inspectorFilter")->text(), QStringLiteral("-status:404 -status:200"));
}

void TestMenus::inspectorIsCollapsedToItsHead()
{
    createCollection(QStringLiteral("people"));
    const int before = grid()->height();
    auto *inspector = find<QWidget>("inspector");
    const int whole = inspector->height();
    click("collapseInspector");
    QTRY_VERIFY(inspector->height() < 60);
    QVERIFY(!find<QTableView>("inspectorTable")->isVisible());
    QTRY_VERIFY(grid()->height() > before + whole - 80); // the page has the room
    picture("96-collapsed");
    QCOMPARE(QSettings().value(QStringLiteral("inspector/collapsed")).toBool(), true);
    QTest::keyClick(&m_desk->window(), Qt::Key_I, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_VERIFY(find<QTableView>("inspectorTable")->isVisible());
    QCOMPARE(QApplication::focusWidget(), find<QLineEdit>("inspectorFilter"));
    QVERIFY(inspector->height() > 60);
    // A window of its own has no use for it.
    click("collapseInspector");
    QTest::keyClick(&m_desk->window(), Qt::Key_J, Qt::ControlModifier | Qt::AltModifier);
    QTRY_VERIFY(inspector->isWindow());
    QVERIFY(find<QTableView>("inspectorTable")->isVisible());
    QVERIFY(!find<QWidget>("collapseInspector")->isVisible());
}

void TestMenus::responsesAreTreesAndSearched()
{
    createCollection(QStringLiteral("people"));
    QCOMPARE(m_client->post("/rest/people", R"({"name":"Ann","tags":["red","blue"],"n":7})").status,
             201);
    auto *table = find<QTableView>("inspectorTable");
    QTRY_COMPARE(table->model()->rowCount(), 1);
    table->selectRow(0);
    table->setFocus();
    auto *text = find<QPlainTextEdit>("detailsResponse");
    QTRY_VERIFY(text->toPlainText().contains(QLatin1String("\"Ann\"")));
    // The key works in the details, which are what is looked into.
    find<QWidget>("detailsFind")->setFocus();
    QTest::keyClick(find<QWidget>("detailsFind"), Qt::Key_F, Qt::ControlModifier);
    auto *typed = find<QLineEdit>("detailsResponseSearch");
    QTRY_VERIFY(typed->isVisible());
    QTest::keyClicks(typed, QStringLiteral("re"));
    QVERIFY(text->extraSelections().size() >= 2); // _created, red
    click("detailsTree");
    auto *tree = find<QTreeWidget>("detailsResponseTree");
    QTRY_VERIFY(tree->isVisible());
    const auto seen = [tree](const QString &name) {
        const auto items = tree->findItems(name, Qt::MatchExactly | Qt::MatchRecursive);
        return !items.isEmpty() && !items.first()->isHidden();
    };
    QVERIFY(seen(QStringLiteral("tags"))); // red is in it
    QVERIFY(!seen(QStringLiteral("name")));
    typed->clear();
    QVERIFY(seen(QStringLiteral("name")));
    QCOMPARE(tree->findItems(QStringLiteral("n"), Qt::MatchExactly).first()->text(1),
             QStringLiteral("7"));
    picture("98-response-tree");
    QTest::keyClick(typed, Qt::Key_Escape);
    QVERIFY(!typed->isVisible());
    // What is no JSON is text all the same.
    QCOMPARE(m_client->send("DELETE", "/rest/people/*?q={\"n\":8}").status, 200);
    click("detailsTree");
    QVERIFY(text->isVisible());
}

QTEST_MAIN(TestMenus)
#include "tst_menus.moc"
