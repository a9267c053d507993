// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/request/writebody.h"

#include "server/auth/access.h"

Result<Store::WriteRules> writeRulesOf(const Call &call)
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

Result<WriteBody> WriteBody::parse(const Call &call)
{
    auto rules = writeRulesOf(call);
    if (!rules)
        return failure(rules);
    auto body = Api::parseBody(call.request, call.collection);
    if (!body)
        return failure(body);
    const auto allowed = call.views ? Auth::checkWritten(call.caller, *call.collection, *call.views,
                                                         call.request.method, body->root())
                                    : Result<Done>(Done());
    if (!allowed)
        return failure(allowed);
    return WriteBody{std::move(*rules), std::move(*body)};
}
