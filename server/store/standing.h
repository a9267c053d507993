// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace Store {

/// Whether a database of PostgreSQL could be served, and if not, why. A value.
struct Standing
{
    enum class State {
        Ready,
        NoModule, ///< The module that speaks with PostgreSQL is not installed; `detail` says more.
        NotReached, ///< `detail` is what libpq says.
        Missing, ///< There is no such schema, or it has no tables of ours.
        Older, ///< An older program wrote the tables.
        Newer, ///< A newer program wrote the tables.
        BadAddress, ///< `detail` is a sentence.
    };
    State state = State::NotReached;
    QString detail; ///< Never holds a password.
};

/// Connects to @p address, `postgres://…`, and looks; changes nothing. Waits for the network, for
/// 5 s unless the address says otherwise. Any thread.
Standing standingOf(const QString &address);

} // namespace Store
