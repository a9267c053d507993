// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/request/report.h"

#include "server/api/metrics.h"
#include "server/inspector/recorder.h"
#include "server/request/call.h"
#include "server/webhooks/webhooks.h"

namespace Report {

namespace {

bool wantsWebhook(const Api::Context &context, const Call &call)
{
    const bool isWritten = call.isSaved && call.collection && !context.rehearsing;
    return isWritten && call.collection->webhook.wants(call.request.method);
}

Webhooks::Event webhookEvent(Call &call)
{
    Webhooks::Event event{call.record.id,
                          call.collection->name,
                          call.collection->webhook.url,
                          call.request.method,
                          {}};
    if (const auto *insert = std::get_if<Insert>(&call.operation)) {
        for (const Model::Document &document : insert->documents)
            event.payload.append(document.jsonWithMeta());
    } else if (const auto *update = std::get_if<Update>(&call.operation)) {
        event.payload.append(update->document.jsonWithMeta());
    } else if (const auto *remove = std::get_if<Remove>(&call.operation)) {
        for (const QByteArray &id : remove->ids)
            event.payload.append(Json::quoted(QByteArrayView(id)));
    }
    call.record.hook.append(call.record.hook.isEmpty() ? "webhook" : ",webhook");
    return event;
}

bool isRecorded(const Call &call)
{
    using Api::Recording;
    const auto recording = call.route ? call.route->recording : Recording::Whole;
    if (call.caller.kind != Auth::Caller::Kind::Window)
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
    if (!isRecorded(call))
        return;
    record.method = call.request.method;
    record.path = call.request.path;
    record.query = call.request.query;
    record.status = response.status;
    record.key = call.caller.keyPrefix;
    record.user =
        call.caller.kind == Auth::Caller::Kind::Hook ? QByteArray("hook") : call.caller.name();
    record.requestHeaders = call.request.headers;
    record.requestSize = call.request.body.size();
    record.responseSize = response.body.size();
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
    const bool isTold = wantsWebhook(context, call);
    auto event = isTold ? webhookEvent(call) : Webhooks::Event();
    record(context, call, response);
    if (isTold)
        context.services.webhooks.send(std::move(event));
}

} // namespace Report
