// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/result.h"
#include "server/store/catalog.h"
#include "server/store/scriptversion.h"

#include <QByteArray>
#include <QList>

namespace Store::Postgres {

class Connection;
class Rows;

/// The tables `scripts` and `script_versions`, as Store::Reader and Store::Transaction describe
/// what is in them. Thread: the connection's.
namespace ScriptTable {

/// The columns of a script, for scriptOf().
extern const char Columns[];
/// The script in the columns from @p first on, which are empty where there is none.
Script scriptOf(const Rows &rows, int row, int first);

Result<Script> find(Connection &connection, const QByteArray &name);
Result<QList<ScriptSource>> with(Connection &connection, const QByteArray &text);
Result<QList<ScriptVersion>> versions(Connection &connection, const QByteArray &name);
Result<ScriptVersion> version(Connection &connection, const QByteArray &name, int version);

Result<Done> save(Connection &connection, const QByteArray &name, const Script &script,
                  const ScriptNote &note);
Result<Done> enable(Connection &connection, const QByteArray &name, bool enabled);
Result<Done> suspend(Connection &connection, const QByteArray &name, const QByteArray &reason);
Result<Done> saveCompiled(Connection &connection, const QByteArray &name, const Script &script);
Result<Done> remove(Connection &connection, const QByteArray &name);
/// Gives the script and its versions the name @p wanted.
Result<Done> rename(Connection &connection, const QByteArray &name, const QByteArray &wanted);

} // namespace ScriptTable

} // namespace Store::Postgres
