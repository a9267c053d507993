// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/hookhost/bridge.h"
#include "server/hookhost/jsonvalues.h"

#include <QCoreApplication>
#include <QDirIterator>
#include <QFile>
#include <QJSEngine>
#include <QLoggingCategory>

#include <array>
#include <cstdio>

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

/// Runs tests of test262 as hook hosts run scripts: `test262-runner [--raw] FOLDER < list`, where
/// the list has paths below FOLDER, one a line. Prints a line for each: `PASS path` or `FAIL path
/// reason`. Each test runs in a process of its own, because some end it. With --raw nothing is
/// lowered and nothing is added to the engine.
namespace {

constexpr int Seconds = 10;
constexpr rlim_t Memory = 1024UL * 1024 * 1024;

class Application final : public QCoreApplication
{
public:
    using QCoreApplication::QCoreApplication;
    quint64 delivered = 0;
    bool notify(QObject *receiver, QEvent *event) override
    {
        ++delivered;
        return QCoreApplication::notify(receiver, event);
    }
};

QString textOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

class Runner
{
public:
    Runner(Application *application, QString folder, bool raw)
        : m_application(application)
        , m_folder(std::move(folder))
        , m_raw(raw)
        , m_bridge([](int, const QString &) {})
        , m_values(m_engine)
    {
        const QJSValue acorn = evaluate(textOf(QStringLiteral(":/js/vendor/acorn.js")));
        QJSValue parts = m_engine.newObject();
        const QString top = QStringLiteral(":/hookruntime/");
        QDirIterator files(top, {QStringLiteral("*.js")}, QDir::Files,
                           QDirIterator::Subdirectories);
        while (files.hasNext()) {
            const QString path = files.next();
            parts.setProperty(path.sliced(top.size()).chopped(3), evaluate(textOf(path)));
        }
        const QJSValue compiler =
            parts.property(QStringLiteral("compiler/compiler")).call({acorn, parts});
        m_lower = compiler.property(QStringLiteral("lower"));
        if (m_raw)
            return;
        m_bridge.setEngine(&m_engine, &m_values);
        QJSEngine::setObjectOwnership(&m_bridge, QJSEngine::CppOwnership);
        const QJSValue tools = parts.property(QStringLiteral("library/polyfill"))
                                   .call({parts, m_engine.newQObject(&m_bridge)});
        m_values.useParse();
        m_helpers = parts.property(QStringLiteral("helpers"))
                        .call({tools.property(QStringLiteral("promises")),
                               tools.property(QStringLiteral("errors")),
                               parts.property(QStringLiteral("members")).call({tools})})
                        .property(QStringLiteral("helpers"));
        if (!m_helpers.isObject())
            qFatal("The library does not load: %s", qPrintable(tools.toString()));
        parts.property(QStringLiteral("dynamic")).call({compiler, m_helpers});
    }

    /// Empty when the test passes.
    QString run(const QString &path)
    {
        const QString source = textOf(m_folder + QLatin1Char('/') + path);
        const QString head =
            source.section(QStringLiteral("/*---"), 1, 1).section(QStringLiteral("---*/"), 0, 0);
        const QString negative = head.section(QStringLiteral("negative:"), 1, 1);
        const bool isAsync = source.contains(QLatin1String("$DONE"));
        for (qsizetype end = path.indexOf(QLatin1Char('/')); end >= 0;
             end = path.indexOf(QLatin1Char('/'), end + 1))
            runHarness(
                textOf(m_folder + QLatin1Char('/') + path.left(end) + QStringLiteral("/shell.js")));
        // After the harness, which has its own ways of telling.
        evaluate(QStringLiteral(
            "var $test = {}; function $DONE(e) { $test.done = true; $test.error = e ? String(e) : "
            "''; }\n"
            "function reportCompare() {} function reportFailure(e) { throw new Error(e); } "
            "function print() {}\n"
            "var $262 = {evalScript: function (s) { return (0, eval)(s); }, global: this};"));
        const QString failure = runScript(source);
        if (!negative.isEmpty()) {
            const QString wanted = negative.section(QStringLiteral("type:"), 1, 1)
                                       .trimmed()
                                       .section(QLatin1Char('\n'), 0, 0);
            return failure.contains(wanted) ? QString() : QStringLiteral("not refused: ") + failure;
        }
        if (!failure.isEmpty())
            return failure;
        runJobs();
        if (!isAsync)
            return {};
        const QJSValue test = m_engine.globalObject().property(QStringLiteral("$test"));
        if (!test.property(QStringLiteral("done")).toBool())
            return QStringLiteral("never done");
        return test.property(QStringLiteral("error")).toString();
    }

private:
    QJSValue evaluate(const QString &text)
    {
        QStringList stack;
        const QJSValue value = m_engine.evaluate(text, QStringLiteral("test"), 1, &stack);
        m_failure = value.isError() || !stack.isEmpty() ? value.toString() : QString();
        if (!stack.isEmpty() && m_failure.isEmpty())
            m_failure = QStringLiteral("threw");
        return value;
    }

    /// Most of the harness is old enough for the engine; compiling all of it takes as long as a
    /// test.
    void runHarness(const QString &source)
    {
        evaluate(source);
        if (!m_failure.isEmpty())
            runScript(source);
    }

    QString runScript(const QString &source)
    {
        QString text = source;
        if (!m_raw) {
            const QJSValue lowered = m_lower.call({source});
            if (lowered.isError())
                return lowered.toString();
            const QString variables = lowered.property(QStringLiteral("variables")).toString();
            text = (variables.isEmpty() ? QString()
                                        : QStringLiteral("var ") + variables + QLatin1Char(';'))
                + lowered.property(QStringLiteral("text")).toString();
            m_engine.globalObject().setProperty(
                lowered.property(QStringLiteral("helpers")).toString(), m_helpers);
            // A directive is one only at the beginning.
            if (source.contains(QLatin1String("'use strict'")) && !variables.isEmpty())
                text = QStringLiteral("'use strict';") + text;
        }
        evaluate(text);
        return m_failure;
    }

    void runJobs()
    {
        quint64 before = 0;
        do {
            before = m_application->delivered;
            QCoreApplication::sendPostedEvents();
        } while (m_application->delivered != before);
    }

    Application *m_application;
    QString m_folder;
    bool m_raw;
    QJSEngine m_engine;
    HookHost::Bridge m_bridge;
    HookHost::JsonValues m_values;
    QJSValue m_lower;
    QJSValue m_helpers;
    QString m_failure;
};

void limit(__rlimit_resource resource, rlim_t value)
{
    const rlimit both = {value, value};
    setrlimit(resource, &both);
}

} // namespace

int main(int argc, char **argv)
{
    Application application(argc, argv);
    QLoggingCategory::setFilterRules(QStringLiteral("qt.qml.*=false"));
    QStringList arguments = QCoreApplication::arguments().mid(1);
    const bool raw = arguments.removeAll(QStringLiteral("--raw")) > 0;
    Runner runner(&application, arguments.value(0), raw);
    std::setvbuf(stdout, nullptr, _IOLBF, 0);
    std::array<char, 4096> line;
    while (std::fgets(line.data(), line.size(), stdin)) {
        const QString path = QString::fromUtf8(line.data()).trimmed();
        std::fflush(stdout);
        const pid_t child = fork();
        if (child == 0) {
            limit(RLIMIT_AS, Memory);
            limit(RLIMIT_CORE, 0);
            alarm(Seconds);
            const QString failure = runner.run(path);
            const QString shown = failure.section(QLatin1Char('\n'), 0, 0).left(200);
            std::printf("%s %s %s\n", failure.isEmpty() ? "PASS" : "FAIL", qPrintable(path),
                        qPrintable(shown));
            std::fflush(stdout);
            _exit(0);
        }
        int status = 0;
        waitpid(child, &status, 0);
        if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
            std::printf("FAIL %s ended with %d\n", qPrintable(path), status);
    }
}
