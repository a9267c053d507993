// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/requests/answer.h"

#include <functional>

namespace Requests {

/// Sends requests. Thread: that of the event loop which makes it.
class Sender
{
public:
    virtual ~Sender() = default;

    /// Sends @p request, and gives the answer to @p then once, in a later turn of the event loop;
    /// not at all after cancel(). Redirections are answers too.
    /// @errors of the answer: Unavailable: no answer came; BadInput: it cannot be sent so.
    virtual void send(const Outgoing &request, std::function<void(Result<Answer>)> then) = 0;
    /// Ends what is under way.
    virtual void cancel() = 0;
};

} // namespace Requests
