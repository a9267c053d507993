// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/core/timestamp.h"
#include "tests/support/embeddedserver.h"

#include <QTest>

/// A job under the real clock: the one test that waits for a minute to begin.
class TestMinute : public QObject
{
    Q_OBJECT

private slots:
    void jobFiresWithTheMinute();
};

void TestMinute::jobFiresWithTheMinute()
{
    EmbeddedServer server;
    QVERIFY(server.start());
    HttpClient &client = server.client();
    const auto made = client.post(
        "/rest/system_jobs",
        R"({"crontab":"*/1 * * * *","script":"function runJob(req, res) { res.end(new Date().toISOString()); }"})");
    QCOMPARE(made.status, 201);
    const QByteArray next = made.member("nextrun");
    QVERIFY(next.endsWith(":00.000Z"));
    const auto runs = [&client] { return client.get("/rest/system_log").json(); };
    QTRY_VERIFY_WITH_TIMEOUT(!runs().root().items().empty(), 65'000);
    const Json::Document all = runs();
    const Json::Value run = all.root().items().front();
    QCOMPARE(run.value("status").text(), QByteArrayView("OK"));
    QCOMPARE(run.value("trigger").text(), QByteArrayView("cron"));
    const auto due = Timestamp::parse(next);
    const auto started = Timestamp::parse(run.value("started").text());
    const auto ran = Timestamp::parse(run.value("logstring").text());
    QVERIFY(due && started && ran);
    qInfo("begun %lld ms after its time, in the script after %lld ms", *started - *due,
          *ran - *due);
    QVERIFY(*started >= *due);
    QVERIFY(*ran - *due < 30'000); // a busy machine is late, but does not wait for another minute
}

QTEST_GUILESS_MAIN(TestMinute)
#include "tst_minute.moc"
