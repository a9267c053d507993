// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/result.h"
#include "server/store/catalog.h"
#include "server/store/scriptversion.h"

#include <QByteArray>
#include <QList>

namespace Store::Sqlite {

class Connection;

/// The tables `scripts` and `script_versions`. A script is named as its collection is, `lib/<name>`
/// for a module that hooks require, or `job/<id>`. Thread: the connection's.
namespace ScriptTable {

/// The script @p name as it was last saved. @errors NotFound.
Result<Script> find(Connection &connection, const QByteArray &name);
/// The scripts that have @p text in their source, by name.
Result<QList<ScriptSource>> with(Connection &connection, const QByteArray &text);
/// The versions of a script without their sources, the newest first.
Result<QList<ScriptVersion>> versions(Connection &connection, const QByteArray &name);
/// One version, with its source. @errors NotFound.
Result<ScriptVersion> version(Connection &connection, const QByteArray &name, int version);

/// Saves @p script as the next version, enabled; the same source as the last makes no version.
/// @errors NotFound: no such collection. BadInput: not a name for a module.
Result<Done> save(Connection &connection, const QByteArray &name, const Script &script,
                  const ScriptNote &note);
/// Turns a script on or off; turning on ends a suspension.
Result<Done> enable(Connection &connection, const QByteArray &name, bool enabled);
/// Keeps a script from running until somebody enables or saves it; @p reason tells them why.
Result<Done> suspend(Connection &connection, const QByteArray &name, const QByteArray &reason);
/// Replaces the compiled form of the present version.
Result<Done> saveCompiled(Connection &connection, const QByteArray &name, const Script &script);
/// Removes a script with all its versions.
Result<Done> remove(Connection &connection, const QByteArray &name);

} // namespace ScriptTable

} // namespace Store::Sqlite
