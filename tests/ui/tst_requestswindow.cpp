// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/windowtest.h"
#include "ui/inspector/requestdetails.h"
#include "ui/requests/pairtable.h"
#include "ui/requests/requestspanel.h"
#include "ui/requests/requesttree.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QPushButton>
#include <QSettings>
#include <QTabWidget>
#include <QTextBrowser>
#include <QToolButton>

namespace {

constexpr char Checkout[] = R"(@city = Berlin

### Sign in
# @name signIn
# @check status == 201
# @set customer = body._id
POST {{base}}/rest/customers
x-apikey: {{key}}
Content-Type: application/json

{
  "email": "jane@example.com"
}

### Order
# @check status == 201
# @check body.total == 46.88
# @check duration < 0.001
POST {{base}}/rest/orders
x-apikey: {{key}}
Content-Type: application/json

{
  "customer": "{{customer}}",
  "city": "{{city}}",
  "lines": [{"article": "A7", "count": 3}]
}

### Orders
# @check status == 200
GET {{base}}/rest/orders?max=10
x-apikey: {{key}}
)";

constexpr char Hook[] = "function beforePOST(req, res) {\n"
                        "  console.info('total of', req.body.lines.length, 'lines');\n"
                        "  req.body.total = 46.88;\n  res.end({ data: req.body });\n}\n";

} // namespace

/// Requests as a person writes, sends and keeps them.
class TestRequestsWindow final : public WindowTest
{
    Q_OBJECT

private slots:
    void firstRequestIsWrittenAndSent();
    void folderIsRun();
    void everythingTypedIsInTheFile();
    void whatIsNotEditedStays();
    void linesEndAsTheyDid();
    void undoKeepsWhatWasTypedSince();
    void manyRequestsOfAFileAreRun();
    void filesOfOthersAreSeen();
    void variablesAreKeptWhereTheyBelong();
    void unsavedRequestsComeBack();
    void changesOfOthersAreAskedAbout();
    void sendsAsOthers();
    void importsAndUndoes();
    void recordedRequestIsEditedAndSent();
    void sendingIsCancelled();
    void everyControlHasAName();

private:
    RequestsPanel *open()
    {
        trigger("requests");
        return find<RequestsPanel>("requestsPanel");
    }
    QString folder() const { return m_folder->filePath(QStringLiteral("new.requests")); }
    void keep(const char *name, const QByteArray &text)
    {
        QDir().mkpath(QFileInfo(folder() + u'/' + QLatin1String(name)).path());
        QFile file(folder() + u'/' + QLatin1String(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    }
    QByteArray kept(const char *name)
    {
        QFile file(folder() + u'/' + QLatin1String(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("no file");
    }
    void type(const char *field, const QString &text)
    {
        auto *line = find<QLineEdit>(field);
        line->setFocus();
        line->selectAll();
        QTest::keyClick(line, Qt::Key_Delete);
        QTest::keyClicks(line, text);
    }
    void choose(const QString &label)
    {
        auto *tree = find<RequestTree>("requestTree");
        const auto found = tree->findItems(label, Qt::MatchExactly | Qt::MatchRecursive);
        QVERIFY2(!found.isEmpty(), qPrintable(label));
        tree->setCurrentItem(found.first());
    }
    QString answerStatus() { return find<QLabel>("answerStatus")->text(); }
    QString answerBody() { return find<QPlainTextEdit>("answerBody")->toPlainText(); }
};

void TestRequestsWindow::firstRequestIsWrittenAndSent()
{
    createCollection(QStringLiteral("people"));
    QCOMPARE(
        m_client
            ->hook("people", "function beforeGET(req, res) { console.warn('seen'); res.end(); }")
            .status,
        200);
    QCOMPARE(m_client->post("/rest/people", "{\"name\":\"Jane\"}").status, 201);
    open();
    QVERIFY(find<QPushButton>("firstRequest")->isVisible());
    picture("80-requests-empty");
    click("firstRequest");
    QTRY_VERIFY(find<QLineEdit>("requestAddress")->isVisible());
    auto *address = find<QLineEdit>("requestAddress");
    QTRY_COMPARE(address->text(), QStringLiteral("{{base}}/rest/"));
    address->setFocus();
    address->end(false);
    settle(); // the names of collections
    QTest::keyClicks(address, QStringLiteral("pe"));
    QTRY_VERIFY(QApplication::activePopupWidget());
    QTest::keyClick(QApplication::activePopupWidget(), Qt::Key_Return);
    QCOMPARE(address->text(), QStringLiteral("{{base}}/rest/people"));
    QTest::keyClick(address, Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE(answerStatus(), QStringLiteral("200"));
    QVERIFY(answerBody().contains(QLatin1String("Jane")));
    // The inspector's part of this request: its stages and what its hook logged.
    QTRY_VERIFY(find<RequestDetails>("answerDetails")->isVisible());
    QTRY_VERIFY(find<RequestDetails>("answerDetails")
                    ->findChild<QTextBrowser *>(QStringLiteral("detailsLog"))
                    ->toPlainText()
                    .contains(QLatin1String("seen")));
}

void TestRequestsWindow::folderIsRun()
{
    createCollection(QStringLiteral("customers"));
    createCollection(QStringLiteral("orders"));
    QCOMPARE(m_client->hook("orders", Hook).status, 200);
    keep("checkout.http", Checkout);
    keep("refusals/no key.http", "### Nobody\n# @check status == 401\nGET {{base}}/rest/orders\n");
    keep("http-client.env.json", R"({"dev":{"who":"Jane"},"staging":{"who":"Joe"}})");
    keep("http-client.private.env.json", R"({"dev":{"token":"abc"}})");
    m_desk->window().resize(1440, 900);
    open();
    find<RequestTree>("requestTree")->clearSelection();
    find<RequestTree>("requestTree")->setCurrentItem(nullptr);
    click("runRequests");
    QTRY_COMPARE(notice(), QStringLiteral("1 of 4 requests failed."));
    choose(QStringLiteral("Order"));
    QTRY_COMPARE(answerStatus(), QStringLiteral("201"));
    auto *outcomes = find<QListWidget>("requestOutcomes");
    QCOMPARE(outcomes->count(), 3);
    QVERIFY(outcomes->item(2)->text().startsWith(
        QLatin1String("expected duration < 0.001, but it is ")));
    QTRY_VERIFY(find<RequestDetails>("answerDetails")->isVisible());
    picture("81-requests");
    m_desk->window().resize(1280, 720);
    trigger("inspector");
    settle();
    picture("82-requests-small");
    Preferences german = m_desk->preferences();
    german.language = QStringLiteral("de");
    m_desk->apply(german);
    QTRY_COMPARE(find<QPushButton>("sendRequest")->text(), QStringLiteral("Senden"));
    QTRY_COMPARE(find<QTabWidget>("requestPages")->tabText(4), QStringLiteral("Prüfungen 3"));
    picture("83-requests-german");
    german.language = QStringLiteral("en");
    m_desk->apply(german);
    const auto stored = m_client->get("/rest/orders").json();
    QCOMPARE(stored.root().items().size(), size_t(1));
    QCOMPARE(stored.root().items().front().value("customer").toString().size(), 24);
}

void TestRequestsWindow::everythingTypedIsInTheFile()
{
    keep("a.http",
         "# why\n\n### One\n# a comment\nGET http://127.0.0.1:1/x?y=1\n# kept\nAccept: */*\n");
    open();
    type("requestTitle", QStringLiteral("First"));
    find<QComboBox>("requestMethod")->setCurrentText(QStringLiteral("POST"));
    auto *tabs = find<QTabWidget>("requestPages");
    tabs->setCurrentIndex(1);
    auto *query = find<PairTable>("requestQuery");
    QCOMPARE(query->pairs(), (PairTable::Pairs{{"y", "1"}}));
    query->item(1, 0)->setText(QStringLiteral("q"));
    query->item(1, 1)->setText(QStringLiteral("{\"a\": 1}"));
    QCOMPARE(find<QLineEdit>("requestAddress")->text(),
             QStringLiteral("http://127.0.0.1:1/x?y=1&q={\"a\":%201}"));
    tabs->setCurrentIndex(0);
    auto *kind = find<QComboBox>("requestBodyKind");
    kind->setCurrentIndex(1);
    emit kind->activated(1);
    find<QPlainTextEdit>("requestBody")->setPlainText(QStringLiteral("{\"b\": 2}"));
    tabs->setCurrentIndex(4);
    find<QPlainTextEdit>("requestChecks")
        ->setPlainText(QStringLiteral("status == 201\n\nbody.b exists"));
    auto *authorization = find<QComboBox>("requestAuthorization");
    authorization->setCurrentIndex(1);
    emit authorization->activated(1);
    QVERIFY(find<QPushButton>("saveRequests")->isEnabled());
    tabs->setCurrentIndex(5);
    QVERIFY(
        find<QPlainTextEdit>("requestFile")->toPlainText().contains(QLatin1String("### First")));
    trigger("save");
    QTRY_VERIFY(!find<QPushButton>("saveRequests")->isEnabled());
    QCOMPARE(kept("a.http"),
             "# why\n\n### First\n# a comment\n# @check status == 201\n# @check body.b exists\n"
             "POST http://127.0.0.1:1/x?y=1&q={\"a\":%201}\n# kept\nAccept: */*\n"
             "Content-Type: application/json\nx-apikey: {{key}}\n\n{\"b\": 2}\n");
    // What the format cannot hold is said, and not written.
    find<QPlainTextEdit>("requestBody")->setPlainText(QStringLiteral("### x"));
    QTRY_VERIFY(notice().contains(QLatin1String("cannot hold")));
    // The text of the file is another way to write.
    find<QPlainTextEdit>("requestFile")->setPlainText(QStringLiteral("PUT http://c/\n"));
    QCOMPARE(find<QLineEdit>("requestAddress")->text(), QStringLiteral("http://c/"));
    QCOMPARE(find<QComboBox>("requestMethod")->currentText(), QStringLiteral("PUT"));
}

/// A title is another, and nothing else: no header goes or comes, and no byte of the body.
void TestRequestsWindow::whatIsNotEditedStays()
{
    const QByteArray rest = "# @as none\nPOST http://127.0.0.1:1/x?a=b+c&d=%FF&e\nx-apikey: k\n"
                            "Authorization: Bearer t\n\n< data.bin\n\n### Blanks\n"
                            "POST http://127.0.0.1:1/\n\n{\"a\": \"1\xc2\xa0"
                            "2\"}\n";
    keep("a.http", "### One\n" + rest);
    open();
    type("requestTitle", QStringLiteral("First"));
    auto *query = find<PairTable>("requestQuery");
    query->item(2, 1)->setText(QStringLiteral("g"));
    choose(QStringLiteral("Blanks"));
    type("requestTitle", QStringLiteral("Second"));
    trigger("save");
    QTRY_VERIFY(!find<QPushButton>("saveRequests")->isEnabled());
    QByteArray wanted = "### First\n" + rest;
    QCOMPARE(kept("a.http"), wanted.replace("Blanks", "Second").replace("%FF&e", "%FF&e=g"));
}

void TestRequestsWindow::linesEndAsTheyDid()
{
    keep("a.http", "\xef\xbb\xbf### One\r\nGET http://a/\r\n\r\n### Two\r\nGET http://b/\r\n");
    open();
    auto *text = find<QPlainTextEdit>("requestFile");
    find<QTabWidget>("requestPages")->setCurrentIndex(5);
    text->setFocus();
    text->moveCursor(QTextCursor::End);
    QTest::keyClicks(text, QStringLiteral("A: b"));
    trigger("save");
    QTRY_VERIFY(!find<QPushButton>("saveRequests")->isEnabled());
    QCOMPARE(kept("a.http"),
             "\xef\xbb\xbf### One\r\nGET http://a/\r\n\r\n### Two\r\nGET http://b/\r\nA: b");
}

void TestRequestsWindow::undoKeepsWhatWasTypedSince()
{
    keep("a.http", "### One\nGET http://a/\n\n### Two\nGET http://b/\n");
    open();
    choose(QStringLiteral("One"));
    QTest::keyClick(find<RequestTree>("requestTree"), Qt::Key_Delete);
    choose(QStringLiteral("Two"));
    type("requestTitle", QStringLiteral("Last"));
    click("undoRemoval");
    trigger("save");
    QTRY_VERIFY(!find<QPushButton>("saveRequests")->isEnabled());
    QVERIFY2(kept("a.http").contains("### One\nGET http://a/\n"), kept("a.http").constData());
    QVERIFY(kept("a.http").contains("### Last\nGET http://b/\n"));
}

/// Each had the text of the whole file, and each answer made the tree anew.
void TestRequestsWindow::manyRequestsOfAFileAreRun()
{
    keep("a.http", QByteArray("### No address\nGET {{nobody}}\n\n").repeated(2000));
    open();
    click("runRequests");
    QTRY_COMPARE_WITH_TIMEOUT(notice(), QStringLiteral("2000 of 2,000 requests failed."), 20'000);
}

void TestRequestsWindow::filesOfOthersAreSeen()
{
    keep("a.http", "GET http://a/\n");
    open();
    QCOMPARE(find<QLineEdit>("requestAddress")->text(), QStringLiteral("http://a/"));
    keep("a.http", "GET http://another/\n");
    keep("b.http", "GET http://b/\n");
    QEvent activation(QEvent::WindowActivate);
    QApplication::sendEvent(&m_desk->window(), &activation);
    QTRY_COMPARE(find<QLineEdit>("requestAddress")->text(), QStringLiteral("http://another/"));
    choose(QStringLiteral("GET http://b/"));
}

void TestRequestsWindow::variablesAreKeptWhereTheyBelong()
{
    keep("a.http", "GET http://a/\n");
    keep("http-client.env.json", R"({"dev": {"count": 3, "city": "Rome"}})");
    open();
    auto *table = find<PairTable>("environmentVariables");
    QCOMPARE(table->pairs(), (PairTable::Pairs{{"city", "Rome"}, {"count", "3"}}));
    table->item(0, 1)->setText(QStringLiteral("Oslo"));
    table->item(2, 0)->setText(QStringLiteral("token"));
    table->item(2, 1)->setText(QStringLiteral("s3cret"));
    QTRY_VERIFY(kept("http-client.private.env.json").contains("s3cret"));
    QVERIFY(kept("http-client.env.json").contains("\"city\": \"Oslo\""));
    QVERIFY(kept("http-client.env.json").contains("\"count\": 3"));
    // A secret that gets another name stays one.
    const int row = int(table->pairs().size()) - 1;
    table->item(row, 0)->setText(QStringLiteral("word"));
    QTRY_VERIFY(kept("http-client.private.env.json").contains("word"));
    QVERIFY(!kept("http-client.env.json").contains("s3cret"));
}

void TestRequestsWindow::unsavedRequestsComeBack()
{
    keep("a.http", "### One\nGET http://a/\n");
    open();
    type("requestAddress", QStringLiteral("http://b/"));
    QVERIFY(find<RequestsPanel>("requestsPanel")->hasUnsavedChanges());
    const QByteArray draft = find<RequestsPanel>("requestsPanel")->draft();
    QCOMPARE(kept("a.http"), "### One\nGET http://a/\n");
    keep("b.http", "GET http://c/\n");
    RequestsPanel *panel = find<RequestsPanel>("requestsPanel");
    panel->restore({draft, QDateTime::currentDateTime()});
    QCOMPARE(find<QLineEdit>("requestAddress")->text(), QStringLiteral("http://b/"));
    trigger("save");
    QTRY_COMPARE(kept("a.http"), "### One\nGET http://b/\n");
}

void TestRequestsWindow::changesOfOthersAreAskedAbout()
{
    keep("a.http", "GET http://a/\n");
    open();
    type("requestAddress", QStringLiteral("http://mine/"));
    keep("a.http", "GET http://theirs/\n");
    trigger("save");
    QTRY_VERIFY(notice().contains(QLatin1String("changed by another program")));
    QCOMPARE(kept("a.http"), "GET http://theirs/\n");
    click("keepMine");
    QTRY_COMPARE(kept("a.http"), "GET http://mine/\n");
    type("requestAddress", QStringLiteral("http://more/"));
    keep("a.http", "GET http://again/\n");
    trigger("save");
    QTRY_VERIFY(notice().contains(QLatin1String("changed by another program")));
    click("takeTheirs");
    QTRY_COMPARE(find<QLineEdit>("requestAddress")->text(), QStringLiteral("http://again/"));
}

void TestRequestsWindow::sendsAsOthers()
{
    createCollection(QStringLiteral("people"));
    QCOMPARE(
        m_client->post("/admin/v1/keys", R"({"kind":"web","methods":["GET"],"path":"/people"})")
            .status,
        201);
    const auto keys = m_client->get("/admin/v1/keys").json();
    QByteArray id;
    for (const Json::Value &each : keys.root().items()) {
        if (each.value("kind").text() == "web")
            id = each.value("id").text().toByteArray();
    }
    keep("a.http", "POST {{base}}/rest/people\nContent-Type: application/json\n\n{}\n");
    open();
    auto *box = find<QComboBox>("requestAuthorization");
    const auto sendAs = [this, box](int row) {
        box->setCurrentIndex(row);
        emit box->activated(row);
        click("sendRequest");
    };
    QTRY_VERIFY(box->findData(id) >= 0);
    sendAs(box->findData(id));
    QTRY_COMPARE(answerStatus(), QStringLiteral("403"));
    sendAs(1);
    QTRY_COMPARE(answerStatus(), QStringLiteral("201"));
    sendAs(0);
    QTRY_COMPARE(answerStatus(), QStringLiteral("401"));
    // A user has an address, which is asked for.
    emit box->activated(3);
    QDialog *question = dialog();
    QVERIFY(question);
    QTest::keyClicks(question->findChild<QLineEdit *>(QStringLiteral("askText")),
                     QStringLiteral("jane@example.com"));
    answer("askAccept");
    QTRY_COMPARE(box->currentText(), QStringLiteral("jane@example.com"));
    click("sendRequest");
    QTRY_COMPARE(answerStatus(), QStringLiteral("No answer"));
    QCOMPARE(answerBody(), QStringLiteral("There is no collection of users."));
}

void TestRequestsWindow::importsAndUndoes()
{
    open();
    QApplication::clipboard()->setText(
        QStringLiteral("curl 'http://a.example/x' -H 'Authorization: Bearer s3cret' -d 'a=b'"));
    auto *menu = find<QToolButton>("newRequests")->menu();
    menu->actions()[4]->trigger();
    QTRY_VERIFY(notice().startsWith(QLatin1String("1 request was imported.")));
    QCOMPARE(find<QLineEdit>("requestAddress")->text(), QStringLiteral("http://a.example/x"));
    QVERIFY(!kept("curl.http").contains("s3cret"));
    QVERIFY(kept("http-client.private.env.json").contains("s3cret"));
    QCOMPARE(kept(".gitignore"), "http-client.private.env.json\n");
    QCOMPARE(find<PairTable>("requestForm")->pairs(), (PairTable::Pairs{{"a", "b"}}));
    auto *tree = find<RequestTree>("requestTree");
    tree->setFocus();
    QTest::keyClick(tree, Qt::Key_Delete);
    QTRY_VERIFY(notice().contains(QLatin1String("was deleted")));
    QVERIFY(tree->findItems(QStringLiteral("POST /x"), Qt::MatchExactly | Qt::MatchRecursive)
                .isEmpty());
    click("undoRemoval");
    QTRY_COMPARE(find<QLineEdit>("requestAddress")->text(), QStringLiteral("http://a.example/x"));
    QApplication::clipboard()->setText(QStringLiteral("hello"));
    menu->actions()[4]->trigger();
    QTRY_VERIFY(notice().startsWith(QLatin1String("This is neither")));
}

void TestRequestsWindow::recordedRequestIsEditedAndSent()
{
    createCollection(QStringLiteral("people"));
    QCOMPARE(m_client->post("/rest/people", "{\"name\":\"Jane\"}").status, 201);
    auto *table = find<QTableView>("inspectorTable");
    QVERIFY(table);
    QTRY_VERIFY(table->model()->rowCount() > 0);
    table->setFocus();
    table->selectRow(0);
    settle();
    for (QAction *each : table->actions()) {
        if (each->objectName() == QLatin1String("editAndSend"))
            each->trigger();
    }
    QTRY_VERIFY(find<RequestsPanel>("requestsPanel"));
    QTRY_VERIFY(find<QLineEdit>("requestAddress")->text().startsWith(QLatin1String("{{base}}/")));
    QCOMPARE(find<QComboBox>("requestAuthorization")->currentIndex(), 1);
}

void TestRequestsWindow::sendingIsCancelled()
{
    createCollection(QStringLiteral("people"));
    QCOMPARE(
        m_client
            ->hook("people", "function beforeGET(req, res) { setTimeout(() => res.end(), 1500); }")
            .status,
        200);
    keep("a.http", "GET {{base}}/rest/people\nx-apikey: {{key}}\n");
    open();
    click("sendRequest");
    QTRY_COMPARE(answerStatus(), QStringLiteral("Sending…"));
    click("sendRequest");
    QTRY_COMPARE(find<QPushButton>("sendRequest")->text(), QStringLiteral("Send"));
    QCOMPARE(answerStatus(), QStringLiteral("Not sent yet"));
}

void TestRequestsWindow::everyControlHasAName()
{
    keep("a.http", Checkout);
    open();
    settle();
    QCOMPARE(namelessControls(), QStringList());
}

QTEST_MAIN(TestRequestsWindow)
#include "tst_requestswindow.moc"
