// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/postgres/nodetable.h"

#include "server/core/timestamp.h"
#include "server/store/postgres/connection.h"

namespace Store::Postgres {

namespace {

/// The name of the channel of a schema, which a connection has as its search path. One channel for
/// all schemas of a database would wake everybody. It may have 63 bytes.
constexpr char Channel[] = "'hookdesk_' || left(current_schema()::text, 50)";

QByteArray tellStatement()
{
    return QByteArray("SELECT pg_notify(") + Channel + ", '')";
}

constexpr char Milliseconds[] = "(extract(epoch FROM clock_timestamp()) * 1000)::bigint";

QByteArray milliseconds(const char *column)
{
    return QByteArray("(extract(epoch FROM ") + column + ") * 1000)::bigint";
}

constexpr char WindowRole[] = "window";

QByteArrayView roleName(NodeRole role)
{
    return role == NodeRole::Window ? QByteArrayView(WindowRole) : QByteArrayView("server");
}

Connection::Parameters parametersOf(const NodeTable::Row &row)
{
    const Node &node = row.node;
    return {text(node.name),
            text(row.session),
            number(node.generation),
            text(node.version),
            text(node.address),
            number(node.runsJobs),
            number(row.events.listens),
            number(row.events.tellsSince),
            text(node.certificate),
            text(roleName(node.role))};
}

/// Of `session number` pairs, with commas between them.
QList<NodeTable::Teller> tellersOf(QByteArrayView pairs)
{
    QList<NodeTable::Teller> tellers;
    const QByteArrayList all = pairs.toByteArray().split(',');
    for (const QByteArray &pair : all) {
        const qsizetype blank = pair.indexOf(' ');
        if (blank > 0)
            tellers.append({pair.first(blank), pair.sliced(blank + 1).toLongLong()});
    }
    return tellers;
}

/// $1 is the name of the server that looks.
QByteArray lookStatement()
{
    return QByteArray("SELECT f.generation,"
                      " (SELECT count(*) FROM nodes WHERE seen > now() - interval '5 s'"
                      " AND role = 'server'),"
                      " (SELECT min(generation) FROM nodes WHERE name <> $1"
                      " AND seen > now() - interval '5 s'),"
                      " (SELECT string_agg(session || ' ' || tells, ',') FROM nodes"
                      " WHERE name <> $1 AND seen > now() - interval '5 s'),"
                      " (SELECT count(*) FROM nodes WHERE name <> $1 AND listens = 1"
                      " AND seen > now() - "
                      + QByteArray::number(NodeTable::DeadAfter) + " * interval '1 s'), ")
        + Milliseconds + " FROM facts f";
}

NodeTable::Look lookOf(const Rows &rows)
{
    NodeTable::Look look;
    if (rows.isEmpty())
        return look;
    look.generation = rows.number(0, 0);
    look.alive = int(rows.number(0, 1));
    if (!rows.isNull(0, 2))
        look.oldest = rows.number(0, 2);
    look.others = tellersOf(rows.view(0, 3));
    look.isHeard = rows.number(0, 4) > 0;
    look.now = rows.number(0, 5);
    return look;
}

} // namespace

Result<NodeTable::SignedIn> NodeTable::signIn(Connection &connection, const Row &row)
{
    connection.queue("DELETE FROM nodes WHERE seen < now() - interval '1 day'");
    const auto rows = connection.run(
        "INSERT INTO nodes (name, session, generation, version, address, jobs, listens, tells,"
        " certificate, role, pid, started, seen) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10,"
        " pg_backend_pid(),"
        " clock_timestamp(), clock_timestamp())"
        " ON CONFLICT (name) DO UPDATE SET session = excluded.session, pid = excluded.pid,"
        " listens = excluded.listens, tells = excluded.tells,"
        " certificate = excluded.certificate,"
        " generation = excluded.generation, version = excluded.version,"
        " address = excluded.address, jobs = excluded.jobs, role = excluded.role,"
        " seen = excluded.seen,"
        " started = CASE WHEN nodes.session = excluded.session THEN nodes.started"
        " ELSE excluded.started END"
        " WHERE nodes.session = excluded.session OR nodes.seen < now() - "
            + QByteArray::number(DeadAfter)
            + " * interval '1 s' OR (nodes.seen < now() - interval '3 s' AND NOT EXISTS"
              " (SELECT 1 FROM pg_stat_activity a WHERE a.pid = nodes.pid)) RETURNING 1",
        parametersOf(row));
    if (!rows)
        return failure(rows);
    if (!rows->isEmpty())
        return SignedIn::Yes;
    const auto lost = connection.run("SELECT 1 FROM nodes WHERE name = $1 AND NOT EXISTS"
                                     " (SELECT 1 FROM pg_stat_activity a WHERE a.pid = nodes.pid)",
                                     {text(row.node.name)});
    if (!lost)
        return failure(lost);
    return lost->isEmpty() ? SignedIn::No : SignedIn::Perhaps;
}

Result<NodeTable::Look> NodeTable::beat(Connection &connection, const Row &row, bool tells)
{
    bool isOurs = false;
    bool wasDead = false;
    // What is asked for within RETURNING is the row before.
    connection.queue("UPDATE nodes SET seen = clock_timestamp(), generation = $3, version = $4,"
                     " address = $5, jobs = $6, listens = $7, tells = $8,"
                     " certificate = $9, role = $10 WHERE name = $1 AND session = $2 RETURNING"
                     " (SELECT b.seen < clock_timestamp() - "
                         + QByteArray::number(DeadAfter)
                         + " * interval '1 s' FROM nodes b WHERE b.name = $1)::int::bigint",
                     parametersOf(row), [&](const Rows &rows) {
                         isOurs = !rows.isEmpty();
                         wasDead = isOurs && rows.number(0, 0) == 1;
                     });
    if (tells)
        queueTell(connection);
    const auto rows = connection.run(lookStatement(), {text(row.node.name)});
    if (!rows)
        return failure(rows);
    Look look = lookOf(*rows);
    look.isOurs = isOurs;
    look.wasDead = wasDead;
    return look;
}

Result<Done> NodeTable::tell(Connection &connection)
{
    return doneOf(connection.run(tellStatement()));
}

void NodeTable::queueTell(Connection &connection)
{
    connection.queue(tellStatement());
}

Result<NodeTable::Look> NodeTable::look(Connection &connection)
{
    const auto rows = connection.run(lookStatement(), {text(QByteArrayView(""))});
    return rows ? Result<Look>(lookOf(*rows)) : failure(rows);
}

Result<Done> NodeTable::signOut(Connection &connection, const Row &row)
{
    connection.queue("DELETE FROM nodes WHERE name = $1 AND session = $2",
                     {text(row.node.name), text(row.session)});
    return tell(connection);
}

Result<Done> NodeTable::listen(Connection &connection)
{
    const auto channel = connection.run(QByteArray("SELECT ") + Channel);
    if (!channel)
        return failure(channel);
    return connection.define("LISTEN \"" + channel->text(0, 0) + '"');
}

Result<QList<Node>> NodeTable::all(Connection &connection)
{
    const auto rows = connection.run(
        "SELECT name, " + milliseconds("started") + ", " + milliseconds("seen")
        + ", generation, version, address, jobs, certificate, (seen > now() - "
        + QByteArray::number(DeadAfter)
        + " * interval '1 s')::int::bigint, role FROM nodes WHERE seen > now() - interval '1 day'"
          " ORDER BY name");
    if (!rows)
        return failure(rows);
    QList<Node> nodes;
    for (int row = 0; row < rows->count(); ++row)
        nodes.append({rows->text(row, 0), Timestamp::format(rows->number(row, 1)),
                      Timestamp::format(rows->number(row, 2)), rows->number(row, 3),
                      rows->text(row, 4), rows->text(row, 5), rows->number(row, 6) != 0,
                      rows->text(row, 7), rows->number(row, 8) != 0,
                      rows->text(row, 9) == WindowRole ? NodeRole::Window : NodeRole::Server});
    return nodes;
}

} // namespace Store::Postgres
