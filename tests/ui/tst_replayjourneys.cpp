// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/localclient.h"
#include "tests/support/serverprocess.h"
#include "tests/ui/replaytest.h"
#include "ui/connectdialog.h"
#include "ui/requests/requesttree.h"

#include <QCheckBox>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QProcess>
#include <QPushButton>
#include <QRegularExpression>
#include <QTableView>
#include <QTreeWidget>

#include <algorithm>

namespace {

constexpr char Checkout[] = R"(### Sign in
# @check status == 201
# @check body.name == "Jane"
# @set customer = body._id
POST {{base}}/rest/customers
x-apikey: {{key}}
Content-Type: application/json

{"name": "Jane"}

### Order
# @check status == 201
# @check body.total == 46.5
# @check body.customer == "{{customer}}"
POST {{base}}/rest/orders
x-apikey: {{key}}
Content-Type: application/json

{"customer": "{{customer}}", "total": 40}

### Orders
# @check status == 200
GET {{base}}/rest/orders
x-apikey: {{key}}
)";

constexpr char Refusals[] = R"(### Nobody
# @check status == 401
GET {{base}}/rest/orders

### Unknown
# @check status == 200
GET {{base}}/rest/nothing
x-apikey: {{key}}

### Variable that nobody set
GET {{base}}/rest/{{nowhere}}
)";

} // namespace

/// Whole journeys of a person with requests, recordings and replays.
class TestReplayJourneys : public ReplayTest
{
    Q_OBJECT

private slots:
    void wrongTotalIsFoundBackwards();
    void hookWithoutEndIsSeenAtItsLastStep();
    void liveRequestIsRecordedAndReplayed_data();
    void liveRequestIsRecordedAndReplayed();
    void twoRecordingsAreComparedToTheirFirstDifference();
    void folderOfRequestsGoesAlikeInWindowAndCommand();

private:
    void connectTo(const ServerProcess &server);
    /// How each request of the folder went, as `label: status, failed checks`.
    QStringList resultsInWindow();
};

/// The journey: the answer has a wrong total; back from it to the line that made a text of it.
void TestReplayJourneys::wrongTotalIsFoundBackwards()
{
    record(Total, Lines);
    QCOMPARE(find<QLabel>("replayTitle")->text(), QStringLiteral("POST /rest/orders"));
    QCOMPARE(find<QLabel>("replayStatus")->text(), QStringLiteral("201"));
    click("replayLastButton");
    QVERIFY(cursor().step() > 10);
    while (line() != 9)
        press(Qt::Key_F10, Qt::ControlModifier);
    QVERIFY2(variable(QStringLiteral("total")).startsWith(QStringLiteral("\"35.52\"")),
             qPrintable(variable(QStringLiteral("total"))));
    QVERIFY(valuesBeside(4).contains(QStringLiteral("total = \"35.52\" was \"35.5\"")));
    picture("60-replay");
    // With the caret on the name, to where it was set, twice: the line that is to blame.
    auto *editor = find<QsciScintilla>("replayEditor");
    const auto goToTotal = [&] {
        int at = 0;
        int column = 0;
        editor->getCursorPosition(&at, &column);
        editor->setCursorPosition(at, int(editor->text(at).indexOf(QStringLiteral("total"))) + 1);
        press(Qt::Key_F10, Qt::AltModifier);
    };
    editor->setCursorPosition(7, 0);
    press(Qt::Key_F5, Qt::ControlModifier); // to the caret: line 8
    QCOMPARE(line(), 8);
    goToTotal();
    QCOMPARE(line(), 4);
    goToTotal();
    QCOMPARE(line(), 5);
    QVERIFY(variable(QStringLiteral("total")).startsWith(QStringLiteral("37.5")));
    press(Qt::Key_F10);
    QVERIFY(variable(QStringLiteral("total")).startsWith(QStringLiteral("\"35.5\"")));
    press(Qt::Key_Escape);
    QVERIFY(!view().isVisible());
    QVERIFY(find<QWidget>("codehookEditor")->isVisible());
}

/// The caller waits for an answer that no line of the hook gives: the last step says so, and the
/// one before it why.
void TestReplayJourneys::hookWithoutEndIsSeenAtItsLastStep()
{
    record("function beforePOST(req, res) {\n  const isVip = req.body.vip === 'yes';\n"
           "  if (isVip) {\n    res.end({data: req.body});\n  }\n}",
           R"({"vip":true})");
    QCOMPARE(find<QLabel>("replayStatus")->text(), QStringLiteral("500"));
    press(Qt::Key_F8, Qt::AltModifier); // the first error
    QCOMPARE(line(), 6);
    QCOMPARE(cursor().step(), cursor().recording().stepCount() - 1);
    const auto *steps = find<QTableView>("replaySteps");
    QVERIFY(steps->currentIndex().siblingAtColumn(3).data().toString().contains(
        QStringLiteral("finished without res.end()")));
    picture("61-no-end");
    press(Qt::Key_F10, Qt::ControlModifier);
    QCOMPARE(line(), 3);
    QCOMPARE(variable(QStringLiteral("isVip")), QStringLiteral("false"));
    press(Qt::Key_F10, Qt::ControlModifier);
    QCOMPARE(line(), 2);
    QCOMPARE(watched(QStringLiteral("req.body.vip")), QStringLiteral("true")); // and no text
}

void TestReplayJourneys::connectTo(const ServerProcess &server)
{
    QTest::keyClick(&m_desk->window(), Qt::Key_O, Qt::ControlModifier | Qt::AltModifier);
    auto *asked = qobject_cast<ConnectDialog *>(dialog());
    QVERIFY(asked);
    auto *address = asked->findChild<QLineEdit *>(QStringLiteral("connectUrl"));
    QTest::keyClicks(address, server.url());
    QTest::keyClicks(asked->findChild<QLineEdit *>(QStringLiteral("connectKey")),
                     QString::fromLatin1(server.key()));
    asked->findChild<QCheckBox *>(QStringLiteral("connectKeeps"))->setChecked(false);
    QTest::keyClick(address, Qt::Key_Return);
    auto *trust = find<QCheckBox>("connectBelieve");
    QTRY_VERIFY(trust->isVisible());
    trust->setChecked(true);
    QTest::mouseClick(find<QPushButton>("connect"), Qt::LeftButton);
    QTRY_COMPARE(m_desk->window().client()->identity(), server.url());
    m_desk->window().activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&m_desk->window()));
}

void TestReplayJourneys::liveRequestIsRecordedAndReplayed_data()
{
    QTest::addColumn<bool>("isRemote");
    QTest::newRow("a file of this window") << false;
    QTest::newRow("a server elsewhere, over TLS") << true;
}

void TestReplayJourneys::liveRequestIsRecordedAndReplayed()
{
    QFETCH(bool, isRemote);
    ServerProcess server;
    const QString certificate = m_folder->filePath(QStringLiteral("cert.pem"));
    if (isRemote) {
        const QString key = m_folder->filePath(QStringLiteral("key.pem"));
        QVERIFY(ServerProcess::makeCertificate(certificate, key));
        QVERIFY(server.serve(m_folder->filePath(QStringLiteral("far.hookdesk")),
                             {"--tls-certificate", certificate, "--tls-key", key}));
        connectTo(server);
    }
    createCollection(QStringLiteral("orders"));
    openSettings(QStringLiteral("orders"));
    typeScript("function beforePOST(req, res) {\n  const net = req.body.net;\n"
               "  req.body.gross = net + net * 0.25;\n  res.end({data: req.body});\n}");
    saveScript();
    clickBeside("codehookEditor", 4, Qt::NoModifier);
    QTest::keyClick(find<QsciScintilla>("codehookEditor"), Qt::Key_Return, Qt::ControlModifier);
    QTRY_VERIFY(find<QWidget>("testRun")->isVisible());
    choose("recordTest", "recordNext");
    QVERIFY(find<QLabel>("testStatus")->text().contains(QStringLiteral("Waiting")));
    QVERIFY(!find<QPushButton>("runTest")->isEnabled());
    // A client that knows nothing of it. The first ones may come before the server waits.
    const QString url = isRemote ? server.url() : m_desk->client()->url();
    const QByteArray key = isRemote ? server.key() : m_desk->firstKey();
    QByteArray answered;
    for (int number = 1; !isReplayed(); ++number) {
        QProcess curl;
        curl.start(QStringLiteral("curl"),
                   {"-s", "--cacert", certificate, "-H", "x-apikey: " + QString::fromLatin1(key),
                    "-H", "content-type: application/json", "-d",
                    QStringLiteral("{\"net\":%1}").arg(number * 4), url + "/rest/orders"});
        QTRY_COMPARE_WITH_TIMEOUT(curl.state(), QProcess::NotRunning, 30'000);
        answered = curl.readAllStandardOutput();
        QVERIFY2(answered.contains(QByteArray("\"gross\":") + QByteArray::number(number * 5)),
                 answered.constData());
        settle();
    }
    QCOMPARE(find<QLabel>("replayTitle")->text(), QStringLiteral("POST /rest/orders"));
    QCOMPARE(find<QLabel>("replayStatus")->text(), QStringLiteral("201"));
    find<QsciScintilla>("replayEditor")->setFocus();
    press(Qt::Key_F5); // the stop that was set before
    QCOMPARE(line(), 4);
    const double net = variable(QStringLiteral("net")).toDouble();
    QVERIFY(net >= 4);
    QCOMPARE(watched(QStringLiteral("req.body.gross")).toDouble(), net * 1.25);
    press(Qt::Key_F10, Qt::ControlModifier);
    QCOMPARE(line(), 3);
    press(Qt::Key_Escape);
    QVERIFY(find<QWidget>("codehookEditor")->isVisible());
    QVERIFY(find<QPushButton>("runTest")->isEnabled());
}

void TestReplayJourneys::twoRecordingsAreComparedToTheirFirstDifference()
{
    record(Total, Lines);
    press(Qt::Key_Escape);
    recordAgain(R"({"lines":[{"price":12.5,"count":3},{"price":1,"count":2}]})");
    press(Qt::Key_End, Qt::AltModifier);
    choose("replayMore", "replayComparePrevious");
    const QString told = find<QLabel>("replayDifferences")->text();
    QVERIFY2(told.contains(QStringLiteral("First other value")), qPrintable(told));
    QVERIFY2(told.contains(QStringLiteral("req.body.lines[0].discount is missing instead of 2")),
             qPrintable(told));
    QVERIFY2(told.contains(QStringLiteral("line 3 instead of line 5")), qPrintable(told));
    QCOMPARE(line(), 2); // where the request is seen first
    picture("62-replay-compared");
    // The link leads to the first step at which the runs go different ways.
    const QRegularExpression link(QStringLiteral("First other line at <a href=\"(\\d+)\""));
    const auto found = link.match(told);
    QVERIFY2(found.hasMatch(), qPrintable(told));
    emit find<QLabel>("replayDifferences")->linkActivated(found.captured(1));
    QCOMPARE(cursor().step(), found.captured(1).toInt());
    QCOMPARE(line(), 3);
    QCOMPARE(variable(QStringLiteral("total")).section(QLatin1Char(' '), 0, 0),
             QStringLiteral("37.5"));
}

QStringList TestReplayJourneys::resultsInWindow()
{
    QStringList results;
    auto *tree = find<RequestTree>("requestTree");
    for (const char *label :
         {"Sign in", "Order", "Orders", "Nobody", "Unknown", "Variable that nobody set"}) {
        const auto items =
            tree->findItems(QLatin1String(label), Qt::MatchExactly | Qt::MatchRecursive);
        if (items.size() != 1)
            return {QLatin1String(label)};
        tree->setCurrentItem(items.first());
        QCoreApplication::processEvents();
        const QString status = find<QLabel>("answerStatus")->text();
        QStringList failed;
        const auto *outcomes = find<QListWidget>("requestOutcomes");
        for (int i = 0; i < outcomes->count() && status.toInt() > 0; ++i) {
            if (outcomes->item(i)->text().startsWith(QLatin1String("expected ")))
                failed.append(outcomes->item(i)->text());
        }
        results.append(QLatin1String(label) + QLatin1String(": ")
                       + (status.toInt() > 0 ? status : QStringLiteral("error"))
                       + failed.join(QLatin1Char('|')));
    }
    return results;
}

/// As resultsInWindow(), from what the command prints.
static QStringList resultsOfCommand(const QByteArray &printed)
{
    static const QRegularExpression request(
        QStringLiteral("^(?:ok|failed|error) +[^:]+:\\d+  (.*?)(?:  (\\d+)  [0-9.]+ ms.*)?$"));
    static const QRegularExpression check(QStringLiteral("^ +[^:]+:\\d+: (expected .*)$"));
    QStringList results;
    bool isFirst = true;
    for (const QString &line : QString::fromUtf8(printed).split(QLatin1Char('\n'))) {
        if (const auto found = request.match(line); found.hasMatch()) {
            const QString status = found.captured(2);
            results.append(found.captured(1) + QLatin1String(": ")
                           + (status.isEmpty() ? QStringLiteral("error") : status));
            isFirst = true;
        } else if (const auto failed = check.match(line); failed.hasMatch()) {
            results.last().append(isFirst ? QString() : QStringLiteral("|"));
            results.last().append(failed.captured(1));
            isFirst = false;
        }
    }
    return results;
}

void TestReplayJourneys::folderOfRequestsGoesAlikeInWindowAndCommand()
{
    createCollection(QStringLiteral("customers"));
    createCollection(QStringLiteral("orders"));
    QCOMPARE(m_client
                 ->hook("orders",
                        "function beforePOST(req, res) {\n  req.body.total += 6;\n"
                        "  res.end({data: req.body});\n}\n")
                 .status,
             200);
    const QString folder = m_folder->filePath(QStringLiteral("new.requests"));
    QVERIFY(QDir().mkpath(folder + QStringLiteral("/refusals")));
    write("new.requests/checkout.http", Checkout);
    write("new.requests/refusals/all.http", Refusals);
    trigger("requests");
    auto *tree = find<RequestTree>("requestTree");
    tree->clearSelection();
    tree->setCurrentItem(nullptr);
    click("runRequests");
    QTRY_COMPARE(notice(), QStringLiteral("3 of 6 requests failed."));
    const QStringList inWindow = resultsInWindow();
    picture("84-requests-run");
    QProcess command;
    command.setEnvironment(QProcess::systemEnvironment() << QStringLiteral("HOOKDESK_KEY=")
                               + QString::fromLatin1(m_desk->firstKey()));
    command.start(ServerProcess::program(),
                  {"requests", "run", folder, "--url", m_desk->client()->url(), "--report",
                   m_folder->filePath(QStringLiteral("report.xml"))});
    QTRY_COMPARE_WITH_TIMEOUT(command.state(), QProcess::NotRunning, 30'000);
    const QByteArray printed = command.readAllStandardOutput();
    QCOMPARE(command.exitCode(), 1); // requests failed
    QVERIFY2(printed.endsWith("3 of 6 requests passed\n"), printed.constData());
    QCOMPARE(resultsOfCommand(printed), inWindow);
    QCOMPARE(inWindow.value(0), QStringLiteral("Sign in: 201"));
    QVERIFY2(inWindow.value(1).startsWith(QLatin1String("Order: 201expected body.total == 46.5")),
             qPrintable(inWindow.value(1)));
    QFile report(m_folder->filePath(QStringLiteral("report.xml")));
    QVERIFY(report.open(QIODevice::ReadOnly));
    QCOMPARE(report.readAll().count("<testcase "), 6);
}

QTEST_MAIN(TestReplayJourneys)
#include "tst_replayjourneys.moc"
