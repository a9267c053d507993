// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/result.h"
#include "server/core/stopflag.h"
#include "server/store/address.h"

#include <QString>
#include <QStringList>

namespace Store::Postgres {

/// What is damaged in the schema of @p address, in sentences; empty: nothing. Compares what the
/// indexes are made of with the documents, and the tables of relations and counters with them. Sees
/// one moment, and takes as long as reading all of it. @p shown names the database in messages.
/// Any thread.
/// @errors BadInput: there is no database of ours. Unavailable: it is not reached, or @p stop
/// stopped it.
Result<QStringList> damageOf(const Address &address, const QString &shown, const StopFlag &stop);

} // namespace Store::Postgres
