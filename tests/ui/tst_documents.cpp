// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/localclient.h"
#include "tests/ui/windowtest.h"
#include "ui/documents/cellvalue.h"
#include "ui/documents/documentspanel.h"
#include "ui/widgets/querycompletion.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QDialog>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QTextBlock>

/// The grid of documents, its query, and what is done to many at once.
class TestDocuments : public WindowTest
{
    Q_OBJECT

private slots:
    void placesInQueries_data();
    void placesInQueries();
    void typedValues_data();
    void typedValues();
    void queryIsProposedAndFaultsAreShown();
    void columnsAreTypedAndSorted();
    void cellsAreEditedInPlace();
    void refusalIsShownAtTheField();
    void manyRowsAreReadAsTheyAreSeen();
    void newDocumentIsReverted();
    void documentsAreDeletedAndBroughtBack();
    void documentsAreChangedTogether();
    void rulesRefuseOneOfMany();
    void queryIsCopiedAsCurl();
    void newDocumentSurvivesARefresh();
    void largeDocumentIsReadOnly();
    void everyControlHasAName();

private:
    QModelIndex cell(int row, const QString &field);
    QString text(int row, const QString &field) { return cell(row, field).data().toString(); }
    void edit(const QModelIndex &index, const QString &typed);
    int stored() { return int(m_client->get("/rest/people").json().root().items().size()); }
};

QModelIndex TestDocuments::cell(int row, const QString &field)
{
    const QAbstractItemModel *model = grid()->model();
    for (int column = 0; column < model->columnCount(); ++column) {
        if (model->headerData(column, Qt::Horizontal).toString() == field)
            return model->index(row, column);
    }
    return {};
}

void TestDocuments::edit(const QModelIndex &index, const QString &typed)
{
    QVERIFY(index.isValid());
    grid()->setFocus();
    grid()->setCurrentIndex(index);
    QTest::keyClick(grid(), Qt::Key_F2);
    auto *editor = grid()->viewport()->findChild<QLineEdit *>();
    QVERIFY(editor);
    editor->selectAll();
    QTest::keyClicks(editor, typed);
    QTest::keyClick(editor, Qt::Key_Return);
}

void TestDocuments::placesInQueries_data()
{
    using Kind = QueryCompletion::Place::Kind;
    QTest::addColumn<QString>("before");
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("typed");
    QTest::newRow("nothing yet") << QString() << int(Kind::Nothing) << QString();
    QTest::newRow("first key") << QStringLiteral("{") << int(Kind::Field) << QString();
    QTest::newRow("quoted") << QStringLiteral("{\"na") << int(Kind::Field) << "na";
    QTest::newRow("bare") << QStringLiteral("{ na") << int(Kind::Field) << "na";
    QTest::newRow("value") << QStringLiteral("{\"name\": \"J") << int(Kind::Nothing) << "J";
    QTest::newRow("operator") << QStringLiteral("{\"age\": {\"$g") << int(Kind::Operator) << "$g";
    QTest::newRow("bare operator") << QStringLiteral("{ age: { $g") << int(Kind::Operator) << "$g";
    QTest::newRow("bare meta field") << QStringLiteral("{ _cre") << int(Kind::Field) << "_cre";
    QTest::newRow("second operator")
        << QStringLiteral("{\"age\": {\"$gt\": 3, ") << int(Kind::Operator) << QString();
    QTest::newRow("second key") << QStringLiteral("{\"age\": 3, \"") << int(Kind::Field)
                                << QString();
    QTest::newRow("after an object")
        << QStringLiteral("{\"age\": {\"$gt\": 3}, \"n") << int(Kind::Field) << "n";
    QTest::newRow("in $and") << QStringLiteral("{\"$and\": [{\"") << int(Kind::Field) << QString();
    QTest::newRow("in $not") << QStringLiteral("{\"age\": {\"$not\": {\"$") << int(Kind::Operator)
                             << "$";
    QTest::newRow("list") << QStringLiteral("{\"age\": {\"$in\": [1, ") << int(Kind::Nothing)
                          << QString();
    QTest::newRow("brace in a text")
        << QStringLiteral("{\"name\": \"{\\\"\", \"a") << int(Kind::Field) << "a";
    QTest::newRow("closed") << QStringLiteral("{\"name\": 1}") << int(Kind::Nothing) << QString();
}

void TestDocuments::placesInQueries()
{
    QFETCH(QString, before);
    const auto place = QueryCompletion::placeAt(before);
    QTEST(int(place.kind), "kind");
    QTEST(place.typed, "typed");
}

void TestDocuments::typedValues_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<char>("before");
    QTest::addColumn<QByteArray>("json"); // empty: refused
    QTest::newRow("text stays text") << "12" << QByteArray() << 's' << QByteArray("\"12\"");
    QTest::newRow("declared text") << "true" << QByteArray("text") << ' ' << QByteArray("\"true\"");
    QTest::newRow("number") << " 12.5 " << QByteArray() << 'n' << QByteArray("12.5");
    QTest::newRow("no number") << "twelve" << QByteArray() << 'n' << QByteArray();
    QTest::newRow("declared number") << "x" << QByteArray("money") << ' ' << QByteArray();
    QTest::newRow("null number") << "null" << QByteArray("number") << 'n' << QByteArray("null");
    QTest::newRow("bool") << "false" << QByteArray("bool") << 'b' << QByteArray("false");
    QTest::newRow("no bool") << "yes" << QByteArray() << 'b' << QByteArray();
    QTest::newRow("new: json") << "[1,2]" << QByteArray() << ' ' << QByteArray("[1,2]");
    QTest::newRow("new: text") << "Jane" << QByteArray() << ' ' << QByteArray("\"Jane\"");
    QTest::newRow("composed") << "{\"a\":}" << QByteArray() << 'c' << QByteArray();
    QTest::newRow("quotes") << "say \"hi\"" << QByteArray() << ' '
                            << QByteArray("\"say \\\"hi\\\"\"");
}

void TestDocuments::typedValues()
{
    QFETCH(QString, typed);
    QFETCH(QByteArray, type);
    QFETCH(char, before);
    QFETCH(QByteArray, json);
    QString fault;
    const auto parsed = CellValue::parse(typed, type, before, fault);
    QCOMPARE(parsed.value_or(QByteArray()), json);
    QCOMPARE(fault.isEmpty(), parsed.has_value());
}

void TestDocuments::queryIsProposedAndFaultsAreShown()
{
    fill(R"([{"name":"Jane","age":30},{"name":"Joe","age":20},{"name":"Ann","age":40}])");
    auto *query = find<QLineEdit>("query");
    query->setFocus();
    QTest::keyClicks(query, QStringLiteral("{a"));
    QTRY_VERIFY(find<QListWidget>("completionList")->isVisible());
    QTRY_COMPARE(find<QListWidget>("completionList")->item(0)->text(), QStringLiteral("age"));
    picture("60-query-proposals");
    QTest::keyClick(query, Qt::Key_Tab);
    QCOMPARE(query->text(), QStringLiteral("{\"age\": }"));
    QTest::keyClicks(query, QStringLiteral("{$gte"));
    QTest::keyClick(query, Qt::Key_Escape);
    QVERIFY(!find<QListWidget>("completionList")->isVisible());
    QTest::keyClicks(query, QStringLiteral(": 30"));
    QTest::keyClick(query, Qt::Key_Return);
    // The operator was typed without quotation marks: that is told, and what was typed stays.
    QTRY_VERIFY(query->property("invalid").toBool());
    QVERIFY2(find<QLabel>("totals")->text().contains(QLatin1String("byte")),
             qPrintable(find<QLabel>("totals")->text()));
    query->setText(QStringLiteral("{\"age\": {\"$gte\": 30}}"));
    QTest::keyClick(query, Qt::Key_Return);
    QTRY_COMPARE(grid()->model()->rowCount(), 2);
    QVERIFY(!query->property("invalid").toBool());
}

void TestDocuments::columnsAreTypedAndSorted()
{
    createCollection(QStringLiteral("people"));
    QVERIFY(
        m_client
            ->put("/admin/v1/collections/people",
                  R"({"fields":[{"name":"joined","type":"date"},{"name":"age","type":"number"}]})")
            .status
        < 300);
    QCOMPARE(
        m_client
            ->post("/rest/people",
                   R"([{"name":"Jane","age":30},{"name":"Joe","age":20},{"name":"Ann","age":40}])")
            .status,
        201);
    QTest::keyClick(&m_desk->window(), Qt::Key_W, Qt::ControlModifier);
    QTRY_VERIFY(!m_desk->window().findChild<DocumentsPanel *>());
    m_desk->window().reopen(*m_desk->client(), {QStringLiteral("documents:people")});
    QTRY_VERIFY(grid() && grid()->model()->rowCount() == 3);
    const QAbstractItemModel *model = grid()->model();
    // What is declared comes first, what the server keeps last.
    QCOMPARE(model->headerData(0, Qt::Horizontal).toString(), QStringLiteral("joined"));
    QCOMPARE(model->headerData(1, Qt::Horizontal).toString(), QStringLiteral("age"));
    QTRY_COMPARE(model->headerData(2, Qt::Horizontal).toString(), QStringLiteral("name"));
    QVERIFY(model->headerData(3, Qt::Horizontal).toString().startsWith(QLatin1Char('_')));
    QVERIFY(model->headerData(1, Qt::Horizontal, Qt::ToolTipRole)
                .toString()
                .contains(QLatin1String("declared as number")));
    auto *header = grid()->horizontalHeader();
    const QPoint age(header->sectionViewportPosition(1) + 30, header->height() / 2);
    QTest::mouseClick(header->viewport(), Qt::LeftButton, {}, age);
    QTRY_COMPARE(text(0, QStringLiteral("name")), QStringLiteral("Joe"));
    picture("61-documents-sorted");
    QTest::mouseClick(header->viewport(), Qt::LeftButton, {}, age);
    QTRY_COMPARE(text(0, QStringLiteral("name")), QStringLiteral("Ann"));
    QTest::mouseClick(header->viewport(), Qt::LeftButton, {}, age); // as it was
    QTRY_COMPARE(text(0, QStringLiteral("name")), QStringLiteral("Jane"));
}

void TestDocuments::cellsAreEditedInPlace()
{
    fill(R"([{"name":"Jane","age":30,"tags":["a"]},{"name":"Joe","age":20}])");
    edit(cell(0, QStringLiteral("name")), QStringLiteral("Janet \"J\""));
    QTRY_COMPARE(m_client->get("/rest/people").json().root().items()[0].value("name").toString(),
                 QStringLiteral("Janet \"J\""));
    QTRY_COMPARE(text(0, QStringLiteral("name")), QStringLiteral("Janet \"J\""));
    // The JSON beside it follows.
    QTRY_VERIFY(find<QPlainTextEdit>("json")->toPlainText().contains(QLatin1String("Janet")));
    edit(cell(1, QStringLiteral("tags")), QStringLiteral("[1, 2]"));
    QTRY_COMPARE(m_client->get("/rest/people").json().root().items()[1].value("tags").toJson(),
                 QByteArray("[1,2]"));
    // What is no number is refused before it is sent, and what was typed stays.
    edit(cell(1, QStringLiteral("age")), QStringLiteral("old"));
    QTRY_COMPARE(find<QLabel>("totals")->text(),
                 QStringLiteral("age must be a number, such as 12.5."));
    QCOMPARE(text(1, QStringLiteral("age")), QStringLiteral("old"));
    edit(cell(1, QStringLiteral("age")), QStringLiteral("21"));
    QTRY_COMPARE(m_client->get("/rest/people").json().root().items()[1].value("age").toInteger(),
                 21);
    QVERIFY(!(cell(0, QStringLiteral("_id")).flags() & Qt::ItemIsEditable));
    grid()->setFocus();
    QTest::keyClick(grid(), Qt::Key_Z, Qt::ControlModifier);
    QTRY_COMPARE(m_client->get("/rest/people").json().root().items()[1].value("age").toInteger(),
                 20);
    QTRY_VERIFY(find<QAction>("undo")->text().contains(QLatin1String("Edit")));
    QTest::keyClick(grid(), Qt::Key_Z, Qt::ControlModifier); // the field that was not there goes
    QTRY_VERIFY(!m_client->get("/rest/people").json().root().items()[1].find("tags"));
    grid()->setFocus();
    QTest::keyClick(grid(), Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_VERIFY(m_client->get("/rest/people").json().root().items()[1].find("tags").has_value());
}

void TestDocuments::refusalIsShownAtTheField()
{
    fill(R"([{"name":"Jane"},{"name":"Joe"}])");
    QCOMPARE(m_client
                 ->put("/admin/v1/collections/people",
                       R"({"fields":[{"name":"name","type":"text","max":5}]})")
                 .status,
             200);
    edit(cell(0, QStringLiteral("name")), QStringLiteral("Jane the First"));
    QTRY_VERIFY(find<QLabel>("totals")->text().startsWith(QLatin1String("name: ")));
    const QString refusal = find<QLabel>("totals")->text();
    QCOMPARE(text(0, QStringLiteral("name")), QStringLiteral("Jane the First"));
    QCOMPARE(cell(0, QStringLiteral("name")).data(Qt::ToolTipRole).toString(), refusal);
    QVERIFY(cell(0, QStringLiteral("name")).data(Qt::BackgroundRole).isValid());
    picture("62-documents-refused");
    QCOMPARE(m_client->get("/rest/people").json().root().items()[0].value("name").toString(),
             QStringLiteral("Jane"));
    // In the JSON the line of the field is marked.
    auto *json = find<QPlainTextEdit>("json");
    QString changed = json->toPlainText();
    json->setPlainText(changed.replace(QLatin1String("Jane"), QLatin1String("Jane the First")));
    click("saveDocument");
    QTRY_COMPARE(json->extraSelections().size(), 1);
    QVERIFY(
        json->extraSelections().first().cursor.block().text().contains(QLatin1String("\"name\"")));
    QVERIFY(find<QLabel>("documentBanner")->text().contains(refusal));
    picture("63-document-refused");
}

void TestDocuments::manyRowsAreReadAsTheyAreSeen()
{
    createCollection(QStringLiteral("people"));
    QByteArrayList documents;
    for (int i = 0; i < 20'000; ++i)
        documents.append("{\"number\":" + QByteArray::number(i) + "}");
    QCOMPARE(m_client->post("/rest/people", '[' + documents.join(',') + ']').status, 201);
    click("refresh");
    QTRY_COMPARE(grid()->model()->rowCount(), 20'000);
    grid()->verticalScrollBar()->setValue(grid()->verticalScrollBar()->maximum());
    QTRY_COMPARE(text(19'999, QStringLiteral("number")), QStringLiteral("19999"));
    QCOMPARE(text(10'000, QStringLiteral("number")), QStringLiteral("…")); // nobody looked at it
    // So many pages are kept, the ones read last: a hundred rows each.
    for (int page = 1; page <= 42; ++page)
        QTRY_COMPARE(text(page * 100, QStringLiteral("number")), QString::number(page * 100));
    QCOMPARE(text(42 * 100 - 1, QStringLiteral("number")), QStringLiteral("4199"));
    QCOMPARE(text(100, QStringLiteral("number")), QStringLiteral("…"));
    // The last document is chosen and opened.
    grid()->setFocus();
    QTest::keyClick(grid(), Qt::Key_End, Qt::ControlModifier);
    QTRY_VERIFY(find<QPlainTextEdit>("json")->toPlainText().contains(QLatin1String("19999")));
    // All are deleted at once: that is final, so Return alone does nothing.
    QTest::keyClick(grid(), Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(grid(), Qt::Key_Delete);
    QDialog *question = dialog();
    QVERIFY(question);
    const auto labels = question->findChildren<QLabel *>();
    QVERIFY(std::any_of(labels.begin(), labels.end(), [](const QLabel *label) {
        return label->text().contains(QLatin1String("cannot be restored"));
    }));
    auto *count = question->findChild<QLineEdit *>(QStringLiteral("askText"));
    QVERIFY(count);
    QVERIFY(!question->findChild<QPushButton *>(QStringLiteral("askAccept"))->isEnabled());
    QTest::keyClicks(count, QStringLiteral("20000"));
    answer("askAccept");
    QTRY_COMPARE(grid()->model()->rowCount(), 0);
    QVERIFY(find<QLabel>("emptyHint")->isVisible());
}

void TestDocuments::newDocumentIsReverted()
{
    fill(R"([{"name":"Jane"}])");
    trigger("newDocument");
    QTRY_COMPARE(find<QLabel>("validity")->text(), QStringLiteral("Valid JSON"));
    json()->setPlainText(QStringLiteral("{\"name\": "));
    QTRY_COMPARE(find<QLabel>("validity")->text(), QStringLiteral("Invalid JSON"));
    click("revertDocument");
    QVERIFY(json()->toPlainText().isEmpty());
    QVERIFY(!find<QLabel>("validity")->isVisible()); // nothing is edited that could be wrong
    QVERIFY(!find<QPushButton>("saveDocument")->isEnabled());
    QCOMPARE(stored(), 1);
}

void TestDocuments::documentsAreDeletedAndBroughtBack()
{
    fill(R"([{"name":"Jane"},{"name":"Joe","deep":{"a":[1,null]}},{"name":"Ann"}])");
    const QByteArray before = m_client->get("/rest/people?sort=_id").body;
    grid()->selectAll();
    grid()->setFocus();
    QTest::keyClick(grid(), Qt::Key_Delete);
    answer("askAccept");
    QTRY_COMPARE(grid()->model()->rowCount(), 0);
    QCOMPARE(stored(), 0);
    grid()->setFocus();
    QTest::keyClick(grid(), Qt::Key_Z, Qt::ControlModifier);
    QTRY_COMPARE(grid()->model()->rowCount(), 3);
    QCOMPARE(m_client->get("/rest/people?sort=_id").body, before); // with their ids
    trigger("redo");
    QTRY_COMPARE(stored(), 0);
}

void TestDocuments::documentsAreChangedTogether()
{
    fill(R"([{"name":"Jane","count":1},{"name":"Joe","count":2},{"name":"Ann","count":3}])");
    grid()->selectAll();
    trigger("editDocuments");
    QDialog *change = dialog();
    QVERIFY(change);
    auto *text = change->findChild<QPlainTextEdit *>(QStringLiteral("bulkChange"));
    auto *accept = change->findChild<QPushButton *>(QStringLiteral("bulkAccept"));
    QVERIFY(!accept->isEnabled()); // nothing is to be changed yet
    QTest::keyClicks(text, QStringLiteral("\"$inc\": {\"count\": 10"));
    QVERIFY(!accept->isEnabled());
    QVERIFY(!change->findChild<QLabel *>(QStringLiteral("bulkFault"))->text().isEmpty());
    QTest::keyClicks(text, QStringLiteral("}, \"$unset\": {\"name\": \"\"}"));
    picture("64-change-many");
    QTest::mouseClick(accept, Qt::LeftButton);
    QTRY_COMPARE(
        m_client->get("/rest/people?q={\"count\":{\"$gt\":10}}").json().root().items().size(),
        size_t(3));
    QVERIFY(!m_client->get("/rest/people").json().root().items()[0].find("name"));
    QTRY_VERIFY(find<QAction>("undo")->isEnabled());
    trigger("undo");
    QTRY_COMPARE(
        m_client->get("/rest/people?q={\"name\":\"Joe\",\"count\":2}").json().root().items().size(),
        size_t(1));
}

void TestDocuments::rulesRefuseOneOfMany()
{
    fill(R"([{"name":"Jane","age":30},{"name":"Joe","age":40},{"name":"Ann","age":20}])");
    QCOMPARE(m_client
                 ->put("/admin/v1/collections/people",
                       R"({"fields":[{"name":"age","type":"number","max":40}]})")
                 .status,
             200);
    grid()->selectAll();
    trigger("editDocuments");
    QDialog *change = dialog();
    QTest::keyClicks(change->findChild<QPlainTextEdit *>(QStringLiteral("bulkChange")),
                     QStringLiteral("\"$inc\": {\"age\": 1}"));
    QTest::mouseClick(change->findChild<QPushButton *>(QStringLiteral("bulkAccept")),
                      Qt::LeftButton);
    QString told;
    QTRY_VERIFY([&] {
        for (const QLabel *label : m_desk->window().findChildren<QLabel *>()) {
            if (label->text().contains(QLatin1String("2 documents were changed")))
                told = label->text();
        }
        return !told.isEmpty();
    }());
    QVERIFY2(told.contains(QLatin1String("age")), qPrintable(told));
    picture("65-one-refused");
    answer("askAccept");
    QCOMPARE(
        m_client->get("/rest/people?q={\"age\":{\"$in\":[31,21]}}").json().root().items().size(),
        size_t(2));
}

void TestDocuments::queryIsCopiedAsCurl()
{
    fill(R"([{"name":"it's"}])");
    find<QLineEdit>("query")->setText(QStringLiteral("{\"name\": \"it's\"}"));
    QTest::keyClick(find<QLineEdit>("query"), Qt::Key_Return);
    QTRY_COMPARE(grid()->model()->rowCount(), 1);
    trigger("copyCurl");
    const QString command = QApplication::clipboard()->text();
    QVERIFY2(
        command.startsWith(QLatin1String("curl -g -X GET -H \"x-apikey: $KEY\""))
            && command.contains(m_desk->client()->url() + QStringLiteral("/rest/people?q=%7B")),
        qPrintable(command));
    grid()->selectRow(0);
    trigger("copyJson");
    QTRY_VERIFY(QApplication::clipboard()->text().contains(QLatin1String("\"it's\"")));
}

void TestDocuments::newDocumentSurvivesARefresh()
{
    fill(R"([{"name":"Jane"}])");
    grid()->selectRow(0);
    QTRY_VERIFY(find<QPlainTextEdit>("json")->toPlainText().contains(QLatin1String("Jane")));
    click("addDocument");
    QTest::keyClicks(find<QPlainTextEdit>("json"), QStringLiteral("\"name\": \"Joe\""));
    QCOMPARE(m_client->post("/rest/people", R"({"name":"Ann"})").status, 201);
    click("refresh");
    QTRY_COMPARE(grid()->model()->rowCount(), 2);
    QTRY_COMPARE(text(1, QStringLiteral("name")), QStringLiteral("Ann"));
    QVERIFY(!m_desk->window().findChild<QDialog *>()); // nothing is asked
    QVERIFY(find<QPlainTextEdit>("json")->toPlainText().contains(QLatin1String("Joe")));
    click("saveDocument");
    QTRY_COMPARE(grid()->model()->rowCount(), 3);
}

void TestDocuments::largeDocumentIsReadOnly()
{
    createCollection(QStringLiteral("people"));
    const QByteArray large = QByteArray(5'000'000, 'y');
    QCOMPARE(
        m_client->post("/rest/people", "[{\"n\":1,\"blob\":\"" + large + "\"},{\"n\":2}]").status,
        201);
    click("refresh");
    QTRY_COMPARE(grid()->model()->rowCount(), 2);
    grid()->selectRow(0);
    QTRY_VERIFY(json()->toPlainText().contains(QLatin1String("yyyy")));
    QVERIFY(json()->isReadOnly());
    QVERIFY2(json()->toPlainText().size() < 20'000, "all of it is shown");
    QVERIFY2(notice().contains(QLatin1String("MiB")), qPrintable(notice()));
    picture("82-large-document");
    const QString shown = json()->toPlainText();
    json()->setFocus();
    QTest::keyClicks(json(), QStringLiteral("typed"));
    QCOMPARE(json()->toPlainText(), shown);
    QVERIFY(!find<QPushButton>("saveDocument")->isEnabled());
    // Its cell is not edited either, the others are.
    const auto flags = [&](const char *field) {
        for (int column = 0; column < grid()->model()->columnCount(); ++column) {
            if (grid()->model()->headerData(column, Qt::Horizontal).toString()
                == QLatin1String(field))
                return grid()->model()->index(0, column).flags();
        }
        return Qt::ItemFlags();
    };
    QVERIFY(!(flags("blob") & Qt::ItemIsEditable));
    QVERIFY(flags("n") & Qt::ItemIsEditable);
    // The words by which it is found were not fetched: they would be as large again.
    for (int column = 0; column < grid()->model()->columnCount(); ++column) {
        const QString name = grid()->model()->headerData(column, Qt::Horizontal).toString();
        QVERIFY(name != QLatin1String("_keywords") && name != QLatin1String("_tags"));
    }
    grid()->selectRow(1);
    QTRY_VERIFY(json()->toPlainText().contains(QLatin1String("\"n\": 2")));
    QVERIFY(!json()->isReadOnly());
    QVERIFY(notice().isEmpty());
}

void TestDocuments::everyControlHasAName()
{
    fill(R"([{"name":"Jane"}])");
    QCOMPARE(namelessControls(), QStringList());
}

QTEST_MAIN(TestDocuments)
#include "tst_documents.moc"
