// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/instance.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QFile>
#include <QFileInfo>
#include <QLocalServer>
#include <QLocalSocket>
#include <QStandardPaths>
#include <QTest>
#include <QThread>

#include <atomic>
#include <memory>
#include <thread>
#include <vector>

#include <unistd.h>

/// Programs that start while another one runs, or at the same time.
class TestInstance : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void startsAtOnceAreOneProgram();
    void anyNameIsHandedOver();
    void strangersAreNotTold();
    void garbageOpensNothing();

private:
    /// Starts a second program that hands over @p file. Whether another one took it.
    static bool handOver(const QString &file);
};

void TestInstance::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    QCoreApplication::setOrganizationName(QStringLiteral("hookdesk-test-instance"));
}

bool TestInstance::handOver(const QString &file)
{
    std::atomic<int> handed = -1;
    std::thread second([&handed, file] { handed = Instance().handOver(file) ? 1 : 0; });
    const bool isDone = QTest::qWaitFor([&handed] { return handed >= 0; }, 10'000);
    second.join();
    return isDone && handed == 1;
}

void TestInstance::startsAtOnceAreOneProgram()
{
    constexpr int Starts = 4;
    std::atomic<int> firsts = 0;
    std::atomic<int> handed = 0;
    std::atomic<int> ended = 0;
    std::vector<std::unique_ptr<QThread>> starts;
    for (int i = 0; i < Starts; ++i) {
        starts.emplace_back(QThread::create([&] {
            Instance instance;
            const bool isSecond = instance.handOver(QString());
            ++(isSecond ? handed : firsts);
            ++ended;
            QEventLoop window; // of the first one, which is still open
            while (ended < Starts && !isSecond)
                window.processEvents(QEventLoop::AllEvents, 10);
        }));
    }
    for (const auto &each : starts)
        each->start();
    for (const auto &each : starts)
        each->wait();
    QCOMPARE(firsts.load(), 1);
    QCOMPARE(handed.load(), Starts - 1);
}

void TestInstance::anyNameIsHandedOver()
{
    Instance first;
    QVERIFY(!first.handOver(QString()));
    QStringList asked;
    connect(&first, &Instance::asked, this, [&asked](const QString &file) { asked.append(file); });
    const QStringList names = {QStringLiteral("/tmp/a\nb.hookdesk"),
                               QStringLiteral("/tmp/\u00e4 %20\"'"),
                               QLatin1Char('/') + QString(4000, QLatin1Char('x'))};
    for (const QString &name : names)
        QVERIFY(handOver(name));
    QCOMPARE(asked, names);
}

/// Where the folder for sockets is open to all, another user may have taken the name.
void TestInstance::strangersAreNotTold()
{
    if (geteuid() != 0)
        QSKIP("Only root can be two users.");
    QString path;
    {
        Instance known;
        QVERIFY(!known.handOver(QString()));
        path = known.path();
    }
    constexpr uid_t Other = 65534;
    const QString folder = QFileInfo(path).path();
    const QFile::Permissions before = QFile::permissions(folder);
    QFile::setPermissions(folder, QFile::Permissions(0x7777));
    QLocalServer liar;
    QCOMPARE(seteuid(Other), 0);
    const bool isListening = liar.listen(path);
    QCOMPARE(seteuid(0), 0);
    QByteArray told;
    connect(&liar, &QLocalServer::newConnection, this, [&liar, &told] {
        QLocalSocket *socket = liar.nextPendingConnection();
        connect(socket, &QLocalSocket::readyRead, socket, [socket, &told] {
            told.append(socket->readAll());
            socket->write("ok\n");
        });
    });
    const bool isHanded = handOver(QStringLiteral("/tmp/secret.hookdesk"));
    QFile::setPermissions(folder, before);
    QVERIFY(isListening);
    QVERIFY(!isHanded);
    QCOMPARE(told, QByteArray());
}

void TestInstance::garbageOpensNothing()
{
    Instance first;
    QVERIFY(!first.handOver(QString()));
    QStringList asked;
    connect(&first, &Instance::asked, this, [&asked](const QString &file) { asked.append(file); });
    for (const QByteArray &garbage :
         {QByteArray("relative.hookdesk\n"), QByteArray("\xff\xfe\0\n", 4),
          QByteArray("GET / HTTP/1.1\r\n\r\n"), QByteArray(200'000, 'x')}) {
        QLocalSocket socket;
        socket.connectToServer(first.path());
        QVERIFY(socket.waitForConnected());
        socket.write(garbage);
        QTRY_COMPARE(socket.state(), QLocalSocket::UnconnectedState);
    }
    QCOMPARE(asked, QStringList());
    QVERIFY(handOver(QString()));
    QCOMPARE(asked, QStringList{QString()});
}

QTEST_GUILESS_MAIN(TestInstance)
#include "tst_instance.moc"
