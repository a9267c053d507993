// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/request/operations.h"

#include "server/store/database.h"

namespace Operations {

namespace {

/// Where a list for the caller may go: a connection sends files. A hook has no more memory for an
/// answer than for itself.
Api::AnswerBody::Room roomFor(const Api::Context &context, const Call &call)
{
    const Model::Settings &settings = call.catalog->settings;
    if (call.caller.kind == Auth::Caller::Kind::Hook)
        return {{}, qsizetype(settings.hookMemory) * 1024 * 1024};
    const bool isOverNetwork = !call.request.peer.isEmpty();
    return {isOverNetwork ? context.services.database.fileForScratch() : QString(),
            qsizetype(settings.memoryLimit)};
}

} // namespace

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

Result<Http::Response> answer(const Api::Context &context, Store::Reader &reader, const Call &call,
                              const Read &read)
{
    Api::Reading reading{*call.catalog, *call.collection,  call.request,    read.query,
                         call.path,     read.isRestricted, call.views.get()};
    if (call.path.id.isEmpty())
        reading.room = roomFor(context, call);
    return Api::answerReading(reader, reading);
}

} // namespace Operations
