// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/core/json.h"
#include "server/hooks/hookpool.h"

#include <QTest>

using namespace std::chrono_literals;

/// What the pool makes of hook hosts that lie (liar.cpp): forged, huge and out-of-order messages.
class TestForgery : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanupTestCase() { m_pool->shutDown(); }
    void liesAreContained_data();
    void liesAreContained();
    void forgedStepsStayOut_data();
    void forgedStepsStayOut();

private:
    Hooks::HookOutcome run(const QByteArray &how, std::chrono::milliseconds timeout,
                           std::shared_ptr<Hooks::RunRecording> recording = {});

    std::unique_ptr<Hooks::HookPool> m_pool;
    int m_lateLines = 0;
};

void TestForgery::initTestCase()
{
    m_pool = std::make_unique<Hooks::HookPool>(
        2,
        [](const Hooks::HookCall &, const Hooks::AnswerCall &answer) { answer(QByteArray("[]")); },
        [this](const QByteArray &, const QList<Hooks::LogLine> &lines) {
            m_lateLines += int(lines.size());
        });
    bool isLoaded = false;
    m_pool->start([&](const Result<Done> &done) { isLoaded = done.hasValue(); });
    QTRY_VERIFY(isLoaded);
}

Hooks::HookOutcome TestForgery::run(const QByteArray &how, std::chrono::milliseconds timeout,
                                    std::shared_ptr<Hooks::RunRecording> recording)
{
    Hooks::HookRun run;
    run.collection = how;
    run.hook = "beforeGET";
    run.timeout = timeout;
    run.recording = std::move(recording);
    std::optional<Hooks::HookOutcome> outcome;
    m_pool->run(run, [&](Hooks::HookOutcome given) { outcome = std::move(given); });
    [&] { QTRY_VERIFY_WITH_TIMEOUT(outcome.has_value(), 30000); }();
    return outcome.value_or(Hooks::HookOutcome());
}

void TestForgery::liesAreContained_data()
{
    QTest::addColumn<QString>("said"); // empty: the run ends as it says
    QTest::addColumn<QByteArray>("result");
    QTest::addColumn<int>("lines");
    QTest::addColumn<int>("lateLines"); // after the answer; -1: as many as time allows
    const auto row = [](const char *how, const char *said, const char *result = "", int lines = 0,
                        int lateLines = 0) {
        QTest::newRow(how) << QString::fromLatin1(said) << QByteArray(result) << lines << lateLines;
    };
    row("honest", "", R"({"fine":true})");
    row("other-run", "ran longer than 400 ms");
    row("silence", "ran longer than 400 ms");
    row("huge-length", "was killed");
    row("unknown-type", "was killed");
    row("type-of-the-server", "was killed");
    row("call-without-json", "cannot be read", "", 0, 1);
    row("call-of-the-shell", "cannot be read", "", 0, 1);
    row("call-flood", "more than 10000 calls", "", 0, -1);
    row("two-ends", "", R"({"first":1})");
    row("end-after-finished", "finished without res.end()");
    row("odd-logs", "", R"({"fine":true})", 1);
    row("log-flood", "", R"({"fine":true})", 1001);
    row("late-logs", "", R"({"fine":true})", 0, 1001);
    row("logs-without-end", "ran longer than 400 ms", "", 1001);
    row("huge-end", "was killed");
    row("odd-failure", " (line 10000000)");
    row("byte-by-byte", "", R"({"fine":true})");
    row("waits-flood", "", R"({"fine":true})");
    row("turn-of-nobody", "", R"({"fine":true})");
    row("turn-for-ever", "", R"({"fine":true})");
    row("finished-twice", "", R"({"fine":true})");
    row("exit", "its process ended");
}

void TestForgery::liesAreContained()
{
    QFETCH(QString, said);
    QFETCH(QByteArray, result);
    QFETCH(int, lines);
    QFETCH(int, lateLines);
    m_lateLines = 0;
    // Only what is to run out of time is hurried: sanitizers make the rest slow.
    const bool isSlow = said.startsWith("ran longer");
    const auto outcome = run(QTest::currentDataTag(), isSlow ? 400ms : 20s);
    if (result.isEmpty()) {
        QVERIFY(!outcome.result);
        QVERIFY2(outcome.result.error().message.contains(said),
                 qPrintable(outcome.result.error().message));
    } else {
        QVERIFY2(outcome.result, "the run failed");
        QCOMPARE(*outcome.result, result);
    }
    QCOMPARE(outcome.log.size(), lines);
    if (lateLines >= 0)
        QTRY_COMPARE(m_lateLines, lateLines);
    for (const Hooks::LogLine &line : outcome.log)
        QVERIFY(line.level == "info" || line.level == "warn");
    // The pool goes on.
    const auto next = run("honest", 20s);
    QVERIFY(next.result && *next.result == R"({"fine":true})");
}

void TestForgery::forgedStepsStayOut_data()
{
    QTest::addColumn<bool>("isRecorded");
    QTest::addColumn<bool>("isCut");
    QTest::newRow("recorded") << true << false;
    QTest::newRow("recorded-unasked") << false << false;
    QTest::newRow("recorded-beyond-its-list") << true << true;
    QTest::newRow("recorded-no-json") << true << true;
    QTest::newRow("recorded-nothing") << true << true;
    QTest::newRow("recorded-too-deep") << true << true;
    QTest::newRow("recorded-flood") << true << true;
}

void TestForgery::forgedStepsStayOut()
{
    QFETCH(bool, isRecorded);
    QFETCH(bool, isCut);
    const auto recording = std::make_shared<Hooks::RunRecording>();
    const auto outcome = run(QTest::currentDataTag(), 20s, isRecorded ? recording : nullptr);
    QVERIFY2(outcome.result, "the run failed");
    QCOMPARE(recording->isCut(), isCut);
    const QByteArray events = recording->eventsJson();
    QVERIFY(events.size() <= Hooks::RunRecording::MaximumBytes);
    QVERIFY(events.startsWith(isRecorded ? "[[7,0,0,0]" : "[]"));
    const auto parsed = Json::Document::parse(events);
    QVERIFY2(parsed, "the events are no JSON");
    QVERIFY(parsed->root().isArray());
}

QTEST_GUILESS_MAIN(TestForgery)
#include "tst_forgery.moc"
