// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/postgres/reservation.h"

#include "server/store/postgres/connection.h"

namespace Store::Postgres {

namespace {

/// The programs that have it reserved, separated by semicolons.
Result<QByteArray> owners(Connection &connection, const Parameter &schema)
{
    const auto rows = connection.run(
        "SELECT string_agg(a.application_name, '; ') FROM pg_locks l"
        " JOIN pg_stat_activity a USING (pid)"
        " WHERE l.locktype = 'advisory' AND l.classid = 1212892243 AND l.granted"
        " AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())"
        " AND l.objid::bigint = (hashtext($1 || '.serve')::bigint & 4294967295)"
        " AND l.pid <> pg_backend_pid()",
        {schema});
    if (!rows)
        return failure(rows);
    const QByteArray names = rows->isEmpty() ? QByteArray() : rows->text(0, 0);
    return names.isEmpty() ? QByteArray("another program") : names;
}

} // namespace

Result<Done> reserve(Connection &connection, const Address &address, const QString &shown,
                     Reservation reservation)
{
    const Parameter schema = text(address.schema());
    // The first number is any, but ours.
    const auto taken = connection.run(
        reservation == Reservation::Alone
            ? "SELECT 1 WHERE pg_try_advisory_lock(1212892243, hashtext($1 || '.serve'))"
            : "SELECT 1 WHERE pg_try_advisory_lock_shared(1212892243, hashtext($1 || '.serve'))",
        {schema});
    if (!taken)
        return failure(taken);
    if (!taken->isEmpty())
        return Done();
    const auto names = owners(connection, schema);
    if (!names)
        return failure(names);
    return failure(Error::Kind::Unavailable,
                   QStringLiteral("Another server has the database %1: %2.")
                       .arg(shown, QString::fromUtf8(*names)));
}

} // namespace Store::Postgres
