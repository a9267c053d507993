// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/request/report.h"

#include "server/api/metrics.h"
#include "server/http/headernames.h"
#include "server/inspector/recorder.h"
#include "server/request/call.h"
#include "server/webhooks/webhooks.h"

#include <QFile>

namespace Report {

namespace {

/// Whether a window sent it, here or from elsewhere; RemoteClient says so.
bool isOfWindow(const Call &call)
{
    return call.caller.kind == Auth::Caller::Kind::Window || call.caller.isOfWindow
        || (call.caller.kind == Auth::Caller::Kind::FullKey
            && call.request.header(Http::ClientHeader) == Http::WindowClient);
}

/// Whether @p call, which comes from a window or not, leaves a record.
bool isRecorded(const Call &call, bool isFromWindow)
{
    using Api::Recording;
    const auto recording = call.route ? call.route->recording : Recording::Whole;
    if (!isFromWindow)
        return recording != Recording::Never;
    // Watching must not fill what is watched.
    const bool isAdministration = (call.route && call.route->rights == Api::Rights::Full)
        || (call.collection && call.collection->isSystem());
    const bool isWatching = call.request.method == "GET" && isAdministration;
    return !isWatching && recording != Recording::Never && recording != Recording::NotOfWindow;
}

void record(const Api::Context &context, Call &call, const Http::Response &response)
{
    using Api::Recording;
    Inspector::Record &record = call.record;
    record.microseconds = call.microseconds();
    context.services.metrics.addRequest(call.request.method, response.status, record.microseconds);
    const bool isFromWindow = isOfWindow(call);
    if (!isRecorded(call, isFromWindow))
        return;
    record.method = call.request.method;
    record.path = call.request.path;
    record.query = call.request.query;
    record.status = response.status;
    record.key = call.caller.keyPrefix;
    if (isFromWindow)
        record.user = "desktop";
    else
        record.user =
            call.caller.kind == Auth::Caller::Kind::Hook ? QByteArray("hook") : call.caller.name();
    record.requestHeaders = call.request.headers;
    record.responseHeaders = response.headers;
    if (response.status != 204 && response.status != 304)
        record.responseHeaders.prepend({"Content-Type", response.contentType});
    record.requestSize = call.request.body.size();
    record.responseSize = response.file ? response.file->size() : response.body.size();
    const auto recording = call.route ? call.route->recording : Recording::Whole;
    if (recording != Recording::WithoutBodies)
        record.requestBody = call.request.body;
    if (recording != Recording::WithoutBodies && recording != Recording::WithoutAnswer)
        record.responseBody = response.body;
    context.services.inspector.add(std::move(record));
}

} // namespace

void send(const Api::Context &context, Call &call, const Http::Response &response)
{
    // A copy, because record() moves the record away.
    const QByteArray told = call.isTold ? call.record.id : QByteArray();
    if (call.isTold)
        call.record.hook.append(call.record.hook.isEmpty() ? "webhook" : ",webhook");
    record(context, call, response);
    if (!told.isEmpty())
        context.services.webhooks.release(told);
}

} // namespace Report
