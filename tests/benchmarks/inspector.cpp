// SPDX-License-Identifier: GPL-3.0-or-later
// How the window bears a flood: requests come at a rate while the REST inspector shows them, and
// the window's event loop is watched; then the server's own rate with the inspector shown and
// hidden.
//   cmake --build --preset release --target benchmark-inspector
//   xvfb-run -a build/release/bin/benchmark-inspector [RATE] [SECONDS]
#include "app/application.h"
#include "server/admin.h"
#include "tests/support/httpclient.h"
#include "ui/mainwindow.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QLabel>
#include <QProcess>
#include <QStandardPaths>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>
#include <QUrl>

#include <algorithm>
#include <cstdio>
#include <cstring>

namespace {

constexpr int Connections = 16;

/// The other process: sends GETs at @p rate a second (0: as many as are answered, 32 at a time on
/// each connection) and prints how many were answered.
int load(const QUrl &url, const QByteArray &key, int rate, int seconds)
{
    int argc = 0;
    QCoreApplication application(argc, nullptr);
    const QByteArray request =
        "GET /rest/people?max=5 HTTP/1.1\r\nHost: x\r\nx-apikey: " + key + "\r\n\r\n";
    std::vector<std::unique_ptr<QTcpSocket>> sockets;
    qint64 sent = 0;
    qint64 answered = 0;
    for (int i = 0; i < Connections; ++i) {
        sockets.push_back(std::make_unique<QTcpSocket>());
        QTcpSocket *socket = sockets.back().get();
        socket->connectToHost(url.host(), quint16(url.port()));
        if (!socket->waitForConnected())
            return 1;
        QObject::connect(socket, &QTcpSocket::readyRead, socket, [&, socket] {
            const qint64 count = socket->readAll().count("HTTP/1.1 200");
            answered += count;
            if (rate == 0)
                socket->write(request.repeated(count));
        });
        if (rate == 0)
            socket->write(request.repeated(32));
    }
    QElapsedTimer clock;
    clock.start();
    QTimer tick;
    QObject::connect(&tick, &QTimer::timeout, [&] {
        if (clock.elapsed() >= seconds * 1000)
            return QCoreApplication::quit();
        for (const qint64 due = clock.elapsed() * rate / 1000; sent < due; ++sent)
            sockets[size_t(sent % Connections)]->write(request);
    });
    tick.start(1);
    QCoreApplication::exec();
    std::printf("%lld\n", static_cast<long long>(answered));
    return 0;
}

struct Outcome
{
    double rate = 0;
    QList<double> lateness; ///< Of the window's event loop, in ms.
};

Outcome watch(Application &desk, int rate, int seconds)
{
    QProcess process;
    process.start(QCoreApplication::applicationFilePath(),
                  {QStringLiteral("--load"), desk.admin()->url(),
                   QString::fromLatin1(desk.firstKey()), QString::number(rate),
                   QString::number(seconds)});
    Outcome outcome;
    QElapsedTimer clock;
    clock.start();
    constexpr int Period = 5; // ms
    QTimer timer;
    timer.setTimerType(Qt::PreciseTimer);
    QObject::connect(&timer, &QTimer::timeout, [&] {
        outcome.lateness.append(std::max(0.0, double(clock.nsecsElapsed()) / 1e6 - Period));
        clock.restart();
    });
    timer.start(Period);
    QEventLoop loop;
    QObject::connect(&process, &QProcess::finished, &loop, &QEventLoop::quit);
    loop.exec();
    outcome.rate = process.readAll().toDouble() / seconds;
    std::sort(outcome.lateness.begin(), outcome.lateness.end());
    return outcome;
}

void report(const char *what, const Outcome &outcome)
{
    const auto at = [&](double part) {
        return outcome.lateness[qsizetype(part * double(outcome.lateness.size() - 1))];
    };
    std::printf("%-36s %8.0f requests/s; event loop late: median %.1f, p99 %.1f, worst %.1f ms\n",
                what, outcome.rate, at(0.5), at(0.99), at(1));
}

} // namespace

int main(int argc, char **argv)
{
    if (argc == 6 && std::strcmp(argv[1], "--load") == 0)
        return load(QUrl(QString::fromLatin1(argv[2])), argv[3], std::atoi(argv[4]),
                    std::atoi(argv[5]));
    QApplication application(argc, argv);
    QStandardPaths::setTestModeEnabled(true);
    QApplication::setOrganizationName(QStringLiteral("hookdesk-benchmark"));
    const int rate = argc > 1 ? std::atoi(argv[1]) : 5000;
    const int seconds = argc > 2 ? std::atoi(argv[2]) : 60;
    std::setvbuf(stdout, nullptr, _IOLBF, 0);
    QTemporaryDir folder;
    Preferences options;
    options.address = QStringLiteral("127.0.0.1:0");
    Application desk(application, options);
    desk.window().resize(1366, 768);
    desk.window().show();
    (void)QTest::qWaitForWindowExposed(&desk.window());
    desk.open(folder.filePath(QStringLiteral("benchmark.hookdesk")), Application::Content::Empty);
    HttpClient client(desk.admin()->url(), desk.firstKey());
    (void)client.put("/admin/v1/collections/people", "{}");
    (void)client.post("/rest/people", R"([{"name":"Jane"},{"name":"Joe"},{"name":"Ann"}])");
    report("nothing happens", watch(desk, 1, 3));
    report("inspector shown, at the wanted rate", watch(desk, rate, seconds));
    std::printf(
        "  shown: %s\n",
        qPrintable(desk.window().findChild<QLabel *>(QStringLiteral("inspectorCount"))->text()));
    const int some = std::min(seconds, 10);
    auto *inspector = desk.window().findChild<QWidget *>(QStringLiteral("inspector"));
    QList<double> ratios;
    for (int round = 0; round < 3; ++round) {
        inspector->show();
        const Outcome shown = watch(desk, 0, some);
        inspector->hide();
        const Outcome hidden = watch(desk, 0, some);
        ratios.append(shown.rate / hidden.rate);
        report("as fast as it goes, shown", shown);
        report("as fast as it goes, hidden", hidden);
    }
    std::sort(ratios.begin(), ratios.end());
    std::printf("ratio of the rates, shown to hidden: %.2f\n", ratios[1]);
    return 0;
}
