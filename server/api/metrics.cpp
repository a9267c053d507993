// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/metrics.h"

#include "server/api/respond.h"
#include "server/api/routes.h"
#include "server/hooks/hookpool.h"
#include "server/inspector/recorder.h"

#include <algorithm>

namespace {

QByteArray seconds(qint64 microseconds)
{
    return QByteArray::number(double(microseconds) / 1e6, 'g', 12);
}

QByteArray head(const char *name, const char *help, const char *type)
{
    return QByteArray("# HELP ") + name + ' ' + help + "\n# TYPE " + name + ' ' + type + '\n';
}

QByteArray single(const char *name, const char *help, const char *type, qint64 value)
{
    return head(name, help, type) + name + ' ' + QByteArray::number(value) + '\n';
}

/// @p text with the label `node` in each sample. Source: Prometheus, exposition format 0.0.4.
QByteArray withNode(const QByteArray &text, QByteArray node)
{
    node.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
    const QByteArray label = "node=\"" + node + '"';
    QByteArray labelled;
    for (const QByteArray &line : text.split('\n')) {
        const qsizetype end = line.indexOf(' ');
        const qsizetype close = line.lastIndexOf('}'); // a label's text may have one
        if (line.isEmpty() || line.startsWith('#'))
            labelled.append(line);
        else if (close >= 0)
            labelled.append(line.first(close) + ',' + label + line.sliced(close));
        else
            labelled.append(line.first(end) + '{' + label + '}' + line.sliced(end));
        labelled.append('\n');
    }
    labelled.chop(1); // behind what the text ends with
    return labelled;
}

} // namespace

void Metrics::addRequest(const QByteArray &method, int status, qint64 microseconds)
{
    // Relaxed, because nobody concludes from one counter to another.
    const auto known = std::find(Methods.begin(), Methods.end() - 1, method);
    const auto statusClass = size_t(std::clamp(status / 100, 1, int(Classes))) - 1;
    m_requests[size_t(known - Methods.begin())][statusClass].fetch_add(1,
                                                                       std::memory_order_relaxed);
    const auto bound = std::lower_bound(Bounds.begin(), Bounds.end(), microseconds);
    if (bound != Bounds.end())
        m_buckets[size_t(bound - Bounds.begin())].fetch_add(1, std::memory_order_relaxed);
    m_count.fetch_add(1, std::memory_order_relaxed);
    m_microseconds.fetch_add(microseconds, std::memory_order_relaxed);
}

QByteArray Metrics::toText(const Others &others) const
{
    QByteArray text = head("hookdesk_http_requests_total", "Requests answered.", "counter");
    for (size_t method = 0; method < Methods.size(); ++method) {
        for (size_t status = 0; status < Classes; ++status) {
            if (const qint64 count = m_requests[method][status])
                text.append(QByteArray("hookdesk_http_requests_total{method=\"") + Methods[method]
                            + "\",status=\"" + QByteArray::number(status + 1) + "xx\"} "
                            + QByteArray::number(count) + '\n');
        }
    }
    constexpr char Duration[] = "hookdesk_http_request_duration_seconds";
    text.append(head(Duration, "Time from a request to its answer.", "histogram"));
    qint64 sum = 0;
    for (size_t i = 0; i < Bounds.size(); ++i) {
        sum += m_buckets[i];
        text.append(QByteArray(Duration) + "_bucket{le=\"" + seconds(Bounds[i]) + "\"} "
                    + QByteArray::number(sum) + '\n');
    }
    const QByteArray count = QByteArray::number(m_count.load());
    text.append(QByteArray(Duration) + "_bucket{le=\"+Inf\"} " + count + '\n');
    text.append(QByteArray(Duration) + "_sum " + seconds(m_microseconds) + '\n');
    text.append(QByteArray(Duration) + "_count " + count + '\n');
    text.append(single("hookdesk_http_connections", "Connections open now.", "gauge", connections));
    text.append(single("hookdesk_hook_runs_total", "Codehooks run.", "counter", m_hookRuns));
    text.append(single("hookdesk_hook_failures_total",
                       "Codehooks that threw, timed out or were killed.", "counter",
                       m_hookFailures));
    text.append(single("hookdesk_inspector_lost_total",
                       "Records that the inspector had no time to keep.", "counter", others.lost));
    text.append(
        single("hookdesk_compilations_total", "Scripts compiled.", "counter", others.compilations));
    return others.node.isEmpty() ? text : withNode(text, others.node);
}

namespace Api {

namespace {

Result<Http::Response> showHealth(const Exchange &)
{
    return Http::Response{200, "ok", "text/plain; charset=utf-8", {}};
}

Result<Http::Response> showMetrics(const Exchange &exchange)
{
    const Services &services = exchange.context.services;
    return Http::Response{
        200,
        services.metrics.toText({services.inspector.lost(), services.hooks.compilations(),
                                 services.database.nodes().shownName()}),
        "text/plain; version=0.0.4; charset=utf-8",
        {}};
}

} // namespace

Rows metricsRoutes()
{
    return {
        {"GET", "/healthz", Rights::Open, Recording::Whole, "`ok` while the server answers.",
         showHealth},
        {"GET", "/metrics", Rights::Full, Recording::Whole, "Figures for Prometheus, as text.",
         showMetrics},
    };
}

} // namespace Api
