// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <array>
#include <atomic>

/// Counts what the server does, for `GET /metrics`, since it was started. Any thread: the counters
/// are atomic and not in step with each other, so a reader may see a request in one that is not yet
/// in another; Prometheus bears that.
class Metrics final
{
public:
    /// Counts one answered request. Methods that we do not know share one row, because a client
    /// could else make any number of rows.
    void addRequest(const QByteArray &method, int status, qint64 microseconds);
    /// Counts a run of a hook; it has @p failed where it threw, timed out or was killed.
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
        QByteArray node; ///< The name of this server, as a label of all; empty: it has none.
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
    /// By the first bound that is not exceeded; what is slower than all is in m_count alone. They
    /// are added up when they are shown, since Prometheus wants them cumulative.
    std::array<std::atomic<qint64>, Bounds.size()> m_buckets{};
    std::atomic<qint64> m_count = 0; ///< Requests.
    std::atomic<qint64> m_microseconds = 0; ///< They took, together.
    std::atomic<qint64> m_hookRuns = 0; ///< Also those that failed.
    std::atomic<qint64> m_hookFailures = 0;
};
