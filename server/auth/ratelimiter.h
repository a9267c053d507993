// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/result.h"

#include <QByteArray>
#include <QHash>

#include <chrono>
#include <mutex>

namespace Auth {

/// How often each client of each key may ask, and how often all clients of a key together: buckets
/// that hold one second's requests and fill steadily. Any thread.
class RateLimiter final
{
public:
    using Clock = std::chrono::steady_clock;
    /// So many times what one client may do, all clients of a key may do.
    static constexpr int ClientsOfKey = 10;

    /// Counts one request of @p key from the address @p client. @p perSecond 0 is no limit. What is
    /// refused to one client counts for none, so that it takes nothing from the others.
    /// @errors TooManyRequests, with the seconds until the next one.
    Result<Done> take(const QByteArray &key, const QByteArray &client, int perSecond,
                      Clock::time_point now = Clock::now());

    /// How many buckets are kept.
    qsizetype size() const
    {
        const std::lock_guard lock(m_mutex);
        return m_buckets.size();
    }

private:
    struct Bucket
    {
        double left = 0; ///< Requests that may still come.
        Clock::time_point filled; ///< When `left` was right.
    };

    Bucket &filledBucket(const QByteArray &name, int perSecond, Clock::time_point now);
    void forgetFull(Clock::time_point now);

    mutable std::mutex m_mutex; ///< Guards all below.
    QHash<QByteArray, Bucket> m_buckets;
    Clock::time_point m_forgotten; ///< The last time that full buckets were dropped.
};

} // namespace Auth
