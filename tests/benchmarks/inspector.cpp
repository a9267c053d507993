// SPDX-License-Identifier: GPL-3.0-or-later
// What the REST inspector costs and bears. The server's rate with recording on and off; the
// window's event loop while requests come at a rate; the server's rate with the inspector shown and
// hidden; and how a table of RECORDS requests scrolls and is filtered.
//   cmake --build --preset release --target benchmark-inspector
//   xvfb-run -a build/release/bin/benchmark-inspector [RATE] [SECONDS] [RECORDS]
#include "app/application.h"
#include "client/localclient.h"
#include "tests/support/httpclient.h"
#include "tests/support/serverprocess.h"
#include "ui/mainwindow.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QLabel>
#include <QLineEdit>
#include <QProcess>
#include <QScrollBar>
#include <QStandardPaths>
#include <QTableView>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QRandomGenerator>
#include <QTest>
#include <QTimer>
#include <QUrl>

#include <algorithm>
#include <cstdio>
#include <cstring>

namespace {

constexpr int Connections = 16;
constexpr int AtOnce = 2; ///< Requests on each, as fast as they are answered.

QByteArray requestFor(const QByteArray &what, const QByteArray &key)
{
    const QByteArray headers = " HTTP/1.1\r\nHost: x\r\nx-apikey: " + key + "\r\n";
    if (what == "list")
        return "GET /rest/people?max=5" + headers + "\r\n";
    const QByteArray body = R"({"name":"Jane Doe","city":"Oslo","age":30})";
    return "POST /rest/people" + headers + "Content-Type: application/json\r\nContent-Length: "
        + QByteArray::number(body.size()) + "\r\n\r\n" + body;
}

/// The other process: sends requests (@p what: list or post) at @p rate a second (0: as many as are
/// answered, AtOnce at a time on each connection) and prints how many were answered.
int load(const QUrl &url, const QByteArray &key, const QByteArray &what, int rate, int seconds)
{
    int argc = 0;
    QCoreApplication application(argc, nullptr);
    const QByteArray request = requestFor(what, key);
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
            const qint64 count = socket->readAll().count("HTTP/1.1 20");
            answered += count;
            if (rate == 0)
                socket->write(request.repeated(count));
        });
        if (rate == 0)
            socket->write(request.repeated(AtOnce));
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

QStringList loadArguments(const QString &url, const QByteArray &key, const char *what, int rate,
                          int seconds)
{
    return {QStringLiteral("--load"), url,
            QString::fromLatin1(key), QLatin1String(what),
            QString::number(rate),    QString::number(seconds)};
}

double median(QList<double> numbers)
{
    std::sort(numbers.begin(), numbers.end());
    return numbers[numbers.size() / 2];
}

/// What recording costs a server that nobody watches.
void measureRecording(int seconds)
{
    QTemporaryDir folder;
    ServerProcess server;
    if (!server.serve(folder.filePath(QStringLiteral("recording.hookdesk"))))
        return;
    HttpClient client(server.url(), server.key());
    (void)client.put("/admin/v1/collections/people", "{}");
    for (int i = 0; i < 5; ++i)
        (void)client.post("/rest/people", R"({"name":"Jane Doe","city":"Oslo","age":30})");
    for (const char *what : {"list", "post"}) {
        QList<double> all;
        QList<double> none;
        for (int round = 0; round < 5; ++round) {
            for (auto &[mode, rates] : {std::pair("all", &all), std::pair("none", &none)}) {
                (void)client.send("PATCH", "/admin/v1/settings",
                                  QByteArray(R"({"inspector":{"record":")") + mode + "\"}}");
                QProcess process;
                process.start(QCoreApplication::applicationFilePath(),
                              loadArguments(server.url(), server.key(), what, 0, seconds));
                (void)process.waitForFinished(-1);
                rates->append(process.readAll().toDouble() / seconds);
            }
        }
        std::printf("%-4s recorded with bodies %8.0f/s, not recorded %8.0f/s: ratio %.2f\n", what,
                    median(all), median(none), median(all) / median(none));
    }
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
                  loadArguments(desk.client()->url(), desk.firstKey(), "list", rate, seconds));
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

/// The table once it has @p records requests: opened anew, scrolled to and fro, filtered.
void measureTable(Application &desk, int records)
{
    auto *inspector = desk.window().findChild<QWidget *>(QStringLiteral("inspector"));
    auto *table = inspector->findChild<QTableView *>(QStringLiteral("inspectorTable"));
    auto *count = inspector->findChild<QLabel *>(QStringLiteral("inspectorCount"));
    auto *filter = inspector->findChild<QLineEdit *>(QStringLiteral("inspectorFilter"));
    inspector->show();
    while (table->model()->rowCount() < records)
        (void)watch(desk, 0, 2);
    QTest::qWait(1000);
    std::printf("table of %d rows\n", table->model()->rowCount());
    QTest::mouseClick(inspector->findChild<QWidget *>(QStringLiteral("followInspector")),
                      Qt::LeftButton);
    const auto isRead = [&] {
        const int row = table->rowAt(table->viewport()->height() / 2);
        return table->model()->index(row, 2).data().toString() != QStringLiteral("…");
    };
    QList<double> painted;
    QList<double> read;
    QRandomGenerator random(1);
    for (int i = 0; i < 100; ++i) {
        QElapsedTimer timer;
        timer.start();
        table->verticalScrollBar()->setValue(int(random.bounded(table->model()->rowCount())));
        table->viewport()->repaint();
        painted.append(double(timer.nsecsElapsed()) / 1e6);
        while (!isRead())
            QTest::qWait(1);
        table->viewport()->repaint();
        read.append(double(timer.nsecsElapsed()) / 1e6);
    }
    std::sort(painted.begin(), painted.end());
    std::sort(read.begin(), read.end());
    std::printf("  a leap to any place: painted after %.1f (p99 %.1f) ms, read after %.1f (p99 "
                "%.1f) ms\n",
                painted[50], painted[98], read[50], read[98]);
    QElapsedTimer timer;
    const auto type = [&](const QString &text) {
        filter->setText(text);
        timer.start();
        QTest::keyClick(filter, Qt::Key_Return);
    };
    type(QStringLiteral("status:404"));
    while (count->text().endsWith(QStringLiteral("…")) || table->model()->rowCount() > 1000)
        QTest::qWait(1);
    std::printf("  filtered by a status after %lld ms\n", static_cast<long long>(timer.elapsed()));
    type(QString());
    while (table->model()->rowCount() < 1000)
        QTest::qWait(1);
    std::printf("  all again: the newest after %lld ms,", static_cast<long long>(timer.elapsed()));
    while (count->text().endsWith(QStringLiteral("…")))
        QTest::qWait(1);
    std::printf(" all after %lld ms\n", static_cast<long long>(timer.elapsed()));
}

} // namespace

int main(int argc, char **argv)
{
    if (argc == 7 && std::strcmp(argv[1], "--load") == 0)
        return load(QUrl(QString::fromLatin1(argv[2])), argv[3], argv[4], std::atoi(argv[5]),
                    std::atoi(argv[6]));
    QApplication application(argc, argv);
    QStandardPaths::setTestModeEnabled(true);
    QApplication::setOrganizationName(QStringLiteral("hookdesk-benchmark"));
    const int rate = argc > 1 ? std::atoi(argv[1]) : 5000;
    const int seconds = argc > 2 ? std::atoi(argv[2]) : 60;
    const int records = argc > 3 ? std::atoi(argv[3]) : 1'000'000;
    std::setvbuf(stdout, nullptr, _IOLBF, 0);
    measureRecording(std::min(seconds, 5));
    QTemporaryDir folder;
    Preferences options;
    options.address = QStringLiteral("127.0.0.1:0");
    Application desk(application, options);
    desk.window().resize(1366, 768);
    desk.window().show();
    (void)QTest::qWaitForWindowExposed(&desk.window());
    desk.open(folder.filePath(QStringLiteral("benchmark.hookdesk")), Application::Content::Empty);
    HttpClient client(desk.client()->url(), desk.firstKey());
    (void)client.put("/admin/v1/collections/people", "{}");
    (void)client.post("/rest/people", R"([{"name":"Jane"},{"name":"Joe"},{"name":"Ann"}])");
    (void)client.send("PATCH", "/admin/v1/settings", R"({"inspector":{"keep":2000000}})");
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
    measureTable(desk, records);
    return 0;
}
