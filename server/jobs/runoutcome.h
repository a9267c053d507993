// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/hooks/hookrun.h"
#include "server/inspector/record.h"
#include "server/jobs/joblog.h"

/// What the script of a job has given, as the log and the inspector show it. Any thread.
namespace Jobs {

/// Sets the status and the log text of @p run.
void readOutcome(Run &run, const Hooks::HookOutcome &outcome);
/// The record of @p run, which has ended, in the inspector.
Inspector::Record recordOf(const Run &run, const Hooks::HookOutcome &outcome);

} // namespace Jobs
