// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/localclient.h"
#include "server/store/database.h"
#include "tests/support/cluster.h"
#include "tests/support/embeddedserver.h"
#include "tests/support/serverprocess.h"
#include "tests/ui/typeaddress.h"
#include "tests/ui/windowtest.h"
#include "ui/connectdialog.h"
#include "ui/databasedialog.h"
#include "ui/inspector/trafficmodel.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QDirIterator>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSettings>
#include <QTableView>
#include <QToolButton>

/// The window on a database of PostgreSQL, which servers have open as well.
class TestPostgresWindow : public WindowTest
{
    Q_OBJECT

private slots:
    void init();
    void isOneOfItsServers();
    void faultsSayWhatToDo_data();
    void faultsSayWhatToDo();
    void passwordIsKeptNowhere();
    void comesBackWithTheProgram();
    void addressesAreRead_data();
    void addressesAreRead();
    void everyStandingHasItsSentence();
    void requestsOfOtherServersAreShown_data();
    void requestsOfOtherServersAreShown();
    void rejectedKeysAreAskedForAnew();

private:
    /// The paths that the inspector shows.
    QStringList shownPaths();
    /// Chooses the server @p name in the inspector.
    void chooseNode(const QByteArray &name);
    void prepareCluster();

    static constexpr char Password[] = "s3cret phrase@/?";

    DatabaseDialog *ask();
    /// Types into the dialog and connects.
    void connectTo(const DatabaseAddress &address, const QString &password = {});
    /// Where the tests' cluster has @p schema.
    DatabaseAddress addressOf(const QString &schema, const QString &user = "hookdesk");
    /// What the dialog tells; empty: nothing.
    QString fault();
    static QString schemaOf(EmbeddedServer &server);
};

void TestPostgresWindow::init()
{
    if (!Cluster::isWanted())
        prepareCluster();
    WindowTest::init();
}

void TestPostgresWindow::prepareCluster()
{
    qputenv("HOOKDESK_TEST_STORE", "postgres"); // for the servers beside the window
    Cluster *cluster = Cluster::ofProgram();
    QVERIFY(cluster);
    // One user alone needs a password.
    cluster->query(QStringLiteral("CREATE ROLE guarded SUPERUSER LOGIN PASSWORD '%1'")
                       .arg(QLatin1String(Password)));
    QFile rules(cluster->folder() + QStringLiteral("/data/pg_hba.conf"));
    QVERIFY(rules.open(QIODevice::ReadWrite));
    const QByteArray before = rules.readAll();
    rules.seek(0);
    rules.write("local all guarded scram-sha-256\n" + before);
    rules.close();
    cluster->query(QStringLiteral("SELECT pg_reload_conf()"));
}

QString TestPostgresWindow::schemaOf(EmbeddedServer &server)
{
    return server.server().database().name();
}

DatabaseAddress TestPostgresWindow::addressOf(const QString &schema, const QString &user)
{
    DatabaseAddress address =
        DatabaseAddress::parse(Cluster::ofProgram()->address(schema)).value_or(DatabaseAddress());
    address.host = Cluster::ofProgram()->folder();
    address.user = user;
    return address;
}

DatabaseDialog *TestPostgresWindow::ask()
{
    m_desk->window().activateWindow();
    (void)QTest::qWaitForWindowActive(&m_desk->window());
    QTest::keyClick(&m_desk->window(), Qt::Key_D, Qt::ControlModifier | Qt::AltModifier);
    return qobject_cast<DatabaseDialog *>(dialog());
}

void TestPostgresWindow::connectTo(const DatabaseAddress &address, const QString &password)
{
    DatabaseDialog *asked = ask();
    QVERIFY(asked);
    QVERIFY(!find<QPushButton>("databaseConnect")->isEnabled());
    typeAddress(*asked, address);
    typeInto(*asked, "databasePassword", password);
    QTest::keyClick(asked->findChild<QLineEdit *>(QStringLiteral("databasePassword")),
                    Qt::Key_Return);
}

QString TestPostgresWindow::fault()
{
    const auto *label = find<QLabel>("databaseFault");
    return label && label->isVisible() ? label->text() : QString();
}

void TestPostgresWindow::isOneOfItsServers()
{
    EmbeddedServer server;
    QVERIFY(server.start());
    QVERIFY(server.define("orders"));
    const DatabaseAddress address = addressOf(schemaOf(server));
    connectTo(address);
    QTRY_COMPARE_WITH_TIMEOUT(m_desk->window().client()->identity(), address.uri(), 20'000);
    QTRY_VERIFY(!m_desk->window().findChild<DatabaseDialog *>());
    m_desk->window().activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&m_desk->window()));
    QCOMPARE(m_desk->window().client()->name(), address.name());
    QCOMPARE(find<QLabel>("serverState")->text(), QStringLiteral("Connected"));
    QVERIFY(!find<QToolButton>("toggleServer")->isVisible());
    QVERIFY(!find<QAction>("startServer")->isEnabled());
    QVERIFY(!find<QAction>("stopServer")->isEnabled());
    QVERIFY(!find<QAction>("restoreBackup")->isEnabled());
    QVERIFY(m_desk->firstKey().isEmpty()); // servers make the first key
    QVERIFY(m_desk->client()->url().isEmpty());
    // What it changes holds on the others at once, and what they have is seen here.
    createCollection(QStringLiteral("people"));
    QCOMPARE(server.client().post("/rest/people", "{\"name\":\"Jane\"}").status, 201);
    click("refresh");
    QTRY_COMPARE(grid()->model()->rowCount(), 1);
    picture("90-postgres");
    // It is told from servers, and no share of a limit is its own.
    const auto nodes = server.client().get("/admin/v1/nodes").json();
    QCOMPARE(nodes.root().items().size(), size_t(2));
    int windows = 0;
    for (const Json::Value &each : nodes.root().items()) {
        if (each.value("role").text() != "window")
            continue;
        ++windows;
        QVERIFY(!each.value("jobs").toBool());
        QVERIFY(each.value("address").text().isEmpty());
    }
    QCOMPARE(windows, 1);
    QTest::qWait(1500); // both have looked since
    QCOMPARE(server.server().database().nodes().alive(), 1);
    trigger("closeDatabase");
    QTRY_COMPARE(server.client().get("/admin/v1/nodes").json().root().items().size(), size_t(1));
}

void TestPostgresWindow::faultsSayWhatToDo_data()
{
    QTest::addColumn<QString>("change");
    QTest::addColumn<QString>("sentence");
    const auto row = [](const char *name, const char *change, const char *sentence) {
        QTest::newRow(name) << QString::fromLatin1(change) << QString::fromLatin1(sentence);
    };
    row("wrong password", "password", "PostgreSQL rejected this user or this password.");
    row("no password", "no password", "PostgreSQL requires a password for this user.");
    row("no such user", "user", "PostgreSQL has no user nobody.");
    row("no such host", "host", "There is no host named no-such-host.invalid.");
    row("nothing there", "port", "Nothing answers at 127.0.0.1, port 1.");
    row("no such database", "database", "There is no database nothing at this host.");
    row("no such schema", "schema", "The schema nothing has no tables of Hookdesk.");
    row("an older schema", "older", "The schema %1 was written by an older version");
    row("a newer schema", "newer", "The schema %1 was written by a newer version of Hookdesk.");
}

void TestPostgresWindow::faultsSayWhatToDo()
{
    QFETCH(QString, change);
    QFETCH(QString, sentence);
    EmbeddedServer server;
    QVERIFY(server.start());
    const QString schema = schemaOf(server);
    DatabaseAddress address = addressOf(schema);
    address.tls = DatabaseAddress::Tls::None;
    QString password;
    if (change.endsWith(QLatin1String("password"))) {
        address.user = QStringLiteral("guarded");
        password = change == QLatin1String("password") ? QStringLiteral("wrong") : QString();
    } else if (change == QLatin1String("user")) {
        address.user = QStringLiteral("nobody");
    } else if (change == QLatin1String("host")) {
        address.host = QStringLiteral("no-such-host.invalid");
    } else if (change == QLatin1String("port")) {
        address.host = QStringLiteral("127.0.0.1");
        address.port = 1;
    } else if (change == QLatin1String("database")) {
        address.database = QStringLiteral("nothing");
    } else if (change == QLatin1String("schema")) {
        address.schema = QStringLiteral("nothing");
    } else {
        const QString step =
            change == QLatin1String("older") ? QStringLiteral("- 1") : QStringLiteral("+ 1");
        Cluster::ofProgram()->query(
            QStringLiteral("UPDATE %1.facts SET version = version %2").arg(schema, step));
    }
    connectTo(address, password);
    QTRY_VERIFY_WITH_TIMEOUT(!fault().isEmpty(), 20'000);
    if (sentence.contains(QLatin1String("%1")))
        sentence = sentence.arg(schema);
    QVERIFY2(fault().startsWith(sentence), qPrintable(fault()));
    if (change == QLatin1String("older"))
        QVERIFY(fault().contains(
            QStringLiteral("hookdeskd migrate --database '%1'").arg(address.uri())));
    picture("91-postgres-fault");
    QVERIFY(find<QPushButton>("databaseConnect")->isEnabled()); // try again
    m_desk->window().findChild<DatabaseDialog *>()->reject();
    QVERIFY(m_desk->client()->mayListen()); // what was shown before
    // Nothing was made, and nothing was migrated.
    QVERIFY(!Cluster::ofProgram()
                 ->query(QStringLiteral("SELECT nspname FROM pg_namespace"))
                 .contains("nothing"));
}

void TestPostgresWindow::passwordIsKeptNowhere()
{
    EmbeddedServer server;
    QVERIFY(server.start());
    const DatabaseAddress address = addressOf(schemaOf(server), QStringLiteral("guarded"));
    connectTo(address, QLatin1String(Password));
    QTRY_COMPARE_WITH_TIMEOUT(m_desk->window().client()->identity(), address.uri(), 20'000);
    QTRY_VERIFY(!m_desk->window().findChild<DatabaseDialog *>());
    // It is used for more than the first connection.
    createCollection(QStringLiteral("people"));
    QCOMPARE(server.client().get("/rest/people").status, 200);
    settle();
    const QString encoded = QString::fromLatin1(QUrl::toPercentEncoding(QLatin1String(Password)));
    for (const QWidget *widget : m_desk->window().findChildren<QWidget *>()) {
        const QString told =
            widget->toolTip() + widget->accessibleName() + widget->property("text").toString();
        QVERIFY2(!told.contains(QLatin1String("s3cret")), qPrintable(widget->objectName()));
    }
    const auto *recent = find<QAction>("openRecent")->menu();
    QCOMPARE(recent->actions().first()->text(), address.name());
    m_desk.reset(); // all is written by then
    QSettings settings;
    for (const QString &key : settings.allKeys()) {
        const QString value = settings.value(key).toStringList().join(QLatin1Char(' '));
        QVERIFY2(!value.contains(QLatin1String("s3cret")) && !value.contains(encoded),
                 qPrintable(key));
    }
    QDirIterator files(m_folder->path(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (file.open(QIODevice::ReadOnly))
            QVERIFY2(!file.readAll().contains("s3cret"), qPrintable(file.fileName()));
    }
}

void TestPostgresWindow::comesBackWithTheProgram()
{
    EmbeddedServer server;
    QVERIFY(server.start());
    const DatabaseAddress open = addressOf(schemaOf(server));
    const DatabaseAddress guarded = addressOf(schemaOf(server), QStringLiteral("guarded"));
    // One that needs no password opens by itself, and is shown where it is open already.
    m_desk->reopen(open.uri(), false);
    QTRY_COMPARE_WITH_TIMEOUT(m_desk->window().client()->identity(), open.uri(), 20'000);
    QVERIFY(Application::recent().contains(open.uri()));
    m_desk->reopen(open.uri(), false);
    m_desk->reopen(guarded.uri(), false); // nobody is asked when the program starts
    QTest::qWait(300);
    QVERIFY(!m_desk->window().findChild<DatabaseDialog *>());
    m_desk->reopen(guarded.uri(), true);
    auto *asked = qobject_cast<DatabaseDialog *>(dialog());
    QVERIFY(asked);
    QCOMPARE(find<QLineEdit>("databaseUser")->text(), QStringLiteral("guarded"));
    QCOMPARE(find<QLineEdit>("databaseSchema")->text(), schemaOf(server));
    QVERIFY(find<QLineEdit>("databasePassword")->text().isEmpty());
    QTRY_VERIFY(find<QLineEdit>("databasePassword")->hasFocus());
    asked->reject();
}

void TestPostgresWindow::addressesAreRead_data()
{
    QTest::addColumn<QString>("uri");
    QTest::addColumn<QString>("name");
    QTest::newRow("a host") << "postgres://me@db1/app?schema=hookdesk&sslmode=require"
                            << "app on db1";
    QTest::newRow("another schema") << "postgres://me@db1:6432/app?schema=shop&sslmode=disable"
                                    << "app/shop on db1";
    QTest::newRow("two hosts") << "postgres://me@db1,db2/app?schema=hookdesk&sslmode=require"
                               << "app on db1,db2";
    QTest::newRow("a socket") << "postgres:///app?schema=hookdesk&host=%2Frun%2Fpg&port=6432"
                              << "app on this computer";
    QTest::newRow("odd names") << "postgres://a%40b@db1/my%20app?schema=hookdesk&sslmode=require"
                               << "my app on db1";
}

void TestPostgresWindow::addressesAreRead()
{
    QFETCH(QString, uri);
    const auto address = DatabaseAddress::parse(uri);
    QVERIFY(address);
    QCOMPARE(address->uri(), uri);
    QTEST(address->name(), "name");
    // A password is taken along where it is given, and is no part of what is parsed.
    const auto again = DatabaseAddress::parse(address->uri(QStringLiteral("p:w@/?")));
    QVERIFY(again && *again == *address);
    QVERIFY(!DatabaseAddress::parse(QStringLiteral("/home/me/app.hookdesk")));
    QVERIFY(!DatabaseAddress::parse(QStringLiteral("https://db1/app")));
}

void TestPostgresWindow::everyStandingHasItsSentence()
{
    using State = Store::Standing::State;
    const DatabaseAddress address = addressOf(QStringLiteral("shop"));
    QVERIFY(DatabaseDialog::adviceOn({State::Ready, {}}, address).isEmpty());
    QVERIFY(DatabaseDialog::adviceOn({State::NoModule, {}}, address)
                .contains(QStringLiteral("apt install ./hookdesk-postgres_*.deb")));
    QCOMPARE(DatabaseDialog::adviceOn({State::BadAddress, QStringLiteral("No.")}, address),
             QStringLiteral("No."));
    const auto says = [&](const char *detail) {
        return DatabaseDialog::adviceOn({State::NotReached, QString::fromLatin1(detail)}, address);
    };
    QVERIFY(says("root certificate file \"/x\" does not exist").contains("authority"));
    QVERIFY(says("server does not support SSL, but SSL was required").contains("encrypted"));
    QVERIFY(says("FATAL: no pg_hba.conf entry for host").contains("pg_hba.conf"));
    QVERIFY(says("FATAL: too many connections").endsWith("FATAL: too many connections"));
}

QStringList TestPostgresWindow::shownPaths()
{
    const QAbstractItemModel *rows = find<QTableView>("inspectorTable")->model();
    QStringList paths;
    for (int row = 0; row < rows->rowCount(); ++row)
        paths.append(rows->index(row, TrafficModel::MessageColumn).data().toString());
    return paths;
}

void TestPostgresWindow::chooseNode(const QByteArray &name)
{
    auto *nodes = find<QComboBox>("inspectorNode");
    QTRY_VERIFY(nodes->isVisible());
    nodes->showPopup(); // looks who is there
    QTRY_VERIFY(nodes->findData(name) >= 0);
    nodes->view()->setCurrentIndex(nodes->model()->index(nodes->findData(name), 0));
    QTest::keyClick(nodes->view(), Qt::Key_Return);
}

void TestPostgresWindow::requestsOfOtherServersAreShown_data()
{
    QTest::addColumn<bool>("isRemote");
    QTest::newRow("the window has the database open") << false;
    QTest::newRow("the window is connected to a server") << true;
}

void TestPostgresWindow::requestsOfOtherServersAreShown()
{
    QFETCH(const bool, isRemote);
    EmbeddedServer first;
    QVERIFY(first.start());
    const QString schema = schemaOf(first);
    ServerProcess second;
    QVERIFY(second.serve(addressOf(schema).uri(),
                         {"--node", "second", "--inspector",
                          m_folder->filePath(QStringLiteral("second.inspector"))}));
    const auto get = [&](const QString &url, const QByteArray &path) {
        return HttpClient(url, first.key()).get(path).status;
    };
    QCOMPARE(get(second.url(), "/rest/of-second"), 404);
    QCOMPARE(get(first.url(), "/rest/of-first"), 404);
    if (isRemote) {
        m_desk->connectTo({{first.url(), first.key(), {}}, {}, false});
        QTRY_COMPARE(m_desk->window().client()->identity(), first.url());
        QTRY_COMPARE(shownPaths(), QStringList({"/rest/of-first"}));
    } else {
        m_desk->reopen(addressOf(schema).uri(), false);
        QTRY_COMPARE_WITH_TIMEOUT(m_desk->window().client()->identity(), addressOf(schema).uri(),
                                  20'000);
    }
    auto *nodes = find<QComboBox>("inspectorNode");
    QTRY_VERIFY(nodes->isVisible());
    QVERIFY(nodes->currentText().endsWith(QStringLiteral(" (this one)")));
    chooseNode("second");
    if (!isRemote) {
        // No server lets the window in without a key.
        auto *asked = qobject_cast<ConnectDialog *>(dialog());
        QVERIFY(asked);
        QCOMPARE(asked->windowTitle(), QStringLiteral("Requests of second"));
        QVERIFY(nodes->currentText().endsWith(QStringLiteral(" (this one)")));
        QCOMPARE(find<QLineEdit>("connectUrl")->text(), second.url());
        QTest::keyClicks(find<QLineEdit>("connectKey"), QString::fromLatin1(first.key()));
        QTest::keyClick(find<QLineEdit>("connectKey"), Qt::Key_Return);
    }
    QTRY_COMPARE(nodes->currentText(), QStringLiteral("second"));
    QTRY_COMPARE(shownPaths(), QStringList({"/rest/of-second"}));
    QTRY_COMPARE(find<QLabel>("inspectorLive")->text(), QStringLiteral("live"));
    QCOMPARE(get(second.url(), "/rest/again"), 404);
    QTRY_COMPARE(shownPaths(), QStringList({"/rest/of-second", "/rest/again"}));
    // A record is read of that server as well.
    find<QTableView>("inspectorTable")->selectRow(1);
    QTRY_COMPARE(find<QLabel>("detailsStatus")->text(), QStringLiteral("404"));
    picture("72-server");
    chooseNode({});
    QTRY_COMPARE(shownPaths(), isRemote ? QStringList({"/rest/of-first"}) : QStringList());
    // There is a key now.
    chooseNode("second");
    QTRY_COMPARE(shownPaths(), QStringList({"/rest/of-second", "/rest/again"}));
    second.killHard();
    QTRY_COMPARE_WITH_TIMEOUT(find<QLabel>("inspectorLive")->text(), QStringLiteral("no answer"),
                              30'000);
    chooseNode({});
    QTRY_COMPARE(find<QLabel>("inspectorLive")->text(), QStringLiteral("live"));
}

void TestPostgresWindow::rejectedKeysAreAskedForAnew()
{
    EmbeddedServer first;
    QVERIFY(first.start());
    const QString schema = schemaOf(first);
    ServerProcess second;
    QVERIFY(second.serve(addressOf(schema).uri(),
                         {"--node", "second", "--inspector",
                          m_folder->filePath(QStringLiteral("second.inspector"))}));
    m_desk->reopen(addressOf(schema).uri(), false);
    QTRY_COMPARE_WITH_TIMEOUT(m_desk->window().client()->identity(), addressOf(schema).uri(),
                              20'000);
    QTRY_VERIFY(find<QComboBox>("inspectorNode")->isVisible());
    const auto give = [this](const QByteArray &key) {
        chooseNode("second");
        QVERIFY(qobject_cast<ConnectDialog *>(dialog()));
        QTest::keyClicks(find<QLineEdit>("connectKey"), QString::fromLatin1(key));
        QTest::keyClick(find<QLineEdit>("connectKey"), Qt::Key_Return);
    };
    const auto live = [this] { return find<QLabel>("inspectorLive")->text(); };
    const QByteArray other =
        first.client().post("/admin/v1/keys", "{\"description\":\"other\"}").member("key");
    QVERIFY(!other.isEmpty());
    give(other);
    QTRY_COMPARE(find<QComboBox>("inspectorNode")->currentText(), QStringLiteral("second"));
    QTRY_COMPARE(live(), QStringLiteral("live"));
    chooseNode({});
    const auto keys = first.client().get("/admin/v1/keys").json();
    for (const Json::Value &key : keys.root().items()) {
        if (key.value("description").text() == "other")
            QVERIFY(first.client()
                        .send("DELETE", "/admin/v1/keys/" + key.value("id").text().toByteArray())
                        .status
                    < 300);
    }
    // The key that is remembered is tried, and forgotten: then another one is asked for.
    chooseNode("second");
    QTRY_COMPARE_WITH_TIMEOUT(live(), QStringLiteral("key rejected"), 20'000);
    give(first.key());
    QTRY_COMPARE(live(), QStringLiteral("live"));
}

QTEST_MAIN(TestPostgresWindow)
#include "tst_postgreswindow.moc"
