// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/localclient.h"
#include "tests/support/serverprocess.h"
#include "tests/ui/windowtest.h"
#include "ui/inspector/inspectorpanel.h"

#include <Qsci/qsciscintilla.h>
#include <QAction>
#include <QApplication>
#include <QDialog>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QToolTip>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QTableView>
#include <QToolButton>
#include <QTabWidget>
#include <QTreeWidget>

#include <functional>

/// Does in the window what a person does, against the real embedded server.
class TestMainWindow : public WindowTest
{
    Q_OBJECT

private slots:
    void textsOfClientsAreNoHtml();
    void answersComeByTheEventLoop();
    void documentsAreAddedEditedAndDeleted();
    void unsavedScriptIsGuarded();
    void windowCloses();
    void tabsComeBackWithTheirDatabase();
    void pagesOfTheMenusComeBack();
    void serverStopsAndStarts();
    void takenNameAndBadNamesAreRefused();
    void databaseThatCannotBeJoinedIsRefused();
    void everyControlHasAName();
    void fitsASmallScreen();
    void narrowPagesKeepRoomForWhatMatters();
    void inspectorIsAWindowOfItsOwn();
    void actsSendFewRequests();
    void paintingReadsNothingAgain();
    void samplePictures();

private:
    /// How many requests the server has had, once no more come.
    int requests();

    int m_looks = 0; ///< Requests that requests() has sent.
};

void TestMainWindow::answersComeByTheEventLoop()
{
    auto future = m_desk->client()->request("GET", "/admin/v1/collections");
    QTest::qSleep(300); // the server has answered long ago
    bool hasRun = false;
    future.then(this, [&](const Client::Reply &reply) { hasRun = reply.isOk(); });
    QVERIFY(!hasRun); // a constructor that asks is whole before it hears
    QTRY_VERIFY(hasRun);
}

void TestMainWindow::documentsAreAddedEditedAndDeleted()
{
    createCollection(QStringLiteral("things"));
    click("addDocument");
    auto *json = find<QPlainTextEdit>("json");
    json->setFocus();
    QTest::keyClick(json, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClicks(json, QStringLiteral("{\"name\": \"lamp\", \"zeta\": 1, \"alpha\": 2"));
    QCOMPARE(find<QLabel>("validity")->text(), QStringLiteral("Invalid JSON"));
    QVERIFY(!find<QPushButton>("saveDocument")->isEnabled());
    QTest::keyClicks(json, QStringLiteral("}"));
    QCOMPARE(find<QLabel>("validity")->text(), QStringLiteral("Valid JSON"));
    click("saveDocument");
    auto *grid = find<QTableView>("grid");
    QTRY_COMPARE(grid->model()->rowCount(), 1);
    QVERIFY2(find<QLabel>("totals")->text().startsWith(QLatin1String("1 document in ")),
             qPrintable(find<QLabel>("totals")->text()));
    const auto stored = m_client->get("/rest/things").json().root().items()[0].toJson();
    QVERIFY2(stored.contains(R"("name":"lamp","zeta":1,"alpha":2)"), stored.constData());

    // A field that is deleted in the text is gone in the store.
    QTRY_VERIFY(json->toPlainText().contains(QLatin1String("\"_version\": 0")));
    json->selectAll();
    QTest::keyClicks(json, QStringLiteral("{\"name\": \"desk lamp\", \"alpha\": 2}"));
    click("saveDocument");
    QTRY_VERIFY(m_client->get("/rest/things").body.contains(R"("name":"desk lamp","alpha":2})"));

    QTRY_COMPARE(grid->model()->rowCount(), 1);
    grid->selectRow(0);
    click("deleteDocument");
    QDialog *question = dialog();
    QVERIFY(question);
    QTest::mouseClick(question->findChild<QPushButton *>(QStringLiteral("askAccept")),
                      Qt::LeftButton);
    QTRY_COMPARE(grid->model()->rowCount(), 0);
    QCOMPARE(m_client->get("/rest/things").body, QByteArray("[]"));
    QTRY_VERIFY(find<QLabel>("emptyHint")->isVisible());
}

void TestMainWindow::unsavedScriptIsGuarded()
{
    createCollection(QStringLiteral("people"));
    openSettings(QStringLiteral("people"));
    typeScript("var a;");
    auto *tabs = find<QTabWidget>("tabs");
    QTRY_VERIFY(tabs->tabText(tabs->currentIndex()).endsWith(QStringLiteral("•")));
    m_desk->window().close();
    QDialog *question = dialog();
    QVERIFY(question);
    QTest::mouseClick(question->findChild<QPushButton *>(QStringLiteral("askCancel")),
                      Qt::LeftButton);
    QTRY_VERIFY(!m_desk->window().findChild<QDialog *>());
    QVERIFY(m_desk->window().isVisible());
    QCOMPARE(find<QsciScintilla>("codehookEditor")->text(), QStringLiteral("var a;"));
    emit tabs->tabCloseRequested(tabs->currentIndex());
    question = dialog();
    QVERIFY(question);
    QTest::mouseClick(question->findChild<QPushButton *>(QStringLiteral("askAccept")),
                      Qt::LeftButton);
    // Saved, and closed once it was.
    QTRY_VERIFY(!tabs->tabText(tabs->currentIndex()).contains(QLatin1String("settings")));
    QTRY_COMPARE(m_client->get("/admin/v1/collections/people/codehook").body, QByteArray("var a;"));
}

void TestMainWindow::windowCloses()
{
    m_desk->window().close();
    QVERIFY(!m_desk->window().isVisible());
    m_desk->window().show();
    createCollection(QStringLiteral("people"));
    openSettings(QStringLiteral("people"));
    typeScript("var a;");
    m_desk->window().close();
    QDialog *question = dialog();
    QVERIFY(question);
    QVERIFY(m_desk->window().isVisible());
    QTest::mouseClick(question->findChild<QPushButton *>(QStringLiteral("askDiscard")),
                      Qt::LeftButton);
    QTRY_VERIFY(!m_desk->window().isVisible());
}

void TestMainWindow::tabsComeBackWithTheirDatabase()
{
    createCollection(QStringLiteral("people"));
    createCollection(QStringLiteral("orders"));
    openSettings(QStringLiteral("orders"));
    QTest::keyClick(&m_desk->window(), Qt::Key_K, Qt::ControlModifier | Qt::ShiftModifier);
    auto *tabs = find<QTabWidget>("tabs");
    QTRY_COMPARE(tabs->tabText(tabs->currentIndex()), QStringLiteral("API keys"));
    tabs->setCurrentIndex(2); // orders
    const QString path = m_desk->client()->databasePath();
    const QString other = m_folder->filePath(QStringLiteral("other.hookdesk"));
    QTest::keyClick(&m_desk->window(), Qt::Key_W, Qt::ControlModifier | Qt::ShiftModifier);
    m_desk->open(other, Application::Content::Empty);
    QCOMPARE(find<QTabWidget>("tabs")->count(), 1); // the welcome page
    QCOMPARE(Application::recent().first(), other);
    // What is gone meanwhile does not come back.
    {
        ServerProcess server;
        QVERIFY(server.serve(path));
        HttpClient client(server.url(), m_client->key());
        QCOMPARE(client.send("DELETE", "/admin/v1/collections/people?confirm=people").status, 200);
    }
    m_desk->open(path, Application::Content::Empty);
    const auto titles = [&] {
        QStringList list;
        for (int i = 0; i < find<QTabWidget>("tabs")->count(); ++i)
            list.append(find<QTabWidget>("tabs")->tabText(i));
        return list;
    };
    QTRY_COMPARE(titles(), (QStringList{"First steps", "orders settings", "API keys", "orders"}));
    tabs = find<QTabWidget>("tabs");
    QCOMPARE(tabs->tabText(tabs->currentIndex()), QStringLiteral("orders"));
    // The menu offers what was open, the last first.
    const auto actions = m_desk->window().findChildren<QAction *>();
    const auto offered = std::count_if(actions.begin(), actions.end(), [&](const QAction *action) {
        return action->text() == path || action->text() == other;
    });
    QCOMPARE(offered, 2);
}

void TestMainWindow::pagesOfTheMenusComeBack()
{
    QStringList places;
    for (QAction *page : pageActions()) {
        page->trigger();
        places.append(page->data().toString());
        QCOMPARE(m_desk->window().openTabs(*m_desk->client()), places);
    }
    QVERIFY(places.size() >= 5);
    const QString path = m_desk->client()->databasePath();
    m_desk->open(m_folder->filePath(QStringLiteral("other.hookdesk")), Application::Content::Empty);
    QCOMPARE(m_desk->window().openTabs(*m_desk->client()), QStringList());
    m_desk->open(path, Application::Content::Empty);
    QTRY_COMPARE(find<QTabWidget>("tabs")->count(), places.size() + 1); // with the welcome page
    QCOMPARE(m_desk->window().openTabs(*m_desk->client()), places);
}

void TestMainWindow::serverStopsAndStarts()
{
    QCOMPARE(find<QLabel>("serverState")->text(), QStringLiteral("Running"));
    click("toggleServer");
    QTRY_COMPARE(find<QLabel>("serverState")->text(), QStringLiteral("Stopped"));
    QTRY_COMPARE(find<QLabel>("inspectorLive")->text(), QStringLiteral("server stopped"));
    QCOMPARE(m_client->get("/healthz").status, 0);
    click("toggleServer");
    QTRY_COMPARE(find<QLabel>("serverState")->text(), QStringLiteral("Running"));
    QTRY_COMPARE(find<QLabel>("inspectorLive")->text(), QStringLiteral("live"));
    HttpClient again(m_desk->client()->url(), {});
    QCOMPARE(again.get("/healthz").body, QByteArray("ok"));
}

void TestMainWindow::takenNameAndBadNamesAreRefused()
{
    createCollection(QStringLiteral("people"));
    click("addCollection");
    QDialog *question = dialog();
    QVERIFY(question);
    auto *edit = question->findChild<QLineEdit *>(QStringLiteral("askText"));
    auto *accept = question->findChild<QPushButton *>(QStringLiteral("askAccept"));
    QTest::keyClicks(edit, QStringLiteral("9 lives"));
    QVERIFY(!accept->isEnabled());
    edit->clear();
    QTest::keyClicks(edit, QStringLiteral("people"));
    QTest::mouseClick(accept, Qt::LeftButton);
    QTRY_VERIFY(m_desk->window().findChild<QLabel *>() && dialog());
    QVERIFY(QTest::qWaitFor([this] {
        for (const QLabel *label : m_desk->window().findChildren<QLabel *>()) {
            if (label->text().contains(QStringLiteral("“people” already")))
                return true;
        }
        return false;
    }));
}

void TestMainWindow::databaseThatCannotBeJoinedIsRefused()
{
    Preferences options;
    options.address = QStringLiteral("127.0.0.1:0");
    Application second(*qApp, options);
    second.window().show();
    const QString path = m_desk->client()->databasePath();
    QVERIFY(QFile::remove(path + QStringLiteral(".socket")));
    second.open(path, Application::Content::Empty);
    const auto isTold = [&second] {
        const auto labels = second.window().findChildren<QLabel *>();
        return std::any_of(labels.begin(), labels.end(), [](const QLabel *label) {
            return label->text().contains(QLatin1String("is served already"));
        });
    };
    QTRY_VERIFY(isTold());
    QVERIFY(!second.window().client());
}

void TestMainWindow::everyControlHasAName()
{
    createCollection(QStringLiteral("people"));
    openSettings(QStringLiteral("people"));
    QCOMPARE(namelessControls(), QStringList());
}

void TestMainWindow::fitsASmallScreen()
{
    createCollection(QStringLiteral("people"));
    openSettings(QStringLiteral("people"));
    const QSize screen = m_desk->window().screen()->availableSize();
    const QSize first = Application(*qApp, Preferences()).window().size();
    QVERIFY(first.width() < screen.width() && first.height() < screen.height()); // has a title bar
    m_desk->window().resize(m_desk->window().minimumSizeHint());
    QVERIFY2(
        m_desk->window().width() <= 1280 && m_desk->window().height() <= 700,
        qPrintable(
            QStringLiteral("%1x%2").arg(m_desk->window().width()).arg(m_desk->window().height())));
}

void TestMainWindow::narrowPagesKeepRoomForWhatMatters()
{
    createCollection(QStringLiteral("people"));
    openSettings(QStringLiteral("people"));
    click("toggleTestRun");
    QTRY_VERIFY(find<QWidget>("hookOutline")->isVisible());
    m_desk->window().resize(900, 560);
    QTRY_VERIFY(!find<QWidget>("hookOutline")->isVisible());
    QTRY_VERIFY(find<QsciScintilla>("codehookEditor")->width() > 250);
    click("toggleTestRun"); // is closed
    QTRY_VERIFY(find<QWidget>("hookOutline")->isVisible());
    trigger("newJob");
    auto *jobs = find<QTableView>("jobsTable");
    QTRY_VERIFY(jobs->isVisible());
    QTRY_VERIFY(jobs->columnWidth(1) > 100 && jobs->columnWidth(2) > 100);
    m_desk->window().resize(1366, 768);
    QTRY_VERIFY(find<QWidget>("jobEditor")->width() < jobs->width());
}

void TestMainWindow::inspectorIsAWindowOfItsOwn()
{
    createCollection(QStringLiteral("people"));
    auto *panel = m_desk->window().findChild<InspectorPanel *>();
    QVERIFY(!panel->isWindow());
    const int height = panel->height();
    click("undockInspector");
    QVERIFY(panel->isWindow() && panel->isVisible());
    QVERIFY(panel->screen()->availableGeometry().contains(panel->frameGeometry()));
    QCOMPARE(m_client->get("/rest/people").status, 200);
    auto *table = panel->findChild<QTableView *>(QStringLiteral("inspectorTable"));
    QTRY_COMPARE(table->model()->rowCount(), 1); // it goes on
    panel->setGeometry(50, 60, 910, 490);
    panel->close();
    QVERIFY(!panel->isWindow() && panel->isVisible());
    QTRY_COMPARE(panel->height(), height);
    click("undockInspector");
    QTRY_COMPARE(panel->geometry(), QRect(50, 60, 910, 490));
    click("undockInspector");
    QVERIFY(!panel->isWindow());
}

int TestMainWindow::requests()
{
    static const QRegularExpression count(
        QStringLiteral("^hookdesk_http_requests_total\\S* (\\d+)$"),
        QRegularExpression::MultilineOption);
    const auto read = [this] {
        int sum = 0;
        ++m_looks;
        const QString metrics = QString::fromUtf8(m_client->get("/metrics").body);
        for (auto each = count.globalMatch(metrics); each.hasNext();)
            sum += each.next().captured(1).toInt();
        return sum;
    };
    int last = 0;
    int steady = 0;
    // Each look is a request too; the window counts documents a moment after a write.
    (void)QTest::qWaitFor(
        [&] {
            const int now = read();
            steady = now == last + 1 ? steady + 1 : 0;
            last = now;
            return steady > 100;
        },
        10'000);
    return last - m_looks;
}

/// A row that is painted while its page is read is there with it.
void TestMainWindow::paintingReadsNothingAgain()
{
    fill(R"([{"name":"Jane"},{"name":"Joe"}])");
    const int before = requests();
    click("refresh");
    (void)grid()->model()->index(0, 0).data();
    QCOMPARE(requests() - before, 1);
}

void TestMainWindow::actsSendFewRequests()
{
    const auto sent = [this](const char *act, const std::function<void()> &run) {
        const int before = requests();
        run();
        const int count = requests() - before;
        qInfo("%s: %d requests", act, count);
        return count;
    };
    fill(R"([{"name":"Jane"},{"name":"Joe"}])");
    QVERIFY(sent("editing a cell",
                 [this] {
                     grid()->setFocus();
                     grid()->setCurrentIndex(grid()->model()->index(0, 0));
                     QTest::keyClick(grid(), Qt::Key_F2);
                     auto *cell = grid()->viewport()->findChild<QLineEdit *>();
                     QTest::keyClicks(cell, QStringLiteral("Janet"));
                     QTest::keyClick(cell, Qt::Key_Return);
                 })
            <= 1);
    const auto chooseView = [this](const QString &text) {
        QMenu *menu = find<QToolButton>("savedViews")->menu();
        emit menu->aboutToShow();
        for (QAction *each : menu->actions()) {
            if (each->text() == text)
                return each->trigger();
        }
        QFAIL(qPrintable(text));
    };
    chooseView(QStringLiteral("Save view…"));
    QTRY_VERIFY(find<QLineEdit>("askText"));
    find<QLineEdit>("askText")->setText(QStringLiteral("usual"));
    answer("askAccept");
    find<QLineEdit>("query")->setText(QStringLiteral("name = Joe"));
    click("refresh");
    find<QTableView>("grid")->horizontalHeader()->setSortIndicator(0, Qt::DescendingOrder);
    QVERIFY(sent("showing a saved view", [&chooseView] { chooseView(QStringLiteral("usual")); })
            <= 1);
    QVERIFY(
        sent("writing from outside",
             [this] { QCOMPARE(m_client->post("/rest/people", R"({"name":"Ann"})").status, 201); })
        <= 2); // that one, and what the table shows of it
    QVERIFY(sent("opening the settings", [this] { openSettings(QStringLiteral("people")); }) <= 3);
    QVERIFY(sent("saving a script",
                 [this] {
                     typeScript("var a;");
                     saveScript();
                 })
            < 7);
    auto *table = find<QTableView>("inspectorTable");
    QVERIFY(sent("moving in the inspector",
                 [table] {
                     table->setFocus();
                     table->selectRow(0);
                     for (int i = 0; i < 3; ++i)
                         QTest::keyClick(table, Qt::Key_Down);
                 })
            < 1);
}

/// The sample in all its screens, light and dark; the pictures are kept where HOOKDESK_PICTURES
/// says.
void TestMainWindow::samplePictures()
{
    m_client.reset();
    m_desk->open(m_folder->filePath(QStringLiteral("sample.hookdesk")),
                 Application::Content::Sample);
    HttpClient client(m_desk->client()->url(), m_desk->firstKey());
    QCOMPARE(client.get("/rest/customers?max=5").json().root().items().size(), size_t(5));
    QCOMPARE(client.post("/rest/customers", R"({"address":"Paris"})").status, 400);
    QCOMPARE(client
                 .post("/rest/customers",
                       R"({"address":"Berlin","salary":4000,"email":"x@example.org"})")
                 .status,
             201);
    const auto refused = client.send("DELETE", "/rest/tickets/*", "[]");
    QVERIFY2(refused.status == 403, refused.body.constData());
    auto *list = find<QTreeWidget>("navigator");
    QTRY_COMPARE(list->topLevelItem(0)->childCount(), 3);
    click("closeKey");
    picture("07-welcome-light");
    QTest::mouseClick(list->viewport(), Qt::LeftButton, {},
                      list->visualItemRect(list->topLevelItem(0)->child(0)).center());
    auto *grid = find<QTableView>("grid");
    QTRY_VERIFY(grid->model()->rowCount() >= 41);
    grid->selectRow(2);
    picture("05-data-light");
    click("toggleTheme");
    picture("05-data-dark");
    openSettings(QStringLiteral("customers"));
    auto *table = find<QTableView>("inspectorTable");
    QTRY_VERIFY(table->model()->rowCount() > 5);
    table->selectRow(table->model()->rowCount() - 2);
    picture("01-sample-dark");
    click("toggleTheme");
    picture("01-sample-light");
    // Names as long as they may be, and values longer than any column.
    const QByteArray longName = "a-collection-with-a-name-as-long-as-the-contract-allows-it-64-abc";
    QCOMPARE(client.put("/admin/v1/collections/" + longName.left(64), "{}").status, 201);
    QCOMPARE(client
                 .post("/rest/" + longName.left(64),
                       "{\"" + QByteArray(80, 'k') + "\":\"" + QByteArray(2000, 'v') + "\"}")
                 .status,
             201);
    QTRY_COMPARE(list->topLevelItem(0)->childCount(), 4);
    QTest::mouseClick(list->viewport(), Qt::LeftButton, {},
                      list->visualItemRect(list->topLevelItem(0)->child(0)).center());
    QTRY_COMPARE(find<QTableView>("grid")->model()->rowCount(), 1);
    find<QTableView>("grid")->selectRow(0);
    picture("09-long-names-light");
    QVERIFY(m_desk->window().minimumSizeHint().width() <= 1280);
}

/// Qt would read the file that an image in the name of a field is in.
void TestMainWindow::textsOfClientsAreNoHtml()
{
    fill(R"([{"<h1>large</h1>":1}])");
    const QString text = grid()->model()->headerData(0, Qt::Horizontal, Qt::ToolTipRole).toString();
    QVERIFY(text.startsWith(QLatin1String("<h1>")));
    QToolTip::showText(QPoint(300, 300), text, &m_desk->window());
    const QLabel *tip = nullptr;
    for (QWidget *each : QApplication::allWidgets())
        tip = each->inherits("QTipLabel") ? qobject_cast<QLabel *>(each) : tip;
    QVERIFY(tip);
    QCOMPARE(tip->text(), text);
    QCOMPARE(tip->textFormat(), Qt::PlainText);
    QToolTip::hideText();
}

QTEST_MAIN(TestMainWindow)
#include "tst_mainwindow.moc"
