// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/crontab.h"
#include "server/core/json.h"
#include "server/core/result.h"
#include "server/store/catalog.h"

#include <QByteArray>
#include <QTimeZone>

#include <chrono>

/// Scripts that run by the clock.
namespace Jobs {

/// A job, as its document in system_jobs says. A value; any thread.
struct Job
{
    QByteArray id;
    QByteArray description;
    Crontab crontab;
    QTimeZone zone; ///< That of the job, or else the one of the settings.
    bool isActive = true; ///< False: it runs by hand alone.
    bool catchesUp = false; ///< One run makes up for all that were missed while nobody ran them.
    std::chrono::milliseconds timeout{0}; ///< 0: that of the settings.

    /// Reads @p document. @errors Validation: `list` says which member is wrong.
    static Result<Job> read(const Json::Value &document, const QByteArray &defaultZone);
    /// The name of its script among the scripts of the database.
    static QByteArray scriptName(QByteArrayView id) { return Store::JobPrefix + id.toByteArray(); }
};

/// Why a run began; how one ended. The texts are those of system_log.
enum class Trigger { Cron, Manual, CatchUp };
enum class Status { Ok, Error, TimedOut, Killed, Skipped };
const char *nameOf(Trigger trigger);
const char *nameOf(Status status);

/// @p body, the changes or the data of a job, without the members that the server computes
/// (`nextrun`, `lastrun`, `laststatus`), also within update operators: so what a client has read
/// may be sent back.
QByteArray withoutComputed(const Json::Value &body);

} // namespace Jobs
