// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands.h"
#include "app/signalwatch.h"
#include "app/target.h"
#include "client/remoteclient.h"
#include "client/requests/junit.h"
#include "client/requestsender.h"

#include <QCommandLineParser>
#include <QEventLoop>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>
#include <QUrl>

#include <algorithm>
#include <cstdio>
#include <memory>
#include <optional>

namespace Commands {

namespace {

using Requests::Report;
using Requests::RequestFolder;
using Requests::Runner;

constexpr qsizetype LongestLabel = 120; ///< In a line; an address may be much longer.

struct Wanted
{
    QString path;
    QByteArray environment;
    QString url; ///< Empty: none is given.
    QByteArray key;
    QString report; ///< Empty: none is wanted.
};

Result<Wanted> parse(const QStringList &arguments)
{
    QCommandLineParser parser;
    for (const char *name : {"environment", "url", "key", "key-file", "report"})
        parser.addOption({QLatin1String(name), {}, QStringLiteral("VALUE")});
    if (!parser.parse(QStringList{QStringLiteral("requests")} + arguments))
        return badInput(parser.errorText());
    const QStringList words = parser.positionalArguments();
    if (words.size() != 2 || words.first() != QLatin1String("run"))
        return badInput(QStringLiteral("requests needs run DIR"));
    Wanted wanted{words[1],
                  parser.value(QStringLiteral("environment")).toUtf8(),
                  parser.value(QStringLiteral("url")),
                  {},
                  parser.value(QStringLiteral("report"))};
    const QUrl url(wanted.url, QUrl::StrictMode);
    if (parser.isSet(QStringLiteral("url"))
        && (!url.scheme().startsWith(QLatin1String("http")) || url.host().isEmpty()))
        return badInput(QStringLiteral("--url takes a URL such as http://127.0.0.1:8787"));
    // A folder of requests may be a stranger's, and say where they go.
    const int keys = parser.isSet(QStringLiteral("key")) + parser.isSet(QStringLiteral("key-file"));
    if (keys > 1)
        return badInput(QStringLiteral("--key and --key-file exclude each other"));
    if (keys > 0 && wanted.url.isEmpty())
        return badInput(QStringLiteral("a key needs --url, the server that gets it"));
    if (!wanted.url.isEmpty()) {
        const auto key = keyOf(parser);
        if (!key)
            return failure(key);
        wanted.key = *key;
    }
    return wanted;
}

/// A line for the request, and one for each check that failed.
void print(const Report &report)
{
    const char *outcome = !report.error.isEmpty() ? "error" : report.hasPassed() ? "ok" : "failed";
    const QString place = QStringLiteral("%1:%2").arg(report.file).arg(report.line);
    QString status;
    if (report.error.isEmpty())
        status = QStringLiteral("  %1  %2 ms")
                     .arg(report.answer.status)
                     .arg(double(report.answer.microseconds) / 1000, 0, 'f', 1);
    QString checks;
    const qsizetype passed =
        std::count_if(report.checks.begin(), report.checks.end(),
                      [](const Requests::Check::Outcome &each) { return each.hasPassed; });
    if (!report.checks.isEmpty())
        checks = QStringLiteral("  checks %1/%2").arg(passed).arg(report.checks.size());
    std::printf("%-6s  %s  %s%s%s\n", outcome, qUtf8Printable(printable(place)),
                qUtf8Printable(printable(report.label.left(LongestLabel))), qUtf8Printable(status),
                qUtf8Printable(checks));
    if (!report.error.isEmpty())
        std::printf("          %s\n", qUtf8Printable(printable(report.error)));
    for (const Requests::Check::Outcome &each : report.checks) {
        if (!each.hasPassed)
            std::printf("          %s:%d: %s\n", qUtf8Printable(printable(report.file)), each.line,
                        qUtf8Printable(printable(each.message)));
    }
    std::fflush(stdout);
}

/// A file is replaced as a whole; a device, such as /dev/stdout, is written to and never replaced.
/// @return what went wrong; empty: nothing.
QString writeReport(const QString &path, const QByteArray &content)
{
    const QFileInfo target(path);
    if (target.exists() && !target.isFile()) {
        QFile device(path);
        const bool isWritten = device.open(QIODevice::WriteOnly | QIODevice::Unbuffered)
            && device.write(content) == content.size();
        return isWritten ? QString() : device.errorString();
    }
    QSaveFile file(path);
    const bool isWritten =
        file.open(QIODevice::WriteOnly) && file.write(content) == content.size() && file.commit();
    return isWritten ? QString() : file.errorString();
}

int finish(const QList<Report> &reports, const Wanted &wanted)
{
    const qsizetype failed = std::count_if(reports.begin(), reports.end(),
                                           [](const Report &each) { return !each.hasPassed(); });
    std::printf("%lld of %lld requests passed\n", static_cast<long long>(reports.size() - failed),
                static_cast<long long>(reports.size()));
    if (wanted.report.isEmpty())
        return failed > 0 ? 1 : 0;
    if (const QString fault = writeReport(wanted.report, Requests::junitOf(reports));
        !fault.isEmpty())
        return fail(QStringLiteral("%1 cannot be written: %2.").arg(wanted.report, fault));
    return failed > 0 ? 1 : 0;
}

Result<Requests::Variables> variablesOf(const RequestFolder &folder, const Wanted &wanted)
{
    const auto environments = folder.environments();
    if (!environments)
        return failure(environments);
    if (!wanted.environment.isEmpty() && !environments->names().contains(wanted.environment))
        return badInput(QStringLiteral("there is no environment \"%1\" in %2")
                            .arg(QString::fromUtf8(wanted.environment),
                                 QLatin1String(Requests::Environments::PublicFile)));
    Requests::Variables::Sources sources;
    sources.process = [](const QByteArray &name) -> std::optional<QByteArray> {
        if (name == "HOOKDESK_KEY" || !qEnvironmentVariableIsSet(name.constData()))
            return {};
        return qgetenv(name.constData());
    };
    Requests::Variables variables(sources);
    variables.setEnvironment(environments->valuesOf(wanted.environment));
    const QByteArray url = wanted.url.toUtf8();
    variables.setConnection(url.isEmpty() ? QByteArray("http://127.0.0.1:8787") : url, wanted.key);
    if (!url.isEmpty())
        variables.set("base", url); // also where the environment has another
    return variables;
}

} // namespace

int requests(const QStringList &arguments)
{
    const auto wanted = parse(arguments);
    if (!wanted)
        return refuse(wanted.error());
    const QFileInfo info(wanted->path);
    if (!info.exists())
        return misuse(QStringLiteral("there is no folder %1").arg(wanted->path));
    const RequestFolder folder(info.isDir() ? wanted->path : info.path());
    const auto names =
        info.isDir() ? folder.names() : Result<QStringList>(QStringList{info.fileName()});
    const auto variables = variablesOf(folder, *wanted);
    if (!names || !variables)
        return refuse((names ? variables.error() : names.error()));
    const auto steps = Runner::stepsOf(folder, *names);
    if (!steps)
        return fail(steps.error().message);
    if (steps->isEmpty())
        return misuse(QStringLiteral("there are no requests in %1").arg(wanted->path));
    const SignalWatch watch;
    std::unique_ptr<RemoteClient> client;
    if (!wanted->url.isEmpty())
        client = std::make_unique<RemoteClient>(RemoteClient::Address{wanted->url, wanted->key, {}},
                                                nullptr);
    RequestSender sender(client.get(), nullptr);
    Runner runner(folder, sender, *variables, nullptr);
    QList<Report> reports;
    QEventLoop loop;
    QObject::connect(&runner, &Runner::reported, &loop, [&](const Report &report) {
        print(report);
        reports.append(report);
        reports.last().sent = {}; // of thousands of requests, and not told again
        reports.last().answer.body.clear();
    });
    QObject::connect(&runner, &Runner::finished, &loop, &QEventLoop::quit);
    QObject::connect(&watch, &SignalWatch::asked, &runner, &Runner::cancel);
    runner.run(*steps);
    loop.exec();
    if (SignalWatch::isAsked())
        return fail(endedBySignal().error.message);
    return finish(reports, *wanted);
}

} // namespace Commands
