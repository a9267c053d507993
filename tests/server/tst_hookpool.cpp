// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/hooks/hookpool.h"
#include "server/scripts/readyscripts.h"
#include "server/store/database.h"
#include "server/hookwire/exitstatus.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <memory>
#include <optional>

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

private:
    /// Empty until the run is answered; the pool shares it.
    using Outcome = std::shared_ptr<std::optional<Hooks::HookOutcome>>;

    QByteArray compiled(const Hooks::Compilation &wanted);
    /// A script of collection @p name whose beforeGET does @p body.
    Hooks::HookRun prepare(const QByteArray &name, const QByteArray &body);
    Outcome begin(const Hooks::HookRun &run);
    void finish(const Hooks::HookRun &run);
    /// The hook hosts, without the zygote.
    QList<pid_t> hosts() const { return childrenOf(childrenOf(getpid()).value(0)); }

    std::unique_ptr<Hooks::HookPool> m_pool;
};

void TestHookPool::init()
{
    m_pool = std::make_unique<Hooks::HookPool>(
        2,
        [](const Hooks::HookCall &, const Hooks::AnswerCall &answer) { answer(QByteArray("[]")); },
        [](const QByteArray &, const QList<Hooks::LogLine> &) {});
    bool isReady = false;
    m_pool->start([&](const Result<Done> &done) { isReady = done.hasValue(); });
    QTRY_VERIFY_WITH_TIMEOUT(isReady, 20000);
}

void TestHookPool::cleanup()
{
    m_pool->shutDown();
    m_pool.reset();
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
    const pid_t host = hosts().value(0);
    QTRY_VERIFY_WITH_TIMEOUT(priorityOf(host) > priorityOf(getpid()), 20000);
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
    QVERIFY(!work.isOverdue(50s, 1s));
    QVERIFY(work.isOverdue(20s, 15s));
    QVERIFY(work.isOverdue(60s, 0s));
    Hooks::Run run;
    run.what.timeout = 5s;
    work.content = std::move(run);
    QVERIFY(!work.isOverdue(4s, 4s));
    QVERIFY(work.isOverdue(5s, 0s));
}

QTEST_GUILESS_MAIN(TestHookPool)
#include "tst_hookpool.moc"
