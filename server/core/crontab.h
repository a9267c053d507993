// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/result.h"

#include <QByteArrayView>
#include <QList>

#include <array>
#include <optional>

class QTimeZone;

/// The times at which a job runs: minute, hour, day of month, month, day of week, as crontab(5)
/// has them, with names, ranges, lists, steps and `@daily` and the like. A value; any thread.
class Crontab final
{
public:
    enum Unit { Minute, Hour, Day, Month, Weekday }; ///< In the order in which they are written.
    static constexpr int Units = 5;

    /// One element of a field's list: `5`, `1-10/2` or `*` (which goes from the least value to the
    /// greatest).
    struct Part
    {
        int first = 0; ///< Not below the unit's least value; 1 is Monday among weekdays.
        int last = 0; ///< Not below `first`.
        int step = 1; ///< From 1.
        bool isStar = false;
    };

    /// @errors BadInput: which field, and what is wrong with it.
    static Result<Crontab> parse(QByteArrayView text);

    /// The first time later than @p after at which the job is due in @p zone, in seconds since
    /// 1970 UTC; whole minutes. Nothing when there is none in 60 years.
    ///
    /// Where clocks go forward, a job with fixed times runs once at the end of the gap for those
    /// that fall into it; where they go back, it runs the first time alone. Jobs whose minute or
    /// hour begins with `*` go by the clock as it is. Source: cron(8), "Daylight Saving Time".
    std::optional<qint64> next(qint64 after, const QTimeZone &zone) const;

    /// The elements of a field, as they were written; weekdays go from 0, Sunday, to 7, Sunday.
    const QList<Part> &parts(Unit unit) const { return m_parts[unit]; }
    /// Whether a field begins with `*`, which decides how days of month and of week go together.
    bool beginsWithStar(Unit unit) const { return m_parts[unit].first().isStar; }
    /// Whether the job goes by the clock as it is, also where that jumps; see next().
    bool isWildcard() const { return beginsWithStar(Minute) || beginsWithStar(Hour); }
    /// Whether @p value of @p unit is among the times. Weekdays: 0 to 6.
    bool has(Unit unit, int value) const { return (m_values[unit] >> value & 1U) != 0; }

private:
    /// Whether it is due on @p day, days since 1970. As crontab(5) says: where neither the day of
    /// the month nor that of the week begins with `*`, one of them is enough.
    bool hasDay(qint64 day) const;
    /// Whether any month has a day that fits; 30 February never comes.
    bool everHappens() const;
    /// The first time from @p minute on, in minutes since 1970 by the clock on the wall.
    std::optional<qint64> nextLocal(qint64 minute) const;

    std::array<QList<Part>, Units> m_parts;
    std::array<quint64, Units> m_values = {}; ///< A bit for each value.
};
