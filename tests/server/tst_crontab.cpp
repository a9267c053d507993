// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/core/crontab.h"
#include "server/core/json.h"
#include "server/core/timezone.h"

#include <QDateTime>
#include <QProcess>
#include <QTest>
#include <QTimeZone>

/// Crontabs against two oracles that share nothing with them: tests/node/crontab.mjs says which.
class TestCrontab : public QObject
{
    Q_OBJECT

private slots:
    void dueTimesMatchTheOracles();
    void wrongOnesAreRefused_data();
    void wrongOnesAreRefused();
    void hugeOnesAreRefused();
    void oddOnesAreTaken_data();
    void oddOnesAreTaken();
    void rareDaysAreFound();
    void zonesHaveOlderNames_data();
    void zonesHaveOlderNames();
    void whatIsNoZoneIsRefused_data();
    void whatIsNoZoneIsRefused();
};

namespace {

QString timeText(qint64 seconds)
{
    return QDateTime::fromSecsSinceEpoch(seconds, Qt::UTC).toString(Qt::ISODate);
}

} // namespace

void TestCrontab::dueTimesMatchTheOracles()
{
    QProcess node;
    node.setWorkingDirectory(QStringLiteral(SOURCE_FOLDER "/tests/node"));
    node.start(QStringLiteral("node"), {QStringLiteral("crontab.mjs")});
    QVERIFY2(node.waitForFinished(120000) && node.exitCode() == 0,
             node.readAllStandardError().constData());
    int cases = 0;
    int times = 0;
    while (node.canReadLine()) {
        const QByteArray line = node.readLine();
        const auto parsed = Json::Document::parse(line);
        QVERIFY(parsed);
        const Json::Value root = parsed->root();
        const auto crontab = Crontab::parse(root.value("crontab").text());
        QVERIFY2(crontab, crontab ? "" : qPrintable(crontab.error().message));
        const QTimeZone zone(root.value("zone").text().toByteArray());
        QVERIFY(zone.isValid());
        const auto until = root.find("until");
        qint64 after = root.value("from").toInteger();
        qsizetype count = 0;
        for (const Json::Value &due : root.value("due").items()) {
            const auto next = crontab->next(after, zone);
            if (!next || *next != due.toInteger())
                QFAIL(qPrintable(QStringLiteral("%1 in %2 after %3: %4, the oracle says %5")
                                     .arg(root.value("crontab").toString(),
                                          root.value("zone").toString(), timeText(after),
                                          next ? timeText(*next) : QStringLiteral("never"),
                                          timeText(due.toInteger()))));
            after = *next;
            ++count;
        }
        if (until) {
            const auto next = crontab->next(after, zone);
            QVERIFY2(!next || *next > until->toInteger(), line.constData());
        } else {
            QCOMPARE(count, qsizetype(root.value("count").toInteger()));
        }
        ++cases;
        times += int(count);
    }
    QVERIFY(cases >= 400);
    QVERIFY(times >= 4000);
}

void TestCrontab::wrongOnesAreRefused_data()
{
    QTest::addColumn<QString>("said");
    const auto row = [](const char *crontab, const char *said) {
        QTest::newRow(crontab) << QString::fromLatin1(said);
    };
    row("", "this one has 0");
    row("* * * *", "this one has 4");
    row("0 * * * * *", "Seconds and years are not supported");
    row("60 * * * *", "minute \"60\" is not within 0 to 59");
    row("* 24 * * *", "hour \"24\" is not within 0 to 23");
    row("* * 0 * *", "day of month \"0\" is not within 1 to 31");
    row("* * 32 * *", "day of month \"32\"");
    row("* * * 13 *", "month \"13\"");
    row("* * * * 8", "day of week \"8\"");
    row("* * * foo *", "a name from jan to dec");
    row("* * * janu *", "month \"janu\"");
    row("* * * anf *", "month \"anf\"");
    row("mon * * * *", "minute \"mon\"");
    row("*/0 * * * *", "step that is no whole number from 1");
    row("*/-1 * * * *", "step");
    row("*/+1 * * * *", "step");
    row("*/x * * * *", "step");
    row("*/ * * * *", "step");
    row("*/1/2 * * * *", "step");
    row("1-5/0 * * * *", "step");
    row("5/10 * * * *", "write 5-59/10");
    row("5-1 * * * *", "goes down");
    row("* * * * fri-mon", "goes down");
    row("1,,2 * * * *", "empty part");
    row(", * * * *", "empty part");
    row("1- * * * *", "empty part");
    row("-1 * * * *", "empty part");
    row("1.5 * * * *", "minute \"1.5\"");
    row("99999999999 * * * *", "minute \"99999999999\"");
    row("* * L * *", "L, W or #");
    row("* * 15W * *", "L, W or #");
    row("* * * * 5#3", "L, W or #");
    row("* * ? * *", "write * instead");
    row("@reboot", "@yearly");
    row("@every 5m", "not supported");
    row("0 0 30 2 *", "names a day that none of its months has");
    row("0 0 31 4,6,9,11 *", "names a day");
    row("0 0 31 2 *", "names a day");
    row("\xc3\xa6 * * * *", "minute");
}

void TestCrontab::wrongOnesAreRefused()
{
    QFETCH(QString, said);
    const auto crontab = Crontab::parse(QTest::currentDataTag());
    QVERIFY(!crontab);
    QCOMPARE(crontab.error().kind, Error::Kind::BadInput);
    QVERIFY2(crontab.error().message.contains(said), qPrintable(crontab.error().message));
}

void TestCrontab::hugeOnesAreRefused()
{
    const auto crontab = Crontab::parse(QByteArray("0,").repeated(5'000'000) + "0 * * * *");
    QVERIFY(!crontab);
    QVERIFY(crontab.error().message.contains(QStringLiteral("1000 characters")));
}

void TestCrontab::oddOnesAreTaken_data()
{
    QTest::addColumn<QByteArray>("same");
    const auto row = [](const char *crontab, const char *same) {
        QTest::newRow(crontab) << QByteArray(same);
    };
    row("  0   0 *\t* * ", "0 0 * * *");
    row("@DAILY", "0 0 * * *");
    row("0 0 * DEC SuN", "0 0 * 12 0");
    row("0 0 * * fri-sun", "0 0 * * 0,5,6");
    row("0 0 * * 0-7", "0 0 * * 0-6");
    row("0 0 * * sun-sun", "0 0 * * 0");
    row("*/90 * * * *", "0 * * * *");
    row("00 05 * * *", "0 5 * * *");
    row("0 0 31 4 1", "0 0 * 4 1"); // one of the two days is enough
    row("0,0,0 1 * * *", "0 1 * * *");
}

void TestCrontab::oddOnesAreTaken()
{
    QFETCH(QByteArray, same);
    const auto odd = Crontab::parse(QTest::currentDataTag());
    const auto plain = Crontab::parse(same);
    QVERIFY2(odd, odd ? "" : qPrintable(odd.error().message));
    QVERIFY(plain);
    qint64 time = 1795458600;
    for (int i = 0; i < 50; ++i) {
        const auto next = odd->next(time, QTimeZone::utc());
        QVERIFY(next);
        QCOMPARE(*next, *plain->next(time, QTimeZone::utc()));
        time = *next;
    }
}

void TestCrontab::rareDaysAreFound()
{
    const auto secondsOf = [](const char *time) {
        return QDateTime::fromString(QString::fromLatin1(time), Qt::ISODate).toSecsSinceEpoch();
    };
    // 2100 is no leap year; both a step of * and a weekday: days that are both.
    const auto leap = Crontab::parse("0 0 29 2 *");
    QCOMPARE(leap->next(secondsOf("2096-03-01T00:00:00Z"), QTimeZone::utc()),
             secondsOf("2104-02-29T00:00:00Z"));
    const auto both = Crontab::parse("0 0 */28 2 mon");
    QCOMPARE(both->next(secondsOf("2027-03-02T00:00:00Z"), QTimeZone::utc()),
             secondsOf("2038-02-01T00:00:00Z"));
    QCOMPARE(both->next(secondsOf("2038-02-02T00:00:00Z"), QTimeZone::utc()),
             secondsOf("2044-02-01T00:00:00Z"));
    // Behind the last change that the zone's file lists (found by fuzz_crontab).
    const auto seldom = Crontab::parse("0 2 7 1 */4");
    qint64 time = secondsOf("2027-03-25T00:00:00Z");
    for (const char *next : {"2029-01-06T15:00:00Z", "2035-01-06T15:00:00Z", "2038-01-06T15:00:00Z",
                             "2044-01-06T15:00:00Z"}) {
        time = *seldom->next(time, QTimeZone("Australia/Lord_Howe"));
        QCOMPARE(time, secondsOf(next));
    }
    // A zone that left out a day: what clocks jump for another reason is left out.
    const auto daily = Crontab::parse("30 12 * * *");
    const QTimeZone apia("Pacific/Apia");
    QCOMPARE(daily->next(secondsOf("2011-12-30T00:00:00Z"), apia),
             secondsOf("2011-12-30T22:30:00Z"));
    QCOMPARE(daily->next(secondsOf("2011-12-29T22:30:00Z"), apia),
             secondsOf("2011-12-30T22:30:00Z"));
}

void TestCrontab::zonesHaveOlderNames_data()
{
    QTest::addColumn<int>("hours"); // in January
    QTest::newRow("Europe/Oslo") << 1;
    QTest::newRow("UTC") << 0;
    QTest::newRow("Asia/Rangoon") << 6; // and a half
    QTest::newRow("Europe/Kiev") << 2;
    QTest::newRow("EST5EDT") << -5;
    QTest::newRow("CET") << 1;
    QTest::newRow("Etc/GMT+5") << -5;
    QTest::newRow("Japan") << 9;
    QTest::newRow("America/Argentina/ComodRivadavia") << -3;
}

void TestCrontab::zonesHaveOlderNames()
{
    QFETCH(int, hours);
    const auto zone = TimeZone::find(QTest::currentDataTag());
    QVERIFY2(zone, zone ? "" : qPrintable(zone.error().message));
    const QDateTime january(QDate(2026, 1, 15), QTime(0, 0), Qt::UTC);
    QCOMPARE(zone->offsetFromUtc(january) / 3600, hours);
}

void TestCrontab::whatIsNoZoneIsRefused_data()
{
    QTest::addColumn<QByteArray>("name");
    for (const char *name : {"", "Mars/Base", "Europe", "europe/oslo", "ABC5DEF",
                             "right/Europe/Oslo", "posix/Europe/Oslo", "localtime",
                             "/etc/localtime", "tzdata.zi", "../zoneinfo/UTC", "leapseconds"})
        QTest::newRow(name) << QByteArray(name);
}

void TestCrontab::whatIsNoZoneIsRefused()
{
    QFETCH(QByteArray, name);
    QVERIFY(!TimeZone::find(name));
}

QTEST_GUILESS_MAIN(TestCrontab)
#include "tst_crontab.moc"
