// SPDX-License-Identifier: GPL-3.0-or-later
// How the window feels with a server that is far away: a proxy holds each byte back by half of
// DELAY in either direction. For each act: how long until it is seen, how many requests it sent,
// and how late the event loop was meanwhile; then the event loop while RATE requests a second are
// answered and the inspector shows them.
//   cmake --build --preset release --target benchmark-remote benchmark-inspector
//   xvfb-run -a build/release/bin/benchmark-remote [DELAY] [RATE] [SECONDS]
#include "app/application.h"
#include "client/remoteclient.h"
#include "tests/support/httpclient.h"
#include "tests/support/serverprocess.h"
#include "tests/support/visiblewidget.h"
#include "ui/mainwindow.h"

#include <Qsci/qsciscintilla.h>
#include <QAction>
#include <QApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QStandardPaths>
#include <QTableView>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>
#include <QTimer>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <functional>

namespace {

/// Passes connections on to a server, each piece later by a delay. Its own thread.
class DelayProxy final : public QThread
{
public:
    DelayProxy(quint16 target, int delay)
        : m_target(target)
        , m_delay(delay)
    {
        start();
        while (m_port == 0)
            msleep(1);
    }
    ~DelayProxy() override
    {
        quit();
        wait();
    }

    quint16 port() const { return m_port; }
    int requests() const { return m_requests; }

protected:
    void run() override
    {
        QTcpServer server;
        server.listen(QHostAddress::LocalHost);
        QObject::connect(&server, &QTcpServer::newConnection, &server, [&] {
            while (QTcpSocket *near = server.nextPendingConnection())
                connectOn(near);
        });
        m_port = server.serverPort();
        exec();
    }

private:
    void connectOn(QTcpSocket *near)
    {
        auto *far = new QTcpSocket(near);
        far->connectToHost(QHostAddress::LocalHost, m_target);
        pass(near, far, &m_requests);
        pass(far, near, nullptr);
        QObject::connect(near, &QTcpSocket::disconnected, near, &QObject::deleteLater);
        QObject::connect(far, &QTcpSocket::disconnected, near, &QTcpSocket::disconnectFromHost);
    }
    void pass(QTcpSocket *from, QTcpSocket *to, std::atomic<int> *requests)
    {
        QObject::connect(from, &QTcpSocket::readyRead, to, [this, from, to, requests] {
            const QByteArray piece = from->readAll();
            if (requests && qEnvironmentVariableIsSet("REQUEST_LINES")) {
                for (const QByteArray &line : piece.split('\n')) {
                    if (line.endsWith(" HTTP/1.1\r"))
                        std::printf("    %s\n", line.chopped(1).constData());
                }
            }
            if (requests)
                *requests += int(piece.count(" HTTP/1.1\r\n"));
            QTimer::singleShot(m_delay / 2, Qt::PreciseTimer, to,
                               [to, piece] { to->write(piece); });
        });
    }

    const quint16 m_target;
    const int m_delay; ///< Milliseconds, there and back.
    std::atomic<quint16> m_port = 0;
    std::atomic<int> m_requests = 0;
};

/// How late the event loop is, in milliseconds.
class Lateness
{
public:
    Lateness()
    {
        m_timer.setTimerType(Qt::PreciseTimer);
        QObject::connect(&m_timer, &QTimer::timeout, [this] {
            m_late.append(std::max(0.0, double(m_clock.nsecsElapsed()) / 1e6 - Period));
            m_clock.restart();
        });
        m_clock.start();
        m_timer.start(Period);
    }
    double at(double part)
    {
        std::sort(m_late.begin(), m_late.end());
        return m_late.isEmpty() ? 0 : m_late[qsizetype(part * double(m_late.size() - 1))];
    }

private:
    static constexpr int Period = 2;
    QElapsedTimer m_clock;
    QTimer m_timer;
    QList<double> m_late;
};

struct Far
{
    Application &desk;
    DelayProxy &proxy;

    /// Does @p act and waits until @p isSeen.
    void measure(const char *what, const std::function<void()> &act,
                 const std::function<bool()> &isSeen)
    {
        constexpr int Patience = 20'000;
        QTest::qWait(600); // what went before is over
        const int before = proxy.requests();
        Lateness lateness;
        QElapsedTimer timer;
        timer.start();
        act();
        const bool isDone = QTest::qWaitFor(isSeen, Patience);
        const qint64 time = timer.elapsed();
        QTest::qWait(300); // what it asks after that
        std::printf("%-42s %5lld ms  %2d requests  event loop at worst %.0f ms late%s\n", what,
                    static_cast<long long>(time), proxy.requests() - before, lateness.at(1),
                    isDone ? "" : "  NOT SEEN");
    }
    template<typename T>
    T *find(const char *name)
    {
        return visibleWidget<T>(desk.window(), name);
    }
};

void measureActs(Far &far, HttpClient &client)
{
    MainWindow &window = far.desk.window();
    const auto open = [&](const char *place) {
        window.reopen(*window.client(), {QLatin1String(place)});
    };
    far.measure(
        "open a collection", [&] { open("documents:people"); },
        [&] {
            auto *grid = far.find<QTableView>("grid");
            return grid && grid->model()->rowCount() == 3;
        });
    auto *grid = far.find<QTableView>("grid");
    const auto cell = [&] { return grid->model()->index(0, 0).data().toString(); };
    far.measure(
        "edit a cell",
        [&] {
            grid->model()->setData(grid->model()->index(0, 0), QStringLiteral("Olga"),
                                   Qt::EditRole);
        },
        [&] { return client.get("/rest/people").body.contains("Olga") && cell() == "Olga"; });
    far.measure(
        "see what another client wrote",
        [&] { (void)client.post("/rest/people", R"({"name":"Zoe"})"); },
        [&] { return grid->model()->rowCount() == 4; });
    far.measure(
        "open settings and codehook", [&] { open("settings:people"); },
        [&] {
            auto *editor = far.find<QsciScintilla>("codehookEditor");
            return editor && !editor->isReadOnly();
        });
    auto *editor = far.find<QsciScintilla>("codehookEditor");
    far.measure(
        "type 40 letters in the script",
        [&] {
            editor->setFocus();
            QTest::keyClicks(editor, QStringLiteral("function beforePOST(req, res) { res.end()"));
        },
        [&] { return editor->text().contains(QLatin1String("res.end()")); });
    far.measure(
        "save the script", [&] { window.findChild<QAction *>(QStringLiteral("save"))->trigger(); },
        [&] {
            return far.find<QLabel>("codehookState")->text().startsWith(QLatin1String("Saved"));
        });
    far.measure(
        "open it again", [&] { open("documents:people"); },
        [&] { return far.find<QTableView>("grid") != nullptr; });
}

void measureLoad(Far &far, const ServerProcess &server, int rate, int seconds)
{
    QTest::qWait(500);
    QProcess load;
    load.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    load.start(QCoreApplication::applicationDirPath() + QStringLiteral("/benchmark-inspector"),
               {QStringLiteral("--load"), server.url(), QString::fromLatin1(server.key()),
                QStringLiteral("list"), QString::number(rate), QString::number(seconds)});
    Lateness lateness;
    QEventLoop loop;
    QObject::connect(&load, &QProcess::finished, &loop, &QEventLoop::quit);
    QObject::connect(&load, &QProcess::errorOccurred, &loop, &QEventLoop::quit); // it is not built
    loop.exec();
    const double answered = load.readAll().toDouble() / seconds;
    std::printf("%.0f requests/s with the inspector shown: event loop late: median %.1f, p99 %.1f, "
                "worst %.1f ms\n",
                answered, lateness.at(0.5), lateness.at(0.99), lateness.at(1));
    QTest::qWait(2000);
    std::printf(
        "  shown: %s\n",
        qPrintable(
            far.desk.window().findChild<QLabel *>(QStringLiteral("inspectorCount"))->text()));
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    QStandardPaths::setTestModeEnabled(true);
    QApplication::setOrganizationName(QStringLiteral("hookdesk-benchmark"));
    const int delay = argc > 1 ? std::atoi(argv[1]) : 50;
    const int rate = argc > 2 ? std::atoi(argv[2]) : 5000;
    const int seconds = argc > 3 ? std::atoi(argv[3]) : 20;
    std::setvbuf(stdout, nullptr, _IOLBF, 0);
    QTemporaryDir folder;
    ServerProcess server;
    if (!server.serve(folder.filePath(QStringLiteral("far.hookdesk"))))
        return 1;
    HttpClient client(server.url(), server.key());
    (void)client.put("/admin/v1/collections/people", "{}");
    (void)client.post("/rest/people", R"([{"name":"Jane"},{"name":"Joe"},{"name":"Ann"}])");
    DelayProxy proxy(quint16(QUrl(server.url()).port()), delay);
    Preferences options;
    options.address = QStringLiteral("127.0.0.1:0");
    Application desk(application, options);
    desk.window().resize(1366, 768);
    desk.window().show();
    (void)QTest::qWaitForWindowExposed(&desk.window());
    Far far{desk, proxy};
    far.measure(
        "connect",
        [&] {
            RemoteClient::Address address;
            address.url = QStringLiteral("http://127.0.0.1:%1").arg(proxy.port());
            address.key = server.key();
            desk.connectTo({address, {}, false});
        },
        [&] { return desk.window().client() && desk.window().client()->isReachable(); });
    measureActs(far, client);
    measureLoad(far, server, rate, seconds);
    return 0;
}
