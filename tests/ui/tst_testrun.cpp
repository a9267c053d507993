// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/client.h"
#include "tests/ui/windowtest.h"

#include <Qsci/qsciscintilla.h>
#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QMenu>
#include <QToolButton>
#include <QTabWidget>
#include <QTableView>
#include <QTreeWidget>

/// Drafts that are tried in the window: what is sent, what comes of it, and that nothing is kept.
class TestTestRun : public WindowTest
{
    Q_OBJECT

private slots:
    void recordedRequestIsTriedAndSentAgain();
    void casesTellWhatAChangeBreaks();
    void casesOfOthersAreNotOverwritten();
    void otherPartsOfADefinitionDoNotConflict();
    void failedHooksAreMarked();
    void requestIsThatOfTheHookAtTheCaret();
    void draftIsTriedAndNothingIsKept();
    void requestIsFilledFromADocument();
    void faultsAreShownAtTheirLine();
    void refusalsAndErrorsAreShown();
    void callsAreAnsweredOrRefused();
    void bodiesThatAreNoJsonAreSentToo();
    void jobsAreTried();
    void everyControlHasAName();

private:
    void acceptQuestion();
    void openDraft(const QByteArray &script);
    void runByKey();
    void keepAs(const QString &name);
    QStringList storedCases();
    QString text(const char *name) { return find<QPlainTextEdit>(name)->toPlainText(); }
    QString status() { return find<QLabel>("testStatus")->text(); }
};

/// The Codehook tab of a new collection, with @p script typed but not saved.
void TestTestRun::openDraft(const QByteArray &script)
{
    createCollection(QStringLiteral("people"));
    openSettings(QStringLiteral("people"));
    typeScript(script);
}

void TestTestRun::runByKey()
{
    QTest::keyClick(find<QsciScintilla>("codehookEditor"), Qt::Key_Return, Qt::ControlModifier);
}

void TestTestRun::draftIsTriedAndNothingIsKept()
{
    openDraft(
        "function beforePOST(req, res) {\nvar total = 0;\nfor (var i = 0; i < 3; ++i) total += "
        "i;\nreq.body.total = total;\nlog.warn('total is', total);\nres.end({data: req.body});\n}");
    QVERIFY(!find<QWidget>("testRun")->isVisible());
    // The first time the key shows what will be sent, the second time it sends it.
    runByKey();
    QTRY_VERIFY(find<QWidget>("testRun")->isVisible());
    QCOMPARE(status(), QStringLiteral("Not run yet"));
    QCOMPARE(find<QComboBox>("testMethod")->currentText(), QStringLiteral("POST"));
    QCOMPARE(find<QLineEdit>("testPath")->text(), QStringLiteral("/rest/people"));
    find<QPlainTextEdit>("testBody")->setPlainText(QStringLiteral("{\"name\": \"Jane\"}"));
    picture("24-run-request");
    runByKey();
    QTRY_COMPARE(status(), QStringLiteral("201"));
    QVERIFY(text("testResponse").contains(QStringLiteral("\"total\": 3")));
    QVERIFY(text("testChanges").contains(QStringLiteral("+   \"total\": 3")));
    auto *log = find<QListWidget>("testLog");
    QCOMPARE(log->count(), 1);
    QVERIFY(log->item(0)->text().contains(QStringLiteral("total is 3")));
    // The lines that ran, how often, and what they left.
    auto *editor = find<QsciScintilla>("codehookEditor");
    const auto countOf = [editor](int line) { // from 1
        QByteArray count(20, 0);
        const long size =
            editor->SendScintilla(QsciScintilla::SCI_MARGINGETTEXT, ulong(line - 1), count.data());
        return QString::fromUtf8(count.first(size));
    };
    QCOMPARE(countOf(2), QStringLiteral("1×"));
    QCOMPARE(countOf(1),
             QString()); // the function's head, beside which stands what it was called with
    QVERIFY(editor->annotation(0).contains(QStringLiteral("req = {")));
    QVERIFY(countOf(3).startsWith(QLatin1Char('4')) || countOf(3).startsWith(QLatin1Char('3')));
    QVERIFY(editor->annotation(2).contains(QStringLiteral("total = 3")));
    picture("24-run-light");
    click("toggleTheme");
    picture("24-run-dark");
    click("toggleTheme");
    // From the line of the log to that of the script.
    auto *tabs = qobject_cast<QTabWidget *>(log->parentWidget()->parentWidget());
    QVERIFY(tabs);
    tabs->setCurrentIndex(2);
    QTest::mouseClick(log->viewport(), Qt::LeftButton, {},
                      log->visualItemRect(log->item(0)).center());
    int line = 0;
    int column = 0;
    editor->getCursorPosition(&line, &column);
    QCOMPARE(line, 4);
    QCOMPARE(column, 6); // the editor indents what is typed
    // Neither the document nor the script is there.
    QCOMPARE(m_client->get("/rest/people").body, QByteArray("[]"));
    QCOMPARE(m_client->get("/admin/v1/collections/people/codehook").body, QByteArray());
    // An edit takes the marks away: they would be beside other code.
    QTest::keyClicks(editor, QStringLiteral(" "));
    QTRY_COMPARE(countOf(2), QString());
    QCOMPARE(editor->annotation(2), QString());
}

void TestTestRun::requestIsThatOfTheHookAtTheCaret()
{
    openDraft({});
    auto *editor = find<QsciScintilla>("codehookEditor");
    editor->setText(QStringLiteral("function beforeGET(req, res) {\n  res.end();\n}\n"
                                   "function afterPUT(req, res) {\n  res.end();\n}\n"
                                   "function beforeDELETE(req, res) {\n  res.end();\n}\n"));
    editor->setCursorPosition(3, 0);
    click("toggleTestRun");
    QTRY_COMPARE(find<QComboBox>("testMethod")->currentText(), QStringLiteral("PUT"));
}

void TestTestRun::casesTellWhatAChangeBreaks()
{
    openDraft(
        "function beforePOST(req, res) {\nreq.body.total = 3;\nres.end({data: req.body});\n}");
    click("toggleTestRun");
    QTRY_VERIFY(!find<QLineEdit>("testPath")->text().isEmpty());
    find<QPlainTextEdit>("testBody")->setPlainText(QStringLiteral("{\"name\": \"Jane\"}"));
    QVERIFY(!find<QPushButton>("keepCase")->isEnabled());
    click("runTest");
    QTRY_COMPARE(status(), QStringLiteral("201"));
    keepAs(QStringLiteral("adds the total"));
    QTRY_VERIFY(m_client->get("/admin/v1/collections/people").body.contains("adds the total"));
    auto *pages = find<QTabWidget>("testPages");
    pages->setCurrentIndex(2);
    auto *cases = find<QListWidget>("testCases");
    QCOMPARE(cases->count(), 1);
    click("runAllCases");
    QTRY_COMPARE(find<QLabel>("caseState")->text(), QStringLiteral("1 of 1 test case passed"));
    picture("27-cases");
    find<QCheckBox>("runBeforeSaving")->setFocus();
    QTest::keyClick(find<QCheckBox>("runBeforeSaving"), Qt::Key_Space);
    click("saveCodehook"); // it passes
    QTRY_COMPARE(find<QLabel>("codehookState")->text(), QStringLiteral("Saved, version 1"));
    typeScript("function beforePOST(req, res) {\nreq.body.sum = 4;\nres.end({data: req.body});\n}");
    click("saveCodehook");
    QDialog *question = dialog();
    QVERIFY(question);
    QString told;
    for (const QLabel *label : question->findChildren<QLabel *>())
        told.append(label->text());
    QVERIFY2(told.contains(QStringLiteral("adds the total: answer.total is missing")),
             qPrintable(told));
    picture("27-cases-fail");
    QTest::mouseClick(question->findChild<QPushButton *>(QStringLiteral("askCancel")),
                      Qt::LeftButton);
    QTRY_VERIFY(cases->item(0)->text().contains(QStringLiteral("answer.sum is new")));
    QVERIFY(m_client->get("/admin/v1/collections/people/codehook").body.contains("total"));
    // A case brings its request back.
    find<QPlainTextEdit>("testBody")->clear();
    QTest::mouseClick(cases->viewport(), Qt::LeftButton, {},
                      cases->visualItemRect(cases->item(0)).center());
    QVERIFY(find<QPlainTextEdit>("testBody")->toPlainText().contains(QStringLiteral("Jane")));
    click("removeCase");
    QTRY_COMPARE(cases->count(), 0);
    QTRY_VERIFY(!m_client->get("/admin/v1/collections/people").body.contains("adds the total"));
}

void TestTestRun::keepAs(const QString &name)
{
    click("keepCase");
    QDialog *question = dialog();
    QVERIFY(question);
    auto *text = question->findChild<QLineEdit *>(QStringLiteral("askText"));
    QTest::keyClicks(text, name);
    QTest::keyClick(text, Qt::Key_Return);
    QTRY_VERIFY(!m_desk->window().findChild<QLineEdit *>(QStringLiteral("askText")));
}

QStringList TestTestRun::storedCases()
{
    QStringList names;
    const auto definition = m_client->get("/admin/v1/collections/people").json();
    for (const Json::Value &each : definition.root().value("tests").value("cases").items())
        names.append(each.value("name").toString());
    return names;
}

void TestTestRun::casesOfOthersAreNotOverwritten()
{
    openDraft("function beforePOST(req, res) {\nres.end();\n}");
    click("toggleTestRun");
    click("runTest");
    QTRY_COMPARE(status(), QStringLiteral("201"));
    keepAs(QStringLiteral("first"));
    QTRY_COMPARE(storedCases(), QStringList{QStringLiteral("first")});
    // Another window has read the same, and keeps a case of its own.
    const auto theirs = [this](const char *name) {
        const auto definition = m_client->get("/admin/v1/collections/people").json();
        const QByteArray first =
            definition.root().value("tests").value("cases").items().front().toJson();
        const QByteArray other =
            QByteArray(first).replace("\"first\"", '"' + QByteArray(name) + '"');
        return m_client
            ->put("/admin/v1/collections/people",
                  "{\"tests\":{\"cases\":[" + first + ',' + other + "],\"beforeSaving\":true}}")
            .status;
    };
    QCOMPARE(theirs("theirs"), 200);
    keepAs(QStringLiteral("mine"));
    find<QTabWidget>("testPages")->setCurrentIndex(2);
    QTRY_VERIFY2(notice().contains(QLatin1String("Somebody else")), qPrintable(notice()));
    QCOMPARE(storedCases(), (QStringList{QStringLiteral("first"), QStringLiteral("theirs")}));
    picture("84-cases-conflict");
    click("compareVersions");
    QDialog *compare = dialog();
    QVERIFY(compare);
    QVERIFY(compare->findChild<QsciScintilla *>(QStringLiteral("diffBefore"))
                ->text()
                .contains(QLatin1String("theirs")));
    QVERIFY(compare->findChild<QsciScintilla *>(QStringLiteral("diffAfter"))
                ->text()
                .contains(QLatin1String("mine")));
    compare->reject();
    click("keepMine");
    QTRY_COMPARE(
        storedCases(),
        (QStringList{QStringLiteral("first"), QStringLiteral("theirs"), QStringLiteral("mine")}));
    QVERIFY(notice().isEmpty());
    QVERIFY(find<QCheckBox>("runBeforeSaving")->isChecked());
    // Or theirs are taken.
    QCOMPARE(theirs("later"), 200);
    find<QListWidget>("testCases")->setCurrentRow(0);
    click("removeCase");
    QTRY_VERIFY(!notice().isEmpty());
    click("useTheirs");
    QTRY_COMPARE(find<QListWidget>("testCases")->count(), 2);
    QCOMPARE(find<QListWidget>("testCases")->item(1)->text(), QStringLiteral("later"));
    QCOMPARE(storedCases(), (QStringList{QStringLiteral("first"), QStringLiteral("later")}));
}

void TestTestRun::otherPartsOfADefinitionDoNotConflict()
{
    openDraft("function beforePOST(req, res) {\nres.end();\n}");
    click("toggleTestRun");
    click("runTest");
    QTRY_COMPARE(status(), QStringLiteral("201"));
    QCOMPARE(m_client->put("/admin/v1/collections/people", R"({"description":"theirs"})").status,
             200);
    keepAs(QStringLiteral("mine"));
    QTRY_COMPARE(storedCases(), QStringList{QStringLiteral("mine")});
    QVERIFY(notice().isEmpty());
    QCOMPARE(
        m_client->get("/admin/v1/collections/people").json().root().value("description").text(),
        "theirs");
}

void TestTestRun::acceptQuestion()
{
    QDialog *question = dialog();
    QVERIFY(question);
    QTest::mouseClick(question->findChild<QPushButton *>(QStringLiteral("askAccept")),
                      Qt::LeftButton);
}

void TestTestRun::recordedRequestIsTriedAndSentAgain()
{
    createCollection(QStringLiteral("people"));
    QCOMPARE(m_client
                 ->hook("people",
                        "function beforePOST(req, res) {"
                        " req.body.seen = true; res.end({data: req.body}); }")
                 .status,
             200);
    QVERIFY(m_client->post("/admin/v1/keys", R"({"kind":"web","methods":["GET"],"path":"/people"})")
                .status
            < 300);
    QCOMPARE(m_client->post("/rest/people?x=1", R"({"name":"Jane"})").status, 201);
    auto *table = find<QTableView>("inspectorTable");
    const auto rowOf = [table](const QString &path) {
        for (int row = 0; row < table->model()->rowCount(); ++row) {
            if (table->model()->index(row, 2).data().toString().contains(path))
                return row;
        }
        return -1;
    };
    QTRY_VERIFY(rowOf(QStringLiteral("/rest/people?x=1")) >= 0);
    table->setCurrentIndex(table->model()->index(rowOf(QStringLiteral("/rest/people?x=1")), 2));
    table->setFocus();
    QTest::keyClick(table, Qt::Key_R, Qt::ControlModifier | Qt::ShiftModifier);
    acceptQuestion(); // a POST is not sent again by mistake
    auto *replay = find<QPlainTextEdit>("detailsReplay");
    QTRY_VERIFY2(replay->toPlainText().startsWith(QStringLiteral("Status 201 before, 201 now")),
                 qPrintable(replay->toPlainText()));
    QVERIFY(replay->toPlainText().contains(QStringLiteral("+   \"_id\""))); // another document
    QCOMPARE(m_client->get("/rest/people").json().root().items().size(), size_t(2));
    QVERIFY(find<QPlainTextEdit>("detailsHooks")
                ->toPlainText()
                .contains(QStringLiteral("+   \"seen\": true"))); // what beforePOST added
    // The same as a key that may only read.
    auto *again = find<QToolButton>("replayRequest");
    again->menu()->popup(again->mapToGlobal(QPoint())); // the keys are read for it
    QTRY_COMPARE(again->menu()->actions().size(), 3);
    again->menu()->close();
    again->menu()->actions().last()->trigger();
    acceptQuestion();
    QTRY_VERIFY(replay->toPlainText().startsWith(QStringLiteral("Status 201 before, 403 now")));
    picture("29-replay");
    QCOMPARE(m_client->get("/rest/people").json().root().items().size(), size_t(2));
    // The recorded request in a test run.
    table->setFocus();
    QTest::keyClick(table, Qt::Key_T, Qt::ControlModifier);
    QTRY_VERIFY(find<QWidget>("testRun") && find<QWidget>("testRun")->isVisible());
    QCOMPARE(find<QComboBox>("testMethod")->currentText(), QStringLiteral("POST"));
    QCOMPARE(find<QLineEdit>("testQuery")->text(), QStringLiteral("x=1"));
    QVERIFY(find<QPlainTextEdit>("testBody")->toPlainText().contains(QStringLiteral("Jane")));
    QVERIFY(!find<QPlainTextEdit>("testHeaders")
                 ->toPlainText()
                 .contains(QStringLiteral("apikey"), Qt::CaseInsensitive));
    QTRY_VERIFY(!find<QsciScintilla>("codehookEditor")->isReadOnly());
    click("runTest");
    QTRY_COMPARE(status(), QStringLiteral("201"));
    QCOMPARE(m_client->get("/rest/people").json().root().items().size(), size_t(2));
}

void TestTestRun::failedHooksAreMarked()
{
    openDraft("function beforePOST(req, res) {\nif (req.body.bad) nowhere();\nres.end();\n}");
    saveScript();
    auto *outline = find<QListWidget>("hookOutline");
    const auto hook = outline->findItems(QStringLiteral("beforePOST"), Qt::MatchExactly).first();
    QVERIFY(!hook->toolTip().contains(QStringLiteral("Failed")));
    QCOMPARE(m_client->post("/rest/people", R"({"bad":true})").status, 500);
    QTRY_VERIFY(hook->toolTip().startsWith(QStringLiteral("Failed at")));
    QVERIFY(hook->toolTip().contains(QStringLiteral("nowhere")));
    picture("28-failed-hook");
    QCOMPARE(m_client->post("/rest/people", "{}").status, 201);
    QTRY_VERIFY(!hook->toolTip().contains(QStringLiteral("Failed"))); // it works again
}

void TestTestRun::requestIsFilledFromADocument()
{
    createCollection(QStringLiteral("people"));
    const auto made = m_client->post("/rest/people", R"({"name":"Jane","age":30})");
    openSettings(QStringLiteral("people"));
    typeScript("function beforePUT(req, res) {\nres.end({error: 'frozen'});\n}");
    click("toggleTestRun");
    QTRY_COMPARE(find<QLineEdit>("testPath")->text(),
                 QStringLiteral("/rest/people/") + QString::fromLatin1(made.member("_id")));
    QCOMPARE(find<QComboBox>("testMethod")->currentText(), QStringLiteral("PUT"));
    QVERIFY(text("testBody").contains(QStringLiteral("\"age\": 30")));
    QVERIFY(!text("testBody").contains(QStringLiteral("_id")));
    click("runTest");
    QTRY_COMPARE(status(), QStringLiteral("400"));
    QVERIFY(text("testResponse").contains(QStringLiteral("frozen")));
    QVERIFY(text("testChanges").contains(QStringLiteral("changed nothing")));
    // A query, for a GET.
    find<QComboBox>("testMethod")->setCurrentText(QStringLiteral("GET"));
    find<QLineEdit>("testPath")->setText(QStringLiteral("/rest/people"));
    find<QLineEdit>("testQuery")->setText(QStringLiteral(R"(q={"age":{"$gt":40}})"));
    find<QPlainTextEdit>("testBody")->clear();
    click("runTest");
    QTRY_COMPARE(status(), QStringLiteral("200"));
    QCOMPARE(text("testResponse"), QStringLiteral("[]"));
}

void TestTestRun::faultsAreShownAtTheirLine()
{
    openDraft("function beforePOST(req, res) {\nres.end(;\n}");
    click("toggleTestRun");
    click("runTest");
    QTRY_VERIFY(
        find<QLabel>("codehookProblem")->text().startsWith(QStringLiteral("Not run. Line 2")));
    QCOMPARE(status(), QStringLiteral("Not run"));
    QVERIFY(find<QLabel>("testError")->isVisible());
    QVERIFY(!find<QsciScintilla>("codehookEditor")->annotation(1).isEmpty());
    typeScript("function beforePOST(req, res) {\nres.end();\n}");
    click("runTest");
    QTRY_COMPARE(status(), QStringLiteral("201"));
    QVERIFY(!find<QLabel>("testError")->isVisible());
}

void TestTestRun::refusalsAndErrorsAreShown()
{
    openDraft("function beforePOST(req, res) {\nlog.error('about to fail');\nnull.x;\n}");
    click("toggleTestRun");
    click("runTest");
    QTRY_COMPARE(status(), QStringLiteral("500"));
    QVERIFY(find<QLabel>("testError")->text().contains(QStringLiteral("line 3")));
    QCOMPARE(find<QListWidget>("testLog")->count(), 1);
    // A path that is none of this database.
    find<QLineEdit>("testPath")->setText(QStringLiteral("/elsewhere"));
    click("runTest");
    QTRY_COMPARE(status(), QStringLiteral("Not run"));
    QVERIFY(find<QLabel>("testError")->text().contains(QStringLiteral("/rest/")));
}

void TestTestRun::callsAreAnsweredOrRefused()
{
    openDraft("function beforePOST(req, res) {\nrequest({url: 'http://198.51.100.7/x'}, function "
              "(error, response) {\nres.end({data: {said: error ? 'refused' : "
              "response.statusCode}});\n});\n}");
    click("toggleTestRun");
    click("runTest");
    QTRY_COMPARE(status(), QStringLiteral("201"));
    QVERIFY(text("testResponse").contains(QStringLiteral("\"said\": 200")));
    QCOMPARE(find<QListWidget>("testCalls")->count(), 1);
    QVERIFY(
        find<QListWidget>("testCalls")->item(0)->text().contains(QStringLiteral("198.51.100.7")));
    find<QComboBox>("testOutbound")->setCurrentIndex(2);
    click("runTest");
    QTRY_VERIFY(text("testResponse").contains(QStringLiteral("refused")));
}

void TestTestRun::bodiesThatAreNoJsonAreSentToo()
{
    openDraft("function beforePOST(req, res) {\nres.end();\n}");
    click("toggleTestRun");
    find<QPlainTextEdit>("testBody")->setPlainText(QStringLiteral("{\"name\": "));
    click("runTest");
    QTRY_COMPARE(status(), QStringLiteral("400"));
    QVERIFY(text("testResponse").contains(QStringLiteral("BadRequest")));
}

void TestTestRun::jobsAreTried()
{
    const auto made = m_client->post(
        "/rest/system_jobs",
        R"({"description":"Counter","crontab":"0 0 1 1 *","script":"function runJob(req, res) {\nvar n = 6 * 7;\nlog.info('n', n);\nres.end('counted ' + n);\n}"})");
    QCOMPARE(made.status, 201);
    auto *list = find<QTreeWidget>("navigator");
    QTest::mouseClick(list->viewport(), Qt::LeftButton, {},
                      list->visualItemRect(list->topLevelItem(2)->child(0)).center());
    QTRY_VERIFY(find<QTableView>("jobsTable"));
    auto *table = find<QTableView>("jobsTable");
    QTRY_COMPARE(table->model()->rowCount(), 1);
    table->setFocus();
    table->setCurrentIndex(table->model()->index(0, 1));
    QTRY_VERIFY(find<QPushButton>("editJobScript")->isEnabled());
    click("editJobScript");
    QTRY_VERIFY(find<QsciScintilla>("codehookEditor")->text().contains(QStringLiteral("runJob")));
    runByKey();
    QTRY_COMPARE(status(), QStringLiteral("ok"));
    QCOMPARE(text("testResponse"), QStringLiteral("counted 42"));
    QVERIFY(!find<QWidget>("testPath"));
    QVERIFY(
        find<QsciScintilla>("codehookEditor")->annotation(1).contains(QStringLiteral("n = 42")));
    QCOMPARE(m_client->get("/rest/system_log").body, QByteArray("[]"));
}

void TestTestRun::everyControlHasAName()
{
    openDraft("function beforePOST(req, res) {\nres.end();\n}");
    click("toggleTestRun");
    QCOMPARE(namelessControls(), QStringList());
}

QTEST_MAIN(TestTestRun)
#include "tst_testrun.moc"
