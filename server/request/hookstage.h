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
    /// Runs @p hook. @p input: the members of its request that tell what it is about; @p hints: the
    /// parameter `h`, JSON or empty. @errors Refused or Validation: the hook refuses; HookFailed.
    Task<Result<Hooks::HookVerdict>> run(Call &call, QByteArray hook, QByteArray input,
                                         QByteArray hints = {});
    /// Runs `beforeGET`, and does to @p read what it says.
    Task<Result<Done>> runBefore(Call &call, Read &read);
    /// Runs the after-hook for @p document as it was stored. Gives what is answered instead.
    Task<Result<std::optional<QByteArray>>> runAfter(Call &call, const Model::Document &document);

    /// Keeps for the inspector what @p hook made of @p before, the @p what of a request; nothing
    /// where it left it as it was.
    static void noteChange(Call &call, const QByteArray &hook, const char *what,
                           const QByteArray &before, const std::optional<QByteArray> &after);

private:
    /// The script of @p collection as it is now, compiled anew where it is outdated.
    Task<Result<Store::Script>> currentScript(QByteArray collection);
    /// All that the hook pool has to know to run @p hook.
    Hooks::HookRun runOf(const Call &call, const QByteArray &hook, const QByteArray &input,
                         const QByteArray &hints) const;
    /// Suspends the hooks of the collection, and says in the record why. @p outcome is that of the
    /// run that was one too many.
    Task<Done> suspendFor(Call &call, QByteArray hook, const Hooks::HookOutcome &outcome);
    /// What hooks get as their hint: the members of @p hints, and `#headers` and `#usersession`.
    static QByteArray hookHint(const Call &call, const QByteArray &hints);
    /// What hooks get as their request: where it goes to, and the members @p input.
    static QByteArray hookRequest(const Call &call, const QByteArray &input);

    Api::Context m_context;
};
