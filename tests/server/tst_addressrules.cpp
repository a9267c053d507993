// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/core/addressrules.h"

#include <QTest>

/// Which addresses calls of hooks may reach.
class TestAddressRules : public QObject
{
    Q_OBJECT

private slots:
    void addressesArePublicOrNot_data();
    void addressesArePublicOrNot();
    void rulesAllowWhatTheyName_data();
    void rulesAllowWhatTheyName();
};

void TestAddressRules::addressesArePublicOrNot_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<bool>("isPublic");
    for (const char *address :
         {"8.8.8.8", "1.1.1.1", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "::ffff:8.8.8.8",
          "64:ff9b::808:808", "2002:808:808::1"})
        QTest::newRow(address) << QString::fromLatin1(address) << true;
    for (const char *address : {"127.0.0.1",
                                "127.255.255.254",
                                "0.0.0.0",
                                "10.0.0.1",
                                "172.16.5.5",
                                "172.31.255.255",
                                "192.168.1.1",
                                "169.254.169.254",
                                "100.64.0.1",
                                "192.0.2.1",
                                "198.18.0.1",
                                "224.0.0.1",
                                "255.255.255.255",
                                "::",
                                "::1",
                                "fe80::1",
                                "fc00::1",
                                "fdff::1",
                                "ff02::1",
                                "::ffff:127.0.0.1",
                                "::ffff:10.1.2.3",
                                "::127.0.0.1",
                                "64:ff9b::7f00:1",
                                "2002:7f00:1::1",
                                "2001::1",
                                "2001:db8::1",
                                "fec0::1"})
        QTest::newRow(address) << QString::fromLatin1(address) << false;
}

void TestAddressRules::addressesArePublicOrNot()
{
    QFETCH(QString, address);
    QFETCH(bool, isPublic);
    const QHostAddress parsed(address);
    QVERIFY(!parsed.isNull());
    QCOMPARE(AddressRules::isPublic(parsed), isPublic);
}

void TestAddressRules::rulesAllowWhatTheyName_data()
{
    QTest::addColumn<QByteArray>("rule");
    QTest::addColumn<QString>("host");
    QTest::addColumn<int>("port");
    QTest::addColumn<QString>("address");
    QTest::addColumn<bool>("isAllowed");
    const auto row = [](const char *rule, const char *host, int port, const char *address,
                        bool isAllowed) {
        QTest::addRow("%s %s:%d", rule, host, port)
            << QByteArray(rule) << QString::fromLatin1(host) << port << QString::fromLatin1(address)
            << isAllowed;
    };
    row("localhost", "localhost", 80, "127.0.0.1", true);
    row("localhost", "LOCALHOST", 80, "127.0.0.1", true);
    row("localhost", "other.example", 80, "127.0.0.1", false);
    row("localhost:8080", "localhost", 8080, "127.0.0.1", true);
    row("localhost:8080", "localhost", 80, "127.0.0.1", false);
    row("*.intern.example", "a.b.intern.example", 80, "10.0.0.1", true);
    row("*.intern.example", "intern.example", 80, "10.0.0.1", false);
    row("*.intern.example", "evilintern.example", 80, "10.0.0.1", false);
    row("10.0.0.0/8", "any.example", 80, "10.200.0.1", true);
    row("10.0.0.0/8", "any.example", 80, "11.0.0.1", true); // public
    row("10.0.0.0/8:81", "any.example", 80, "10.200.0.1", false);
    row("127.0.0.1", "any.example", 80, "127.0.0.1", true);
    row("127.0.0.1", "any.example", 80, "127.0.0.2", false);
    row("[::1]:90", "::1", 90, "::1", true);
    row("::1", "::1", 91, "::1", true);
    row("fd00::/8", "x", 91, "fd12::1", true);
    row("127.0.0.1", "x", 80, "::ffff:127.0.0.1", false);
}

void TestAddressRules::rulesAllowWhatTheyName()
{
    QFETCH(QByteArray, rule);
    QFETCH(QString, host);
    QFETCH(int, port);
    QFETCH(QString, address);
    QFETCH(bool, isAllowed);
    const auto rules = AddressRules::parse({"192.168.7.7", rule});
    QVERIFY2(rules, rules ? "" : qPrintable(rules.error().message));
    QCOMPARE(rules->allows(host, quint16(port), QHostAddress(address)), isAllowed);
}

QTEST_GUILESS_MAIN(TestAddressRules)
#include "tst_addressrules.moc"
