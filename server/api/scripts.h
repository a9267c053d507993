// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/services.h"
#include "server/auth/caller.h"
#include "server/core/result.h"
#include "server/core/task.h"
#include "server/http/message.h"
#include "server/store/catalog.h"

/// Scripts of collections, modules and jobs, for the routes that read and save them. A script is
/// named as its collection is, `lib/<name>` for a module, and as a job's by Store::JobPrefix.
namespace Api {

/// Whether the script @p name is that of a module; of a job.
bool isModuleScript(const QByteArray &name);
bool isJobScript(const QByteArray &name);

/// The collection of jobs. @errors Internal: there is none, which no database that is open is
/// without.
Result<const Store::Collection *> systemJobs(const Store::Catalog &catalog);

/// The script @p name as it is now, in @p catalog or, that of a job, in the database.
/// Thread: the reader's. @errors NotFound.
Result<Store::Script> findScript(Store::Reader &reader, const Store::Catalog &catalog,
                                 const QByteArray &name);

/// What is kept with a version: who saves it, and the parameter `message`.
Store::ScriptNote noteOf(const Http::Request &request, const Auth::Caller &caller);

/// What the objects that hooks are offered have, by resources/hookapi.json: `{"log":["debug",…]}`.
const QByteArray &offeredMembers();

/// A script that is ready to be saved. A value.
struct MadeScript
{
    Store::Script script;
    QByteArray warnings; ///< What is likely to be wrong with it, as CompiledScript has them.
};

/// The script @p name of @p source, ready to be saved. @errors Unprocessable with line and column;
/// the script of a job has to declare `runJob`.
Task<Result<MadeScript>> compiledScript(Context &context, QByteArray name, QByteArray source);

/// The state of a script without its text: whether it is enabled, its hooks and its version; and
/// @p warnings where it was saved just now.
QByteArray scriptJson(const Store::Script &script, const QByteArray &warnings = {});

} // namespace Api
