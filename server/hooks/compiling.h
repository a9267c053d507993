// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/hooks/hookrun.h"

#include <functional>

namespace Hooks {

/// A compilation on its way through the pool. Thread: the hooks'.
struct Compiling
{
    Compilation what;
    std::function<void(Result<CompiledScript>)> answer; ///< Called exactly once.
    bool answered = false; ///< What the child says after it is not heard.

    /// The payload of the frame that has it done.
    QByteArray payload() const;
    /// Answers who asked for it, with what the compiler said; only the first time counts.
    void give(const Result<QByteArray> &result);
    /// Why the compiler refuses the script. @errors Unprocessable, always.
    static Result<QByteArray> readFailure(const QByteArray &payload);
};

} // namespace Hooks
