// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/joining.h"
#include "client/remoteclient.h"
#include "client/routes.h"

#include "server/door.h"
#include "tests/support/embeddedserver.h"

#include <QDir>
#include <QFileInfo>
#include <QLocalServer>
#include <QLocalSocket>
#include <QNetworkInterface>
#include <QTest>

#include <cstring>
#include <memory>
#include <optional>
#include <vector>

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

/// The door beside a database file, by which windows on this machine join its server, and the token
/// that they get there.
class TestJoining : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void ownerOfTheFileJoins();
    void doorIsBesideTheFileItself_data();
    void doorIsBesideTheFileItself();
    void whatHasItsNameStays_data();
    void whatHasItsNameStays();
    void longPathsHaveNone();
    void crowdIsAnswered();
    void doorOfAnotherUserIsNotBelieved();
    void garbageIsNoAddress_data();
    void garbageIsNoAddress();
    void tokenIsForWindowsHere();
    void serverOfOneAddressIsJoined();

private:
    using Address = std::optional<RemoteClient::Address>;
    Address join(const QString &path);
    static int statusOf(const RemoteClient::Address &address);

    std::unique_ptr<EmbeddedServer> m_server;
    QString m_path; ///< Of its database.
    QString m_before; ///< The working directory.
};

void TestJoining::init()
{
    m_before = QDir::currentPath();
    m_server = std::make_unique<EmbeddedServer>();
    QVERIFY(m_server->start());
    QVERIFY(m_server->define("people"));
    m_path = m_server->server().databasePath();
}

void TestJoining::cleanup()
{
    QDir::setCurrent(m_before);
    m_server.reset();
}

TestJoining::Address TestJoining::join(const QString &path)
{
    std::optional<Address> answer;
    joinServerOf(path).then(this, [&answer](const Address &address) { answer = address; });
    return QTest::qWaitFor([&answer] { return answer.has_value(); }, 10'000) ? *answer : Address();
}

/// That of a request which needs full rights.
int TestJoining::statusOf(const RemoteClient::Address &address)
{
    return HttpClient(address.url, address.key).get("/admin/v1/keys").status;
}

void TestJoining::ownerOfTheFileJoins()
{
    const Address address = join(m_path);
    QVERIFY(address);
    QCOMPARE(address->url, m_server->url());
    QCOMPARE(address->key.size(), 64);
    RemoteClient joined(*address, nullptr);
    QCOMPARE(joined.identity(), QFileInfo(m_path).canonicalFilePath());
    HttpClient client(address->url, address->key);
    QCOMPARE(client.post("/rest/people", "{\"n\":1}").status, 201);
    QCOMPARE(statusOf(*address), 200);
    // Nothing that is kept holds the token; another one is refused.
    const QByteArray records = m_server->client().get("/admin/v1/inspector?max=100").body;
    QVERIFY(records.contains("/rest/people"));
    QVERIFY(!records.contains(address->key));
    QByteArray other = address->key;
    other[0] = other[0] == '0' ? '1' : '0';
    QCOMPARE(m_server->clientWith(other).get("/admin/v1/keys").status, 401);
    QCOMPARE(m_server->clientWith(QByteArray()).get("/admin/v1/keys").status, 401);
    // The door closes with the network; what a killed server left beside the file is replaced.
    m_server->server().stop([] {});
    QTRY_VERIFY(!QFile::exists(Door::pathOf(m_path)));
    QVERIFY(!join(m_path));
    const int left = ::socket(AF_UNIX, SOCK_STREAM, 0);
    sockaddr_un name = {};
    name.sun_family = AF_UNIX;
    const QByteArray door = QFile::encodeName(Door::pathOf(m_path));
    std::memcpy(name.sun_path, door.constData(), size_t(door.size()));
    QCOMPARE(::bind(left, reinterpret_cast<const sockaddr *>(&name), sizeof name), 0);
    ::close(left);
    QVERIFY(m_server->server().listen(QStringLiteral("127.0.0.1:0")));
    QVERIFY(join(m_path));
}

void TestJoining::doorIsBesideTheFileItself_data()
{
    QTest::addColumn<QString>("named");
    QTest::newRow("relative") << QStringLiteral("relative.hookdesk");
    QTest::newRow("symbolic link") << QStringLiteral("link.hookdesk");
    QTest::newRow("letters") << QStringLiteral("\u00e4 \"b\"\n%20.hookdesk");
}

void TestJoining::doorIsBesideTheFileItself()
{
    QFETCH(QString, named);
    QVERIFY(QDir::setCurrent(m_server->path("")));
    QVERIFY(QDir().mkdir(QStringLiteral("real")));
    const bool isLink = named.endsWith(QLatin1String("link.hookdesk"));
    const QString real = isLink ? QStringLiteral("real/file.hookdesk") : named;
    if (isLink)
        QVERIFY(QFile::link(m_server->path("real/file.hookdesk"), named));
    Server::Options options;
    options.databasePath = named;
    const auto server = Server::open(options);
    QVERIFY2(server, server ? "" : qPrintable(server.error().message));
    QVERIFY((*server)->listen(QStringLiteral("127.0.0.1:0")));
    QVERIFY(QFileInfo::exists(real + QStringLiteral(".socket")));
    const Address address = join(QDir(m_server->path("")).filePath(real));
    QVERIFY(address);
    QCOMPARE(address->url, (*server)->url());
}

void TestJoining::whatHasItsNameStays_data()
{
    QTest::addColumn<QByteArray>("kind");
    QTest::newRow("file") << QByteArray("file");
    QTest::newRow("folder") << QByteArray("folder");
    QTest::newRow("symbolic link") << QByteArray("link");
}

void TestJoining::whatHasItsNameStays()
{
    QFETCH(QByteArray, kind);
    m_server->server().stop([] {});
    const QString door = Door::pathOf(m_path);
    QTRY_VERIFY(!QFile::exists(door));
    const QString mine = kind == "link" ? m_server->path("mine") : door;
    if (kind == "folder") {
        QVERIFY(QDir().mkdir(door));
    } else {
        QFile file(mine);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("mine");
    }
    if (kind == "link")
        QVERIFY(QFile::link(mine, door));
    QVERIFY(m_server->server().listen(QStringLiteral("127.0.0.1:0")));
    QVERIFY(!join(m_path));
    QCOMPARE(m_server->clientWith(m_server->key()).get("/rest/people").status, 200);
    QCOMPARE(QFileInfo(door).isDir(), kind == "folder");
    QCOMPARE(QFileInfo(door).isSymLink(), kind == "link");
    QFile file(mine);
    QVERIFY(kind == "folder" || (file.open(QIODevice::ReadOnly) && file.readAll() == "mine"));
}

void TestJoining::longPathsHaveNone()
{
    const QString folder = QDir(m_server->path("")).filePath(QString(120, QLatin1Char('a')));
    QVERIFY(QDir().mkdir(folder));
    Server::Options options;
    options.databasePath = folder + QStringLiteral("/x.hookdesk");
    const auto server = Server::open(options);
    QVERIFY(server);
    QVERIFY((*server)->listen(QStringLiteral("127.0.0.1:0")));
    QVERIFY(!join(options.databasePath));
    QCOMPARE(HttpClient((*server)->url(), "wrong").get("/rest/people").status, 401);
    QCOMPARE(QDir(folder).entryList({QStringLiteral("*.socket")}), QStringList());
}

/// Nobody of them reads or leaves.
void TestJoining::crowdIsAnswered()
{
    std::vector<std::unique_ptr<QLocalSocket>> crowd;
    for (int i = 0; i < 300; ++i) {
        crowd.push_back(std::make_unique<QLocalSocket>());
        crowd.back()->connectToServer(Door::pathOf(m_path));
        crowd.back()->write("GET / HTTP/1.1\r\n\r\n\0\xff");
        if (i % 20 == 0)
            QTest::qWait(1);
    }
    QVERIFY(join(m_path));
    QCOMPARE(m_server->client().get("/rest/people").status, 200);
}

void TestJoining::doorOfAnotherUserIsNotBelieved()
{
    if (geteuid() != 0)
        QSKIP("Only root can be two users.");
    constexpr uid_t Other = 65534;
    m_server->server().stop([] {});
    QTRY_VERIFY(!QFile::exists(Door::pathOf(m_path)));
    QFile::setPermissions(m_server->path(""), QFile::Permissions(0x7777));
    QLocalServer liar;
    QCOMPARE(seteuid(Other), 0);
    const bool isListening = liar.listen(Door::pathOf(m_path));
    QCOMPARE(seteuid(0), 0);
    QVERIFY(isListening);
    connect(&liar, &QLocalServer::newConnection, this, [&liar] {
        QLocalSocket *socket = liar.nextPendingConnection();
        socket->write("{\"url\":\"http://192.0.2.66:1\",\"token\":\"x\",\"certificate\":\"\"}\n");
        socket->disconnectFromServer();
    });
    QVERIFY(!join(m_path));
    // A service has a user of its own, to whom the file belongs.
    QCOMPARE(::chown(QFile::encodeName(m_path).constData(), Other, gid_t(-1)), 0);
    QVERIFY(join(m_path));
}

void TestJoining::garbageIsNoAddress_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("no JSON") << QByteArray("\xff\0{", 3);
    QTest::newRow("list") << QByteArray("[]\n");
    QTest::newRow("other types") << QByteArray("{\"url\":1,\"token\":{},\"certificate\":[]}\n");
    QTest::newRow("no HTTP") << QByteArray("{\"url\":\"file:///etc\",\"token\":\"x\"}\n");
    QTest::newRow("endless") << QByteArray(32 * 1024 * 1024, '{');
}

void TestJoining::garbageIsNoAddress()
{
    QFETCH(QByteArray, answer);
    m_server->server().stop([] {});
    QTRY_VERIFY(!QFile::exists(Door::pathOf(m_path)));
    QLocalServer liar;
    QVERIFY(liar.listen(Door::pathOf(m_path)));
    connect(&liar, &QLocalServer::newConnection, this, [&liar, answer] {
        QLocalSocket *socket = liar.nextPendingConnection();
        socket->write(answer);
        socket->disconnectFromServer();
    });
    QVERIFY(!join(m_path));
}

void TestJoining::tokenIsForWindowsHere()
{
    const Address address = join(m_path);
    QVERIFY(address);
    const auto status = [this, &address](const QByteArray &target, const QByteArray &headers) {
        const QByteArray answer = HttpClient::raw(m_server->url(),
                                                  "GET " + target + " HTTP/1.1\r\n" + headers
                                                      + "connection: close\r\n\r\n");
        return answer.mid(int(qstrlen("HTTP/1.1 ")), 3).toInt();
    };
    const QByteArray header = "host: 127.0.0.1\r\nx-apikey: " + address->key + "\r\n";
    QCOMPARE(status("/admin/v1/keys", header), 200);
    // Addresses are kept in histories and logs.
    QCOMPARE(status("/admin/v1/keys?apikey=" + address->key, "host: 127.0.0.1\r\n"), 401);
    QCOMPARE(status("/admin/v1/keys",
                    "host: 127.0.0.1\r\nauthorization: Bearer " + address->key + "\r\n"),
             401);
    // A proxy on this machine speaks for others.
    for (const char *proxy :
         {"x-forwarded-for: 192.0.2.1\r\n", "via: 1.1 proxy\r\n", "forwarded: for=192.0.2.1\r\n"})
        QCOMPARE(status("/admin/v1/keys", header + proxy), 401);
    // It ends with the server.
    m_server = std::make_unique<EmbeddedServer>();
    QVERIFY(m_server->start());
    QCOMPARE(m_server->clientWith(address->key).get("/admin/v1/keys").status, 401);
}

/// One that listens at an address of the network is called from there, and not from a loopback
/// address.
void TestJoining::serverOfOneAddressIsJoined()
{
    QString own;
    for (const QHostAddress &each : QNetworkInterface::allAddresses()) {
        if (each.isGlobal() && each.protocol() == QAbstractSocket::IPv4Protocol)
            own = each.toString();
    }
    if (own.isEmpty())
        QSKIP("This machine has no address but loopback ones.");
    QVERIFY(m_server->server().listen(own + QStringLiteral(":0")));
    const Address address = join(m_path);
    QVERIFY(address);
    QVERIFY(address->url.contains(own));
    QCOMPARE(statusOf(*address), 200);
}

QTEST_GUILESS_MAIN(TestJoining)
#include "tst_joining.moc"
