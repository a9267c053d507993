// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/core/crontab.h"
#include "server/core/timezone.h"

#include <QList>
#include <QTimeZone>

#include <cstdint>
#include <cstdlib>

QList<QByteArray> fuzzExamples()
{
    return {"*/5 * * * *",
            "0 22 * * 1-5",
            "30 2 29 2 *",
            "@weekly",
            "0 0 1,15 jan-mar/2 MON",
            "59 23 31 12 sun",
            "0-59/7 */3 * * fri",
            "Europe/Oslo",
            "Pacific/Apia"};
}

/// A crontab, or the name of a zone: what is taken is due later than asked, on a whole minute.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArrayView text(data, qsizetype(size));
    (void)TimeZone::find(text);
    const auto crontab = Crontab::parse(text);
    if (!crontab)
        return 0;
    static const QList<QTimeZone> zones = {QTimeZone::utc(), QTimeZone("Europe/Oslo"),
                                           QTimeZone("Australia/Lord_Howe")};
    for (const QTimeZone &zone : zones) {
        qint64 time = 1'806'000'000; // before the clocks of 2027 change
        for (int i = 0; i < 4; ++i) {
            const auto next = crontab->next(time, zone);
            // Clocks may leave out all of its times: hour 2 of a Sunday that is the 29th of March.
            if (!next && zone.hasTransitions() && crontab->isWildcard())
                break;
            if (!next || *next <= time || *next % 60 != 0)
                std::abort();
            time = *next;
        }
    }
    return 0;
}
