// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/services.h"
#include "server/request/call.h"
#include "server/core/result.h"
#include "server/core/task.h"
#include "server/store/catalog.h"

/// What a write to system_jobs asks for beside the store: its crontab is checked, its script is
/// compiled and kept with its versions (contract: jobs 1). The scheduler hears of it by the feed.
/// Thread: that of its context; the calls wait as coroutines.
class JobStage final
{
public:
    explicit JobStage(Api::Context context)
        : m_context(context)
    {
    }

    /// Whether @p call writes jobs.
    static bool concerns(const Call &call);
    /// Store what @p call writes. @errors Validation: `list` says what is wrong with the crontab,
    /// the time zone or the script; and those of any write.
    /// @pre concerns()
    Task<Result<Done>> insert(Call &call, Insert &insert);
    Task<Result<Done>> update(Call &call, Update &update);
    /// The ids of those that there were.
    Task<Result<QByteArrayList>> remove(Call &call, QByteArrayList ids, Store::WriteRules rules);

private:
    /// Compiles the script of a job. @errors Validation: it does not compile; the message says
    /// where.
    Task<Result<Store::Script>> compiled(QByteArray source);

    Api::Context m_context;
};
