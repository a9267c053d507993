// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/routes.h"
#include "server/api/services.h"
#include "server/auth/keys.h"
#include "server/request/call.h"
#include "server/core/result.h"
#include "server/http/message.h"

#include <optional>

/// Who may come in: keys, tokens, limits, and the browsers' rules of origins.
/// Thread: that of its context.
class Gate final
{
public:
    explicit Gate(Api::Context context);

    /// Finds out who sends @p call, where @p rights ask for that, and whether they have them. A
    /// valid key goes before a token (contract: access 2).
    /// @errors Unauthorized; Forbidden: an origin that the key is not for, or a route that needs
    /// more; TooManyRequests.
    Result<Done> admit(Call &call, Api::Rights rights);
    /// Whether the caller's key allows the method and the path. @errors Forbidden.
    Result<Done> checkPath(const Call &call) const;
    /// Whether the caller's roles allow the method in @p collection. @errors Forbidden.
    Result<Done> checkRoles(const Call &call, const Store::Collection &collection) const;
    /// Whether the caller's key allows the method in @p children, to which the path leads through a
    /// parent: it must reach them by their own path as well, or name the parent's field.
    /// @errors Forbidden.
    Result<Done> checkChildren(const Call &call, const Store::Collection &children) const;

    /// The answer to OPTIONS, above all to a browser's question before its request; nothing for
    /// other methods, and for a path that is none where no browser asks. No key is asked for.
    /// Source: Fetch standard, "CORS-preflight fetch".
    static std::optional<Http::Response> options(const Call &call);
    /// Adds to @p response what lets a browser of an allowed origin read it.
    void addOrigin(const Call &call, Http::Response &response);

private:
    Result<Done> identify(Call &call);
    Result<Auth::Caller> findUser(const Call &call, QByteArrayView token);
    Result<Done> checkOrigin(const Call &call) const;
    bool isAllowedOrigin(const Call &call, const QByteArray &origin);

    Api::Context m_context;
    Auth::KeyRing m_keys;
};
