// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/store/catalog.h"

#include <QByteArray>
#include <QByteArrayList>

#include <atomic>
#include <memory>

/// Who asks, and what they may.
namespace Auth {

/// Who asks. A value.
struct Caller
{
    enum class Kind {
        Nobody, ///< No key, or one that is not known.
        FullKey,
        WebKey, ///< A key with limits.
        User, ///< Somebody with a token: their roles decide.
        Window, ///< The user's own edits in the desktop application.
        Hook, ///< A `db.*` call of a hook: full rights.
    };

    Kind kind = Kind::Nobody;
    QByteArray keyId;
    QByteArray keyPrefix; ///< The first six characters of the key.
    QByteArrayList methods; ///< Of a web key; empty: all.
    QByteArray path; ///< Of a web key: a glob such as `/customers/**`; empty: all.
    QByteArray origin; ///< Of a web key; empty: any.
    bool originRequired = true; ///< Of a web key with an origin: requests without one are refused.
    QByteArray email; ///< Of a user.
    QByteArrayList roles; ///< Of a user.
    QByteArray session =
        QByteArrayLiteral("{}"); ///< What hooks see as `#usersession`: the user's document.
    int depth = 0; ///< Of a hook: how many hooks led here.
    std::shared_ptr<std::atomic<bool>> ranHooks; ///< HookCall::ranHooks of the call; may be null.
    QByteArray client; ///< Of a hook: who sent the request that led here; empty: full rights.
    bool isOfWindow = false; ///< A window sends it, to show what this caller gets.

    bool hasFullRights() const
    {
        return kind == Kind::FullKey || kind == Kind::Window || kind == Kind::Hook;
    }
    /// Whether a web key allows @p method on the path of @p segments (what follows `/rest`).
    bool permits(const QByteArray &method, const QByteArrayList &segments) const;
    /// Whether the roles of a user allow @p method in a collection with @p access.
    bool permits(const QByteArray &method, const Store::Access &access) const;
    /// The user whose documents alone are to be seen; empty: all documents.
    QByteArray ownerIn(const Store::Access &access) const;
    /// What `_createdby` says.
    QByteArray name() const
    {
        if (kind == Kind::User)
            return email;
        return kind == Kind::Window ? QByteArrayLiteral("desktop") : QByteArrayLiteral("api");
    }
};

/// Whether the path of @p segments matches @p glob: `*` is any text within a segment, and at least
/// one character where it is all of it; `**` is any number of segments, so `/c/**` includes `/c`.
bool matchesGlob(const QByteArray &glob, const QByteArrayList &segments);

} // namespace Auth
