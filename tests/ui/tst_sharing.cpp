// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/windowtest.h"
#include "ui/documents/documentmodel.h"
#include "ui/codehook/comparedialog.h"

#include <Qsci/qsciscintilla.h>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTabWidget>
#include <QTreeWidget>

/// The window beside others who write to the same database: nobody's change is overwritten
/// silently.
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
    void countsFollowWhateverIsRecorded();
    void rowsFollowOthers();
    void jobsFollowWhateverIsRecorded();

private:
    QsciScintilla *editor() { return find<QsciScintilla>("codehookEditor"); }
    Json::Document get(const QByteArray &path) { return m_client->get(path).json(); }
    void recordNothing()
    {
        QCOMPARE(m_client->send("PATCH", "/admin/v1/settings", R"({"inspector":{"record":"none"}})")
                     .status,
                 200);
    }
    /// What the navigator shows beside @p name; empty: nothing, or no such line.
    QString shownCount(const QString &name);
    QByteArray put(const QByteArray &path, const QByteArray &body);
    /// How many requests were refused because somebody else had stored another version.
    int overtaken();
    void replace(const QString &before, const QString &after);
    void change(const QByteArray &field, const QString &value);
};

QByteArray TestSharing::put(const QByteArray &path, const QByteArray &body)
{
    const auto reply = m_client->send("PUT", path, body);
    return reply.status == 200 ? QByteArray("ok") : reply.body;
}

/// Types @p after in the place of @p before in the JSON of the chosen document.
int TestSharing::overtaken()
{
    int count = 0;
    const auto records = get("/admin/v1/inspector?max=500");
    for (const Json::Value &record : records.root().items())
        count += record.value("status").toInteger() == 412 ? 1 : 0;
    return count;
}

void TestSharing::replace(const QString &before, const QString &after)
{
    QTRY_VERIFY(json()->toPlainText().contains(before));
    json()->setFocus();
    json()->moveCursor(QTextCursor::Start);
    QVERIFY(json()->find(before));
    QTest::keyClicks(json(), after);
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
    QTRY_COMPARE(overtaken(), 2);
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
    trigger("undo");
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
        trigger("undo");
        QTRY_COMPARE(city(), QLatin1String(expected));
        QTRY_COMPARE(grid()->model()->index(0, 0).data().toString(), QLatin1String(expected));
    }
    for (const char *expected : {"Oslo", "Rome"}) {
        trigger("redo");
        QTRY_COMPARE(city(), QLatin1String(expected));
        QTRY_COMPARE(grid()->model()->index(0, 0).data().toString(), QLatin1String(expected));
    }
    QVERIFY(!m_desk->window().findChild<QDialog *>());
}

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
    QTRY_COMPARE(overtaken(), 1);
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
    QTRY_COMPARE(overtaken(), 1);
    QCOMPARE(get(path).root().value("description").text(), "theirs");
    click("keepMine");
    QCOMPARE(find<QLineEdit>("crontab")->text(), QStringLiteral("0 4 * * *")); // what I left alone
    click("saveJob");
    QTRY_COMPARE(get(path).root().value("description").text(), "sweep mine");
    QCOMPARE(get(path).root().value("crontab").text(), "0 4 * * *");
}

QString TestSharing::shownCount(const QString &name)
{
    const auto lines =
        find<QTreeWidget>("navigator")->findItems(name, Qt::MatchExactly | Qt::MatchRecursive);
    return lines.isEmpty() ? QString() : lines.first()->text(2);
}

/// The window learns of writes from their commits, not from records of requests.
void TestSharing::rowsFollowOthers()
{
    fill(R"([{"name":"Jane"},{"name":"Joe"}])");
    const auto *rows = grid()->model();
    const auto name = [rows](int row) { return rows->index(row, 0).data().toString(); };
    const QByteArray id =
        m_client->get("/rest/people").json().root().items()[0].value("_id").text().toByteArray();
    QCOMPARE(m_client->put("/rest/people/" + id, R"({"name":"Janet"})").status, 200);
    QTRY_COMPARE(name(0), QStringLiteral("Janet"));
    QCOMPARE(m_client->post("/rest/people", R"({"name":"Ann"})").status, 201);
    QTRY_COMPARE(rows->rowCount(), 3);
    QCOMPARE(m_client->send("DELETE", "/rest/people/" + id).status, 200);
    QTRY_COMPARE(rows->rowCount(), 2);
    QCOMPARE(name(0), QStringLiteral("Joe"));
    // A cell that is edited here is one request: the rows have it already.
    QSignalSpy read(qobject_cast<DocumentModel *>(grid()->model()), &DocumentModel::loaded);
    QVERIFY(grid()->model()->setData(rows->index(0, 0), QStringLiteral("Joseph"), Qt::EditRole));
    QTRY_VERIFY(m_client->get("/rest/people").body.contains("Joseph"));
    QTest::qWait(500); // longer than changes wait to be read
    QCOMPARE(read.count(), 0);
}

void TestSharing::countsFollowWhateverIsRecorded()
{
    createCollection(QStringLiteral("people"));
    recordNothing();
    QTRY_COMPARE(shownCount(QStringLiteral("people")), QStringLiteral("0"));
    for (int i = 0; i < 3; ++i)
        QCOMPARE(m_client->post("/rest/people", "{}").status, 201);
    QTRY_COMPARE(shownCount(QStringLiteral("people")), QStringLiteral("3"));
    // What a hook writes belongs to no request to its collection.
    QCOMPARE(m_client->put("/admin/v1/collections/pets", "{}").status, 201);
    QCOMPARE(m_client
                 ->hook("people",
                        "function afterPOST(req, res) {"
                        " db.post('/rest/pets', {}, null, () => res.end()); }")
                 .status,
             200);
    QCOMPARE(m_client->post("/rest/people", "{}").status, 201);
    QTRY_COMPARE(shownCount(QStringLiteral("pets")), QStringLiteral("1"));
    QTRY_COMPARE(shownCount(QStringLiteral("people")), QStringLiteral("4"));
    QCOMPARE(m_client->send("DELETE", "/admin/v1/collections/pets?confirm=pets").status, 200);
    QTRY_VERIFY(find<QTreeWidget>("navigator")
                    ->findItems(QStringLiteral("pets"), Qt::MatchExactly | Qt::MatchRecursive)
                    .isEmpty());
}

void TestSharing::jobsFollowWhateverIsRecorded()
{
    recordNothing();
    auto *list = find<QTreeWidget>("navigator");
    const auto lines =
        list->findItems(QStringLiteral("System_jobs"), Qt::MatchExactly | Qt::MatchRecursive);
    QTest::mouseClick(list->viewport(), Qt::LeftButton, {},
                      list->visualItemRect(lines.first()).center());
    QTRY_VERIFY(find<QTableView>("jobsTable"));
    const auto made = m_client->post("/rest/system_jobs",
                                     R"({"description":"night","crontab":"@daily",)"
                                     R"("script":"function runJob(req, res) { res.end('x'); }"})");
    QCOMPARE(made.status, 201);
    QTRY_COMPARE(find<QTableView>("jobsTable")->model()->rowCount(), 1);
    QCOMPARE(m_client->post("/admin/v1/jobs/" + made.member("_id") + "/run", "{}").status, 202);
    QTRY_COMPARE(find<QTableView>("logTable")->model()->rowCount(), 1);
    QTRY_COMPARE(shownCount(QStringLiteral("System_log")), QStringLiteral("1"));
}

QTEST_MAIN(TestSharing)
#include "tst_sharing.moc"
