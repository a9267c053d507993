// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/auth/ratelimiter.h"

#include <algorithm>

namespace Auth {

using namespace std::chrono_literals;

RateLimiter::Bucket &RateLimiter::filledBucket(const QByteArray &name, int perSecond,
                                               Clock::time_point now)
{
    const bool isNew = !m_buckets.contains(name);
    Bucket &bucket = m_buckets[name];
    const double seconds = std::chrono::duration<double>(now - bucket.filled).count();
    bucket.left =
        isNew ? perSecond : std::min<double>(perSecond, bucket.left + seconds * perSecond);
    bucket.filled = now;
    return bucket;
}

/// After a second without a request a bucket is full, as a new one is. Without this every address
/// that ever asked would be kept.
void RateLimiter::forgetFull(Clock::time_point now)
{
    if (now - m_forgotten < 10s)
        return;
    m_forgotten = now;
    m_buckets.removeIf([now](const auto &bucket) { return now - bucket->filled > 1s; });
}

Result<Done> RateLimiter::take(const QByteArray &key, const QByteArray &client, int perSecond,
                               Clock::time_point now)
{
    if (perSecond <= 0)
        return Done();
    const std::lock_guard lock(m_mutex);
    forgetFull(now);
    // No reference into a hash outlives the next insertion.
    const QByteArray clientName = key + ' ' + client;
    const double ofClient = filledBucket(clientName, perSecond, now).left;
    const int together = perSecond * ClientsOfKey;
    const double ofKey = filledBucket(key, together, now).left;
    if (ofClient >= 1 && ofKey >= 1) {
        m_buckets[clientName].left -= 1;
        m_buckets[key].left -= 1;
        return Done();
    }
    const bool isClient = ofClient < 1;
    Error error{
        Error::Kind::TooManyRequests,
        isClient
            ? QStringLiteral("A client of this key may send %1 requests a second.").arg(perSecond)
            : QStringLiteral("All clients of this key together may send %1 requests a "
                             "second.")
                  .arg(together)};
    error.retryAfter = 1; // a bucket gets at least one a second, and lacks at most one
    return failure(error);
}

} // namespace Auth
