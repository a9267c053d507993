// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/inspector/statistics.h"

#include "server/core/json.h"
#include "server/core/timestamp.h"

#include <algorithm>
#include <bit>

namespace Inspector {

namespace {

constexpr qint64 MillisecondsOfMinute = 60'000;
constexpr qsizetype MostCollections = 200; ///< Others count in the total alone.

} // namespace

/// The position of the highest bit, and the two bits behind it.
size_t Statistics::bucketOf(qint64 microseconds)
{
    const auto value = quint64(std::max<qint64>(microseconds, 4));
    const auto doubling = size_t(std::bit_width(value)) - 1;
    return std::min(doubling * 4 + size_t((value >> (doubling - 2)) & 3), Buckets - 1);
}

void Statistics::Minute::add(qint64 ofNumber, int status, size_t bucket)
{
    if (ofNumber < number) // a request that took an hour
        return;
    if (number != ofNumber)
        *this = Minute{ofNumber, 0, 0, 0, {}};
    ++requests;
    refused += status >= 400 && status < 500;
    failed += status >= 500;
    ++durations[bucket];
}

double Statistics::Minute::percentile95() const
{
    const quint64 wanted = (quint64(requests) * 95 + 99) / 100;
    quint64 seen = 0;
    for (size_t i = 0; i < Buckets; ++i) {
        seen += durations[i];
        if (seen >= wanted) {
            // The upper end of the bucket.
            const double base = double(quint64(1) << (i / 4));
            return base * (1 + double(i % 4 + 1) / 4) / 1000;
        }
    }
    return 0;
}

void Statistics::add(const QByteArray &collection, int status, qint64 microseconds, qint64 time)
{
    const qint64 number = time / MillisecondsOfMinute;
    const auto place = size_t(number % Minutes);
    const size_t bucket = bucketOf(microseconds);
    const std::lock_guard lock(m_mutex);
    m_total[place].add(number, status, bucket);
    if (collection.isEmpty())
        return;
    auto hour = m_collections.find(collection);
    if (hour == m_collections.end()) {
        if (m_collections.size() >= MostCollections)
            return;
        hour = m_collections.insert(collection, std::make_shared<Hour>());
    }
    (**hour)[place].add(number, status, bucket);
}

QByteArray Statistics::minutesJson(const Hour &hour, qint64 first)
{
    Json::ArrayWriter minutes;
    for (qint64 number = first; number < first + Minutes; ++number) {
        const Minute &minute = hour[size_t(number % Minutes)];
        if (minute.number != number)
            continue;
        minutes.raw('[' + QByteArray::number(number - first) + ','
                    + QByteArray::number(minute.requests) + ',' + QByteArray::number(minute.refused)
                    + ',' + QByteArray::number(minute.failed) + ','
                    + QByteArray::number(minute.percentile95(), 'f', 3) + ']');
    }
    return minutes.take();
}

QByteArray Statistics::toJson(qint64 now) const
{
    const qint64 first = now / MillisecondsOfMinute - Minutes + 1;
    const std::lock_guard lock(m_mutex);
    QByteArrayList names = m_collections.keys();
    std::sort(names.begin(), names.end());
    Json::ArrayWriter collections;
    for (const QByteArray &name : std::as_const(names)) {
        const QByteArray minutes = minutesJson(*m_collections[name], first);
        if (minutes == "[]")
            continue;
        collections.raw(
            Json::ObjectWriter().text("name", QByteArrayView(name)).raw("minutes", minutes).take());
    }
    return Json::ObjectWriter()
        .text("from", QByteArrayView(Timestamp::format(first * MillisecondsOfMinute)))
        .raw("total", minutesJson(m_total, first))
        .raw("collections", collections.take())
        .take();
}

} // namespace Inspector
