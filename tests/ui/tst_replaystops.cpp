// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/recordedruntest.h"

/// Where a replay stops and what it tells, in lines and at changes of variables: without a window.
class TestReplayStops : public RecordedRunTest
{
    Q_OBJECT

private slots:
    void stopsWhereConditionsHold();
    void logPointsTellTheirTexts();
    void stopsWhereAVariableChanges();
    void stopsWhereAMemberChanges();
    void variablesOfOneNameAreToldApart();
    void stopsFindTheirLines_data();
    void stopsFindTheirLines();
    void stopsAreKeptAsText();

private:
    /// The lines in which a run stops, one after the other.
    static QList<int> stopsOf(ReplayCursor &cursor);
};

namespace {

using Direction = Recording::Direction;

} // namespace

QList<int> TestReplayStops::stopsOf(ReplayCursor &cursor)
{
    QList<int> lines;
    cursor.first();
    while (cursor.step() < cursor.recording().stepCount() - 1) {
        cursor.toStop(Direction::Forwards);
        if (cursor.step() < cursor.recording().stepCount() - 1)
            lines.append(cursor.recording().place(cursor.step()).line);
    }
    return lines;
}

void TestReplayStops::stopsWhereConditionsHold()
{
    ReplayCursor cursor(nullptr);
    const QString file = QStringLiteral("c.js");
    cursor.open(parsed(m_orders));
    cursor.setStop({file, 6, {}, {}, true});
    cursor.toStop(Direction::Forwards);
    QCOMPARE(at(cursor.recording(), cursor.step()), QStringLiteral("beforePOST:6"));
    const int first = cursor.step();
    cursor.toStop(Direction::Forwards);
    QVERIFY(cursor.step() > first);
    cursor.toStop(Direction::Backwards);
    QCOMPARE(cursor.step(), first);
    cursor.setStop({file, 6, QStringLiteral("price > 20 && line.article == \"BBB\""), {}, true});
    QCOMPARE(cursor.stops().size(), 1);
    cursor.first();
    cursor.toStop(Direction::Forwards);
    QCOMPARE(cursor.recording().variable(cursor.step(), QStringLiteral("price")).toNumber(), 30);
    cursor.toStop(Direction::Forwards); // none follows
    QCOMPARE(cursor.step(), cursor.recording().stepCount() - 1);
    cursor.setStop({file, 6, {}, {}, false}); // switched off
    cursor.first();
    cursor.toStop(Direction::Forwards);
    QCOMPARE(cursor.step(), cursor.recording().stepCount() - 1);
}

void TestReplayStops::logPointsTellTheirTexts()
{
    ReplayCursor cursor(nullptr);
    cursor.open(parsed(m_orders));
    cursor.setStop(
        {QStringLiteral("c.js"), 6, {}, QStringLiteral("{line.article}: {price + 1}"), true});
    QStringList texts;
    for (const ReplayCursor::Told &told : cursor.told())
        texts.append(told.text);
    QCOMPARE(texts, QStringList({QStringLiteral("A7: 21"), QStringLiteral("BBB: 31")}));
    cursor.toStop(Direction::Forwards); // it does not stop there
    QCOMPARE(cursor.step(), cursor.recording().stepCount() - 1);
}

void TestReplayStops::stopsWhereAVariableChanges()
{
    ReplayCursor cursor(nullptr);
    cursor.open(parsed(m_orders));
    cursor.goTo(firstIn(cursor.recording(), 8));
    cursor.toggleStopOnChange(QStringLiteral("total"));
    QCOMPARE(cursor.stops().size(), 1);
    QCOMPARE(cursor.stops().first().function, QStringLiteral("beforePOST"));
    QCOMPARE(stopsOf(cursor), QList<int>({6, 6})); // its first value is no change
    cursor.last();
    cursor.toStop(Direction::Backwards);
    QCOMPARE(cursor.recording().variable(cursor.step(), QStringLiteral("total")).toNumber(), 60);
    // The condition is asked of what it becomes.
    ReplayStop stop = cursor.stops().first();
    stop.condition = QStringLiteral("total > 100");
    cursor.setStop(stop);
    QCOMPARE(stopsOf(cursor), QList<int>({6}));
    stop.condition.clear();
    stop.log = QStringLiteral("now {total}");
    cursor.setStop(stop);
    QCOMPARE(cursor.told().size(), 2);
    QCOMPARE(cursor.told().last().text, QStringLiteral("now 120"));
    QCOMPARE(stopsOf(cursor), QList<int>());
    cursor.goTo(firstIn(cursor.recording(), 17)); // there it has no such name
    cursor.toggleStopOnChange(QStringLiteral("total"));
    cursor.toggleStopOnChange(QStringLiteral("nothing"));
    QCOMPARE(cursor.stops().size(), 1);
    cursor.goTo(firstIn(cursor.recording(), 8));
    cursor.toggleStopOnChange(QStringLiteral("total"));
    QCOMPARE(cursor.stops().size(), 0);
}

void TestReplayStops::stopsWhereAMemberChanges()
{
    ReplayCursor cursor(nullptr);
    cursor.open(parsed(record("function beforePOST(req, res) {\n  const order = {lines: []};\n"
                              "  order.name = 'x';\n  order.lines.push({count: 1});\n"
                              "  order.lines[0].count = 5;\n  order.name = 'x';\n"
                              "  order.name = 'y';\n  res.end();\n}")));
    cursor.goTo(firstIn(cursor.recording(), 8));
    cursor.toggleStopOnChange(QStringLiteral("order.name"));
    QCOMPARE(stopsOf(cursor), QList<int>({3, 7}));
    cursor.goTo(firstIn(cursor.recording(), 8));
    cursor.toggleStopOnChange(QStringLiteral("order.lines[0].count"));
    QCOMPARE(stopsOf(cursor), QList<int>({3, 4, 5, 7}));
}

/// Another call, another function and another block may each have a variable of that name; what a
/// function within changes belongs to it.
void TestReplayStops::variablesOfOneNameAreToldApart()
{
    ReplayCursor cursor(nullptr);
    cursor.open(parsed(record("function beforePOST(req, res) {\n  let sum = 0;\n" // 2
                              "  [1, 2].forEach((n) => {\n    sum += n;\n  });\n" // 5
                              "  sum += other(3);\n  sum = sum;\n  res.end();\n}\n" // 9
                              "function other(n) {\n  let sum = n;\n  sum *= 2;\n" // 12
                              "  return n > 0 ? sum + other(n - 1) : sum;\n}")));
    cursor.goTo(firstIn(cursor.recording(), 8));
    cursor.toggleStopOnChange(QStringLiteral("sum"));
    QCOMPARE(stopsOf(cursor), QList<int>({4, 4, 6}));
    cursor.setStops({});
    cursor.goTo(firstIn(cursor.recording(), 4)); // set from within, it is the same variable
    cursor.toggleStopOnChange(QStringLiteral("sum"));
    QCOMPARE(stopsOf(cursor), QList<int>({4, 4, 6}));
    cursor.setStops({});
    cursor.goTo(firstIn(cursor.recording(), 12));
    cursor.toggleStopOnChange(QStringLiteral("sum"));
    QCOMPARE(stopsOf(cursor), QList<int>({12, 12, 12})); // 0 times 2 is no change
}

void TestReplayStops::stopsFindTheirLines_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("line");
    QTest::newRow("where it was") << "a\nb\nc\nb" << 2;
    QTest::newRow("two lines below") << "a\nx\ny\n  b\nb" << 4;
    QTest::newRow("above") << "b\na" << 1;
    QTest::newRow("gone") << "a\nc\nd" << 2;
    QTest::newRow("behind the end") << "a" << 1;
}

void TestReplayStops::stopsFindTheirLines()
{
    QFETCH(QString, text);
    ReplayStop stop{QStringLiteral("c.js"), 2, {}, {}, true};
    stop.lineText = QStringLiteral("b");
    stop.findLine(text.split(QLatin1Char('\n')));
    QTEST(stop.line, "line");
}

void TestReplayStops::stopsAreKeptAsText()
{
    ReplayStop line{QStringLiteral("c.js"), 2, QStringLiteral("a > 1"), QStringLiteral("{a}"),
                    false};
    line.lineText = QStringLiteral("\"b\"");
    ReplayStop variable;
    variable.file = QStringLiteral("c.js");
    variable.variable = QStringLiteral("a.b");
    const QByteArray kept = ReplayStops::toJson({line, variable});
    const auto read = ReplayStops::fromJson(kept);
    QCOMPARE(read.size(), 2);
    QVERIFY(read[0].isAtPlaceOf(line) && read[1].isAtPlaceOf(variable));
    QCOMPARE(read[0].condition + read[0].log + read[0].lineText, QStringLiteral("a > 1{a}\"b\""));
    QVERIFY(!read[0].isEnabled && read[1].isEnabled);
    QCOMPARE(ReplayStops::toJson(read), kept);
    QVERIFY(ReplayStops::fromJson(R"([{"file":"","line":1},{"file":"a","line":0},7])").isEmpty());
    QVERIFY(ReplayStops::fromJson("no JSON").isEmpty());
}

QTEST_MAIN(TestReplayStops)
#include "tst_replaystops.moc"
