// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/jobs/schedule.h"

#include <QDateTime>
#include <QRandomGenerator>
#include <QTest>

using namespace Jobs;

/// Which job is due when, under a clock that the test turns: a year of 1,000 jobs, restarts, steps
/// of the clock, runs that take too long.
class TestSchedule : public QObject
{
    Q_OBJECT

private slots:
    void yearOfThousandJobs_data();
    void yearOfThousandJobs();
    void clockPutForward_data();
    void clockPutForward();
    void clockPutBack_data();
    void clockPutBack();
    void lateWakesAreNoMisses();
    void runningJobsAreSkipped();
    void editsReplaceTimes();
};

namespace {

qint64 at(const char *time)
{
    return QDateTime::fromString(QString::fromLatin1(time), Qt::ISODate).toSecsSinceEpoch();
}

Schedule::Timing timing(QByteArrayView crontab, bool catchesUp = false, qint64 since = 0,
                        const QByteArray &zone = "UTC")
{
    return {*Crontab::parse(crontab), QTimeZone(zone), true, catchesUp, since};
}

QByteArray textOf(const std::vector<Schedule::Due> &dues)
{
    QByteArrayList all;
    for (const Schedule::Due &due : dues)
        all.append(due.job + ' '
                   + QDateTime::fromSecsSinceEpoch(due.time, Qt::UTC)
                         .toString(QStringLiteral("dd hh:mm"))
                         .toLatin1()
                   + ' ' + nameOf(due.trigger) + (due.isSkipped ? " skipped" : ""));
    return all.join(", ");
}

/// Follows a schedule and counts its runs.
struct Year
{
    QHash<QByteArray, qint64> runs;
    QHash<QByteArray, qint64> catchUps;
    QHash<QByteArray, qint64> last; ///< When a job ran last.

    /// Takes what is due from @p from to @p until, as late as timers are. False for a run that is
    /// early, out of order, a second time, or late by more than a timer.
    bool live(Schedule &schedule, qint64 from, qint64 until)
    {
        qint64 now = from;
        while (true) {
            for (const Schedule::Due &due : schedule.take(now)) {
                if (due.time > now || due.time <= last.value(due.job)
                    || (due.trigger == Trigger::Cron && now - due.time > 3)) {
                    qWarning() << textOf({due});
                    return false;
                }
                last.insert(due.job, due.time);
                ++(due.trigger == Trigger::Cron ? runs : catchUps)[due.job];
            }
            const auto next = schedule.next();
            if (!next || *next > until)
                return true;
            now = std::min(until, *next + m_random.bounded(3));
        }
    }

private:
    QRandomGenerator m_random{7};
};

/// The due times later than @p from and not later than @p until.
qint64 countBetween(const Schedule::Timing &timing, qint64 from, qint64 until)
{
    qint64 count = 0;
    for (auto next = timing.crontab.next(from, timing.zone); next && *next <= until;
         next = timing.crontab.next(*next, timing.zone))
        ++count;
    return count;
}

/// A thousand jobs, seldom and often, in five zones.
std::vector<Schedule::Timing> thousandJobs(bool catchUp)
{
    QRandomGenerator random(5);
    const QByteArrayList zones = {"UTC", "Europe/Oslo", "America/New_York", "Asia/Kolkata",
                                  "Australia/Lord_Howe"};
    const QByteArrayList crontabs = {"M H * * *",   "M H * * 1-5", "M H 1 * *",  "M */6 * * *",
                                     "M H * * sun", "M * 1 * *",   "M H 29 2 *", "0 0 1 * *",
                                     "M H,2 * * *", "*/30 2 * * 6"};
    std::vector<Schedule::Timing> jobs;
    for (int i = 0; i < 1000; ++i) {
        QByteArray crontab = crontabs[i % crontabs.size()];
        crontab.replace('M', QByteArray::number(random.bounded(60)));
        crontab.replace('H', QByteArray::number(random.bounded(24)));
        jobs.push_back(timing(crontab, catchUp, 0, zones[i % zones.size()]));
    }
    return jobs;
}

} // namespace

void TestSchedule::yearOfThousandJobs_data()
{
    QTest::addColumn<bool>("catchUp");
    QTest::newRow("without catching up") << false;
    QTest::newRow("catching up") << true;
}

void TestSchedule::yearOfThousandJobs()
{
    QFETCH(bool, catchUp);
    const qint64 begin = at("2027-01-01T00:00:30Z");
    const qint64 stopped = at("2027-06-10T03:17:12Z"); // five hours in which nobody looks
    const qint64 started = at("2027-06-10T08:20:41Z");
    const qint64 end = at("2028-01-01T00:00:30Z");
    auto jobs = thousandJobs(catchUp);

    Year year;
    {
        Schedule schedule;
        for (int i = 0; i < 1000; ++i) {
            jobs[size_t(i)].since = begin;
            schedule.set("j" + QByteArray::number(i), jobs[size_t(i)], begin);
        }
        QVERIFY(year.live(schedule, begin, stopped));
    }
    Schedule schedule;
    for (int i = 0; i < 1000; ++i) {
        const QByteArray name = "j" + QByteArray::number(i);
        jobs[size_t(i)].since = std::max(begin, year.last.value(name));
        schedule.set(name, jobs[size_t(i)], started);
    }
    QVERIFY(year.live(schedule, started, end));

    qint64 all = 0;
    int missing = 0;
    for (int i = 0; i < 1000; ++i) {
        const QByteArray name = "j" + QByteArray::number(i);
        const Schedule::Timing &job = jobs[size_t(i)];
        const qint64 missed = countBetween(job, stopped, started);
        QCOMPARE(year.runs.value(name),
                 countBetween(job, begin, stopped) + countBetween(job, started, end));
        QCOMPARE(year.catchUps.value(name), catchUp && missed > 0 ? 1 : 0);
        all += year.runs.value(name);
        missing += missed > 0;
    }
    QVERIFY2(all > 250'000, QByteArray::number(all).constData());
    QVERIFY2(missing > 100, QByteArray::number(missing).constData());
}

void TestSchedule::clockPutForward_data()
{
    QTest::addColumn<QByteArray>("crontab");
    QTest::addColumn<bool>("catchUp");
    QTest::addColumn<QByteArray>("wanted");
    const auto row = [](const char *name, const char *crontab, bool catchUp, const char *wanted) {
        QTest::newRow(name) << QByteArray(crontab) << catchUp << QByteArray(wanted);
    };
    // From 10:00:10 to 12:00:10.
    row("missed", "30 10 * * *", false, "");
    row("missed, caught up", "30 10 * * *", true, "j 10 12:00 catchup");
    row("missed often, caught up once", "*/10 * * * *", true, "j 10 12:00 catchup");
    row("the last is not a minute late", "*/10 * * * *", false, "j 10 12:00 cron");
    row("not missed", "30 12 * * *", true, "");
}

void TestSchedule::clockPutForward()
{
    QFETCH(QByteArray, crontab);
    QFETCH(bool, catchUp);
    QFETCH(QByteArray, wanted);
    Schedule schedule;
    const qint64 before = at("2027-05-10T10:00:10Z");
    schedule.set("j", timing(crontab, catchUp, before), before);
    QVERIFY(schedule.take(before).empty());
    const qint64 after = before + 2 * 3600;
    schedule.clockStepped(after);
    QCOMPARE(textOf(schedule.take(after)), wanted);
    // From there on all is as ever.
    const auto next = Crontab::parse(crontab)->next(after, QTimeZone::utc());
    QCOMPARE(schedule.next(), next);
}

void TestSchedule::clockPutBack_data()
{
    QTest::addColumn<QByteArray>("crontab");
    QTest::addColumn<qint64>("step");
    QTest::addColumn<QByteArray>("next");
    const auto row = [](const char *name, const char *crontab, qint64 step, const char *next) {
        QTest::newRow(name) << QByteArray(crontab) << step << QByteArray(next);
    };
    // At 10:00 it ran; then the clock goes back.
    row("fixed times do not come again", "0 10 * * *", 2 * 3600, "2027-05-11T10:00:00Z");
    row("nor do others of that day", "0 9,10,11 * * *", 2 * 3600, "2027-05-10T11:00:00Z");
    row("a star goes by the clock", "*/15 * * * *", 2 * 3600, "2027-05-10T08:15:00Z");
    row("so does one for the hour", "0 * * * *", 2 * 3600, "2027-05-10T09:00:00Z");
    row("a mended clock counts", "0 10 * * *", 5 * 3600, "2027-05-10T10:00:00Z");
}

void TestSchedule::clockPutBack()
{
    QFETCH(QByteArray, crontab);
    QFETCH(qint64, step);
    QFETCH(QByteArray, next);
    Schedule schedule;
    const qint64 before = at("2027-05-10T09:59:30Z");
    schedule.set("j", timing(crontab, false, 0), before);
    const qint64 ten = at("2027-05-10T10:00:00Z");
    QCOMPARE(schedule.take(ten).size(), size_t(1));
    schedule.clockStepped(ten + 10 - step);
    QCOMPARE(schedule.next(), std::optional(at(next.constData())));
    QVERIFY(schedule.take(ten + 10 - step).empty());
    // A program that starts then knows it too.
    Schedule restarted;
    restarted.set("j", timing(crontab, false, ten), ten + 10 - step);
    QCOMPARE(restarted.next(), schedule.next());
}

void TestSchedule::lateWakesAreNoMisses()
{
    Schedule schedule;
    const qint64 begin = at("2027-05-10T10:00:10Z");
    schedule.set("j", timing("* * * * *", false), begin);
    QCOMPARE(textOf(schedule.take(begin + 100)), QByteArray("j 10 10:01 cron"));
    QCOMPARE(textOf(schedule.take(begin + 115)), QByteArray("j 10 10:02 cron"));
}

void TestSchedule::runningJobsAreSkipped()
{
    Schedule schedule;
    const qint64 begin = at("2027-05-10T10:00:10Z");
    schedule.set("j", timing("* * * * *", false), begin);
    schedule.set("k", timing("* * * * *", false), begin);
    schedule.begin("j");
    QCOMPARE(textOf(schedule.take(begin + 50)),
             QByteArray("j 10 10:01 cron skipped, k 10 10:01 cron"));
    schedule.end("j");
    QCOMPARE(textOf(schedule.take(begin + 110)), QByteArray("j 10 10:02 cron, k 10 10:02 cron"));
}

void TestSchedule::editsReplaceTimes()
{
    Schedule schedule;
    const qint64 now = at("2027-05-10T10:00:10Z");
    schedule.set("j", timing("0 11 * * *"), now);
    schedule.set("j", timing("0 12 * * *"), now);
    QCOMPARE(schedule.next(), std::optional(at("2027-05-10T12:00:00Z")));
    Schedule::Timing inactive = timing("0 12 * * *");
    inactive.isActive = false;
    schedule.set("j", inactive, now);
    QVERIFY(!schedule.next());
    schedule.set("j", timing("0 13 * * *"), now);
    schedule.remove("j");
    schedule.remove("nobody");
    QVERIFY(!schedule.next());
    QVERIFY(!schedule.next("j"));
    QVERIFY(schedule.take(now + 100'000).empty());
}

QTEST_GUILESS_MAIN(TestSchedule)
#include "tst_schedule.moc"
