// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/application.h"
#include "app/arguments.h"
#include "app/filelimit.h"
#include "app/identities.h"
#include "app/instance.h"
#include "app/samplelines.h"
#include "app/signalwatch.h"

#include "client/localclient.h"
#include "ui/mainwindow.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QFileInfo>
#include <QIcon>

#include <cstdio>
#include <cstring>

namespace {

constexpr char Help[] = R"(hookdesk: a JSON database with a REST API and codehooks, on your desktop

  hookdesk [FILE] [--listen ADDR:PORT] [--theme light|dark|system] [--sample]
  hookdesk --version | --help

FILE is opened, or made when it does not exist; without one, what was open before. With --sample
it is made with customers, orders, tickets and hooks. The address is that of the
preferences where none is given, at first 127.0.0.1:8788; port 0 takes a free one.
)";

/// --help and --version work without a display, so they are answered before there is a
/// QApplication.
bool answerWithoutDisplay(int argc, char **argv)
{
    for (int i = 1; i < argc; ++i) {
        if (std::strcmp(argv[i], "--help") == 0 || std::strcmp(argv[i], "-h") == 0)
            return std::fputs(Help, stdout), true;
        if (std::strcmp(argv[i], "--version") == 0)
            return std::printf("hookdesk %s\n", HOOKDESK_VERSION), true;
    }
    return false;
}

} // namespace

int main(int argc, char **argv)
{
    if (answerWithoutDisplay(argc, argv))
        return 0;
    if (!areUtf8(argc, argv))
        return std::fputs("hookdesk: a name or value is not UTF-8 (see hookdesk --help)\n", stderr),
               2;
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("hookdesk"));
    QApplication::setOrganizationName(QStringLiteral("hookdesk"));
    QApplication::setApplicationVersion(QStringLiteral(HOOKDESK_VERSION));
    QApplication::setDesktopFileName(QStringLiteral("org.hookdesk.Hookdesk"));
    QApplication::setWindowIcon(QIcon(QStringLiteral(":/hookdesk.svg")));
    QCommandLineParser parser;
    Preferences preferences = Preferences::load();
    const QCommandLineOption listen(QStringLiteral("listen"), {}, QStringLiteral("ADDR:PORT"),
                                    preferences.address);
    const QCommandLineOption theme(QStringLiteral("theme"), {}, QStringLiteral("light|dark|system"),
                                   Preferences::nameOf(preferences.scheme));
    const QCommandLineOption sample(QStringLiteral("sample"));
    parser.addOptions({listen, theme, sample});
    if (!parser.parse(QApplication::arguments()) || parser.positionalArguments().size() > 1) {
        std::fprintf(stderr, "hookdesk: %s (see hookdesk --help)\n",
                     parser.errorText().isEmpty() ? "one FILE at most"
                                                  : qUtf8Printable(parser.errorText()));
        return 2;
    }
    preferences.address = parser.value(listen);
    preferences.scheme = Preferences::schemeOf(parser.value(theme));
    const QStringList files = parser.positionalArguments();
    Instance instance;
    const QString wanted = files.isEmpty()
        ? (parser.isSet(sample) ? Application::samplePath() : QString())
        : Identities::isPostgres(files.first()) ? files.first()
                                                : QFileInfo(files.first()).absoluteFilePath();
    if (instance.handOver(wanted))
        return 0;
    SignalWatch watch;
    raiseFileLimit();
    Application desk(application, preferences);
    // Nobody is asked about what is not saved: whoever ends a session does not wait for answers.
    QObject::connect(&watch, &SignalWatch::asked, &application, [&desk] { desk.end(); });
    desk.window().show();
    QObject::connect(&instance, &Instance::asked, &desk, &Application::appear);
    if (parser.isSet(sample)) {
        desk.open(files.value(0, Application::samplePath()), Application::Content::Sample);
    } else if (!files.isEmpty()) {
        desk.reopen(files.first(), true);
    } else {
        for (const QString &identity : Application::lastOpen())
            desk.reopen(identity, false);
    }
    if (parser.isSet(sample) && desk.client() && desk.client()->isReachable())
        printSampleLines(desk.client()->url(),
                         QStringLiteral("KEY is the full-access key that the window shows."));
    return SignalWatch::isAsked() ? 0 : QApplication::exec();
}
