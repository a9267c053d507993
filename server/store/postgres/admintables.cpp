// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/postgres/admintables.h"

#include "server/store/definitions.h"
#include "server/store/postgres/connection.h"
#include "server/store/postgres/nodetable.h"

namespace Store::Postgres {

namespace {

constexpr char KeyColumns[] = "id, prefix, kind, methods, path, origin, origin_required,"
                              " description, created, salt, hash";

StoredKey keyOf(const Rows &rows, int row)
{
    const QByteArray methods = rows.text(row, 3);
    return {{rows.text(row, 0), rows.text(row, 1),
             rows.view(row, 2) == "full" ? Key::Kind::Full : Key::Kind::Web,
             methods.isEmpty() ? QByteArrayList() : methods.split(','), rows.text(row, 4),
             rows.text(row, 5), rows.number(row, 6) != 0, rows.text(row, 7), rows.text(row, 8)},
            rows.text(row, 9),
            rows.text(row, 10)};
}

/// What @p make makes of each row of @p rows.
template<typename T, typename Make>
Result<QList<T>> listOf(const Result<Rows> &rows, Make make)
{
    if (!rows)
        return failure(rows);
    QList<T> list;
    for (int row = 0; row < rows->count(); ++row)
        list.append(make(*rows, row));
    return list;
}

} // namespace

Result<QList<StoredKey>> AdminTables::storedKeys(Connection &connection)
{
    return listOf<StoredKey>(
        connection.run(QByteArray("SELECT ") + KeyColumns + " FROM keys ORDER BY id"), keyOf);
}

Result<QList<Key>> AdminTables::keys(Connection &connection)
{
    const auto stored = storedKeys(connection);
    if (!stored)
        return failure(stored);
    QList<Key> keys;
    for (const StoredKey &each : *stored)
        keys.append(each.key);
    return keys;
}

Result<qint64> AdminTables::keysGeneration(Connection &connection)
{
    const auto rows = connection.run("SELECT keys_generation FROM facts");
    return rows ? Result<qint64>(rows->number(0, 0)) : failure(rows);
}

Result<bool> AdminTables::hasKeys(Connection &connection)
{
    if (const auto locked = connection.define("LOCK TABLE keys IN SHARE ROW EXCLUSIVE MODE");
        !locked)
        return failure(locked);
    const auto rows = connection.run("SELECT 1 FROM keys LIMIT 1");
    return rows ? Result<bool>(!rows->isEmpty()) : failure(rows);
}

Result<Done> AdminTables::saveKey(Connection &connection, const StoredKey &stored)
{
    const Key &key = stored.key;
    return doneOf(connection.write(
        QByteArray("INSERT INTO keys (") + KeyColumns
            + ") VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11)",
        {text(key.id), text(key.prefix), text(key.kind == Key::Kind::Full ? "full" : "web"),
         text(key.methods.join(',')), text(key.path), text(key.origin), number(key.originRequired),
         text(key.description), text(key.created), text(stored.salt), text(stored.hash)}));
}

Result<Done> AdminTables::removeKey(Connection &connection, const QByteArray &id)
{
    if (!isStorable(id))
        return noKey(id);
    const auto removed = connection.write("DELETE FROM keys WHERE id = $1", {text(id)});
    if (!removed)
        return failure(removed);
    return removed->changed() == 0 ? Result<Done>(noKey(id)) : Done();
}

Result<Done> AdminTables::renameKeyPaths(Connection &connection, const QByteArray &before,
                                         const QByteArray &after)
{
    // By length and not by LIKE, for which an underscore in a name is any character.
    return doneOf(connection.write(
        "UPDATE keys SET path = '/' || $1 || substr(path, length($2) + 2)"
        " WHERE path = '/' || $2 OR substr(path, 1, length($2) + 2) = '/' || $2 || '/'",
        {text(after), text(before)}));
}

Result<Done> AdminTables::countKeyChange(Connection &connection)
{
    return doneOf(connection.write("UPDATE facts SET keys_generation = keys_generation + 1", {}));
}

Result<Done> AdminTables::addWebhookEvent(Connection &connection, WebhookEvent &event,
                                          const QByteArrayList &payload)
{
    const QByteArray json = '[' + payload.join(',') + ']';
    const auto rows = connection.write(
        "INSERT INTO webhook_events (request, collection, url, method, size, payload)"
        " VALUES ($1,$2,$3,$4,$5,$6) RETURNING number",
        {text(event.requestId), text(event.collection), text(event.url), text(event.method),
         number(json.size()), text(json)});
    if (!rows)
        return failure(rows);
    event.number = rows->number(0, 0);
    event.size = json.size();
    return Done();
}

Result<Done> AdminTables::removeWebhookEvent(Connection &connection, qint64 number)
{
    return doneOf(connection.write("DELETE FROM webhook_events WHERE number = $1",
                                   {Postgres::number(number)}));
}

Result<QList<WebhookEvent>> AdminTables::webhookEvents(Connection &connection,
                                                       const QByteArray &node)
{
    return listOf<WebhookEvent>(
        connection.run(QByteArray("SELECT number, request, collection, url, method, size"
                                  " FROM webhook_events e WHERE NOT EXISTS (SELECT 1 FROM nodes n"
                                  " WHERE n.name = e.node AND n.name <> $1 AND n.seen > now() - ")
                           + QByteArray::number(NodeTable::DeadAfter)
                           + " * interval '1 s') ORDER BY number",
                       {text(node)}),
        [](const Rows &rows, int row) {
            return WebhookEvent{rows.number(row, 0), rows.text(row, 1), rows.text(row, 2),
                                rows.text(row, 3),   rows.text(row, 4), rows.number(row, 5)};
        });
}

Result<QByteArray> AdminTables::webhookPayload(Connection &connection, qint64 number)
{
    const auto rows = connection.run("SELECT payload FROM webhook_events WHERE number = $1",
                                     {Postgres::number(number)});
    if (!rows)
        return failure(rows);
    return rows->isEmpty() ? Result<QByteArray>(noWebhookEvent()) : rows->text(0, 0);
}

} // namespace Store::Postgres
