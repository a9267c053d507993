// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/admin.h"
#include "tests/ui/windowtest.h"
#include "ui/codehook/comparedialog.h"
#include "ui/documents/documentspanel.h"
#include "ui/documents/importdialog.h"

#include <Qsci/qsciscintilla.h>
#include <QAction>
#include <QComboBox>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTableWidget>
#include <QTabWidget>
#include <QTreeWidget>

/// The window beside others who write to the same database: nobody's change is overwritten
/// silently, nothing is sent or deleted by mistake, and what was done can be taken back.
class TestSharing : public WindowTest
{
    Q_OBJECT

private slots:
    void documentIsNotOverwritten();
    void mineGoesOverTheirsFieldByField();
    void cellIsNotOverwritten();
    void changeOfManyIsSeenInTheEditor();
    void undoLeavesChangesOfOthers();
    void undoesOneAfterTheOther();
    void scriptIsNotOverwritten();
    void openScriptFollowsOthers();
    void settingsAreNotOverwritten();
    void definitionIsNotOverwritten();
    void otherPartsOfADefinitionDoNotConflict();
    void jobIsNotOverwritten();
    void deletedDocumentsComeBackAsTheyWere();
    void manyAreDeletedOnlyWithTheirNumberTyped();
    void enterDeletesNothingForGood();
    void bareLettersDoNothing();
    void replayOfAWriteIsAskedAbout();
    void paletteGivesTheFocusToTheEditor();
    void refusedRowsAreListed();
    void importIsTakenBack();
    void importStopsAtARefusal();
    void unreadableFileIsRefusedAtOnce();
    void largeDocumentIsReadOnly();

private:
    QTableView *grid() { return find<QTableView>("grid"); }
    QsciScintilla *editor() { return find<QsciScintilla>("codehookEditor"); }
    QPlainTextEdit *json() { return find<QPlainTextEdit>("json"); }
    Json::Document get(const QByteArray &path) { return m_client->get(path).json(); }
    QByteArray put(const QByteArray &path, const QByteArray &body);
    void fill(const QByteArray &documents);
    void replace(const QString &before, const QString &after);
    void trigger(const char *action) { find<QAction>(action)->trigger(); }
    void answer(const char *button);
    QString write(const char *name, const QByteArray &content);
    void change(const QByteArray &field, const QString &value);
};

void TestSharing::fill(const QByteArray &documents)
{
    createCollection(QStringLiteral("people"));
    QCOMPARE(m_client->post("/rest/people", documents).status, 201);
    click("refresh");
    const auto count = Json::Document::parse(documents)->root().items().size();
    QTRY_COMPARE(grid()->model()->rowCount(), int(count));
    QTRY_VERIFY(grid()->model()->index(0, 0).data().toString() != QStringLiteral("…"));
}

/// Types @p after in the place of @p before in the JSON of the chosen document.
void TestSharing::replace(const QString &before, const QString &after)
{
    QTRY_VERIFY(json()->toPlainText().contains(before));
    json()->setFocus();
    json()->moveCursor(QTextCursor::Start);
    QVERIFY(json()->find(before));
    QTest::keyClicks(json(), after);
}

QByteArray TestSharing::put(const QByteArray &path, const QByteArray &body)
{
    const auto reply = m_client->send("PUT", path, body);
    return reply.status == 200 ? QByteArray("ok") : reply.body;
}

void TestSharing::answer(const char *button)
{
    QDialog *question = dialog();
    QVERIFY(question);
    QTest::mouseClick(question->findChild<QPushButton *>(QLatin1String(button)), Qt::LeftButton);
    QTRY_VERIFY(!m_desk->window().findChild<QPushButton *>(QLatin1String(button)));
    m_desk->window().activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&m_desk->window()));
}

QString TestSharing::write(const char *name, const QByteArray &content)
{
    const QString path = m_folder->filePath(QLatin1String(name));
    QFile file(path);
    if (file.open(QIODevice::WriteOnly))
        file.write(content);
    return path;
}

// ---- documents

void TestSharing::documentIsNotOverwritten()
{
    fill(R"([{"city":"Berlin","n":1}])");
    const QByteArray id =
        get("/rest/people").root().items().front().value("_id").text().toByteArray();
    grid()->selectRow(0);
    replace(QStringLiteral("\"n\": 1"), QStringLiteral("\"n\": 22"));
    QCOMPARE(put("/rest/people/" + id, R"({"city":"OTHER-CLIENT"})"), QByteArray("ok"));
    click("saveDocument");
    QTRY_VERIFY2(notice().contains(QLatin1String("Somebody else")), qPrintable(notice()));
    QCOMPARE(get("/rest/people/" + id).root().value("city").text(), "OTHER-CLIENT");
    QCOMPARE(get("/rest/people/" + id).root().value("n").toInteger(), 1);
    picture("76-conflict");
    click("compareVersions");
    auto *compare = qobject_cast<CompareDialog *>(dialog());
    QVERIFY(compare);
    picture("77-compare");
    QVERIFY(compare->findChild<QsciScintilla *>(QStringLiteral("diffBefore"))
                ->text()
                .contains(QLatin1String("OTHER-CLIENT")));
    QVERIFY(compare->findChild<QsciScintilla *>(QStringLiteral("diffAfter"))
                ->text()
                .contains(QLatin1String("\"n\": 22")));
    answer("askCancel");
    click("saveDocument"); // still nothing
    QTest::qWait(50);
    QCOMPARE(get("/rest/people/" + id).root().value("n").toInteger(), 1);
    QTRY_VERIFY(!notice().isEmpty());
    click("useTheirs");
    QTRY_VERIFY(json()->toPlainText().contains(QLatin1String("OTHER-CLIENT")));
    QVERIFY(!find<QPushButton>("saveDocument")->isEnabled());
    QVERIFY(notice().isEmpty());
}

void TestSharing::mineGoesOverTheirsFieldByField()
{
    fill(R"([{"city":"Berlin","n":1,"gone":true}])");
    const QByteArray id =
        get("/rest/people").root().items().front().value("_id").text().toByteArray();
    grid()->selectRow(0);
    replace(QStringLiteral("\"n\": 1"), QStringLiteral("\"n\": 22"));
    QCOMPARE(put("/rest/people/" + id, R"({"city":"Oslo","$unset":{"gone":""}})"),
             QByteArray("ok"));
    click("saveDocument");
    QTRY_VERIFY(!notice().isEmpty());
    click("keepMine");
    QTRY_VERIFY(json()->toPlainText().contains(QLatin1String("Oslo")));
    QVERIFY(json()->toPlainText().contains(QLatin1String("\"n\": 22")));
    QVERIFY(!json()->toPlainText().contains(QLatin1String("gone")));
    click("saveDocument");
    QTRY_COMPARE(get("/rest/people/" + id).root().value("n").toInteger(), 22);
    QCOMPARE(get("/rest/people/" + id).root().value("city").text(), "Oslo");
    QVERIFY(!get("/rest/people/" + id).root().find("gone"));
    // Who saves afterwards sends what differs, and nothing else.
    QCOMPARE(put("/admin/v1/collections/people/codehook",
                 "function beforePUT(req, res) { log.info(Object.keys(req.body).join()); "
                 "res.end({data: req.body}); }"),
             QByteArray("ok"));
}

void TestSharing::cellIsNotOverwritten()
{
    fill(R"([{"city":"Berlin"}])");
    const QByteArray id =
        get("/rest/people").root().items().front().value("_id").text().toByteArray();
    QCOMPARE(put("/rest/people/" + id, R"({"city":"Oslo"})"), QByteArray("ok"));
    const QModelIndex cell = grid()->model()->index(0, 0);
    QCOMPARE(cell.data().toString(), QStringLiteral("Berlin"));
    grid()->setFocus();
    grid()->setCurrentIndex(cell);
    QTest::keyClick(grid(), Qt::Key_F2);
    auto *edit = grid()->viewport()->findChild<QLineEdit *>();
    QVERIFY(edit);
    edit->selectAll();
    QTest::keyClicks(edit, QStringLiteral("Bergen"));
    QTest::keyClick(edit, Qt::Key_Return);
    QTRY_VERIFY2(find<QLabel>("totals")->text().contains(QLatin1String("Somebody else")),
                 qPrintable(find<QLabel>("totals")->text()));
    QCOMPARE(get("/rest/people/" + id).root().value("city").text(), "Oslo");
    grid()->setFocus();
    QTest::keyClick(grid(), Qt::Key_F5);
    QTRY_COMPARE(grid()->model()->index(0, 0).data().toString(), QStringLiteral("Oslo"));
}

void TestSharing::change(const QByteArray &field, const QString &value)
{
    trigger("editDocuments");
    QDialog *change = dialog();
    QVERIFY(change);
    QTest::keyClicks(change->findChild<QPlainTextEdit *>(QStringLiteral("bulkChange")),
                     QStringLiteral("\"%1\": \"%2\"").arg(QString::fromUtf8(field), value));
    QTest::mouseClick(change->findChild<QPushButton *>(QStringLiteral("bulkAccept")),
                      Qt::LeftButton);
    QTRY_VERIFY(!m_desk->window().findChild<QPushButton *>(QStringLiteral("bulkAccept")));
    m_desk->window().activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&m_desk->window()));
}

void TestSharing::changeOfManyIsSeenInTheEditor()
{
    fill(R"([{"city":"Berlin"},{"city":"Berlin"}])");
    grid()->selectAll();
    grid()->selectionModel()->setCurrentIndex(grid()->model()->index(0, 0),
                                              QItemSelectionModel::NoUpdate);
    QTRY_VERIFY(json()->toPlainText().contains(QLatin1String("Berlin")));
    change("city", QStringLiteral("Oslo"));
    QTRY_VERIFY(json()->toPlainText().contains(QLatin1String("Oslo")));
    QVERIFY(notice().isEmpty());
    // With something unsaved in it, the editor asks.
    replace(QStringLiteral("Oslo"), QStringLiteral("Bergen"));
    grid()->selectAll();
    change("city", QStringLiteral("Rome"));
    QTRY_VERIFY(!notice().isEmpty());
    QVERIFY(json()->toPlainText().contains(QLatin1String("Bergen")));
    click("useTheirs");
    QTRY_VERIFY(json()->toPlainText().contains(QLatin1String("Rome")));
}

void TestSharing::undoLeavesChangesOfOthers()
{
    fill(R"([{"city":"Berlin","n":1}])");
    const QByteArray id =
        get("/rest/people").root().items().front().value("_id").text().toByteArray();
    grid()->selectRow(0);
    replace(QStringLiteral("Berlin"), QStringLiteral("Oslo"));
    click("saveDocument");
    QTRY_COMPARE(get("/rest/people/" + id).root().value("city").text(), "Oslo");
    QCOMPARE(put("/rest/people/" + id, R"({"city":"THEIRS"})"), QByteArray("ok"));
    trigger("undoDocuments");
    QDialog *told = dialog();
    QVERIFY(told);
    answer("askAccept");
    QCOMPARE(get("/rest/people/" + id).root().value("city").text(), "THEIRS");
}

void TestSharing::undoesOneAfterTheOther()
{
    fill(R"([{"city":"Berlin"}])");
    const QByteArray id =
        get("/rest/people").root().items().front().value("_id").text().toByteArray();
    const auto city = [&] { return get("/rest/people/" + id).root().value("city").toString(); };
    grid()->selectRow(0);
    replace(QStringLiteral("Berlin"), QStringLiteral("Oslo"));
    click("saveDocument");
    QTRY_COMPARE(city(), QStringLiteral("Oslo"));
    replace(QStringLiteral("Oslo"), QStringLiteral("Rome"));
    click("saveDocument");
    QTRY_COMPARE(city(), QStringLiteral("Rome"));
    QTRY_VERIFY(!find<QPushButton>("saveDocument")->isEnabled());
    for (const char *expected : {"Oslo", "Berlin"}) {
        trigger("undoDocuments");
        QTRY_COMPARE(city(), QLatin1String(expected));
        QTRY_COMPARE(grid()->model()->index(0, 0).data().toString(), QLatin1String(expected));
    }
    for (const char *expected : {"Oslo", "Rome"}) {
        trigger("redoDocuments");
        QTRY_COMPARE(city(), QLatin1String(expected));
        QTRY_COMPARE(grid()->model()->index(0, 0).data().toString(), QLatin1String(expected));
    }
    QVERIFY(!m_desk->window().findChild<QDialog *>());
}

// ---- scripts

void TestSharing::scriptIsNotOverwritten()
{
    createCollection(QStringLiteral("people"));
    openSettings(QStringLiteral("people"));
    typeScript("var mine;");
    QCOMPARE(m_client->send("PUT", "/admin/v1/collections/people/codehook", "var theirs;").status,
             200);
    QTRY_VERIFY2(notice().contains(QLatin1String("Somebody else")), qPrintable(notice()));
    picture("78-script-conflict");
    click("saveCodehook");
    QTest::qWait(100);
    const auto stored = [&] { return m_client->get("/admin/v1/collections/people/codehook").body; };
    QCOMPARE(stored(), QByteArray("var theirs;"));
    click("compareVersions");
    QVERIFY(qobject_cast<CompareDialog *>(dialog()));
    answer("askCancel");
    click("useTheirs");
    QTRY_COMPARE(editor()->text(), QStringLiteral("var theirs;"));
    QTRY_VERIFY(!find<QPushButton>("saveCodehook")->isEnabled());
    // Mine is one undo away, and is kept when it is wanted.
    editor()->setFocus();
    QTest::keyClick(editor(), Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(editor()->text(), QStringLiteral("var mine;"));
    QCOMPARE(m_client->send("PUT", "/admin/v1/collections/people/codehook", "var again;").status,
             200);
    QTRY_VERIFY(!notice().isEmpty());
    click("keepMine");
    saveScript();
    QCOMPARE(stored(), QByteArray("var mine;"));
}

void TestSharing::openScriptFollowsOthers()
{
    createCollection(QStringLiteral("people"));
    openSettings(QStringLiteral("people"));
    QCOMPARE(m_client->send("PUT", "/admin/v1/codehooks", R"({"people":"var pushed;"})").status,
             200);
    QTRY_COMPARE(editor()->text(), QStringLiteral("var pushed;"));
    QVERIFY(notice().isEmpty());
    QTRY_COMPARE(find<QLabel>("codehookState")->text(), QStringLiteral("Saved, version 1"));
}

// ---- settings, definitions, jobs

void TestSharing::settingsAreNotOverwritten()
{
    QTest::keyClick(&m_desk->window(), Qt::Key_Comma, Qt::ControlModifier);
    QTRY_VERIFY(find<QLineEdit>("codehooks.timeout"));
    QTRY_VERIFY(!find<QPlainTextEdit>("settingsText")->toPlainText().isEmpty());
    QCOMPARE(
        m_client->send("PATCH", "/admin/v1/settings", R"({"codehooks":{"timeout":1111}})").status,
        200);
    find<QLineEdit>("codehooks.timeout")->setFocus();
    QTest::keyClicks(find<QLineEdit>("codehooks.timeout"), QStringLiteral("2222"));
    const auto stored = [&] {
        return get("/admin/v1/settings").root().value("codehooks").value("timeout").toInteger();
    };
    click("saveSettings");
    QTRY_VERIFY(!notice().isEmpty());
    QCOMPARE(stored(), 1111);
    click("compareVersions");
    QVERIFY(qobject_cast<CompareDialog *>(dialog()));
    answer("askCancel");
    click("keepMine");
    click("saveSettings");
    QTRY_COMPARE(stored(), 2222);
    QCOMPARE(
        m_client->send("PATCH", "/admin/v1/settings", R"({"codehooks":{"timeout":3333}})").status,
        200);
    find<QLineEdit>("codehooks.memory")->setFocus();
    QTest::keyClicks(find<QLineEdit>("codehooks.memory"), QStringLiteral("64"));
    QTRY_VERIFY(find<QPushButton>("saveSettings")->isEnabled());
    click("saveSettings");
    QTRY_VERIFY(!notice().isEmpty());
    click("useTheirs");
    QTRY_COMPARE(find<QLineEdit>("codehooks.timeout")->text(), QStringLiteral("3333"));
    QCOMPARE(find<QLineEdit>("codehooks.memory")->text(), QString());
}

void TestSharing::definitionIsNotOverwritten()
{
    createCollection(QStringLiteral("people"));
    openSettings(QStringLiteral("people"));
    find<QTabWidget>("inner")->setCurrentIndex(0);
    auto *description = find<QLineEdit>("description");
    description->setFocus();
    QTest::keyClicks(description, QStringLiteral("mine"));
    QCOMPARE(put("/admin/v1/collections/people", R"({"description":"theirs"})"), QByteArray("ok"));
    const auto stored = [&] {
        return get("/admin/v1/collections/people").root().value("description").toString();
    };
    click("saveDescription");
    QTRY_VERIFY(!notice().isEmpty());
    QCOMPARE(stored(), QStringLiteral("theirs"));
    click("compareVersions");
    QVERIFY(qobject_cast<CompareDialog *>(dialog()));
    answer("askCancel");
    QCOMPARE(description->text(), QStringLiteral("mine"));
    click("keepMine");
    click("saveDescription");
    QTRY_COMPARE(stored(), QStringLiteral("mine"));
}

void TestSharing::otherPartsOfADefinitionDoNotConflict()
{
    createCollection(QStringLiteral("people"));
    openSettings(QStringLiteral("people"));
    find<QTabWidget>("inner")->setCurrentIndex(0);
    QCOMPARE(put("/admin/v1/collections/people", R"({"fields":[{"name":"age","type":"number"}]})"),
             QByteArray("ok"));
    find<QLineEdit>("description")->setFocus();
    QTest::keyClicks(find<QLineEdit>("description"), QStringLiteral("mine"));
    click("saveDescription");
    QTRY_COMPARE(get("/admin/v1/collections/people").root().value("description").toString(),
                 QStringLiteral("mine"));
    QCOMPARE(get("/admin/v1/collections/people").root().value("fields").items().size(), size_t(1));
    QVERIFY(notice().isEmpty());
}

void TestSharing::jobIsNotOverwritten()
{
    const auto job = m_client->post(
        "/rest/system_jobs",
        R"({"description":"sweep","crontab":"0 3 * * *","script":"function runJob(req,res){res.end();}"})");
    QCOMPARE(job.status, 201);
    const QByteArray path =
        "/rest/system_jobs/" + job.json().root().value("_id").text().toByteArray();
    auto *list = find<QTreeWidget>("navigator");
    QTest::mouseClick(list->viewport(), Qt::LeftButton, {},
                      list->visualItemRect(list->topLevelItem(2)->child(0)).center());
    QTRY_VERIFY(find<QTableView>("jobsTable")->model()->rowCount() == 1);
    find<QTableView>("jobsTable")->selectRow(0);
    QTRY_COMPARE(find<QLineEdit>("jobDescription")->text(), QStringLiteral("sweep"));
    find<QLineEdit>("jobDescription")->setFocus();
    QTest::keyClick(find<QLineEdit>("jobDescription"), Qt::Key_End);
    QTest::keyClicks(find<QLineEdit>("jobDescription"), QStringLiteral(" mine"));
    QCOMPARE(put(path, R"({"description":"theirs","crontab":"0 4 * * *"})"), QByteArray("ok"));
    QTRY_VERIFY2(notice().contains(QLatin1String("Somebody else")), qPrintable(notice()));
    QCOMPARE(find<QLineEdit>("jobDescription")->text(), QStringLiteral("sweep mine"));
    click("saveJob");
    QTest::qWait(50);
    QCOMPARE(get(path).root().value("description").text(), "theirs");
    click("keepMine");
    QCOMPARE(find<QLineEdit>("crontab")->text(), QStringLiteral("0 4 * * *")); // what I left alone
    click("saveJob");
    QTRY_COMPARE(get(path).root().value("description").text(), "sweep mine");
    QCOMPARE(get(path).root().value("crontab").text(), "0 4 * * *");
}

// ---- deleting

void TestSharing::deletedDocumentsComeBackAsTheyWere()
{
    fill(R"([{"name":"Jane"},{"name":"Joe"}])");
    const QByteArray id =
        get("/rest/people").root().items().front().value("_id").text().toByteArray();
    QCOMPARE(put("/rest/people/" + id, R"({"age":7})"), QByteArray("ok"));
    const auto all = [&] { return get("/rest/people?metafields=true&sort=_id").root().toJson(); };
    const QByteArray before = all();
    // It would refuse whatever is posted, and hides what it reads.
    QCOMPARE(put("/admin/v1/collections/people/codehook",
                 "function beforePOST(req, res) { res.end({error: 'nobody is made'}); }"),
             QByteArray("ok"));
    click("refresh");
    QTRY_COMPARE(grid()->model()->rowCount(), 2);
    grid()->setFocus();
    grid()->selectAll();
    QTest::keyClick(grid(), Qt::Key_Delete);
    answer("askAccept"); // can be undone, so Enter would do as well
    QTRY_COMPARE(grid()->model()->rowCount(), 0);
    QCOMPARE(get("/rest/people").root().items().size(), size_t(0));
    grid()->setFocus();
    QTest::keyClick(grid(), Qt::Key_Z, Qt::ControlModifier);
    QTRY_COMPARE(grid()->model()->rowCount(), 2);
    QCOMPARE(all(), before);
    trigger("redoDocuments");
    QTRY_COMPARE(grid()->model()->rowCount(), 0);
}

void TestSharing::manyAreDeletedOnlyWithTheirNumberTyped()
{
    createCollection(QStringLiteral("people"));
    QByteArrayList documents;
    for (int i = 0; i < 10'001; ++i)
        documents.append("{\"n\":" + QByteArray::number(i) + "}");
    QCOMPARE(m_client->post("/rest/people", '[' + documents.join(',') + ']').status, 201);
    click("refresh");
    QTRY_COMPARE(grid()->model()->rowCount(), 10'001);
    const auto count = [&] {
        return get("/rest/people?totals=true&count=true")
            .root()
            .value("totals")
            .value("total")
            .toInteger();
    };
    grid()->setFocus();
    QTest::keyClick(grid(), Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(grid(), Qt::Key_Delete);
    QDialog *question = dialog();
    QVERIFY(question);
    picture("79-delete-all");
    auto *accept = question->findChild<QPushButton *>(QStringLiteral("askAccept"));
    auto *typed = question->findChild<QLineEdit *>(QStringLiteral("askText"));
    QVERIFY(!accept->isEnabled());
    QVERIFY(question->findChild<QPushButton *>(QStringLiteral("askCancel"))->isDefault());
    QTest::keyClick(typed, Qt::Key_Return);
    QTRY_VERIFY(!m_desk->window().findChild<QPushButton *>(QStringLiteral("askAccept")));
    QCOMPARE(count(), 10'001);
    m_desk->window().activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&m_desk->window()));
    QTest::keyClick(grid(), Qt::Key_Delete);
    question = dialog();
    typed = question->findChild<QLineEdit *>(QStringLiteral("askText"));
    QTest::keyClicks(typed, QStringLiteral("10000"));
    accept = question->findChild<QPushButton *>(QStringLiteral("askAccept"));
    QVERIFY(!accept->isEnabled());
    typed->clear();
    QTest::keyClicks(typed, QStringLiteral("10001"));
    QVERIFY(accept->isEnabled());
    QTest::keyClick(typed, Qt::Key_Return); // even so
    QTRY_VERIFY(!m_desk->window().findChild<QPushButton *>(QStringLiteral("askAccept")));
    QCOMPARE(count(), 10'001);
    m_desk->window().activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&m_desk->window()));
    QTest::keyClick(grid(), Qt::Key_Delete);
    question = dialog();
    QTest::keyClicks(question->findChild<QLineEdit *>(QStringLiteral("askText")),
                     QStringLiteral("10,001"));
    answer("askAccept");
    QTRY_COMPARE(count(), 0);
}

void TestSharing::enterDeletesNothingForGood()
{
    createCollection(QStringLiteral("people"));
    openSettings(QStringLiteral("people"));
    find<QTabWidget>("inner")->setCurrentIndex(0);
    click("dropCollection");
    QDialog *question = dialog();
    QVERIFY(question);
    QVERIFY(question->findChild<QPushButton *>(QStringLiteral("askCancel"))->isDefault());
    auto *typed = question->findChild<QLineEdit *>(QStringLiteral("askText"));
    QTest::keyClicks(typed, QStringLiteral("people"));
    QTest::keyClick(typed, Qt::Key_Return);
    QTRY_VERIFY(!m_desk->window().findChild<QPushButton *>(QStringLiteral("askAccept")));
    QCOMPARE(m_client->get("/rest/people").status, 200);
    m_desk->window().activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&m_desk->window()));
    // A key.
    QTest::keyClick(&m_desk->window(), Qt::Key_K, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_VERIFY(find<QTableWidget>("keys") && find<QTableWidget>("keys")->rowCount() > 0);
    auto *keys = find<QTableWidget>("keys");
    keys->setFocus();
    keys->selectRow(0);
    QTest::keyClick(keys, Qt::Key_Delete);
    question = dialog();
    QVERIFY(question);
    QTest::keyClick(question, Qt::Key_Return);
    QTRY_VERIFY(!m_desk->window().findChild<QPushButton *>(QStringLiteral("askAccept")));
    QCOMPARE(m_client->get("/rest/people").status, 200);
}

// ---- keys

void TestSharing::bareLettersDoNothing()
{
    createCollection(QStringLiteral("people"));
    QCOMPARE(m_client->post("/rest/people", R"({"n":1})").status, 201);
    auto *table = find<QTableView>("inspectorTable");
    QTRY_VERIFY([&] {
        for (int row = 0; row < table->model()->rowCount(); ++row) {
            if (table->model()->index(row, 1).data().toString() == QLatin1String("POST")) {
                table->selectRow(row);
                return true;
            }
        }
        return false;
    }());
    table->setFocus();
    const int tabsBefore = find<QTabWidget>("tabs")->count();
    for (int key = Qt::Key_A; key <= Qt::Key_Z; ++key)
        QTest::keyClick(table, Qt::Key(key));
    QTest::qWait(200);
    QVERIFY(!m_desk->window().findChild<QDialog *>());
    QCOMPARE(find<QTabWidget>("tabs")->count(), tabsBefore);
    QCOMPARE(get("/rest/people").root().items().size(), size_t(1));
    // None of the window's keys is a letter alone.
    for (const QAction *action : m_desk->window().findChildren<QAction *>()) {
        for (const QKeySequence &keys : action->shortcuts()) {
            const QString text = keys.toString(QKeySequence::PortableText);
            QVERIFY2(text.size() != 1, qPrintable(action->text() + QLatin1Char(' ') + text));
        }
    }
}

void TestSharing::replayOfAWriteIsAskedAbout()
{
    createCollection(QStringLiteral("people"));
    QCOMPARE(m_client->post("/rest/people", R"({"n":1})").status, 201);
    auto *table = find<QTableView>("inspectorTable");
    const auto choose = [&](const char *method) {
        for (int row = table->model()->rowCount() - 1; row >= 0; --row) {
            if (table->model()->index(row, 1).data().toString() == QLatin1String(method)) {
                table->selectRow(row);
                return true;
            }
        }
        return false;
    };
    QTRY_VERIFY(choose("POST"));
    const auto count = [&] { return get("/rest/people").root().items().size(); };
    table->setFocus();
    QTRY_VERIFY(find<QWidget>("replayRequest")->isEnabled());
    QTest::keyClick(table, Qt::Key_R, Qt::ControlModifier | Qt::ShiftModifier);
    QDialog *question = dialog();
    QVERIFY(question);
    QTest::keyClick(question, Qt::Key_Return);
    QTRY_VERIFY(!m_desk->window().findChild<QPushButton *>(QStringLiteral("askAccept")));
    QCOMPARE(count(), size_t(1));
    click("replayRequest");
    answer("askAccept");
    QTRY_COMPARE(count(), size_t(2));
}

void TestSharing::paletteGivesTheFocusToTheEditor()
{
    createCollection(QStringLiteral("customers"));
    QTest::keyClick(&m_desk->window(), Qt::Key_P, Qt::ControlModifier);
    QTRY_VERIFY(find<QLineEdit>("pickerText"));
    auto *typed = find<QLineEdit>("pickerText");
    QTest::keyClicks(typed, QStringLiteral("customers"));
    QTest::keyClick(typed, Qt::Key_Down);
    QTest::keyClick(typed, Qt::Key_Return);
    QTRY_VERIFY(editor() && !editor()->isReadOnly());
    QTRY_COMPARE(QApplication::focusWidget(), editor());
    QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("// draftword"));
    QCOMPARE(editor()->text(), QStringLiteral("// draftword"));
    QVERIFY(!m_desk->window().findChild<QDialog *>());
    QVERIFY(!QApplication::activePopupWidget());
}

// ---- files

void TestSharing::refusedRowsAreListed()
{
    createCollection(QStringLiteral("people"));
    QCOMPARE(m_client
                 ->send("PUT", "/admin/v1/collections/people/codehook",
                        "function beforePOST(req, res) { if (req.body.name === 'Joe') "
                        "res.end({error: 'Joe stays out'}); else res.end({data: req.body}); }")
                 .status,
             200);
    const QString file = write("in.csv", "name,age\nJane,1\nJoe,2\nAnn,3\nBo,4\n");
    auto *panel = m_desk->window().findChild<DocumentsPanel *>();
    panel->importFrom(file);
    auto *import = qobject_cast<ImportDialog *>(dialog());
    QVERIFY(import);
    auto *table = import->findChild<QTableWidget *>(QStringLiteral("importTable"));
    QCOMPARE(table->rowCount(), 4); // what will be stored
    QCOMPARE(table->horizontalHeaderItem(0)->text(), QStringLiteral("name"));
    QCOMPARE(table->item(1, 0)->text(), QStringLiteral("Joe"));
    picture("80-import-preview");
    QCOMPARE(get("/rest/people").root().items().size(), size_t(0));
    click("importBegin");
    QTRY_VERIFY(import->findChild<QPushButton *>(QStringLiteral("importTakeBack"))->isVisible());
    QCOMPARE(get("/rest/people").root().items().size(), size_t(3));
    QCOMPARE(table->rowCount(), 1);
    QCOMPARE(table->item(0, 0)->text(), QStringLiteral("3"));
    QVERIFY2(table->item(0, 2)->text().contains(QLatin1String("Joe stays out")),
             qPrintable(table->item(0, 2)->text()));
    QCOMPARE(import->findChild<QLabel *>(QStringLiteral("importText"))->text(),
             QStringLiteral("3 documents imported, 1 refused."));
    picture("81-import-refused");
    click("importClose");
    QTRY_COMPARE(grid()->model()->rowCount(), 3);
    m_desk->window().activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&m_desk->window()));
    trigger("undoDocuments");
    QTRY_COMPARE(grid()->model()->rowCount(), 0);
}

void TestSharing::importIsTakenBack()
{
    createCollection(QStringLiteral("people"));
    QCOMPARE(m_client->post("/rest/people", R"({"_id":"0123456789abcdef01234567","n":0})").status,
             201);
    // One of the file is there already: it stays when the others go.
    const QString file = write("in.ndjson",
                               "{\"n\":1}\n{\"_id\":\"0123456789abcdef01234567\",\"n\":2}\n"
                               "{\"n\":\n{\"n\":3}\n");
    m_desk->window().findChild<DocumentsPanel *>()->importFrom(file);
    auto *import = qobject_cast<ImportDialog *>(dialog());
    QVERIFY(import);
    click("importBegin");
    QTRY_VERIFY(import->findChild<QPushButton *>(QStringLiteral("importTakeBack"))->isVisible());
    auto *table = import->findChild<QTableWidget *>(QStringLiteral("importTable"));
    QCOMPARE(table->rowCount(), 2);
    QStringList lines{table->item(0, 0)->text(), table->item(1, 0)->text()};
    lines.sort();
    QCOMPARE(lines, (QStringList{QStringLiteral("2"), QStringLiteral("3")}));
    QCOMPARE(get("/rest/people").root().items().size(), size_t(3));
    click("importTakeBack");
    QTRY_COMPARE(get("/rest/people").root().items().size(), size_t(1));
    QTRY_VERIFY(!find<QPushButton>("importTakeBack")->isVisible());
    QCOMPARE(get("/rest/people").root().items().front().value("n").toInteger(), 0);
    click("importClose");
}

void TestSharing::importStopsAtARefusal()
{
    createCollection(QStringLiteral("people"));
    const QString file = write("in.ndjson", "{\"n\":1}\n{\"n\":\n{\"n\":3}\n");
    m_desk->window().findChild<DocumentsPanel *>()->importFrom(file);
    QVERIFY(dialog());
    find<QComboBox>("importAtRefusal")->setCurrentIndex(1);
    click("importBegin");
    QTRY_VERIFY(find<QPushButton>("importTakeBack")->isVisible());
    QCOMPARE(get("/rest/people").root().items().size(), size_t(1));
    click("importClose");
}

void TestSharing::unreadableFileIsRefusedAtOnce()
{
    createCollection(QStringLiteral("people"));
    auto *panel = m_desk->window().findChild<DocumentsPanel *>();
    for (const QString &file :
         {write("a.csv", "name,name\n1,2\n"), write("b.json", "not json"), write("c.ndjson", ""),
          m_folder->filePath(QStringLiteral("d.csv"))}) {
        panel->importFrom(file);
        QVERIFY2(dialog(), qPrintable(file));
        QCOMPARE(dialog()->windowTitle(), QStringLiteral("The file could not be imported"));
        answer("askAccept");
    }
}

void TestSharing::largeDocumentIsReadOnly()
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

QTEST_MAIN(TestSharing)
#include "tst_sharing.moc"
