// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands.h"
#include "app/requester.h"
#include "app/signalwatch.h"

#include "server/store/address.h"
#include "server/store/copy.h"

#include <QCommandLineParser>
#include <QElapsedTimer>

#include <algorithm>
#include <cstdio>
#include <unistd.h>

namespace Commands {

namespace {

constexpr int BetweenLines = 200; ///< Milliseconds.

/// Shows on a terminal how many documents are copied, in one line.
void showOnTerminal(Store::CopyOptions &options)
{
    if (!isatty(STDERR_FILENO))
        return;
    options.progress = [timer = QElapsedTimer()](qint64 documents) mutable {
        if (timer.isValid() && timer.elapsed() < BetweenLines)
            return;
        timer.start();
        std::fprintf(stderr, "\r%lld documents", static_cast<long long>(documents));
    };
}

void printReport(const Store::CopyReport &report, const QString &to, qint64 milliseconds)
{
    for (const auto &each : report.collections) {
        if (each.documents > 0)
            std::printf("%10lld  %s\n", static_cast<long long>(each.documents),
                        each.name.constData());
    }
    std::printf("%10lld  documents are in %s, compared with the source, after %.1f s\n",
                static_cast<long long>(report.documents), qPrintable(Store::Address::shown(to)),
                double(milliseconds) / 1000);
    if (!report.kept.isEmpty())
        std::printf("what was there is kept as %s\n", qPrintable(report.kept));
}

} // namespace

int copy(const QStringList &arguments)
{
    QCommandLineParser parser;
    const QCommandLineOption from(QStringLiteral("from"), {}, QStringLiteral("DATABASE"));
    const QCommandLineOption to(QStringLiteral("to"), {}, QStringLiteral("DATABASE"));
    const QCommandLineOption replace(QStringLiteral("replace"));
    const QCommandLineOption whileServing(QStringLiteral("while-serving"));
    parser.addOptions({from, to, replace, whileServing});
    if (!parser.parse(QStringList{QStringLiteral("copy")} + arguments))
        return misuse(parser.errorText());
    if (parser.value(from).isEmpty() || parser.value(to).isEmpty()
        || !parser.positionalArguments().isEmpty())
        return misuse(QStringLiteral("copy needs --from DATABASE --to DATABASE"));
    const SignalWatch watch;
    Store::CopyOptions options;
    options.replaces = parser.isSet(replace);
    options.isWhileServing = parser.isSet(whileServing);
    options.takesEvents = !options.isWhileServing; // it sends them itself
    options.stop = SignalWatch::stopFlag();
    showOnTerminal(options);
    QElapsedTimer timer;
    timer.start();
    const auto report = Store::copy(parser.value(from), parser.value(to), options);
    if (options.progress)
        std::fputs("\r\033[K", stderr);
    if (SignalWatch::isAsked() && !report)
        return fail(endedBySignal().error.message);
    if (!report)
        return fail(report.error().message);
    printReport(*report, parser.value(to), timer.elapsed());
    return 0;
}

} // namespace Commands
