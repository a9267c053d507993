// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/request/operations.h"

namespace Operations {

Result<Read> parseRead(const Call &call)
{
    Read read;
    read.isRestricted =
        !call.parent.id.isEmpty() || !call.caller.ownerIn(call.collection->access).isEmpty();
    if (call.request.query.isEmpty() && !read.isRestricted)
        return read;
    read.parameters = Api::ListParameters::of(call.request);
    if (auto allowed = Viewer::checkQuery(call, read.parameters); !allowed)
        return failure(allowed);
    auto query = call.readingQuery(read.parameters);
    if (!query)
        return failure(query);
    read.query = std::move(*query);
    return read;
}

Result<Http::Response> answer(Store::Reader &reader, const Call &call, const Read &read)
{
    const Api::Reading reading{*call.catalog, *call.collection,  call.request,    read.query,
                               call.path,     read.isRestricted, call.views.get()};
    return Api::answerReading(reader, reading);
}

} // namespace Operations
