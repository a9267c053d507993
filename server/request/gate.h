// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/routes.h"
#include "server/api/services.h"
#include "server/auth/keys.h"
#include "server/request/call.h"
#include "server/core/result.h"
#include "server/http/message.h"
#include "server/http/requesthead.h"

#include <optional>

/// Who may come in: keys, tokens, limits, and the browsers' rules of origins.
/// Thread: that of its context.
class Gate final
{
public:
    explicit Gate(Api::Context context);

    /// Whether the keys have to be read before @p call goes on: takeKeys().
    bool mustReadKeys(const Call &call);
    /// The keys as they were read last.
    const Auth::StoredKeys &keys() const { return m_keys.stored(); }
    /// Takes over what was read, or the error that identify() then gives.
    void takeKeys(Result<Auth::StoredKeys> read);

    /// See Pipeline::isKnown(). A token is checked as in findUser(), but its user is not looked
    /// for.
    bool isKnown(Store::Reader &reader, const Http::RequestHead &head,
                 const Store::Catalog &catalog);
    /// Finds out by its key who sends @p call. @errors Unauthorized; Forbidden: an origin that the
    /// key is not for; TooManyRequests.
    Result<Done> identify(Call &call);
    /// Whether @p call comes without a key, but with a token (contract: access 2).
    static bool isByToken(const Call &call);
    /// The user whose token @p call carries. Thread: the reader's. @errors Unauthorized.
    static Result<Auth::Caller> findUser(Store::Reader &reader, const Call &call);
    /// The active user with the address @p email. Thread: the reader's. @errors Unauthorized.
    static Result<Auth::Caller> findUser(Store::Reader &reader, const Store::Catalog &catalog,
                                         const QByteArray &email);
    /// Whether who sends @p call has @p rights; @p identified says what is known of them.
    /// @errors those of @p identified; Forbidden: a route that needs more.
    Result<Done> admit(const Call &call, Api::Rights rights, const Result<Done> &identified) const;
    /// Whether @p call asks to be answered without hooks (contract: codehooks 8).
    /// @errors Forbidden: a caller without full rights; BadInput: no value of the header.
    static Result<bool> skipsHooks(const Call &call);
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
    /// Adds to @p response which server it comes from, where there may be several, and what lets a
    /// browser of an allowed origin read it.
    void addOrigin(const Call &call, Http::Response &response) const;

private:
    /// Whether the keys that are known here may lack @p key; empty: any key.
    bool areKeysOld(const QByteArray &key, const Store::Catalog &catalog);
    bool isWindowToken(const QByteArray &key) const;
    bool isOfJoinedWindow(const Http::Request &request) const;
    /// Whether the caller's web key is for the page that sends the request. @errors Forbidden.
    Result<Done> checkOrigin(const Call &call) const;
    /// Whether the setting `cors.origins` or some key names @p origin.
    bool isAllowedOrigin(const Call &call, const QByteArray &origin) const;

    Api::Context m_context;
    Auth::KeyRing m_keys; ///< Of this thread alone, so finding a key takes no lock.
    std::optional<Error> m_keysFailure; ///< Why the keys could not be read.
};
