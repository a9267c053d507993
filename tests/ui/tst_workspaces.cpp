// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/instance.h"
#include "client/localclient.h"
#include "tests/support/embeddedserver.h"
#include "tests/support/serverprocess.h"
#include "tests/ui/windowtest.h"
#include "ui/connectdialog.h"

#include <Qsci/qsciscintilla.h>
#include <QCheckBox>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QTabBar>
#include <QTableWidget>
#include <QTabWidget>
#include <QTcpServer>
#include <QToolButton>
#include <QTreeWidget>

#include <atomic>
#include <thread>

/// Several databases and servers in one window.
class TestWorkspaces : public WindowTest
{
    Q_OBJECT

private slots:
    void databasesStandSideBySide();
    void eachIsAskedAboutItsChanges();
    void markTellsThemApart();
    void productionAsksForTheName();
    void serverIsEditedFromAfar();
    void refusedConnectionsAreExplained_data();
    void refusedConnectionsAreExplained();
    void clearTextIsWarnedOf_data();
    void clearTextIsWarnedOf();
    void certificateIsTrustedOnce();
    void lostServerIsShown();
    void servedFileIsJoined_data();
    void servedFileIsJoined();
    void secondStartRaisesTheFirst();
    void takenPortOffersAFreeOne();
    void tabsAreClosedAndReopened();
    void theLastTwentyTabsAreReopened();

private:
    QTabBar *bar() { return find<QTabBar>("workspaces"); }
    void openOther() { m_desk->open(other(), Application::Content::Empty); }
    QString other() { return m_folder->filePath(QStringLiteral("other.hookdesk")); }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers)
    {
        QTest::keyClick(&m_desk->window(), key, modifiers);
    }
    /// Fills the dialog and connects.
    void tryToConnect(const QString &url, const QByteArray &key);
    void connectTo(const QString &url, const QByteArray &key);
    /// The collections in the navigator that is seen.
    QStringList collections();
};

void TestWorkspaces::tryToConnect(const QString &url, const QByteArray &key)
{
    press(Qt::Key_O, Qt::ControlModifier | Qt::AltModifier);
    auto *asked = qobject_cast<ConnectDialog *>(dialog());
    QVERIFY(asked);
    auto *address = asked->findChild<QLineEdit *>(QStringLiteral("connectUrl"));
    QVERIFY(!asked->findChild<QPushButton *>(QStringLiteral("connect"))->isEnabled());
    QTest::keyClicks(address, url);
    QTest::keyClicks(asked->findChild<QLineEdit *>(QStringLiteral("connectKey")),
                     QString::fromLatin1(key));
    asked->findChild<QCheckBox *>(QStringLiteral("connectKeeps"))->setChecked(false);
    QTest::keyClick(address, Qt::Key_Return);
}

void TestWorkspaces::connectTo(const QString &url, const QByteArray &key)
{
    tryToConnect(url, key);
    QTRY_VERIFY(!m_desk->window().findChild<ConnectDialog *>());
    QTRY_COMPARE(m_desk->window().client()->identity(), url);
    m_desk->window().activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&m_desk->window()));
}

QStringList TestWorkspaces::collections()
{
    QStringList names;
    const auto *group = find<QTreeWidget>("navigator")->topLevelItem(0);
    for (int i = 0; i < group->childCount(); ++i)
        names.append(group->child(i)->text(0));
    return names;
}

void TestWorkspaces::databasesStandSideBySide()
{
    createCollection(QStringLiteral("people"));
    QVERIFY(!bar()->isVisible());
    const QString first = m_desk->client()->databasePath();
    const QString firstUrl = m_desk->client()->url();
    openOther();
    QVERIFY(bar()->isVisible());
    QCOMPARE(bar()->count(), 2);
    QCOMPARE(bar()->tabText(bar()->currentIndex()), QStringLiteral("other"));
    QTRY_COMPARE(collections(), QStringList());
    // Both are served, each at its own port.
    HttpClient second(m_desk->client()->url(), m_desk->firstKey());
    QCOMPARE(second.get("/rest/people").status, 404);
    QVERIFY(m_desk->client()->url() != firstUrl);
    QCOMPARE(m_client->get("/rest/people").status, 200);
    picture("workspaces");

    press(Qt::Key_PageDown, Qt::ControlModifier | Qt::AltModifier);
    QCOMPARE(m_desk->client()->databasePath(), first);
    QTRY_COMPARE(collections(), QStringList{QStringLiteral("people")});
    QCOMPARE(find<QToolButton>("database")->text(), QStringLiteral("new"));
    press(Qt::Key_PageUp, Qt::ControlModifier | Qt::AltModifier);
    QCOMPARE(m_desk->client()->databasePath(), other());
    // What is open already is shown.
    m_desk->open(first, Application::Content::Empty);
    QCOMPARE(bar()->count(), 2);
    QCOMPARE(m_desk->client()->databasePath(), first);

    press(Qt::Key_W, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_COMPARE(m_desk->client()->databasePath(), other());
    QVERIFY(!bar()->isVisible());
    press(Qt::Key_W, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_VERIFY(!m_desk->client());
    QVERIFY(find<QPushButton>("openSample")->isVisible());
    // With the program the last ones come back.
    openOther();
    m_desk->open(first, Application::Content::Empty);
    m_desk.reset();
    QCOMPARE(Application::lastOpen(), QStringList({other(), first}));
}

void TestWorkspaces::eachIsAskedAboutItsChanges()
{
    createCollection(QStringLiteral("people"));
    openSettings(QStringLiteral("people"));
    typeScript("// mine");
    openOther();
    m_desk->window().close();
    QVERIFY(m_desk->window().isVisible());
    // The question is asked where the changes are.
    QTRY_COMPARE(bar()->tabText(bar()->currentIndex()), QStringLiteral("new"));
    answer("askCancel");
    QVERIFY(m_desk->window().isVisible());
    QCOMPARE(bar()->count(), 2);
    press(Qt::Key_W, Qt::ControlModifier | Qt::ShiftModifier);
    answer("askDiscard");
    QTRY_COMPARE(bar()->count(), 1);
    QCOMPARE(m_desk->client()->databasePath(), other());
}

void TestWorkspaces::markTellsThemApart()
{
    openOther();
    find<QAction>("markWorkspace")->trigger();
    QDialog *asked = dialog();
    QVERIFY(asked);
    QTest::keyClicks(asked->findChild<QLineEdit *>(QStringLiteral("markName")),
                     QStringLiteral("Staging"));
    QTest::mouseClick(asked->findChild<QToolButton *>(QStringLiteral("markColor1")),
                      Qt::LeftButton);
    picture("mark");
    answer("saveMark");
    QCOMPARE(bar()->tabText(bar()->currentIndex()), QStringLiteral("Staging"));
    QCOMPARE(find<QToolButton>("database")->text(), QStringLiteral("Staging"));
    QVERIFY(!find<QWidget>("productionEdge")->isVisible());
    const Mark kept = Mark::load(other());
    QCOMPARE(kept.name, QStringLiteral("Staging"));
    QCOMPARE(kept.color, QString::fromLatin1(Mark::Colors[1]));
    // It comes back with the database.
    press(Qt::Key_W, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_COMPARE(bar()->count(), 1);
    openOther();
    QCOMPARE(bar()->tabText(bar()->currentIndex()), QStringLiteral("Staging"));
}

void TestWorkspaces::productionAsksForTheName()
{
    fill(R"([{"name":"Jane"},{"name":"Joe"}])");
    find<QAction>("markWorkspace")->trigger();
    QDialog *asked = dialog();
    QTest::keyClicks(asked->findChild<QLineEdit *>(QStringLiteral("markName")),
                     QStringLiteral("shop"));
    asked->findChild<QCheckBox *>(QStringLiteral("markProduction"))->setChecked(true);
    answer("saveMark");
    QVERIFY(find<QWidget>("productionEdge")->isVisible());
    picture("production");
    // A question that wanted no text before wants the name now.
    press(Qt::Key_K, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_VERIFY(find<QTableWidget>("keys") && find<QTableWidget>("keys")->rowCount() > 0);
    find<QTableWidget>("keys")->selectRow(0);
    click("revokeKey");
    asked = dialog();
    QVERIFY(asked);
    auto *agree = asked->findChild<QPushButton *>(QStringLiteral("askAccept"));
    auto *text = asked->findChild<QLineEdit *>(QStringLiteral("askText"));
    QVERIFY(text && !agree->isEnabled());
    QTest::keyClicks(text, QStringLiteral("sho"));
    QVERIFY(!agree->isEnabled());
    QTest::keyClicks(text, QStringLiteral("p"));
    QVERIFY(agree->isEnabled());
    answer("askCancel");
    QCOMPARE(m_client->get("/admin/v1/keys").status, 200);
}

void TestWorkspaces::serverIsEditedFromAfar()
{
    EmbeddedServer server;
    QVERIFY(server.start());
    QVERIFY(server.define("orders"));
    connectTo(server.url(), server.key());
    QVERIFY(!m_desk->client()); // it is none of this process
    QTRY_COMPARE(collections(), QStringList{QStringLiteral("orders")});
    QVERIFY(!find<QToolButton>("toggleServer")->isVisible());
    m_desk->window().reopen(*m_desk->window().client(), {QStringLiteral("settings:orders")});
    QTRY_VERIFY(find<QsciScintilla>("codehookEditor")
                && !find<QsciScintilla>("codehookEditor")->isReadOnly());
    typeScript("function beforePOST(req, res) { res.end({data: {from: 'afar'}}); }");
    saveScript();
    QCOMPARE(server.client().post("/rest/orders", "{}").member("from"), QByteArray("afar"));
    // What others do is seen: their document in the navigator, their request in the inspector.
    const auto count = [this] {
        const auto *orders = find<QTreeWidget>("navigator")->topLevelItem(0)->child(0);
        return orders ? orders->text(2) : QString();
    };
    QTRY_COMPARE(count(), QStringLiteral("1"));
    QTRY_VERIFY(find<QTableView>("inspectorTable")->model()->rowCount() > 0);
    picture("remote");
}

void TestWorkspaces::refusedConnectionsAreExplained_data()
{
    QTest::addColumn<QString>("url"); // empty: that of a server
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<QString>("fault");
    QTest::newRow("wrong key") << QString() << QByteArray("wrong")
                               << QStringLiteral("The server rejected this key");
    QTest::newRow("nobody there") << QStringLiteral("http://127.0.0.1:1") << QByteArray("key")
                                  << QStringLiteral("http://127.0.0.1:1 does not answer");
}

void TestWorkspaces::refusedConnectionsAreExplained()
{
    QFETCH(QString, url);
    QFETCH(QByteArray, key);
    QFETCH(QString, fault);
    EmbeddedServer server;
    QVERIFY(server.start());
    tryToConnect(url.isEmpty() ? server.url() : url, key);
    QTRY_VERIFY2(find<QLabel>("connectFault")->text().startsWith(fault),
                 qPrintable(find<QLabel>("connectFault")->text()));
    QVERIFY(find<QLabel>("connectFault")->isVisible());
    picture("refused");
    // With another key it goes on.
    auto *edit = find<QLineEdit>("connectKey");
    edit->selectAll();
    QTest::keyClicks(edit, QString::fromLatin1(server.key()));
    auto *address = find<QLineEdit>("connectUrl");
    address->selectAll();
    QTest::keyClicks(address, server.url());
    QTest::mouseClick(find<QPushButton>("connect"), Qt::LeftButton);
    QTRY_COMPARE(m_desk->window().client()->identity(), server.url());
}

void TestWorkspaces::clearTextIsWarnedOf_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<bool>("isWarned");
    QTest::addColumn<bool>("isServer");
    const auto row = [](const char *typed, bool isWarned, bool isServer) {
        QTest::newRow(typed) << QString::fromUtf8(typed) << isWarned << isServer;
    };
    row("http://api.example.com", true, true);
    row("http://192.0.2.7:8787", true, true);
    row("api.example.com", false, true);
    row("https://api.example.com/", false, true);
    row("localhost:8787", false, true);
    row("http://127.0.0.1:8787", false, true);
    row("http://[::1]:8787", false, true);
    row("https://api.example.com/rest", false, false);
    row("https://me@api.example.com", false, false);
    row("ftp://api.example.com", false, false);
    row("https://", false, false);
    row("ä ö", false, false);
}

void TestWorkspaces::clearTextIsWarnedOf()
{
    QFETCH(QString, typed);
    QFETCH(bool, isWarned);
    QFETCH(bool, isServer);
    press(Qt::Key_O, Qt::ControlModifier | Qt::AltModifier);
    QDialog *asked = dialog();
    QVERIFY(asked);
    asked->findChild<QLineEdit *>(QStringLiteral("connectKey"))->setText(QStringLiteral("key"));
    asked->findChild<QLineEdit *>(QStringLiteral("connectUrl"))->setText(typed);
    QCOMPARE(asked->findChild<QLabel *>(QStringLiteral("connectWarning"))->isVisible(), isWarned);
    QCOMPARE(asked->findChild<QPushButton *>(QStringLiteral("connect"))->isEnabled(), isServer);
}

void TestWorkspaces::certificateIsTrustedOnce()
{
    const QString certificate = m_folder->filePath(QStringLiteral("cert.pem"));
    const QString key = m_folder->filePath(QStringLiteral("key.pem"));
    QVERIFY(ServerProcess::makeCertificate(certificate, key));
    ServerProcess server;
    QVERIFY(server.serve(m_folder->filePath(QStringLiteral("tls.hookdesk")),
                         {"--tls-certificate", certificate, "--tls-key", key}));
    tryToConnect(server.url(), server.key());
    auto *believe = find<QCheckBox>("connectBelieve");
    QTRY_VERIFY(believe->isVisible());
    QVERIFY(find<QLabel>("connectFault")->text().contains(QLatin1String("SHA-256")));
    picture("certificate");
    believe->setChecked(true);
    QTest::mouseClick(find<QPushButton>("connect"), Qt::LeftButton);
    QTRY_COMPARE(m_desk->window().client()->identity(), server.url());
    QTRY_VERIFY(m_desk->window().client()->isReachable());
}

void TestWorkspaces::lostServerIsShown()
{
    ServerProcess server;
    QVERIFY(server.serve(m_folder->filePath(QStringLiteral("far.hookdesk"))));
    connectTo(server.url(), server.key());
    QTRY_COMPARE(find<QLabel>("serverState")->text(), QStringLiteral("Connected"));
    server.killHard();
    QTRY_COMPARE_WITH_TIMEOUT(find<QLabel>("serverState")->text(), QStringLiteral("No answer"),
                              20'000);
    ServerProcess again;
    QVERIFY(again.serve(m_folder->filePath(QStringLiteral("far.hookdesk")),
                        {"--listen", server.url().mid(int(qstrlen("http://")))}));
    QTRY_COMPARE_WITH_TIMEOUT(find<QLabel>("serverState")->text(), QStringLiteral("Connected"),
                              20'000);
}

void TestWorkspaces::servedFileIsJoined_data()
{
    QTest::addColumn<bool>("isEncrypted");
    QTest::newRow("plain") << false;
    QTest::newRow("TLS") << true;
}

void TestWorkspaces::servedFileIsJoined()
{
    QFETCH(bool, isEncrypted);
    const QString certificate = m_folder->filePath(QStringLiteral("cert.pem"));
    const QString key = m_folder->filePath(QStringLiteral("key.pem"));
    QVERIFY(ServerProcess::makeCertificate(certificate, key));
    const QString path = m_folder->filePath(QStringLiteral("served.hookdesk"));
    ServerProcess server;
    QVERIFY(server.serve(path,
                         isEncrypted
                             ? QStringList{"--tls-certificate", certificate, "--tls-key", key}
                             : QStringList()));
    // Only the owner may open the door.
    QCOMPARE(QFile::permissions(path + QStringLiteral(".socket"))
                 & (QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther),
             QFile::Permissions());
    m_desk->open(path, Application::Content::Empty);
    QTRY_COMPARE(m_desk->window().client()->identity(), path);
    QCOMPARE(m_desk->window().client()->url(), server.url());
    QTRY_COMPARE(find<QLabel>("serverState")->text(), QStringLiteral("Connected"));
    createCollection(QStringLiteral("people"));
    QTRY_COMPARE(collections(), QStringList{QStringLiteral("people")});
    // What needs the file itself says where it is done.
    for (QAction *action : m_desk->window().findChildren<QAction *>()) {
        if (action->text().remove(QLatin1Char('&')).startsWith(QLatin1String("Back up")))
            action->trigger();
    }
    QDialog *told = dialog();
    QVERIFY(told);
    answer("askAccept");
    // The door closes with the server.
    QCOMPARE(server.terminate(), 0);
    QVERIFY(!QFile::exists(path + QStringLiteral(".socket")));
}

void TestWorkspaces::secondStartRaisesTheFirst()
{
    Instance first;
    QVERIFY(!first.handOver(QString()));
    QStringList asked;
    connect(&first, &Instance::asked, this, [&asked](const QString &file) { asked.append(file); });
    const auto startAgain = [](const QString &file) {
        std::atomic<int> handed = -1;
        std::thread second([&handed, file] { handed = Instance().handOver(file) ? 1 : 0; });
        const bool isDone = QTest::qWaitFor([&handed] { return handed >= 0; });
        second.join();
        return isDone && handed == 1;
    };
    QVERIFY(startAgain(QString()));
    QVERIFY(startAgain(QStringLiteral("/tmp/ä b.hookdesk")));
    QCOMPARE(asked, QStringList({QString(), QStringLiteral("/tmp/ä b.hookdesk")}));
    m_desk->window().hide();
    m_desk->appear(other());
    QVERIFY(m_desk->window().isVisible());
    QCOMPARE(m_desk->client()->databasePath(), other());
}

void TestWorkspaces::takenPortOffersAFreeOne()
{
    QTcpServer taken;
    QVERIFY(taken.listen(QHostAddress::LocalHost));
    Preferences preferences = m_desk->preferences();
    preferences.address = QStringLiteral("127.0.0.1:%1").arg(taken.serverPort());
    m_desk->apply(preferences);
    QDialog *question = dialog();
    QVERIFY(question);
    QCOMPARE(question->findChild<QPushButton *>(QStringLiteral("askAccept"))->text(),
             QStringLiteral("Use a free port"));
    answer("askAccept");
    const QString url = m_desk->client()->url();
    QVERIFY(!url.isEmpty());
    // It stays that of the database.
    const QString path = m_desk->client()->databasePath();
    press(Qt::Key_W, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_VERIFY(!m_desk->client());
    m_desk->open(path, Application::Content::Empty);
    QCOMPARE(m_desk->client()->url(), url);
    QVERIFY(!m_desk->window().findChild<QDialog *>());
}

void TestWorkspaces::theLastTwentyTabsAreReopened()
{
    auto *tabs = find<QTabWidget>("tabs");
    const int before = tabs->count();
    for (int i = 1; i <= 21; ++i)
        createCollection(QStringLiteral("c%1").arg(i));
    QCOMPARE(tabs->count(), before + 21);
    for (int i = 20; i >= 0; --i) {
        press(Qt::Key_W, Qt::ControlModifier);
        QTRY_COMPARE(tabs->count(), before + i);
    }
    for (int i = 1; i <= 20; ++i) {
        press(Qt::Key_T, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_COMPARE(tabs->count(), before + i);
    }
    press(Qt::Key_T, Qt::ControlModifier | Qt::ShiftModifier);
    settle();
    QCOMPARE(tabs->count(), before + 20);
}

void TestWorkspaces::tabsAreClosedAndReopened()
{
    auto *tabs = find<QTabWidget>("tabs");
    for (const char *name : {"a", "b", "c"})
        createCollection(QLatin1String(name));
    const auto titles = [tabs] {
        QStringList titles;
        for (int i = 0; i < tabs->count(); ++i)
            titles.append(tabs->tabText(i));
        return titles.join(QLatin1Char(' '));
    };
    const auto current = [tabs] { return tabs->tabText(tabs->currentIndex()); };
    QCOMPARE(titles(), QStringLiteral("First steps a b c"));
    press(Qt::Key_Tab, Qt::ControlModifier);
    QCOMPARE(current(), QStringLiteral("First steps"));
    press(Qt::Key_Backtab, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(current(), QStringLiteral("c"));
    press(Qt::Key_2, Qt::ControlModifier);
    QCOMPARE(current(), QStringLiteral("a"));
    press(Qt::Key_9, Qt::ControlModifier); // there is none
    QCOMPARE(current(), QStringLiteral("a"));
    QTest::mouseClick(tabs->tabBar(), Qt::MiddleButton, {}, tabs->tabBar()->tabRect(2).center());
    QTRY_COMPARE(titles(), QStringLiteral("First steps a c"));
    press(Qt::Key_W, Qt::ControlModifier);
    QTRY_COMPARE(titles(), QStringLiteral("First steps c"));
    // The last one closed comes back first.
    press(Qt::Key_T, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(titles(), QStringLiteral("First steps c a"));
    press(Qt::Key_T, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(titles(), QStringLiteral("First steps c a b"));
    press(Qt::Key_T, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(titles(), QStringLiteral("First steps c a b"));
    // What is not saved stays open.
    openSettings(QStringLiteral("b"));
    typeScript("// mine");
    QMetaObject::invokeMethod(tabs->tabBar(), "customContextMenuRequested",
                              Q_ARG(QPoint, tabs->tabBar()->tabRect(1).center()));
    auto *menu = find<QMenu>("tabMenu");
    QVERIFY(menu);
    QVERIFY(menu->actions().value(1)->isEnabled());
    menu->actions().value(1)->trigger();
    QTRY_COMPARE(tabs->count(), 2);
    QCOMPARE(tabs->tabText(0), QStringLiteral("c"));
    QVERIFY(tabs->tabText(1).startsWith(QStringLiteral("b settings")));
}

QTEST_MAIN(TestWorkspaces)
#include "tst_workspaces.moc"
