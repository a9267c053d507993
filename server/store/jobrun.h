// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace Store {

/// A run of a job that is under way, as the database remembers it: if the program ends before the
/// run does, the next start finds it. A value.
struct JobRun
{
    QByteArray id; ///< Later also that of its document in system_log.
    QByteArray job; ///< The id of its document in system_jobs.
    QByteArray description; ///< Of the job, as it was when the run began.
    QByteArray started; ///< ISO 8601.
    QByteArray trigger; ///< As in system_log.
    QByteArray node = {}; ///< The server that carries it out, where several share the database.
    bool isToStop = false; ///< Another server was asked to stop it.
    bool isLeft = false; ///< Its server is dead; see Nodes.
};

} // namespace Store
