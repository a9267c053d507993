// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/hooks/hookpool.h"
#include "server/scripts/readyscripts.h"
#include "server/store/database.h"
#include "server/hookwire/exitstatus.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <csignal>
#include <memory>
#include <optional>
#include <utility>

#include <sys/resource.h>
#include <sys/wait.h>

using namespace std::chrono_literals;

namespace {

/// The processes that @p parent has forked.
QList<pid_t> childrenOf(pid_t parent)
{
    QList<pid_t> children;
    for (const QString &name : QDir(QStringLiteral("/proc")).entryList(QDir::Dirs)) {
        QFile file(QStringLiteral("/proc/%1/stat").arg(name));
        if (name.toInt() == 0 || !file.open(QIODevice::ReadOnly))
            continue;
        const QByteArray text = file.readAll();
        const QByteArrayList fields = text.mid(text.lastIndexOf(')') + 2).split(' ');
        if (fields.size() > 1 && fields[0] != "Z" && fields[1].toInt() == parent)
            children.append(name.toInt());
    }
    return children;
}

/// As `nice` shows it: the larger, the less of the processor.
int priorityOf(pid_t process)
{
    return getpriority(PRIO_PROCESS, id_t(process));
}

} // namespace

/// Which processes the pool runs hooks in, and how it treats them.
class TestHookPool : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void waitingRunIsNoLongRun();
    void stoppedRunIsNoLongRun();
    void computingRunIsLowered();
    void storedScriptsAreMadeReady();
    void endedCompilerRefusesTheScript_data();
    void endedCompilerRefusesTheScript();
    void compilersMayWait();
    void runsThatWaitShareAChild();
    void whatWaitsTooLongIsDropped();
    void aLoopDisturbsOthersOnce();
    void whatHadAnEffectIsNotRunAgain();
    void jobsKeepNoRequestWaiting();
    void callsOfHooksNeedNoPlace();
    void callsOfRestrainedClientsNeedNoPlace();
    void aRunHasSixteenCallsAtOnce();
    void answersInHandAreBounded();

private:
    /// Empty until the run is answered; the pool shares it.
    using Outcome = std::shared_ptr<std::optional<Hooks::HookOutcome>>;

    QByteArray compiled(const Hooks::Compilation &wanted);
    /// A script of collection @p name whose beforeGET does @p body.
    Hooks::HookRun prepare(const QByteArray &name, const QByteArray &body);
    Outcome begin(const Hooks::HookRun &run);
    void finish(const Hooks::HookRun &run);
    /// Begins @p count runs of @p run, each with a request id of its own.
    QList<Outcome> beginMany(Hooks::HookRun run, int count);
    /// Whether @p run, asked to loop, is ended for its time.
    bool loops(Hooks::HookRun run);
    /// Whether all of them are.
    static bool areAnswered(const QList<Outcome> &outcomes);
    /// Whether each gave @p json.
    static bool allGave(const QList<Outcome> &outcomes, const QByteArray &json);
    /// The hook hosts, without the zygote.
    QList<pid_t> hosts() const { return childrenOf(childrenOf(getpid()).value(0)); }

    std::unique_ptr<Hooks::HookPool> m_pool;
    int m_calls = 0; ///< That hooks made in this test.
    QList<Hooks::AnswerCall> m_held; ///< Of calls for /rest/hold.
    QList<Hooks::HookRun> m_nested; ///< What a call of a hook runs, by its depth.
};

void TestHookPool::init()
{
    m_pool = std::make_unique<Hooks::HookPool>(
        2,
        [this](const Hooks::HookCall &call, const Hooks::AnswerCall &answer) {
            ++m_calls;
            if (call.target().startsWith("/rest/hold")) {
                m_held.append(answer);
                return;
            }
            if (call.depth > m_nested.size())
                return answer(QByteArray("[]"));
            Hooks::HookRun run = m_nested[call.depth - 1];
            run.depth = call.depth;
            m_pool->run(run, [answer](const Hooks::HookOutcome &outcome) {
                answer(outcome.result ? Result<QByteArray>(QByteArray("[]"))
                                      : Result<QByteArray>(failure(outcome.result)));
            });
        },
        [](const QByteArray &, const QList<Hooks::LogLine> &) {});
    bool isReady = false;
    m_pool->start([&](const Result<Done> &done) { isReady = done.hasValue(); });
    QTRY_VERIFY_WITH_TIMEOUT(isReady, 20000);
}

void TestHookPool::cleanup()
{
    m_pool->shutDown();
    m_pool.reset();
    m_calls = 0;
    m_held.clear();
    m_nested.clear();
    QTRY_COMPARE(childrenOf(getpid()).size(), 0);
}

QByteArray TestHookPool::compiled(const Hooks::Compilation &wanted)
{
    std::optional<Result<Hooks::CompiledScript>> compiled;
    m_pool->compile(wanted,
                    [&](Result<Hooks::CompiledScript> given) { compiled = std::move(given); });
    [&] { QTRY_VERIFY_WITH_TIMEOUT(compiled && *compiled, 20000); }();
    [&] { QTRY_COMPARE_WITH_TIMEOUT(hosts().size(), 0, 20000); }(); // the compiler's has ended
    return (*compiled)->compiled;
}

Hooks::HookRun TestHookPool::prepare(const QByteArray &name, const QByteArray &body)
{
    Hooks::Compilation wanted;
    wanted.source = "function beforeGET(req, res) { " + body + " }";
    Hooks::HookRun run;
    run.collection = name;
    run.hook = "beforeGET";
    run.requestId = name;
    run.timeout = 20s;
    run.script.compiled = compiled(wanted);
    return run;
}

TestHookPool::Outcome TestHookPool::begin(const Hooks::HookRun &run)
{
    auto outcome = std::make_shared<std::optional<Hooks::HookOutcome>>();
    m_pool->run(run, [outcome](Hooks::HookOutcome given) { *outcome = std::move(given); });
    return outcome;
}

void TestHookPool::finish(const Hooks::HookRun &run)
{
    const Outcome outcome = begin(run);
    QTRY_VERIFY_WITH_TIMEOUT(outcome->has_value(), 30000);
    QVERIFY2((*outcome)->result,
             (*outcome)->result ? "" : qPrintable((*outcome)->result.error().message));
}

/// A timer is no work: the child keeps its priority, and serves the next run.
void TestHookPool::waitingRunIsNoLongRun()
{
    const auto run = prepare("c", "setTimeout(() => res.end(), 200);");
    finish(run);
    const auto first = hosts();
    QCOMPARE(first.size(), 1);
    finish(run);
    QCOMPARE(hosts(), first);
    QCOMPARE(priorityOf(first[0]), priorityOf(getpid()));
}

/// A run that gets no processor, as on a busy machine, does not compute either.
void TestHookPool::stoppedRunIsNoLongRun()
{
    const auto other = prepare("other", "setTimeout(() => res.end(), 300);");
    const auto run = prepare("c", "res.end();");
    finish(run);
    const auto first = hosts();
    QCOMPARE(first.size(), 1);
    QCOMPARE(kill(first[0], SIGSTOP), 0);
    const Outcome outcome = begin(run);
    finish(other); // so long the run has been under way
    QVERIFY(!outcome->has_value());
    QCOMPARE(priorityOf(first[0]), priorityOf(getpid()));
    QCOMPARE(kill(first[0], SIGCONT), 0);
    QTRY_VERIFY_WITH_TIMEOUT(outcome->has_value(), 30000);
    QVERIFY((*outcome)->result);
    finish(run);
    QVERIFY(hosts().contains(first[0]));
}

void TestHookPool::computingRunIsLowered()
{
    const auto run = prepare("c", "while (true) {}");
    const Outcome outcome = begin(run);
    QTRY_COMPARE_WITH_TIMEOUT(hosts().size(), 1, 20000);
    QTRY_VERIFY_WITH_TIMEOUT(priorityOf(hosts().value(0)) > priorityOf(getpid()), 20000);
    m_pool->stop(run.requestId, QStringLiteral("enough"));
    QTRY_VERIFY_WITH_TIMEOUT(outcome->has_value(), 20000);
    QVERIFY(!(*outcome)->result);
}

/// Whoever stores them, and also when a module that they require is stored.
void TestHookPool::storedScriptsAreMadeReady()
{
    Store::Script script;
    script.compiled = prepare("c", "require('lib/m'); res.end();").script.compiled;
    script.hooks = {"beforeGET"};
    Hooks::Compilation wanted;
    wanted.isModule = true;
    wanted.source = "module.exports = {n: 1};";
    Store::Script module;
    module.compiled = compiled(wanted);
    wanted.source = "module.exports = {n: 2};";
    Store::Script changed;
    changed.source = "changed";
    changed.compiled = compiled(wanted);
    const QTemporaryDir folder;
    const auto database = Store::Database::open(folder.filePath(QStringLiteral("x.hookdesk")),
                                                Store::Database::Use::Serve);
    QVERIFY(database);
    const Store::Subscription ready = Scripts::keepReady(**database, *m_pool);
    const auto save = [&](const QByteArray &name, const Store::Script &saved) {
        (*database)->change<Done>(
            [=](Store::Transaction &transaction) {
                const auto made =
                    name == "c" ? transaction.saveCollection(name, "{}") : Result<Done>(Done());
                return made ? transaction.saveScript(name, saved, {}) : made;
            },
            [](const Result<Done> &) {});
    };
    save("lib/m", module);
    save("c", script);
    QTRY_COMPARE(hosts().size(), 1);
    const pid_t first = hosts().value(0);
    save("lib/m", changed);
    QTRY_VERIFY(hosts().size() == 1 && hosts().value(0) != first);
}

void TestHookPool::endedCompilerRefusesTheScript_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<bool>("timedOut");
    QTest::addColumn<Error::Kind>("kind");
    QTest::addColumn<QString>("reason");
    const auto row = [](const char *name, int status, bool timedOut, Error::Kind kind,
                        const char *reason) {
        QTest::newRow(name) << status << timedOut << kind << QString::fromLatin1(reason);
    };
    row("too slow", SIGKILL, true, Error::Kind::Unprocessable, "it took too long");
    row("too large", W_EXITCODE(ExitStatus::OutOfMemory, 0), false, Error::Kind::Unprocessable,
        "it used more memory than its limit");
    row("crashed", SIGSEGV, false, Error::Kind::Unprocessable, "it crashed the engine");
    row("never began", -1, false, Error::Kind::HookFailed, "no hook host could be started");
}

/// No fault of the server's: the script cannot be saved.
void TestHookPool::endedCompilerRefusesTheScript()
{
    QFETCH(int, status);
    QFETCH(bool, timedOut);
    QFETCH(Error::Kind, kind);
    QFETCH(QString, reason);
    Hooks::Work work;
    work.content = Hooks::Compiling();
    work.timedOut = timedOut;
    const Error error = work.endReason(status);
    QCOMPARE(error.kind, kind);
    QVERIFY2(error.message.contains(reason), qPrintable(error.message));
}

/// On a busy machine a compiler is stopped for what it computes, and a hook for how long it takes.
void TestHookPool::compilersMayWait()
{
    Hooks::Work work;
    work.content = Hooks::Compiling();
    const auto begun = work.started;
    QVERIFY(!work.isOverdue(begun + 50s, 1s));
    QVERIFY(work.isOverdue(begun + 20s, 15s));
    QVERIFY(work.isOverdue(begun + 60s, 0s));
    Hooks::Run run;
    run.what.timeout = 5s;
    work.content = std::move(run);
    QVERIFY(!work.isOverdue(begun + 4s, 4s));
    QVERIFY(work.isOverdue(begun + 5s, 0s));
}

QList<TestHookPool::Outcome> TestHookPool::beginMany(Hooks::HookRun run, int count)
{
    QList<Outcome> outcomes;
    for (int i = 0; i < count; ++i) {
        run.requestId = run.collection + QByteArray::number(i);
        outcomes.append(begin(run));
    }
    return outcomes;
}

bool TestHookPool::loops(Hooks::HookRun run)
{
    run.request = R"({"query":{"loop":true}})";
    run.requestId = "bad";
    run.timeout = 300ms;
    const Outcome looped = begin(run);
    [&] { QTRY_VERIFY_WITH_TIMEOUT(looped->has_value(), 20000); }();
    return looped->has_value() && !(*looped)->result && (*looped)->isTimedOut;
}

bool TestHookPool::areAnswered(const QList<Outcome> &outcomes)
{
    return std::all_of(outcomes.cbegin(), outcomes.cend(),
                       [](const Outcome &outcome) { return outcome->has_value(); });
}

bool TestHookPool::allGave(const QList<Outcome> &outcomes, const QByteArray &json)
{
    return std::all_of(outcomes.cbegin(), outcomes.cend(), [&](const Outcome &outcome) {
        return outcome->has_value() && (*outcome)->result && *(*outcome)->result == json;
    });
}

/// 300 runs wait at once, and a run of another collection begins beside them.
void TestHookPool::runsThatWaitShareAChild()
{
    auto other = prepare("other", "res.end();");
    auto run = prepare("c", "db.get('/rest/hold').then(() => setTimeout(() => res.end(1), 10));");
    const auto outcomes = beginMany(run, 300);
    QTRY_COMPARE_WITH_TIMEOUT(m_held.size(), 300, 20000);
    QVERIFY2(hosts().size() <= 10, qPrintable(QString::number(hosts().size())));
    finish(other);
    for (const Hooks::AnswerCall &answer : std::exchange(m_held, {}))
        answer(QByteArray("[]"));
    QTRY_VERIFY_WITH_TIMEOUT(allGave(outcomes, "1"), 20000);
}

/// A run that waits is no reason to kill its child.
void TestHookPool::whatWaitsTooLongIsDropped()
{
    auto run = prepare("c", "setTimeout(() => res.end(1), req.query.wait); log.info('begun');");
    run.request = R"({"query":{"wait":60000}})";
    run.timeout = 300ms;
    const auto late = beginMany(run, 3);
    QTRY_VERIFY(areAnswered(late));
    const auto first = hosts();
    for (const Outcome &outcome : late) {
        QVERIFY(!(*outcome)->result);
        QVERIFY((*outcome)->isTimedOut);
        QVERIFY((*outcome)->result.error().message.contains(QStringLiteral("longer than 300 ms")));
        QCOMPARE((*outcome)->log.size(), 1);
    }
    run.request = R"({"query":{"wait":0}})";
    run.timeout = 20s;
    finish(run);
    QVERIFY(!first.isEmpty());
    QCOMPARE(hosts(), first);
}

/// The runs beside it begin again elsewhere, and from then on each run has a child of its own.
void TestHookPool::aLoopDisturbsOthersOnce()
{
    auto run = prepare("c",
                       "if (req.query.loop) while (true);"
                       "if (req.query.hold) return db.get('/rest/hold').then(res.end);"
                       "db.get('/rest/x').then(() => setTimeout(() => res.end(1), 800));");
    run.request = R"({"query":{}})";
    QList<Outcome> outcomes;
    for (int i = 1; i <= 20; ++i) {
        outcomes += beginMany(run, 1);
        QTRY_COMPARE(m_calls, i);
    }
    QVERIFY(loops(run));
    QTRY_VERIFY_WITH_TIMEOUT(allGave(outcomes, "1"), 30000);
    run.request = R"({"query":{"hold":1}})";
    const auto apart = beginMany(run, 3);
    QTRY_VERIFY_WITH_TIMEOUT(m_held.size() == 3 && hosts().size() >= 3, 20000);
    for (const Hooks::AnswerCall &answer : std::exchange(m_held, {}))
        answer(QByteArray("1"));
    QTRY_VERIFY(areAnswered(apart));
}

void TestHookPool::whatHadAnEffectIsNotRunAgain()
{
    auto run = prepare("c",
                       "if (req.query.loop) while (true);"
                       "db.post('/rest/hold', {}).then(() => res.end(1));");
    run.request = R"({"query":{}})";
    QList<Outcome> outcomes = beginMany(run, 1);
    QTRY_COMPARE(m_calls, 1);
    outcomes += beginMany(run, 1);
    QTRY_COMPARE(m_calls, 2);
    QCOMPARE(hosts().size(), 1);
    QVERIFY(loops(run));
    QTRY_VERIFY_WITH_TIMEOUT(areAnswered(outcomes), 20000);
    for (const Outcome &outcome : outcomes) {
        QVERIFY(!(*outcome)->result);
        QCOMPARE((*outcome)->result.error().kind, Error::Kind::HookInterrupted);
    }
    QCOMPARE(m_calls, 2);
}

/// 70 jobs that wait take no place from the hooks of requests.
void TestHookPool::jobsKeepNoRequestWaiting()
{
    auto hook = prepare("c", "res.end();");
    auto job = prepare("job/x", "db.get('/rest/hold').then(() => res.end(1));");
    job.isFresh = true;
    job.isJob = true;
    job.answersAtEnd = true;
    const auto jobs = beginMany(job, 70);
    QTRY_COMPARE_WITH_TIMEOUT(m_held.size(), 64, 30000); // so many have a process at once
    finish(hook);
    for (int answered = 0; answered < 70; ++answered) {
        QTRY_VERIFY_WITH_TIMEOUT(!m_held.isEmpty(), 30000);
        m_held.takeFirst()(QByteArray("[]"));
    }
    QTRY_VERIFY_WITH_TIMEOUT(allGave(jobs, "1"), 30000);
}

/// Sixteen runs of each of two collections wait for calls that are runs of the next: no run waits
/// for a place that one of those holds which wait for it.
void TestHookPool::callsOfHooksNeedNoPlace()
{
    const auto a = prepare("a",
                           "Promise.all([1, 2, 3, 4, 5].map(() => db.get('/rest/b')))"
                           ".then(() => res.end(1));");
    m_nested = {prepare("b", "db.get('/rest/c').then(() => res.end());"),
                prepare("c", "setTimeout(() => res.end(), 50);")};
    const auto outcomes = beginMany(a, 16);
    QTRY_VERIFY_WITH_TIMEOUT(allGave(outcomes, "1"), 20000);
}

/// A client whose requests led to kills has one run at a time, and that one may call its own
/// collection.
void TestHookPool::callsOfRestrainedClientsNeedNoPlace()
{
    auto run = prepare("c",
                       "if (req.query.loop) while (true); if (req.query.inner) return res.end();"
                       " db.get('/rest/c').then(() => res.end(1));");
    run.client = "somebody";
    for (int i = 0; i < Hooks::MaximumKills; ++i)
        QVERIFY(loops(run));
    m_nested = {run};
    m_nested[0].request = R"({"query":{"inner":true}})";
    run.request = R"({"query":{}})";
    const auto outcomes = beginMany(run, 2);
    QTRY_VERIFY_WITH_TIMEOUT(allGave(outcomes, "1"), 20000);
}

void TestHookPool::aRunHasSixteenCallsAtOnce()
{
    const auto run = prepare("c",
                             "const all = []; for (let i = 0; i < 40; ++i)"
                             " all.push(db.get('/rest/hold?n=' + i));"
                             " Promise.all(all).then(given => res.end(given));");
    const auto outcomes = beginMany(run, 1);
    QTRY_COMPARE(m_held.size(), 16);
    QByteArrayList given;
    for (int i = 0; i < 40; ++i) {
        QTRY_COMPARE(m_held.size(), std::min(16, 40 - i));
        given.append(QByteArray::number(i));
        m_held.takeFirst()(given.last());
    }
    QTRY_VERIFY_WITH_TIMEOUT(allGave(outcomes, '[' + given.join(',') + ']'), 20000);
}

/// A hook asks for 16 large lists and reads none: the server keeps four of them and refuses the
/// rest.
void TestHookPool::answersInHandAreBounded()
{
    auto run = prepare("c",
                       "let fine = 0, failed = 0, text = '';"
                       " const all = []; for (let i = 0; i < 16; ++i)"
                       " all.push(db.get('/rest/hold').then(() => { ++fine; },"
                       "  e => { ++failed; text = e.message; }));"
                       " const end = Date.now() + 2000; while (Date.now() < end);"
                       " Promise.all(all).then(() => res.end([fine > 0 && fine < 7, failed > 0,"
                       "  fine + failed, text.includes('32 MiB')]));");
    run.heapMegabytes = 512;
    const auto outcomes = beginMany(run, 1);
    QTRY_COMPARE(m_held.size(), 16);
    const QByteArray large = '[' + QByteArray(8 * 1024 * 1024, ' ') + ']';
    for (const Hooks::AnswerCall &answer : std::exchange(m_held, {}))
        answer(large);
    QTRY_VERIFY_WITH_TIMEOUT(allGave(outcomes, "[true,true,16,true]"), 30000);
}

QTEST_GUILESS_MAIN(TestHookPool)
#include "tst_hookpool.moc"
