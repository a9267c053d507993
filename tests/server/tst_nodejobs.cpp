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
#include <QScopeGuard>
#include <QTemporaryDir>
#include <QTest>

#include <future>

using namespace std::chrono_literals;

/// The jobs of two servers on one schema, with clocks that the test turns.
class TestNodeJobs : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();
    void dueTimesAreHandledOnce();
    void missedTimesAreCaughtUpOnce();
    void runsElsewhereAreSkippedAndRefused();
    void runsElsewhereAreStopped();
    void runsOfTheDeadAreKilledOnce();
    void serversWithoutJobsLeaveThem();
    void silentDatabasesHoldUpNoStop();

private:
    /// One server, without its network.
    struct Node
    {
        std::unique_ptr<Store::Database> database;
        std::unique_ptr<Hooks::HookPool> pool;
        std::unique_ptr<Scripts::StoredScripts> scripts;
        std::unique_ptr<Inspector::Recorder> inspector;
        std::unique_ptr<Jobs::Scheduler> scheduler;
        TurnedClock *clock = nullptr; ///< The scheduler's.
    };

    void open(Node &node, bool runsJobs = true);
    static void close(Node &node);
    /// Begins the scheduler of @p node.
    void begin(Node &node);
    /// Adds a job through the first server and waits until both know it.
    QByteArray addJob(const QByteArray &crontab, const QByteArray &body,
                      const QByteArray &more = {});
    /// The documents of system_log.
    QList<Json::Document> log();
    /// The member `running` of the one job, as @p node tells it.
    QByteArray running(const Node &node);
    static Result<QByteArray> run(const Node &node, const QByteArray &job);
    static Result<Done> stop(const Node &node, const QByteArray &job);

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_address;
    qint64 m_begin = 0; ///< Where the clocks begin.
    Node m_first;
    Node m_second;
    std::unique_ptr<Store::Reader> m_reader; ///< Of the first server.
};

void TestNodeJobs::initTestCase()
{
    if (!Cluster::isInstalled())
        QSKIP("PostgreSQL is not installed.");
    qputenv("HOOKDESK_TEST_STORE", "postgres");
}

void TestNodeJobs::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_address = testAddress({});
    // Ten seconds after a full minute; the database has the time of this day.
    m_begin = (QDateTime::currentMSecsSinceEpoch() / 60'000) * 60'000 - 50'000;
    open(m_first);
    open(m_second);
    begin(m_first);
    begin(m_second);
    m_reader = std::move(*m_first.database->openReader());
}

void TestNodeJobs::cleanup()
{
    m_reader.reset();
    close(m_second);
    close(m_first);
}

void TestNodeJobs::open(Node &node, bool runsJobs)
{
    auto database = Store::Database::open(m_address, Store::Database::Use::Serve, {{}, runsJobs});
    QVERIFY2(database, database ? "" : qPrintable(database.error().message));
    node.database = std::move(*database);
    node.inspector = std::make_unique<Inspector::Recorder>(
        m_folder->filePath(QString::fromLatin1(ObjectId::create())));
    node.pool = std::make_unique<Hooks::HookPool>(
        2,
        [](const Hooks::HookCall &, const Hooks::AnswerCall &answer) { answer(QByteArray("[]")); },
        [](const QByteArray &, const QList<Hooks::LogLine> &) {});
    bool isLoaded = false;
    node.pool->start([&](const Result<Done> &done) { isLoaded = done.hasValue(); });
    QTRY_VERIFY_WITH_TIMEOUT(isLoaded, 20000);
    node.scripts = std::make_unique<Scripts::StoredScripts>(*node.database, *node.pool);
}

void TestNodeJobs::begin(Node &node)
{
    node.scheduler = std::make_unique<Jobs::Scheduler>(Jobs::Scheduler::Parts{
        *node.database, *node.pool, *node.scripts, *node.inspector,
        [](const QByteArray &, const std::function<void(bool)> &done) { done(false); }});
    auto clock = std::make_unique<TurnedClock>(m_begin);
    node.clock = clock.get();
    QVERIFY(node.scheduler->begin(std::move(clock)));
}

void TestNodeJobs::close(Node &node)
{
    if (!node.database)
        return;
    if (node.scheduler) {
        node.scheduler->end();
        QTRY_VERIFY_WITH_TIMEOUT(!node.scheduler->isBusy(), 20000);
    }
    node.scheduler.reset();
    node.pool->shutDown();
    node.scripts.reset();
    node.pool.reset();
    node.inspector->close();
    node.inspector.reset();
    node.database.reset();
}

QByteArray TestNodeJobs::addJob(const QByteArray &crontab, const QByteArray &body,
                                const QByteArray &more)
{
    Hooks::Compilation wanted;
    wanted.source = "function runJob(req, res) {\n" + body + "\n}";
    std::optional<Result<Hooks::CompiledScript>> compiled;
    m_first.pool->compile(
        wanted, [&](Result<Hooks::CompiledScript> given) { compiled = std::move(given); });
    [&] { QTRY_VERIFY_WITH_TIMEOUT(compiled.has_value(), 20000); }();
    Store::Script script;
    script.source = wanted.source;
    script.compiled = (*compiled)->compiled;
    script.hooks = (*compiled)->hooks;
    const QByteArray id = ObjectId::create();
    const QByteArray now = Timestamp::format(m_first.clock->now());
    const QByteArray json =
        "{\"_id\":\"" + id + R"(","crontab":")" + crontab + R"(","script":"x")" + more + '}';
    std::promise<Result<Done>> promise;
    auto future = promise.get_future();
    m_first.database->change<Done>(
        [&](Store::Transaction &transaction) {
            std::vector<Model::Document> documents = {{id, json, now, now, "t", "t", 0, {}}};
            auto inserted =
                transaction.insert(*m_first.database->catalog()->find("system_jobs"), documents);
            return inserted ? transaction.saveScript("job/" + id, script, {}) : std::move(inserted);
        },
        [&promise](Result<Done> done) { promise.set_value(std::move(done)); });
    if (!future.get())
        qFatal("The job is not stored.");
    [&] { QTRY_VERIFY(!running(m_first).isEmpty() && !running(m_second).isEmpty()); }();
    return id;
}

QList<Json::Document> TestNodeJobs::log()
{
    QList<Json::Document> all;
    Model::Query query;
    query.wantedMaximum = -1;
    (void)m_reader->find(*m_first.database->catalog()->find("system_log"), query,
                         [&](const Model::Document &document) {
                             all.append(*Json::Document::parse(document.json));
                         });
    m_reader->endSnapshot();
    return all;
}

QByteArray TestNodeJobs::running(const Node &node)
{
    std::optional<QByteArray> states;
    node.scheduler->states([&](const QByteArray &json) { states = json; });
    [&] { QTRY_VERIFY(states.has_value()); }();
    const auto list = Json::Document::parse(*states);
    return list->root().items().empty() ? QByteArray()
                                        : list->root().items().back().value("running").toJson();
}

Result<QByteArray> TestNodeJobs::run(const Node &node, const QByteArray &job)
{
    std::optional<Result<QByteArray>> answer;
    node.scheduler->run(job, [&](Result<QByteArray> given) { answer = std::move(given); });
    [&] { QTRY_VERIFY(answer.has_value()); }();
    return *answer;
}

Result<Done> TestNodeJobs::stop(const Node &node, const QByteArray &job)
{
    std::optional<Result<Done>> answer;
    node.scheduler->stop(job, [&](Result<Done> given) { answer = std::move(given); });
    [&] { QTRY_VERIFY(answer.has_value()); }();
    return *answer;
}

/// 20 jobs that are due each minute for 5 minutes, on both servers at the same moment.
void TestNodeJobs::dueTimesAreHandledOnce()
{
    constexpr int Jobs = 20;
    constexpr int Minutes = 5;
    for (int i = 0; i < Jobs; ++i)
        addJob("* * * * *", "res.end('done');");
    for (int minute = 1; minute <= Minutes; ++minute) {
        Node &one = minute % 2 == 0 ? m_first : m_second;
        Node &other = minute % 2 == 0 ? m_second : m_first;
        one.clock->advance(60'000);
        other.clock->advance(60'000);
        QTRY_COMPARE_WITH_TIMEOUT(log().size(), Jobs * minute, 20000);
        QTRY_COMPARE(one.scheduler->runsUnderWay() + other.scheduler->runsUnderWay(), 0);
    }
    QSet<QByteArray> handled;
    for (const Json::Document &each : log()) {
        const Json::Value root = each.root();
        QCOMPARE(root.value("status").text(), QByteArrayView("OK"));
        handled.insert(root.value("job").text().toByteArray()
                       + root.value("started").text().first(16).toByteArray());
    }
    QCOMPARE(handled.size(), Jobs * Minutes);
}

/// Both servers slept over ten due times: one run makes up for them.
void TestNodeJobs::missedTimesAreCaughtUpOnce()
{
    addJob("* * * * *", "res.end('late');", R"(,"catchup":true)");
    m_first.clock->step(10 * 60'000);
    m_second.clock->step(10 * 60'000 + 700);
    QTRY_COMPARE(m_first.scheduler->runsUnderWay() + m_second.scheduler->runsUnderWay(), 0);
    QTRY_COMPARE(log().size(), 1);
    QCOMPARE(log().first().root().value("trigger").text(), QByteArrayView("catchup"));
}

void TestNodeJobs::runsElsewhereAreSkippedAndRefused()
{
    const QByteArray job = addJob("* * * * *", "setTimeout(() => res.end('slow'), 600000);");
    QVERIFY(run(m_first, job));
    QVERIFY(running(m_second).contains(m_first.database->nodes().name()));
    const auto again = run(m_second, job);
    QVERIFY(!again && again.error().kind == Error::Kind::Conflict);
    m_second.clock->advance(60'000);
    QTRY_COMPARE(log().size(), 1);
    QCOMPARE(log().first().root().value("status").text(), QByteArrayView("SKIPPED"));
    // The other one has the same time, too.
    m_first.clock->advance(60'000);
    QTRY_COMPARE(m_first.scheduler->runsUnderWay(), 1);
    QCOMPARE(log().size(), 1);
}

void TestNodeJobs::runsElsewhereAreStopped()
{
    const QByteArray job = addJob("0 0 1 1 *", "setTimeout(() => res.end('slow'), 600000);");
    const auto refused = stop(m_second, job);
    QVERIFY(!refused && refused.error().kind == Error::Kind::Conflict);
    QVERIFY(run(m_first, job));
    QVERIFY(stop(m_second, job));
    QTRY_COMPARE(log().size(), 1);
    QVERIFY(log().first().root().value("logstring").text().startsWith("Somebody stopped"));
    QCOMPARE(running(m_second), "null");
}

/// Of a server that nobody has seen for long, as the tables tell it.
void TestNodeJobs::runsOfTheDeadAreKilledOnce()
{
    const QByteArray job = addJob("0 0 1 1 *", "res.end('fine');");
    const QString schema = m_address.section(QLatin1String("schema="), 1);
    const auto query = [&](const QString &sql) {
        return Cluster::ofProgram()
            ->query(QStringLiteral("SET search_path = %1; ").arg(schema) + sql)
            .split('\n')
            .last(); // after what SET prints
    };
    query(QStringLiteral("INSERT INTO job_runs VALUES ('r1', '%1', '', '%2', 'cron', 'dead', 0)")
              .arg(QString::fromLatin1(job), QString::fromLatin1(Timestamp::format(m_begin))));
    const auto blocked = run(m_first, job);
    QVERIFY(!blocked && blocked.error().kind == Error::Kind::Conflict);
    QTRY_COMPARE_WITH_TIMEOUT(log().size(), 1, 30000);
    QCOMPARE(log().first().root().value("status").text(), QByteArrayView("KILLED"));
    QVERIFY(run(m_second, job));
    QTRY_COMPARE(log().size(), 2);
    const QByteArray slow = addJob("0 0 1 1 *", "setTimeout(() => res.end('slow'), 600000);");
    QVERIFY(run(m_first, slow));
    // A database whose clock is set forward: its server seems to be dead until it says that it
    // lives, each second.
    for (int i = 0; i < 3; ++i) {
        query(QStringLiteral("UPDATE nodes SET seen = seen - interval '1 minute'"));
        // Both have said it three times since, so each has looked at runs as well.
        const QString isBack =
            QStringLiteral("SELECT count(*) FROM nodes WHERE seen > '%1'::timestamptz + interval "
                           "'3 s'")
                .arg(QString::fromUtf8(query(QStringLiteral("SELECT now()"))));
        QTRY_COMPARE_WITH_TIMEOUT(query(isBack), QByteArray("2"), 20'000);
    }
    QCOMPARE(m_first.scheduler->runsUnderWay(), 1);
    QCOMPARE(log().size(), 2);
    // A run here that others have recorded is stopped, and not recorded again.
    query(QStringLiteral("DELETE FROM job_runs"));
    QTRY_COMPARE(m_first.scheduler->runsUnderWay(), 0);
    QCOMPARE(log().size(), 2);
}

void TestNodeJobs::serversWithoutJobsLeaveThem()
{
    close(m_second);
    open(m_second, false);
    begin(m_second);
    const QByteArray job = addJob("* * * * *", "res.end('done');");
    m_second.clock->advance(60'000);
    QCOMPARE(m_second.scheduler->runsUnderWay(), 0);
    m_first.clock->advance(60'000);
    QTRY_COMPARE(log().size(), 1);
    QVERIFY(run(m_second, job));
    QTRY_COMPARE(log().size(), 2);
}

/// Each second a server reads the runs of all. What waits for an answer there is not its thread.
void TestNodeJobs::silentDatabasesHoldUpNoStop()
{
    const QByteArray job = addJob("0 0 1 1 *", "setTimeout(() => res.end('slow'), 600000);");
    QVERIFY(run(m_first, job));
    Cluster::ofProgram()->freeze();
    const auto thaw = qScopeGuard([] { Cluster::ofProgram()->thaw(); });
    // By then it has looked several times.
    QTRY_VERIFY_WITH_TIMEOUT(m_first.database->nodes().fence(), 20'000);
    QVERIFY(stop(m_first, job));
    QCOMPARE(m_first.scheduler->runsUnderWay(), 1); // it is still to be recorded
    Cluster::ofProgram()->thaw();
    QTRY_COMPARE_WITH_TIMEOUT(m_first.scheduler->runsUnderWay(), 0, 20'000);
    QTRY_COMPARE(log().size(), 1);
    QVERIFY(log().first().root().value("logstring").text().startsWith("Somebody stopped"));
}

QTEST_GUILESS_MAIN(TestNodeJobs)
#include "tst_nodejobs.moc"
