// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/localclient.h"
#include "tests/support/cluster.h"
#include "tests/support/serverprocess.h"
#include "tests/ui/typeaddress.h"
#include "tests/ui/windowtest.h"

#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

/// The window and a server on a PostgreSQL that takes nothing but TLS from the network.
class TestPostgresTls : public WindowTest
{
    Q_OBJECT

private slots:
    void init();
    void connectionsAreEncrypted_data();
    void connectionsAreEncrypted();
    void faultsSayWhatToDo_data();
    void faultsSayWhatToDo();

private:
    /// The address of the database, as somebody means it who knows its certificate.
    DatabaseAddress address() const;
    /// Types @p address into the dialog and connects.
    void connectTo(const DatabaseAddress &address);

    std::unique_ptr<Cluster> m_cluster;
    ServerProcess m_server; ///< Ends before the cluster does.
    QTemporaryDir m_records;
};

void TestPostgresTls::init()
{
    if (!m_cluster) {
        m_cluster = Cluster::make(Cluster::Kind::Encrypted);
        QVERIFY(m_cluster);
        QVERIFY(m_server.serve(address().uri(),
                               {"--inspector", m_records.filePath(QStringLiteral("records"))}));
    }
    WindowTest::init();
}

DatabaseAddress TestPostgresTls::address() const
{
    DatabaseAddress address;
    address.host = QStringLiteral("127.0.0.1");
    address.port = m_cluster->port();
    address.database = QStringLiteral("postgres");
    address.schema = QStringLiteral("shop");
    address.user = QStringLiteral("hookdesk");
    address.tls = DatabaseAddress::Tls::Verified;
    address.authority = m_cluster->certificate();
    return address;
}

void TestPostgresTls::connectTo(const DatabaseAddress &address)
{
    trigger("connectDatabase");
    auto *asked = qobject_cast<DatabaseDialog *>(dialog());
    QVERIFY(asked);
    typeAddress(*asked, address);
    typeInto(*asked, "databaseAuthority", address.authority);
    click("databaseConnect");
}

void TestPostgresTls::connectionsAreEncrypted_data()
{
    QTest::addColumn<int>("tls");
    QTest::addColumn<QString>("collection");
    QTest::newRow("certificate is verified") << int(DatabaseAddress::Tls::Verified) << "people";
    QTest::newRow("certificate is not verified")
        << int(DatabaseAddress::Tls::Encrypted) << "orders";
}

void TestPostgresTls::connectionsAreEncrypted()
{
    QFETCH(const int, tls);
    QFETCH(const QString, collection);
    DatabaseAddress wanted = address();
    wanted.tls = DatabaseAddress::Tls(tls);
    connectTo(wanted);
    QTRY_COMPARE_WITH_TIMEOUT(m_desk->window().client()->identity(), wanted.uri(), 20'000);
    createCollection(collection);
    const auto posted = HttpClient(m_server.url(), m_server.key())
                            .post("/rest/" + collection.toUtf8(), "{\"name\":\"Jane\"}");
    QCOMPARE(posted.status, 201);
    click("refresh");
    QTRY_COMPARE(grid()->model()->rowCount(), 1);
    const QString ofNetwork =
        QStringLiteral("SELECT count(*) FROM pg_stat_ssl JOIN pg_stat_activity "
                       "USING (pid) WHERE client_addr IS NOT NULL AND ssl = %1");
    QVERIFY(m_cluster->query(ofNetwork.arg(QLatin1String("true"))).toInt() > 1);
    QCOMPARE(m_cluster->query(ofNetwork.arg(QLatin1String("false"))), QByteArray("0"));
    trigger("closeDatabase");
}

void TestPostgresTls::faultsSayWhatToDo_data()
{
    QTest::addColumn<QString>("host");
    QTest::addColumn<int>("tls");
    QTest::addColumn<bool>("isAuthorityKnown");
    QTest::addColumn<QString>("sentence");
    QTest::newRow("another authority")
        << "127.0.0.1" << int(DatabaseAddress::Tls::Verified) << false
        << "The connection could not be encrypted as chosen above. Choose the file of the "
           "authority";
    QTest::newRow("another host") << "127.0.0.2" << int(DatabaseAddress::Tls::Verified) << true
                                  << "The certificate of this host was made for another name";
    QTest::newRow("no encryption")
        << "127.0.0.1" << int(DatabaseAddress::Tls::None) << true
        << "PostgreSQL accepts this user over encrypted connections only.";
}

void TestPostgresTls::faultsSayWhatToDo()
{
    QFETCH(const QString, host);
    QFETCH(const int, tls);
    QFETCH(const bool, isAuthorityKnown);
    QFETCH(const QString, sentence);
    DatabaseAddress wanted = address();
    wanted.host = host;
    wanted.tls = DatabaseAddress::Tls(tls);
    if (!isAuthorityKnown)
        wanted.authority.clear();
    connectTo(wanted);
    const auto *fault = find<QLabel>("databaseFault");
    QTRY_VERIFY_WITH_TIMEOUT(fault->isVisible(), 20'000);
    QVERIFY2(fault->text().startsWith(sentence), qPrintable(fault->text()));
    dialog()->reject();
    QVERIFY(m_desk->client()->mayListen()); // what was shown before
}

QTEST_MAIN(TestPostgresTls)
#include "tst_postgrestls.moc"
