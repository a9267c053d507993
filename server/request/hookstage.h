// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/services.h"
#include "server/request/call.h"
#include "server/core/result.h"
#include "server/core/task.h"
#include "server/hooks/hookverdict.h"

/// Runs the codehooks of a request and does to it what they say (contract: codehooks 3).
/// Thread: that of its context; the calls wait as coroutines.
class HookStage final
{
public:
    explicit HookStage(Api::Context context)
        : m_context(context)
    {
    }

    /// Whether the collection's script has a hook to run before, or after, this request.
    static bool hasBefore(const Call &call);
    static bool hasAfter(const Call &call);
    /// Has the script of the request's collection compiled anew, because an older program compiled
    /// it, and takes over the catalog with the new form. A script that does not compile any more
    /// stays as it is: only a request that needs its hooks fails.
    /// @errors NotFound: the collection is gone meanwhile.
    /// @pre the script is outdated.
    Task<Result<Done>> renewScript(Call &call);
    /// @errors Unavailable: the collection has hooks for this request, but they are suspended.
    static Result<Done> checkSuspension(const Call &call);
    /// @pre hasBefore(), hasAfter()
    Task<Result<Done>> runBefore(Call &call);
    Task<Result<Done>> runAfter(Call &call);

private:
    Task<Result<Done>> runBeforeRead(Call &call);
    Task<Result<Done>> runBeforeUpdate(Call &call);
    Task<Result<Done>> runBeforeDelete(Call &call);
    Task<Result<Done>> runBeforeInsert(Call &call);
    Result<Done> checkNewIds(const Call &call) const;
    Result<Model::Document> documentToUpdate(Call &call) const;
    /// The script of @p collection as it is now, compiled anew where it is outdated.
    Task<Result<Store::Script>> currentScript(QByteArray collection);
    Hooks::HookRun runOf(const Call &call, const QByteArray &hook, const QByteArray &extra) const;
    Task<Result<Hooks::HookVerdict>> runHook(Call &call, QByteArray hook, QByteArray extra);
    Task<Done> suspendFor(Call &call, QByteArray hook, const Hooks::HookOutcome &outcome);
    static QByteArray hookHint(const Call &call);
    static QByteArray hookRequest(const Call &call, const QByteArray &extra);

    Api::Context m_context;
};
