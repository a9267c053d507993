// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/core/crontab.h"
#include "tests/support/refusingclient.h"
#include "tests/ui/windowtest.h"
#include "ui/jobs/crontabwords.h"
#include "ui/jobs/jobmodel.h"
#include "ui/jobs/jobspanel.h"
#include "ui/jobs/logmodel.h"
#include "ui/widgets/theme.h"

#include <Qsci/qsciscintilla.h>
#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTabWidget>
#include <QTableView>
#include <QTreeWidget>

/// Jobs in the window: made, run, stopped and looked at as a person does.
class TestJobsWindow : public WindowTest
{
    Q_OBJECT

private slots:
    void crontabsAreTold_data();
    void crontabsAreTold();
    void jobIsMadeRunAndFollowed();
    void wrongCrontabsAreExplained();
    void switchPausesAJob();
    void runningJobIsStopped();
    void jobsAreFilteredAndDeleted();
    void unsavedJobIsGuarded();
    void refusalsAreShown();
    void logIsFiltered();
    void logIsReadWhileItGrows();
    void everyControlHasAName();
    void pictures();

private:
    void fillNewJob();
    void openSystem(int item);
    void type(const char *field, const QString &text);
    QByteArray addJob(const QByteArray &description, const QByteArray &script,
                      const QByteArray &more = {});
    /// Runs a job over the API, to its end.
    void runJob(const QByteArray &id);
    void chooseJob(int row);
    QString cell(const char *table, int row, int column);
};

/// Opens System_jobs (0) or System_log (1) at the left.
void TestJobsWindow::openSystem(int item)
{
    auto *list = find<QTreeWidget>("navigator");
    const QTreeWidgetItem *system = list->topLevelItem(2);
    QTest::mouseClick(list->viewport(), Qt::LeftButton, {},
                      list->visualItemRect(system->child(item)).center());
    QTRY_VERIFY(find<QTableView>(item == 0 ? "jobsTable" : "logTable")->isVisible());
}

void TestJobsWindow::type(const char *field, const QString &text)
{
    auto *edit = find<QLineEdit>(field);
    edit->setFocus();
    edit->selectAll();
    QTest::keyClick(edit, Qt::Key_Delete);
    QTest::keyClicks(edit, text);
}

QByteArray TestJobsWindow::addJob(const QByteArray &description, const QByteArray &script,
                                  const QByteArray &more)
{
    const auto made = m_client->post(
        "/rest/system_jobs",
        Json::ObjectWriter()
                .text("description", QByteArrayView(description))
                .text("script", QByteArrayView("function runJob(req, res) {\n" + script + "\n}"))
                .take()
                .chopped(1)
            + (more.isEmpty() ? ",\"crontab\":\"0 3 1 1 *\"" : more) + '}');
    if (made.status != 201)
        qWarning("%s", made.body.constData());
    return made.member("_id");
}

void TestJobsWindow::runJob(const QByteArray &id)
{
    const auto run = m_client->post("/admin/v1/jobs/" + id + "/run", "").member("run");
    QTRY_COMPARE_WITH_TIMEOUT(m_client->get("/rest/system_log/" + run).status, 200, 20000);
}

void TestJobsWindow::chooseJob(int row)
{
    auto *table = find<QTableView>("jobsTable");
    QTRY_VERIFY(table->model()->rowCount() > row);
    QTest::mouseClick(table->viewport(), Qt::LeftButton, {},
                      table->visualRect(table->model()->index(row, JobModel::NameColumn)).center());
    QTRY_COMPARE(table->currentIndex().row(), row);
}

QString TestJobsWindow::cell(const char *table, int row, int column)
{
    return find<QTableView>(table)->model()->index(row, column).data().toString();
}

void TestJobsWindow::crontabsAreTold_data()
{
    QTest::addColumn<QString>("words");
    const auto row = [](const char *crontab, const char *words) {
        QTest::newRow(crontab) << QString::fromLatin1(words);
    };
    row("* * * * *", "Every minute");
    row("*/10 * * * *", "Every 10 minutes");
    row("0 2 * * *", "At 02:00, every day");
    row("0 2,14 * * *", "At 02:00 and 14:00, every day");
    row("15,45 8 * * *", "At 08:15 and 08:45, every day");
    row("15 * * * *", "At minute 15 past every hour");
    row("15 8-18 * * 1-5", "At minute 15 past hours 8 to 18, Monday to Friday");
    row("0 */6 * * *", "At minute 0 past every 6 hours of the day");
    row("*/15 9-17 * * mon-fri", "Every 15 minutes in the hours 09:00 to 17:00, Monday to Friday");
    row("* 3 * * *", "Every minute in the hours of 03:00, every day");
    row("30 3 1 * *", "At 03:30, on day 1 of the month");
    row("30 3 1,15 * *", "At 03:30, on days 1 and 15 of the month");
    row("30 3 1-7 * *", "At 03:30, on days 1 to 7 of the month");
    row("0 9 * * 1", "At 09:00, on Monday");
    row("0 9 * * 7", "At 09:00, on Sunday");
    row("0 0 13 * 5", "At 00:00, on day 13 of the month, and also on Friday");
    row("0 0 */7 * 1", "At 00:00, every 7 days from the 1st of the month if it is on Monday");
    row("0 3 1 1 *", "At 03:00, on day 1 of the month, in January");
    row("0 9 * jan,jul *", "At 09:00, in January and July");
    row("0 9 * 6-8 *", "At 09:00, in the months June to August");
    row("0 0 1 */3 *", "At 00:00, on day 1 of the month, every 3 months from January");
    row("1,2,3,4,5 0 * * *", "At minutes 1, 2, 3, 4, and 5 past hour 0, every day");
    row("0-30/10 5 * * *", "At minutes every 10 of 0 to 30 past hour 5, every day");
}

void TestJobsWindow::crontabsAreTold()
{
    QFETCH(QString, words);
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    QCOMPARE(CrontabWords::describe(*Crontab::parse(QTest::currentDataTag())), words);
    QLocale::setDefault(QLocale::system());
}

void TestJobsWindow::fillNewJob()
{
    // Made field by field; its words and next runs follow each key.
    click("addJob");
    QVERIFY(!find<QPushButton>("editJobScript")->isEnabled());
    type("jobDescription", QStringLiteral("Nightly report"));
    type("crontab0", QStringLiteral("30"));
    type("crontab1", QStringLiteral("4"));
    QCOMPARE(find<QLineEdit>("crontab")->text(), QStringLiteral("30 4 * * *"));
    QCOMPARE(find<QLabel>("crontabWords")->text(), QStringLiteral("At 04:30, every day"));
    type("crontab", QStringLiteral("*/5 * * * *"));
    QCOMPARE(find<QLineEdit>("crontab0")->text(), QStringLiteral("*/5"));
    QCOMPARE(find<QLabel>("crontabWords")->text(), QStringLiteral("Every 5 minutes"));
    for (const char *label : {"nextRun10", "nextRun51"})
        QVERIFY(find<QLabel>(label)->text().contains(QLatin1Char(':')));
    QVERIFY(!find<QLabel>("nextRun60"));
    // A preset, by the keyboard.
    auto *presets = find<QComboBox>("crontabPresets");
    presets->setFocus();
    QTest::keyClick(presets, Qt::Key_End);
    QTRY_COMPARE(find<QLineEdit>("crontab")->text(), QStringLiteral("0 3 1 1 *"));
}

void TestJobsWindow::jobIsMadeRunAndFollowed()
{
    openSystem(0);
    QTRY_VERIFY(find<QLabel>("jobsEmpty")->text().contains(QStringLiteral("No jobs yet")));
    picture("30-jobs-empty");
    fillNewJob();
    click("saveJob");
    auto *table = find<QTableView>("jobsTable");
    QTRY_COMPARE(table->model()->rowCount(), 1);
    QCOMPARE(cell("jobsTable", 0, JobModel::NameColumn), QStringLiteral("Nightly report"));
    QCOMPARE(cell("jobsTable", 0, JobModel::LastColumn), QStringLiteral("not yet"));
    const auto jobs = m_client->get("/rest/system_jobs").json();
    const QByteArray id = jobs.root().items().front().value("_id").text().toByteArray();
    QTRY_COMPARE(table->currentIndex().row(), 0);
    // Its script is edited as a codehook is.
    QTRY_VERIFY(find<QPushButton>("editJobScript")->isEnabled());
    click("editJobScript");
    auto *tabs = find<QTabWidget>("tabs");
    QTRY_VERIFY(tabs->tabText(tabs->currentIndex()).startsWith(QStringLiteral("Job Nightly")));
    QTRY_VERIFY(find<QsciScintilla>("codehookEditor")->text().contains(QStringLiteral("runJob")));
    typeScript("function runJo(req, res) {\n}\n");
    click("saveCodehook");
    QTRY_VERIFY(find<QLabel>("codehookProblem")->text().contains(QStringLiteral("runJob")));
    typeScript("function runJob(req, res) {\nlog.info('counted', 7);\nres.end('seven');\n}\n");
    saveScript();
    // Run now; its row in System_log and its lines in the inspector.
    openSystem(0);
    QTRY_VERIFY(find<QPushButton>("runJob")->isEnabled());
    click("runJob");
    QTRY_COMPARE(find<QTableView>("logTable")->model()->rowCount(), 1);
    QCOMPARE(cell("logTable", 0, LogModel::JobColumn), QStringLiteral("Nightly report"));
    QCOMPARE(cell("logTable", 0, LogModel::ResultColumn), QStringLiteral("ok"));
    QCOMPARE(cell("logTable", 0, LogModel::TriggerColumn), QStringLiteral("manual"));
    QCOMPARE(cell("logTable", 0, LogModel::OutputColumn), QStringLiteral("seven"));
    QTRY_VERIFY(cell("jobsTable", 0, JobModel::LastColumn).startsWith(QStringLiteral("ok, ")));
    auto *log = find<QTableView>("logTable");
    log->setFocus();
    log->selectRow(0);
    QTest::keyClick(log, Qt::Key_Return);
    auto *inspector = find<QTableView>("inspectorTable");
    QTRY_VERIFY(inspector->currentIndex().isValid());
    const int run = inspector->currentIndex().row();
    QCOMPARE(inspector->model()->index(run, 1).data().toString(), QStringLiteral("JOB"));
    QCOMPARE(inspector->model()->index(run, 2).data().toString(), QStringLiteral("Nightly report"));
    const QModelIndex line = inspector->model()->index(run + 1, 2);
    QCOMPARE(line.data().toString(), QStringLiteral("counted 7"));
    picture("31-job-followed");
    // From the line to the script.
    inspector->setCurrentIndex(line);
    QTest::keyClick(inspector, Qt::Key_Return);
    QTRY_VERIFY(tabs->tabText(tabs->currentIndex()).startsWith(QStringLiteral("Job Nightly")));
    int at = 0;
    int column = 0;
    find<QsciScintilla>("codehookEditor")->getCursorPosition(&at, &column);
    QCOMPARE(at, 1);
    QCOMPARE(m_client->get("/rest/system_jobs/" + id).member("laststatus"), QByteArray("OK"));
}

void TestJobsWindow::wrongCrontabsAreExplained()
{
    openSystem(0);
    click("addJob");
    type("crontab0", QStringLiteral("61"));
    QVERIFY(find<QLabel>("crontabWords")->text().contains(QStringLiteral("not within 0 to 59")));
    QVERIFY(!find<QPushButton>("saveJob")->isEnabled());
    QVERIFY(!find<QLabel>("nextRun10"));
    picture("32-job-wrong");
    type("crontab0", QStringLiteral("0"));
    QVERIFY(find<QPushButton>("saveJob")->isEnabled());
    auto *zone = find<QComboBox>("jobTimezone");
    zone->lineEdit()->setFocus();
    QTest::keyClicks(zone->lineEdit(), QStringLiteral("Mars"));
    QVERIFY(!find<QPushButton>("saveJob")->isEnabled());
    QVERIFY(zone->toolTip().contains(QStringLiteral("Mars")));
    zone->lineEdit()->selectAll();
    QTest::keyClicks(zone->lineEdit(), QStringLiteral("Asia/Kolkata"));
    QTRY_VERIFY(find<QPushButton>("saveJob")->isEnabled());
    QVERIFY(find<QLabel>("nextRun11")->text().endsWith(QStringLiteral("21:30")));
    click("revertJob");
    QTRY_VERIFY(!find<QPushButton>("saveJob")->isEnabled());
    QVERIFY(!find<QLineEdit>("crontab")->isEnabled());
}

void TestJobsWindow::switchPausesAJob()
{
    const QByteArray id = addJob("Switched", "res.end();");
    openSystem(0);
    auto *table = find<QTableView>("jobsTable");
    QTRY_COMPARE(table->model()->rowCount(), 1);
    const auto isActive = [&] { return m_client->get("/rest/system_jobs/" + id).member("active"); };
    QTest::mouseClick(table->viewport(), Qt::LeftButton, {},
                      table->visualRect(table->model()->index(0, 0)).center());
    QTRY_COMPARE(isActive(), QByteArray("false"));
    QTRY_COMPARE(cell("jobsTable", 0, JobModel::NextColumn), QStringLiteral("paused"));
    table->setFocus();
    QTest::keyClick(table, Qt::Key_Space);
    QTRY_COMPARE(isActive(), QByteArray("true"));
    QTRY_VERIFY(cell("jobsTable", 0, JobModel::NextColumn).contains(QStringLiteral("Jan")));
}

void TestJobsWindow::runningJobIsStopped()
{
    addJob("Endless", "setTimeout(function () { res.end(); }, 30000);");
    openSystem(0);
    chooseJob(0);
    QTRY_VERIFY(find<QPushButton>("runJob")->isEnabled());
    QVERIFY(!find<QPushButton>("stopJob")->isEnabled());
    QTest::keyClick(&m_desk->window(), Qt::Key_F9);
    QTRY_VERIFY(find<QPushButton>("stopJob")->isEnabled());
    QVERIFY(!find<QPushButton>("runJob")->isEnabled());
    QVERIFY(cell("jobsTable", 0, JobModel::LastColumn).startsWith(QStringLiteral("running since")));
    click("stopJob");
    QTRY_COMPARE(find<QTableView>("logTable")->model()->rowCount(), 1);
    QCOMPARE(cell("logTable", 0, LogModel::ResultColumn), QStringLiteral("stopped"));
    QTRY_VERIFY(find<QPushButton>("runJob")->isEnabled());
    QTRY_VERIFY(cell("jobsTable", 0, JobModel::LastColumn).startsWith(QStringLiteral("stopped")));
}

void TestJobsWindow::jobsAreFilteredAndDeleted()
{
    addJob("First", "res.end();");
    addJob("Second", "res.end();");
    openSystem(0);
    auto *table = find<QTableView>("jobsTable");
    QTRY_COMPARE(table->model()->rowCount(), 2);
    type("filterJobs", QStringLiteral("SECO"));
    QTRY_COMPARE(table->model()->rowCount(), 1);
    type("filterJobs", QStringLiteral("nobody"));
    QTRY_COMPARE(table->model()->rowCount(), 0);
    QVERIFY(find<QLabel>("jobsEmpty")->isVisible());
    type("filterJobs", QStringLiteral("0 3 1 1"));
    QTRY_COMPARE(table->model()->rowCount(), 2);
    chooseJob(1);
    table->setFocus();
    QTest::keyClick(table, Qt::Key_Delete);
    QDialog *question = dialog();
    QVERIFY(question);
    QTest::mouseClick(question->findChild<QPushButton *>(QStringLiteral("askCancel")),
                      Qt::LeftButton);
    QTRY_VERIFY(!m_desk->window().findChild<QDialog *>());
    QCOMPARE(table->model()->rowCount(), 2);
    click("deleteJob");
    question = dialog();
    QVERIFY(question);
    QTest::mouseClick(question->findChild<QPushButton *>(QStringLiteral("askAccept")),
                      Qt::LeftButton);
    QTRY_COMPARE(table->model()->rowCount(), 1);
    QCOMPARE(cell("jobsTable", 0, JobModel::NameColumn), QStringLiteral("First"));
    QCOMPARE(m_client->get("/rest/system_jobs").json().root().items().size(), size_t(1));
}

void TestJobsWindow::unsavedJobIsGuarded()
{
    const QByteArray first = addJob("First", "res.end();");
    addJob("Second", "res.end();", R"(,"crontab":"@daily","timeout":700)");
    openSystem(0);
    chooseJob(0);
    QTRY_COMPARE(find<QLineEdit>("jobDescription")->text(), QStringLiteral("First"));
    type("jobDescription", QStringLiteral("Renamed"));
    auto *tabs = find<QTabWidget>("tabs");
    QCOMPARE(tabs->tabText(tabs->currentIndex()), QStringLiteral("System_jobs •"));
    chooseJob(1);
    QDialog *question = dialog();
    QVERIFY(question);
    QTest::mouseClick(question->findChild<QPushButton *>(QStringLiteral("askAccept")),
                      Qt::LeftButton);
    QTRY_COMPARE(m_client->get("/rest/system_jobs/" + first).member("description"),
                 QByteArray("Renamed"));
    QTRY_COMPARE(tabs->tabText(tabs->currentIndex()), QStringLiteral("System_jobs"));
    // What it does not show it does not change: a limit of less than a second.
    chooseJob(1);
    QTRY_COMPARE(find<QLineEdit>("jobDescription")->text(), QStringLiteral("Second"));
    find<QCheckBox>("jobCatchUp")->click();
    click("saveJob");
    QTRY_VERIFY(!find<QPushButton>("saveJob")->isEnabled());
    const auto jobs = m_client->get("/rest/system_jobs").json();
    QCOMPARE(jobs.root().items()[1].value("catchup").toBool(), true);
    QCOMPARE(jobs.root().items()[1].value("timeout").toInteger(), 700);
    auto *limit = find<QSpinBox>("jobTimeout");
    limit->setFocus();
    limit->selectAll();
    QTest::keyClicks(limit, QStringLiteral("90"));
    QTest::keyClick(&m_desk->window(), Qt::Key_S, Qt::ControlModifier);
    QTRY_COMPARE(
        m_client->get("/rest/system_jobs").json().root().items()[1].value("timeout").toInteger(),
        90000);
}

void TestJobsWindow::refusalsAreShown()
{
    addJob("Frozen", "res.end();");
    RefusingClient client(*m_desk->window().client());
    Theme theme(*qApp, Theme::Mode::Light);
    JobsPanel panel(client, theme, nullptr);
    panel.resize(1000, 700);
    panel.show();
    auto *table = panel.findChild<QTableView *>(QStringLiteral("jobsTable"));
    QTRY_COMPARE(table->model()->rowCount(), 1);
    table->selectRow(0);
    auto *description = panel.findChild<QLineEdit *>(QStringLiteral("jobDescription"));
    QTRY_COMPARE(description->text(), QStringLiteral("Frozen"));
    description->selectAll();
    QTest::keyClicks(description, QStringLiteral("Melted"));
    QTest::mouseClick(panel.findChild<QPushButton *>(QStringLiteral("saveJob")), Qt::LeftButton);
    auto *fault = panel.findChild<QLabel *>(QStringLiteral("jobFault"));
    QTRY_VERIFY(fault->isVisible());
    QCOMPARE(fault->text(), QStringLiteral("jobs are frozen"));
    QCOMPARE(description->text(), QStringLiteral("Melted"));
    QTest::mouseClick(table->viewport(), Qt::LeftButton, {},
                      table->visualRect(table->model()->index(0, JobModel::ActiveColumn)).center());
    QTRY_COMPARE(panel.findChild<QLabel *>(QStringLiteral("jobsBanner"))->text(),
                 QStringLiteral("jobs are frozen"));
    QTest::mouseClick(panel.findChild<QPushButton *>(QStringLiteral("revertJob")), Qt::LeftButton);
    QCOMPARE(description->text(), QStringLiteral("Frozen"));
}

void TestJobsWindow::logIsFiltered()
{
    const QByteArray good = addJob("Good", "res.end('fine');");
    const QByteArray bad = addJob("Bad", "null.x;");
    for (const QByteArray &id : {good, bad, good})
        runJob(id);
    openSystem(1);
    auto *log = find<QTableView>("logTable");
    QTRY_COMPARE(log->model()->rowCount(), 3);
    const auto choose = [this](const char *box, const QString &text) {
        auto *combo = find<QComboBox>(box);
        combo->setFocus();
        QTest::keyClicks(combo, text);
    };
    choose("logStatus", QStringLiteral("All that"));
    QTRY_COMPARE(log->model()->rowCount(), 1);
    QCOMPARE(cell("logTable", 0, LogModel::ResultColumn), QStringLiteral("failed"));
    QVERIFY(cell("logTable", 0, LogModel::OutputColumn).contains(QStringLiteral("TypeError")));
    QTest::qWait(QApplication::keyboardInputInterval() + 50); // what is typed then is a new word
    choose("logStatus", QStringLiteral("All res"));
    QTRY_COMPARE(log->model()->rowCount(), 3);
    choose("logJob", QStringLiteral("Good"));
    QTRY_COMPARE(log->model()->rowCount(), 2);
    // Live: the next run is there at once.
    runJob(good);
    QTRY_COMPARE(log->model()->rowCount(), 3);
    picture("33-log");
}

/// Changes that come faster than the log waits for more of them do not keep it from reading.
void TestJobsWindow::logIsReadWhileItGrows()
{
    const QByteArray job = addJob("Good", "res.end('fine');");
    openSystem(1);
    auto *log = find<QTableView>("logTable");
    QTRY_COMPARE(log->model()->rowCount(), 0);
    runJob(job);
    Store::CommitSummary change;
    change.collections.push_back({{}, "system_log", {}});
    const auto isThere = [&] {
        emit m_desk->window().client()->changed(change);
        return log->model()->rowCount() == 1;
    };
    QTRY_VERIFY(isThere());
}

void TestJobsWindow::everyControlHasAName()
{
    addJob("Named", "res.end();");
    openSystem(0);
    chooseJob(0);
    QCOMPARE(namelessControls(), QStringList());
    openSystem(1);
    QCOMPARE(namelessControls(), QStringList());
}

void TestJobsWindow::pictures()
{
    struct Sample
    {
        const char *name;
        const char *crontab;
        const char *script;
        int runs;
    };
    const std::vector<Sample> samples = {
        {"Nightly invoice mail", "0 2 * * *",
         "setTimeout(function () { res.end('86 invoices sent'); }, 5 + Math.random() * 60);", 24},
        {"Sync stock levels", "*/10 * * * *",
         "if (Math.random() < 0.2) throw new Error('Invalid status code returned: 503'); "
         "setTimeout(function () { res.end('312 products checked, 4 updated'); }, 5 + "
         "Math.random() * 40);",
         24},
        {"Escalate open tickets that nobody has answered for more than two working days",
         "15 8-18 * * 1-5", "for (;;) {}", 2},
        {"Archive old orders", "30 3 1 * *", "res.end({archived: 65});", 9},
        {"Weekly report to Slack", "0 9 * * 1", "res.end('posted to #sales');", 1},
    };
    for (const Sample &sample : samples) {
        const QByteArray id = addJob(sample.name, sample.script,
                                     ",\"timeout\":300,\"timezone\":\"Europe/Oslo\",\"crontab\":\""
                                         + QByteArray(sample.crontab) + '"');
        const int runs = qEnvironmentVariableIsEmpty("HOOKDESK_PICTURES") ? 1 : sample.runs;
        for (int i = 0; i < runs; ++i)
            runJob(id);
    }
    const auto jobs = m_client->get("/rest/system_jobs").json();
    QCOMPARE(
        m_client
            ->put("/rest/system_jobs/" + jobs.root().items()[3].value("_id").text().toByteArray(),
                  "{\"active\":false}")
            .status,
        200);
    click("closeKey");
    openSystem(0);
    QTRY_COMPARE(find<QTableView>("jobsTable")->model()->rowCount(), 5);
    chooseJob(2);
    picture("03-jobs-light");
    click("closeInspector");
    picture("03-jobs-whole-light");
    click("toggleTheme");
    picture("03-jobs-whole-dark");
    m_desk->window().resize(m_desk->window().minimumSizeHint());
    picture("03-jobs-smallest-dark");
    click("toggleTheme");
    QVERIFY(m_desk->window().minimumSizeHint().width() <= 1180);
    QVERIFY2(m_desk->window().minimumSizeHint().height() <= 700,
             QByteArray::number(m_desk->window().minimumSizeHint().height()).constData());
}

QTEST_MAIN(TestJobsWindow)
#include "tst_jobswindow.moc"
