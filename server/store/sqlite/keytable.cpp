// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/sqlite/keytable.h"

#include "server/store/definitions.h"
#include "server/store/sqlite/connection.h"

namespace Store::Sqlite {

namespace {

constexpr char Columns[] =
    "id, prefix, kind, methods, path, origin, origin_required, description, created";

Key keyOf(const Statement &row)
{
    const QByteArray methods = row.text(3).toByteArray();
    return {row.text(0).toByteArray(),
            row.text(1).toByteArray(),
            row.text(2) == "full" ? Key::Kind::Full : Key::Kind::Web,
            methods.isEmpty() ? QByteArrayList() : methods.split(','),
            row.text(4).toByteArray(),
            row.text(5).toByteArray(),
            row.number(6) != 0,
            row.text(7).toByteArray(),
            row.text(8).toByteArray()};
}

} // namespace

Result<QList<Key>> KeyTable::all(Connection &connection)
{
    auto rows = connection.prepare(QByteArray("SELECT ") + Columns + " FROM keys ORDER BY id");
    if (!rows)
        return failure(rows);
    QList<Key> keys;
    const auto read = rows->forEachRow([&] { keys.append(keyOf(*rows)); });
    if (!read)
        return failure(read);
    return keys;
}

Result<QList<StoredKey>> KeyTable::stored(Connection &connection)
{
    auto rows = connection.prepare(QByteArray("SELECT ") + Columns + ", salt, hash FROM keys");
    if (!rows)
        return failure(rows);
    QList<StoredKey> keys;
    const auto read = rows->forEachRow([&] {
        keys.append({keyOf(*rows), rows->text(9).toByteArray(), rows->text(10).toByteArray()});
    });
    if (!read)
        return failure(read);
    return keys;
}

Result<qint64> KeyTable::generation(Connection &connection)
{
    return connection.number("SELECT keys_generation FROM facts");
}

Result<Done> KeyTable::save(Connection &connection, const StoredKey &stored)
{
    // The casts, because bind() binds texts, which a STRICT table does not take for a BLOB.
    auto statement = connection.prepare(
        "INSERT INTO keys (id, prefix, salt, hash, kind, methods, path, origin, description,"
        " created, origin_required) VALUES (?,?,CAST(? AS BLOB),CAST(? AS BLOB),?,?,?,?,?,?,?)");
    if (!statement)
        return failure(statement);
    const Key &key = stored.key;
    const QByteArray methods = key.methods.join(',');
    return doneOf(statement->bind(key.id)
                      .bind(key.prefix)
                      .bind(stored.salt)
                      .bind(stored.hash)
                      .bind(QByteArrayView(key.kind == Key::Kind::Full ? "full" : "web"))
                      .bind(methods)
                      .bind(key.path)
                      .bind(key.origin)
                      .bind(key.description)
                      .bind(key.created)
                      .bind(qint64(key.originRequired))
                      .run());
}

Result<Done> KeyTable::remove(Connection &connection, const QByteArray &id)
{
    auto statement = connection.prepare("DELETE FROM keys WHERE id = ?");
    if (!statement)
        return failure(statement);
    const auto removed = statement->bind(id).run();
    if (!removed)
        return failure(removed);
    if (*removed == 0)
        return noKey(id);
    return Done();
}

Result<Done> KeyTable::renamePaths(Connection &connection, const QByteArray &before,
                                   const QByteArray &after)
{
    // By length and not by LIKE, for which an underscore in a name is any character.
    auto statement = connection.prepare(
        "UPDATE keys SET path = '/' || ?1 || substr(path, length(?2) + 2)"
        " WHERE path = '/' || ?2 OR substr(path, 1, length(?2) + 2) = '/' || ?2 || '/'");
    if (!statement)
        return failure(statement);
    return doneOf(statement->bind(after).bind(before).run());
}

Result<Done> KeyTable::countChange(Connection &connection)
{
    return connection.execute("UPDATE facts SET keys_generation = keys_generation + 1");
}

} // namespace Store::Sqlite
