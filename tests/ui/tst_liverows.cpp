// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/slowclient.h"
#include "tests/ui/windowtest.h"
#include "ui/documents/documentfeed.h"
#include "ui/documents/documentmodel.h"
#include "ui/widgets/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QItemSelectionModel>
#include <QLabel>
#include <QLineEdit>
#include <QScrollBar>
#include <QSignalSpy>

/// The table of documents while others write: what is selected, and what is being typed, stays with
/// its document, wherever that goes.
class TestLiveRows : public WindowTest
{
    Q_OBJECT

private slots:
    void typedTextIsStoredInItsDocument();
    void typedTextIsKeptWhenItsDocumentIsGone();
    void fieldStaysWhileItIsTyped();
    void selectionStaysWithItsDocuments();
    void nothingElseIsSelectedInsteadOfWhatIsGone();
    void severalStaySelected();
    void rowsThatMoveStaySelected();
    void queryEndsTheSelection();
    void farRowsStaySelected();
    void newDocumentIsAskedAboutOnce();
    void slowReadsComeToAnEnd();
    void readerKeepsTheirPlace();
    void messageOutlivesChangesOfOthers();
    void otherFieldsAreShown();
    void droppedCollectionShowsNothing();

private:
    QByteArray idOf(const QByteArray &name);
    /// Types @p text into the first cell of @p row.
    QLineEdit *type(int row, const QString &text);
    QString name(int row) { return grid()->model()->index(row, 0).data().toString(); }
    void remove(const QByteArray &name)
    {
        QCOMPARE(m_client->send("DELETE", "/rest/people/" + idOf(name)).status, 200);
    }
    /// Chooses the rows, as with Ctrl and the mouse.
    void select(const QList<int> &rows);
    /// The names of the selected documents.
    QStringList selected();
    int rows() { return grid()->model()->rowCount(); }
};

QByteArray TestLiveRows::idOf(const QByteArray &name)
{
    const auto found =
        m_client
            ->get("/rest/people?q=" + QByteArray("{\"name\":\"" + name + "\"}").toPercentEncoding())
            .json();
    return found.root().items().front().value("_id").text().toByteArray();
}

void TestLiveRows::select(const QList<int> &rows)
{
    grid()->clearSelection();
    for (const int row : rows)
        grid()->selectionModel()->select(grid()->model()->index(row, 0),
                                         QItemSelectionModel::Select | QItemSelectionModel::Rows);
    grid()->selectionModel()->setCurrentIndex(grid()->model()->index(rows.last(), 0),
                                              QItemSelectionModel::NoUpdate);
}

QStringList TestLiveRows::selected()
{
    QStringList names;
    for (const QModelIndex &index : grid()->selectionModel()->selectedRows(0))
        names.append(index.data().toString());
    names.sort();
    return names;
}

QLineEdit *TestLiveRows::type(int row, const QString &text)
{
    grid()->setFocus();
    grid()->setCurrentIndex(grid()->model()->index(row, 0));
    QTest::keyClick(grid(), Qt::Key_F2);
    auto *edit = grid()->viewport()->findChild<QLineEdit *>();
    if (edit) {
        edit->selectAll();
        QTest::keyClicks(edit, text);
    }
    return edit;
}

void TestLiveRows::typedTextIsStoredInItsDocument()
{
    fill(R"([{"name":"Ann"},{"name":"Bob"},{"name":"Cid"},{"name":"Dan"}])");
    QLineEdit *edit = type(1, QStringLiteral("Bobby"));
    QVERIFY(edit);
    remove("Ann");
    QTRY_COMPARE(rows(), 3);
    QTRY_COMPARE(name(1), QStringLiteral("Cid"));
    QTest::keyClick(edit, Qt::Key_Return);
    QTRY_COMPARE(name(0), QStringLiteral("Bobby"));
    settle();
    QVERIFY(!idOf("Bobby").isEmpty());
    QVERIFY(!idOf("Cid").isEmpty());
}

void TestLiveRows::typedTextIsKeptWhenItsDocumentIsGone()
{
    fill(R"([{"name":"Ann"},{"name":"Bob"},{"name":"Cid"}])");
    QVERIFY(type(1, QStringLiteral("Bobby")));
    remove("Bob");
    QTRY_COMPARE(rows(), 2);
    QTRY_VERIFY(!grid()->viewport()->findChild<QLineEdit *>());
    QVERIFY(idOf("Cid").size() > 0);
    const auto edits = qobject_cast<DocumentModel *>(grid()->model())->edits().edits();
    QCOMPARE(edits.size(), 1);
    QCOMPARE(edits.begin()->typed, QStringLiteral("Bobby"));
    QVERIFY(edits.begin()->message.contains(QLatin1String("\"Bobby\" was typed into name")));
}

void TestLiveRows::fieldStaysWhileItIsTyped()
{
    fill(R"([{"name":"Ann"},{"name":"Bob","town":"Oslo"}])");
    const auto header = [this](int column) {
        return grid()->model()->headerData(column, Qt::Horizontal).toString();
    };
    QCOMPARE(header(1), QStringLiteral("town"));
    grid()->setFocus();
    grid()->setCurrentIndex(grid()->model()->index(1, 1));
    QTest::keyClick(grid(), Qt::Key_F2);
    auto *edit = grid()->viewport()->findChild<QLineEdit *>();
    QVERIFY(edit);
    QTest::keyClicks(edit, QStringLiteral("Berlin"));
    QCOMPARE(
        m_client->send("PATCH", "/rest/people/" + idOf("Bob"), R"({"$unset":{"town":""}})").status,
        200);
    QTRY_VERIFY(!qobject_cast<DocumentModel *>(grid()->model())->json(1).contains("town"));
    QCOMPARE(header(1), QStringLiteral("town"));
    QVERIFY(grid()->viewport()->findChild<QLineEdit *>());
    QTest::keyClick(edit, Qt::Key_Escape);
    QCOMPARE(m_client->send("PATCH", "/rest/people/" + idOf("Ann"), R"({"age":7})").status, 200);
    QTRY_COMPARE(header(1), QStringLiteral("age")); // nobody edits the other one any more
}

void TestLiveRows::selectionStaysWithItsDocuments()
{
    fill(R"([{"name":"Ann"},{"name":"Bob"},{"name":"Cid"},{"name":"Dan"},{"name":"Eve"}])");
    select({2, 3});
    remove("Ann");
    QTRY_COMPARE(rows(), 4);
    QCOMPARE(selected(), QStringList({"Cid", "Dan"}));
    trigger("deleteDocuments");
    answer("askAccept");
    QTRY_COMPARE(rows(), 2);
    QCOMPARE(name(0), QStringLiteral("Bob"));
    QCOMPARE(name(1), QStringLiteral("Eve"));
}

void TestLiveRows::nothingElseIsSelectedInsteadOfWhatIsGone()
{
    fill(R"([{"name":"Ann"},{"name":"Bob"},{"name":"Cid"}])");
    select({1, 2});
    json()->setPlainText(QStringLiteral("{\"name\": \"unsaved\"}"));
    remove("Bob");
    QTRY_COMPARE(rows(), 2);
    QCOMPARE(selected(), QStringList({"Cid"}));
}

void TestLiveRows::severalStaySelected()
{
    fill(R"([{"name":"Ann"},{"name":"Bob"},{"name":"Cid"}])");
    select({0, 1});
    QCOMPARE(m_client->post("/rest/people", R"({"name":"Dan"})").status, 201);
    QTRY_COMPARE(rows(), 4);
    QCOMPARE(selected(), QStringList({"Ann", "Bob"}));
}

void TestLiveRows::rowsThatMoveStaySelected()
{
    fill(R"([{"name":"Ann"},{"name":"Bob"},{"name":"Cid"},{"name":"Dan"}])");
    grid()->sortByColumn(0, Qt::AscendingOrder);
    settle();
    select({1, 3});
    QCOMPARE(m_client->put("/rest/people/" + idOf("Dan"), R"({"name":"Abe"})").status, 200);
    QTRY_COMPARE(name(0), QStringLiteral("Abe"));
    QCOMPARE(selected(), QStringList({"Abe", "Bob"}));
    trigger("copyJson");
    const auto copied = Json::Document::parse(QApplication::clipboard()->text().toUtf8());
    QVERIFY(copied);
    QCOMPARE(copied->root().items().size(), size_t(2));
}

/// Rows of another query are at the places of those that were selected.
void TestLiveRows::queryEndsTheSelection()
{
    fill(R"([{"name":"Ann"},{"name":"Bob"},{"name":"Cid"},{"name":"Dan"}])");
    select({0, 1});
    find<QLineEdit>("query")->setText(QStringLiteral("{\"name\": {\"$gt\": \"Bob\"}}"));
    QTest::keyClick(find<QLineEdit>("query"), Qt::Key_Return);
    QTRY_COMPARE(rows(), 2);
    QCOMPARE(selected(), QStringList());
}

void TestLiveRows::farRowsStaySelected()
{
    QByteArrayList people;
    for (int i = 1000; i < 1400; ++i)
        people.append("{\"name\":\"" + QByteArray::number(i) + "\"}");
    fill('[' + people.join(',') + ']');
    grid()->scrollTo(grid()->model()->index(255, 0));
    QTRY_COMPARE(name(255), QStringLiteral("1255"));
    select({250, 252});
    remove("1003");
    QTRY_COMPARE(rows(), 399);
    QTRY_COMPARE(name(249), QStringLiteral("1250"));
    QCOMPARE(selected(), QStringList({"1250", "1252"}));
    remove("1299"); // on the same page
    QTRY_COMPARE(rows(), 398);
    QTRY_COMPARE(name(249), QStringLiteral("1250"));
    QCOMPARE(selected(), QStringList({"1250", "1252"}));
}

void TestLiveRows::newDocumentIsAskedAboutOnce()
{
    fill(R"([{"name":"Ann"},{"name":"Bob"}])");
    click("addDocument");
    json()->setPlainText(QStringLiteral("{\"name\": \"Joe\"}"));
    grid()->selectRow(1);
    answer("askCancel");
    QCOMPARE(m_client->post("/rest/people", R"({"name":"Dan"})").status, 201);
    QTRY_COMPARE(rows(), 3);
    settle();
    QVERIFY(!m_desk->window().findChild<QDialog *>());
    QVERIFY(json()->toPlainText().contains(QLatin1String("Joe")));
}

/// More changes while the rows are read would begin the reading anew each time.
void TestLiveRows::slowReadsComeToAnEnd()
{
    SlowClient client;
    Theme theme(*qApp, Theme::Mode::Light);
    QWidget panel;
    panel.show();
    DocumentModel model(client, theme, QStringLiteral("people"), &panel);
    DocumentFeed feed(client, model, QStringLiteral("people"), &panel);
    client.answer("{}"); // the definition
    QTRY_COMPARE(client.asked().size(), 2);
    Store::CommitSummary changes;
    changes.collections.push_back({{.created = 1}, "people"});
    emit client.changed(changes);
    QTest::qWait(500); // longer than changes wait to be read
    QCOMPARE(client.asked().size(), 2);
    client.answer(R"({"data":[{"_id":"1","name":"Ann"}],"totals":{"total":1}})");
    QTRY_COMPARE(model.rowCount(), 1);
    QTRY_COMPARE(client.asked().size(), 3);
}

void TestLiveRows::readerKeepsTheirPlace()
{
    QByteArrayList numbers;
    for (int i = 0; i < 200; ++i)
        numbers.append(QByteArray::number(i));
    fill("[{\"name\":\"Ann\",\"list\":[" + numbers.join(',') + "]}]");
    grid()->selectRow(0);
    QTRY_VERIFY(json()->toPlainText().contains(QLatin1String("199")));
    json()->verticalScrollBar()->setValue(100);
    QTextCursor marked = json()->textCursor();
    marked.setPosition(300);
    marked.setPosition(310, QTextCursor::KeepAnchor);
    json()->setTextCursor(marked);
    const int scrolled = json()->verticalScrollBar()->value();
    const int id = grid()->model()->columnCount() - 1;
    grid()->setColumnWidth(id, 60);
    QCOMPARE(m_client->put("/rest/people/" + idOf("Ann"), R"({"name":"Eve"})").status, 200);
    QTRY_VERIFY(json()->toPlainText().contains(QLatin1String("Eve")));
    QCOMPARE(json()->verticalScrollBar()->value(), scrolled);
    QCOMPARE(json()->textCursor().selectionStart(), 300);
    QCOMPARE(json()->textCursor().selectionEnd(), 310);
    QCOMPARE(m_client->post("/rest/people", R"({"name":"Bob"})").status, 201);
    QTRY_COMPARE(rows(), 2);
    QCOMPARE(grid()->columnWidth(id), 60);
}

void TestLiveRows::messageOutlivesChangesOfOthers()
{
    fill(R"([{"name":"Ann"}])");
    auto *query = find<QLineEdit>("query");
    query->setText(QStringLiteral("{\"name\": }"));
    QTest::keyClick(query, Qt::Key_Return);
    const auto told = [this] { return find<QLabel>("totals")->text(); };
    QTRY_VERIFY(!told().contains(QLatin1String("1 document")));
    const QString message = told();
    QCOMPARE(m_client->post("/rest/people", R"({"name":"Bob"})").status, 201);
    QTRY_COMPARE(rows(), 2);
    QCOMPARE(told(), message);
    QVERIFY(query->property("invalid").toBool());
    query->clear();
    QTest::keyClick(query, Qt::Key_Return);
    QTRY_VERIFY(told().startsWith(QLatin1String("2 documents")));
}

void TestLiveRows::otherFieldsAreShown()
{
    fill(R"([{"name":"Ann","age":"7"}])");
    const auto tip = [this](int column) {
        return grid()->model()->headerData(column, Qt::Horizontal, Qt::ToolTipRole).toString();
    };
    QCOMPARE(tip(1), QStringLiteral("age: not declared"));
    QCOMPARE(m_client
                 ->put("/admin/v1/collections/people",
                       R"({"fields":[{"name":"age","type":"text"},{"name":"city","type":"text"}]})")
                 .status,
             200);
    QTRY_COMPARE(tip(1), QStringLiteral("age: declared as text"));
    QTRY_COMPARE(tip(2), QStringLiteral("city: declared as text"));
    // What is typed is stored as what is declared.
    QVERIFY(
        grid()->model()->setData(grid()->model()->index(0, 1), QStringLiteral("8"), Qt::EditRole));
    QTRY_VERIFY(m_client->get("/rest/people").body.contains("\"age\":\"8\""));
    QCOMPARE(m_client->put("/admin/v1/collections/people", R"({"fields":[]})").status, 200);
    QTRY_COMPARE(tip(1), QStringLiteral("age: not declared"));
}

void TestLiveRows::droppedCollectionShowsNothing()
{
    fill(R"([{"name":"Ann"}])");
    QCOMPARE(m_client->send("DELETE", "/admin/v1/collections/people?confirm=people").status, 200);
    QTRY_COMPARE(rows(), 0);
    QTRY_VERIFY2(find<QLabel>("totals")->text().contains(QLatin1String("people")),
                 qPrintable(find<QLabel>("totals")->text()));
}

QTEST_MAIN(TestLiveRows)
#include "tst_liverows.moc"
