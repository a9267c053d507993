// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/services.h"
#include "server/core/result.h"
#include "server/core/task.h"
#include "server/http/message.h"
#include "server/request/call.h"
#include "server/request/hookstage.h"
#include "server/request/jobstage.h"
#include "server/request/viewer.h"

/// What a request for documents does at each step of the pipeline, for each kind of it: one file a
/// kind. Thread: that of the context; the calls wait as coroutines.
namespace Operations {

/// What the steps work with.
struct Stages
{
    explicit Stages(const Api::Context &of)
        : context(of)
        , hooks(of)
        , jobs(of)
        , viewer(of, hooks)
    {
    }

    Api::Context context;
    HookStage hooks;
    JobStage jobs;
    Viewer viewer; ///< Asks the hooks above.
};

/// What the request asks for. @errors BadInput, Forbidden and others: it cannot be understood, or
/// names what its caller may not use.
Result<Read> parseRead(const Call &call);
Result<Insert> parseInsert(const Call &call);
Result<Update> parseUpdate(const Call &call);
Result<Remove> parseRemove(const Call &call);

/// The documents that a DELETE is about, anew each time that it is tried.
/// @errors those of Api::documentsToDelete().
Result<std::vector<Model::Document>> select(Store::Reader &reader, const Call &call,
                                            const Store::WriteRules &rules);

/// Asks the before-hook, and does to the operation what it says.
/// @errors what the hook refuses with; HookFailed. @pre HookStage::hasBefore()
Task<Result<Done>> before(Stages &stages, Call &call, Insert &insert);
Task<Result<Done>> before(Stages &stages, Call &call, Update &update);
Task<Result<Done>> before(Stages &stages, Call &call, Remove &remove);

/// Writes. @errors those of the store.
Task<Result<Done>> store(Stages &stages, Call &call, Insert &insert);
Task<Result<Done>> store(Stages &stages, Call &call, Update &update);
Task<Result<Done>> store(Stages &stages, Call &call, Remove &remove);

/// Tells the after-hook, and keeps what it answers instead. @pre HookStage::hasAfter()
Task<Result<Done>> after(Stages &stages, Call &call, Insert &insert);
Task<Result<Done>> after(Stages &stages, Call &call, Update &update);
/// The hook of a DELETE can fail, but what it gives is not used.
Task<Result<Done>> after(Stages &stages, Call &call, Remove &remove);

/// The answer, as the caller may see it. Thread: the reader's.
Result<Http::Response> answer(const Api::Context &context, Store::Reader &reader, const Call &call,
                              const Read &read);
Result<Http::Response> answer(Store::Reader &reader, const Call &call, const Insert &insert);
Result<Http::Response> answer(Store::Reader &reader, const Call &call, const Update &update);
Result<Http::Response> answer(Store::Reader &reader, const Call &call, const Remove &remove);

} // namespace Operations
