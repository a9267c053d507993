// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/request/writebody.h"

#include "server/auth/access.h"

namespace WriteBody {

Result<Store::WriteRules> rulesOf(const Call &call)
{
    auto versions = Api::versionsOf(call.request);
    if (!versions)
        return failure(versions);
    Store::WriteRules rules;
    rules.changedBy = call.caller.name();
    rules.versions = std::move(*versions);
    rules.owner = call.caller.ownerIn(call.collection->access);
    rules.views = call.views.get();
    return rules;
}

Result<Json::Document> parse(const Call &call)
{
    auto body = Api::parseBody(call.request, call.collection);
    if (!body || !call.views)
        return body;
    const auto allowed = Auth::checkWritten(call.caller, *call.collection, *call.views,
                                            call.request.method, body->root());
    return allowed ? std::move(body) : failure(allowed);
}

} // namespace WriteBody
