// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/localclient.h"
#include "tests/support/embeddedserver.h"
#include "tests/support/serverprocess.h"
#include "tests/ui/windowtest.h"
#include "ui/connectdialog.h"
#include "ui/mark.h"

#include <QCheckBox>
#include <QDir>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTabBar>
#include <QTabWidget>
#include <QTableView>
#include <QTcpServer>
#include <QTcpSocket>
#include <QToolButton>

#include <memory>

/// Servers that lie, change or go away.
class TestServers : public WindowTest
{
    Q_OBJECT

private slots:
    void othersAreNoHookdesk_data();
    void othersAreNoHookdesk();
    void addressesAreRead_data();
    void addressesAreRead();
    void knownMarkStays();
    void dialogMayCloseWhileItTries();
    void revokedKeyIsShown();
    void recordsMayBeginAgain();
    void servedAnewIsJoinedAgain();
    void fileIsJoinedOnce();
    void productionAsksBesidesTheNumber();
    void everyNameCanBeTyped_data();
    void everyNameCanBeTyped();
    void droppedCollectionsStayClosed();

private:
    QTabBar *bar() { return find<QTabBar>("workspaces"); }
    QString state() { return find<QLabel>("serverState")->text(); }
    ConnectDialog *askToConnect();
    void connectTo(const QString &url, const QByteArray &key);
    void markAsProduction(const QString &name);
    void askToDrop(const QString &collection);
};

ConnectDialog *TestServers::askToConnect()
{
    m_desk->window().activateWindow();
    (void)QTest::qWaitForWindowActive(&m_desk->window());
    QTest::keyClick(&m_desk->window(), Qt::Key_O, Qt::ControlModifier | Qt::AltModifier);
    auto *asked = qobject_cast<ConnectDialog *>(dialog());
    if (asked)
        asked->findChild<QCheckBox *>(QStringLiteral("connectKeeps"))->setChecked(false);
    return asked;
}

void TestServers::connectTo(const QString &url, const QByteArray &key)
{
    ConnectDialog *asked = askToConnect();
    QVERIFY(asked);
    asked->findChild<QLineEdit *>(QStringLiteral("connectUrl"))->setText(url);
    asked->findChild<QLineEdit *>(QStringLiteral("connectKey"))->setText(QString::fromLatin1(key));
    QTest::mouseClick(asked->findChild<QPushButton *>(QStringLiteral("connect")), Qt::LeftButton);
}

void TestServers::markAsProduction(const QString &name)
{
    find<QAction>("markWorkspace")->trigger();
    QDialog *asked = dialog();
    QVERIFY(asked);
    asked->findChild<QLineEdit *>(QStringLiteral("markName"))->setText(name);
    asked->findChild<QCheckBox *>(QStringLiteral("markProduction"))->setChecked(true);
    answer("saveMark");
}

void TestServers::askToDrop(const QString &collection)
{
    openSettings(collection);
    find<QTabWidget>("inner")->setCurrentIndex(0);
    click("dropCollection");
}

// ---- servers elsewhere

void TestServers::othersAreNoHookdesk_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<QString>("fault");
    const QString none = QStringLiteral("There is no Hookdesk server at this address.");
    const auto row = [&](const char *name, const QByteArray &head, const QByteArray &body,
                         const QString &fault) {
        QTest::newRow(name) << "HTTP/1.1 " + head
                + "\r\ncontent-length: " + QByteArray::number(body.size()) + "\r\n\r\n"
                + body << fault;
    };
    row("page", "200 OK\r\ncontent-type: text/html", "<html>hello</html>", none);
    row("nothing", "200 OK", "", none);
    row("other JSON", "200 OK", "{\"hello\":1}", none);
    row("no UTF-8", "200 OK", "[{\"name\":\"\xff\xfe\"}]", none);
    row("elsewhere", "302 Found\r\nlocation: http://192.0.2.66/", "", none);
    row("novel", "500 Oops", "{\"message\":\"" + QByteArray(100'000, 'a') + "\"}",
        QString(20, QLatin1Char('a')));
}

void TestServers::othersAreNoHookdesk()
{
    QFETCH(QByteArray, answer);
    QFETCH(QString, fault);
    QTcpServer server;
    connect(&server, &QTcpServer::newConnection, this, [&server, answer] {
        QTcpSocket *socket = server.nextPendingConnection();
        connect(socket, &QTcpSocket::readyRead, socket, [socket, answer] {
            if (!socket->readAll().endsWith("\r\n\r\n"))
                return;
            socket->write(answer);
            socket->disconnectFromHost();
        });
    });
    QVERIFY(server.listen(QHostAddress::LocalHost));
    connectTo(QStringLiteral("http://127.0.0.1:%1").arg(server.serverPort()), "key");
    const auto told = [this] {
        const auto *label = find<QLabel>("connectFault");
        return label && label->isVisible() ? label->text() : QString();
    };
    QTRY_VERIFY2(told().startsWith(fault), qPrintable(told()));
    QVERIFY(told().size() < 2000);
    QVERIFY(m_desk->client()); // nothing else is shown
    m_desk->window().findChild<ConnectDialog *>()->reject();
}

void TestServers::addressesAreRead_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<bool>("isServer");
    QTest::addColumn<bool>("isWarned");
    const auto row = [](const char *typed, bool isServer, bool isWarned) {
        QTest::newRow(typed) << QString::fromUtf8(typed) << isServer << isWarned;
    };
    row("https://:secret@api.example.com", false, false);
    row("https://me:secret@api.example.com", false, false);
    row("me:secret@api.example.com", false, false);
    row("https://api.example.com#part", false, false);
    row("https://api.example.com?a=b", false, false);
    row("https://api.example.com:0", false, false);
    row("https://api.example.com:99999", false, false);
    row("https://api.example.com:-1", false, false);
    row("https://api.example.com:port", false, false);
    row("https://[::1", false, false);
    row("https://b\xc3\xbc"
        "cher.example",
        true, false);
    row("HTTP://API.example.com", true, true);
    row("[::1]:8787", true, false);
    row("[2001:db8::1]:8787", true, false);
    row("https://a\nb", false, false);
    row("javascript:alert(1)", false, false);
}

void TestServers::addressesAreRead()
{
    QFETCH(QString, typed);
    QFETCH(bool, isServer);
    QFETCH(bool, isWarned);
    ConnectDialog *asked = askToConnect();
    QVERIFY(asked);
    asked->findChild<QLineEdit *>(QStringLiteral("connectKey"))->setText(QStringLiteral("key"));
    asked->findChild<QLineEdit *>(QStringLiteral("connectUrl"))->setText(typed);
    QCOMPARE(asked->findChild<QPushButton *>(QStringLiteral("connect"))->isEnabled(), isServer);
    QCOMPARE(asked->findChild<QLabel *>(QStringLiteral("connectWarning"))->isVisible(), isWarned);
}

/// Connecting again, such as with a new key, is no reason to take the production mark away.
void TestServers::knownMarkStays()
{
    EmbeddedServer server;
    QVERIFY(server.start());
    const Mark mark{QStringLiteral("Shop"), QString::fromLatin1(Mark::Colors[3]), true};
    mark.save(server.url());
    connectTo(server.url(), server.key());
    QTRY_COMPARE(m_desk->window().client()->identity(), server.url());
    QVERIFY(Mark::load(server.url()) == mark);
    QVERIFY(find<QWidget>("productionEdge")->isVisible());
    // What is chosen there holds.
    ConnectDialog *asked = askToConnect();
    QVERIFY(asked);
    asked->findChild<QLineEdit *>(QStringLiteral("connectUrl"))->setText(server.url());
    auto *name = asked->findChild<QLineEdit *>(QStringLiteral("markName"));
    QCOMPARE(name->text(), QStringLiteral("Shop"));
    name->setText(QStringLiteral("Store"));
    asked->findChild<QLineEdit *>(QStringLiteral("connectKey"))
        ->setText(QString::fromLatin1(server.key()));
    QTest::mouseClick(asked->findChild<QPushButton *>(QStringLiteral("connect")), Qt::LeftButton);
    QTRY_COMPARE(Mark::load(server.url()).name, QStringLiteral("Store"));
    QVERIFY(Mark::load(server.url()).isProduction);
}

void TestServers::dialogMayCloseWhileItTries()
{
    QTcpServer silent;
    QVERIFY(silent.listen(QHostAddress::LocalHost));
    connectTo(QStringLiteral("http://127.0.0.1:%1").arg(silent.serverPort()), "key");
    QTRY_VERIFY(silent.hasPendingConnections());
    auto *asked = m_desk->window().findChild<ConnectDialog *>();
    QVERIFY(!asked->findChild<QPushButton *>(QStringLiteral("connect"))->isEnabled());
    asked->reject();
    QTRY_VERIFY(!m_desk->window().findChild<ConnectDialog *>());
    QTest::qWait(100);
    QVERIFY(m_desk->client());
}

void TestServers::revokedKeyIsShown()
{
    EmbeddedServer server;
    QVERIFY(server.start());
    QVERIFY(server.define("orders"));
    const QByteArray second =
        server.client().post("/admin/v1/keys", "{\"description\":\"second\"}").member("key");
    const QByteArray id = server.client()
                              .get("/admin/v1/keys")
                              .json()
                              .root()
                              .items()
                              .at(1)
                              .value("id")
                              .text()
                              .toByteArray();
    QVERIFY(!second.isEmpty());
    connectTo(server.url(), second);
    QTRY_COMPARE(m_desk->window().client()->identity(), server.url());
    QTRY_COMPARE(state(), QStringLiteral("Connected"));
    QVERIFY(server.client().send("DELETE", "/admin/v1/keys/" + id).status < 300);
    // The streams are told that it ended.
    server.server().stop([] {});
    QTRY_VERIFY(!server.server().isListening());
    QVERIFY(server.server().listen(QUrl(m_desk->window().client()->identity()).authority()));
    QTRY_COMPARE_WITH_TIMEOUT(state(), QStringLiteral("Key rejected"), 20'000);
    // It stays so, whatever else is asked.
    m_desk->window().refresh();
    QTest::qWait(500);
    QCOMPARE(state(), QStringLiteral("Key rejected"));
}

/// A server can come back with the same keys and without its records, such as from a backup.
void TestServers::recordsMayBeginAgain()
{
    const QString path = m_folder->filePath(QStringLiteral("far.hookdesk"));
    auto first = std::make_unique<ServerProcess>();
    QVERIFY(first->serve(path));
    const QString url = first->url();
    const QByteArray key = first->key();
    connectTo(url, key);
    QTRY_COMPARE(m_desk->window().client()->identity(), url);
    QTRY_COMPARE(state(), QStringLiteral("Connected"));
    const auto ask = [&] { return HttpClient(url, key).get("/rest/nobody").status; };
    const auto isSeen = [this] {
        const QAbstractItemModel *model = find<QTableView>("inspectorTable")->model();
        for (int i = 0; i < model->rowCount() * model->columnCount(); ++i) {
            const QModelIndex cell =
                model->index(i / model->columnCount(), i % model->columnCount());
            if (cell.data().toString().contains(QLatin1String("/rest/nobody")))
                return true;
        }
        return false;
    };
    for (int i = 0; i < 8; ++i)
        QCOMPARE(ask(), 404);
    QTRY_VERIFY(isSeen());
    QCOMPARE(first->terminate(), 0);
    for (const QString &each :
         QDir(m_folder->path()).entryList({QStringLiteral("far.hookdesk.inspector*")}))
        QVERIFY(QFile::remove(m_folder->filePath(each)));
    ServerProcess second;
    QVERIFY(second.serve(path, {"--listen", url.mid(int(qstrlen("http://")))}));
    QTRY_COMPARE_WITH_TIMEOUT(state(), QStringLiteral("Connected"), 20'000);
    QTRY_VERIFY(!isSeen());
    QCOMPARE(ask(), 404);
    QTRY_VERIFY(isSeen());
}

// ---- files that are served on this machine

void TestServers::servedAnewIsJoinedAgain()
{
    const QString path = m_folder->filePath(QStringLiteral("served.hookdesk"));
    auto first = std::make_unique<ServerProcess>();
    QVERIFY(first->serve(path));
    m_desk->open(path, Application::Content::Empty);
    QTRY_COMPARE(m_desk->window().client()->identity(), path);
    QTRY_COMPARE(state(), QStringLiteral("Connected"));
    const QString before = m_desk->window().client()->url();
    first->killHard();
    QTRY_COMPARE_WITH_TIMEOUT(state(), QStringLiteral("No answer"), 20'000);
    // At another port, and with another token.
    ServerProcess second;
    QVERIFY(second.serve(path));
    QVERIFY(second.url() != before);
    QTRY_COMPARE_WITH_TIMEOUT(state(), QStringLiteral("Connected"), 20'000);
    QCOMPARE(m_desk->window().client()->url(), second.url());
    createCollection(QStringLiteral("people"));
    QCOMPARE(bar()->count(), 2);
    QCOMPARE(second.terminate(), 0);
    // At the same port.
    QTRY_COMPARE_WITH_TIMEOUT(state(), QStringLiteral("No answer"), 20'000);
    ServerProcess third;
    QVERIFY(third.serve(path, {"--listen", second.url().mid(int(qstrlen("http://")))}));
    QTRY_COMPARE_WITH_TIMEOUT(state(), QStringLiteral("Connected"), 20'000);
    createCollection(QStringLiteral("places"));
}

void TestServers::fileIsJoinedOnce()
{
    const QString path = m_folder->filePath(QStringLiteral("served.hookdesk"));
    const QString link = m_folder->filePath(QStringLiteral("link.hookdesk"));
    QVERIFY(QFile::link(path, link));
    ServerProcess server;
    QVERIFY(server.serve(path));
    // Both are asked for before one is answered, as two starts of the program may do.
    m_desk->open(path, Application::Content::Empty);
    m_desk->open(path, Application::Content::Empty);
    QTRY_COMPARE(m_desk->window().client()->identity(), path);
    QTest::qWait(300);
    QCOMPARE(bar()->count(), 2);
    m_desk->open(link, Application::Content::Empty);
    QTest::qWait(300);
    QCOMPARE(bar()->count(), 2);
    QVERIFY(!m_desk->window().findChild<QDialog *>());
}

// ---- production

void TestServers::productionAsksBesidesTheNumber()
{
    createCollection(QStringLiteral("people"));
    markAsProduction(QStringLiteral("shop"));
    // The name of a collection is the same on other servers.
    askToDrop(QStringLiteral("people"));
    QDialog *asked = dialog();
    QVERIFY(asked);
    auto *agree = asked->findChild<QPushButton *>(QStringLiteral("askAccept"));
    auto *text = asked->findChild<QLineEdit *>(QStringLiteral("askText"));
    auto *guard = asked->findChild<QLineEdit *>(QStringLiteral("askGuard"));
    QVERIFY(text && guard);
    QTest::keyClicks(text, QStringLiteral("people"));
    QVERIFY(!agree->isEnabled());
    QTest::keyClicks(guard, QStringLiteral("shop"));
    QVERIFY(agree->isEnabled());
    text->clear();
    QVERIFY(!agree->isEnabled());
    asked->reject();
}

void TestServers::everyNameCanBeTyped_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("name");
    QTest::newRow("no name") << QStringLiteral(".hookdesk") << QStringLiteral(".hookdesk");
    QTest::newRow("blanks") << QStringLiteral(" a  b .hookdesk") << QStringLiteral("a b");
    QTest::newRow("lines") << QStringLiteral("a\nb.hookdesk") << QStringLiteral("a b");
    QTest::newRow("quotes") << QStringLiteral("\"<b>'&%1.hookdesk") << QStringLiteral("\"<b>'&%1");
}

void TestServers::everyNameCanBeTyped()
{
    QFETCH(QString, file);
    QFETCH(QString, name);
    m_desk->open(m_folder->filePath(file), Application::Content::Empty);
    QCOMPARE(m_desk->client()->databasePath(), m_folder->filePath(file));
    markAsProduction(QString());
    createCollection(QStringLiteral("people"));
    askToDrop(QStringLiteral("people"));
    QDialog *asked = dialog();
    QVERIFY(asked);
    auto *guard = asked->findChild<QLineEdit *>(QStringLiteral("askGuard"));
    QVERIFY(guard);
    QTest::keyClicks(asked->findChild<QLineEdit *>(QStringLiteral("askText")),
                     QStringLiteral("people"));
    QTest::keyClicks(guard, name);
    QVERIFY(asked->findChild<QPushButton *>(QStringLiteral("askAccept"))->isEnabled());
    asked->reject();
}

void TestServers::droppedCollectionsStayClosed()
{
    createCollection(QStringLiteral("people"));
    createCollection(QStringLiteral("places"));
    auto *tabs = find<QTabWidget>("tabs");
    QCOMPARE(tabs->count(), 3);
    askToDrop(QStringLiteral("places"));
    QDialog *asked = dialog();
    QVERIFY(asked);
    QTest::keyClicks(asked->findChild<QLineEdit *>(QStringLiteral("askText")),
                     QStringLiteral("places"));
    answer("askAccept");
    QTRY_COMPARE(tabs->count(), 2); // without its documents and its settings
    QTest::keyClick(&m_desk->window(), Qt::Key_T, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(tabs->count(), 2);
}

QTEST_MAIN(TestServers)
#include "tst_servers.moc"
