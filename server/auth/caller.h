// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayList>

/// Who asks, and what they may.
namespace Auth {

/// Who asks. A value.
struct Caller
{
    enum class Kind {
        Nobody, ///< No key, or one that is not known.
        FullKey,
        WebKey, ///< A key with limits.
        Window, ///< The user's own edits in the desktop application.
        Hook, ///< A `db.*` call of a hook: full rights.
    };

    Kind kind = Kind::Nobody;
    QByteArray keyId;
    QByteArray keyPrefix; ///< The first six characters of the key.
    QByteArrayList methods; ///< Of a web key; empty: all.
    QByteArray path; ///< Of a web key: a glob such as `/customers/**`; empty: all.
    QByteArray origin; ///< Of a web key; empty: any.
    int depth = 0; ///< Of a hook: how many hooks led here.

    bool hasFullRights() const { return kind != Kind::Nobody && kind != Kind::WebKey; }
    /// Whether @p method on @p restPath (what follows `/rest`) is allowed.
    bool permits(const QByteArray &method, const QByteArray &restPath) const;
    /// What `_createdby` says.
    QByteArray name() const
    {
        return kind == Kind::Window ? QByteArrayLiteral("desktop") : QByteArrayLiteral("api");
    }
};

/// Whether @p path matches @p glob: `*` is one segment, `**` the rest; `/c/**` includes `/c`.
bool matchesGlob(const QByteArray &glob, const QByteArray &path);

} // namespace Auth
