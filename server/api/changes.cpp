// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/changestream.h"
#include "server/api/routes.h"

namespace Api {

namespace {

Result<Http::Response> streamChanges(const Exchange &exchange)
{
    return EventStream::response(
        // Called when the request may be gone already, so it has a copy of what it needs.
        [&database = exchange.context.services.database,
         lastId = exchange.request.header("last-event-id")](const Http::BodySink &sink) {
            return new ChangeStream(database, lastId, sink);
        });
}

} // namespace

Rows changeRoutes()
{
    return {
        {"GET", "/admin/v1/changes", Rights::Full, Recording::Never,
         "What each commit has changed, as server-sent events; `Last-Event-ID` goes on. After an "
         "event `reset` read anew what you show.",
         streamChanges},
    };
}

} // namespace Api
