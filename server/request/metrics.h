// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <array>
#include <atomic>

/// Counts what the server does, for `GET /metrics`. Any thread.
class Metrics final
{
public:
    /// Counts one answered request.
    void addRequest(const QByteArray &method, int status, qint64 microseconds);
    void addHookRun(bool failed)
    {
        ++m_hookRuns;
        m_hookFailures += failed;
    }
    /// The text format of Prometheus 0.0.4. @p lost records of the inspector were dropped.
    QByteArray toText(qint64 lost) const;

    std::atomic<int> connections = 0; ///< Open now.

private:
    static constexpr std::array Methods = {"GET", "POST", "PUT", "PATCH", "DELETE", "other"};
    static constexpr std::array Bounds = {1'000,   2'500,   5'000,     10'000,   25'000, 50'000,
                                          100'000, 250'000, 1'000'000, 5'000'000}; ///< In µs.
    static constexpr size_t Classes = 5; ///< Statuses 1xx to 5xx.

    std::array<std::array<std::atomic<qint64>, Classes>, Methods.size()> m_requests{};
    std::array<std::atomic<qint64>, Bounds.size()> m_buckets{};
    std::atomic<qint64> m_count = 0;
    std::atomic<qint64> m_microseconds = 0;
    std::atomic<qint64> m_hookRuns = 0;
    std::atomic<qint64> m_hookFailures = 0;
};
