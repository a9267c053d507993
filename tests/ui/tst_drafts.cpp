// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/localclient.h"
#include "tests/ui/windowtest.h"
#include "ui/widgets/draftstore.h"

#include <Qsci/qsciscintilla.h>
#include <QApplication>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSettings>
#include <QStandardPaths>
#include <QTabWidget>
#include <QTableView>
#include <QTreeWidget>

/// What is typed and not saved is on disk soon, and comes back when the program ends without having
/// been asked.
class TestDrafts : public WindowTest
{
    Q_OBJECT

private slots:
    void init();
    void draftsAreFilesOfTheirOwner();
    void scriptComesBack();
    void scriptOfAJobComesBack();
    void documentComesBack();
    void newDocumentComesBack();
    void typedCellComesBack();
    void refusedCellComesBack();
    void storedCellLeavesNoDraft();
    void typedCellDoesNotOverwriteOthers();
    void testRunComesBack();
    void filledTestRunIsNoDraft();
    void settingsComeBack_data();
    void settingsComeBack();
    void definitionComesBack();
    void jobComesBack();
    void savedAndDiscardedDraftsAreGone();
    void newDatabaseHasNoDrafts();
    void tabsAreKeptAtOnce();

private:
    QsciScintilla *editor() { return find<QsciScintilla>("codehookEditor"); }
    QTabWidget *tabs() { return find<QTabWidget>("tabs"); }
    QString currentTab() { return tabs()->tabText(tabs()->currentIndex()); }
    void press(int key, Qt::KeyboardModifiers modifiers = Qt::ControlModifier)
    {
        QTest::keyClick(&m_desk->window(), Qt::Key(key), modifiers);
    }
    /// Ends the program without its own doing once the disk has @p text, and starts it again.
    void crashWith(const QByteArray &text);
    void openPlace(int topItem, int item);
    /// A collection with one document, of the name Jane.
    void addJane();
    /// Types @p text into the cell of her name, and nothing after it.
    QLineEdit *typeName(const QString &text);
    Json::Document people() { return m_client->get("/rest/people").json(); }
    QString name() { return people().root().items().front().value("name").toString(); }
};

void TestDrafts::init()
{
    QDir(QStandardPaths::writableLocation(QStandardPaths::AppLocalDataLocation)
         + QStringLiteral("/drafts"))
        .removeRecursively();
    WindowTest::init();
}

QByteArray draftWith(const QByteArray &text)
{
    QDirIterator it(QStandardPaths::writableLocation(QStandardPaths::AppLocalDataLocation)
                        + QStringLiteral("/drafts"),
                    QDir::Files, QDirIterator::Subdirectories);
    while (it.hasNext()) {
        QFile file(it.next());
        if (file.open(QIODevice::ReadOnly) && file.readAll().contains(text))
            return file.fileName().toUtf8();
    }
    return {};
}

void TestDrafts::crashWith(const QByteArray &text)
{
    QTRY_VERIFY2(!draftWith(text).isEmpty(), text.constData());
    const QByteArray name = draftWith(text);
    QFile draft(QString::fromUtf8(name));
    QVERIFY(draft.open(QIODevice::ReadOnly));
    const QByteArray content = draft.readAll();
    const QString path = m_desk->client()->databasePath();
    // An end in good order stores the cell that is open.
    if (auto *cell = grid() ? grid()->viewport()->findChild<QLineEdit *>() : nullptr)
        QTest::keyClick(cell, Qt::Key_Escape);
    m_desk.reset();
    // What the end has written does not count, only what was there before.
    QVERIFY(QFile::exists(draft.fileName()));
    draft.close();
    QVERIFY(draft.open(QIODevice::WriteOnly));
    draft.write(content);
    draft.close();
    Preferences options;
    options.address = QStringLiteral("127.0.0.1:0");
    m_desk = std::make_unique<Application>(*qApp, options);
    m_desk->window().resize(1366, 768);
    m_desk->window().show();
    m_desk->window().activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&m_desk->window()));
    m_desk->open(path, Application::Content::Empty);
    QVERIFY(m_desk->client());
    m_client = std::make_unique<HttpClient>(m_desk->client()->url(), m_client->key());
    QTRY_VERIFY(tabs()->count() > 1); // beside the welcome page
}

void TestDrafts::openPlace(int topItem, int item)
{
    auto *list = find<QTreeWidget>("navigator");
    QTest::mouseClick(list->viewport(), Qt::LeftButton, {},
                      list->visualItemRect(list->topLevelItem(topItem)->child(item)).center());
}

void TestDrafts::draftsAreFilesOfTheirOwner()
{
    createCollection(QStringLiteral("people"));
    openSettings(QStringLiteral("people"));
    typeScript("// UNSAVED-1");
    QTRY_VERIFY(!draftWith("UNSAVED-1").isEmpty());
    const QFileInfo file(QString::fromUtf8(draftWith("UNSAVED-1")));
    const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther
        | QFile::ExeGroup | QFile::ExeOther;
    QVERIFY(!(file.permissions() & others));
    QVERIFY(!(QFileInfo(file.path()).permissions() & others));
}

void TestDrafts::scriptComesBack()
{
    createCollection(QStringLiteral("people"));
    openSettings(QStringLiteral("people"));
    typeScript("var saved;");
    saveScript();
    typeScript("var draft;");
    crashWith("var draft;");
    QTRY_VERIFY(editor() && editor()->text() == QLatin1String("var draft;"));
    QCOMPARE(currentTab(), QStringLiteral("people settings •"));
    QVERIFY2(notice().startsWith(QLatin1String("Unsaved changes from")), qPrintable(notice()));
    QCOMPARE(m_client->get("/admin/v1/collections/people/codehook").body, QByteArray("var saved;"));
    picture("75-draft-restored");
    // Undo leads back to what is saved.
    editor()->setFocus();
    QTest::keyClick(editor(), Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(editor()->text(), QStringLiteral("var saved;"));
    QTRY_VERIFY(!find<QPushButton>("saveCodehook")->isEnabled());
    QTest::keyClick(editor(), Qt::Key_Y, Qt::ControlModifier);
    QCOMPARE(editor()->text(), QStringLiteral("var draft;"));
    saveScript();
    QCOMPARE(m_client->get("/admin/v1/collections/people/codehook").body, QByteArray("var draft;"));
}

void TestDrafts::scriptOfAJobComesBack()
{
    const auto job = m_client->post(
        "/rest/system_jobs",
        R"({"description":"sweep","crontab":"0 3 * * *","script":"function runJob(req,res){res.end();}"})");
    QCOMPARE(job.status, 201);
    openPlace(2, 0);
    QTRY_VERIFY(find<QTableView>("jobsTable")->model()->rowCount() == 1);
    find<QTableView>("jobsTable")->selectRow(0);
    QTRY_VERIFY(find<QPushButton>("editJobScript")->isEnabled());
    click("editJobScript");
    QTRY_VERIFY(editor() && !editor()->isReadOnly());
    typeScript("// jobdraft");
    crashWith("jobdraft");
    QTRY_VERIFY(editor() && editor()->text() == QLatin1String("// jobdraft"));
}

void TestDrafts::documentComesBack()
{
    createCollection(QStringLiteral("people"));
    QCOMPARE(m_client->post("/rest/people", R"({"name":"Jane"})").status, 201);
    click("refresh");
    QTRY_COMPARE(find<QTableView>("grid")->model()->rowCount(), 1);
    find<QTableView>("grid")->selectRow(0);
    auto *json = find<QPlainTextEdit>("json");
    QTRY_VERIFY(json->toPlainText().contains(QLatin1String("Jane")));
    QVERIFY(json->find(QStringLiteral("Jane"), QTextDocument::FindBackward)
            || (json->moveCursor(QTextCursor::Start), json->find(QStringLiteral("Jane"))));
    QTest::keyClicks(json, QStringLiteral("Janet"));
    crashWith("Janet");
    QTRY_VERIFY(find<QPlainTextEdit>("json")->toPlainText().contains(QLatin1String("Janet")));
    json = find<QPlainTextEdit>("json");
    QVERIFY(notice().startsWith(QLatin1String("Unsaved changes from")));
    json->setFocus();
    QTest::keyClick(json, Qt::Key_Z, Qt::ControlModifier);
    QVERIFY(!json->toPlainText().contains(QLatin1String("Janet")));
    QVERIFY(json->toPlainText().contains(QLatin1String("Jane")));
    QTest::keyClick(json, Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    click("saveDocument");
    QTRY_COMPARE(m_client->get("/rest/people").json().root().items().front().value("name").text(),
                 "Janet");
}

void TestDrafts::newDocumentComesBack()
{
    createCollection(QStringLiteral("people"));
    click("addDocument");
    QTest::keyClicks(find<QPlainTextEdit>("json"), QStringLiteral("\"name\": \"Brandnew\""));
    crashWith("Brandnew");
    QTRY_VERIFY(find<QPlainTextEdit>("json")->toPlainText().contains(QLatin1String("Brandnew")));
    QTRY_VERIFY(find<QPushButton>("saveDocument")->isEnabled());
    click("saveDocument");
    QTRY_COMPARE(m_client->get("/rest/people").json().root().items().size(), size_t(1));
}

// ---- cells

void TestDrafts::addJane()
{
    createCollection(QStringLiteral("people"));
    QCOMPARE(m_client->post("/rest/people", R"({"name":"Jane","age":30})").status, 201);
    click("refresh");
    QTRY_COMPARE(grid()->model()->index(0, 0).data().toString(), QStringLiteral("Jane"));
}

QLineEdit *TestDrafts::typeName(const QString &text)
{
    grid()->setFocus();
    grid()->setCurrentIndex(grid()->model()->index(0, 0));
    QTest::keyClick(grid(), Qt::Key_F2);
    auto *line = grid()->viewport()->findChild<QLineEdit *>();
    if (line) {
        line->selectAll();
        QTest::keyClicks(line, text);
    }
    return line;
}

void TestDrafts::typedCellComesBack()
{
    addJane();
    QVERIFY(typeName(QStringLiteral("Janet")));
    QTRY_COMPARE(currentTab(), QStringLiteral("people •"));
    crashWith("Janet");
    QTRY_VERIFY(grid() && grid()->model()->index(0, 0).data().toString() == QLatin1String("Janet"));
    QVERIFY2(notice().startsWith(QLatin1String("Cells with unsaved text from")),
             qPrintable(notice()));
    QCOMPARE(currentTab(), QStringLiteral("people •"));
    QCOMPARE(name(), QStringLiteral("Jane"));
    picture("83-cell-restored");
    // It is edited further, from what was typed on.
    click("showCells");
    QTest::keyClick(grid(), Qt::Key_F2);
    auto *line = grid()->viewport()->findChild<QLineEdit *>();
    QVERIFY(line);
    QCOMPARE(line->text(), QStringLiteral("Janet"));
    QTest::keyClick(line, Qt::Key_End);
    QTest::keyClicks(line, QStringLiteral("te"));
    QTest::keyClick(line, Qt::Key_Return);
    QTRY_COMPARE(name(), QStringLiteral("Janette"));
    QTRY_COMPARE(currentTab(), QStringLiteral("people"));
    QVERIFY(notice().isEmpty());
    QTRY_VERIFY(draftWith("Janet").isEmpty());
}

void TestDrafts::refusedCellComesBack()
{
    addJane();
    QCOMPARE(m_client
                 ->put("/admin/v1/collections/people",
                       R"({"fields":[{"name":"name","type":"text","max":5}]})")
                 .status,
             200);
    QTest::keyClick(typeName(QStringLiteral("Jane the First")), Qt::Key_Return);
    QTRY_VERIFY(grid()->model()->index(0, 0).data(Qt::BackgroundRole).isValid());
    crashWith("Jane the First");
    QTRY_VERIFY(grid()
                && grid()->model()->index(0, 0).data().toString()
                    == QLatin1String("Jane the First"));
    // It is refused again, and given up then.
    click("saveCells");
    QTRY_VERIFY2(find<QLabel>("totals")->text().startsWith(QLatin1String("name: ")),
                 qPrintable(find<QLabel>("totals")->text()));
    click("discardCells");
    QTRY_COMPARE(grid()->model()->index(0, 0).data().toString(), QStringLiteral("Jane"));
    QCOMPARE(currentTab(), QStringLiteral("people"));
}

void TestDrafts::storedCellLeavesNoDraft()
{
    addJane();
    QLineEdit *line = typeName(QStringLiteral("Janet"));
    QTRY_VERIFY(!draftWith("Janet").isEmpty());
    QTest::keyClick(line, Qt::Key_Return);
    QTRY_COMPARE(name(), QStringLiteral("Janet"));
    QTRY_VERIFY(draftWith("Janet").isEmpty());
    line = typeName(QStringLiteral("Joanna"));
    QTRY_VERIFY(!draftWith("Joanna").isEmpty());
    QTest::keyClick(line, Qt::Key_Escape);
    QTRY_VERIFY(draftWith("Joanna").isEmpty());
    QTRY_COMPARE(grid()->model()->index(0, 0).data().toString(), QStringLiteral("Janet"));
}

void TestDrafts::typedCellDoesNotOverwriteOthers()
{
    addJane();
    QVERIFY(typeName(QStringLiteral("Janet")));
    QTRY_VERIFY(!draftWith("Janet").isEmpty());
    const QByteArray id = people().root().items().front().value("_id").text().toByteArray();
    QCOMPARE(m_client->put("/rest/people/" + id, R"({"name":"THEIRS"})").status, 200);
    // The grid is read again while somebody types.
    QTest::keyClick(grid(), Qt::Key_F5);
    auto *line = grid()->viewport()->findChild<QLineEdit *>();
    QVERIFY(line);
    QTRY_VERIFY(find<QPlainTextEdit>("json")->toPlainText().contains(QLatin1String("THEIRS")));
    QCOMPARE(line->text(), QStringLiteral("Janet"));
    crashWith("Janet");
    QTRY_VERIFY(grid() && grid()->model()->index(0, 0).data().toString() == QLatin1String("Janet"));
    click("saveCells");
    QTRY_VERIFY2(find<QLabel>("totals")->text().contains(QLatin1String("Somebody else")),
                 qPrintable(find<QLabel>("totals")->text()));
    QCOMPARE(name(), QStringLiteral("THEIRS"));
}

// ---- test runs

void TestDrafts::testRunComesBack()
{
    createCollection(QStringLiteral("people"));
    openSettings(QStringLiteral("people"));
    click("toggleTestRun");
    QTRY_COMPARE(find<QLineEdit>("testPath")->text(), QStringLiteral("/rest/people"));
    find<QLineEdit>("testQuery")->setFocus();
    QTest::keyClicks(find<QLineEdit>("testQuery"), QStringLiteral("max=3"));
    find<QPlainTextEdit>("testBody")->selectAll();
    QTest::keyClicks(find<QPlainTextEdit>("testBody"), QStringLiteral("{\"name\": \"Half"));
    find<QPlainTextEdit>("testHeaders")->setFocus();
    QTest::keyClicks(find<QPlainTextEdit>("testHeaders"), QStringLiteral("x-trace"));
    find<QComboBox>("testOutbound")->setCurrentIndex(2);
    crashWith("x-trace");
    QTRY_VERIFY(find<QWidget>("testRun") && find<QWidget>("testRun")->isVisible());
    QCOMPARE(find<QLineEdit>("testQuery")->text(), QStringLiteral("max=3"));
    QCOMPARE(find<QPlainTextEdit>("testBody")->toPlainText(), QStringLiteral("{\"name\": \"Half"));
    QCOMPARE(find<QPlainTextEdit>("testHeaders")->toPlainText(), QStringLiteral("x-trace"));
    QCOMPARE(find<QComboBox>("testOutbound")->currentIndex(), 2);
    QTRY_VERIFY(editor() && !editor()->isReadOnly());
    QCOMPARE(currentTab(), QStringLiteral("people settings")); // there is nothing to save
    QVERIFY2(notice().isEmpty(), qPrintable(notice()));
    // With a script beside it, both come back.
    typeScript("// both");
    crashWith("// both");
    QTRY_VERIFY(editor() && editor()->text() == QLatin1String("// both"));
    QCOMPARE(find<QLineEdit>("testQuery")->text(), QStringLiteral("max=3"));
}

void TestDrafts::filledTestRunIsNoDraft()
{
    addJane();
    openSettings(QStringLiteral("people"));
    typeScript("function beforePUT(req, res) {}");
    click("toggleTestRun");
    QTRY_VERIFY(
        find<QPlainTextEdit>("testBody")->toPlainText().contains(QLatin1String("\"age\": 30")));
    typeScript("// looked at");
    QTRY_VERIFY(!draftWith("// looked at").isEmpty());
    QVERIFY(draftWith("\\\"request\\\"").isEmpty()); // a draft is a text in a JSON text
}

void TestDrafts::settingsComeBack_data()
{
    QTest::addColumn<bool>("isForm");
    QTest::newRow("form") << true;
    QTest::newRow("JSON") << false;
}

void TestDrafts::settingsComeBack()
{
    QFETCH(bool, isForm);
    press(Qt::Key_Comma);
    QTRY_VERIFY(find<QLineEdit>("codehooks.timeout"));
    QTRY_VERIFY(!find<QPlainTextEdit>("settingsText")->toPlainText().isEmpty());
    if (isForm) {
        find<QLineEdit>("codehooks.timeout")->setFocus();
        QTest::keyClicks(find<QLineEdit>("codehooks.timeout"), QStringLiteral("4321"));
    } else {
        find<QTabWidget>("settingsPages")->setCurrentIndex(1);
        find<QPlainTextEdit>("settingsText")->selectAll();
        QTest::keyClicks(find<QPlainTextEdit>("settingsText"),
                         QStringLiteral("{\"codehooks\":{\"timeout\":4321}}"));
    }
    crashWith("4321");
    if (isForm)
        QTRY_COMPARE(find<QLineEdit>("codehooks.timeout")->text(), QStringLiteral("4321"));
    else
        QTRY_VERIFY(
            find<QPlainTextEdit>("settingsText")->toPlainText().contains(QLatin1String("4321")));
    QTRY_VERIFY(find<QPushButton>("saveSettings")->isEnabled());
    click("saveSettings");
    QTRY_COMPARE(m_client->get("/admin/v1/settings")
                     .json()
                     .root()
                     .value("codehooks")
                     .value("timeout")
                     .toInteger(),
                 4321);
}

void TestDrafts::definitionComesBack()
{
    createCollection(QStringLiteral("people"));
    openSettings(QStringLiteral("people"));
    auto *inner = find<QTabWidget>("inner");
    inner->setCurrentIndex(0);
    auto *description = find<QLineEdit>("description");
    description->setFocus();
    QTest::keyClicks(description, QStringLiteral("Those we know"));
    crashWith("Those we know");
    QTRY_VERIFY(find<QLineEdit>("description"));
    QTRY_COMPARE(find<QLineEdit>("description")->text(), QStringLiteral("Those we know"));
    QTRY_COMPARE(currentTab(), QStringLiteral("people settings •"));
    press(Qt::Key_S);
    QTRY_COMPARE(
        m_client->get("/admin/v1/collections/people").json().root().value("description").text(),
        "Those we know");
    QTRY_COMPARE(currentTab(), QStringLiteral("people settings"));
}

void TestDrafts::jobComesBack()
{
    openPlace(2, 0);
    QTRY_VERIFY(find<QPushButton>("addJob"));
    click("addJob");
    QTRY_VERIFY(find<QLineEdit>("jobDescription")->isEnabled());
    QTest::keyClicks(find<QLineEdit>("jobDescription"), QStringLiteral("nightly sweep"));
    crashWith("nightly sweep");
    QTRY_VERIFY(find<QLineEdit>("jobDescription"));
    QTRY_COMPARE(find<QLineEdit>("jobDescription")->text(), QStringLiteral("nightly sweep"));
    QTRY_VERIFY(find<QPushButton>("saveJob")->isEnabled());
    click("saveJob");
    QTRY_COMPARE(m_client->get("/rest/system_jobs").json().root().items().size(), size_t(1));
}

void TestDrafts::savedAndDiscardedDraftsAreGone()
{
    createCollection(QStringLiteral("people"));
    openSettings(QStringLiteral("people"));
    typeScript("var saved1;");
    QTRY_VERIFY(!draftWith("saved1").isEmpty());
    saveScript();
    QTRY_VERIFY(draftWith("saved1").isEmpty());
    typeScript("var discarded1;");
    QTRY_VERIFY(!draftWith("discarded1").isEmpty());
    press(Qt::Key_W);
    QDialog *question = dialog();
    QVERIFY(question);
    QTest::mouseClick(question->findChild<QPushButton *>(QStringLiteral("askDiscard")),
                      Qt::LeftButton);
    QTRY_VERIFY(draftWith("discarded1").isEmpty());
}

void TestDrafts::newDatabaseHasNoDrafts()
{
    const QString path = m_folder->filePath(QStringLiteral("again.hookdesk"));
    DraftStore drafts(path);
    QVERIFY(drafts.keep(QStringLiteral("settings:people"), "of another database"));
    m_desk->open(path, Application::Content::Empty);
    QVERIFY(m_desk->client());
    QVERIFY(DraftStore(path).places().isEmpty());
}

void TestDrafts::tabsAreKeptAtOnce()
{
    createCollection(QStringLiteral("people"));
    press(Qt::Key_K, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_COMPARE(currentTab(), QStringLiteral("API keys"));
    // As another process finds them.
    QFile file(QSettings().fileName());
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray kept = file.readAll();
    QVERIFY2(kept.contains("documents:people, keys:"), kept.constData());
}

QTEST_MAIN(TestDrafts)
#include "tst_drafts.moc"
