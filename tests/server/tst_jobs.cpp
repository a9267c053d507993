// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/core/json.h"
#include "server/core/objectid.h"
#include "server/core/timestamp.h"
#include "server/hooks/hookpool.h"
#include "server/inspector/recorder.h"
#include "server/jobs/scheduler.h"
#include "server/scripts/storedscripts.h"
#include "server/store/database.h"
#include "tests/server/turnedclock.h"
#include "tests/support/cluster.h"

#include <QDateTime>
#include <QTemporaryDir>
#include <QTest>

#include <future>

using namespace std::chrono_literals;

namespace {

qint64 at(const char *time)
{
    return QDateTime::fromString(QString::fromLatin1(time), Qt::ISODate).toMSecsSinceEpoch();
}

} // namespace

/// Jobs on their way: the scheduler with a clock that the test turns, and whole servers.
class TestJobs : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void dueJobsRunAndAreRecorded();
    void endings_data();
    void endings();
    void overlapsAreSkipped();
    void runningJobsStop();
    void missedRunsAreCaughtUp_data();
    void missedRunsAreCaughtUp();
    void clockStepsAreNoRuns();
    void runsUnderWayAtACrashAreKilled();
    void logIsTrimmed();
    void schedulerTrimsTheLog();
    void manyAtOnce();

private:
    void openScheduler(const char *time);
    void closeScheduler();
    QByteArray addJob(const QByteArray &crontab, const QByteArray &script,
                      const QByteArray &more = {});
    /// Waits until @p count runs are recorded, and gives them as `status trigger logstring`.
    QByteArrayList log(qsizetype count);
    QByteArray job(const QByteArray &id, const char *member);
    QList<Json::Document> documents(const char *collection);
    /// Records @p count runs that are over.
    void recordRuns(int count, qint64 started);
    /// Sets how much is kept, the JSON of the settings `jobs`.
    void setLimits(const QByteArray &limits)
    {
        QVERIFY(write([&](Store::Transaction &transaction) {
            return transaction.saveSettings("{\"jobs\":" + limits + '}');
        }));
    }
    /// How many runs system_log has.
    qsizetype kept() { return documents("system_log").size(); }
    Result<Done> write(std::function<Result<Done>(Store::Transaction &)> work);

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Store::Database> m_database;
    std::unique_ptr<Hooks::HookPool> m_pool;
    std::unique_ptr<Scripts::StoredScripts> m_scripts;
    std::unique_ptr<Inspector::Recorder> m_inspector;
    std::unique_ptr<Jobs::Scheduler> m_scheduler;
    TurnedClock *m_clock = nullptr; ///< The scheduler's.
    std::unique_ptr<Store::Reader> m_reader;
};

void TestJobs::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    auto database = Store::Database::open(
        testAddress(m_folder->filePath(QStringLiteral("x.hookdesk"))), Store::Database::Use::Serve);
    QVERIFY(database);
    m_database = std::move(*database);
    m_reader = std::move(*m_database->openReader());
    m_inspector =
        std::make_unique<Inspector::Recorder>(m_folder->filePath(QStringLiteral("x.inspector")));
    m_pool = std::make_unique<Hooks::HookPool>(
        2,
        [](const Hooks::HookCall &, const Hooks::AnswerCall &answer) { answer(QByteArray("[]")); },
        [](const QByteArray &, const QList<Hooks::LogLine> &) {});
    bool isLoaded = false;
    m_pool->start([&](const Result<Done> &done) { isLoaded = done.hasValue(); });
    QTRY_VERIFY_WITH_TIMEOUT(isLoaded, 20000);
    m_scripts = std::make_unique<Scripts::StoredScripts>(*m_database, *m_pool);
    openScheduler("2027-05-10T10:00:10Z");
}

void TestJobs::cleanup()
{
    closeScheduler();
    m_pool->shutDown();
    m_scripts.reset();
    m_pool.reset();
    m_inspector->close();
    m_inspector.reset();
    m_reader.reset();
    m_database.reset();
    m_folder.reset();
}

void TestJobs::openScheduler(const char *time)
{
    m_scheduler = std::make_unique<Jobs::Scheduler>(Jobs::Scheduler::Parts{
        *m_database, *m_pool, *m_scripts, *m_inspector,
        [](const QByteArray &, const std::function<void(bool)> &done) { done(false); }});
    auto clock = std::make_unique<TurnedClock>(at(time));
    m_clock = clock.get();
    QVERIFY(m_scheduler->begin(std::move(clock)));
}

/// As when a server is stopped; what runs is told to stop.
void TestJobs::closeScheduler()
{
    if (!m_scheduler)
        return;
    m_scheduler->end();
    QTRY_VERIFY_WITH_TIMEOUT(!m_scheduler->isBusy(), 20000);
    m_scheduler.reset();
}

Result<Done> TestJobs::write(std::function<Result<Done>(Store::Transaction &)> work)
{
    std::promise<Result<Done>> promise;
    auto future = promise.get_future();
    m_database->change<Done>(std::move(work),
                             [&promise](Result<Done> done) { promise.set_value(std::move(done)); });
    return future.get();
}

QByteArray TestJobs::addJob(const QByteArray &crontab, const QByteArray &body,
                            const QByteArray &more)
{
    const QByteArray source = "function runJob(req, res) {\n" + body + "\n}";
    std::optional<Result<Hooks::CompiledScript>> compiled;
    Hooks::Compilation wanted;
    wanted.source = source;
    m_pool->compile(wanted,
                    [&](Result<Hooks::CompiledScript> given) { compiled = std::move(given); });
    [&] { QTRY_VERIFY_WITH_TIMEOUT(compiled.has_value(), 20000); }();
    Store::Script script;
    script.source = source;
    script.compiled = (*compiled)->compiled;
    script.hooks = (*compiled)->hooks;
    const QByteArray id = ObjectId::create();
    const QByteArray now = Timestamp::format(m_clock->now());
    const auto added = write([&](Store::Transaction &transaction) {
        std::vector<Model::Document> documents = {{id,
                                                   "{\"_id\":\"" + id + "\",\"crontab\":\""
                                                       + crontab + "\",\"script\":\"x\"" + more
                                                       + "}",
                                                   now,
                                                   now,
                                                   "t",
                                                   "t",
                                                   0,
                                                   {}}};
        auto inserted = transaction.insert(*m_database->catalog()->find("system_jobs"), documents);
        return inserted ? transaction.saveScript("job/" + id, script, {}) : std::move(inserted);
    });
    if (!added)
        qFatal("%s", qPrintable(added.error().message));
    bool isLoaded = false;
    m_scheduler->states([&](const QByteArray &) { isLoaded = true; });
    [&] { QTRY_VERIFY(isLoaded); }();
    return id;
}

QList<Json::Document> TestJobs::documents(const char *collection)
{
    QList<Json::Document> all;
    (void)m_reader->find(*m_database->catalog()->find(collection), Model::Query(),
                         [&](const Model::Document &document) {
                             all.append(*Json::Document::parse(document.json));
                         });
    m_reader->endSnapshot();
    return all;
}

QByteArrayList TestJobs::log(qsizetype count)
{
    [&] { QTRY_COMPARE_WITH_TIMEOUT(documents("system_log").size(), count, 20000); }();
    QByteArrayList all;
    for (const Json::Document &document : documents("system_log")) {
        const auto text = [&](const char *name) {
            return document.root().value(name).text().toByteArray();
        };
        all.append(text("status") + ' ' + text("trigger") + ' ' + text("logstring"));
    }
    return all;
}

QByteArray TestJobs::job(const QByteArray &id, const char *member)
{
    for (const Json::Document &document : documents("system_jobs")) {
        if (document.root().value("_id").text() == id)
            return document.root().value(member).text().toByteArray();
    }
    return {};
}

void TestJobs::dueJobsRunAndAreRecorded()
{
    const QByteArray id =
        addJob("*/5 * * * *", "log.info('at work', 7); res.end('did ' + typeof db.get);",
               R"(,"description":"Five minutes")");
    QCOMPARE(m_clock->wakeTime(), at("2027-05-10T10:05:00Z"));
    QTRY_COMPARE(job(id, "nextrun"), "2027-05-10T10:05:00.000Z");
    m_clock->advance(4 * 60'000);
    QCOMPARE(m_scheduler->runsUnderWay(), 0);
    m_clock->advance(60'000);
    QCOMPARE(log(1), QByteArrayList{"OK cron did function"});
    QTRY_COMPARE(m_scheduler->runsUnderWay(), 0);
    QCOMPARE(job(id, "lastrun"), "2027-05-10T10:05:00.000Z");
    QCOMPARE(job(id, "nextrun"), "2027-05-10T10:10:00.000Z");
    QCOMPARE(job(id, "laststatus"), "OK");
    const Json::Document run = documents("system_log").first();
    QCOMPARE(run.root().value("job").text(), QByteArrayView(id));
    QCOMPARE(run.root().value("description").text(), QByteArrayView("Five minutes"));
    QCOMPARE(run.root().value("started").text(), QByteArrayView("2027-05-10T10:05:00.000Z"));
    // The inspector has the same run, with its log lines.
    std::optional<Result<Inspector::Page>> page;
    m_inspector->find({}, [&](Result<Inspector::Page> found) { page = std::move(found); });
    QTRY_VERIFY(page.has_value());
    const auto records = Json::Document::parse((*page)->json);
    const Json::Value record = records->root().items().front();
    QCOMPARE(record.value("id").text(), run.root().value("_id").text());
    QCOMPARE(record.value("kind").text(), QByteArrayView("job"));
    QCOMPARE(record.value("log").items().front().value("message").text(),
             QByteArrayView("at work 7"));
    QCOMPARE(record.value("log").items().front().value("line").toInteger(), 2);
}

void TestJobs::endings_data()
{
    QTest::addColumn<QByteArray>("script");
    QTest::addColumn<QByteArray>("wanted");
    const auto row = [](const char *name, const char *script, const char *wanted) {
        QTest::newRow(name) << QByteArray(script) << QByteArray(wanted);
    };
    row("text", "res.end('fine \xc3\xa6');", "OK cron fine \xc3\xa6");
    row("nothing", "res.end();", "OK cron ");
    row("JSON", "res.end({sent: 3, to: ['a']});", R"(OK cron {"sent":3,"to":["a"]})");
    row("number", "res.end(12);", "OK cron 12");
    row("error", "res.end({error: 'no mail'});", "ERROR cron no mail");
    row("error of an object", "res.end({error: {message: 'no mail'}});", "ERROR cron no mail");
    row("throws", "null.x;",
        "ERROR cron TypeError: Cannot read property 'x' of null (line 2, column 6)");
    row("throws later", "setTimeout(function () { throw new Error('late'); }, 5);",
        "ERROR cron late");
    row("rejects", "return Promise.reject(new Error('promised'));", "ERROR cron promised");
    row("async", "return (async () => { await null; res.end('waited'); })();", "OK cron waited");
    row("no end", "log.info('x');", "ERROR cron The hook finished without res.end().");
    row("loops", "for (;;) {}",
        "TIMEOUT cron The hook runJob was stopped: it ran longer than 700 ms.");
    row("waits", "setTimeout(function () { res.end(); }, 60000);",
        "TIMEOUT cron The hook runJob was stopped: it ran longer than 700 ms.");
    row("ends, then goes on",
        "res.end('first'); setTimeout(function () { res.end('second'); }, 50);", "OK cron first");
    row("too much memory", "var a = []; for (;;) a.push(new Array(100000).join('x') + a.length);",
        "ERROR cron The hook runJob was stopped: it used more memory than its limit.");
}

void TestJobs::endings()
{
    QFETCH(QByteArray, script);
    QFETCH(QByteArray, wanted);
    // What only memory ends may take its time.
    const bool isSlow = wanted.contains("memory");
    addJob("* * * * *", script, isSlow ? ",\"timeout\":20000" : ",\"timeout\":700");
    m_clock->advance(50'000);
    const QByteArray said = log(1).first();
    QVERIFY2(said.startsWith(wanted), said.constData());
    // The next run is as if nothing had been.
    QTRY_COMPARE_WITH_TIMEOUT(m_scheduler->runsUnderWay(), 0, 5000);
    m_clock->advance(60'000);
    QVERIFY(log(2).at(1).startsWith(wanted));
}

void TestJobs::overlapsAreSkipped()
{
    addJob("* * * * *", "setTimeout(function () { res.end('slow'); }, 1500);");
    addJob("* * * * *", "res.end('quick');");
    m_clock->advance(50'000);
    QTRY_VERIFY(!documents("system_log").isEmpty());
    m_clock->advance(60'000);
    const QByteArrayList all = log(4);
    QCOMPARE(all.count("OK cron quick"), 2);
    QCOMPARE(all.count("OK cron slow"), 1);
    QCOMPARE(
        all.count("SKIPPED cron The run before, of 2027-05-10T10:01:00.000Z, was still going."), 1);
}

void TestJobs::runningJobsStop()
{
    const QByteArray id = addJob("0 0 1 1 *", "setTimeout(function () { res.end(); }, 30000);");
    std::optional<Result<QByteArray>> run;
    m_scheduler->run(id, [&](Result<QByteArray> given) { run = std::move(given); });
    QTRY_VERIFY(run.has_value());
    QVERIFY(*run);
    std::optional<Result<QByteArray>> again;
    m_scheduler->run(id, [&](Result<QByteArray> given) { again = std::move(given); });
    QTRY_VERIFY(again.has_value());
    QCOMPARE(again->error().kind, Error::Kind::Conflict);
    QByteArray states;
    m_scheduler->states([&](const QByteArray &given) { states = given; });
    QTRY_VERIFY(states.contains("\"run\":\"" + **run + '"'));
    std::optional<Result<Done>> stopped;
    m_scheduler->stop(id, [&](Result<Done> given) { stopped = given; });
    QTRY_VERIFY(stopped.has_value());
    QVERIFY(*stopped);
    QCOMPARE(log(1), QByteArrayList{"KILLED manual Somebody stopped this run."});
    QCOMPARE(documents("system_log").first().root().value("_id").text(), QByteArrayView(**run));
    QTRY_COMPARE(job(id, "laststatus"), "KILLED");
    QTRY_COMPARE(m_scheduler->runsUnderWay(), 0);
    stopped.reset();
    m_scheduler->stop(id, [&](Result<Done> given) { stopped = given; });
    QTRY_VERIFY(stopped.has_value());
    QCOMPARE(stopped->error().kind, Error::Kind::Conflict);
}

void TestJobs::missedRunsAreCaughtUp_data()
{
    QTest::addColumn<QByteArray>("more");
    QTest::addColumn<QByteArray>("wanted");
    QTest::newRow("asked for") << QByteArray(R"(,"catchup":true)")
                               << QByteArray("OK cron x,OK catchup x,OK cron x");
    QTest::newRow("not asked for") << QByteArray() << QByteArray("OK cron x,OK cron x");
    QTest::newRow("not active") << QByteArray(R"(,"catchup":true,"active":false)") << QByteArray();
}

void TestJobs::missedRunsAreCaughtUp()
{
    QFETCH(QByteArray, more);
    QFETCH(QByteArray, wanted);
    const QByteArrayList all = wanted.isEmpty() ? QByteArrayList() : wanted.split(',');
    addJob("*/10 * * * *", "res.end('x');", more);
    m_clock->advance(10 * 60'000);
    (void)log(all.isEmpty() ? 0 : 1);
    closeScheduler();
    openScheduler("2027-05-10T12:34:56Z"); // twelve were missed
    (void)log(all.isEmpty() ? 0 : all.size() - 1);
    QTRY_COMPARE(m_scheduler->runsUnderWay(), 0);
    closeScheduler();
    openScheduler("2027-05-10T12:35:56Z"); // none was
    m_clock->advance(5 * 60'000);
    QCOMPARE(log(all.size()), all);
}

void TestJobs::clockStepsAreNoRuns()
{
    addJob("30 * * * *", "res.end('hourly');");
    addJob("30 11 * * *", "res.end('fixed');");
    addJob("45 10 * * *", "res.end('caught');", R"(,"catchup":true)");
    m_clock->step(2 * 3600'000); // 12:00:10
    QCOMPARE(log(1), QByteArrayList{"OK catchup caught"});
    QCOMPARE(m_clock->wakeTime(), at("2027-05-10T12:30:00Z"));
    m_clock->step(-2 * 3600'000); // 10:00:10 again
    QCOMPARE(m_clock->wakeTime(), at("2027-05-10T10:30:00Z"));
    m_clock->advance(3600'000);
    (void)log(2);
    QTRY_COMPARE(m_scheduler->runsUnderWay(), 0);
    m_clock->advance(3600'000);
    QByteArrayList all = log(4);
    std::sort(all.begin(), all.end());
    // At 10:30 and 11:30; what was fixed had not run yet; what was caught up does not run again.
    QCOMPARE(
        all,
        (QByteArrayList{"OK catchup caught", "OK cron fixed", "OK cron hourly", "OK cron hourly"}));
}

void TestJobs::runsUnderWayAtACrashAreKilled()
{
    const QByteArray id = addJob("0 0 1 1 *", "res.end();");
    Jobs::Run run;
    run.id = ObjectId::create();
    run.job = id;
    run.description = "lost";
    run.started = at("2027-05-10T09:00:00Z");
    run.trigger = Jobs::Trigger::Cron;
    run.due = run.started / 1000;
    QVERIFY(write([&](Store::Transaction &transaction) {
        const auto begun =
            Jobs::JobLog::begin(transaction, *m_database->catalog(), run, std::nullopt);
        return begun ? Result<Done>(Done()) : failure(begun);
    }));
    closeScheduler();
    openScheduler("2027-05-10T10:00:10Z");
    QCOMPARE(log(1), QByteArrayList{"KILLED cron The server ended before this run did."});
    QTRY_COMPARE(job(id, "laststatus"), "KILLED");
    closeScheduler();
    openScheduler("2027-05-10T10:00:20Z");
    QTRY_COMPARE(m_scheduler->runsUnderWay(), 0);
    QCOMPARE(log(1).size(), 1); // told once
}

void TestJobs::recordRuns(int count, qint64 started)
{
    QVERIFY(write([&, catalog = m_database->catalog()](Store::Transaction &transaction) {
        auto ended = Result<Done>(Done());
        Jobs::Run run;
        run.job = "j";
        run.started = started;
        for (int i = 0; ended && i < count; ++i) {
            run.id = ObjectId::create();
            ended = Jobs::JobLog::end(transaction, *catalog, run);
        }
        return ended;
    }));
}

void TestJobs::logIsTrimmed()
{
    constexpr qint64 Day = 24 * 3600'000;
    const qint64 now = at("2027-05-10T00:00:00Z");
    recordRuns(5, now - 11 * Day);
    recordRuns(25, now - 1 * Day);
    QCOMPARE(kept(), 30);
    const auto keptWith = [&](const QByteArray &limits) {
        setLimits(limits);
        const auto trimmed = write([&](Store::Transaction &transaction) {
            return Jobs::JobLog::trim(transaction, *m_database->catalog(), now);
        });
        return trimmed ? kept() : -1;
    };
    QCOMPARE(keptWith(R"({"keep":28,"days":11})"), 28);
    QCOMPARE(keptWith(R"({"keep":28,"days":10})"), 25);
    QCOMPARE(keptWith(R"({"keep":20,"days":10})"), 20);
    QCOMPARE(keptWith(R"({"keep":0,"days":0})"), 20);
}

/// At its first run, and then after every fifty.
void TestJobs::schedulerTrimsTheLog()
{
    setLimits(R"({"keep":10,"days":0})");
    for (int i = 0; i < 50; ++i)
        addJob("1 10 * * *", "res.end();", ",\"timeout\":60000");
    const QByteArray one = addJob("0 0 1 1 *", "res.end();");
    recordRuns(20, at("2027-05-10T00:00:00Z"));
    QCOMPARE(kept(), 20);
    m_scheduler->run(one, [](const Result<QByteArray> &) {});
    QTRY_COMPARE(kept(), 10);
    QTRY_COMPARE(m_scheduler->runsUnderWay(), 0);
    m_clock->advance(60'000);
    QTRY_COMPARE_WITH_TIMEOUT(kept(), 60, 20000);
    m_scheduler->run(one, [](const Result<QByteArray> &) {});
    QTRY_COMPARE(kept(), 10);
}

void TestJobs::manyAtOnce()
{
    // A script for all of them; what is asked here is that none of the runs is lost.
    for (int i = 0; i < 150; ++i)
        addJob("1 10 * * *", "res.end('x');", ",\"timeout\":60000");
    m_clock->advance(60'000);
    QCOMPARE(log(150).count("OK cron x"), 150);
    QTRY_COMPARE(m_scheduler->runsUnderWay(), 0);
}

QTEST_GUILESS_MAIN(TestJobs)
#include "tst_jobs.moc"
