// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/windowtest.h"

#include <QApplication>
#include <QCursor>
#include <QHeaderView>
#include <QHelpEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QPushButton>
#include <QTabWidget>
#include <QToolButton>
#include <QToolTip>

/// What a table of documents can do: its columns, and what begins with a cell.
class TestGrid : public WindowTest
{
    Q_OBJECT

private slots:
    void columnsAreHiddenMovedAndKept();
    void valuesFilter();
    void typedQueriesAreTaken();
    void documentsAreDuplicated();
    void relatedDocumentsAreOpened();
    void fieldsAreRenamedInDocuments();
    void severalColumnsSort();
    void viewsAreSaved();
    void columnsOfGoneFieldsGo();
    void relatedDocumentsAreSeen();

private:
    int columnOf(const char *field);
    void goTo(int row, const char *field);
    /// Triggers the entry of that text in the menu of the header over @p field.
    void chooseInHeader(const char *field, const QString &text);
    QStringList shownFields();
    QStringList values(const char *field);
    /// Clicks the head of a column.
    void sortBy(const char *field, Qt::KeyboardModifiers modifiers = {});
    /// Opens the menu of views and triggers the entry of that text in it.
    void chooseView(const QString &text);
    QString query() { return find<QLineEdit>("query")->text(); }
};

int TestGrid::columnOf(const char *field)
{
    for (int column = 0; column < grid()->model()->columnCount(); ++column) {
        const QString head = grid()->model()->headerData(column, Qt::Horizontal).toString();
        if (head.section(u' ', 0, 0) == QLatin1String(field)) // it tells the place in the order
            return column;
    }
    return -1;
}

void TestGrid::goTo(int row, const char *field)
{
    grid()->setFocus();
    grid()->setCurrentIndex(grid()->model()->index(row, columnOf(field)));
}

QStringList TestGrid::shownFields()
{
    QStringList fields;
    const QHeaderView &header = *grid()->horizontalHeader();
    for (int place = 0; place < header.count(); ++place) {
        const int column = header.logicalIndex(place);
        const QString field = grid()->model()->headerData(column, Qt::Horizontal).toString();
        if (!header.isSectionHidden(column) && !field.startsWith(u'_'))
            fields.append(field);
    }
    return fields;
}

void TestGrid::chooseInHeader(const char *field, const QString &text)
{
    QHeaderView *header = grid()->horizontalHeader();
    const int column = columnOf(field);
    emit header->customContextMenuRequested(QPoint(header->sectionViewportPosition(column) + 5, 5));
    auto *menu = grid()->findChild<QMenu *>(QStringLiteral("gridColumns"));
    QVERIFY(menu);
    for (QAction *each : menu->actions()) {
        if (each->text() == text)
            each->trigger();
    }
    menu->close();
    QTRY_VERIFY(!grid()->findChild<QMenu *>(QStringLiteral("gridColumns")));
}

void TestGrid::columnsAreHiddenMovedAndKept()
{
    fill(R"([{"a":1,"b":2,"c":3}])");
    QCOMPARE(shownFields(), QStringList({"a", "b", "c"}));
    chooseInHeader("b", QStringLiteral("Hide b"));
    QCOMPARE(shownFields(), QStringList({"a", "c"}));
    grid()->horizontalHeader()->moveSection(0, 1);
    grid()->horizontalHeader()->moveSection(1, 2); // over the hidden one
    QCOMPARE(shownFields(), QStringList({"c", "a"}));
    grid()->horizontalHeader()->resizeSection(columnOf("c"), 77);
    // A column that comes later changes nothing of it.
    QCOMPARE(m_client->post("/rest/people", R"({"d":4})").status, 201);
    QTRY_VERIFY(columnOf("d") >= 0);
    QCOMPARE(shownFields(), QStringList({"c", "a", "d"}));
    // It is there again when the documents are.
    auto *tabs = find<QTabWidget>("tabs");
    emit tabs->tabCloseRequested(tabs->currentIndex());
    QTRY_VERIFY(!find<QTableView>("grid"));
    QTest::keyClick(&m_desk->window(), Qt::Key_T, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_VERIFY(find<QTableView>("grid") && columnOf("d") >= 0);
    QCOMPARE(shownFields(), QStringList({"c", "a", "d"}));
    QCOMPARE(grid()->columnWidth(columnOf("c")), 77);
    chooseInHeader("a", QStringLiteral("Reset columns"));
    QCOMPARE(shownFields(), QStringList({"a", "b", "c", "d"}));
}

void TestGrid::valuesFilter()
{
    fill(R"([{"city":"Oslo","n":1},{"city":"Bergen","n":1},{"city":"Oslo","n":2},{"n":1}])");
    goTo(0, "city");
    trigger("filterByValue");
    QCOMPARE(query(), QStringLiteral("city = \"Oslo\""));
    QTRY_COMPARE(grid()->model()->rowCount(), 2);
    goTo(0, "n");
    QTest::keyClick(grid(), Qt::Key_Return, Qt::AltModifier | Qt::ShiftModifier);
    QCOMPARE(query(), QStringLiteral("city = \"Oslo\" and n != 1"));
    QTRY_COMPARE(grid()->model()->rowCount(), 1);
    QTRY_VERIFY(json()->toPlainText().isEmpty()); // it showed one that is filtered out
    picture("92-filtered");
    // What a document has not is a value too.
    find<QLineEdit>("query")->clear();
    click("refresh");
    QTRY_COMPARE(grid()->model()->rowCount(), 4);
    goTo(3, "city");
    trigger("filterByValue");
    QTRY_COMPARE(grid()->model()->rowCount(), 1);
}

void TestGrid::typedQueriesAreTaken()
{
    fill(R"([{"name":"Ann","age":31},{"name":"Bob","age":9},{"name":"Anna","age":40}])");
    const auto type = [this](const char *text) {
        auto *field = find<QLineEdit>("query");
        field->setFocus();
        field->selectAll();
        QTest::keyClick(field, Qt::Key_Delete);
        field->setText(QLatin1String(text));
        QTest::keyClick(field, Qt::Key_Return);
    };
    type("age >= 31");
    QTRY_COMPARE(grid()->model()->rowCount(), 2);
    type("name ~ ann and age < 40");
    QTRY_COMPARE(grid()->model()->rowCount(), 1);
    type("bob");
    QTRY_COMPARE(grid()->model()->index(0, columnOf("name")).data().toString(),
                 QStringLiteral("Bob"));
    QCOMPARE(grid()->model()->rowCount(), 1);
    type("{\"age\": }");
    QTRY_VERIFY(find<QLabel>("totals")->text().contains(QLatin1String("not valid JSON")));
    QCOMPARE(find<QLineEdit>("query")->property("invalid").toBool(), true);
    QCOMPARE(grid()->model()->rowCount(), 1); // what was shown stays
    type("{\"age\": 40}");
    QTRY_COMPARE(grid()->model()->index(0, columnOf("name")).data().toString(),
                 QStringLiteral("Anna"));
    QCOMPARE(find<QLineEdit>("query")->property("invalid").toBool(), false);
}

void TestGrid::documentsAreDuplicated()
{
    fill(R"([{"name":"Ann","tags":["x"]}])");
    goTo(0, "name");
    QTest::keyClick(grid(), Qt::Key_D, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_VERIFY(json()->toPlainText().contains(QLatin1String("\"Ann\"")));
    QVERIFY(!json()->toPlainText().contains(QLatin1String("_id")));
    click("saveDocument");
    QTRY_COMPARE(grid()->model()->rowCount(), 2);
    const auto all = Json::Document::parse(m_client->get("/rest/people?q={\"name\":\"Ann\"}").body);
    QCOMPARE(all->root().items().size(), size_t(2));
    QCOMPARE(all->root().items().back().value("tags").toJson(), QByteArray("[\"x\"]"));
}

void TestGrid::relatedDocumentsAreOpened()
{
    createCollection(QStringLiteral("companies"));
    const QByteArray id =
        m_client->post("/rest/companies", R"({"title":"Acme"})").member("_id").replace('"', "");
    QCOMPARE(m_client->post("/rest/companies", R"({"title":"Other"})").status, 201);
    createCollection(QStringLiteral("people"));
    QCOMPARE(m_client
                 ->send("PUT", "/admin/v1/collections/people",
                        R"({"fields":[{"name":"firm","type":"relation","collection":"companies"},)"
                        R"({"name":"name","type":"text"}]})")
                 .status,
             200);
    QCOMPARE(m_client->post("/rest/people", "{\"name\":\"Ann\",\"firm\":\"" + id + "\"}").status,
             201);
    auto *tabs = find<QTabWidget>("tabs");
    emit tabs->tabCloseRequested(tabs->currentIndex());
    QTest::keyClick(&m_desk->window(), Qt::Key_T, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_COMPARE(grid()->model()->rowCount(), 1);
    const auto follow = [this] {
        return grid()->findChild<QAction *>(QStringLiteral("followReference"));
    };
    goTo(0, "name");
    QVERIFY(!follow()->isEnabled());
    goTo(0, "firm");
    QTRY_VERIFY(follow()->isEnabled());
    QTest::keyClick(grid(), Qt::Key_Return, Qt::ControlModifier | Qt::AltModifier);
    QTRY_COMPARE(tabs->tabText(tabs->currentIndex()), QStringLiteral("companies"));
    QTRY_VERIFY(json()->toPlainText().contains(QLatin1String("Acme")));
    QCOMPARE(grid()->model()->rowCount(), 1);
}

/// A field that is declared with another name keeps its values, where that is wanted.
void TestGrid::fieldsAreRenamedInDocuments()
{
    createCollection(QStringLiteral("people"));
    QCOMPARE(m_client
                 ->send("PUT", "/admin/v1/collections/people",
                        R"({"fields":[{"name":"first","type":"text"},{"name":"n","type":"text"}]})")
                 .status,
             200);
    QByteArray documents = R"([{"first":"both","given":"mine"})";
    for (int i = 0; i < 120; ++i) // more than a page
        documents.append(",{\"first\":\"p" + QByteArray::number(i) + "\"}");
    QCOMPARE(m_client->post("/rest/people", documents + ']').status, 201);
    openSettings(QStringLiteral("people"));
    constexpr int Fields = 1;
    find<QTabWidget>("inner")->setCurrentIndex(Fields);
    QTRY_VERIFY(find<QLineEdit>("field_name")->isVisible());
    QTRY_COMPARE(find<QLineEdit>("field_name")->text(), QStringLiteral("first"));
    const auto call = [this](const char *name) {
        find<QLineEdit>("field_name")->setFocus();
        find<QLineEdit>("field_name")->selectAll();
        QTest::keyClicks(find<QLineEdit>("field_name"), QLatin1String(name));
        click("saveFields");
    };
    const auto count = [this](const char *field) {
        return m_client
            ->get(QByteArray("/rest/people?max=1&totals=true&q={\"") + field
                  + "\":{\"$exists\":true}}")
            .member("totals");
    };
    call("given");
    answer("askAccept");
    QTRY_VERIFY(
        notice().contains(QLatin1String("The field was renamed to given in 120 documents.")));
    QVERIFY2(notice().contains(QLatin1String("1 document has both fields")), qPrintable(notice()));
    QVERIFY(count("first").contains("\"total\":1,") || count("first").contains("\"total\":1}"));
    QVERIFY(count("given").contains("\"total\":121"));
    QCOMPARE(Json::Document::parse(m_client->get(R"(/rest/people?q={"first":"both"})").body)
                 ->root()
                 .items()
                 .front()
                 .value("given")
                 .toString(),
             QStringLiteral("mine"));
    // A name that nothing has is no question.
    find<QListWidget>("fields")->setCurrentRow(1);
    call("m");
    settle();
    QVERIFY(!m_desk->window().findChild<QDialog *>());
}

QStringList TestGrid::values(const char *field)
{
    QStringList values;
    for (int row = 0; row < grid()->model()->rowCount(); ++row)
        values.append(grid()->model()->index(row, columnOf(field)).data().toString());
    return values;
}

void TestGrid::sortBy(const char *field, Qt::KeyboardModifiers modifiers)
{
    QHeaderView *header = grid()->horizontalHeader();
    const QPoint at(header->sectionViewportPosition(columnOf(field)) + 20, header->height() / 2);
    QTest::mouseClick(header->viewport(), Qt::LeftButton, modifiers, at);
}

void TestGrid::severalColumnsSort()
{
    fill(R"([{"city":"Oslo","n":1},{"city":"Bergen","n":2},{"city":"Oslo","n":3}])");
    sortBy("city");
    QTRY_COMPARE(values("city"), QStringList({"Bergen", "Oslo", "Oslo"}));
    QCOMPARE(grid()->horizontalHeader()->sortIndicatorSection(), columnOf("city"));
    sortBy("n", Qt::ShiftModifier);
    sortBy("n", Qt::ShiftModifier); // the other way round
    QTRY_COMPARE(values("n"), QStringList({"2", "3", "1"}));
    const auto head = [this](const char *field) {
        return grid()->model()->headerData(columnOf(field), Qt::Horizontal).toString();
    };
    QCOMPARE(head("city"), QStringLiteral("city ↑1"));
    QCOMPARE(head("n"), QStringLiteral("n ↓2"));
    picture("93-two-sort-columns");
    chooseInHeader("n", QStringLiteral("Remove this sort column"));
    QTRY_COMPARE(values("n"), QStringList({"2", "1", "3"}));
    sortBy("n"); // alone
    QTRY_COMPARE(values("n"), QStringList({"1", "2", "3"}));
    QCOMPARE(head("city"), QStringLiteral("city"));
    sortBy("n"); // downwards
    sortBy("n", Qt::ShiftModifier); // it is the only one: none is left
    QTRY_COMPARE(values("city"), QStringList({"Oslo", "Bergen", "Oslo"}));
    QVERIFY(find<QLabel>("totals")->text().startsWith(QLatin1String("3 documents")));
    sortBy("n");
    QTRY_COMPARE(values("n"), QStringList({"1", "2", "3"}));
    chooseInHeader("n", QStringLiteral("Clear sorting"));
    QTRY_COMPARE(values("city"), QStringList({"Oslo", "Bergen", "Oslo"}));
    QCOMPARE(grid()->horizontalHeader()->sortIndicatorSection(), -1);
}

void TestGrid::chooseView(const QString &text)
{
    auto *button = find<QToolButton>("savedViews");
    emit button->menu()->aboutToShow();
    for (QAction *each : button->menu()->actions()) {
        if (each->text() == text)
            return each->trigger();
    }
    QFAIL(qPrintable(text));
}

void TestGrid::viewsAreSaved()
{
    fill(R"([{"city":"Oslo","n":1},{"city":"Bergen","n":2},{"city":"Oslo","n":3}])");
    find<QLineEdit>("query")->setText(QStringLiteral("city = Oslo"));
    click("refresh");
    sortBy("n");
    sortBy("n"); // downwards
    chooseInHeader("city", QStringLiteral("Hide city"));
    QTRY_COMPARE(values("n"), QStringList({"3", "1"}));
    const QString name = QStringLiteral("Oslo & co / last");
    chooseView(QStringLiteral("Save view…"));
    QTRY_VERIFY(find<QLineEdit>("askText"));
    find<QLineEdit>("askText")->setText(name);
    answer("askAccept");
    // Something else is looked at, and the view comes back, after a restart of the page as well.
    chooseInHeader("n", QStringLiteral("Reset columns"));
    chooseInHeader("n", QStringLiteral("Clear sorting"));
    find<QLineEdit>("query")->clear();
    click("refresh");
    QTRY_COMPARE(values("n"), QStringList({"1", "2", "3"}));
    QCOMPARE(shownFields(), QStringList({"city", "n"}));
    auto *tabs = find<QTabWidget>("tabs");
    emit tabs->tabCloseRequested(tabs->currentIndex());
    QTRY_VERIFY(!find<QTableView>("grid"));
    QTest::keyClick(&m_desk->window(), Qt::Key_T, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_VERIFY(find<QTableView>("grid") && columnOf("n") >= 0);
    const QString entry = QString(name).replace(u'&', QLatin1String("&&"));
    chooseView(entry);
    QTRY_COMPARE(values("n"), QStringList({"3", "1"}));
    QCOMPARE(query(), QStringLiteral("city = Oslo"));
    QCOMPARE(shownFields(), QStringList({"n"}));
    // The same entry stands in the menu for deleting.
    emit find<QToolButton>("savedViews")->menu()->aboutToShow();
    for (QAction *each : find<QToolButton>("savedViews")->menu()->actions()) {
        if (each->menu())
            each->menu()->actions().first()->trigger();
    }
    answer("askAccept");
    emit find<QToolButton>("savedViews")->menu()->aboutToShow();
    QCOMPARE(find<QToolButton>("savedViews")->menu()->actions().first()->text(),
             QStringLiteral("No saved views"));
}

void TestGrid::columnsOfGoneFieldsGo()
{
    fill(R"([{"a":1}])");
    const QByteArray id =
        m_client->post("/rest/people", R"({"gone":2})").member("_id").replace('"', "");
    QTRY_VERIFY(columnOf("gone") >= 0);
    QCOMPARE(m_client->send("PATCH", "/rest/people/" + id, R"({"$unset":{"gone":""}})").status,
             200);
    QTRY_COMPARE(columnOf("gone"), -1);
    QVERIFY(columnOf("a") >= 0);
}

/// The cell of a relation shows its document while the mouse rests there.
void TestGrid::relatedDocumentsAreSeen()
{
    createCollection(QStringLiteral("companies"));
    const QByteArray id = m_client->post("/rest/companies", R"({"title":"<b>Acme</b>"})")
                              .member("_id")
                              .replace('"', "");
    createCollection(QStringLiteral("people"));
    QCOMPARE(
        m_client
            ->send("PUT", "/admin/v1/collections/people",
                   R"({"fields":[{"name":"firm","type":"relation","collection":"companies"}]})")
            .status,
        200);
    QCOMPARE(m_client->post("/rest/people", R"({"firm":")" + id + R"("})").status, 201);
    QTRY_COMPARE(grid()->model()->rowCount(), 1);
    const QPoint at = grid()->visualRect(grid()->model()->index(0, columnOf("firm"))).center();
    QWidget *viewport = grid()->viewport();
    QCursor::setPos(viewport->mapToGlobal(at));
    QHelpEvent rest(QEvent::ToolTip, at, viewport->mapToGlobal(at));
    QApplication::sendEvent(viewport, &rest);
    QTRY_VERIFY(QToolTip::isVisible());
    QVERIFY2(QToolTip::text().contains(QLatin1String("&lt;b&gt;Acme")),
             qPrintable(QToolTip::text()));
    QToolTip::hideText();
}

QTEST_MAIN(TestGrid)
#include "tst_grid.moc"
