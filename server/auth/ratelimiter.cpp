// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/auth/ratelimiter.h"

#include <algorithm>
#include <cmath>

namespace Auth {

Result<Done> RateLimiter::take(const QByteArray &key, int perSecond, Clock::time_point now)
{
    if (perSecond <= 0)
        return Done();
    const std::lock_guard lock(m_mutex);
    const bool isNew = !m_buckets.contains(key);
    Bucket &bucket = m_buckets[key];
    const double seconds = std::chrono::duration<double>(now - bucket.filled).count();
    bucket.left =
        isNew ? perSecond : std::min<double>(perSecond, bucket.left + seconds * perSecond);
    bucket.filled = now;
    if (bucket.left >= 1) {
        bucket.left -= 1;
        return Done();
    }
    Error error{Error::Kind::TooManyRequests,
                QStringLiteral("This key may send %1 requests a second.").arg(perSecond)};
    error.retryAfter = std::max(1, int(std::ceil((1 - bucket.left) / perSecond)));
    return failure(error);
}

} // namespace Auth
