// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/windowtest.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QToolButton>

/// A document that is shown and edited as a form.
class TestDocumentForm : public WindowTest
{
    Q_OBJECT

private slots:
    void documentsAreEdited();
    void newDocumentsAreWritten();
    void whatMeansNothingIsTold();
    void refusalsAreShownAtTheirFields();
    void formFollowsTheText();
    void largeDocumentsHaveNoForm();
    void valuesKeepTheirTypes_data();
    void valuesKeepTheirTypes();
    void everyKeyLeavesTheFields();
    void otherBlanksStay();
    void typingGoesOnWhileItIsSaved();
    void definitionsAreFollowed();
    void whatCannotBeSavedIsNotLostToOthers();
    void keysReplaceWhatTheyChange_data();
    void keysReplaceWhatTheyChange();

private:
    /// Declares the fields of people, with @p documents, and shows the first one as a form.
    void open(const QByteArray &documents);
    QLineEdit *line(const char *field) { return find<QLineEdit>(field); }
    void type(const char *field, const QString &text);
    Json::Document stored();
};

void TestDocumentForm::open(const QByteArray &documents)
{
    createCollection(QStringLiteral("people"));
    QCOMPARE(
        m_client
            ->send(
                "PUT", "/admin/v1/collections/people",
                R"({"fields":[{"name":"name","type":"text","required":true},)"
                R"({"name":"age","type":"float_number","max":150},{"name":"active","type":"bool"},)"
                R"({"name":"role","type":"option","options":["cook","waiter"]},)"
                R"({"name":"no","type":"number","autoincrement":true}]})")
            .status,
        200);
    if (documents.isEmpty())
        return;
    QCOMPARE(m_client->post("/rest/people", documents).status, 201);
    QTRY_VERIFY(grid()->model()->rowCount() > 0
                && grid()->model()->index(0, 0).data().toString() != QStringLiteral("…"));
    grid()->setFocus();
    grid()->selectRow(0);
    QTRY_VERIFY(!json()->toPlainText().isEmpty());
    if (!find<QToolButton>("documentFormButton")->isChecked())
        click("documentFormButton");
    QTRY_VERIFY(line("form_name") && line("form_name")->isVisible());
}

void TestDocumentForm::type(const char *field, const QString &text)
{
    line(field)->setFocus();
    line(field)->selectAll();
    QTest::keyClick(line(field), Qt::Key_Delete);
    QTest::keyClicks(line(field), text);
}

Json::Document TestDocumentForm::stored()
{
    const auto list = Json::Document::parse(m_client->get("/rest/people").body);
    return *Json::Document::parse(list->root().items().front().toJson());
}

void TestDocumentForm::documentsAreEdited()
{
    open(R"([{"name":"Ann","age":31,"role":"cook","other":{"a":1},"note":"x"}])");
    QCOMPARE(line("form_age")->text(), QStringLiteral("31"));
    QCOMPARE(find<QComboBox>("form_role")->currentText(), QStringLiteral("cook"));
    QVERIFY(line("form_no")->isReadOnly()); // the server counts
    picture("94-form");
    type("form_age", QStringLiteral("1.05"));
    QCOMPARE(line("form_age")->text(), QStringLiteral("1.05")); // 1.0 on the way is no other text
    find<QComboBox>("form_active")->setFocus();
    QTest::keyClick(find<QComboBox>("form_active"), Qt::Key_Down);
    type("form_note", QString()); // a text may be empty
    QTest::keyClick(line("form_note"), Qt::Key_S, Qt::ControlModifier);
    QTRY_COMPARE(stored().root().value("age").toDouble(), 1.05);
    const auto document = stored();
    QCOMPARE(document.root().value("active").toBool(), true);
    QCOMPARE(document.root().value("other").toJson(), QByteArray(R"({"a":1})"));
    QVERIFY(document.root().value("note").isString());
    QVERIFY(document.root().value("note").toString().isEmpty());
    // A number that is emptied is taken away.
    QTRY_VERIFY(!find<QWidget>("saveDocument")->isEnabled());
    type("form_age", QString());
    click("saveDocument");
    QTRY_VERIFY(!stored().root().find("age"));
}

void TestDocumentForm::newDocumentsAreWritten()
{
    open(R"([{"name":"Ann"}])");
    click("addDocument");
    QTRY_VERIFY(line("form_name")->hasFocus());
    QVERIFY(line("form_name")->text().isEmpty());
    QTest::keyClicks(line("form_name"), QStringLiteral("Bob"));
    QTest::keyClick(line("form_name"), Qt::Key_Tab);
    QVERIFY(line("form_age")->hasFocus());
    QTest::keyClicks(line("form_age"), QStringLiteral("7"));
    click("saveDocument");
    QTRY_COMPARE(grid()->model()->rowCount(), 2);
    const auto list = Json::Document::parse(m_client->get("/rest/people?q={\"age\":7}").body);
    QCOMPARE(list->root().items().size(), size_t(1));
    QCOMPARE(list->root().items().front().value("name").toString(), QStringLiteral("Bob"));
}

void TestDocumentForm::whatMeansNothingIsTold()
{
    open(R"([{"name":"Ann","age":31},{"name":"Bob"}])");
    type("form_age", QStringLiteral("many"));
    QVERIFY(find<QWidget>("saveDocument")->isEnabled()); // it is not saved
    type("form_name", QStringLiteral("Anna"));
    QCOMPARE(line("form_age")->text(), QStringLiteral("many")); // and is not lost by that
    click("saveDocument");
    QTRY_VERIFY(find<QLabel>("documentBanner")->isVisible());
    QVERIFY(find<QLabel>("documentBanner")->text().contains(QLatin1String("age must be a number")));
    // Its text does not touch its edge.
    QVERIFY(find<QLabel>("documentBanner")->contentsRect().left() > 0);
    QCOMPARE(stored().root().value("name").toString(), QStringLiteral("Ann"));
    picture("95-form-refused");
    click("revertDocument");
    QTRY_COMPARE(line("form_age")->text(), QStringLiteral("31"));
    QCOMPARE(line("form_name")->text(), QStringLiteral("Ann"));
    QVERIFY(!find<QWidget>("saveDocument")->isEnabled());
}

void TestDocumentForm::refusalsAreShownAtTheirFields()
{
    open(R"([{"name":"Ann","age":31}])");
    type("form_age", QStringLiteral("200"));
    type("form_name", QStringLiteral("Anna"));
    click("saveDocument");
    QTRY_VERIFY(line("form_age")->hasFocus());
    bool isTold = false; // beside the field
    for (const QLabel *each : line("form_age")->parentWidget()->findChildren<QLabel *>())
        isTold = isTold || (each->isVisible() && each->text().contains(QLatin1String("too large")));
    QVERIFY(isTold);
    QCOMPARE(stored().root().value("age").toInteger(), 31);
    type("form_age", QStringLiteral("20"));
    click("saveDocument");
    QTRY_COMPARE(stored().root().value("age").toInteger(), 20);
}

/// The JSON is what is edited; the form shows what it is, and what others store.
void TestDocumentForm::formFollowsTheText()
{
    open(R"([{"name":"Ann","age":31}])");
    const QByteArray id = stored().root().value("_id").text().toByteArray();
    QCOMPARE(m_client->send("PUT", "/rest/people/" + id, R"({"age":32})").status, 200);
    QTRY_COMPARE(line("form_age")->text(), QStringLiteral("32"));
    click("documentFormButton");
    QVERIFY(json()->isVisible());
    json()->setPlainText(QStringLiteral("{\"name\": "));
    click("documentFormButton");
    QTRY_VERIFY(!line("form_name")); // no JSON, no form
    click("documentFormButton");
    json()->setPlainText(QStringLiteral("{\"name\": \"Cid\", \"new\": [1]}"));
    click("documentFormButton");
    QTRY_VERIFY(line("form_name"));
    QCOMPARE(line("form_name")->text(), QStringLiteral("Cid"));
    QVERIFY(find<QPlainTextEdit>("form_new"));
    QCOMPARE(find<QPlainTextEdit>("form_new")->toPlainText(), QStringLiteral("[1]"));
    click("revertDocument");
    QTRY_COMPARE(line("form_name")->text(), QStringLiteral("Ann"));
}

void TestDocumentForm::largeDocumentsHaveNoForm()
{
    open(R"([{"name":"Ann"}])");
    QCOMPARE(
        m_client->post("/rest/people", "{\"name\":\"" + QByteArray(200'000, 'x') + "\"}").status,
        201);
    QTRY_COMPARE(grid()->model()->rowCount(), 2);
    grid()->selectRow(1);
    QTRY_VERIFY(json()->isVisible());
    QVERIFY(!find<QToolButton>("documentFormButton")->isEnabled());
    grid()->selectRow(0);
    QTRY_VERIFY(line("form_name") && line("form_name")->isVisible());
}

void TestDocumentForm::valuesKeepTheirTypes_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QByteArray>("stored");
    QTest::newRow("number below zero") << QByteArray("31") << "-5" << QByteArray("-5");
    QTest::newRow("text of digits") << QByteArray("\"x\"") << "007" << QByteArray("\"007\"");
    QTest::newRow("text in quotes") << QByteArray("\"x\"") << "\"a\"" << QByteArray(R"("\"a\"")");
    QTest::newRow("number that a double lacks")
        << QByteArray("1") << "12345678901234567890" << QByteArray("12345678901234567890");
    QTest::newRow("null that is typed over")
        << QByteArray("null") << "new" << QByteArray("\"new\"");
}

/// Of a field that is not declared.
void TestDocumentForm::valuesKeepTheirTypes()
{
    QFETCH(QByteArray, value);
    QFETCH(QString, typed);
    QFETCH(QByteArray, stored);
    open(R"([{"name":"Ann","other":)" + value + "}]");
    type("form_other", typed);
    QCOMPARE(line("form_other")->text(), typed);
    click("saveDocument");
    QTRY_COMPARE(this->stored().root().value("other").toJson(), stored);
}

/// What is typed may be composed, have several lines, or be none of the options: no key may take
/// the field away that it goes to.
void TestDocumentForm::everyKeyLeavesTheFields()
{
    open(R"([{"name":"Ann"}])");
    QCOMPARE(m_client
                 ->send("PUT", "/admin/v1/collections/people",
                        R"({"fields":[{"name":"name","type":"text"},{"name":"data","type":"json"},)"
                        R"({"name":"tags","type":"option","options":["a","b"]},)"
                        R"({"name":"day","type":"date"}]})")
                 .status,
             200);
    QCOMPARE(m_client
                 ->put("/rest/people/" + stored().root().value("_id").text().toByteArray(),
                       R"({"tags":["a","b"],"day":"2026-11-30"})")
                 .status,
             200);
    QTRY_VERIFY(line("form_day") && line("form_day")->text().startsWith(QLatin1String("2026")));
    QPointer<QLineEdit> data = line("form_data");
    type("form_data", QStringLiteral("{\"a\":[1]}"));
    QVERIFY(data && data->hasFocus());
    QCOMPARE(data->text(), QStringLiteral("{\"a\":[1]}"));
    QPointer<QLineEdit> name = line("form_name");
    type("form_name", QStringLiteral("Ann"));
    name->insert(QStringLiteral("\nand Bob")); // as pasted
    QTest::keyClicks(name, QStringLiteral("!"));
    QVERIFY(name);
    type("form_day", QString()); // it is left out: an empty text is no date
    click("saveDocument");
    QTRY_COMPARE(stored().root().value("data").toJson(), QByteArray(R"({"a":[1]})"));
    const auto document = stored();
    QVERIFY(!document.root().find("day"));
    QCOMPARE(document.root().value("tags").items().size(), size_t(2));
    QVERIFY(document.root().value("name").toString().endsWith(u'!'));
}

void TestDocumentForm::otherBlanksStay()
{
    const QString text = QStringLiteral("12\u00a0kr\u2028more");
    open(QStringLiteral("[{\"name\":\"%1\"}]").arg(text).toUtf8());
    QVERIFY(!find<QWidget>("saveDocument")->isEnabled()); // nothing was changed
    type("form_age", QStringLiteral("1"));
    click("saveDocument");
    QTRY_COMPARE(stored().root().value("age").toInteger(), 1);
    QCOMPARE(stored().root().value("name").toString(), text);
}

void TestDocumentForm::typingGoesOnWhileItIsSaved()
{
    open(R"([{"name":"Ann"}])");
    type("form_name", QStringLiteral("Anna"));
    QTest::keyClick(line("form_name"), Qt::Key_S, Qt::ControlModifier);
    QTest::keyClicks(line("form_name"), QStringLiteral(" Lee"));
    QTRY_COMPARE(stored().root().value("name").toString(), QStringLiteral("Anna"));
    settle();
    QCOMPARE(line("form_name")->text(), QStringLiteral("Anna Lee"));
    QVERIFY(find<QWidget>("saveDocument")->isEnabled());
    click("saveDocument");
    QTRY_COMPARE(stored().root().value("name").toString(), QStringLiteral("Anna Lee"));
}

void TestDocumentForm::definitionsAreFollowed()
{
    open(R"([{"name":"Ann","note":"5"}])");
    QVERIFY(!line("form_later"));
    QCOMPARE(
        m_client
            ->send("PUT", "/admin/v1/collections/people",
                   R"({"fields":[{"name":"name","type":"text"},{"name":"later","type":"text"}]})")
            .status,
        200);
    QTRY_VERIFY(line("form_later"));
}

/// Somebody else stores the field whose text cannot be a value yet.
void TestDocumentForm::whatCannotBeSavedIsNotLostToOthers()
{
    open(R"([{"name":"Ann","age":31}])");
    type("form_age", QStringLiteral("4o"));
    type("form_name", QStringLiteral("Anna"));
    const QByteArray path = "/rest/people/" + stored().root().value("_id").text().toByteArray();
    QCOMPARE(m_client->put(path, R"({"age":32,"role":"cook"})").status, 200);
    QTRY_VERIFY(!notice().isEmpty());
    click("keepMine");
    QTRY_VERIFY(find<QLabel>("documentBanner")->isVisible());
    QVERIFY(find<QLabel>("documentBanner")->text().contains(QLatin1String("age must be a number")));
    QCOMPARE(line("form_age")->text(), QStringLiteral("4o"));
    QVERIFY(!notice().isEmpty()); // it is still to be decided
    type("form_age", QStringLiteral("40"));
    click("keepMine");
    QTRY_VERIFY(notice().isEmpty());
    QCOMPARE(line("form_age")->text(), QStringLiteral("40"));
    click("saveDocument");
    QTRY_COMPARE(stored().root().value("age").toInteger(), 40);
    const auto document = stored();
    QCOMPARE(document.root().value("name").toString(), QStringLiteral("Anna"));
    QCOMPARE(document.root().value("role").toString(), QStringLiteral("cook"));
}

void TestDocumentForm::keysReplaceWhatTheyChange_data()
{
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("typed");
    QTest::newRow("other text") << QStringLiteral("Ann") << QStringLiteral("Bob");
    QTest::newRow("the same letters") << QStringLiteral("aaaa") << QStringLiteral("aaa");
    QTest::newRow("pairs that begin alike") << QStringLiteral("😀") << QStringLiteral("😁");
    QTest::newRow("pairs that end alike") << QStringLiteral("😀") << QStringLiteral("🈀");
    QTest::newRow("a letter before") << QStringLiteral("a") << QStringLiteral("😀😀");
}

/// All of a large document would be laid out and coloured anew for each key.
void TestDocumentForm::keysReplaceWhatTheyChange()
{
    QFETCH(QString, before);
    QFETCH(QString, typed);
    const QByteArray filler = '"' + QByteArray(200, 'x') + "\",";
    open("[{\"name\":\"" + before.toUtf8() + "\",\"age\":3,\"rest\":[" + filler.repeated(500)
         + "1]}]");
    int changed = 0;
    connect(json()->document(), &QTextDocument::contentsChange, this,
            [&changed](int, int removed, int added) {
                changed = std::max({changed, removed, added});
            });
    line("form_name")->setFocus();
    line("form_name")->selectAll();
    line("form_name")->insert(typed); // as pasted
    QVERIFY2(changed > 0 && changed < 100, qPrintable(QString::number(changed)));
    click("saveDocument");
    QTRY_COMPARE(stored().root().value("name").toString(), typed);
    QCOMPARE(stored().root().value("rest").items().size(), size_t(501));
}

QTEST_MAIN(TestDocumentForm)
#include "tst_documentform.moc"
