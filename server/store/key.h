// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayList>

namespace Store {

/// An API key without its secret: who it is for and what it allows. A value.
struct Key
{
    enum class Kind { Full, Web };

    QByteArray id;
    QByteArray prefix; ///< The first six characters of the secret.
    Kind kind = Kind::Full;
    QByteArrayList methods;
    QByteArray path;
    QByteArray origin;
    bool originRequired = true; ///< Requests without an Origin are refused if there is one.
    QByteArray description;
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
