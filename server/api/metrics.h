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
    /// What others count.
    struct Others
    {
        qint64 lost = 0; ///< Records that the inspector dropped.
        qint64 compilations = 0; ///< Of scripts.
    };
    /// The text format of Prometheus 0.0.4.
    QByteArray toText(const Others &others) const;

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
