// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/result.h"
#include "server/store/catalog.h"

#include <QByteArray>
#include <QList>

#include <optional>

/// The scripts of a database and all their versions. A script is named as its collection is,
/// `lib/<name>` for a module that hooks require, or `job/<id>`.
namespace Store {

class Connection;
class Transaction;

/// Who saved a version, and what they say about it.
struct ScriptNote
{
    QByteArray author;
    QByteArray message;
};

/// One saved state of a script. A value.
struct ScriptVersion
{
    int version = 0;
    QByteArray source;
    QByteArray time; ///< ISO 8601.
    ScriptNote note;
};

/// Saves @p script as the next version, enabled; one that is the same as the last makes none.
/// @errors NotFound: no such collection. BadInput: no name for a module.
Result<Done> saveScript(Transaction &transaction, const QByteArray &name, const Script &script,
                        const ScriptNote &note);
/// Turns a script on or off; turning on ends a suspension.
Result<Done> enableScript(Transaction &transaction, const QByteArray &name, bool enabled);
/// Keeps a script from running until somebody enables or saves it; @p reason tells them why.
Result<Done> suspendScript(Transaction &transaction, const QByteArray &name,
                           const QByteArray &reason);
/// Puts another compiled form in the place of that of the present version.
Result<Done> saveCompiled(Transaction &transaction, const QByteArray &name, const Script &script);
/// Removes a script with all its versions. @errors NotFound.
Result<Done> removeScript(Transaction &transaction, const QByteArray &name);

/// The script @p name as it was last saved. @errors NotFound. Thread: the connection's.
Result<Script> findScript(Connection &connection, const QByteArray &name);
/// Names and sources of those that have @p text in them, by name. Thread: the connection's.
Result<QList<std::pair<QByteArray, QByteArray>>> scriptsWith(Connection &connection,
                                                             const QByteArray &text);
/// The versions of a script without their sources, the newest first. Thread: the connection's.
Result<QList<ScriptVersion>> scriptVersions(Connection &connection, const QByteArray &name);
/// One of them, whole. @errors NotFound. Thread: the connection's.
Result<ScriptVersion> scriptVersion(Connection &connection, const QByteArray &name, int version);

/// A letter and up to 63 letters, digits, - or _.
bool isModuleName(QByteArrayView name);

} // namespace Store
