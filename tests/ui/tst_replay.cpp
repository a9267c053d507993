// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/replaytest.h"
#include "ui/codehook/codeeditor.h"

#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QTreeWidget>

#include <ctime>

/// Runs that are recorded and replayed in the window, as a person does it.
class TestReplay : public ReplayTest
{
    Q_OBJECT

private slots:
    void filesAreSavedAndOpened();
    void stopsAreSetInTheMargin();
    void stopsAreSetBeforeThereIsARecording();
    void stopsGoWithTheirLines();
    void stopsOnChangesAreOfferedWhereValuesAre();
    void watchesAreKept();
    void modulesAreSteppedInto();
    void modulesTakeStopsInTheirOwnEditor();
    void jobsAreReplayed();
    void testRunsLeaveTheReplay();
    void sliderGoesThroughTheRun();
    void refusesForeignFiles();
    void everyControlHasAName();
    void answersQuicklyAtAHundredThousandSteps();
};

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
    clickBeside("replayEditor", 4, Qt::NoModifier);
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
    clickBeside("replayEditor", 4, Qt::ShiftModifier);
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

/// Set beside the script and by the key, used by the replay that comes, and there afterwards, also
/// when the script is opened again.
void TestReplay::stopsAreSetBeforeThereIsARecording()
{
    createCollection(QStringLiteral("orders"));
    openSettings(QStringLiteral("orders"));
    typeScript(Total);
    saveScript();
    clickBeside("codehookEditor", 4, Qt::NoModifier);
    auto *script = find<CodeEditor>("codehookEditor");
    script->setFocus();
    script->setCursorPosition(6, 2);
    QTest::keyClick(script, Qt::Key_F9, Qt::ControlModifier);
    QCOMPARE(markedLines("codehookEditor"), QList<int>({4, 7}));
    QVERIFY(!script->isModified()); // nothing to save, and nothing to undo
    clickBeside("codehookEditor", 4, Qt::ShiftModifier);
    QTRY_VERIFY(dialog());
    dialog()
        ->findChild<QLineEdit *>(QStringLiteral("stopCondition"))
        ->setText(QStringLiteral("line.count == 2"));
    answer("stopAccept");
    QTest::keyClick(script, Qt::Key_Return, Qt::ControlModifier);
    QTRY_VERIFY(find<QWidget>("testRun")->isVisible());
    find<QPlainTextEdit>("testBody")->setPlainText(QString::fromUtf8(Lines));
    click("recordTest");
    QTRY_VERIFY_WITH_TIMEOUT(find<ReplayView>("replay") && view().isVisible(), 60000);
    find<QsciScintilla>("replayEditor")->setFocus();
    QCOMPARE(markedLines("replayEditor"), QList<int>({4, 7}));
    press(Qt::Key_F5);
    QCOMPARE(line(), 4);
    QVERIFY(variable(QStringLiteral("line")).contains(QStringLiteral("price: 1,")));
    press(Qt::Key_F5);
    QCOMPARE(line(), 7);
    // What is set and removed in the replay is so in the script.
    press(Qt::Key_F9, Qt::ControlModifier);
    clickBeside("replayEditor", 8, Qt::NoModifier);
    press(Qt::Key_Escape);
    QCOMPARE(markedLines("codehookEditor"), QList<int>({4, 8}));
    // They are kept: the page may be closed.
    trigger("closeTab");
    QTRY_VERIFY(!m_desk->window().findChild<CodeEditor *>(QStringLiteral("codehookEditor")));
    openSettings(QStringLiteral("orders"));
    QVERIFY(find<CodeEditor>("codehookEditor")->text().startsWith(QStringLiteral("function")));
    QTRY_COMPARE(markedLines("codehookEditor"), QList<int>({4, 8}));
}

void TestReplay::stopsGoWithTheirLines()
{
    createCollection(QStringLiteral("orders"));
    openSettings(QStringLiteral("orders"));
    typeScript(Total);
    clickBeside("codehookEditor", 4, Qt::NoModifier);
    clickBeside("codehookEditor", 8, Qt::NoModifier);
    auto *script = find<CodeEditor>("codehookEditor");
    script->setFocus();
    script->setCursorPosition(1, 0);
    QTest::keyClick(script, Qt::Key_Return);
    QTest::keyClick(script, Qt::Key_Return);
    QCOMPARE(markedLines("codehookEditor"), QList<int>({6, 10}));
    // A text that is exchanged as a whole, and that comes back by undo, has them in their lines.
    script->replaceAll(QStringLiteral("// head\n") + script->text());
    QTRY_COMPARE(markedLines("codehookEditor"), QList<int>({7, 11}));
    QTest::keyClick(script, Qt::Key_Z, Qt::ControlModifier);
    QTRY_COMPARE(markedLines("codehookEditor"), QList<int>({6, 10}));
    // Undo takes back what was typed, and no stop.
    clickBeside("codehookEditor", 10, Qt::NoModifier);
    script->setFocus();
    QTest::keyClick(script, Qt::Key_Z, Qt::ControlModifier);
    QTest::keyClick(script, Qt::Key_Z, Qt::ControlModifier);
    QTRY_COMPARE(markedLines("codehookEditor"), QList<int>({4}));
}

void TestReplay::stopsOnChangesAreOfferedWhereValuesAre()
{
    record(Total, Lines);
    while (line() != 7)
        press(Qt::Key_F10);
    auto *editor = find<CodeEditor>("replayEditor");
    const QString text = editor->text(6);
    const long byte = editor->positionFromLineIndex(6, int(text.lastIndexOf(u"total")) + 1);
    emit editor->SCN_DWELLSTART(int(byte), 0, 0); // the mouse rests there
    auto *popup = find<QLabel>("replayHover");
    QVERIFY(popup->isVisible());
    QVERIFY(popup->text().contains(QStringLiteral("Stop when it changes")));
    picture("63-stop-on-change");
    emit popup->linkActivated(QStringLiteral("change:total"));
    QVERIFY(!popup->isVisible());
    auto *list = find<QListWidget>("replayStops");
    QCOMPARE(list->count(), 1);
    QCOMPARE(list->item(0)->text().simplified(), QStringLiteral("total changes beforePOST"));
    press(Qt::Key_Home, Qt::AltModifier);
    QList<int> stopped;
    for (int i = 0; i < 3; ++i) {
        press(Qt::Key_F5);
        stopped.append(line());
    }
    QCOMPARE(stopped, QList<int>({4, 5, 4}));
    press(Qt::Key_F5, Qt::ShiftModifier);
    QCOMPARE(line(), 5);
    // In the list of variables, by its menu and by the key.
    auto *variables = find<QTreeWidget>("replayVariables");
    QVERIFY(variables->findChild<QAction *>(QStringLiteral("variableStopOnChange")));
    const auto found = variables->findItems(QStringLiteral("total"), Qt::MatchExactly);
    QCOMPARE(found.size(), 1);
    variables->setCurrentItem(found.first());
    variables->setFocus();
    QTest::keyClick(variables, Qt::Key_F9, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(list->count(), 0);
    variables->findChild<QAction *>(QStringLiteral("variableStopOnChange"))->trigger();
    QCOMPARE(list->count(), 1);
    list->setFocus();
    list->setCurrentRow(0);
    QTest::keyClick(list, Qt::Key_Delete);
    QCOMPARE(list->count(), 0);
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

/// Set beside the module before anything is recorded, honoured and changed in the replay of a hook
/// that requires it, and changed beside the module while that replay is open.
void TestReplay::modulesTakeStopsInTheirOwnEditor()
{
    QCOMPARE(m_client
                 ->put("/admin/v1/modules/vat",
                       "const rate = 0.25;\nmodule.exports = function vat(net) {\n"
                       "  const tax = net * rate;\n  const rounded = Math.round(tax);\n"
                       "  return rounded;\n};")
                 .status,
             200);
    openModule(QStringLiteral("vat"));
    clickBeside("codehookEditor", 3, Qt::NoModifier);
    auto *module = find<CodeEditor>("codehookEditor");
    module->setFocus();
    module->setCursorPosition(4, 2);
    QTest::keyClick(module, Qt::Key_F9, Qt::ControlModifier);
    QCOMPARE(markedLines("codehookEditor"), QList<int>({3, 5}));
    QVERIFY(!module->isModified());
    record("const vat = require('lib/vat');\nfunction beforePOST(req, res) {\n"
           "  const tax = vat(8);\n  res.end({data: {tax}});\n}",
           "{}");
    clickBeside("replayEditor", 4, Qt::NoModifier); // of the hook itself
    press(Qt::Key_F5);
    QCOMPARE(shownFile(), QStringLiteral("lib/vat.js"));
    QCOMPARE(line(), 3);
    QCOMPARE(markedLines("replayEditor"), QList<int>({3, 5}));
    press(Qt::Key_F5);
    QCOMPARE(line(), 5);
    QVERIFY(variable(QStringLiteral("rounded")).startsWith(QLatin1Char('2')));
    // What is changed in the replay is so beside the module, and there alone.
    press(Qt::Key_F9, Qt::ControlModifier);
    clickBeside("replayEditor", 4, Qt::NoModifier);
    openModule(QStringLiteral("vat"));
    QTRY_COMPARE(markedLines("codehookEditor"), QList<int>({3, 4}));
    // And the other way: the replay is still open.
    module->setFocus();
    module->setCursorPosition(0, 0);
    QTest::keyClick(module, Qt::Key_Return); // they go with their lines
    QCOMPARE(markedLines("codehookEditor"), QList<int>({4, 5}));
    clickBeside("codehookEditor", 4, Qt::NoModifier);
    backTo(QStringLiteral("orders settings"));
    QVERIFY(isReplayed());
    find<QsciScintilla>("replayEditor")->setFocus();
    press(Qt::Key_Home, Qt::AltModifier);
    press(Qt::Key_F5);
    QCOMPARE(shownFile(), QStringLiteral("lib/vat.js"));
    QCOMPARE(line(), 4); // of the text that ran, which has no new line
    QCOMPARE(markedLines("replayEditor"), QList<int>({4}));
    press(Qt::Key_F5);
    QCOMPARE(shownFile(), QStringLiteral("orders.js"));
    press(Qt::Key_Escape);
    QCOMPARE(markedLines("codehookEditor"), QList<int>({4}));
    // They are kept with the module: its page may be closed, and another hook meets them.
    openModule(QStringLiteral("vat"));
    saveScript();
    trigger("closeTab");
    QTRY_VERIFY(!visibleWidget<CodeEditor>(m_desk->window(), "codehookEditor")
                || find<CodeEditor>("codehookEditor") != module);
    openModule(QStringLiteral("vat"));
    QTRY_COMPARE(markedLines("codehookEditor"), QList<int>({5}));
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
