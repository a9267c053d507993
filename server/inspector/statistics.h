// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHash>

#include <array>
#include <memory>
#include <mutex>

namespace Inspector {

/// How many requests there were in each minute of the last hour, how many of them failed and how
/// long they took, by collection. In memory: it begins with the server. Any thread.
class Statistics final
{
public:
    static constexpr int Minutes = 60;

    /// Counts a request that began at @p time (milliseconds since 1970).
    void add(const QByteArray &collection, int status, qint64 microseconds, qint64 time);
    /// `{"from", "total": minutes, "collections": [{"name", "minutes"}]}`; minutes are
    /// `[[offset, requests, refused, failed, p95], …]` with the offset from `from` in minutes, the
    /// statuses 4xx and 5xx and milliseconds. Those without requests are left out.
    QByteArray toJson(qint64 now) const;

private:
    /// Four to each doubling: a percentile is right to a fifth.
    static constexpr size_t Buckets = 112;

    struct Minute
    {
        qint64 number = -1; ///< Since 1970.
        quint32 requests = 0;
        quint32 refused = 0; ///< Statuses 4xx.
        quint32 failed = 0; ///< Statuses 5xx.
        std::array<quint32, Buckets> durations{}; ///< Requests by bucketOf().

        void add(qint64 ofNumber, int status, size_t bucket);
        double percentile95() const; ///< In milliseconds.
    };
    using Hour = std::array<Minute, Minutes>;

    static size_t bucketOf(qint64 microseconds);
    static QByteArray minutesJson(const Hour &hour, qint64 first);

    mutable std::mutex m_mutex; ///< Guards all below.
    Hour m_total; ///< Of all collections, and of requests to none.
    QHash<QByteArray, std::shared_ptr<Hour>> m_collections;
};

} // namespace Inspector
