// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayList>

namespace Store {

/// An API key without its secret: who it is for and what it allows. A value.
struct Key
{
    enum class Kind { Full, Web }; ///< Full: everything. Web: what the members below allow.

    QByteArray id; ///< Names it in routes and in the inspector; no secret.
    QByteArray prefix; ///< The first six characters of the secret.
    Kind kind = Kind::Full;
    QByteArrayList methods; ///< Of a web key; empty: all.
    QByteArray path; ///< Of a web key: a glob such as `/customers/**`; empty: all.
    QByteArray origin; ///< Of a web key: scheme and host of the pages that use it; empty: any.
    bool originRequired = true; ///< Requests without an Origin are refused if there is one.
    QByteArray description; ///< A note for people; it has no effect.
    QByteArray created; ///< ISO 8601.
};

/// A key as it is stored: its secret only as a salted hash. A value.
struct StoredKey
{
    Key key;
    QByteArray salt; ///< Hexadecimal.
    QByteArray hash; ///< Hexadecimal.
};

} // namespace Store
