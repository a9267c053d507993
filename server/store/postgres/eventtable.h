// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/store/commit.h"

#include <QByteArray>

#include <functional>
#include <vector>

namespace Store::Postgres {

class Connection;
class Rows;

/// The table `events`: which documents the commits of all servers have changed, while one of them
/// listens. It is not logged: after a crash of the database it is empty.
///
/// Commits overtake each other, so a place in the table tells nothing of what is still to come.
/// Readers remember which transactions they could see instead: all that they see now and did not
/// see then is new. Nothing is told twice, none is missed, and a long transaction of somebody else
/// holds up nobody. Thread: the connection's.
namespace EventTable {

/// Adds @p changes, which the open transaction has made, with the next statement that is run;
/// @p server is the session of the server, see NodeTable::Row. @pre there are some
void queueAdd(Connection &connection, const std::vector<Change> &changes, QByteArrayView server);

/// What a look at the table gives. A value.
struct Look
{
    QByteArray snapshot; ///< Which transactions it could see; for the next look.
    std::vector<Commit> commits; ///< Of other servers, in the order in which they changed a
                                 ///< document.
};
/// Looks with the next statement that is run, and gives @p use what is new since @p snapshot;
/// nothing is, where that is empty. @p server as in queueAdd().
void queueLook(Connection &connection, QByteArrayView snapshot, QByteArrayView server,
               std::function<void(Look)> use);

/// Takes away what transactions have added that had ended before @p transaction began, with the
/// next statement that is run, and gives @p use the oldest transaction that is open now.
void queueTrim(Connection &connection, QByteArrayView transaction,
               std::function<void(QByteArray)> use);

} // namespace EventTable

} // namespace Store::Postgres
