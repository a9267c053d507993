// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/recordedruntest.h"

#include <QElapsedTimer>
#include <QSignalSpy>

/// What a recording answers, and what moves through it: without a window.
class TestRecordedRun : public RecordedRunTest
{
    Q_OBJECT

private slots:
    void stepsInBothDirections();
    void knowsVariables();
    void knowsWhatLinesSet();
    void goesToWhereAVariableWasSet();
    void knowsTheStackAcrossAwait();
    void marksCallsLogAndErrors();
    void comparesTwoRuns();
    void expressions_data();
    void expressions();
    void refusesWhatIsNoRecording_data();
    void refusesWhatIsNoRecording();
    void survivesForgedEvents();
    void staysSmallWhateverAFileSays();
    void isQuickAtAHundredThousandSteps();
};

namespace {

using Direction = Recording::Direction;

} // namespace

void TestRecordedRun::stepsInBothDirections()
{
    const Recording recording = parsed(m_orders);
    QCOMPARE(recording.title(), QStringLiteral("POST /rest/c"));
    QCOMPARE(recording.status(), 201);
    int step = firstIn(recording, 9); // const gross = withVat(total)
    QCOMPARE(at(recording, step), QStringLiteral("beforePOST:9"));
    QCOMPARE(at(recording, recording.into(step, Direction::Forwards)),
             QStringLiteral("withVat:17"));
    QCOMPARE(at(recording, recording.over(step, Direction::Forwards)),
             QStringLiteral("beforePOST:10"));
    const int inside =
        recording.over(recording.into(step, Direction::Forwards), Direction::Forwards);
    QCOMPARE(at(recording, inside), QStringLiteral("withVat:18"));
    QCOMPARE(recording.depth(inside), recording.depth(step) + 1);
    QCOMPARE(at(recording, recording.out(inside, Direction::Forwards)),
             QStringLiteral("beforePOST:10"));
    QCOMPARE(recording.out(inside, Direction::Backwards), step);
    // Backwards over a call comes to the call, and into it to its end.
    const int behind = firstIn(recording, 10);
    QCOMPARE(recording.over(behind, Direction::Backwards), step);
    const int end = recording.into(behind, Direction::Backwards);
    QCOMPARE(recording.kind(end), Recording::StepKind::Return);
    QCOMPARE(recording.returned(end).toText(), QStringLiteral("150"));
    // Over an await goes to the next line of the same function.
    const int await = firstIn(recording, 5);
    QCOMPARE(at(recording, recording.over(await, Direction::Forwards)),
             QStringLiteral("beforePOST:6"));
    QCOMPARE(at(recording, recording.into(await, Direction::Forwards)),
             QStringLiteral("priceOf:13"));
    // The ends stay the ends.
    const int last = recording.stepCount() - 1;
    QCOMPARE(recording.into(last, Direction::Forwards), last);
    QCOMPARE(recording.out(last, Direction::Forwards), last);
    for (const auto move : {&Recording::into, &Recording::over, &Recording::out})
        QCOMPARE((recording.*move)(0, Direction::Backwards), 0);
}

void TestRecordedRun::knowsVariables()
{
    const Recording recording = parsed(m_orders);
    const int step = recording.stepsIn({0, 6, 0})[1]; // in the second round
    const auto variables = recording.variables(step);
    QStringList shown;
    for (const Recording::Variable &each : variables)
        shown.append(each.name + QLatin1Char('=') + each.value.shown(30)
                     + (each.isChanged ? QLatin1String("*") : QLatin1String()));
    QVERIFY2(shown.contains(QStringLiteral("price=30*")), qPrintable(shown.join(QLatin1Char(' '))));
    QVERIFY(shown.contains(QStringLiteral("total=60")));
    QVERIFY(shown.contains(QStringLiteral("line={article: \"BBB\", count: 2}")));
    QCOMPARE(recording.variable(step, QStringLiteral("total")).toNumber(), 60);
    QCOMPARE(recording.variable(step, QStringLiteral("none")).kind(), RecordedValue::Kind::Missing);
    // What belongs to a function around it comes last.
    const auto inner = recording.variables(firstIn(recording, 18));
    QCOMPARE(inner.last().name, QStringLiteral("VAT"));
    QVERIFY(inner.last().isOuter);
}

void TestRecordedRun::knowsWhatLinesSet()
{
    const Recording recording = parsed(m_orders);
    const auto lines = recording.lineValues(firstIn(recording, 10));
    QCOMPARE(lines.value(9).size(), 1);
    QCOMPARE(lines.value(9).first().name, QStringLiteral("gross"));
    QCOMPARE(lines.value(6).first().value.toNumber(), 120);
    QCOMPARE(lines.value(6).first().before.toNumber(), 60);
    QCOMPARE(lines.value(3).first().value.toNumber(), 0);
    QCOMPARE(lines.value(2).size(), 2); // the arguments
}

void TestRecordedRun::goesToWhereAVariableWasSet()
{
    ReplayCursor cursor(nullptr);
    cursor.open(parsed(m_orders));
    const QSignalSpy moved(&cursor, &ReplayCursor::moved);
    cursor.goTo(firstIn(cursor.recording(), 10));
    cursor.toSetting(QStringLiteral("total"));
    QCOMPARE(at(cursor.recording(), cursor.step()), QStringLiteral("beforePOST:6"));
    QCOMPARE(cursor.recording().variable(cursor.step(), QStringLiteral("total")).toNumber(), 60);
    cursor.toSetting(QStringLiteral("total"));
    QCOMPARE(cursor.recording().variable(cursor.step(), QStringLiteral("total")).toNumber(), 0);
    cursor.toSetting(QStringLiteral("total"));
    QCOMPARE(at(cursor.recording(), cursor.step()), QStringLiteral("beforePOST:3"));
    QCOMPARE(moved.count(), 4);
    cursor.toSetting(QStringLiteral("nothing")); // stays
    QCOMPARE(moved.count(), 4);
}

void TestRecordedRun::knowsTheStackAcrossAwait()
{
    const Recording recording = parsed(m_orders);
    const int step = firstIn(recording, 14); // behind the await of priceOf
    const auto stack = recording.stack(step);
    QCOMPARE(stack.size(), 3);
    QCOMPARE(stack[0].name, QStringLiteral("priceOf"));
    QVERIFY(!stack[0].isAsync);
    QCOMPARE(stack[1].name, QStringLiteral("beforePOST"));
    QCOMPARE(stack[1].place.line, 5);
    QVERIFY(stack[1].isAsync);
    QVERIFY2(stack[2].name.startsWith(QStringLiteral("db.get /rest/c")), qPrintable(stack[2].name));
    QCOMPARE(stack[2].place.line, 13);
    // Before it, both are on the stack as they are called.
    const auto before = recording.stack(firstIn(recording, 13));
    QCOMPARE(before.size(), 2);
    QVERIFY(!before[1].isAsync);
}

void TestRecordedRun::marksCallsLogAndErrors()
{
    const Recording fine = parsed(m_orders);
    QVERIFY(!fine.firstError());
    QList<Recording::MarkKind> kinds;
    for (const Recording::Mark &mark : fine.marks())
        kinds.append(mark.kind);
    QCOMPARE(kinds.count(Recording::MarkKind::Call), 2);
    QCOMPARE(kinds.count(Recording::MarkKind::Answer), 2);
    QCOMPARE(kinds.count(Recording::MarkKind::Log), 1);
    QCOMPARE(kinds.count(Recording::MarkKind::End), 1);
    QCOMPARE(fine.marksAt(firstIn(fine, 8)).first().text, QStringLiteral("info  total 120"));
    const Recording bad = parsed(record(Orders, R"({"lines":[{"article":"A7","count":5000}]})"));
    QVERIFY(bad.firstError());
    QCOMPARE(at(bad, *bad.firstError()), QStringLiteral("withVat:19"));
    // An error of the engine has no throw: it is seen where the function was left.
    const Recording engine = parsed(record("function beforePOST(req, res) {\n  inner(null);\n}\n"
                                           "function inner(x) {\n  const y = 1;\n  x.y.z();\n}"));
    QCOMPARE(at(engine, *engine.firstError()), QStringLiteral("inner:6"));
}

void TestRecordedRun::comparesTwoRuns()
{
    const Recording mine = parsed(m_orders);
    const Recording same = parsed(
        record(Orders, R"({"lines":[{"article":"A7","count":3},{"article":"BBB","count":2}]})"));
    QCOMPARE(mine.differenceTo(same, false).mine, -1);
    const Recording other = parsed(record(Orders, R"({"lines":[{"article":"A7","count":3}]})"));
    const auto value = mine.differenceTo(other, false);
    QCOMPARE(value.name, QStringLiteral("req.body.lines.length"));
    QCOMPARE(value.value.toNumber(), 2);
    const auto way = mine.differenceTo(other, true);
    QCOMPARE(at(mine, way.mine), QStringLiteral("beforePOST:4"));
    QCOMPARE(at(other, way.theirs), QStringLiteral("beforePOST:8"));
}

void TestRecordedRun::expressions_data()
{
    QTest::addColumn<QString>("value"); // empty: it is not understood
    const auto row = [](const char *expression, const char *value) {
        QTest::newRow(expression) << QString::fromLatin1(value);
    };
    row("a.b[0].c", "7");
    row("a.b.length === 1 && !a.none", "true");
    row("a?.b[0]?.c * 2 + 1", "15");
    row("typeof a.text", "string");
    row("typeof missing", "undefined");
    row("a.text == '5'", "true");
    row("a.text === 5", "false");
    row("a.text == 5", "true");
    row("a.text + 1", "51");
    row("-a.b[0].c % 4", "-3");
    row("missing || \"none\"", "none");
    row("(1 + 2) * 3 >= 9", "true");
    row("null == undefined", "true");
    row("a['text']", "5");
    row("1 +", "");
    row("call(1)", "");
    row("a b", "");
    row("a = 1", "");
    // Nested 50 deep at most.
    row("!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!true", "false");
    row("!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!true", "");
    row("((((((((((((((((((((((((((((((((((((((((((((((((((((((((((1", "");
}

void TestRecordedRun::expressions()
{
    QFETCH(QString, value);
    const auto parsed = ReplayExpression::parse(QString::fromLatin1(QTest::currentDataTag()));
    QCOMPARE(parsed.hasValue(), !value.isEmpty());
    if (value.isEmpty())
        return;
    const RecordedValue a = RecordedValue::parse(
        R"({"t":"object","n":2,"v":[["b",{"t":"array","n":1,"v":[{"t":"object","n":1,"v":[["c",7]]}]}],["text","5"]]})");
    const RecordedValue made = parsed->evaluate(
        [&](const QString &name) { return name == QLatin1String("a") ? a : RecordedValue(); });
    QCOMPARE(made.toText(), value);
}

void TestRecordedRun::refusesWhatIsNoRecording_data()
{
    QTest::addColumn<QByteArray>("document");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("no JSON") << QByteArray("hookrun");
    QTest::newRow("another format") << QByteArray(R"({"format":"har"})");
    QTest::newRow("a later version")
        << QByteArray(R"({"format":"hookdesk-recording","version":2,"runs":[]})");
    QTest::newRow("no steps") << QByteArray(
        R"({"format":"hookdesk-recording","version":1,"runs":[{"events":[]}]})");
}

void TestRecordedRun::refusesWhatIsNoRecording()
{
    QFETCH(QByteArray, document);
    QVERIFY(!Recording::parse(document));
}

/// A file of a stranger may say anything.
void TestRecordedRun::survivesForgedEvents()
{
    const QByteArray events =
        R"([15,0,"x.js",{"functions":[["f",1,1,9,"a","^b"]],"sites":[[0,1,1,0,0,1,7],[5,1,1,0],[0,-4,99999999999,7,0]]}],)"
        R"([1,0,0,0,-1],[1,0,0,0,0],[1,5,0,0,-1],[1,1,9,0,0],[1,1,0,0,0],[5,0,0,null,1],[5,1,0,null,0],)"
        R"([0,0,0,0,{"t":"array","n":-5,"v":7},9,1],[0,1,2,0,[1]],[0,0,1],[0,77,0],[0],[],7,null,[2,1,0,{"t":"cycle","v":1e99}],)"
        R"([6,0],[3,1,0,{"t":"date","v":1e300}],[7],[9],[10,1],[13,-5],[14,-1],[99,1])";
    const QByteArray document =
        R"({"format":"hookdesk-recording","version":1,"scripts":[],"runs":[{"events":[)" + events
        + "]}]}";
    const auto recording = Recording::parse(document);
    QVERIFY(recording.hasValue());
    QCOMPARE(recording->stepCount(), 3);
    ReplayCursor cursor(nullptr);
    cursor.open(std::move(*Recording::parse(document)));
    for (int step = 0; step < 3; ++step) {
        for (const auto direction : {Direction::Forwards, Direction::Backwards}) {
            for (const auto move : {&Recording::into, &Recording::over, &Recording::out}) {
                const int next = (*recording.*move)(step, direction);
                QVERIFY(next >= 0 && next < 3);
            }
        }
        (void)recording->variables(step);
        (void)recording->lineValues(step);
        QVERIFY(recording->stack(step).size() <= 1000); // callers that call each other
        (void)recording->summary(step);
    }
}

/// The promise is 16 ms for a step in the window; what it asks of a recording is a part of that.
/// Each call of a function has room for its variables: a small file could fill the memory.
void TestRecordedRun::staysSmallWhateverAFileSays()
{
    QByteArray slots_, calls;
    for (int i = 0; i < 9000; ++i)
        slots_ += ",\"a\"";
    for (int i = 0; i < 200'000; ++i)
        calls += ",[1," + QByteArray::number(i) + ",0,0,-1]";
    const auto recording = Recording::parse(
        R"({"format":"hookdesk-recording","version":1,"scripts":[],"runs":[{"events":[[15,0,"x.js",)"
        R"({"functions":[["f",1,1,9)"
        + slots_ + R"(]],"sites":[[0,1,1,0]]}])" + calls + ",[0,0,0]]}]}");
    QVERIFY(recording.hasValue());
    QCOMPARE(recording->stepCount(), 1);
    // Neither does an expression of a stop fill the stack.
    QVERIFY(!ReplayExpression::parse(QString(QStringLiteral("a+")).repeated(20'000) + u'a'));
    QVERIFY(ReplayExpression::parse(QString(QStringLiteral("a+")).repeated(400) + u'a'));
}

void TestRecordedRun::isQuickAtAHundredThousandSteps()
{
    const Recording recording =
        parsed(record("function beforePOST(req, res) {\n  let n = 0, list = [];\n"
                      "  for (let i = 0; i < 26000; i++) {\n    n += twice(i);\n  }\n"
                      "  res.end({data: {n}});\n}\nfunction twice(x) {\n  return 2 * x;\n}"));
    QCOMPARE(recording.stepCount(), 100000);
    QVERIFY(recording.stepsBeyond() > 0);
    // Each question of each step, many times: counted, so that a slow machine does not fail it.
    int asked = 0;
    for (int i = 0; i < 2000; ++i) {
        const int step = i * 49;
        asked += int(recording.variables(step).size()) + int(recording.stack(step).size())
            + int(recording.lineValues(step).size()) + recording.over(step, Direction::Backwards)
            + recording.out(step, Direction::Forwards);
    }
    QVERIFY(asked > 0);
}

QTEST_GUILESS_MAIN(TestRecordedRun)
#include "tst_recordedrun.moc"
