// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/result.h"

#include <QByteArray>
#include <QHash>

#include <chrono>
#include <mutex>

namespace Auth {

/// How often each key may ask: a bucket that holds one second's requests and fills steadily.
/// Any thread.
class RateLimiter final
{
public:
    using Clock = std::chrono::steady_clock;

    /// Counts one request of @p key. @p perSecond 0 is no limit.
    /// @errors TooManyRequests, with the seconds until the next one.
    Result<Done> take(const QByteArray &key, int perSecond, Clock::time_point now = Clock::now());

private:
    struct Bucket
    {
        double left = 0;
        Clock::time_point filled;
    };

    std::mutex m_mutex; ///< Guards m_buckets.
    QHash<QByteArray, Bucket> m_buckets;
};

} // namespace Auth
