// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/windowtest.h"
#include "ui/codehook/codeeditor.h"
#include "ui/codehook/linevalues.h"
#include "ui/codehook/replaycode.h"
#include "ui/codehook/replaycursor.h"
#include "ui/codehook/replayview.h"

#include <Qsci/qsciscintilla.h>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QPushButton>
#include <QToolButton>
#include <QTreeWidget>

#include <ctime>

/// Runs that are recorded and replayed in the window, as a person does it.
class TestReplay : public WindowTest
{
    Q_OBJECT

private slots:
    void wrongTotalIsFoundBackwards();
    void hookWithoutEndIsSeenAtItsLastStep();
    void nextRequestIsRecordedLive();
    void twoRecordingsAreCompared();
    void filesAreSavedAndOpened();
    void stopsAreSetInTheMargin();
    void watchesAreKept();
    void modulesAreSteppedInto();
    void jobsAreReplayed();
    void testRunsLeaveTheReplay();
    void sliderGoesThroughTheRun();
    void refusesForeignFiles();
    void everyControlHasAName();
    void answersQuicklyAtAHundredThousandSteps();

private:
    void record(const QByteArray &script, const char *body);
    ReplayView &view() { return *find<ReplayView>("replay"); }
    ReplayCursor &cursor() { return view().cursor(); }
    int line() { return cursor().recording().place(cursor().step()).line; }
    void press(int key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QTest::keyClick(find<QsciScintilla>("replayEditor"), Qt::Key(key), modifiers);
    }
    QString variable(const QString &name);
    QString valuesBeside(int line);
};

namespace {

constexpr char Total[] = "function beforePOST(req, res) {\n"
                         "  let total = 0;\n"
                         "  for (const line of req.body.lines) {\n"
                         "    total += line.price * line.count;\n"
                         "    if (line.discount) total = total - line.discount + '';\n" // 5
                         "  }\n"
                         "  req.body.total = total;\n"
                         "  log.info('total', total);\n"
                         "  res.end({data: req.body});\n"
                         "}";
constexpr char Lines[] =
    R"({"lines":[{"price":12.5,"count":3,"discount":2},{"price":1,"count":2}]})";

} // namespace

void TestReplay::record(const QByteArray &script, const char *body)
{
    createCollection(QStringLiteral("orders"));
    openSettings(QStringLiteral("orders"));
    typeScript(script);
    if (!find<QWidget>("testRun")->isVisible())
        QTest::keyClick(find<QsciScintilla>("codehookEditor"), Qt::Key_Return, Qt::ControlModifier);
    QTRY_VERIFY(find<QWidget>("testRun")->isVisible());
    find<QPlainTextEdit>("testBody")->setPlainText(QString::fromUtf8(body));
    click("recordTest");
    QTRY_VERIFY_WITH_TIMEOUT(find<ReplayView>("replay") && view().isVisible(), 60000);
    find<QsciScintilla>("replayEditor")->setFocus();
}

QString TestReplay::variable(const QString &name)
{
    const auto *tree = find<QTreeWidget>("replayVariables");
    for (int i = 0; i < tree->topLevelItemCount(); ++i) {
        if (tree->topLevelItem(i)->text(0) == name)
            return tree->topLevelItem(i)->text(1);
    }
    return {};
}

QString TestReplay::valuesBeside(int line)
{
    return find<CodeEditor>("replayEditor")->viewport()->findChild<LineValues *>()->textOf(line);
}

/// The journey: the answer has a wrong total; back from it to the line that made a text of it.
void TestReplay::wrongTotalIsFoundBackwards()
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

void TestReplay::hookWithoutEndIsSeenAtItsLastStep()
{
    record("function beforePOST(req, res) {\n  if (req.body.vip) {\n    res.end();\n  }\n}",
           R"({"vip":false})");
    QCOMPARE(find<QLabel>("replayStatus")->text(), QStringLiteral("500"));
    press(Qt::Key_F8, Qt::AltModifier); // the first error
    QCOMPARE(line(), 5);
    QCOMPARE(cursor().step(), cursor().recording().stepCount() - 1);
    QVERIFY(cursor()
                .recording()
                .summary(cursor().step())
                .contains(QStringLiteral("finished without res.end()")));
    press(Qt::Key_F10, Qt::ControlModifier);
    QCOMPARE(line(), 2);
    QCOMPARE(variable(QStringLiteral("req")).left(1), QStringLiteral("{"));
}

void TestReplay::nextRequestIsRecordedLive()
{
    createCollection(QStringLiteral("orders"));
    openSettings(QStringLiteral("orders"));
    typeScript(
        "function beforePOST(req, res) {\n  req.body.n += 1;\n  res.end({data: req.body});\n}");
    saveScript();
    QTest::keyClick(find<QsciScintilla>("codehookEditor"), Qt::Key_Return, Qt::ControlModifier);
    QTRY_VERIFY(find<QWidget>("testRun")->isVisible());
    for (QAction *action : find<QToolButton>("recordTest")->menu()->actions()) {
        if (action->objectName() == QLatin1String("recordNext"))
            action->trigger();
    }
    QVERIFY(find<QLabel>("testStatus")->text().contains(QStringLiteral("Waiting")));
    QVERIFY(!find<QPushButton>("runTest")->isEnabled());
    int number = 0;
    while (!find<ReplayView>("replay") || !view().isVisible()) {
        const auto stored =
            m_client->post("/rest/orders", "{\"n\":" + QByteArray::number(++number) + '}');
        QCOMPARE(stored.status, 201);
        QCOMPARE(stored.json().root().value("n").toInteger(), number + 1);
    }
    QCOMPARE(find<QLabel>("replayTitle")->text(), QStringLiteral("POST /rest/orders"));
    press(Qt::Key_F10);
    QVERIFY(find<QPushButton>("runTest") != nullptr);
}

void TestReplay::twoRecordingsAreCompared()
{
    record(Total, Lines);
    press(Qt::Key_Escape);
    find<QPlainTextEdit>("testBody")
        ->setPlainText(QStringLiteral(R"({"lines":[{"price":12.5,"count":3}]})"));
    click("recordTest");
    QTRY_VERIFY(view().isVisible());
    for (QAction *action : view().findChild<QMenu *>(QStringLiteral("replayMenu"))->actions()) {
        if (action->objectName() == QLatin1String("replayComparePrevious"))
            action->trigger();
    }
    const QString told = find<QLabel>("replayDifferences")->text();
    QVERIFY2(told.contains(QStringLiteral("First other value")), qPrintable(told));
    QVERIFY2(told.contains(QStringLiteral("First other line")), qPrintable(told));
    picture("62-replay-compared");
}

void TestReplay::filesAreSavedAndOpened()
{
    record(Total, Lines);
    const int steps = cursor().recording().stepCount();
    const QString path = m_folder->filePath(QStringLiteral("run.hookrun"));
    QVERIFY(view().saveAs(path).hasValue());
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    press(Qt::Key_F10);
    QVERIFY(view().open(file.readAll()).hasValue());
    QCOMPARE(cursor().recording().stepCount(), steps);
    QCOMPARE(cursor().step(), 0);
    QVERIFY(!view().saveAs(QStringLiteral("/nowhere/at/all.hookrun")));
}

void TestReplay::stopsAreSetInTheMargin()
{
    record(Total, Lines);
    auto *editor = find<CodeEditor>("replayEditor");
    const auto clickBeside = [&](int line, Qt::KeyboardModifiers modifiers) {
        editor->setCursorPosition(line - 1, 0); // it is in view then
        QCoreApplication::processEvents();
        const long height = editor->SendScintilla(QsciScintilla::SCI_TEXTHEIGHT, 0UL);
        const long y = (line - 1 - editor->firstVisibleLine()) * height + height / 2;
        QTest::mouseClick(editor->viewport(), Qt::LeftButton, modifiers,
                          QPoint(editor->marginWidth(0) + 6, int(y)));
    };
    clickBeside(4, Qt::NoModifier);
    QCOMPARE(cursor().stops().size(), 1);
    QCOMPARE(cursor().stops().first().line, 4);
    press(Qt::Key_F5);
    QCOMPARE(line(), 4);
    press(Qt::Key_F5);
    QCOMPARE(line(), 4);
    QVERIFY(variable(QStringLiteral("line")).contains(QStringLiteral("price: 1,")));
    press(Qt::Key_F5, Qt::ShiftModifier);
    QVERIFY(variable(QStringLiteral("line")).contains(QStringLiteral("12.5")));
    // Shift+click asks for a condition and for a text.
    clickBeside(4, Qt::ShiftModifier);
    QTRY_VERIFY(dialog());
    auto *condition = dialog()->findChild<QLineEdit *>(QStringLiteral("stopCondition"));
    auto *accept = dialog()->findChild<QPushButton *>(QStringLiteral("stopAccept"));
    condition->setText(QStringLiteral("line.count =="));
    QVERIFY(!accept->isEnabled());
    condition->setText(QStringLiteral("line.count == 2"));
    dialog()
        ->findChild<QLineEdit *>(QStringLiteral("stopLog"))
        ->setText(QStringLiteral("total {total}"));
    QTest::mouseClick(accept, Qt::LeftButton);
    const auto *list = find<QListWidget>("replayStops");
    QTRY_COMPARE(list->count(), 2);
    QCOMPARE(list->item(1)->text().section(QLatin1Char(' '), 2), QStringLiteral("total 35.5"));
}

void TestReplay::watchesAreKept()
{
    record(Total, Lines);
    auto *watch = find<QLineEdit>("replayWatch");
    QTest::keyClicks(watch, QStringLiteral("typeof total"));
    QTest::keyClick(watch, Qt::Key_Return);
    auto *tree = find<QTreeWidget>("replayWatches");
    QCOMPARE(tree->topLevelItemCount(), 1);
    QStringList seen;
    for (int i = 0; i < cursor().recording().stepCount(); ++i) {
        cursor().goTo(i);
        const QString value = tree->topLevelItem(0)->text(1);
        if (seen.isEmpty() || seen.last() != value)
            seen.append(value);
    }
    QCOMPARE(seen.filter(QStringLiteral("number")).size(), 1);
    QCOMPARE(seen.filter(QStringLiteral("string")).size(), 1);
    tree->setCurrentItem(tree->topLevelItem(0));
    tree->setFocus();
    QTest::keyClick(tree, Qt::Key_Delete);
    QCOMPARE(tree->topLevelItemCount(), 0);
}

void TestReplay::modulesAreSteppedInto()
{
    QCOMPARE(m_client
                 ->put("/admin/v1/modules/vat",
                       "module.exports = function vat(net) {\n  return net * 0.25;\n};")
                 .status,
             200);
    record("const vat = require('lib/vat');\nfunction beforePOST(req, res) {\n"
           "  const tax = vat(8);\n  res.end({data: {tax}});\n}",
           "{}");
    while (line() != 3 || cursor().recording().place(cursor().step()).file != 0)
        press(Qt::Key_F11);
    press(Qt::Key_F11);
    QCOMPARE(cursor().recording().files()[cursor().recording().place(cursor().step()).file].name,
             QStringLiteral("lib/vat.js"));
    QVERIFY(
        find<QsciScintilla>("replayEditor")->text().startsWith(QStringLiteral("module.exports")));
    QCOMPARE(variable(QStringLiteral("net")).section(QLatin1Char(' '), 0, 0), QStringLiteral("8"));
    press(Qt::Key_F11, Qt::ShiftModifier);
    QCOMPARE(line(), 4);
    QVERIFY(valuesBeside(3).contains(QStringLiteral("tax = 2")));
}

void TestReplay::jobsAreReplayed()
{
    const auto made = m_client->post(
        "/rest/system_jobs",
        R"({"description":"Counter","crontab":"0 0 1 1 *","script":"function runJob(req, res) {\nvar n = 6;\nn *= 7;\nres.end('counted ' + n);\n}"})");
    QCOMPARE(made.status, 201);
    trigger("jobs");
    QTRY_VERIFY(find<QTableView>("jobsTable"));
    auto *table = find<QTableView>("jobsTable");
    QTRY_COMPARE(table->model()->rowCount(), 1);
    table->setFocus();
    table->setCurrentIndex(table->model()->index(0, 1));
    QTRY_VERIFY(find<QPushButton>("editJobScript")->isEnabled());
    click("editJobScript");
    QTRY_VERIFY(find<QsciScintilla>("codehookEditor")->text().contains(QStringLiteral("runJob")));
    click("toggleTestRun");
    QTRY_VERIFY(find<QWidget>("testRun")->isVisible());
    click("recordTest");
    QTRY_VERIFY_WITH_TIMEOUT(find<ReplayView>("replay") && view().isVisible(), 60000);
    QVERIFY(!find<QLabel>("replayStatus")->isVisible());
    while (line() != 4)
        press(Qt::Key_F10);
    QVERIFY(variable(QStringLiteral("n")).startsWith(QStringLiteral("42")));
    QVERIFY(valuesBeside(3).contains(QStringLiteral("n = 42 was 6")));
}

/// What runs beside a replay is seen.
void TestReplay::testRunsLeaveTheReplay()
{
    record(Total, Lines);
    QTest::keyClick(find<QsciScintilla>("replayEditor"), Qt::Key_Return, Qt::ControlModifier);
    QTRY_VERIFY(!view().isVisible());
    QTRY_COMPARE(find<QLabel>("testStatus")->text(), QStringLiteral("201"));
}

void TestReplay::sliderGoesThroughTheRun()
{
    record(Total, Lines);
    auto *slider = find<QWidget>("replaySlider");
    QTest::mouseClick(slider, Qt::LeftButton, Qt::NoModifier,
                      QPoint(slider->width() - 14, slider->height() / 2));
    QCOMPARE(cursor().step(), cursor().recording().stepCount() - 1);
    QTest::keyClick(slider, Qt::Key_Left);
    QCOMPARE(cursor().step(), cursor().recording().stepCount() - 2);
    QTest::keyClick(slider, Qt::Key_Home);
    QCOMPARE(cursor().step(), 0);
    auto *steps = find<QTableView>("replaySteps");
    steps->selectRow(3);
    QCOMPARE(cursor().step(), 3);
    QCOMPARE(steps->model()->rowCount(), cursor().recording().stepCount());
}

void TestReplay::refusesForeignFiles()
{
    record(Total, Lines);
    const int step = cursor().step();
    QVERIFY(!view().open("{}"));
    QVERIFY(!view().compareWith(R"({"format":"hookdesk-recording","version":7})"));
    QCOMPARE(cursor().step(), step); // what was shown stays
}

void TestReplay::everyControlHasAName()
{
    record(Total, Lines);
    QCOMPARE(namelessControls(), QStringList());
}

void TestReplay::answersQuicklyAtAHundredThousandSteps()
{
    // A recording takes a while where other tests run beside it.
    QCOMPARE(m_client->put("/admin/v1/settings", R"({"codehooks":{"timeout":30000}})").status, 200);
    record("function beforePOST(req, res) {\n  let n = 0; const list = [{a: 1, b: {c: 2}}];\n"
           "  for (let i = 0; i < 26000; i++) {\n    n += twice(i);\n  }\n"
           "  res.end({data: {n}});\n}\nfunction twice(x) {\n  return 2 * x;\n}",
           "{}");
    QCOMPARE(cursor().recording().stepCount(), 100000);
    QVERIFY(find<QLabel>("replayBeyond")->isVisible());
    const std::clock_t began = std::clock(); // of this process alone, whatever else runs
    constexpr int Steps = 100;
    for (int i = 0; i < Steps; ++i) {
        cursor().goTo(40000 + i * 300);
        QCoreApplication::processEvents(); // with what it paints
    }
    qInfo("a step takes %.2f ms of the processor",
          1000.0 * double(std::clock() - began) / CLOCKS_PER_SEC / Steps);
    click("replayLastButton");
    QCOMPARE(cursor().step(), 99999);
}

QTEST_MAIN(TestReplay)
#include "tst_replay.moc"
