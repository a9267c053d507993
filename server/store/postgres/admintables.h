// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/result.h"
#include "server/store/commit.h"
#include "server/store/key.h"

#include <QByteArray>
#include <QByteArrayList>
#include <QList>

namespace Store::Postgres {

class Connection;

/// The tables `keys` and `webhook_events`, as Store::Reader and
/// Store::Transaction describe what is in them. Thread: the connection's.
namespace AdminTables {

Result<QList<Key>> keys(Connection &connection);
Result<QList<StoredKey>> storedKeys(Connection &connection);
Result<qint64> keysGeneration(Connection &connection);
/// Whether there are some; locks the table against new ones.
Result<bool> hasKeys(Connection &connection);
/// @errors Conflict: its id exists.
Result<Done> saveKey(Connection &connection, const StoredKey &stored);
/// @errors NotFound.
Result<Done> removeKey(Connection &connection, const QByteArray &id);
/// Paths that begin with the collection @p before begin with @p after instead.
Result<Done> renameKeyPaths(Connection &connection, const QByteArray &before,
                            const QByteArray &after);
Result<Done> countKeyChange(Connection &connection);

/// Stores @p event with @p payload, which is JSON, and sets its number and its size.
Result<Done> addWebhookEvent(Connection &connection, WebhookEvent &event,
                             const QByteArrayList &payload);
Result<Done> removeWebhookEvent(Connection &connection, qint64 number);
Result<QList<WebhookEvent>> webhookEvents(Connection &connection, const QByteArray &node);
/// @errors NotFound.
Result<QByteArray> webhookPayload(Connection &connection, qint64 number);

} // namespace AdminTables

} // namespace Store::Postgres
