// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/routes.h"
#include "server/core/result.h"
#include "server/core/task.h"
#include "server/hooks/hookrun.h"

#include <QByteArray>
#include <QList>

/// A script and its modules, compiled so that their runs tell what they do. Never stored. A value.
struct RecordedScript
{
    struct File
    {
        QByteArray name; ///< `orders.js`, `lib/vat.js`: as the events of a run name it.
        QByteArray source;
    };

    /// What its runs tell: the lines that ran, of the script alone, or each step, also of its
    /// modules.
    enum class Detail { Lines, Steps };

    RunnableScript script;
    QList<QByteArray> hooks; ///< Those that the script declares.
    QList<File> files; ///< The script first; empty for lines.

    /// Compiles @p source as the script @p name, and the modules that it requires, as they are
    /// saved. @p exchange is that of the request that asks for it.
    /// @errors Unprocessable: one of them does not compile; TooLarge.
    static Task<Result<RecordedScript>> compile(const Api::Exchange &exchange, QByteArray name,
                                                QByteArray source, Detail detail);
};
