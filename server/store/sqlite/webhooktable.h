// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/result.h"
#include "server/store/commit.h"

#include <QByteArray>
#include <QByteArrayList>
#include <QList>

namespace Store::Sqlite {

class Connection;

/// The table `webhook_events`: what webhooks have still to be told. An event is stored in the
/// transaction of its write, so neither is there without the other. Thread: the connection's.
namespace WebhookTable {

/// Stores @p event with @p payload, which is JSON, and sets its number and its size.
Result<Done> add(Connection &connection, WebhookEvent &event, const QByteArrayList &payload);
/// Removes an event; one that is not there is no error.
Result<Done> remove(Connection &connection, qint64 number);
/// All events, in the order of their writes.
Result<QList<WebhookEvent>> all(Connection &connection);
/// The payload of an event, a JSON array. @errors NotFound.
Result<QByteArray> payload(Connection &connection, qint64 number);

} // namespace WebhookTable

} // namespace Store::Sqlite
