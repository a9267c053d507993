// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/sqlite/webhooktable.h"

#include "server/store/definitions.h"
#include "server/store/sqlite/connection.h"

namespace Store::Sqlite {

Result<Done> WebhookTable::add(Connection &connection, WebhookEvent &event,
                               const QByteArrayList &payload)
{
    auto statement = connection.prepare(
        "INSERT INTO webhook_events (request, collection, url, method, size, payload)"
        " VALUES (?,?,?,?,?,?) RETURNING number");
    if (!statement)
        return failure(statement);
    const QByteArray text = '[' + payload.join(',') + ']';
    const auto row = statement->bind(event.requestId)
                         .bind(event.collection)
                         .bind(event.url)
                         .bind(event.method)
                         .bind(qint64(text.size()))
                         .bind(text)
                         .step();
    if (!row)
        return failure(row);
    event.number = statement->number(0);
    event.size = text.size();
    return Done();
}

Result<Done> WebhookTable::remove(Connection &connection, qint64 number)
{
    auto statement = connection.prepare("DELETE FROM webhook_events WHERE number = ?");
    if (!statement)
        return failure(statement);
    return doneOf(statement->bind(number).run());
}

Result<QList<WebhookEvent>> WebhookTable::all(Connection &connection)
{
    auto rows = connection.prepare("SELECT number, request, collection, url, method, size"
                                   " FROM webhook_events ORDER BY number");
    if (!rows)
        return failure(rows);
    QList<WebhookEvent> events;
    const auto read = rows->forEachRow([&] {
        events.append({rows->number(0), rows->text(1).toByteArray(), rows->text(2).toByteArray(),
                       rows->text(3).toByteArray(), rows->text(4).toByteArray(), rows->number(5)});
    });
    if (!read)
        return failure(read);
    return events;
}

Result<QByteArray> WebhookTable::payload(Connection &connection, qint64 number)
{
    auto rows = connection.prepare("SELECT payload FROM webhook_events WHERE number = ?");
    if (!rows)
        return failure(rows);
    const auto row = rows->bind(number).step();
    if (!row)
        return failure(row);
    if (!*row)
        return noWebhookEvent();
    return rows->text(0).toByteArray();
}

} // namespace Store::Sqlite
