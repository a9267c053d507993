// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/result.h"
#include "server/store/nodes.h"

#include <QByteArray>
#include <QList>

#include <optional>

namespace Store::Postgres {

class Connection;

/// The table `nodes`: a row for each server of the schema. All times in it are the database's.
/// Thread: the connection's.
namespace NodeTable {

/// Seconds since which a server was not seen, from which on it is dead: its name may be taken, and
/// its runs of jobs are over.
inline constexpr int DeadAfter = 15;

/// What a server says about documents' events: see DocumentEvents. A value.
struct Events
{
    bool listens = false; ///< It wants to know of documents that others change.
    qint64 tellsSince = 0; ///< A number for since when it tells them; 0: it does not.

    bool operator==(const Events &) const = default;
};

/// What a server tells of itself. A value.
struct Row
{
    Node node; ///< Its times are not looked at.
    QByteArray session; ///< Any text that no other process has; without blanks and commas.
    Events events = {};
};

/// What another server, which is alive, says about documents' events. A value.
struct Teller
{
    QByteArray session;
    qint64 since = 0; ///< Events::tellsSince.
};

/// What a look at the table gives. A value.
struct Look
{
    bool isOurs = false; ///< The row is there, and of this session.
    /// Before, it was so old that the others took this server for dead and wait for it no longer.
    bool wasDead = false;
    qint64 generation = 0; ///< That of the catalog in the database.
    int alive = 0; ///< Servers that were seen in the last 5 s; windows are none.
    /// The oldest catalog that another one of these serves; nothing: there is no other.
    std::optional<qint64> oldest;
    bool isHeard = false; ///< Another server that may be alive listens.
    QList<Teller> others; ///< All others that were seen in the last 5 s.
    qint64 now = 0; ///< The database's clock, in milliseconds since 1970 UTC.
};

/// Whether a server could take its name. Perhaps: who has it has no connection, but had one a
/// moment ago, and may come back.
enum class SignedIn { Yes, Perhaps, No };

/// Takes the name of @p row for this session, unless a server that is alive has it.
Result<SignedIn> signIn(Connection &connection, const Row &row);
/// Says that this server lives and what it serves, and looks. @p tells: the others are woken, too.
Result<Look> beat(Connection &connection, const Row &row, bool tells);
/// Wakes the others.
Result<Done> tell(Connection &connection);
/// The same with the next statement that is run.
void queueTell(Connection &connection);
/// Looks alone, for a program that is no server.
Result<Look> look(Connection &connection);
/// Takes the row out of the table and wakes the others.
Result<Done> signOut(Connection &connection, const Row &row);
/// Asks to be woken by beat(), tell() and signOut() of others.
Result<Done> listen(Connection &connection);

/// All servers that were seen in the last day, by name. @errors Unavailable.
Result<QList<Node>> all(Connection &connection);

} // namespace NodeTable

} // namespace Store::Postgres
