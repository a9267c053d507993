// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/result.h"

#include <memory>

namespace Store {

/// What one piece of quick work has asked another machine for, so that no thread waits for it: see
/// Reader::readQuickly(). It lies in the frame of the work's Read. Thread: the reader's.
class QuickAsk
{
public:
    enum class State {
        Untouched, ///< Nothing was needed so far.
        Asked, ///< What the work needs is on its way; arrived() will be called.
        Arrived, ///< It is there, and the work may be tried again.
        NotQuick, ///< The work needs more than what is asked for at once, or more time.
        Failed, ///< With `error`.
    };
    /// What a store keeps of it.
    class Content
    {
    public:
        virtual ~Content() = default;
    };

    QuickAsk() = default;
    virtual ~QuickAsk() = default;
    QuickAsk(const QuickAsk &) = delete;
    QuickAsk &operator=(const QuickAsk &) = delete;

    /// Called once for what was Asked, by the event loop: it is Arrived, NotQuick or Failed now.
    virtual void arrived() = 0;

    State state = State::Untouched;
    std::unique_ptr<Content> content;
    Error error;
};

} // namespace Store
