// SPDX-License-Identifier: GPL-3.0-or-later
// How long the next due time of a crontab takes, beside croner (npm) in node on the same machine:
//   cmake --build build/release --target benchmark-crontab && build/release/bin/benchmark-crontab
#include "server/core/crontab.h"

#include <QElapsedTimer>
#include <QProcess>
#include <QTimeZone>

#include <array>
#include <cstdio>

namespace {

constexpr int Rounds = 5;
constexpr qint64 Begin = 1'795'458'600;

constexpr std::array Crontabs = {"* * * * *", "*/10 * * * *", "15 8-18 * * 1-5",
                                 "0 3 1 1 *", "0 0 13 * 5",   "0 0 29 2 *"};
constexpr std::array Zones = {"UTC", "Europe/Oslo"};

/// Nanoseconds a time, of the best of some rounds.
double measure(const Crontab &crontab, const QTimeZone &zone)
{
    constexpr int Times = 2000;
    double best = 1e18;
    for (int round = 0; round < Rounds; ++round) {
        QElapsedTimer timer;
        timer.start();
        qint64 time = Begin;
        for (int i = 0; i < Times; ++i) {
            time = crontab.next(time, zone).value_or(Begin);
            if (time > Begin + 70LL * 365 * 24 * 3600)
                time = Begin; // not into times that nobody plans for
        }
        best = std::min(best, double(timer.nsecsElapsed()) / Times);
    }
    return best;
}

/// The same of croner.
double reference(const char *crontab, const char *zone)
{
    QProcess node;
    node.setWorkingDirectory(QStringLiteral(SOURCE_FOLDER "/tests/node"));
    const QString script = QStringLiteral(R"JS(
import { Cron } from 'croner';
const cron = new Cron('%1', { timezone: '%2' });
const begin = new Date(%3 * 1000), times = 40;
let best = Infinity;
for (let round = 0; round < %4; ++round) {
  const from = process.hrtime.bigint();
  let time = begin;
  for (let i = 0; i < times; ++i) { time = cron.nextRun(time) ?? begin; if (time > 4000000000000) time = begin; }
  best = Math.min(best, Number(process.hrtime.bigint() - from) / times);
}
console.log(best);
)JS")
                               .arg(QLatin1String(crontab), QLatin1String(zone))
                               .arg(Begin)
                               .arg(Rounds);
    node.start(QStringLiteral("node"),
               {QStringLiteral("--input-type=module"), QStringLiteral("-e"), script});
    return node.waitForFinished(120'000) ? node.readAllStandardOutput().toDouble() : 0;
}

} // namespace

int main()
{
    std::printf("%-18s %-12s %10s %10s %8s\n", "crontab", "zone", "ours ns", "croner ns", "ratio");
    for (const char *text : Crontabs) {
        for (const char *zone : Zones) {
            const double ours = measure(*Crontab::parse(text), QTimeZone(zone));
            const double theirs = reference(text, zone);
            std::printf("%-18s %-12s %10.0f %10.0f %7.1fx\n", text, zone, ours, theirs,
                        theirs / ours);
            std::fflush(stdout);
        }
    }
    return 0;
}
